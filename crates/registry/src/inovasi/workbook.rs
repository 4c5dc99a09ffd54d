//! Workbooks: the recaps that offices keep, and our own forms, in and out.
//!
//! Taking one in has two halves. The plan (`plan.rs`) reads every cell, decides,
//! and writes nothing; a dry run is the plan alone. Applying it (`apply.rs`) is
//! one act, so one step takes all of it back.

pub(crate) mod apply;
pub(crate) mod form;
pub(crate) mod given;
pub(crate) mod identity;
pub(crate) mod mapping;
pub(crate) mod plan;
pub(crate) mod reading;
pub(crate) mod recap;
pub(crate) mod region;
pub(crate) mod target;

use std::path::Path;

use domain::{core::number::count, named};

use exchange::inovasi::{
    workbook as book,
    workbook::{Book, BookLimits, Mapping, OwnBook, Sheet, TakenRow, column_name, read_book, read_own},
};
use given::GivenTable;
use plan::Plan;
use store::{Ending, Reader};
use target::KnownTarget;

use crate::{
    core::{
        error::{Code, Error, Result},
        op::Op,
        open::arg,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{NoticeView, Outcome, TargetView, WorkbookColumnView, WorkbookImportView, WorkbookSheetView, WorkbookView},
};

/// What is taken from a workbook, and how its columns are meant.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ImportWorkbook {
    pub path: String,
    /// The first that seems to be a recap when absent; a form of ours needs none.
    pub sheet: Option<String>,
    /// Number of the last row of the header; 0 with no columns: as guessed.
    pub header_row: u32,
    pub columns: Vec<WorkbookColumn>,
    /// Whether to know these columns again under the same headings.
    pub remember: bool,
    /// Whether a form's value wins over one that was changed here meanwhile.
    pub take_diverged: bool,
}

/// What a column means.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct WorkbookColumn {
    /// From 0.
    pub at: u32,
    /// Key of a target.
    pub key: String,
}

named! {
    /// What a workbook is written for.
    #[derive(Default)]
    pub enum WorkbookKind {
        /// To be filled in and taken back.
        #[default]
        Form = "form",
        /// To be read.
        Recap = "recap",
    }
}

named! {
    /// How a workbook is written, as its name ends. A form is never CSV.
    pub enum WorkbookEnding {
        Xlsx = ".xlsx",
        Csv = ".csv",
    }
}

/// What is written as a workbook.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportWorkbook {
    /// A file name; a recap whose name ends in `.csv` is written as CSV.
    pub out: String,
    /// Ids of inovasi; all when empty.
    pub ids: Vec<String>,
    pub kind: WorkbookKind,
}

