//! Which parts of a workbook are taken, and what all others are. The parts hold every
//! filled row of the file between them.

use std::collections::{BTreeMap, BTreeSet};

use domain::core::number::count;
use exchange::inovasi::workbook::{Book, DayOrder, Mapping, RowWords, Sheet, SheetLine, SheetTableKind};
use store::Reader;

use super::{
    import::{ImportWorkbook, WorkbookTable},
    left::{self, HeadedColumn},
    mapping::{self, FoundMeaning},
    target::KnownTarget,
};
use crate::{
    core::error::{Error, Reason, Result},
    view::{DaysOrder, PartKind, SkippedRow, WorkbookPart, WorkbookSkipped},
};

/// A part of a sheet.
pub(crate) struct BookPart<'a> {
    pub sheet: &'a Sheet,
    pub kind: PartKind,
    pub first_row: u32,
    pub last_row: u32,
    /// Absent where nothing of it is taken.
    pub mapping: Option<Mapping>,
    /// The order of days by column from 0, where a person has told it.
    pub orders: BTreeMap<usize, DayOrder>,
    /// Number of the last row of its header, 0 where it has none.
    pub header_row: u32,
    /// Its columns as they are headed; empty where it is no table.
    pub columns: Vec<HeadedColumn>,
    /// What a person said of its rows.
    pub words: RowWords,
}

/// What became of its rows.
#[derive(Clone, Default)]
pub(super) struct PartCount {
    pub n_taken: u32,
    pub n_refused: u32,
    pub skipped: BTreeMap<SkippedRow, Vec<u32>>,
    /// Those that are an inovasi, or would be.
    pub rows: BTreeSet<u32>,
    /// How many of them were known by an id of ours.
    pub n_id: u32,
}

/// Rows, and cells in each, from which on a part without a header that is understood may
/// be a table.
const UNREAD: usize = 3;
/// Most runs of rows that are told of one kind.
const RUNS: usize = 40;

impl<'a> BookPart<'a> {
    /// All of a sheet, which is one table.
    pub(crate) fn whole(sheet: &'a Sheet) -> Self {
        let number = |it: Option<&SheetLine>| it.map_or(0, |it| it.number);
        let (first_row, last_row) = (number(sheet.lines.first()), number(sheet.lines.last()));
        let (kind, orders, words) = (PartKind::Table, BTreeMap::new(), RowWords::new());
        let (mapping, header_row, columns) = (None, 0, Vec::new());
        Self { sheet, kind, first_row, last_row, mapping, header_row, columns, orders, words }
    }

    /// Its filled rows.
    pub(super) fn lines(&self) -> &[SheetLine] {
        let lines = &self.sheet.lines;
        let from = lines.partition_point(|it| it.number < self.first_row);
        let to = lines.partition_point(|it| it.number <= self.last_row);
        lines.get(from..to).unwrap_or_default()
    }

    /// Rows below the header of a table that is taken, as far as they are such.
    fn runs_where(&self, is_such: impl Fn(&SheetLine) -> bool) -> String {
        let header = self.mapping.as_ref().map_or(u32::MAX, |it| it.header_row);
        let such = self.lines().iter().filter(|it| it.number > header && is_such(it));
        runs(&such.map(|it| it.number).collect::<Vec<_>>())
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.lines().iter().map(|it| it.number)
    }

    /// The count of a part that is passed over as a whole; nothing for one that is taken.
    pub(super) fn passed_over(&self) -> PartCount {
        let kind = match self.kind {
            PartKind::Table => return PartCount::default(),
            PartKind::Hidden => SkippedRow::Hidden,
            PartKind::Left => SkippedRow::Left,
            PartKind::Other => SkippedRow::Other,
            PartKind::Summary => SkippedRow::Summary,
            PartKind::Unclear => SkippedRow::Unclear,
            PartKind::Upright => SkippedRow::Upright,
        };
        PartCount { skipped: BTreeMap::from([(kind, self.numbers().collect())]), ..PartCount::default() }
    }

    pub(super) fn view(&self, counted: &PartCount) -> WorkbookPart {
        WorkbookPart {
            sheet: self.sheet.name.clone(),
            kind: self.kind,
            first_row: self.first_row,
            last_row: self.last_row,
            n_row: count(self.numbers().count()),
            n_taken: counted.n_taken,
            n_refused: counted.n_refused,
            skipped: counted.skipped.iter().map(|(kind, rows)| skipped(*kind, rows)).collect(),
            left: left::columns(self, counted),
            hidden: self.runs_where(|it| it.hidden),
            struck: self.runs_where(|it| it.struck),
            struck_cells: left::struck(self, counted),
        }
    }
}

