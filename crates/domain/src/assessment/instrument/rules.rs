//! How an award adds up: the constants of the aggregate formulas that
//! `assessment.rs` knows by name. What no source tells stays `None`, and what
//! hangs on it is not computed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    assessment::instrument::{Confidence, Fact},
    core::number::count,
    named,
};

named! {
    /// Which aggregate an award has over its inovasi.
    #[derive(Default)]
    pub enum Formula {
        /// Region's lines + average kematangan + count skor, as a percentage.
        #[default]
        Iid = "iid",
        /// Region's lines + every kematangan; a percentage where `maksimum` is known.
        Sum = "sum",
        /// Each subject stands for itself; there is no total.
        None = "none",
    }
}

named! {
    /// What happens to the count skor below `minimum_urusan_dasar`.
    #[derive(Default)]
    pub enum GateEffect {
        /// It is 0.
        #[default]
        Zero = "zero",
        /// No source says.
        Unknown = "unknown",
    }
}

named! {
    /// Whether enough of the basic-service urusan are covered.
    pub enum Gate {
        /// The count skor counts in full.
        Open = "open",
        /// The count skor is 0.
        Shut = "shut",
        /// It hangs on a rule that is not known.
        Unknown = "unknown",
    }
}

/// The constants of an award's aggregate.
#[derive(Clone, Debug)]
pub struct ScoringRules {
    /// How the skor of the subjects become one total.
    pub formula: Formula,
    /// The computed indikator: nobody answers it, the count skor is its skor.
    /// None where the award counts nothing.
    pub computed: Option<Computed>,
    /// The average divides by at least this many inovasi, from 1.
    pub pembagi_minimum: Option<u32>,
    /// Least and greatest value it may have, where only that is known.
    pub pembagi_minimum_between: Option<[u32; 2]>,
    /// Skor for each inovasi sent.
    pub per_inovasi: Option<Decimal>,
    /// No more than this many inovasi add to the count skor.
    pub batas_inovasi: Option<u32>,
    /// Below this many covered urusan of `urusan_dasar`, `gate_effect` holds.
    pub minimum_urusan_dasar: Option<u32>,
    /// Least and greatest value it may have, where only that is known.
    pub minimum_urusan_dasar_between: Option<[u32; 2]>,
    /// What becomes of the count skor behind a gate that is not open.
    pub gate_effect: GateEffect,
    /// Slugs of the urusan wajib pelayanan dasar.
    pub urusan_dasar: Vec<String>,
    /// Highest reachable total; the index is the total as a percentage of it.
    pub maksimum: Option<Decimal>,
    /// Ids of the instrument's sources for these constants.
    pub source: Vec<String>,
    /// Of the constants as a whole; `fact` holds those that differ.
    pub confidence: Confidence,
    /// Source and confidence of single constants, by their key.
    pub fact: BTreeMap<String, Fact>,
}

/// An indikator whose skor follows from the others' number alone.
#[derive(Clone, Debug)]
pub struct Computed {
    /// Letters of the aspek and number, for example `SID-36`.
    pub code: String,
    /// Its number in that year.
    pub nomor: u16,
    /// As the official list words it.
    pub nama: String,
}

impl ScoringRules {
    /// Least and greatest divisor of the average for `n` inovasi; the greatest is
    /// None where nothing is known of it.
    pub fn divisor(&self, n: u32) -> (u32, Option<u32>) {
        let n = n.max(1);
        match (self.pembagi_minimum, self.pembagi_minimum_between) {
            (Some(minimum), _) => (n.max(minimum), Some(n.max(minimum))),
            (None, Some([least, most])) => (n.max(least), Some(n.max(most))),
            (None, None) => (n, None),
        }
    }

