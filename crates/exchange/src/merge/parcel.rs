//! The parcel (`.prakarsa`): the acts and blobs that another laptop lacks.
//!
//! A zip of three kinds of entries, written in this order:
//!
//! * `changes.jsonl`: one act per line, in the writer's order:
//!   `{"first":"<stamp>","op":…,"at":…,"person":…,"previous":"<hash>","hash":"<hash>",
//!   "changes":[{"subject":…,"field":…,"value":…,"replaces":["<stamp>",…]},…]}`. The
//!   changes of an act have consecutive stamps beginning with `first`; each replaces
//!   only stamps with smaller counters. The hash is that of [`domain::merge::chain`].
//!   A line without changes whose `previous` is all `f` says that its sender has lost the
//!   act of that hash, and comes before the one that stands behind it; programs before
//!   2026-11-30 pass it over and let that one wait.
//! * `blobs/<sha256>`: bytes, stored as they are.
//! * `parcel.json`: what this is, from whom, the counts, which bukti came without their
//!   bytes, the SHA-256 of `changes.jsonl`, and a digest over all of that and over every
//!   other entry with its name, size and SHA-256.
//!
//! Version 1 had neither hashes of acts nor that digest; its parcels open still.
//!
//! Unknown *fields of history* pass through untouched (they are text). Unknown
//! *JSON keys* are ignored: a program that needs a new key to be kept raises
//! `version`, and an older program then refuses the parcel as newer.

mod line;
mod read;
mod write;

use std::collections::BTreeMap;

use domain::{
    bukti::BlobHash,
    core::{id::DeviceId, reason::Reason},
    submission::dossier::Pemda,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        foreign_zip::ZipFault,
        port::Written,
    },
};

pub use line::AppendError;
pub use read::{Acts, BlobEntry, Parcel, ParcelLimits};
pub use write::{WrittenParcel, write_parcel};

/// `format` of every parcel.
pub const FORMAT: &str = "prakarsa-parcel";
/// The newest version that this program reads, and the one it writes.
pub const VERSION: u32 = 2;

const CHANGES: &str = "changes.jsonl";
pub(crate) const HEADER: &str = "parcel.json";
const BLOBS: &str = "blobs/";

/// Who sends a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelFrom {
    /// The region whose registry it was packed from.
    pub pemda: Pemda,
    /// The copy that packed it; the acts inside may be of others.
    pub device: DeviceId,
    /// The name set on that copy; empty when none was set.
    pub person: String,
    /// RFC 3339, by the sender's clock: for people, not for order.
    pub made_at: String,
}

/// What a parcel says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParcelHeader {
    /// By whom, where and when it was packed.
    pub from: ParcelFrom,
    /// Acts inside: lines of `changes.jsonl`.
    pub n_act: u64,
    /// Changes of all those acts.
    pub n_change: u64,
    /// Blobs inside, each once.
    pub n_blob: u64,
    /// Of the bytes of `changes.jsonl`.
    pub changes_sha256: BlobHash,
    /// Bukti whose bytes its sender lacks.
    pub absent: Absentees,
}

/// Bukti that a parcel speaks of and whose bytes its sender lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absentees {
    /// How many.
    pub n: u64,
    /// The first of them, at most [`MAX_ABSENT`].
    pub first: Vec<AbsentFile>,
}

/// A bukti without bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsentFile {
    /// What its bytes are, as the bukti says.
    pub sha256: String,
    /// The name that the officer's file had: untrusted text.
    pub nama_berkas: String,
}

/// So many absent files are named; a header stays far below what is read of one.
pub const MAX_ABSENT: usize = 500;

