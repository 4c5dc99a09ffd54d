//! Parcels that say something else than they were packed with.

use std::{
    collections::BTreeSet,
    fs,
    io::{Cursor, Write},
    path::Path,
};

use serde_json::{Value, json};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Writes a parcel anew with other acts, each as `keep` leaves it or without it: as the
/// program packs it, but for what they say.
pub fn rewrite_acts(path: &Path, keep: impl Fn(&mut Value) -> bool) {
    let mut from = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut header: Value = serde_json::from_reader(from.by_name("parcel.json").unwrap()).unwrap();
    let changes = std::io::read_to_string(from.by_name("changes.jsonl").unwrap()).unwrap();
    let mut acts: Vec<Value> = changes.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    acts.retain_mut(keep);
    let changes: String = acts.iter().map(|it| format!("{it}\n")).collect();
    header["n_act"] = json!(acts.len());
    header["n_change"] = json!(acts.iter().map(|it| it["changes"].as_array().unwrap().len()).sum::<usize>());
    header["changes_sha256"] = json!(store::sha256_hex(changes.as_bytes()));
    let said = |keys: &[&str]| {
        let value = keys.iter().fold(&header, |it, key| &it[*key]);
        value.as_str().map_or_else(|| value.to_string(), str::to_owned)
    };
    let mut texts: Vec<String> = [
        ["format"].as_slice(),
        &["version"],
        &["pemda", "nama"],
        &["pemda", "kode"],
        &["device"],
        &["person"],
        &["made_at"],
        &["n_act"],
        &["n_change"],
        &["n_blob"],
    ]
    .map(said)
    .into();
    let names: BTreeSet<String> = from.file_names().map(|it| it.unwrap().into_owned()).collect();
    for name in names.into_iter().filter(|it| it != "parcel.json" && !it.ends_with('/')) {
        let (size, sha256) = match name.strip_prefix("blobs/") {
            Some(sha256) => (from.by_name(&name).unwrap().size(), sha256.to_owned()),
            None => (changes.len() as u64, store::sha256_hex(changes.as_bytes())),
        };
        texts.extend([name, size.to_string(), sha256]);
    }
    let framed: Vec<u8> =
        texts.iter().flat_map(|it| [&(it.len() as u64).to_be_bytes()[..], it.as_bytes()].concat()).collect();
    header["digest"] = json!(store::sha256_hex(&framed));
    let mut to = ZipWriter::new(fs::File::create(path).unwrap());
    for index in 0..from.len() {
        let entry = from.by_index_raw(index).unwrap();
        if !["parcel.json", "changes.jsonl"].contains(&&*entry.name().unwrap()) {
            to.raw_copy_file(entry).unwrap();
        }
    }
    for (name, text) in [("changes.jsonl", changes), ("parcel.json", header.to_string())] {
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap();
}
