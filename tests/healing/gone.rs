//! Rows of history that are gone from the disk: acts, with their changes or without.

use super::*;
use crate::kit::Cast;

/// A laptop with the work of a colleague among its own, all of it in a backup.
fn of_two() -> Cast {
    let cast = Cast::new();
    let (own, other) = (&cast.laptop_a, &cast.laptop_b);
    let id = own.register("Pelita");
    own.edit(&id, "tujuan", "Turun 15 persen");
    own.carry_to(other);
    other.edit(&id, "hasil", "kerja rekan");
    other.edit(&id, "tujuan", "Turun 20 persen");
    own.choose(&id, "SID-16", 2).unwrap();
    other.carry_to(own);
    own.attach(&id, "SID-16", &own.file("sk.pdf", "%PDF sk")).unwrap();
    own.register("Kado");
    own.edit(&id, "manfaat", "Gizi");
    own.make_backup(&mut Unwatched).unwrap();
    cast
}

/// Takes the rows of acts from `first` on away behind the program's back.
fn take_away(database: &Connection, first: i64, n: i64, changes: bool) {
    database.pragma_update(None, "foreign_keys", false).unwrap();
    let which = "SELECT id FROM act WHERE id >= ?1 AND id < ?1 + ?2";
    if changes {
        let of = format!("DELETE FROM replaced WHERE by IN (SELECT id FROM change WHERE act IN ({which}))");
        database.execute(&of, [first, n]).unwrap();
        database.execute(&format!("DELETE FROM change WHERE act IN ({which})"), [first, n]).unwrap();
    }
    assert!(database.execute(&format!("DELETE FROM act WHERE id IN ({which})"), [first, n]).unwrap() > 0);
}

#[test]
fn acts_whose_rows_are_gone_come_back_from_a_backup() {
    let mut cast = of_two();
    let laptop = &mut cast.laptop_a;
    let (before, image) = (laptop.dump(), laptop.image());
    let last: i64 = database(laptop).query_row("SELECT max(id) FROM act", [], |row| row.get(0)).unwrap();
    for (n, changes) in [(1, true), (1, false), (2, true), (3, false)] {
        for first in 1..=last {
            let case = format!("{n} acts from {first}, with their changes: {changes}");
            laptop.put_back(&image);
            laptop.close();
            take_away(&database(laptop), first, n, changes);
            laptop.open().unwrap();
            let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
            assert!(after.healthy && !after.rebuildable, "{case}: {:?}", after.problems);
            assert_same(&before, &laptop.dump(), &case);
        }
    }
    // Nothing of it is a fork: the work of both goes on.
    let Cast { office, laptop_a, laptop_b } = &cast;
    exchange(&[office, laptop_a, laptop_b]);
    laptop_a.assert_healthy();
}

#[test]
fn what_only_a_backup_holds_is_told_before_anything_is_shown_anew() {
    let mut cast = of_two();
    let laptop = &mut cast.laptop_a;
    laptop.close();
    let colleague = "SELECT act FROM change WHERE value = 'Turun 20 persen'";
    let act: i64 = database(laptop).query_row(colleague, [], |row| row.get(0)).unwrap();
    take_away(&database(laptop), act, 1, true);
    let told = cli::run(&laptop.folder(), ["doctor"]);
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("1 tindakan yang tidak ada lagi di sini"), "{told:?}");
    let mended = cli::run(&laptop.folder(), ["doctor", "--rebuild"]);
    assert_eq!(mended.code, Some(0), "{mended:?}");
    laptop.open().unwrap();
    let id = laptop.find_inovasi("Pelita").unwrap();
    assert_eq!(laptop.value(id, "tujuan").as_deref(), Some("Turun 20 persen"));
}

/// A person must know of acts that are not whole, whoever asks what is missing; what is
/// whole again is not told any more.
#[test]
fn acts_that_are_gone_are_told_as_missing_until_they_are_back() {
    let mut cast = of_two();
    let laptop = &mut cast.laptop_a;
    let image = laptop.image();
    let edit = "SELECT act FROM change WHERE value = 'Turun 15 persen'";
    for changes in [false, true] {
        laptop.put_back(&image);
        laptop.close();
        let act: i64 = database(laptop).query_row(edit, [], |row| row.get(0)).unwrap();
        take_away(&database(laptop), act, 1, changes);
        if changes {
            // Only the hashes behind it can tell: nobody reckons them at every start.
            assert_eq!(cli::run(&laptop.folder(), ["doctor"]).code, Some(5));
        }
        let told = cli::run(&laptop.folder(), ["losses"]);
        assert_eq!(told.code, Some(5), "{told:?}");
        // What can still be read of it, or nothing but its place.
        let words = if changes { "Di 1 tempat, tindakan hilang" } else { "1 catatan riwayat tidak utuh" };
        assert!(told.stdout.contains(words), "{told:?}");
        let told_by_all = if changes { Some(5) } else { Some(0) };
        assert_eq!(cli::run(&laptop.folder(), ["list"]).code, told_by_all, "it keeps nobody from his work");
        // What the sentence says to do.
        assert!(told.stdout.contains("prakarsa doctor --rebuild"));
        assert_eq!(cli::run(&laptop.folder(), ["doctor", "--rebuild"]).code, told_by_all);
        let ended = cli::run(&laptop.folder(), ["losses"]);
        assert_eq!((ended.code, ended.stdout.contains(words)), (Some(0), false), "{ended:?}");
    }
}

#[test]
fn whoever_history_says_nothing_of_is_nobody() {
    let ghost = "019f0000-0000-7000-8000-00000000beef";
    for table in ["inovasi", "bukti", "penghargaan", "perangkat_daerah", "snapshot"] {
        for of_a_subject in [true, false] {
            let (mut laptop, _) = worked_in();
            let before = laptop.dump();
            laptop.close();
            let it = database(&laptop);
            it.pragma_update(None, "foreign_keys", false).unwrap();
            if of_a_subject {
                it.execute("INSERT INTO subject (key) VALUES (?1)", [format!("{table}:{ghost}")]).unwrap();
            }
            let row = if of_a_subject { "max(id)" } else { "max(id) + 700" };
            it.execute(&format!("INSERT INTO {table} (subject, id) SELECT {row}, ?1 FROM subject"), [ghost]).unwrap();
            drop(it);
            laptop.open().unwrap();
            assert!(!laptop.run_doctor(&mut Unwatched).unwrap().healthy, "{table}");
            assert!(laptop.rebuild_tables(&mut Unwatched).unwrap().view.healthy, "{table}");
            assert_same(&before, &laptop.dump(), "the ghost is gone");
        }
    }
}
