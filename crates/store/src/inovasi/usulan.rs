//! `usulan`, `review`, `duplicate`: the years of an inovasi, and what people
//! decided about look-alikes.

use std::collections::BTreeMap;

use domain::{
    core::id::{IndikatorId, InovasiId, Subject},
    inovasi::usulan::Usulan,
};
use rusqlite::{Row, params};

use crate::{
    Reader, Result,
    core::row::{slug, text_id},
};

fn usulan(row: &Row<'_>, at: usize) -> rusqlite::Result<Usulan> {
    let proposed: Option<String> = row.get(at + 1)?;
    let archived: Option<String> = row.get(at + 3)?;
    Ok(Usulan {
        instrument: slug(row, at)?,
        proposed: proposed.map(|it| it == "1"),
        growth_note: row.get(at + 2)?,
        // A newer program's archive that cannot be read stays in history.
        archived: archived.and_then(|it| serde_json::from_str(&it).ok()),
    })
}

impl Reader<'_> {
    /// The years of one inovasi, by instrument.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn usulan_of(&self, id: InovasiId) -> Result<Vec<Usulan>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT u.instrument, u.proposed, u.growth_note, u.archived
             FROM usulan u JOIN inovasi i ON i.subject = u.inovasi WHERE i.id = ?1
               AND (u.proposed IS NOT NULL OR u.growth_note IS NOT NULL OR u.archived IS NOT NULL)
             ORDER BY u.instrument",
        )?;
        let rows = statement.query_map([id.to_string()], |row| usulan(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Answers of a subject that wait for review under an instrument, with why.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn reviews(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT r.indikator, r.reason FROM review r JOIN subject s ON s.id = r.subject
             WHERE s.key = ?1 AND r.instrument = ?2",
        )?;
        let rows =
            statement.query_map(params![subject.to_string(), instrument], |row| Ok((slug(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was decided about pairs of inovasi: the one, the other, the verdict.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn duplicate_verdicts(&self) -> Result<Vec<(InovasiId, InovasiId, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id, d.other, d.verdict FROM duplicate d JOIN inovasi i ON i.subject = d.inovasi
             ORDER BY i.id, d.other",
        )?;
        let rows = statement.query_map([], |row| Ok((text_id(row, 0)?, text_id(row, 1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
