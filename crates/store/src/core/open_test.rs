//! A start is stopped at each of its steps, as by a kill, and the next one must
//! succeed with nothing lost.

use std::{
    cell::{Cell, RefCell},
    fs,
    path::{Path, PathBuf},
};

use domain::{
    core::id::{DeviceId, Subject},
    merge::change::FieldKey,
};

use super::*;
use crate::{Ending, NewAct};

thread_local! {
    /// Steps that are still let through; none: all.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
    static TAKEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn step(name: &'static str) -> Result<()> {
    let left = LEFT.get();
    if left == Some(0) {
        return Err(Error::Cancelled);
    }
    LEFT.set(left.map(|it| it - 1));
    TAKEN.with_borrow_mut(|it| it.push(name));
    Ok(())
}

/// Stops `start` after each number of steps it takes and has `next` look at what is
/// left. Returns the names of all steps.
fn stopped_everywhere(
    prepare: impl Fn(&Path),
    start: impl Fn(&Path) -> Result<()>,
    next: impl Fn(&Path, &str),
) -> Vec<&'static str> {
    for n in 0.. {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("registri");
        prepare(&folder);
        TAKEN.take();
        LEFT.set(Some(n));
        let done = start(&folder);
        LEFT.set(None);
        let taken = TAKEN.take();
        let at = format!("stopped after {n} steps: {taken:?}");
        match done {
            Err(Error::Cancelled) => next(&folder, &at),
            done => {
                done.unwrap();
                next(&folder, "not stopped");
                return taken;
            }
        }
    }
    Vec::new()
}

fn facts(n: u128) -> Open {
    Open {
        fresh_device: DeviceId(uuid_of(n)),
        place: "pc".into(),
        // A clock that stands still.
        stamp: "20261122-070000".into(),
        at: 7,
    }
}

fn uuid_of(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

fn work(store: &Store, value: &str) -> Result<()> {
    store.write(NewAct { op: "edit", at: 0, account: "Siti" }, |writer| {
        writer.put(Subject::Daerah, &FieldKey::PemdaNama, Some(value))?;
        Ok(Ending::Keep(()))
    })
}

fn shown(store: &Store) -> String {
    store.read::<_, Error>(|it| it.pemda()).unwrap().nama
}

/// A registry with a backup of "lama", in which "baru" was written last.
fn worked_in(folder: &Path) {
    let store = Store::create(folder, &facts(1)).unwrap();
    work(&store, "lama").unwrap();
    store.back_up("20261121-070000").unwrap();
    work(&store, "baru").unwrap();
}

fn ruin(folder: &Path) {
    fs::write(folder.join(DATABASE), RUIN.repeat(900)).unwrap();
    fs::write(folder.join(format!("{DATABASE}-wal")), "log").unwrap();
}

const RUIN: &[u8] = b"ini bukan basis data ";

/// Every file of that name and content below the folder.
fn ruins(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        if entry.is_dir() {
            found.extend(ruins(&entry));
        } else if fs::read(&entry).unwrap() == RUIN.repeat(900) {
            found.push(entry);
        }
    }
    found
}

#[test]
fn making_a_registry_that_is_stopped_anywhere_is_done_again() {
    let taken = stopped_everywhere(
        |_| {},
        |folder| Store::create(folder, &facts(1)).map(drop),
        |folder, at| {
            let store = Store::create(folder, &facts(2)).unwrap_or_else(|error| panic!("{at}: {error}"));
            work(&store, "Kota").unwrap();
            drop(store);
            let opened = Store::open(folder, &facts(3)).unwrap();
            assert_eq!((shown(&opened.store).as_str(), opened.account), ("Kota", Account::default()), "{at}");
        },
    );
    assert_eq!(taken, ["locked", "migrated", "prepared", "taken up"]);
}

#[test]
fn a_restore_that_is_stopped_anywhere_is_finished_by_the_next_start() {
    let taken = stopped_everywhere(
        |folder| {
            worked_in(folder);
            ruin(folder);
        },
        |folder| Store::open(folder, &facts(2)).map(drop),
        |folder, at| {
            assert!(
                !matches!(Store::open_to_read(folder, &[std::env::temp_dir()]), Err(Error::Missing(_))),
                "{at}: told as empty"
            );
            assert!(matches!(Store::create(folder, &facts(8)), Err(Error::Exists(_))), "{at}: begun over a backup");
            let opened = Store::open(folder, &facts(3)).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_eq!(shown(&opened.store), "lama", "{at}");
            assert_ne!(opened.store.device().unwrap().0, uuid_of(1), "{at}: stamps are never given twice");
            assert_eq!(ruins(folder).len(), 1, "{at}: {:?}", ruins(folder));
            assert!(ruins(folder)[0].starts_with(folder.join("quarantine/20261122-070000")), "{at}");
            assert!(ruins(folder)[0].with_file_name("registry.sqlite3-wal").exists(), "{at}: its log lies beside it");
            let device = opened.store.device().unwrap();
            work(&opened.store, "lanjut").unwrap();
            drop(opened);
            let again = Store::open(folder, &facts(4)).unwrap();
            assert_eq!((shown(&again.store).as_str(), &again.account), ("lanjut", &Account::default()), "{at}");
            assert_eq!(again.store.device().unwrap(), device, "{at}: it stays itself");
        },
    );
    let steps = ["locked", "met", "marked", "prepared", "moved", "moved", "moved", "appeared", "recovered", "taken up"];
    assert_eq!(taken, [steps.as_slice(), &["salvaged", "told"]].concat());
}

