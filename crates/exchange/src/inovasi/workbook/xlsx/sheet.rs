//! One sheet of an xlsx.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::{Shared, Strike, is_hidden, is_on, unescape};
use crate::inovasi::workbook::{
    BookLimits, Cell, Error, Sheet, UNRECKONED,
    grid::{Grid, Struck},
    shown::{self, CellFormat, Shown},
    xml::{Node, Xml, attribute, number},
};

/// What a cell says of itself before its value comes.
#[derive(Default)]
struct PendingCell {
    row: u32,
    column: usize,
    style: Option<usize>,
    kind: CellKind,
    text: String,
    formula: bool,
    strike: Strike,
}

/// Attribute `t` of a cell (ECMA-376 part 1, 18.18.11).
#[derive(Clone, Copy, Default, PartialEq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    /// Of a formula, or inline.
    Text,
    Bool,
    Fault,
    Date,
}

pub(super) fn read(
    xml: &mut Xml<'_>,
    mut grid: Grid<'_>,
    shared: &Shared,
    limits: &BookLimits,
) -> Result<Sheet, Error> {
    let part = xml.part().to_owned();
    let mut cell = PendingCell::default();
    let (mut row, mut column) = (0_u32, 0_usize);
    // Whether a value is being read, and whether its cell still is.
    let (mut inside, mut in_cell) = (false, false);
    loop {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                "c" => {
                    start(&it, &mut cell);
                    (cell.row, cell.column) = place(&it, &part)?.unwrap_or((row, column));
                    column = cell.column.saturating_add(1);
                    in_cell = true;
                }
                "v" | "t" => inside = in_cell,
                "f" => {
                    cell.formula = true;
                    grid.count_formula();
                    xml.skip()?;
                }
                "strike" => cell.strike.run = is_on(&it),
                "rPh" => xml.skip()?,
                "row" => {
                    if let Some(it) = number::<u32>(&it, "r") {
                        row = it.saturating_sub(1);
                    }
                    column = 0;
                    if is_hidden(&it) {
                        grid.hide_rows(row, row);
                    }
                }
                "col" if is_hidden(&it) => {
                    let (first, last) = (number(&it, "min").unwrap_or(1_u32), number(&it, "max").unwrap_or(0_u32));
                    grid.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
                }
                "mergeCell" => {
                    let area = attribute(&it, "ref");
                    let (from, to) = area.as_deref().and_then(|it| it.split_once(':')).unwrap_or_default();
                    if let Some((from, to)) = address(from).zip(address(to)) {
                        grid.merge((from.0, to.0), (from.1, to.1))?;
                    }
                }
                _ => {}
            },
            Node::Text(it) if inside => {
                // Four bytes a character at most: beyond that it is too long for sure.
                if cell.text.len() > limits.max_text.saturating_mul(4) {
                    return Err(grid.long_text(cell.row, cell.column));
                }
                cell.strike.add(&it);
                cell.text.push_str(&it);
            }
            Node::Close(it) => match it.local_name().as_ref() {
                "v" | "t" => inside = false,
                "r" => cell.strike.run = false,
                "c" => {
                    in_cell = false;
                    let format = shared.formats.get(cell.style.unwrap_or(0)).copied().unwrap_or_default();
                    let (value, struck) = value(&cell, format, &grid, shared, &part)?;
                    grid.put_drawn(cell.row, cell.column, value, struck.or(format.struck))?;
                }
                "row" => row = row.saturating_add(1),
                _ => {}
            },
            Node::End => return Ok(grid.finish()),
            _ => {}
        }
    }
}

/// Style and kind; the place is looked at apart, since most loops end there.
fn start(element: &BytesStart<'_>, cell: &mut PendingCell) {
    cell.text.clear();
    cell.style = None;
    cell.formula = false;
    cell.kind = CellKind::Number;
    cell.strike.start();
    for it in element.attributes().with_checks(false).flatten() {
        match it.key.as_ref() {
            "s" => cell.style = it.value.parse().ok(),
            "t" => {
                cell.kind = match it.value.as_ref() {
                    "s" => CellKind::Shared,
                    "str" | "inlineStr" => CellKind::Text,
                    "b" => CellKind::Bool,
                    "e" => CellKind::Fault,
                    "d" => CellKind::Date,
                    _ => CellKind::Number,
                }
            }
            _ => {}
        }
    }
}

fn place(element: &BytesStart<'_>, part: &str) -> Result<Option<(u32, usize)>, Error> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|it| it.key.as_ref() == "r");
    let Some(found) = found else { return Ok(None) };
    address(&found.value).map(Some).ok_or_else(|| Error::damaged(part, format!("cell {}", found.value)))
}

/// Row and column from 0 of `B7` or `$B$7`.
fn address(text: &str) -> Option<(u32, usize)> {
    let (mut row, mut column) = (0_u32, 0_usize);
    for it in text.bytes().filter(|it| *it != b'$') {
        match it {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(usize::from(it.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' if column > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(it - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// What stands in a cell, and how far its letters are struck through by themselves.
fn value(
    cell: &PendingCell,
    format: CellFormat,
    grid: &Grid<'_>,
    shared: &Shared,
    part: &str,
) -> Result<(Cell, Struck), Error> {
    let text = cell.text.as_str();
    if text.is_empty() {
        // A text that is blank is what a formula may come to.
        let unreckoned = cell.formula && cell.kind != CellKind::Text;
        return Ok((if unreckoned { Cell::Fault(UNRECKONED.into()) } else { Cell::Empty }, Struck::No));
    }
    let mut struck = Struck::No;
    let value = match cell.kind {
        CellKind::Shared => {
            let found = text.trim().parse::<usize>().ok().and_then(|it| shared.texts.get(it));
            let found = found.ok_or_else(|| Error::damaged(part, "a text that is not there"))?;
            struck = found.struck;
            let text = found.text.as_ref().ok_or_else(|| grid.long_text(cell.row, cell.column))?;
            if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) }
        }
        CellKind::Text => {
            struck = cell.strike.found();
            let text: Cow<'_, str> = unescape(text);
            grid.text(cell.row, cell.column, &text)?
        }
        CellKind::Bool => Cell::Bool(matches!(text.trim(), "1" | "true")),
        CellKind::Fault => Cell::Fault(text.into()),
        CellKind::Date => {
            shown::iso(text).map_or_else(|| Cell::Text(text.into()), |it| shown::as_shown(it, format.shown))
        }
        CellKind::Number => number_of(text.trim(), format.shown, shared.from_1904),
    };
    Ok((value, struck))
}

fn number_of(text: &str, shown: Shown, from_1904: bool) -> Cell {
    let whole = text.len() <= 15 && text.bytes().all(|it| it.is_ascii_digit());
    if shown == Shown::Plain && whole && (text == "0" || !text.starts_with('0')) {
        return Cell::Number(text.into());
    }
    match text.parse::<f64>() {
        Ok(it) => shown::show(it, shown, from_1904),
        Err(_) => Cell::Text(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_wrong_ones_refused() {
        for (text, expected) in [
            ("A1", Some((0, 0))),
            ("AB12", Some((11, 27))),
            ("$C$3", Some((2, 2))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("", None),
            ("A", None),
            ("12", None),
            ("A0", None),
            ("A1B", None),
            ("ZZZZZZZZZZZZZZZZZZZZZZ1", None),
            ("A99999999999", None),
        ] {
            assert_eq!(address(text), expected, "{text}");
        }
    }
}