    /// Whether `covered` of the basic-service urusan are enough.
    pub fn gate(&self, covered: usize) -> Gate {
        let all = count(self.urusan_dasar.len());
        let covered = count(covered);
        let [least, most] = match (self.minimum_urusan_dasar, self.minimum_urusan_dasar_between) {
            (Some(minimum), _) => [minimum, minimum],
            (None, Some(between)) => between,
            // Nothing known: it may be none of them, or all.
            (None, None) => [0, all],
        };
        match self.gate_effect {
            _ if covered >= most => Gate::Open,
            GateEffect::Zero if covered < least => Gate::Shut,
            _ => Gate::Unknown,
        }
    }

    /// The count skor of `n` inovasi behind an open gate; None where it is not known.
    pub fn count(&self, n: u32) -> Option<Decimal> {
        if self.computed.is_none() || n == 0 {
            return Some(Decimal::ZERO);
        }
        Some(Decimal::from(n.min(self.batas_inovasi?)) * self.per_inovasi?)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Rules in which nothing is known.
    pub(crate) fn unknown() -> ScoringRules {
        ScoringRules {
            formula: Formula::Iid,
            computed: Some(Computed { code: "X-1".into(), nomor: 1, nama: "X".into() }),
            pembagi_minimum: None,
            pembagi_minimum_between: None,
            per_inovasi: None,
            batas_inovasi: None,
            minimum_urusan_dasar: None,
            minimum_urusan_dasar_between: None,
            gate_effect: GateEffect::Zero,
            urusan_dasar: ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec(),
            maksimum: None,
            source: Vec::new(),
            confidence: Confidence::Unknown,
            fact: BTreeMap::new(),
        }
    }

    #[test]
    fn a_gate_opens_shuts_or_is_not_known() {
        use {Gate::*, GateEffect::*};
        // minimum, between, effect, covered, gate
        let table = [
            (Some(5), None, Zero, 4, Shut),
            (Some(5), None, Zero, 5, Open),
            (Some(2), None, GateEffect::Unknown, 1, Gate::Unknown),
            (Some(2), None, GateEffect::Unknown, 2, Open),
            (None, Some([2, 5]), Zero, 1, Shut),
            (None, Some([2, 5]), Zero, 2, Gate::Unknown),
            (None, Some([2, 5]), Zero, 4, Gate::Unknown),
            (None, Some([2, 5]), Zero, 5, Open),
            (None, None, Zero, 0, Gate::Unknown),
            (None, None, Zero, 5, Gate::Unknown),
            (None, None, Zero, 6, Open),
        ];
        for (minimum, between, effect, covered, gate) in table {
            let rules = ScoringRules {
                minimum_urusan_dasar: minimum,
                minimum_urusan_dasar_between: between,
                gate_effect: effect,
                ..unknown()
            };
            assert_eq!(rules.gate(covered), gate, "{minimum:?} {between:?} {covered}");
        }
    }

    #[test]
    fn a_divisor_that_is_not_known_is_known_for_many_inovasi() {
        // minimum, between, n, least, greatest
        let table = [
            (Some(12), None, 3, 12, Some(12)),
            (Some(12), None, 13, 13, Some(13)),
            (None, Some([10, 12]), 3, 10, Some(12)),
            (None, Some([10, 12]), 11, 11, Some(12)),
            (None, Some([10, 12]), 12, 12, Some(12)),
            (None, None, 0, 1, None),
            (None, None, 200, 200, None),
        ];
        for (minimum, between, n, least, most) in table {
            let rules = ScoringRules { pembagi_minimum: minimum, pembagi_minimum_between: between, ..unknown() };
            assert_eq!(rules.divisor(n), (least, most), "{minimum:?} {between:?} {n}");
        }
    }

    #[test]
    fn the_count_skor_needs_both_constants() {
        let rules = ScoringRules { per_inovasi: Some(Decimal::ONE), ..unknown() };
        assert_eq!((rules.count(3), rules.count(0)), (None, Some(Decimal::ZERO)));
        let rules = ScoringRules { batas_inovasi: Some(2), ..rules };
        assert_eq!(rules.count(3), Some(Decimal::TWO));
        assert_eq!(ScoringRules { computed: None, ..unknown() }.count(3), Some(Decimal::ZERO));
    }
}
