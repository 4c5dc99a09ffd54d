//! xls of Excel 97 to 2003: the records of [MS-XLS], inside a compound file.

mod bare;
mod compound;
mod strings;

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Book, BookLimits, Cell, Error, Sheet,
    grid::{Grid, GridTally},
    shown::{self, CellFormat, Shown},
};
use compound::{Compound, u16_at, u32_at};
use strings::{Pieces, short_text};

pub(super) use bare::{is_bare, read_bare};
pub(super) use compound::MAGIC;

const PART: &str = "Workbook";

/// Numbers of the records that are looked at ([MS-XLS] 2.3).
mod record {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_1904: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const COL_INFO: u16 = 0x007d;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00bd;
    pub(super) const RSTRING: u16 = 0x00d6;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const MERGED: u16 = 0x00e5;
    pub(super) const SST: u16 = 0x00fc;
    pub(super) const LABEL_SST: u16 = 0x00fd;
    pub(super) const SUP_BOOK: u16 = 0x01ae;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// One record and those that continue it.
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    more: Vec<&'a [u8]>,
}

struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn piece(&self, at: usize) -> Option<(u16, &'a [u8])> {
        let n = usize::from(u16_at(self.stream, at + 2)?);
        Some((u16_at(self.stream, at)?, self.stream.get(at + 4..at + 4 + n)?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, data) = self.piece(self.at)?;
        self.at += 4 + data.len();
        let mut more = Vec::new();
        while let Some((record::CONTINUE, piece)) = self.piece(self.at) {
            more.push(piece);
            self.at += 4 + piece.len();
        }
        Some(Record { kind, data, more })
    }
}

#[derive(Default)]
struct Globals {
    texts: Vec<Option<Arc<str>>>,
    formats: Vec<CellFormat>,
    from_1904: bool,
    sheets: Vec<(usize, String, bool)>,
    links: u64,
}

