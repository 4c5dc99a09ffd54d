//! What a workbook gives, cell by cell, whether it is a recap or a form of ours.

use std::{collections::BTreeMap, sync::Arc};

use domain::{inovasi::profile::Field, merge::change::FieldKey};
use exchange::inovasi::workbook::{
    Cell, Mapping, OwnBook, OwnSheet, Row, RowGroup, RowWord, Skip, TakenRow, bare_body, body_above, column_name,
    rows_said,
};

use super::{
    day::{DaysOfRecap, RecapHabits},
    part::BookPart,
    point::Points,
    recap, shifted,
    target::{ID, KnownTarget},
};
use crate::{
    core::error::{Error, Reason, Result},
    view::SkippedRow,
};

/// One table.
pub(crate) struct GivenTable {
    pub sheet: Arc<str>,
    pub columns: Vec<GivenColumn>,
    pub rows: Vec<GivenRow>,
    /// A form of ours, in which an empty cell means that something was cleared.
    pub own: bool,
    /// A form or a recap of ours, in which each cell holds what it was written with.
    pub ours: bool,
    /// Rows below the last one that is sure: an inovasi only where a person says so, and
    /// told as skipped until then.
    pub below: Vec<GivenRow>,
    /// Rows that are none of the table, by kind.
    pub skipped: BTreeMap<SkippedRow, Vec<u32>>,
    /// Ids of the form's rows that are gone.
    pub missing: Vec<String>,
    /// The perangkat daerah that stands above the header, for the whole table.
    pub titled: Option<String>,
}

/// A column and what it means.
pub(crate) struct GivenColumn {
    pub key: String,
    pub field: FieldKey,
    /// Blank where a form's columns may have been moved.
    pub letter: String,
}

#[derive(Clone, Default)]
pub(crate) struct GivenRow {
    /// As the spreadsheet shows it.
    pub number: u32,
    pub id: Option<String>,
    pub cells: Vec<GivenCell>,
    /// The group of rows it stands in.
    pub group: Option<RowGroup>,
    /// The row whose inovasi it goes on with.
    pub continues: Option<u32>,
    /// Its number among the rows, as it is written.
    pub counter: Option<String>,
    /// A person said that it is an inovasi, as it stands.
    pub said: bool,
    /// Why it is not taken, whatever it says.
    pub refused: Option<Reason>,
}

#[derive(Clone)]
pub(crate) struct GivenCell {
    /// Place in the columns of its table.
    pub column: usize,
    /// Empty: cleared.
    pub text: String,
    /// What a form was written with; absent in a recap.
    pub before: Option<String>,
    /// Why it says nothing.
    pub fault: Option<CellFault>,
}

/// Why a cell says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellFault {
    /// A fault such as `#REF!` stands in it.
    Shown(String),
    /// One of two days, and its column does not say which.
    DayEither,
    /// A day before any inovasi of a region, or after the next year.
    DayBeyond,
}

/// Words in the place of a name that there is none.
const NAMELESS: [&str; 11] = [
    "nihil",
    "tidak ada",
    "tidak ada inovasi",
    "belum ada",
    "belum ada inovasi",
    "kosong",
    "dalam proses",
    "dst",
    "?",
    "0",
    "…",
];
/// The longest of them with brackets around it, and room to spare.
const LONGEST_NOTHING: usize = 40;
/// Signs and words for what stands above.
const AS_ABOVE: [&str; 5] = ["sda", "s.d.a", "idem", "\"", "〃"];

/// Whether a cell holds only the word that it holds nothing, or that a body is the one
/// above: blank cells below a body are asked about as a block. A recap of ours says what
/// it says.
fn says_nothing(key: &str, text: &str, ours: bool) -> bool {
    let among = |words: &[&str], it: &str| words.iter().any(|word| word.eq_ignore_ascii_case(it));
    if text.len() <= LONGEST_DASH && among(&DASHES, text) {
        return true;
    }
    // Most cells are narratives, and say something.
    if ours || text.len() > LONGEST_NOTHING {
        return false;
    }
    let bare = || text.trim_matches(|it: char| it.is_whitespace() || "().[]".contains(it));
    let nameless = || key == Field::Nama.name() && (bare().is_empty() || among(&NAMELESS, bare()));
    let as_above = || key == Field::PerangkatDaerah.name() && among(&AS_ABOVE, bare());
    nameless() || as_above()
}

