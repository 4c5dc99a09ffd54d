//! Another database of this registry beside today's: which subjects differ, and what
//! each field held there. Only acts that one of the two lacks are walked.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Mutex,
};

use domain::{core::id::InovasiId, merge::change::FieldKey};
use rusqlite::{Connection, params};

use crate::{
    Reader, Result, Writer,
    bukti::{blobs::blob_path, soundness::Unsound, text::Texts},
    core::backup,
    inovasi::record::inovasi_id,
    merge::act::HeadRecord,
};

/// A backup that is looked into. Nothing writes to it.
pub struct Backup {
    connection: Connection,
    folder: PathBuf,
    texts: Mutex<Texts>,
    unsound_bytes: Mutex<Unsound>,
}

/// A field that shows another value there than here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferingField {
    /// Whose it is.
    pub field: FieldKey,
    /// What the other shows; None: it is blank there.
    pub there: Option<String>,
    /// What is shown here; None: it is blank.
    pub here: Option<String>,
}

impl Backup {
    /// Opens a backup to look into it.
    ///
    /// # Errors
    /// It is none, is damaged, or of a newer format.
    pub fn open(path: &Path) -> Result<Self> {
        let connection = backup::look(path)?;
        Ok(Self { connection, folder: path.to_owned(), texts: Mutex::default(), unsound_bytes: Mutex::default() })
    }

    /// Id and name of the first inovasi that stand in it, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi(&self, limit: u32) -> Result<Vec<(InovasiId, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, nama FROM inovasi WHERE removed = 0 ORDER BY nama COLLATE NOCASE, id LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], |row| Ok((inovasi_id(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Reads of it what every format of a registry has: history and its heads.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&self.connection, &self.folder, &self.texts, &self.unsound_bytes)
    }
}

impl Reader<'_> {
    /// Keys of the subjects that differ from the other: whoever an act has touched
    /// that one of the two lacks.
    ///
    /// # Errors
    /// A database cannot be read.
    pub fn differing_subjects(&self, other: &Backup) -> Result<Vec<String>> {
        let other = other.reader();
        let (here, there) = (self.devices()?, other.devices()?);
        let mut keys = BTreeSet::new();
        let devices: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
        for device in devices {
            let acts =
                |reader: &Reader<'_>, row: Option<&i64>| row.map_or_else(|| Ok(vec![]), |it| reader.acts_of(*it));
            let (ours, theirs) = (acts(self, here.get(device))?, acts(&other, there.get(device))?);
            self.touched_by(&only_in_first(&ours, &theirs), &mut keys)?;
            other.touched_by(&only_in_first(&theirs, &ours), &mut keys)?;
        }
        Ok(keys.into_iter().collect())
    }

    /// How a subject differs from what the other says of it: who is not there has to
    /// go from here, whatever else was said of him.
    ///
    /// # Errors
    /// A database cannot be read.
    pub fn difference(&self, other: &Backup, subject: &str) -> Result<Vec<DifferingField>> {
        let (here, there) = (self.shown_heads(subject)?, other.reader().shown_heads(subject)?);
        let stands = |heads: &BTreeMap<String, Heads>| {
            !heads.is_empty() && heads.get(&FieldKey::Removed.to_string()).is_none_or(|it| it.shown().is_none())
        };
        let removal = |there: bool, here: bool| {
            let said = |stands: bool| (!stands).then(|| "1".to_owned());
            DifferingField { field: FieldKey::Removed, there: said(there), here: said(here) }
        };
        if !stands(&there) {
            return Ok(if stands(&here) { vec![removal(false, true)] } else { Vec::new() });
        }
        let keys: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
        let blank = Heads::default();
        let differs = |key: &String| {
            let (here, there) = (here.get(key).unwrap_or(&blank), there.get(key).unwrap_or(&blank));
            let (here_shown, there_shown) = (here.shown(), there.shown());
            // A field that differs among laptops here and did not there is not the same.
            let same = here_shown == there_shown && (here.0.len() <= 1 || here.0 == there.0);
            (!same).then(|| DifferingField { field: FieldKey::read(key), there: there_shown, here: here_shown })
        };
        let fields = keys.into_iter().filter_map(differs).filter(|it| it.field != FieldKey::Removed);
        // Whoever comes back does so before anything is said of him.
        let back = (!here.is_empty() && !stands(&here)).then(|| removal(true, false));
        Ok(back.into_iter().chain(fields).collect())
    }

    fn devices(&self) -> Result<BTreeMap<String, i64>> {
        let mut statement = self.connection.prepare_cached("SELECT uuid, id FROM device")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Acts of a device: counter and row, in their order.
    fn acts_of(&self, device: i64) -> Result<Vec<(i64, i64)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT counter, id FROM act WHERE device = ?1 ORDER BY counter")?;
        let rows = statement.query_map([device], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn touched_by(&self, acts: &[i64], keys: &mut BTreeSet<String>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT s.key FROM change c JOIN subject s ON s.id = c.subject WHERE c.act = ?1",
        )?;
        for act in acts {
            let rows = statement.query_map([act], |row| row.get::<_, String>(0))?;
            for key in rows {
                keys.insert(key?);
            }
        }
        Ok(())
    }

    fn shown_heads(&self, subject: &str) -> Result<BTreeMap<String, Heads>> {
        let heads = match self.subject_row_of(subject)? {
            Some(row) => self.heads_of(row)?,
            None => Vec::new(),
        };
        let mut by_field: BTreeMap<String, Heads> = BTreeMap::new();
        for HeadRecord { field, value, .. } in heads {
            by_field.entry(field).or_default().0.push(value);
        }
        Ok(by_field)
    }
}

/// Values of the heads of a field, the one that is shown last.
#[derive(Debug, Default, PartialEq, Eq)]
struct Heads(Vec<Option<String>>);

impl Heads {
    fn shown(&self) -> Option<String> {
        self.0.last().cloned().flatten()
    }
}

fn only_in_first(first: &[(i64, i64)], second: &[(i64, i64)]) -> Vec<i64> {
    let known: BTreeSet<i64> = second.iter().map(|it| it.0).collect();
    first.iter().filter(|it| !known.contains(&it.0)).map(|it| it.1).collect()
}

impl Writer<'_> {
    /// Makes bytes known that the other names and that lie here still.
    ///
    /// # Errors
    /// A database cannot be read or written.
    pub fn know_blobs_of(&mut self, other: &Backup) -> Result<()> {
        for blob in other.reader().blobs()? {
            if blob_path(self.folder, &blob).is_file() {
                self.run(
                    "INSERT OR IGNORE INTO blob (sha256, size, ending) VALUES (?1, ?2, ?3)",
                    params![blob.sha256.as_str(), blob.size.cast_signed(), blob.ending],
                )?;
            }
        }
        Ok(())
    }
}
