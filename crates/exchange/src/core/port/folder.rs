//! A folder on disk that appears complete or not at all.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::PathBuf,
};

use ::disk::{OutputPlace, Partial};

use super::{Cancelled, Sink, Watch, WorkStep, Written, check_path, copy_hashed, syncing::SyncingFiles};

/// Writes into a sibling of the target and renames it at the end. The target
/// must not exist, or be an empty folder.
pub struct FolderSink {
    // Ends before what it was is removed: Windows removes no open file.
    syncing: SyncingFiles,
    partial: Partial,
    /// All of them are on the disk before the folder appears.
    files: Vec<PathBuf>,
}

impl FolderSink {
    /// Begins a folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(place: OutputPlace) -> io::Result<Self> {
        Ok(Self { partial: place.begin_folder()?, syncing: SyncingFiles::new(), files: Vec::new() })
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
        drop(file);
        self.syncing.add(&file_path);
        self.files.push(file_path);
        Ok(written)
    }

    fn finish(self: Box<Self>, watch: &mut dyn Watch) -> io::Result<()> {
        for (path, at) in self.files.iter().zip(0..) {
            let nama = path.file_name().unwrap_or_default().to_string_lossy();
            if !watch.step(WorkStep::Writing, &nama, at, self.files.len() as u64) {
                return Err(io::Error::other(Cancelled));
            }
            self.syncing.wait(path)?;
        }
        // Windows renames no folder of which a file is open.
        drop(self.syncing);
        self.partial.appear()
    }

    fn target(&self) -> String {
        self.partial.target().display().to_string()
    }
}
