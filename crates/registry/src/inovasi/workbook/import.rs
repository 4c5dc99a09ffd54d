//! Taking a recap or a form of ours in.

use std::{path::Path, sync::Arc};

use exchange::inovasi::workbook::{BookLimits, read_book};
use store::{Ending, Reader};

use super::{
    day::RecapHabits,
    decided::WorkbookDecision,
    given::GivenTable,
    inspect::remark_view,
    kept::KeptBook,
    part::{self, BookPart, PartCount},
    pemda,
    planned::Plan,
    said::{self, WorkbookRow},
};
use crate::{
    core::{
        error::{Error, Result},
        op::Op,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::workbook::{apply, mapping, own_form, plan, target},
    show::finding::{Findings, outcome},
    view::{DaysOrder, Outcome, PartKind, ProposalKind, WorkbookImportView},
};

/// What is taken from a workbook, and how its columns are meant.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ImportWorkbook {
    /// Where the file lies on this computer.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub path: String,
    /// All when absent, or the likeliest where columns are told; a form of ours needs
    /// none.
    pub sheet: Option<String>,
    /// Number of the last row of the header; 0 with no columns: every table that is
    /// clearly one of inovasi, as guessed.
    pub header_row: u32,
    /// What its columns mean; one that is not named is not taken. With none and no
    /// header row: as guessed.
    pub columns: Vec<WorkbookColumn>,
    /// Further tables of the file, where the first is told.
    pub also: Vec<WorkbookTable>,
    /// What a person says of single rows of the tables that are taken.
    pub rows: Vec<WorkbookRow>,
    /// Proposals that are taken.
    pub take: Vec<ProposalKind>,
    /// Proposals that are not, though they would be where nothing is said.
    pub leave: Vec<ProposalKind>,
    /// Whether to know these columns again under the same headings.
    pub remember: bool,
    /// Whether a form's value wins over one that was changed here meanwhile, where
    /// `decided` says nothing of the cell.
    pub take_diverged: bool,
    /// Which side wins in single cells that were changed on both.
    pub decided: Vec<WorkbookDecision>,
}

/// One table of a workbook, with what its columns mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct WorkbookTable {
    /// As it stands on the tab.
    pub sheet: String,
    /// Number of the last row of its header.
    pub header_row: u32,
    /// What its columns mean; one that is not named is not taken.
    pub columns: Vec<WorkbookColumn>,
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
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
/// The file cannot be read; the sheet, a column's meaning or a row is unknown; `watch`
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
    let kept = core.kept::<KeptBook>();
    // What is written is read anew; a look beforehand takes what lies in memory.
    let book = if dry_run {
        kept.read(path)?
    } else {
        kept.forget();
        Arc::new(read_book(path, &BookLimits::default())?)
    };
    let own = own_form(&book)?;
    let plan_with = |reader: &Reader<'_>, watch: &mut dyn Watch| -> Result<(Plan, Kept, WorkbookImportView)> {
        let targets = target::targets(core, reader)?;
        let mut parts = if own.is_some() { Vec::new() } else { part::parts(reader, req, &book, &targets)? };
        said::tell(&mut parts, &req.rows)?;
        let habits = RecapHabits::of(core, reader)?;
        let (mut tables, mut kept) = (Vec::new(), Kept::new());
        if let Some(own) = &own {
            tables.extend(GivenTable::of_form(own).into_iter().map(|it| (None, it)));
        }
        for (at, it) in parts.iter().enumerate() {
            let Some(mapping) = &it.mapping else { continue };
            tables.push((Some(at), GivenTable::of_recap(it, mapping, &targets, &habits)?));
            kept.extend(mapping::to_keep(it.sheet, mapping, &it.orders).filter(|_| req.remember));
        }
        let (of_part, given): (Vec<Option<usize>>, Vec<GivenTable>) = tables.into_iter().unzip();
        let answers = plan::Answers {
            take_diverged: req.take_diverged,
            decided: &req.decided,
            take: &req.take,
            leave: &req.leave,
            n_unread: parts.iter().filter(|it| it.kind == PartKind::Unclear).count(),
        };
        let plan = plan::plan_workbook(core, reader, given, &answers, &nama, watch)?;
        let mut view = apply::workbook_view(core, reader, &plan, own.is_some(), dry_run)?;
        let counted = counted(&parts, &of_part, &plan);
        view.parts = parts.iter().zip(&counted).map(|(part, it)| part.view(it)).collect();
        view.remarks = book.remarks.iter().map(remark_view).collect();
        let ours = reader.pemda()?;
        view.remarks.extend(parts.iter().zip(&counted).filter_map(|(part, it)| pemda::remark(part, it, &ours)));
        Ok((plan, kept, view))
    };
    let view = if dry_run {
        core.read(|reader| Ok::<_, Error>(plan_with(reader, watch)?.2))?
    } else {
        core.write_or_drop(Op::ImportWorkbook, |pen| {
            let (plan, kept, view) = plan_with(pen, watch)?;
            for (key, value) in kept {
                pen.put_setting(&key, &value)?;
            }
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

/// Settings by which mappings are known again.
type Kept = Vec<(String, String)>;

/// What became of every row of the file, part by part.
fn counted(parts: &[BookPart<'_>], of_part: &[Option<usize>], plan: &Plan) -> Vec<PartCount> {
    let counted = |at: usize| {
        let table = of_part.iter().position(|it| *it == Some(at));
        table.and_then(|it| plan.counted.get(it)).cloned()
    };
    let of = |(at, it): (usize, &BookPart<'_>)| counted(at).unwrap_or_else(|| it.passed_over());
    parts.iter().enumerate().map(of).collect()
}
