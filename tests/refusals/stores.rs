//! Registry folders that are in use, foreign, newer or damaged.

use std::{fs, path::Path};

use registry::{
    Code, LossCause, NoticeCode, Reason, Registry, Result, Start,
    commands::{Desk, desk::Places},
};
use rusqlite::Connection;

use crate::kit::{FixedEnv, Laptop, assert_same, cli, root};

fn open(folder: &Path) -> Result<Registry> {
    Registry::open(folder, Box::new(FixedEnv::new(77)))
}

fn refused(folder: &Path) -> registry::Error {
    let error = open(folder).err().expect("it is refused");
    super::assert_sentence(&error);
    error
}

fn database(laptop: &Laptop) -> std::path::PathBuf {
    laptop.folder().join("registry.sqlite3")
}

/// A closed registry whose whole state lies in the database file.
fn closed() -> Laptop {
    let mut laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    laptop.close();
    laptop
}

#[test]
fn a_registry_in_use_is_read_but_not_written_by_another() {
    let laptop = Laptop::new(1);
    laptop.register("Sedang dikerjakan");
    let error = refused(&laptop.folder());
    assert_eq!((error.code, error.reason), (Code::Busy, Reason::RegistryLocked));
    assert!(error.to_string().contains(laptop.folder().to_str().unwrap()));

    let reader = Registry::open_to_read(&laptop.folder(), Box::new(FixedEnv::new(2))).unwrap();
    assert!(reader.find_inovasi("Sedang dikerjakan").is_ok());
    let error = reader.register_inovasi("Tidak boleh").unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Busy, Reason::RegistryReadOnly));
    super::assert_sentence(&error);
    // The reader sees what the writer writes, as it goes on.
    laptop.register("Sesudah dibuka dua kali");
    assert!(reader.find_inovasi("Sesudah dibuka dua kali").is_ok());

    let ended = cli::run(&laptop.folder(), ["register", "Dari terminal"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("sedang dipakai"), "{}", ended.stderr);
    let ended = cli::done(&laptop.folder(), ["list", "--json"]);
    assert_eq!(ended.json()["total"], 2);
}

#[test]
fn a_registry_is_not_begun_over_another() {
    let mut laptop = closed();
    let before = fs::read(database(&laptop)).unwrap();
    let start = Start { nama: "Kota Lain".into(), kode: "33.01".into(), person: "Sri".into() };
    let error = Registry::start(&laptop.folder(), &start, Box::new(FixedEnv::new(2))).err().unwrap();
    assert_eq!((error.code, error.reason), (Code::Invalid, Reason::RegistryExists));
    assert!(before == fs::read(database(&laptop)).unwrap());
    laptop.open().unwrap();
    // And not in a folder where there is none.
    let error = refused(&laptop.path("tidak-ada"));
    assert_eq!((error.code, error.reason), (Code::NotFound, Reason::RegistryMissing));
    for (nama, kode, reason) in [
        ("", "33.74", Reason::PemdaEmpty),
        ("Kota Semarang", "", Reason::KodeUnreadable),
        ("Kota Semarang", "337", Reason::KodeUnreadable),
        ("Kota Semarang", "33.74.01", Reason::KodeUnreadable),
        ("Kota Semarang", "Jateng", Reason::KodeUnreadable),
        ("a\u{0}b", "33.74", Reason::TextControl),
    ] {
        let start = Start { nama: nama.into(), kode: kode.into(), person: "Sri".into() };
        let folder = laptop.path("baru");
        let error = Registry::start(&folder, &start, Box::new(FixedEnv::new(2))).err().unwrap();
        assert_eq!(error.reason, reason);
        super::assert_sentence(&error);
        assert!(!folder.exists(), "nothing was begun for {nama:?} {kode:?}");
    }
}

