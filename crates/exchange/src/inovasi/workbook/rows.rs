//! The rows of a table, once it is known what its columns mean: which of them are
//! entries, and what the others are.

mod kind;
mod said;
mod shape;
mod titled;
mod words;

use std::{collections::BTreeMap, sync::Arc};

use super::{Cell, Sheet, SheetLine, cell_name};
use kind::Before;
use shape::RowShape;

pub use said::{RowWord, RowWords};
pub use shape::counts_rows;
pub(super) use shape::{is_blank, is_number};
pub use titled::body_above;
pub(super) use words::tells_total;
pub use words::{bare_body, tells_body};

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
pub struct Row<'a> {
    /// As the spreadsheet shows it.
    pub number: u32,
    /// Key and text of what is filled, trimmed, in the order of the mapping.
    pub values: Vec<(&'a str, String)>,
    /// Key, name of the cell and fault, such as `#REF!`.
    pub faults: Vec<(&'a str, String, String)>,
    /// The group it stands in, where rows above name one.
    pub group: Option<RowGroup>,
    /// The row whose entry it goes on with: their names are one merged cell, or it
    /// has neither name nor number.
    pub continues: Option<u32>,
    /// What stands in the column that numbers the rows.
    pub counter: Option<String>,
    /// It stands below the last entry that is sure, without what tells one: it may be an
    /// entry, and a person is asked.
    pub is_below: bool,
}

/// A row that names what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowGroup {
    /// As the spreadsheet shows it.
    pub number: u32,
    /// Without the number before it.
    pub text: Arc<str>,
    /// Whether it begins as the name of a perangkat daerah does.
    pub is_body: bool,
}

/// Why a row is no entry of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// It may be an entry, below the last one that is sure; such a row is given with what
    /// it says.
    Below,
    /// Nothing stands in the columns of the table.
    Blank,
    /// A person said so.
    ByHand,
    /// An entry that shows how to fill the table in.
    Example,
    /// The name of what stands below.
    Group,
    /// A further row of the header, units under it, or the header again.
    Header,
    /// How the columns are to be filled in.
    Instruction,
    /// Notes, and who signed.
    Note,
    /// `1 2 3` or `a b c`.
    Numbering,
    /// `Jumlah` and the like.
    Total,
}

/// What a row below the header is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenRow<'a> {
    /// An entry of the table, with what it says.
    Row(Row<'a>),
    /// One that is passed over.
    Skipped {
        /// As the spreadsheet shows it.
        number: u32,
        /// What it was taken for.
        why: Skip,
    },
}

/// All rows below the header; each is told as what it was taken for. A cell merged
/// over several rows counts for each.
pub fn rows<'a>(sheet: &'a Sheet, mapping: &'a Mapping) -> impl Iterator<Item = TakenRow<'a>> + 'a {
    rows_until(sheet, mapping, u32::MAX)
}

/// The same of a table that ends with the row `last`.
pub fn rows_until<'a>(sheet: &'a Sheet, mapping: &'a Mapping, last: u32) -> impl Iterator<Item = TakenRow<'a>> + 'a {
    static NOTHING: RowWords = RowWords::new();
    rows_said(sheet, mapping, (mapping.header_row, last), &NOTHING)
}

