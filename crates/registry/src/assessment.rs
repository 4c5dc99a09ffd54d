//! Answers, verdicts, rules and what they add up to.

pub(crate) mod answer;
pub(crate) mod beranda;
pub(crate) mod findings;
pub(crate) mod input;
pub(crate) mod rules;
pub(crate) mod verification;
