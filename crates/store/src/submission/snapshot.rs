//! `snapshot`: the registry as it was at moments that were kept.

mod apart;

use domain::{
    bukti::BlobRef,
    core::id::SnapshotId,
    submission::snapshot::{Snapshot, SnapshotField},
};
use rusqlite::Row;

use crate::{Reader, Result, core::row::text_id};

const BLOB: usize = 1;
const FIELDS: usize = 4;

fn snapshot(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    let sha256: Option<String> = row.get(BLOB)?;
    let size: i64 = row.get(BLOB + 1)?;
    let ending: String = row.get(BLOB + 2)?;
    let mut field = Vec::new();
    for (it, at) in SnapshotField::ALL.into_iter().zip(FIELDS..) {
        let value: Option<String> = row.get(at)?;
        field.extend(value.filter(|it| !it.is_empty()).map(|value| (it, value)));
    }
    let blob =
        sha256.and_then(|it| it.parse().ok()).map(|sha256| BlobRef { sha256, size: size.cast_unsigned(), ending });
    Ok(Snapshot { id: text_id(row, 0)?, blob, field })
}

impl Reader<'_> {
    /// Every snapshot that is not removed, the newest first by its id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>> {
        self.snapshots_where("1 = 1", [])
    }

    /// One snapshot that is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn snapshot(&self, id: SnapshotId) -> Result<Option<Snapshot>> {
        Ok(self.snapshots_where("id = ?1", [id.to_string()])?.pop())
    }

    fn snapshots_where(&self, which: &str, values: impl rusqlite::Params) -> Result<Vec<Snapshot>> {
        let fields = SnapshotField::ALL.map(SnapshotField::name).join(", ");
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, sha256, size, ending, {fields} FROM snapshot WHERE removed = 0 AND {which} ORDER BY id DESC"
        ))?;
        let rows = statement.query_map(values, snapshot)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
