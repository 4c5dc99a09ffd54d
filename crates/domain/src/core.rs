//! What every word speaks of: identities, dates, numbers, words, findings.

pub mod bits;
pub mod date;
pub mod finding;
pub mod id;
pub mod loss;
mod named;
pub mod notice;
pub mod number;
pub mod reason;
pub mod span;
pub mod words;
pub mod zip_origin;
