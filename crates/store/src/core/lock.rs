//! The lock of a registry folder: who writes, and the highest counter that this
//! folder had given or seen, whatever the database says.

#[cfg(not(windows))]
use std::fs::TryLockError;
use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, Write},
    path::Path,
};

use domain::{core::id::DeviceId, merge::chain::ActHash};

use crate::{Error, Result};

const LOCK: &str = "registry.lock";

/// Told beside the counter. Programs before it wrote the bare number, and after a
/// session that changed nothing it was one too high.
const EXACT: &str = "given";

/// Held as long as the folder is open to write; the system releases it at exit.
#[derive(Debug)]
pub(crate) struct Lock(File);

/// What a lock remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Memory {
    /// No counter above this one was ever given or seen here.
    pub(crate) highest: u64,
    /// Whether that one surely was.
    pub(crate) exact: bool,
}

impl Memory {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let highest = words.next()?.parse().ok()?;
        Some(Self { highest, exact: words.next() == Some(EXACT) })
    }

    /// How many counters are surely gone from a database that knows those up to `known`.
    pub(crate) fn missing(self, known: u64) -> u64 {
        self.highest.saturating_sub(known).saturating_sub(u64::from(!self.exact))
    }
}

impl Lock {
    /// Takes the folder's lock. One that is held is asked for again for two seconds at
    /// most: a program that is just being started has the locks of the one that starts it
    /// for a moment, and those of one that was killed go when the system has come to it,
    /// on Windows too.
    ///
    /// # Errors
    /// Somebody has it, or nothing may be written here.
    pub(crate) fn take(folder: &Path) -> Result<Self> {
        let mut refused = None;
        let taken = disk::patiently(|| match try_take(folder) {
            Ok(Some(file)) => Ok(Some(file)),
            Ok(None) => Err(io::ErrorKind::ResourceBusy.into()),
            Err(error) => {
                refused = Some(error);
                Ok(None)
            }
        });
        match (taken, refused) {
            (_, Some(error)) => Err(error),
            (Ok(Some(file)), None) => Ok(Self(file)),
            _ => Err(Error::Locked(folder.to_owned())),
        }
    }

    /// What it remembers; nothing in a new one, or when somebody wrote into it.
    pub(crate) fn memory(&self) -> Option<Memory> {
        let (mut file, mut text) = (&self.0, String::new());
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        Memory::read(&text)
    }

    /// What the lock of a folder remembers, which somebody else may have.
    pub(crate) fn memory_of(folder: &Path) -> Option<Memory> {
        Memory::read(&std::fs::read_to_string(folder.join(LOCK)).ok()?)
    }

    /// The last act that was written here, by the name that it was written under and its
    /// hash; programs before this one did not say it.
    pub(crate) fn last_act(&self) -> Option<(DeviceId, ActHash)> {
        let (mut file, mut text) = (&self.0, String::new());
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        last_act(&text)
    }

    /// The same of a folder whose lock somebody else may hold.
    pub(crate) fn last_act_of(folder: &Path) -> Option<(DeviceId, ActHash)> {
        last_act(&std::fs::read_to_string(folder.join(LOCK)).ok()?)
    }

    /// Writes the highest counter down, and the last act of this folder's own. A failure
    /// only makes a folder that was put back harder to recognise, so it stops nobody.
    pub(crate) fn remember(&self, counter: u64, last: Option<(DeviceId, ActHash)>) {
        let last = last.map_or_else(String::new, |(device, hash)| format!(" {device} {hash}"));
        let mut file = &self.0;
        let _ = file.rewind().and_then(|()| file.write_all(format!("{counter:020} {EXACT}{last}\n").as_bytes()));
    }

    /// Names the place by this file too; see [`place_name`].
    pub(crate) fn place(&self, at: &str) -> String {
        let born = self.0.metadata().and_then(|it| it.created()).ok();
        place_name(at, file_id(&self.0), born)
    }
}

