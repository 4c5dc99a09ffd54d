//! Takes in changes written elsewhere. All policy is in `domain::merge::plan`; here
//! its answer is carried out, act by act, so that neither memory grows with the
//! parcel nor the work with what a field has been through.

mod arriving;

use std::collections::BTreeSet;

use domain::core::{id::DeviceId, number::count};
use domain::merge::{
    chain::ChainedAct,
    change::{FieldKey, MAX_COUNTER, Stamp},
    plan::{FieldEffect, KnownChange, settle},
};
use rusqlite::params;

pub(crate) use arriving::{ArrivingFields, FieldRow};

use arriving::LineEnd;

use crate::{
    Error, Reader, Result, Writer,
    merge::{
        aside::{Aside, SetAside},
        branch::{DeviceLine, Fork},
        chain::is_sound_act,
    },
};

/// What taking in changes did.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// Changes that arrived, known or not.
    pub n_change: u32,
    /// Those of them that were not in history here.
    pub n_new: u32,
    /// ArrivingFields whose shown value is another than before, at most [`LISTED`].
    pub fields: Vec<MergedField>,
    /// Copies that were found to have gone on under one name: who wrote the first act of
    /// either, empty where he was told before.
    pub forks: Vec<[String; 2]>,
    /// Acts that were not taken in.
    pub aside: SetAside,
    /// Acts that were not what their hash says here, and are again.
    pub n_mended: u32,
    /// Acts that were taken in though the one that they stand behind is lost.
    pub n_hollow: u32,
}

/// One field that shows another value than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedField {
    /// Key of the subject, for example `inovasi:<uuid>`.
    pub subject: String,
    /// Key of the field.
    pub field: String,
    /// What was shown before; None: it was blank.
    pub before: Option<String>,
    /// What is shown now, of several heads the greatest; None: it is blank.
    pub after: Option<String>,
}

/// Most fields listed in the answer; beyond, only counts tell.
pub(crate) const LISTED: usize = 1000;

/// How far ahead of everything known before a parcel its counters may be. Honest
/// laptops count their own acts; a larger leap would leave nothing to count. Nor do they
/// come into the upper half of what can be counted: whatever is written after them can
/// still be sent.
pub(crate) const FURTHEST: u64 = 1 << 32;

/// Bytes of values that are kept to know the heads of the fields in work; beyond, they
/// are read again.
const REMEMBERED: usize = 32 << 20;

/// Told how many acts have been looked at; false ends the work, and nothing is kept.
pub type WatchActs<'a> = &'a mut dyn FnMut(u64) -> bool;