fn skipped(kind: SkippedRow, rows: &[u32]) -> WorkbookSkipped {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows.dedup();
    WorkbookSkipped { kind, n: count(rows.len()), rows: runs(&rows) }
}

/// `3, 5–7`
pub(super) fn runs(rows: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some(last) if last.1 + 1 == *row => last.1 = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let more = if runs.len() > RUNS { ", …" } else { "" };
    let told = |it: &(u32, u32)| if it.0 == it.1 { it.0.to_string() } else { format!("{}–{}", it.0, it.1) };
    runs.iter().take(RUNS).map(told).collect::<Vec<_>>().join(", ") + more
}

/// All parts of a workbook, with what is taken of them: what a person has told, else
/// every table that is clearly one of inovasi. Hidden sheets count only where
/// nothing else can be taken.
///
/// # Errors
/// A sheet is none of the workbook; nothing can be taken.
pub(super) fn parts<'a>(
    reader: &Reader<'_>,
    req: &ImportWorkbook,
    book: &'a Book,
    targets: &[KnownTarget],
) -> Result<Vec<BookPart<'a>>> {
    let missing = |wanted: &str| Error::not_found(Reason::SheetMissing).arg("sheet", wanted);
    let is_there = |wanted: &str| book.sheets.iter().any(|it| it.name == wanted);
    let mut found = Vec::new();
    for sheet in &book.sheets {
        found.push((sheet, mapping::of_sheet(reader, sheet, targets)?));
    }
    if let Some(wanted) = req.sheet.as_deref().filter(|it| !is_there(it)) {
        return Err(missing(wanted));
    }
    if req.columns.is_empty() && req.header_row == 0 {
        return guessed(req, found, targets);
    }
    let likeliest = || found.iter().rev().max_by_key(|it| worth(it.0, &it.1)).map(|it| it.0.name.clone());
    let sheet = req.sheet.clone().or_else(likeliest).ok_or_else(|| missing(""))?;
    let first = WorkbookTable { sheet, header_row: req.header_row, columns: req.columns.clone() };
    let mut told: Vec<&WorkbookTable> = std::iter::once(&first).chain(&req.also).collect();
    if let Some(it) = told.iter().find(|it| !is_there(&it.sheet)) {
        return Err(missing(&it.sheet));
    }
    told.sort_by_key(|it| it.header_row);
    Ok(found.iter().flat_map(|(sheet, parts)| as_told(sheet, parts, &told, targets)).collect())
}

/// How much of the best table of a sheet is understood; hidden ones come last.
fn worth(sheet: &Sheet, parts: &[FoundMeaning]) -> (bool, usize) {
    let of = |it: &FoundMeaning| it.columns.iter().filter(|it| it.target.is_some()).count();
    (!sheet.hidden, parts.iter().map(of).max().unwrap_or(0))
}

/// Every part whose rows can be told apart by columns that are sure.
fn guessed<'a>(
    req: &ImportWorkbook,
    found: Vec<(&'a Sheet, Vec<FoundMeaning>)>,
    targets: &[KnownTarget],
) -> Result<Vec<BookPart<'a>>> {
    let is_left = |sheet: &Sheet| req.sheet.as_ref().is_some_and(|it| *it != sheet.name);
    let clear = |hidden: bool| {
        let of = found.iter().filter(|it| it.0.hidden == hidden && !is_left(it.0));
        of.flat_map(|it| &it.1).any(FoundMeaning::is_clear)
    };
    let meant = found.iter().filter(|it| !is_left(it.0));
    let hidden_too = req.sheet.is_some() || !holds_table_in_sight(meant.map(|it| (it.0, it.1.as_slice())));
    let any = clear(false) || clear(true);
    let wanted = || found.iter().filter(|it| !is_left(it.0));
    let has =
        |kind: SheetTableKind| wanted().find(|it| it.1.iter().any(|it| it.kind == kind)).map(|it| it.0.name.as_str());
    if !any && has(SheetTableKind::Inovasi).is_none() {
        if let Some(sheet) = has(SheetTableKind::Upright) {
            return Err(Error::invalid(Reason::BookUpright).arg("sheet", sheet));
        }
        // A sheet that is seen and holds something is what is meant.
        let likely = wanted().rev().max_by_key(|it| (!it.1.is_empty(), !it.0.hidden));
        let sheet = likely.map_or("", |it| it.0.name.as_str());
        return Err(Error::invalid(Reason::HeaderMissing).arg("sheet", sheet));
    }
    let part = |sheet: &'a Sheet, it: &FoundMeaning| {
        let kind = match it.kind {
            _ if is_left(sheet) => PartKind::Left,
            SheetTableKind::Inovasi if sheet.hidden && !hidden_too => PartKind::Hidden,
            SheetTableKind::Inovasi if it.is_clear() => PartKind::Table,
            SheetTableKind::Inovasi => PartKind::Unclear,
            other => kind_of(other),
        };
        let mapping = (kind == PartKind::Table).then(|| it.sure());
        let columns = match kind {
            PartKind::Table | PartKind::Unclear => left::headed(it, targets),
            _ => Vec::new(),
        };
        let (first_row, last_row, orders, words) = (it.first_row, it.last_row, it.orders(), RowWords::new());
        let header_row = it.header_row;
        BookPart { sheet, kind, first_row, last_row, mapping, header_row, columns, orders, words }
    };
    Ok(found.iter().flat_map(|(sheet, parts)| parts.iter().map(|it| part(sheet, it)).collect::<Vec<_>>()).collect())
}

