//! `act`, `change`, `replaced`: history. A change is recorded here before it is
//! seen anywhere else, so no use case can forget it.

use domain::{
    core::id::{DeviceId, Subject},
    merge::{
        chain::ActHash,
        change::{Change, FieldKey, Stamp},
    },
};
use rusqlite::{OptionalExtension, params};

use crate::{
    Reader, Result, Writer,
    merge::{chain::ActHasher, union::ArrivingFields},
};

/// One head of a field, for people to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRecord {
    /// Of the change: its counter and device.
    pub stamp: Stamp,
    /// Key of the field it was written to.
    pub field: String,
    /// What was written; None: the field was cleared.
    pub value: Option<String>,
    /// Who wrote it, by the name set on that laptop; empty when none was set.
    pub person: String,
    /// Milliseconds since 1970, the writer's clock.
    pub at: i64,
}

/// A change with its row.
pub(crate) struct ChangeRow {
    pub row: i64,
    pub stamp: Stamp,
    pub value: Option<String>,
}

impl Writer<'_> {
    /// Writes one field: records the change with the heads it replaces, then
    /// shows it in the tables. Writing the value that already stands does
    /// nothing and leaves no trace. Returns whether anything changed.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put(&mut self, subject: Subject, field: &FieldKey, value: Option<&str>) -> Result<bool> {
        let subject_row = self.subject_row(&subject.to_string())?;
        let key = field.to_string();
        let heads = self.field_heads(subject_row, &key)?;
        if is_standing(&heads, value) {
            return Ok(false);
        }
        let replaces: Vec<Stamp> = heads.iter().map(|it| it.stamp).collect();
        self.put_change(subject_row, field, self.change_of(subject, key, value, replaces))?;
        Ok(true)
    }

    /// Removes a subject or brings it back. A removal lists every head of the
    /// subject it saw, so that an edit written apart is not lost behind it.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_removed(&mut self, subject: Subject, removed: bool) -> Result<()> {
        let subject_row = self.subject_row(&subject.to_string())?;
        let own = FieldKey::Removed.to_string();
        let replaces: Vec<Stamp> = self
            .heads_of(subject_row)?
            .into_iter()
            .filter(|it| removed || it.field == own)
            .map(|it| it.stamp)
            .collect();
        let change = self.change_of(subject, own, removed.then_some("1"), replaces);
        self.put_change(subject_row, &FieldKey::Removed, change)
    }

    /// The next change of this act.
    pub(crate) fn change_of(
        &self,
        subject: Subject,
        field: String,
        value: Option<&str>,
        replaces: Vec<Stamp>,
    ) -> Change {
        let stamp = Stamp { counter: self.next, device: self.device };
        Change { stamp, subject: subject.to_string(), field, value: value.map(str::to_owned), replaces }
    }

    pub(crate) fn put_change(&mut self, subject_row: i64, field: &FieldKey, change: Change) -> Result<()> {
        let device_row = self.device_row(self.device)?;
        let act_row = self.act_row_of(device_row)?;
        self.hash_change(&change);
        let Change { field: key, value, replaces, .. } = change;
        self.connection
            .prepare_cached("UPDATE change SET head = 0 WHERE subject = ?1 AND field = ?2 AND head = 1")?
            .execute(params![subject_row, key])?;
        self.insert_change(act_row, device_row, self.next, subject_row, &key, value.as_deref(), true, &replaces)?;
        self.next += 1;
        self.n_change += 1;
        self.connection
            .prepare_cached("DELETE FROM conflict WHERE subject = ?1 AND field = ?2")?
            .execute(params![subject_row, key])?;
        self.touched.insert(subject_row);
        self.project(subject_row, field, value.as_deref())
    }

    /// The row of this act, made with its first change.
    pub(crate) fn act_row_of(&mut self, device_row: i64) -> Result<i64> {
        if let Some(row) = self.act_row {
            return Ok(row);
        }
        let said = self.setting("person")?.filter(|it| !it.is_empty());
        let person = said.unwrap_or_else(|| self.act.account.to_owned());
        if person.is_empty() {
            return Err(crate::Error::Nameless);
        }
        let previous = self.previous_of(device_row, i64::MAX)?;
        let first = Stamp { counter: self.next, device: self.device };
        self.hasher = Some(ActHasher::new(previous, first, self.act.op, self.act.at, &person));
        // How many changes it has, and its hash, are known when it is whole.
        let whole = (0, (previous, ActHash::NONE));
        let row = self.insert_act(device_row, self.next, self.act.op, self.act.at, &person, whole)?;
        self.act_row = Some(row);
        Ok(row)
    }

    /// The row of an act, with how many changes it has, the hash before it and its own.
    pub(crate) fn insert_act(
        &self,
        device_row: i64,
        counter: u64,
        op: &str,
        at: i64,
        person: &str,
        (n_change, (previous, hash)): (u64, (ActHash, ActHash)),
    ) -> Result<i64> {
        let (counter, n) = (counter.cast_signed(), n_change.cast_signed());
        self.run(
            "INSERT INTO act (device, counter, op, at, person, n, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![device_row, counter, op, at, person, n, previous.0.as_slice(), hash.0.as_slice()],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    #[allow(clippy::too_many_arguments)] // the row's columns, in their order
    pub(crate) fn insert_change(
        &self,
        act: i64,
        device: i64,
        counter: u64,
        subject: i64,
        field: &str,
        value: Option<&str>,
        head: bool,
        replaces: &[Stamp],
    ) -> Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO change (act, device, counter, subject, field, value, head)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![act, device, counter.cast_signed(), subject, field, value, head])?;
        let row = self.connection.last_insert_rowid();
        for stamp in replaces {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO replaced (by, counter, device) VALUES (?1, ?2, ?3)")?
                .execute(params![row, stamp.counter.cast_signed(), stamp.device.to_string()])?;
        }
        Ok(row)
    }

    /// Writes the changes of an act behind its row; what they show is settled later.
    pub(crate) fn insert_changes(
        &mut self,
        row: i64,
        line: i64,
        changes: &[Change],
        fields: &mut ArrivingFields,
    ) -> Result<()> {
        for it in changes {
            let subject = self.subject_row(&it.subject)?;
            self.touched.insert(subject);
            self.know_lying(&FieldKey::read(&it.field), it.value.as_deref())?;
            fields.show_later(self, (subject, it.field.clone()))?;
            let (counter, value) = (it.stamp.counter, it.value.as_deref());
            self.insert_change(row, line, counter, subject, &it.field, value, true, &it.replaces)?;
        }
        Ok(())
    }

    pub(crate) fn device_row(&self, device: DeviceId) -> Result<i64> {
        let uuid = device.to_string();
        if let Some(row) = self.device_row_of(device)? {
            return Ok(row);
        }
        self.connection.prepare_cached("INSERT INTO device (uuid) VALUES (?1)")?.execute([&uuid])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Seals the act. Answers its hash, with the name it is under.
    pub(crate) fn close_act(&mut self) -> Result<Option<(DeviceId, ActHash)>> {
        let Some((row, hasher)) = self.act_row.zip(self.hasher.take()) else { return Ok(None) };
        let hash = hasher.finish();
        self.seal_act(row, u64::from(self.n_change), hash)?;
        Ok(Some((self.device, hash)))
    }

    pub(crate) fn seal_act(&self, row: i64, n_change: u64, hash: ActHash) -> Result<()> {
        let n = i64::try_from(n_change).unwrap_or(i64::MAX);
        self.run("UPDATE act SET n = ?2, hash = ?3 WHERE id = ?1", params![row, n, hash.0.as_slice()])
    }
}

