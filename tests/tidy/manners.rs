//! Manners: sizes, panics, deletions, the names of tests.

use regex::Regex;

use super::{
    files_of, is_test, report,
    source::{Language, shipped, shipped_lines, strip},
};
use crate::kit::{check_frozen, read};

/// Longest file, in lines; of Rust only those count that are not `#[cfg(test)]`.
const RUST: usize = 400;
const SCRIPT: usize = 400;
const SVELTE: usize = 250;

/// Files that are longer, with the length they may have. This list only shrinks.
const LONGER: [(&str, usize); 0] = [];

/// Written by a program, read by none of us at once.
const MADE: [&str; 1] = ["ui/src/ipc/bindings.ts"];

fn lines(path: &str) -> usize {
    let text = read(path);
    if path.ends_with(".rs") { shipped_lines(&text) } else { text.lines().count() }
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let mut offences = Vec::new();
    for path in files_of(
        &["crates/", "src-tauri/", "ui/src/", "tests/", "e2e/", "benches/", "xtask/"],
        &[".rs", ".ts", ".svelte"],
    ) {
        if MADE.contains(&path.as_str()) {
            continue;
        }
        let usual = if path.ends_with(".svelte") {
            SVELTE
        } else if path.ends_with(".ts") {
            SCRIPT
        } else {
            RUST
        };
        let allowed = LONGER.iter().find(|it| it.0 == path).map_or(usual, |it| it.1);
        let n = lines(&path);
        if n > allowed {
            offences.push(format!("{path}: {n} lines, at most {allowed}"));
        }
    }
    for (path, allowed) in LONGER {
        if lines(path) < allowed {
            offences.push(format!("{path} has become shorter: lower its number"));
        }
    }
    report("a file is too long", offences);
}

/// Rust that ships, without comments, texts and tests.
fn shipped_files() -> Vec<(String, String)> {
    files_of(&["crates/", "src-tauri/"], &[".rs"])
        .into_iter()
        .filter(|it| !is_test(it))
        .map(|path| {
            let code = shipped(&read(&path), false);
            (path, code)
        })
        .collect()
}

fn offences(rule: &str, pattern: &str, allowed: &[&str]) {
    let pattern = Regex::new(pattern).unwrap();
    let mut offences = Vec::new();
    for (path, code) in shipped_files().into_iter().filter(|it| !allowed.contains(&it.0.as_str())) {
        for (at, line) in code.lines().enumerate().filter(|it| pattern.is_match(it.1)) {
            offences.push(format!("{path}:{}: {}", at + 1, line.trim()));
        }
    }
    report(rule, offences);
}

#[test]
fn nothing_that_ships_can_be_made_to_panic_on_purpose() {
    offences("a panic in waiting", r"\.unwrap\(\)|\.expect\(|\b(panic|todo|unimplemented|dbg)!", &[]);
}

#[test]
fn nothing_is_deleted_but_what_the_program_made_itself() {
    // Half-written files and copies, marks, copies to read from, failed puts, backups that lie in others, and
    // what the program notes of itself; packages of updates whose version runs by now.
    let allowed = [
        "crates/store/src/core/damage.rs",
        "crates/store/src/core/restore.rs",
        "crates/store/src/core/backup.rs",
        "crates/store/src/core/half_written.rs",
        "crates/store/src/bukti/blobs.rs",
        "crates/disk/src/ending.rs",
        "crates/disk/src/output.rs",
        "crates/disk/src/output/note.rs",
        "crates/disk/src/patience.rs",
        "crates/registry/src/bukti/open.rs",
        "crates/registry/src/core/log.rs",
        "crates/registry/src/core/update/laid.rs",
        "src-tauri/graphics.rs",
        "src-tauri/lib.rs",
    ];
    offences("a deletion", r"remove_file|remove_dir|disk::remove|\bremove\(&?(?:path|note|self\.path)\)", &allowed);
}

#[test]
fn nothing_goes_over_the_network() {
    offences("a connection", r"TcpStream|TcpListener|UdpSocket|reqwest|hyper::", &[]);
}

#[test]
fn tests_are_named_by_statements() {
    let name = Regex::new(r"#\[(?:tokio::)?test\](?:\s*#\[[^\]]*\])*\s*(?:async )?fn (\w+)").unwrap();
    let mut offences = Vec::new();
    let mut n = 0;
    for path in files_of(&["crates/", "src-tauri/", "tests/", "e2e/", "benches/", "xtask/"], &[".rs"]) {
        let code = strip(&read(&path), Language::Rust, false);
        for found in name.captures_iter(&code) {
            n += 1;
            let words: Vec<&str> = found[1].split('_').collect();
            if words[0] == "test" || words.contains(&"should") || words.len() < 3 {
                offences.push(format!("{path}: {}", &found[1]));
            }
        }
        for lazy in ["#[ignore", "#[should_panic"] {
            if code.contains(lazy) {
                offences.push(format!("{path}: {lazy}"));
            }
        }
    }
    assert!(n > 50, "the tests were found");
    report("a test name is a statement in the present tense", offences);
}

#[test]
fn tests_wait_for_events_and_not_for_time() {
    let mut offences = Vec::new();
    for path in files_of(&["crates/", "tests/"], &[".rs"]) {
        if strip(&read(&path), Language::Rust, false).contains("sleep(") {
            offences.push(path);
        }
    }
    report("a test that sleeps", offences);
}

#[test]
fn migrations_are_frozen() {
    let found = files_of(&["crates/store/migrations/"], &[".sql"]);
    assert!(!found.is_empty());
    for (at, path) in found.iter().enumerate() {
        let number = format!("{:04}_", at + 1);
        assert!(path.rsplit('/').next().unwrap().starts_with(&number), "{path} is not number {number}");
    }
    let hashes = found.iter().map(|path| {
        let text = read(path).replace('\r', "");
        format!("{} {path}\n", store::sha256_hex(text.as_bytes()))
    });
    check_frozen("tidy/migrations.sha256", &hashes.collect::<Vec<_>>());
}
