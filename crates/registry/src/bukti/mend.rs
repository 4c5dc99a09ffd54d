//! Mending: bytes that are missing or damaged are looked for in a folder, and taken
//! from whatever file there has the hash, whatever it is called now.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::{
    bukti::{BlobHash, BlobRef},
    core::number::count,
};
use store::BlobPut;

use crate::{
    core::{
        error::{Error, Result},
        lookup::bytes_views,
        op::Op,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{MendView, Outcome},
};

/// Folders in folders that are gone into: deeper lies nobody's archive.
const MAX_DEPTH: u32 = 32;
/// Files and folders that are looked at in one search.
const MAX_ENTRIES: u64 = 2_000_000;

/// Looks through a folder for bytes that are missing here or damaged, and puts them
/// where they belong. History stays as it is.
///
/// # Errors
/// The folder cannot be read; the disk is full. What was mended before stays mended.
pub(crate) fn mend_bukti(core: &Core, folder: &Path, watch: &mut dyn Watch) -> Result<Outcome<MendView>> {
    core.writable()?;
    let listed = fs::read_dir(folder).map_err(|error| Error::file(folder, &error))?;
    drop(listed);
    let unsound = core.store.read_bytes(None, &mut |done| watch.step(WorkStep::Hashing, "", done, 0))?;
    let mut wanted: BTreeMap<BlobHash, BlobRef> = unsound.into_iter().map(|(it, _)| (it.sha256.clone(), it)).collect();
    let not_arrived = core.read(|reader| Ok(reader.bytes_not_arrived()?))?;
    wanted.extend(not_arrived.into_iter().map(|it| (it.sha256.clone(), it)));
    let all: Vec<BlobHash> = wanted.keys().cloned().collect();

    let own = disk::real_path(core.store.folder());
    let mut search = Search { core, wanted, own, found: Vec::new(), n_file: 0, n_entry: 0 };
    let ended = search.folder(folder, 0, watch);
    let Search { found, n_file, wanted, .. } = search;
    let view = core.write(Op::MendBukti, |pen| {
        for put in &found {
            pen.know_blob(put)?;
        }
        let told = |left: bool| {
            let some = all.iter().filter(|it| wanted.contains_key(it) == left);
            some.map(|it| bytes_views(pen, it)).collect::<Result<Vec<_>>>().map(|it| it.concat())
        };
        Ok(MendView { mended: told(false)?, left: told(true)?, n_file: count(n_file), stopped: false })
    })?;
    let view = MendView { stopped: !ended?, ..view };
    Ok(outcome(Op::MendBukti, view, Findings::default()))
}

struct Search<'a> {
    core: &'a Core,
    /// What is still looked for.
    wanted: BTreeMap<BlobHash, BlobRef>,
    /// The registry itself, which is not searched.
    own: PathBuf,
    found: Vec<BlobPut>,
    n_file: u64,
    n_entry: u64,
}

impl Search<'_> {
    /// Goes through a folder; false when it was stopped, or everything is found or
    /// looked at that ever is.
    fn folder(&mut self, folder: &Path, depth: u32, watch: &mut dyn Watch) -> Result<bool> {
        if disk::real_path(folder) == self.own {
            return Ok(true);
        }
        // One that may not be read is passed over, like everything in it.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if self.wanted.is_empty() {
                return Ok(true);
            }
            self.n_entry += 1;
            let nama = entry.file_name().to_string_lossy().into_owned();
            if self.n_entry > MAX_ENTRIES || !watch.step(WorkStep::Reading, &nama, self.n_file, 0) {
                return Ok(false);
            }
            // Not through links: they lead anywhere, and round in rings.
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth < MAX_DEPTH {
                if !self.folder(&entry.path(), depth + 1, watch)? {
                    return Ok(false);
                }
            } else if kind.is_file() {
                let Ok(found) = entry.metadata() else { continue };
                self.n_file += 1;
                if !self.file(&entry.path(), found.len(), watch)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// By its size first, then by its hash.
    fn file(&mut self, path: &Path, size: u64, watch: &mut dyn Watch) -> Result<bool> {
        if !self.wanted.values().any(|it| it.size == size) {
            return Ok(true);
        }
        let nama = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let n_file = self.n_file;
        let mut goes_on = |_| watch.step(WorkStep::Reading, &nama, n_file, 0);
        let blob = match store::hash_file(path, &mut goes_on) {
            Ok(None) => return Ok(false),
            Ok(Some(sha256)) => self.wanted.get(&sha256).cloned(),
            Err(_) => None,
        };
        let Some(blob) = blob else { return Ok(true) };
        let mut file = fs::File::open(path).map_err(|error| Error::file(path, &error))?;
        let put = match self.core.store.put_blob(&mut file, path, &blob.ending, &mut goes_on) {
            Err(store::Error::Cancelled) => return Ok(false),
            put => put?,
        };
        // It may have changed since it was hashed.
        if put.blob.sha256 == blob.sha256 {
            self.wanted.remove(&blob.sha256);
            self.found.push(put);
        } else {
            self.core.store.forget_put(&put);
        }
        Ok(true)
    }
}
