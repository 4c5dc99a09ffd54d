//! Takes in changes written elsewhere. All policy is in `domain::merge::plan`; here
//! its answer is carried out, act by act, so that neither memory grows with the
//! parcel nor the work with what a field has been through.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::core::number::count;
use domain::merge::{
    chain::ChainedAct,
    change::{Change, FieldKey, MAX_COUNTER, Stamp},
    plan::{FieldEffect, FieldHeads, KnownChange},
};
use rusqlite::{OptionalExtension, params};

use crate::{Error, Reader, Result, Writer, merge::chain};

/// What taking in changes did.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// Changes that arrived, known or not.
    pub n_change: u32,
    /// Those of them that were not in history here.
    pub n_new: u32,
    /// ArrivingFields whose shown value is another than before, at most [`LISTED`].
    pub fields: Vec<MergedField>,
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
const FURTHEST: u64 = 1 << 32;

/// Bytes of values that are kept to know the heads of the fields in work; beyond, they
/// are read again.
const REMEMBERED: usize = 32 << 20;

/// Told how many acts have been looked at; false ends the work, and nothing is kept.
pub type WatchActs<'a> = &'a mut dyn FnMut(u64) -> bool;

impl Writer<'_> {
    /// Takes in acts. Known ones are passed over; the order does not matter.
    ///
    /// # Errors
    /// A known stamp carries another change ([`Error::StampClash`]); an act is
    /// malformed; whatever `acts` yields; `watch` stopped it; the database cannot be
    /// written.
    pub fn merge<E: From<Error>>(
        &mut self,
        acts: impl Iterator<Item = Result<ChainedAct, E>>,
        watch: WatchActs<'_>,
    ) -> Result<Merged, E> {
        let mut merged = Merged::default();
        let furthest = (self.next + FURTHEST).min(MAX_COUNTER / 2);
        let mut fields = ArrivingFields { furthest, ..ArrivingFields::default() };
        for (act, nth) in acts.zip(0_u64..) {
            if nth.is_multiple_of(64) && !watch(nth) {
                return Err(Error::Cancelled.into());
            }
            let act = act?;
            merged.n_change += count(act.act.changes.len());
            if !act.is_sound(chain::sha256) {
                return Err(Error::BadChange(act.act.first.to_string()).into());
            }
            if !self.is_known(&act).map_err(E::from)? {
                merged.n_new += count(act.act.changes.len());
                self.take_act(&act, &mut fields).map_err(E::from)?;
            }
        }
        for ((subject, field), before) in fields.before {
            let heads = self.field_heads(subject, &field).map_err(E::from)?;
            let after = heads.last().and_then(|it| it.value.clone());
            if after != before {
                let subject = self.subject_key(subject).map_err(E::from)?;
                merged.fields.push(MergedField { subject, field, before, after });
            }
        }
        Ok(merged)
    }

    fn take_act(&mut self, ChainedAct { act, previous, hash }: &ChainedAct, fields: &mut ArrivingFields) -> Result<()> {
        if act.end() > fields.furthest {
            return Err(Error::BadChange(act.first.to_string()));
        }
        let device = self.device_row(act.first.device)?;
        if self.previous_of(device, act.first.counter.cast_signed())? != *previous {
            return Err(Error::StampClash(act.first.to_string()));
        }
        let row = self.insert_act(device, act.first.counter, &act.op, act.at, &act.person)?;
        for change in &act.changes {
            let subject = self.subject_row(&change.subject)?;
            let key = (subject, change.field.clone());
            let is_replaced = self.is_replaced(&key, change.stamp)?;
            let heads = fields.heads(self, &key, change)?;
            let was_conflict = heads.conflict();
            let arrival = heads.arrive(&KnownChange::from(change), is_replaced);
            let (shown, conflict) = (heads.shown().map(str::to_owned), heads.conflict());
            self.insert_change(
                row,
                device,
                change.stamp.counter,
                subject,
                &change.field,
                change.value.as_deref(),
                arrival.is_head,
                &change.replaces,
            )
            .map_err(|error| clash(error, change.stamp))?;
            for it in arrival.retired {
                self.retire(&key, it)?;
            }
            if conflict != was_conflict {
                self.mark_conflict(subject, &change.field, conflict)?;
            }
            self.touched.insert(subject);
            let field = FieldKey::read(&change.field);
            // The kode decides whose parcels fit: only who works here changes it here.
            if let FieldEffect::Takes { before, .. } | FieldEffect::Conflicts { before, .. } = arrival.effect
                && field != FieldKey::PemdaKode
            {
                self.project(subject, &field, shown.as_deref())?;
                if fields.before.len() < LISTED {
                    fields.before.entry(key).or_insert(before);
                }
            }
        }
        self.next = self.next.max(act.end());
        self.seal_act(row, act.changes.len() as u64, *hash)
    }

    /// A change that stood is replaced by one that has arrived.
    fn retire(&self, (subject, field): &FieldRow, stamp: Stamp) -> Result<()> {
        self.run(
            "UPDATE change SET head = 0 WHERE device = (SELECT id FROM device WHERE uuid = ?1) AND counter = ?2
             AND subject = ?3 AND field = ?4",
            params![stamp.device.to_string(), stamp.counter.cast_signed(), subject, field],
        )
    }

    /// Whether an act of this stamp is in history already: then it has to be this one.
    fn is_known(&self, act: &ChainedAct) -> Result<bool> {
        let first = act.act.first;
        let Some(device) = self.device_row_of(first.device)? else { return Ok(false) };
        let known = self
            .connection
            .prepare_cached("SELECT hash FROM act WHERE device = ?1 AND counter = ?2")?
            .query_row(params![device, first.counter.cast_signed()], |row| Ok(chain::hash(&row.get_ref(0)?)))
            .optional()?;
        match known {
            None => Ok(false),
            Some(hash) if hash == Some(act.hash) => Ok(true),
            Some(_) => Err(Error::StampClash(first.to_string())),
        }
    }
}

