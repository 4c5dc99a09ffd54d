//! Two copies that went on under one name: a disk image put back, a laptop cloned, a
//! forged parcel. The acts of a device form a tree; where it forks, each branch gets a
//! line and a name of its own from there on, the same on every laptop and in whatever
//! order the acts arrive. Parcels carry them as they were written.
//!
//! What a change replaces is named by stamps as its writer knew them. A stamp that could
//! mean changes of two branches means that of the writer's own past, else neither: rather
//! a conflict that a person ends than a value lost.

mod own;
mod regrow;
mod tree;

use std::collections::BTreeSet;

use domain::{
    core::id::DeviceId,
    merge::{
        chain::{ActHash, ChainedAct, branch_id},
        change::{Act, Stamp},
    },
};
use rusqlite::{OptionalExtension, params};

pub(crate) use own::{add_former, lost_last, note_lost};
pub(crate) use regrow::Regrowing;

use crate::{
    Error, Reader, Result, Writer,
    merge::{
        act::stamp,
        chain::{self, sha256},
        union::FieldRow,
    },
};

/// Most branches of one device: more are no accident.
const MOST: i64 = 200;

/// The line that an arriving act continues.
#[derive(Clone, Copy)]
pub(crate) struct DeviceLine {
    /// Its row in `device`.
    pub row: i64,
    /// The name that its stamps have here.
    pub name: DeviceId,
    /// Whether the device has branches, or may yet turn out to have.
    pub is_branched: bool,
    /// Whether nothing stands behind the act yet, on this line or a branch of it.
    pub is_end: bool,
}

/// The act behind which another one might leave the line.
struct NextAct {
    row: i64,
    counter: i64,
    hash: Option<ActHash>,
    person: String,
    /// Whether only its place is kept.
    is_place: bool,
}

/// A fork that has been found.
pub(crate) struct Fork {
    /// Fields whose changes stand under another name now.
    pub moved: BTreeSet<FieldRow>,
    /// Who wrote the first act of either branch.
    pub persons: [String; 2],
}

/// The act that another one stands behind.
struct Parent {
    line: i64,
    /// The first counter that may follow.
    end: u64,
    counter: i64,
}

const LINES: &str = "SELECT id FROM device WHERE uuid = ?1 UNION ALL SELECT id FROM device WHERE original = ?1";

