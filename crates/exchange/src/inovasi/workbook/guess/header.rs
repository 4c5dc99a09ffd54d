//! Finding the header: among the first rows the one whose cells are most like
//! names of targets, alone or with the row below it.

use super::{
    super::{Cell, Sheet, SheetLine, rows::is_blank},
    words::{TargetNames, fold},
};

/// Filled rows that are looked at, from the top.
const LOOKED_AT: usize = 30;
/// A heading is no sentence.
const LONGEST: usize = 120;
const MOST_WORDS: usize = 14;
/// What three names are worth.
const CLEAR: i64 = 250;
/// What a heading that is exactly a name is worth at least.
const EXACT: i64 = 95;
/// A lower row of the header stands at most so far below the upper one: one row between
/// them may be blank.
const APART: u32 = 2;

pub(super) struct Header {
    /// Number of its last row.
    pub row: u32,
    pub columns: Vec<Heading>,
}

/// What stands over a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// Upper and lower row.
    pub shown: String,
    /// Ways to read it, the best counts: both rows, or the lower one.
    readings: Vec<String>,
}

impl Heading {
    fn new(upper: &str, lower: &str) -> Self {
        let both = [upper, lower].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
        let mut readings = vec![both.clone()];
        // `profil/nama_inovasi`, as survey tools head a question with its group.
        if let Some((_, name)) = both.rsplit_once('/').filter(|_| !both.contains(' ')) {
            readings.push(name.to_owned());
        }
        // `NAMA` below `INISIATOR` is that of a person.
        let of_person = || fold(lower) == "nama" && !fold(upper).split(' ').any(|it| it == "inovasi");
        if !lower.is_empty() && !upper.is_empty() && !of_person() {
            readings.push(lower.to_owned());
        }
        Self { shown: both, readings }
    }

    /// How like it is to each target.
    pub(super) fn likeness(&self, names: &TargetNames) -> Vec<u32> {
        let mut best = vec![0; names.len()];
        for (n, reading) in self.readings.iter().enumerate() {
            let less = if n > 0 { 3 } else { 0 };
            let found = names.likeness(reading);
            best.iter_mut().zip(found.iter()).for_each(|(best, it)| *best = it.saturating_sub(less).max(*best));
        }
        best
    }

    /// Codes stand below it.
    pub(super) fn is_code(&self) -> bool {
        self.shown.split_whitespace().next().is_some_and(|it| it.eq_ignore_ascii_case("kode"))
    }

    /// A single word may stand in any title.
    fn has_words(&self) -> bool {
        self.shown.contains(' ')
    }

    /// A column that only counts the rows.
    pub(super) fn is_numbering(&self) -> bool {
        let plain = self.shown.trim().trim_end_matches('.').to_lowercase();
        matches!(plain.as_str(), "no" | "no urut" | "nomor" | "nomor urut" | "nr" | "#" | "num")
    }
}

impl Header {
    pub(super) fn find(sheet: &Sheet, names: &TargetNames) -> Option<Self> {
        let mut best: Option<(i64, Self)> = None;
        // Below a row that half the columns agree on, a better one comes soon or never.
        let mut last = LOOKED_AT;
        let first: Vec<&SheetLine> = sheet.lines.iter().take(LOOKED_AT).collect();
        for (at, line) in first.iter().enumerate() {
            if at > last {
                break;
            }
            let heads = single(line);
            let lone = is_lone(first.get(at..).unwrap_or_default());
            let of_one = || if lone { worth_alone(&heads, names) } else { 0 };
            let mut found = vec![(worth(&heads, names).max(of_one()), line.number, heads)];
            let below = first.get(at + 1).filter(|it| it.number <= line.number + APART);
            if let Some((below, columns)) = below.and_then(|it| Some((it, double(sheet, line, it)?))) {
                found.push((worth(&columns, names), below.number, columns));
            }
            for (worth, row, columns) in found {
                // Of texts that stand alone the lower one is the heading, above it a title.
                let better = best.as_ref().map_or(0, |it| it.0);
                if worth > better || (lone && worth > 0 && worth == better) {
                    let filled = columns.iter().filter(|it| !it.shown.is_empty()).count();
                    if worth >= CLEAR && worth >= 50 * i64::try_from(filled).unwrap_or(i64::MAX) {
                        last = at + 3;
                    }
                    best = Some((worth, Self { row, columns }));
                }
            }
        }
        best.map(|it| it.1)
    }
}

