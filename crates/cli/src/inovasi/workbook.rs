//! Workbooks on the command line.

use std::path::PathBuf;

use clap::Args;
use registry::{
    Error, ExportTable, ExportWorkbook, ImportWorkbook, Reason, Registry, Result, TableKind, WorkbookColumn,
    WorkbookKind, WorkbookRow, WorkbookTable, progress::Unwatched, view::*,
};

use crate::{
    Done,
    inovasi::import::{Import, SaidRow},
    run::{ending, inovasi},
    show::{Show, arg, clean},
};

#[derive(Args)]
pub struct ExportArgs {
    out: PathBuf,
    /// Only these inovasi; not for JSON
    #[arg(long, num_args = 1.., value_name = "ID")]
    only: Vec<String>,
    /// A table to be read instead of a form to be filled in
    #[arg(long)]
    recap: bool,
    /// Another table as CSV: scores, answers, findings, official, bukti or steps
    #[arg(long, value_parser = ["scores", "answers", "findings", "official", "bukti", "steps"])]
    table: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Writes the catalogue, a form, a recap or a table, as the name and the words say.
///
/// # Errors
/// An inovasi is unknown; the file exists or cannot be written.
pub fn export(registry: &Registry, show: &Show, it: ExportArgs) -> Result<Done> {
    let (out, replace) = (it.out.display().to_string(), it.force);
    if let Some(table) = it.table.as_deref().and_then(TableKind::by_name) {
        let receipt = registry.export_table(&ExportTable { table, out, replace }, &mut Unwatched)?;
        return show.print(&receipt, || vec![clean(&receipt.path)]);
    }
    match ending(&it.out).as_str() {
        ending @ ("xlsx" | "csv") => {
            let kind = if it.recap || ending == "csv" { WorkbookKind::Recap } else { WorkbookKind::Form };
            let req = ExportWorkbook { out, ids: inovasi(registry, &it.only)?, kind, replace };
            show.workbook_receipt(&registry.export_workbook(&req, &mut Unwatched)?)
        }
        _ => {
            registry.write_registry(&it.out, it.force)?;
            show.path(&it.out)
        }
    }
}

/// What is to be taken in: the columns that are told, the others as guessed. What
/// is not sure is left out unless all is wanted.
///
/// # Errors
/// The file cannot be read; a column or a sheet is none.
pub fn request(registry: &Registry, it: &Import) -> Result<ImportWorkbook> {
    let mut req = ImportWorkbook {
        path: it.file.display().to_string(),
        sheet: it.sheet.clone(),
        take_diverged: it.take_diverged,
        decided: it.cell.clone(),
        remember: it.remember,
        take: it.take.clone(),
        leave: it.leave.clone(),
        rows: rows(registry, it)?,
        ..ImportWorkbook::default()
    };
    if it.map.is_empty() && it.header.is_none() && !it.all {
        return Ok(req);
    }
    let view = registry.inspect_workbook(&it.file, None, 0)?;
    let wanted = |sheet: &&WorkbookSheetView| it.sheet.as_ref().is_none_or(|wanted| *wanted == sheet.nama);
    let worth =
        |sheet: &&WorkbookSheetView| (!sheet.hidden, sheet.columns.iter().filter(|it| it.target.is_some()).count());
    // The first of the best, as the registry chooses; the others go along as guessed.
    let sheet = view.sheets.iter().rev().filter(wanted).max_by_key(worth);
    let missing = || Error::not_found(Reason::SheetMissing).arg("sheet", it.sheet.as_deref().unwrap_or(""));
    let sheet = sheet.ok_or_else(missing)?;
    // Under a header that is told the columns are others.
    let below = match it.header {
        Some(row) => Some(registry.inspect_workbook(&it.file, Some(&sheet.nama), row)?),
        None => None,
    };
    let under = |found: &&WorkbookSheetView| found.nama == sheet.nama && Some(found.header_row) == it.header;
    let sheet = below.as_ref().and_then(|it| it.sheets.iter().find(under)).unwrap_or(sheet);
    // Whatever the columns mean, the first row is an inovasi only where a person says so.
    if it.header.is_none() && sheet.header_row == 0 {
        return Err(Error::invalid(Reason::HeaderMissing).arg("sheet", &sheet.nama));
    }
    req.sheet = Some(sheet.nama.clone());
    req.header_row = it.header.unwrap_or(sheet.header_row);
    let mut told: Vec<WorkbookColumn> = Vec::new();
    for map in &it.map {
        let (letters, key) = map.split_once('=').ok_or_else(|| column_unknown(map))?;
        let (key, days) = match key.split_once(':') {
            Some((key, order)) => (key, Some(days(order.trim()).ok_or_else(|| column_unknown(map))?)),
            None => (key, None),
        };
        let at = column(letters.trim()).ok_or_else(|| column_unknown(map))?;
        told.push(WorkbookColumn { at, key: key.trim().to_owned(), days });
    }
    let is_other = |other: &&WorkbookSheetView| {
        it.sheet.is_none()
            && other.kind == PartKind::Table
            && other.hidden == sheet.hidden
            && (&other.nama, other.first_row) != (&sheet.nama, sheet.first_row)
    };
    let others = view.sheets.iter().filter(is_other);
    req.also = others
        .map(|other| WorkbookTable {
            sheet: other.nama.clone(),
            header_row: other.header_row,
            columns: with_guessed(if alike(other, sheet) { &told } else { &[] }, other, it.all),
        })
        .collect();
    req.columns = with_guessed(&told, sheet, it.all);
    Ok(req)
}

/// What is said of single rows; where no sheet is named, of the only one with a table.
fn rows(registry: &Registry, it: &Import) -> Result<Vec<WorkbookRow>> {
    let mut only = it.sheet.clone();
    if only.is_none() && it.row.iter().any(|it| it.sheet.is_none()) {
        let view = registry.inspect_workbook(&it.file, None, 0)?;
        let holds = |it: &&WorkbookSheetView| matches!(it.kind, PartKind::Table | PartKind::Unclear);
        let mut names: Vec<String> = view.sheets.iter().filter(holds).map(|it| it.nama.clone()).collect();
        names.dedup();
        only = names.pop().filter(|_| names.is_empty());
    }
    let of = |said: &SaidRow| {
        let sheet = said.sheet.clone().or_else(|| only.clone());
        let sheet = sheet.ok_or_else(|| Error::invalid(Reason::RowSheetMissing).arg("row", said.row))?;
        Ok(WorkbookRow { sheet, row: said.row, meaning: said.meaning })
    };
    it.row.iter().map(of).collect()
}

/// Whether two tables stand under the same headings: what is told of one holds for both.
fn alike(a: &WorkbookSheetView, b: &WorkbookSheetView) -> bool {
    let headings = |it: &WorkbookSheetView| {
        it.columns.iter().map(|it| (it.at, it.header.trim().to_lowercase())).collect::<Vec<_>>()
    };
    headings(a) == headings(b)
}

/// What is told, and beside it the columns that are sure, or all that are understood.
fn with_guessed(told: &[WorkbookColumn], sheet: &WorkbookSheetView, all: bool) -> Vec<WorkbookColumn> {
    let mut columns = told.to_vec();
    for column in sheet.columns.iter().filter(|it| it.sure || all) {
        let Some(key) = column.target.clone() else { continue };
        if !columns.iter().any(|it| it.at == column.at || it.key == key) {
            columns.push(WorkbookColumn { at: column.at, key, days: column.days });
        }
    }
    columns.retain(|it| !it.key.is_empty());
    columns
}

fn column_unknown(map: &str) -> Error {
    Error::invalid(Reason::ColumnUnknown).arg("map", map)
}

/// Which comes first in the days of a column, as `--map` tells it.
fn days(order: &str) -> Option<DaysOrder> {
    DaysOrder::by_name(&order.replace('-', "_"))
}

/// A column from 0 by its letters.
fn column(letters: &str) -> Option<u32> {
    let all = !letters.is_empty() && letters.len() <= 3 && letters.bytes().all(|it| it.is_ascii_alphabetic());
    let value = |it: u8| u32::from(it.to_ascii_uppercase() - b'A') + 1;
    all.then(|| letters.bytes().fold(0, |sum, it| sum * 26 + value(it)) - 1)
}

impl Show {
    pub fn workbook(&self, it: &WorkbookView) -> Result<Done> {
        self.print(it, || {
            let mut lines = Vec::new();
            for sheet in &it.sheets {
                let (kind, rows) = (self.word("part", sheet.kind.name()), (sheet.first_row, sheet.last_row));
                let nama = clean(&sheet.nama);
                lines.push(format!("{nama} {}–{} · {kind} · {} ↧ {}", rows.0, rows.1, sheet.n_row, sheet.header_row));
                for column in &sheet.columns {
                    let doubt = if column.sure || column.target.is_none() { "" } else { " ?" };
                    let target = column.target.as_deref().unwrap_or("–");
                    lines.push(format!("  {:>3}  {} → {target}{doubt}", column.letter, clean(&column.header)));
                }
            }
            lines.extend(it.remarks.iter().map(|it| self.say(&format!("notice.{}", it.code), &it.args)));
            lines
        })
    }