/// The same of a table from its first row, titles and all, to its last, by what a person
/// said of single rows: an entry may stand above the header then.
pub fn rows_said<'a>(
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    (first, last): (u32, u32),
    said: &'a RowWords,
) -> impl Iterator<Item = TakenRow<'a>> + 'a {
    let table = RowShape::of(sheet, mapping, last);
    let fill = Fill::of(sheet, mapping);
    let mut before = Before { above: mapping.header_row, ..Before::default() };
    let mut group: Option<RowGroup> = None;
    let mut group_level = None;
    // The last entry, and whether it has a number or a body of its own.
    let mut entry: Option<(u32, bool)> = None;
    let is_entry = move |it: u32| it >= first && said.get(&it) == Some(&RowWord::Inovasi);
    let below = move |it: u32| it > mapping.header_row || is_entry(it);
    let lines = sheet.lines.iter().filter(move |it| it.number <= last && below(it.number));
    lines.map(move |line| {
        let word = said.get(&line.number).copied();
        let merged = table.name.and_then(|it| fill.top(line.number, it)).is_some_and(|it| it < line.number);
        let skip = match word {
            Some(word) => word.skip(),
            // The lower rows of a header that stands on another page again.
            None if merged => before.kind.filter(|it| *it == Skip::Header),
            None => kind::kind(sheet, &table, line, before),
        };
        let above = before.above;
        before.n += 1;
        before.above = line.number;
        before.kind = skip;
        if skip == Some(Skip::Below) {
            entry = None;
            let group = group.clone();
            return TakenRow::Row(Row { is_below: true, group, ..take(line, mapping, &fill) });
        }
        if let Some(why) = skip {
            if why == Skip::Group {
                let mut found = group_of(&table, line);
                found.is_body |= word.is_some();
                let level = table.number_of(line);
                // A body holds for all below it, whatever of another kind parts them; what
                // is numbered as it is stands beside it and not below.
                if found.is_body || level == group_level || group.as_ref().is_none_or(|it| !it.is_body) {
                    group = Some(found);
                    group_level = level;
                }
            }
            return TakenRow::Skipped { number: line.number, why };
        }
        let mut row = take(line, mapping, &fill);
        let goes_on = continued(&table, line, &fill, entry.filter(|_| above + 1 == line.number));
        row.continues = goes_on.filter(|_| word.is_none());
        if row.values.is_empty() && row.faults.is_empty() && row.continues.is_none() && word.is_none() {
            return TakenRow::Skipped { number: line.number, why: Skip::Blank };
        }
        before.entry = true;
        row.group.clone_from(&group);
        row.counter = table.counter.map(|it| line.cell(it).said().trim().to_owned()).filter(|it| !it.is_empty());
        if row.continues.is_none() {
            let told = [table.counter, table.body].into_iter().flatten().any(|it| !is_blank(line.cell(it)));
            entry = table.has_name(line).then_some((line.number, told));
        }
        TakenRow::Row(row)
    })
}

/// The entry that a row goes on with.
fn continued(table: &RowShape<'_>, line: &SheetLine, fill: &Fill<'_>, entry: Option<(u32, bool)>) -> Option<u32> {
    let name = table.name.filter(|it| is_blank(line.cell(*it)))?;
    if let Some(top) = fill.top(line.number, name) {
        return Some(top).filter(|it| *it < line.number);
    }
    let own = [table.counter, table.body].into_iter().flatten().any(|it| !is_blank(line.cell(it)));
    // Without a number or a body that it lacks nothing tells it from a forgotten name.
    entry.filter(|it| it.1 && !own).map(|it| it.0)
}

fn group_of(table: &RowShape<'_>, line: &SheetLine) -> RowGroup {
    let filled = table.filled(line);
    let counted = table.number_of(line).is_some();
    let label = filled.iter().find(|it| !(counted && Some(it.0) == table.counter));
    let text = label.map(|it| it.1.text()).unwrap_or_default();
    let text = words::group_name(&text);
    RowGroup { number: line.number, text: text.into(), is_body: tells_body(text) }
}

fn take<'a>(line: &SheetLine, mapping: &'a Mapping, fill: &Fill<'_>) -> Row<'a> {
    let values = Vec::with_capacity(mapping.columns.len());
    let mut row = Row { number: line.number, values, ..Row::default() };
    // A row that holds nothing of its own is not made of merged cells alone.
    let own = mapping.columns.iter().any(|it| !line.cell(it.0).is_empty());
    for (column, key) in mapping.columns.iter().filter(|_| own) {
        let cell = match line.cell(*column) {
            Cell::Empty => fill.above(line.number, *column).unwrap_or(&Cell::Empty),
            filled => filled,
        };
        if let Cell::Fault(fault) = cell {
            row.faults.push((key, cell_name(line.number, *column), fault.to_string()));
        }
        let text = cell.said();
        let text = text.trim();
        if !text.is_empty() {
            row.values.push((key, text.to_owned()));
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
        self.over(number, column).map(|it| it.2)
    }

    /// The first row of the merged cells that a row is among.
    fn top(&self, number: u32, column: usize) -> Option<u32> {
        self.over(number, column).map(|it| it.0)
    }

    fn over(&self, number: u32, column: usize) -> Option<&(u32, u32, &'a Cell)> {
        let of = self.merged.get(&column)?;
        // They are sorted by their first row, and do not overlap in a column.
        let at = of.partition_point(|it| it.0 <= number).checked_sub(1)?;
        of.get(at).filter(|it| number <= it.1)
    }
}
