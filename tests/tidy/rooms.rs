//! The rooms of `registry`, drawn by their own imports: arrows go down, there is
//! no circle, and nothing that shows can begin a read or an act.

use std::collections::BTreeMap;

use regex::Regex;

use super::{files_of, report, source::shipped};
use crate::kit::read;

const REGISTRY: &str = "crates/registry/src/";

/// From the ground up: a room knows those before it. (`view` is no room but the
/// shape of what is handed out, `facade` the list of acts, `commands` the table of
/// what a window may ask.)
const FLOORS: [&str; 7] = ["core", "show", "bukti", "inovasi", "assessment", "submission", "merge"];

/// What lies above all rooms.
const ABOVE: [&str; 2] = ["facade", "commands"];

/// Every path from the crate's root that a text names, written out, with the byte
/// at which it stands: `use crate::{a::{b, c}, d}` is `a::b`, `a::c` and `d`.
fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        if !code[..at].ends_with(|it: char| it.is_alphanumeric() || "_$:".contains(it)) {
            tree(&code[at + start.len()..], at + start.len(), "", &mut found);
        }
    }
    found
}

/// Reads one branch of a tree of imports; answers how long it is.
fn tree(code: &str, from: usize, before: &str, found: &mut Vec<(usize, String)>) -> usize {
    let name = code.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(code.len());
    let path = |name: &str| if before.is_empty() { name.to_owned() } else { format!("{before}::{name}") };
    if let Some(inner) = code.strip_prefix('{') {
        let mut at = 1;
        loop {
            let rest = &code[at..];
            at += rest.len() - rest.trim_start_matches(|it: char| it.is_whitespace() || it == ',').len();
            if at >= inner.len() || code[at..].starts_with('}') {
                return at + 1;
            }
            at += tree(&code[at..], from + at, before, found).max(1);
            // ` as Other` and the like.
            at += code[at..].find([',', '}']).unwrap_or(0);
        }
    }
    match code[name..].strip_prefix("::") {
        Some(rest) if rest.starts_with(|it: char| it.is_alphanumeric() || "_{".contains(it)) => {
            name + 2 + tree(rest, from + name + 2, &path(&code[..name]), found)
        }
        _ => {
            found.push((from, path(&code[..name])));
            name
        }
    }
}

/// Where the names at the crate's root come from: `Code` → `core::error`.
fn handed_out() -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (_, path) in paths(&shipped(&read(&format!("{REGISTRY}lib.rs")), false)) {
        if let Some((module, name)) = path.rsplit_once("::") {
            names.insert(name.to_owned(), module.to_owned());
        }
    }
    names
}

/// Paths that the files of a room name: file, line, path.
fn named_by(room: &str) -> Vec<(String, usize, String)> {
    let handed_out = handed_out();
    let own = [format!("{REGISTRY}{room}.rs"), format!("{REGISTRY}{room}/")];
    let mut found = Vec::new();
    for file in files_of(&own.each_ref().map(String::as_str), &[".rs"]) {
        let code = shipped(&read(&file), false);
        for (at, path) in paths(&code) {
            let line = code[..at].matches('\n').count() + 1;
            let first = path.split("::").next().unwrap();
            let path = handed_out.get(first).map_or(path.clone(), |module| format!("{module}::{path}"));
            found.push((file.clone(), line, path));
        }
    }
    assert!(found.len() > 3, "the imports of {room} were found");
    found
}

#[test]
fn a_room_knows_only_those_below_it() {
    let mut offences = Vec::new();
    for (floor, room) in FLOORS.iter().enumerate() {
        for (file, line, path) in named_by(room) {
            let other = path.split("::").next().unwrap();
            let up = FLOORS.iter().position(|it| *it == other).is_some_and(|it| it > floor);
            if up || ABOVE.contains(&other) || path == "Registry" {
                offences.push(format!("{file}:{line}: {room} knows {path}"));
            }
        }
    }
    report("an arrow between the rooms of registry that goes up", offences);
}

#[test]
fn what_shows_can_begin_nothing() {
    // `Core` holds the lock of reading; who has it could enter it twice, and wait
    // for himself for ever.
    let handles = Regex::new(r"\b(Core|Registry|Store|Writer|Pen)\b").unwrap();
    let mut offences = Vec::new();
    for file in files_of(&["crates/registry/src/show"], &[".rs"]) {
        for (at, line) in shipped(&read(&file), false).lines().enumerate() {
            offences.extend(handles.find_iter(line).map(|it| format!("{file}:{}: {}", at + 1, it.as_str())));
        }
    }
    report("show/ is handed a Reader and can begin neither a read nor an act", offences);
}

#[test]
fn every_room_of_registry_has_its_floor() {
    let mut tops: Vec<String> = files_of(&[REGISTRY], &[".rs"])
        .iter()
        .filter_map(|it| it.strip_prefix(REGISTRY)?.split(['/', '.']).next().map(str::to_owned))
        .collect();
    tops.sort();
    tops.dedup();
    let mut known = [&FLOORS[..], &ABOVE, &["lib", "view"]].concat();
    known.sort_unstable();
    assert_eq!(tops, known);
}

#[test]
fn trees_of_imports_are_read() {
    let code = "use crate::{a::{self, b::C as D, e}, f};\nfn g() { crate::h::i::<J>(super::k) }\nuse other_crate::l;";
    let names: Vec<String> = paths(code).into_iter().map(|it| it.1).collect();
    assert_eq!(names, ["a::self", "a::b::C", "a::e", "f", "h::i"]);
}
