//! The tables of a sheet. All of it is looked at: each part is a table of inovasi, a
//! summary, a form that stands upright, or something else, and says which.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::inovasi::profile::Field;

use super::{
    Cell, ColumnTarget, Guess, MergedCells, Sheet, SheetLine,
    guess::{Looks, TargetNames, fold, guess_by},
    rows::{counts_rows, is_blank, is_number, tells_total},
};

/// One part of a sheet. The parts hold all its filled rows between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetTable {
    /// What it is.
    pub kind: SheetTableKind,
    /// Its first filled row, titles above the header too.
    pub first_row: u32,
    /// Its last filled row.
    pub last_row: u32,
    /// Its header, and what the columns under it mean.
    pub guess: Guess,
}

/// What a part of a sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetTableKind {
    /// A row is an inovasi.
    Inovasi,
    /// Counts and sums of something.
    Summary,
    /// Labels down a column and values beside them, one inovasi or several.
    Upright,
    /// No table that is understood.
    #[default]
    Other,
}

/// More tables are not looked for in one sheet.
const MOST: usize = 200;
/// Rows from the beginning of a part that its header and columns are guessed from.
const LOOKED_AT: usize = 100;
/// A heading is no longer.
const LONGEST: usize = 60;
/// Nor is one with the group that a survey tool writes before it.
const LONGEST_GROUPED: usize = 250;
/// Columns that are surely understood tell a table of inovasi without the names of any.
const KNOWN: usize = 3;
/// Labels down a column that tell an upright form.
const LABELS: usize = 3;

/// Finds the tables of a sheet; nothing where it is blank.
pub fn tables(sheet: &Sheet, targets: &[ColumnTarget]) -> Vec<SheetTable> {
    let names = HeadingNames::of(targets);
    let likes = TargetNames::of(targets);
    let mut found: Vec<SheetTable> = Vec::new();
    let Some(end) = sheet.lines.last().map(|it| it.number) else { return found };
    let mut from = 0;
    while from < sheet.lines.len() && found.len() < MOST {
        let (table, next) = one(sheet, from, (targets, &likes), &names);
        from = next.max(from + 1);
        found.push(table);
    }
    if let Some(last) = found.last_mut() {
        last.last_row = end;
    }
    found
}

/// The part that begins with a line, and the line that the next begins with.
fn one(
    sheet: &Sheet,
    from: usize,
    targets: (&[ColumnTarget], &TargetNames),
    names: &HeadingNames,
) -> (SheetTable, usize) {
    let lines = sheet.lines.get(from..).unwrap_or_default();
    let first_row = lines.first().map_or(0, |it| it.number);
    if let Some(n) = upright(lines, names) {
        let last_row = lines.get(n - 1).map_or(first_row, |it| it.number);
        return (SheetTable { kind: SheetTableKind::Upright, first_row, last_row, guess: Guess::default() }, from + n);
    }
    // Headings that are plainly some end the table above them before it is guessed at.
    let plain = lines.iter().position(|it| names.head(it));
    let limit = plain.and_then(|it| following(sheet, lines, it, names)).unwrap_or(lines.len());
    let guess = guessed(sheet, lines.get(..limit).unwrap_or(lines), targets);
    let header = lines.iter().position(|it| it.number == guess.header_row);
    let next = match (header, plain) {
        (Some(header), Some(plain)) if header == plain => limit,
        (Some(header), _) => following(sheet, lines, header, names).map_or(limit, |it| it.min(limit.max(header + 1))),
        // A header far below is one too.
        (None, Some(plain)) if plain > 0 => plain,
        (None, _) => limit,
    };
    let part = lines.get(..next).unwrap_or(lines);
    let last_row = part.last().map_or(first_row, |it| it.number);
    (SheetTable { kind: kind(part, &guess), first_row, last_row, guess }, from + next)
}

