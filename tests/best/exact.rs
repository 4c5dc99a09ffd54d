//! The best set against brute force: every set of small random registries, added
//! up apart from the program in whole numbers.

use std::collections::BTreeSet;

use domain::{
    Decimal,
    assessment::{
        instrument::{Formula, GateEffect, Instrument, ScoringRules},
        score::{Answers, Basis},
    },
    core::id::InovasiId,
    submission::best::{Question, Scored, Unsolved},
};
use registry::{DEFAULT_INSTRUMENT, Library};
use uuid::Uuid;

/// Random registries, unless PROPTEST_CASES says otherwise.
const ROUNDS: u64 = 10_000;

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// One small registry under random rules; numbers in hundredths.
struct Small {
    kematangan: Vec<i128>,
    urusan: Vec<Option<usize>>,
    pinned: u32,
    excluded: u32,
    divisor: i128,
    per_inovasi: i128,
    batas: i128,
    minimum: u32,
    n_urusan: usize,
}

impl Small {
    fn roll(dice: &mut Dice) -> Small {
        let n = usize::try_from(dice.below(11)).unwrap();
        let n_urusan = usize::try_from(1 + dice.below(6)).unwrap();
        // Few different values, so that there are ties.
        let spread = [3, 30, 11_100][usize::try_from(dice.below(3)).unwrap()];
        let mut small = Small {
            kematangan: (0..n).map(|_| i128::from(dice.below(spread)) * 25).collect(),
            urusan: (0..n).map(|_| Some(usize::try_from(dice.below(9)).unwrap()).filter(|it| *it < n_urusan)).collect(),
            pinned: 0,
            excluded: 0,
            divisor: i128::from(1 + dice.below(12)),
            per_inovasi: i128::from(dice.below(4)) * [19, 400][usize::try_from(dice.below(2)).unwrap()],
            batas: i128::from(dice.below(12)),
            minimum: u32::try_from(dice.below(n_urusan as u64 + 2)).unwrap(),
            n_urusan,
        };
        for at in 0..n {
            match dice.below(8) {
                0 => small.pinned |= 1 << at,
                1 => small.excluded |= 1 << at,
                _ => {}
            }
        }
        small
    }

    /// Total of a set as a fraction of hundredths; `blind` covers nothing, `more`
    /// is an urusan covered by one of kematangan 0.
    fn total(&self, set: u32, blind: Option<usize>, more: Option<usize>) -> (i128, i128) {
        let (mut sum, mut n, mut covered) = (0, 0, 0_u32);
        for at in (0..self.kematangan.len()).filter(|at| set & (1 << at) != 0) {
            sum += self.kematangan[at];
            n += 1;
            if let Some(urusan) = self.urusan[at].filter(|it| Some(*it) != blind) {
                covered |= 1 << urusan;
            }
        }
        if let Some(urusan) = more {
            n += 1;
            covered |= 1 << urusan;
        }
        let bottom = n.max(self.divisor);
        let count = if covered.count_ones() >= self.minimum { n.min(self.batas) * self.per_inovasi } else { 0 };
        (sum + count * bottom, bottom)
    }

    fn best(&self, pinned: u32, excluded: u32, blind: Option<usize>, more: Option<usize>) -> (i128, i128) {
        let sets = (0..1_u32 << self.kematangan.len()).filter(|it| it & pinned == pinned && it & excluded == 0);
        let totals = sets.flat_map(|set| {
            let with = more.map(|_| self.total(set, blind, more));
            [Some(self.total(set, blind, None)), with].into_iter().flatten()
        });
        totals.max_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1))).unwrap()
    }

    fn scored(&self) -> Vec<Scored> {
        let one = |(at, kematangan): (usize, &i128)| Scored {
            id: id(at),
            nama: format!("Inovasi {at}"),
            kematangan: Some(Decimal::from_i128_with_scale(*kematangan, 2)),
            urusan_utama: self.urusan[at].map(|it| format!("urusan-{it}")),
        };
        self.kematangan.iter().enumerate().map(one).collect()
    }

    fn instrument(&self, of: &Instrument) -> Instrument {
        let mut it = of.clone();
        it.rules = ScoringRules {
            pembagi_minimum: Some(u32::try_from(self.divisor).unwrap()),
            per_inovasi: Some(Decimal::from_i128_with_scale(self.per_inovasi, 2)),
            batas_inovasi: Some(u32::try_from(self.batas).unwrap()),
            minimum_urusan_dasar: Some(self.minimum),
            urusan_dasar: (0..self.n_urusan).map(|it| format!("urusan-{it}")).collect(),
            ..it.rules
        };
        it
    }

    fn set(&self, bits: u32) -> BTreeSet<InovasiId> {
        (0..self.kematangan.len()).filter(|at| bits & (1 << at) != 0).map(id).collect()
    }
}

fn id(at: usize) -> InovasiId {
    InovasiId(Uuid::from_u128(at as u128 + 1))
}

pub fn instrument() -> Instrument {
    (*Library::embedded().unwrap().instruments[DEFAULT_INSTRUMENT.trim()]).clone()
}