#[test]
fn a_database_without_a_backup_is_set_aside_wherever_that_is_stopped() {
    stopped_everywhere(
        |folder| {
            worked_in(folder);
            fs::remove_dir_all(folder.join("backups")).unwrap();
            ruin(folder);
        },
        |folder| match Store::open(folder, &facts(2)) {
            Err(Error::Damaged { .. }) => Ok(()),
            other => other.map(drop),
        },
        |folder, at| {
            for _ in 0..2 {
                let told = Store::open(folder, &facts(3)).err().unwrap();
                assert!(matches!(&told, Error::Damaged { kept } if kept.join(DATABASE).exists()), "{at}: {told}");
            }
            assert_eq!(ruins(folder).len(), 1, "{at}");
            // One begins anew, and the damaged one stays.
            work(&Store::create(folder, &facts(4)).unwrap(), "anyar").unwrap();
            let opened = Store::open(folder, &facts(5)).unwrap();
            assert_eq!((shown(&opened.store).as_str(), &opened.account.restored), ("anyar", &None), "{at}");
            assert_eq!(ruins(folder).len(), 1, "{at}");
        },
    );
}

#[test]
fn a_backup_is_put_where_the_database_is_gone() {
    let taken = stopped_everywhere(
        |folder| {
            worked_in(folder);
            fs::remove_file(folder.join(DATABASE)).unwrap();
            fs::write(folder.join(format!("{DATABASE}-wal")), "log").unwrap();
        },
        |folder| Store::open(folder, &facts(2)).map(drop),
        |folder, at| {
            let opened = Store::open(folder, &facts(3)).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert_eq!(shown(&opened.store), "lama", "{at}");
            assert_ne!(opened.store.device().unwrap().0, uuid_of(1), "{at}");
        },
    );
    assert!(taken.contains(&"prepared") && taken.contains(&"moved"), "{taken:?}");
}

#[test]
fn a_migration_that_is_stopped_anywhere_is_finished_by_the_next_start() {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/old/format-1/registry.sqlite3");
    let n_change = |store: &Store| store.read::<_, Error>(|it| it.count_changes()).unwrap();
    let taken = stopped_everywhere(
        |folder| {
            fs::create_dir_all(folder).unwrap();
            fs::copy(&old, folder.join(DATABASE)).unwrap();
        },
        |folder| Store::open(folder, &facts(2)).map(drop),
        |folder, at| {
            let read = n_change(&Store::open_to_read(folder, &[std::env::temp_dir()]).unwrap());
            let opened = Store::open(folder, &facts(3)).unwrap_or_else(|error| panic!("{at}: {error}"));
            assert!(read > 0 && read == n_change(&opened.store), "{at}");
            assert_eq!(opened.account, Account::default(), "{at}");
            assert!(!opened.store.backups().is_empty(), "{at}: from before the migration");
        },
    );
    assert_eq!(taken, ["locked", "recovered", "backed up", "migrated", "taken up"]);
}

