//! Hollow places: acts that are lost, their own rows with all that they said, and that
//! others stand behind. Those say by which hash, so the later acts keep their own hashes
//! and their places, here and with everybody who has them; and whoever has a lost act
//! whole and brings it fills its place.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::{id::DeviceId, loss::LossCause, number::count},
    merge::{
        chain::{ActHash, ChainedAct},
        change::Stamp,
    },
};
use rusqlite::{OptionalExtension, params};

use crate::{
    Backup, Loss, Reader, Result, Store, Writer,
    core::{
        loss::{LOSSES, json},
        setting,
    },
    merge::{
        act::stamp,
        chain::{self, is_sound_act},
    },
};

/// Devices of which acts are lost, each with the highest counter that stands behind one.
pub(crate) type HollowDevices = BTreeMap<DeviceId, u64>;

/// Where one act is lost, or several of a device after each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HollowPlace {
    /// Hash of the last of them.
    pub hash: ActHash,
    /// Row of the act that stands behind it.
    pub row: i64,
    /// The stamp that it begins with, as it was written.
    pub next: Stamp,
    /// How many counters lie between it and what is here before it: at most so many
    /// changes are lost.
    pub n_missing: u64,
    /// When the last act before it was done, in milliseconds since 1970.
    pub since: Option<i64>,
    /// When the one that stands behind it was done.
    pub until: i64,
    /// Who did that one.
    pub person: String,
}

/// An act that does not stand behind the one that its line has before it.
struct LooseAct {
    row: i64,
    line: i64,
    first: Stamp,
    previous: ActHash,
}

