//! A zip file that appears complete or not at all, equal bytes for equal input.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Read},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

use super::{
    Sink, Written, check_path, copy_hashed,
    folder::{partial_beside, sync_parent},
};

/// Above this many bytes an entry is written in zip64 form; below the limit of
/// 4 GiB, since deflate may grow what it cannot shrink.
const LARGE: u64 = 4_000_000_000;

/// Writes a zip into a sibling of the target and renames it at the end. An
/// existing file at the target is replaced in that one step, and not before.
pub struct ZipSink {
    target: PathBuf,
    partial: PathBuf,
    /// Folder inside the zip that everything lies in; empty or ending in `/`.
    top: String,
    zip: Option<ZipWriter<BufWriter<File>>>,
}

impl ZipSink {
    /// Prepares a zip whose files lie at its root.
    ///
    /// # Errors
    /// `AlreadyExists` when the target is a folder; otherwise what the disk says.
    pub fn new(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let create = |it: &Path| OpenOptions::new().write(true).create_new(true).open(it);
        let (partial, file) = partial_beside(target, create)?;
        let zip = ZipWriter::new(BufWriter::with_capacity(super::BUFFER, file));
        Ok(Self { target: target.to_owned(), partial, top: String::new(), zip: Some(zip) })
    }

    /// Prepares a zip whose files lie in one folder, so that unpacking it makes
    /// one folder. `top` becomes a safe name.
    ///
    /// # Errors
    /// As [`ZipSink::new`].
    pub fn in_folder(target: &Path, top: &str) -> io::Result<Self> {
        let mut sink = Self::new(target)?;
        sink.top = format!("{}/", crate::core::names::slug(top, 60, "bundle"));
        Ok(sink)
    }
}

/// Endings of texts that deflate shrinks; everything else is stored, since
/// documents, pictures and films are compressed already.
const DEFLATED: [&str; 12] = ["txt", "json", "jsonl", "html", "css", "xml", "csv", "svg", "md", "tsv", "rtf", "bmp"];

fn options(path: &str, size: Option<u64>) -> SimpleFileOptions {
    let ending = domain::bukti::ending_of(path);
    let method =
        if DEFLATED.contains(&ending.as_str()) { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
        .large_file(size.is_none_or(|it| it >= LARGE))
}

impl Sink for ZipSink {
    fn file(&mut self, path: &str, content: &mut dyn Read, size: Option<u64>) -> io::Result<Written> {
        check_path(path)?;
        let zip = self.zip.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        zip.start_file(format!("{}{path}", self.top), options(path, size))?;
        copy_hashed(content, zip)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let zip = self.zip.take().ok_or(io::ErrorKind::NotConnected)?;
        let file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        // Windows renames no open file.
        drop(file);
        fs::rename(&self.partial, &self.target)?;
        self.partial = PathBuf::new();
        sync_parent(&self.target)
    }
}

impl Drop for ZipSink {
    fn drop(&mut self) {
        // An unfinished ZipWriter would write its directory when dropped; close it first.
        drop(self.zip.take());
        if !self.partial.as_os_str().is_empty() {
            // Our own unfinished file, made by `new`; nothing of the user's.
            let _ = fs::remove_file(&self.partial);
        }
    }
}
