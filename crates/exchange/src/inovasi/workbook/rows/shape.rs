//! What the rows of a table have in common: which column counts them, which columns
//! an entry fills, and where the last entry stands.

use domain::inovasi::profile::Field;

use super::{
    super::{Cell, Sheet, SheetLine, guess::fold},
    Mapping,
    words::{CounterStyle, closes, is_signature, style, tells_signer},
};

/// What a column of numbers is headed with.
const COUNTERS: [&str; 8] = ["no", "no urut", "nomor", "nomor urut", "nr", "num", "urut", "no urutan"];
/// What is counted in rows of sums.
const UNITS: [&str; 7] = ["orang", "buah", "inovasi", "Inovasi", "kegiatan", "unit", "paket"];
/// A number with all that may stand around it, blanks too, is no longer.
const LONGEST_NUMBER: usize = 64;
/// Upper rows of a header at the most.
const UPPER: u32 = 2;
/// An entry fills a column when this share of them does, in hundredths.
const USUAL: usize = 60;

pub(super) struct RowShape<'a> {
    /// The column of names.
    pub name: Option<usize>,
    /// The column of bodies.
    pub body: Option<usize>,
    /// The column that numbers the rows.
    pub counter: Option<usize>,
    /// Whether nearly every entry has a number there.
    pub numbered: bool,
    /// How most of them are numbered.
    pub style: CounterStyle,
    /// Columns beside name and counter that entries fill, and whether with words.
    pub usual: Vec<(usize, bool)>,
    /// The columns of the table, both inside.
    pub left: usize,
    pub right: usize,
    /// Rows of the header, upper ones too.
    pub headings: Vec<&'a SheetLine>,
    /// What stands in each of them, folded.
    pub folded: Vec<Vec<String>>,
    /// What stands over the column of names in the header and right above it, folded.
    pub called: Vec<String>,
    /// Number of the last row that is filled as an entry is; the last of all where
    /// no row is filled better than another.
    pub last_entry: u32,
    /// Somebody signs below the last numbered row.
    pub signed: bool,
}

/// Whether a cell holds a number, as it is written: `1.250.000`, `Rp 5.000`, `12 %`,
/// `(3)`.
pub(in super::super) fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => {
            // Most cells are names and narratives, which is told at once.
            let begins = |it: u8| !it.is_ascii_alphabetic() || it == b'R';
            if text.len() > LONGEST_NUMBER || !text.trim_start().bytes().next().is_some_and(begins) {
                return false;
            }
            let text = text.trim().trim_matches(['(', ')']).trim_start_matches("Rp").trim_end_matches('%');
            let text = UNITS.iter().find_map(|it| text.strip_suffix(it)).unwrap_or(text);
            text.bytes().any(|it| it.is_ascii_digit())
                && text.len() <= 24
                && text.bytes().all(|it| it.is_ascii_digit() || b".,- ".contains(&it))
        }
        _ => false,
    }
}

pub(in super::super) fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A cell of words: neither blank nor a number.
pub(super) fn is_words(cell: &Cell) -> bool {
    !is_blank(cell) && !is_number(cell)
}

