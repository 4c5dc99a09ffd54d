//! Workbooks: the recaps that offices keep, in, and our own forms, out and back.
//!
//! Reading order: [`read_book`] (any file with tables that offices have, as cells) →
//! [`tables`](fn@tables) (the tables of a sheet, and what else it holds) →
//! [`guess`](fn@guess) (which row is the header, which column means what) →
//! [`rows`](fn@rows) (the rows of a table, by a mapping that a person has confirmed,
//! and what those are that are no entry) →
//! [`write_book`] and [`read_own`] (a form with drop-down lists that is filled in
//! elsewhere and says, when it comes back, exactly what was changed).
//!
//! A workbook comes from anywhere, so everything is counted while it is read:
//! bytes after unpacking, rows, cells, characters. Nothing is evaluated or
//! followed: of a formula its last value is taken; macros and links to other
//! files are told of and left alone. What a cell says is not judged here.
//!
//! The readers are our own. The libraries at hand build a grid of the size that
//! the file declares, expand repeated cells without counting, and follow chains
//! of sectors without an end, so a file of a few kilobytes may take all memory or
//! never finish; such a fault cannot be caught from outside.

mod csv;
mod days;
mod docx;
mod drafts;
mod fault;
mod grid;
mod guess;
mod html;
mod mht;
mod ods;
mod open;
mod own;
mod ranges;
mod rows;
mod shown;
mod tables;
mod text;
mod write;
mod xls;
mod xlsx;
mod xml;
mod xml_2003;

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use domain::core::{date::PartialDate, notice::NoticeCode};

use crate::Args;

pub use days::{DayColumn, DayFault, DayOrder, latest_day};
pub use fault::Error;
pub use guess::{ColumnFit, ColumnTarget, Guess, GuessedColumn, Looks, guess, guess_below, synonyms};
pub use own::{OwnBook, OwnCell, OwnRow, OwnSheet, read_own};
pub use rows::{
    Mapping, Row, RowGroup, RowWord, RowWords, Skip, TakenRow, bare_body, body_above, counts_rows, rows, rows_said,
    rows_until, tells_body,
};
pub use tables::{SheetTable, SheetTableKind, tables};
pub use write::{BookOut, ColumnOut, KindOut, Receipt, RowOut, SheetOut, csv_row, write_book, write_csv, write_plain};

/// How much of a workbook is believed.
#[derive(Clone, Copy, Debug)]
pub struct BookLimits {
    /// Bytes of the file.
    pub max_file: u64,
    /// Files inside it.
    pub max_parts: u64,
    /// Bytes of one of them, after unpacking.
    pub max_part: u64,
    /// Bytes of all of them, after unpacking.
    pub max_total: u64,
    /// Sheets.
    pub max_sheets: usize,
    /// Rows that hold anything, in all sheets.
    pub max_rows: usize,
    /// Cells, up to the last filled one of each row, in all sheets.
    pub max_cells: usize,
    /// Characters of one cell.
    pub max_text: usize,
    /// Bytes of text in all cells, a repeated text counted each time.
    pub max_texts: u64,
}

impl Default for BookLimits {
    fn default() -> Self {
        Self {
            max_file: 100 << 20,
            max_parts: 10_000,
            max_part: 512 << 20,
            max_total: 1 << 30,
            max_sheets: 250,
            max_rows: 200_000,
            max_cells: 8_000_000,
            max_text: domain::inovasi::profile::MAX_PARAGRAPHS,
            max_texts: 1 << 30,
        }
    }
}

/// Rows and columns that a spreadsheet program can show.
const MAX_ROW: u32 = 1 << 20;
const MAX_COLUMN: usize = 1 << 14;

