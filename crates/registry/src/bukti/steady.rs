//! Taking in a file that somebody may still be writing: a scanner, a copy under way.

use std::{
    fs::{File, Metadata},
    path::Path,
    time::SystemTime,
};

use domain::bukti::ending_of;
use store::BlobPut;

use crate::core::{
    error::{Error, Reason, Result},
    registry::Core,
};

/// What tells whether a file has changed: its size, its times, and which file it is.
#[derive(PartialEq, Eq)]
struct Holding {
    size: u64,
    modified: Option<SystemTime>,
    identity: (u64, u64),
}

impl Holding {
    fn of(found: &Metadata) -> Self {
        Self { size: found.len(), modified: found.modified().ok(), identity: identity(found) }
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.dev(), found.ino())
}

/// Another file under the same name was made at another time.
#[cfg(windows)]
fn identity(found: &Metadata) -> (u64, u64) {
    use std::os::windows::fs::MetadataExt;
    (found.creation_time(), 0)
}

#[cfg(not(any(unix, windows)))]
fn identity(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// Puts the bytes of a file into the registry, as they are before and after: one that
/// changes meanwhile is read once more, and refused when it changes again.
///
/// # Errors
/// The file cannot be read or does not hold still; the disk is full; `watch` stopped it.
pub(super) fn put_steady(core: &Core, path: &Path, nama: &str, watch: &mut dyn FnMut(u64) -> bool) -> Result<BlobPut> {
    let of_file = |error| Error::file(path, &error);
    for _ in 0..2 {
        let mut file = File::open(path).map_err(of_file)?;
        let before = Holding::of(&file.metadata().map_err(of_file)?);
        let put = core.store.put_blob(&mut file, path, &ending_of(nama), watch)?;
        // By its handle, and by its name: a program may put a new file in its place.
        let after = [file.metadata().map_err(of_file)?, std::fs::metadata(path).map_err(of_file)?];
        if put.blob.size == before.size && after.iter().all(|it| Holding::of(it) == before) {
            return Ok(put);
        }
        core.store.forget_put(&put);
    }
    Err(Error::invalid(Reason::FileChanging).arg("path", path.display()))
}
