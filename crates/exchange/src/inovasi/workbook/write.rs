//! A form as a workbook: what is known, to be corrected and added to elsewhere.
//!
//! Row 1 of every sheet is hidden and holds the keys of the columns, row 2 the
//! labels; column A is hidden and holds the ids. A hidden sheet remembers every
//! value as it was, so that [`super::read_own`] tells exactly what was changed.
//! Texts are always written as texts: no value is ever a formula.

mod plain;
mod style;

use std::{collections::BTreeMap, io::Write, path::Path};

use ::disk::OutputPlace;
use domain::core::{date::PartialDate, zip_origin::say_made_on_unix};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{
    Error,
    own::{self, FORMAT, ID, LISTS_SHEET, OWN_SHEET, VERSION, pieces},
};
use crate::core::{disk::DiskError, port::SingleFile};
pub(super) use plain::unprotected;
pub use plain::{csv_row, write_csv, write_plain};
use style::Styles;

/// What a form is to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookOut {
    /// Told in the file's properties.
    pub title: String,
    /// Told in the file's properties; a fixed day when nothing is said, so that
    /// equal input gives equal bytes.
    pub made_at: Option<chrono::NaiveDate>,
    /// One for each table, in the order of the tabs.
    pub sheets: Vec<SheetOut>,
}

/// One table of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetOut {
    /// Shortened to what a spreadsheet allows.
    pub name: String,
    /// From the second on: the first holds the ids.
    pub columns: Vec<ColumnOut>,
    /// From the third row on: the first two hold keys and labels.
    pub rows: Vec<RowOut>,
    /// Blank rows below that have the same drop-down lists.
    pub spare_rows: u32,
}

/// One row: an id, which comes back unseen, and the values of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowOut {
    /// None: whoever fills it in makes something new.
    pub id: Option<String>,
    /// One for each column, in order; None and what is missing at the end are blank.
    pub values: Vec<Option<String>>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnOut {
    /// Unique in its sheet; not `id`, and without `#`.
    pub key: String,
    /// Heads the column.
    pub label: String,
    /// Shown beside a chosen cell; shortened to 255 characters.
    pub hint: String,
    /// In characters.
    pub width: u16,
    /// What may stand in its cells, and how they look.
    pub kind: KindOut,
}

/// How a column is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KindOut {
    /// One line of text.
    #[default]
    Line,
    /// Text over several lines, in cells that wrap it.
    Paragraphs,
    /// Values are dates in ISO form; incomplete ones are shown as text.
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// To be read, not changed.
    Locked,
    /// Carried along unseen.
    Hidden,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Bytes.
    pub size: u64,
    /// Of the file as it was written.
    pub sha256: domain::bukti::BlobHash,
    /// Rows of all sheets, without the two that head each of them.
    pub n_row: usize,
}

/// The first rows: keys, labels.
pub(super) const HEADS: u32 = 2;
/// Excel counts days wrongly before the first of March 1900.
const FIRST_DAY: (i32, u32, u32) = (1900, 3, 1);

/// Writes a form. It appears in one step at the end.
///
/// # Errors
/// The disk refuses, or there are more rows or columns than a sheet has.
pub fn write_book(book: &BookOut, place: OutputPlace) -> Result<Receipt, Error> {
    let out = place.target().to_owned();
    let disk = |source| DiskError::new("write", &out, source);
    let bytes = packed(build(book)).map_err(unwritable)?;
    let mut file = SingleFile::new(place).map_err(disk)?;
    file.write_all(&bytes).map_err(disk)?;
    finish(file, book, &out)
}

/// The workbook as a file, the same on every system.
fn packed(workbook: Result<Workbook, XlsxError>) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = workbook?.save_to_buffer()?;
    say_made_on_unix(&mut bytes).ok_or_else(|| XlsxError::ParameterError("no zip".to_owned()))?;
    Ok(bytes)
}

fn finish(file: SingleFile, book: &BookOut, out: &Path) -> Result<Receipt, Error> {
    let written = file.finish().map_err(|source| DiskError::new("finish", out, source))?;
    let n_row = book.sheets.iter().map(|it| it.rows.len()).sum();
    Ok(Receipt { size: written.size, sha256: written.sha256, n_row })
}

