//! Records without a compound file around them, in the form of Excel 5, as scripts
//! write that make an xls by hand: one sheet of texts and numbers.

use encoding_rs::WINDOWS_1252;

use super::{Records, bool_err, f64_at, record, rk, u16_at, u32_at};
use crate::inovasi::workbook::{
    Book, BookLimits, Cell, Error,
    grid::{Grid, GridTally},
    shown::{self, Shown},
};

/// The beginnings of a sheet in Excel 2, 3, 4 and since 5.
const BEGINNINGS: [u16; 4] = [0x0009, 0x0209, 0x0409, record::BOF];

/// Whether a file begins with such a record, which is four to sixteen bytes long.
pub(in crate::inovasi::workbook) fn is_bare(head: &[u8]) -> bool {
    let begins = u16_at(head, 0).is_some_and(|it| BEGINNINGS.contains(&it));
    begins && u16_at(head, 2).is_some_and(|it| (4..=16).contains(&it))
}

/// Reads it; `name` is that of the file and of its sheet.
///
/// # Errors
/// It is older than Excel 5; it ends too early; the limits.
pub(in crate::inovasi::workbook) fn read_bare(bytes: &[u8], name: &str, limits: &BookLimits) -> Result<Book, Error> {
    if u16_at(bytes, 0) != Some(record::BOF) {
        return Err(Error::OldFormat);
    }
    let mut tally = GridTally::default();
    let mut grid = Grid::new(name.to_owned(), false, limits, &mut tally)?;
    let mut ended = false;
    for it in (Records { stream: bytes, at: 0 }) {
        if it.kind == record::EOF {
            ended = true;
            break;
        }
        if matches!(it.kind, record::FILE_PASS) {
            return Err(Error::Encrypted);
        }
        let (Some(row), Some(column)) = (u16_at(it.data, 0), u16_at(it.data, 2)) else { continue };
        let number = |value| shown::show(value, Shown::Plain, false);
        let value = match it.kind {
            record::NUMBER => f64_at(it.data, 6).map(number),
            record::RK => u32_at(it.data, 6).map(|it| number(rk(it))),
            record::BOOL_ERR => it.data.get(6).zip(it.data.get(7)).map(|it| bool_err(*it.0, *it.1 == 1)),
            record::LABEL | record::RSTRING => {
                let n = usize::from(u16_at(it.data, 6).unwrap_or_default());
                let letters = it.data.get(8..).unwrap_or_default();
                let letters = letters.get(..n).unwrap_or(letters);
                Some(grid.text(u32::from(row), usize::from(column), &letters_of(letters))?)
            }
            _ => None,
        };
        grid.put(u32::from(row), usize::from(column), value.unwrap_or(Cell::Empty))?;
    }
    let sheet = grid.finish();
    // Scripts end it as they should; a file without an end was cut off.
    if !ended && sheet.lines.is_empty() {
        return Err(Error::damaged("xls", "ends too early"));
    }
    Ok(Book { sheets: vec![sheet], remarks: tally.remarks() })
}

/// Scripts write what they have, mostly UTF-8, where Windows letters belong.
fn letters_of(letters: &[u8]) -> String {
    match std::str::from_utf8(letters) {
        Ok(it) => it.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(letters).0.into_owned(),
    }
}
