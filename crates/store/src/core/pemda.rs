//! `pemda`: the regional government that owns the registry.

use domain::{core::id::InstrumentId, submission::dossier::Pemda};

use crate::{Reader, Result, core::row::slug};

impl Reader<'_> {
    /// Name and code of the regional government.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pemda(&self) -> Result<Pemda> {
        Ok(self.connection.query_row("SELECT nama, kode FROM pemda WHERE one = 1", [], |row| {
            Ok(Pemda { nama: row.get(0)?, kode: row.get(1)? })
        })?)
    }

    /// The instrument that the region works under, if anybody has said.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pemda_instrument(&self) -> Result<Option<InstrumentId>> {
        let found: Option<String> =
            self.connection.query_row("SELECT instrument FROM pemda WHERE one = 1", [], |row| row.get(0))?;
        Ok(found.map(InstrumentId::from))
    }

    /// Instruments whose answers are read-only, by id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn closed_instruments(&self) -> Result<Vec<InstrumentId>> {
        let mut statement = self.connection.prepare_cached("SELECT instrument FROM closed ORDER BY instrument")?;
        let rows = statement.query_map([], |row| slug(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The same, each with the row of the act that closed it; the first of several.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn closings(&self) -> Result<Vec<(InstrumentId, i64)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT k.instrument, coalesce((
               SELECT min(c.act) FROM change c JOIN subject s ON s.id = c.subject
               WHERE s.key = 'daerah' AND c.field = 'closed/' || k.instrument AND c.head = 1
                 AND c.value IS NOT NULL), 0)
             FROM closed k ORDER BY k.instrument",
        )?;
        let rows = statement.query_map([], |row| Ok((slug(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Instruments that the region has worked under, or closed, at any time.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn begun_instruments(&self) -> Result<Vec<InstrumentId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.value FROM change c JOIN subject s ON s.id = c.subject
             WHERE s.key = 'daerah' AND c.field = 'pemda/instrument' AND c.value IS NOT NULL
             UNION SELECT substr(c.field, length('closed/') + 1) FROM change c JOIN subject s ON s.id = c.subject
             WHERE s.key = 'daerah' AND c.field GLOB 'closed/*' ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| slug(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