/// What a workbook holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// In the order of the file; charts and the like are left out.
    pub sheets: Vec<Sheet>,
    /// What was left alone or may surprise, such as macros; each told once.
    pub remarks: Vec<BookRemark>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// As it stands on the tab, shortened; of CSV the name of the file.
    pub name: String,
    /// Hidden from whoever opens the workbook.
    pub hidden: bool,
    /// The rows that hold anything, downwards; blank ones are not kept.
    pub lines: Vec<SheetLine>,
    /// Columns from 0 that are hidden, in order; their cells are read all the same.
    pub hidden_columns: Vec<usize>,
    /// Cells shown as one. Empty for CSV, which knows none.
    pub merged: Vec<MergedCells>,
    /// Cells with letters that are struck through, all or some of them: row number and
    /// column from 0, in order; the first 200,000.
    pub struck_cells: Vec<(u32, usize)>,
}

/// One row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetLine {
    /// From 1, as the spreadsheet shows it.
    pub number: u32,
    /// From column A; the last one is filled.
    pub cells: Vec<Cell>,
    /// Hidden, by hand or by a filter; its cells are read all the same.
    pub hidden: bool,
    /// Struck through, in all its texts.
    pub struck: bool,
}

/// Cells that are merged. Their value stands in the upper left one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedCells {
    /// Row numbers from 1, both inside.
    pub top: u32,
    /// The last row.
    pub bottom: u32,
    /// Columns from 0, both inside.
    pub left: usize,
    /// The first column.
    pub right: usize,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing stands in it; a text of blanks is a text.
    #[default]
    Empty,
    /// As it was typed, blanks and all.
    Text(Arc<str>),
    /// As it is shown, with a decimal point: `3`, `0.5`, `007` where zeros are shown.
    Number(Arc<str>),
    /// With the precision that is shown: `Agustus 2022` has no day.
    Date(PartialDate),
    /// Told as `Ya` or `Tidak`.
    Bool(bool),
    /// `#REF!` and its kin, or [`UNRECKONED`].
    Fault(Arc<str>),
}

/// The fault of a formula whose value the file does not keep, as files have them
/// that a program wrote and no spreadsheet has opened since.
pub const UNRECKONED: &str = "=";

/// Something about a workbook that its reader should know; the sentence is
/// `notice.<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookRemark {
    /// Stable, such as `book_macros`.
    pub code: NoticeCode,
    /// Values of its sentence.
    pub args: Args,
}

impl Cell {
    /// Whether nothing stands in it; a text of blanks is a text.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Its text; a date in ISO form, a truth value as officers write it, nothing
    /// for a fault or a blank.
    pub fn text(&self) -> String {
        self.said().into_owned()
    }

    /// The same for whoever only looks at it.
    pub fn said(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Fault(_) => "".into(),
            Self::Text(it) | Self::Number(it) => it.as_ref().into(),
            Self::Date(it) => it.to_string().into(),
            Self::Bool(true) => "Ya".into(),
            Self::Bool(false) => "Tidak".into(),
        }
    }
}

impl SheetLine {
    /// The cell of a column from 0; blank beyond the last.
    pub fn cell(&self, column: usize) -> &Cell {
        const BLANK: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(BLANK)
    }
}

impl Sheet {
    /// The row of a number, if it holds anything.
    pub fn line(&self, number: u32) -> Option<&SheetLine> {
        self.lines.binary_search_by_key(&number, |it| it.number).ok().and_then(|at| self.lines.get(at))
    }
}

/// The name of a cell, such as `AB12`; `row` from 1, `column` from 0.
pub fn cell_name(row: u32, column: usize) -> String {
    format!("{}{row}", column_name(column))
}

/// The letters of a column from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Reads a workbook: xlsx (and xlsm), ods and fods, xls of Excel 97 to 2003, what
/// stands in its place under that name (a page, XML of 2003), web archives, the
/// tables of a docx, or text with separators in any usual encoding. What it is, is
/// told by its bytes and not by its name.
///
/// # Errors
/// The disk refuses; it is no such workbook, is encrypted, damaged, or beyond the
/// limits. Nothing is kept of it.
pub fn read_book(path: &Path, limits: &BookLimits) -> Result<Book, Error> {
    // The last net, and only that: our readers return errors. A panic in one of
    // the libraries below must not take the window and its unsaved fields along;
    // nothing is shared with the reader, so nothing can be left half done.
    catch_unwind(AssertUnwindSafe(|| open::read(path, limits))).unwrap_or(Err(Error::Crashed))
}
