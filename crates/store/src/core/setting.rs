//! `setting`: what belongs to this copy of the registry alone.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{Reader, Result, Writer};

/// What the people who work at this copy have set: kept when all else of it has to be
/// made anew.
pub(crate) const OF_PEOPLE: [&str; 5] = ["person", "role", "saved_views", "scenarios", "backup_place"];

pub(crate) fn read(connection: &Connection, key: &str) -> Result<Option<String>> {
    Ok(connection.query_row("SELECT value FROM setting WHERE key = ?1", [key], |row| row.get(0)).optional()?)
}

pub(crate) fn write(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, value],
    )?;
    Ok(())
}

impl Reader<'_> {
    /// A setting of this copy.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        read(self.connection, key)
    }
}

impl Writer<'_> {
    /// Sets a setting of this copy; it leaves no history.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_setting(&mut self, key: &str, value: &str) -> Result<()> {
        write(self.connection, key, value)
    }
}
