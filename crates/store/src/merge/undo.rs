//! `undo`, and history as people read it. Taking an act back is an act of its
//! own that writes what stood before; nothing is ever erased.

mod heads;

use std::collections::HashMap;

use domain::{
    core::id::Subject,
    merge::change::{Change, FieldKey, Stamp},
};
use rusqlite::{OptionalExtension, Row, params};

use crate::{
    Reader, Result, Writer,
    merge::{
        act::{ChangeRow, stamp},
        undo::heads::is_replaced,
    },
};

/// How many of its own acts a laptop can walk back through.
const DEPTH: u32 = 1000;

/// An act in the words of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRecord {
    /// Its row in this copy: what is given back to [`Writer::revert`].
    pub row: i64,
    /// Name of its op.
    pub op: String,
    /// Milliseconds since 1970, the writer's clock.
    pub at: i64,
    /// Who did it, by the name set on that laptop; empty when none was set.
    pub person: String,
    /// Number of its changes.
    pub n: u32,
    /// Key of the subject of its first change.
    pub subject: String,
    /// Key of the field of that change; empty, as the subject is, where the act has
    /// none.
    pub field: String,
}

/// What can be taken back, and what of it can be done again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoState {
    /// The act of this laptop that undo would take back; None: there is none left.
    pub undo: Option<ActRecord>,
    /// The undoing that redo would take back, told in the words of what it undid;
    /// None after any new act.
    pub redo: Option<ActRecord>,
}

/// What taking an act back did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reverted {
    /// Fields that have their old value again.
    pub n_restored: u32,
    /// Fields that somebody wrote since, and those whose old value may not stand
    /// there any more; they keep what they hold.
    pub n_kept: u32,
    /// Whom it touched, in order, each once.
    pub subjects: Vec<String>,
}

/// One value that a field had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRecord {
    /// Of the change that wrote it: counter and device.
    pub stamp: Stamp,
    /// Key of the field.
    pub field: String,
    /// None: the field was cleared.
    pub value: Option<String>,
    /// Name of the op that it was written by.
    pub op: String,
    /// Who wrote it, by the name set on that laptop; empty when none was set.
    pub person: String,
    /// Milliseconds since 1970, the writer's clock.
    pub at: i64,
    /// Whether no known change replaces it.
    pub head: bool,
}