impl Reader<'_> {
    /// Where acts are lost that others stand behind, in the order of those.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn hollow_places(&self) -> Result<Vec<HollowPlace>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.id, a.device, a.counter, coalesce(d.original, d.uuid), a.previous
             FROM act a JOIN device d ON d.id = a.device
             WHERE a.previous IS NOT coalesce(
               (SELECT hash FROM act WHERE device = a.device AND counter < a.counter ORDER BY counter DESC LIMIT 1),
               zeroblob(32)) ORDER BY a.id",
        )?;
        let candidates = statement
            .query_map([], |row| {
                Ok(LooseAct {
                    row: row.get(0)?,
                    line: row.get(1)?,
                    first: stamp(row.get(2)?, row.get(3)?)?,
                    previous: chain::hash(&row.get_ref(4)?).unwrap_or(ActHash::NONE),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let (mut places, mut known) = (Vec::new(), BTreeSet::new());
        for it in candidates {
            if !self.has_act(it.first.device, it.previous)?
                && let Some(place) = self.hollow_before(&it)?
                && known.insert(place.hash)
            {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// The place that an act says to stand behind, unless what it says has itself changed
    /// on the disk, or the hash of the act that is there.
    fn hollow_before(&self, it: &LooseAct) -> Result<Option<HollowPlace>> {
        let act = self.chained_act(it.row)?;
        if !is_sound_act(&act) || self.has_act(it.first.device, act.previous)? {
            return Ok(None);
        }
        let line_before = "SELECT id, counter + max(n, 1), at FROM act WHERE device = ?1 AND counter < ?2
                           ORDER BY counter DESC LIMIT 1";
        let before: Option<(i64, i64, i64)> = self
            .connection
            .prepare_cached(line_before)?
            .query_row(params![it.line, it.first.counter.cast_signed()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        if let Some((row, ..)) = before
            && self.chained_act(row)?.hash == act.previous
        {
            return Ok(None);
        }
        let end = before.map_or(1, |it| it.1.cast_unsigned());
        Ok(Some(HollowPlace {
            hash: act.previous,
            row: it.row,
            next: it.first,
            n_missing: it.first.counter.saturating_sub(end),
            since: before.map(|it| it.2),
            until: act.act.at,
            person: act.act.person,
        }))
    }

    /// Whether an act of a device with this hash is here, on whatever line; nothing stands
    /// behind everything.
    fn has_act(&self, device: DeviceId, hash: ActHash) -> Result<bool> {
        if hash == ActHash::NONE {
            return Ok(true);
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM device d JOIN act a ON a.device = d.id
                 WHERE (d.uuid = ?1 OR d.original = ?1) AND a.hash = ?2",
            )?
            .exists(params![device.to_string(), hash.0.as_slice()])?)
    }

    /// Who wrote as a device, by the names in history, as far as that is here.
    fn persons_of(&self, device: DeviceId) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT a.person FROM device d JOIN act a ON a.device = d.id
             WHERE (d.uuid = ?1 OR d.original = ?1) AND a.person <> '' ORDER BY a.person LIMIT 5",
        )?;
        let persons = statement.query_map([device.to_string()], |row| row.get(0))?;
        Ok(persons.collect::<rusqlite::Result<_>>()?)
    }

    /// What a change replaces, as settling has to see it. Whoever replaced a change that is
    /// not here replaced with it what the writer of that had written to the field before,
    /// since that is what he saw when he wrote.
    pub(crate) fn replaces_over_hollows(&self, change: i64) -> Result<Vec<Stamp>> {
        let mut replaces = self.replaces_of(change)?;
        let absent = replaces.iter().copied().map(|it| Ok((it, self.has_change(it)?)));
        let absent = absent.collect::<Result<Vec<_>>>()?.into_iter().filter(|it| !it.1).map(|it| it.0);
        for it in absent.collect::<Vec<_>>() {
            let mut statement = self.connection.prepare_cached(
                "WITH past (id) AS (
                   SELECT id FROM device WHERE uuid = ?2
                   UNION SELECT d.branch_of FROM device d JOIN past p ON d.id = p.id WHERE d.branch_of IS NOT NULL)
                 SELECT c.counter, d.uuid FROM change w
                 JOIN change c ON c.subject = w.subject AND (c.field = w.field OR w.field = 'removed')
                 JOIN device d ON d.id = c.device
                 WHERE w.id = ?1 AND c.device IN past AND c.counter < ?3",
            )?;
            let values = params![change, it.device.to_string(), it.counter.cast_signed()];
            let before = statement.query_map(values, |row| stamp(row.get(0)?, row.get(1)?))?;
            replaces.extend(before.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(replaces)
    }

    /// Whether the change with this stamp is here.
    pub(crate) fn has_change(&self, stamp: Stamp) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM device d JOIN change c ON c.device = d.id WHERE d.uuid = ?1 AND c.counter = ?2",
            )?
            .exists(params![stamp.device.to_string(), stamp.counter.cast_signed()])?)
    }

    /// The losses with those added that nobody was told of; None: there are none.
    fn losses_with_hollows(&self, places: &[HollowPlace], at: i64) -> Result<Option<Vec<Loss>>> {
        let mut losses = self.losses()?;
        let before = losses.clone();
        let hollow: BTreeSet<String> = places.iter().map(|it| it.hash.to_string()).collect();
        // What was filled and is lost again is told again.
        losses.iter_mut().for_each(|it| it.hollows.retain(|hash| hollow.contains(hash)));
        // What is whole again before anybody has read of it is not told any more.
        losses.retain(|it| it.cause != LossCause::Hollow || it.confirmed || !it.hollows.is_empty());
        let told: BTreeSet<String> = losses.iter().flat_map(|it| it.hollows.iter().cloned()).collect();
        let untold: Vec<&HollowPlace> = places.iter().filter(|it| !told.contains(&it.hash.to_string())).collect();
        if !untold.is_empty() {
            let mut persons = BTreeSet::new();
            for it in &untold {
                persons.extend(self.persons_of(it.next.device)?);
            }
            losses.push(Loss {
                at,
                cause: LossCause::Hollow,
                kept: None,
                backup: None,
                n_salvaged: 0,
                n_broken: count(untold.len()),
                n_piece: 0,
                n_missing: Some(count(untold.iter().map(|it| it.n_missing).sum::<u64>())),
                since: untold.iter().filter_map(|it| it.since).min(),
                persons: persons.into_iter().take(5).collect(),
                hollows: untold.iter().map(|it| it.hash.to_string()).collect(),
                confirmed: false,
            });
        }
        Ok((losses != before).then_some(losses))
    }
}

impl Store {
    /// Writes down as a loss which acts are lost that others stand behind, once for each. A
    /// copy that is only read writes nothing.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn note_hollows(&self, at: i64) -> Result<()> {
        let losses = self.read(|reader| reader.losses_with_hollows(&reader.hollow_places()?, at))?;
        let Some(losses) = losses else { return Ok(()) };
        match self.hand().as_ref() {
            Some(hand) => setting::write(&hand.connection, LOSSES, &json(&losses)?),
            None => Ok(()),
        }
    }
}

impl Backup {
    /// Whether the act that one stands behind lies here whole.
    ///
    /// # Errors
    /// The database that lacks it cannot be read.
    pub fn fills(&self, place: &HollowPlace, lacking: &Reader<'_>) -> Result<bool> {
        Ok(self.act_before(&lacking.chained_act(place.row)?).is_some())
    }
}

impl Writer<'_> {
    /// The same, of what this act has found.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub fn note_hollows(&mut self) -> Result<()> {
        // What was lost before is looked at again: it may have been filled.
        let places = if self.hollow_devices()?.is_empty() { Vec::new() } else { self.hollow_places()? };
        match self.losses_with_hollows(&places, self.act.at)? {
            Some(losses) => self.put_setting(LOSSES, &json(&losses)?),
            None => Ok(()),
        }
    }

    /// Devices of which acts are lost: looked for once.
    pub(crate) fn hollow_devices(&mut self) -> Result<&HollowDevices> {
        if self.hollow_devices.is_none() {
            let mut devices = HollowDevices::new();
            for it in self.hollow_places()? {
                let latest = devices.entry(it.next.device).or_default();
                *latest = it.next.counter.max(*latest);
            }
            self.hollow_devices = Some(devices);
        }
        Ok(self.hollow_devices.get_or_insert_default())
    }

    /// Fills hollow places with acts that backups have whole. Answers how many acts.
    pub(crate) fn fill_hollows(&mut self, backups: &[Backup], fresh: DeviceId) -> Result<u32> {
        let mut n = 0;
        for place in self.hollow_places()? {
            for backup in backups {
                let mut lost: Vec<ChainedAct> = Vec::new();
                let mut behind = self.chained_act(place.row)?;
                while !self.has_act(behind.act.first.device, behind.previous)?
                    && let Some(it) = backup.act_before(&behind)
                {
                    behind = it.clone();
                    lost.push(it);
                }
                if !lost.is_empty() {
                    // A backup may have lost acts itself.
                    let deepest = [behind.hollow_before()];
                    n += count(lost.len());
                    let acts = deepest.into_iter().chain(lost.into_iter().rev());
                    self.take_in::<crate::Error>(acts.map(Ok), fresh, &mut |_| true)?;
                    break;
                }
            }
        }
        // What is left is laid out as it is everywhere.
        self.merge::<crate::Error>(std::iter::empty(), fresh, &mut |_| true)?;
        Ok(n)
    }
}