impl<'a> RowShape<'a> {
    /// Looks at the rows below the header as far as the table goes.
    pub(super) fn of(sheet: &'a Sheet, mapping: &Mapping, last: u32) -> Self {
        let column = |field: Field| mapping.columns.iter().find(|it| it.1 == field.name()).map(|it| it.0);
        let header = header_line(sheet, mapping.header_row);
        let headings = headings(sheet, header.map_or(mapping.header_row, |it| it.number));
        let name = column(Field::Nama);
        let width = header.map_or(0, |it| it.cells.len());
        let mapped = mapping.columns.iter().map(|it| it.0);
        let right = mapped.clone().max().unwrap_or(0).max(width.saturating_sub(1));
        let counter = counter(&headings, right).filter(|it| !mapping.columns.iter().any(|column| column.0 == *it));
        let first = (0..=right).find(|at| headings.iter().any(|it| !is_blank(it.cell(*at))));
        let left = mapped.min().unwrap_or(0).min(first.unwrap_or(0));
        let lines = || sheet.lines.iter().filter(|it| it.number > mapping.header_row && it.number <= last);
        let header_row = header.map_or(mapping.header_row, |it| it.number);
        let above = header_row.saturating_sub(UPPER)..=header_row;
        let several =
            |it: &&SheetLine| above.contains(&it.number) && it.cells.iter().filter(|it| !is_blank(it)).count() > 1;
        let over = |it: &SheetLine| name.map(|at| fold(&it.cell(at).said())).filter(|it| !it.is_empty());
        let called = sheet.lines.iter().filter(several).filter_map(over).collect();
        let folds = |it: &&SheetLine| it.cells.iter().map(|it| fold(&it.said())).collect();
        let mut found = Self {
            name,
            called,
            folded: headings.iter().map(folds).collect(),
            body: column(Field::PerangkatDaerah),
            counter,
            numbered: false,
            style: CounterStyle::Digits,
            usual: Vec::new(),
            left,
            right,
            headings,
            last_entry: u32::MAX,
            signed: false,
        };
        let looks: Vec<RowLook<'_>> = lines().map(|it| RowLook::of(&found, it)).collect();
        // Those that have a number, where any has; else those with words under the
        // name and beside it.
        let n_counted = looks.iter().filter(|it| it.is_counted()).count();
        let by_number = n_counted > 0;
        // A group may be numbered too; entries say more.
        let some_full = looks.iter().any(|it| it.is_counted() && it.n_words >= 2);
        let is_entry = |it: &&RowLook<'_>| match by_number {
            true => it.is_counted() && (!some_full || it.n_words >= 2),
            false => it.is_named(),
        };
        let mut n = 0;
        let mut filled = vec![(0, 0); right + 1];
        for it in looks.iter().filter(is_entry) {
            n += 1;
            for (sum, cell) in filled.iter_mut().zip(&it.line.cells) {
                sum.0 += usize::from(!is_blank(cell));
                sum.1 += usize::from(is_words(cell));
            }
        }
        let beside = |it: &usize| *it >= left && Some(*it) != name && Some(*it) != counter;
        let is_usual = |it: &(usize, (usize, usize))| n > 0 && it.1.0 * 100 >= n * USUAL;
        let columns = filled.into_iter().enumerate().filter(|it| beside(&it.0)).filter(is_usual);
        let usual: Vec<(usize, bool)> = columns.map(|(at, (filled, words))| (at, words * 2 > filled)).collect();
        let last_entry = looks.iter().filter(is_entry).map(|it| it.line.number).max();
        // Who signs stands below the last number, and is no reason to doubt the numbers.
        let last_number = last_entry.filter(|_| by_number).unwrap_or(u32::MAX);
        let signs = |it: &SheetLine| it.number > last_number && it.cells.iter().any(|it| tells_signer(&it.said()));
        let ends = |it: &RowLook<'_>| {
            let named = || name.is_some_and(|name| closes(&it.line.cell(name).said()));
            it.line.number > last_number && it.counted.is_none() && (signs(it.line) || named())
        };
        let signed = lines().any(signs);
        let end = looks.iter().find(|it| signed && ends(it)).map_or(u32::MAX, |it| it.line.number);
        let named = || looks.iter().filter(|it| it.is_named());
        let counted = if signed { last_number } else { u32::MAX };
        let n_named = named().filter(|it| it.line.number <= counted && !ends(it)).count();
        let odd = looks.iter().filter(is_entry).filter_map(|it| it.counted);
        let odd = odd.filter(|it| *it != CounterStyle::Digits).count();
        // Where a block is numbered once, its other rows are entries too.
        let also = named().rev().find(|it| it.line.number < end && fills(it.line, &usual) >= 1);
        let last_also = also.map(|it| it.line.number);
        found.numbered = by_number && n_counted * 100 >= n_named.max(1) * USUAL;
        found.style = if by_number && odd * 2 > n { CounterStyle::Other } else { CounterStyle::Digits };
        found.last_entry = match found.numbered {
            true => last_entry,
            false => last_entry.max(last_also),
        }
        .unwrap_or(u32::MAX);
        found.signed = signed;
        found.usual = usual;
        // Where nothing is numbered, who signs looks like an entry; the table ends above.
        let signs = |it: &&SheetLine| {
            let filled = found.filled(it);
            filled.len() < 4 && filled.iter().any(|it| is_signature(&it.1.said()))
        };
        if !found.numbered
            && let Some(signer) = lines().find(signs).map(|it| it.number)
        {
            let last = looks.iter().rev().find(|it| it.line.number < signer && it.is_named());
            found.last_entry = last.map_or(found.last_entry, |it| it.line.number);
            found.signed = true;
        }
        found
    }

    /// How a row is numbered, if it is.
    pub(super) fn number_of(&self, line: &SheetLine) -> Option<CounterStyle> {
        let cell = line.cell(self.counter?);
        match cell {
            Cell::Number(_) => Some(CounterStyle::Digits),
            Cell::Text(text) => Some(style(text)).filter(|it| *it != CounterStyle::Other),
            _ => None,
        }
    }

    /// Whether words stand in the column of names, or nobody knows which it is.
    pub(super) fn has_name(&self, line: &SheetLine) -> bool {
        self.name.is_none_or(|at| is_words(line.cell(at)))
    }

    /// Cells of words within the table.
    pub(super) fn n_words(&self, line: &SheetLine) -> usize {
        (self.left..=self.right).filter(|at| Some(*at) != self.counter && is_words(line.cell(*at))).count()
    }

    /// Usual columns that hold words in entries, and do so here.
    pub(super) fn n_usual_words(&self, line: &SheetLine) -> usize {
        self.usual.iter().filter(|it| it.1 && is_words(line.cell(it.0))).count()
    }

    /// Filled cells within the table, from the left.
    pub(super) fn filled<'b>(&self, line: &'b SheetLine) -> Vec<(usize, &'b Cell)> {
        let within = line.cells.iter().enumerate().take(self.right + 1).skip(self.left);
        within.filter(|it| !is_blank(it.1)).collect()
    }
}