/// Says whether a value may be written back: into which field of whom.
type Admit<'a, E> = &'a mut dyn FnMut(&Reader<'_>, Subject, &FieldKey, Option<&str>) -> Result<bool, E>;

impl Writer<'_> {
    /// Writes back what stood before an act: blank where nothing stood; a subject
    /// that the act made is removed. A field somebody has written since is left, and
    /// one that `admit` does not let through. What it lets through is written next.
    ///
    /// # Errors
    /// Whatever `admit` returns; the database cannot be written.
    pub fn revert<E: From<crate::Error>>(&mut self, target: &ActRecord, admit: Admit<'_, E>) -> Result<Reverted, E> {
        let mut done = Reverted::default();
        let changes = self.changes_of_act(target.row)?;
        // What the act wrote to one field goes back in one step.
        let mut fields: HashMap<(&str, &str), Vec<&Change>> = HashMap::new();
        for change in &changes {
            fields.entry((&change.subject, &change.field)).or_default().push(change);
        }
        // Asked once for each subject: a workbook makes tens of thousands in one act.
        let mut made: HashMap<&str, bool> = HashMap::new();
        for change in changes.iter().rev() {
            let is_made = match made.get(change.subject.as_str()) {
                Some(known) => *known,
                None => {
                    let is_made = self.is_made_by(&change.subject, target.row)?;
                    made.insert(&change.subject, is_made);
                    done.subjects.push(change.subject.clone());
                    if is_made {
                        self.unmake(change, target.row, &mut done, admit)?;
                    }
                    is_made
                }
            };
            if let Some(written) = fields.remove(&(change.subject.as_str(), change.field.as_str())).filter(|_| !is_made)
            {
                self.restore(&written, &mut done, admit)?;
            }
        }
        done.subjects.reverse();
        // An act of which nothing could be taken back is passed over from now on.
        let by = self.act_row.unwrap_or(target.row);
        self.run("INSERT OR REPLACE INTO undo (act, target) VALUES (?1, ?2)", params![by, target.row])?;
        Ok(done)
    }

    /// Writes back into one field what stood before an act wrote `written` there: several
    /// values where they were in conflict.
    fn restore<E: From<crate::Error>>(
        &mut self,
        written: &[&Change],
        done: &mut Reverted,
        admit: Admit<'_, E>,
    ) -> Result<(), E> {
        let Some(change) = written.first() else { return Ok(()) };
        let Ok(subject) = change.subject.parse::<Subject>() else { return Ok(()) };
        let row = self.subject_row(&change.subject)?;
        let heads = self.field_heads(row, &change.field)?;
        let left: Vec<&&Change> = written.iter().filter(|it| !is_replaced(it, written)).collect();
        // The same value by the same laptop is this change too, written again by
        // taking back what came after it.
        let devices = self.own_devices()?;
        let is_own =
            |it: &ChangeRow| devices.get(&it.stamp.device.to_string()).is_some_and(|until| it.stamp.counter <= *until);
        let stands =
            |it: &ChangeRow| left.iter().any(|own| it.stamp == own.stamp || (is_own(it) && it.value == own.value));
        if heads.len() != left.len() || !heads.iter().all(stands) {
            done.n_kept += 1;
            return Ok(());
        }
        let field = FieldKey::read(&change.field);
        let before = self.heads_before(row, written)?;
        for value in &before {
            if !admit(self, subject, &field, value.as_deref())? {
                done.n_kept += 1;
                return Ok(());
            }
        }
        if self.put_heads(subject, &field, written, &before)? {
            done.n_restored += 1;
        }
        Ok(())
    }

    /// Takes out a subject that the act made, unless another person has worked on
    /// it since: then it stays.
    fn unmake<E: From<crate::Error>>(
        &mut self,
        change: &Change,
        act: i64,
        done: &mut Reverted,
        admit: Admit<'_, E>,
    ) -> Result<(), E> {
        let Ok(subject) = change.subject.parse::<Subject>() else { return Ok(()) };
        let row = self.subject_row(&change.subject)?;
        let own = serde_json::json!(self.own_devices()?).to_string();
        let others: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM change c JOIN device d ON d.id = c.device
                 WHERE c.subject = ?1 AND c.head = 1 AND c.act <> ?2
                   AND NOT EXISTS (SELECT 1 FROM json_each(?3) o WHERE o.key = d.uuid AND c.counter <= o.value))",
            )
            .and_then(|mut it| it.query_row(params![row, act, own], |row| row.get(0)))
            .map_err(crate::Error::from)?;
        if others || !admit(self, subject, &FieldKey::Removed, Some("1"))? {
            done.n_kept += 1;
        } else {
            self.put_removed(subject, true)?;
            done.n_restored += 1;
        }
        Ok(())
    }
}

fn history_record(row: &Row<'_>) -> rusqlite::Result<HistoryRecord> {
    Ok(HistoryRecord {
        stamp: stamp(row.get(0)?, row.get(1)?)?,
        field: row.get(2)?,
        value: row.get(3)?,
        op: row.get(4)?,
        person: row.get(5)?,
        at: row.get(6)?,
        head: row.get(7)?,
    })
}

