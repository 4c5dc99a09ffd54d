//! Words: one concept has one name, rules are data, SQL has one home.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::{
    files, files_of, is_test, report,
    source::{Language, shipped, strip},
};
use crate::kit::read;

const CODE: [&str; 4] = [".rs", ".ts", ".svelte", ".sql"];

/// Bold words of the glossary's column "Never".
fn banned() -> BTreeSet<String> {
    let bold = Regex::new(r"\*\*([^*]+)\*\*").unwrap();
    let glossary = read("GLOSSARY.md");
    let rows = glossary.lines().filter(|it| it.starts_with('|'));
    let never = rows.filter_map(|it| it.trim_end_matches('|').rsplit('|').next());
    never.flat_map(|it| bold.captures_iter(it).map(|it| it[1].to_lowercase()).collect::<Vec<_>>()).collect()
}

/// The words that a name is made of: `DaftarOpd_2` → `daftar`, `opd`, `2`.
fn words_of(name: &str) -> Vec<String> {
    let hump = Regex::new(r"[A-Z]+(?:[a-z0-9]*)|[a-z]+|[0-9]+").unwrap();
    hump.find_iter(name).map(|it| it.as_str().to_lowercase()).collect()
}

/// Names that belong to a library or a browser, where the word is theirs.
const THEIRS: [&str; 0] = [];

#[test]
fn the_glossary_bans_words() {
    let banned = banned();
    for word in ["innovation", "opd", "ujicoba", "evidence", "indicator", "buktis"] {
        assert!(banned.contains(word), "{word}");
    }
    assert_eq!(words_of("daftarOpd_HTTPServer"), ["daftar", "opd", "httpserver"]);
}

#[test]
fn no_name_holds_a_word_that_the_glossary_bans() {
    let banned = banned();
    let name = Regex::new(r"[A-Za-z_][A-Za-z0-9_]*").unwrap();
    let mut offences = BTreeSet::new();
    let mut look = |path: &str, names: &str| {
        // Splitting every name is slow; nearly no file holds any of the words.
        let lower = names.to_lowercase();
        if !banned.iter().any(|it| lower.contains(it.as_str())) {
            return;
        }
        for found in name.find_iter(names).filter(|it| !THEIRS.contains(&it.as_str())) {
            for word in words_of(found.as_str()).into_iter().filter(|it| banned.contains(it)) {
                offences.insert(format!("{path}: {word} in {}", found.as_str()));
            }
        }
    };
    for path in files_of(&["crates/", "src-tauri/", "ui/src/", "tests/", "e2e/", "benches/", "xtask/"], &CODE) {
        look(&path, &path);
        look(&path, &strip(&read(&path), Language::of(&path), false));
    }
    report("a banned word in a name (GLOSSARY.md)", offences.into_iter().collect());
}

#[test]
fn what_a_library_hands_out_says_what_it_is() {
    // Beside rustc's `missing_docs`, which sees one gap of a macro and hides the rest.
    let item =
        Regex::new(r"^(?:pub (?:const |async )?(?:fn|struct|enum|trait|type|const) \w|    struct |    enum )").unwrap();
    let view = "crates/registry/src/view";
    let folders = ["domain", "store", "exchange", "registry"].map(|it| format!("crates/{it}/src/"));
    let mut offences = Vec::new();
    let mut n = 0;
    for path in files_of(&folders.each_ref().map(String::as_str), &[".rs"]).into_iter().filter(|it| !is_test(it)) {
        let text = read(&path);
        let code = shipped(&text, false);
        let mut told = false;
        for (at, (line, code)) in text.lines().zip(code.lines()).enumerate() {
            let bare = line.trim_start();
            let public = code.trim_start().starts_with("pub ") && item.is_match(code.trim_start());
            let wire = path.starts_with(view) && item.is_match(code);
            if public || wire {
                n += 1;
                if !told {
                    offences.push(format!("{path}:{}: {bare}", at + 1));
                }
            }
            // What stands between the words and the item are its attributes.
            told = bare.starts_with("///") || (told && (bare.starts_with(['#', ')', ']']) || bare.ends_with(',')));
        }
    }
    assert!(n > 1000, "the items were found");
    report("a public item without a word on what it is", offences);
}

#[test]
fn one_name_is_one_type() {
    // Each crate has these two of its own, and nobody reads them without its name.
    let of_every_crate = ["Error", "Result"];
    // Those of the wire stand inside a macro.
    let types = Regex::new(r"(?m)^ {0,4}(?:pub(?:\([^)]*\))? )?(?:struct|enum|union|trait) (\w+)").unwrap();
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files_of(&["crates/", "src-tauri/"], &[".rs"]).into_iter().filter(|it| !is_test(it)) {
        for found in types.captures_iter(&shipped(&read(&path), false)) {
            homes.entry(found[1].to_owned()).or_default().push(path.clone());
        }
    }
    assert!(homes.len() > 500, "the types were found");
    homes.retain(|name, homes| homes.len() > 1 && !of_every_crate.contains(&name.as_str()));
    let offences = homes.iter().map(|(name, homes)| format!("{name}: {}", homes.join(", "))).collect();
    report("one name for several types", offences);
}

