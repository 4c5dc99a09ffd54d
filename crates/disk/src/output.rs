//! An output appears whole or not at all, and takes nobody's place.
//!
//! It is made beside its target under a name that no person gives, noted in a folder
//! while it is in the making, and appears in one step. Who dies over it leaves a
//! note, by which the next start removes exactly what was begun.

mod note;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{patiently, private::private_builder, remove, sync_folder};
use note::Note;
pub use note::{Begun, clear_begun, list_begun};

/// Where one output goes.
#[derive(Debug)]
pub struct OutputPlace {
    target: PathBuf,
    replace: bool,
    /// Whether all that a folder holds was made by an earlier run, so that it may be replaced.
    renews: Option<fn(&Path) -> bool>,
    /// In the name of what is in the making; no two outputs share one.
    mark: String,
    /// Where it is noted.
    notes: Option<PathBuf>,
}

/// How many names with one mark are tried.
const NAMES: u32 = 1000;

impl OutputPlace {
    /// A place where nothing may stand yet.
    ///
    /// # Errors
    /// `AlreadyExists`: something stands there, other than an empty folder.
    /// `NotFound`: the folder it lies in is missing.
    pub fn free(target: &Path) -> io::Result<Self> {
        Self::new(target, false, None)
    }

    /// A place where a regular file may stand, which is replaced in the end; whoever
    /// asks has been told so.
    ///
    /// # Errors
    /// `AlreadyExists`: a folder with content stands there. `Unsupported`: a link, a
    /// pipe or a device does. `NotFound`: the folder it lies in is missing.
    pub fn replacing(target: &Path) -> io::Result<Self> {
        Self::new(target, true, None)
    }

    /// A place where a folder may stand that an earlier run made: `is_own` says whether
    /// all that it holds is of that run. All of it is replaced in the end; whoever asks
    /// has been told so.
    ///
    /// # Errors
    /// As [`Self::free`]; a folder that holds anything else counts as somebody else's.
    pub fn renewing(target: &Path, is_own: fn(&Path) -> bool) -> io::Result<Self> {
        Self::new(target, false, Some(is_own))
    }

    fn new(target: &Path, replace: bool, renews: Option<fn(&Path) -> bool>) -> io::Result<Self> {
        // Without a last slash, which would make a folder of a file's name.
        let target: PathBuf = target.components().collect();
        if target.file_name().is_none() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Processes have different numbers, and each output its own name below.
        let it = Self { target, replace, renews, mark: std::process::id().to_string(), notes: None };
        it.look()?;
        if !it.folder().is_dir() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(it)
    }

    /// The same, marked and noted in a folder while it is in the making.
    #[must_use]
    pub fn noted(mut self, notes: PathBuf, mark: String) -> Self {
        (self.notes, self.mark) = (Some(notes), mark);
        self
    }

    /// What appears in the end.
    pub fn target(&self) -> &Path {
        &self.target
    }

