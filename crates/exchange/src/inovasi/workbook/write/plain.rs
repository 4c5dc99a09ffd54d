//! A table to be read: nothing hidden, nothing remembered, and never a formula.

use std::{
    io::{BufWriter, Write},
    path::Path,
};

use ::disk::OutputPlace;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::{BookOut, KindOut, Receipt, SheetOut, names, packed, unwritable};
use crate::{
    core::{disk::DiskError, port::SingleFile},
    inovasi::workbook::{Error, own},
};

/// What a spreadsheet would take for the beginning of a formula.
const DANGEROUS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a text needs an apostrophe in front, or has one for that reason: the same
/// rule for writing and reading, so that what went comes back.
fn begins_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(DANGEROUS)
}

/// A field of a CSV without the apostrophe that protects it.
pub(in crate::inovasi::workbook) fn unprotected(field: &str) -> &str {
    field.strip_prefix('\'').filter(|it| begins_a_formula(it)).unwrap_or(field)
}

/// Writes tables as a workbook. In [`KindOut::Locked`] columns, which hold what was
/// reckoned, numbers are numbers; all else is text. It appears in one step
/// at the end.
///
/// # Errors
/// As [`super::write_book`].
pub fn write_plain(book: &BookOut, place: OutputPlace) -> Result<Receipt, Error> {
    let out = place.target().to_owned();
    let disk = |source| DiskError::new("write", &out, source);
    let bytes = packed(build(book)).map_err(unwritable)?;
    let mut file = SingleFile::new(place).map_err(disk)?;
    file.write_all(&bytes).map_err(disk)?;
    super::finish(file, book, &out)
}

/// Writes one table as CSV: UTF-8 with its mark, semicolons, as the spreadsheets of
/// Indonesia open it, numbers with a comma. A text that could begin a formula gets an
/// apostrophe, which is taken off again where it is read.
///
/// # Errors
/// The disk refuses.
pub fn write_csv(sheet: &SheetOut, place: OutputPlace) -> Result<Receipt, Error> {
    let out = place.target().to_owned();
    let disk = |source| DiskError::new("write", &out, source);
    let mut file = BufWriter::with_capacity(1 << 18, SingleFile::new(place).map_err(disk)?);
    let head = csv_row(sheet.columns.iter().map(|it| (it.label.as_str(), false)));
    let mut lines = vec![format!("\u{feff}{head}")];
    for row in &sheet.rows {
        let cells = row.values.iter().zip(&sheet.columns);
        lines.push(csv_row(cells.map(|(it, column)| (it.as_deref().unwrap_or(""), column.kind == KindOut::Locked))));
        if lines.len() == 256 {
            file.write_all(lines.concat().as_bytes()).map_err(disk)?;
            lines.clear();
        }
    }
    file.write_all(lines.concat().as_bytes()).map_err(disk)?;
    finish(file, sheet.rows.len(), &out)
}

fn finish(file: BufWriter<SingleFile>, n_row: usize, out: &Path) -> Result<Receipt, Error> {
    let disk = |it| DiskError::new("write", out, it);
    let file = file.into_inner().map_err(|it| disk(it.into_error()))?;
    let written = file.finish().map_err(|source| DiskError::new("finish", out, source))?;
    Ok(Receipt { size: written.size, sha256: written.sha256, n_row })
}

/// One row of a CSV with its end; of each cell its text and whether it is a number.
pub fn csv_row<'a>(cells: impl Iterator<Item = (&'a str, bool)>) -> String {
    cells.map(|(text, is_number)| field(text, is_number)).collect::<Vec<_>>().join(";") + "\r\n"
}

fn field(text: &str, is_number: bool) -> String {
    let harmless = is_number && text.parse::<f64>().is_ok();
    let text = match harmless {
        true => text.replace('.', ","),
        false if begins_a_formula(text) => format!("'{text}"),
        false => text.to_owned(),
    };
    if text.contains([';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn build(book: &BookOut) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = book.made_at.and_then(own::day).unwrap_or((2000, 1, 1));
    let made_at = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&made_at));
    let head = Format::new().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00E8_EEF7));
    let text = Format::new().set_align(FormatAlign::Top).set_text_wrap().set_num_format("@");
    let number = Format::new().set_align(FormatAlign::Top);
    for (sheet, name) in book.sheets.iter().zip(names(&book.sheets)) {
        let page = workbook.add_worksheet();
        page.set_name(name)?.set_freeze_panes(1, 2)?;
        for (at, column) in (0_u16..).zip(&sheet.columns) {
            page.set_column_width(at, f64::from(column.width.clamp(6, 100)))?;
            page.write_string_with_format(0, at, &column.label, &head)?;
        }
        for (at, row) in (1_u32..).zip(&sheet.rows) {
            for ((place, value), column) in (0_u16..).zip(&row.values).zip(&sheet.columns) {
                let Some(value) = value else { continue };
                match value.parse::<f64>().ok().filter(|it| column.kind == KindOut::Locked && it.is_finite()) {
                    Some(it) => page.write_number_with_format(at, place, it, &number)?,
                    None => page.write_string_with_format(at, place, shown(value), &text)?,
                };
            }
        }
        let last_row = u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
        if let Some(last) = sheet.columns.len().checked_sub(1).and_then(|it| u16::try_from(it).ok()) {
            page.autofilter(0, 0, last_row, last)?;
        }
    }
    Ok(workbook)
}

/// What a cell can hold of a text: it is there to be read.
fn shown(text: &str) -> String {
    own::legal(own::pieces(text).first().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_of_a_csv_begins_a_formula() {
        for (text, is_number, expected) in [
            ("=1+1", false, "'=1+1"),
            ("-3", false, "'-3"),
            ("-3", true, "-3"),
            ("@x;y", false, "\"'@x;y\""),
            ("+62 24", false, "'+62 24"),
            ("kata \"a\"\nb", false, "\"kata \"\"a\"\"\nb\""),
            ("71.42", true, "71,42"),
            ("'-3", false, "''-3"),
            ("'biasa", false, "'biasa"),
            ("biasa", false, "biasa"),
        ] {
            assert_eq!(field(text, is_number), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_protected_text_comes_back(text in "['=+@\\-a ;\"6.,\n]{0,12}") {
            let written = field(&text, false);
            let plain = match written.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
                Some(inside) => inside.replace("\"\"", "\""),
                None => written,
            };
            proptest::prop_assert_eq!(unprotected(&plain), text.as_str());
            proptest::prop_assert!(!plain.starts_with(DANGEROUS));
        }
    }
}
