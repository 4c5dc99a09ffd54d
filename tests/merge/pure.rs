//! Laptops that are nothing but sets of changes and the rules of `domain::merge::plan`.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::DeviceId,
    merge::{
        change::{Change, Stamp},
        plan::{FieldEffect, KnownChange, Settled, plan_field, same_change, settle, settle_removal},
    },
};
use uuid::Uuid;

use super::{Act, FIELD, Player, State};

#[derive(Default)]
pub struct Laptops([Laptop; 3]);

#[derive(Default, Clone)]
struct Laptop {
    counter: u64,
    changes: BTreeMap<Stamp, Change>,
}

impl Laptop {
    fn of<'a>(&'a self, field: &'a str) -> Vec<KnownChange<'a>> {
        self.changes.values().filter(|it| it.field == field).map(KnownChange::from).collect()
    }

    fn settled(&self, field: &str) -> Settled {
        settle(&self.of(field))
    }

    fn fields(&self) -> BTreeSet<String> {
        self.changes.values().map(|it| it.field.clone()).collect()
    }

    fn heads(&self, wanted: impl Fn(&str) -> bool) -> Vec<Stamp> {
        self.fields().iter().filter(|it| wanted(it)).flat_map(|it| self.settled(it).heads).collect()
    }

    fn put(&mut self, who: usize, field: &str, value: Option<&str>, replaces: Vec<Stamp>) {
        self.counter += 1;
        // Like the real ones, devices of later laptops are greater.
        let stamp = Stamp { counter: self.counter, device: DeviceId(Uuid::from_u128(who as u128 + 1)) };
        let (subject, field, value) = ("inovasi".into(), field.into(), value.map(str::to_owned));
        self.changes.insert(stamp, Change { stamp, subject, field, value, replaces });
    }

    /// Writes a field unless its value stands alone already.
    fn write(&mut self, who: usize, field: &str, value: Option<&str>) {
        let settled = self.settled(field);
        let stands = settled.shown.as_deref() == value && settled.heads.len() <= 1;
        if !stands {
            self.put(who, field, value, settled.heads);
        }
    }

    fn set_removed(&mut self, who: usize, removed: bool) {
        let replaces = self.heads(|field| removed || field == "removed");
        self.put(who, "removed", removed.then_some("1"), replaces);
    }

    /// Takes changes in one by one, as the plan says, and holds the plan to account.
    fn take(&mut self, arriving: &[Change]) {
        for change in arriving {
            let known = self.of(&change.field);
            let before = settle(&known);
            let (after, effect) = plan_field(&known, &[KnownChange::from(change)]);
            match &effect {
                FieldEffect::Keeps => assert_eq!(before.shown, after.shown),
                FieldEffect::Takes { before: was, after: is } => {
                    assert_eq!((was, is), (&before.shown, &after.shown));
                }
                FieldEffect::Conflicts { heads, .. } => assert!(after.conflict && *heads == after.heads),
            }
            if let Some(same) = self.changes.get(&change.stamp) {
                assert!(same_change(same, change) && effect == FieldEffect::Keeps, "a repeat changes nothing");
            }
            self.changes.insert(change.stamp, change.clone());
            assert_eq!(self.settled(&change.field), after);
            self.counter = self.counter.max(change.stamp.counter);
        }
    }
}

impl Player for Laptops {
    fn play(&mut self, who: usize, act: Act<'_>) {
        let laptop = &mut self.0[who];
        match act {
            Act::Write(value) => laptop.write(who, FIELD, value),
            Act::Member(member, present) => laptop.write(who, member, present.then_some("1")),
            Act::Removed(removed) | Act::ChooseRemoved(removed) => laptop.set_removed(who, removed),
            Act::Choose(value) => {
                assert!(laptop.settled(FIELD).conflict, "there is nothing to choose from");
                laptop.write(who, FIELD, Some(value));
            }
            Act::CarryTo(to) => {
                // Backwards and with repeats: the order does not matter.
                let all: Vec<Change> = laptop.changes.values().rev().cloned().collect();
                self.0[to].take(&all);
                self.0[to].take(&all);
            }
        }
    }

    fn state(&self, who: usize) -> State {
        let laptop = &self.0[who];
        let settled = laptop.settled(FIELD);
        let members = laptop.fields().into_iter().filter(|it| it != FIELD && it != "removed");
        let members: Vec<(String, Settled)> = members.map(|it| (it.clone(), laptop.settled(&it))).collect();
        let own = laptop.settled("removed").heads;
        let own: Vec<KnownChange<'_>> = own.iter().map(|it| KnownChange::from(&laptop.changes[it])).collect();
        let removal = settle_removal(&own, &laptop.heads(|it| it != "removed"));
        let removing = own.iter().any(|it| it.value.is_some());
        let values = |heads: &[Stamp]| -> BTreeSet<String> {
            heads.iter().map(|it| laptop.changes[it].value.clone().unwrap_or_default()).collect()
        };
        State {
            conflict: settled.conflict.then(|| values(&settled.heads).into_iter().collect()),
            shown: settled.shown,
            urusan: members.iter().filter(|it| it.1.shown.is_some()).map(|it| it.0.clone()).collect(),
            removed: removal.removed,
            member_conflict: members.iter().any(|it| it.1.conflict),
            removal_open: removing && !removal.removed,
        }
    }
}
