//! Where it must have been cut: what the answers that were sent and the kematangan that
//! the ministry gave say together of the indikator in between, when nobody tells more
//! than the sum. It names possibilities; only where there is one way is it certain.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Answers,
    },
    core::id::IndikatorId,
    places, two_places,
};

/// Most ways that are named one by one.
pub const NAMED: usize = 12;
/// Most indikator of a way that is named.
pub const TOGETHER: usize = 3;

/// One answer that was sent, and what it would be worth on the rungs below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentAnswer {
    /// Of which indikator.
    pub indikator: IndikatorId,
    /// The rung that was sent.
    pub parameter: u8,
    /// Its skor.
    pub skor: Decimal,
    /// Every rung below with its skor, 0 (none) included.
    pub below: Vec<(u8, Decimal)>,
    /// The rung that the ministry accepted, where it is known.
    pub accepted: Option<(u8, Decimal)>,
}

/// An indikator that was lowered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lowered {
    /// Which.
    pub indikator: IndikatorId,
    /// The rung that was sent.
    pub from: u8,
    /// The rung that it came to; 0: none.
    pub to: u8,
}

/// What can be said of the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What was sent, in points.
    pub sent: Decimal,
    /// Sent less official: how much was cut. Negative: the ministry gave more than was
    /// sent.
    pub total: Decimal,
    /// How many ways of lowering answers come to exactly this; it stops counting at
    /// [`u64::MAX`]. 0 with a cut above 0: the answers here are not those that were judged.
    pub n_way: u64,
    /// The ways with the fewest indikator first, of at most [`TOGETHER`] indikator, at
    /// most [`NAMED`].
    pub ways: Vec<Vec<Lowered>>,
    /// Indikator that were lowered in every way, in the order of the answers: that they
    /// were is certain, if the answers are those that were judged.
    pub certain: Vec<IndikatorId>,
}

/// The answers of an inovasi as they were sent; those of which the rules do not tell the
/// skor are left out.
pub fn sent_answers(
    instrument: &Instrument,
    answers: &Answers,
    accepted: &BTreeMap<IndikatorId, u8>,
) -> Vec<SentAnswer> {
    let sent = instrument.indikator_of(AnsweredBy::Inovasi).filter_map(|it| {
        let parameter = answers.get(&it.id).map(|it| it.choice.parameter).filter(|it| *it > 0)?;
        let rungs = it.parameter.iter().map(|it| it.nomor).filter(|it| *it < parameter);
        let below = std::iter::once(0).chain(rungs).filter_map(|rung| Some((rung, it.skor(rung)?)));
        Some(SentAnswer {
            indikator: it.id.clone(),
            parameter,
            skor: it.skor(parameter)?,
            below: below.collect(),
            accepted: accepted.get(&it.id).and_then(|rung| Some((*rung, it.skor(*rung)?))),
        })
    });
    sent.collect()
}

/// Holds the official kematangan against the answers. It is known to as many decimals as
/// it shows, and to two at least.
pub fn find_cut(sent: &[SentAnswer], official: Decimal) -> Cut {
    let total_sent: Decimal = sent.iter().map(|it| it.skor).sum();
    let decimals = official.scale().max(2);
    // What is known to be accepted is fixed; the rest of the difference is looked for.
    let fixed: Decimal = sent.iter().filter_map(|it| Some(it.skor - it.accepted?.1)).sum();
    let open: Vec<&SentAnswer> = sent.iter().filter(|it| it.accepted.is_none()).collect();
    let base = total_sent - fixed;
    let target = places(official, decimals);
    let fits = |dropped: Decimal| places(base - dropped, decimals) == target;

    let n_way = count_ways(&open, None, fits);
    let known = sent.iter().filter(|it| it.accepted.is_some_and(|to| to.0 < it.parameter));
    let is_certain = |it: &SentAnswer| match it.accepted {
        Some(to) => to.0 < it.parameter,
        None => n_way > 0 && count_ways(&open, Some(&it.indikator), fits) == 0,
    };
    let known: Vec<Lowered> = known.filter_map(|it| Some(lowered(it, it.accepted?.0))).collect();
    let mut ways = Vec::new();
    for size in 0..=TOGETHER {
        name_ways(&open, size, Decimal::ZERO, &mut known.clone(), &mut ways, &fits);
    }
    Cut {
        sent: total_sent,
        total: two_places(total_sent - official),
        n_way,
        ways,
        certain: sent.iter().filter(|it| is_certain(it)).map(|it| it.indikator.clone()).collect(),
    }
}

