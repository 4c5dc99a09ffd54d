//! Takes in changes written elsewhere. All policy is in `domain::merge::plan`; here
//! its answer is carried out, act by act, so that memory does not grow with the
//! parcel.

use std::collections::BTreeMap;

use domain::core::number::count;
use domain::merge::{
    change::{Act, FieldKey, Stamp},
    plan::{FieldEffect, KnownChange, plan_field, same_change},
};
use rusqlite::{OptionalExtension, params};

use crate::{Error, Reader, Result, Writer, merge::act::ChangeRow};

/// What taking in changes did.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// Changes that arrived, known or not.
    pub n_change: u32,
    /// Those of them that were not in history here.
    pub n_new: u32,
    /// Fields whose shown value is another than before, at most [`LISTED`].
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

/// How far ahead of everything known here an arriving counter may be. Honest
/// laptops count their own acts; a larger leap would leave nothing to count.
pub(crate) const FURTHEST: u64 = 1 << 32;

impl Writer<'_> {
    /// Takes in acts. Known ones are passed over; the order does not matter.
    ///
    /// # Errors
    /// A known stamp carries another change ([`Error::StampClash`]); an act is
    /// malformed; whatever `acts` yields; the database cannot be written.
    pub fn merge<E: From<Error>>(&mut self, acts: impl Iterator<Item = Result<Act, E>>) -> Result<Merged, E> {
        let mut merged = Merged::default();
        let mut before: BTreeMap<(i64, String), Option<String>> = BTreeMap::new();
        for act in acts {
            let act = act?;
            merged.n_change += count(act.changes.len());
            if !self.is_known(&act).map_err(E::from)? {
                merged.n_new += count(act.changes.len());
                self.take_act(&act, &mut before).map_err(E::from)?;
            }
        }
        for ((subject, field), before) in before {
            let heads = self.field_heads(subject, &field).map_err(E::from)?;
            let after = heads.last().and_then(|it| it.value.clone());
            if after != before {
                let subject = self.subject_key(subject).map_err(E::from)?;
                merged.fields.push(MergedField { subject, field, before, after });
            }
        }
        Ok(merged)
    }

    fn take_act(&mut self, act: &Act, before: &mut BTreeMap<(i64, String), Option<String>>) -> Result<()> {
        if act.first.counter > self.next + FURTHEST {
            return Err(Error::BadChange(act.first.to_string()));
        }
        let device = self.device_row(act.first.device)?;
        let row = self.insert_act(device, act.first.counter, &act.op, act.at, &act.person)?;
        for change in &act.changes {
            let subject = self.subject_row(&change.subject)?;
            let rows = self.field_changes(subject, &change.field)?;
            let known = self.with_replaces(rows)?;
            let arriving = [KnownChange::from(change)];
            let (settled, effect) = plan_field(&as_known(&known), &arriving);

            let head = settled.heads.contains(&change.stamp);
            self.insert_change(
                row,
                device,
                change.stamp.counter,
                subject,
                &change.field,
                change.value.as_deref(),
                head,
                &change.replaces,
            )
            .map_err(|error| clash(error, change.stamp))?;
            for (it, _) in known.iter().filter(|(it, _)| !settled.heads.contains(&it.stamp)) {
                self.run("UPDATE change SET head = 0 WHERE id = ?1 AND head = 1", [it.row])?;
            }
            self.mark_conflict(subject, &change.field, settled.conflict)?;
            self.touched.insert(subject);
            let shown_before = match effect {
                FieldEffect::Keeps => None,
                FieldEffect::Takes { before, .. } | FieldEffect::Conflicts { before, .. } => Some(before),
            };
            if let Some(was) = shown_before {
                self.project(subject, &FieldKey::read(&change.field), settled.shown.as_deref())?;
                if before.len() < LISTED {
                    before.entry((subject, change.field.clone())).or_insert(was);
                }
            }
            self.next = self.next.max(change.stamp.counter + 1);
        }
        self.run(
            "UPDATE act SET n = ?2 WHERE id = ?1",
            params![row, i64::try_from(act.changes.len()).unwrap_or(i64::MAX)],
        )
    }

    fn with_replaces(&self, rows: Vec<ChangeRow>) -> Result<Vec<(ChangeRow, Vec<Stamp>)>> {
        rows.into_iter().map(|it| Ok((self.replaces_of(it.row)?, it))).map(|it| it.map(|(r, c)| (c, r))).collect()
    }

    /// Whether this act is in history already, word for word.
    fn is_known(&self, act: &Act) -> Result<bool> {
        let Some(device) = self.device_row_of(act.first.device)? else { return Ok(false) };
        let row: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM act WHERE device = ?1 AND counter = ?2")?
            .query_row(params![device, act.first.counter.cast_signed()], |row| row.get(0))
            .optional()?;
        let Some(row) = row else { return Ok(false) };
        let known = self.changes_of_act(row)?;
        let same = known.len() == act.changes.len() && known.iter().zip(&act.changes).all(|(a, b)| same_change(a, b));
        if same { Ok(true) } else { Err(Error::StampClash(act.first.to_string())) }
    }
}

impl Reader<'_> {
    fn subject_key(&self, subject: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT key FROM subject WHERE id = ?1")?
            .query_row([subject], |row| row.get(0))?)
    }
}

fn as_known(rows: &[(ChangeRow, Vec<Stamp>)]) -> Vec<KnownChange<'_>> {
    rows.iter().map(|(it, replaces)| KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces }).collect()
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
