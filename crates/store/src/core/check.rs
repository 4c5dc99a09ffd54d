//! The health check: database, history and bytes, each against the others.

use std::{collections::BTreeSet, fs, path::PathBuf};

use domain::merge::{
    change::FieldKey,
    plan::{KnownChange, settle},
};
use rusqlite::params;

use crate::{ActRecord, BytesFault, ConflictKey, Reader, Result, Store, TableFaults};

/// What the health check found. Empty lists mean a healthy registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreCheck {
    /// SQLite's own complaints.
    pub database: Vec<String>,
    /// Rows that point to a missing row, as `table → table`.
    pub dangling: Vec<String>,
    /// Acts whose content is not what it was when they were hashed.
    pub acts: Vec<ActRecord>,
    /// What history does not say.
    pub tables: TableFaults,
    /// Whether a search finds other words than the texts say.
    pub words: bool,
    /// Blobs whose file is missing.
    pub missing: Vec<String>,
    /// Blobs whose bytes are not what their name says.
    pub changed: Vec<String>,
    /// Files under `blobs/` that no row knows: a crash between writing the bytes
    /// and recording them, or somebody's own file. Listed, not deleted.
    pub unknown: Vec<PathBuf>,
}

/// What the health check is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checking {
    /// Comparing the index of words with the texts: texts and words, and how many.
    Words,
    /// Reading bytes: how many were read; in all an unknown number, 0.
    Bytes,
}

/// Told what the check is at, how much of it is done and of how much; false stops it.
pub type CheckWatch<'a> = &'a mut dyn FnMut(Checking, u64, u64) -> bool;

impl StoreCheck {
    /// Whether nothing is amiss. Unknown files are no harm.
    pub fn is_healthy(&self) -> bool {
        self.database.is_empty()
            && self.dangling.is_empty()
            && self.acts.is_empty()
            && self.tables.is_empty()
            && !self.words
            && self.missing.is_empty()
            && self.changed.is_empty()
    }
}

impl Store {
    /// Checks everything, reading every byte once. `watch` may return false to stop:
    /// among the bytes, what was found until then is answered.
    ///
    /// # Errors
    /// The database cannot be read at all, or the check was stopped among the words.
    pub fn check(&self, watch: CheckWatch<'_>) -> Result<StoreCheck> {
        let check = self.noting(|| self.check_all(watch))?;
        if let Some(what) = check.database.first() {
            self.note(what);
        }
        Ok(check)
    }

    fn check_all(&self, watch: CheckWatch<'_>) -> Result<StoreCheck> {
        // A connection that knows the index of words from before takes what another one
        // has merged in it since for damage: this one has seen nothing yet.
        let mut connection = self.source.connect()?;
        let moment = connection.transaction()?;
        let reader = self.reader_over(&moment);
        let mut check = StoreCheck {
            database: reader.integrity()?,
            dangling: reader.dangling()?,
            acts: reader.chain_faults()?,
            tables: self.table_faults_over(&reader)?,
            words: self.has_other_words(&mut |done, total| watch(Checking::Words, done, total))?,
            ..StoreCheck::default()
        };
        self.check_blobs(&reader, &mut check, &mut |done| watch(Checking::Bytes, done, 0))?;
        Ok(check)
    }

