//! `portal`, `portal_turn`: what is entered into the portal, and by whom.

use std::collections::BTreeMap;

use domain::{core::id::Subject, submission::portal::PortalMark};
use rusqlite::params;

use crate::{Reader, Result};

/// What is entered of one subject, by the name of the portal's field.
pub type PortalMarks = BTreeMap<String, PortalMark>;

impl Reader<'_> {
    /// What is entered of one subject in one year.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn portal_marks(&self, subject: Subject, instrument: &str) -> Result<PortalMarks> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry, value FROM portal p JOIN subject s ON s.id = p.subject
             WHERE s.key = ?1 AND p.instrument = ?2",
        )?;
        let rows = statement.query_map(params![subject.to_string(), instrument], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?.parse().ok()))
        })?;
        Ok(rows.filter_map(|it| it.map(|(entry, mark)| Some((entry, mark?))).transpose()).collect::<Result<_, _>>()?)
    }

    /// Who enters which subject into the portal in one year.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn portal_turns(&self, instrument: &str) -> Result<BTreeMap<Subject, String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, p.person FROM portal_turn p JOIN subject s ON s.id = p.subject WHERE p.instrument = ?1",
        )?;
        let rows = statement
            .query_map([instrument], |row| Ok((Subject::canonical(&row.get::<_, String>(0)?), row.get(1)?)))?;
        Ok(rows.filter_map(|it| it.map(|(of, who)| Some((of?, who))).transpose()).collect::<Result<_, _>>()?)
    }
}
