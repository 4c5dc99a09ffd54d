//! The fields that arriving changes are written to, and where the acts of each device end.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use domain::{
    core::id::DeviceId,
    merge::{
        chain::{ActHash, ChainedAct},
        change::Change,
        plan::FieldHeads,
    },
};

use crate::{
    Reader, Result,
    merge::{branch::DeviceLine, union::LISTED},
};

/// A field: the row of its subject, and its key.
pub(crate) type FieldRow = (i64, String);

/// The act that a line ends with.
pub(super) struct LineEnd {
    pub(super) line: DeviceLine,
    pub(super) hash: ActHash,
    /// The first counter that may follow.
    pub(super) counter: u64,
}

/// The fields that arriving changes are written to.
#[derive(Default)]
pub(crate) struct ArrivingFields {
    pub(super) heads: BTreeMap<FieldRow, FieldHeads>,
    /// Bytes of their values, and something for each.
    pub(super) weight: usize,
    /// Fields that are settled when all has arrived.
    pub(super) unsettled: BTreeSet<FieldRow>,
    /// Names under which a stamp may mean several changes.
    pub(super) branched: BTreeSet<DeviceId>,
    /// Counters of this parcel stay below.
    pub(crate) furthest: u64,
    /// What the last act of each device was, as it was written, where nothing stands
    /// behind it: acts mostly arrive in the order in which they were done, and of one
    /// that stands behind such an end nothing has to be looked up.
    pub(super) ends: BTreeMap<DeviceId, LineEnd>,
    /// Fields whose heads say another value than the tables show.
    pub(super) unshown: BTreeSet<FieldRow>,
    /// What they showed before the first change, at most [`LISTED`].
    pub(super) before: BTreeMap<FieldRow, Option<String>>,
}

impl ArrivingFields {
    /// For acts whose counters stay below.
    pub(crate) fn up_to(furthest: u64) -> Self {
        Self { furthest, ..Self::default() }
    }

    /// The line whose end an act stands behind: so it is not known here either.
    pub(super) fn end_before(&self, act: &ChainedAct) -> Option<DeviceLine> {
        let first = act.act.first;
        let end = self.ends.get(&first.device)?;
        (end.line.is_end && end.hash == act.previous && end.counter <= first.counter).then_some(end.line)
    }

    /// Whether a change says what it replaces by a name that may mean several.
    pub(super) fn is_unclear(&self, field: &FieldRow, change: &Change) -> bool {
        self.unsettled.contains(field) || change.replaces.iter().any(|it| self.branched.contains(&it.device))
    }

    /// A field that is settled when all has arrived.
    pub(crate) fn show_later(&mut self, reader: &Reader<'_>, field: FieldRow) -> Result<()> {
        if self.unsettled.insert(field.clone()) {
            let before = reader.field_heads(field.0, &field.1)?.pop().and_then(|it| it.value);
            self.heads.remove(&field);
            self.unshown.remove(&field);
            self.keep_before(field, before);
        }
        Ok(())
    }

    /// Changes have got another name: nothing that was kept of them is true any more.
    pub(super) fn forget(&mut self, reader: &Reader<'_>, moved: BTreeSet<FieldRow>) -> Result<()> {
        self.heads.clear();
        self.ends.clear();
        self.branched = reader.branched_names()?;
        moved.into_iter().try_for_each(|it| self.show_later(reader, it))
    }

    /// A field shows another value than before; the tables learn it later.
    pub(super) fn showed(&mut self, field: FieldRow, before: Option<String>) {
        self.unshown.insert(field.clone());
        self.keep_before(field, before);
    }

    fn keep_before(&mut self, field: FieldRow, before: Option<String>) {
        if self.before.len() < LISTED {
            self.before.entry(field).or_insert(before);
        }
    }

    pub(super) fn heads(
        &mut self,
        reader: &Reader<'_>,
        field: &FieldRow,
        arriving: &Change,
    ) -> Result<&mut FieldHeads> {
        let weigh = |value: Option<&str>| value.map_or(0, str::len) + 128;
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
