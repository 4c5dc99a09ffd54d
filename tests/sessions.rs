//! Whatever is done in whatever sessions, this copy stays the device it is, unless its
//! database really was put back; and taking back reaches over restarts.

use std::{collections::BTreeSet, fs};

use proptest::prelude::*;

use crate::kit::{Laptop, proptest_config};

#[derive(Debug, Clone, Copy)]
enum Did {
    Edit,
    SameValue,
    SameChoice,
    Role,
    Person,
    SavedView,
    Note,
    OwnParcel,
    OldNews,
    Undo,
    Close,
    Keep,
    PutBack,
}

fn did() -> impl Strategy<Value = Did> {
    use Did::{
        Close, Edit, Keep, Note, OldNews, OwnParcel, Person, PutBack, Role, SameChoice, SameValue, SavedView, Undo,
    };
    prop::sample::select(vec![
        Edit, Edit, SameValue, SameChoice, Role, Person, SavedView, Note, OwnParcel, OldNews, Undo, Close, Close,
        Close, Keep, PutBack,
    ])
}

fn device(laptop: &Laptop) -> String {
    laptop.show_registry().unwrap().device.to_string()
}

fn run(steps: &[Did]) {
    let mut laptop = Laptop::new(1);
    let colleague = Laptop::new(2);
    colleague.register("Dari rekan");
    let news = colleague.write_parcel();
    let id = laptop.register("Milik sendiri");
    laptop.choose(&id, "SID-16", 1).unwrap();
    laptop.accept(&news).unwrap();
    let database = laptop.folder().join("registry.sqlite3");
    let stick = laptop.path("stik.sqlite3");

    let mut now = device(&laptop);
    let mut known = BTreeSet::from([now.clone()]);
    // Acts of this device that can be taken back, as the stick has them too.
    let (mut depth, mut kept, mut written_since) = (2, None, false);
    for (n, step) in steps.iter().enumerate() {
        match step {
            Did::Edit => {
                laptop.edit(&id, "tujuan", &format!("ke-{n}"));
                depth += 1;
                written_since = true;
            }
            Did::SameValue => laptop.edit(&id, "nama", "Milik sendiri"),
            Did::SameChoice => drop(laptop.choose(&id, "SID-16", 1)),
            Did::Role => drop(laptop.set_role(if n % 2 == 0 { "verifier" } else { "opd" })),
            Did::Person => drop(laptop.set_person(&format!("Petugas {n}")).unwrap()),
            Did::SavedView => drop(laptop.keep_saved_view(&format!("tampilan {n}"), "{}")),
            Did::Note => drop(laptop.keep_note(&id, "catatan")),
            Did::OwnParcel => drop(laptop.accept(&laptop.write_parcel()).unwrap()),
            Did::OldNews => drop(laptop.accept(&news).unwrap()),
            Did::Undo if depth > 2 => {
                laptop.undo().unwrap();
                depth -= 1;
                written_since = true;
            }
            Did::Undo => {}
            Did::Close => laptop.open().unwrap(),
            Did::Keep => {
                laptop.close();
                fs::copy(&database, &stick).unwrap();
                laptop.open().unwrap();
                (kept, written_since) = (Some((now.clone(), depth)), false);
            }
            Did::PutBack => {
                let Some((device_then, depth_then)) = kept.clone() else { continue };
                laptop.close();
                fs::copy(&stick, &database).unwrap();
                laptop.open().unwrap();
                if written_since {
                    now = device(&laptop);
                    assert!(known.insert(now.clone()), "stamps are given twice after {:?}", &steps[..=n]);
                    depth = 2;
                } else {
                    (now, depth) = (device_then, depth_then);
                }
            }
        }
        assert_eq!(device(&laptop), now, "after {:?}", &steps[..=n]);
    }
    laptop.open().unwrap();
    assert_eq!(device(&laptop), now, "after {steps:?}");
    for _ in 2..depth {
        laptop.undo().unwrap_or_else(|error| panic!("{error} after {steps:?}"));
    }
}

proptest! {
    #![proptest_config(proptest_config(24, "sessions.regressions"))]

    #[test]
    fn only_a_database_that_was_put_back_makes_another_device(steps in prop::collection::vec(did(), 1..14)) {
        run(&steps);
    }
}

#[test]
fn each_session_that_changes_nothing_keeps_the_device_and_the_way_back() {
    for step in [
        Did::SameValue,
        Did::SameChoice,
        Did::Role,
        Did::Person,
        Did::SavedView,
        Did::Note,
        Did::OwnParcel,
        Did::OldNews,
        Did::Close,
    ] {
        run(&[Did::Edit, Did::Close, step, Did::Close, step, Did::Close]);
    }
}

#[test]
fn a_database_that_was_put_back_becomes_another_device_once() {
    run(&[Did::Keep, Did::Edit, Did::PutBack, Did::Close, Did::Role, Did::Close, Did::Edit, Did::Close]);
}

/// The lock of a program that was ended by force goes when the system has come to it.
#[test]
fn a_start_waits_a_moment_for_a_lock_that_is_let_go() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Pelita");
    laptop.close();
    let held = std::fs::File::options().read(true).write(true).open(laptop.folder().join("registry.lock")).unwrap();
    held.lock().unwrap();
    let release = std::thread::spawn(move || {
        std::thread::park_timeout(std::time::Duration::from_millis(600));
        drop(held);
    });
    laptop.open().unwrap();
    release.join().unwrap();
    laptop.edit(&id, "tujuan", "terus");
    // Whoever has it open keeps it: the other is told, and is not kept for long.
    let begun = std::time::Instant::now();
    let told = registry::Registry::open(&laptop.folder(), Box::new(laptop.env.clone())).err().unwrap();
    assert_eq!(told.reason, registry::Reason::RegistryLocked);
    assert!(begun.elapsed() > std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
    laptop.edit(&id, "tujuan", "terus juga");
}
