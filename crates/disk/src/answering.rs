//! Whether a drive answers at all. What is shared over a network may not, for minutes, and
//! no call of the system lets itself be called off.

use std::{
    io,
    path::Path,
    sync::mpsc,
    thread::{Builder, JoinHandle},
    time::Duration,
};

/// How long a drive may take. A sleeping disk takes some seconds to turn.
const LIMIT: Duration = Duration::from_secs(10);

/// Asks what lies at a path, whatever it is, so that whoever goes on does not wait for ever.
///
/// # Errors
/// `TimedOut`: nothing answered within ten seconds. What else the drive says is found by
/// whoever uses it.
pub fn answering(path: &Path) -> io::Result<()> {
    let path = path.to_owned();
    let ask = move || drop(path.metadata());
    answering_within(LIMIT, ask)
}

/// Does something apart, and waits so long for it. What never ends is left behind with its
/// thread: the system has no other way.
fn answering_within(limit: Duration, ask: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let (said, heard) = mpsc::channel();
    let asked: io::Result<JoinHandle<()>> = Builder::new().name("drive".into()).spawn(move || {
        ask();
        // Whoever has given up hears nothing.
        let _ = said.send(());
    });
    asked?;
    match heard.recv_timeout(limit) {
        Err(mpsc::RecvTimeoutError::Timeout) => Err(io::ErrorKind::TimedOut.into()),
        // One that panicked has answered too.
        Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_that_never_answers_is_not_waited_for() {
        let (_held, never) = mpsc::channel::<()>();
        let asked = answering_within(Duration::from_millis(1), move || assert!(never.recv().is_err()));
        assert_eq!(asked.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[test]
    fn what_is_not_there_has_answered() {
        let folder = tempfile::tempdir().unwrap();
        answering(folder.path()).unwrap();
        answering(&folder.path().join("tiada")).unwrap();
    }
}
