//! One bag in the making.

use std::io::{self, Read};

use super::{Error, layout::PlannedBlob};
use crate::{
    bukti::picture::{PictureFault, strip},
    core::{
        disk::DiskError,
        port::{
            BlobBytes, BlobSource, Sink, TellingReader, Watch, Watched, WorkStep, Written, copy_hashed, is_cancelled,
        },
    },
};

/// A bag being written: the sink, and what the manifests will say.
pub(super) struct Bag<'a> {
    pub sink: &'a mut dyn Sink,
    pub watch: &'a mut dyn Watch,
    /// What its paths begin with: empty, or the folder of a volume with `/`.
    pub folder: String,
    /// Bytes of bukti so far, of all volumes.
    pub done: &'a mut u64,
    /// Of how many.
    pub total: u64,
    pub payload: Vec<(String, Written)>,
    pub tags: Vec<(String, Written)>,
}

impl Bag<'_> {
    pub(super) fn text(&mut self, path: &str, text: &str) -> Result<Written, Error> {
        self.bytes(path, text.as_bytes())
    }

    pub(super) fn bytes(&mut self, path: &str, mut bytes: &[u8]) -> Result<Written, Error> {
        if !self.watch.step(WorkStep::Writing, path, *self.done, self.total) {
            return Err(Error::Cancelled);
        }
        let size = bytes.len() as u64;
        let whole = format!("{}{path}", self.folder);
        let written =
            self.sink.file(&whole, &mut bytes, Some(size)).map_err(|it| DiskError::named("write", path, it))?;
        self.note(path, written.clone());
        Ok(written)
    }

    /// Copies the bytes of some bukti.
    pub(super) fn blobs<'b>(
        &mut self,
        source: &dyn BlobSource,
        blobs: impl Iterator<Item = &'b PlannedBlob>,
    ) -> Result<(), Error> {
        for blob in blobs {
            let path = &blob.at.path;
            if !self.watch.step(WorkStep::Writing, path, *self.done, self.total) {
                return Err(Error::Cancelled);
            }
            let written = if blob.at.cleaned { self.clean(source, blob)? } else { self.copy(source, blob)? };
            self.note(path, written);
        }
        Ok(())
    }

    fn copy(&mut self, source: &dyn BlobSource, blob: &PlannedBlob) -> Result<Written, Error> {
        let written = read_through(open(source, blob)?, blob, self.watch, (self.done, self.total), |bytes| {
            self.sink.file(&format!("{}{}", self.folder, blob.at.path), bytes, Some(blob.size))
        })?;
        if written.sha256 == blob.sha256 { Ok(written) } else { Err(damaged(blob)) }
    }

    /// A photo without what it tells; that it is the one it is named after is read first.
    fn clean(&mut self, source: &dyn BlobSource, blob: &PlannedBlob) -> Result<Written, Error> {
        let read = read_through(open(source, blob)?, blob, self.watch, (self.done, self.total), |bytes| {
            copy_hashed(bytes, &mut io::sink())
        })?;
        if read.sha256 != blob.sha256 {
            return Err(damaged(blob));
        }
        let path = &blob.at.path;
        let mut clean = strip(open(source, blob)?).map_err(|fault| match fault {
            PictureFault::Io(_) => damaged(blob),
            // What was found cleanable when it was looked at cannot be cleaned: rather no
            // bundle than one that tells what it says it does not.
            _ => Error::Page { page: path.clone(), detail: "the photo cannot be cleaned".into() },
        })?;
        let whole = format!("{}{path}", self.folder);
        let written = self.sink.file(&whole, &mut clean, Some(blob.size));
        written.map_err(|error| DiskError::named("write", path, error).into())
    }

    fn note(&mut self, path: &str, written: Written) {
        let list = if path.starts_with("data/") { &mut self.payload } else { &mut self.tags };
        list.push((path.to_owned(), written));
    }
}

fn damaged(blob: &PlannedBlob) -> Error {
    Error::BlobDamaged { sha256: blob.sha256.to_string(), nama_berkas: blob.nama_berkas.clone() }
}

fn open<'s>(source: &'s dyn BlobSource, blob: &PlannedBlob) -> Result<Box<dyn BlobBytes + 's>, Error> {
    source.open(&blob.sha256).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Error::BlobMissing { sha256: blob.sha256.to_string(), nama_berkas: blob.nama_berkas.clone() }
        }
        // A disk that cannot give them back has damaged them.
        _ => damaged(blob),
    })
}

/// Gives the bytes of a bukti to `write`, watched, and tells whose fault it was if that
/// fails.
fn read_through(
    bytes: impl Read,
    blob: &PlannedBlob,
    watch: &mut dyn Watch,
    (done, total): (&mut u64, u64),
    write: impl FnOnce(&mut dyn Read) -> io::Result<Written>,
) -> Result<Written, Error> {
    let mut failed = false;
    let path = &blob.at.path;
    let inner = TellingReader { inner: bytes, failed: &mut failed };
    let mut bytes = Watched { inner, watch, step: WorkStep::Writing, nama: path, done, total, since: 0 };
    write(&mut bytes).map_err(|error| match is_cancelled(&error) {
        true => Error::Cancelled,
        false if failed => damaged(blob),
        false => DiskError::named("write", path, error).into(),
    })
}
