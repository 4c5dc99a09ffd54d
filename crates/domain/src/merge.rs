//! History and how two of them become one.

pub mod chain;
pub mod change;
pub mod field;
pub mod plan;
