//! Everything in the database that a disk can spoil, and what tells of it. Whoever adds a
//! table or an index says here what that is.

use std::{collections::BTreeSet, fs, path::Path};

use super::*;
use crate::kit::{FixedEnv, copy_folder};

/// What tells that something was spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Teller {
    /// The hashes of acts, and the rows that history hangs on.
    Hashes,
    /// History, shown once more beside the tables.
    History,
    /// Every word looked up, against the words of the texts.
    Words,
    /// The bytes themselves, looked at once more.
    Bytes,
    /// The table that it is an index of, by SQLite's own check.
    ItsTable,
    /// Nobody: it is of this copy alone, and nothing else says it. A backup holds it.
    Nobody,
}

use Teller::{Bytes, Hashes, History, ItsTable, Nobody, Words};

const TELLERS: &[(&str, Teller)] = &[
    ("act", Hashes),
    ("change", Hashes),
    ("replaced", Hashes),
    ("device", Hashes),
    ("subject", Hashes),
    ("conflict", History),
    ("pemda", History),
    ("inovasi", History),
    ("urusan_beririsan", History),
    ("sumber", History),
    ("parameter_choice", History),
    ("bukti", History),
    ("bukti_link", History),
    ("blob", History),
    ("nama_lama", History),
    ("perangkat_daerah", History),
    ("perangkat_daerah_nama_lama", History),
    ("penghargaan", History),
    ("usulan", History),
    ("review", History),
    ("duplicate", History),
    ("closed", History),
    ("input_value", History),
    ("tick", History),
    ("verdict", History),
    ("verification", History),
    ("pack", History),
    ("snapshot", History),
    ("official", History),
    ("official_parameter", History),
    ("portal", History),
    ("portal_turn", History),
    ("signer", History),
    ("office", History),
    ("template", History),
    ("inovasi_search", Words),
    ("inovasi_search_data", Words),
    ("inovasi_search_idx", Words),
    ("inovasi_search_docsize", Words),
    ("inovasi_search_config", Words),
    ("blob_search", Words),
    ("blob_search_data", Words),
    ("blob_search_idx", Words),
    ("blob_search_docsize", Words),
    ("blob_search_config", Words),
    ("search_line", Words),
    ("search_word", Words),
    // Its words are in the index: one of the two that is spoilt differs from the other.
    ("blob_text", Words),
    ("blob_content", Bytes),
    ("blob_traces", Bytes),
    ("setting", Nobody),
    ("note", Nobody),
    ("undo", Nobody),
];

fn teller(kind: &str, name: &str) -> Option<Teller> {
    match kind {
        "index" => Some(ItsTable),
        _ => TELLERS.iter().find(|it| it.0 == name).map(|it| it.1),
    }
}

/// Kind and name of everything in the schema.
fn schema(database: &Connection) -> Vec<(String, String)> {
    let mut all = database.prepare("SELECT type, name FROM sqlite_schema WHERE name <> 'sqlite_sequence'").unwrap();
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(|it| it.unwrap()).collect()
}

#[test]
fn of_every_table_and_index_it_is_said_what_tells_its_damage() {
    let laptop = Laptop::new(1);
    let all = schema(&database(&laptop));
    let unsaid: Vec<_> = all.iter().filter(|(kind, name)| teller(kind, name).is_none()).collect();
    assert!(all.len() > 60 && unsaid.is_empty(), "say in TELLERS what tells their damage: {unsaid:?}");
    let names: BTreeSet<&str> = all.iter().map(|it| it.1.as_str()).collect();
    let gone: Vec<_> = TELLERS.iter().filter(|it| !names.contains(it.0)).collect();
    assert!(gone.is_empty(), "there is no such table: {gone:?}");
}

