//! Opening a parcel from outside: everything is checked before it is believed.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use domain::{bukti::BlobHash, merge::chain::ChainedAct, submission::dossier::Pemda};

use super::{
    BLOBS, CHANGES, Error, FORMAT, HEADER, HeaderFile, MAX_ABSENT, ParcelFrom, ParcelHeader, VERSION, damaged,
    line::LineReader,
};
use crate::{
    core::{
        foreign_zip::{self, ForeignZip, ZipLimits, io_fault, zip_fault},
        port::{Unwatched, Watch, WorkStep, Written, copy_hashed},
    },
    excerpt,
};

/// How much of a parcel is believed.
#[derive(Clone, Copy, Debug)]
pub struct ParcelLimits {
    /// Blobs and the two other entries.
    pub max_entries: u64,
    /// Bytes of `changes.jsonl`.
    pub max_changes: u64,
    /// Bytes of one line of it: an import of a whole region is one act.
    pub max_line: usize,
    /// Bytes of one blob.
    pub max_blob: u64,
    /// Bytes of everything.
    pub max_total: u64,
}

impl Default for ParcelLimits {
    fn default() -> Self {
        Self {
            max_entries: 1_000_000,
            max_changes: 8 << 30,
            max_line: 256 << 20,
            max_blob: 16 << 30,
            max_total: 1 << 40,
        }
    }
}

/// Bytes of `parcel.json`.
const MAX_HEADER: u64 = 1 << 20;
/// History shrinks twentyfold; a thousandfold is a bomb.
const MAX_RATIO: u64 = 200;
const RATIO_FROM: u64 = 64 << 20;

/// A blob inside a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobEntry {
    /// Its name in the parcel, which reading proves.
    pub sha256: BlobHash,
    /// Bytes, as the parcel's directory says; reading checks it.
    pub size: u64,
}

/// An opened parcel.
pub struct Parcel {
    header: ParcelHeader,
    limits: ParcelLimits,
    archive: ForeignZip,
    changes: usize,
    blobs: BTreeMap<BlobHash, (usize, u64)>,
    /// Its acts carry their hashes.
    is_chained: bool,
}

impl std::fmt::Debug for Parcel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parcel").field("header", &self.header).finish_non_exhaustive()
    }
}

impl Parcel {
    /// Opens a parcel: format and version, entry names, sizes, and the digest of
    /// its changes. The blobs are checked when they are read.
    ///
    /// # Errors
    /// It is no parcel, a newer one, a damaged one, or beyond the limits.
    pub fn open(path: &Path, limits: ParcelLimits) -> Result<Self, Error> {
        Self::open_watched(path, limits, &mut Unwatched)
    }

    /// [`Parcel::open`] with progress (`reading`) and cancelling.
    ///
    /// # Errors
    /// As [`Parcel::open`], and `Cancelled`.
    pub fn open_watched(path: &Path, limits: ParcelLimits, watch: &mut dyn Watch) -> Result<Self, Error> {
        let zip_limits = ZipLimits {
            max_entries: limits.max_entries,
            max_name: BLOBS.len() + 64,
            max_total: limits.max_total,
            max_ratio: MAX_RATIO,
            ratio_from: RATIO_FROM,
        };
        let (mut archive, entries) = foreign_zip::open(path, &zip_limits)?;
        // What it is comes first: a newer parcel may have entries unknown here.
        let at = entries
            .iter()
            .find(|it| it.name == HEADER)
            .ok_or_else(|| Error::NotParcel { detail: format!("no {HEADER}") })?;
        if at.size > MAX_HEADER {
            return Err(Error::TooLarge { what: "parcel.json", found: at.size, limit: MAX_HEADER });
        }
        let (header, file) = read_header(&mut archive, at.index)?;

        let mut changes = None;
        let mut blobs = BTreeMap::new();
        for entry in &entries {
            let blob = entry.name.strip_prefix(BLOBS).and_then(|it| it.parse::<BlobHash>().ok());
            if let Some(sha256) = blob {
                if entry.size > limits.max_blob {
                    let (found, limit) = (entry.size, limits.max_blob);
                    return Err(Error::TooLarge { what: "blob", found, limit });
                }
                blobs.insert(sha256, (entry.index, entry.size));
            } else if entry.name == CHANGES {
                if entry.size > limits.max_changes {
                    let (found, limit) = (entry.size, limits.max_changes);
                    return Err(Error::TooLarge { what: "changes", found, limit });
                }
                changes = Some(entry.index);
            } else if entry.name != HEADER && entry.name != BLOBS {
                return Err(Error::UnexpectedEntry { name: excerpt(&entry.name) });
            }
        }
        let changes = changes.ok_or_else(|| damaged(CHANGES, "missing"))?;
        if header.n_blob != blobs.len() as u64 {
            return Err(damaged(BLOBS, "count"));
        }
        let is_chained = file.version > 1;
        let mut parcel = Self { header, limits, archive, changes, blobs, is_chained };
        let read = parcel.check_changes(watch)?;
        if is_chained {
            parcel.check_entries(&file, read)?;
        }
        Ok(parcel)
    }

