//! Handing in: the `dossier` is frozen, then written as a bundle that anybody can
//! prove (`export`); any bag is proved (`verify`), and the code of one is read off a photo
//! (`paper`).

mod copies;
pub(crate) mod dossier;
pub(crate) mod export;
pub(crate) mod paper;
mod papers;
pub(crate) mod verify;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io,
    path::PathBuf,
};

use domain::bukti::{BlobHash, BlobRef};
use exchange::core::port::{BlobBytes, BlobSource};
use store::{Reader, Store};

use crate::{
    core::{
        error::{Code, Error, Reason, Result},
        lookup::bytes_views,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    view::BytesView,
};

pub use export::ExportBundle;

/// The files of blobs, known before the lock on the registry is let go.
pub(crate) struct BlobFiles(BTreeMap<BlobHash, PathBuf>);

impl BlobFiles {
    pub(crate) fn new(store: &Store, blobs: &[BlobRef]) -> Self {
        Self(blobs.iter().map(|it| (it.sha256.clone(), store.blob_path(it))).collect())
    }
}

impl BlobFiles {
    /// Others that lie elsewhere for a while.
    pub(crate) fn extend(&mut self, others: impl IntoIterator<Item = (BlobHash, PathBuf)>) {
        self.0.extend(others);
    }
}

impl BlobSource for BlobFiles {
    fn open(&self, sha256: &BlobHash) -> io::Result<Box<dyn BlobBytes + '_>> {
        let path = self.0.get(sha256).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }
}

/// How often something that holds bytes is begun; a disk that goes on failing has to
/// be told.
const ATTEMPTS: usize = 3;

/// Writes what holds bytes of bukti. Where some turn out on the way to be missing or
/// damaged, all are read once, and it is written anew without those: one bad file
/// never blocks the rest, and where all is well nothing is read twice.
///
/// # Errors
/// As `write`, or ever other bytes cannot be read.
pub(crate) fn passing_over<T>(
    core: &Core,
    watch: &mut dyn Watch,
    mut write: impl FnMut(&mut dyn Watch) -> Result<Result<T, BlobHash>>,
) -> Result<T> {
    let mut failed = None;
    for _ in 0..ATTEMPTS {
        let sha256 = match write(watch)? {
            Ok(done) => return Ok(done),
            Err(sha256) => sha256,
        };
        core.read(|reader| Ok(reader.note_read(&sha256, false)?))?;
        core.store.read_bytes(None, &mut |done| watch.step(WorkStep::Hashing, "", done, 0))?;
        failed = Some(sha256);
    }
    Err(Error::new(Code::Unreadable, Reason::BlobDamaged)
        .arg("sha256", failed.map_or_else(String::new, |it| it.to_string())))
}

/// Bukti whose bytes are known to be missing or damaged, and what is left of the rest.
pub(crate) fn part_sound(reader: &Reader<'_>) -> Result<(Vec<BlobRef>, Vec<BytesView>)> {
    let unsound = reader.look_at_bytes()?;
    let mut blobs = reader.blobs()?;
    let bad: BTreeSet<&BlobHash> = unsound.iter().map(|it| &it.0.sha256).collect();
    blobs.retain(|it| !bad.contains(&it.sha256));
    let not_arrived = reader.bytes_not_arrived()?;
    let left_out = unsound.iter().map(|it| &it.0).chain(&not_arrived).map(|it| bytes_views(reader, &it.sha256));
    Ok((blobs, left_out.collect::<Result<Vec<_>>>()?.concat()))
}
