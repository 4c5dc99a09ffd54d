//! What is sent: the best set, the next steps, the bundle, the sending.

pub(crate) mod best;
pub(crate) mod bundle;
pub(crate) mod simulation;
pub(crate) mod snapshot;
pub(crate) mod steps;
