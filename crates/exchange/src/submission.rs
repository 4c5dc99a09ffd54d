//! What is handed in, and proving it.

pub mod bundle;
pub mod publish;
pub mod snapshot;
pub mod verify;
