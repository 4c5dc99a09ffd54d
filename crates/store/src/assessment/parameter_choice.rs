//! `parameter_choice`: what was chosen for each indikator. No skor is stored.

use std::collections::BTreeMap;

use domain::{
    assessment::score::Choice,
    core::id::{IndikatorId, InovasiId, InstrumentId, Subject},
};
use rusqlite::params;

use crate::{Reader, Result, core::row::slug, inovasi::record::inovasi_id};

impl Reader<'_> {
    /// The choices of one subject, by indikator id.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn choices(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, Choice>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.indikator, p.parameter, p.variant
             FROM parameter_choice p JOIN subject s ON s.id = p.subject
             WHERE s.key = ?1 AND p.instrument = ?2",
        )?;
        let rows = statement.query_map(params![subject.to_string(), instrument], |row| {
            Ok((slug(row, 0)?, Choice { parameter: row.get(1)?, variant: row.get(2)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Instruments that a subject has answers for.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn instruments_of(&self, subject: Subject) -> Result<Vec<InstrumentId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT p.instrument FROM parameter_choice p JOIN subject s ON s.id = p.subject
             WHERE s.key = ?1 ORDER BY p.instrument",
        )?;
        let rows = statement.query_map([subject.to_string()], |row| slug(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every inovasi that is not removed, by name, with the facts that scoring
    /// needs: id, name, urusan utama.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn scored_inovasi(&self) -> Result<Vec<(InovasiId, String, Option<String>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, nama, urusan_utama FROM inovasi WHERE removed = 0
             ORDER BY nama COLLATE NOCASE, id",
        )?;
        let rows = statement.query_map([], |row| Ok((inovasi_id(row, 0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