fn lowered(it: &SentAnswer, to: u8) -> Lowered {
    Lowered { indikator: it.indikator.clone(), from: it.parameter, to }
}

/// In how many ways the answers drop by a sum that fits, `untouched` staying as it is. The
/// sums that can be reached are few, however many ways lead to them.
fn count_ways(open: &[&SentAnswer], untouched: Option<&IndikatorId>, fits: impl Fn(Decimal) -> bool) -> u64 {
    let mut reached: BTreeMap<Decimal, u64> = BTreeMap::from([(Decimal::ZERO, 1)]);
    for it in open.iter().filter(|it| Some(&it.indikator) != untouched) {
        let before: Vec<(Decimal, u64)> = reached.iter().map(|(sum, n)| (*sum, *n)).collect();
        for (sum, n) in before {
            for (_, skor) in &it.below {
                let ways = reached.entry(sum + it.skor - skor).or_default();
                *ways = ways.saturating_add(n);
            }
        }
    }
    reached.iter().filter(|it| fits(*it.0)).fold(0, |n, it| n.saturating_add(*it.1))
}

/// Every way of lowering exactly `size` of the answers.
fn name_ways(
    open: &[&SentAnswer],
    size: usize,
    dropped: Decimal,
    so_far: &mut Vec<Lowered>,
    ways: &mut Vec<Vec<Lowered>>,
    fits: &impl Fn(Decimal) -> bool,
) {
    if size == 0 {
        if fits(dropped) && !so_far.is_empty() {
            ways.push(so_far.clone());
        }
        return;
    }
    for (at, it) in open.iter().enumerate() {
        for (to, skor) in &it.below {
            if ways.len() >= NAMED {
                return;
            }
            so_far.push(lowered(it, *to));
            name_ways(open.get(at + 1..).unwrap_or_default(), size - 1, dropped + it.skor - skor, so_far, ways, fits);
            so_far.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as `name bobot sent`, each with the rungs 0 to `sent - 1` below.
    fn answers(table: &[(&str, &str, u8)]) -> Vec<SentAnswer> {
        let of = |(id, bobot, sent): &(&str, &str, u8)| {
            let bobot: Decimal = bobot.parse().unwrap();
            SentAnswer {
                indikator: (*id).to_owned().into(),
                parameter: *sent,
                skor: bobot * Decimal::from(*sent),
                below: (0..*sent).map(|it| (it, bobot * Decimal::from(it))).collect(),
                accepted: None,
            }
        };
        table.iter().map(of).collect()
    }

    fn told(cut: &Cut) -> Vec<String> {
        let way = |it: &Vec<Lowered>| {
            it.iter().map(|it| format!("{}:{}>{}", it.indikator, it.from, it.to)).collect::<Vec<_>>().join(" ")
        };
        cut.ways.iter().map(way).collect()
    }

    #[test]
    fn says_what_the_sum_allows_and_no_more() {
        let a = |table: &[(&str, &str, u8)]| answers(table);
        // What was sent, the official figure, the cut, the ways, whether all are named, what is certain.
        type Case<'a> = (&'a str, Vec<SentAnswer>, &'a str, &'a str, &'a [&'a str], u64, &'a [&'a str]);
        let cases: [Case<'_>; 11] = [
            ("nothing was cut", a(&[("x", "4", 3)]), "12", "0.00", &[], 1, &[]),
            ("one way", a(&[("x", "4", 3), ("y", "3", 1)]), "11", "4.00", &["x:3>2"], 1, &["x"]),
            ("one by one", a(&[("x", "4", 3), ("y", "4", 2)]), "16", "4.00", &["x:3>2", "y:2>1"], 2, &[]),
            (
                "alone or together",
                a(&[("x", "5", 1), ("y", "2", 1), ("z", "3", 1)]),
                "5",
                "5.00",
                &["x:1>0", "y:1>0 z:1>0"],
                2,
                &[],
            ),
            (
                "surely among them",
                a(&[("x", "7", 1), ("y", "2", 1), ("z", "2", 1)]),
                "2",
                "9.00",
                &["x:1>0 y:1>0", "x:1>0 z:1>0"],
                2,
                &["x"],
            ),
            ("decimals", a(&[("x", "2.25", 2), ("y", "1.5", 3)]), "6.75", "2.25", &["x:2>1"], 1, &["x"]),
            ("rounded as shown", a(&[("x", "1.333", 3), ("y", "1", 1)]), "3.67", "1.33", &["x:3>2"], 1, &["x"]),
            ("all of it", a(&[("x", "2", 2), ("y", "3", 1)]), "0", "7.00", &["x:2>0 y:1>0"], 1, &["x", "y"]),
            ("no way", a(&[("x", "4", 3)]), "11", "1.00", &[], 0, &[]),
            ("the ministry gave more", a(&[("x", "4", 2)]), "12", "-4.00", &[], 0, &[]),
            (
                "four together are counted, not named",
                a(&[("a", "1", 1), ("b", "1", 1), ("c", "1", 1), ("d", "1", 1)]),
                "0",
                "4.00",
                &[],
                1,
                &["a", "b", "c", "d"],
            ),
        ];
        for (name, sent, official, total, ways, n_way, certain) in cases {
            let cut = find_cut(&sent, official.parse().unwrap());
            assert_eq!(cut.total.to_string(), total, "{name}");
            assert_eq!(told(&cut), ways, "{name}");
            assert_eq!(cut.n_way, n_way, "{name}");
            assert_eq!(cut.certain.iter().map(|it| it.as_str()).collect::<Vec<_>>(), certain, "{name}");
        }
    }

    #[test]
    fn takes_what_is_known_as_given() {
        let mut sent = answers(&[("x", "4", 3), ("y", "4", 2), ("z", "1", 1)]);
        sent[0].accepted = Some((2, Decimal::from(8)));
        // 21 sent, 4 known to be cut; the last point can only be z.
        let cut = find_cut(&sent, Decimal::from(16));
        assert_eq!(told(&cut), ["x:3>2 z:1>0"]);
        assert_eq!((cut.n_way, cut.certain.len()), (1, 2));
        // All of it is known.
        let cut = find_cut(&sent, Decimal::from(17));
        assert_eq!(told(&cut), ["x:3>2"]);
        // What is known says more than the sum: they do not fit together.
        assert_eq!(find_cut(&sent, Decimal::from(18)).n_way, 0);
    }

    #[test]
    fn many_ways_are_counted_and_few_named() {
        let table: Vec<(String, String, u8)> = (0..30).map(|it| (format!("i{it}"), "1.5".to_owned(), 3)).collect();
        let table: Vec<(&str, &str, u8)> = table.iter().map(|it| (it.0.as_str(), it.1.as_str(), it.2)).collect();
        let cut = find_cut(&answers(&table), Decimal::from(60));
        assert_eq!(cut.total, Decimal::from(75));
        assert!(cut.n_way > 1_000_000, "{}", cut.n_way);
        assert!(cut.ways.is_empty() && cut.certain.is_empty());
        let cut = find_cut(&answers(&table), Decimal::new(1335, 1));
        assert_eq!(cut.ways.len(), NAMED);
        assert_eq!(cut.n_way, 30);
    }
}
