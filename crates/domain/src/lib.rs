//! The nouns and rules of Prakarsa: no files, no clock, no randomness, no SQL,
//! no windows. Everything here is a function from values to values.
//!
//! Reading order: [`core::id`] → [`inovasi::profile`] → [`assessment::instrument`] →
//! [`assessment::worksheet`] → [`assessment::score`] → [`bukti`] → [`core::finding`] →
//! [`merge::change`] → [`merge::plan`] → [`submission::dossier`].

// A test may say what it knows; what ships may not.
#![cfg_attr(
    test,
    allow(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]
#![warn(unreachable_pub)]

pub mod assessment;
pub mod bukti;
pub mod core;
pub mod inovasi;
pub mod merge;
pub mod submission;

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
