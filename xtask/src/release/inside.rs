//! What is inside the programs: the libraries of cargo and npm, told by their lock files,
//! and what stands in `xtask/templates/inside.json` because no lock file knows it (data,
//! fonts, the standard library, C code, the loader of WebView2).

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::step::{Done, Place, about, answer};

/// One work of others that is inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub version: String,
    /// As SPDX writes it, or as its maker does.
    pub licence: String,
    /// Where it comes from, as a package URL; empty where it has none.
    pub purl: String,
    /// The sum that its lock file tells: the name of the algorithm and the digits.
    pub sum: Option<(&'static str, String)>,
    /// Its makers, where its manifest names them.
    pub authors: Vec<String>,
    /// The texts of its licence, by the names of their files.
    pub texts: Vec<(String, String)>,
}

/// Longest text of a licence that is taken along.
const LONGEST: u64 = 400_000;

/// The programs that are shipped.
const PROGRAMS: [&str; 2] = ["prakarsa-desktop", "cli"];

/// All parts of what is made for these systems (target triples), in order of name and version.
pub fn parts(place: &Place, systems: &[String]) -> Done<Vec<Part>> {
    let mut all = of_cargo(place, systems)?;
    all.extend(of_npm(place)?);
    all.extend(beside(place, systems)?);
    all.sort_by(|one, other| (&one.name, &one.version, &one.purl).cmp(&(&other.name, &other.version, &other.purl)));
    all.dedup_by(|one, other| one.purl == other.purl && one.name == other.name && one.version == other.version);
    let bare: Vec<_> = all.iter().filter(|it| it.licence.is_empty()).map(|it| it.name.as_str()).collect();
    if !bare.is_empty() {
        return Err(format!("no licence is told by {}", bare.join(", ")));
    }
    Ok(all)
}

fn of_cargo(place: &Place, systems: &[String]) -> Done<Vec<Part>> {
    let mut call = place.cargo();
    call.args(["metadata", "--format-version=1", "--locked", "--offline"]);
    for system in systems {
        call.arg(format!("--filter-platform={system}"));
    }
    let told = answer(&mut call).map_err(|why| format!("{why}\n(`cargo fetch` brings what the lock file names)"))?;
    let told: Value = serde_json::from_str(&told).map_err(|error| format!("cargo metadata: {error}"))?;
    let lock = place.root.join("Cargo.lock");
    let sums = sums_of_lock(&std::fs::read_to_string(&lock).map_err(|error| about(&lock, &error))?);
    let packages: BTreeMap<&str, &Value> =
        list(&told, "packages").iter().filter_map(|it| Some((text(it, "id")?, it))).collect();
    let linked = linked(&told, &packages);
    Ok(linked.into_iter().filter_map(|id| part_of_cargo(packages.get(id)?, &sums)).collect())
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(of: &'a Value, name: &str) -> Option<&'a str> {
    of.get(name).and_then(Value::as_str)
}

/// Ids of all packages that end up in a program: those it needs to run, and theirs. What
/// only builds or tests is not inside, nor are macros, which run in the compiler.
fn linked<'a>(told: &'a Value, packages: &BTreeMap<&'a str, &'a Value>) -> BTreeSet<&'a str> {
    let nodes = told.pointer("/resolve/nodes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let nodes: BTreeMap<&str, &Value> = nodes.iter().filter_map(|it| Some((text(it, "id")?, it))).collect();
    let is_ours = |it: &Value| it.get("source").is_none_or(Value::is_null);
    let is_macro = |it: &Value| {
        list(it, "targets").iter().any(|it| list(it, "kind").iter().any(|it| it.as_str() == Some("proc-macro")))
    };
    let starts =
        packages.iter().filter(|it| is_ours(it.1) && text(it.1, "name").is_some_and(|it| PROGRAMS.contains(&it)));
    let mut open: Vec<&str> = starts.map(|it| *it.0).collect();
    let mut seen: BTreeSet<&str> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for it in nodes.get(id).map_or(&[][..], |it| list(it, "deps")) {
            let runs = list(it, "dep_kinds").iter().any(|it| it.get("kind").is_none_or(Value::is_null));
            let Some(other) = text(it, "pkg").filter(|_| runs) else { continue };
            if packages.get(other).is_some_and(|it| !is_macro(it)) && seen.insert(other) {
                open.push(other);
            }
        }
    }
    seen
}

