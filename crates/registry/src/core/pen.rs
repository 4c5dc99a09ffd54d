//! The pen: all that an act can write. It reads like a `Reader`, and whatever it
//! writes to a field has passed the gate.

use std::ops::Deref;

use domain::{
    bukti::BlobRef,
    core::id::{BuktiId, DeviceId, InovasiId, Subject},
    merge::{chain::ChainedAct, change::FieldKey},
};
use serde::Serialize;
use store::{ActRecord, Looked, Merged, Reader, Reverted, WatchActs, Writer};

use crate::core::{
    error::{Error, Result},
    gate::{FieldGate, Origin, Put, is_refusal},
    kept_json,
    registry::Core,
    traces::TRACES,
};

/// Writes one act.
pub(crate) struct Pen<'p, 'w> {
    core: &'p Core,
    writer: &'p mut Writer<'w>,
    gate: FieldGate<'p>,
    left: Vec<LeftPut>,
}

/// A value of an act that moves many, which could not stand where it should go.
pub(crate) struct LeftPut {
    pub field: FieldKey,
    pub why: Error,
}

impl<'w> Deref for Pen<'_, 'w> {
    type Target = Reader<'w>;
    fn deref(&self) -> &Reader<'w> {
        self.writer
    }
}

impl<'p, 'w> Pen<'p, 'w> {
    /// A pen over the writer of an act.
    pub(crate) fn new(core: &'p Core, writer: &'p mut Writer<'w>) -> Self {
        Self { core, writer, gate: FieldGate::new(core), left: Vec::new() }
    }

    /// Writes what somebody says of a field: checks it and writes it. Answers whether
    /// anything changed.
    ///
    /// # Errors
    /// It cannot stand there; nothing is written then.
    pub(crate) fn put(&mut self, subject: Subject, field: &FieldKey, typed: Option<&str>) -> Result<bool> {
        self.put_from(Origin::Person, subject, field, typed)
    }

    /// The same for what comes from elsewhere.
    ///
    /// # Errors
    /// As [`Self::put`]; what is moved with many other things is left instead, and
    /// counted among [`Self::left`].
    pub(crate) fn put_from(
        &mut self,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<bool> {
        match self.check(origin, subject, field, value) {
            Err(why) if origin.leaves() && is_refusal(&why) => {
                self.left.push(LeftPut { field: field.clone(), why });
                Ok(false)
            }
            checked => self.record(checked?),
        }
    }

    /// What was left so far.
    pub(crate) fn left(&self) -> &[LeftPut] {
        &self.left
    }

    /// Lets a new inovasi belong to the year that is worked under, unless it is closed.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn register(&mut self, id: InovasiId) -> Result<bool> {
        let put = self.gate.register(self.writer, id)?;
        self.record(put)
    }

    /// Decides on a value without writing it.
    ///
    /// # Errors
    /// It cannot stand there.
    pub(crate) fn check(
        &mut self,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<Put> {
        self.gate.check(self.writer, origin, subject, field, value)
    }

    /// Writes what has passed the gate. Whoever answers has looked: nothing waits for
    /// review any more.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn record(&mut self, put: Put) -> Result<bool> {
        if put.origin().leaves_conflict() && self.writer.stands(put.subject, &put.field, put.value.as_deref())? {
            return Ok(false);
        }
        let changed = self.writer.put(put.subject, &put.field, put.value.as_deref())?;
        self.gate.note(put.subject, &put.field, put.value.as_deref());
        if let Some(review) = put.field.review().filter(|_| put.origin().has_looked(changed)) {
            self.writer.put(put.subject, &review, None)?;
        }
        Ok(changed)
    }

