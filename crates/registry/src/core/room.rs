//! Whether an output will fit, told before any of it is written.

use std::path::Path;

use disk::Lack;
use domain::bukti::BlobRef;
use exchange::core::port::is_packed;

use crate::core::{
    error::{Code, Error, Reason, Result},
    registry::Core,
};

/// What an output takes at least: bytes that nothing makes smaller.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Needed {
    /// Of all its files.
    pub(crate) bytes: u64,
    /// Of its largest file.
    pub(crate) file: u64,
    /// Whether it can be a folder or come in volumes instead.
    pub(crate) parts: bool,
}

impl Needed {
    /// Of files side by side.
    pub(crate) fn of_folder(sizes: impl IntoIterator<Item = u64>) -> Self {
        sizes.into_iter().fold(Self::default(), |it, size| Self {
            bytes: it.bytes.saturating_add(size),
            file: it.file.max(size),
            ..it
        })
    }

    /// Of bukti in one file that packs texts.
    pub(crate) fn of_file(bukti: impl IntoIterator<Item = (impl AsRef<str>, u64)>) -> Self {
        let whole = bukti.into_iter().filter(|it| !is_packed(it.0.as_ref())).map(|it| it.1);
        let bytes = Self::of_folder(whole).bytes;
        Self { bytes, file: bytes, parts: false }
    }

    /// Of bytes of bukti in one file.
    pub(crate) fn of_blobs(blobs: &[BlobRef]) -> Self {
        Self::of_file(blobs.iter().map(|it| (&it.ending, it.size)))
    }

    /// The same of a zip that can be a folder too, or several of at most so many bytes.
    pub(crate) fn of_zips(self, most: Option<u64>) -> Self {
        Self { file: most.map_or(self.file, |it| it.min(self.file)), parts: true, ..self }
    }
}

/// Refuses an output that its disk cannot take. What the disk does not tell is found out
/// by writing.
///
/// # Errors
/// Too little is free there, or no file may be as large.
pub(crate) fn check_room(core: &Core, out: &Path, needed: Needed) -> Result<()> {
    let folder = out.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let refused = |reason| Error::new(Code::NoSpace, reason).arg("path", out.display());
    match core.env.room(folder).lack(needed.bytes, needed.file) {
        None => Ok(()),
        Some(Lack::Free(free)) => Err(refused(Reason::OutputRoom).arg("bytes", needed.bytes).arg("bytes_free", free)),
        Some(Lack::Largest(largest)) => {
            let refused = refused(if needed.parts { Reason::BundleFile } else { Reason::OutputFile });
            Err(refused.arg("bytes", needed.file).arg("bytes_largest", largest))
        }
    }
}
