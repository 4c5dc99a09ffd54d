//! Taking a recap or a form of ours in.

use std::{collections::BTreeMap, path::Path};

use exchange::inovasi::workbook::{Book, BookLimits, DayOrder, Mapping, Sheet, read_book};
use store::{Ending, Reader};

use super::{day::RecapHabits, given::GivenTable, plan::Plan, target::KnownTarget};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::workbook::{apply, mapping, own_form, plan, target},
    show::finding::{Findings, outcome},
    view::{DaysOrder, Outcome, WorkbookImportView},
};

/// What is taken from a workbook, and how its columns are meant.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ImportWorkbook {
    /// Where the file lies on this computer.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub path: String,
    /// The first that seems to be a recap when absent; a form of ours needs none.
    pub sheet: Option<String>,
    /// Number of the last row of the header; 0 with no columns: as guessed.
    pub header_row: u32,
    /// What its columns mean; one that is not named is not taken. With none and no
    /// header row: as guessed.
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
    /// Which comes first in its days; as the column tells itself when absent.
    #[serde(default)]
    pub days: Option<DaysOrder>,
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
                let (sheet, mapping, orders) = mapping(reader, req, &book, &targets)?;
                let kept = req.remember.then(|| mapping::to_keep(sheet, &mapping, &orders));
                let habits = RecapHabits { orders, ..RecapHabits::of(core, reader)? };
                (vec![GivenTable::of_recap(sheet, &mapping, &targets, &habits)?], kept.flatten())
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

/// The sheet, the mapping and the orders of days that are asked for; where nothing is said, what
/// was remembered or is guessed and sure.
fn mapping<'a>(
    reader: &Reader<'_>,
    req: &ImportWorkbook,
    book: &'a Book,
    targets: &[KnownTarget],
) -> Result<(&'a Sheet, Mapping, BTreeMap<usize, DayOrder>)> {
    let sheet = match &req.sheet {
        Some(wanted) => book.sheets.iter().find(|it| it.name == *wanted),
        None => mapping::likeliest(reader, book, targets)?,
    };
    let sheet =
        sheet.ok_or_else(|| Error::not_found(Reason::SheetMissing).arg("sheet", req.sheet.as_deref().unwrap_or("")))?;
    if req.columns.is_empty() && req.header_row == 0 {
        let found = mapping::of_sheet(reader, sheet, targets)?;
        if found.header_row == 0 {
            return Err(Error::invalid(Reason::HeaderMissing).arg("sheet", &sheet.name));
        }
        return Ok((sheet, found.sure(), found.orders()));
    }
    let order = |it: &WorkbookColumn| {
        let order = match it.days? {
            DaysOrder::DayFirst => DayOrder::DayFirst,
            DaysOrder::MonthFirst => DayOrder::MonthFirst,
        };
        Some((it.at as usize, order))
    };
    let orders = req.columns.iter().filter_map(order).collect();
    let columns = req.columns.iter().map(|it| (it.at as usize, it.key.clone())).collect();
    Ok((sheet, Mapping { header_row: req.header_row, columns }, orders))
}
