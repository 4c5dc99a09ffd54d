//! The tables of answers, verdicts and passages.

pub(crate) mod answer;
pub(crate) mod parameter_choice;
pub(crate) mod passage;
