//! Passages and verdicts as history tells them: who moved answers when, and what was
//! said of them.

use domain::{assessment::verification::Passage, core::id::Subject, merge::change::FieldKey};
use rusqlite::params;

use crate::{Reader, Result};

/// One change of where answers lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageRecord {
    pub subject: Subject,
    /// Cleared, as by taking the first move back, reads as a draft.
    pub passage: Passage,
    /// Name of the act: `move_answers`, `undo` …
    pub op: String,
    pub person: String,
    /// Milliseconds since 1970, the clock of whoever moved them.
    pub at: i64,
}

/// Most changes that one walk reads: fifty moves of each of ten thousand inovasi.
const WALKED: u32 = 500_000;

impl Reader<'_> {
    /// Every passage under an instrument, subject by subject, each in the order of
    /// history. One walk along the subjects, bounded by [`WALKED`] changes.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn passages(&self, instrument: &str, mut visit: impl FnMut(PassageRecord)) -> Result<()> {
        let field = FieldKey::Verification(instrument.into()).to_string();
        // Only who answers: `:` is followed by `;`, so this is all inovasi. The joins
        // keep their order: subjects lead, and each asks the index of its changes.
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, c.value, a.op, a.person, a.at FROM subject s
             CROSS JOIN change c ON c.subject = s.id AND c.field = ?1
             JOIN act a ON a.id = c.act JOIN device d ON d.id = c.device
             WHERE s.key = 'daerah' OR (s.key >= 'inovasi:' AND s.key < 'inovasi;')
             ORDER BY s.key, c.counter, d.uuid LIMIT ?2",
        )?;
        let mut rows = statement.query(params![field, WALKED])?;
        while let Some(row) = rows.next()? {
            let Ok(subject) = row.get::<_, String>(0)?.parse() else { continue };
            let value: Option<String> = row.get(1)?;
            let Some(passage) = value.map_or(Some(Passage::default()), |it| serde_json::from_str(&it).ok()) else {
                continue;
            };
            visit(PassageRecord { subject, passage, op: row.get(2)?, person: row.get(3)?, at: row.get(4)? });
        }
        Ok(())
    }

    /// Who gave the verdicts under an instrument that are shown today: subject and
    /// person, once for each verdict. Bounded by [`WALKED`].
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn verdict_persons(&self, instrument: &str, mut visit: impl FnMut(Subject, String)) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, a.person FROM verdict v JOIN subject s ON s.id = v.subject
             JOIN change c ON c.subject = v.subject AND c.head = 1
               AND c.field = 'verdict/' || v.instrument || '/' || v.indikator
             JOIN act a ON a.id = c.act
             WHERE v.instrument = ?1 ORDER BY s.key, a.person LIMIT ?2",
        )?;
        let mut rows = statement.query(params![instrument, WALKED])?;
        while let Some(row) = rows.next()? {
            if let Ok(subject) = row.get::<_, String>(0)?.parse() {
                visit(subject, row.get(1)?);
            }
        }
        Ok(())
    }
}
