//! Rules inside the app: taken in, corrected, given back, compared, weighed.

mod acts;
mod effect;
mod files;
mod line;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use registry::{Basis, ChooseParameter, CorrectFact, CorrectPack};

use crate::kit::{Laptop, root};

pub const NOW: &str = "iga-2026";

/// The embedded files of an instrument, as they lie in the project.
pub fn embedded(id: &str) -> BTreeMap<String, String> {
    let folder = root().join("instruments").join(id);
    let mut files = BTreeMap::new();
    for (below, prefix) in [(folder.clone(), ""), (folder.join("indikator"), "indikator/")] {
        for entry in fs::read_dir(below).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".toml") {
                files.insert(format!("{prefix}{name}"), fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    files
}

/// Puts files into a fresh folder of a laptop's desk.
pub fn folder(laptop: &Laptop, name: &str, files: &BTreeMap<String, String>) -> PathBuf {
    let top = laptop.path(name);
    for (path, text) in files {
        let path = top.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    top
}

/// Files of a year that nobody ever held: last year's with another id and number.
pub fn fictitious(tahun: i32) -> BTreeMap<String, String> {
    let mut files = embedded(NOW);
    let main = files.get_mut("instrument.toml").unwrap();
    *main = main
        .replacen("id = \"iga-2026\"", &format!("id = \"iga-{tahun}\""), 1)
        .replacen("tahun = 2026", &format!("tahun = {tahun}"), 1)
        .replacen("status = \"final\"", "status = \"draft\"", 1)
        .replacen("pembagi_minimum = 12", "pembagi_minimum = 3", 1);
    files
}

pub fn corrected(indikator: Option<&str>, fact: &str, value: &str) -> CorrectFact {
    CorrectFact {
        indikator: indikator.map(Into::into),
        fact: fact.into(),
        value: value.into(),
        source: "Surat ralat BSKDN, dibaca 2026-11-20".into(),
        confidence: "one_source".into(),
    }
}

pub fn correction(facts: Vec<CorrectFact>) -> CorrectPack {
    CorrectPack {
        instrument: NOW.into(),
        corrections: facts,
        alasan: "Ralat surat kementerian".into(),
        sums: true,
        ..CorrectPack::default()
    }
}

pub fn iid(laptop: &Laptop, instrument: &str) -> String {
    laptop.score(instrument, Basis::Claimed).unwrap().iid.unwrap()
}

pub fn total(laptop: &Laptop, instrument: &str) -> String {
    laptop.score(instrument, Basis::Claimed).unwrap().skor_total.unwrap()
}

/// Packs bytes as a zip, entry by entry, whatever their names are.
pub fn zip(path: &Path, entries: &[(&str, &[u8])]) {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}
