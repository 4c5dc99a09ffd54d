//! What may be said of a snapshot afterwards: its name, and what the portal gave for it.

use domain::{core::id::SnapshotId, submission::snapshot::SnapshotField};

use super::{
    known,
    list::{readiness, submission_view},
    nama_of, put,
};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, SubmissionView},
};

/// Writes the name of a snapshot, or the day and the number of what was sent.
///
/// # Errors
/// There is no such snapshot; that field is fixed once it is kept; it was not sent; the
/// value cannot stand.
pub(crate) fn edit_snapshot(
    core: &Core,
    id: SnapshotId,
    field: SnapshotField,
    value: Option<&str>,
) -> Result<Outcome<SubmissionView>> {
    let ready = readiness(core)?;
    let view = core.write(Op::EditSnapshot, |pen| {
        let snapshot = known(pen, id)?;
        let sent = snapshot.text(SnapshotField::TanggalKirim).is_some();
        let value = value.map(str::trim).filter(|it| !it.is_empty());
        match (field, value) {
            (SnapshotField::Nama, _) => {}
            (SnapshotField::NomorRegistrasi, _) | (SnapshotField::TanggalKirim, Some(_)) if sent => {}
            (SnapshotField::NomorRegistrasi | SnapshotField::TanggalKirim, Some(_)) => {
                return Err(Error::invalid(Reason::SnapshotNotSent).arg("nama", nama_of(&snapshot)));
            }
            _ => return Err(Error::invalid(Reason::SnapshotFixed).arg("nama", nama_of(&snapshot))),
        }
        put(pen, id, field, value)?;
        pen.settle()?;
        submission_view(core, pen, &ready)
    })?;
    Ok(outcome(Op::EditSnapshot, view, Findings::default()))
}