/// The lock of a folder; None: somebody has it.
#[cfg(not(windows))]
fn try_take(folder: &Path) -> Result<Option<File>> {
    let path = folder.join(LOCK);
    let file = to_write().open(&path).map_err(|error| Error::unwritable(folder, "open", &path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(Error::io("lock", &path)(source)),
    }
}

/// The lock of a folder; None: somebody has it. Where bytes are locked, Windows lets
/// nobody read them, so that whoever copies the folder would stop at this file; where a
/// file is open to one writer alone, everybody may read it.
#[cfg(windows)]
fn try_take(folder: &Path) -> Result<Option<File>> {
    use std::os::windows::fs::OpenOptionsExt;
    const SHARED_TO_READ: u32 = 1;
    const SHARING_VIOLATION: i32 = 32;
    let path = folder.join(LOCK);
    match to_write().share_mode(SHARED_TO_READ).open(&path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(Error::unwritable(folder, "open", &path, error)),
    }
}

/// The third and fourth word of what a lock says.
fn last_act(text: &str) -> Option<(DeviceId, ActHash)> {
    let mut words = text.split_whitespace().skip(2);
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

fn to_write() -> OpenOptions {
    let mut options = disk::private_file();
    options.create(true).truncate(false).read(true).write(true);
    options
}

/// What tells this place from every copy of it: where it lies and which file its lock
/// is. A folder that was copied or put back has another lock file.
///
/// On Windows a birth is an attribute like any other, which `robocopy` and backup
/// programs set, so the number of the file on its volume decides where there is one.
/// Elsewhere nobody can set a birth, while numbers are given again.
fn place_name(at: &str, file: Option<(u64, u64)>, born: Option<std::time::SystemTime>) -> String {
    match file {
        Some((volume, number)) => format!("{at} file {volume:x}-{number:x}"),
        None => format!("{at} {born:?}"),
    }
}

#[cfg(windows)]
fn file_id(file: &File) -> Option<(u64, u64)> {
    let known = winapi_util::file::information(file).ok()?;
    // File systems without such numbers say 0.
    Some((known.volume_serial_number(), known.file_index())).filter(|it| it.1 != 0)
}

#[cfg(not(windows))]
fn file_id(_: &File) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn a_lock_remembers_the_highest_counter() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        assert_eq!(lock.memory(), None, "a new one");
        assert!(matches!(Lock::take(folder.path()), Err(Error::Locked(_))));
        for counter in [7, 12_345, u64::MAX, 8] {
            lock.remember(counter, None);
            assert_eq!(lock.memory(), Some(Memory { highest: counter, exact: true }));
            // Whoever copies the folder reads it while it is held.
            assert_eq!(Lock::memory_of(folder.path()), lock.memory());
        }
        for (text, known) in [
            ("", None),
            ("bukan angka", None),
            ("\0\0\0", None),
            ("00000000000000000012\n", Some(Memory { highest: 12, exact: false })),
            ("00000000000000000012 given\n", Some(Memory { highest: 12, exact: true })),
        ] {
            assert_eq!(Memory::read(text), known, "{text:?}");
        }
        for (exact, known, missing) in [(true, 12, 0), (true, 11, 1), (false, 11, 0), (false, 10, 1), (true, 99, 0)] {
            assert_eq!(Memory { highest: 12, exact }.missing(known), missing, "{exact} {known}");
        }
    }

    #[test]
    fn a_lock_remembers_the_last_act_beside_the_counter() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        let last = ("01890000-0000-7000-8000-0000000000d1".parse().unwrap(), ActHash([7; 32]));
        lock.remember(12, None);
        assert_eq!(lock.last_act(), None);
        lock.remember(13, Some(last));
        assert_eq!((lock.memory().map(|it| it.highest), lock.last_act()), (Some(13), Some(last)));
    }

    #[test]
    fn a_lock_that_is_let_go_in_a_moment_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let held = Lock::take(folder.path()).unwrap();
        held.remember(7, None);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::park_timeout(Duration::from_millis(500));
                drop(held);
            });
            let lock = Lock::take(folder.path()).unwrap();
            assert_eq!(lock.memory().map(|it| it.highest), Some(7), "nothing of it is lost");
        });
    }

    #[test]
    fn a_lock_that_stays_held_is_told_after_two_seconds() {
        let folder = tempfile::tempdir().unwrap();
        let _held = Lock::take(folder.path()).unwrap();
        let begun = std::time::Instant::now();
        assert!(matches!(Lock::take(folder.path()), Err(Error::Locked(_))));
        // Somebody who has two windows open is not kept for long, however busy the machine.
        let waited = begun.elapsed();
        assert!((Duration::from_millis(1_500)..Duration::from_secs(20)).contains(&waited), "{waited:?}");
    }

    #[test]
    fn a_place_is_known_by_its_lock_file() {
        let born = |s| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(s));
        let here = place_name("pc C:/r", Some((1, 7)), born(1));
        for (what, other, same) in [
            ("as it was", place_name("pc C:/r", Some((1, 7)), born(1)), true),
            ("births come and go on a network drive", place_name("pc C:/r", Some((1, 7)), born(2)), true),
            ("put back with its times", place_name("pc C:/r", Some((1, 8)), born(1)), false),
            ("on another volume", place_name("pc C:/r", Some((2, 7)), born(1)), false),
            ("elsewhere", place_name("pc D:/r", Some((1, 7)), born(1)), false),
            ("without numbers", place_name("pc C:/r", None, born(1)), false),
        ] {
            assert_eq!(here == other, same, "{what}");
        }
        assert_eq!(place_name("pc /r", None, born(1)), place_name("pc /r", None, born(1)));
        assert_ne!(place_name("pc /r", None, born(1)), place_name("pc /r", None, born(2)), "copied");
    }
}
