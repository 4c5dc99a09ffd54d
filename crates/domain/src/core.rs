//! What every word speaks of: identities, dates, numbers, words, findings.

pub mod date;
pub mod finding;
pub mod id;
pub mod named;
pub mod number;
pub mod span;
pub mod words;