fn part_of_cargo(package: &Value, sums: &BTreeMap<(String, String), String>) -> Option<Part> {
    package.get("source").filter(|it| !it.is_null())?;
    let (name, version) = (text(package, "name")?.to_owned(), text(package, "version")?.to_owned());
    let folder = Path::new(text(package, "manifest_path")?).parent()?.to_owned();
    let texts = texts_in(&folder, text(package, "license_file").map(|it| folder.join(it)));
    let licence = text(package, "license").map_or_else(|| told_by(&texts), str::to_owned);
    Some(Part {
        purl: format!("pkg:cargo/{name}@{version}"),
        sum: sums.get(&(name.clone(), version.clone())).map(|it| ("SHA-256", it.clone())),
        licence,
        authors: list(package, "authors").iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        name,
        version,
        texts,
    })
}

/// Sums by name and version.
fn sums_of_lock(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|it| it.strip_prefix(name)?.trim().strip_prefix('='))?;
        Some(line.trim().trim_matches('"').to_owned())
    };
    let of = |block: &str| Some(((field(block, "name")?, field(block, "version")?), field(block, "checksum")?));
    lock.split("[[package]]").filter_map(of).collect()
}

/// Packages of the interface that are not only for its development. What the bundler
/// leaves out is told all the same: it is no harm to thank too many.
fn of_npm(place: &Place) -> Done<Vec<Part>> {
    let path = place.root.join("ui/package-lock.json");
    let lock = std::fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
    let lock: Value = serde_json::from_str(&lock).map_err(|error| format!("{}: {error}", path.display()))?;
    let packages = lock.get("packages").and_then(Value::as_object).into_iter().flatten();
    let shipped =
        packages.filter(|(folder, it)| !folder.is_empty() && !is_true(it, "dev") && !is_true(it, "devOptional"));
    Ok(shipped.filter_map(|(folder, it)| part_of_npm(&place.root.join("ui").join(folder), folder, it)).collect())
}

fn is_true(of: &Value, name: &str) -> bool {
    of.get(name).and_then(Value::as_bool).unwrap_or(false)
}

fn part_of_npm(folder: &Path, named: &str, package: &Value) -> Option<Part> {
    let name = named.rsplit("node_modules/").next()?.to_owned();
    let version = text(package, "version")?.to_owned();
    let sum = text(package, "integrity").and_then(|it| Some(("SHA-512", hex_of_base64(it.strip_prefix("sha512-")?)?)));
    let texts = texts_in(folder, None);
    Some(Part {
        purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
        licence: text(package, "license").map_or_else(|| told_by(&texts), str::to_owned),
        authors: Vec::new(),
        texts,
        name,
        version,
        sum,
    })
}

/// What the texts of a licence say it is, where nothing else does; empty where there are
/// none.
fn told_by(texts: &[(String, String)]) -> String {
    let Some((name, text)) = texts.first() else { return String::new() };
    let head = text.trim_start().lines().next().unwrap_or_default().trim();
    if head.starts_with("MIT License") || head.starts_with("The MIT License") { "MIT" } else { name }.to_owned()
}

/// Base64 as digits of sixteen.
fn hex_of_base64(told: &str) -> Option<String> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut n_bit = 0;
    let mut bytes = Vec::new();
    for letter in told.trim_end_matches('=').bytes() {
        let value = u32::try_from(LETTERS.iter().position(|it| *it == letter)?).ok()?;
        bits = bits << 6 | value;
        n_bit += 6;
        if n_bit >= 8 {
            n_bit -= 8;
            bytes.push(u8::try_from(bits >> n_bit & 0xff).ok()?);
        }
    }
    Some(super::sums::hex(&bytes))
}

/// What no lock file knows.
fn beside(place: &Place, systems: &[String]) -> Done<Vec<Part>> {
    let path = place.root.join("xtask/templates/inside.json");
    let known = std::fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
    let known: Value = serde_json::from_str(&known).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut parts = Vec::new();
    for it in known.as_array().into_iter().flatten() {
        let only = text(it, "only");
        if only.is_some_and(|only| !systems.iter().any(|it| it.contains(only))) {
            continue;
        }
        let told = |name| text(it, name).unwrap_or_default().to_owned();
        let mut texts = Vec::new();
        for file in list(it, "files").iter().filter_map(Value::as_str) {
            let path = place.root.join(file);
            texts.push((file.to_owned(), std::fs::read_to_string(&path).map_err(|error| about(&path, &error))?));
        }
        if let Some(notice) = text(it, "notice") {
            texts.push(("notice".to_owned(), notice.to_owned()));
        }
        parts.push(Part {
            name: told("name"),
            version: told("version"),
            licence: told("licence"),
            purl: told("purl"),
            sum: None,
            authors: Vec::new(),
            texts,
        });
    }
    Ok(parts)
}