    /// Rows that point to a missing row, as `table → table`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) fn dangling(&self) -> Result<Vec<String>> {
        self.read(|reader| reader.dangling())
    }

    /// What the tables show that history does not say, as it was before the act that is
    /// being written.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn table_faults(&self) -> Result<TableFaults> {
        let mut connection = self.source.connect()?;
        let moment = connection.transaction()?;
        self.table_faults_over(&self.reader_over(&moment))
    }

    fn has_other_words(&self, watch: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool> {
        // Of its own: see `Reader::has_other_words`.
        let mut connection = self.source.connect()?;
        let moment = connection.transaction()?;
        self.reader_over(&moment).has_other_words(watch)
    }

    fn table_faults_over(&self, reader: &Reader<'_>) -> Result<TableFaults> {
        // Of its own: see `Reader::shown_faults`. Its tables refer to nothing.
        let mut connection = self.source.connect()?;
        connection.pragma_update(None, "foreign_keys", false)?;
        let moment = connection.transaction()?;
        let shown = self.reader_over(&moment).shown_faults()?;
        let (heads, blobs) = (reader.head_faults()?, reader.blob_faults()?);
        Ok(TableFaults { heads, shown, blobs, search: reader.search_faults()? })
    }

    fn check_blobs(
        &self,
        reader: &Reader<'_>,
        check: &mut StoreCheck,
        watch: &mut dyn FnMut(u64) -> bool,
    ) -> Result<()> {
        for (blob, fault) in self.read_bytes(None, watch)? {
            match fault {
                BytesFault::Missing => check.missing.push(blob.sha256.to_string()),
                BytesFault::Damaged => check.changed.push(blob.sha256.to_string()),
            }
        }
        let known: BTreeSet<PathBuf> = reader.blobs()?.iter().map(|it| self.blob_path(it)).collect();
        let shelves = fs::read_dir(self.folder().join("blobs")).into_iter().flatten().flatten();
        for shelf in shelves.map(|it| it.path()) {
            if shelf.is_file() {
                check.unknown.push(shelf);
            } else {
                let files = fs::read_dir(&shelf).into_iter().flatten().flatten().map(|it| it.path());
                check.unknown.extend(files.filter(|it| !known.contains(it)));
            }
        }
        check.unknown.sort();
        Ok(())
    }
}

impl Reader<'_> {
    fn integrity(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let all: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(all.into_iter().filter(|it| it != "ok").collect())
    }

    fn dangling(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let rows = statement
            .query_map([], |row| Ok(format!("{} → {}", row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        let mut all: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        all.dedup();
        // What an act took back stands before it.
        if self.connection.prepare("SELECT 1 FROM undo WHERE target > act")?.exists([])? {
            all.push("undo → act".to_owned());
        }
        Ok(all)
    }

    /// Settles every field that has more than one change, or is marked as one in conflict,
    /// again and compares.
    fn head_faults(&self) -> Result<Vec<ConflictKey>> {
        let mut statement = self.connection.prepare(
            "SELECT c.subject, s.key, c.field FROM change c JOIN subject s ON s.id = c.subject
             GROUP BY c.subject, c.field HAVING count(*) > 1 OR sum(c.head) <> 1 OR c.field = ?1
             UNION SELECT m.subject, s.key, m.field FROM conflict m JOIN subject s ON s.id = m.subject",
        )?;
        let removed = FieldKey::Removed.to_string();
        let mut rows = statement.query([&removed])?;
        let mut faults = Vec::new();
        while let Some(row) = rows.next()? {
            let (subject, key, field): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let changes = self.field_changes(subject, &field)?;
            let mut replaces = Vec::new();
            for it in &changes {
                replaces.push(self.replaces_over_hollows(it.row)?);
            }
            let known: Vec<KnownChange<'_>> = changes
                .iter()
                .zip(&replaces)
                .map(|(it, replaces)| KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces })
                .collect();
            let settled = settle(&known);
            let heads: Vec<_> = self.field_heads(subject, &field)?.iter().map(|it| it.stamp).collect();
            let marked: bool = self.connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM conflict WHERE subject = ?1 AND field = ?2)",
                params![subject, field],
                |row| row.get(0),
            )?;
            // A removal's mark says more than its own heads do; see `settle_removed`.
            let conflict = match field == removed {
                true => self.removal_of(subject)?.is_some_and(|it| !it.removed),
                false => settled.conflict,
            };
            if heads != settled.heads || marked != conflict {
                faults.push(ConflictKey { subject: key, field });
            }
        }
        Ok(faults)
    }
}