    /// What the parcel says of itself; the counts have been checked, or are when
    /// [`Parcel::acts`] has been read to its end.
    pub fn header(&self) -> &ParcelHeader {
        &self.header
    }

    /// Its blobs, by name.
    pub fn blobs(&self) -> impl Iterator<Item = BlobEntry> + '_ {
        self.blobs.iter().map(|(sha256, (_, size))| BlobEntry { sha256: sha256.clone(), size: *size })
    }

    /// Its acts, one at a time; the iterator ends after its first error.
    ///
    /// # Errors
    /// The entry cannot be read.
    pub fn acts(&mut self) -> Result<Acts<'_>, Error> {
        let expected = (self.header.n_act, self.header.n_change);
        let limits = self.limits;
        let entry = self.archive.by_index(self.changes).map_err(|it| zip_fault(it, CHANGES))?;
        let reader: Box<dyn Read + '_> = Box::new(entry);
        let reader = BufReader::with_capacity(64 * 1024, reader.take(limits.max_changes));
        let lines = LineReader { unchained: (!self.is_chained).then(BTreeMap::new) };
        Ok(Acts { reader, lines, limits, line: 0, n_change: 0, expected, ended: false })
    }

    /// The bytes of a blob, at most its declared size. Whoever keeps them checks
    /// their SHA-256 against the name.
    ///
    /// # Errors
    /// The parcel has no such blob, or it cannot be read.
    pub fn blob(&mut self, sha256: &BlobHash) -> Result<Box<dyn Read + '_>, Error> {
        let (index, size) = *self.blobs.get(sha256).ok_or_else(|| Error::BlobMissing(sha256.clone()))?;
        let entry = self.archive.by_index(index).map_err(|it| zip_fault(it, sha256.as_str()))?;
        // One more byte than declared lets the zip reader notice the lie.
        Ok(Box::new(entry.take(size.saturating_add(1))))
    }

    /// That nothing is there but what was written, under the names it was written by.
    /// A blob's bytes are held against its name when they are read.
    fn check_entries(&self, file: &HeaderFile, changes: Written) -> Result<(), Error> {
        let blobs = self
            .blobs
            .iter()
            .map(|(sha256, (_, size))| (format!("{BLOBS}{sha256}"), Written { size: *size, sha256: sha256.clone() }));
        let entries = blobs.chain([(CHANGES.to_owned(), changes)]).collect();
        let is_whole = file.digest.as_ref() == Some(&file.digest_with(&entries));
        if is_whole { Ok(()) } else { Err(damaged(HEADER, "entries")) }
    }

    fn check_changes(&mut self, watch: &mut dyn Watch) -> Result<Written, Error> {
        let entry = self.archive.by_index(self.changes).map_err(|it| zip_fault(it, CHANGES))?;
        let total = entry.size();
        let mut done = 0;
        let mut reader = crate::core::port::Watched {
            inner: entry.take(self.limits.max_changes.saturating_add(1)),
            watch,
            step: WorkStep::Reading,
            nama: CHANGES,
            done: &mut done,
            total,
            since: 0,
        };
        let read = copy_hashed(&mut reader, &mut io::sink()).map_err(|error| {
            if crate::core::port::is_cancelled(&error) { Error::Cancelled } else { io_fault(error, CHANGES).into() }
        })?;
        if read.sha256 != self.header.changes_sha256 {
            return Err(damaged(CHANGES, "digest"));
        }
        Ok(read)
    }
}

