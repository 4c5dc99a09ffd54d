//! Taking acts back and doing them again; and fields of history in words.

use domain::{assessment::instrument::Instrument, core::id::Subject, inovasi::profile::Field, merge::change::FieldKey};
use store::{ActRecord, Reader, UndoState};

use crate::{
    core::{
        env::rfc3339,
        error::{Error, Result},
        lookup::subject_nama,
        op::{FIXED, Op},
        registry::Core,
    },
    show::{
        finding::{Findings, field_label, outcome},
        said::in_words,
    },
    view::{Outcome, RevertView, UndoView, UndoneView},
};

/// Acts by which an inovasi leaves a year.
const LEAVING: [Op; 3] = [Op::ProposeInovasi, Op::ApplyBest, Op::ApplyScenario];

/// Most entries of history shown at once.
pub(super) const SHOWN: u32 = 500;

/// What the last act was that can be taken back, and what can be done again.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_undo(core: &Core) -> Result<UndoView> {
    core.read(|reader| undo_view(core, reader, &reader.undo_state(&FIXED)?))
}

/// Takes back the last act of this copy of the registry, in one act. What
/// somebody has written since is left alone and counted.
///
/// # Errors
/// There is nothing to take back.
pub(crate) fn undo(core: &Core) -> Result<Outcome<RevertView>> {
    revert(core, Op::Undo, |state| state.undo)
}

/// Does again what was taken back last.
///
/// # Errors
/// There is nothing to do again.
pub(crate) fn redo(core: &Core) -> Result<Outcome<RevertView>> {
    revert(core, Op::Redo, |state| state.redo)
}

fn revert(core: &Core, op: Op, which: fn(UndoState) -> Option<ActRecord>) -> Result<Outcome<RevertView>> {
    let view = core.write(op, |pen| {
        let target = which(pen.undo_state(&FIXED)?)
            .ok_or_else(|| Error::not_found(if op == Op::Undo { "nothing_to_undo" } else { "nothing_to_redo" }))?;
        let told = undone_view(core, pen, &target)?;
        let left_year = LEAVING.iter().any(|it| it.name() == target.op);
        let reverted = pen.revert(&target, left_year)?;
        pen.settle()?;
        let UndoView { undo, redo } = undo_view(core, pen, &pen.undo_state(&FIXED)?)?;
        Ok(RevertView { done: told, n_restored: reverted.n_restored, n_kept: reverted.n_kept, undo, redo })
    })?;
    Ok(outcome(op, view, Findings::default()))
}

pub(crate) fn undo_view(core: &Core, reader: &Reader<'_>, state: &UndoState) -> Result<UndoView> {
    let told = |it: &Option<ActRecord>| it.as_ref().map(|it| undone_view(core, reader, it)).transpose();
    Ok(UndoView { undo: told(&state.undo)?, redo: told(&state.redo)? })
}

fn undone_view(core: &Core, reader: &Reader<'_>, act: &ActRecord) -> Result<UndoneView> {
    let instrument = core.current_instrument_in(reader)?;
    Ok(UndoneView {
        op: Op::by_name(&act.op),
        subject_nama: subject_nama(reader, &act.subject)?,
        label: (act.n == 1 && !act.field.is_empty()).then(|| label(core, &act.field, &instrument)),
        n_change: act.n,
        at: rfc3339(act.at),
    })
}

/// A value of history as people read it, another inovasi by its name.
pub(super) fn in_words_of(core: &Core, reader: &Reader<'_>, field: &FieldKey, value: &str) -> Result<String> {
    if *field == FieldKey::Profile(Field::PengembanganDari)
        && let Ok(id) = value.parse()
        && let Some(nama) = reader.inovasi(id)?.and_then(|it| it.profile.get(&Field::Nama).cloned())
    {
        return Ok(nama);
    }
    Ok(in_words(&core.library.vocabulary, field, value))
}

/// A field's label: of the form, the code of an indikator, or its own key,
/// which the window puts into words.
pub(super) fn label(core: &Core, field: &str, instrument: &Instrument) -> String {
    match FieldKey::read(field) {
        FieldKey::Profile(it) => instrument.profil.isian(it).map_or(it.label(), |it| &it.label).to_owned(),
        FieldKey::Member(it, member) => {
            format!("{}: {}", it.label(), core.library.vocabulary.nama(it, &member))
        }
        _ => field_label(field, instrument),
    }
}

pub(super) fn read_subject(text: &str) -> Result<Subject> {
    text.trim()
        .parse()
        .or_else(|_| text.trim().parse().map(Subject::Inovasi))
        .map_err(|_| Error::not_found("inovasi_missing").arg("id", text))
}