/// The line that the next table begins with: another header, with the title above it.
fn following(sheet: &Sheet, lines: &[SheetLine], header: usize, names: &HeadingNames) -> Option<usize> {
    let own = lines.get(header)?;
    // In the same words, or in others for the same.
    let shape = |line: &SheetLine| {
        line.cells.iter().map(|it| names.of_cell(it).ok_or_else(|| fold(&it.said()))).collect::<Vec<_>>()
    };
    let mut at = header + 1;
    // The rows that it is merged into are its own. Lower rows of the header hold names
    // too, and do not begin as it does; or nothing stands below its first heading.
    let joined = sheet.merged.iter().filter(|it| it.top <= own.number && it.bottom >= own.number);
    let bottom = joined.map(|it| it.bottom).filter(|it| it - own.number <= 4).max().unwrap_or(own.number);
    while lines.get(at).is_some_and(|it| it.number <= bottom) {
        at += 1;
    }
    let filled = |line: &SheetLine| line.cells.iter().position(|it| !is_blank(it));
    let begin = |line: &SheetLine| filled(line).map(|it| fold(&line.cell(it).text()));
    let is_lower = |line: &SheetLine| {
        let below = names.n(line) >= 1 && begin(line) != begin(own);
        all_words(line) && (below || filled(line) > filled(own))
    };
    while at < lines.len().min(header + 3) && lines.get(at).is_some_and(is_lower) {
        at += 1;
    }
    // Any of its rows may stand on the next page again; upper ones are merged into it.
    let upper = lines.get(header.saturating_sub(2)..header).unwrap_or_default().iter();
    let upper = upper.filter(|it| n_filled(it) > 1 && it.number + 2 >= own.number);
    let headings: Vec<_> = upper.chain(lines.get(header..at).unwrap_or_default()).map(shape).collect();
    let is_next = |it: &SheetLine| names.head(it) && !headings.contains(&shape(it));
    let mut next = (at..lines.len()).find(|at| lines.get(*at).is_some_and(is_next))?;
    // One text alone above it is its title, where the table above it has ended.
    while next > header + 1 && lines.get(next - 1).is_some_and(|it| n_filled(it) == 1) {
        next -= 1;
    }
    Some(next)
}

fn n_filled(line: &SheetLine) -> usize {
    line.cells.iter().filter(|it| !is_blank(it)).count()
}

fn all_words(line: &SheetLine) -> bool {
    line.cells.iter().all(|it| is_blank(it) || (matches!(it, Cell::Text(_)) && !is_number(it)))
}

/// What the first rows of a part mean. Titles are left out: over the first column
/// alone they would be read as the upper row of the header.
fn guessed(sheet: &Sheet, lines: &[SheetLine], (targets, names): (&[ColumnTarget], &TargetNames)) -> Guess {
    let look = |skip: usize| {
        let lines: Vec<SheetLine> = lines.iter().skip(skip).take(LOOKED_AT).cloned().collect();
        let (top, bottom) = (lines.first().map_or(0, |it| it.number), lines.last().map_or(0, |it| it.number));
        let merged = sheet.merged.iter().filter(|it| it.top >= top && it.top <= bottom).copied().collect();
        Sheet { lines, merged, ..Sheet::default() }
    };
    let title = |it: &SheetLine| n_filled(it) == 1 && it.cells.first().is_some_and(|it| !is_blank(it));
    let titles = lines.iter().take_while(|it| title(it)).count();
    let guess = |sheet: &Sheet| guess_by(sheet, targets, names);
    let found = guess(&look(titles));
    let found = if found.header_row == 0 { guess(&look(0)) } else { found };
    // Three rows of header and more: the upper ones are read as one.
    match flattened(look(0), found.header_row) {
        Some(flat) => Some(guess(&flat)).filter(|it| it.header_row > 0).unwrap_or(found),
        None => found,
    }
}

