//! Which column means what: as remembered from a person, else as guessed.

use std::collections::BTreeMap;

use domain::inovasi::profile::Field;
use exchange::inovasi::workbook::{
    DayColumn, DayOrder, Guess, GuessedColumn, Mapping, Sheet, SheetTable, SheetTableKind, guess_below, tables,
};
use serde::{Deserialize, Serialize};
use store::{Reader, sha256_hex};

use super::{
    recap,
    target::{self, ID, KnownTarget},
};
use crate::core::error::Result;

/// Rows from the top that may be a remembered header.
const LOOKED_AT: usize = 40;
/// A header of fewer cells says too little to be known again.
const MIN_HEADINGS: usize = 2;
/// This many headings are enough to know a header by.
const TELLING: usize = 4;

/// What a part of a sheet means.
pub(super) struct FoundMeaning {
    pub kind: SheetTableKind,
    pub first_row: u32,
    pub last_row: u32,
    pub header_row: u32,
    pub columns: Vec<GuessedColumn>,
    pub remembered: bool,
}

impl FoundMeaning {
    /// The orders of days that a person told when these columns were remembered.
    pub(super) fn orders(&self) -> BTreeMap<usize, DayOrder> {
        let told = |it: &GuessedColumn| Some((it.at, it.days.filter(|_| self.remembered)?.order?));
        self.columns.iter().filter_map(told).collect()
    }

    /// The columns that nobody need look at twice.
    pub(super) fn sure(&self) -> Mapping {
        let sure = self.columns.iter().filter(|it| it.sure);
        Mapping {
            header_row: self.header_row,
            columns: sure.filter_map(|it| Some((it.at, it.target.clone()?))).collect(),
        }
    }

    /// Whether rows can be told apart by what is sure.
    pub(super) fn is_clear(&self) -> bool {
        let names = |it: &GuessedColumn| it.target.as_deref().is_some_and(|it| it == ID || it == Field::Nama.name());
        self.kind == SheetTableKind::Inovasi && self.columns.iter().any(|it| it.sure && names(it))
    }
}

/// What the keys of the settings begin with that hold one.
pub(crate) const KEYS: &str = "workbook_mapping/";

/// What is kept of a mapping in this copy of the registry.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeptMapping {
    columns: Vec<(usize, String)>,
    /// Columns whose days are written with the month first, and with the day first,
    /// where a person has told.
    #[serde(default)]
    month_first: Vec<usize>,
    #[serde(default)]
    day_first: Vec<usize>,
}

/// What the parts of a sheet mean: by a remembered header, else as guessed.
pub(super) fn of_sheet(reader: &Reader<'_>, sheet: &Sheet, targets: &[KnownTarget]) -> Result<Vec<FoundMeaning>> {
    tables(sheet, &target::guessed(targets)).into_iter().map(|it| of_table(reader, sheet, it, targets)).collect()
}

fn of_table(reader: &Reader<'_>, sheet: &Sheet, table: SheetTable, targets: &[KnownTarget]) -> Result<FoundMeaning> {
    let from = sheet.lines.partition_point(|it| it.number < table.first_row);
    let lines = sheet.lines.iter().skip(from).take_while(|it| it.number <= table.last_row);
    for line in lines.take(LOOKED_AT) {
        let Some(key) = key_of(sheet, line.number) else { continue };
        let kept = reader.setting(&key)?.and_then(|it| serde_json::from_str::<KeptMapping>(&it).ok());
        if let Some(kept) = kept {
            return Ok(recall(sheet, line.number, &kept, table, targets));
        }
    }
    let Guess { header_row, columns } = with_short_names(as_headed(table.guess, targets));
    let (first_row, last_row) = (table.first_row, table.last_row);
    // Short names alone make a table too.
    let is_named = |it: &GuessedColumn| it.target.as_deref() == Some(Field::Nama.name());
    let kind = match table.kind {
        SheetTableKind::Other if columns.iter().any(is_named) => SheetTableKind::Inovasi,
        kind => kind,
    };
    Ok(FoundMeaning { kind, first_row, last_row, header_row, columns, remembered: false })
}

/// What the columns mean under a header that a person has pointed at, within the
/// part that it stands in.
pub(super) fn below(sheet: &Sheet, header_row: u32, part: &FoundMeaning, targets: &[KnownTarget]) -> FoundMeaning {
    let Guess { header_row, columns } = with_short_names(guess_below(sheet, header_row, &target::guessed(targets)));
    let (first_row, last_row) = (part.first_row, part.last_row);
    FoundMeaning { kind: SheetTableKind::Inovasi, first_row, last_row, header_row, columns, remembered: false }
}

/// The part that a row stands in; the last one for a row below all.
pub(super) fn part_at(parts: &[FoundMeaning], row: u32) -> Option<usize> {
    parts.iter().position(|it| row <= it.last_row).or(parts.len().checked_sub(1))
}

/// What a recap of ours means stands in its headings, whatever officers wrote below.
fn as_headed(mut guess: Guess, targets: &[KnownTarget]) -> Guess {
    if recap::is_ours(guess.columns.iter().map(|it| it.header.as_str())) {
        for column in &mut guess.columns {
            let target = targets.iter().find(|it| it.label == column.header);
            (column.target, column.sure) = (target.map(|it| it.target.key.clone()), target.is_some());
        }
    }
    guess
}

