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
}
