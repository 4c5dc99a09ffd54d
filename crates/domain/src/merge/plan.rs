//! Merging: which values of a field stand, decided purely.
//!
//! The heads of a field are its changes that no known change replaces. One head,
//! or several of equal value, is no conflict. Several different heads are a
//! conflict: the table shows the one with the greatest stamp and the officer
//! sees them all. A removal lists every head of its subject that it saw; a head
//! it did not see was written apart, and the removal does not win over it until
//! a person has chosen.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::merge::change::{Change, Stamp};

/// What is known of one field of one subject after looking at all its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Unreplaced changes, smallest stamp first. Never empty for a known field.
    pub heads: Vec<Stamp>,
    /// Value of the head with the greatest stamp.
    pub shown: Option<String>,
    /// Whether the heads differ in value.
    pub conflict: bool,
}

/// A change as settling sees it.
#[derive(Clone, Debug)]
pub struct KnownChange<'a> {
    /// Its place in the order that all laptops agree on.
    pub stamp: Stamp,
    /// What it wrote; None where it cleared the field.
    pub value: Option<&'a str>,
    /// Stamps of the changes that its writer saw and overwrote.
    pub replaces: &'a [Stamp],
}

impl<'a> From<&'a Change> for KnownChange<'a> {
    fn from(it: &'a Change) -> Self {
        KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces: &it.replaces }
    }
}

/// Settles one field from all its known changes, in any order, with repeats.
pub fn settle(changes: &[KnownChange<'_>]) -> Settled {
    let by_stamp: BTreeMap<Stamp, &KnownChange<'_>> = changes.iter().map(|it| (it.stamp, it)).collect();
    let replaced: BTreeSet<Stamp> = by_stamp.values().flat_map(|it| it.replaces.iter().copied()).collect();
    let heads: Vec<&KnownChange<'_>> = by_stamp.values().filter(|it| !replaced.contains(&it.stamp)).copied().collect();
    let shown = heads.last().and_then(|it| it.value).map(str::to_owned);
    let conflict = heads.iter().any(|it| it.value != shown.as_deref());
    Settled { heads: heads.iter().map(|it| it.stamp).collect(), shown, conflict }
}

/// Whether a subject stands removed, given the heads of its `removed` field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Whether it is off the lists: every head says so, and nothing was written apart.
    pub removed: bool,
    /// Heads of other fields that the removal did not see.
    pub unseen: Vec<Stamp>,
}

/// Settles a removal. `heads` are the heads of the subject's `removed` field,
/// `others` the heads of all its other fields.
pub fn settle_removal(heads: &[KnownChange<'_>], others: &[Stamp]) -> Removal {
    let removing: Vec<&KnownChange<'_>> = heads.iter().filter(|it| it.value == Some("1")).collect();
    if removing.is_empty() {
        return Removal { removed: false, unseen: Vec::new() };
    }
    let seen: BTreeSet<Stamp> = removing.iter().flat_map(|it| it.replaces.iter().copied()).collect();
    let unseen: Vec<Stamp> = others.iter().copied().filter(|it| !seen.contains(it)).collect();
    // A restoration written apart, or an edit the remover never saw: a person
    // decides, and meanwhile nothing disappears.
    let agreed = removing.len() == heads.len() && unseen.is_empty();
    Removal { removed: agreed, unseen }
}

/// What the arrival of a change does to its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldEffect {
    /// The shown value stays.
    Keeps,
    /// The shown value changes without a conflict.
    Takes {
        /// Shown until now; None where the field was blank.
        before: Option<String>,
        /// Shown from now on; None where it is cleared.
        after: Option<String>,
    },
    /// Several values stand; a person must choose.
    Conflicts {
        /// Shown until now; None where the field was blank.
        before: Option<String>,
        /// Shown until a person has chosen: the value of the greatest stamp.
        shown: Option<String>,
    },
}

/// What is to be done when a change has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Whether it stands: no known change replaces it.
    pub is_head: bool,
    /// Changes that stood until now and that it replaces.
    pub retired: Vec<Stamp>,
    /// What the field shows of it.
    pub effect: FieldEffect,
}

/// The heads of one field, kept up to date as changes arrive: always what [`settle`]
/// finds in all changes that have arrived, without looking at those that are replaced.
/// So the thousandth change of a field costs as much as the second.
#[derive(Clone, Debug, Default)]
pub struct FieldHeads {
    heads: BTreeMap<Stamp, Option<Rc<str>>>,
    /// How many heads have each value: two people who wrote the same agree.
    values: BTreeMap<Option<Rc<str>>, usize>,
}

impl FieldHeads {
    /// Of the heads that stand so far.
    pub fn new<'a>(heads: impl IntoIterator<Item = (Stamp, Option<&'a str>)>) -> Self {
        let mut it = Self::default();
        for (stamp, value) in heads {
            it.add(stamp, value);
        }
        it
    }

    /// What the table shows: the value of the head with the greatest stamp.
    pub fn shown(&self) -> Option<&str> {
        self.heads.last_key_value().and_then(|it| it.1.as_deref())
    }

    /// Whether the heads differ in value.
    pub fn conflict(&self) -> bool {
        self.values.len() > 1
    }

    /// The heads, smallest stamp first.
    pub fn stamps(&self) -> impl Iterator<Item = Stamp> + '_ {
        self.heads.keys().copied()
    }

    /// Takes a change in. `is_replaced` says whether a known change of this field
    /// replaces it. One that is known already changes nothing.
    pub fn arrive(&mut self, change: &KnownChange<'_>, is_replaced: bool) -> Arrival {
        let before = self.heads.last_key_value().and_then(|it| it.1.clone());
        let retired: Vec<Stamp> = change.replaces.iter().copied().filter(|it| self.retire(*it)).collect();
        let is_new = !is_replaced && !self.heads.contains_key(&change.stamp);
        if is_new {
            self.add(change.stamp, change.value);
        }
        let text = |it: Option<&str>| it.map(str::to_owned);
        let effect = if self.conflict() && (is_new || !retired.is_empty()) {
            FieldEffect::Conflicts { before: text(before.as_deref()), shown: text(self.shown()) }
        } else if self.shown() != before.as_deref() {
            FieldEffect::Takes { before: text(before.as_deref()), after: text(self.shown()) }
        } else {
            FieldEffect::Keeps
        };
        Arrival { is_head: !is_replaced, retired, effect }
    }

    fn add(&mut self, stamp: Stamp, value: Option<&str>) {
        let value: Option<Rc<str>> = value.map(Rc::from);
        *self.values.entry(value.clone()).or_default() += 1;
        self.heads.insert(stamp, value);
    }

    fn retire(&mut self, stamp: Stamp) -> bool {
        let Some(value) = self.heads.remove(&stamp) else { return false };
        if let Some(n) = self.values.get_mut(&value) {
            *n -= 1;
            if *n == 0 {
                self.values.remove(&value);
            }
        }
        true
    }
}
