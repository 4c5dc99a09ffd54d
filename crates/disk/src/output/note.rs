//! Notes of what is in the making, by which the next start clears up after a run that
//! died.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::{aside_of, partial_name};
use crate::{create_private, create_private_folder, patiently, remove, sync_folder};

/// Between the parts of a note: no path holds it.
const BETWEEN: char = '\0';

/// The note of one output: a file that holds its path, and of a folder that is renewed
/// also what it takes the place of; locked while whoever makes it lives. A place that
/// cannot be written is left without notes: looking never needs to write.
#[derive(Debug)]
pub(super) struct Note {
    path: PathBuf,
    of: PathBuf,
    file: Option<File>,
}

impl Note {
    pub(super) fn write(notes: &Path, name: &str, of: &Path, renews: Option<&Path>) -> Option<Self> {
        let of = std::path::absolute(of).ok()?;
        let mut text = of.to_str()?.to_owned();
        if let Some(it) = renews {
            text.push(BETWEEN);
            text.push_str(std::path::absolute(it).ok()?.to_str()?);
        }
        create_private_folder(notes).ok()?;
        let path = notes.join(name);
        let mut file = create_private(&path).ok()?;
        let written = file.try_lock().is_ok() && file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).is_ok();
        let note = Self { path, of: of.clone(), file: Some(file) };
        if written {
            sync_folder(notes);
            return Some(note);
        }
        note.forget();
        None
    }

    pub(super) fn forget(mut self) {
        self.of = PathBuf::new();
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        drop(self.file.take());
        // What still lies there is removed at the next start, by this note; so is what lies
        // on a stick that was pulled out, once it is here again.
        let forgotten = self.of.as_os_str().is_empty();
        if forgotten || [self.of.clone(), aside_of(&self.of)].iter().all(|it| is_gone(it)) {
            let _ = remove(&self.path);
        }
    }
}

/// Whether nothing lies at a path, as the folder around it tells.
fn is_gone(path: &Path) -> bool {
    let missing = fs::symlink_metadata(path).is_err_and(|it| it.kind() == std::io::ErrorKind::NotFound);
    missing && path.parent().is_some_and(Path::is_dir)
}

/// What an earlier run began and did not finish, and could not be removed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where it lies, or lay: its disk may be missing.
    pub path: PathBuf,
}

/// Removes what runs that died have begun, by their notes; a folder that stepped aside
/// for one that never came stands again. What somebody is making now is left alone.
pub fn clear_begun(notes: &Path) -> Vec<Begun> {
    notes_in(notes).filter_map(|note| clear_one(&note)).collect()
}

/// What runs that died have begun and that lies there still; nothing is removed.
pub fn list_begun(notes: &Path) -> Vec<Begun> {
    let unfinished = notes_in(notes).filter_map(|note| read_dead(&note)?).map(|it| it.0);
    unfinished.filter(|it| fs::symlink_metadata(it).is_ok()).map(|path| Begun { path }).collect()
}

fn notes_in(notes: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(notes).into_iter().flatten().flatten().map(|it| it.path())
}

/// What was begun, and of a folder that is renewed also what it takes the place of, by a
/// note that nobody holds; inside, None of what is no note of ours.
fn read_dead(note: &Path) -> Option<Option<(PathBuf, Option<PathBuf>)>> {
    let mut file = File::options().read(true).open(note).ok()?;
    if file.try_lock().is_err() {
        return None;
    }
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    let (path, renews) = text.split_once(BETWEEN).map_or((text.as_str(), None), |it| (it.0, Some(it.1)));
    let (path, renews) = (PathBuf::from(path), renews.map(PathBuf::from));
    // A note speaks of nothing but what its own name says, and of what lies beside it.
    let own = note.file_name().and_then(OsStr::to_str).map(partial_name);
    let is_beside = renews.as_ref().is_none_or(|it| it.parent() == path.parent());
    let is_own = read.is_ok() && is_beside && path.file_name().and_then(OsStr::to_str) == own.as_deref();
    Some(is_own.then_some((path, renews)))
}

/// What is left, if anything is.
fn clear_one(note: &Path) -> Option<Begun> {
    let Some((path, renews)) = read_dead(note)? else {
        let _ = remove(note);
        return None;
    };
    let here = path.parent().is_some_and(Path::is_dir);
    if here && renews.is_none_or(|it| bring_back(&aside_of(&path), &it)) && remove(&path).is_ok() {
        let _ = remove(note);
        return None;
    }
    Some(Begun { path })
}

/// What stepped aside stands again where nothing has come, and goes where something has.
/// False: it lies there still.
fn bring_back(aside: &Path, target: &Path) -> bool {
    if fs::symlink_metadata(aside).is_err() {
        return true;
    }
    match fs::symlink_metadata(target) {
        Ok(_) => remove(aside).is_ok(),
        Err(_) => patiently(|| fs::rename(aside, target)).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OutputPlace;

    #[test]
    fn what_was_begun_on_a_stick_that_is_pulled_out_goes_once_it_is_back() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, stick, pulled) = (folder.path().join("n"), folder.path().join("stik"), folder.path().join("cabut"));
        fs::create_dir(&stick).unwrap();
        let place = OutputPlace::free(&stick.join("salinan")).unwrap().noted(notes.clone(), "a".to_owned());
        let half = place.begin_folder().unwrap();
        let path = half.path().to_owned();
        fs::write(path.join("data.txt"), "pribadi").unwrap();
        fs::rename(&stick, &pulled).unwrap();
        drop(half);
        assert_eq!(clear_begun(&notes), [Begun { path: path.clone() }], "it is kept in mind");
        fs::rename(&pulled, &stick).unwrap();
        assert_eq!((clear_begun(&notes), path.exists()), (Vec::new(), false));
        assert_eq!(fs::read_dir(&notes).unwrap().count(), 0);
    }
}