#[allow(clippy::needless_pass_by_value)]
fn unwritable(error: XlsxError) -> Error {
    Error::Unwritable { detail: crate::excerpt(&error.to_string()) }
}

fn build(book: &BookOut) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made_at = book.made_at.and_then(own::day).unwrap_or((2000, 1, 1));
    let made_at = ExcelDateTime::from_ymd(made_at.0, made_at.1, made_at.2)?;
    workbook.set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&made_at));
    let styles = Styles::new();
    let mut lists = Lists::default();
    let mut own = Worksheet::new();
    own.set_name(OWN_SHEET)?.set_very_hidden(true);
    own.write_string(0, 0, FORMAT)?.write_string(0, 1, VERSION)?;
    let mut row = 1;
    let names = names(&book.sheets);
    for (sheet, name) in book.sheets.iter().zip(&names) {
        let layout = SheetLayout::of(sheet);
        let mut page = Worksheet::new();
        page.set_name(name)?;
        layout.write(sheet, &mut page, &styles, &mut lists)?;
        workbook.push_worksheet(page);
        row = layout.remember(sheet, name, &mut own, row)?;
    }
    workbook.push_worksheet(own);
    workbook.push_worksheet(lists.sheet()?);
    Ok(workbook)
}

/// Names that a spreadsheet allows, each once.
fn names(sheets: &[SheetOut]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let clean = |it: char| if "[]:*?/\\'".contains(it) || it.is_control() { ' ' } else { it };
        let base: String = sheet.name.chars().map(clean).take(26).collect();
        let base = if base.trim().is_empty() { "Data".to_owned() } else { base.trim().to_owned() };
        let taken = |it: &String| names.iter().any(|other| other.to_lowercase() == it.to_lowercase());
        let numbered = (2..).map(|n| format!("{base} {n}"));
        let name =
            std::iter::once(base.clone()).chain(numbered).find(|it| !taken(it) && it != OWN_SHEET && it != LISTS_SHEET);
        names.push(name.unwrap_or(base));
    }
    names
}

/// Where the columns of a sheet stand: a value that no cell can hold goes on in
/// further columns.
struct SheetLayout {
    /// Key as it is written, which column of the input, which piece of its value.
    places: Vec<(String, usize, usize)>,
}

impl SheetLayout {
    fn of(sheet: &SheetOut) -> Self {
        let mut places = Vec::new();
        for (at, column) in sheet.columns.iter().enumerate() {
            let of = |row: &RowOut| row.values.get(at).and_then(Option::as_deref).map_or(1, |it| pieces(it).len());
            let n = sheet.rows.iter().map(of).max().unwrap_or(1).max(1);
            places.extend((0..n).map(|piece| (own::piece_key(&column.key, piece), at, piece)));
        }
        Self { places }
    }

