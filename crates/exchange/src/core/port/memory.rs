//! Ports without a disk, for tests and previews.

use std::{
    collections::BTreeMap,
    io::{self, Read},
    sync::{Arc, Mutex},
};

use domain::bukti::BlobHash;
use sha2::{Digest, Sha256};

use super::{BlobBytes, BlobSource, Sink, Watch, Written, check_path, copy_hashed};

/// Files by path.
pub type MemoryFiles = BTreeMap<String, Vec<u8>>;

/// Collects files in memory; they appear in the shared map at `finish`.
#[derive(Default)]
pub struct MemorySink {
    files: MemoryFiles,
    target: Arc<Mutex<Option<MemoryFiles>>>,
}

impl MemorySink {
    /// The sink, and the place where its files appear.
    pub fn new() -> (Self, Arc<Mutex<Option<MemoryFiles>>>) {
        let sink = Self::default();
        let target = Arc::clone(&sink.target);
        (sink, target)
    }
}

impl Sink for MemorySink {
    fn file(&mut self, path: &str, content: &mut dyn Read, _size: Option<u64>) -> io::Result<Written> {
        check_path(path)?;
        if self.files.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let mut bytes = Vec::new();
        let written = copy_hashed(content, &mut bytes)?;
        self.files.insert(path.to_owned(), bytes);
        Ok(written)
    }

    fn finish(self: Box<Self>, _: &mut dyn Watch) -> io::Result<()> {
        let mut target = self.target.lock().map_err(|_| io::Error::other("poisoned"))?;
        *target = Some(self.files);
        Ok(())
    }

    fn target(&self) -> String {
        String::new()
    }
}

/// Bytes by their hash, in memory.
#[derive(Default)]
pub struct MemoryBlobs(BTreeMap<BlobHash, Vec<u8>>);

impl MemoryBlobs {
    /// Adds bytes and returns their name.
    pub fn put(&mut self, bytes: &[u8]) -> Option<BlobHash> {
        let hash: BlobHash = hex::encode(Sha256::digest(bytes)).parse().ok()?;
        self.0.insert(hash.clone(), bytes.to_vec());
        Some(hash)
    }

    /// Replaces the bytes under a name, without asking whether they fit it.
    pub fn damage(&mut self, sha256: &BlobHash, bytes: &[u8]) {
        self.0.insert(sha256.clone(), bytes.to_vec());
    }
}

impl BlobSource for MemoryBlobs {
    fn open(&self, sha256: &BlobHash) -> io::Result<Box<dyn BlobBytes + '_>> {
        let bytes = self.0.get(sha256).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes)))
    }
}
