//! An act as its rows tell it, whether they are all there or not.

use domain::{
    core::id::DeviceId,
    merge::{
        chain::ActHash,
        change::{Act, Change, Stamp},
    },
};
use rusqlite::{Connection, Row, params};

use crate::merge::{act::stamp, chain};

/// The rows of one act.
#[derive(Debug, Clone)]
pub(super) struct FoundAct {
    /// Of the act itself, if that is there.
    pub(super) row: i64,
    pub(super) device_row: i64,
    /// None where the row of the device is lost.
    pub(super) device: Option<DeviceId>,
    pub(super) counter: i64,
    /// How many changes it says it has.
    pub(super) n: i64,
    pub(super) op: String,
    pub(super) at: i64,
    pub(super) person: String,
    /// None in a database of a format without hashes.
    pub(super) hash: Option<ActHash>,
    /// Of the act that it says it stands behind; None where its format does not say that.
    pub(super) previous: Option<ActHash>,
    pub(super) changes: Vec<FoundChange>,
}

/// One change of it.
#[derive(Debug, Clone)]
pub(super) struct FoundChange {
    pub(super) row: i64,
    pub(super) counter: i64,
    pub(super) subject_row: i64,
    /// None where the row of the subject is lost.
    pub(super) subject: Option<String>,
    pub(super) field: String,
    pub(super) value: Option<String>,
    pub(super) replaces: Vec<Stamp>,
}

/// The columns that [`FoundAct::read`] wants, of `act a LEFT JOIN device d`.
pub(super) const COLUMNS: &str = "a.id, a.device, d.uuid, a.counter, a.n, a.op, a.at, a.person, a.hash, a.previous";

impl FoundAct {
    /// An act from its row, with the changes that say to be of it.
    pub(super) fn read(rescue: &Connection, row: &Row<'_>) -> rusqlite::Result<Self> {
        let mut found = Self {
            row: row.get(0)?,
            device_row: row.get(1)?,
            device: row.get::<_, Option<String>>(2)?.and_then(|it| it.parse().ok()),
            counter: row.get(3)?,
            n: row.get(4)?,
            op: row.get(5)?,
            at: row.get(6)?,
            person: row.get(7)?,
            hash: chain::hash(&row.get_ref(8)?),
            previous: chain::hash(&row.get_ref(9)?),
            changes: Vec::new(),
        };
        found.changes = changes(rescue, "c.act = ?1", params![found.row])?;
        Ok(found)
    }