/// A sheet in which a header of three or more merged rows has two: what stands above
/// its last row is joined.
fn flattened(mut sheet: Sheet, header: u32) -> Option<Sheet> {
    let within = |it: &&MergedCells| it.top <= header && it.bottom >= header && it.bottom - it.top <= 4;
    let bottom = sheet.merged.iter().filter(within).map(|it| it.bottom).max()?;
    let reach = |it: &&MergedCells| it.top < bottom && it.bottom >= bottom.min(header) && it.bottom - it.top <= 4;
    let top = sheet.merged.iter().filter(reach).map(|it| it.top).min()?;
    if bottom < top + 2 {
        return None;
    }
    let width = sheet.lines.iter().filter(|it| (top..=bottom).contains(&it.number)).map(|it| it.cells.len()).max()?;
    let text = |row: u32, column: usize| {
        let over = sheet
            .merged
            .iter()
            .find(|it| (it.top..=it.bottom).contains(&row) && (it.left..=it.right).contains(&column));
        let (row, column) = over.map_or((row, column), |it| (it.top, it.left));
        sheet.line(row).map(|it| it.cell(column).text()).unwrap_or_default().trim().to_owned()
    };
    let upper = (0..width).map(|column| {
        let mut said: Vec<String> = Vec::new();
        for row in top..bottom {
            let it = text(row, column);
            if !it.is_empty() && said.last() != Some(&it) {
                said.push(it);
            }
        }
        if said.is_empty() { Cell::Empty } else { Cell::Text(said.join(" ").into()) }
    });
    let upper: Vec<Cell> = upper.collect();
    let lower = sheet.line(bottom).cloned().unwrap_or_default();
    sheet.lines.retain(|it| it.number < top || it.number > bottom);
    let at = sheet.lines.partition_point(|it| it.number < bottom);
    // Each upper cell stands over its own column, as a merged one would.
    let over = |column: usize| MergedCells { top: bottom - 1, bottom: bottom - 1, left: column, right: column + 1 };
    sheet.merged = (0..width).filter(|it| !is_blank(lower.cell(*it))).map(over).collect();
    sheet.lines.insert(at, SheetLine { number: bottom, ..lower });
    sheet.lines.insert(at, SheetLine { number: bottom - 1, cells: upper, ..SheetLine::default() });
    Some(sheet)
}

fn kind(lines: &[SheetLine], guess: &Guess) -> SheetTableKind {
    let body = || lines.iter().filter(|it| it.number > guess.header_row);
    let numbers = |at: usize| {
        let filled = body().filter(|it| !is_blank(it.cell(at))).count();
        filled > 0 && body().filter(|it| is_number(it.cell(at))).count() * 2 > filled
    };
    let named = |it: &&super::GuessedColumn| {
        it.target.as_deref().is_some_and(|it| it == Field::Nama.name() || it == super::own::ID)
    };
    if let Some(column) = guess.columns.iter().find(named)
        && body().next().is_some()
        && !(numbers(column.at) && column.target.as_deref() == Some(Field::Nama.name()))
    {
        return SheetTableKind::Inovasi;
    }
    // Headings of inovasi of which none says where their names stand: a person knows.
    let known = guess.columns.iter().filter(|it| it.sure && it.share > 0).count();
    match is_summary(lines) {
        true => SheetTableKind::Summary,
        false if known >= KNOWN && body().next().is_some() => SheetTableKind::Inovasi,
        false => SheetTableKind::Other,
    }
}

/// HeadingNames in one column and numbers in the others, under a heading that counts.
fn is_summary(lines: &[SheetLine]) -> bool {
    let wide = |it: &&SheetLine| n_filled(it) > 1;
    let Some(header) = lines.iter().filter(wide).find(|it| all_words(it)) else { return false };
    let told = header.cells.iter().any(|it| tells_total(&it.said()));
    let body: Vec<&SheetLine> = lines.iter().filter(|it| it.number > header.number).filter(wide).collect();
    let n_words = |it: &&SheetLine| it.cells.iter().filter(|it| !is_blank(it) && !is_number(it)).count();
    let counts = body.iter().filter(|it| n_words(it) <= 1 && n_filled(it) > n_words(it)).count();
    told && !body.is_empty() && counts * 2 > body.len()
}