    pub fn workbook_import(&self, it: &WorkbookImportView) -> Result<Done> {
        self.print(it, || {
            let side = |it: &Option<String>| clean(it.as_deref().unwrap_or("–")).chars().take(80).collect::<String>();
            let mut lines: Vec<String> = it
                .changes
                .iter()
                .map(|it| {
                    format!(
                        "{} · {} · {}: {} → {}",
                        it.row,
                        clean(&it.nama),
                        it.label,
                        side(&it.before),
                        side(&it.after)
                    )
                })
                .collect();
            for it in &it.diverged {
                let cell = format!("{}!{}{}", clean(&it.sheet), it.column, it.row);
                let (stands, wanted) = (side(&it.stands), side(&it.wanted));
                lines.push(format!("≠ {cell} · {} · {}: {stands} | {wanted}", clean(&it.nama), it.label));
                let told = if it.taken { "cli.diverged_taken" } else { "cli.diverged_kept" };
                lines.push(format!("    {}", self.say(told, &[arg("cell", &cell)])));
            }
            let told = it.refused.iter().map(|it| ("!", it)).chain(it.kept.iter().map(|it| ("?", it)));
            for (sign, it) in told {
                let reason = self.say(&format!("error.{}", it.reason), &it.args);
                lines.push(format!("{sign} {}{} · {} · {}: {reason}", it.column, it.row, clean(&it.nama), it.label));
            }
            lines.extend(it.remarks.iter().map(|it| self.say(&format!("notice.{}", it.code), &it.args)));
            lines.extend(self.proposals(&it.proposals));
            lines.extend(self.parts(&it.parts));
            lines.push(format!(
                "+{} ~{} ={} !{} ≠{}",
                it.n_new, it.n_changed, it.n_unchanged, it.n_refused, it.n_diverged
            ));
            lines
        })
    }

