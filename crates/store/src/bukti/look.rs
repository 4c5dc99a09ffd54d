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
        traces::{TracesReader, is_known, read_traces, written_traces},
    },
};

/// What a look inside a file found.
#[derive(Debug)]
pub struct Looked {
    content: Content,
    /// None of what is no picture, or cannot be read.
    traces: Option<Traces>,
}

impl Looked {
    /// Whether it tells of place or persons and a copy without that can be made; also
    /// where nobody could say, so that what is unknown does not leave as if it told nothing.
    pub fn is_to_clean(&self) -> bool {
        let unknown = is_picture(self.content);
        self.traces.as_ref().map_or(unknown, |it| it.cleanable && !it.is_empty())
    }
}

/// What rows say of a blob; of its traces None where nothing is kept.
struct Said {
    content: String,
    traces: Option<String>,
}

impl Said {
    fn is(&self, looked: &Looked) -> bool {
        let traces = match (&self.traces, &looked.traces) {
            // Nothing is said of it, or what nobody writes: it is unseen.
            (said, Some(_)) if !is_known(said.as_deref()) => true,
            (None, _) => true,
            // Of what tells nothing nothing else is kept.
            (Some(said), Some(looked)) => read_traces(Some(said.clone())).map_or(looked.is_empty(), |it| it == *looked),
            (Some(_), None) => false,
        };
        // A row that nobody writes makes it unseen too, see `blobs_unseen`.
        let content = self.content.parse::<Content>().map_or(true, |it| it == looked.content);
        content && traces
    }
}

fn is_picture(content: Content) -> bool {
    matches!(content.format, Format::Jpeg | Format::Png | Format::Picture)
}

fn look_inside(path: &Path, reader: TracesReader) -> Option<Looked> {
    let mut file = File::open(path).ok()?;
    let content = look(&mut file).ok()?;
    let traces = is_picture(content).then(|| file.rewind().and_then(|()| (reader.read)(&mut file)).ok()).flatten();
    Some(Looked { content, traces })
}

impl Store {
    /// What stored bytes are and tell; None where they cannot be read.
    pub fn look_inside(&self, blob: &BlobRef, reader: TracesReader) -> Option<Looked> {
        look_inside(&self.blob_path(blob), reader)
    }

    /// Blobs of which a row says what their bytes are not, each with what they are. Every
    /// file that was looked at is looked at once more. `watch` is told the bytes that lie
    /// behind and may return false to stop: what was found until then is answered.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn seen_otherwise(
        &self,
        reader: TracesReader,
        watch: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Vec<(BlobRef, Looked)>> {
        let (mut done, mut otherwise) = (0, Vec::new());
        for (blob, said) in self.read(|it| it.seen(reader))? {
            done += blob.size;
            if !watch(done) {
                break;
            }
            if let Some(looked) = self.look_inside(&blob, reader)
                && !said.is(&looked)
            {
                otherwise.push((blob, looked));
            }
        }
        Ok(otherwise)
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
        match &looked.traces {
            Some(traces) => self.run(
                "INSERT OR REPLACE INTO blob_traces (sha256, reader, traces) VALUES (?1, ?2, ?3)",
                params![sha256, reader.number, written_traces(traces)],
            )?,
            None => self.run("DELETE FROM blob_traces WHERE sha256 = ?1", [sha256])?,
        }
        self.bytes_changed(sha256)
    }
}

impl Reader<'_> {
    /// What is kept of sound bytes that this way of reading has seen.
    fn seen(&self, reader: TracesReader) -> Result<Vec<(BlobRef, Said)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.sha256, b.size, b.ending, c.content, t.traces FROM blob b
             JOIN blob_content c ON c.sha256 = b.sha256 AND c.reader = ?1
             LEFT JOIN blob_traces t ON t.sha256 = b.sha256 AND t.reader = ?2
             ORDER BY b.sha256",
        )?;
        let mut rows = statement.query([READER, reader.number])?;
        let mut seen = Vec::new();
        while let Some(row) = rows.next()? {
            let (sha256, size, ending): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let said = Said { content: row.get(3)?, traces: row.get(4)? };
            let Ok(sha256) = sha256.parse::<BlobHash>() else { continue };
            if self.bytes_fault(&sha256)?.is_none() {
                seen.push((BlobRef { sha256, size: size.unsigned_abs(), ending }, said));
            }
        }
        Ok(seen)
    }

    /// Blobs whose bytes this way of reading has not seen: those of an older program, those
    /// whose bytes came back, and those of which a row says what nobody writes. Bytes that
    /// are known to be others tell nothing of those that are meant, and are not among them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn blobs_unseen(&self, reader: TracesReader) -> Result<Vec<BlobRef>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT b.sha256, b.size, b.ending, c.content, t.traces FROM blob b
             LEFT JOIN blob_content c ON c.sha256 = b.sha256 AND c.reader = ?1
             LEFT JOIN blob_traces t ON t.sha256 = b.sha256 AND t.reader = ?2
             ORDER BY b.sha256",
        )?;
        let mut rows = statement.query([READER, reader.number])?;
        let mut unseen = Vec::new();
        while let Some(row) = rows.next()? {
            let content: Option<Content> = row.get::<_, Option<String>>(3)?.and_then(|it| it.parse().ok());
            let traces: Option<String> = row.get(4)?;
            if content.is_some_and(|it| !is_picture(it) || is_known(traces.as_deref())) {
                continue;
            }
            let (sha256, size, ending): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Ok(sha256) = sha256.parse::<BlobHash>() else { continue };
            if self.bytes_fault(&sha256)?.is_none() {
                unseen.push(BlobRef { sha256, size: size.unsigned_abs(), ending });
            }
        }
        Ok(unseen)
    }
}
