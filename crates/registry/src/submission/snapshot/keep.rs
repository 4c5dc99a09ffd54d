//! Keeping a snapshot, at any time.

use super::{freeze::freezing, list::submission_view, put};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        progress::Watch,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    submission::snapshot::list::readiness,
    view::{Outcome, SubmissionView},
};

use domain::{inovasi::profile::clean, submission::snapshot::SnapshotField};

/// Keeps the registry as it is now, under a name.
///
/// # Errors
/// The name is blank; the disk is full; `watch` stopped it. Then nothing is kept.
pub(crate) fn keep_snapshot(core: &Core, nama: &str, watch: &mut dyn Watch) -> Result<Outcome<SubmissionView>> {
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid(Reason::SnapshotNameless))?;
    let ready = readiness(core)?;
    let view = freezing(core, Op::KeepSnapshot, watch, |pen, id| {
        put(pen, id, SnapshotField::Nama, Some(&nama))?;
        pen.settle()?;
        submission_view(core, pen, &ready)
    })?;
    Ok(outcome(Op::KeepSnapshot, view, Findings::default()))
}
