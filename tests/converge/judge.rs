//! What must be true once everybody has heard of everything.

use std::collections::BTreeMap;

use registry::{Basis, progress::Unwatched};
use serde::Serialize;

use super::{
    acts::YEARS,
    deliveries,
    world::{World, name},
};
use crate::kit::{Laptop, assert_same};

/// The end: nothing is lost, a newcomer who has only the parcels shows what all show, and
/// taking everything in once more changes nothing.
pub fn end(world: &mut World) {
    deliveries::exchange_all(world).unwrap();
    let owed = world.owed();
    for (who, known) in world.known.iter().enumerate() {
        let missing: Vec<_> = owed.difference(known).map(|it| &world.acknowledged[it]).collect();
        assert!(missing.is_empty(), "{} never got {} acts, the first: {}", name(who), missing.len(), missing[0]);
    }
    same_everywhere(world);
    // Tables made from history alone, in one go and by somebody who saw none of it happen.
    let newcomer = Laptop::new(99);
    world.join(newcomer, "the newcomer");
    deliveries::exchange(world).unwrap();
    same_everywhere(world);
}

/// All laptops hold the same and show the same, and each is healthy: its tables are what
/// history says, its history is chained, its bytes are sound.
pub fn same_everywhere(world: &World) {
    let mut first = None;
    for (who, laptop) in world.laptops.iter().enumerate() {
        // What somebody may do next hangs on who he says he is, which stays on his copy.
        laptop.set_role("officer").unwrap();
        // As it is done beside the first screen: what came back with its bytes is told too.
        laptop.look_at_bukti(&mut Unwatched).unwrap();
        laptop.assert_healthy();
        let shown = laptop.dump() + &beside(laptop);
        match &first {
            None => first = Some(shown),
            Some(first) => assert_same(first, &shown, &format!("{} and {}", name(0), name(who))),
        }
    }
}

/// What the dump of a laptop leaves to others: skor on every basis in every year, lists.
fn beside(laptop: &Laptop) -> String {
    let mut shown = BTreeMap::new();
    let mut put = |what: &str, view: &dyn erased::Shown| drop(shown.insert(what.to_owned(), view.text()));
    for year in YEARS {
        for basis in Basis::ALL {
            put(&format!("score {year} {basis}"), &laptop.score(year, basis).unwrap());
        }
    }
    put("years", &laptop.show_years().unwrap());
    put("perangkat_daerah", &laptop.list_perangkat_daerah().unwrap());
    put("penghargaan", &laptop.list_penghargaan(None).unwrap());
    put("duplicates", &laptop.list_duplicates(true).unwrap());
    shown.iter().map(|(what, text)| format!("== {what}\n{text}\n")).collect()
}

mod erased {
    /// Any view as text.
    pub trait Shown {
        fn text(&self) -> String;
    }

    impl<T: super::Serialize> Shown for T {
        fn text(&self) -> String {
            serde_json::to_string_pretty(self).unwrap()
        }
    }
}
