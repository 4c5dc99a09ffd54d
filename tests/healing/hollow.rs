//! Acts of which nothing is left: their places stay, the later ones keep their hashes, and
//! nobody gets a fork or a conflict of it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use super::*;
use crate::kit::{Cast, FixedEnv, copy_folder};

/// Takes the rows of acts away behind the program's back, and every backup with them.
fn lose(laptop: &mut Laptop, acts: &[i64], changes: bool) {
    take_rows(laptop, acts, changes);
    laptop.open().unwrap();
}

/// The same, and leaves the registry closed.
fn take_rows(laptop: &mut Laptop, acts: &[i64], changes: bool) {
    laptop.close();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    let it = database(laptop);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    for act in acts {
        if changes {
            it.execute("DELETE FROM replaced WHERE by IN (SELECT id FROM change WHERE act = ?1)", [act]).unwrap();
            it.execute("DELETE FROM change WHERE act = ?1", [act]).unwrap();
        }
        assert_eq!(it.execute("DELETE FROM act WHERE id = ?1", [act]).unwrap(), 1);
    }
}

/// What an officer does: the health check, what is shown made anew, the program opened
/// again, what is told read and confirmed.
fn see_to(laptop: &mut Laptop) -> Vec<registry::LossCause> {
    let _ = laptop.run_doctor(&mut Unwatched);
    let _ = laptop.rebuild_tables(&mut Unwatched);
    laptop.open().unwrap();
    let view = laptop.run_doctor(&mut Unwatched).unwrap();
    assert!(view.healthy, "{:?}", view.problems);
    let told = laptop.show_registry().unwrap().losses.iter().map(|it| it.cause).collect();
    laptop.confirm_losses().unwrap();
    laptop.run_doctor(&mut Unwatched).unwrap();
    assert_eq!(laptop.show_registry().unwrap().losses, [], "told once");
    told
}

/// Two laptops with work of both on each, and what the first one has that the other has
/// not got yet.
fn of_two() -> (Cast, String) {
    let cast = Cast::new();
    let (own, other) = (&cast.laptop_a, &cast.laptop_b);
    let id = own.register("Pelita");
    own.edit(&id, "tujuan", "Turun 15 persen");
    own.carry_to(other);
    other.edit(&id, "hasil", "kerja rekan");
    other.edit(&id, "manfaat", "Gizi");
    other.edit(&id, "hasil", "kerja rekan lagi");
    other.carry_to(own);
    own.edit(&id, "tujuan", "Turun 20 persen");
    own.choose(&id, "SID-16", 2).unwrap();
    own.edit(&id, "tujuan", "Turun 25 persen");
    own.carry_to(other);
    own.edit(&id, "tujuan", "Turun 30 persen");
    (cast, id)
}

fn rows(laptop: &Laptop) -> Vec<(i64, String)> {
    let it = database(laptop);
    let mut statement = it.prepare("SELECT id, hex(hash) FROM act ORDER BY id").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

fn n_branch(laptop: &Laptop) -> i64 {
    let sql = "SELECT count(*) FROM device WHERE original IS NOT NULL";
    database(laptop).query_row(sql, [], |row| row.get(0)).unwrap()
}

/// A registry with what its acts are, and a colleague's that has all but the last.
struct Office {
    image: PathBuf,
    image_b: PathBuf,
    acts: Vec<(i64, String)>,
    id: String,
}

/// Acts of an office that are lost, with their changes or without.
struct LostActs {
    rows: Vec<i64>,
    changes: bool,
}

/// Loses acts on one laptop, and lets it meet others. Whether it told of hollow places.
fn lose_and_meet(office: &Office, lost: &LostActs, machine: u64) -> bool {
    let Office { image, image_b, acts, id } = office;
    let case = format!("acts {:?}, with their changes: {}", lost.rows, lost.changes);
    let copy = |of: &Path, machine| Laptop::unopened(FixedEnv::new(machine), |to| copy_folder(of, to));
    let mut own = copy(image, machine);
    lose(&mut own, &lost.rows, lost.changes);
    let told = see_to(&mut own);
    let left: BTreeSet<String> = acts.iter().filter(|it| !lost.rows.contains(&it.0)).map(|it| it.1.clone()).collect();
    assert!(left.is_subset(&own.hashes()), "{case}: an act got another hash");
    own.edit(id, "catatan", "terus bekerja");
    // Somebody who has nothing, and passes it on.
    let (fresh, further) = (Laptop::new(machine + 1), Laptop::new(machine + 2));
    for (from, to) in [(&own, &fresh), (&fresh, &further)] {
        let view = from.carry_to(to);
        for code in [NoticeCode::ParcelBranches, NoticeCode::ParcelActsWaiting, NoticeCode::ParcelActsUnfit] {
            assert_eq!(said(&view.notices, code).len(), 0, "{case}: {:?}", view.notices);
        }
        to.carry_to(from);
        assert_same(&from.tables(), &to.tables(), &case);
        to.assert_healthy();
    }
    // Somebody who has nearly everything.
    let mut other = copy(image_b, machine + 3);
    other.open().unwrap();
    let view = own.carry_to(&other);
    assert_eq!(said(&view.notices, NoticeCode::ParcelBranches).len(), 0, "{case}: {:?}", view.notices);
    let conflicts = other.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 0, "{case}: {conflicts:?}");
    other.assert_healthy();
    // Whoever has the lost acts fills their places.
    for (from, to) in [(&other, &own), (&fresh, &own), (&own, &further), (&further, &fresh), (&fresh, &other)] {
        from.carry_to(to);
    }
    for laptop in [&own, &further, &fresh, &other] {
        assert_same(&own.dump(), &laptop.dump(), &case);
        assert_eq!(laptop.show_registry().unwrap().n_conflict, 0, "{case}");
        laptop.assert_healthy();
    }
    let last = acts.last().unwrap().0;
    if !lost.rows.contains(&last) {
        let all: BTreeSet<String> = acts.iter().map(|it| it.1.clone()).collect();
        assert!(all.is_subset(&fresh.hashes()), "{case}: whoever had nothing has the lost acts too");
        assert_eq!(own.value(id, "tujuan").as_deref(), Some("Turun 30 persen"), "{case}");
    }
    assert_eq!(n_branch(&own), 0, "{case}");
    told.contains(&registry::LossCause::Hollow)
}

