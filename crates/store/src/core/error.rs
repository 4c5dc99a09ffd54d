//! What can go wrong below the rules. Each variant is one that `registry` turns
//! into a sentence of its own.

use std::path::{Path, PathBuf};

/// An error of the store. The act did not happen; what was there is still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder has no database.
    #[error("{0} holds no registry")]
    Missing(PathBuf),
    /// A database lies where one was to be made, and has been written to.
    #[error("{0} already holds a registry")]
    Exists(PathBuf),
    /// Whoever writes holds the lock of the folder.
    #[error("{0} is in use by another window or program")]
    Locked(PathBuf),
    /// There is a registry, and this account may not read it.
    #[error("{0} may not be read by this account")]
    Forbidden(PathBuf),
    /// There is a registry, and where it lies nothing may be written.
    #[error("{0} is a place to read only")]
    ReadOnlyPlace(PathBuf),
    /// Of a registry of a newer format, that can be looked at, this cannot be read.
    #[error("format {found} says this otherwise than format {known}")]
    NewerPart {
        /// The format of the registry.
        found: i64,
        /// The newest format that is known.
        known: i64,
    },
    /// An act that nobody stands for was to be written.
    #[error("nobody has said who works here")]
    Nameless,
    /// Something was to be written through a store that only reads.
    #[error("the registry was opened to read")]
    ReadOnly,
    /// The database carries another application id: it is another program's.
    #[error("{0} is not a registry of Prakarsa")]
    Foreign(PathBuf),
    /// A newer program has written it; nothing of it is touched.
    #[error("the registry has format {found}; this program knows up to {known}")]
    Newer {
        /// Its format, the `user_version` of the database.
        found: i64,
        /// The newest format of this program.
        known: i64,
    },
    /// The database is damaged and was moved, not deleted.
    #[error("the database is damaged; it is kept in {kept}")]
    Damaged {
        /// Where the damaged file lies.
        kept: PathBuf,
    },
    /// Damage was met since the registry was opened: nothing more is written until it
    /// is opened again, which looks into it.
    #[error("part of the database cannot be read: {0}")]
    Unsound(String),
    /// The disk, or the user's share of it, has no room for what was to be written.
    #[error("no space left on the disk")]
    Full,
    /// The file system refused.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// What was attempted, a verb such as `rename`.
        what: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// What a file was hashed to is no hash that can name a blob.
    #[error("the bytes do not have the hash {0}")]
    BlobMismatch(String),
    /// A bukti may name the bytes, but this copy does not have them.
    #[error("the bytes with the hash {0} are not here")]
    BlobMissing(String),
    /// The act with this stamp is further ahead of everything known here than any
    /// laptop can have counted, stands behind one that is not here, or is not what its
    /// hash was made of.
    #[error("a change cannot be read: {0}")]
    BadChange(String),
    /// A copy is not what was copied; it was taken out again.
    #[error("the copy {0} is not what was copied")]
    CopyDiffers(PathBuf),
    /// Whoever watched stopped it.
    #[error("cancelled")]
    Cancelled,
    /// Anything else that SQLite says, damage included: see [`Error::is_damage`].
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

    /// The same for what was to be written into a registry's folder.
    pub(crate) fn unwritable(folder: &Path, what: &'static str, path: &Path, source: std::io::Error) -> Error {
        use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        match source.kind() {
            PermissionDenied | ReadOnlyFilesystem => Error::ReadOnlyPlace(folder.to_owned()),
            _ => Error::io(what, path)(source),
        }
    }

    /// Whether a value that lies in the file is none that could have been written.
    pub fn is_of_value(&self) -> bool {
        use rusqlite::Error as E;
        matches!(
            self,
            Self::Sql(
                E::Utf8Error(..)
                    | E::FromSqlConversionFailure(..)
                    | E::InvalidColumnType(..)
                    | E::IntegralValueOutOfRange(..)
            )
        )
    }

    /// Whether the database layer cannot read what is in the file. All SQL of this
    /// crate is tried by tests, so a table or column that it does not find is gone.
    pub fn is_damage(&self) -> bool {
        use rusqlite::{
            Error as E,
            ErrorCode::{ConstraintViolation, DatabaseCorrupt, NotADatabase, TypeMismatch},
        };
        match self {
            Self::Damaged { .. } | Self::Unsound(_) => true,
            // A row that is always there, or that another one points to, is gone.
            Self::Sql(E::QueryReturnedNoRows) => true,
            Self::Sql(_) if self.is_of_value() => true,
            Self::Sql(error) => match error.sqlite_error_code() {
                // Nothing from outside reaches a constraint: rows contradict each other.
                Some(DatabaseCorrupt | NotADatabase | ConstraintViolation | TypeMismatch) => true,
                _ => is_of_schema(error),
            },
            _ => false,
        }
    }
}

/// What a failure of this store tells to whoever carries it on as his own.
pub trait Failure: From<Error> {
    /// Whether it came of a database that cannot be read: see [`Error::is_damage`].
    fn is_damage(&self) -> bool;

    /// What happened, in SQLite's words, where it says something.
    fn detail(&self) -> String;
}

impl Failure for Error {
    fn is_damage(&self) -> bool {
        Error::is_damage(self)
    }

    fn detail(&self) -> String {
        self.to_string()
    }
}

/// Whether the schema is not the one that the statements were written for, or a sum is
/// greater than any that was ever written.
fn is_of_schema(error: &rusqlite::Error) -> bool {
    let text = error.to_string();
    // The tables of words, too, are none that a program wrote.
    let signs = [
        "no such table",
        "no such column",
        "has no column named",
        "malformed database schema",
        "integer overflow",
        "invalid fts5 file format",
    ];
    signs.iter().any(|it| text.contains(it))
        || ["table ", "index "].iter().any(|it| text.starts_with(it)) && text.contains(" already exists")
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
