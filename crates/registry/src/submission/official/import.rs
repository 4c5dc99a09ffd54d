//! Taking the portal's own export in: one act, or its plan alone.

use std::path::Path;

use domain::{
    core::{
        id::{InovasiId, Subject},
        number::count,
    },
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use exchange::inovasi::workbook::{BookLimits, read_book};
use store::{Ending, Reader};

use super::{
    known_year, names,
    plan::{ExportPlan, PlannedRow, plan},
};
use crate::{
    core::{
        error::{Error, Result},
        op::Op,
        pen::Pen,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{OfficialChangeView, OfficialImportView, OfficialMatch, OfficialNameView, OfficialRowView, Outcome},
};

/// Most rows in the answer.
const LISTED: usize = 2000;

/// What is read from the portal's own export, and whose its rows are.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ImportOfficial {
    /// Where the file lies on this computer.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub path: String,
    /// Absent: the first that reads like the portal's.
    pub sheet: Option<String>,
    /// The year that its figures are of.
    pub instrument: domain::core::id::InstrumentId,
    /// Whether its kematangan is by the region's own answers, before verification.
    pub mandiri: bool,
    /// Whether a koordinat goes into a profile that has none.
    pub take_koordinat: bool,
    /// Whose a row is, where a person has said.
    pub decisions: Vec<OfficialDecision>,
}

/// Whose a row is.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct OfficialDecision {
    /// As the spreadsheet shows it.
    pub row: u32,
    /// Absent: nobody's here; it is left out.
    pub id: Option<InovasiId>,
}

/// Takes the rows of an export in whose inovasi is known; the others are told. A dry run
/// is the plan alone.
///
/// # Errors
/// The file cannot be read, or has no column of names or of figures; there is no such
/// year, or no such inovasi in a decision; `watch` stopped it. Nothing is taken then.
pub(crate) fn import_official(
    core: &Core,
    req: &ImportOfficial,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Outcome<OfficialImportView>> {
    let path = Path::new(req.path.trim());
    let nama = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    step(watch, WorkStep::Reading, &nama, 0, 0)?;
    let book = read_book(path, &BookLimits::default())?;
    let planned = |reader: &Reader<'_>, watch: &mut dyn Watch| {
        let instrument = known_year(core, reader, &req.instrument)?;
        plan(core, reader, req, (&book, &nama), &instrument, watch)
    };
    let view = if dry_run {
        core.read(|reader| {
            let plan = planned(reader, watch)?;
            import_view(reader, req, &plan, true)
        })?
    } else {
        core.write_or_drop(Op::ImportOfficial, |pen| {
            let plan = planned(pen, watch)?;
            let view = import_view(pen, req, &plan, false)?;
            let total = plan.rows.len();
            for (at, row) in plan.rows.into_iter().enumerate() {
                step(watch, WorkStep::Writing, &nama, at, total)?;
                take(pen, req, row)?;
            }
            pen.settle()?;
            Ok::<_, Error>(Ending::Keep(view))
        })?
    };
    let mut answer = outcome(Op::ImportOfficial, view, Findings::default());
    if dry_run {
        answer.touched.clear();
    }
    Ok(answer)
}

fn take(pen: &mut Pen<'_, '_>, req: &ImportOfficial, row: PlannedRow) -> Result<()> {
    let Some(id) = row.id else { return Ok(()) };
    if changes(&row) {
        for (_, put) in row.puts {
            if put.value != put.before {
                pen.record(put)?;
            }
        }
    }
    if let Some(koordinat) = row.koordinat.filter(|_| req.take_koordinat) {
        pen.put(Subject::Inovasi(id), &FieldKey::Profile(Field::Koordinat), Some(&koordinat.to_string()))?;
    }
    Ok(())
}

/// Whether a row says anything new; from where it comes is no news.
fn changes(row: &PlannedRow) -> bool {
    use domain::submission::official::OfficialFigure;
    row.puts.iter().any(|(figure, put)| *figure != OfficialFigure::Sumber && put.value != put.before)
}

fn import_view(
    reader: &Reader<'_>,
    req: &ImportOfficial,
    plan: &ExportPlan,
    dry_run: bool,
) -> Result<OfficialImportView> {
    let names = names(reader)?;
    let is_taken = |it: &&PlannedRow| it.id.is_some();
    let nama = |id: InovasiId| names.iter().find(|it| it.0 == id).map(|it| it.1.clone());
    let row = |it: &PlannedRow| OfficialRowView {
        row: it.row,
        judul: it.judul.chars().take(500).collect(),
        says: it.says,
        id: it.id,
        nama: it.id.and_then(nama),
        candidates: it.candidates.clone(),
        figures: it
            .puts
            .iter()
            .filter_map(|(figure, put)| {
                Some(OfficialChangeView { figure: *figure, before: put.before.clone(), after: put.value.clone()? })
            })
            .collect(),
        unread: it.unread.clone(),
        koordinat: it.koordinat.map(domain::inovasi::koordinat::Koordinat::in_words),
    };
    // What is taken, or may be, is not left out of the answer for what nobody here has.
    let is_nobodys = |it: &&PlannedRow| matches!(it.says, OfficialMatch::Unknown | OfficialMatch::Foreign);
    let somebodys = plan.rows.iter().filter(|it| !is_nobodys(it));
    let listed = somebodys.chain(plan.rows.iter().filter(is_nobodys)).take(LISTED);
    let counted = |fits: &dyn Fn(&&PlannedRow) -> bool| count(plan.rows.iter().filter(fits).count());
    Ok(OfficialImportView {
        dry_run,
        instrument: req.instrument.clone(),
        sheet: plan.sheet.clone(),
        n_taken: counted(&is_taken),
        n_unchanged: counted(&|it| it.id.is_some() && !changes(it)),
        n_unsure: counted(&|it| it.says == OfficialMatch::Unsure),
        n_unread: counted(&|it| !it.unread.is_empty()),
        n_row: count(plan.rows.len()),
        rows: listed.map(row).collect(),
        notices: plan.notices.clone(),
        inovasi: names.iter().map(|(id, nama)| OfficialNameView { id: *id, nama: nama.clone() }).collect(),
    })
}