impl Writer<'_> {
    /// The line of an act: the one that its row says, if that is of its device, else the
    /// one of that name. None where neither is, or another act stands there.
    pub(crate) fn line_for(&self, row: i64, first: Stamp) -> Result<Option<i64>> {
        let line = self.line_of(row)?;
        let own = self
            .connection
            .prepare_cached("SELECT 1 FROM device WHERE id = ?1 AND ?2 IN (uuid, original)")?
            .exists(params![line, first.device.to_string()])?;
        let line = if own { Some(line) } else { self.device_row_of(first.device)? };
        let taken = "SELECT 1 FROM act WHERE device = ?1 AND counter = ?2 AND id <> ?3";
        let is_taken =
            self.connection.prepare_cached(taken)?.exists(params![line, first.counter.cast_signed(), row])?;
        Ok(line.filter(|_| !is_taken))
    }

    pub(crate) fn line_of(&self, row: i64) -> Result<i64> {
        let mut statement = self.connection.prepare_cached("SELECT device FROM act WHERE id = ?1")?;
        Ok(statement.query_row([row], |row| row.get(0))?)
    }

    /// Finds the place of an act among those of its device, and makes a line for it
    /// where it leaves one. `forked` is told of that. None where the act that it stands
    /// behind is not here, unless that is known to be lost, or does not end before it.
    pub(crate) fn place(
        &mut self,
        act: &ChainedAct,
        is_lost: bool,
        fresh: DeviceId,
        forked: &mut dyn FnMut(Fork),
    ) -> Result<Option<DeviceLine>> {
        let first = act.act.first;
        let bad = || Error::BadChange(first.to_string());
        let original = first.device.to_string();
        let device = self.device_row(first.device)?;
        if self.original_of(device)?.is_some() {
            return Err(bad());
        }
        let latest = self.hollow_devices()?.get(&first.device).copied();
        let parent = match self.parent_of(device, act)? {
            Some(parent) if parent.end <= first.counter => parent,
            None if is_lost => return self.place_behind_hollow(act, device).map(Some),
            _ => return Ok(None),
        };
        let next = self
            .connection
            .prepare_cached(
                "SELECT id, counter, hash, person, n FROM act WHERE device = ?1 AND counter > ?2 ORDER BY counter LIMIT 1",
            )?
            .query_row(params![parent.line, parent.counter], |row| {
                Ok(NextAct {
                    row: row.get(0)?,
                    counter: row.get(1)?,
                    hash: chain::hash(&row.get_ref(2)?),
                    person: row.get(3)?,
                    is_place: row.get::<_, i64>(4)? == 0,
                })
            })
            .optional()?;
        let (line, is_end) = match next {
            // Which branch a hollow place is on may hang on any act.
            Some(_) if latest.is_some() => (self.loose_line(act, device)?, false),
            None if latest.is_some() && !self.has_branches_of(parent.line)? => {
                if latest > Some(first.counter) {
                    self.regrow_later(first.device)?;
                }
                (parent.line, true)
            }
            None if latest.is_some() => (self.loose_line(act, device)?, false),
            // Its own row is gone here: it comes back to where it stood.
            Some(it) if self.stands_behind(it.row, act.hash)? => (parent.line, false),
            // One in between is gone: until that comes back nobody can tell this from a fork.
            Some(it) if !it.is_place && !self.stands_behind(it.row, act.previous)? => return Ok(None),
            Some(NextAct { counter, hash, person, .. }) => {
                let there = self.branch(&original, parent.line, hash.ok_or_else(bad)?)?;
                let moved = self.move_line(parent.line, there, counter)?;
                self.leave(parent.line, there, fresh)?;
                forked(Fork { moved, persons: [person, act.act.person.clone()] });
                (self.branch(&original, parent.line, act.hash)?, true)
            }
            None if self.has_branches_of(parent.line)? => {
                forked(Fork { moved: BTreeSet::new(), persons: [String::new(), act.act.person.clone()] });
                (self.branch(&original, parent.line, act.hash)?, true)
            }
            None => (parent.line, true),
        };
        self.device_line(line, &original, is_end, latest.is_some()).map(Some)
    }

    fn device_line(&self, line: i64, original: &str, is_end: bool, is_hollow: bool) -> Result<DeviceLine> {
        let (name, is_branched): (_, bool) = self
            .connection
            .prepare_cached("SELECT uuid, EXISTS (SELECT 1 FROM device WHERE original = ?2) FROM device WHERE id = ?1")?
            .query_row(params![line, original], |row| Ok((stamp(0, row.get(0)?)?.device, row.get(1)?)))?;
        Ok(DeviceLine { row: line, name, is_branched: is_branched || is_hollow, is_end })
    }

    /// A place for an act whose one before is lost: behind all of its device where that is
    /// one line that ends before it, else for now wherever there is room.
    fn place_behind_hollow(&mut self, act: &ChainedAct, device: i64) -> Result<DeviceLine> {
        let first = act.act.first;
        let original = first.device.to_string();
        let last: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(counter + max(n, 1)), 0) FROM act WHERE device = ?1")?
            .query_row([device], |row| row.get(0))?;
        let is_end = last < first.counter.cast_signed() && !self.has_branches_of(device)?;
        let line = if is_end { device } else { self.loose_line(act, device)? };
        self.know_hollow(first)?;
        self.device_line(line, &original, is_end, true)
    }

    /// Makes the line that begins with the act of this hash.
    fn branch(&self, original: &str, from: i64, first: ActHash) -> Result<i64> {
        let device = stamp(0, original.to_owned())?.device;
        let name = branch_id(device, first, sha256);
        let n: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM device WHERE original = ?1")?
            .query_row([original], |row| row.get(0))?;
        if n >= MOST || self.device_row_of(name)?.is_some() {
            return Err(Error::BadChange(name.to_string()));
        }
        self.run(
            "INSERT INTO device (uuid, branch_of, original) VALUES (?1, ?2, ?3)",
            params![name.to_string(), from, original],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Moves the acts from a counter on into a line of their own, with all that branches
    /// off behind them. Answers which fields they wrote.
    fn move_line(&mut self, from: i64, to: i64, counter: i64) -> Result<BTreeSet<FieldRow>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT subject, field FROM change WHERE device = ?1 AND counter >= ?2")?;
        let moved: BTreeSet<FieldRow> = statement
            .query_map(params![from, counter], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        drop(statement);
        self.run("UPDATE device SET branch_of = ?2 WHERE branch_of = ?1 AND id <> ?2", params![from, to])?;
        self.run("UPDATE change SET device = ?2 WHERE device = ?1 AND counter >= ?3", params![from, to, counter])?;
        self.run("UPDATE act SET device = ?2 WHERE device = ?1 AND counter >= ?3", params![from, to, counter])?;
        Ok(moved)
    }
}

impl Reader<'_> {
    /// The row of an act that is in history, on whatever line.
    pub(crate) fn known_row(&self, ChainedAct { act, hash, .. }: &ChainedAct) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT id FROM act WHERE device IN ({LINES}) AND counter = ?2 AND hash = ?3"))?
            .query_row(
                params![act.first.device.to_string(), act.first.counter.cast_signed(), hash.0.as_slice()],
                |row| row.get(0),
            )
            .optional()?)
    }

    /// The rows of acts that began with this stamp, as it was written.
    pub(crate) fn rows_at(&self, first: Stamp) -> Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT id FROM act WHERE device IN ({LINES}) AND counter = ?2"))?;
        let rows =
            statement.query_map(params![first.device.to_string(), first.counter.cast_signed()], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The row of the act that this one stands behind.
    pub(crate) fn row_before(&self, ChainedAct { act, previous, .. }: &ChainedAct) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT id FROM act WHERE device IN ({LINES}) AND counter < ?2 AND hash = ?3 ORDER BY counter DESC LIMIT 1"
            ))?
            .query_row(
                params![act.first.device.to_string(), act.first.counter.cast_signed(), previous.0.as_slice()],
                |row| row.get(0),
            )
            .optional()?)
    }

    /// The act that this one stands behind; None where it is not here.
    fn parent_of(&self, device: i64, act: &ChainedAct) -> Result<Option<Parent>> {
        if act.previous == ActHash::NONE {
            return Ok(Some(Parent { line: device, end: 1, counter: 0 }));
        }
        let Act { first, .. } = act.act;
        let parent = |row: &rusqlite::Row<'_>| {
            let (counter, n): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(Parent { line: row.get(0)?, end: counter.saturating_add(n.max(1)).cast_unsigned(), counter })
        };
        let last = self
            .connection
            .prepare_cached(&format!(
                "SELECT a.device, a.counter, a.n FROM ({LINES}) l JOIN act a ON a.id = (
                   SELECT id FROM act WHERE device = l.id AND counter < ?2 ORDER BY counter DESC LIMIT 1)
                 WHERE a.hash = ?3 LIMIT 1"
            ))?
            .query_row(
                params![first.device.to_string(), first.counter.cast_signed(), act.previous.0.as_slice()],
                parent,
            )
            .optional()?;
        if last.is_some() {
            return Ok(last);
        }
        // It leaves a line somewhere in the middle: once for every branch.
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT device, counter, n FROM act WHERE device IN ({LINES}) AND hash = ?2"))?
            .query_row(params![first.device.to_string(), act.previous.0.as_slice()], parent)
            .optional()?)
    }

    fn original_of(&self, device: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT original FROM device WHERE id = ?1")?
            .query_row([device], |row| row.get(0))?)
    }

    fn has_branches_of(&self, line: i64) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM device INDEXED BY device_by_original
                 WHERE branch_of = ?1 AND original IS NOT NULL)",
            )?
            .query_row([line], |row| row.get(0))?)
    }

    /// Whether any device has branches: then stamps have to be asked whom they mean.
    pub(crate) fn has_branches(&self) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM device INDEXED BY device_by_original WHERE original IS NOT NULL)",
            )?
            .query_row([], |row| row.get(0))?)
    }

    /// The names under which a stamp may mean several changes: devices with branches, and
    /// those branches.
    pub(crate) fn branched_names(&self) -> Result<BTreeSet<DeviceId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT uuid FROM device INDEXED BY device_by_original WHERE original IS NOT NULL
             UNION SELECT original FROM device INDEXED BY device_by_original WHERE original IS NOT NULL",
        )?;
        let names = statement.query_map([], |row| Ok(stamp(0, row.get(0)?)?.device))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// The changes that a change replaces, under the names that they have here.
    pub(crate) fn replaces_of(&self, change: i64) -> Result<Vec<Stamp>> {
        let written = self.written_replaces(change)?;
        if written.is_empty() || !self.has_branches()? {
            return Ok(written);
        }
        let mut meant = Vec::with_capacity(written.len());
        for it in written {
            meant.extend(self.meant(change, it)?);
        }
        Ok(meant)
    }

    /// What a stamp means in a change: under exactly this name; else in the own past of
    /// whoever wrote it; else the only one that it can mean.
    fn meant(&self, change: i64, written: Stamp) -> Result<Option<Stamp>> {
        let mut statement = self.connection.prepare_cached(
            "WITH root AS (SELECT coalesce(original, uuid) AS name FROM device WHERE uuid = ?2),
             past (id) AS (
               SELECT device FROM change WHERE id = ?1
               UNION SELECT d.branch_of FROM device d JOIN past p ON d.id = p.id WHERE d.branch_of IS NOT NULL)
             SELECT d.uuid, d.uuid = ?2, d.id IN past
             FROM change w
             JOIN device d ON d.uuid = (SELECT name FROM root) OR d.original = (SELECT name FROM root)
             JOIN change c ON c.device = d.id AND c.counter = ?3 AND c.subject = w.subject
               AND (c.field = w.field OR w.field = 'removed')
             WHERE w.id = ?1 ORDER BY 2 DESC, 3 DESC",
        )?;
        let rows = statement
            .query_map(params![change, written.device.to_string(), written.counter.cast_signed()], |row| {
                Ok((stamp(written.counter.cast_signed(), row.get(0)?)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<Vec<(Stamp, bool, bool)>>>()?;
        Ok(match rows.as_slice() {
            [] => Some(written),
            [one] => Some(one.0),
            [first, ..] if first.1 || first.2 => Some(first.0),
            _ => None,
        })
    }
}