/// What stands in cells that are meant to be blank.
const DASHES: [&str; 5] = ["-", "–", "—", "--", "n/a"];
/// Bytes of the longest of them.
const LONGEST_DASH: usize = 3;

impl GivenTable {
    /// The rows of a recap.
    ///
    /// # Errors
    /// A column is given a meaning that is none, or one meaning stands twice.
    pub(crate) fn of_recap(
        part: &BookPart<'_>,
        mapping: &Mapping,
        targets: &[KnownTarget],
        habits: &RecapHabits,
    ) -> Result<Self> {
        let sheet = part.sheet;
        let mut columns: Vec<GivenColumn> = Vec::new();
        for (at, key) in &mapping.columns {
            if !targets.iter().any(|it| it.target.key == *key) {
                return Err(Error::not_found(Reason::TargetUnknown).arg("target", key));
            }
            if columns.iter().any(|it| it.key == *key) {
                return Err(Error::invalid(Reason::TargetTwice).arg("target", key));
            }
            columns.push(GivenColumn { key: key.clone(), field: FieldKey::read(key), letter: column_name(*at) });
        }
        let headings = sheet.line(mapping.header_row).map(|it| it.cells.iter().map(Cell::text).collect::<Vec<_>>());
        let ours = headings.is_some_and(|it| recap::is_ours(it.iter().map(String::as_str)));
        let points = Points::of(&mut columns, |letter| {
            let at = mapping.columns.iter().map(|it| it.0).find(|it| column_name(*it) == letter)?;
            Some(sheet.line(mapping.header_row)?.cell(at).text())
        });
        let days = DaysOfRecap::of(part, mapping, &columns, habits);
        let place = |key: &str| columns.iter().position(|it| it.key == key);
        let (mut found, mut below, mut skipped) = (Vec::new(), Vec::new(), BTreeMap::<SkippedRow, Vec<u32>>::new());
        let is_entry = |it: &u32| part.words.get(it) == Some(&RowWord::Inovasi);
        let above = part.numbers().filter(|it| *it <= mapping.header_row && !is_entry(it)).collect::<Vec<_>>();
        if !above.is_empty() {
            skipped.insert(SkippedRow::Header, above);
        }
        for it in rows_said(sheet, mapping, (part.first_row, part.last_row), &part.words) {
            match it {
                TakenRow::Skipped { why, number } => skipped.entry(kind_of(why)).or_default().push(number),
                TakenRow::Row(it) if it.is_below => {
                    let row = GivenRow::of_recap(it, false, ours, &place, &days, &points);
                    // `Nihil` is no name, and nothing to ask about.
                    let named = place(Field::Nama.name());
                    let is_named = row.cells.iter().any(|it| Some(it.column) == named);
                    let kind = if is_named { SkippedRow::Below } else { SkippedRow::Note };
                    skipped.entry(kind).or_default().push(row.number);
                    below.extend(is_named.then_some(row));
                }
                TakenRow::Row(it) => {
                    let said = is_entry(&it.number);
                    found.push(GivenRow::of_recap(it, said, ours, &place, &days, &points));
                }
            }
        }
        let titled = body_above(sheet, part.first_row, mapping.header_row).filter(|_| !ours);
        let (sheet, missing) = (sheet.name.as_str().into(), Vec::new());
        Ok(Self { sheet, columns, rows: found, own: false, ours, below, skipped, missing, titled })
    }

    /// The tables of a form of ours.
    pub(crate) fn of_form(own: &OwnBook) -> Vec<Self> {
        own.sheets.iter().map(Self::of_own_sheet).collect()
    }

