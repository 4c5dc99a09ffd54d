//! Who may know whom: the table of the design, read from manifests and imports.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::{files, files_of, report};
use crate::kit::read;

/// Dependencies of a package, from its manifest.
fn dependencies(manifest: &str, table: &str) -> BTreeSet<String> {
    let manifest: toml::Table = toml::from_str(&read(manifest)).unwrap();
    let of = |it: &toml::Table| -> Vec<String> {
        it.get(table).and_then(toml::Value::as_table).into_iter().flatten().map(|it| it.0.clone()).collect()
    };
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    let targets = targets.filter_map(|it| it.1.as_table()).flat_map(of);
    of(&manifest).into_iter().chain(targets).collect()
}

#[test]
fn a_package_knows_only_whom_the_design_lets_it_know() {
    // `only`: nothing else at all. `never`: these not, whatever else is there.
    let ours =
        ["disk", "documents", "domain", "store", "exchange", "registry", "cli", "bridge", "prakarsa-desktop", "suites"];
    let but = |known: &[&'static str]| ours.into_iter().filter(|it| !known.contains(it)).collect::<Vec<_>>();
    let only: BTreeMap<&str, &[&str]> = [
        (
            "domain",
            &[
                "chrono",
                "qrcodegen",
                "rapidfuzz",
                "regex",
                "rust_decimal",
                "serde",
                "snowball_stemmers_rs",
                "specta",
                "specta-typescript",
                "thiserror",
                "toml",
                "unicode-normalization",
                "uuid",
            ][..],
        ),
        ("disk", &["fs4", "rustix", "sysinfo"][..]),
        (
            "store",
            &[
                "aes",
                "disk",
                "domain",
                "hex",
                "infer",
                "md-5",
                "rc4",
                "rusqlite",
                "rusqlite_migration",
                "serde",
                "serde_json",
                "sha2",
                "thiserror",
                "winapi-util",
                "zip",
            ][..],
        ),
    ]
    .into();
    let never: BTreeMap<&str, Vec<&str>> = [
        ("disk", but(&[])),
        ("documents", [but(&["domain"]), vec!["rusqlite", "dirs"]].concat()),
        ("domain", but(&[])),
        ("store", but(&["disk", "domain"])),
        ("exchange", [but(&["disk", "domain"]), vec!["rusqlite", "dirs"]].concat()),
        (
            "registry",
            [but(&["disk", "documents", "domain", "store", "exchange"]), vec!["rusqlite", "clap", "dirs"]].concat(),
        ),
        ("cli", [but(&["registry"]), vec!["rusqlite", "rust_decimal"]].concat()),
        ("bridge", [but(&["registry"]), vec!["rusqlite", "rust_decimal"]].concat()),
    ]
    .into();
    let mut offences = Vec::new();
    for (name, never) in &never {
        let manifest = format!("crates/{name}/Cargo.toml");
        let found = dependencies(&manifest, "dependencies");
        for it in &found {
            let foreign = only.get(name).is_some_and(|only| !only.contains(&it.as_str()));
            if foreign || never.contains(&it.as_str()) {
                offences.push(format!("{manifest} names {it}"));
            }
        }
        let dev = dependencies(&manifest, "dev-dependencies");
        offences.extend(
            dev.iter().filter(|it| never.contains(&it.as_str())).map(|it| format!("{manifest} tests with {it}")),
        );
    }
    let shell = dependencies("Cargo.toml", "dependencies");
    let known = ["disk", "documents", "domain", "store", "exchange", "bridge", "rusqlite"];
    offences.extend(shell.iter().filter(|it| known.contains(&it.as_str())).map(|it| format!("the shell names {it}")));
    report("a dependency that the design's section 1 does not allow", offences);
}

#[test]
fn every_crate_is_in_the_table() {
    let crates: BTreeSet<String> = files_of(&["crates/"], &["/Cargo.toml"])
        .into_iter()
        .map(|it| it.split('/').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(
        crates,
        ["bridge", "cli", "disk", "documents", "domain", "exchange", "registry", "store"].map(str::to_owned).into()
    );
}

#[test]
fn only_the_core_of_the_registry_can_write_past_its_gate() {
    let writer = Regex::new(r"\bWriter\b|\bwriter\.").unwrap();
    let mut offences = Vec::new();
    for path in files_of(&["crates/registry/src/"], &[".rs"]) {
        if !path.starts_with("crates/registry/src/core/") {
            let code = super::source::strip(&read(&path), super::source::Language::Rust, false);
            offences.extend(writer.find_iter(&code).map(|it| format!("{path}: {}", it.as_str())));
        }
    }
    report("a room that writes without a pen", offences);
}

#[test]
fn only_the_shell_names_tauri() {
    let mut offences = Vec::new();
    for manifest in files().into_iter().filter(|it| it.ends_with("Cargo.toml") && it != "Cargo.toml") {
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let found = dependencies(&manifest, table);
            offences
                .extend(found.iter().filter(|it| it.starts_with("tauri")).map(|it| format!("{manifest} names {it}")));
        }
    }
    report("tauri outside the shell", offences);
}

#[test]
fn the_rules_read_no_file_clock_or_chance() {
    let words =
        Regex::new(r"std::(fs|io|env|net|process|time|thread)|SystemTime|Utc::now|Local::now|now_v|new_v4|rand::")
            .unwrap();
    let mut offences = Vec::new();
    for path in files_of(&["crates/domain/src/"], &[".rs"]) {
        let code = super::source::strip(&read(&path), super::source::Language::Rust, false);
        offences.extend(words.find_iter(&code).map(|it| format!("{path}: {}", it.as_str())));
    }
    report("domain touches the world", offences);
}

/// Folder of `ui/src` that an import leads to, or the package it names.
fn target(from: &str, import: &str) -> String {
    if !import.starts_with('.') {
        return import.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[test]
fn folders_of_the_interface_keep_to_themselves() {
    const DOMAIN: [&str; 5] = ["inovasi", "assessment", "bukti", "merge", "submission"];
    let imports =
        Regex::new(r#"(?m)^\s*(?:import|export)\s[^;'"]*?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]"#).unwrap();
    let folder = |path: &str| -> String {
        let below = path.strip_prefix("ui/src/").unwrap_or("");
        below.split_once('/').map_or("", |it| it.0).to_owned()
    };
    let mut offences = Vec::new();
    for path in files_of(&["ui/src/"], &[".ts", ".svelte"]).into_iter().filter(|it| !super::is_test(it)) {
        let own = folder(&path);
        for found in imports.captures_iter(&read(&path)) {
            let import = found.get(1).or(found.get(2)).unwrap().as_str();
            let target = target(&path, import);
            let other = folder(&target);
            let tauri = import.starts_with("@tauri-apps") && own != "ipc";
            // The shell puts screens together, and a screen its parts; a part knows only its own word.
            let above = other == "shell" || DOMAIN.contains(&other.as_str());
            let kit = own == "kit"
                && (other == "ipc" || above)
                // The plain types of what is shown are no calls.
                && !target.ends_with("ipc/bindings");
            let part = DOMAIN.contains(&own.as_str()) && !path.ends_with("Screen.svelte");
            let domain = part && other != own && above;
            let ipc = own == "ipc" && above;
            if tauri || kit || domain || ipc {
                offences.push(format!("{path} imports {import}"));
            }
        }
    }
    report("an import that the design's section 1 does not allow", offences);
}
