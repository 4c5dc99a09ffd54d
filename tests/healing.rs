//! What is not as history says becomes so again, and what history itself has lost is
//! taken from wherever it is whole. One bad act keeps nobody from the others.

mod arriving;
mod derived;
mod gone;
mod hollow;
mod rows;
mod shown;
mod tables;
mod unreadable;

use domain::merge::{
    chain::ActHash,
    change::{Act, Change, Stamp},
};
use registry::{
    Code, ListInovasi, NoticeCode, Reason,
    progress::{Unwatched, WorkStep},
    view::NoticeView,
};
use rusqlite::{Connection, params};

use crate::{
    kit::{Laptop, assert_same, cli, rewrite_acts},
    refusals::parcels::{act, forge},
};

fn database(laptop: &Laptop) -> Connection {
    Connection::open(laptop.folder().join("registry.sqlite3")).unwrap()
}

/// Does something to the database behind the program's back.
fn behind_its_back(laptop: &mut Laptop, sql: &str) {
    laptop.close();
    assert!(database(laptop).execute(sql, []).unwrap() > 0, "{sql}");
    laptop.open().unwrap();
}

fn problems(laptop: &Laptop) -> Vec<NoticeView> {
    laptop.run_doctor(&mut Unwatched).unwrap().problems
}

fn said(notices: &[NoticeView], code: NoticeCode) -> Vec<String> {
    let of = notices.iter().filter(|it| it.code == code);
    of.map(|it| it.args.iter().map(|it| it.value.as_str()).collect::<Vec<_>>().join(" ")).collect()
}

/// Everybody gets everything, and shows the same.
fn exchange(laptops: &[&Laptop]) {
    for from in [laptops, laptops].concat() {
        laptops.iter().for_each(|to| drop(from.carry_to(to)));
    }
    laptops.iter().for_each(|it| assert_same(&laptops[0].dump(), &it.dump(), "everybody has everything"));
}

fn found(laptop: &Laptop, text: &str) -> u32 {
    laptop.list_inovasi(&ListInovasi { text: text.into(), ..ListInovasi::default() }).unwrap().total
}

fn worked_in() -> (Laptop, String) {
    let laptop = Laptop::new(1);
    let id = laptop.register("Pelita");
    laptop.edit(&id, "tujuan", "Turun 15 persen");
    laptop.edit(&id, "hasil", "baik");
    laptop.choose(&id, "SID-16", 2).unwrap();
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", "%PDF sk")).unwrap();
    let other = laptop.register("Kado");
    laptop.remove_inovasi(&other).unwrap();
    (laptop, id)
}

#[test]
fn what_is_shown_otherwise_is_told_and_shown_anew_from_history() {
    for (sql, n) in [
        ("UPDATE inovasi SET tujuan = 'Turun 35 persen', hasil = 'buruk' WHERE nama = 'Pelita'", Some("Pelita 2")),
        ("UPDATE inovasi SET removed = 1 - removed WHERE nama = 'Pelita'", Some("Pelita 1")),
        ("UPDATE inovasi SET nama = 'Pelitur' WHERE nama = 'Pelita'", Some("Pelitur 1")),
        ("UPDATE inovasi SET id = '019f0000-0000-7000-8000-00000000beef' WHERE nama = 'Pelita'", None),
        ("UPDATE parameter_choice SET parameter = 3", Some("Pelita 1")),
        ("DELETE FROM bukti_link", None),
        ("UPDATE bukti SET nama_berkas = 'lain.pdf', size = 1", None),
        (
            "INSERT INTO urusan_beririsan (inovasi, urusan) SELECT subject, 'sosial' FROM inovasi WHERE removed = 0",
            Some("Pelita 1"),
        ),
        ("UPDATE pemda SET nama = 'Kota Lain'", None),
        ("INSERT INTO closed (instrument) VALUES ('iga-2026')", None),
        ("UPDATE change SET head = 0 WHERE field = 'tujuan'", None),
        ("UPDATE change SET head = 1", None),
        ("INSERT INTO conflict (subject, field) SELECT subject, 'tujuan' FROM inovasi WHERE nama = 'Pelita'", None),
        ("INSERT INTO conflict (subject, field) SELECT subject, 'hasil' FROM inovasi WHERE nama = 'Pelita'", None),
        ("INSERT INTO conflict (subject, field) SELECT subject, 'removed' FROM inovasi WHERE nama = 'Pelita'", None),
        ("INSERT INTO conflict (subject, field) SELECT subject, 'removed' FROM inovasi WHERE nama = 'Kado'", None),
        ("UPDATE inovasi SET touched_at = touched_at + 1 WHERE nama = 'Pelita'", Some("Pelita 1")),
        ("UPDATE pemda SET kode = '33.75'", None),
        ("DELETE FROM pemda", None),
        ("UPDATE blob SET size = size + 1", None),
        ("UPDATE blob SET ending = 'png'", None),
        ("DELETE FROM blob", None),
        ("INSERT INTO blob (sha256, size) VALUES (printf('%064d', 1), 7)", None),
        ("UPDATE act SET n = n + 1000", None),
        ("INSERT INTO undo (act, target) SELECT min(id), max(id) FROM act", None),
        ("UPDATE search_line SET nama = 'lain'", None),
        ("UPDATE search_line SET digest = 0", None),
        ("DELETE FROM search_line", None),
    ] {
        let (mut laptop, id) = worked_in();
        laptop.edit(&id, "tujuan", "Turun 25 persen");
        let before = laptop.tables();
        behind_its_back(&mut laptop, sql);
        let view = laptop.run_doctor(&mut Unwatched).unwrap();
        assert!(view.rebuildable, "{sql} {:?}", view.problems);
        if let Some(n) = n {
            assert_eq!(said(&view.problems, NoticeCode::DoctorShown), [n], "{sql}");
        }
        let n_backup = laptop.list_backups().unwrap().backups.len();
        let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
        assert!(after.healthy && !after.rebuildable, "{sql} {:?}", after.problems);
        assert_eq!(laptop.list_backups().unwrap().backups.len(), n_backup + 1, "{sql}");
        assert_same(&before, &laptop.tables(), sql);
        assert_eq!(found(&laptop, "Pelita"), 1, "{sql}");
        // And work goes on.
        laptop.edit(&id, "tujuan", "terus");
        laptop.undo().unwrap();
        assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("Turun 25 persen"));
        laptop.assert_healthy();
    }
}