#[test]
fn a_foreign_database_is_refused_and_left_alone() {
    let laptop = closed();
    fs::remove_file(database(&laptop)).unwrap();
    let foreign = Connection::open(database(&laptop)).unwrap();
    foreign.execute_batch("CREATE TABLE surat (isi TEXT); INSERT INTO surat VALUES ('penting')").unwrap();
    drop(foreign);
    let before = fs::read(database(&laptop)).unwrap();
    let error = refused(&laptop.folder());
    assert_eq!((error.code, error.reason), (Code::Unreadable, Reason::NotARegistry));
    assert!(before == fs::read(database(&laptop)).unwrap());
    let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Sri".into() };
    assert!(Registry::start(&laptop.folder(), &start, Box::new(FixedEnv::new(2))).is_err());
}

/// A window over a folder that something was done to.
fn window(fill: impl FnOnce(&Path)) -> (tempfile::TempDir, Desk) {
    let held = tempfile::tempdir().unwrap();
    let places = Places::below(held.path());
    fs::create_dir_all(&places.folder).unwrap();
    fill(&places.folder);
    let env = FixedEnv::new(5);
    (held, Desk::new(places, move || Box::new(env.clone()), Box::new(|_| Ok(()))))
}

fn begin(desk: &Desk) {
    let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Sri".into() };
    desk.start_registry(&start, false).unwrap();
    assert_eq!(desk.open_registry().unwrap().unwrap().pemda_kode, "33.74");
}

#[test]
fn a_window_begins_anew_where_nothing_else_is_left() {
    let (held, desk) = window(|folder| fs::write(folder.join("registry.sqlite3"), "rusak").unwrap());
    for _ in 0..2 {
        let error = desk.open_registry().unwrap_err();
        assert_eq!((error.code, error.reason), (Code::StoreDamaged, Reason::StoreDamaged));
    }
    begin(&desk);
    let kept = held.path().join("registri/quarantine");
    let kept = fs::read_dir(kept).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(kept.join("registry.sqlite3")).unwrap(), "rusak", "what was there stays");
}

#[test]
fn a_window_takes_up_a_registry_that_was_begun_and_killed() {
    let (_held, desk) = window(|folder| {
        for entry in fs::read_dir(root().join("tests/old/hot-journal")).unwrap().map(|it| it.unwrap().path()) {
            fs::copy(&entry, folder.join(entry.file_name().unwrap())).unwrap();
        }
    });
    assert_eq!(desk.open_registry().unwrap(), None, "nobody had done anything in it");
    begin(&desk);
}

