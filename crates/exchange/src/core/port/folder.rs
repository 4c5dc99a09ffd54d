//! A folder on disk that appears complete or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use super::{Sink, Written, check_path, copy_hashed};

/// Writes into a sibling of the target and renames it at the end. The target
/// must not exist, or be an empty folder.
pub struct FolderSink {
    target: PathBuf,
    partial: PathBuf,
    /// Flushed to disk at the end, so that the system can write them in bulk.
    files: Vec<PathBuf>,
    finished: bool,
}

impl FolderSink {
    /// Prepares a folder beside `target`.
    ///
    /// # Errors
    /// `AlreadyExists` when the target holds anything; otherwise what the disk
    /// says about its parent.
    pub fn new(target: &Path) -> io::Result<Self> {
        check_free(target)?;
        let partial = partial_beside(target, |it| fs::create_dir(it))?.0;
        Ok(Self { target: target.to_owned(), partial, files: Vec::new(), finished: false })
    }
}

fn check_free(target: &Path) -> io::Result<()> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() && fs::read_dir(target)?.next().is_none() => Ok(()),
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
    }
}

/// Makes `<name>.sebagian-N` beside the target with the first free N.
pub(super) fn partial_beside<T>(target: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    for n in 0..10_000_u32 {
        let mut partial = name.to_owned();
        partial.push(format!(".sebagian-{}-{n}", std::process::id()));
        let partial = target.with_file_name(partial);
        match make(&partial) {
            Ok(made) => return Ok((partial, made)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

impl Sink for FolderSink {
    fn file(&mut self, path: &str, content: &mut dyn Read, _size: Option<u64>) -> io::Result<Written> {
        check_path(path)?;
        let file_path = self.partial.join(path);
        if let Some(parent) = file_path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&file_path)?;
        let written = copy_hashed(content, &mut file)?;
        file.flush()?;
        self.files.push(file_path);
        Ok(written)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        for path in &self.files {
            // Windows flushes only through a handle that may write.
            OpenOptions::new().write(true).open(path)?.sync_all()?;
        }
        check_free(&self.target)?;
        if self.target.exists() {
            // Succeeds only while it is empty; Windows renames onto nothing else.
            fs::remove_dir(&self.target)?;
        }
        fs::rename(&self.partial, &self.target)?;
        self.finished = true;
        sync_parent(&self.target)
    }
}

impl Drop for FolderSink {
    fn drop(&mut self) {
        if !self.finished {
            // Our own unfinished folder, made by `new`; nothing of the user's.
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// Makes a rename durable where the system can.
pub(super) fn sync_parent(path: &Path) -> io::Result<()> {
    if cfg!(unix)
        && let Some(parent) = path.parent()
    {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}