    /// What the file seems to mean, and whether it is taken.
    fn proposals(&self, list: &[WorkbookProposal]) -> Vec<String> {
        let mut lines = Vec::new();
        for it in list {
            let sign = if it.taken { "✓" } else { "?" };
            let option = if it.taken { "--leave" } else { "--take" };
            let said = self.word("proposal", it.kind.name());
            lines.push(format!("{sign} {said} · {} ({option} {})", it.n_row, it.kind.name()));
            let told = |it: &WorkbookProposed| format!("    {} {}: {}", clean(&it.sheet), it.row, clean(&it.text));
            lines.extend(it.list.iter().map(told));
        }
        lines
    }

    /// What became of every row of the file.
    fn parts(&self, list: &[WorkbookPart]) -> Vec<String> {
        let mut lines = Vec::new();
        for it in list {
            let (sheet, kind) = (clean(&it.sheet), self.word("part", it.kind.name()));
            let mut told = vec![format!("{sheet} {}–{} · {kind} · {}", it.first_row, it.last_row, it.n_row)];
            for (sign, n) in [("✓", it.n_taken), ("!", it.n_refused)].into_iter().filter(|it| it.1 > 0) {
                told.push(format!("{sign}{n}"));
            }
            lines.push(told.join(" · "));
            for row in &it.skipped {
                lines.push(format!("    − {} {}: {}", row.n, self.word("skipped", row.kind.name()), row.rows));
            }
            if !it.hidden.is_empty() {
                lines.push(format!("    {}", self.say("cli.rows_hidden", &[arg("rows", &it.hidden)])));
            }
            if !it.struck.is_empty() {
                lines.push(format!("    {}", self.say("cli.rows_struck", &[arg("rows", &it.struck)])));
            }
            if !it.struck_cells.is_empty() {
                lines.push(format!("    {}", self.say("cli.cells_struck", &[arg("cells", &it.struck_cells)])));
            }
            lines.extend(it.left.iter().map(|it| format!("    {}", self.column_left(it))));
        }
        lines
    }

    /// A column that is not taken, and how to take it.
    fn column_left(&self, it: &WorkbookColumnLeft) -> String {
        let meant = |key: &String| [arg("label", &it.label), arg("target", key)];
        let (key, mut args) = match (it.header.is_empty(), &it.target) {
            (false, Some(_)) => ("cli.column_unsure", vec![arg("header", &clean(&it.header))]),
            (false, None) => ("cli.column_unknown", vec![arg("header", &clean(&it.header))]),
            (true, Some(_)) => {
                ("cli.column_bare_unsure", vec![arg("example", &clean(&it.example)), arg("rows", &it.rows)])
            }
            (true, None) => ("cli.column_bare", vec![arg("example", &clean(&it.example)), arg("rows", &it.rows)]),
        };
        args.push(arg("letter", &it.letter));
        args.extend(it.target.as_ref().into_iter().flat_map(meant));
        self.say(key, &args)
    }

    fn word(&self, family: &str, name: &str) -> String {
        self.say(&format!("{family}.{name}"), &[])
    }

    pub fn workbook_receipt(&self, it: &WorkbookReceipt) -> Result<Done> {
        self.print(it, || {
            let mut lines = vec![it.path.clone()];
            lines.extend(it.remarks.iter().map(|it| self.say(&format!("notice.{}", it.code), &it.args)));
            lines
        })
    }
}
