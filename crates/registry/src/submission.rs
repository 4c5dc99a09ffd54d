//! What is sent: the best set, the next steps, the bundle.

pub(crate) mod best;
pub(crate) mod bundle;
pub(crate) mod simulation;
pub(crate) mod steps;
