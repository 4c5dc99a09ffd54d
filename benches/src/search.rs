//! Searching: what an officer types, letter by letter, beside what SQLite's own
//! full-text search does with the same words over the same texts.

use std::path::Path;

use domain::inovasi::duplicate::{Index, Sketch, find, similar_to};
use registry::{Registry, SystemEnv};
use rusqlite::{Connection, OpenFlags};
use store::{Open, SEARCH_CAP, Store};

use crate::{
    load::{Dice, SEED},
    measure::{Line, print_head, time},
    or_end,
};

/// Rows that bare full-text search ranks.
const BARE: &str = "SELECT rowid FROM bare WHERE bare MATCH ?1 ORDER BY rank LIMIT 50";

/// Kinds of things typed, and the queries of each.
fn mix(names: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let mut dice = Dice::new(SEED);
    let mut of_names = |n: usize, least: usize| -> Vec<String> {
        (0..n)
            .filter_map(|_| {
                let nama = names.get(dice.roll(names.len()))?;
                let word = nama.split(' ').nth(dice.roll(2))?;
                (word.len() >= least).then(|| word.to_lowercase())
            })
            .collect()
    };
    let prefixes = of_names(40, 3)
        .iter()
        .chain(&["pelayanan".to_owned(), "kesehatan".into(), "masyarakat".into(), "sampah".into()])
        .flat_map(|word| (1..=word.len()).filter_map(|n| word.get(..n).map(str::to_owned)).collect::<Vec<_>>())
        .collect();
    let rare = of_names(60, 6);
    let misspelt: Vec<String> = of_names(80, 6)
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let mut letters: Vec<char> = word.chars().collect();
            match at % 3 {
                0 => drop(letters.remove(letters.len() / 2)),
                1 => letters.swap(2, 3),
                _ => letters.insert(3, 'x'),
            }
            letters.into_iter().collect()
        })
        .collect();
    let given = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let common = given(&[
        "pelayanan",
        "masyarakat",
        "desa",
        "dengan",
        "untuk",
        "kesehatan",
        "kelurahan",
        "melayani",
        "pendidikan",
        "aplikasi",
        "data",
        "perangkat",
    ]);
    let pairs = given(&[
        "pe ma",
        "pelayanan desa",
        "sampah warga",
        "kesehatan ibu",
        "sipandu pelayanan",
        "literasi digital",
        "perangkat 12",
        "lapor gercep",
        "ke ke",
        "anak stunting",
        "usaha mikro koperasi",
        "menjaga harmoni",
        "aplikasi data sistem informasi",
        "sehat 12",
    ]);
    vec![
        ("prefixes", prefixes),
        ("rare words", rare),
        ("common words", common),
        ("several words", pairs),
        ("misspelt names", misspelt),
    ]
}

/// Measures search over the registry in a folder.
pub fn measure(folder: &Path) -> Vec<Line> {
    // Migrated and indexed, as the app would have it.
    drop(or_end(Registry::open(folder, Box::new(SystemEnv)), "the registry"));
    let rebuild = rebuild(folder);
    let store = or_end(Store::open_to_read(folder, &[]), "the store");
    let database = folder.join("registry.sqlite3");
    let catalogue = or_end(Connection::open_with_flags(&database, OpenFlags::SQLITE_OPEN_READ_ONLY), "the tables");
    let names: Vec<String> = {
        let mut statement = or_end(catalogue.prepare("SELECT nama FROM inovasi ORDER BY subject LIMIT 20000"), "names");
        let rows = or_end(statement.query_map([], |row| row.get(0)), "names");
        or_end(rows.collect(), "names")
    };
    let aside = or_end(tempfile::tempdir(), "a temporary folder");
    let (bare, build) = bare(aside.path(), &database);
    println!();
    print_head();
    let mut lines = vec![build, rebuild];
    let mut all = Vec::new();
    for (kind, queries) in mix(&names) {
        lines.push(ours(&store, kind, &queries));
        all.extend(queries);
    }
    lines.push(beside(&bare, ours(&store, "the whole mix", &all), &all));
    lines.extend(duplicates(&store));
    for line in &lines {
        line.print();
    }
    println!("\nindex: {}", sizes(&catalogue));
    lines
}

