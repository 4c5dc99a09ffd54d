//! Folders that end with the run that made them.
//!
//! Each has a file beside it that its maker holds locked. Whoever comes later removes
//! every folder whose file nobody holds, whatever clock and number of a process say:
//! so a kill leaves nothing for longer than until the next start.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{
    create_private_folder,
    private::{private_builder, private_file},
    remove,
};

/// How many names of one process are tried.
const NAMES: u32 = 1000;

const LOCK: &str = "lock";

/// What goes with such a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// All that lies in it.
    Everything,
    /// What nobody may write: copies made with [`seal`]. What a person has saved beside
    /// them is his.
    Sealed,
}

/// A folder of this run alone, below a place for such folders. Dropped, it goes; what
/// another program holds goes at a later start.
#[derive(Debug)]
pub struct EndingFolder {
    path: PathBuf,
    goes: Goes,
    held: Option<File>,
}

impl EndingFolder {
    /// Makes one in a place, which is made where it is missing.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn make(place: &Path, goes: Goes) -> io::Result<Self> {
        create_private_folder(place)?;
        for n in 0..NAMES {
            let path = place.join(format!("prakarsa-{}-{n}", std::process::id()));
            let lock = lock_of(&path);
            let file = match private_file().write(true).create_new(true).open(&lock) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            // Whoever sweeps may have come between, and removed it.
            if file.try_lock().is_err() || fs::symlink_metadata(&lock).is_err() {
                continue;
            }
            if let Err(error) = private_builder().create(&path) {
                drop(file);
                let _ = remove(&lock);
                return Err(error);
            }
            return Ok(Self { path, goes, held: Some(file) });
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for EndingFolder {
    fn drop(&mut self) {
        clear(&self.path, self.goes);
        drop(self.held.take());
        forget(&self.path);
    }
}

/// Removes what runs that died have left in a place.
pub fn sweep(place: &Path, goes: Goes) {
    for lock in fs::read_dir(place).into_iter().flatten().flatten().map(|it| it.path()) {
        if lock.extension() != Some(OsStr::new(LOCK)) || !is_ours(&lock) {
            continue;
        }
        let Ok(file) = File::options().write(true).open(&lock) else { continue };
        if file.try_lock().is_err() {
            continue;
        }
        let path = lock.with_extension("");
        clear(&path, goes);
        // While it is held: nobody makes a folder of this name meanwhile. Windows removes
        // no file that is open.
        if cfg!(windows) {
            drop(file);
        }
        forget(&path);
    }
}

fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it.to_string_lossy().starts_with("prakarsa-"))
}

fn lock_of(path: &Path) -> PathBuf {
    path.with_extension(LOCK)
}

/// Removes the file beside a folder that is gone.
fn forget(path: &Path) {
    if fs::symlink_metadata(path).is_err() {
        let _ = remove(&lock_of(path));
    }
}

/// Removes as much as can be removed: what one program holds keeps nothing else.
fn clear(folder: &Path, goes: Goes) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => clear(&entry.path(), goes),
            Ok(_) if goes == Goes::Everything => drop(remove(&entry.path())),
            Ok(kind) if kind.is_file() => unseal(&entry.path()),
            _ => {}
        }
    }
    // Succeeds only while it is empty.
    let _ = fs::remove_dir(folder);
}

/// Makes a file one that nobody may write: programs then save elsewhere, and what was
/// made here is told from what a person has saved.
///
/// # Errors
/// Whatever the disk says.
pub fn seal(path: &Path) -> io::Result<()> {
    let mut rights = fs::metadata(path)?.permissions();
    rights.set_readonly(true);
    fs::set_permissions(path, rights)
}

/// Removes a sealed file. Windows removes no file that nobody may write, so there the
/// seal goes first, and comes back where a program holds the file.
fn unseal(path: &Path) {
    let Ok(found) = fs::metadata(path) else { return };
    if !found.permissions().readonly() {
        return;
    }
    #[cfg(windows)]
    {
        let mut rights = found.permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "an attribute here, no right of others")]
        rights.set_readonly(false);
        let _ = fs::set_permissions(path, rights);
    }
    // At once: nobody waits at an end for a program that shows the file.
    if fs::remove_file(path).is_err() && cfg!(windows) {
        let _ = seal(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
        all.sort();
        all
    }

    /// As a kill leaves it: folder and file, and nobody who holds it.
    fn die(it: EndingFolder) -> PathBuf {
        let mut it = it;
        drop(it.held.take());
        let path = it.path.clone();
        std::mem::forget(it);
        path
    }

    #[test]
    fn a_folder_ends_with_its_maker_or_at_the_next_sweep() {
        let place = tempfile::tempdir().unwrap();
        let make = || EndingFolder::make(place.path(), Goes::Everything).unwrap();
        let (first, second, living) = (make(), make(), make());
        fs::create_dir(first.path().join("dalam")).unwrap();
        fs::write(first.path().join("dalam/a"), "a").unwrap();
        drop(first);
        let dead = die(second);
        fs::write(dead.join("b"), "b").unwrap();
        // What is called otherwise is nobody's business.
        fs::write(place.path().join("lain.lock"), "").unwrap();
        sweep(place.path(), Goes::Everything);
        let own = living.path().file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(names(place.path()), ["lain.lock".to_owned(), own.clone(), format!("{own}.lock")]);
        drop(living);
        assert_eq!(names(place.path()), ["lain.lock"]);
    }

    #[test]
    fn what_a_person_has_saved_beside_a_sealed_copy_is_his() {
        let place = tempfile::tempdir().unwrap();
        let folder = EndingFolder::make(place.path(), Goes::Sealed).unwrap();
        fs::write(folder.path().join("sk.pdf"), "sk").unwrap();
        seal(&folder.path().join("sk.pdf")).unwrap();
        fs::write(folder.path().join("catatan.docx"), "milik orang").unwrap();
        let path = die(folder);
        sweep(place.path(), Goes::Sealed);
        assert_eq!(names(&path), ["catatan.docx"]);
        fs::remove_file(path.join("catatan.docx")).unwrap();
        sweep(place.path(), Goes::Sealed);
        assert_eq!(names(place.path()), [""; 0]);
    }
}