/// Overwrites the first page of a table, which a start does not look at in a large
/// database (under test every one is).
fn spoil(folder: &Path, table: &str) {
    let connection = Connection::open(folder.join(DATABASE)).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: usize = connection.query_row(sql, [table], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
    let size: usize =
        connection.pragma_query_value(None, "page_size", |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
    drop(connection);
    let mut bytes = fs::read(folder.join(DATABASE)).unwrap();
    bytes[(page - 1) * size..page * size].fill(0x5a);
    fs::write(folder.join(DATABASE), bytes).unwrap();
}

#[test]
fn damage_that_is_met_while_working_ends_writing_and_is_mended_by_the_next_start() {
    for reading in [false, true] {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("registri");
        worked_in(&folder);
        spoil(&folder, "pemda");
        let store = if reading {
            Store::open_to_read(&folder, &[std::env::temp_dir()]).unwrap()
        } else {
            Store::open(&folder, &facts(2)).unwrap().store
        };
        assert!(store.read::<_, Error>(|it| it.pemda()).unwrap_err().is_damage());
        if !reading {
            let setting = |store: &Store| {
                store.write::<_, Error>(NewAct { op: "x", at: 0, account: "Siti" }, |it| {
                    it.put_setting("person", "Sri").map(Ending::Keep)
                })
            };
            let refused = setting(&store).unwrap_err();
            assert!(matches!(refused, Error::Unsound(_)), "what does not touch the damage is refused too: {refused}");
        }
        drop(store);
        assert!(
            matches!(Store::open_to_read(&folder, &[std::env::temp_dir()]), Err(Error::Damaged { .. })),
            "told until it is seen to"
        );
        let opened = Store::open(&folder, &facts(3)).unwrap();
        assert!(opened.account.restored.is_some_and(|it| it.kept.is_some_and(|it| it.join(DATABASE).exists())));
        assert_eq!(shown(&opened.store), "baru", "salvaged");
        work(&opened.store, "lanjut").unwrap();
    }
}

#[test]
fn a_mark_of_damage_that_is_not_there_any_more_takes_nothing_away() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("registri");
    worked_in(&folder);
    damage::remember(&folder, "a loose cable");
    let opened = Store::open(&folder, &facts(2)).unwrap();
    assert_eq!((shown(&opened.store).as_str(), opened.account), ("baru", Account::default()));
    assert_eq!(Mark::of(&folder), None);
}

#[test]
fn whatever_the_database_layer_cannot_read_is_damage() {
    type Spoil = fn(&Connection);
    let ways: [(&str, Spoil); 5] = [
        ("a column of another name", |it| rewrite_schema(it, "nama TEXT", "namb TEXT")),
        ("a schema that cannot be read", |it| rewrite_schema(it, "CREATE TABLE change", "CREATX TABLE change")),
        ("no mark of ours", |it| it.pragma_update(None, "application_id", 7).unwrap()),
        ("an older format than it is", |it| it.pragma_update(None, "user_version", 1).unwrap()),
        ("a table gone", |it| it.execute_batch("DROP TABLE undo").unwrap()),
    ];
    for (what, spoil) in ways {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("registri");
        worked_in(&folder);
        spoil(&Connection::open(folder.join(DATABASE)).unwrap());
        let opened = Store::open(&folder, &facts(2)).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(shown(&opened.store), "baru", "{what}");
        assert!(opened.account.restored.is_some(), "{what}");
    }
    // A text that is none is met when it is read, and found by the next start.
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("registri");
    worked_in(&folder);
    let connection = Connection::open(folder.join(DATABASE)).unwrap();
    connection.execute("UPDATE pemda SET nama = CAST(x'ff41' AS TEXT)", []).unwrap();
    drop(connection);
    let store = Store::open(&folder, &facts(2)).unwrap().store;
    assert!(store.read::<_, Error>(|it| it.pemda()).unwrap_err().is_damage());
    drop(store);
    assert_eq!(shown(&Store::open(&folder, &facts(3)).unwrap().store), "baru");
}

fn rewrite_schema(connection: &Connection, from: &str, to: &str) {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    connection.pragma_update(None, "writable_schema", true).unwrap();
    let n = connection
        .execute("UPDATE sqlite_schema SET sql = replace(sql, ?1, ?2) WHERE sql LIKE '%' || ?1 || '%'", [from, to])
        .unwrap();
    assert!(n > 0, "{from}");
}

#[test]
fn a_small_disagreement_of_the_index_of_words_takes_no_backup() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("registri");
    worked_in(&folder);
    let connection = Connection::open(folder.join(DATABASE)).unwrap();
    connection.execute("DELETE FROM inovasi_search_data WHERE id > 10", []).unwrap();
    drop(connection);
    damage::remember(&folder, "met");
    let opened = Store::open(&folder, &facts(2)).unwrap();
    assert_eq!((shown(&opened.store).as_str(), opened.account), ("baru", Account::default()));
}

#[test]
fn a_journal_that_a_crash_has_left_is_brought_in_before_anything_is_judged() {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/old/hot-journal");
    let desk = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(old).unwrap().map(|it| it.unwrap().path()) {
        fs::copy(&entry, desk.path().join(entry.file_name().unwrap())).unwrap();
    }
    let journal = desk.path().join("registry.sqlite3-journal");
    assert!(fs::metadata(&journal).unwrap().len() > 0);
    Store::open_to_read(desk.path(), &[std::env::temp_dir()]).unwrap();
    let opened = Store::open(desk.path(), &facts(2)).unwrap();
    assert_eq!(opened.account, Account::default());
    work(&opened.store, "Kota").unwrap();
}

#[path = "loss_test.rs"]
mod losses;
