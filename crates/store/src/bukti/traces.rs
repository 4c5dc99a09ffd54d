//! What pictures tell of place and persons, kept beside the blob. The formats are not
//! known here: whoever opens the registry brings what reads them.

use std::{fs::File, io};

use domain::bukti::{BlobHash, BlobRef, content::Format, traces::Traces};
use rusqlite::params;

use crate::{Reader, Result, Store, Writer, bukti::blobs::blob_path};

/// A way to read what a picture tells.
#[derive(Clone, Copy, Debug)]
pub struct TracesReader {
    /// Its number; raised, everything is looked at anew.
    pub number: i64,
    /// Reads an open picture.
    pub read: fn(&mut File) -> io::Result<Traces>,
}

/// Text of a row: empty where nothing is told.
fn kept(traces: &Traces) -> String {
    if traces.is_empty() { String::new() } else { serde_json::to_string(traces).unwrap_or_default() }
}

/// What stands in a row.
pub(crate) fn read_traces(text: Option<String>) -> Option<Traces> {
    serde_json::from_str(&text.filter(|it| !it.is_empty())?).ok()
}

/// Pictures, by the beginning of what their bytes are.
const UNSEEN: &str = "SELECT c.sha256 FROM blob_content c
    WHERE (c.content LIKE 'jpeg/%' OR c.content LIKE 'png/%' OR c.content LIKE 'picture/%')
      AND NOT EXISTS (SELECT 1 FROM blob_traces t WHERE t.sha256 = c.sha256 AND t.reader = ?1)";

fn may_tell(format: Format) -> bool {
    matches!(format, Format::Jpeg | Format::Png | Format::Picture)
}

/// Pictures that one opening looks at: a second or two on a slow disk.
const AT_ONCE: usize = 500;

impl Store {
    /// Looks at pictures that this way of reading has not seen, some at each opening.
    /// What cannot be read is left unknown.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn look_for_traces(&self, reader: TracesReader) -> Result<()> {
        let pictures = self.read::<_, crate::Error>(|it| {
            let mut statement = it.connection.prepare(UNSEEN)?;
            let rows = statement.query_map([reader.number], |row| row.get::<_, String>(0))?;
            let names: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
            let known = names.iter().filter_map(|name| name.parse().ok()).map(|sha256| it.blob(&sha256));
            known.collect::<Result<Vec<Option<BlobRef>>>>()
        })?;
        let read = |blob: &BlobRef| File::open(self.blob_path(blob)).and_then(|mut it| (reader.read)(&mut it)).ok();
        let told = pictures.into_iter().flatten().filter_map(|it| read(&it).map(|traces| (it, traces)));
        let found: Vec<_> = told.take(AT_ONCE).collect();
        let mut guard = self.hand();
        let Some(hand) = guard.as_mut().filter(|_| !found.is_empty()) else { return Ok(()) };
        let transaction = hand.connection.transaction()?;
        for (blob, traces) in &found {
            keep(&transaction, blob, reader, traces)?;
        }
        Ok(transaction.commit()?)
    }
}

fn keep(connection: &rusqlite::Connection, blob: &BlobRef, reader: TracesReader, traces: &Traces) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO blob_traces (sha256, reader, traces) VALUES (?1, ?2, ?3)")?
        .execute(params![blob.sha256.as_str(), reader.number, kept(traces)])?;
    Ok(())
}

impl Writer<'_> {
    /// Looks at the bytes of a picture and keeps what they tell. What cannot be read is
    /// left unknown.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn look_for_traces(&self, blob: &BlobRef, reader: TracesReader) -> Result<()> {
        if self.content(&blob.sha256)?.is_none_or(|it| !may_tell(it.format)) {
            return Ok(());
        }
        match File::open(blob_path(self.reader.folder, blob)).and_then(|mut it| (reader.read)(&mut it)) {
            Ok(traces) => keep(self.reader.connection, blob, reader, &traces),
            Err(_) => Ok(()),
        }
    }
}

impl Reader<'_> {
    /// What a picture tells; None where it tells nothing, or nobody has looked.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn traces(&self, sha256: &BlobHash) -> Result<Option<Traces>> {
        let mut statement = self.connection.prepare_cached("SELECT traces FROM blob_traces WHERE sha256 = ?1")?;
        let mut rows = statement.query([sha256.as_str()])?;
        Ok(read_traces(rows.next()?.map(|row| row.get(0)).transpose()?))
    }
}
