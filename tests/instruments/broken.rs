//! Packs with one mistake each, made from the real one: `broken.toml`.

use std::collections::BTreeMap;

use domain::assessment::instrument::file::{MAX_FILE_BYTES, PackFault};
use registry::text::{Language, sentence};
use serde::Deserialize;

use super::{load, pack_on_disk};
use crate::kit;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

/// One mistake: in `file`, `find` becomes `replace`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    keterangan: String,
    file: String,
    #[serde(default)]
    find: String,
    #[serde(default)]
    replace: String,
    /// The file is taken out of the pack.
    #[serde(default)]
    remove: bool,
    /// The file is put in under this name too.
    #[serde(default)]
    copy_to: Option<String>,
    /// The file that is blamed.
    blamed: String,
    /// A text that begins on the line that is blamed; none when the whole file is meant.
    #[serde(default)]
    line_with: Option<String>,
    reason: String,
}

fn faults_of(files: &BTreeMap<String, String>) -> Vec<PackFault> {
    load(files).err().unwrap_or_default()
}

/// What is said of a fault, in English and small letters.
fn told(it: &PackFault) -> String {
    sentence(&format!("pack_fault.{}", it.reason.code), &it.reason.args, Language::En).to_lowercase()
}

#[test]
fn a_wrong_pack_is_refused_with_file_line_and_reason() {
    let table: Table = toml::from_str(&kit::read("tests/instruments/broken.toml")).unwrap();
    let sound = pack_on_disk("iga-2026");
    for case in &table.case {
        let mut files = sound.clone();
        let text = files.get(&case.file).unwrap_or_else(|| panic!("{}", case.file)).clone();
        if case.remove {
            files.remove(&case.file);
        } else {
            assert!(text.contains(&case.find), "{}: nothing to replace", case.keterangan);
            let text = text.replacen(&case.find, &case.replace, 1);
            files.insert(case.copy_to.clone().unwrap_or(case.file.clone()), text);
        }
        let faults = faults_of(&files);
        let blamed: Vec<&PackFault> = faults
            .iter()
            .filter(|it| it.file == case.blamed && told(it).contains(&case.reason.to_lowercase()))
            .collect();
        let [fault] = blamed.as_slice() else { panic!("{}: {faults:#?}", case.keterangan) };
        let line = case.line_with.as_ref().map(|wanted| {
            let text = &files[&case.blamed];
            let at = text.find(wanted.as_str()).unwrap();
            text[..at].matches('\n').count() + 1
        });
        match line {
            Some(line) => assert_eq!(fault.line, line, "{}: {fault}", case.keterangan),
            None => assert!(fault.line <= 1, "{}: {fault}", case.keterangan),
        }
        // What a person reads names the place.
        assert!(fault.to_string().starts_with(&format!("{}:{}: ", fault.file, fault.line)));
    }
    assert!(table.case.len() >= 20);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let mut files = pack_on_disk("iga-2026");
    for name in ["indikator/replikasi.toml", "indikator/alat-kerja.toml", "indikator/bimtek.toml"] {
        let text = files[name].replacen("bobot = \"", "bobot = \"-", 1);
        files.insert(name.into(), text);
    }
    let blamed: Vec<String> =
        faults_of(&files).into_iter().filter(|it| told(it).contains("above 0")).map(|it| it.file).collect();
    assert_eq!(blamed, ["indikator/alat-kerja.toml", "indikator/bimtek.toml", "indikator/replikasi.toml"]);
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    for name in ["instrument.toml", "indikator/replikasi.toml"] {
        let mut files = pack_on_disk("iga-2026");
        let text = format!("{}\n# {}", files[name], "x".repeat(MAX_FILE_BYTES));
        files.insert(name.into(), text);
        let faults = faults_of(&files);
        assert!(faults.iter().any(|it| it.file == name && told(it).contains("larger than")), "{faults:?}");
    }
}

#[test]
fn rubbish_is_refused_and_never_panics() {
    let sound = pack_on_disk("iga-2026");
    let deep = format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    for rubbish in ["", "\0\0\0", "{", "= = =", "[[[[", "id", "\u{feff}", "a.b.c.d = 1", &deep] {
        for name in ["instrument.toml", "indikator/replikasi.toml"] {
            let mut files = sound.clone();
            files.insert(name.into(), rubbish.to_owned());
            let faults = faults_of(&files);
            assert!(faults.iter().any(|it| it.file == name), "{rubbish:.20?} as {name}: {faults:?}");
        }
    }
    assert!(!faults_of(&BTreeMap::new()).is_empty());
}
