//! A folder on disk that appears complete or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::PathBuf,
};

use ::disk::{OutputPlace, Partial, patiently};

use super::{Cancelled, Sink, Watch, WorkStep, Written, check_path, copy_hashed};

/// Writes into a sibling of the target and renames it at the end. The target
/// must not exist, or be an empty folder.
pub struct FolderSink {
    partial: Partial,
    /// Flushed to disk at the end, so that the system can write them in bulk.
    files: Vec<PathBuf>,
}

impl FolderSink {
    /// Begins a folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(place: OutputPlace) -> io::Result<Self> {
        Ok(Self { partial: place.begin_folder()?, files: Vec::new() })
    }
}

impl Sink for FolderSink {
    fn file(&mut self, path: &str, content: &mut dyn Read, _size: Option<u64>) -> io::Result<Written> {
        check_path(path)?;
        let file_path = self.partial.path().join(path);
        if let Some(parent) = file_path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create_new(&file_path)?;
        let written = copy_hashed(content, &mut file)?;
        file.flush()?;
        self.files.push(file_path);
        Ok(written)
    }

    fn finish(self: Box<Self>, watch: &mut dyn Watch) -> io::Result<()> {
        for (path, at) in self.files.iter().zip(0..) {
            let nama = path.file_name().unwrap_or_default().to_string_lossy();
            if !watch.step(WorkStep::Writing, &nama, at, self.files.len() as u64) {
                return Err(io::Error::other(Cancelled));
            }
            // Windows flushes only through a handle that may write.
            patiently(|| OpenOptions::new().write(true).open(path))?.sync_all()?;
        }
        self.partial.appear()
    }

    fn target(&self) -> String {
        self.partial.target().display().to_string()
    }
}
