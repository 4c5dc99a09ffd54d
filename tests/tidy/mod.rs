//! Rules of the repository that no compiler knows.

mod layers;
mod manners;
mod map;
mod places;
mod rooms;
mod sentences;
mod source;
mod words;

use std::path::{Path, PathBuf};

use crate::kit::root;

/// Folders that are made, not written.
const MADE: [&str; 8] =
    ["target", "node_modules", "dist", ".git", "gen", "test-results", "playwright-report", ".svelte-kit"];

/// Every written file of the repository, as `crates/domain/src/lib.rs`.
pub fn files() -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() && !MADE.contains(&name.as_str()) {
                walk(&entry.path(), found);
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root, &mut found);
    let mut files: Vec<String> =
        found.iter().map(|it| it.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/")).collect();
    files.sort();
    files
}

/// Files below one of `folders` with one of `endings`.
pub fn files_of(folders: &[&str], endings: &[&str]) -> Vec<String> {
    let below = |it: &String| folders.iter().any(|folder| it.starts_with(folder));
    let ends = |it: &String| endings.iter().any(|ending| it.ends_with(ending));
    files().into_iter().filter(|it| below(it) && ends(it)).collect()
}

/// Code that ships, apart from tests of every kind.
pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.starts_with("e2e/")
        || path.starts_with("benches/")
        || path.contains("/tests/")
        || path.ends_with("_test.rs")
        || path.ends_with(".test.ts")
        || path.ends_with("/testing.ts")
        || path.contains("/ipc/bridge/")
}

/// Fails with all offences at once.
pub fn report(rule: &str, offences: Vec<String>) {
    assert!(offences.is_empty(), "{rule}:\n  {}", offences.join("\n  "));
}