/// All words indexed anew, as after a new version of the program.
fn rebuild(folder: &Path) -> Line {
    let id = |text: &str| or_end(text.parse(), "an id");
    let open = Open {
        fresh_device: id("00000000-0000-7000-8000-00000000ffff"),
        place: "bench".into(),
        stamp: "20261123-000000".into(),
        at: 0,
    };
    let opened = or_end(Store::open(folder, &open), "the store");
    time("search: index all", 1, |_| or_end(opened.store.rebuild_search(), "the index"))
}

/// Queries through the store.
fn ours(store: &Store, kind: &str, queries: &[String]) -> Line {
    let n = queries.len();
    let mut n_found = 0;
    let line = time(&format!("search: {kind}"), n, |at| {
        let text = queries.get(at % n.max(1)).map_or("", String::as_str);
        let found = or_end(store.read(|reader| reader.search(text, SEARCH_CAP)), "the search");
        n_found += found.rows.len();
    });
    line.note(format!("{} found each", n_found / (n + 1)))
}

/// The same queries through bare full-text search, and the ratio to it.
fn beside(bare: &Connection, line: Line, queries: &[String]) -> Line {
    let n = queries.len();
    let floor = time("", n, |at| {
        let words = queries.get(at % n.max(1)).map_or("", String::as_str).split(' ');
        let match_all: Vec<String> = words.map(|it| format!("\"{it}\"*")).collect();
        let mut statement = or_end(bare.prepare_cached(BARE), "bare");
        let rows = or_end(statement.query_map([match_all.join(" ")], |row| row.get::<_, i64>(0)), "bare");
        std::hint::black_box(rows.count());
    });
    let ms = |it: std::time::Duration| it.as_secs_f64() * 1000.0;
    let ratio = |a: std::time::Duration, b: std::time::Duration| a.as_secs_f64() / b.as_secs_f64().max(1e-9);
    let note = format!(
        "bare FTS5 {:.2} / {:.2} ms; ratio {:.2} / {:.2}",
        ms(floor.median()),
        ms(floor.p99()),
        ratio(line.median(), floor.median()),
        ratio(line.p99(), floor.p99()),
    );
    line.note(note)
}

/// Looking for near-duplicates in the whole catalogue, and of one while its name is
/// typed.
fn duplicates(store: &Store) -> Vec<Line> {
    let mut sketches = Vec::new();
    let sketch = time("duplicates: read and sketch all", 1, |_| {
        sketches = or_end(store.read(|reader| reader.sketches()), "the sketches");
    });
    let some: Vec<Sketch> = sketches.iter().step_by((sketches.len() / 500).max(1)).cloned().collect();
    let mut index = Index::default();
    let build = time("duplicates: index", 1, |_| index = Index::new(std::mem::take(&mut sketches)));
    let mut n_pair = 0;
    let find = time("duplicates: find all pairs", 1, |_| n_pair = find(&index).len());
    let one = time("duplicates: similar to one", some.len(), |at| {
        std::hint::black_box(some.get(at % some.len()).map(|it| similar_to(it, &index).len()));
    });
    vec![sketch, build, find.note(format!("{n_pair} pairs")), one]
}

/// The same texts under nothing but FTS5.
fn bare(folder: &Path, database: &Path) -> (Connection, Line) {
    let path = folder.join("bare.sqlite3");
    let bare = or_end(Connection::open(&path), "bare");
    let build = time("bare FTS5: index all", 1, |_| {
        or_end(bare.execute("ATTACH ?1 AS registry", [database.display().to_string()]), "bare");
        or_end(
            bare.execute_batch(
                "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;
                 CREATE VIRTUAL TABLE bare USING fts5 (nama, kepanjangan, perangkat_daerah, narrative,
                   content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
                 INSERT INTO bare (rowid, nama, kepanjangan, perangkat_daerah, narrative)
                 SELECT subject, nama, kepanjangan, perangkat_daerah, concat_ws(' ', rancang_bangun, tujuan, hasil)
                 FROM registry.inovasi;
                 DETACH registry;",
            ),
            "bare",
        );
    });
    let bytes = std::fs::metadata(&path).map_or(0, |it| it.len());
    (bare, build.note(format!("{} MB", bytes >> 20)))
}

/// What the index takes on the disk, and how many words of names it knows.
fn sizes(catalogue: &Connection) -> String {
    let count = |sql: &str| -> i64 { catalogue.query_row(sql, [], |row| row.get(0)).unwrap_or(-1) };
    let bytes = count("SELECT sum(length(block)) FROM inovasi_search_data");
    let words = count("SELECT count(DISTINCT word) FROM search_word");
    format!("{} MB, {words} words of names", bytes >> 20)
}
