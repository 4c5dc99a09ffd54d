//! One target per parser of foreign bytes, and the way their inputs are changed.
//!
//! A target takes any bytes. It must come back: a panic is a fault, and so is an
//! answer that its own check refutes. `tests/mutate.rs` plays changed inputs of the
//! corpus on every run of the tests; `targets/parsers.rs` gives the same targets to
//! `cargo fuzz` for hours.

// What fails here fails a test.
#![allow(clippy::panic, clippy::indexing_slicing)]

mod change;
mod target;

pub use change::changed;
pub use target::{TARGETS, Target};
