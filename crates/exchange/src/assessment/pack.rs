//! Packs of rules as files: a folder, a zip of one, or one JSON text that holds
//! every file. What comes in is hostile until read; whether it makes an instrument
//! is asked of [`domain::assessment::instrument::file`].

mod correct;
mod read;

use std::{collections::BTreeMap, io};

use ::disk::OutputPlace;
use domain::core::reason::Reason;
use serde::{Deserialize, Serialize};

use crate::{
    Args, ZipFault,
    core::{
        disk::{DiskError, FaultKind},
        port::{Sink, Unwatched, ZipSink},
    },
};

pub use correct::{Correction, CorrectionFault, copy_as, correct, follow_sums};
pub use read::read_pack_files;

/// Text by path below the pack's folder.
pub type PackFiles = BTreeMap<String, String>;

/// Files of a pack that are read.
pub const MAX_FILES: usize = 300;
/// Bytes of one of them.
pub const MAX_FILE: u64 = domain::assessment::instrument::file::MAX_FILE_BYTES as u64;
/// Bytes of all of them.
pub const MAX_TOTAL: u64 = 8 << 20;

/// What the JSON form calls itself.
const FORMAT: &str = "prakarsa-instrument";
const VERSION: u32 = 1;

/// A pack in one text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Single {
    format: String,
    version: u32,
    files: PackFiles,
}

/// Why a pack was not read.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder or the file cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is a zip, but a damaged or a hostile one.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// The ending tells none of the three forms; holds the path.
    #[error("{0} is no folder, zip or json")]
    Kind(String),
    /// It could be read, but nowhere in it is an `instrument.toml`.
    #[error("no instrument.toml")]
    NotPack,
    /// More files of rules than [`MAX_FILES`].
    #[error("{found} files, at most {limit} are read")]
    TooMany {
        /// Files up to where reading stopped.
        found: usize,
        /// [`MAX_FILES`].
        limit: usize,
    },
    /// One file alone is beyond [`MAX_FILE`].
    #[error("{file} is larger than {limit} bytes")]
    FileTooLarge {
        /// Its path in the pack, shortened.
        file: String,
        /// [`MAX_FILE`], in bytes.
        limit: u64,
    },
    /// All files, or the one text that holds them, are beyond what is read.
    #[error("larger than {limit} bytes together")]
    TooLarge {
        /// In bytes.
        limit: u64,
    },
    /// A link, or a name that could lead out of the pack; holds it, shortened.
    #[error("the path {0} leads elsewhere")]
    Path(String),
    /// Holds the path of the file; a NUL makes it no text either.
    #[error("{0} is no UTF-8 text")]
    NotText(String),
    /// The one text is no JSON, or calls itself something else; holds what is wrong.
    #[error("json: {0}")]
    Json(String),
    /// The one text has a later version than this program reads.
    #[error("made by a newer program")]
    Newer,
}

impl PackError {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            Self::Zip(it) => it.kind(),
            Self::Newer => FaultKind::Newer,
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::Zip(it) => it.reason(),
            Self::Kind(_) => Reason::PackKind,
            Self::NotPack => Reason::PackNotPack,
            Self::TooMany { .. } => Reason::PackTooMany,
            Self::FileTooLarge { .. } => Reason::PackFileTooLarge,
            Self::TooLarge { .. } => Reason::PackTooLarge,
            Self::Path(_) => Reason::PackPath,
            Self::NotText(_) => Reason::PackNotText,
            Self::Json(_) => Reason::PackJson,
            Self::Newer => Reason::PackNewer,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::Zip(it) => it.args(),
            Self::Kind(file) | Self::Path(file) | Self::NotText(file) => vec![("file", file.clone())],
            Self::TooMany { found, limit } => vec![("found", found.to_string()), ("limit", limit.to_string())],
            Self::FileTooLarge { file, limit } => vec![("file", file.clone()), ("limit", limit.to_string())],
            Self::TooLarge { limit } => vec![("limit", limit.to_string())],
            Self::Json(detail) => vec![("detail", detail.clone())],
            Self::NotPack | Self::Newer => Vec::new(),
        }
    }
}

/// Writes a pack as a zip of one folder that another laptop reads; equal packs
/// give equal bytes.
///
/// # Errors
/// Whatever the disk says; then no file has appeared.
pub fn write_pack(place: OutputPlace, id: &str, files: &PackFiles) -> Result<(), DiskError> {
    let path = place.target().to_owned();
    let disk = |source: io::Error| DiskError::new("write", &path, source);
    let mut sink = ZipSink::in_folder(place, id).map_err(disk)?;
    for (name, text) in files {
        sink.file(name, &mut text.as_bytes(), Some(text.len() as u64)).map_err(disk)?;
    }
    Box::new(sink).finish(&mut Unwatched).map_err(disk)
}

/// The same as one JSON text, for whoever sends rules by mail or message.
///
/// # Errors
/// Whatever the disk says; then no file has appeared.
pub fn write_pack_text(place: OutputPlace, files: &PackFiles) -> Result<(), DiskError> {
    let path = place.target().to_owned();
    let disk = |source: io::Error| DiskError::new("write", &path, source);
    let single = Single { format: FORMAT.to_owned(), version: VERSION, files: files.clone() };
    let text = serde_json::to_string_pretty(&single).map_err(|error| disk(error.into()))?;
    let mut sink = crate::core::port::SingleFile::new(place).map_err(disk)?;
    io::Write::write_all(&mut sink, text.as_bytes()).map_err(disk)?;
    sink.finish().map(drop).map_err(disk)
}
