//! The rows of a table, once it is known what its columns mean.

use std::collections::BTreeMap;

use super::{Cell, Sheet, SheetLine, cell_name, guess::fold};

/// What the columns of a sheet mean, confirmed or corrected by a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Number of the last row of the header; the table begins below.
    pub header_row: u32,
    /// Column from 0, and the key of what it means.
    pub columns: Vec<(usize, String)>,
}

/// One row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// As the spreadsheet shows it.
    pub number: u32,
    /// Key and text of what is filled, trimmed, in the order of the mapping.
    pub values: Vec<(String, String)>,
    /// Key, name of the cell and fault, such as `#REF!`.
    pub faults: Vec<(String, String, String)>,
}

/// Why a row is none of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// `1 2 3` or `a b c` under the header.
    Numbering,
    /// The header again, as on every printed page.
    Header,
    /// `Jumlah` and the like.
    Total,
    /// Notes, and who signed.
    Note,
}

/// What a row below the header is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenRow {
    /// An entry of the table, with what it says.
    Row(Row),
    /// One that is passed over.
    Skipped {
        /// As the spreadsheet shows it.
        number: u32,
        /// What it was taken for.
        why: Skip,
    },
}

const TOTALS: [&str; 12] = [
    "jumlah",
    "total",
    "sub total",
    "subtotal",
    "grand total",
    "jumlah total",
    "total keseluruhan",
    "jumlah keseluruhan",
    "jumlah inovasi",
    "total inovasi",
    "rata rata",
    "jumlah seluruhnya",
];
const NOTES: [&str; 9] =
    ["keterangan", "catatan", "sumber", "mengetahui", "nb", "ket", "mengesahkan", "dicetak", "note"];
/// A note fills no more cells than this.
const NOTE_CELLS: usize = 2;

/// The rows below the header. Blank rows are passed over; rows that are none of
/// the table are given as such. A cell merged over several rows counts for each.
pub fn rows<'a>(sheet: &'a Sheet, mapping: &'a Mapping) -> impl Iterator<Item = TakenRow> + 'a {
    let header = sheet.line(mapping.header_row);
    let fill = Fill::of(sheet, mapping);
    let (mut is_first, mut ended) = (true, false);
    let below = sheet.lines.iter().filter(|it| it.number > mapping.header_row);
    below.filter_map(move |line| {
        let skip = skip(line, header, mapping, is_first, ended);
        is_first = false;
        ended = matches!(skip, Some(Skip::Total | Skip::Note)) || (ended && skip.is_some());
        if let Some(why) = skip {
            return Some(TakenRow::Skipped { number: line.number, why });
        }
        let row = take(line, mapping, &fill);
        (!row.values.is_empty() || !row.faults.is_empty()).then_some(TakenRow::Row(row))
    })
}

fn take(line: &SheetLine, mapping: &Mapping, fill: &Fill<'_>) -> Row {
    let mut row = Row { number: line.number, ..Row::default() };
    // A row that holds nothing of its own is not made of merged cells alone.
    let own = mapping.columns.iter().any(|it| !line.cell(it.0).is_empty());
    for (column, key) in mapping.columns.iter().filter(|_| own) {
        let cell = match line.cell(*column) {
            Cell::Empty => fill.above(line.number, *column).unwrap_or(&Cell::Empty),
            filled => filled,
        };
        if let Cell::Fault(fault) = cell {
            row.faults.push((key.clone(), cell_name(line.number, *column), fault.to_string()));
        }
        let text = cell.text();
        let text = text.trim();
        if !text.is_empty() {
            row.values.push((key.clone(), text.to_owned()));
        }
    }
    row
}

/// Cells merged downwards in the columns that count, by column.
struct Fill<'a> {
    /// First row, last row, value.
    merged: BTreeMap<usize, Vec<(u32, u32, &'a Cell)>>,
}

impl<'a> Fill<'a> {
    fn of(sheet: &'a Sheet, mapping: &Mapping) -> Self {
        let mut merged: BTreeMap<usize, Vec<(u32, u32, &Cell)>> = BTreeMap::new();
        let counts = |column: usize| mapping.columns.iter().any(|it| it.0 == column);
        for it in sheet.merged.iter().filter(|it| it.bottom > it.top && counts(it.left)) {
            if let Some(line) = sheet.line(it.top).filter(|line| line.number > mapping.header_row) {
                merged.entry(it.left).or_default().push((it.top, it.bottom, line.cell(it.left)));
            }
        }
        Self { merged }
    }

    fn above(&self, number: u32, column: usize) -> Option<&'a Cell> {
        let of = self.merged.get(&column)?;
        // They are sorted by their first row, and do not overlap in a column.
        let at = of.partition_point(|it| it.0 <= number).checked_sub(1)?;
        of.get(at).filter(|it| number <= it.1).map(|it| it.2)
    }
}

fn skip(line: &SheetLine, header: Option<&SheetLine>, mapping: &Mapping, is_first: bool, ended: bool) -> Option<Skip> {
    let filled: Vec<String> =
        line.cells.iter().map(|it| it.text().trim().to_owned()).filter(|it| !it.is_empty()).collect();
    if is_first && is_numbering(&filled) {
        return Some(Skip::Numbering);
    }
    let first = filled.first().map(|it| fold(it)).unwrap_or_default();
    let few = filled.len() <= NOTE_CELLS.max(mapping.columns.len() / 2);
    if few && TOTALS.contains(&first.as_str()) {
        return Some(Skip::Total);
    }
    let word = first.split(' ').next().unwrap_or_default();
    if filled.len() <= NOTE_CELLS && (ended || NOTES.contains(&word) || first.starts_with("nip ")) {
        return Some(Skip::Note);
    }
    let again = header.is_some_and(|header| {
        let same = |at: usize| fold(&header.cell(at).text()) == fold(&line.cell(at).text());
        mapping.columns.len() > 1 && mapping.columns.iter().all(|it| same(it.0))
    });
    again.then_some(Skip::Header)
}

/// Whether cells count on from each other: `1 2 3`, `(1) (2) (3)`, `a b c`.
fn is_numbering(filled: &[String]) -> bool {
    let value = |it: &String| {
        let bare = it.trim_matches(|it: char| !it.is_alphanumeric());
        let letter = bare.chars().next().filter(|it| bare.len() == 1 && it.is_ascii_alphabetic());
        letter.map(|it| u32::from(it.to_ascii_lowercase())).or_else(|| bare.parse().ok())
    };
    // `6=4+5` stands in such rows too.
    let values: Vec<u32> = filled.iter().filter(|it| !it.contains('=')).filter_map(value).collect();
    let all = filled.iter().all(|it| it.contains('=') || value(it).is_some());
    all && values.len() >= 3 && values.windows(2).all(|it| matches!(it, [a, b] if *a < *b && *b - *a <= 3))
}
