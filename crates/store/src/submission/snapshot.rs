//! `snapshot`: the registry as it was at moments that were kept.

mod apart;

use domain::{
    bukti::BlobRef,
    core::id::SnapshotId,
    merge::change::FieldKey,
    submission::snapshot::{Snapshot, SnapshotField},
};
use rusqlite::{Row, params};

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

/// What was written to a snapshot once, and what stands there now.
pub(crate) struct WrittenOnce {
    pub(crate) blob: Option<String>,
    pub(crate) instrument: Option<String>,
    /// Where the act that made it sent it: the day, as it was corrected since.
    pub(crate) tanggal_kirim: Option<String>,
    /// Who has written something else there.
    pub(crate) disputed_by: Option<String>,
}

/// A change of a field, with its act.
struct WrittenValue {
    act: i64,
    value: Option<String>,
    person: String,
}

impl Reader<'_> {
    /// The snapshots, not removed, to which something else was written than they were made
    /// with: what they are called, and who wrote it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn disputed_snapshots(&self) -> Result<Vec<(String, String)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT subject, nama FROM snapshot WHERE removed = 0 ORDER BY id")?;
        let all = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
        let mut disputed = Vec::new();
        for (subject, nama) in all {
            disputed.extend(self.written_once(subject)?.disputed_by.map(|person| (nama, person)));
        }
        Ok(disputed)
    }

    pub(crate) fn written_once(&self, subject: i64) -> Result<WrittenOnce> {
        let ends = |field: FieldKey| self.ends_of(subject, &field.to_string());
        let (blob, blob_now) = ends(FieldKey::Blob)?;
        let (instrument, instrument_now) = ends(FieldKey::Snapshot(SnapshotField::Instrument))?;
        let (sent, sent_now) = ends(FieldKey::Snapshot(SnapshotField::TanggalKirim))?;
        // A day that came later makes nothing sent, and none that is gone takes it back.
        let is_sent = blob.as_ref().zip(sent.as_ref()).is_some_and(|(blob, sent)| blob.act == sent.act);
        let last = sent_now.iter().rev().find(|it| it.value.is_some()).or(sent.as_ref());
        let other = |first: &Option<WrittenValue>, now: &[WrittenValue]| {
            let other = now.iter().find(|it| first.as_ref().is_some_and(|first| it.value != first.value));
            other.map(|it| it.person.clone())
        };
        let strange = sent_now.iter().find(|it| it.value.is_some() != is_sent).map(|it| it.person.clone());
        Ok(WrittenOnce {
            tanggal_kirim: last.filter(|_| is_sent).and_then(|it| it.value.clone()),
            disputed_by: other(&blob, &blob_now).or_else(|| other(&instrument, &instrument_now)).or(strange),
            blob: blob.and_then(|it| it.value),
            instrument: instrument.and_then(|it| it.value),
        })
    }

    /// The first change of a field, by its stamp, and those that stand.
    fn ends_of(&self, subject: i64, field: &str) -> Result<(Option<WrittenValue>, Vec<WrittenValue>)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.act, c.value, coalesce(a.person, ''), c.head FROM change c
             JOIN device d ON d.id = c.device LEFT JOIN act a ON a.id = c.act
             WHERE c.subject = ?1 AND c.field = ?2 ORDER BY c.counter, d.uuid",
        )?;
        let mut rows = statement.query(params![subject, field])?;
        let (mut first, mut now) = (None, Vec::new());
        while let Some(row) = rows.next()? {
            let read = || -> rusqlite::Result<WrittenValue> {
                Ok(WrittenValue { act: row.get(0)?, value: row.get(1)?, person: row.get(2)? })
            };
            if first.is_none() {
                first = Some(read()?);
            }
            if row.get(3)? {
                now.push(read()?);
            }
        }
        Ok((first, now))
    }

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
