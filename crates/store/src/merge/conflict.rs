//! `conflict`: fields with several unreconciled values, and the settling of the
//! subjects an act touched.

use domain::{
    core::id::Subject,
    merge::{
        change::{FieldKey, Stamp},
        plan::{KnownChange, Removal, settle_removal},
    },
};
use rusqlite::params;

use crate::{Error, HeadRecord, Reader, Result, WatchActs, Writer};

/// A field in conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConflictKey {
    /// Key of the subject, for example `inovasi:<uuid>`.
    pub subject: String,
    /// Key of the field whose heads differ, or that of a removal which did not see
    /// them all.
    pub field: String,
}

/// When the last change of an inovasi was made.
pub(crate) const LAST_CHANGED: &str = "coalesce((
    SELECT a.at FROM change c JOIN act a ON a.id = c.act JOIN device d ON d.id = c.device
    WHERE c.subject = inovasi.subject ORDER BY c.counter DESC, d.uuid DESC LIMIT 1), 0)";

impl Writer<'_> {
    /// Settles every subject touched so far: whether it stands removed, and its
    /// words in the search. Done at the end of every act; an act that shows what
    /// it removed or merged does it before it looks.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn settle(&mut self) -> Result<()> {
        self.settle_watched(&mut |_| true)
    }

    /// [`Self::settle`], telling how many subjects are done.
    ///
    /// # Errors
    /// The database cannot be written; `watch` answered false.
    pub fn settle_watched(&mut self, watch: WatchActs<'_>) -> Result<()> {
        let counter = self.next.saturating_sub(1).cast_signed();
        self.index_rest()?;
        for subject in std::mem::take(&mut self.fresh) {
            self.run("UPDATE inovasi SET touched = ?2 WHERE subject = ?1", params![subject, counter])?;
        }
        for (subject, nth) in std::mem::take(&mut self.touched).into_iter().zip(0_u64..) {
            if nth.is_multiple_of(64) && !watch(nth) {
                return Err(Error::Cancelled);
            }
            self.settle_removed(subject)?;
            self.run(
                &format!("UPDATE inovasi SET touched = ?2, touched_at = {LAST_CHANGED} WHERE subject = ?1"),
                params![subject, counter],
            )?;
            self.index_inovasi(subject)?;
            self.changed.insert(subject);
        }
        self.index_rest()
    }

    fn settle_removed(&self, subject: i64) -> Result<()> {
        match self.removal_of(subject)? {
            Some(removal) => self.show_removed(subject, removal.removed, !removal.removed),
            None => self.show_removed(subject, false, false),
        }
    }

    fn show_removed(&self, subject: i64, removed: bool, conflict: bool) -> Result<()> {
        for table in ["inovasi", "bukti", "perangkat_daerah", "penghargaan", "snapshot"] {
            self.run(&format!("UPDATE {table} SET removed = ?2 WHERE subject = ?1"), params![subject, removed])?;
        }
        self.mark_conflict(subject, &FieldKey::Removed.to_string(), conflict)
    }

    pub(crate) fn mark_conflict(&self, subject: i64, field: &str, conflict: bool) -> Result<()> {
        if conflict {
            self.run("INSERT OR IGNORE INTO conflict (subject, field) VALUES (?1, ?2)", params![subject, field])
        } else {
            self.run("DELETE FROM conflict WHERE subject = ?1 AND field = ?2", params![subject, field])
        }
    }
}

impl Reader<'_> {
    /// Whether a removal of the subject stands; None where nothing says that it is removed.
    pub(crate) fn removal_of(&self, subject: i64) -> Result<Option<Removal>> {
        let key = FieldKey::Removed.to_string();
        let own = self.field_heads(subject, &key)?;
        if own.iter().all(|it| it.value.is_none()) {
            return Ok(None);
        }
        let mut replaces = Vec::new();
        for it in &own {
            replaces.push(self.replaces_over_hollows(it.row)?);
        }
        let heads: Vec<KnownChange<'_>> = own
            .iter()
            .zip(&replaces)
            .map(|(it, replaces)| KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces })
            .collect();
        let others: Vec<Stamp> =
            self.heads_of(subject)?.into_iter().filter(|it| it.field != key).map(|it| it.stamp).collect();
        Ok(Some(settle_removal(&heads, &others)))
    }

    /// Every field in conflict, by subject and field.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn conflicts(&self) -> Result<Vec<ConflictKey>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, c.field FROM conflict c JOIN subject s ON s.id = c.subject
             ORDER BY s.key, c.field",
        )?;
        let rows = statement.query_map([], |row| Ok(ConflictKey { subject: row.get(0)?, field: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Fields in conflict of one subject and of the bukti that support it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn conflicts_of(&self, subject: Subject) -> Result<Vec<ConflictKey>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, c.field FROM conflict c JOIN subject s ON s.id = c.subject
             WHERE s.key = ?1 OR s.id IN (
               SELECT l.bukti FROM bukti_link l JOIN subject o ON o.id = l.subject WHERE o.key = ?1)
             ORDER BY s.key DESC, c.field",
        )?;
        let rows = statement
            .query_map([subject.to_string()], |row| Ok(ConflictKey { subject: row.get(0)?, field: row.get(1)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Number of fields in conflict.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_conflicts(&self) -> Result<u32> {
        Ok(self.connection.query_row("SELECT count(*) FROM conflict", [], |row| row.get(0))?)
    }

    /// The values a person can choose from. For a removal these are the removal
    /// and the edits it did not see.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn conflict_heads(&self, conflict: &ConflictKey) -> Result<Vec<HeadRecord>> {
        let Some(subject) = self.subject_row_of(&conflict.subject)? else { return Ok(Vec::new()) };
        let heads = self.heads_of(subject)?;
        let removed = FieldKey::Removed.to_string();
        if conflict.field != removed {
            return Ok(heads.into_iter().filter(|it| it.field == conflict.field).collect());
        }
        let mut seen = Vec::new();
        for it in self.field_heads(subject, &removed)? {
            seen.extend(self.replaces_over_hollows(it.row)?);
        }
        Ok(heads.into_iter().filter(|it| it.field == removed || !seen.contains(&it.stamp)).collect())
    }
}
