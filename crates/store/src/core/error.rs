//! What can go wrong below the rules. Each variant is one that `registry` turns
//! into a sentence of its own.

use std::path::{Path, PathBuf};

/// An error of the store. The act did not happen; what was there is still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0} holds no registry")]
    Missing(PathBuf),
    #[error("{0} already holds a registry")]
    Exists(PathBuf),
    #[error("{0} is in use by another window or program")]
    Locked(PathBuf),
    #[error("the registry was opened to read")]
    ReadOnly,
    #[error("{0} is not a registry of Prakarsa")]
    Foreign(PathBuf),
    #[error("the registry has format {found}; this program knows up to {known}")]
    Newer { found: i64, known: i64 },
    /// The database is damaged and was moved, not deleted.
    #[error("the database is damaged; it is kept in {kept}")]
    Damaged { kept: PathBuf },
    #[error("no space left on the disk")]
    Full,
    #[error("cannot {what} {path}: {source}")]
    Io { what: &'static str, path: PathBuf, source: std::io::Error },
    #[error("the bytes do not have the hash {0}")]
    BlobMismatch(String),
    #[error("the bytes with the hash {0} are not here")]
    BlobMissing(String),
    #[error("two different changes are stamped {0}")]
    StampClash(String),
    #[error("a change cannot be read: {0}")]
    BadChange(String),
    #[error("cancelled")]
    Cancelled,
    #[error(transparent)]
    Sql(rusqlite::Error),
}

impl Error {
    /// Wraps a file error with what was attempted on which path.
    pub(crate) fn io(what: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| {
            if is_full(&source) { Error::Full } else { Error::Io { what, path, source } }
        }
    }

    /// Whether SQLite says that the file is not sound.
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let Self::Sql(error) = self else { return false };
        matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Error::Full,
            // The index of the write-ahead log found no room to grow.
            _ if extended(&error) == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => Error::Full,
            _ => Error::Sql(error),
        }
    }
}

fn extended(error: &rusqlite::Error) -> Option<i32> {
    error.sqlite_error().map(|it| it.extended_code)
}

/// Whether a write failed because there was no room.
pub(crate) fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}
