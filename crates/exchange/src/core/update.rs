//! The update: a newer program in one file, which a person carries to a laptop without a
//! network. Who made it is proved by a signature, and by nothing else.
//!
//! A zip of files without folders:
//!
//! * `update.json`: which version, for which system, what is new, and of every package its
//!   size and SHA-256.
//! * `update.json.minisig`: minisign's signature of exactly these bytes. What it says beside
//!   them (its trusted comment) names version and system once more.
//! * the packages, as they lie in a release.
//!
//! Nothing of it is read as anything but bytes before the signature holds, and a package is
//! believed only as far as its sum goes.

mod keys;
mod read;
mod version;

use domain::{core::reason::Reason, named};
use serde::{Deserialize, Serialize};

use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        foreign_zip::ZipFault,
    },
};

pub use keys::TrustedKey;
pub use read::{UpdateFile, UpdateLimits};
pub use version::ProgramVersion;

/// `format` of every update.
pub const FORMAT: &str = "prakarsa-update";
/// The newest version of the format that this program reads.
pub const VERSION: u32 = 1;
/// Ending of its name.
pub const ENDING: &str = "prakarsa-update";

/// What is signed, and its signature.
pub const FACTS: &str = "update.json";
/// Minisign's own ending.
pub const SIGNATURE: &str = "update.json.minisig";

named! {
    /// How a program came onto a machine, and so the package that renews it.
    pub enum PackageKind {
        /// The installer of Windows, for one account.
        Setup = "setup",
        /// The folder that is carried about.
        Portable = "portable",
        /// Debian, Ubuntu.
        Deb = "deb",
        /// Fedora, openSUSE.
        Rpm = "rpm",
    }
}

/// What an update says of itself. Keys that only a later program knows are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateFacts {
    /// The version that it brings.
    pub program: String,
    /// As Rust names systems: `windows`, `linux`.
    pub system: String,
    /// As Rust names processors: `x86_64`.
    pub arch: String,
    /// What is new.
    pub news: UpdateNews,
    /// One for each way in which the program is installed there.
    pub packages: Vec<UpdatePackage>,
}

/// What is new, a sentence or two each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateNews {
    /// In Indonesian.
    pub id: Vec<String>,
    /// In English.
    pub en: Vec<String>,
}

/// One package of an update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdatePackage {
    /// Name of a [`PackageKind`]; one that a later program knows is passed over.
    pub kind: String,
    /// Its name in the update, as it is called in a release.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Lower-case hex.
    pub sha256: String,
}

/// What a signature says beside the bytes that it signs, so that whoever looks at it by
/// other programs sees what it is for.
pub fn trusted_comment(facts: &UpdateFacts) -> String {
    format!("{FORMAT} {} {} {}", facts.program, facts.system, facts.arch)
}

/// Why an update is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened, read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// It is a zip, but a damaged or a hostile one.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// It is no update at all.
    #[error("not an update: {detail}")]
    NotUpdate {
        /// What told so.
        detail: String,
    },
    /// Nobody is trusted: the program was built without a key.
    #[error("no key")]
    NoKey,
    /// Signed by somebody who is not trusted.
    #[error("signed with {key}")]
    ForeignKey {
        /// The key that the signature names.
        key: String,
    },
    /// What is signed is not what lies there.
    #[error("the signature of {key} does not hold")]
    Forged {
        /// The key that the signature names.
        key: String,
    },
    /// It comes from a newer program.
    #[error("update version {version}; this program reads {VERSION}")]
    Newer {
        /// As the update says; above [`VERSION`].
        version: u64,
    },
    /// Whoever is trusted signed it, but it is not as it was made.
    #[error("damaged update, {place}: {detail}")]
    Damaged {
        /// The entry, shortened.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Beyond [`UpdateLimits`].
    #[error("{place}: {found} bytes, at most {limit}")]
    TooLarge {
        /// The entry.
        place: String,
        /// Its bytes.
        found: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// It has no package of this kind.
    #[error("no package for {kind}")]
    NoPackage {
        /// What was wanted.
        kind: PackageKind,
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
            Self::NoPackage { .. } => FaultKind::Invalid,
            Self::Cancelled => FaultKind::Cancelled,
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) | Self::Zip(ZipFault::Disk(it)) => it.reason(),
            Self::Zip(ZipFault::NotZip(_)) | Self::NotUpdate { .. } => Reason::UpdateNotOne,
            // Which of a zip's ways to be wrong it is helps nobody who holds a stick.
            Self::Zip(_) | Self::Damaged { .. } => Reason::UpdateDamaged,
            Self::NoKey => Reason::UpdateNoKey,
            Self::ForeignKey { .. } => Reason::UpdateForeignKey,
            Self::Forged { .. } => Reason::UpdateForged,
            Self::Newer { .. } => Reason::UpdateNewer,
            Self::TooLarge { .. } => Reason::UpdateTooLarge,
            Self::NoPackage { .. } => Reason::UpdateNoPackage,
            Self::Cancelled => Reason::Cancelled,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) | Self::Zip(ZipFault::Disk(it)) => it.args(),
            Self::ForeignKey { key } | Self::Forged { key } => vec![("key", key.clone())],
            Self::Newer { version } => vec![("version", version.to_string()), ("known", VERSION.to_string())],
            Self::TooLarge { found, limit, .. } => {
                vec![("bytes_found", found.to_string()), ("bytes_limit", limit.to_string())]
            }
            Self::Zip(_) | Self::NotUpdate { .. } | Self::Damaged { .. } => Vec::new(),
            Self::NoKey | Self::NoPackage { .. } | Self::Cancelled => Vec::new(),
        }
    }
}

fn damaged(place: &str, detail: &str) -> Error {
    Error::Damaged { place: place.to_owned(), detail: detail.to_owned() }
}
