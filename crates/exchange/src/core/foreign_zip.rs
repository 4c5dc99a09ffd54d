//! Opens a zip that someone else made, after checking what it claims.
//!
//! Nothing is ever extracted to disk. The `zip` crate checks CRC and declared
//! sizes while reading; what it does not check is checked here: how much memory
//! the directory takes, names that occur twice, entries that share bytes,
//! encryption, and sizes out of proportion.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::core::reason::Reason;
use zip::{
    CompressionMethod, ZipArchive,
    read::{ArchiveOffset, Config},
    result::ZipError,
};

use crate::{
    Args,
    core::disk::{DiskError, FaultKind, open_file},
    excerpt,
};

/// How much of a zip is believed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ZipLimits {
    pub max_entries: u64,
    /// Longest entry name, in bytes.
    pub max_name: usize,
    /// Sum of the sizes after unpacking, in bytes.
    pub max_total: u64,
    /// Unpacked : packed, of one entry and of the whole …
    pub max_ratio: u64,
    /// … which only counts above this many unpacked bytes.
    pub ratio_from: u64,
}

/// Bytes that the directory and the search for it may take: about 230 for each
/// of a million entries.
const MAX_DIRECTORY: u64 = 256 * 1024 * 1024;

/// Why a zip was not opened.
#[derive(Debug, thiserror::Error)]
pub enum ZipFault {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It has no end record, which every zip has; holds the detail.
    #[error("not a zip: {0}")]
    NotZip(String),
    /// It contradicts itself, ends too early, or a checksum fails; holds the detail.
    #[error("damaged zip: {0}")]
    Damaged(String),
    /// Its directory lists more than is read.
    #[error("{found} entries, at most {limit} are read")]
    TooManyEntries {
        /// As the zip declares.
        found: u64,
        /// The most that is read.
        limit: u64,
    },
    /// All its entries together would unpack to more than is read.
    #[error("{found} bytes, at most {limit} are read")]
    TooLarge {
        /// Bytes after unpacking, as the directory says.
        found: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// It shrank far more than honest files do: a bomb.
    #[error("{name} unpacks to {size} bytes from {packed}")]
    Ratio {
        /// The entry, shortened; empty: all of them together.
        name: String,
        /// Bytes after unpacking, as the directory says.
        size: u64,
        /// Bytes that it takes in the zip.
        packed: u64,
    },
    /// Nothing here asks for a password.
    #[error("{name} is encrypted")]
    Encrypted {
        /// The entry, shortened.
        name: String,
    },
    /// Two entries have one name, and programs differ in which they show.
    #[error("a name occurs twice")]
    DuplicateName,
    /// Two entries would unpack the same bytes, as bombs do.
    #[error("entries share bytes")]
    Overlap,
    /// Longer than any name that is believed.
    #[error("{name} is too long")]
    NameTooLong {
        /// The entry, shortened.
        name: String,
    },
    /// Neither stored nor deflated.
    #[error("{name} is packed in an unknown way")]
    Method {
        /// The entry, shortened.
        name: String,
    },
}

impl ZipFault {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::NotZip(_) => Reason::ZipNotAZip,
            Self::Damaged(_) => Reason::ZipDamaged,
            Self::TooManyEntries { .. } => Reason::ZipTooManyEntries,
            Self::TooLarge { .. } => Reason::ZipTooLarge,
            Self::Ratio { .. } => Reason::ZipRatio,
            Self::Encrypted { .. } => Reason::ZipEncrypted,
            Self::DuplicateName => Reason::ZipDuplicateName,
            Self::Overlap => Reason::ZipOverlap,
            Self::NameTooLong { .. } => Reason::ZipNameTooLong,
            Self::Method { .. } => Reason::ZipMethod,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::NotZip(detail) | Self::Damaged(detail) => vec![("detail", detail.clone())],
            Self::TooManyEntries { found, limit } | Self::TooLarge { found, limit } => {
                vec![("found", found.to_string()), ("limit", limit.to_string())]
            }
            Self::Ratio { name, size, packed } => {
                vec![("file", name.clone()), ("size", size.to_string()), ("packed", packed.to_string())]
            }
            Self::Encrypted { name } | Self::NameTooLong { name } | Self::Method { name } => {
                vec![("file", name.clone())]
            }
            Self::DuplicateName | Self::Overlap => Vec::new(),
        }
    }
}

/// A reader that ends in an error once too much was read through it.
pub(crate) struct Budget<R> {
    inner: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let left = self.left.load(Ordering::Relaxed);
        if left != u64::MAX {
            let left = left.checked_sub(n as u64).ok_or_else(|| io::Error::other("directory too large"))?;
            self.left.store(left, Ordering::Relaxed);
        }
        Ok(n)
    }
}

impl<R: Seek> Seek for Budget<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

/// An opened zip.
pub(crate) type ForeignZip = ZipArchive<BufReader<Budget<File>>>;

/// One entry, by what the directory says.
#[derive(Clone, Debug)]
pub(crate) struct ZipEntry {
    pub index: usize,
    pub name: String,
    pub size: u64,
    pub is_folder: bool,
    pub is_symlink: bool,
}

