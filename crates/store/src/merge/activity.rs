//! What was done lately, out of `act`: one range of time, by its index.

use rusqlite::{OptionalExtension, params};

use crate::{Reader, Result};

/// The acts of a span of time, the newest first. Answered by the index alone.
const RANGE: &str = "SELECT id, at, op, person FROM act WHERE at >= ?1 AND at < ?2 ORDER BY at DESC";

/// One act as a list tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActLine<'a> {
    /// Its row in this copy: see [`Reader::subject_of_act`].
    pub row: i64,
    /// Milliseconds since 1970, the writer's clock.
    pub at: i64,
    /// Name of an op; a newer program may have written one that is not known here.
    pub op: &'a str,
    /// Who did it, by the name set on that laptop; empty when none was set.
    pub person: &'a str,
}

impl Reader<'_> {
    /// Tells every act from `since` up to `until` (excluded), in milliseconds since
    /// 1970 by the writers' clocks, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn acts_between(&self, since: i64, until: i64, mut tell: impl FnMut(ActLine<'_>)) -> Result<()> {
        let mut statement = self.connection.prepare_cached(RANGE)?;
        let mut rows = statement.query(params![since, until])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).map(|it| it.as_str().unwrap_or_default());
            tell(ActLine { row: row.get(0)?, at: row.get(1)?, op: text(2)?, person: text(3)? });
        }
        Ok(())
    }

    /// The subject that the first change of an act is about.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn subject_of_act(&self, row: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT s.key FROM change c JOIN subject s ON s.id = c.subject
                 WHERE c.act = ?1 ORDER BY c.id LIMIT 1",
            )?
            .query_row([row], |row| row.get(0))
            .optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_acts_of_a_span_of_time_are_found_by_their_index_alone() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("../../migrations/0001_init.sql")).unwrap();
        connection.execute_batch(include_str!("../../migrations/0004_activity.sql")).unwrap();
        let plan: Vec<String> = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {RANGE}"))
            .unwrap()
            .query_map([0, 1], |row| row.get(3))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert_eq!(plan, ["SEARCH act USING COVERING INDEX act_by_at (at>? AND at<?)"]);
    }
}