type Harm = (&'static str, fn(&mut Vec<u8>));

/// Ways in which a disk, a virus scanner or a person ruins a file.
const HARM: [Harm; 6] = [
    ("emptied", Vec::clear),
    ("overwritten with text", |it| *it = b"ini bukan basis data ".repeat(300)),
    ("cut off", |it| it.truncate(it.len() / 2 + 100)),
    ("its header gone", |it| it[..100].fill(0)),
    ("pages flipped", |it| {
        let (from, to) = (it.len() / 4, it.len() * 3 / 4);
        for byte in &mut it[from..to] {
            *byte ^= 0x5a;
        }
    }),
    ("all zero", |it| it.fill(0)),
];

/// After these nothing can be read.
const HOPELESS: [&str; 3] = ["emptied", "overwritten with text", "all zero"];

fn harm(laptop: &Laptop, how: fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = fs::read(database(laptop)).unwrap();
    how(&mut bytes);
    fs::write(database(laptop), &bytes).unwrap();
    bytes
}

/// The one database in quarantine.
fn quarantined(laptop: &Laptop) -> Vec<u8> {
    let mut folders = fs::read_dir(laptop.folder().join("quarantine")).unwrap();
    let folder = folders.next().unwrap().unwrap().path();
    assert!(folders.next().is_none());
    fs::read(folder.join("registry.sqlite3")).unwrap()
}

#[test]
fn a_damaged_database_without_a_backup_is_set_aside_and_never_deleted() {
    for (what, how) in HARM {
        let laptop = closed();
        let ruin = harm(&laptop, how);
        // Reading alone moves nothing.
        let error = Registry::open_to_read(&laptop.folder(), Box::new(FixedEnv::new(2))).err();
        assert_eq!(error.unwrap().code, Code::StoreDamaged, "{what}");
        assert!(ruin == fs::read(database(&laptop)).unwrap(), "{what}");

        if !HOPELESS.contains(&what) {
            let losses = open(&laptop.folder()).unwrap().show_registry().unwrap().losses;
            assert!(losses[0].backup.is_none() && losses[0].n_salvaged > 0, "{what}: {losses:?}");
            assert!(ruin == quarantined(&laptop), "{what}: byte for byte");
            continue;
        }
        let error = refused(&laptop.folder());
        assert_eq!((error.code, error.reason), (Code::StoreDamaged, Reason::StoreDamaged), "{what}: {error}");
        assert!(error.to_string().contains("quarantine"), "{what}: where it is kept: {error}");
        assert!(ruin == quarantined(&laptop), "{what}: byte for byte");
    }
}

#[test]
fn a_damaged_database_with_a_backup_is_set_aside_and_the_backup_opens() {
    for (what, how) in HARM {
        let mut laptop = Laptop::new(1);
        laptop.register("Sebelum cadangan");
        laptop.make_backup(&mut registry::progress::Unwatched).unwrap();
        let dump = laptop.dump();
        let device = laptop.show_registry().unwrap().device;
        laptop.register("Sesudah cadangan");
        laptop.close();
        let ruin = harm(&laptop, how);

        laptop.open().unwrap_or_else(|error| panic!("{what}: {error}"));
        let view = laptop.show_registry().unwrap();
        assert_eq!(view.losses.len(), 1, "{what}: it is told");
        assert_eq!(view.losses[0].cause, LossCause::Damaged);
        assert_ne!(view.device, device, "{what}: lost stamps are never given twice");
        if HOPELESS.contains(&what) {
            assert_same(&dump, &laptop.dump(), what);
        }
        assert!(laptop.dump().contains("Sebelum cadangan"), "{what}");
        assert!(ruin == quarantined(&laptop), "{what}");
        laptop.register("Lanjut bekerja");
        laptop.assert_healthy();
        // Until somebody has read it.
        laptop.open().unwrap();
        assert_eq!(laptop.show_registry().unwrap().losses, view.losses);
        laptop.confirm_losses().unwrap();
        assert_eq!(laptop.show_registry().unwrap().losses, []);
    }
}

#[test]
fn the_command_line_tells_where_the_damaged_database_is() {
    let laptop = closed();
    harm(&laptop, HARM[1].1);
    let ended = cli::run(&laptop.folder(), ["list"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("quarantine"), "{}", ended.stderr);
    // What is set aside is gone from its place: it is told again and again, never as if
    // there had been nothing, and what the sentence offers is done.
    for _ in 0..2 {
        let ended = cli::run(&laptop.folder(), ["list"]);
        assert!(ended.stderr.contains("quarantine") && ended.stderr.contains("prakarsa init"), "{}", ended.stderr);
    }
    cli::done(&laptop.folder(), ["init", "--pemda", "Kota Semarang", "--kode", "3374"]);
    quarantined(&laptop);
    cli::done(&laptop.folder(), ["list"]);
}

#[test]
fn a_lost_or_changed_blob_is_found_and_named() {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    for n in 0..3 {
        laptop.attach("Kado", "SID-16", &laptop.file(&format!("{n}.pdf"), [n; 100])).unwrap();
    }
    let blobs: Vec<_> =
        laptop.files().into_iter().map(|it| it.0).filter(|it| it.to_string_lossy().contains("blobs")).collect();
    fs::remove_file(&blobs[0]).unwrap();
    fs::write(&blobs[1], "lain").unwrap();
    fs::write(laptop.folder().join("blobs/titipan.txt"), "bukan milik registri").unwrap();
    let view = laptop.run_doctor(&mut registry::progress::Unwatched).unwrap();
    let codes: Vec<_> = view.problems.iter().map(|it| it.code).collect();
    assert!(!view.healthy);
    assert_eq!(codes, [NoticeCode::DoctorBlobMissing, NoticeCode::DoctorBlobChanged]);
    assert!(view.remarks.iter().any(|it| it.code == NoticeCode::DoctorFileUnknown));
    assert!(laptop.folder().join("blobs/titipan.txt").exists(), "listed, not deleted");
    assert_eq!(cli::run(&laptop.folder(), ["doctor"]).code, Some(3), "in use by this test");
}
