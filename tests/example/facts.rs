//! Facts of the example's profiles against the research notes they come from:
//! `gathered.json`, the first, and `assessed.json`, which completes and corrects it.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use super::{all_penghargaan, catalogue, list, object};
use crate::kit::read;

/// An address that a note gives without the id in its middle, and the id beside it.
const MENDED: &str = "https://kilasdaerah.kompas.com/semarang/read/2023/10/16/151453378/";

fn notes() -> [String; 2] {
    ["gathered", "assessed"].map(|it| read(&format!("examples/semarang/{it}.json")))
}

/// The digits of every number of a text, without its points and commas.
fn numbers(text: &str) -> BTreeSet<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+(?:[.,]\d+)*").unwrap());
    NUMBER.find_iter(text).map(|it| it.as_str().replace(['.', ','], "")).collect()
}

/// The addresses that a source names: one may hold another.
fn addresses(sumber: &str) -> impl Iterator<Item = &str> {
    sumber.split(" ; ").filter_map(|it| it.split_whitespace().find(|it| it.starts_with("http")))
}

fn sources_of(inovasi: &Value) -> Vec<&str> {
    let fields = object(&inovasi["sumber"]).values();
    fields.chain(list(inovasi, "penghargaan")).map(|it| it["sumber"].as_str().unwrap()).collect()
}

#[test]
fn every_source_and_every_number_of_a_fact_stands_in_the_notes() {
    let (catalogue, notes) = (catalogue(), notes());
    let known: BTreeSet<String> = notes.iter().flat_map(|it| numbers(it)).collect();
    let mut faults = Vec::new();
    let region = all_penghargaan(&catalogue).into_iter().map(|it| it["sumber"].as_str().unwrap());
    let inovasi = list(&catalogue, "inovasi");
    for sumber in inovasi.iter().flat_map(sources_of).chain(region) {
        for address in addresses(sumber).map(|it| it.trim_end_matches([',', ')', '.'])) {
            if !notes.iter().any(|it| it.contains(address)) && !address.starts_with(MENDED) {
                faults.push(address.to_owned());
            }
        }
    }
    for it in object(&catalogue["official"]).values().flat_map(object).filter(|it| it.0 != "sumber") {
        let told = numbers(it.1.as_str().unwrap_or_default());
        faults
            .extend(told.iter().filter(|number| !known.contains(*number)).map(|number| format!("{}: {number}", it.0)));
    }
    for it in inovasi {
        for (field, value) in object(it).iter().filter(|it| it.0 != "id") {
            let told = numbers(value.as_str().unwrap_or_default());
            let new = told.iter().filter(|it| !known.contains(*it) && !known.contains(it.trim_start_matches('0')));
            faults.extend(new.map(|number| format!("{}: {field}: {number}", it["nama"])));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_fact_of_the_later_note_has_its_source_in_the_example() {
    let catalogue = catalogue();
    let told: String = list(&catalogue, "inovasi").iter().flat_map(sources_of).collect::<Vec<_>>().join(" ; ");
    let note: Value = serde_json::from_str(&notes()[1]).unwrap();
    let mut n = 0;
    for it in list(&note, "innovations") {
        for fact in list(it, "facts") {
            n += 1;
            let source = &fact["source"];
            // An address that the note has not whole is named by its host.
            let address = source["address"].as_str().unwrap();
            let host = address.trim_start_matches("https://").split(['/', ' ']).next().unwrap();
            let named = match address {
                it if it.ends_with(".txt") => source["outlet"].as_str().unwrap(),
                it if it.contains(' ') => host,
                it => it,
            };
            assert!(told.contains(named), "{}: {}: {named}", it["id"], fact["field"]);
        }
    }
    assert_eq!(n, note["totals"]["facts"]);
}
