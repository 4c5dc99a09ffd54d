//! `subject`: what history speaks of, by number, and the row in the tables that each has.

use domain::core::id::Subject;
use rusqlite::{OptionalExtension, params};

use crate::{Reader, Result, Writer};

impl Writer<'_> {
    /// The row of a subject that something is written of, made when it is new, with its row
    /// in the tables.
    pub(crate) fn subject_row(&mut self, key: &str) -> Result<i64> {
        if let Some(row) = self.subject_rows.get(key) {
            return Ok(*row);
        }
        let known = self.subject_row_of(key)?;
        let row = known.map_or_else(|| self.named_row(key), Ok)?;
        // One that so far was only named, or whose acts were lost until now, shows nothing.
        if known.is_none() || !self.is_written(row)? {
            self.make_row(row, key)?;
        }
        // A bulk import must not keep every key of a million in memory.
        if self.subject_rows.len() > 10_000 {
            self.subject_rows.clear();
        }
        self.subject_rows.insert(key.to_owned(), row);
        Ok(row)
    }

    /// The row of a subject that another one names: of itself it shows nothing by that.
    pub(crate) fn named_row(&self, key: &str) -> Result<i64> {
        if let Some(row) = self.subject_row_of(key)? {
            return Ok(row);
        }
        self.connection.prepare_cached("INSERT INTO subject (key) VALUES (?1)")?.execute([key])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The row of a subject of a known kind in its table, with nothing in it.
    pub(crate) fn make_row(&mut self, row: i64, key: &str) -> Result<()> {
        let (table, id) = match Subject::canonical(key) {
            Some(Subject::Inovasi(id)) => ("inovasi", id.to_string()),
            Some(Subject::Bukti(id)) => ("bukti", id.to_string()),
            Some(Subject::PerangkatDaerah(id)) => ("perangkat_daerah", id.to_string()),
            Some(Subject::Penghargaan(id)) => ("penghargaan", id.to_string()),
            Some(Subject::Snapshot(id)) => ("snapshot", id.to_string()),
            Some(Subject::Daerah) | None => return Ok(()),
        };
        let insert = format!("INSERT OR IGNORE INTO {table} (subject, id) VALUES (?1, ?2)");
        if self.connection.prepare_cached(&insert)?.execute(params![row, id])? == 0 {
            // Older programs let another spelling of the id take its row.
            let holder = format!("SELECT subject FROM {table} WHERE id = ?1");
            let holder: i64 = self.connection.prepare_cached(&holder)?.query_row([&id], |row| row.get(0))?;
            if holder != row {
                self.clear_rows(holder)?;
                self.run(&insert, params![row, id])?;
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    pub(crate) fn subject_row_of(&self, key: &str) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM subject WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Whether history says anything of a subject.
    pub(crate) fn is_written(&self, subject: i64) -> Result<bool> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM change WHERE subject = ?1")?.exists([subject])?)
    }

    pub(crate) fn subject_key(&self, subject: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT key FROM subject WHERE id = ?1")?
            .query_row([subject], |row| row.get(0))?)
    }
}
