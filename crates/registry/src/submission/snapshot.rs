//! The moment of sending. A `keep` freezes the registry with the rules and the skor of
//! then as one blob; `send` does that, states that the data are true and closes the year,
//! in one act; `reopen` opens it again. A snapshot is listed (`list`), corrected where its
//! name and number may be (`edit`), looked into like a registry (`look`), compared field
//! by field (`compare`) and handed out as the bundle of then (`export`).

pub(crate) mod compare;
pub(crate) mod edit;
pub(crate) mod export;
mod freeze;
pub(crate) mod keep;
pub(crate) mod list;
pub(crate) mod look;
pub(crate) mod reopen;
pub(crate) mod send;

use domain::{
    core::id::{SnapshotId, Subject},
    merge::change::FieldKey,
    submission::snapshot::{Snapshot, SnapshotField},
};
use store::Reader;

use crate::core::{
    error::{Error, Reason, Result},
    lookup::last_nama,
    pen::Pen,
};

pub use send::SendSubmission;

impl From<exchange::submission::snapshot::Error> for Error {
    fn from(error: exchange::submission::snapshot::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// A snapshot that is not removed.
///
/// # Errors
/// There is none of that id.
pub(crate) fn known(reader: &Reader<'_>, id: SnapshotId) -> Result<Snapshot> {
    if let Some(known) = reader.snapshot(id)? {
        return Ok(known);
    }
    let named = last_nama(reader, Subject::Snapshot(id))?.unwrap_or_else(|| id.to_string());
    Err(Error::not_found(Reason::SnapshotMissing).arg("id", named))
}

/// What people call it.
fn nama_of(snapshot: &Snapshot) -> &str {
    snapshot.text(SnapshotField::Nama).unwrap_or_default()
}

/// Writes one field of a snapshot.
fn put(pen: &mut Pen<'_, '_>, id: SnapshotId, field: SnapshotField, value: Option<&str>) -> Result<bool> {
    pen.put(Subject::Snapshot(id), &FieldKey::Snapshot(field), value)
}