#[test]
fn no_indikator_stands_in_code() {
    let stems: BTreeSet<String> = files_of(&["instruments/"], &[".toml"])
        .iter()
        .filter(|it| it.contains("/indikator/"))
        .map(|it| it.rsplit('/').next().unwrap().trim_end_matches(".toml").to_owned())
        .collect();
    assert!(stems.len() >= 40, "the ids were found");
    let code = Regex::new(r"\b(SID|SPD)-\d\d").unwrap();
    let slug = Regex::new(r"[a-z0-9]+(?:-[a-z0-9]+)*").unwrap();
    let mut offences = Vec::new();
    for path in files_of(&["crates/", "src-tauri/", "ui/src/", "xtask/"], &[".rs", ".ts", ".svelte"]) {
        if is_test(&path) {
            continue;
        }
        // Texts stay; comments may give an example, and tests inside a file too.
        let language = Language::of(&path);
        let text = read(&path);
        let text = if language == Language::Rust { shipped(&text, true) } else { strip(&text, language, true) };
        if !text.contains("SID-") && !text.contains("SPD-") && !stems.iter().any(|it| text.contains(it.as_str())) {
            continue;
        }
        // One word alone is no id: `bimtek` and `replikasi` are words of the trade.
        let found = slug.find_iter(&text).map(|it| it.as_str());
        let ids = found.filter(|it| it.contains('-') && stems.contains(*it));
        let codes = code.find_iter(&text).map(|it| it.as_str());
        offences.extend(ids.chain(codes).map(|it| format!("{path}: {it}")));
    }
    report("an indikator in code; rules are data", offences);
}

#[test]
fn sql_stands_in_the_store_alone() {
    let sql = Regex::new(r"\b(SELECT\s+[\w*(]|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|VIRTUAL|VIEW)|PRAGMA\s+\w)").unwrap();
    let mut offences = Vec::new();
    for path in files_of(&["crates/", "src-tauri/", "ui/src/", "xtask/"], &[".rs", ".ts", ".svelte", ".sql"]) {
        if path.starts_with("crates/store/") || is_test(&path) {
            continue;
        }
        let text = strip(&read(&path), Language::of(&path), true);
        offences.extend(sql.find_iter(&text).map(|it| format!("{path}: {}", it.as_str())));
    }
    report("SQL outside crates/store", offences);
}

#[test]
fn no_skor_is_stored() {
    let migrations = files_of(&["crates/store/migrations/"], &[".sql"]);
    assert!(migrations.len() > 1, "the whole schema is read");
    let mut offences = Vec::new();
    for path in migrations {
        let names = words_of(&strip(&read(&path), Language::Sql, false).to_lowercase());
        let derived = names.into_iter().filter(|it| ["skor", "kematangan", "iid", "predikat"].contains(&it.as_str()));
        offences.extend(derived.map(|it| format!("{path}: {it}")));
    }
    report("a skor is derived", offences);
}

#[test]
fn no_path_of_a_machine_stands_in_a_file() {
    // Written in two halves, so that this file itself is clean.
    let places = ["work", "root", "home", "Users"].map(|it| format!("/{it}/"));
    let text = [".rs", ".ts", ".svelte", ".sql", ".toml", ".json", ".md", ".html", ".css", ".yml", ".sh", ".run"];
    let mut offences = Vec::new();
    for path in files() {
        let plain = text.iter().any(|it| path.ends_with(it)) || path.starts_with(".ci/") || path.starts_with(".cargo/");
        if !plain || path.ends_with("package-lock.json") {
            continue;
        }
        for (at, line) in read(&path).lines().enumerate() {
            let machine = places.iter().any(|place| {
                line.match_indices(place.as_str()).any(|(at, _)| {
                    // Part of a longer path or an address is no place on a machine, and
                    // an officer of the fake backend has a home like everybody.
                    let part = line[..at].ends_with(|it: char| it.is_alphanumeric() || "._-}/".contains(it));
                    !part && !line[at + place.len()..].starts_with("brida/")
                })
            });
            if machine {
                offences.push(format!("{path}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    report("a path of one machine", offences);
}

#[test]
fn code_without_tests_is_what_ships() {
    assert!(shipped(&read("crates/domain/src/core/date.rs"), false).contains("fn read"));
}
