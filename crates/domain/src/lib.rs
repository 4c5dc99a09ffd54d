//! The nouns and rules of Prakarsa: no files, no clock, no randomness, no SQL,
//! no windows. Everything here is a function from values to values.
//!
//! Reading order: [`id`] → [`inovasi`] → [`instrument`] → [`profil`] →
//! [`kelayakan`] → [`worksheet`] → [`assessment`] → [`bukti`] → [`usulan`] → [`finding`] →
//! [`readiness`] → [`change`] → [`merge`] → [`dossier`]. Beside them: [`carry`],
//! [`effect`], [`best`], [`steps`], [`wilayah`], [`koordinat`], [`perangkat_daerah`], [`penghargaan`].

pub mod assessment;
pub mod best;
pub mod bukti;
pub mod calculation;
pub mod carry;
pub mod change;
pub mod check;
pub mod date;
pub mod dossier;
pub mod duplicate;
pub mod effect;
pub mod explain;
pub mod finding;
pub mod given;
pub mod id;
pub mod inovasi;
pub mod input;
pub mod instrument;
mod instrument_check;
pub mod instrument_diff;
pub mod instrument_file;
// Some notes are for readers of the files alone.
#[allow(dead_code)]
mod instrument_toml;
mod instrument_whole;
pub mod kalender;
pub mod kelayakan;
pub mod koordinat;
pub mod merge;
pub mod number;
pub mod pack;
pub mod penghargaan;
pub mod perangkat_daerah;
pub mod profil;
pub mod readiness;
pub mod rules;
pub mod simulation;
pub mod source;
pub mod span;
pub mod standing;
pub mod steps;
pub mod turnaround;
pub mod usulan;
pub mod verdict;
pub mod verification;
pub mod vocabulary;
pub mod wilayah;
pub mod wording;
pub mod words;
pub mod worksheet;

pub use rust_decimal::Decimal;

/// Two places, half up (away from zero): how every skor and index is shown.
/// Source: the published bands leave gaps below 0.01, so rounding comes first.
pub fn two_places(value: Decimal) -> Decimal {
    places(value, 2)
}

/// So many places, half up (away from zero), and never a zero with a sign.
pub fn places(value: Decimal, n: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(n, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(n);
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    rounded
}