impl Reader<'_> {
    /// Whether a subject's first change belongs to this act. The region is nobody's.
    fn is_made_by(&self, subject: &str, act: i64) -> Result<bool> {
        if subject == Subject::Daerah.to_string() {
            return Ok(false);
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT (SELECT c.act FROM change c WHERE c.subject = s.id ORDER BY c.id LIMIT 1) = ?2
                 FROM subject s WHERE s.key = ?1",
            )?
            .query_row(params![subject, act], |row| row.get::<_, Option<bool>>(0))
            .optional()?
            .flatten()
            .unwrap_or(false))
    }

    /// What this copy can take back or do again. `fixed` are the ops that stay.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn undo_state(&self, fixed: &[&str]) -> Result<UndoState> {
        let own = serde_json::json!(self.own_devices()?).to_string();
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.op, u.target FROM act a JOIN device d ON d.id = a.device
             LEFT JOIN undo u ON u.act = a.id
             WHERE d.uuid IN (SELECT key FROM json_each(?1))
               AND a.counter <= (SELECT value FROM json_each(?1) WHERE key = d.uuid)
             ORDER BY a.id DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![own, DEPTH], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<i64>>(2)?))
        })?;
        let mut acts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        acts.reverse();
        let (mut undo, mut redo): (Vec<i64>, Vec<i64>) = (Vec::new(), Vec::new());
        for (act, op, target) in acts {
            match target {
                Some(target) if target == act => {}
                Some(target) if undo.last() == Some(&target) => {
                    undo.pop();
                    redo.push(act);
                }
                Some(target) if redo.last() == Some(&target) => {
                    redo.pop();
                    undo.push(act);
                }
                Some(_) => {}
                None if fixed.contains(&op.as_str()) => {}
                None => {
                    undo.push(act);
                    redo.clear();
                }
            }
        }
        let record = |row: Option<&i64>| row.map(|it| self.act_record(*it)).transpose();
        Ok(UndoState { undo: record(undo.last())?, redo: record(redo.last())? })
    }

    /// An act by its row. One that took another back is told in that other's words.
    pub(crate) fn act_record(&self, row: i64) -> Result<ActRecord> {
        let mut told = row;
        while let Some(target) = self.target_of(told)?.filter(|it| *it != told) {
            told = target;
        }
        let mut record = self
            .connection
            .prepare_cached(
                "SELECT a.op, a.at, a.person, max(0, min(a.n, 4294967295)), s.key, c.field FROM act a
                 LEFT JOIN change c ON c.id = (SELECT min(id) FROM change WHERE act = a.id)
                 LEFT JOIN subject s ON s.id = c.subject WHERE a.id = ?1",
            )?
            .query_row([told], |row| {
                Ok(ActRecord {
                    row: told,
                    op: row.get(0)?,
                    at: row.get(1)?,
                    person: row.get(2)?,
                    n: row.get(3)?,
                    subject: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                    field: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                })
            })?;
        record.row = row;
        Ok(record)
    }

    fn target_of(&self, act: i64) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT target FROM undo JOIN act a ON a.id = target WHERE act = ?1")?
            .query_row([act], |row| row.get(0))
            .optional()?)
    }

    /// Every value that one field of a subject had, the newest first; every field
    /// when none is named. At most `limit`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn history_of(&self, subject: Subject, field: Option<&str>, limit: u32) -> Result<Vec<HistoryRecord>> {
        let Some(row) = self.subject_row_of(&subject.to_string())? else { return Ok(Vec::new()) };
        let which = if field.is_some() { "AND c.field = ?2" } else { "AND ?2 IS NULL" };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT c.counter, d.uuid, c.field, c.value, a.op, a.person, a.at, c.head
             FROM change c JOIN device d ON d.id = c.device JOIN act a ON a.id = c.act
             WHERE c.subject = ?1 {which} ORDER BY c.counter DESC, d.uuid DESC LIMIT ?3"
        ))?;
        let rows = statement.query_map(params![row, field, limit], history_record)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was done to the bukti of a subject, the newest first, each with the name of
    /// its file: that it came to support an answer, that it no longer does, and what was
    /// said of the document. At most `limit`.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn history_of_bukti(&self, subject: Subject, limit: u32) -> Result<Vec<(String, HistoryRecord)>> {
        // Keys of its links, whatever the indikator: `0` is the next sign after `/`.
        let key = FieldKey::Link { subject, indikator: "-".into() }.to_string();
        let link = key.strip_suffix("/-").unwrap_or(&key);
        let mut statement = self.connection.prepare_cached(
            "WITH own AS (
               SELECT s.id FROM subject s WHERE s.key > 'bukti:' AND s.key < 'bukti;' AND EXISTS (
                 SELECT 1 FROM change l WHERE l.subject = s.id AND l.field > ?1 || '/' AND l.field < ?1 || '0'))
             SELECT c.counter, d.uuid, c.field, c.value, a.op, a.person, a.at, c.head, b.nama_berkas
             FROM own JOIN change c ON c.subject = own.id JOIN bukti b ON b.subject = own.id
             JOIN device d ON d.id = c.device JOIN act a ON a.id = c.act
             WHERE (c.field > ?1 || '/' AND c.field < ?1 || '0')
               OR c.field IN ('nomor', 'tanggal', 'tentang', 'removed')
             ORDER BY c.counter DESC, d.uuid DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![link, limit], |row| Ok((row.get(8)?, history_record(row)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What somebody wrote for himself about a subject, in this copy alone.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn note_of(&self, subject: Subject) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT text FROM note WHERE subject = ?1")?
            .query_row([subject.to_string()], |row| row.get(0))
            .optional()?)
    }
}

impl Writer<'_> {
    /// Keeps a note to oneself; it leaves no history and never travels.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_note(&mut self, subject: Subject, text: Option<&str>) -> Result<()> {
        match text {
            Some(text) => self.run(
                "INSERT INTO note (subject, text) VALUES (?1, ?2)
                 ON CONFLICT (subject) DO UPDATE SET text = excluded.text",
                params![subject.to_string(), text],
            ),
            None => self.run("DELETE FROM note WHERE subject = ?1", [subject.to_string()]),
        }
    }
}