    /// Of changes whose act is lost: nothing but they themselves. When it was done, the act
    /// beside it tells best.
    pub(super) fn without_row(rescue: &Connection, act: i64) -> rusqlite::Result<Self> {
        let near = "SELECT coalesce((SELECT at FROM act WHERE id < ?1 ORDER BY id DESC LIMIT 1),
                      (SELECT at FROM act WHERE id > ?1 ORDER BY id LIMIT 1), 0)";
        let at = rescue.query_row(near, [act], |row| row.get(0))?;
        let changes = changes(rescue, "c.act = ?1", params![act])?;
        let (device_row, device): (i64, Option<String>) = rescue.query_row(
            "SELECT c.device, d.uuid FROM change c LEFT JOIN device d ON d.id = c.device WHERE c.act = ?1 LIMIT 1",
            [act],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self {
            row: act,
            device_row,
            device: device.and_then(|it| it.parse().ok()),
            counter: changes.first().map_or(0, |it| it.counter),
            n: 0,
            op: LOST.to_owned(),
            at,
            person: String::new(),
            hash: None,
            previous: None,
            changes,
        })
    }

    /// The same act with the changes that have its stamps, whatever act they say.
    pub(super) fn by_stamps(&self, rescue: &Connection) -> rusqlite::Result<Self> {
        let end = self.counter.saturating_add(self.n);
        let own = "c.act = ?1 OR (c.device = ?2 AND c.counter >= ?3 AND c.counter < ?4)";
        let changes = changes(rescue, own, params![self.row, self.device_row, self.counter, end])?;
        Ok(Self { changes, ..self.clone() })
    }

    /// The same act where its changes say that it stands.
    pub(super) fn placed_by_changes(&self, rescue: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT c.counter, c.device, d.uuid FROM change c LEFT JOIN device d ON d.id = c.device
                   WHERE c.act = ?1 ORDER BY c.id LIMIT 1";
        let mut statement = rescue.prepare_cached(sql)?;
        let mut rows = statement.query([self.row])?;
        let mut other = self.by_rows();
        if let Some(row) = rows.next()? {
            (other.counter, other.device_row) = (row.get(0)?, row.get(1)?);
            other.device = row.get::<_, Option<String>>(2)?.and_then(|it| it.parse().ok());
        }
        Ok(other)
    }

    /// The same act with its changes in the order in which they were written down.
    pub(super) fn by_rows(&self) -> Self {
        let mut other = self.clone();
        other.changes.sort_by_key(|it| it.row);
        other
    }

    /// Whether there are as many changes as it says, one after the other.
    pub(super) fn is_complete(&self) -> bool {
        let in_order = self.changes.iter().zip(self.counter..).all(|(it, counter)| it.counter == counter);
        in_order && i64::try_from(self.changes.len()) == Ok(self.n)
    }

    /// The act, if its device and all of its subjects are known: its stamps follow from the
    /// first.
    pub(super) fn act(&self) -> Option<Act> {
        let first = Stamp { counter: self.counter.cast_unsigned(), device: self.device? };
        let stamps = (first.counter..).map(|counter| Stamp { counter, ..first });
        let changes = self.changes.iter().zip(stamps).map(|(it, stamp)| it.change(stamp)).collect::<Option<_>>()?;
        Some(Act { first, op: self.op.clone(), at: self.at, person: self.person.clone(), changes })
    }

    /// Those of its changes that can be read, each under the stamp that it has: what else is
    /// wrong with the act is not known.
    pub(super) fn readable(&self) -> Act {
        let device = self.device.unwrap_or(DeviceId::NOBODY);
        let first = Stamp { counter: self.counter.cast_unsigned(), device };
        let changes = self
            .changes
            .iter()
            .filter_map(|it| it.change(Stamp { counter: it.counter.cast_unsigned(), device }))
            .filter(|it| [&it.subject, &it.field].into_iter().chain(&it.value).all(|it| is_text(it)))
            .collect();
        let op = if is_text(&self.op) { self.op.clone() } else { LOST.to_owned() };
        let person = if is_text(&self.person) { self.person.clone() } else { String::new() };
        Act { first, op, at: self.at, person, changes }
    }
}

/// Whether bytes were the text that they are read as.
fn is_text(text: &str) -> bool {
    !text.contains(char::REPLACEMENT_CHARACTER)
}

impl FoundChange {
    /// None where nobody knows whom it is about.
    pub(super) fn change(&self, stamp: Stamp) -> Option<Change> {
        let (field, value, replaces) = (self.field.clone(), self.value.clone(), self.replaces.clone());
        Some(Change { stamp, subject: self.subject.clone()?, field, value, replaces })
    }
}

/// Stands for the name of an act that nobody knows any more.
pub(crate) const LOST: &str = "salvage";

fn changes(rescue: &Connection, own: &str, values: &[&dyn rusqlite::ToSql]) -> rusqlite::Result<Vec<FoundChange>> {
    let mut statement = rescue.prepare_cached(&format!(
        "SELECT c.id, c.counter, c.subject, s.key, c.field, c.value FROM change c
         LEFT JOIN subject s ON s.id = c.subject WHERE {own} ORDER BY c.counter, c.id"
    ))?;
    let rows = statement.query_map(values, |row| {
        Ok(FoundChange {
            row: row.get(0)?,
            counter: row.get(1)?,
            subject_row: row.get(2)?,
            subject: row.get(3)?,
            field: row.get(4)?,
            value: row.get(5)?,
            replaces: replaces(rescue, row.get(0)?)?,
        })
    })?;
    rows.collect()
}

fn replaces(rescue: &Connection, change: i64) -> rusqlite::Result<Vec<Stamp>> {
    let sql = "SELECT counter, device FROM replaced WHERE by = ? ORDER BY counter, device";
    let mut statement = rescue.prepare_cached(sql)?;
    statement.query_map([change], |row| stamp(row.get(0)?, row.get(1)?))?.collect()
}
