//! Taking acts back and doing them again; and fields of history in words.

use std::collections::BTreeMap;

use domain::core::{notice::NoticeCode, number::count};
use store::{ActRecord, Reader, UndoState};

use crate::{
    core::{
        env::rfc3339,
        error::{Error, Reason, Result},
        lookup::last_nama,
        op::{FIXED, Op},
        open::arg,
        pen::LeftPut,
        registry::Core,
    },
    show::{
        finding::{Findings, outcome},
        said::label,
    },
    view::{NoticeView, Outcome, RevertView, UndoView, UndoneView},
};

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
/// somebody has written since is left alone and counted, as is what may not stand any
/// more.
///
/// # Errors
/// There is nothing to take back; nothing of the act may stand any more, for the first
/// reason of them. Then it can be taken back once that is mended.
pub(crate) fn undo(core: &Core) -> Result<Outcome<RevertView>> {
    revert(core, Op::Undo, |state| state.undo)
}

/// Does again what was taken back last.
///
/// # Errors
/// There is nothing to do again, or nothing of it may stand any more.
pub(crate) fn redo(core: &Core) -> Result<Outcome<RevertView>> {
    revert(core, Op::Redo, |state| state.redo)
}

fn revert(core: &Core, op: Op, which: fn(UndoState) -> Option<ActRecord>) -> Result<Outcome<RevertView>> {
    let view = core.write(op, |pen| {
        let target = which(pen.undo_state(&FIXED)?).ok_or_else(|| {
            Error::not_found(if op == Op::Undo { Reason::NothingToUndo } else { Reason::NothingToRedo })
        })?;
        let told = undone_view(core, pen, &target)?;
        let reverted = pen.revert(&target)?;
        if let Some(first) = pen.left().first().filter(|_| reverted.n_restored == 0) {
            return Err(first.why.clone());
        }
        pen.settle()?;
        let kept = kept_views(pen.left());
        let UndoView { undo, redo } = undo_view(core, pen, &pen.undo_state(&FIXED)?)?;
        Ok(RevertView {
            done: told,
            n_restored: reverted.n_restored,
            n_newer: reverted.n_kept.saturating_sub(count(pen.left().len())),
            kept,
            undo,
            redo,
        })
    })?;
    Ok(outcome(op, view, Findings::default()))
}

/// Why fields were left whose old value may not stand any more, each reason once.
fn kept_views(left: &[LeftPut]) -> Vec<NoticeView> {
    type Told<'a> = (NoticeCode, &'a [(&'static str, String)]);
    let mut kept: BTreeMap<Told<'_>, usize> = BTreeMap::new();
    for LeftPut { why, .. } in left {
        let reason = match why.reason {
            Reason::YearClosed => (NoticeCode::KeptYearClosed, why.args.as_slice()),
            Reason::PerangkatDaerahExists => (NoticeCode::KeptNameTaken, why.args.as_slice()),
            _ => (NoticeCode::KeptUnfit, Default::default()),
        };
        *kept.entry(reason).or_default() += 1;
    }
    let views = kept.into_iter().map(|((code, args), n)| {
        let named = args.iter().map(|(name, value)| arg(name, value));
        NoticeView { code, args: named.chain([arg("n", n)]).collect() }
    });
    views.collect()
}

pub(crate) fn undo_view(core: &Core, reader: &Reader<'_>, state: &UndoState) -> Result<UndoView> {
    let told = |it: &Option<ActRecord>| it.as_ref().map(|it| undone_view(core, reader, it)).transpose();
    Ok(UndoView { undo: told(&state.undo)?, redo: told(&state.redo)? })
}

fn undone_view(core: &Core, reader: &Reader<'_>, act: &ActRecord) -> Result<UndoneView> {
    let instrument = core.current_instrument_in(reader)?;
    Ok(UndoneView {
        op: Op::by_name(&act.op),
        subject_nama: act.subject.parse().ok().map(|it| last_nama(reader, it)).transpose()?.flatten(),
        label: (act.n == 1 && !act.field.is_empty()).then(|| label(&core.library.vocabulary, &act.field, &instrument)),
        n_change: act.n,
        at: rfc3339(act.at),
    })
}