/// A field: the row of its subject, and its key.
type FieldRow = (i64, String);

/// The fields that arriving changes are written to.
#[derive(Default)]
struct ArrivingFields {
    heads: BTreeMap<FieldRow, FieldHeads>,
    /// Bytes of their values, and something for each.
    weight: usize,
    /// Counters of this parcel stay below.
    furthest: u64,
    /// What they showed before the first change, at most [`LISTED`].
    before: BTreeMap<FieldRow, Option<String>>,
}

impl ArrivingFields {
    fn heads(&mut self, reader: &Reader<'_>, field: &FieldRow, arriving: &Change) -> Result<&mut FieldHeads> {
        let weigh = |value: Option<&str>| value.map_or(0, str::len) + 128;
        if self.weight > REMEMBERED {
            self.heads.clear();
            self.weight = 0;
        }
        self.weight += weigh(arriving.value.as_deref());
        Ok(match self.heads.entry(field.clone()) {
            Entry::Occupied(it) => it.into_mut(),
            Entry::Vacant(it) => {
                let rows = reader.field_heads(field.0, &field.1)?;
                self.weight += rows.iter().map(|it| weigh(it.value.as_deref())).sum::<usize>();
                it.insert(FieldHeads::new(rows.iter().map(|it| (it.stamp, it.value.as_deref()))))
            }
        })
    }
}

impl Reader<'_> {
    /// Whether a known change of the field replaces the one with this stamp.
    fn is_replaced(&self, (subject, field): &FieldRow, stamp: Stamp) -> Result<bool> {
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

    fn subject_key(&self, subject: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT key FROM subject WHERE id = ?1")?
            .query_row([subject], |row| row.get(0))?)
    }
}

/// A taken (device, counter) pair is a clash of stamps, not a fault of SQLite.
fn clash(error: Error, stamp: Stamp) -> Error {
    match &error {
        Error::Sql(sql) if sql.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Error::StampClash(stamp.to_string())
        }
        _ => error,
    }
}
