//! One file on disk that appears complete or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    Written,
    folder::{partial_beside, sync_parent},
};

/// A file in the making beside its target, hashed on the way.
pub(crate) struct SingleFile {
    target: PathBuf,
    partial: PathBuf,
    file: Option<File>,
    hasher: Sha256,
    size: u64,
}

impl SingleFile {
    /// Prepares a file; one at the target is replaced at the end, not before.
    pub(crate) fn new(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let create = |it: &Path| OpenOptions::new().write(true).create_new(true).open(it);
        let (partial, file) = partial_beside(target, create)?;
        Ok(Self { target: target.to_owned(), partial, file: Some(file), hasher: Sha256::new(), size: 0 })
    }

    pub(crate) fn finish(mut self) -> io::Result<Written> {
        let file = self.file.take().ok_or(io::ErrorKind::NotConnected)?;
        file.sync_all()?;
        // Windows renames no open file.
        drop(file);
        fs::rename(&self.partial, &self.target)?;
        self.partial = PathBuf::new();
        sync_parent(&self.target)?;
        let sha256 = hex::encode(std::mem::take(&mut self.hasher).finalize());
        Ok(Written { size: self.size, sha256: sha256.parse().map_err(|_| io::ErrorKind::InvalidData)? })
    }
}

impl Write for SingleFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.as_mut().ok_or(io::ErrorKind::NotConnected)?.write(bytes)?;
        self.hasher.update(bytes.get(..n).unwrap_or_default());
        self.size += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().ok_or(io::ErrorKind::NotConnected)?.flush()
    }
}

impl Drop for SingleFile {
    fn drop(&mut self) {
        drop(self.file.take());
        if !self.partial.as_os_str().is_empty() {
            // Our own unfinished file, made by `new`; nothing of the user's.
            let _ = fs::remove_file(&self.partial);
        }
    }
}
