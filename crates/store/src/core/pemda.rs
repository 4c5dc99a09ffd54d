//! `pemda`: the regional government that owns the registry.

use domain::{
    core::id::{InstrumentId, Subject},
    merge::change::FieldKey,
    submission::dossier::Pemda,
};
use rusqlite::OptionalExtension;

use crate::{Reader, Result, core::row::slug};

impl Reader<'_> {
    /// Name and code of the regional government.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pemda(&self) -> Result<Pemda> {
        let shown = self
            .connection
            .query_row("SELECT nama, kode FROM pemda", [], |row| Ok(Pemda { nama: row.get(0)?, kode: row.get(1)? }))
            .optional()?;
        match shown {
            Some(shown) => Ok(shown),
            // The row is never absent, unless a hand or a disk took it: history says it too.
            None => Ok(Pemda {
                nama: self.said_of_pemda(&FieldKey::PemdaNama)?.unwrap_or_default(),
                kode: self.said_kode()?.unwrap_or_default(),
            }),
        }
    }

    fn said_of_pemda(&self, field: &FieldKey) -> Result<Option<String>> {
        Ok(self.heads_of_field(Subject::Daerah, field)?.pop().flatten())
    }

    /// The kode that this copy has said last: only who works here changes it here. Where
    /// none of its names has said one, the one that history began with.
    pub(crate) fn said_kode(&self) -> Result<Option<String>> {
        let own = serde_json::json!(self.own_devices()?).to_string();
        let mut statement = self.connection.prepare_cached(
            "SELECT c.value FROM change c JOIN subject s ON s.id = c.subject JOIN device d ON d.id = c.device
             LEFT JOIN json_each(?1) o ON o.key = d.uuid AND c.counter <= o.value
             WHERE s.key = ?2 AND c.field = ?3 AND c.value IS NOT NULL
             ORDER BY o.key IS NULL, CASE WHEN o.key IS NULL THEN c.counter ELSE -c.counter END LIMIT 1",
        )?;
        let (daerah, field) = (Subject::Daerah.to_string(), FieldKey::PemdaKode.to_string());
        Ok(statement.query_row([own, daerah, field], |row| row.get(0)).optional()?)
    }

    /// The instrument that the region works under, if anybody has said.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pemda_instrument(&self) -> Result<Option<InstrumentId>> {
        let shown = self.connection.query_row("SELECT instrument FROM pemda", [], |row| row.get(0)).optional()?;
        let found = shown.map_or_else(|| self.said_of_pemda(&FieldKey::PemdaInstrument), Ok)?;
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
