//! Answers to an award: its rules, what counts, what a skor is, and who accepted it.

pub mod calculation;
pub mod carry;
pub mod check;
pub mod citation;
pub mod effect;
pub mod explain;
pub mod given;
pub mod input;
pub mod instrument;
pub mod judged;
pub mod limit;
pub mod readiness;
pub mod score;
pub mod standing;
pub mod turnaround;
pub mod verdict;
pub mod verification;
pub mod worksheet;