/// Whether writing a value would change nothing: it stands, and alone.
fn is_standing(heads: &[ChangeRow], value: Option<&str>) -> bool {
    match heads {
        [] => value.is_none(),
        [one] => one.value.as_deref() == value,
        _ => false,
    }
}

impl Reader<'_> {
    /// Whether a field holds this value, be it as one of several in conflict.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn stands(&self, subject: Subject, field: &FieldKey, value: Option<&str>) -> Result<bool> {
        let Some(row) = self.subject_row_of(&subject.to_string())? else { return Ok(value.is_none()) };
        let heads = self.field_heads(row, &field.to_string())?;
        Ok(is_standing(&heads, value) || heads.iter().any(|it| it.value.as_deref() == value))
    }

    pub(crate) fn device_row_of(&self, device: DeviceId) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM device WHERE uuid = ?1")?
            .query_row([device.to_string()], |row| row.get(0))
            .optional()?)
    }

    pub(crate) fn field_heads(&self, subject: i64, field: &str) -> Result<Vec<ChangeRow>> {
        self.change_rows(
            "SELECT c.id, c.counter, d.uuid, c.value FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND c.field = ?2 AND c.head = 1 ORDER BY c.counter, d.uuid",
            subject,
            field,
        )
    }

    /// Every known change of one field.
    pub(crate) fn field_changes(&self, subject: i64, field: &str) -> Result<Vec<ChangeRow>> {
        self.change_rows(
            "SELECT c.id, c.counter, d.uuid, c.value FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND c.field = ?2 ORDER BY c.counter, d.uuid",
            subject,
            field,
        )
    }

    fn change_rows(&self, sql: &str, subject: i64, field: &str) -> Result<Vec<ChangeRow>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![subject, field], |row| {
            Ok(ChangeRow { row: row.get(0)?, stamp: stamp(row.get(1)?, row.get(2)?)?, value: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The stamps a change lists as replaced, as its writer knew them.
    pub(crate) fn written_replaces(&self, change: i64) -> Result<Vec<Stamp>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT counter, device FROM replaced WHERE by = ?1 ORDER BY counter, device")?;
        let rows = statement.query_map([change], |row| stamp(row.get(0)?, row.get(1)?))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every head of a subject, all fields.
    pub(crate) fn heads_of(&self, subject: i64) -> Result<Vec<HeadRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.counter, d.uuid, c.field, c.value, a.person, a.at
             FROM change c JOIN device d ON d.id = c.device JOIN act a ON a.id = c.act
             WHERE c.subject = ?1 AND c.head = 1 ORDER BY c.field, c.counter, d.uuid",
        )?;
        let rows = statement.query_map([subject], |row| {
            Ok(HeadRecord {
                stamp: stamp(row.get(0)?, row.get(1)?)?,
                field: row.get(2)?,
                value: row.get(3)?,
                person: row.get(4)?,
                at: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Number of changes in history.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_changes(&self) -> Result<u32> {
        Ok(self.connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?)
    }

    /// Every value that stands of a subject, by field: several of one field where
    /// laptops differ.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn heads(&self, subject: Subject) -> Result<Vec<HeadRecord>> {
        self.subject_row_of(&subject.to_string())?.map_or_else(|| Ok(Vec::new()), |row| self.heads_of(row))
    }

    /// The same of one field.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn heads_of_field(&self, subject: Subject, field: &FieldKey) -> Result<Vec<Option<String>>> {
        let Some(row) = self.subject_row_of(&subject.to_string())? else { return Ok(Vec::new()) };
        Ok(self.field_heads(row, &field.to_string())?.into_iter().map(|it| it.value).collect())
    }

    /// Whether an act of that name has once written this value to a field.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn was_written_by(&self, op: &str, subject: Subject, field: &str, value: Option<&str>) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM change c JOIN act a ON a.id = c.act JOIN subject s ON s.id = c.subject
             WHERE s.key = ?1 AND c.field = ?2 AND c.value IS ?3 AND a.op = ?4)",
        )?;
        Ok(statement.query_row(params![subject.to_string(), field, value, op], |row| row.get(0))?)
    }
}

/// A stamp from its two columns.
pub(crate) fn stamp(counter: i64, device: String) -> rusqlite::Result<Stamp> {
    let device: DeviceId = device
        .parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(error)))?;
    Ok(Stamp { counter: counter.cast_unsigned(), device })
}