/// Where a column of short names stands beside one of names, the short one is the name
/// that people know an inovasi by, and the long one tells what it stands for. Alone it
/// may be the name; a person looks.
fn with_short_names(mut guess: Guess) -> Guess {
    let at = |guess: &Guess, key: &str| guess.columns.iter().position(|it| it.target.as_deref() == Some(key));
    let Some(short) = at(&guess, target::SINGKATAN) else { return guess };
    let long = at(&guess, Field::Nama.name());
    let told = at(&guess, Field::Kepanjangan.name()).is_some();
    let sure = long.and_then(|it| guess.columns.get(it)).is_some_and(|it| it.sure);
    let mut set = |at: usize, key: Option<&str>, sure: bool| {
        if let Some(column) = guess.columns.get_mut(at) {
            column.target = key.map(str::to_owned);
            column.sure &= sure;
        }
    };
    match long {
        Some(_) if told => set(short, None, false),
        Some(long) => {
            set(short, Some(Field::Nama.name()), sure);
            set(long, Some(Field::Kepanjangan.name()), true);
        }
        None => set(short, Some(Field::Nama.name()), false),
    }
    guess
}

fn recall(
    sheet: &Sheet,
    header_row: u32,
    kept: &KeptMapping,
    table: SheetTable,
    targets: &[KnownTarget],
) -> FoundMeaning {
    let mut columns = table.guess.columns;
    if table.guess.header_row != header_row {
        // What was guessed under another header is of no use but for its columns.
        let last = sheet.lines.iter().map(|it| it.cells.len()).max().unwrap_or(0);
        columns = (0..last)
            .map(|at| GuessedColumn { at, header: heading(sheet, header_row, at), ..GuessedColumn::default() })
            .collect();
    }
    for column in &mut columns {
        // A year that is gone took its indikator along.
        let known = |key: &&(usize, String)| targets.iter().any(|it| it.target.key == key.1);
        column.target = kept.columns.iter().filter(|it| it.0 == column.at).find(known).map(|it| it.1.clone());
        column.sure = column.target.is_some();
        let order = if kept.month_first.contains(&column.at) {
            Some(DayOrder::MonthFirst)
        } else {
            kept.day_first.contains(&column.at).then_some(DayOrder::DayFirst)
        };
        // What the cells of this file say themselves goes before another file's habit.
        let kept = order.filter(|_| !tells_order(sheet, header_row, column.at));
        let found = column.days.unwrap_or_default();
        column.days = kept.map(|it| DayColumn { order: Some(it), told: true, ..found }).or(column.days);
    }
    let (first_row, last_row) = (table.first_row, table.last_row);
    FoundMeaning { kind: SheetTableKind::Inovasi, first_row, last_row, header_row, columns, remembered: true }
}

fn heading(sheet: &Sheet, row: u32, at: usize) -> String {
    sheet.line(row).map_or_else(String::new, |it| it.cell(at).text().chars().take(120).collect())
}

/// Whether the cells of a column say in which order their days are.
fn tells_order(sheet: &Sheet, header_row: u32, at: usize) -> bool {
    let below = sheet.lines.iter().filter(|it| it.number > header_row);
    let found = DayColumn::of(below.map(|it| it.cell(at)));
    found.told && found.order.is_some()
}

/// Setting and value that make a mapping known again under the same headings.
pub(super) fn to_keep(
    sheet: &Sheet,
    mapping: &Mapping,
    orders: &BTreeMap<usize, DayOrder>,
) -> Option<(String, String)> {
    let asked = |at: usize| !tells_order(sheet, mapping.header_row, at);
    let with = |order: DayOrder| orders.iter().filter(|it| *it.1 == order && asked(*it.0)).map(|it| *it.0).collect();
    let kept = KeptMapping {
        columns: mapping.columns.clone(),
        month_first: with(DayOrder::MonthFirst),
        day_first: with(DayOrder::DayFirst),
    };
    Some((key_of(sheet, mapping.header_row)?, serde_json::to_string(&kept).ok()?))
}

/// The setting of a header: a fingerprint of what stands in its row, whatever the
/// letter case, and where. A lower row of few headings is told with the upper one.
fn key_of(sheet: &Sheet, row: u32) -> Option<String> {
    let (mut text, n) = headings(sheet, row);
    if n < MIN_HEADINGS {
        return None;
    }
    if n < TELLING {
        text.push_str(&headings(sheet, row.saturating_sub(1)).0);
    }
    Some(format!("{KEYS}{}", sha256_hex(text.as_bytes())))
}

fn headings(sheet: &Sheet, row: u32) -> (String, usize) {
    let (mut text, mut n) = (String::new(), 0);
    for (at, cell) in sheet.line(row).into_iter().flat_map(|it| it.cells.iter().enumerate()) {
        let heading = cell.text().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !heading.is_empty() {
            n += 1;
            text.push_str(&format!("{at} {heading}\n"));
        }
    }
    (text, n)
}
