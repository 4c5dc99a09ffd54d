//! Packing a parcel: streamed, atomic.

use std::{collections::BTreeMap, fmt, fs, io};

use ::disk::OutputPlace;
use domain::{
    bukti::{BlobHash, BlobRef},
    merge::chain::ChainedAct,
};

use super::{
    AbsentFile, Absentees, BLOBS, CHANGES, Error, FORMAT, HEADER, HeaderFile, MAX_ABSENT, ParcelFrom, PemdaFile,
    VERSION, line::Lines,
};
use crate::core::{
    disk::DiskError,
    port::{BlobSource, Sink, TellingReader, Watch, Watched, WorkStep, Written, ZipSink, is_cancelled},
};

/// A written parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenParcel {
    /// Acts inside: lines of `changes.jsonl`.
    pub n_act: u64,
    /// Changes of all those acts.
    pub n_change: u64,
    /// Blobs inside, each once however often it was given.
    pub n_blob: u64,
    /// Bytes of the file on disk.
    pub size: u64,
    /// Of the bytes of `changes.jsonl`, as its header says too.
    pub changes_sha256: BlobHash,
}

/// Writes a parcel. A blob given twice is written once. `absent` are the bukti whose
/// bytes the sender lacks, so that whoever gets it is told.
///
/// # Errors
/// A blob is missing or damaged, the history cannot be read, the disk refuses,
/// or the watcher cancelled; then nothing has appeared.
pub fn write_parcel<E: fmt::Display>(
    from: &ParcelFrom,
    acts: impl Iterator<Item = Result<ChainedAct, E>>,
    blobs: impl Iterator<Item = BlobRef>,
    absent: &[AbsentFile],
    source: &dyn BlobSource,
    place: OutputPlace,
    watch: &mut dyn Watch,
) -> Result<WrittenParcel, Error> {
    let target = &place.target().to_owned();
    let disk = |operation| move |source| DiskError::new(operation, target, source);
    let mut sink = Box::new(ZipSink::new(place).map_err(disk("open"))?);
    let mut done = 0;

    let mut lines = Lines { acts, line: Vec::new(), at: 0, n_act: 0, n_change: 0, failed: None };
    let changes = put(&mut sink, CHANGES, &mut lines, None, watch, (&mut done, 0));
    if let Some(error) = lines.failed {
        return Err(error);
    }
    let changes = changes.map_err(|it| refusal(it, disk("write")))?;

    let mut entries = BTreeMap::from([(CHANGES.to_owned(), changes.clone())]);
    for blob in blobs {
        let path = format!("{BLOBS}{}", blob.sha256);
        if entries.contains_key(&path) {
            continue;
        }
        let bytes = source.open(&blob.sha256).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::BlobMissing(blob.sha256.clone()),
            // A disk that cannot give them back has damaged them.
            _ => Error::BlobDamaged(blob.sha256.clone()),
        })?;
        let mut failed = false;
        let mut bytes = TellingReader { inner: bytes, failed: &mut failed };
        let written = put(&mut sink, &path, &mut bytes, Some(blob.size), watch, (&mut done, 0));
        let written = written.map_err(|it| match refusal(it, disk("write")) {
            Error::Disk(_) if failed => Error::BlobDamaged(blob.sha256.clone()),
            other => other,
        })?;
        if written.sha256 != blob.sha256 || written.size != blob.size {
            return Err(Error::BlobDamaged(blob.sha256));
        }
        entries.insert(path, written);
    }

    let n_blob = entries.len() as u64 - 1;
    let mut header = HeaderFile {
        format: FORMAT.into(),
        version: VERSION,
        pemda: PemdaFile { nama: from.pemda.nama.clone(), kode: from.pemda.kode.clone() },
        device: from.device,
        person: from.person.clone(),
        made_at: from.made_at.clone(),
        n_act: lines.n_act,
        n_change: lines.n_change,
        n_blob,
        changes_sha256: changes.sha256.to_string(),
        absent: (!absent.is_empty())
            .then(|| Absentees { n: absent.len() as u64, first: absent.iter().take(MAX_ABSENT).cloned().collect() }),
        digest: None,
    };
    header.digest = Some(header.digest_with(&entries));
    let header = serde_json::to_vec_pretty(&header).map_err(|it| Error::History(it.to_string()))?;
    put(&mut sink, HEADER, &mut header.as_slice(), None, watch, (&mut done, 0))
        .map_err(|it| refusal(it, disk("write")))?;
    if !watch.step(WorkStep::Writing, HEADER, done, 0) {
        return Err(Error::Cancelled);
    }
    sink.finish(watch).map_err(disk("finish"))?;
    let size = fs::metadata(target).map_err(disk("read"))?.len();
    Ok(WrittenParcel { n_act: lines.n_act, n_change: lines.n_change, n_blob, size, changes_sha256: changes.sha256 })
}

fn put(
    sink: &mut ZipSink,
    path: &str,
    content: &mut dyn io::Read,
    size: Option<u64>,
    watch: &mut dyn Watch,
    (done, total): (&mut u64, u64),
) -> io::Result<Written> {
    let mut content = Watched { inner: content, watch, step: WorkStep::Writing, nama: path, done, total, since: 0 };
    sink.file(path, &mut content, size)
}

fn refusal(error: io::Error, disk: impl Fn(io::Error) -> DiskError) -> Error {
    if is_cancelled(&error) { Error::Cancelled } else { disk(error).into() }
}
