//! Handing in: the `dossier` is frozen, then written as a bundle that anybody can
//! prove (`export`); and any bag is proved (`verify`).

pub(crate) mod dossier;
pub(crate) mod export;
pub(crate) mod verify;

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::PathBuf,
};

use domain::bukti::{BlobHash, BlobRef};
use exchange::core::port::BlobSource;
use store::Store;

pub use export::ExportBundle;

/// The files of blobs, known before the lock on the registry is let go.
pub(crate) struct BlobFiles(BTreeMap<BlobHash, PathBuf>);

impl BlobFiles {
    pub(crate) fn new(store: &Store, blobs: &[BlobRef]) -> Self {
        Self(blobs.iter().map(|it| (it.sha256.clone(), store.blob_path(it))).collect())
    }
}

impl BlobSource for BlobFiles {
    fn open(&self, sha256: &BlobHash) -> io::Result<Box<dyn Read + '_>> {
        let path = self.0.get(sha256).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }
}
