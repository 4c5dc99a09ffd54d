//! Answers, verdicts, rules and what they add up to.

pub(crate) mod beranda;
pub(crate) mod choose;
pub(crate) mod findings;
pub(crate) mod input;
pub(crate) mod rules;
pub(crate) mod score;
pub(crate) mod verification;