/// What a row holds, as far as the shape of its table is told by it.
struct RowLook<'a> {
    line: &'a SheetLine,
    /// How it is numbered, if it is.
    counted: Option<CounterStyle>,
    /// Whether it has a name.
    named: bool,
    /// Cells of words.
    n_words: usize,
}

impl<'a> RowLook<'a> {
    fn of(table: &RowShape<'_>, line: &'a SheetLine) -> Self {
        Self { line, counted: table.number_of(line), named: table.has_name(line), n_words: table.n_words(line) }
    }

    /// A name with a number.
    fn is_counted(&self) -> bool {
        self.counted.is_some() && self.named
    }

    /// A name with words beside it.
    fn is_named(&self) -> bool {
        self.named && self.n_words >= 2
    }
}

fn fills(line: &SheetLine, usual: &[(usize, bool)]) -> usize {
    usual.iter().filter(|it| it.1 && is_words(line.cell(it.0))).count()
}

/// The last line of the header that holds anything: its lowest row may be merged into.
fn header_line(sheet: &Sheet, row: u32) -> Option<&SheetLine> {
    let filled = |it: &&SheetLine| it.cells.iter().any(|it| !is_blank(it));
    let near = sheet.lines.iter().filter(|it| (row.saturating_sub(UPPER)..=row).contains(&it.number));
    near.rev().find(filled)
}

/// The header and its upper rows: those that are merged into it from above, and, where
/// merging is not told, one whose first headings stand over blanks.
fn headings(sheet: &Sheet, row: u32) -> Vec<&SheetLine> {
    let reach = sheet.merged.iter().filter(|it| it.top < row && it.bottom >= row && row - it.top <= 4);
    let first = |it: &SheetLine| it.cells.iter().position(|it| !is_blank(it));
    let over = |upper: &&SheetLine| {
        let all_words = upper.cells.iter().all(|it| is_blank(it) || is_words(it));
        let several = upper.cells.iter().filter(|it| !is_blank(it)).count() > 1;
        all_words && several && sheet.line(row).is_some_and(|it| first(it) > first(upper))
    };
    let above = row.checked_sub(1).and_then(|it| sheet.line(it)).filter(over).map(|it| it.number);
    let top = reach.map(|it| it.top).chain(above).min().unwrap_or(row);
    // What parts the columns among itself is merged over several of them.
    let bands = |upper: &&SheetLine| {
        let filled = upper.cells.iter().filter(|it| !is_blank(it));
        filled.clone().count() > 1
            && filled.clone().all(is_words)
            && sheet.merged.iter().any(|it| it.top == upper.number && it.bottom == it.top && it.right > it.left)
    };
    let banded = top.checked_sub(1).and_then(|it| sheet.line(it)).filter(bands).map(|it| it.number);
    let top = banded.unwrap_or(top);
    sheet.lines.iter().filter(|it| (top..=row).contains(&it.number)).collect()
}

fn counter(headings: &[&SheetLine], right: usize) -> Option<usize> {
    (0..=right).find(|at| headings.iter().any(|it| counts_rows(&it.cell(*at).said())))
}

/// Whether a heading says that its column only numbers the rows.
pub fn counts_rows(heading: &str) -> bool {
    heading.trim() == "#" || (heading.len() < 20 && COUNTERS.contains(&fold(heading).as_str()))
}