/// How many lines an upright form takes, if the lines begin with one: the labels of
/// a profile stand down a column, and never side by side.
fn upright(lines: &[SheetLine], names: &HeadingNames) -> Option<usize> {
    let near = lines.get(..lines.len().min(LOOKED_AT)).unwrap_or(lines);
    let across = near.iter().map(|it| names.n(it)).max().unwrap_or(0);
    let width = near.iter().map(|it| it.cells.len()).max().unwrap_or(0).min(6);
    let down = |at: usize| {
        let found = near.iter().enumerate().filter_map(|(n, it)| Some((n, names.of_cell(it.cell(at))?)));
        let found: Vec<(usize, usize)> = found.collect();
        let different: BTreeSet<usize> = found.iter().map(|it| it.1).collect();
        (different.len(), found)
    };
    let (n, found) = (0..width).map(down).max_by_key(|it| it.0)?;
    if n < LABELS || n <= across + 1 {
        return None;
    }
    // The values of a table do not bear the names of its columns.
    let (first, last) = (found.first()?.0, found.last()?.0);
    (n * 2 > last - first + 1).then_some(lines.len())
}

/// A name without its blanks, which `namaInovasi` has not.
fn joined(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// What columns are called, to be found in a cell that holds nothing else.
struct HeadingNames {
    known: HashMap<String, usize>,
    /// Options of any target: `Penerapan` and `Inovasi Perangkat Daerah` head columns, and
    /// stand in entries too.
    options: HashSet<String>,
    /// The target that names of inovasi stand under.
    nama: Option<usize>,
    /// Lengths and first letters that any of them has, since most cells have not.
    begins: BTreeSet<(usize, char)>,
}

impl HeadingNames {
    fn of(targets: &[ColumnTarget]) -> Self {
        let mut known = HashMap::new();
        for (n, target) in targets.iter().enumerate() {
            for name in &target.names {
                known.entry(joined(name)).or_insert(n);
            }
        }
        let begins = known.keys().filter_map(|it| Some((it.chars().count(), it.chars().next()?))).collect();
        let nama = targets.iter().position(|it| it.key == Field::Nama.name());
        let options = targets.iter().filter_map(|it| match &it.looks {
            Looks::Option(list) => Some(list.iter().map(|it| fold(it))),
            _ => None,
        });
        Self { known, options: options.flatten().collect(), nama, begins }
    }

    /// Whether a line is plainly a header: half of it is names, or it names what inovasi
    /// are called by and one thing more, or begins with `No`. No more than half of them are
    /// options, which entries hold.
    fn head(&self, line: &SheetLine) -> bool {
        // Entries have numbers, by which most rows are told at once.
        if !all_words(line) {
            return false;
        }
        let n = self.n(line);
        let told = |it: &Cell| self.of_cell(it).filter(|_| !self.options.contains(&fold(&it.said())));
        let told: BTreeSet<usize> = line.cells.iter().filter_map(told).collect();
        let named = told.len() >= 2 && self.nama.is_some_and(|it| told.contains(&it));
        let counts = || {
            let first = line.cells.iter().find(|it| !is_blank(it));
            first.is_some_and(|it| counts_rows(&it.said())) && !told.is_empty() && n_filled(line) > 2
        };
        let halved = n >= 2 && n * 2 >= n_filled(line) && told.len() * 2 >= n;
        named || halved || counts()
    }

    /// Different names among the cells of a line.
    fn n(&self, line: &SheetLine) -> usize {
        line.cells.iter().filter_map(|it| self.of_cell(it)).collect::<BTreeSet<_>>().len()
    }

    fn of_cell(&self, cell: &Cell) -> Option<usize> {
        let Cell::Text(text) = cell else { return None };
        if text.len() > LONGEST_GROUPED {
            return None;
        }
        // Survey tools write the group before: `profil/nama_inovasi`.
        let grouped = text.rsplit_once('/').map(|it| it.1).filter(|it| it.contains('_'));
        let text = grouped.unwrap_or(text).trim();
        let first = text.chars().next()?;
        if text.len() > LONGEST || !first.is_alphabetic() {
            return None;
        }
        let first = first.to_lowercase().next().unwrap_or(first);
        // Signs and blanks fall away by folding, so a name may be shorter.
        let n = text.chars().count();
        let near = (n.saturating_sub(3)..=n + 3).any(|it| self.begins.contains(&(it, first)));
        if near { self.known.get(&joined(text)).copied() } else { None }
    }
}
