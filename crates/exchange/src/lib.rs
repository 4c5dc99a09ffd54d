//! What crosses the edge as a file: bundle, parcel, interchange, workbook.
//!
//! This crate sees a frozen [`domain::submission::dossier::Dossier`], bytes by their hash
//! ([`core::port::BlobSource`]) and a place to write ([`core::port::Sink`]); never the store.
//! Equal input gives equal bytes: dates are options, never read from a clock.
//!
//! Reading order: [`core::port`] (bytes in, files out, progress) → [`core::names`] (safe
//! file names) → [`core::digest`] → [`submission::bundle`] (a BagIt 1.0 bag) →
//! [`submission::verify`](mod@submission::verify) (proves any BagIt bag) →
//! [`merge::parcel`] (changes and blobs between laptops) → [`merge::interchange`] (the
//! catalogue as JSON) → [`inovasi::workbook`] (recaps of offices, and forms that are
//! filled in elsewhere) → [`assessment::pack`] (rules of an award) → [`bukti::photo`]
//! (where and when a photo was taken) → [`core::update`] (a newer program on a stick).
//!
//! Rules of this crate:
//!
//! * Everything that comes in is hostile until checked: it is read with limits,
//!   never extracted to disk, and never makes this crate panic.
//! * An output appears complete or not at all.
//! * Errors carry a `reason` (stable, snake_case) and `args`; the sentences that
//!   people read are keyed by them elsewhere. The Indonesian sentences of the
//!   bundle itself are in `templates/`.

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

pub use crate::core::foreign_zip::ZipFault;

/// Named values that fill the sentence of a reason.
pub type Args = Vec<(&'static str, String)>;

/// Untrusted text made fit for an argument: control characters replaced, at most
/// 200 characters.
pub(crate) fn excerpt(text: &str) -> String {
    excerpt_of(text, 200)
}

/// The same with at most so many characters.
pub(crate) fn excerpt_of(text: &str, most: usize) -> String {
    let clean = |it: char| {
        let hidden = it.is_control() || domain::inovasi::profile::is_invisible(it);
        if hidden { '\u{fffd}' } else { it }
    };
    let mut short: String = text.chars().take(most).map(clean).collect();
    if text.chars().nth(most).is_some() {
        short.push('…');
    }
    short
}
