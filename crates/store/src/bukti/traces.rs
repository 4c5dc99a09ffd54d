//! What pictures tell of place and persons, kept beside the blob. The formats are not
//! known here: whoever opens the registry brings what reads them.

use std::{fs::File, io};

use domain::bukti::{BlobHash, traces::Traces};

use crate::{Reader, Result};

/// A way to read what a picture tells.
#[derive(Clone, Copy, Debug)]
pub struct TracesReader {
    /// Its number; raised, everything is looked at anew.
    pub number: i64,
    /// Reads an open picture.
    pub read: fn(&mut File) -> io::Result<Traces>,
}

/// Text of a row: empty where nothing is told.
pub(super) fn written_traces(traces: &Traces) -> String {
    if traces.is_empty() { String::new() } else { serde_json::to_string(traces).unwrap_or_default() }
}

/// What stands in a row.
pub(crate) fn read_traces(text: Option<String>) -> Option<Traces> {
    serde_json::from_str(&text.filter(|it| !it.is_empty())?).ok()
}

/// Whether a row says what a picture tells, as [`written_traces`] writes it: what is
/// empty in any other way was written by nobody.
pub(super) fn is_known(text: Option<&str>) -> bool {
    text.is_some_and(|it| it.is_empty() || serde_json::from_str(it).is_ok_and(|it: Traces| !it.is_empty()))
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
