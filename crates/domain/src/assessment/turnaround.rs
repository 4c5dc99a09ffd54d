//! How long answers lay with a verifier: from `diajukan` to `disetujui` or
//! `dikembalikan`. Pure: the steps are read from history and handed in.

use std::collections::BTreeMap;

use crate::assessment::verification::State;

/// One passage of the answers of one subject, in the order of history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PassageStep {
    /// Where the answers went.
    pub state: State,
    /// Who moved them, as written in his settings.
    pub person: String,
    /// Milliseconds since 1970, the clock of whoever moved them.
    pub at: i64,
    /// The act took the step before it back, so neither has happened.
    pub takes_back: bool,
}

/// A decision of a verifier on answers that waited for him.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// Who decided, as written in his settings.
    pub person: String,
    /// `Disetujui` or `Dikembalikan`.
    pub to: State,
    /// Milliseconds that they waited. Two clocks are compared, so a wrong one may
    /// say less than nothing; that is shown as no time at all.
    pub waited: i64,
}

/// The steps that still count: what was taken back is gone, with its undoing.
pub fn standing(steps: &[PassageStep]) -> Vec<&PassageStep> {
    let mut kept: Vec<&PassageStep> = Vec::new();
    for it in steps {
        if it.takes_back {
            kept.pop();
        } else {
            kept.push(it);
        }
    }
    kept
}

/// The decisions in the steps of one subject.
pub fn decided(steps: &[PassageStep]) -> Vec<Decided> {
    let mut since = None;
    let mut found = Vec::new();
    for it in standing(steps) {
        match it.state {
            // Submitting twice, on two laptops, is waiting since the first time.
            State::Diajukan => since = since.or(Some(it.at)),
            State::Disetujui | State::Dikembalikan => {
                if let Some(from) = since.take() {
                    let waited = it.at.saturating_sub(from).max(0);
                    found.push(Decided { person: it.person.clone(), to: it.state, waited });
                }
            }
            _ => since = None,
        }
    }
    found
}

/// What decisions come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turnaround {
    /// Decisions that were content with the answers.
    pub n_disetujui: u32,
    /// Decisions that sent them back.
    pub n_dikembalikan: u32,
    /// Milliseconds; none without decisions. Of an even number the mean of the two
    /// in the middle.
    pub median: Option<i64>,
    /// Milliseconds of the slowest decision; none without decisions.
    pub longest: Option<i64>,
}

/// Sums decisions up.
pub fn turnaround<'a>(decisions: impl Iterator<Item = &'a Decided>) -> Turnaround {
    let mut sum = Turnaround::default();
    let mut waited = Vec::new();
    for it in decisions {
        waited.push(it.waited);
        *if it.to == State::Disetujui { &mut sum.n_disetujui } else { &mut sum.n_dikembalikan } += 1;
    }
    waited.sort_unstable();
    Turnaround { median: median(&waited), longest: waited.last().copied(), ..sum }
}

/// The same for each person, by name.
pub fn turnaround_by_person(decisions: &[Decided]) -> BTreeMap<String, Turnaround> {
    let mut persons: BTreeMap<String, Turnaround> = BTreeMap::new();
    for it in decisions {
        persons
            .entry(it.person.clone())
            .or_insert_with(|| turnaround(decisions.iter().filter(|other| other.person == it.person)));
    }
    persons
}

/// The middle of ordered values, rounded down.
fn median(ordered: &[i64]) -> Option<i64> {
    let (upper, lower) = (ordered.len() / 2, ordered.len().checked_sub(1)? / 2);
    let (low, high) = (*ordered.get(lower)?, *ordered.get(upper)?);
    Some(low + (high - low) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(state: State, person: &str, at: i64) -> PassageStep {
        PassageStep { state, person: person.into(), at, takes_back: false }
    }

    #[test]
    fn the_middle_of_few_and_of_many() {
        // values in order, their middle
        let table: [(&[i64], Option<i64>); 5] =
            [(&[], None), (&[7], Some(7)), (&[2, 5], Some(3)), (&[1, 2, 9], Some(2)), (&[1, 2, 4, 9], Some(3))];
        for (values, middle) in table {
            assert_eq!(median(values), middle, "{values:?}");
        }
    }

    #[test]
    fn waiting_ends_with_a_verifiers_decision() {
        use State::*;
        let steps = [
            step(Diajukan, "Ani", 100),
            step(Dikembalikan, "Sri", 160),
            step(Diajukan, "Ani", 200),
            // Submitted on another laptop too.
            step(Diajukan, "Budi", 210),
            step(Disetujui, "Sri", 500),
            step(Disahkan, "Kepala", 900),
        ];
        let waited: Vec<_> = decided(&steps).iter().map(|it| (it.to, it.waited)).collect();
        assert_eq!(waited, [(Dikembalikan, 60), (Disetujui, 300)]);
        let sum = turnaround(decided(&steps).iter());
        assert_eq!((sum.n_disetujui, sum.n_dikembalikan, sum.median, sum.longest), (1, 1, Some(180), Some(300)));
        assert_eq!(turnaround([].iter()), Turnaround::default());
    }

    #[test]
    fn what_was_withdrawn_or_taken_back_was_not_decided() {
        use State::*;
        let back = PassageStep { takes_back: true, ..step(Diajukan, "Sri", 170) };
        // Approved by mistake, taken back, approved later.
        let steps = [step(Diajukan, "Ani", 100), step(Disetujui, "Sri", 160), back, step(Disetujui, "Sri", 300)];
        assert_eq!(decided(&steps).iter().map(|it| it.waited).collect::<Vec<_>>(), [200]);
        let steps = [
            step(Diajukan, "Ani", 100),
            step(Draf, "Ani", 120),
            step(Diajukan, "Ani", 200),
            step(Disetujui, "Sri", 150),
        ];
        // The verifier's clock is behind.
        assert_eq!(decided(&steps).iter().map(|it| it.waited).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn each_person_has_a_turnaround_of_his_own() {
        let of = |person: &str, waited| Decided { person: person.into(), to: State::Disetujui, waited };
        let all = [of("Sri", 10), of("Budi", 90), of("Sri", 30)];
        let persons = turnaround_by_person(&all);
        assert_eq!(persons["Sri"].median, Some(20));
        assert_eq!(persons["Budi"].longest, Some(90));
        assert_eq!(turnaround(all.iter()).median, Some(30));
    }
}
