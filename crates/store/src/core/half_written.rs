//! What a run that died has begun and not finished: whoever holds the lock of the
//! folder removes it, and nothing else. No half copy of anybody's data stays behind.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{Error, Reader, Result, Store, core::open::DATABASE};

/// Notes of the outputs in the making, see [`disk::OutputPlace`].
const OUTPUTS: &str = "outputs";

impl Store {
    /// Where outputs in the making are noted.
    pub fn outputs(&self) -> PathBuf {
        self.folder().join(OUTPUTS)
    }

    /// Outputs that a dead run has begun: where the registry is only read, all that lie
    /// there, else those that cannot be removed, since their disk is missing or refuses.
    pub fn left_outputs(&self) -> Vec<PathBuf> {
        match self.read_only {
            true => disk::list_begun(&self.outputs()).into_iter().map(|it| it.path).collect(),
            false => clear_outputs(self.folder()),
        }
    }

    /// Removes what dead runs have begun, before another output is: its note is held by
    /// whoever lives, so this needs no lock of the folder.
    pub fn clear_outputs(&self) {
        clear_outputs(self.folder());
    }
}

/// Removes it at a start: the lock of the folder is held, and nothing of this run has
/// begun.
pub(crate) fn clear_half_written(folder: &Path) {
    let blobs = list(&folder.join("blobs")).filter(|it| is_temporary(it));
    let database = folder.join(format!("{DATABASE}.sebagian"));
    clear_half_backups(folder);
    for path in blobs.chain([database]) {
        // What cannot be removed now is there at the next start.
        let _ = disk::remove(&path);
    }
    clear_outputs(folder);
}

/// Names of stored bytes that have arrived since the registry was opened, one a line as they
/// lie below `blobs/`. Whether an act has made them known the database says.
const ARRIVED: &str = "registry.arrived";

/// Writes down that bytes are about to lie where `target` says: should this run die before
/// an act knows them, the next start removes them.
pub(crate) fn note_arriving(folder: &Path, target: &Path) -> Result<()> {
    let list = folder.join(ARRIVED);
    let name = target.strip_prefix(folder.join("blobs")).unwrap_or(target);
    let noted = disk::private_file().append(true).create(true).open(&list);
    noted.and_then(|mut it| writeln!(it, "{}", name.display())).map_err(Error::io("write", &list))
}

/// Removes bytes that arrived for an act that did not come about, as that act itself would
/// have done had its run lived. All that the database knows, or history names, stays.
pub(crate) fn clear_arrived(reader: &Reader<'_>) -> Result<()> {
    let (blobs, list) = (reader.folder.join("blobs"), reader.folder.join(ARRIVED));
    let Ok(names) = fs::read_to_string(&list) else { return Ok(()) };
    for path in names.lines().map(|it| blobs.join(it)) {
        let is_below = path.strip_prefix(&blobs).is_ok_and(|it| it.components().count() == 2);
        if is_below && path.is_file() && !reader.knows_file(&path)? {
            let _ = disk::remove(&path);
        }
    }
    let _ = disk::remove(&list);
    Ok(())
}

/// Removes what dead runs have begun beside the registry; a note of one that lives is
/// held. Answers what could not be removed.
fn clear_outputs(folder: &Path) -> Vec<PathBuf> {
    disk::clear_begun(&folder.join(OUTPUTS)).into_iter().map(|it| it.path).collect()
}

/// Removes the half backups of a folder, and the journals beside them: at the second
/// place too, where nobody else writes.
pub(crate) fn clear_half_backups(folder: &Path) {
    for path in list(&folder.join("backups")).filter(|it| ends(it, ".sebagian") || ends(it, ".sebagian-journal")) {
        // One that stays costs room and nothing else.
        let _ = disk::remove(&path);
    }
}

fn list(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).filter(|it| it.is_file())
}

fn ends(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|it| it.to_string_lossy().ends_with(ending))
}

/// `<process>-<serial>.sebagian`, as bytes on their way in are called.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let numbers = name.strip_suffix(".sebagian").and_then(|it| it.split_once('-'));
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    numbers.is_some_and(|(process, serial)| is_number(process) && is_number(serial))
}
