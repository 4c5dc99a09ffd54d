//! Proves a BagIt bag: any valid one, folder or zip, ours or another program's.
//!
//! Source: RFC 8493 (BagIt 1.0) and the drafts 0.93 to 0.97; where they leave
//! room, what bagit-python 1.9 and the Library of Congress' conformance suite do.
//!
//! Nothing is unpacked, nothing outside the bag is read, links are not followed
//! out of it, and memory stays at one buffer beside the list of files.
//!
//! A bag that is not valid is no error: the verdict says why, fault by fault. An
//! error means that there was nothing to judge.

mod beside;
mod check;
mod fetch;
mod hash;
mod manifest;
mod open_bag;
mod paper;
mod source;
mod tagfile;
mod volumes;

use std::{collections::BTreeSet, path::Path};

use domain::{
    bukti::BlobHash,
    core::{notice::NoticeCode, reason::Reason},
    submission::{bag::BagAnswer, fingerprint::BundleCode},
};

pub use open_bag::{OpenBag, verify_open};
pub use paper::{PaperFault, read_paper};

use crate::{
    Args,
    core::{
        disk::{DiskError, FaultKind},
        foreign_zip::ZipFault,
        port::Watch,
    },
};

/// How much is read of a bag.
#[derive(Clone, Copy, Debug)]
pub struct BagLimits {
    /// Files of the bag, those beside its payload too.
    pub max_files: u64,
    /// Bytes of all files together, after unpacking.
    pub max_total: u64,
    /// Longest path, in bytes.
    pub max_path: usize,
    /// Bytes of one manifest or `fetch.txt`.
    pub max_manifest: u64,
    /// Bytes of `bag-info.txt`.
    pub max_tag_file: u64,
    /// Unpacked : packed of a zip, counted above `ratio_from` bytes.
    pub max_ratio: u64,
    /// Unpacked bytes from which on `max_ratio` counts.
    pub ratio_from: u64,
    /// Faults and remarks that are kept; more are counted.
    pub max_faults: usize,
}

impl Default for BagLimits {
    fn default() -> Self {
        Self {
            max_files: 1_000_000,
            max_total: 1 << 40,
            max_path: 4096,
            max_manifest: 256 << 20,
            max_tag_file: 16 << 20,
            max_ratio: 1000,
            ratio_from: 1 << 30,
            max_faults: 1000,
        }
    }
}

/// One reason, with the values of its sentence. The first argument of most is
/// `file`, a path inside the bag; all arguments are shortened and printable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Picks its sentence.
    pub code: NoticeCode,
    /// Values of its sentence.
    pub args: Args,
}

/// A remark has the form of a fault, but leaves the bag valid.
pub type BagRemark = Fault;

/// The outcome of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BagVerdict {
    /// Valid, not valid, or beyond judgement here.
    pub answer: BagAnswer,
    /// As the bag says, for example `1.0`; empty when it does not.
    pub version: String,
    /// Of the payload manifests that were checked, for example `sha256`.
    pub algorithms: Vec<String>,
    /// What papers of it carry, if it is a bundle of ours.
    pub code: Option<BundleCode>,
    /// The SHA-256 of its manifest, which the drawing on papers carries; of volumes that of
    /// the first. None: it is no bundle of ours, or that volume is not here.
    pub fingerprint: Option<BlobHash>,
    /// Which volume of how many it is, and of what; None: it is whole.
    pub volume: Option<BagVolume>,
    /// Payload files found.
    pub n_file: u64,
    /// Bytes of the payload found.
    pub size: u64,
    /// Why it is not valid, at most [`BagLimits::max_faults`] and one that counts the
    /// rest.
    pub faults: Vec<Fault>,
    /// What to know of it though it is valid, such as a weak algorithm; as many at
    /// most.
    pub remarks: Vec<BagRemark>,
}

/// A bag as part of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BagVolume {
    /// What all of them are called.
    pub group: String,
    /// Its number, from 1.
    pub n: u32,
    /// How many there are.
    pub of: u32,
    /// SHA-256 of its manifest; None where it has none of that kind.
    pub manifest: Option<BlobHash>,
    /// The manifests of the others, as the first lists them; None: it lists none.
    pub others: Option<BTreeSet<BlobHash>>,
}

impl BagVerdict {
    /// Whether the bag is proved.
    pub fn is_valid(&self) -> bool {
        self.answer == BagAnswer::Valid
    }
}

/// What the faults come to: one that is proved against the bag decides.
fn answer(faults: &Notes) -> BagAnswer {
    match faults.is_empty() {
        true => BagAnswer::Valid,
        false if faults.proved => BagAnswer::NotValid,
        false => BagAnswer::CannotJudge,
    }
}

/// Whether a fault only says that something could not be looked at.
fn proves_nothing(code: NoticeCode) -> bool {
    use NoticeCode::*;
    matches!(
        code,
        BagAlgorithmsUnknown
            | BagArchiveForeign
            | BagSeveralBags
            | BagTagFileTooLarge
            | BagTooLarge
            | BagTooManyFiles
            | BagZipDamaged
            | BagZipDuplicateName
            | BagZipEncrypted
            | BagZipMethod
            | BagZipNameTooLong
            | BagZipNotAZip
            | BagZipOverlap
            | BagZipRatio
            | BagZipTooLarge
            | BagZipTooManyEntries
    )
}