    fn of_own_sheet(it: &OwnSheet) -> Self {
        let column = |(key, letter): (&String, &String)| GivenColumn {
            key: key.clone(),
            field: FieldKey::read(key),
            letter: letter.clone(),
        };
        let rows = it.rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate();
            GivenRow {
                number: row.number,
                // A copy is something new, whatever id came along.
                id: row.id.clone().filter(|_| !row.is_copy),
                cells: cells
                    .map(|(column, it)| GivenCell {
                        column,
                        text: it.after.clone().unwrap_or_default(),
                        before: Some(it.before.clone().unwrap_or_default()),
                        fault: it.fault.clone().map(CellFault::Shown),
                    })
                    .collect(),
                ..GivenRow::default()
            }
        });
        let mut rows: Vec<GivenRow> = rows.collect();
        // What every kind of row calls itself.
        let name = it.keys.iter().position(|key| key == Field::Nama.name() || key.ends_with("/nama"));
        name.into_iter().for_each(|it| shifted::refuse(&mut rows, it));
        Self {
            sheet: it.name.as_str().into(),
            columns: it.keys.iter().zip(&it.letters).map(column).collect(),
            rows,
            own: true,
            ours: true,
            below: Vec::new(),
            skipped: BTreeMap::new(),
            missing: it.missing.clone(),
            titled: None,
        }
    }

    /// Gives a row a value under a key that its own column leaves blank, or that no
    /// column has.
    pub(crate) fn give(&mut self, row: usize, field: Field, text: &str) {
        let column = self.column(field.name()).unwrap_or(self.columns.len());
        if column == self.columns.len() {
            let (key, field) = (field.name().to_owned(), FieldKey::Profile(field));
            self.columns.push(GivenColumn { key, field, letter: String::new() });
        }
        if let Some(row) = self.rows.get_mut(row) {
            row.cells.push(GivenCell { column, text: text.to_owned(), before: None, fault: None });
        }
    }

    /// The rows below the last one that is sure are inovasi like the others.
    pub(crate) fn take_below(&mut self) {
        self.skipped.remove(&SkippedRow::Below);
        self.rows.append(&mut self.below);
        self.rows.sort_by_key(|it| it.number);
    }

    /// Whether a row says anything under a key; a formula without a result does, though
    /// nobody knows what.
    pub(crate) fn says(&self, row: &GivenRow, key: &str) -> bool {
        let column = self.column(key);
        self.text(row, key).is_some() || row.cells.iter().any(|it| Some(it.column) == column && it.fault.is_some())
    }

    /// The column of a key.
    pub(crate) fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.key == key)
    }

    /// The filled text of a row under a key.
    pub(crate) fn text<'a>(&self, row: &'a GivenRow, key: &str) -> Option<&'a str> {
        let column = self.column(key)?;
        row.cells.iter().find(|it| it.column == column).map(|it| it.text.trim()).filter(|it| !it.is_empty())
    }
}

impl GivenRow {
    /// A row of a recap, which may be one of `ours`; `place` finds a column by its key.
    fn of_recap(
        it: Row<'_>,
        said: bool,
        ours: bool,
        place: &impl Fn(&str) -> Option<usize>,
        days: &DaysOfRecap,
        points: &Points,
    ) -> Self {
        let (number, group, continues, counter) = (it.number, it.group, it.continues, it.counter);
        let mut row = Self { number, group, continues, counter, said, ..Self::default() };
        row.cells.reserve_exact(it.values.len() + it.faults.len());
        for (key, text) in it.values {
            let Some(column) = place(key) else { continue };
            if key == ID {
                row.id = Some(text);
            } else if !says_nothing(key, &text, ours) {
                let is_body = !ours && key == Field::PerangkatDaerah.name();
                let text = if is_body { bare_body(&text).to_owned() } else { text };
                row.cells.push(days.read(number, GivenCell { column, text, before: None, fault: None }));
            }
        }
        for (key, _, fault) in it.faults {
            let Some(column) = place(key) else { continue };
            let fault = Some(CellFault::Shown(fault));
            row.cells.push(GivenCell { column, text: String::new(), before: None, fault });
        }
        points.join(&mut row);
        row
    }
}

/// What a row is told as that is no entry.
pub(super) fn kind_of(why: Skip) -> SkippedRow {
    match why {
        Skip::Below => SkippedRow::Below,
        Skip::Blank => SkippedRow::Blank,
        Skip::ByHand => SkippedRow::ByHand,
        Skip::Example => SkippedRow::Example,
        Skip::Group => SkippedRow::Group,
        Skip::Header => SkippedRow::Header,
        Skip::Instruction => SkippedRow::Instruction,
        Skip::Note => SkippedRow::Note,
        Skip::Numbering => SkippedRow::Numbering,
        Skip::Total => SkippedRow::Total,
    }
}
