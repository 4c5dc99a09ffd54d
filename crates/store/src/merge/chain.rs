//! The hashes of acts: made while an act is written, taken along by parcels, and
//! reckoned again by the health check.

use std::path::Path;

use domain::{
    core::id::DeviceId,
    merge::{
        chain::{ActHash, ChainedAct, ENDING, change_bytes, opening, written_bytes},
        change::{Act, Change, Stamp},
    },
};
use rusqlite::{Connection, OptionalExtension, params, types::FromSql};
use sha2::{Digest, Sha256};

use crate::{ActRecord, Reader, Result, Writer, merge::act::stamp};

/// SHA-256, for the rules that cannot hash.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Whether an act can be taken in: it is what its hash says, and speaks of its subjects
/// and fields by their one spelling, so that two never want one row.
pub fn is_sound_act(act: &ChainedAct) -> bool {
    act.act.fault().is_none() && act.previous != ActHash::UNKNOWN && act.is_sound(sha256)
}

/// Puts an act behind another of its device.
pub fn chained(act: Act, previous: ActHash) -> ChainedAct {
    ChainedAct::new(act, previous, sha256)
}

/// Gives every act of an older registry its hash. A device's acts are the same
/// everywhere, up to the last one that is known: so the hashes are.
pub(crate) fn fill(connection: &Connection) -> Result<()> {
    let (texts, unsound) = Default::default();
    let reader = Reader::new(connection, Path::new(""), &texts, &unsound);
    let (mut line, mut previous) = (0, ActHash::NONE);
    // Nobody kept what stood before: that is reckoned too.
    reader.walk_links("x''", &mut |link, first| {
        if line != link.line {
            (line, previous) = (link.line, ActHash::NONE);
        }
        previous = reader.reckon(&link, first, previous)?.0;
        connection
            .prepare_cached("UPDATE act SET hash = ?2 WHERE id = ?1")?
            .execute(params![link.row, previous.0.as_slice()])?;
        Ok(())
    })
}

/// Writes down before which act each stands: the one that its line has there.
pub(crate) fn fill_previous(connection: &Connection) -> Result<()> {
    let (texts, unsound) = Default::default();
    let reader = Reader::new(connection, Path::new(""), &texts, &unsound);
    let (mut line, mut previous) = (0, ActHash::NONE);
    reader.walk_links("x''", &mut |link, _| {
        if line != link.line {
            (line, previous) = (link.line, reader.previous_of(link.line, 0)?);
        }
        connection
            .prepare_cached("UPDATE act SET previous = ?2 WHERE id = ?1")?
            .execute(params![link.row, previous.0.as_slice()])?;
        previous = link.hash.unwrap_or(ActHash::NONE);
        Ok(())
    })
}

/// The hash of an act in the making.
#[derive(Clone)]
pub(crate) struct ActHasher {
    hasher: Sha256,
    bytes: Vec<u8>,
}

impl ActHasher {
    pub(crate) fn new(previous: ActHash, first: Stamp, op: &str, at: i64, person: &str) -> Self {
        let hasher = Sha256::new_with_prefix(opening(previous, first, op, at, person));
        Self { hasher, bytes: Vec::new() }
    }

    pub(crate) fn add(&mut self, change: &Change) {
        self.bytes.clear();
        change_bytes(&mut self.bytes, change);
        self.hasher.update(&self.bytes);
    }

    /// The same of a first value of a field.
    pub(crate) fn add_first(&mut self, of: (&str, &str), value: &str) {
        self.bytes.clear();
        written_bytes(&mut self.bytes, of, Some(value), &[]);
        self.hasher.update(&self.bytes);
    }

    pub(crate) fn finish(mut self) -> ActHash {
        self.hasher.update([ENDING]);
        ActHash(self.hasher.finalize().into())
    }
}

impl Writer<'_> {
    /// Adds a change of its own to the hash of the act.
    pub(crate) fn hash_change(&mut self, change: &Change) {
        if let Some(hasher) = &mut self.hasher {
            hasher.add(change);
        }
    }
}

/// How many acts a walk reads at once.
const BATCH: usize = 1000;

/// An act as a walk along the chain meets it.
struct ChainLink {
    row: i64,
    line: i64,
    counter: i64,
    op: String,
    at: i64,
    person: String,
    hash: Option<ActHash>,
    /// Hash of the act that it says it stands behind.
    previous: Option<ActHash>,
    /// How many changes it says it has.
    n: i64,
}