/// Opens and checks a zip; lists its entries in the order of its directory.
pub(crate) fn open(path: &Path, limits: &ZipLimits) -> Result<(ForeignZip, Vec<ZipEntry>), ZipFault> {
    let disk = |source| DiskError::new("open", path, source);
    let file = open_file(path)?;
    check_end(&file, limits).map_err(|it| it.unwrap_or_else(|it| disk(it).into()))?;
    let left = Arc::new(AtomicU64::new(MAX_DIRECTORY));
    let reader = BufReader::with_capacity(64 * 1024, Budget { inner: file, left: Arc::clone(&left) });
    // Offset 0: no program may hide in front of the first entry.
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    let mut archive = ZipArchive::with_config(config, reader).map_err(|it| zip_fault(it, "open"))?;
    left.store(u64::MAX, Ordering::Relaxed);
    if archive.has_duplicate_names() {
        return Err(ZipFault::DuplicateName);
    }
    let entries = list(&archive, limits)?;
    if archive.has_overlapping_entries().map_err(|it| zip_fault(it, "open"))? {
        return Err(ZipFault::Overlap);
    }
    Ok((archive, entries))
}

/// Reads the number of entries in the end record, before anything is kept for each.
fn check_end(mut file: &File, limits: &ZipLimits) -> Result<(), Result<ZipFault, io::Error>> {
    let length = file.seek(SeekFrom::End(0)).map_err(Err)?;
    let start = length.saturating_sub(22 + 0xffff + 20);
    file.seek(SeekFrom::Start(start)).map_err(Err)?;
    let mut tail = Vec::new();
    file.take(length - start).read_to_end(&mut tail).map_err(Err)?;
    let not_zip = || Ok(ZipFault::NotZip("no end record".into()));
    let at = tail.windows(4).rposition(|it| it == b"PK\x05\x06").ok_or_else(not_zip)?;
    let end = tail.get(at..).unwrap_or_default();
    let u16_at =
        |bytes: &[u8], at: usize| bytes.get(at..at + 2).and_then(|it| it.try_into().ok()).map(u16::from_le_bytes);
    let n = u16_at(end, 10).ok_or_else(not_zip)?;
    let mut n = u64::from(n);
    // In zip64 the number stands in another record, which a locator in front of
    // this one points at.
    let locator = at.checked_sub(20).and_then(|it| tail.get(it..at));
    let locator = locator.filter(|it| n == 0xffff && it.starts_with(b"PK\x06\x07"));
    if let Some(end64) = locator.and_then(|it| it.get(8..16)) {
        file.seek(SeekFrom::Start(u64::from_le_bytes(end64.try_into().unwrap_or_default()))).map_err(Err)?;
        let mut record = [0; 56];
        file.read_exact(&mut record).map_err(|_| not_zip())?;
        let bytes = record.get(32..40).and_then(|it| it.try_into().ok());
        n = bytes.map_or(n, u64::from_le_bytes);
    }
    if n > limits.max_entries {
        return Err(Ok(ZipFault::TooManyEntries { found: n, limit: limits.max_entries }));
    }
    Ok(())
}

fn list(archive: &ForeignZip, limits: &ZipLimits) -> Result<Vec<ZipEntry>, ZipFault> {
    let n = archive.len() as u64;
    if n > limits.max_entries {
        return Err(ZipFault::TooManyEntries { found: n, limit: limits.max_entries });
    }
    let (mut size, mut packed) = (0_u64, 0_u64);
    let mut entries = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|it| zip_fault(it, "open"))?;
        let raw = entry.name_raw();
        // Some programs write UTF-8 without saying so.
        let name = match std::str::from_utf8(raw) {
            Ok(name) => name.to_owned(),
            Err(_) => entry.name().map_err(|it| zip_fault(it, "open"))?.into_owned(),
        };
        let shown = || excerpt(&name);
        if raw.len() > limits.max_name {
            return Err(ZipFault::NameTooLong { name: shown() });
        }
        if entry.encrypted() {
            return Err(ZipFault::Encrypted { name: shown() });
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(ZipFault::Method { name: shown() });
        }
        check_ratio(&shown(), entry.size(), entry.compressed_size(), limits)?;
        size = size.saturating_add(entry.size());
        packed = packed.saturating_add(entry.compressed_size());
        let (is_folder, is_symlink) = (name.ends_with('/'), entry.is_symlink());
        entries.push(ZipEntry { index, size: entry.size(), is_folder, is_symlink, name });
    }
    check_ratio("", size, packed, limits)?;
    if size > limits.max_total {
        return Err(ZipFault::TooLarge { found: size, limit: limits.max_total });
    }
    Ok(entries)
}

fn check_ratio(name: &str, size: u64, packed: u64, limits: &ZipLimits) -> Result<(), ZipFault> {
    if size > limits.ratio_from && size / packed.max(1) > limits.max_ratio {
        return Err(ZipFault::Ratio { name: name.to_owned(), size, packed });
    }
    Ok(())
}

/// Tells damage from a failing disk.
pub(crate) fn zip_fault(error: ZipError, name: &str) -> ZipFault {
    match error {
        ZipError::Io(source) => io_fault(source, name),
        ZipError::InvalidArchive(detail) => ZipFault::Damaged(excerpt(&detail)),
        other => ZipFault::Damaged(excerpt(&other.to_string())),
    }
}

/// The same for an error while reading an entry.
pub(crate) fn io_fault(source: io::Error, name: &str) -> ZipFault {
    match source.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::Other => ZipFault::Damaged(excerpt(&source.to_string())),
        _ => ZipFault::Disk(DiskError::named("read", name, source)),
    }
}
