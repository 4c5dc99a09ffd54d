//! The ports: where bytes come from, where files go, and who watches.

mod folder;
mod hashing;
mod memory;
mod single;
mod syncing;
mod zipped;
mod zips;

use std::io::{self, Read, Seek};

use domain::{bukti::BlobHash, named};

pub use folder::FolderSink;
pub(crate) use hashing::copy_hashed;
pub use memory::{MemoryBlobs, MemoryFiles, MemorySink};
pub(crate) use single::SingleFile;
pub use single::write_file;
pub use zipped::{ZipSink, is_packed};
pub use zips::ZipsSink;

/// Buffer of every copy, in bytes.
pub(crate) const BUFFER: usize = 256 * 1024;

/// Stored bytes, by their name.
pub trait BlobSource {
    /// Opens the bytes for reading from the start.
    ///
    /// # Errors
    /// `NotFound` when they are not here; anything else the disk says.
    fn open(&self, sha256: &BlobHash) -> io::Result<Box<dyn BlobBytes + '_>>;
}

/// Bytes that can be read again from any place.
pub trait BlobBytes: Read + Seek {}

impl<T: Read + Seek> BlobBytes for T {}

/// What a sink wrote: how many bytes and their SHA-256, taken on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub size: u64,
    /// Of exactly these bytes, as they went by.
    pub sha256: BlobHash,
}

/// A place for one output of many files. Nothing of it is visible before
/// [`Sink::finish`]; a sink dropped unfinished leaves nothing behind.
pub trait Sink {
    /// Writes one file. `path` is relative, with `/`; `size` is the number of
    /// bytes to come, where it is known.
    ///
    /// # Errors
    /// The path is unsafe or already taken (`InvalidInput`, `AlreadyExists`), or
    /// reading or writing failed. The sink is of no use after an error.
    fn file(&mut self, path: &str, content: &mut dyn Read, size: Option<u64>) -> io::Result<Written>;

    /// Makes the output appear, complete and on disk.
    ///
    /// # Errors
    /// Whatever the disk says, or it was called off; then nothing has appeared.
    fn finish(self: Box<Self>, watch: &mut dyn Watch) -> io::Result<()>;

    /// Where it appears, for people.
    fn target(&self) -> String;
}

named! {
    /// What long work is at: key of its sentence, under `progress.`.
    pub enum WorkStep {
        /// Taking something in, or looking it through before anything is written.
        Reading = "reading",
        /// Putting out files, or putting what was read into the registry.
        Writing = "writing",
        /// Making portal copies.
        Fitting = "fitting",
        /// Going through stored bytes to prove that they are the ones their digests
        /// name.
        Hashing = "hashing",
        /// Comparing the index of words with the texts; `done` and `total` are texts and
        /// words.
        Words = "words",
    }
}

/// Someone who looks on while long work runs, and may call it off.
pub trait Watch {
    /// Called between pieces of work. `nama` is the thing at hand, `done` and
    /// `total` are bytes; `total` is 0 when not known. `false` cancels.
    fn step(&mut self, step: WorkStep, nama: &str, done: u64, total: u64) -> bool;
}

impl<F: FnMut(WorkStep, &str, u64, u64) -> bool> Watch for F {
    fn step(&mut self, step: WorkStep, nama: &str, done: u64, total: u64) -> bool {
        self(step, nama, done, total)
    }
}

/// Nobody looks on.
pub struct Unwatched;

impl Watch for Unwatched {
    fn step(&mut self, _: WorkStep, _: &str, _: u64, _: u64) -> bool {
        true
    }
}

/// The io error by which a cancelled read ends.
#[derive(Debug, thiserror::Error)]
#[error("cancelled")]
pub(crate) struct Cancelled;

/// Whether this is how a read or a sink that was called off ends.
pub fn is_cancelled(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|it| it.is::<Cancelled>())
}

/// How often the watcher is called while bytes flow.
const STEP: u64 = 1024 * 1024;

/// A reader that tells the watcher how far it is.
pub(crate) struct Watched<'a, R> {
    pub inner: R,
    pub watch: &'a mut dyn Watch,
    pub step: WorkStep,
    pub nama: &'a str,
    /// Bytes of the whole work, counted on.
    pub done: &'a mut u64,
    pub total: u64,
    pub since: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        *self.done += n as u64;
        self.since += n as u64;
        if self.since >= STEP {
            self.since = 0;
            if !self.watch.step(self.step, self.nama, *self.done, self.total) {
                return Err(io::Error::other(Cancelled));
            }
        }
        Ok(n)
    }
}

/// A reader that tells afterwards whether it was the one who failed, where reading
/// and writing end in one error.
pub(crate) struct TellingReader<'a, R> {
    pub inner: R,
    pub failed: &'a mut bool,
}

impl<R: Read> Read for TellingReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).inspect_err(|it| *self.failed = it.kind() != io::ErrorKind::Interrupted)
    }
}

/// Refuses paths that could lead out of a sink.
pub(crate) fn check_path(path: &str) -> io::Result<()> {
    if crate::core::names::is_safe_path(path) {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "unsafe path"))
    }
}
