//! The rules as data: the packs load, every worked case comes out to the cent,
//! and a wrong file is refused with its place and reason.

mod broken;
mod cases;
mod fictitious;
mod packs;
mod slow;
mod vocabulary;

use std::collections::BTreeMap;

use domain::{
    Decimal,
    assessment::instrument::{
        AnsweredBy, Instrument, Status,
        file::{PackFault, PackFile, read_pack},
    },
};
use registry::{Library, pack_hash, pack_hashes};

use crate::kit;

/// Path and text of every rule file of a pack on disk.
pub fn pack_on_disk(id: &str) -> BTreeMap<String, String> {
    let folder = kit::root().join("instruments").join(id);
    let mut files = BTreeMap::new();
    for (below, folder) in [("", folder.clone()), ("indikator/", folder.join("indikator"))] {
        // An award that asks no indikator has no such folder.
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name.ends_with(".toml") {
                files.insert(format!("{below}{name}"), std::fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

pub fn load(files: &BTreeMap<String, String>) -> Result<Instrument, Vec<PackFault>> {
    read_pack(&pack_files(files))
}

fn pack_files(files: &BTreeMap<String, String>) -> Vec<PackFile<'_>> {
    files.iter().map(|(path, text)| PackFile { path, text }).collect()
}

fn iga_2026() -> std::sync::Arc<Instrument> {
    Library::embedded().unwrap().instruments["iga-2026"].clone()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn every_embedded_pack_loads() {
    let library = Library::embedded().unwrap();
    assert!(library.instruments.contains_key(registry::DEFAULT_INSTRUMENT.trim()));
    for (id, it) in &library.instruments {
        assert_eq!(*id, it.id);
    }
}

#[test]
fn the_pack_on_disk_is_the_embedded_one() {
    for (id, hash) in pack_hashes() {
        assert_eq!(pack_hash(&pack_files(&pack_on_disk(&id))), hash, "{id}");
    }
}

#[test]
fn final_packs_are_locked_by_their_hash() {
    let hashes = pack_hashes();
    // Read from the disk: the program itself refuses to start with a broken lock.
    let last: BTreeMap<String, String> = hashes
        .keys()
        .filter(|id| load(&pack_on_disk(id)).unwrap().status == Status::Final)
        .map(|id| (id.clone(), pack_hash(&pack_files(&pack_on_disk(id)))))
        .collect();
    let text = kit::read("instruments/lock.toml");
    let lock: BTreeMap<String, String> = toml::from_str(&text).unwrap();
    if std::env::var_os("BLESS").is_some() && lock != last {
        let head: String = text.lines().filter(|it| it.starts_with('#')).map(|it| format!("{it}\n")).collect();
        let rows: String = last.iter().map(|(id, hash)| format!("{id} = \"{hash}\"\n")).collect();
        std::fs::write(kit::root().join("instruments/lock.toml"), head + &rows).unwrap();
        panic!("the lock was written anew; build and test again");
    }
    assert_eq!(lock, last, "a pack that is final never changes: correct it by a new pack");
}

#[test]
fn any_changed_letter_changes_the_hash_of_a_pack_and_line_ends_do_not() {
    let files = pack_on_disk("iga-2026");
    let hash = pack_hash(&pack_files(&files));
    for path in files.keys() {
        let mut changed = files.clone();
        changed.get_mut(path).unwrap().push('#');
        assert_ne!(pack_hash(&pack_files(&changed)), hash, "{path}");
    }
    let windows = files.iter().map(|(path, text)| (path.clone(), text.replace('\n', "\r\n"))).collect();
    assert_eq!(pack_hash(&pack_files(&windows)), hash);
}

#[test]
fn iga_2026_has_36_numbers_in_40_lines_of_250() {
    let it = iga_2026();
    let own = |who| it.indikator_of(who).collect::<Vec<_>>();
    let numbers = |who| {
        let mut all: Vec<u16> = own(who).iter().filter_map(|it| it.nomor).collect();
        all.dedup();
        all
    };
    assert_eq!(numbers(AnsweredBy::Daerah), (1..=15).collect::<Vec<_>>());
    assert_eq!(numbers(AnsweredBy::Inovasi), (16..=35).collect::<Vec<_>>());
    let sum = |who, of: fn(&domain::assessment::instrument::Indikator) -> Option<Decimal>| -> Decimal {
        own(who).into_iter().filter_map(of).sum()
    };
    let count = it.rules.count(u32::MAX).unwrap();
    for (who, lines, bobot, maksimum) in [(AnsweredBy::Daerah, 20, "21", "63"), (AnsweredBy::Inovasi, 20, "37", "111")]
    {
        assert_eq!(own(who).len(), lines);
        assert_eq!(sum(who, |it| it.bobot), decimal(bobot));
        let highest: Decimal = sum(who, domain::assessment::instrument::Indikator::maksimum);
        assert_eq!(highest, decimal(maksimum));
        assert_eq!(it.aspek_of(who).unwrap().maksimum, Some(highest));
    }
    assert_eq!(count, decimal("76.00"));
    assert_eq!(Some(decimal("63") + decimal("111") + count), it.rules.maksimum);
    for it in &it.indikator {
        let nomor: Vec<u8> = it.parameter.iter().map(|it| it.nomor).collect();
        assert_eq!(nomor, [1, 2, 3], "{}", it.id);
        assert!(it.parameter.iter().all(|it| !it.teks.trim().is_empty()), "{}", it.id);
        assert!(!it.source.is_empty(), "{} has no source", it.id);
        for variant in &it.variant {
            assert_eq!(variant.parameter.len(), 3, "{} {}", it.id, variant.id);
        }
    }
    let with_variant: Vec<&str> =
        it.indikator.iter().filter(|it| !it.variant.is_empty()).map(|it| it.code.as_str()).collect();
    assert_eq!(with_variant, ["SID-30", "SID-33"]);
}

#[test]
fn every_index_from_0_to_100_falls_in_exactly_one_band() {
    let it = iga_2026();
    for hundredth in 0..=10_000 {
        let iid = Decimal::new(hundredth, 2);
        let n = it.predikat.iter().filter(|band| band.minimum <= iid && iid <= band.maksimum).count();
        assert_eq!(n, 1, "{iid}");
        assert!(it.predikat(iid).is_some());
    }
}

#[test]
fn every_indikator_has_a_worked_case() {
    let named: String = cases::all().iter().map(|it| it.names()).collect();
    for it in &iga_2026().indikator {
        assert!(named.contains(&it.code) || named.contains(it.id.as_str()), "{} {}", it.code, it.id);
    }
}