/// `parcel.json`. Keys of a later version (`signature`, `scope`) are tolerated.
#[derive(Serialize, Deserialize)]
struct HeaderFile {
    format: String,
    version: u32,
    pemda: PemdaFile,
    device: DeviceId,
    person: String,
    made_at: String,
    n_act: u64,
    n_change: u64,
    n_blob: u64,
    changes_sha256: String,
    /// Absent where the sender has everything, as before there was such a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    absent: Option<Absentees>,
    /// From version 2 on: see [`HeaderFile::digest_with`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

impl HeaderFile {
    /// SHA-256 over what the header says and over every other entry, in the order of
    /// their names: each text behind its length, so that none runs into the next.
    fn digest_with(&self, entries: &BTreeMap<String, Written>) -> String {
        let number = |it: u64| it.to_string();
        let mut texts = vec![
            self.format.clone(),
            self.version.to_string(),
            self.pemda.nama.clone(),
            self.pemda.kode.clone(),
            self.device.to_string(),
            self.person.clone(),
            self.made_at.clone(),
            number(self.n_act),
            number(self.n_change),
            number(self.n_blob),
        ];
        if let Some(absent) = &self.absent {
            texts.extend([number(absent.n), number(absent.first.len() as u64)]);
            texts.extend(absent.first.iter().flat_map(|it| [it.sha256.clone(), it.nama_berkas.clone()]));
        }
        let mut hasher = Sha256::new();
        texts.extend(entries.iter().flat_map(|(name, it)| [name.clone(), number(it.size), it.sha256.to_string()]));
        for it in texts {
            hasher.update((it.len() as u64).to_be_bytes());
            hasher.update(it);
        }
        hex::encode(hasher.finalize())
    }
}

#[derive(Serialize, Deserialize)]
struct PemdaFile {
    nama: String,
    kode: String,
}

/// Why a parcel was not written or not read. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is a zip, but a damaged or a hostile one.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// It is no parcel at all.
    #[error("not a parcel: {detail}")]
    NotParcel {
        /// What told so.
        detail: String,
    },
    /// It comes from a newer program.
    #[error("parcel version {version}; this program reads {VERSION}")]
    Newer {
        /// As the parcel says; above [`VERSION`].
        version: u64,
    },
    /// It is a parcel, but not as it was written.
    #[error("damaged parcel, {place}: {detail}")]
    Damaged {
        /// The entry or the folder inside.
        place: String,
        /// A stable key.
        detail: &'static str,
    },
    /// An entry that no parcel has.
    #[error("unexpected entry {name}")]
    UnexpectedEntry {
        /// Its name, shortened.
        name: String,
    },
    /// An act that no honest program writes. `detail` is a stable key.
    #[error("line {line}: {detail}")]
    BadAct {
        /// Of `changes.jsonl`, from 1.
        line: u64,
        /// What rule it breaks.
        detail: &'static str,
    },
    /// Beyond [`ParcelLimits`].
    #[error("{what}: {found}, at most {limit}")]
    TooLarge {
        /// `parcel.json`, `changes`, `line` or `blob`.
        what: &'static str,
        /// Its bytes.
        found: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// The sender does not have these bytes.
    #[error("no bytes for {0}")]
    BlobMissing(BlobHash),
    /// The sender's bytes no longer fit their name.
    #[error("bytes do not match {0}")]
    BlobDamaged(BlobHash),
    /// The sender's history could not be read.
    #[error("history: {0}")]
    History(String),
    /// Whoever watched stopped it; of one being written nothing has appeared.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            Self::Zip(it) => it.kind(),
            Self::Newer { .. } => FaultKind::Newer,
            Self::Cancelled => FaultKind::Cancelled,
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::Zip(it) => match it {
                ZipFault::Disk(it) => it.reason(),
                ZipFault::NotZip(_) => Reason::ParcelNotAParcel,
                other => other.reason(),
            },
            Self::NotParcel { .. } => Reason::ParcelNotAParcel,
            Self::Newer { .. } => Reason::ParcelNewer,
            Self::Damaged { .. } => Reason::ParcelDamaged,
            Self::UnexpectedEntry { .. } => Reason::ParcelEntryUnexpected,
            Self::BadAct { .. } => Reason::ParcelActBad,
            Self::TooLarge { .. } => Reason::ParcelTooLarge,
            Self::BlobMissing(_) => Reason::BlobMissing,
            Self::BlobDamaged(_) => Reason::BlobDamaged,
            Self::History(_) => Reason::HistoryUnreadable,
            Self::Cancelled => Reason::Cancelled,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::Zip(it) => it.args(),
            Self::NotParcel { detail } | Self::History(detail) => vec![("detail", detail.clone())],
            Self::Newer { version } => {
                vec![("version", version.to_string()), ("known", VERSION.to_string())]
            }
            Self::Damaged { place, detail } => {
                vec![("place", place.clone()), ("detail", (*detail).to_owned())]
            }
            Self::UnexpectedEntry { name } => vec![("name", name.clone())],
            Self::BadAct { line, detail } => {
                vec![("line", line.to_string()), ("detail", (*detail).to_owned())]
            }
            Self::TooLarge { what, found, limit } => {
                vec![("what", (*what).to_owned()), ("found", found.to_string()), ("limit", limit.to_string())]
            }
            Self::BlobMissing(sha256) | Self::BlobDamaged(sha256) => {
                vec![("sha256", sha256.to_string())]
            }
            Self::Cancelled => Vec::new(),
        }
    }
}

fn damaged(place: &str, detail: &'static str) -> Error {
    Error::Damaged { place: place.to_owned(), detail }
}
