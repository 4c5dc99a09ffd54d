//! Laptops that are nothing but sets of changes and the rules of `domain::merge::plan`.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::DeviceId,
    merge::{
        change::{Change, Stamp},
        plan::{FieldEffect, FieldHeads, KnownChange, Settled, settle, settle_removal},
    },
};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Act, FIELD, Player, State, kit};

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
            let (before, after) = arrive(&known, change);
            if let Some(same) = self.changes.get(&change.stamp) {
                assert!(same == change && before == after, "a repeat changes nothing");
            }
            self.changes.insert(change.stamp, change.clone());
            assert_eq!(self.settled(&change.field), after);
            self.counter = self.counter.max(change.stamp.counter);
        }
    }
}

/// Lets a change arrive where others are known: the field before and after.
fn arrive(known: &[KnownChange<'_>], change: &Change) -> (Settled, Settled) {
    let before = settle(known);
    let value = |stamp: &Stamp| known.iter().find(|it| it.stamp == *stamp).and_then(|it| it.value);
    let mut heads = FieldHeads::new(before.heads.iter().map(|it| (*it, value(it))));
    let arrival = heads.arrive(&change.into(), known.iter().any(|it| it.replaces.contains(&change.stamp)));
    let after = Settled {
        heads: heads.stamps().collect(),
        shown: heads.shown().map(str::to_owned),
        conflict: heads.conflict(),
    };
    assert_eq!(arrival.is_head, after.heads.contains(&change.stamp));
    assert!(arrival.retired.iter().all(|it| before.heads.contains(it) && !after.heads.contains(it)));
    match &arrival.effect {
        FieldEffect::Keeps => assert_eq!(before.shown, after.shown),
        FieldEffect::Takes { before: was, after: is } => assert_eq!((was, is), (&before.shown, &after.shown)),
        FieldEffect::Conflicts { before: was, shown } => {
            assert!(after.conflict && (was, shown) == (&before.shown, &after.shown));
        }
    }
    (before, after)
}

/// Changes of one field as honest laptops write them: each replaces some before it.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one =
        (0..3_u64, 0..3_u128, prop::option::of(0..3_u8), prop::collection::vec(any::<prop::sample::Index>(), 0..3));
    prop::collection::vec(one, 1..16).prop_map(|all| {
        let mut made: Vec<Change> = Vec::new();
        for (leap, device, value, seen) in all {
            let device = DeviceId(Uuid::from_u128(device));
            let stamp = Stamp { counter: made.last().map_or(1, |it| it.stamp.counter + 1 + leap), device };
            let replaces =
                if made.is_empty() { Vec::new() } else { seen.iter().map(|it| it.get(&made).stamp).collect() };
            let value = value.map(|it| it.to_string());
            made.push(Change { stamp, subject: "daerah".into(), field: FIELD.into(), value, replaces });
        }
        made
    })
}

proptest! {
    #![proptest_config(kit::proptest_config(256, "merge.regressions"))]

    #[test]
    fn arriving_one_by_one_in_any_order_is_settling_all((order, n) in changes().prop_flat_map(|all| {
        let n = all.len();
        let twice: Vec<Change> = all.iter().chain(&all).cloned().collect();
        (Just(twice).prop_shuffle(), Just(n))
    })) {
        let mut known: Vec<Change> = Vec::new();
        for change in &order {
            let settled: Vec<KnownChange<'_>> = known.iter().map(KnownChange::from).collect();
            let (_, after) = arrive(&settled, change);
            known.push(change.clone());
            let all: Vec<KnownChange<'_>> = known.iter().map(KnownChange::from).collect();
            prop_assert_eq!(settle(&all), after);
        }
        prop_assert!(known.len() == 2 * n);
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
