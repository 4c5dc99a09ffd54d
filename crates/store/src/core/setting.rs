//! `setting`: what belongs to this copy of the registry alone.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{Reader, Result, Writer};

/// What the people who work at this copy have set: kept when all else of it has to be
/// made anew.
pub(crate) const OF_PEOPLE: [&str; 5] = ["person", "role", "saved_views", "scenarios", "backup_place"];

pub(crate) fn read(connection: &Connection, key: &str) -> Result<Option<String>> {
    // What is no text any more is garbled like any other; that is for its reader to tell.
    let text = |row: &Row<'_>| Ok(String::from_utf8_lossy(row.get_ref(0)?.as_bytes()?).into_owned());
    Ok(connection.query_row("SELECT value FROM setting WHERE key = ?1", [key], text).optional()?)
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

    /// All settings of this copy by their keys; None: it is no text.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn settings(&self) -> Result<Vec<(String, Option<String>)>> {
        let text = |row: &Row<'_>, at: usize| -> rusqlite::Result<Option<String>> {
            Ok(row.get_ref(at)?.as_bytes().ok().and_then(|it| String::from_utf8(it.to_vec()).ok()))
        };
        let mut statement = self.connection.prepare_cached("SELECT key, value FROM setting ORDER BY key")?;
        let all = statement.query_map([], |row| Ok((text(row, 0)?.unwrap_or_default(), text(row, 1)?)))?;
        Ok(all.collect::<rusqlite::Result<_>>()?)
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
