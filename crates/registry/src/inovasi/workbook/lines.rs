//! The rows of a table of a workbook as a grid shows them: what stands in them, and
//! what each is taken for.

use std::{collections::HashMap, path::Path};

use domain::{core::number::count, inovasi::profile::Field};
use exchange::inovasi::workbook::{Cell, ColumnFit, Mapping, Row, SheetLine, Skip, TakenRow, rows_said};

use super::{
    given::kind_of,
    import::{WorkbookColumn, WorkbookTable},
    kept::KeptBook,
    part::{self, BookPart},
    said::{self, WorkbookRow},
    target,
};
use crate::{
    core::{
        error::{Error, Reason, Result},
        registry::Core,
    },
    view::{SkippedRow, WorkbookFit, WorkbookLine, WorkbookLinesView},
};

/// Columns that are shown; a sheet may have thousands.
const COLUMNS: usize = 100;
/// Characters of a cell that are shown.
const SHOWN: usize = 120;
/// Rows of one answer.
const LIMIT: u32 = 500;

/// A run of the filled rows of a table.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ListWorkbookLines {
    /// Where the file lies on this computer.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub path: String,
    /// Its header, and what its columns are meant to mean now; with no header row it is
    /// none.
    pub table: WorkbookTable,
    /// Its first row, titles above the header too.
    pub first_row: u32,
    /// Its last row.
    pub last_row: u32,
    /// What a person said of single rows.
    pub rows: Vec<WorkbookRow>,
    /// Filled rows before the first that is asked for.
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// All that decides what the rows of a table are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinesOf {
    table: WorkbookTable,
    first_row: u32,
    last_row: u32,
    rows: Vec<WorkbookRow>,
}

/// What comes of that.
pub(super) struct TakenFor {
    /// What each filled row is passed over as; nothing for an inovasi.
    lines: Vec<Option<SkippedRow>>,
    columns: Vec<WorkbookFit>,
}

/// Shows some rows of a table, each with what it is taken for. The workbook is kept in
/// memory meanwhile, so that scrolling reads no file.
///
/// # Errors
/// The file cannot be read, is no workbook, or goes beyond the limits; the sheet is
/// unknown.
pub(crate) fn list_workbook_lines(core: &Core, req: &ListWorkbookLines) -> Result<WorkbookLinesView> {
    let kept = core.kept::<KeptBook>();
    let book = kept.read(Path::new(req.path.trim()))?;
    let missing = || Error::not_found(Reason::SheetMissing).arg("sheet", &req.table.sheet);
    let sheet = book.sheets.iter().find(|it| it.name == req.table.sheet).ok_or_else(missing)?;
    let (first_row, last_row, rows) = (req.first_row, req.last_row, req.rows.clone());
    let part = BookPart { first_row, last_row, words: said::words_of(&sheet.name, &rows), ..BookPart::whole(sheet) };
    let of = LinesOf { table: req.table.clone(), first_row, last_row, rows };
    let find = || Ok(TakenFor { lines: taken_for(&part, &req.table), columns: fits(core, &part, &req.table)? });
    let taken = kept.lines(&book, &of, find)?;
    let lines = part.lines();
    let offset = req.offset as usize;
    let shown = lines.iter().zip(&taken.lines).skip(offset).take(req.limit.min(LIMIT) as usize);
    Ok(WorkbookLinesView {
        total: count(lines.len()),
        n_column: count(lines.iter().map(|it| it.cells.len()).max().unwrap_or_default()),
        offset: req.offset,
        columns: taken.columns.clone(),
        lines: shown.map(|(line, taken)| line_view(line, *taken, &part)).collect(),
    })
}

/// How well the columns fit what they are meant to be.
fn fits(core: &Core, part: &BookPart<'_>, table: &WorkbookTable) -> Result<Vec<WorkbookFit>> {
    let targets = core.read(|reader| target::targets(core, reader))?;
    let fit = |it: &WorkbookColumn| {
        let target = &targets.iter().find(|known| known.target.key == it.key)?.target;
        let found = ColumnFit::of(part.sheet, table.header_row, it.at as usize, &target.looks);
        let days = found.days.map(|it| it.order.map(part::days_order));
        let (key, share) = (it.key.clone(), u32::from(found.share));
        Some(WorkbookFit { at: it.at, key, share, days: days.flatten(), days_asked: days == Some(None) })
    };
    Ok(table.columns.iter().filter_map(fit).collect())
}

/// What each filled row of a part is taken for; nothing for an inovasi.
fn taken_for(part: &BookPart<'_>, table: &WorkbookTable) -> Vec<Option<SkippedRow>> {
    if table.header_row == 0 {
        return part.lines().iter().map(|_| Some(SkippedRow::Other)).collect();
    }
    // Without names or ids it is not sure what an inovasi is.
    let names = |it: &WorkbookColumn| it.key == target::ID || it.key == Field::Nama.name();
    let is_clear = table.columns.iter().any(names);
    let columns = table.columns.iter().map(|it| (it.at as usize, it.key.clone())).collect();
    let mapping = Mapping { header_row: table.header_row, columns };
    let rows = rows_said(part.sheet, &mapping, (part.first_row, part.last_row), &part.words);
    let found: HashMap<u32, Option<SkippedRow>> = rows
        .map(|it| match it {
            TakenRow::Row(Row { number, .. }) | TakenRow::Skipped { number, why: Skip::Blank } if !is_clear => {
                (number, Some(SkippedRow::Unclear))
            }
            TakenRow::Row(Row { number, is_below: true, .. }) => (number, Some(SkippedRow::Note)),
            TakenRow::Row(row) => (row.number, row.continues.map(|_| SkippedRow::Joined)),
            TakenRow::Skipped { number, why } => (number, Some(kind_of(why))),
        })
        .collect();
    // What is told of nowhere stands above the table.
    part.numbers().map(|it| found.get(&it).copied().unwrap_or(Some(SkippedRow::Header))).collect()
}

fn line_view(line: &SheetLine, skipped: Option<SkippedRow>, part: &BookPart<'_>) -> WorkbookLine {
    WorkbookLine {
        row: line.number,
        skipped,
        said: part.words.get(&line.number).map(|it| said::meaning(*it)),
        hidden: line.hidden,
        struck: line.struck,
        cells: line.cells.iter().take(COLUMNS).map(shown).collect(),
    }
}

/// What stands in a cell, on one line, shortened.
fn shown(cell: &Cell) -> String {
    let text = match cell {
        Cell::Fault(it) => it.to_string(),
        Cell::Date(it) => it.in_words(),
        Cell::Number(it) => it.replace('.', ","),
        other => other.text(),
    };
    let mut letters = text.trim().chars().map(|it| if it.is_whitespace() { ' ' } else { it });
    let mut short: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