pub(super) fn read(bytes: &[u8], limits: &BookLimits) -> Result<Book, Error> {
    let file = Compound::open(bytes)?;
    if file.has("EncryptedPackage") {
        return Err(Error::Encrypted);
    }
    for (name, found) in
        [("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("__properties_version1.0", "Outlook")]
    {
        if file.has(name) {
            return Err(Error::NotAWorkbook { found });
        }
    }
    let Some(stream) = file.stream(PART)? else {
        return Err(if file.has("Book") { Error::OldFormat } else { Error::NotAWorkbook { found: "OLE" } });
    };
    let globals = globals(&stream, limits)?;
    let mut tally = GridTally::new(file.has("_VBA_PROJECT_CUR"), globals.links);
    let mut book = Book::default();
    // Sheets never share bytes, so together they are no longer than the stream.
    let mut left = stream.len();
    for (at, name, hidden) in &globals.sheets {
        let grid = Grid::new(name.clone(), *hidden, limits, &mut tally)?;
        let records = Records { stream: &stream, at: *at };
        book.sheets.push(sheet(records, grid, &globals, limits, &mut left)?);
    }
    book.remarks = tally.remarks();
    if book.sheets.is_empty() {
        return Err(Error::damaged(PART, "no sheet"));
    }
    Ok(book)
}

fn globals(stream: &[u8], limits: &BookLimits) -> Result<Globals, Error> {
    let mut globals = Globals::default();
    let mut named: BTreeMap<u16, Shown> = BTreeMap::new();
    let (mut ids, mut struck) = (Vec::new(), Vec::new());
    let mut began = false;
    for it in (Records { stream, at: 0 }) {
        let word = |at| u16_at(it.data, at);
        match it.kind {
            record::BOF => match word(0) {
                Some(0x0600) => began = true,
                _ => return Err(Error::OldFormat),
            },
            _ if !began => return Err(Error::damaged(PART, "no beginning")),
            record::FILE_PASS => return Err(Error::Encrypted),
            record::DATE_1904 => globals.from_1904 = word(0) == Some(1),
            record::FORMAT => {
                let code = Pieces::new(it.data.get(2..).unwrap_or_default(), &it.more).text(limits.max_text);
                if let (Some(id), Some(Some(code))) = (word(0), code) {
                    named.insert(id, shown::of_code(&code));
                }
            }
            record::FONT => struck.push(word(2).is_some_and(|it| it & 8 != 0)),
            record::XF => ids.push((word(2).unwrap_or(0), word(0).unwrap_or(0))),
            record::BOUND_SHEET => {
                // Byte 5: 0 is a sheet of cells; charts and macro sheets are others.
                let (state, kind) = (it.data.get(4), it.data.get(5));
                if let (Some(at), Some(state), Some(0)) = (u32_at(it.data, 0), state, kind) {
                    let name = short_text(it.data.get(6..).unwrap_or_default()).unwrap_or_default();
                    globals.sheets.push((at as usize, name, state & 3 != 0));
                }
            }
            // 0x0401 is this workbook itself, 0x3a01 an add-in.
            record::SUP_BOOK if !matches!(word(2), Some(0x0401 | 0x3a01)) => globals.links += 1,
            record::SST => globals.texts = Pieces::new(it.data, &it.more).table(limits.max_text),
            record::EOF => break,
            _ => {}
        }
    }
    let shown = |id: u16| named.get(&id).copied().unwrap_or_else(|| shown::of_id(u32::from(id)));
    // The number 4 was never given to a font.
    let struck = |font: u16| struck.get(usize::from(font) - usize::from(font > 4)).copied().unwrap_or(false);
    let format = |(id, font)| CellFormat { shown: shown(id), struck: struck(font) };
    globals.formats = ids.into_iter().map(format).collect();
    Ok(globals)
}

fn sheet(
    records: Records<'_>,
    mut grid: Grid<'_>,
    globals: &Globals,
    limits: &BookLimits,
    left: &mut usize,
) -> Result<Sheet, Error> {
    // Embedded charts are streams inside the stream, with cells of their own.
    let mut depth = 0_usize;
    // Where the text of a formula belongs, which comes in the next record.
    let mut formula = None;
    for it in records {
        *left = left.checked_sub(4 + it.data.len()).ok_or_else(|| Error::damaged(PART, "sheets share bytes"))?;
        match it.kind {
            record::BOF => depth += 1,
            record::EOF if depth <= 1 => break,
            record::EOF => depth -= 1,
            _ if depth != 1 => {}
            record::MERGED => merge(it.data, &mut grid)?,
            record::ROW => {
                if let Some((row, _)) = u16_at(it.data, 0).zip(u16_at(it.data, 12)).filter(|it| it.1 & 0x20 != 0) {
                    grid.hide_rows(u32::from(row), u32::from(row));
                }
            }
            record::COL_INFO => {
                let columns = u16_at(it.data, 0).zip(u16_at(it.data, 2));
                if let (Some((first, last)), Some(1)) = (columns, u16_at(it.data, 8).map(|it| it & 1)) {
                    grid.hide_columns(u32::from(first), u32::from(last));
                }
            }
            record::STRING => {
                if let Some((row, column, struck)) = formula.take() {
                    let text = Pieces::new(it.data, &it.more).text(limits.max_text);
                    put_text(&mut grid, (row, column), text, struck)?;
                }
            }
            record::MUL_RK => mul_rk(it.data, &mut grid, globals)?,
            _ => {
                let (Some(row), Some(column)) = (u16_at(it.data, 0), u16_at(it.data, 2)) else { continue };
                let (row, column) = (u32::from(row), usize::from(column));
                if it.kind == record::FORMULA {
                    grid.count_formula();
                    let format = u16_at(it.data, 4).and_then(|it| globals.formats.get(usize::from(it)));
                    formula = Some((row, column, format.is_some_and(|it| it.struck)));
                }
                single(&it, row, column, &mut grid, globals, limits)?;
            }
        }
    }
    Ok(grid.finish())
}

fn single(
    it: &Record<'_>,
    row: u32,
    column: usize,
    grid: &mut Grid<'_>,
    globals: &Globals,
    limits: &BookLimits,
) -> Result<(), Error> {
    let format = u16_at(it.data, 4).and_then(|xf| globals.formats.get(usize::from(xf))).copied().unwrap_or_default();
    let number = |value: f64| shown::show(value, format.shown, globals.from_1904);
    let value = match it.kind {
        record::NUMBER => f64_at(it.data, 6).map(number),
        record::RK => u32_at(it.data, 6).map(|it| number(rk(it))),
        record::BOOL_ERR => {
            it.data.get(6).zip(it.data.get(7)).map(|(value, is_fault)| bool_err(*value, *is_fault == 1))
        }
        record::FORMULA => match (it.data.get(6), it.data.get(8), u16_at(it.data, 12)) {
            (Some(1), Some(value), Some(0xffff)) => Some(bool_err(*value, false)),
            (Some(2), Some(value), Some(0xffff)) => Some(bool_err(*value, true)),
            (_, _, Some(0xffff)) => None,
            _ => f64_at(it.data, 6).map(number),
        },
        record::LABEL_SST => {
            let index = u32_at(it.data, 6).unwrap_or(u32::MAX) as usize;
            let text = globals.texts.get(index).ok_or_else(|| Error::damaged(PART, "a text that is not there"))?;
            let text = text.clone().ok_or_else(|| grid.long_text(row, column))?;
            (!text.is_empty()).then_some(Cell::Text(text))
        }
        record::LABEL | record::RSTRING => {
            let text = Pieces::new(it.data.get(6..).unwrap_or_default(), &it.more).text(limits.max_text);
            return put_text(grid, (row, column), text, format.struck);
        }
        _ => None,
    };
    grid.put_drawn(row, column, value.unwrap_or_default(), format.struck)
}

/// `None` for no text at all, `Some(None)` for one beyond the limit.
fn put_text(
    grid: &mut Grid<'_>,
    (row, column): (u32, usize),
    text: Option<Option<String>>,
    struck: bool,
) -> Result<(), Error> {
    let Some(text) = text else { return Ok(()) };
    let text = text.ok_or_else(|| grid.long_text(row, column))?;
    let cell = grid.text(row, column, &text)?;
    grid.put_drawn(row, column, cell, struck)
}

fn mul_rk(data: &[u8], grid: &mut Grid<'_>, globals: &Globals) -> Result<(), Error> {
    let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(()) };
    // Four bytes in front, two behind, six for each cell.
    let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
    for (n, it) in cells.chunks_exact(6).enumerate() {
        let format = u16_at(it, 0).and_then(|xf| globals.formats.get(usize::from(xf))).copied().unwrap_or_default();
        let value = u32_at(it, 2).map(rk).unwrap_or_default();
        let cell = shown::show(value, format.shown, globals.from_1904);
        grid.put_drawn(u32::from(row), usize::from(first) + n, cell, format.struck)?;
    }
    Ok(())
}

fn merge(data: &[u8], grid: &mut Grid<'_>) -> Result<(), Error> {
    for it in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let word = |at| u16_at(it, at).unwrap_or_default();
        grid.merge((u32::from(word(0)), u32::from(word(2))), (usize::from(word(4)), usize::from(word(6))))?;
    }
    Ok(())
}

/// A number packed into four bytes ([MS-XLS] 2.5.218).
fn rk(packed: u32) -> f64 {
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        // The sign is in the uppermost bit, and stays there.
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 { value } else { value / 100.0 }
}

fn bool_err(value: u8, is_fault: bool) -> Cell {
    if !is_fault {
        return Cell::Bool(value != 0);
    }
    Cell::Fault(
        match value {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0f => "#VALUE!",
            0x17 => "#REF!",
            0x1d => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        }
        .into(),
    )
}

fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at + 8).and_then(|it| it.try_into().ok()).map(f64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        for (packed, expected) in
            [(0x3ff0_0000, 1.0), (0x3ff0_0001, 0.01), (7 << 2 | 2, 7.0), (1234 << 2 | 3, 12.34), (0xffff_fffe, -1.0)]
        {
            assert!((rk(packed) - expected).abs() < 1e-12, "{packed:x}");
        }
    }
}
