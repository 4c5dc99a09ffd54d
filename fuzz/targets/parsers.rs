//! The targets for `cargo fuzz`: `PARSER` names one.
//!
//! `PARSER=xlsx cargo fuzz run --features libfuzzer parsers fuzz/corpus/xlsx`

#![no_main]

use std::sync::LazyLock;

use fuzz::{TARGETS, Target};
use libfuzzer_sys::fuzz_target;

static PARSER: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("PARSER").unwrap_or_default();
    TARGETS.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("PARSER names no target: {name:?}"))
});

fuzz_target!(|bytes: &[u8]| (PARSER.run)(bytes));
