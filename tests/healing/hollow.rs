//! Acts of which nothing is left: their places stay, the later ones keep their hashes, and
//! nobody gets a fork or a conflict of it.

use std::{collections::BTreeSet, fs};

use super::*;
use crate::kit::{Cast, FixedEnv, copy_folder};

/// Takes the rows of acts away behind the program's back, and every backup with them.
fn lose(laptop: &mut Laptop, acts: &[i64], changes: bool) {
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
    drop(it);
    laptop.open().unwrap();
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

#[test]
fn whichever_acts_are_lost_the_others_keep_their_hashes_and_nobody_gets_a_fork() {
    let (mut cast, id) = of_two();
    let image = cast.laptop_a.image();
    let all = rows(&cast.laptop_a);
    let image_b = cast.laptop_b.image();
    let n = i64::try_from(all.len()).unwrap();
    let mut n_hollow = 0;
    for changes in [true, false] {
        for (first, n_lost) in (1..=n).flat_map(|it| [(it, 1), (it, 2), (it, 3)]).filter(|it| it.0 + it.1 - 1 <= n) {
            let case = format!("{n_lost} acts from {first}, with their changes: {changes}");
            let own = &mut cast.laptop_a;
            own.close();
            fs::remove_dir_all(own.folder()).unwrap();
            copy_folder(&image, &own.folder());
            let lost: Vec<i64> = (first..first + n_lost).collect();
            lose(own, &lost, changes);
            let told = see_to(own);
            n_hollow += told.iter().filter(|it| **it == registry::LossCause::Hollow).count();
            let left: BTreeSet<String> = all.iter().filter(|it| !lost.contains(&it.0)).map(|it| it.1.clone()).collect();
            assert!(left.is_subset(&own.hashes()), "{case}: an act got another hash");
            own.edit(&id, "catatan", "terus bekerja");
            // Somebody who has nothing, and passes it on.
            let (fresh, further) = (Laptop::new(7), Laptop::new(8));
            for (from, to) in [(&*own, &fresh), (&fresh, &further)] {
                let view = from.carry_to(to);
                for code in [NoticeCode::ParcelBranches, NoticeCode::ParcelActsWaiting, NoticeCode::ParcelActsUnfit] {
                    assert_eq!(said(&view.notices, code).len(), 0, "{case}: {:?}", view.notices);
                }
                to.carry_to(from);
                assert_same(&from.tables(), &to.tables(), &case);
                to.assert_healthy();
            }
            // Somebody who has nearly everything.
            let mut other = Laptop::unopened(FixedEnv::new(9), |to| copy_folder(&image_b, to));
            other.open().unwrap();
            let view = own.carry_to(&other);
            assert_eq!(said(&view.notices, NoticeCode::ParcelBranches).len(), 0, "{case}: {:?}", view.notices);
            assert_eq!(other.show_registry().unwrap().n_conflict, 0, "{case}");
            other.assert_healthy();
            // Whoever has the lost acts fills their places.
            exchange(&[own, &fresh, &further, &other]);
            for laptop in [&*own, &fresh, &further, &other] {
                assert_eq!(laptop.show_registry().unwrap().n_conflict, 0, "{case}");
                laptop.assert_healthy();
            }
            let is_back = lost.iter().all(|it| it < &n);
            if is_back {
                let has: BTreeSet<String> = all.iter().map(|it| it.1.clone()).collect();
                assert!(has.is_subset(&fresh.hashes()), "{case}: whoever had nothing has the lost acts too");
                assert_eq!(own.value(&id, "tujuan").as_deref(), Some("Turun 30 persen"), "{case}");
            }
            assert_eq!(n_branch(own), 0, "{case}");
        }
    }
    assert!(n_hollow > 10, "{n_hollow}");
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
        assert!(text.contains("Di 1 tempat") && text.contains("Petugas 1"), "how many, and whose: {text}");
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
    lose(own, &[act], true);
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
