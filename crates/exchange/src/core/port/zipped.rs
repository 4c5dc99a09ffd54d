//! A zip file that appears complete or not at all, equal bytes for equal input.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

use ::disk::{OutputPlace, Partial};
use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

use super::{Sink, Watch, Written, check_path, copy_hashed};

/// Above this many bytes an entry is written in zip64 form; below the limit of
/// 4 GiB, since deflate may grow what it cannot shrink.
const LARGE: u64 = 4_000_000_000;

/// Writes a zip into a sibling of the target and renames it at the end.
pub struct ZipSink {
    // Closed before what it was is removed: Windows removes no open file.
    zip: ZipWriter<Quiet>,
    partial: Partial,
    /// Folder inside the zip that everything lies in; empty or ending in `/`.
    top: String,
}

impl ZipSink {
    /// Begins a zip whose files lie at its root.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(place: OutputPlace) -> io::Result<Self> {
        let (partial, file) = place.begin_file()?;
        Ok(Self { zip: begin(file), partial, top: String::new() })
    }

    /// Begins a zip whose files lie in one folder, so that unpacking it makes
    /// one folder. `top` becomes a safe name.
    ///
    /// # Errors
    /// As [`ZipSink::new`].
    pub fn in_folder(place: OutputPlace, top: &str) -> io::Result<Self> {
        let mut sink = Self::new(place)?;
        sink.top = format!("{}/", crate::core::names::slug(top, 60, "bundle"));
        Ok(sink)
    }
}

/// A file that refuses once: a `ZipWriter` that is dropped over a full disk would
/// write its directory, and print to the screen of whoever runs the program that it
/// could not. After the refusal it goes on as if nothing were wrong, nowhere.
pub(super) struct Quiet {
    file: BufWriter<File>,
    failed: bool,
    /// Where the next byte goes.
    at: u64,
    /// Bytes so far.
    size: u64,
}

/// A zip in a file that is empty.
pub(super) fn begin(file: File) -> ZipWriter<Quiet> {
    let file = BufWriter::with_capacity(super::BUFFER, file);
    ZipWriter::new(Quiet { file, failed: false, at: 0, size: 0 })
}

/// Ends a zip, on the disk. Its file is closed: Windows renames no open one.
pub(super) fn close(zip: ZipWriter<Quiet>) -> io::Result<()> {
    let quiet = zip.finish()?;
    if quiet.failed {
        return Err(io::ErrorKind::WriteZero.into());
    }
    quiet.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

impl Write for Quiet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = match self.failed {
            true => bytes.len(),
            false => self.file.write(bytes).inspect_err(|_| self.failed = true)?,
        };
        self.at += n as u64;
        self.size = self.size.max(self.at);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed { Ok(()) } else { self.file.flush().inspect_err(|_| self.failed = true) }
    }
}

impl Seek for Quiet {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
        };
        let target = target.ok_or(io::ErrorKind::InvalidInput)?;
        // To ask where it stands empties no buffer.
        if target != self.at && !self.failed {
            self.file.seek(SeekFrom::Start(target)).inspect_err(|_| self.failed = true)?;
        }
        self.at = target;
        Ok(target)
    }
}

/// Endings of texts that deflate shrinks; everything else is stored, since
/// documents, pictures and films are compressed already.
const DEFLATED: [&str; 14] =
    ["txt", "json", "jsonl", "html", "css", "xml", "csv", "svg", "md", "tsv", "rtf", "bmp", "toml", "sqlite3"];

/// Whether a zip makes a file smaller, by its ending.
pub fn is_packed(ending: &str) -> bool {
    DEFLATED.contains(&ending)
}

pub(super) fn options(path: &str, size: Option<u64>) -> SimpleFileOptions {
    let is_packed = is_packed(&domain::bukti::ending_of(path));
    let method = if is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
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
        self.zip.start_file(format!("{}{path}", self.top), options(path, size))?;
        copy_hashed(content, &mut self.zip)
    }

    fn finish(self: Box<Self>, _: &mut dyn Watch) -> io::Result<()> {
        close(self.zip)?;
        self.partial.appear()
    }

    fn target(&self) -> String {
        self.partial.target().display().to_string()
    }
}