#[test]
fn whichever_acts_are_lost_the_others_keep_their_hashes_and_nobody_gets_a_fork() {
    let (mut cast, id) = of_two();
    let office =
        Office { image: cast.laptop_a.image(), image_b: cast.laptop_b.image(), acts: rows(&cast.laptop_a), id };
    let all: Vec<i64> = office.acts.iter().map(|it| it.0).collect();
    let runs = [1, 2, 3].into_iter().flat_map(|n| all.windows(n));
    let cases: Vec<LostActs> =
        runs.flat_map(|it| [true, false].map(|changes| LostActs { rows: it.to_vec(), changes })).collect();
    // Side by side, since most of the time they wait for the disk.
    let (next, n_hollow) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(it) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            n_hollow.fetch_add(usize::from(lose_and_meet(&office, it, 7)), Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| (0..3).for_each(|_| drop(scope.spawn(work))));
    assert!(cases.len() > 50 && n_hollow.load(Ordering::Relaxed) > 10, "{n_hollow:?} of {}", cases.len());
}

#[test]
fn a_lost_act_is_told_as_a_loss_until_somebody_has_confirmed_it() {
    let (mut cast, _) = of_two();
    let own = &mut cast.laptop_a;
    let edit = "SELECT act FROM change WHERE value = 'Turun 20 persen'";
    let act: i64 = database(own).query_row(edit, [], |row| row.get(0)).unwrap();
    lose(own, &[act], true);
    own.close();
    let told = cli::run(&own.folder(), ["doctor"]);
    assert!(told.stdout.contains("hilang dari riwayat"), "{told:?}");
    let _ = cli::run(&own.folder(), ["doctor", "--rebuild"]);
    for words in [["list"], ["doctor"], ["losses"]] {
        let told = cli::run(&own.folder(), words);
        assert_eq!(told.code, Some(5), "{words:?}: {told:?}");
        let text = told.stdout + &told.stderr;
        assert!(text.contains("Di 1 tempat") && text.contains("Petugas 2"), "how many, and whose: {text}");
        assert!(text.contains("bertanggal"), "since when: {text}");
    }
    assert_eq!(cli::run(&own.folder(), ["losses", "--confirm"]).code, Some(0));
    for words in [["list"], ["doctor"], ["losses"]] {
        assert_eq!(cli::run(&own.folder(), words).code, Some(0), "{words:?}");
    }
    // A colleague has it: after that nothing speaks of it any more.
    own.open().unwrap();
    cast.laptop_b.carry_to(own);
    let view = own.assert_healthy();
    assert_eq!(said(&view.remarks, NoticeCode::DoctorHollow).len(), 0);
    assert_eq!(own.run_doctor(&mut Unwatched).unwrap().problems, []);
}

