//! Workbooks as offices keep them, as we write them, and as nobody should.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod hostile;
mod own_form;
mod recaps;
mod tables;

use std::path::PathBuf;

use exchange::inovasi::workbook::{Book, BookLimits, read_book};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn book(name: &str) -> Book {
    read_book(&fixture(name), &BookLimits::default()).unwrap_or_else(|it| panic!("{name}: {it}"))
}
