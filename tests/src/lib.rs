//! What the suites and the benchmarks make their files with. The suites themselves are
//! the test binary in `main.rs`. Reading order there: `kit/` (the cast of laptops) →
//! `instruments` → `merge` → `journeys` → `converge` → the rest.

// What fails here fails a test.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

pub mod recap;