/// Why there was nothing to judge.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Neither a folder nor a zip.
    #[error("{path} is neither a folder nor a zip")]
    NotABag {
        /// As it was given.
        path: String,
    },
    /// Whoever watched stopped it; nothing was decided.
    #[error("cancelled")]
    Cancelled,
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            Self::Cancelled => FaultKind::Cancelled,
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::NotABag { .. } => Reason::BagNotABag,
            Self::Cancelled => Reason::Cancelled,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::NotABag { path } => vec![("path", path.clone())],
            Self::Cancelled => Vec::new(),
        }
    }
}

/// Proves the bag at `path` with the usual limits, or the volumes of one that lie in a
/// folder. Progress: `hashing`.
///
/// # Errors
/// The path cannot be read, is neither folder nor zip, or the watcher cancelled.
pub fn verify(path: &Path, watch: &mut dyn Watch) -> Result<BagVerdict, Error> {
    let limits = BagLimits::default();
    match volumes::find(path, &limits)? {
        Some(volumes) => volumes::verify(&volumes, limits, watch),
        None => verify_within(path, limits, watch),
    }
}

/// Whether a path looks like a bag, or like the volumes of one, before it is judged.
pub fn is_bag(path: &Path) -> bool {
    let zip = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip"));
    zip || path.join("bagit.txt").is_file() || volumes::find(path, &BagLimits::default()).is_ok_and(|it| it.is_some())
}

/// [`verify`] of one bag with other limits.
///
/// # Errors
/// As [`verify`].
pub fn verify_within(path: &Path, limits: BagLimits, watch: &mut dyn Watch) -> Result<BagVerdict, Error> {
    let mut faults = Notes::new(limits.max_faults);
    match source::open(path, &limits, &mut faults) {
        Ok(bag) => check::check(bag, limits, faults, watch),
        Err(source::NotOpened::Error(error)) => Err(error),
        Err(source::NotOpened::Zip(fault)) => {
            let args = fault.args();
            faults.add(told_of_zip(fault)?, args);
            Ok(unopened(faults))
        }
        Err(source::NotOpened::Archive(kind)) => {
            faults.add(NoticeCode::BagArchiveForeign, vec![("kind", kind.to_owned())]);
            Ok(unopened(faults))
        }
    }
}

/// The verdict where nothing of a bag was seen.
fn unopened(faults: Notes) -> BagVerdict {
    BagVerdict {
        answer: answer(&faults),
        version: String::new(),
        algorithms: Vec::new(),
        code: None,
        fingerprint: None,
        volume: None,
        n_file: 0,
        size: 0,
        faults: faults.finish(),
        remarks: Vec::new(),
    }
}

/// A bag is not valid whose zip is damaged; a disk that fails says nothing of it.
fn told_of_zip(fault: ZipFault) -> Result<NoticeCode, Error> {
    Ok(match fault {
        ZipFault::Disk(error) => return Err(error.into()),
        ZipFault::NotZip(_) => NoticeCode::BagZipNotAZip,
        ZipFault::Damaged(_) => NoticeCode::BagZipDamaged,
        ZipFault::TooManyEntries { .. } => NoticeCode::BagZipTooManyEntries,
        ZipFault::TooLarge { .. } => NoticeCode::BagZipTooLarge,
        ZipFault::Ratio { .. } => NoticeCode::BagZipRatio,
        ZipFault::Encrypted { .. } => NoticeCode::BagZipEncrypted,
        ZipFault::DuplicateName => NoticeCode::BagZipDuplicateName,
        ZipFault::Overlap => NoticeCode::BagZipOverlap,
        ZipFault::NameTooLong { .. } => NoticeCode::BagZipNameTooLong,
        ZipFault::Method { .. } => NoticeCode::BagZipMethod,
    })
}

/// Faults or remarks, at most so many.
pub(crate) struct Notes {
    list: Vec<Fault>,
    max: usize,
    more: u64,
    /// Any of them says more than that something could not be looked at.
    proved: bool,
}

impl Notes {
    pub(crate) fn new(max: usize) -> Self {
        Self { list: Vec::new(), max, more: 0, proved: false }
    }

    pub(crate) fn add(&mut self, code: NoticeCode, args: Args) {
        self.proved |= !proves_nothing(code);
        if self.list.len() < self.max {
            let args = args.into_iter().map(|(name, value)| (name, crate::excerpt(&value))).collect();
            self.list.push(Fault { code, args });
        } else {
            self.more += 1;
        }
    }

    /// A note about one file.
    pub(crate) fn file(&mut self, code: NoticeCode, file: &str) {
        self.add(code, vec![("file", file.to_owned())]);
    }

    /// A note about one line of a file; lines count from 1.
    pub(crate) fn line(&mut self, code: NoticeCode, file: &str, line: u64) {
        self.add(code, vec![("file", file.to_owned()), ("line", line.to_string())]);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more == 0
    }

    /// The list; the last entry says how many more there were.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        if self.more > 0 {
            self.list.push(Fault { code: NoticeCode::BagMore, args: vec![("n", self.more.to_string())] });
        }
        self.list
    }
}
