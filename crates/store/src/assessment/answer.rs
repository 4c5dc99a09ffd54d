//! `input_value`, `tick`, `verdict`, `verification`, `pack`: what answers stand on
//! beside the chosen parameter, and what was said of them. A value that a newer
//! program wrote otherwise is shown as blank and stays in history.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    assessment::{
        citation::{Citation, check_citations},
        verification::{Passage, Verdict},
    },
    core::id::{IndikatorId, InputId, InstrumentId, OptionId, Subject},
    merge::change::FieldKey,
};
use rusqlite::params;

use crate::{Reader, Result, core::row::slug};

impl Reader<'_> {
    /// Instruments under which a subject has a choice, a number or a tick.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn instruments_given(&self, subject: Subject) -> Result<Vec<InstrumentId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.instrument FROM parameter_choice p JOIN subject s ON s.id = p.subject WHERE s.key = ?1
             UNION SELECT v.instrument FROM input_value v JOIN subject s ON s.id = v.subject WHERE s.key = ?1
             UNION SELECT t.instrument FROM tick t JOIN subject s ON s.id = t.subject WHERE s.key = ?1
             ORDER BY 1",
        )?;
        let rows = statement.query_map([subject.to_string()], |row| slug(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The numbers of one subject, by indikator and input.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inputs(
        &self,
        subject: Subject,
        instrument: &str,
    ) -> Result<BTreeMap<IndikatorId, BTreeMap<InputId, Decimal>>> {
        let mut all: BTreeMap<IndikatorId, BTreeMap<InputId, Decimal>> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT v.indikator, v.input, v.value FROM input_value v JOIN subject s ON s.id = v.subject
             WHERE s.key = ?1 AND v.instrument = ?2",
        )?;
        let mut rows = statement.query(params![subject.to_string(), instrument])?;
        while let Some(row) = rows.next()? {
            if let Ok(value) = row.get::<_, String>(2)?.parse() {
                all.entry(slug(row, 0)?).or_default().insert(slug(row, 1)?, value);
            }
        }
        Ok(all)
    }

    /// What was ticked for one subject, by indikator.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn ticks(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, BTreeSet<OptionId>>> {
        let mut all: BTreeMap<IndikatorId, BTreeSet<OptionId>> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT t.indikator, t.option FROM tick t JOIN subject s ON s.id = t.subject
             WHERE s.key = ?1 AND t.instrument = ?2",
        )?;
        let mut rows = statement.query(params![subject.to_string(), instrument])?;
        while let Some(row) = rows.next()? {
            all.entry(slug(row, 0)?).or_default().insert(slug(row, 1)?);
        }
        Ok(all)
    }

    /// What published sources say of the indikator of one subject. Read from history
    /// itself, the newest where laptops differ; what cannot be kept is not shown.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn citations(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, Vec<Citation>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.field, c.value FROM change c JOIN subject s ON s.id = c.subject JOIN device d ON d.id = c.device
             WHERE s.key = ?1 AND c.field >= ?2 || '/' AND c.field < ?2 || '0' AND c.head = 1
             ORDER BY c.field, c.counter, d.uuid",
        )?;
        let rows = statement.query_map(params![subject.to_string(), format!("citation/{instrument}")], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
        })?;
        let mut all = BTreeMap::new();
        for row in rows {
            let (field, value) = row?;
            let FieldKey::Citation { indikator, .. } = FieldKey::read(&field) else { continue };
            let kept = value.and_then(|it| serde_json::from_str(&it).ok()).and_then(|it| check_citations(it).ok());
            match kept {
                Some(kept) => all.insert(indikator, kept),
                None => all.remove(&indikator),
            };
        }
        Ok(all)
    }

    /// The instruments under which sources say something of a subject.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn instruments_cited(&self, subject: Subject) -> Result<BTreeSet<InstrumentId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.field FROM change c JOIN subject s ON s.id = c.subject
             WHERE s.key = ?1 AND c.field >= 'citation/' AND c.field < 'citation0'
               AND c.head = 1 AND c.value IS NOT NULL",
        )?;
        let rows = statement.query_map([subject.to_string()], |row| row.get::<_, String>(0))?;
        let mut all = BTreeSet::new();
        for field in rows {
            all.extend(FieldKey::read(&field?).year().cloned());
        }
        Ok(all)
    }

    /// The verdicts on one subject, by indikator, whether they stand or not.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn verdicts(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, Verdict>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.indikator, v.value FROM verdict v JOIN subject s ON s.id = v.subject
             WHERE s.key = ?1 AND v.instrument = ?2",
        )?;
        let rows = statement
            .query_map(params![subject.to_string(), instrument], |row| Ok((slug(row, 0)?, row.get::<_, String>(1)?)))?;
        let rows: Vec<(IndikatorId, String)> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(rows.into_iter().filter_map(|(id, text)| Some((id, serde_json::from_str(&text).ok()?))).collect())
    }

    /// Where the answers of one subject lie; none where nobody has moved them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn passage(&self, subject: Subject, instrument: &str) -> Result<Option<Passage>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.value FROM verification v JOIN subject s ON s.id = v.subject
             WHERE s.key = ?1 AND v.instrument = ?2",
        )?;
        let mut rows = statement.query(params![subject.to_string(), instrument])?;
        Ok(match rows.next()? {
            Some(row) => serde_json::from_str(&row.get::<_, String>(0)?).ok(),
            None => None,
        })
    }

    /// The same as they are written, so that what cannot be read is told.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pack_texts(&self) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT instrument, value FROM pack ORDER BY instrument")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A number that grows with every change of a pack, since history only grows.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pack_version(&self) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(max(c.id), 0) FROM change c JOIN subject s ON s.id = c.subject
             WHERE s.key = 'daerah' AND c.field >= 'pack/' AND c.field < 'pack0'",
        )?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Whether somebody has answered or proposed anything under an instrument, or
    /// the region works under it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn is_worked_under(&self, instrument: &str) -> Result<bool> {
        let used: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM parameter_choice WHERE instrument = ?1)
                 OR EXISTS (SELECT 1 FROM usulan WHERE instrument = ?1
                            AND (proposed IS NOT NULL OR growth_note IS NOT NULL OR archived IS NOT NULL))
                 OR EXISTS (SELECT 1 FROM input_value WHERE instrument = ?1)
                 OR EXISTS (SELECT 1 FROM tick WHERE instrument = ?1)
                 OR EXISTS (SELECT 1 FROM verdict WHERE instrument = ?1)",
            [instrument],
            |row| row.get(0),
        )?;
        Ok(used || self.pemda_instrument()?.is_some_and(|it| it == *instrument))
    }
}