    fn folder(&self) -> &Path {
        self.target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// What stands at the target now may stay there, or be replaced.
    fn look(&self) -> io::Result<()> {
        match fs::symlink_metadata(&self.target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(found) if found.is_dir() => match fs::read_dir(&self.target)?.next() {
                None => Ok(()),
                Some(_) if self.is_renewed() => Ok(()),
                Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
            },
            Ok(_) if !self.replace => Err(io::ErrorKind::AlreadyExists.into()),
            Ok(found) if found.is_file() => Ok(()),
            Ok(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Whether what stands at the target is a folder that this place may renew.
    fn is_renewed(&self) -> bool {
        self.renews.is_some_and(|is_own| is_own(&self.target))
    }

    /// Begins a file.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn begin_file(self) -> io::Result<(Partial, File)> {
        self.begin(|it| File::create_new(it))
    }

    /// Begins a folder, with the rights that the person gives what he makes: it is meant
    /// to be handed on.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn begin_folder(self) -> io::Result<Partial> {
        Ok(self.begin(|it| fs::create_dir(it))?.0)
    }

    /// Begins a folder that only its owner sees into.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn begin_private_folder(self) -> io::Result<Partial> {
        Ok(self.begin(|it| private_builder().create(it))?.0)
    }

    fn begin<T>(self, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(Partial, T)> {
        let renews = self.renews.map(|_| self.target.as_path());
        for n in 0..NAMES {
            let name = format!("{}-{n}", self.mark);
            let path = self.folder().join(partial_name(&name));
            let note = self.notes.as_deref().and_then(|notes| Note::write(notes, &name, &path, renews));
            match make(&path) {
                Ok(made) => return Ok((Partial { place: self, path, _note: note, appeared: false }, made)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // Somebody else's, which this note does not speak of.
                    note.into_iter().for_each(Note::forget);
                }
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Hidden, and unlike anything that a person calls a file.
fn partial_name(name: &str) -> String {
    format!(".prakarsa-{name}.sebagian")
}

/// Where a folder steps to while another takes its place.
fn aside_of(partial: &Path) -> PathBuf {
    let mut name = partial.as_os_str().to_owned();
    name.push(".lama");
    name.into()
}

/// An output in the making. Dropped before it has appeared, it leaves nothing.
#[derive(Debug)]
pub struct Partial {
    place: OutputPlace,
    path: PathBuf,
    /// Goes last: it is there as long as the rest.
    _note: Option<Note>,
    appeared: bool,
}

impl Partial {
    /// Where it is written meanwhile.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What appears in the end.
    pub fn target(&self) -> &Path {
        &self.place.target
    }

    /// Lets it appear at its target in one step. All of it is on the disk already,
    /// and nobody has it open.
    ///
    /// # Errors
    /// Something has come to stand at the target meanwhile; whatever the disk says.
    /// Then nothing has appeared.
    pub fn appear(mut self) -> io::Result<()> {
        self.place.look()?;
        let (from, to) = (&self.path, &self.place.target);
        if from.is_dir() && self.place.is_renewed() {
            renew(from, to)?;
        } else if from.is_dir() {
            if to.exists() {
                // Succeeds only while it is empty; Windows renames a folder onto nothing else.
                fs::remove_dir(to)?;
            }
            patiently(|| fs::rename(from, to))?;
        } else if to.is_file() {
            patiently(|| fs::rename(from, to)).map_err(|error| hold_of(to).unwrap_or(error))?;
        } else {
            appear_where_nothing_is(from, to)?;
        }
        self.appeared = true;
        sync_folder(self.place.folder());
        Ok(())
    }
}

/// Why a file cannot be replaced, where that is because somebody has it open. Windows
/// refuses it then as if a right were missing; asked for the file alone, it says so.
#[cfg(windows)]
fn hold_of(path: &Path) -> Option<io::Error> {
    use std::os::windows::fs::OpenOptionsExt;
    let alone = File::options().read(true).share_mode(0).open(path);
    alone.err().filter(|it| matches!(it.raw_os_error(), Some(32 | 33)))
}

#[cfg(not(windows))]
fn hold_of(_: &Path) -> Option<io::Error> {
    None
}

/// Puts a folder in the place of an earlier one. That one steps aside first and is
/// removed last, so that one of the two is there whole whatever happens; where the new
/// one cannot come, the old one comes back: after a kill at the next start, by the note.
fn renew(from: &Path, to: &Path) -> io::Result<()> {
    let aside = aside_of(from);
    patiently(|| fs::rename(to, &aside))?;
    if let Err(error) = patiently(|| fs::rename(from, to)) {
        patiently(|| fs::rename(&aside, to))?;
        return Err(error);
    }
    // No power cut may take the earlier one and give its name back to what is left of it.
    to.parent().into_iter().for_each(sync_folder);
    // What cannot be removed is noted, and goes at the next start.
    remove(&aside).or(Ok(()))
}

/// Gives a file a name that nobody else has got meanwhile: no call of the standard
/// library renames without replacing.
fn appear_where_nothing_is(from: &Path, to: &Path) -> io::Result<()> {
    if to.is_dir() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    match patiently(|| fs::hard_link(from, to)) {
        // What cannot be removed is noted, and goes at the next start.
        Ok(()) => remove(from).or(Ok(())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Sticks know no second name for a file: there the name is taken first, empty.
        Err(_) => {
            drop(File::create_new(to)?);
            patiently(|| fs::rename(from, to)).inspect_err(|_| drop(fs::remove_file(to)))
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.appeared {
            // Our own, made by `begin`; what fails here is noted.
            let _ = remove(&self.path);
        }
    }
}

/// The first free name beside a taken one: `rekap-2.xlsx` beside `rekap.xlsx`.
pub fn free_name(taken: &Path) -> PathBuf {
    let taken: PathBuf = taken.components().collect();
    let stem = taken.file_stem().unwrap_or_default().to_string_lossy();
    let ending = taken.extension().map(|it| format!(".{}", it.to_string_lossy())).unwrap_or_default();
    let numbered = (2..1000).map(|n| taken.with_file_name(format!("{stem}-{n}{ending}")));
    numbered.into_iter().find(|it| fs::symlink_metadata(it).is_err()).unwrap_or_else(|| taken.clone())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
        all.sort();
        all
    }

    fn write(place: OutputPlace, text: &str) -> io::Result<()> {
        let (partial, mut file) = place.begin_file()?;
        file.write_all(text.as_bytes())?;
        drop(file);
        partial.appear()
    }

    #[test]
    fn a_file_takes_no_other_ones_place_unless_told() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("rekap.xlsx");
        write(OutputPlace::free(&target).unwrap(), "satu").unwrap();
        assert_eq!(OutputPlace::free(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        write(OutputPlace::replacing(&target).unwrap(), "dua").unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "dua");
        assert_eq!(names(folder.path()), ["rekap.xlsx"]);
        assert_eq!(free_name(&target), folder.path().join("rekap-2.xlsx"));
    }

    /// A folder that holds `tanda` and files of one word is ours.
    fn is_own(folder: &Path) -> bool {
        let held = if folder.is_dir() { names(folder) } else { Vec::new() };
        held.iter().any(|it| it == "tanda") && held.iter().all(|it| !it.contains('.'))
    }

    #[test]
    fn a_folder_is_renewed_only_where_all_that_it_holds_is_ours() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("katalog");
        let make = |name: &str| {
            let partial = OutputPlace::renewing(&target, is_own)?.begin_folder()?;
            fs::write(partial.path().join(name), name)?;
            fs::write(partial.path().join("tanda"), "")?;
            partial.appear()
        };
        make("satu").unwrap();
        make("dua").unwrap();
        assert_eq!(names(&target), ["dua", "tanda"]);
        assert_eq!(names(folder.path()), ["katalog"]);
        assert_eq!(OutputPlace::free(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        // What came to lie there while the new one was made, or before.
        let partial = OutputPlace::renewing(&target, is_own).unwrap().begin_folder().unwrap();
        fs::write(target.join("milik.txt"), "orang").unwrap();
        assert_eq!(partial.appear().unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(make("tiga").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names(&target), ["dua", "milik.txt", "tanda"], "somebody else's stays");
        assert_eq!(names(folder.path()), ["katalog"]);
    }

    #[test]
    fn a_run_that_dies_while_it_renews_leaves_the_old_or_the_new_and_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let (target, notes) = (folder.path().join("katalog"), folder.path().join("outputs"));
        let lay = |at: &Path, text: &str| {
            fs::create_dir_all(at).unwrap();
            fs::write(at.join("tanda"), text).unwrap();
        };
        lay(&target, "lama");
        let begin = || {
            let place = OutputPlace::renewing(&target, is_own).unwrap().noted(notes.clone(), "k".to_owned());
            place.begin_folder().unwrap()
        };
        let stands = || (fs::read_to_string(target.join("tanda")).unwrap(), names(folder.path()), names(&notes));
        // Between the two renames, and after them with the old one half removed.
        for (target_is_new, expected) in [(false, "lama"), (true, "baru")] {
            let dying = begin();
            let (path, note) = (dying.path().to_owned(), notes.join("k-0"));
            let text = fs::read(&note).unwrap();
            drop(dying);
            fs::rename(&target, aside_of(&path)).unwrap();
            lay(if target_is_new { &target } else { &path }, "baru");
            fs::write(&note, text).unwrap();
            assert_eq!(clear_begun(&notes), []);
            let nothing: [&str; 0] = [];
            let (text, beside, noted) = stands();
            assert_eq!((text.as_str(), beside.len(), noted.as_slice() == nothing), (expected, 2, true), "{beside:?}");
        }
        // A note that speaks of another folder is nobody's.
        let elsewhere = folder.path().join("lain");
        fs::create_dir(&elsewhere).unwrap();
        let path = elsewhere.join(partial_name("k-0"));
        lay(&aside_of(&path), "milik orang");
        fs::write(notes.join("k-0"), format!("{}\0{}", path.display(), folder.path().join("baru").display())).unwrap();
        assert_eq!(clear_begun(&notes), []);
        assert!(aside_of(&path).is_dir() && !folder.path().join("baru").exists());
    }

    #[test]
    fn a_file_that_came_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("rekap.xlsx");
        let (partial, file) = OutputPlace::free(&target).unwrap().begin_file().unwrap();
        drop(file);
        fs::write(&target, "orang lain").unwrap();
        assert_eq!(partial.appear().unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&target).unwrap(), "orang lain");
        assert_eq!(names(folder.path()), ["rekap.xlsx"]);
    }

    #[test]
    fn nothing_but_a_file_is_ever_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let full = folder.path().join("penuh");
        fs::create_dir(&full).unwrap();
        fs::write(full.join("a"), "a").unwrap();
        assert_eq!(OutputPlace::replacing(&full).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(OutputPlace::free(&folder.path().join("tiada/a")).unwrap_err().kind(), io::ErrorKind::NotFound);
        #[cfg(unix)]
        {
            let link = folder.path().join("tautan");
            std::os::unix::fs::symlink(full.join("a"), &link).unwrap();
            assert_eq!(OutputPlace::replacing(&link).unwrap_err().kind(), io::ErrorKind::Unsupported);
            assert_eq!(OutputPlace::free(&link).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(OutputPlace::replacing(Path::new("/dev/null")).unwrap_err().kind(), io::ErrorKind::Unsupported);
        }
    }

    #[test]
    fn a_dead_runs_output_goes_at_the_next_start_and_a_living_ones_stays() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("outputs");
        let place =
            |name: &str| OutputPlace::free(&folder.path().join(name)).unwrap().noted(notes.clone(), name.to_owned());
        let (living, file) = place("hidup").begin_file().unwrap();
        let dead = place("mati").begin_folder().unwrap();
        fs::write(dead.path().join("data.txt"), "pribadi").unwrap();
        let (path, note) = (dead.path().to_owned(), notes.join("mati-0"));
        let text = fs::read(&note).unwrap();
        drop(dead);
        assert!(!path.exists() && !note.exists());
        // As a kill leaves it: the half folder and its note, and nobody who holds it.
        fs::create_dir(&path).unwrap();
        fs::write(path.join("data.txt"), "pribadi").unwrap();
        fs::write(&note, text).unwrap();
        // A note that speaks of something else is a note of nobody.
        fs::write(folder.path().join("skripsi.docx"), "milik orang").unwrap();
        fs::write(notes.join("lain-0"), folder.path().join("skripsi.docx").to_str().unwrap()).unwrap();

        assert_eq!(clear_begun(&notes), []);
        assert!(!path.exists() && living.path().exists());
        assert_eq!(names(&notes), ["hidup-0"]);
        assert!(folder.path().join("skripsi.docx").exists());
        // Windows keeps the name of a file that is removed until nobody has it open.
        drop(file);
        drop(living);
        assert_eq!(names(folder.path()), ["outputs", "skripsi.docx"]);
    }

    #[test]
    fn what_lies_on_a_missing_disk_is_told_and_kept_in_mind() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("outputs");
        fs::create_dir(&notes).unwrap();
        let path = folder.path().join("stik/.prakarsa-x-0.sebagian");
        fs::write(notes.join("x-0"), path.to_str().unwrap()).unwrap();
        assert_eq!(clear_begun(&notes), [Begun { path }]);
        assert_eq!(names(&notes), ["x-0"]);
    }
}
