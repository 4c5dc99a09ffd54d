//! One file on disk that appears complete or not at all.

use std::{
    fs::File,
    io::{self, Write},
};

use ::disk::{OutputPlace, Partial};
use sha2::{Digest, Sha256};

use super::Written;

/// A file in the making beside its target, hashed on the way.
pub(crate) struct SingleFile {
    // Closed before what it was is removed: Windows removes no open file.
    file: File,
    partial: Partial,
    hasher: Sha256,
    size: u64,
}

impl SingleFile {
    /// Begins a file.
    pub(crate) fn new(place: OutputPlace) -> io::Result<Self> {
        let (partial, file) = place.begin_file()?;
        Ok(Self { file, partial, hasher: Sha256::new(), size: 0 })
    }

    pub(crate) fn finish(self) -> io::Result<Written> {
        self.file.sync_all()?;
        // Windows renames no open file.
        drop(self.file);
        self.partial.appear()?;
        let sha256 = hex::encode(self.hasher.finalize());
        Ok(Written { size: self.size, sha256: sha256.parse().map_err(|_| io::ErrorKind::InvalidData)? })
    }
}

/// Writes one file that is whole in memory.
///
/// # Errors
/// Whatever the disk says; then nothing has appeared.
pub fn write_file(place: OutputPlace, bytes: &[u8]) -> io::Result<Written> {
    let mut file = SingleFile::new(place)?;
    file.write_all(bytes)?;
    file.finish()
}

impl Write for SingleFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..n).unwrap_or_default());
        self.size += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
