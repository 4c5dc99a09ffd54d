//! What a standing means to the people who work on it: how far the next predikat
//! is, what the gate costs, and which week an act belongs to.

use rust_decimal::Decimal;

use crate::{
    assessment::{
        instrument::{Formula, Gate, Instrument},
        score::{Basis, Standing},
    },
    two_places,
};

/// The next predikat above an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPredikat {
    /// Its official name, such as `Inovatif`.
    pub nama: String,
    /// Where it begins, two places.
    pub minimum: Decimal,
    /// Points of the index that are missing, above 0.
    pub distance: Decimal,
}

/// The lowest predikat that begins above `iid`; None in the highest, and where the
/// award has no bands.
pub fn next_predikat(instrument: &Instrument, iid: Decimal) -> Option<NextPredikat> {
    let above = instrument.predikat.iter().filter(|it| it.minimum > iid);
    above.min_by_key(|it| it.minimum).map(|it| NextPredikat {
        nama: it.nama.clone(),
        minimum: it.minimum,
        distance: it.minimum - iid,
    })
}

/// What a gate that is not open takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateCost {
    /// The whole count skor.
    pub skor: Decimal,
    /// The same in points of the index, two places; None where the award has none.
    pub iid: Option<Decimal>,
}

/// What the gate costs, or may cost where it is unknown. None when it is open, and
/// where the count skor is not known.
pub fn gate_cost(instrument: &Instrument, standing: &Standing) -> Option<GateCost> {
    let rules = &instrument.rules;
    if standing.gate == Gate::Open || rules.formula != Formula::Iid {
        return None;
    }
    let skor = rules.count(standing.n_inovasi)?;
    Some(GateCost { skor, iid: points(instrument, skor) })
}

/// Points of the verified index that no verdict stands behind, two places: those of the
/// count skor, which inovasi bring by being there. None where there are none, on another
/// basis, and where they are not known.
pub fn unjudged(instrument: &Instrument, standing: &Standing) -> Option<Decimal> {
    let skor = standing.skor_jumlah_inovasi.filter(|it| *it > Decimal::ZERO && standing.basis == Basis::Verified)?;
    points(instrument, skor)
}

/// A skor in points of the index, two places; None where the award has none.
fn points(instrument: &Instrument, skor: Decimal) -> Option<Decimal> {
    instrument.rules.maksimum.map(|it| two_places(skor * Decimal::ONE_HUNDRED / it))
}

/// A week in milliseconds.
pub const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// This week and the eight before.
pub const WEEKS: usize = 9;

/// When the earliest of [`WEEKS`] weeks begins that end with `until`, in
/// milliseconds since 1970.
pub fn weeks_begin(until: i64) -> i64 {
    until - WEEK_MS * i64::try_from(WEEKS).unwrap_or(0)
}

/// Which of the weeks before `until` a moment lies in: 0 for the last one. None
/// outside of [`WEEKS`]; a moment from `until` on is in none.
pub fn week_of(until: i64, at: i64) -> Option<usize> {
    let before = until.checked_sub(at).filter(|it| *it > 0)?;
    usize::try_from((before - 1) / WEEK_MS).ok().filter(|it| *it < WEEKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_before_the_next_begins() {
        let until = 100 * WEEK_MS;
        for (at, week) in [
            (until, None),
            (until - 1, Some(0)),
            (until - WEEK_MS, Some(0)),
            (until - WEEK_MS - 1, Some(1)),
            (until - 9 * WEEK_MS, Some(8)),
            (until - 9 * WEEK_MS - 1, None),
            (i64::MIN, None),
        ] {
            assert_eq!(week_of(until, at), week, "{at}");
        }
        assert_eq!(week_of(until, weeks_begin(until)), Some(WEEKS - 1));
    }
}
