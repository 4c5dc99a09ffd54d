//! What stands in a table and is not taken with it: columns that mean nothing yet, cells
//! beyond the last heading, ids of other databases. And what is taken though it is struck
//! through.

use exchange::inovasi::workbook::{Cell, SheetLine, cell_name, column_name, counts_rows};

use super::{
    mapping::FoundMeaning,
    part::{BookPart, PartCount, runs},
    target::{ID, KnownTarget},
};
use crate::view::{PartKind, WorkbookColumnLeft};

/// Most columns that are told of a table, and most cells.
const COLUMNS: usize = 200;
const CELLS: usize = 40;
/// A number or letter that counts a row is no longer.
const COUNTER: usize = 8;
/// Letters of a value that are shown.
const SHOWN: usize = 80;

/// A column of a table as it is headed.
pub(crate) struct HeadedColumn {
    /// From 0.
    pub at: usize,
    /// Blank where nothing stands above it.
    pub header: String,
    /// Key and label of what it perhaps means.
    target: Option<(String, String)>,
}

/// What a column holds in the rows that count.
#[derive(Default)]
struct ColumnHeld {
    rows: Vec<u32>,
    first: String,
    /// Nothing but numbers and letters that count.
    counts: bool,
}

/// The columns of a table as they are headed.
pub(super) fn headed(found: &FoundMeaning, targets: &[KnownTarget]) -> Vec<HeadedColumn> {
    let label = |key: &str| targets.iter().find(|it| it.target.key == key).map(|it| it.label.clone());
    let target = |key: &String| (key.clone(), label(key).unwrap_or_default());
    let of = found.columns.iter();
    of.map(|it| HeadedColumn { at: it.at, header: it.header.clone(), target: it.target.as_ref().map(target) }).collect()
}

/// Columns that hold something in rows of inovasi and are not taken, but for those that
/// number them.
pub(super) fn columns(part: &BookPart<'_>, counted: &PartCount) -> Vec<WorkbookColumnLeft> {
    if !matches!(part.kind, PartKind::Table | PartKind::Unclear) {
        return Vec::new();
    }
    let mapped = || part.mapping.iter().flat_map(|it| &it.columns);
    // Ids of which none is ours say nothing here.
    let is_taken = |at: usize| mapped().any(|it| it.0 == at && (it.1 != ID || counted.n_id > 0));
    let first_taken = mapped().map(|it| it.0).min().unwrap_or(0);
    let held = held(part, counted);
    let told =
        held.iter().enumerate().filter(|(at, it)| !it.rows.is_empty() && !is_taken(*at)).filter_map(|(at, it)| {
            let found = part.columns.iter().find(|column| column.at == at);
            let header = found.map(|it| it.header.clone()).unwrap_or_default();
            if it.counts && (counts_rows(&header) || (header.is_empty() && at < first_taken)) {
                return None;
            }
            let target =
                found.and_then(|it| it.target.clone()).filter(|it| it.0 != ID || !mapped().any(|it| it.0 == at));
            let (rows, example) = match header.is_empty() {
                true => (runs(&it.rows), it.first.clone()),
                false => (String::new(), String::new()),
            };
            let (target, label) = target.map_or((None, String::new()), |it| (Some(it.0), it.1));
            Some(WorkbookColumnLeft { letter: column_name(at), header, target, label, rows, example })
        });
    told.take(COLUMNS).collect()
}

/// Rows of inovasi, or all below the header where it is not sure which they are.
pub(super) fn entries<'a>(part: &'a BookPart<'_>, counted: &'a PartCount) -> impl Iterator<Item = &'a SheetLine> {
    let is_entry = |it: &&SheetLine| match part.mapping {
        Some(_) => counted.rows.contains(&it.number),
        None => it.number > part.header_row,
    };
    part.lines().iter().filter(is_entry)
}

/// By column from 0 what the rows hold.
fn held(part: &BookPart<'_>, counted: &PartCount) -> Vec<ColumnHeld> {
    let mut held: Vec<ColumnHeld> = Vec::new();
    for line in entries(part, counted) {
        for (at, cell) in line.cells.iter().enumerate() {
            let text = match cell {
                Cell::Empty => continue,
                Cell::Text(it) if it.trim().is_empty() => continue,
                Cell::Text(it) | Cell::Number(it) | Cell::Fault(it) => it.trim(),
                Cell::Date(_) | Cell::Bool(_) => "",
            };
            if at >= held.len() {
                held.resize_with(at + 1, || ColumnHeld { counts: true, ..ColumnHeld::default() });
            }
            let Some(column) = held.get_mut(at) else { continue };
            if column.rows.is_empty() {
                column.first = shown(cell);
            }
            column.rows.push(line.number);
            column.counts &= counts(text);
        }
    }
    held
}

fn shown(cell: &Cell) -> String {
    let text = match cell {
        Cell::Date(it) => it.in_words(),
        Cell::Fault(it) => it.to_string(),
        other => other.text(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect()
}

/// `3`, `3.`, `(b)`, `IV`.
fn counts(text: &str) -> bool {
    let bare = text.trim_matches(|it: char| ".()".contains(it));
    let digits = bare.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let letters = bare.len() == 1 || bare.bytes().all(|it| b"IVX".contains(&it));
    !bare.is_empty() && text.len() <= COUNTER && (digits || letters)
}

/// Cells that are taken though letters of theirs are struck through, in rows that are not
/// struck through as a whole: `B3, D5`; blank for none.
pub(super) fn struck(part: &BookPart<'_>, counted: &PartCount) -> String {
    let Some(mapping) = &part.mapping else { return String::new() };
    let from = part.sheet.struck_cells.partition_point(|it| it.0 < part.first_row);
    let within = part.sheet.struck_cells.iter().skip(from).take_while(|it| it.0 <= part.last_row);
    let counts = |it: &&(u32, usize)| {
        let whole = part.sheet.line(it.0).is_none_or(|it| it.struck);
        !whole && counted.rows.contains(&it.0) && mapping.columns.iter().any(|column| column.0 == it.1)
    };
    let mut cells: Vec<String> = within.filter(counts).take(CELLS + 1).map(|it| cell_name(it.0, it.1)).collect();
    if cells.len() > CELLS {
        cells.pop();
        cells.push("…".to_owned());
    }
    cells.join(", ")
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn what_counts_rows_is_told_from_what_says_something() {
        for (text, expected) in [("3", true), ("3.", true), ("(b)", true), ("IV", true), ("1.2", true)] {
            assert_eq!(counts(text), expected, "{text}");
        }
        for text in ["INV-001", "Digital", "ab", "", "4021000001"] {
            assert!(!counts(text), "{text}");
        }
    }
}