impl Reader<'_> {
    /// Hash of the act before this counter on a line: its own, or that by which the line
    /// left another.
    pub(crate) fn previous_of(&self, device: i64, counter: i64) -> Result<ActHash> {
        let before = self
            .connection
            .prepare_cached("SELECT hash FROM act WHERE device = ?1 AND counter < ?2 ORDER BY counter DESC LIMIT 1")?
            .query_row(params![device, counter], |row| Ok(hash(&row.get_ref(0)?)))
            .optional()?;
        if let Some(hash) = before {
            return Ok(hash.unwrap_or(ActHash::NONE));
        }
        let parent: Option<i64> = self
            .connection
            .prepare_cached("SELECT branch_of FROM device WHERE id = ?1")?
            .query_row([device], |row| row.get(0))
            .optional()?
            .flatten();
        parent.map_or(Ok(ActHash::NONE), |it| self.previous_of(it, i64::MAX))
    }

    /// The next acts of history after row `after` (0 for the beginning), in the
    /// order they arrived here, each with its row and under the name it was written by.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn acts_after(&self, after: i64, limit: u32) -> Result<Vec<(i64, ChainedAct)>> {
        let rows = self
            .connection
            .prepare_cached("SELECT id FROM act WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map(params![after, limit], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        rows.into_iter().map(|row| Ok((row, self.chained_act(row)?))).collect()
    }

    /// An act of history. Where not the act has changed on the disk but its hash, or what it
    /// says to stand behind, its neighbours prove which it was.
    pub(crate) fn chained_act(&self, row: i64) -> Result<ChainedAct> {
        let (line, act) = self.kept_act(row)?;
        if act.is_sound(sha256) {
            return Ok(act);
        }
        let before = self.neighbour(line, "counter < ?2 ORDER BY counter DESC", &act)?;
        let reckoned = before.map(|it| [it.hash, chained(it.act, it.previous).hash]);
        let line_says = self.previous_of(line, act.act.first.counter.cast_signed())?;
        for previous in reckoned.into_iter().flatten().chain([line_says]) {
            let behind = ChainedAct { previous, ..act.clone() };
            if behind.is_sound(sha256) {
                return Ok(behind);
            }
        }
        let reckoned = chained(act.act.clone(), act.previous);
        let next = self.neighbour(line, "counter > ?2 ORDER BY counter", &act)?;
        let is_proved = next.is_some_and(|it| ChainedAct { previous: reckoned.hash, ..it }.is_sound(sha256));
        Ok(if is_proved { reckoned } else { act })
    }

    /// Whether an act is what its hash says, behind the one of this hash.
    pub(crate) fn stands_behind(&self, row: i64, previous: ActHash) -> Result<bool> {
        Ok(ChainedAct { previous, ..self.kept_act(row)?.1 }.is_sound(sha256))
    }

    fn neighbour(&self, line: i64, which: &str, of: &ChainedAct) -> Result<Option<ChainedAct>> {
        let row = self
            .connection
            .prepare_cached(&format!("SELECT id FROM act WHERE device = ?1 AND {which} LIMIT 1"))?
            .query_row(params![line, of.act.first.counter.cast_signed()], |row| row.get(0))
            .optional()?;
        row.map(|row| Ok(self.kept_act(row)?.1)).transpose()
    }

    /// An act as it is kept, with its line.
    fn kept_act(&self, row: i64) -> Result<(i64, ChainedAct)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.counter, coalesce(d.original, d.uuid), a.op, a.at, a.person, a.hash, a.device, a.previous
             FROM act a JOIN device d ON d.id = a.device WHERE a.id = ?1",
        )?;
        let (line, mut kept, known) = statement.query_row([row], |row| {
            let first = stamp(row.get(0)?, row.get(1)?)?;
            let act = Act { first, op: row.get(2)?, at: row.get(3)?, person: row.get(4)?, changes: Vec::new() };
            let hash = hash(&row.get_ref(5)?).unwrap_or(ActHash::NONE);
            let previous = self::hash(&row.get_ref(7)?);
            let known = previous.is_some();
            Ok((row.get(6)?, ChainedAct { act, previous: previous.unwrap_or(ActHash::NONE), hash }, known))
        })?;
        let first = kept.act.first;
        self.each_change(row, first, &mut |it| kept.act.changes.push(it))?;
        if !known {
            kept.previous = self.previous_of(line, first.counter.cast_signed())?;
        }
        Ok((line, kept))
    }

    /// The changes of one act, in their order, with every stamp under the name of its
    /// line here.
    pub(crate) fn changes_of_act(&self, act: i64) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        let first = self
            .connection
            .prepare_cached("SELECT a.counter, d.uuid FROM act a JOIN device d ON d.id = a.device WHERE a.id = ?1")?
            .query_row([act], |row| stamp(row.get(0)?, row.get(1)?))?;
        self.each_change(act, first, &mut |it| changes.push(it))?;
        let mut rows = self.connection.prepare_cached("SELECT id FROM change WHERE act = ?1 ORDER BY counter")?;
        for (change, row) in changes.iter_mut().zip(rows.query_map([act], |row| row.get(0))?) {
            change.replaces = self.replaces_of(row?)?;
        }
        Ok(changes)
    }

    /// The same, one at a time, with the stamps that follow from the first, and with those
    /// that it replaces as they were written.
    pub(crate) fn each_change(&self, act: i64, first: Stamp, visit: &mut dyn FnMut(Change)) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id, c.counter, s.key, c.field, c.value FROM change c JOIN subject s ON s.id = c.subject
             WHERE c.act = ?1 ORDER BY c.counter",
        )?;
        let mut rows = statement.query([act])?;
        while let Some(row) = rows.next()? {
            visit(Change {
                stamp: Stamp { counter: row.get::<_, i64>(1)?.cast_unsigned(), device: first.device },
                subject: row.get(2)?,
                field: row.get(3)?,
                value: row.get(4)?,
                replaces: self.written_replaces(row.get(0)?)?,
            });
        }
        Ok(())
    }

    /// The acts whose content is not what their hash was made of.
    pub(crate) fn chain_faults(&self) -> Result<Vec<ActRecord>> {
        let mut changed = Vec::new();
        self.walk_links("previous", &mut |link, first| {
            let previous = link.previous.unwrap_or(ActHash::NONE);
            let (reckoned, is_whole) = self.reckon(&link, first, previous)?;
            if link.hash != Some(reckoned) || !is_whole {
                changed.push(link.row);
            }
            Ok(())
        })?;
        // Whose a change is, is said beside it and is in no hash.
        let foreign = "SELECT DISTINCT a.id FROM change c JOIN act a ON a.id = c.act WHERE c.device <> a.device";
        let mut foreign = self.connection.prepare_cached(foreign)?;
        changed.extend(foreign.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?);
        changed.sort_unstable();
        changed.dedup();
        changed.into_iter().map(|row| self.act_record(row)).collect()
    }

    /// Walks every line from its beginning, with the stamp that each act begins with.
    /// `previous` is the column of what stands before, which older formats do not have.
    fn walk_links(&self, previous: &str, visit: &mut dyn FnMut(ChainLink, Stamp) -> Result<()>) -> Result<()> {
        let mut lines = self.connection.prepare("SELECT id, coalesce(original, uuid) FROM device ORDER BY id")?;
        let lines = lines.query_map([], |row| Ok((row.get::<_, i64>(0)?, stamp(0, row.get(1)?)?.device)))?;
        for (line, device) in lines.collect::<rusqlite::Result<Vec<(i64, DeviceId)>>>()? {
            let mut last = 0;
            loop {
                let batch = self.links_after(line, last, previous)?;
                let n = batch.len();
                for it in batch {
                    last = it.counter;
                    let first = Stamp { counter: it.counter.cast_unsigned(), device };
                    visit(it, first)?;
                }
                if n < BATCH {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The hash that an act should have, and whether it has as many changes as it says,
    /// with the counters that follow: those are said beside them and are in no hash.
    fn reckon(&self, link: &ChainLink, first: Stamp, previous: ActHash) -> Result<(ActHash, bool)> {
        let mut hasher = ActHasher::new(previous, first, &link.op, link.at, &link.person);
        let mut n = 0_i64;
        let mut in_order = true;
        self.each_change(link.row, first, &mut |change| {
            in_order &= change.stamp.counter.cast_signed() == link.counter.saturating_add(n);
            n += 1;
            hasher.add(&change);
        })?;
        Ok((hasher.finish(), in_order && link.n == n))
    }

    fn links_after(&self, line: i64, counter: i64, previous: &str) -> Result<Vec<ChainLink>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, counter, op, at, person, hash, n, {previous} FROM act
             WHERE device = ?1 AND counter > ?2 ORDER BY counter LIMIT ?3",
        ))?;
        let links = statement.query_map(params![line, counter, BATCH.cast_signed()], |row| {
            Ok(ChainLink {
                row: row.get(0)?,
                line,
                counter: row.get(1)?,
                op: row.get(2)?,
                at: row.get(3)?,
                person: row.get(4)?,
                hash: hash(&row.get_ref(5)?),
                previous: hash(&row.get_ref(7)?),
                n: row.get(6)?,
            })
        })?;
        Ok(links.collect::<rusqlite::Result<_>>()?)
    }
}

/// A hash from its column; None where there is none yet.
pub(crate) fn hash(column: &rusqlite::types::ValueRef<'_>) -> Option<ActHash> {
    <[u8; 32]>::column_result(*column).ok().map(ActHash)
}