/// Whether a sheet that is seen holds a table, or what may be one though its header is not
/// understood. Hidden ones, such as last year's, are none of what is meant then; a sheet
/// that is named may be hidden.
pub(super) fn holds_table_in_sight<'a>(sheets: impl IntoIterator<Item = (&'a Sheet, &'a [FoundMeaning])>) -> bool {
    let full = |it: &&SheetLine| it.cells.iter().filter(|it| !it.is_empty()).count() >= UNREAD;
    let may_be = |sheet: &Sheet, part: &FoundMeaning| match part.kind {
        SheetTableKind::Inovasi => true,
        SheetTableKind::Other => {
            let lines = sheet.lines.iter().filter(|it| (part.first_row..=part.last_row).contains(&it.number));
            lines.filter(full).count() >= UNREAD
        }
        _ => false,
    };
    sheets.into_iter().any(|(sheet, parts)| !sheet.hidden && parts.iter().any(|it| may_be(sheet, it)))
}

/// The parts of a sheet of which some are told; one that holds two headers is cut.
fn as_told<'a>(
    sheet: &'a Sheet,
    parts: &[FoundMeaning],
    told: &[&WorkbookTable],
    targets: &[KnownTarget],
) -> Vec<BookPart<'a>> {
    let mut made = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let mut here = told.iter().filter(|it| it.sheet == sheet.name);
        let here: Vec<_> = here.by_ref().filter(|it| mapping::part_at(parts, it.header_row) == Some(at)).collect();
        let mut first_row = part.first_row;
        for (n, it) in here.iter().enumerate() {
            let next = here.get(n + 1).map(|it| it.header_row.saturating_sub(1));
            let last_row = next.unwrap_or(part.last_row);
            let columns = it.columns.iter().map(|it| (it.at as usize, it.key.clone())).collect();
            let mapping = Some(Mapping { header_row: it.header_row, columns });
            let below = (part.header_row != it.header_row).then(|| mapping::below(sheet, it.header_row, part, targets));
            let columns = left::headed(below.as_ref().unwrap_or(part), targets);
            let orders = it.columns.iter().filter_map(|it| Some((it.at as usize, order(it.days?)))).collect();
            let (kind, header_row, words) = (PartKind::Table, it.header_row, RowWords::new());
            made.push(BookPart { sheet, kind, first_row, last_row, mapping, header_row, columns, orders, words });
            first_row = last_row + 1;
        }
        if here.is_empty() {
            let kind = match part.kind {
                SheetTableKind::Inovasi => PartKind::Left,
                other => kind_of(other),
            };
            made.push(BookPart { kind, first_row, last_row: part.last_row, ..BookPart::whole(sheet) });
        }
    }
    made
}

fn order(days: DaysOrder) -> DayOrder {
    match days {
        DaysOrder::DayFirst => DayOrder::DayFirst,
        DaysOrder::MonthFirst => DayOrder::MonthFirst,
    }
}

/// The same backwards.
pub(super) fn days_order(order: DayOrder) -> DaysOrder {
    match order {
        DayOrder::DayFirst => DaysOrder::DayFirst,
        DayOrder::MonthFirst => DaysOrder::MonthFirst,
    }
}

/// What a part is that nobody has pointed at.
pub(super) fn kind_of(kind: SheetTableKind) -> PartKind {
    match kind {
        SheetTableKind::Inovasi => PartKind::Table,
        SheetTableKind::Summary => PartKind::Summary,
        SheetTableKind::Upright => PartKind::Upright,
        SheetTableKind::Other => PartKind::Other,
    }
}