    fn write(
        &self,
        sheet: &SheetOut,
        page: &mut Worksheet,
        styles: &Styles,
        lists: &mut Lists,
    ) -> Result<(), XlsxError> {
        let n_row = u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        let last = (HEADS + n_row).saturating_add(sheet.spare_rows).saturating_sub(1).max(HEADS);
        page.write_string(0, 0, ID)?.set_row_hidden(0)?.set_column_hidden(0)?;
        styles.page(page)?;
        for (place, (key, at, piece)) in self.places.iter().enumerate() {
            let (place, Some(column)) = (column_of(place)?, sheet.columns.get(*at)) else { continue };
            page.write_string(0, place, key)?;
            let label = if *piece == 0 { column.label.clone() } else { format!("{} ({})", column.label, piece + 1) };
            page.write_string_with_format(1, place, label, &styles.head)?;
            styles.column(page, place, column)?;
            let list = match &column.kind {
                KindOut::Choice(options) if !options.is_empty() => Some(lists.place(options)),
                _ => None,
            };
            if let Some(rule) = style::rule(column, list)? {
                page.add_data_validation(HEADS, place, last, place, &rule)?;
            }
        }
        if let Some(last_column) = self.places.len().checked_sub(1) {
            page.autofilter(1, 0, HEADS + n_row.max(1) - 1, column_of(last_column)?)?;
        }
        for (row, it) in (HEADS..).zip(&sheet.rows) {
            if let Some(id) = &it.id {
                page.write_string_with_format(row, 0, id, &styles.locked)?;
            }
            for (place, (_, at, piece)) in self.places.iter().enumerate() {
                let value = it.values.get(*at).and_then(Option::as_deref);
                let kind = sheet.columns.get(*at).map(|it| &it.kind);
                if let Some((value, kind)) = value.zip(kind) {
                    put(page, row, column_of(place)?, value, *piece, kind, styles)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what was there into the hidden sheet: its name, keys and kinds, then
    /// every row.
    fn remember(&self, sheet: &SheetOut, name: &str, own: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        let kind_of = |at: usize| sheet.columns.get(at).map_or("", |it| own::kind_name(&it.kind));
        own.write_string(first, 0, own::SHEET)?.write_string(first, 1, name)?;
        own.write_string(first + 1, 0, own::KEYS)?;
        own.write_string(first + 2, 0, own::KINDS)?;
        for (place, (key, at, _)) in self.places.iter().enumerate() {
            // Marker, id, values.
            own.write_string(first + 1, column_of(place + 1)?, key)?;
            own.write_string(first + 2, column_of(place + 1)?, kind_of(*at))?;
        }
        let mut row = first + 3;
        for it in sheet.rows.iter().filter(|it| it.id.is_some()) {
            own.write_string(row, 0, own::ROW)?;
            own.write_string(row, 1, it.id.as_deref().unwrap_or_default())?;
            for (place, (_, at, piece)) in self.places.iter().enumerate() {
                let value = it.values.get(*at).and_then(Option::as_deref);
                if let Some(text) = value.and_then(|it| pieces(it).get(*piece).copied()) {
                    own.write_string(row, column_of(place + 1)?, own::escape(&own::legal(text)))?;
                }
            }
            row += 1;
        }
        Ok(row)
    }
}

/// Column of a place: column A holds the ids.
fn column_of(place: usize) -> Result<u16, XlsxError> {
    u16::try_from(place + 1).map_err(|_| XlsxError::RowColumnLimitError)
}

fn put(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    value: &str,
    piece: usize,
    kind: &KindOut,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let format = styles.cell(kind);
    if *kind == KindOut::Date
        && let Some(day) = PartialDate::read(value).ok().filter(|it| it.is_complete() && it.to_string() == value)
    {
        let first = chrono::NaiveDate::from_ymd_opt(FIRST_DAY.0, FIRST_DAY.1, FIRST_DAY.2);
        if let Some((y, m, d)) = own::day(day.first_day()).filter(|_| first.is_some_and(|it| it <= day.first_day())) {
            page.write_datetime_with_format(row, column, ExcelDateTime::from_ymd(y, m, d)?, format)?;
            return Ok(());
        }
    }
    if let Some(text) = pieces(value).get(piece) {
        page.write_string_with_format(row, column, own::legal(text), format)?;
    }
    Ok(())
}

/// The hidden sheet of options; equal lists stand there once.
#[derive(Default)]
struct Lists {
    known: BTreeMap<Vec<String>, usize>,
}

impl Lists {
    /// The range of a list, as a formula.
    fn place(&mut self, options: &[String]) -> String {
        let next = self.known.len();
        let at = *self.known.entry(options.to_vec()).or_insert(next);
        let column = super::column_name(at);
        format!("={LISTS_SHEET}!${column}$1:${column}${}", options.len())
    }

    fn sheet(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(LISTS_SHEET)?.set_very_hidden(true);
        let text = Format::new().set_num_format("@");
        for (options, at) in &self.known {
            let column = u16::try_from(*at).map_err(|_| XlsxError::RowColumnLimitError)?;
            for (row, option) in (0..).zip(options) {
                sheet.write_string_with_format(row, column, own::legal(option), &text)?;
            }
        }
        Ok(sheet)
    }
}