fn less(a: (i128, i128), b: (i128, i128)) -> Decimal {
    let top = a.0 * b.1 - b.0 * a.1;
    (Decimal::from_i128_with_scale(top, 2) / Decimal::from_i128_with_scale(a.1 * b.1, 0)).round_dp(20)
}

#[test]
fn the_best_set_is_the_best_of_all_sets() {
    let year = instrument();
    let rounds = std::env::var("PROPTEST_CASES").map_or(ROUNDS, |it| it.parse().unwrap());
    let (mut dice, mut shut, mut smaller) = (Dice(7), 0, 0);
    for round in 0..rounds {
        let small = Small::roll(&mut dice);
        let (scored, year) = (small.scored(), small.instrument(&year));
        let question = Question::new(&year, &scored, &small.set(small.pinned), &small.set(small.excluded)).unwrap();
        let best = question.best().unwrap();
        let bits = best.chosen.iter().fold(0, |bits, at| bits | 1 << at);
        assert_eq!(bits & small.pinned, small.pinned, "round {round}");
        assert_eq!(bits & small.excluded, 0, "round {round}");
        let (found, truth) = (small.total(bits, None, None), small.best(small.pinned, small.excluded, None, None));
        assert_eq!(found.0 * truth.1, truth.0 * found.1, "round {round}: {:?}", best.chosen);
        // The same through the house's own arithmetic.
        let standing = question.standing(&Answers::new(), Basis::Claimed, &best.chosen);
        assert_eq!(standing.skor_total.unwrap().round_dp(20), less(truth, (0, 1)), "round {round}");
        let sent = best.chosen.iter().map(|at| small.kematangan[*at]);
        assert!(sent.clone().zip(sent.skip(1)).all(|(a, b)| a >= b), "round {round}: not in order");
        shut += usize::from(!best.is_open());
        smaller += usize::from(best.chosen.len() < scored.len() && small.excluded == 0);

        // What each is worth takes many brute forces; a part of the rounds will do.
        if round % 16 > 0 || small.kematangan.len() > 8 {
            continue;
        }
        let worth = question.worth(&best).unwrap();
        for at in 0..scored.len() {
            let one = 1 << at;
            let with = small.best(small.pinned | one, small.excluded & !one, None, None);
            let without = small.best(small.pinned & !one, small.excluded | one, None, None);
            assert_eq!(worth.inovasi[at].round_dp(20), less(with, without), "round {round}, inovasi {at}");
        }
        for (at, it) in worth.urusan.iter().enumerate() {
            let other = if it.covered {
                less(truth, small.best(small.pinned, small.excluded, Some(at), None))
            } else {
                less(small.best(small.pinned, small.excluded, None, Some(at)), truth)
            };
            assert_eq!(it.worth.round_dp(20), other, "round {round}, {it:?}");
        }
    }
    assert!(rounds < ROUNDS || (shut > 500 && smaller > 500), "shut {shut}, smaller {smaller}");
}

#[test]
fn what_hangs_on_an_unknown_rule_is_not_told() {
    let year = instrument();
    let basic = year.rules.urusan_dasar.clone();
    let scored = |n: usize| -> Vec<Scored> {
        (0..n)
            .map(|at| Scored {
                id: id(at),
                nama: format!("Inovasi {at}"),
                kematangan: Some(Decimal::from(100 - at)),
                urusan_utama: basic.get(at).cloned(),
            })
            .collect()
    };
    let ask = |rules: ScoringRules, scored: &[Scored]| {
        let year = Instrument { rules, ..year.clone() };
        let none = BTreeSet::new();
        Question::new(&year, scored, &none, &none).and_then(|it| it.best()).map(|it| it.chosen.len())
    };
    let rules = || year.rules.clone();
    let many = scored(20);
    // rules, inovasi, answer
    let table: [(ScoringRules, &[Scored], Result<usize, Unsolved>); 8] = [
        (rules(), &many, Ok(12)),
        (ScoringRules { pembagi_minimum: None, ..rules() }, &many, Err(Unsolved::Divisor)),
        (ScoringRules { per_inovasi: None, ..rules() }, &many, Err(Unsolved::Count)),
        (ScoringRules { batas_inovasi: None, ..rules() }, &many, Err(Unsolved::Count)),
        (ScoringRules { formula: Formula::None, ..rules() }, &many, Err(Unsolved::NoTotal)),
        (ScoringRules { formula: Formula::Sum, ..rules() }, &many, Ok(20)),
        // All six are covered, whatever the minimum is.
        (ScoringRules { minimum_urusan_dasar: None, ..rules() }, &many, Ok(12)),
        // One is covered: what a shut gate does is not known.
        (ScoringRules { gate_effect: GateEffect::Unknown, ..rules() }, &many[..1], Err(Unsolved::Gate)),
    ];
    for (at, (rules, scored, answer)) in table.into_iter().enumerate() {
        assert_eq!(ask(rules, scored), answer, "case {at}");
    }
    let mut unknown = scored(3);
    unknown[1].kematangan = None;
    assert_eq!(ask(rules(), &unknown), Err(Unsolved::Kematangan));
}
