//! What stood in a field before an act wrote there, and putting it back: one value, or
//! several that were in conflict.

use domain::{
    core::id::Subject,
    merge::change::{Change, FieldKey, Stamp},
};
use rusqlite::{OptionalExtension, params};

use crate::{Result, Writer};

impl Writer<'_> {
    /// Writes the values that are to stand in a field beside each other: each takes the
    /// place of what stands there, none that of another. So a conflict that was decided
    /// is open again, on every laptop that learns of it.
    pub(super) fn put_heads(
        &mut self,
        subject: Subject,
        field: &FieldKey,
        written: &[&Change],
        values: &[Option<String>],
    ) -> Result<bool> {
        if let ([one], false) = (values, *field == FieldKey::Removed) {
            return self.put(subject, field, one.as_deref());
        }
        let row = self.subject_row(&subject.to_string())?;
        let key = field.to_string();
        let standing: Vec<Stamp> = self.field_heads(row, &key)?.into_iter().map(|it| it.stamp).collect();
        let first = self.next;
        for value in values {
            let mut replaces = standing.clone();
            if *field == FieldKey::Removed && value.is_some() {
                replaces.extend(self.seen_by_removal(row, written)?);
            }
            let change = self.change_of(subject, key.clone(), value.as_deref(), replaces);
            self.put_change(row, field, change)?;
        }
        if values.len() > 1 {
            self.run(
                "UPDATE change SET head = 1 WHERE subject = ?1 AND field = ?2 AND counter >= ?3
                 AND device = (SELECT id FROM device WHERE uuid = ?4)",
                params![row, key, first.cast_signed(), self.device.to_string()],
            )?;
            self.mark_conflict(row, &key, true)?;
        }
        Ok(true)
    }

    /// The heads that a removal lists when it is written back: all, but for fields in
    /// which somebody had worked apart from it before `written` decided between the two.
    fn seen_by_removal(&self, subject: i64, written: &[&Change]) -> Result<Vec<Stamp>> {
        let Some(decision) = written.first() else { return Ok(Vec::new()) };
        let mut statement = self.connection.prepare_cached(
            "WITH decision AS (
               SELECT x.id FROM change x JOIN device d ON d.id = x.device
               WHERE x.subject = ?1 AND x.field = ?2 AND x.counter = ?3 AND d.uuid = ?4)
             SELECT DISTINCT c.field FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND c.field <> ?2 AND c.id < (SELECT id FROM decision)
               AND NOT EXISTS (
                 SELECT 1 FROM change b JOIN replaced r ON r.by = b.id
                 WHERE b.subject = ?1 AND b.field = c.field AND b.id < (SELECT id FROM decision)
                   AND r.counter = c.counter AND r.device = d.uuid)
               AND NOT EXISTS (
                 SELECT 1 FROM replaced x JOIN device e ON e.uuid = x.device
                 JOIN change m ON m.device = e.id AND m.counter = x.counter
                 JOIN replaced r ON r.by = m.id AND r.counter = c.counter AND r.device = d.uuid
                 WHERE x.by = (SELECT id FROM decision) AND m.field = ?2 AND m.value IS NOT NULL)",
        )?;
        let (stamp, field) = (decision.stamp, &decision.field);
        let apart = statement
            .query_map(params![subject, field, stamp.counter.cast_signed(), stamp.device.to_string()], |row| {
                row.get(0)
            })?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let heads = self.heads_of(subject)?.into_iter();
        Ok(heads.filter(|it| it.field != *field && !apart.contains(&it.field)).map(|it| it.stamp).collect())
    }

    /// The values that an act overwrote in one field, each once, that of the greatest stamp
    /// last; a blank where nothing stood.
    pub(super) fn heads_before(&self, subject: i64, written: &[&Change]) -> Result<Vec<Option<String>>> {
        let own: Vec<Stamp> = written.iter().map(|it| it.stamp).collect();
        let mut stamps: Vec<Stamp> = written.iter().flat_map(|it| it.replaces.iter().copied()).collect();
        stamps.sort();
        stamps.dedup();
        let mut values: Vec<Option<String>> = Vec::new();
        for it in stamps.iter().filter(|it| !own.contains(it)) {
            let found: Option<Option<String>> = self
                .connection
                .prepare_cached(
                    "SELECT c.value FROM change c JOIN device d ON d.id = c.device
                     WHERE c.subject = ?1 AND c.field = ?2 AND c.counter = ?3 AND d.uuid = ?4",
                )?
                .query_row(
                    params![
                        subject,
                        written.first().map(|it| &it.field),
                        it.counter.cast_signed(),
                        it.device.to_string()
                    ],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(value) = found {
                values.retain(|it| *it != value);
                values.push(value);
            }
        }
        if values.is_empty() {
            values.push(None);
        }
        Ok(values)
    }
}

/// Whether another change of the same act took its place.
pub(super) fn is_replaced(change: &Change, written: &[&Change]) -> bool {
    written.iter().any(|it| it.replaces.contains(&change.stamp))
}