impl Header {
    /// The header that ends with a row, whatever stands in it: with the row above
    /// where both read better as one. Columns reach as far as the table does.
    pub(super) fn at(sheet: &Sheet, row: u32, names: &TargetNames) -> Self {
        let line = sheet.line(row);
        let mut columns = line.map(single).unwrap_or_default();
        let above = sheet.lines.iter().rfind(|it| it.number < row).filter(|it| it.number + APART >= row);
        if let Some(both) = above.zip(line).and_then(|(above, line)| double(sheet, above, line))
            && worth(&both, names) > worth(&columns, names)
        {
            columns = both;
        }
        let below = sheet.lines.iter().filter(|it| it.number > row).take(LOOKED_AT);
        let n = below.map(|it| it.cells.len()).max().unwrap_or(0);
        columns.resize_with(columns.len().max(n), Heading::default);
        Self { row, columns }
    }
}

fn heading_of(line: &SheetLine, column: usize) -> String {
    let text = line.cell(column).text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn single(line: &SheetLine) -> Vec<Heading> {
    (0..line.cells.len()).map(|it| Heading::new(&heading_of(line, it), "")).collect()
}

/// Two rows as one header: the upper cell stands over the lower ones to its right
/// as far as it is merged, or, where merging is not told, over blanks.
fn double(sheet: &Sheet, upper: &SheetLine, lower: &SheetLine) -> Option<Vec<Heading>> {
    let n = upper.cells.len().max(lower.cells.len());
    let spans = |column: usize| {
        sheet.merged.iter().find(|it| it.top == upper.number && it.left <= column && column <= it.right)
    };
    let (mut columns, mut shared) = (Vec::new(), 0);
    let mut over = String::new();
    for column in 0..n {
        let (above, below) = (heading_of(upper, column), heading_of(lower, column));
        let span = spans(column);
        if let Some(span) = span {
            over = heading_of(upper, span.left);
        } else if !above.is_empty() {
            over.clone_from(&above);
        } else if below.is_empty() || !sheet.merged.is_empty() {
            over.clear();
        }
        if below.is_empty() {
            columns.push(Heading::new(&above, ""));
            continue;
        }
        let next = heading_of(upper, column + 1).is_empty() && !heading_of(lower, column + 1).is_empty();
        let wide = span.map_or(sheet.merged.is_empty() && next, |it| it.right > it.left);
        // A filled cell under a heading of its own is a value, not a heading.
        if !above.is_empty() && !wide {
            return None;
        }
        shared += usize::from(!over.is_empty());
        columns.push(Heading::new(&over, &below));
    }
    (shared >= 2).then_some(columns)
}

/// How much a row looks like the header: each name counts once.
fn worth(columns: &[Heading], names: &TargetNames) -> i64 {
    let filled = columns.iter().filter(|it| !it.shown.is_empty()).count();
    if filled < 2 {
        return 0;
    }
    let mut taken = vec![0_i64; names.len()];
    let mut best = 0;
    let mut long = 0;
    for column in columns.iter().filter(|it| !it.shown.is_empty()) {
        if column.shown.len() > LONGEST || column.shown.split(' ').count() > MOST_WORDS {
            long += 1;
            continue;
        }
        let found = column.likeness(names).into_iter().map(i64::from).zip(0..).max();
        if let Some((like, n)) = found
            && like >= 60
            && let Some(place) = taken.get_mut(n)
            && like > *place
        {
            best += like - *place;
            *place = like;
        }
        if column.is_numbering() {
            best += 30;
        }
    }
    // One name alone may stand in any title; beside a column that counts it does not.
    let names_found = taken.iter().filter(|it| **it > 0).count();
    let counts = columns.iter().any(Heading::is_numbering);
    let exact = taken.iter().any(|it| *it >= EXACT);
    let words = columns.iter().all(|it| it.shown.is_empty() || !it.shown.contains(|it: char| it.is_ascii_digit()));
    match names_found {
        0 if counts && words && long == 0 => 1,
        1 if counts && exact => best - long * 60,
        0 | 1 => 0,
        _ => best - long * 60,
    }
}

/// Whether a row and all below it hold one text each, in the same column.
fn is_lone(lines: &[&SheetLine]) -> bool {
    let of = |line: &&SheetLine| {
        let mut filled = line.cells.iter().enumerate().filter(|it| !is_blank(it.1));
        filled.next().filter(|it| filled.next().is_none() && matches!(it.1, Cell::Text(_))).map(|it| it.0)
    };
    let column = lines.first().and_then(of);
    column.is_some() && lines.len() > 1 && lines.iter().all(|it| of(it) == column)
}

/// The same for the only heading of a table of one column: exactly an official label, of
/// more than one word. `Daftar Inovasi` heads letters too.
fn worth_alone(columns: &[Heading], names: &TargetNames) -> i64 {
    let Some(column) = columns.iter().find(|it| !it.shown.is_empty()).filter(|it| it.has_words()) else { return 0 };
    let like = i64::from(names.label_likeness(&column.shown));
    if like >= EXACT { like } else { 0 }
}