/// Texts of licences that lie in a folder, and the one that its manifest names.
fn texts_in(folder: &Path, named: Option<PathBuf>) -> Vec<(String, String)> {
    const NAMES: [&str; 6] = ["license", "licence", "copying", "notice", "unlicense", "copyright"];
    let is_text = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        NAMES.iter().any(|it| name.starts_with(it)) && !name.ends_with(".rs") && !name.ends_with(".js")
    };
    let lying = std::fs::read_dir(folder).into_iter().flatten().filter_map(|it| Some(it.ok()?.path()));
    let paths: BTreeSet<PathBuf> = lying.filter(is_text).chain(named).collect();
    let read = |path: PathBuf| {
        let small = path.metadata().ok().filter(|it| it.is_file() && it.len() <= LONGEST)?;
        let text = String::from_utf8_lossy(&std::fs::read(&path).ok().filter(|_| small.len() > 0)?).into_owned();
        Some((path.file_name()?.to_string_lossy().into_owned(), text))
    };
    paths.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_only_builds_or_tests_is_not_inside() {
        let package = |name: &str, source: Value, kind: &str| {
            json!({ "id": name, "name": name, "version": "1.0.0",
            "source": source, "targets": [{ "kind": [kind] }], "manifest_path": "/none/Cargo.toml", "license": "MIT" })
        };
        let dep = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let index = json!("registry+https://example");
        let told = json!({
            "packages": [
                package("cli", Value::Null, "bin"), package("domain", Value::Null, "lib"),
                package("linked", index.clone(), "lib"), package("below", index.clone(), "lib"),
                package("tests", index.clone(), "lib"), package("builds", index.clone(), "lib"),
                package("derive", index.clone(), "proc-macro"), package("syn", index.clone(), "lib"),
                package("stranger", index, "lib"),
            ],
            "resolve": { "nodes": [
                { "id": "cli", "deps": [dep("domain", Value::Null), dep("tests", json!("dev")), dep("builds", json!("build"))] },
                { "id": "domain", "deps": [dep("linked", Value::Null), dep("derive", Value::Null)] },
                { "id": "derive", "deps": [dep("syn", Value::Null)] },
                { "id": "linked", "deps": [dep("below", Value::Null)] },
            ] },
        });
        let packages = list(&told, "packages").iter().filter_map(|it| Some((text(it, "id")?, it))).collect();
        let linked = linked(&told, &packages);
        assert_eq!(linked.into_iter().collect::<Vec<_>>(), ["below", "cli", "domain", "linked"]);
        // Ours are no work of others.
        assert_eq!(part_of_cargo(packages["domain"], &BTreeMap::new()), None);
        assert_eq!(part_of_cargo(packages["below"], &BTreeMap::new()).unwrap().purl, "pkg:cargo/below@1.0.0");
    }

    #[test]
    fn sums_are_read_from_both_locks() {
        let lock = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"aes\"\n\
                    version = \"0.9.1\"\nsource = \"registry\"\nchecksum = \"0f1e\"\ndependencies = [\n \"cipher\",\n]\n";
        let sums = sums_of_lock(lock);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[&("aes".to_owned(), "0.9.1".to_owned())], "0f1e");
        for (base64, hex) in [("YWJj", "616263"), ("YWI=", "6162"), ("/+8=", "ffef"), ("", "")] {
            assert_eq!(hex_of_base64(base64).as_deref(), Some(hex));
        }
        assert_eq!(hex_of_base64("a*b"), None);
    }

    #[test]
    fn a_licence_that_only_its_text_tells_is_read_there() {
        let texts = |text: &str| vec![("LICENSE".to_owned(), text.to_owned())];
        assert_eq!(told_by(&texts("\nMIT License\n\nCopyright")), "MIT");
        assert_eq!(told_by(&texts("Do as you like")), "LICENSE");
        assert_eq!(told_by(&[]), "");
    }

    #[test]
    fn what_no_lock_file_knows_brings_its_licence() {
        let place = Place::find();
        for systems in [vec!["x86_64-pc-windows-gnu".to_owned()], vec!["x86_64-unknown-linux-gnu".to_owned()]] {
            let parts = beside(&place, &systems).unwrap();
            assert!(parts.len() > 4);
            for it in &parts {
                assert!(!it.licence.is_empty() && !it.texts.is_empty(), "{}", it.name);
            }
            let loader = parts.iter().any(|it| it.name.contains("WebView2"));
            assert_eq!(loader, systems[0].contains("windows"));
        }
    }
}
