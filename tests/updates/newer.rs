//! An older program over a registry that a newer one wrote: it is looked at, and nothing is
//! written there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use registry::{
    Code, NoticeCode, PackageKind, Reason, Registry,
    commands::{Desk, answer, desk::Places},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    kit::{FixedEnv, Laptop, Signer, UpdateParts, UpdatedEnv, cli, copy_folder},
    refusals::assert_sentence,
};

/// Every file below a folder with its bytes, and every folder with none.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.clone(), Vec::new());
                open.push(path)
            } else {
                drop(found.insert(path.clone(), fs::read(&path).unwrap()))
            }
        }
    }
    found
}

/// A closed registry with two inovasi, to which a newer program did something.
fn newer(sql: &str) -> Laptop {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Lapor Semar");
    laptop.edit(&id, "tujuan", "Aduan warga didengar");
    laptop.register("Kampung Hijau");
    laptop.close();
    let database = Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.execute_batch(sql).unwrap();
    database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(database);
    laptop
}

/// What a later format may well add.
const MORE: &str = "CREATE TABLE rapat (id INTEGER PRIMARY KEY, hari TEXT) STRICT;
    ALTER TABLE inovasi ADD COLUMN rapat TEXT;
    CREATE INDEX rapat_hari ON rapat (hari);
    PRAGMA user_version = 99;";

fn read(laptop: &Laptop) -> registry::Result<Registry> {
    Registry::open_to_read(&laptop.folder(), Box::new(FixedEnv::new(2)))
}

#[test]
fn a_newer_registry_is_looked_at_and_nothing_is_written_where_it_lies() {
    let laptop = newer(MORE);
    let before = files(&laptop.folder());
    let desk = Desk::new(
        Places { folder: laptop.folder(), ..Places::below(&laptop.path("meja")) },
        || Box::new(FixedEnv::new(2)),
        Box::new(|_| Ok(())),
    );
    let ask = |command: &str, req: Value| answer(&desk, command, req, &mut |_| {});
    let view = desk.open_registry().unwrap().unwrap();
    assert!(view.pemda_nama == "Kota Semarang" && view.n_inovasi == 2);
    let told = view.newer.as_ref().unwrap();
    assert_eq!(told.code, NoticeCode::RegistryNewer);
    assert!(told.args.iter().any(|it| it.value == "99"));
    let list =
        ask("list_inovasi", json!({ "text": "aduan", "offset": 0, "limit": 9, "sort": null, "descending": false }));
    assert_eq!(list.unwrap()["rows"][0]["nama"], "Lapor Semar");
    for command in ["show_beranda", "show_findings", "show_years", "list_backups", "show_submission", "show_undo"] {
        ask(command, Value::Null).unwrap_or_else(|error| panic!("{command}: {error:?}"));
    }
    ask("run_doctor", Value::Null).unwrap();
    for (command, req) in [
        ("register_inovasi", json!({ "nama": "Tidak boleh" })),
        ("make_backup", Value::Null),
        ("undo", Value::Null),
        ("load_example", Value::Null),
        ("rebuild_tables", Value::Null),
    ] {
        let error = ask(command, req).unwrap_err();
        assert_eq!((error.code, error.reason), (Code::StoreNewer, Reason::StoreNewer), "{command}");
        assert_sentence(&error);
    }
    desk.rest();
    desk.close();
    assert!(files(&laptop.folder()) == before, "{:?}", files(&laptop.folder()).keys());
}

#[test]
fn the_terminal_reads_it_too_and_says_so() {
    let laptop = newer(MORE);
    let before = files(&laptop.folder());
    let out = laptop.folder().with_file_name("katalog.json").display().to_string();
    cli::done(&laptop.folder(), ["export", &out]);
    assert!(fs::read_to_string(out).unwrap().contains("Kampung Hijau"), "what it holds can be taken elsewhere");
    let ended = cli::run(&laptop.folder(), ["list", "--json"]);
    assert_eq!((ended.code, ended.json()["total"].as_u64()), (Some(0), Some(2)), "{ended:?}");
    assert!(ended.stderr.contains("hanya dapat dilihat") && ended.stderr.contains("99"), "{}", ended.stderr);
    for args in [&["register", "Tidak boleh"][..], &["undo"], &["example"]] {
        let ended = cli::run(&laptop.folder(), args);
        assert_eq!((ended.code, ended.stderr.contains("99")), (Some(3), true), "{ended:?}");
    }
    assert!(files(&laptop.folder()) == before, "{:?}", files(&laptop.folder()).keys());
}