impl Writer<'_> {
    /// Takes in acts. Known ones are passed over, and mend what they find damaged here;
    /// those that are not what their hash says are set aside. Where one shows that another
    /// copy wrote as this one, this one goes on as `fresh`.
    ///
    /// # Errors
    /// Counters leap too far; whatever `acts` yields; `watch` stopped it; the database
    /// cannot be written.
    pub fn merge<E: From<Error>>(
        &mut self,
        acts: impl Iterator<Item = Result<ChainedAct, E>>,
        fresh: DeviceId,
        watch: WatchActs<'_>,
    ) -> Result<Merged, E> {
        // What was found lost since the last time may be laid out as only its writer knew.
        for device in self.hollow_devices().map_err(E::from)?.keys().copied().collect::<Vec<_>>() {
            self.regrow_later(device).map_err(E::from)?;
        }
        self.take_in(acts, fresh, watch)
    }

    /// The same, with nothing laid out anew but what these acts touch.
    pub(crate) fn take_in<E: From<Error>>(
        &mut self,
        acts: impl Iterator<Item = Result<ChainedAct, E>>,
        fresh: DeviceId,
        watch: WatchActs<'_>,
    ) -> Result<Merged, E> {
        let mut merged = Merged::default();
        let furthest = (self.next + FURTHEST).min(MAX_COUNTER / 2);
        let branched = self.branched_names().map_err(E::from)?;
        let mut fields = ArrivingFields { branched, ..ArrivingFields::up_to(furthest) };
        let unsound = self.unsound_acts().map_err(E::from)?;
        let mut aside = Aside::default();
        for (act, nth) in acts.zip(0_u64..) {
            if nth.is_multiple_of(64) && !watch(nth) {
                return Err(Error::Cancelled.into());
            }
            let act = act?;
            merged.n_change += count(act.act.changes.len());
            if act.is_hollow() {
                aside.lose(&act).map_err(E::from)?;
                continue;
            }
            let ends = fields.end_before(&act);
            if ends.is_none()
                && let Some(row) = self.known_row(&act).map_err(E::from)?
            {
                if unsound.contains(&row)
                    && is_sound_act(&act)
                    && self.mend_act(row, &act, &mut fields).map_err(E::from)?
                {
                    merged.n_mended += 1;
                }
                continue;
            }
            if !is_sound_act(&act) {
                aside.lay(act).map_err(E::from)?;
                continue;
            }
            if let Some(line) = ends {
                merged.n_new += count(act.act.changes.len());
                self.take_act(&act, line, &mut fields).map_err(E::from)?;
                continue;
            }
            for hollow in aside.before(&act) {
                if hollow.act.first.counter < fields.furthest
                    && let Some(line) =
                        self.find_line(&hollow, false, fresh, &mut merged, &mut fields).map_err(E::from)?
                {
                    fields.ends.clear();
                    self.keep_place(&hollow, &line).map_err(E::from)?;
                } else {
                    aside.wait(&hollow);
                }
            }
            let is_lost = aside.is_lost(act.previous);
            let is_hollow = is_lost && self.row_before(&act).map_err(E::from)?.is_none();
            match self.find_line(&act, is_lost, fresh, &mut merged, &mut fields).map_err(E::from)? {
                Some(line) => {
                    merged.n_new += count(act.act.changes.len());
                    merged.n_hollow += u32::from(is_hollow);
                    self.take_act(&act, line, &mut fields).map_err(E::from)?;
                }
                None => aside.wait(&act),
            }
        }
        for fork in self.regrow(fresh).map_err(E::from)? {
            self.note_fork(fork, &mut merged, &mut fields).map_err(E::from)?;
        }
        merged.aside = aside.told;
        merged.fields = self.settle_arrived(fields).map_err(E::from)?;
        Ok(merged)
    }

    /// Settles what waited until all had arrived. Answers what is shown otherwise than
    /// before.
    pub(crate) fn settle_arrived(&mut self, mut fields: ArrivingFields) -> Result<Vec<MergedField>> {
        self.show_arrived(&mut fields)?;
        for field in fields.unsettled {
            self.settle_field(&field)?;
        }
        let mut differing = Vec::new();
        for ((subject, field), before) in fields.before {
            let after = self.field_heads(subject, &field)?.pop().and_then(|it| it.value);
            if after != before {
                differing.push(MergedField { subject: self.subject_key(subject)?, field, before, after });
            }
        }
        Ok(differing)
    }

    /// Shows what has arrived, each field once, whatever it went through.
    fn show_arrived(&mut self, fields: &mut ArrivingFields) -> Result<()> {
        for field in std::mem::take(&mut fields.unshown) {
            if let Some(heads) = fields.heads.get(&field) {
                self.project(field.0, &FieldKey::read(&field.1), heads.shown())?;
            }
        }
        Ok(())
    }

    /// Where an act belongs among those of its device; None where what it stands behind
    /// is not here.
    fn find_line(
        &mut self,
        act: &ChainedAct,
        is_lost: bool,
        fresh: DeviceId,
        merged: &mut Merged,
        fields: &mut ArrivingFields,
    ) -> Result<Option<DeviceLine>> {
        let mut forks = Vec::new();
        let line = self.place(act, is_lost, fresh, &mut |it| forks.push(it))?;
        for fork in forks {
            self.note_fork(fork, merged, fields)?;
        }
        Ok(line)
    }

    fn note_fork(&mut self, fork: Fork, merged: &mut Merged, fields: &mut ArrivingFields) -> Result<()> {
        // What is kept of the heads ends here.
        self.show_arrived(fields)?;
        merged.forks.push(fork.persons);
        fields.forget(self, fork.moved)
    }

    fn take_act(
        &mut self,
        ChainedAct { act, previous, hash }: &ChainedAct,
        line: DeviceLine,
        fields: &mut ArrivingFields,
    ) -> Result<()> {
        if act.end() > fields.furthest {
            return Err(Error::BadChange(act.first.to_string()));
        }
        if fields.weight > REMEMBERED {
            self.show_arrived(fields)?;
            fields.heads.clear();
            fields.weight = 0;
        }
        let n_change = act.changes.len() as u64;
        let row =
            self.insert_act(line.row, act.first.counter, &act.op, act.at, &act.person, (n_change, (*previous, *hash)))?;
        fields.ends.insert(act.first.device, LineEnd { line, hash: *hash, counter: act.end() });
        for change in &act.changes {
            let subject = self.subject_row(&change.subject)?;
            let key = (subject, change.field.clone());
            let insert = |writer: &Self, head| {
                let (counter, value) = (change.stamp.counter, change.value.as_deref());
                writer.insert_change(row, line.row, counter, subject, &change.field, value, head, &change.replaces)
            };
            self.touched.insert(subject);
            let field = FieldKey::read(&change.field);
            self.know_lying(&field, change.value.as_deref())?;
            if line.is_branched || fields.is_unclear(&key, change) {
                fields.show_later(self, key)?;
                insert(self, true)?;
                continue;
            }
            let stamp = Stamp { counter: change.stamp.counter, device: line.name };
            let known = KnownChange { stamp, ..KnownChange::from(change) };
            let heads = fields.heads(self, &key, change)?;
            let gone: Vec<Stamp> =
                change.replaces.iter().copied().filter(|it| heads.stamps().all(|head| head != *it)).collect();
            // What a change that is lost replaced is settled from all of them.
            if !gone.into_iter().map(|it| self.has_change(it)).collect::<Result<Vec<_>>>()?.into_iter().all(|it| it) {
                fields.show_later(self, key)?;
                insert(self, true)?;
                continue;
            }
            let heads = fields.heads(self, &key, change)?;
            // Of a field that nobody has written nothing is replaced.
            let is_replaced = heads.stamps().next().is_some() && self.is_replaced(&key, stamp)?;
            let was_conflict = heads.conflict();
            let arrival = heads.arrive(&known, is_replaced);
            let conflict = heads.conflict();
            insert(self, arrival.is_head)?;
            for it in arrival.retired {
                self.retire(&key, it)?;
            }
            if conflict != was_conflict {
                self.mark_conflict(subject, &change.field, conflict)?;
            }
            // Which change of a snapshot came first may be told only by one that no longer stands.
            let is_written_once = field.is_written_once();
            // The kode decides whose parcels fit: only who works here changes it here.
            if let FieldEffect::Takes { before, .. } | FieldEffect::Conflicts { before, .. } = arrival.effect
                && field != FieldKey::PemdaKode
            {
                fields.showed(key, before);
            } else if is_written_once {
                fields.unshown.insert(key);
            }
        }
        self.next = self.next.max(act.end());
        Ok(())
    }

    /// A change that stood is replaced by one that has arrived.
    fn retire(&self, (subject, field): &FieldRow, stamp: Stamp) -> Result<()> {
        self.run(
            "UPDATE change SET head = 0 WHERE device = (SELECT id FROM device WHERE uuid = ?1) AND counter = ?2
             AND subject = ?3 AND field = ?4",
            params![stamp.device.to_string(), stamp.counter.cast_signed(), subject, field],
        )
    }

    /// Settles a field anew from all its changes: where a device has branches, what
    /// arrives may change what an earlier stamp means.
    pub(crate) fn settle_field(&mut self, field: &FieldRow) -> Result<()> {
        let (subject, key) = field;
        let rows = self.field_changes(*subject, key)?;
        let mut replaces = Vec::with_capacity(rows.len());
        for it in &rows {
            replaces.push(self.replaces_over_hollows(it.row)?);
        }
        let known: Vec<KnownChange<'_>> = rows
            .iter()
            .zip(&replaces)
            .map(|(it, replaces)| KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces })
            .collect();
        let settled = settle(&known);
        let heads: BTreeSet<Stamp> = settled.heads.into_iter().collect();
        for it in &rows {
            let head = heads.contains(&it.stamp);
            self.run("UPDATE change SET head = ?2 WHERE id = ?1 AND head <> ?2", params![it.row, head])?;
        }
        self.mark_conflict(*subject, key, settled.conflict)?;
        self.touched.insert(*subject);
        match FieldKey::read(key) {
            FieldKey::PemdaKode => Ok(()),
            read => self.project(*subject, &read, settled.shown.as_deref()),
        }
    }
}

impl Reader<'_> {
    /// Whether a known change of the field replaces the one with this stamp.
    pub(crate) fn is_replaced(&self, (subject, field): &FieldRow, stamp: Stamp) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM replaced r JOIN change c ON c.id = r.by
                 WHERE r.counter = ?1 AND r.device = ?2 AND c.subject = ?3 AND c.field = ?4)",
            )?
            .query_row(params![stamp.counter.cast_signed(), stamp.device.to_string(), subject, field], |row| {
                row.get(0)
            })?)
    }
}