#[test]
fn a_hollow_place_hides_nothing_that_is_there_and_counts_only_under_the_hash_that_is_named() {
    let (cast, id) = of_two();
    let (own, other) = (&cast.laptop_a, &cast.laptop_b);
    let before = other.dump();
    let hollowed = |hash: Option<&str>| {
        let parcel = own.write_parcel();
        let hash = hash.map(str::to_owned);
        rewrite_acts(&parcel, |it| {
            if it["changes"][0]["value"] == "Turun 20 persen" {
                it["changes"] = serde_json::json!([]);
                it["previous"] = "f".repeat(64).into();
                if let Some(hash) = &hash {
                    it["hash"] = hash.as_str().into();
                }
            }
            it["changes"][0]["value"] != "Turun 30 persen"
        });
        parcel
    };
    // Who has the act keeps it.
    let view = other.accept(&hollowed(None)).unwrap();
    assert_eq!(view.n_new, 0);
    assert_same(&before, &other.dump(), "an act that is there wins over a hollow place");
    // Under another hash nothing stands behind it: what does waits.
    let fresh = Laptop::new(5);
    let view = fresh.accept(&hollowed(Some(&"a".repeat(64)))).unwrap();
    assert_eq!(said(&view.notices, NoticeCode::ParcelActsWaiting).len(), 1, "{:?}", view.notices);
    assert_eq!(fresh.value(&id, "tujuan").as_deref(), Some("Turun 15 persen"));
    fresh.assert_healthy();
    // Under its own it is a place, and the act itself comes back to it.
    let view = fresh.accept(&hollowed(None)).unwrap();
    assert_eq!(said(&view.notices, NoticeCode::ParcelActsLost), ["1"], "{:?}", view.notices);
    assert_eq!(fresh.value(&id, "tujuan").as_deref(), Some("Turun 25 persen"));
    assert_eq!(fresh.show_registry().unwrap().n_conflict, 0);
    exchange(&[own, other, &fresh]);
    fresh.assert_healthy();
}

#[test]
fn a_lost_act_comes_back_from_an_older_backup_though_newer_acts_are_here() {
    let (mut cast, id) = of_two();
    let own = &mut cast.laptop_a;
    own.make_backup(&mut Unwatched).unwrap();
    own.edit(&id, "catatan", "sesudah cadangan");
    let before = own.dump();
    own.close();
    let it = database(own);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    let act = "(SELECT act FROM change WHERE value = 'Turun 20 persen')";
    it.execute(&format!("DELETE FROM replaced WHERE by IN (SELECT id FROM change WHERE act = {act})"), []).unwrap();
    it.execute(&format!("DELETE FROM act WHERE id = {act}"), []).unwrap();
    it.execute("DELETE FROM change WHERE value = 'Turun 20 persen'", []).unwrap();
    drop(it);
    own.open().unwrap();
    let view = own.run_doctor(&mut Unwatched).unwrap();
    assert_eq!(said(&view.problems, NoticeCode::DoctorBackupMore), ["1"], "{:?}", view.problems);
    let after = own.rebuild_tables(&mut Unwatched).unwrap().view;
    assert!(after.healthy, "{:?}", after.problems);
    assert_same(&before, &own.dump(), "as it was");
    assert_eq!(own.show_registry().unwrap().losses, [], "what is whole again is not told");
}

/// The last act of this laptop, with a colleague's behind it: no counter tells of it.
#[test]
fn the_last_act_of_a_laptop_is_missed_though_others_came_in_behind_it() {
    let (mut cast, id) = of_two();
    let own = &mut cast.laptop_a;
    own.carry_to(&cast.laptop_b);
    cast.laptop_b.edit(&id, "hasil", "paling akhir");
    cast.laptop_b.carry_to(own);
    let name = own.device();
    let edit = "SELECT act FROM change WHERE value = 'Turun 30 persen'";
    let act: i64 = database(own).query_row(edit, [], |row| row.get(0)).unwrap();
    take_rows(own, &[act], true);
    // Also to whoever only wants to read.
    assert_eq!(cli::run(&own.folder(), ["list"]).code, Some(5));
    own.open().unwrap();
    let losses = own.show_registry().unwrap().losses;
    assert_eq!(losses.len(), 1, "{losses:?}");
    assert_ne!(own.device(), name, "a colleague has an act that stands there");
    see_to(own);
    own.edit(&id, "catatan", "terus");
    assert_eq!(said(&own.carry_to(&cast.laptop_b).notices, NoticeCode::ParcelBranches).len(), 0);
    exchange(&[own, &cast.laptop_b]);
    assert_eq!(own.value(&id, "tujuan").as_deref(), Some("Turun 30 persen"));
    assert_eq!(own.show_registry().unwrap().n_conflict, 0);
    own.assert_healthy();
}
