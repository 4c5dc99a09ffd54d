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

mod edges;
mod hostile;
mod own_form;
mod packed;
mod pages;
mod papers;
mod recaps;
mod refused;
mod seen;
mod tables;
mod texts;

use std::{fs, path::PathBuf};

use exchange::inovasi::workbook::{Book, BookLimits, Cell, Error, Sheet, read_book};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn book(name: &str) -> Book {
    read_book(&fixture(name), &BookLimits::default()).unwrap_or_else(|it| panic!("{name}: {it}"))
}

/// Reads bytes as a file of this name.
fn read_as(name: &str, bytes: impl AsRef<[u8]>) -> Result<Book, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read_book(&path, &BookLimits::default())
}

fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
    let shown = |it: &Cell| match it {
        Cell::Fault(it) => format!("!{it}"),
        other => other.text(),
    };
    sheet.lines.iter().map(|it| it.cells.iter().map(shown).collect()).collect()
}

/// Rows as `a | b | c`.
fn told(sheet: &Sheet) -> Vec<String> {
    cells(sheet).iter().map(|it| it.join(" | ")).collect()
}
