//! Opening a snapshot: everything is checked before it is believed.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    path::Path,
};

use super::{DATABASE, Error, FACTS, FORMAT, FactsFile, RULES, SnapshotFacts, VERSION};
use crate::{
    assessment::pack,
    core::{
        disk::DiskError,
        foreign_zip::{self, ForeignZip, ZipLimits, io_fault, zip_fault},
        names,
        port::{Watch, Watched, WorkStep, is_cancelled},
    },
    excerpt,
};

/// How much of a snapshot is believed.
#[derive(Clone, Copy, Debug)]
pub struct SnapshotLimits {
    /// Bytes of the database.
    pub max_database: u64,
    /// Bytes of `snapshot.json`: a name and three skor of each inovasi.
    pub max_facts: u64,
}

impl Default for SnapshotLimits {
    fn default() -> Self {
        Self { max_database: 16 << 30, max_facts: 256 << 20 }
    }
}

/// A database shrinks tenfold; a thousandfold is a bomb.
const MAX_RATIO: u64 = 200;
const RATIO_FROM: u64 = 64 << 20;

/// An opened snapshot.
pub struct SnapshotFile {
    facts: SnapshotFacts,
    rules: BTreeMap<String, String>,
    archive: ForeignZip,
    database: usize,
    size: u64,
}

impl std::fmt::Debug for SnapshotFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SnapshotFile").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl SnapshotFile {
    /// Opens a snapshot: format and version, names and sizes of what is in it, its facts
    /// and its rules. The database is checked by whoever takes it out.
    ///
    /// # Errors
    /// It is no snapshot, a newer one, a damaged one, or beyond the limits.
    pub fn open(path: &Path, limits: SnapshotLimits) -> Result<Self, Error> {
        let zip_limits = ZipLimits {
            max_entries: pack::MAX_FILES as u64 + 2,
            max_name: 300,
            max_total: limits.max_database.saturating_add(limits.max_facts).saturating_add(pack::MAX_TOTAL),
            max_ratio: MAX_RATIO,
            ratio_from: RATIO_FROM,
        };
        let (mut archive, entries) = foreign_zip::open(path, &zip_limits)?;
        // What it is comes first: a newer one may have entries that are unknown here.
        let no_facts = || Error::NotSnapshot { detail: format!("no {FACTS}") };
        let at = entries.iter().find(|it| it.name == FACTS).ok_or_else(no_facts)?;
        within(FACTS, at.size, limits.max_facts)?;
        let facts = read_facts(&text(&mut archive, at.index, FACTS, limits.max_facts)?)?;

        let mut database = None;
        let mut rules = BTreeMap::new();
        let mut total = 0;
        for it in entries.iter().filter(|it| it.name != FACTS) {
            let rule = it.name.strip_prefix(RULES).filter(|path| names::is_safe_path(path) && !it.is_folder);
            if it.name == DATABASE {
                within(DATABASE, it.size, limits.max_database)?;
                database = Some((it.index, it.size));
            } else if let Some(path) = rule {
                total += it.size;
                within(&it.name, it.size, pack::MAX_FILE)?;
                within(RULES, total, pack::MAX_TOTAL)?;
                rules.insert(path.to_owned(), text(&mut archive, it.index, &it.name, pack::MAX_FILE)?);
            } else {
                return Err(damaged(&it.name, "unexpected"));
            }
        }
        let (database, size) = database.ok_or_else(|| damaged(DATABASE, "missing"))?;
        if rules.is_empty() {
            return Err(damaged(RULES, "missing"));
        }
        Ok(Self { facts, rules, archive, database, size })
    }

    /// What it says of itself.
    pub fn facts(&self) -> &SnapshotFacts {
        &self.facts
    }

    /// The files of its rules, by path.
    pub fn rules(&self) -> &BTreeMap<String, String> {
        &self.rules
    }

    /// Writes the database out, at most as many bytes as it declares.
    ///
    /// # Errors
    /// It cannot be read, its checksum fails, `out` refuses, or the watcher cancelled.
    pub fn copy_database(&mut self, out: &mut dyn Write, watch: &mut dyn Watch) -> Result<(), Error> {
        let entry = self.archive.by_index(self.database).map_err(|it| zip_fault(it, DATABASE))?;
        let (step, total, mut done) = (WorkStep::Reading, self.size, 0);
        // One more byte than declared lets the zip reader notice the lie.
        let inner = entry.take(total.saturating_add(1));
        let mut content = Watched { inner, watch, step, nama: DATABASE, done: &mut done, total, since: 0 };
        let mut refused = None;
        let mut out = TellingWriter { out, refused: &mut refused };
        let copied = io::copy(&mut content, &mut out);
        match copied {
            Err(_) if refused.is_some() => {
                let source = refused.unwrap_or_else(|| io::ErrorKind::Other.into());
                Err(DiskError::named("write", DATABASE, source).into())
            }
            Err(error) if is_cancelled(&error) => Err(Error::Cancelled),
            Err(error) => Err(io_fault(error, DATABASE).into()),
            Ok(n) if n != total => Err(damaged(DATABASE, "size")),
            Ok(_) => Ok(()),
        }
    }
}

/// Tells that it was the writing that failed, and how.
struct TellingWriter<'a> {
    out: &'a mut dyn Write,
    refused: &'a mut Option<io::Error>,
}

impl Write for TellingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).map_err(|error| {
            let told = io::Error::new(error.kind(), error.to_string());
            if error.kind() != io::ErrorKind::Interrupted {
                *self.refused = Some(error);
            }
            told
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn text(archive: &mut ForeignZip, index: usize, place: &str, limit: u64) -> Result<String, Error> {
    let entry = archive.by_index(index).map_err(|it| zip_fault(it, place))?;
    let mut bytes = Vec::new();
    entry.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|it| io_fault(it, place))?;
    within(place, bytes.len() as u64, limit)?;
    String::from_utf8(bytes).map_err(|_| damaged(place, "not text"))
}

/// Which format, which version, then the rest.
fn read_facts(text: &str) -> Result<SnapshotFacts, Error> {
    #[derive(serde::Deserialize)]
    struct Stated {
        format: String,
        version: u64,
    }
    let what: Stated =
        serde_json::from_str(text).map_err(|it| Error::NotSnapshot { detail: excerpt(&it.to_string()) })?;
    if what.format != FORMAT {
        return Err(Error::NotSnapshot { detail: excerpt(&what.format) });
    }
    if what.version > u64::from(VERSION) {
        return Err(Error::Newer { version: what.version });
    }
    let file: FactsFile = serde_json::from_str(text).map_err(|it| damaged(FACTS, &it.to_string()))?;
    Ok(file.facts)
}

fn within(place: &str, found: u64, limit: u64) -> Result<(), Error> {
    if found > limit { Err(Error::TooLarge { place: excerpt(place), found, limit }) } else { Ok(()) }
}

fn damaged(place: &str, detail: &str) -> Error {
    Error::Damaged { place: excerpt(place), detail: excerpt(detail) }
}