#[test]
fn the_sentence_of_the_finding_names_the_way_and_the_way_works() {
    let (mut laptop, _) = worked_in();
    behind_its_back(&mut laptop, "UPDATE inovasi SET tujuan = 'Turun 35 persen' WHERE nama = 'Pelita'");
    laptop.close();
    let told = cli::run(&laptop.folder(), ["doctor"]);
    assert_eq!(told.code, Some(1));
    assert!(told.stdout.contains("Pelita, 1 nilai") && told.stdout.contains("doctor --rebuild"), "{told:?}");
    let mended = cli::run(&laptop.folder(), ["doctor", "--rebuild"]);
    assert_eq!(mended.code, Some(0), "{mended:?}");
    assert_eq!(cli::run(&laptop.folder(), ["doctor"]).code, Some(0));
}

#[test]
fn nothing_is_shown_anew_where_the_backup_cannot_be_made() {
    let (mut laptop, _) = worked_in();
    behind_its_back(&mut laptop, "UPDATE inovasi SET tujuan = 'Turun 35 persen' WHERE nama = 'Pelita'");
    let backups = laptop.folder().join("backups");
    let _ = std::fs::remove_dir_all(&backups);
    std::fs::write(&backups, "bukan folder").unwrap();
    let before = laptop.tables();
    laptop.rebuild_tables(&mut Unwatched).unwrap_err();
    assert_same(&before, &laptop.tables(), "nothing was changed");
}

/// Ways in which an act rots, each in the tujuan of Pelita.
const ROTS: [&str; 6] = [
    "UPDATE change SET value = 'Turun 35 persen' WHERE value = 'Turun 15 persen'",
    "UPDATE change SET field = 'manfaat' WHERE value = 'Turun 15 persen'",
    "UPDATE change SET subject = (SELECT subject FROM inovasi WHERE nama = 'Kado') WHERE value = 'Turun 15 persen'",
    "UPDATE act SET person = 'Orang lain' WHERE id = (SELECT act FROM change WHERE value = 'Turun 15 persen')",
    "UPDATE act SET op = 'undo', at = 7 WHERE id = (SELECT act FROM change WHERE value = 'Turun 15 persen')",
    "DELETE FROM change WHERE value = 'Turun 15 persen'",
];

#[test]
fn an_act_that_has_rotted_is_taken_from_a_backup() {
    for rot in ROTS {
        let (mut laptop, _) = worked_in();
        laptop.make_backup(&mut Unwatched).unwrap();
        let before = laptop.dump();
        behind_its_back(&mut laptop, "DELETE FROM replaced");
        behind_its_back(&mut laptop, rot);
        assert!(!said(&problems(&laptop), NoticeCode::DoctorAct).is_empty(), "{rot}");
        let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
        assert!(after.healthy, "{rot} {:?}", after.problems);
        assert!(!said(&after.remarks, NoticeCode::ActsMended).is_empty());
        assert_same(&before, &laptop.dump(), rot);
    }
}

#[test]
fn an_act_whose_hash_has_rotted_is_proved_by_those_around_it() {
    for which in ["2", "3", "(SELECT max(id) FROM act)"] {
        let (mut laptop, _) = worked_in();
        laptop.make_backup(&mut Unwatched).unwrap();
        let before = laptop.dump();
        behind_its_back(&mut laptop, &format!("UPDATE act SET hash = zeroblob(32) WHERE id = {which}"));
        let other = Laptop::new(2);
        let told = laptop.carry_to(&other);
        let last = which.starts_with('(');
        assert_eq!(said(&told.notices, NoticeCode::ParcelActsUnfit).len(), usize::from(last), "{which}");
        let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
        assert!(after.healthy, "{which} {:?}", after.problems);
        assert_same(&before, &laptop.dump(), which);
        laptop.carry_to(&other);
        other.carry_to(&laptop);
        assert_same(&laptop.dump(), &other.dump(), which);
        other.assert_healthy();
    }
}
