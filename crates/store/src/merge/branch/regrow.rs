//! Lays the acts of a device out anew, where some of them are lost or were until now:
//! see [`tree`].

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::DeviceId,
    merge::{
        chain::{ActHash, ChainedAct, branch_id},
        change::Stamp,
    },
};
use rusqlite::params;

use super::{Fork, LINES, MOST, tree};
use crate::{
    Error, Result, Writer,
    merge::chain::{self, sha256},
};

/// Acts of a device that are to be laid out anew.
pub(crate) type Regrowing = BTreeMap<DeviceId, i64>;

/// An act with the line that it is on.
struct PlacedAct {
    row: i64,
    line: i64,
    person: String,
    act: tree::TreeAct,
}

impl Writer<'_> {
    /// The device's acts are laid out anew once all has arrived; what has a row until now
    /// was written before.
    pub(crate) fn regrow_later(&mut self, device: DeviceId) -> Result<()> {
        if !self.regrowing.contains_key(&device) {
            let last = self.last_act()?;
            self.regrowing.insert(device, last);
        }
        Ok(())
    }

    /// A line with room for an act, whichever it will belong to.
    pub(super) fn loose_line(&mut self, act: &ChainedAct, device: i64) -> Result<i64> {
        let first = act.act.first;
        self.regrow_later(first.device)?;
        let original = first.device.to_string();
        let (from, end) = (first.counter.cast_signed(), act.act.end().max(first.counter + 1).cast_signed());
        let mut lines = self.connection.prepare_cached(&format!("{LINES} ORDER BY 1"))?;
        let lines = lines.query_map([&original], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for line in lines {
            let mut taken = self.connection.prepare_cached(
                "SELECT 1 FROM act WHERE device = ?1 AND counter >= ?2 AND counter < ?3
                 UNION ALL SELECT 1 FROM change WHERE device = ?1 AND counter >= ?2 AND counter < ?3",
            )?;
            if !taken.exists(params![line, from, end])? {
                return Ok(line);
            }
        }
        let name = branch_id(first.device, act.hash, sha256);
        self.device_row_of(name)?.map_or_else(|| self.branch(&original, device, act.hash), Ok)
    }

    /// Lays out anew what has to be. Answers what came of it.
    pub(crate) fn regrow(&mut self, fresh: DeviceId) -> Result<Vec<Fork>> {
        let mut forks = Vec::new();
        for (device, last) in std::mem::take(&mut self.regrowing) {
            forks.extend(self.lay_out(device, last, fresh)?);
        }
        Ok(forks)
    }

    fn lay_out(&mut self, device: DeviceId, last: i64, fresh: DeviceId) -> Result<Option<Fork>> {
        let original = device.to_string();
        let acts = self.placed_acts(&original)?;
        let lines = tree::lines(&acts.iter().map(|it| it.act).collect::<Vec<_>>());
        if lines.leaves.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
            return Err(Error::BadChange(original));
        }
        let root = self.device_row(device)?;
        let mut rows: BTreeMap<ActHash, i64> = BTreeMap::new();
        let mut is_new = BTreeSet::new();
        for hash in lines.leaves.keys() {
            let name = branch_id(device, *hash, sha256);
            let known = self.device_row_of(name)?;
            if known.is_none() {
                is_new.insert(*hash);
            }
            let row = known.map_or_else(|| self.add_line(&name.to_string(), root, &original), Ok)?;
            rows.insert(*hash, row);
        }
        let row_of = |line: &tree::LineKey| line.and_then(|it| rows.get(&it).copied()).unwrap_or(root);
        let moves: Vec<(&PlacedAct, i64)> =
            acts.iter().zip(lines.of_acts.iter().map(row_of)).filter(|(act, to)| act.line != *to).collect();
        let moved = self.move_acts(&moves, &original, root)?;
        for (hash, leaves) in &lines.leaves {
            self.run("UPDATE device SET branch_of = ?2 WHERE id = ?1", params![rows.get(hash), row_of(leaves)])?;
        }
        // Whoever wrote what has moved knows it under its name of now.
        let moved_own: BTreeSet<(i64, i64)> =
            moves.iter().filter(|it| it.0.row <= last).map(|(act, to)| (act.line, *to)).collect();
        for (from, to) in moved_own {
            self.own_as(from, to)?;
        }
        if self.device == device && !lines.leaves.is_empty() {
            self.go_on_as(fresh)?;
        }
        self.clear_lines(&original, &rows.values().copied().collect())?;
        let mut persons = acts.iter().filter(|it| is_new.contains(&it.act.hash)).map(|it| it.person.clone());
        let persons = [persons.next().unwrap_or_default(), persons.next().unwrap_or_default()];
        Ok((!moved.is_empty() || !is_new.is_empty()).then_some(Fork { moved, persons }))
    }

    fn placed_acts(&self, original: &str) -> Result<Vec<PlacedAct>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, device, person, counter, n, previous, hash FROM act WHERE device IN ({LINES})
             ORDER BY counter, id"
        ))?;
        let acts = statement.query_map([original], |row| {
            let counter = row.get::<_, i64>(3)?.cast_unsigned();
            let n = row.get::<_, i64>(4)?.max(1).cast_unsigned();
            let hash = |at: usize| Ok::<_, rusqlite::Error>(chain::hash(&row.get_ref(at)?).unwrap_or(ActHash::NONE));
            let act = tree::TreeAct { counter, end: counter.saturating_add(n), previous: hash(5)?, hash: hash(6)? };
            Ok(PlacedAct { row: row.get(0)?, line: row.get(1)?, person: row.get(2)?, act })
        })?;
        Ok(acts.collect::<rusqlite::Result<_>>()?)
    }

    /// Moves acts to other lines: out of the way first, since two may change places.
    fn move_acts(
        &mut self,
        moves: &[(&PlacedAct, i64)],
        original: &str,
        root: i64,
    ) -> Result<BTreeSet<super::FieldRow>> {
        let mut moved = BTreeSet::new();
        let mut beside: BTreeMap<i64, i64> = BTreeMap::new();
        for (act, _) in moves {
            if !beside.contains_key(&act.line) {
                let number = u8::try_from(beside.len()).unwrap_or(u8::MAX);
                let name = branch_id(DeviceId::NOBODY, ActHash([number; 32]), sha256);
                let row = self.add_line(&name.to_string(), root, original)?;
                beside.insert(act.line, row);
            }
            let mut fields =
                self.connection.prepare_cached("SELECT DISTINCT subject, field FROM change WHERE act = ?1")?;
            for it in fields.query_map([act.row], |row| Ok((row.get(0)?, row.get(1)?)))? {
                moved.insert(it?);
            }
        }
        let to_beside = moves.iter().filter_map(|(act, _)| Some((act.row, *beside.get(&act.line)?)));
        for (row, line) in to_beside.chain(moves.iter().map(|(act, to)| (act.row, *to))) {
            self.run("UPDATE act SET device = ?2 WHERE id = ?1", params![row, line])?;
            self.run("UPDATE change SET device = ?2 WHERE act = ?1", params![row, line])?;
        }
        for line in beside.into_values() {
            self.run("DELETE FROM device WHERE id = ?1", [line])?;
        }
        Ok(moved)
    }

    /// Takes out lines of a device that nothing stands on.
    fn clear_lines(&self, original: &str, kept: &BTreeSet<i64>) -> Result<()> {
        let mut lines = self.connection.prepare_cached("SELECT id FROM device WHERE original = ?1")?;
        let lines = lines.query_map([original], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for line in lines.into_iter().filter(|it| !kept.contains(it)) {
            self.run(
                "DELETE FROM device WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM act WHERE device = ?1)
                 AND NOT EXISTS (SELECT 1 FROM change WHERE device = ?1)
                 AND NOT EXISTS (SELECT 1 FROM device WHERE branch_of = ?1)",
                [line],
            )?;
        }
        Ok(())
    }

    pub(super) fn add_line(&self, name: &str, from: i64, original: &str) -> Result<i64> {
        self.run("INSERT INTO device (uuid, branch_of, original) VALUES (?1, ?2, ?3)", params![name, from, original])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// An act with this stamp stands behind one that is lost.
    pub(super) fn know_hollow(&mut self, first: Stamp) -> Result<()> {
        self.hollow_devices()?;
        if let Some(known) = &mut self.hollow_devices {
            let latest = known.entry(first.device).or_default();
            *latest = first.counter.max(*latest);
        }
        Ok(())
    }
}
