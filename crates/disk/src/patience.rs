//! A short look by another program is waited out: virus scanners, indexers and sync
//! programs open every new file for a moment, and Windows neither renames nor
//! removes what somebody has open.

use std::{fs, io, path::Path, thread::park_timeout, time::Duration};

/// Attempts, the first included. With the pauses below they last 1.7 seconds.
const ATTEMPTS: u32 = 12;
/// The first pause; each is half as long again as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(10);

/// Whether another program seems to hold the file, perhaps only for a moment.
pub fn is_held(error: &io::Error) -> bool {
    // Access denied, sharing violation, lock violation.
    let on_windows = cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33));
    on_windows || matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy)
}

/// Does something to a file again until nobody holds it, for two seconds at most.
///
/// # Errors
/// What `attempt` said last; anything but a hold is said at once.
pub fn patiently<T>(attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    patiently_pausing(attempt, park_timeout)
}

/// [`patiently`], with somebody else's pauses.
///
/// # Errors
/// As [`patiently`].
pub fn patiently_pausing<T>(
    mut attempt: impl FnMut() -> io::Result<T>,
    mut pause: impl FnMut(Duration),
) -> io::Result<T> {
    let mut next = FIRST_PAUSE;
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(error) if is_held(&error) => pause(next),
            ended => return ended,
        }
        next = next * 3 / 2;
    }
    attempt()
}

/// Removes a file, or a folder with all that lies in it; what is not there is
/// removed already. A link is removed, never followed.
///
/// # Errors
/// Whatever the disk says.
pub fn remove(path: &Path) -> io::Result<()> {
    let once = || match fs::symlink_metadata(path) {
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    };
    match patiently(once) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        ended => ended,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held() -> io::Error {
        io::ErrorKind::ResourceBusy.into()
    }

    #[test]
    fn what_is_held_for_a_moment_is_done_again() {
        let (mut n, mut pauses) = (0, Vec::new());
        let attempt = || {
            n += 1;
            if n < 5 { Err(held()) } else { Ok(n) }
        };
        assert_eq!(patiently_pausing(attempt, |it| pauses.push(it)).unwrap(), 5);
        assert_eq!(pauses.iter().map(Duration::as_micros).collect::<Vec<_>>(), [10_000, 15_000, 22_500, 33_750]);
    }

    #[test]
    fn what_stays_held_is_told_after_two_seconds() {
        let (mut n, mut waited) = (0, Duration::ZERO);
        let attempt = || -> io::Result<()> {
            n += 1;
            Err(held())
        };
        let error = patiently_pausing(attempt, |it| waited += it).unwrap_err();
        assert_eq!((error.kind(), n), (io::ErrorKind::ResourceBusy, ATTEMPTS));
        assert!((1..=2).contains(&waited.as_secs()), "{waited:?}");
    }

    #[test]
    fn any_other_refusal_is_told_at_once() {
        let mut n = 0;
        let attempt = || -> io::Result<()> {
            n += 1;
            Err(io::ErrorKind::NotFound.into())
        };
        assert!(patiently_pausing(attempt, |_| unreachable!("it waited")).is_err());
        assert_eq!(n, 1);
    }

    #[test]
    fn removing_what_is_gone_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a");
        fs::create_dir_all(deep.join("b")).unwrap();
        fs::write(deep.join("b/c"), "c").unwrap();
        remove(&deep).unwrap();
        assert!(!deep.exists());
        remove(&deep).unwrap();
    }
}
