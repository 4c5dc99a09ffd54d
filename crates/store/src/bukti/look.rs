//! What stored files are and what pictures tell, looked at once for each blob and kept
//! beside it; never merged. Blobs that an older program took in, or an older way of
//! reading looked at, are unseen until somebody looks at them.

use std::{fs::File, io::Seek, path::Path};

use domain::bukti::{
    BlobHash, BlobRef,
    content::{Content, Format},
    traces::Traces,
};
use rusqlite::params;

use crate::{
    Reader, Result, Store, Writer,
    bukti::{
        blobs::blob_path,
        content::{READER, look},
        traces::{TracesReader, written_traces},
    },
};

/// What a look inside a file found.
#[derive(Debug)]
pub struct Looked {
    content: Content,
    /// None of what is no picture, or cannot be read.
    traces: Option<Traces>,
}

fn look_inside(path: &Path, reader: TracesReader) -> Option<Looked> {
    let mut file = File::open(path).ok()?;
    let content = look(&mut file).ok()?;
    let picture = matches!(content.format, Format::Jpeg | Format::Png | Format::Picture);
    let traces = picture.then(|| file.rewind().and_then(|()| (reader.read)(&mut file)).ok()).flatten();
    Some(Looked { content, traces })
}

impl Store {
    /// What stored bytes are and tell; None where they cannot be read.
    pub fn look_inside(&self, blob: &BlobRef, reader: TracesReader) -> Option<Looked> {
        look_inside(&self.blob_path(blob), reader)
    }
}

impl Writer<'_> {
    /// Looks at the bytes of a blob and keeps what they are. What cannot be read is
    /// left unknown.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn look_at(&mut self, blob: &BlobRef, reader: TracesReader) -> Result<()> {
        match look_inside(&blob_path(self.reader.folder, blob), reader) {
            Some(looked) => self.know_inside(blob, reader, &looked),
            None => Ok(()),
        }
    }

    /// Keeps what the bytes of a blob are. Its bukti may support more now, or less,
    /// without any change.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn know_inside(&mut self, blob: &BlobRef, reader: TracesReader, looked: &Looked) -> Result<()> {
        let sha256 = blob.sha256.as_str();
        self.run(
            "INSERT OR REPLACE INTO blob_content (sha256, reader, content) VALUES (?1, ?2, ?3)",
            params![sha256, READER, looked.content.to_string()],
        )?;
        if let Some(traces) = &looked.traces {
            self.run(
                "INSERT OR REPLACE INTO blob_traces (sha256, reader, traces) VALUES (?1, ?2, ?3)",
                params![sha256, reader.number, written_traces(traces)],
            )?;
        }
        self.bytes_changed(sha256)
    }
}

impl Reader<'_> {
    /// Blobs whose bytes this way of reading has not seen: those of an older program, and
    /// those whose bytes came back. Bytes that are known to be others tell nothing of
    /// those that are meant, and are not among them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn blobs_unseen(&self, reader: TracesReader) -> Result<Vec<BlobRef>> {
        // Pictures go by the beginning of what their bytes are.
        let mut statement = self.connection.prepare_cached(
            "SELECT b.sha256, b.size, b.ending FROM blob b
             LEFT JOIN blob_content c ON c.sha256 = b.sha256 AND c.reader = ?1
             WHERE c.sha256 IS NULL
                OR ((c.content LIKE 'jpeg/%' OR c.content LIKE 'png/%' OR c.content LIKE 'picture/%')
                    AND NOT EXISTS (SELECT 1 FROM blob_traces t WHERE t.sha256 = b.sha256 AND t.reader = ?2))
             ORDER BY b.sha256",
        )?;
        let rows = statement.query_map([READER, reader.number], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
        })?;
        let mut unseen = Vec::new();
        for row in rows {
            let (sha256, size, ending) = row?;
            let Ok(sha256) = sha256.parse::<BlobHash>() else { continue };
            if self.bytes_fault(&sha256)?.is_none() {
                unseen.push(BlobRef { sha256, size: size.unsigned_abs(), ending });
            }
        }
        Ok(unseen)
    }
}
