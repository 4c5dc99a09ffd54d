//! What is handed in, and proving it.

pub mod bundle;
pub mod snapshot;
pub mod verify;
