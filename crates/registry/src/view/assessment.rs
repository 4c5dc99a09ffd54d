//! Answers and rules.

pub(crate) mod answer;
pub(crate) mod beranda;
pub(crate) mod citation;
pub(crate) mod input;
pub(crate) mod instrument;
pub(crate) mod rules;
pub(crate) mod standing;
pub(crate) mod verification;