impl From<book::Error> for Error {
    fn from(error: book::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// Tells what a workbook holds and what its columns seem to mean. A `header_row`
/// above 0 is where a person says that the header of `sheet` ends.
///
/// # Errors
/// The file cannot be read, is no workbook, or goes beyond the limits.
pub(crate) fn inspect_workbook(core: &Core, path: &Path, sheet: Option<&str>, header_row: u32) -> Result<WorkbookView> {
    let book = read_book(path, &BookLimits::default())?;
    let own = own_form(&book)?;
    core.read(|reader| {
        let targets = target::targets(core, reader)?;
        let sheets = match &own {
            Some(own) => own.sheets.iter().map(own_sheet).collect(),
            None => {
                let pointed = |it: &Sheet| header_row > 0 && sheet.is_none_or(|nama| nama == it.name);
                let found = |it: &Sheet| match pointed(it) {
                    true => Ok(mapping::below(it, header_row, &targets)),
                    false => mapping::of_sheet(reader, it, &targets),
                };
                book.sheets.iter().map(|it| Ok(sheet_view(it, &found(it)?))).collect::<Result<_>>()?
            }
        };
        Ok(WorkbookView {
            path: path.display().to_string(),
            own: own.is_some(),
            sheets,
            targets: targets.iter().map(KnownTarget::view).collect(),
            remarks: book.remarks.iter().map(remark_view).collect(),
        })
    })
}

/// Takes a recap or a form of ours in, or tells what that would change. A cell
/// that cannot stand is refused and the rest of its row is taken; all of it is
/// one act.
///
/// # Errors
/// The file cannot be read; the sheet or a column's meaning is unknown; `watch`
/// stopped it. Nothing is taken then.
pub(crate) fn import_workbook(
    core: &Core,
    req: &ImportWorkbook,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Outcome<WorkbookImportView>> {
    let path = Path::new(req.path.trim());
    let nama = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    step(watch, WorkStep::Reading, &nama, 0, 0)?;
    let book = read_book(path, &BookLimits::default())?;
    let own = own_form(&book)?;
    let plan_with = |reader: &Reader<'_>, watch: &mut dyn Watch| -> Result<(Plan, Option<(String, String)>)> {
        let (given, mapping) = match &own {
            Some(own) => (GivenTable::of_form(own), None),
            None => {
                let targets = target::targets(core, reader)?;
                let (sheet, mapping) = mapping(reader, req, &book, &targets)?;
                let kept = req.remember.then(|| mapping::to_keep(sheet, &mapping));
                (vec![GivenTable::of_recap(sheet, &mapping, &targets)?], kept.flatten())
            }
        };
        Ok((plan::plan_workbook(core, reader, given, req.take_diverged, &nama, watch)?, mapping))
    };
    let view = if dry_run {
        core.read(|reader| {
            let (plan, _) = plan_with(reader, watch)?;
            apply::workbook_view(core, reader, &plan, own.is_some(), true)
        })?
    } else {
        core.write_or_drop(Op::ImportWorkbook, |pen| {
            let (plan, mapping) = plan_with(pen, watch)?;
            if let Some((key, value)) = mapping {
                pen.put_setting(&key, &value)?;
            }
            let view = apply::workbook_view(core, pen, &plan, own.is_some(), false)?;
            apply::apply(pen, plan, &nama, watch)?;
            Ok::<_, Error>(Ending::Keep(view))
        })?
    };
    let mut answer = outcome(Op::ImportWorkbook, view, Findings::default());
    if dry_run {
        answer.touched.clear();
    }
    Ok(answer)
}

/// The sheet and the mapping that are asked for; where nothing is said, what
/// was remembered or is guessed and sure.
fn mapping<'a>(
    reader: &Reader<'_>,
    req: &ImportWorkbook,
    book: &'a Book,
    targets: &[KnownTarget],
) -> Result<(&'a Sheet, Mapping)> {
    let sheet = match &req.sheet {
        Some(wanted) => book.sheets.iter().find(|it| it.name == *wanted),
        None => mapping::likeliest(reader, book, targets)?,
    };
    let sheet =
        sheet.ok_or_else(|| Error::not_found("sheet_missing").arg("sheet", req.sheet.as_deref().unwrap_or("")))?;
    if req.columns.is_empty() && req.header_row == 0 {
        let found = mapping::of_sheet(reader, sheet, targets)?;
        if found.header_row == 0 {
            return Err(Error::invalid("header_missing").arg("sheet", &sheet.name));
        }
        return Ok((sheet, found.sure()));
    }
    let columns = req.columns.iter().map(|it| (it.at as usize, it.key.clone())).collect();
    Ok((sheet, Mapping { header_row: req.header_row, columns }))
}

/// A form of ours; one of a newer program is refused.
fn own_form(book: &Book) -> Result<Option<OwnBook>> {
    let own = read_own(book);
    match own.as_ref().filter(|it| it.is_newer) {
        Some(it) => Err(Error::new(Code::StoreNewer, "book_newer").arg("version", &it.version)),
        None => Ok(own),
    }
}

fn own_sheet(it: &book::OwnSheet) -> WorkbookSheetView {
    WorkbookSheetView {
        nama: it.name.clone(),
        hidden: false,
        header_row: 2,
        columns: Vec::new(),
        n_row: count(it.rows.len()),
        remembered: false,
    }
}

fn sheet_view(sheet: &Sheet, found: &mapping::FoundMeaning) -> WorkbookSheetView {
    let columns = found.columns.iter().map(|it| WorkbookColumnView {
        at: count(it.at),
        letter: column_name(it.at),
        header: it.header.clone(),
        target: it.target.clone(),
        sure: it.sure,
        examples: it.examples.clone(),
    });
    let all = Mapping {
        header_row: found.header_row,
        columns: found.columns.iter().map(|it| (it.at, String::new())).collect(),
    };
    let n_row = book::rows(sheet, &all).filter(|it| matches!(it, TakenRow::Row(_))).count();
    WorkbookSheetView {
        nama: sheet.name.clone(),
        hidden: sheet.hidden,
        header_row: found.header_row,
        columns: columns.collect(),
        n_row: count(n_row),
        remembered: found.remembered,
    }
}

fn remark_view(it: &book::BookRemark) -> NoticeView {
    let args = it.args.iter().map(|(name, value)| arg(name, value)).collect();
    NoticeView { code: it.code.to_owned(), args }
}

impl KnownTarget {
    fn view(&self) -> TargetView {
        TargetView { key: self.target.key.clone(), label: self.label.clone(), group: self.group }
    }
}
