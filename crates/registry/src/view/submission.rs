//! What is sent.

pub(crate) mod best;
pub(crate) mod simulation;
