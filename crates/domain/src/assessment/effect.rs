//! What other rules would change for a region: its answers carried over, and its
//! standing before and after. Nothing is written; the numbers are those that
//! beginning that year and proposing the same inovasi would bring.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{
    assessment::{
        carry::{Carried, CarryReason},
        instrument::{Indikator, Instrument},
        score::{Answers, Basis, Entry, Standing, score},
    },
    core::id::{IndikatorId, InovasiId},
};

/// One subject under both rules.
#[derive(Clone, Debug)]
pub struct Sides {
    /// None for the region itself.
    pub inovasi: Option<(InovasiId, String, Option<String>)>,
    /// Its answers under the old rules.
    pub now: Answers,
    /// What is left of them under the new rules, with those that need a second look.
    pub then: Answers,
    /// What became of the answers of now.
    pub carried: Carried,
}

/// What becomes of the answers of one indikator.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fate {
    /// Subjects whose answer comes along and means the same.
    pub n_same: u32,
    /// Subjects whose answer comes along and needs a second look.
    pub n_review: u32,
    /// Subjects whose answer cannot come along.
    pub n_dropped: u32,
    /// Every reason that one of them needs a look or stays behind.
    pub why: BTreeSet<CarryReason>,
}

/// The kematangan of one inovasi under both rules; None cannot be computed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Which inovasi moves.
    pub id: InovasiId,
    /// Its present name.
    pub nama: String,
    /// Under the old rules.
    pub now: Option<Decimal>,
    /// Under the new rules, with the answers that were carried over.
    pub then: Option<Decimal>,
}

impl Moved {
    /// Gain or loss; None where either side cannot be computed.
    pub fn change(&self) -> Option<Decimal> {
        self.then.zip(self.now).map(|(then, now)| then - now)
    }
}

/// What changes on every basis.
#[derive(Clone, Debug)]
pub struct Effect {
    /// In the order of [`Basis::ALL`]: the standing under the old and the new rules.
    pub standing: Vec<(Standing, Standing)>,
    /// By indikator id: only those that somebody has answered.
    pub fate: BTreeMap<IndikatorId, Fate>,
    /// The claimed kematangan of each inovasi, the largest change first; those that
    /// cannot be computed at the end.
    pub moved: Vec<Moved>,
}

/// Reckons what `new` instead of `old` would change.
pub fn effect(old: &Instrument, new: &Instrument, sides: &[Sides]) -> Effect {
    let side = |then: bool| {
        let answers = |it: &Sides| if then { it.then.clone() } else { it.now.clone() };
        let daerah = sides.iter().find(|it| it.inovasi.is_none()).map(answers).unwrap_or_default();
        let entries: Vec<Entry> = sides
            .iter()
            .filter_map(|it| {
                let (id, nama, urusan_utama) = it.inovasi.clone()?;
                Some(Entry { id, nama, urusan_utama, answers: answers(it) })
            })
            .collect();
        (daerah, entries)
    };
    let ((daerah_now, now), (daerah_then, then)) = (side(false), side(true));
    let standing: Vec<(Standing, Standing)> = Basis::ALL
        .into_iter()
        .map(|basis| (score(old, &daerah_now, &now, basis), score(new, &daerah_then, &then, basis)))
        .collect();
    let mut moved: Vec<Moved> = match standing.first() {
        Some((now, then)) => now
            .inovasi
            .iter()
            .zip(&then.inovasi)
            .map(|(now, then)| Moved { id: now.0, nama: now.1.clone(), now: now.2, then: then.2 })
            .collect(),
        None => Vec::new(),
    };
    moved.sort_by(|a, b| {
        let size = |it: &Moved| it.change().map(|it| it.abs());
        size(b).cmp(&size(a)).then_with(|| a.nama.cmp(&b.nama)).then_with(|| a.id.cmp(&b.id))
    });
    Effect { standing, fate: fates(sides), moved }
}

fn fates(sides: &[Sides]) -> BTreeMap<IndikatorId, Fate> {
    let mut fates: BTreeMap<IndikatorId, Fate> = BTreeMap::new();
    for it in sides.iter().map(|it| &it.carried) {
        for id in it.same.keys() {
            fates.entry(id.clone()).or_default().n_same += 1;
        }
        for review in &it.review {
            let fate = fates.entry(review.indikator.clone()).or_default();
            fate.n_review += 1;
            fate.why.extend(review.why.iter().map(|it| it.reason()));
        }
        for dropped in &it.dropped {
            let fate = fates.entry(dropped.indikator.clone()).or_default();
            fate.n_dropped += 1;
            fate.why.insert(dropped.why.reason());
        }
    }
    fates
}

/// The indikator of `new` that `old` does not ask of the same subject, in order.
pub fn unasked<'a>(old: &'a Instrument, new: &'a Instrument) -> impl Iterator<Item = &'a Indikator> {
    new.indikator.iter().filter(|it| old.indikator_by_id(&it.id).is_none_or(|was| was.answered_by != it.answered_by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{
        carry::{carry, tests::year},
        score::Answer,
    };

    fn sides(old: &Instrument, new: &Instrument, parameter: &str) -> Sides {
        let choices = BTreeMap::from([("satu".into(), parameter.parse().unwrap())]);
        let carried = carry(old, new, &choices);
        let answers = |list: BTreeMap<IndikatorId, crate::assessment::score::Choice>| -> Answers {
            list.into_iter().map(|(id, choice)| (id, Answer::supported(choice))).collect()
        };
        let mut then = carried.same.clone();
        then.extend(carried.review.iter().map(|it| (it.indikator.clone(), it.choice.clone())));
        let id = "00000000-0000-0000-0000-000000000001".parse().unwrap();
        Sides { inovasi: Some((id, "Satu".into(), None)), now: answers(choices), then: answers(then), carried }
    }

    #[test]
    fn the_same_rules_change_nothing() {
        let it = year(2026, "a|b", "");
        let effect = effect(&it, &it, &[sides(&it, &it, "2")]);
        assert_eq!(effect.standing.len(), Basis::ALL.len());
        for (now, then) in &effect.standing {
            assert_eq!((now.iid, now.skor_total), (then.iid, then.skor_total));
        }
        assert_eq!(effect.moved[0].change(), Some(Decimal::ZERO));
        assert_eq!(effect.fate["satu"].n_same, 1);
    }

    #[test]
    fn a_rung_that_is_gone_takes_its_skor_away() {
        let (old, new) = (year(2026, "a|b|c", ""), year(2027, "a|b", ""));
        let effect = effect(&old, &new, &[sides(&old, &new, "3")]);
        assert_eq!(effect.moved[0].change(), Some(Decimal::from(-3)));
        assert_eq!(effect.fate["satu"], Fate { n_dropped: 1, why: [CarryReason::RungGone].into(), ..Fate::default() });
        assert_eq!(unasked(&old, &new).count(), 0);
    }
}
