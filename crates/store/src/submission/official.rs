//! `official`, `official_parameter`: what the ministry made of a year.

use std::collections::BTreeMap;

use domain::{
    core::id::{IndikatorId, InovasiId, Subject},
    submission::official::OfficialFigure,
};
use rusqlite::params;

use crate::{Reader, Result};

impl Reader<'_> {
    /// The figures of one subject in one year.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn official(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<OfficialFigure, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT figure, value FROM official o JOIN subject s ON s.id = o.subject
             WHERE s.key = ?1 AND o.instrument = ?2",
        )?;
        let rows = statement.query_map(params![subject.to_string(), instrument], |row| {
            Ok((OfficialFigure::by_name(&row.get::<_, String>(0)?), row.get(1)?))
        })?;
        Ok(rows
            .filter_map(|it| it.map(|(figure, value)| Some((figure?, value))).transpose())
            .collect::<Result<_, _>>()?)
    }

    /// One figure of every inovasi in one year.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn official_of_all(&self, instrument: &str, figure: OfficialFigure) -> Result<BTreeMap<InovasiId, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id, o.value FROM official o JOIN inovasi i ON i.subject = o.subject
             WHERE o.instrument = ?1 AND o.figure = ?2 AND i.removed = 0",
        )?;
        let rows = statement.query_map(params![instrument, figure.name()], |row| {
            Ok((row.get::<_, String>(0)?.parse().ok(), row.get(1)?))
        })?;
        Ok(rows.filter_map(|it| it.map(|(id, value)| Some((id?, value))).transpose()).collect::<Result<_, _>>()?)
    }

    /// The years of which the ministry has said anything, by the id of their instrument.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn official_years(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT instrument FROM official UNION SELECT instrument FROM official_parameter ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The parameters that the ministry accepted of one subject; 0: none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn official_parameters(&self, subject: Subject, instrument: &str) -> Result<BTreeMap<IndikatorId, u8>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT indikator, parameter FROM official_parameter o JOIN subject s ON s.id = o.subject
             WHERE s.key = ?1 AND o.instrument = ?2",
        )?;
        let rows = statement.query_map(params![subject.to_string(), instrument], |row| {
            Ok((IndikatorId::from(row.get::<_, String>(0)?), row.get::<_, String>(1)?.parse().ok()))
        })?;
        Ok(rows.filter_map(|it| it.map(|(id, value)| Some((id, value?))).transpose()).collect::<Result<_, _>>()?)
    }
}