#[test]
fn one_that_lacks_what_is_read_here_is_refused_and_left_alone() {
    for sql in [
        "ALTER TABLE inovasi RENAME COLUMN nama TO judul; PRAGMA user_version = 99;",
        "ALTER TABLE act RENAME TO tindakan; PRAGMA user_version = 99;",
    ] {
        let laptop = newer(sql);
        let before = files(&laptop.folder());
        for error in
            [Registry::open(&laptop.folder(), Box::new(FixedEnv::new(2))).err().unwrap(), read(&laptop).err().unwrap()]
        {
            assert_eq!((error.code, error.reason), (Code::StoreNewer, Reason::StoreNewer), "{sql}");
            assert_sentence(&error);
            assert!(error.to_string().contains("99"));
        }
        let ended = cli::run(&laptop.folder(), ["list"]);
        assert_eq!((ended.code, ended.stderr.contains("99")), (Some(3), true), "{ended:?}");
        assert!(files(&laptop.folder()) == before, "{sql}: {:?}", files(&laptop.folder()).keys());
    }
}

#[test]
fn what_is_meant_otherwise_by_now_is_told_where_it_is_met() {
    // A name of a laptop that only a newer program reads.
    let laptop = newer(&format!("{MORE} UPDATE device SET uuid = replace(uuid, '-', 'x');"));
    let before = files(&laptop.folder());
    let registry = read(&laptop).unwrap();
    let id = registry.find_inovasi("Lapor Semar").unwrap();
    assert!(registry.show_inovasi(id).is_ok() || registry.show_registry().is_ok(), "the rest is read");
    let refused = [
        registry.show_history(registry::Subject::Inovasi(id), None).map(drop),
        registry.show_undo().map(drop),
        registry.show_inovasi(id).map(drop),
        registry.run_doctor(&mut registry::progress::Unwatched).map(drop),
    ];
    let told: Vec<_> = refused.into_iter().filter_map(Result::err).collect();
    assert!(!told.is_empty(), "nothing met it");
    for error in told {
        assert_eq!((error.code, error.reason), (Code::StoreNewer, Reason::StoreNewerPart), "{error:?}");
        assert_sentence(&error);
    }
    drop(registry);
    assert!(files(&laptop.folder()) == before, "no mark of damage: {:?}", files(&laptop.folder()).keys());
}

#[test]
fn a_newer_format_is_never_taken_for_damage() {
    // Only the log tells, and what is known here has another name there.
    let mut laptop = Laptop::new(1);
    laptop.register("Lapor Semar");
    laptop.close();
    let database = Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.execute_batch("ALTER TABLE act RENAME TO tindakan; PRAGMA user_version = 99;").unwrap();
    let crashed = laptop.path("sesudah");
    copy_folder(&laptop.folder(), &crashed);
    for _ in 0..2 {
        let error = Registry::open(&crashed, Box::new(FixedEnv::new(2))).err().unwrap();
        assert_eq!((error.code, error.reason), (Code::StoreNewer, Reason::StoreNewer), "{error:?}");
        let error = Registry::open_to_read(&crashed, Box::new(FixedEnv::new(2))).err().unwrap();
        assert_eq!(error.reason, Reason::StoreNewer, "{error:?}");
    }
    assert!(!crashed.join("quarantine").exists() && !crashed.join("registry.damaged").exists());
}

#[test]
fn a_log_that_a_crash_left_tells_the_newer_format_too() {
    let mut laptop = Laptop::new(1);
    laptop.register("Lapor Semar");
    laptop.close();
    let database = Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.pragma_update(None, "journal_mode", "WAL").unwrap();
    database.execute_batch(MORE).unwrap();
    // As a crash leaves it: nobody has folded the log.
    let crashed = laptop.path("sesudah");
    copy_folder(&laptop.folder(), &crashed);
    let parts =
        |folder: &Path| ["registry.sqlite3", "registry.sqlite3-wal"].map(|it| fs::read(folder.join(it)).unwrap());
    let before = parts(&crashed);
    let registry = Registry::open_to_read(&crashed, Box::new(FixedEnv::new(2))).unwrap();
    assert!(registry.told_newer().is_some() && registry.show_registry().unwrap().n_inovasi == 1);
    drop(registry);
    let error = Registry::open(&crashed, Box::new(FixedEnv::new(2))).err().unwrap();
    assert_eq!(error.reason, Reason::StoreNewer);
    assert!(parts(&crashed) == before, "what the crash left is whole");
}

#[test]
fn a_program_that_is_too_old_can_be_renewed_from_there() {
    let laptop = newer(MORE);
    let before = files(&laptop.folder());
    let signer = Signer::new();
    let env = UpdatedEnv::new(&laptop.path("mesin"), &signer).with(|it| it.kind = Some(PackageKind::Portable));
    let stick = UpdateParts::of("1.3.0").write(&laptop.path("usb.prakarsa-update"), &signer);
    let places = Places { folder: laptop.folder(), ..Places::below(&laptop.path("meja")) };
    let own = env.clone();
    let desk = Desk::new(places, move || Box::new(own.clone()), Box::new(|_| Ok(())));
    desk.handed.hand(&stick);
    let ready = answer(&desk, "install_update", json!({ "path": stick }), &mut |_| {}).unwrap();
    assert_eq!(ready["backed_up"], false, "it was not touched, and cannot be copied from here");
    assert!(Path::new(ready["path"].as_str().unwrap()).is_file());
    desk.close();
    assert!(files(&laptop.folder()) == before);
}