fn read_header(archive: &mut ForeignZip, index: usize) -> Result<(ParcelHeader, HeaderFile), Error> {
    let entry = archive.by_index(index).map_err(|it| zip_fault(it, HEADER))?;
    let mut text = Vec::new();
    entry.take(MAX_HEADER).read_to_end(&mut text).map_err(|it| io_fault(it, HEADER))?;
    let json: serde_json::Value = serde_json::from_slice(&text).map_err(|_| damaged(HEADER, "not_json"))?;
    if json.get("format").and_then(|it| it.as_str()) != Some(FORMAT) {
        return Err(Error::NotParcel { detail: format!("format is not {FORMAT}") });
    }
    match json.get("version").and_then(serde_json::Value::as_u64) {
        Some(version) if (1..=u64::from(VERSION)).contains(&version) => {}
        Some(version) if version > u64::from(VERSION) => return Err(Error::Newer { version }),
        _ => return Err(damaged(HEADER, "version")),
    }
    let file: HeaderFile = serde_json::from_value(json).map_err(|_| damaged(HEADER, "header"))?;
    let text = |it: &str, place| {
        domain::inovasi::profile::clean(it, false).map(Option::unwrap_or_default).map_err(|_| damaged(HEADER, place))
    };
    let pemda = Pemda { nama: text(&file.pemda.nama, "pemda")?, kode: text(&file.pemda.kode, "pemda")? };
    let mut absent = file.absent.clone().unwrap_or_default();
    absent.first.truncate(MAX_ABSENT);
    for it in &mut absent.first {
        (it.sha256, it.nama_berkas) = (excerpt(&it.sha256), excerpt(&it.nama_berkas));
    }
    let header = ParcelHeader {
        absent,
        from: ParcelFrom {
            pemda,
            device: file.device,
            person: text(&file.person, "person")?,
            made_at: text(&file.made_at, "made_at")?,
        },
        n_act: file.n_act,
        n_change: file.n_change,
        n_blob: file.n_blob,
        changes_sha256: file.changes_sha256.parse().map_err(|_| damaged(HEADER, "changes_sha256"))?,
    };
    Ok((header, file))
}

/// The acts of a parcel, read line by line.
pub struct Acts<'a> {
    lines: LineReader,
    reader: BufReader<io::Take<Box<dyn Read + 'a>>>,
    limits: ParcelLimits,
    line: u64,
    n_change: u64,
    expected: (u64, u64),
    ended: bool,
}

impl Acts<'_> {
    fn read(&mut self) -> Result<Option<ChainedAct>, Error> {
        let mut text = Vec::new();
        let limit = self.limits.max_line as u64;
        (&mut self.reader)
            .take(limit.saturating_add(1))
            .read_until(b'\n', &mut text)
            .map_err(|it| io_fault(it, CHANGES))?;
        if text.is_empty() {
            if (self.line, self.n_change) != self.expected {
                return Err(damaged(CHANGES, "count"));
            }
            return Ok(None);
        }
        self.line += 1;
        if text.pop_if(|it| *it == b'\n').is_none() {
            let found = text.len() as u64;
            return Err(if found > limit {
                Error::TooLarge { what: "line", found, limit }
            } else {
                damaged(CHANGES, "truncated")
            });
        }
        let line = self.line;
        let act = self.lines.read(&text).map_err(|detail| Error::BadAct { line, detail })?;
        self.n_change += act.act.changes.len() as u64;
        Ok(Some(act))
    }
}

impl Iterator for Acts<'_> {
    type Item = Result<ChainedAct, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let act = self.read().transpose();
        self.ended = !matches!(act, Some(Ok(_)));
        act
    }
}