/// Everybody's work, without room between its rows: each byte of them says something.
fn dense() -> Laptop {
    let mut laptop = super::tables::filled();
    laptop.close();
    database(&laptop).execute_batch("PRAGMA journal_mode = DELETE; VACUUM;").unwrap();
    laptop.open().unwrap();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    laptop.make_backup(&mut Unwatched).unwrap();
    laptop
}

/// Where in the file the rows of a table or an index lie, by page: first byte and end.
fn rows_of(database: &Connection, file: &[u8], name: &str) -> Vec<(usize, usize)> {
    let mut pages = database
        .prepare(
            "SELECT pgoffset, pgsize, pagetype FROM dbstat WHERE name = ?1 AND (ncell > 0 OR pagetype = 'overflow')",
        )
        .unwrap();
    let pages = pages.query_map([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    pages
        .map(|it| {
            let (at, size, kind): (u32, u32, String) = it.unwrap();
            let (at, size) = (at as usize, size as usize);
            let header = at + if at == 0 { 100 } else { 0 };
            let rows = usize::from(u16::from_be_bytes([file[header + 5], file[header + 6]]));
            if kind == "overflow" { (at + 4, at + size / 8) } else { (at + rows, at + size) }
        })
        .collect()
}

/// What searches find: every word of every name, and its beginning.
fn searches(laptop: &Laptop) -> Vec<(String, u32)> {
    let names = "SELECT nama FROM inovasi WHERE removed = 0 UNION SELECT perangkat_daerah FROM inovasi";
    let it = database(laptop);
    let mut names = it.prepare(names).unwrap();
    let names = names.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
    let words: BTreeSet<String> = names
        .filter_map(|it| it.unwrap())
        .flat_map(|it| it.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
        .flat_map(|it| [it.chars().take(3).collect(), it])
        .collect();
    words.into_iter().map(|it| (it.clone(), found(laptop, &it))).collect()
}

/// Opens after whatever it ended with, and says whether anybody is told.
fn is_told(laptop: &mut Laptop, case: &str) -> bool {
    laptop.open().unwrap_or_else(|error| panic!("{case}: {error}"));
    for _ in 0..2 {
        match laptop.run_doctor(&mut Unwatched) {
            Ok(view) => return !view.healthy || !laptop.list_losses().unwrap().is_empty(),
            Err(error) => {
                assert_eq!(error.reason, Reason::StoreDamagedRunning, "{case}: {error}");
                laptop.open().unwrap_or_else(|error| panic!("{case}: {error}"));
            }
        }
    }
    true
}

/// One bit in the rows of each, at a place that comes out of a number.
fn flips(image: &Path, before: &str, found_before: &[(String, u32)], name: &str, teller: Teller, n: usize) -> usize {
    let good = fs::read(image.join("registry.sqlite3")).unwrap();
    let places = rows_of(&Connection::open(image.join("registry.sqlite3")).unwrap(), &good, name);
    if places.is_empty() {
        return 0;
    }
    let mut state = 20_261_129_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut n_told = 0;
    for _ in 0..n {
        let (from, end) = places[next(places.len())];
        let (at, bit) = (from + next(end - from), next(8));
        let case = format!("{name}: bit {bit} of byte {at}");
        let mut laptop = Laptop::unopened(FixedEnv::new(1), |folder| copy_folder(image, folder));
        let mut bad = good.clone();
        bad[at] ^= 1 << bit;
        fs::write(laptop.folder().join("registry.sqlite3"), &bad).unwrap();
        if is_told(&mut laptop, &case) {
            n_told += 1;
            let mended = laptop.rebuild_tables(&mut Unwatched).or_else(|_| {
                laptop.open().unwrap();
                laptop.rebuild_tables(&mut Unwatched)
            });
            let view = mended.unwrap_or_else(|error| panic!("{case}: {error}")).view;
            assert!(view.healthy, "{case}: {:?}", view.problems);
        } else if teller == Nobody {
            continue;
        }
        assert_same(before, &laptop.tables(), &case);
        assert_eq!(found_before, searches(&laptop), "{case}");
    }
    n_told
}

#[test]
fn a_flipped_bit_in_any_table_or_index_is_told_and_mended() {
    let mut laptop = dense();
    let (before, searched) = (laptop.tables(), searches(&laptop));
    let image = laptop.image();
    let (mut n, mut n_told) = (0, 0);
    for (kind, name) in schema(&database(&laptop)) {
        let teller = teller(&kind, &name).unwrap();
        let times = if teller == Words { 4 } else { 1 };
        n += times;
        n_told += flips(&image, &before, &searched, &name, teller, times);
    }
    println!("{n} flips at most: {n_told} told");
    assert!(n_told > n / 2, "{n_told} of {n}");
}

#[test]
fn what_is_noted_of_a_file_is_held_against_the_file() {
    for sql in [
        "UPDATE blob_content SET content = 'program//'",
        "UPDATE blob_content SET content = 'pdf//'",
        "UPDATE blob_traces SET traces = '{\"koordinat\":\"-6.9, 110.4\",\"thumbnail\":false,\"cleanable\":true}'",
    ] {
        let (mut laptop, id) = worked_in();
        let photo = laptop.file("foto.jpg", crate::kit::picture::jpeg("2025:05:05 10:00:00"));
        laptop.attach(&id, "SID-16", &photo).unwrap();
        let rows = |laptop: &Laptop| -> Vec<(String, String)> {
            let it = database(laptop);
            let both = "SELECT sha256, content FROM blob_content UNION ALL SELECT sha256, traces FROM blob_traces";
            let mut statement = it.prepare(both).unwrap();
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(|it| it.unwrap()).collect()
        };
        let before = rows(&laptop);
        behind_its_back(&mut laptop, sql);
        let view = laptop.run_doctor(&mut Unwatched).unwrap();
        let told = said(&view.problems, NoticeCode::DoctorSeen);
        assert!(told.iter().any(|it| it.contains("foto.jpg")), "{sql}: {:?}", view.problems);
        assert!(view.rebuildable);
        let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
        assert!(after.healthy, "{sql}: {:?}", after.problems);
        assert_eq!(before, rows(&laptop), "{sql}");
    }
}

/// Words that a search would miss are told in words, and both ways that the sentence names
/// bring them back.
#[test]
fn a_search_that_misses_what_is_there_is_told_and_mended() {
    let (mut laptop, _) = worked_in();
    let spoil =
        "UPDATE inovasi_search SET words = 'lain' WHERE rowid = (SELECT subject FROM inovasi WHERE nama = 'Pelita')";
    behind_its_back(&mut laptop, spoil);
    assert_eq!(found(&laptop, "pelita"), 0, "the search misses it");
    laptop.close();
    let told = cli::run(&laptop.folder(), ["doctor"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.stdout.contains("Daftar kata untuk pencarian") && told.stdout.contains("doctor --rebuild"),
        "{told:?}"
    );
    assert_eq!(cli::run(&laptop.folder(), ["doctor", "--rebuild"]).code, Some(0));
    laptop.open().unwrap();
    assert_eq!(found(&laptop, "pelita"), 1);
    laptop.assert_healthy();
}

/// The comparing of words can be watched and stopped; nothing was changed then.
#[test]
fn comparing_the_words_is_watched_and_can_be_stopped() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let mut seen = Vec::new();
    laptop
        .run_doctor(&mut |step: WorkStep, _: &str, done: u64, total: u64| {
            if step == WorkStep::Words {
                seen.push((done, total));
            }
            true
        })
        .unwrap();
    assert!(seen.len() > 3 && seen.iter().all(|it| it.0 <= it.1), "{seen:?}");
    let stopped = laptop.run_doctor(&mut |step: WorkStep, _: &str, _, _| step != WorkStep::Words).unwrap_err();
    assert_eq!(stopped.code, Code::Cancelled);
    laptop.assert_healthy();
}
