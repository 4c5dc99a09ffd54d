//! The snapshot: the registry of one moment in one file, which a registry keeps as it
//! keeps a bukti.
//!
//! A zip of three kinds of entries:
//!
//! * `registry.sqlite3`: the database as it was, without what belonged to one laptop alone.
//! * `rules/<path>`: the files of the instrument that it was made under.
//! * `snapshot.json`: what this is: whose, under which rules, which inovasi were chosen,
//!   the skor on every basis, the program and the moment.
//!
//! Whoever has its hash knows that it is whole; what lies inside is believed no more
//! than anything else that comes from another laptop.

mod read;
mod write;

use std::collections::BTreeMap;

use domain::core::{
    id::{InovasiId, InstrumentId},
    reason::Reason,
};
use serde::{Deserialize, Serialize};

use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        foreign_zip::ZipFault,
    },
};

pub use read::{SnapshotFile, SnapshotLimits};
pub use write::write_snapshot;

/// `format` of every snapshot.
const FORMAT: &str = "prakarsa-snapshot";
/// The newest version that this program reads, and the one it writes.
pub const VERSION: u32 = 1;

const DATABASE: &str = "registry.sqlite3";
const FACTS: &str = "snapshot.json";
const RULES: &str = "rules/";

/// What a snapshot says of itself. Keys that only a later program knows are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotFacts {
    /// Name of the government whose registry it is.
    pub pemda_nama: String,
    /// Its Kemendagri code, for example `33.74`.
    pub pemda_kode: String,
    /// The year whose submission it holds.
    pub instrument: InstrumentId,
    /// SHA-256 of the rules under `rules/`, lower-case hex.
    pub rules_sha256: String,
    /// Version of the program that kept it.
    pub program: String,
    /// When: milliseconds since 1970, the writer's clock.
    pub at: i64,
    /// The inovasi that were chosen then, by name.
    pub inovasi: Vec<SnapshotInovasi>,
    /// The standing of the region then, by the name of the basis.
    pub standing: BTreeMap<String, SnapshotStanding>,
}

/// One chosen inovasi, with its kematangan by the name of the basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotInovasi {
    /// The same in every registry.
    pub id: InovasiId,
    /// As it was called.
    pub nama: String,
    /// Two places; a basis on which it cannot be computed is not there.
    pub kematangan: BTreeMap<String, String>,
}

/// Where the region stood on one basis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotStanding {
    /// The index, two places; None where it cannot be computed.
    pub iid: Option<String>,
    /// The total that it is a percentage of, two places.
    pub skor_total: Option<String>,
    /// The band that the index falls in; None where the award has none.
    pub predikat: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct FactsFile {
    format: String,
    version: u32,
    #[serde(flatten)]
    facts: SnapshotFacts,
}

/// Why a snapshot was not written or not read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is a zip, but a damaged or a hostile one.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// It is no snapshot at all.
    #[error("not a snapshot: {detail}")]
    NotSnapshot {
        /// What told so.
        detail: String,
    },
    /// It comes from a newer program.
    #[error("snapshot version {version}; this program reads {VERSION}")]
    Newer {
        /// As the snapshot says; above [`VERSION`].
        version: u64,
    },
    /// It is a snapshot, but not as it was written.
    #[error("damaged snapshot, {place}: {detail}")]
    Damaged {
        /// The entry, shortened.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Beyond [`SnapshotLimits`].
    #[error("{place}: {found} bytes, at most {limit}")]
    TooLarge {
        /// The entry.
        place: String,
        /// Its bytes.
        found: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// Whoever watched stopped it.
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
                ZipFault::NotZip(_) => Reason::SnapshotNotOne,
                other => other.reason(),
            },
            Self::NotSnapshot { .. } => Reason::SnapshotNotOne,
            Self::Newer { .. } => Reason::SnapshotNewer,
            Self::Damaged { .. } => Reason::SnapshotDamaged,
            Self::TooLarge { .. } => Reason::SnapshotTooLarge,
            Self::Cancelled => Reason::Cancelled,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::Zip(it) => it.args(),
            Self::NotSnapshot { detail } => vec![("detail", detail.clone())],
            Self::Newer { version } => vec![("version", version.to_string()), ("known", VERSION.to_string())],
            Self::Damaged { place, detail } => vec![("place", place.clone()), ("detail", detail.clone())],
            Self::TooLarge { place, found, limit } => {
                vec![("place", place.clone()), ("found", found.to_string()), ("limit", limit.to_string())]
            }
            Self::Cancelled => Vec::new(),
        }
    }
}
