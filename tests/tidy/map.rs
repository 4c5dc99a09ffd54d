//! The map of words and layers in ARCHITECTURE.md against the tree: whoever looks
//! for a feature there finds it, and nothing lies outside the words unsaid.

use std::collections::{BTreeMap, BTreeSet};

use super::files;
use crate::kit::{check_part, read};

/// Columns: a name, and the folder it stands for.
const LAYERS: [(&str, &str); 7] = [
    ("domain", "crates/domain/src/"),
    ("store", "crates/store/src/"),
    ("exchange", "crates/exchange/src/"),
    ("registry", "crates/registry/src/"),
    ("view", "crates/registry/src/view/"),
    ("cli", "crates/cli/src/"),
    ("ui", "ui/src/"),
];

/// Rows: the five words, what all of them stand on, and what shows them.
const WORDS: [&str; 7] = ["inovasi", "assessment", "bukti", "merge", "submission", "core", "show"];

/// The last row: whatever lies beside the words.
const BESIDE: &str = "beside them";

const NONE: &str = "—";

/// What lies in a layer: names at its top, each with the names below it.
fn rooms(layer: &str, folder: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files() {
        let Some(below) = path.strip_prefix(folder) else { continue };
        let mut parts = below.split('/');
        let (Some(top), child) = (parts.next(), parts.next()) else { continue };
        if layer == "registry" && top == "view" {
            rooms.entry("view".into()).or_default();
            continue;
        }
        let module = |name: &str| name.strip_suffix(".rs").map(str::to_owned);
        // A feature of the interface is a folder; components lie in it.
        let ui = layer == "ui";
        let name = match child {
            None if ui => continue,
            None => module(top),
            Some(_) => Some(top.to_owned()),
        };
        let Some(name) = name.filter(|it| !["lib", "main", "mod"].contains(&it.as_str())) else { continue };
        let features = rooms.entry(name).or_default();
        match child {
            Some(child) if ui => features.extend(parts.next().map(|_| child.to_owned())),
            Some(child) => {
                let name = module(child).unwrap_or_else(|| child.to_owned());
                features.extend((!name.ends_with("_test") && name != "mod").then_some(name));
            }
            None => (),
        }
    }
    rooms
}

/// The table as the tree would have it.
fn drawn() -> String {
    let layers = LAYERS.map(|(layer, folder)| rooms(layer, folder));
    let cell = |word: &str, rooms: &BTreeMap<String, BTreeSet<String>>| -> String {
        match rooms.get(word) {
            None => NONE.into(),
            Some(features) if features.is_empty() => word.into(),
            Some(features) => features.iter().cloned().collect::<Vec<_>>().join(", "),
        }
    };
    let beside = |rooms: &BTreeMap<String, BTreeSet<String>>| -> String {
        let names: Vec<_> = rooms.keys().filter(|it| !WORDS.contains(&it.as_str())).cloned().collect();
        if names.is_empty() { NONE.into() } else { names.join(", ") }
    };
    let mut lines =
        vec![format!("| | {} |", LAYERS.map(|it| it.0).join(" | ")), format!("|---|{}", "---|".repeat(LAYERS.len()))];
    for word in WORDS {
        lines.push(format!("| **{word}** | {} |", layers.each_ref().map(|it| cell(word, it)).join(" | ")));
    }
    lines.push(format!("| {BESIDE} | {} |", layers.each_ref().map(beside).join(" | ")));
    lines.join("\n") + "\n"
}

#[test]
fn the_map_shows_every_word_in_every_layer() {
    check_part("ARCHITECTURE.md", "<!-- words and layers -->\n", &drawn());
    let map = read("ARCHITECTURE.md");
    for (layer, folder) in LAYERS {
        assert!(map.contains(&format!("`{folder}`")), "the map says where {layer} lies");
    }
}

#[test]
fn what_lies_beside_the_words_is_known() {
    // A new name here is a new sort of thing in a layer: rather find its word.
    let known: BTreeMap<&str, &[&str]> = [
        ("registry", &["commands", "facade", "view"][..]),
        ("cli", &["args", "run", "update", "write"][..]),
        ("ui", &["ipc", "kit", "shell", "style", "text"][..]),
    ]
    .into();
    let mut offences = Vec::new();
    for (layer, folder) in LAYERS {
        let known = known.get(layer).copied().unwrap_or_default();
        for name in rooms(layer, folder).into_keys() {
            if !WORDS.contains(&name.as_str()) && !known.contains(&name.as_str()) {
                offences.push(format!("{folder}{name}"));
            }
        }
    }
    super::report("a name that is none of the five words", offences);
}
