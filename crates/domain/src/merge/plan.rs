//! Merging: which values of a field stand, decided purely.
//!
//! The heads of a field are its changes that no known change replaces. One head,
//! or several of equal value, is no conflict. Several different heads are a
//! conflict: the table shows the one with the greatest stamp and the officer
//! sees them all. A removal lists every head of its subject that it saw; a head
//! it did not see was written apart, and the removal does not win over it until
//! a person has chosen.

use std::collections::{BTreeMap, BTreeSet};

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

/// What accepting changes does to one field.
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
        /// The changes that a person chooses from, smallest stamp first.
        heads: Vec<Stamp>,
    },
}

/// Plans the arrival of changes at one field: the changes known here, and those
/// that arrive (which may repeat known ones).
pub fn plan_field(known: &[KnownChange<'_>], arriving: &[KnownChange<'_>]) -> (Settled, FieldEffect) {
    let before = settle(known);
    let all: Vec<KnownChange<'_>> = known.iter().chain(arriving).cloned().collect();
    let after = settle(&all);
    let effect = if after.conflict && after.heads != before.heads {
        FieldEffect::Conflicts { before: before.shown, shown: after.shown.clone(), heads: after.heads.clone() }
    } else if after.shown != before.shown {
        FieldEffect::Takes { before: before.shown, after: after.shown.clone() }
    } else {
        FieldEffect::Keeps
    };
    (after, effect)
}

/// Two changes with one stamp must be the same change. If not, a registry folder
/// was copied and both copies were worked in under one name.
pub fn same_change(a: &Change, b: &Change) -> bool {
    let set = |it: &Change| it.replaces.iter().copied().collect::<BTreeSet<Stamp>>();
    a.subject == b.subject && a.field == b.field && a.value == b.value && set(a) == set(b)
}
