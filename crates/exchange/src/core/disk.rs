//! What a disk refuses, in a form that names the place and has a stable reason.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use domain::core::reason::Reason;

use crate::Args;

/// What somebody can do about a fault of this crate; its reason says what happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// The file is not there.
    Missing,
    /// Another file, or another place, is wanted.
    Invalid,
    /// It takes a newer program.
    Newer,
    /// There is no room.
    Full,
    /// Somebody stopped it.
    Cancelled,
    /// It cannot be read, or written.
    Unreadable,
}

/// An operation on a file failed.
#[derive(Debug, thiserror::Error)]
#[error("{operation} {path}: {source}")]
pub struct DiskError {
    /// `open`, `read`, `write` or `finish`.
    pub operation: &'static str,
    /// The path or the name inside the output.
    pub path: String,
    /// What the system said; its kind decides what is told.
    pub source: io::Error,
}

impl DiskError {
    pub(crate) fn new(operation: &'static str, path: &Path, source: io::Error) -> Self {
        Self { operation, path: path.display().to_string(), source }
    }

    pub(crate) fn named(operation: &'static str, path: &str, source: io::Error) -> Self {
        Self { operation, path: path.to_owned(), source }
    }

    fn told(&self) -> (FaultKind, Reason) {
        match self.source.kind() {
            io::ErrorKind::NotFound => (FaultKind::Missing, Reason::FileMissing),
            io::ErrorKind::PermissionDenied => (FaultKind::Unreadable, Reason::FileDenied),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => match self.operation {
                "write" | "finish" => (FaultKind::Full, Reason::OutputFull),
                _ => (FaultKind::Full, Reason::DiskFull),
            },
            io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => {
                (FaultKind::Unreadable, Reason::FileInUse)
            }
            _ if is_shared(&self.source) => (FaultKind::Unreadable, Reason::FileInUse),
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
                (FaultKind::Invalid, Reason::TargetExists)
            }
            io::ErrorKind::IsADirectory => (FaultKind::Invalid, Reason::FileIsFolder),
            io::ErrorKind::Unsupported => (FaultKind::Invalid, Reason::FileSpecial),
            _ => (FaultKind::Unreadable, Reason::FileUnreadable),
        }
    }

    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        self.told().0
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        self.told().1
    }

    /// `operation`, `path`, `cause` (see [`cause`]); where the path is taken
    /// also `free`, a name beside it that is not.
    pub fn args(&self) -> Args {
        let mut args =
            vec![("operation", self.operation.to_owned()), ("path", self.path.clone()), ("cause", cause(&self.source))];
        if self.reason() == Reason::TargetExists {
            args.push(("free", ::disk::free_name(Path::new(&self.path)).display().to_string()));
        }
        args
    }
}

/// Why the disk refused: the key of a sentence `cause.<key>`, or the system's own words
/// where it says what has none.
pub fn cause(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let key = match error.kind() {
        Kind::NotFound | Kind::NotADirectory => "gone",
        Kind::PermissionDenied => "denied",
        Kind::StorageFull | Kind::QuotaExceeded => "no_room",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "in_use",
        Kind::ReadOnlyFilesystem => "read_only",
        Kind::BrokenPipe
        | Kind::ConnectionAborted
        | Kind::ConnectionRefused
        | Kind::ConnectionReset
        | Kind::HostUnreachable
        | Kind::NetworkDown
        | Kind::NetworkUnreachable
        | Kind::NotConnected
        | Kind::StaleNetworkFileHandle => "disconnected",
        Kind::TimedOut => "silent",
        Kind::UnexpectedEof => "cut_short",
        Kind::InvalidFilename => "name_unfit",
        Kind::FileTooLarge => "too_large",
        Kind::AlreadyExists | Kind::DirectoryNotEmpty => "exists",
        Kind::IsADirectory | Kind::Unsupported => "wrong_kind",
        Kind::OutOfMemory => "no_memory",
        _ if is_shared(error) => "in_use",
        _ if is_elsewhere(error) => "in_cloud",
        _ if is_failing(error) => "disk_failed",
        _ => return error.to_string(),
    };
    key.to_owned()
}

/// Whether the disk itself gives up: an input or output error; on Windows also a wrong
/// checksum, a device that does not work or is not ready.
fn is_failing(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[21, 23, 31, 1117] } else { &[5] };
    error.raw_os_error().is_some_and(|it| codes.contains(&it))
}

/// Whether a file only seems to lie here, and OneDrive or another program of that kind
/// cannot bring it.
fn is_elsewhere(error: &io::Error) -> bool {
    // No program that brings it, nobody signed in, no network, refused, ended, too slow.
    const CODES: [i32; 8] = [362, 386, 388, 389, 393, 398, 404, 426];
    cfg!(windows) && error.raw_os_error().is_some_and(|it| CODES.contains(&it))
}

/// Whether Windows says that another program has it open.
pub fn is_shared(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Opens a file to read. Folders, pipes and devices are refused before they are
/// opened: opening a pipe waits for whoever writes into it, perhaps for ever.
pub fn open_file(path: &Path) -> Result<File, DiskError> {
    let disk = |source| DiskError::new("open", path, source);
    let found = fs::metadata(path).map_err(disk)?;
    if found.is_dir() {
        return Err(disk(io::ErrorKind::IsADirectory.into()));
    }
    if !found.is_file() {
        return Err(disk(io::ErrorKind::Unsupported.into()));
    }
    File::open(path).map_err(disk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_windows_says_has_a_sentence_there() {
        for (code, key) in [(32, "in_use"), (33, "in_use"), (362, "in_cloud"), (388, "in_cloud"), (1117, "disk_failed")]
        {
            let said = cause(&io::Error::from_raw_os_error(code));
            assert_eq!(said == key, cfg!(windows), "{code}: {said}");
        }
    }
}