    /// Writes the first fields of a subject, of which nothing is known.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn record_fresh(&mut self, subject: Subject, puts: Vec<Put>) -> Result<()> {
        let fields: Vec<(FieldKey, String)> = puts.into_iter().filter_map(|it| Some((it.field, it.value?))).collect();
        fields.iter().for_each(|(field, value)| self.gate.note(subject, field, Some(value)));
        Ok(self.writer.put_fresh(subject, &fields)?)
    }

    /// Lets a bukti serve an answer on the worksheet of an instrument, with the pages
    /// that do; None takes it away.
    ///
    /// # Errors
    /// That year is closed; the pages cannot be read.
    pub(crate) fn link(
        &mut self,
        instrument: &str,
        bukti: BuktiId,
        link: &FieldKey,
        pages: Option<&str>,
    ) -> Result<bool> {
        let put = self.gate.check_link(self.writer, instrument, (bukti, link), pages)?;
        self.record(put)
    }

    /// Refuses a year whose answers are read-only.
    ///
    /// # Errors
    /// It is one.
    pub(crate) fn open(&mut self, instrument: &str) -> Result<()> {
        self.gate.open(self.writer, instrument)
    }

    /// Takes a subject out of the registry; history keeps it.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn remove(&mut self, subject: Subject) -> Result<()> {
        self.set_removed(subject, true)
    }

    /// Brings a removed subject back.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn restore(&mut self, subject: Subject) -> Result<()> {
        self.set_removed(subject, false)
    }

    fn set_removed(&mut self, subject: Subject, removed: bool) -> Result<()> {
        self.gate.note(subject, &FieldKey::Removed, removed.then_some("1"));
        Ok(self.writer.put_removed(subject, removed)?)
    }

    /// Takes an act back: what may not stand any more is left, and counted among
    /// [`Self::left`].
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn revert(&mut self, target: &ActRecord) -> Result<Reverted> {
        let (gate, left, origin) = (&mut self.gate, &mut self.left, Origin::Reverted { act: target.row });
        self.writer.revert(target, &mut |reader, subject, field, value| match gate
            .check(reader, origin, subject, field, value)
        {
            Ok(put) => {
                gate.note(put.subject, &put.field, put.value.as_deref());
                Ok(true)
            }
            Err(why) if is_refusal(&why) => {
                left.push(LeftPut { field: field.clone(), why });
                Ok(false)
            }
            Err(error) => Err(error),
        })
    }

    /// Takes in the history of another registry: a union, which can refuse nothing.
    ///
    /// # Errors
    /// An act is malformed or contradicts a known one; whatever `acts` yields; `watch`,
    /// told how many acts have been looked at, stopped it.
    pub(crate) fn merge(
        &mut self,
        acts: impl Iterator<Item = Result<ChainedAct>>,
        watch: WatchActs<'_>,
    ) -> Result<Merged> {
        let fresh = DeviceId(self.core.env.fresh_id());
        self.writer.merge::<Error>(acts, fresh, watch)
    }

    /// [`Self::settle`] for what many acts touched: `watch` is told how many subjects
    /// are done, and can stop it.
    ///
    /// # Errors
    /// The database cannot be written; it was stopped.
    pub(crate) fn settle_watched(&mut self, watch: WatchActs<'_>) -> Result<()> {
        Ok(self.writer.settle_watched(watch)?)
    }

    /// Settles what was touched so far, so that it can be looked at.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn settle(&mut self) -> Result<()> {
        Ok(self.writer.settle()?)
    }

    /// Sets a setting of this copy; it leaves no history.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn put_setting(&mut self, key: &str, value: &str) -> Result<()> {
        Ok(self.writer.put_setting(key, value)?)
    }

    /// The same of one that is kept as JSON.
    ///
    /// # Errors
    /// As [`Self::put_setting`].
    pub(crate) fn keep_json(&mut self, key: &str, value: &impl Serialize) -> Result<()> {
        self.put_setting(key, &kept_json::written(value)?)
    }

    /// Somebody has read what is missing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn confirm_losses(&mut self) -> Result<()> {
        Ok(self.writer.confirm_losses()?)
    }

    /// Keeps a note to oneself.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn put_note(&mut self, subject: Subject, text: Option<&str>) -> Result<()> {
        Ok(self.writer.put_note(subject, text)?)
    }

    /// Makes bytes known that a backup names and that lie here still.
    ///
    /// # Errors
    /// A database cannot be read or written.
    pub(crate) fn know_blobs_of(&mut self, backup: &store::Backup) -> Result<()> {
        Ok(self.writer.know_blobs_of(backup)?)
    }

    /// Makes anew from history what does not show it; acts that have changed on the disk or
    /// are gone from it are taken from backups first. Answers how many of those.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub(crate) fn rebuild(&mut self, backups: &[store::Backup]) -> Result<u32> {
        let fresh = DeviceId(self.core.env.fresh_id());
        // As it was before: what the tables show beyond history helps to mend it.
        let faults = self.core.store.table_faults()?;
        let n_mended = self.writer.mend_acts(backups, &faults, fresh)? + self.writer.take_from(backups, fresh)?;
        self.writer.rebuild(&faults)?;
        for (blob, looked) in self.core.store.seen_otherwise(TRACES, &mut |_| true)? {
            self.writer.know_inside(&blob, TRACES, &looked)?;
        }
        Ok(n_mended)
    }

    /// Writes down as a loss which acts are lost that others stand behind, once for each;
    /// what has been filled is told no more.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub(crate) fn note_hollows(&mut self) -> Result<()> {
        Ok(self.writer.note_hollows()?)
    }

    /// Makes stored bytes known.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn know_blob(&mut self, put: &store::BlobPut) -> Result<()> {
        Ok(self.writer.know_blob(put, TRACES)?)
    }

    /// Keeps what stored bytes are and tell.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn know_inside(&mut self, blob: &BlobRef, looked: &Looked) -> Result<()> {
        Ok(self.writer.know_inside(blob, TRACES, looked)?)
    }
}
