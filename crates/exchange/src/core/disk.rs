//! What a disk refuses, in a form that names the place and has a stable reason.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use crate::Args;

/// An operation on a file failed.
#[derive(Debug, thiserror::Error)]
#[error("{operation} {path}: {source}")]
pub struct DiskError {
    /// `open`, `read`, `write` or `finish`.
    pub operation: &'static str,
    /// The path or the name inside the output.
    pub path: String,
    pub source: io::Error,
}

impl DiskError {
    pub(crate) fn new(operation: &'static str, path: &Path, source: io::Error) -> Self {
        Self { operation, path: path.display().to_string(), source }
    }

    pub(crate) fn named(operation: &'static str, path: &str, source: io::Error) -> Self {
        Self { operation, path: path.to_owned(), source }
    }

    /// Stable key: `not_found`, `permission_denied`, `no_space`, `already_exists`,
    /// `is_folder`, `not_a_file` or `disk`.
    pub fn reason(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::NotFound => "not_found",
            io::ErrorKind::PermissionDenied => "permission_denied",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "no_space",
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => "already_exists",
            io::ErrorKind::IsADirectory => "is_folder",
            io::ErrorKind::Unsupported => "not_a_file",
            _ => "disk",
        }
    }

    /// `operation`, `path`, `detail` (the system's own words).
    pub fn args(&self) -> Args {
        vec![("operation", self.operation.to_owned()), ("path", self.path.clone()), ("detail", self.source.to_string())]
    }
}

/// Opens a file to read. Folders, pipes and devices are refused before they are
/// opened: opening a pipe waits for whoever writes into it, perhaps for ever.
pub(crate) fn open_file(path: &Path) -> Result<File, DiskError> {
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
