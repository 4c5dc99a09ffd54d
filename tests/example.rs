//! The example catalogue: every fact of it has a source, and it goes in and out
//! whole, with its perangkat daerah and penghargaan.

mod assessed;
mod facts;

use std::collections::BTreeSet;

use domain::inovasi::profile::FIELDS;
use regex::Regex;
use registry::{
    progress::Unwatched,
    view::{PenghargaanView, PerangkatDaerahView},
};
use serde_json::{Map, Value};

use crate::{
    kit::{Cast, Laptop, assert_same, read},
    refusals::parcels::{act, forge},
};

fn catalogue() -> Value {
    serde_json::from_str(&read("examples/semarang/registry.json")).unwrap()
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn object(it: &Value) -> &Map<String, Value> {
    it.as_object().unwrap()
}

/// The penghargaan of the region, then those of every inovasi.
fn all_penghargaan(catalogue: &Value) -> Vec<&Value> {
    let theirs = list(catalogue, "inovasi").iter().flat_map(|it| list(it, "penghargaan"));
    list(catalogue, "penghargaan").iter().chain(theirs).collect()
}

/// Says what is wrong with a source: `stated` names a page or a paper that can be
/// looked up; `inferred` gives at least a reason.
fn fault_of_source(it: &Value) -> Option<String> {
    let publication = Regex::new(r"[a-z0-9-]+\.[a-z]{2,}").unwrap();
    let text = |key: &str| it.get(key).and_then(Value::as_str).unwrap_or_default().trim();
    match text("keyakinan") {
        _ if text("sumber").is_empty() => Some("no source".to_owned()),
        "stated" if !publication.is_match(text("sumber")) => Some(format!("stated by no page: {}", text("sumber"))),
        "stated" | "inferred" => None,
        other => Some(format!("keyakinan {other:?}")),
    }
}

/// Every value of a document that says nothing although its key is there.
fn blanks(path: &str, it: &Value, found: &mut Vec<String>) {
    match it {
        Value::Object(map) => map.iter().for_each(|(key, it)| blanks(&format!("{path}.{key}"), it, found)),
        Value::Array(list) if !list.is_empty() => {
            list.iter().enumerate().for_each(|(at, it)| blanks(&format!("{path}[{at}]"), it, found));
        }
        Value::String(text) if !text.trim().is_empty() => {}
        Value::Number(_) | Value::Bool(_) => {}
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn every_fact_of_the_example_has_a_source() {
    let catalogue = catalogue();
    let mut faults = Vec::new();
    blanks("", &catalogue, &mut faults);
    for it in list(&catalogue, "inovasi") {
        let nama = &it["nama"];
        let sumber = object(&it["sumber"]);
        for field in FIELDS.iter().map(|it| it.name()) {
            match (it.get(field), sumber.get(field)) {
                (None, None) => {}
                (Some(_), Some(source)) => {
                    faults.extend(fault_of_source(source).map(|it| format!("{nama}: {field}: {it}")));
                }
                (Some(_), None) => faults.push(format!("{nama}: {field} has no source")),
                (None, Some(_)) => faults.push(format!("{nama}: a source of {field}, which is not there")),
            }
        }
        // Answers have their sources under `citation`; the rest has no place for one.
        for key in object(it).keys() {
            let known = FIELDS.iter().any(|it| it.name() == key);
            if !known && !["id", "penghargaan", "assessment", "citation", "sumber"].contains(&key.as_str()) {
                faults.push(format!("{nama}: {key}"));
            }
        }
    }
    for it in all_penghargaan(&catalogue) {
        faults.extend(fault_of_source(it).map(|fault| format!("{}: {fault}", it["nama"])));
    }
    for (year, it) in object(&catalogue["official"]) {
        let stated = serde_json::json!({ "keyakinan": "stated", "sumber": it["sumber"] });
        faults.extend(fault_of_source(&stated).map(|fault| format!("official of {year}: {fault}")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The list has no place for a source: it holds names that an inovasi gives with
/// its own, and a kind that the name itself says. The rest stays blank.
#[test]
fn the_bodies_of_the_example_say_no_more_than_its_inovasi() {
    let catalogue = catalogue();
    let named: BTreeSet<&str> =
        list(&catalogue, "inovasi").iter().filter_map(|it| it.get("perangkat_daerah")?.as_str()).collect();
    for it in list(&catalogue, "perangkat_daerah") {
        let nama = it["nama"].as_str().unwrap();
        assert!(named.contains(nama), "no inovasi names {nama}");
        for key in object(it).keys() {
            assert!(["id", "nama", "jenis"].contains(&key.as_str()), "{nama}: {key} has no source");
        }
        if let Some(jenis) = it.get("jenis").and_then(Value::as_str) {
            assert!(nama.to_lowercase().split(' ').any(|it| it == jenis), "{nama} does not say {jenis}");
        }
    }
}

#[test]
fn whatever_of_the_example_can_change_has_an_id_of_its_own() {
    let catalogue = catalogue();
    let bodies = list(&catalogue, "perangkat_daerah");
    let all: Vec<&Value> =
        list(&catalogue, "inovasi").iter().chain(bodies).chain(all_penghargaan(&catalogue)).collect();
    let ids: BTreeSet<uuid::Uuid> = all
        .iter()
        .map(|it| {
            let id = it.get("id").and_then(Value::as_str).unwrap_or_else(|| panic!("{}: no id", it["nama"]));
            id.parse().unwrap()
        })
        .collect();
    assert_eq!(ids.len(), all.len(), "an id stands twice");
}

/// Bodies and penghargaan of the example that a laptop shows.
fn shown(laptop: &Laptop) -> (Vec<PerangkatDaerahView>, Vec<PenghargaanView>) {
    let bodies = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
    let penghargaan = laptop.list_penghargaan(None).unwrap().penghargaan;
    (bodies.into_iter().filter(|it| it.contoh).collect(), penghargaan.into_iter().filter(|it| it.contoh).collect())
}

fn as_text(shown: &(Vec<PerangkatDaerahView>, Vec<PenghargaanView>)) -> String {
    serde_json::to_string_pretty(shown).unwrap()
}

#[test]
fn perangkat_daerah_and_penghargaan_go_out_with_the_example_and_come_back() {
    let catalogue = catalogue();
    let laptop = Laptop::new(1);
    laptop.register_perangkat_daerah("Kecamatan Tugu", Some("kecamatan"), None).unwrap();
    laptop.register_penghargaan("daerah", "Milik sendiri").unwrap();
    let before = laptop.export_registry().unwrap();
    assert_eq!(as_text(&shown(&laptop)), as_text(&(Vec::new(), Vec::new())));

    laptop.load_example().unwrap();
    let loaded = shown(&laptop);
    let (bodies, penghargaan) = &loaded;
    assert_eq!(bodies.len(), list(&catalogue, "perangkat_daerah").len());
    assert_eq!(penghargaan.len(), all_penghargaan(&catalogue).len());
    // Each serves the inovasi that name it; only the neighbour's body is not on the list.
    assert!(bodies.iter().all(|it| it.n_inovasi > 0), "{bodies:#?}");
    let unlisted = laptop.list_perangkat_daerah().unwrap().unlisted;
    assert_eq!(unlisted.iter().map(|it| it.nama.as_str()).collect::<Vec<_>>(), ["BKPSDM Kabupaten Tegal"]);
    let of_region: Vec<_> = penghargaan.iter().filter(|it| it.untuk == registry::Subject::Daerah).collect();
    assert_eq!(of_region.len(), list(&catalogue, "penghargaan").len());
    for (nama, tahun, hasil) in [
        ("Innovative Government Award (IGA)", "2024", "Kota Sangat Inovatif"),
        ("Bangkom Jateng Award", "2023", "Disebut pertama"),
        ("Bangkom Jateng Award", "2024", "Tiga besar"),
        ("OKKPD", "2024", "27,6 dari 30,0"),
        ("IP ASN", "2024", "85,96"),
    ] {
        let is_it = |it: &&&PenghargaanView| {
            let reached = it.hasil.as_deref().unwrap_or_default();
            it.nama.starts_with(nama) && it.tahun.as_deref() == Some(tahun) && reached.starts_with(hasil)
        };
        assert_eq!(of_region.iter().filter(is_it).count(), 1, "{nama} {tahun}");
    }

    laptop.remove_example().unwrap();
    assert_eq!(as_text(&shown(&laptop)), as_text(&(Vec::new(), Vec::new())));
    assert_same(&before, &laptop.export_registry().unwrap(), "what is the office's own stays");

    laptop.load_example().unwrap();
    assert_same(&as_text(&loaded), &as_text(&shown(&laptop)), "after taking it out and back in");
    laptop.assert_healthy();
}

#[test]
fn bodies_and_penghargaan_of_the_example_are_the_same_on_two_laptops() {
    let Cast { laptop_a: a, laptop_b: b, .. } = Cast::new();
    a.load_example().unwrap();
    // What the other one did before leaves no trace in the example.
    b.register_perangkat_daerah("Kecamatan Tugu", None, None).unwrap();
    b.register("Lebih dulu");
    b.load_example().unwrap();
    let loaded = as_text(&shown(&a));
    assert_same(&loaded, &as_text(&shown(&b)), "loaded apart");
    let view = a.carry_to(&b);
    assert_eq!((view.taken.len(), view.conflicts.len()), (0, 0), "{:#?}", view.taken);
    b.carry_to(&a);
    for laptop in [&a, &b] {
        assert_same(&loaded, &as_text(&shown(laptop)), "after parcels both ways");
        assert_eq!(laptop.list_conflicts().unwrap(), []);
    }
    // Out on one, out on the other; back on the other, back on the one.
    a.remove_example().unwrap();
    a.carry_to(&b);
    assert_eq!(as_text(&shown(&b)), as_text(&(Vec::new(), Vec::new())));
    b.load_example().unwrap();
    b.carry_to(&a);
    assert_same(&loaded, &as_text(&shown(&a)), "brought back by the other");
    assert_same(&a.dump(), &b.dump(), "in the end");
}

#[test]
fn a_newer_example_takes_the_place_of_an_older_one_and_never_of_what_a_person_wrote() {
    let catalogue = catalogue();
    let (first, second) = (&list(&catalogue, "inovasi")[0], &list(&catalogue, "inovasi")[1]);
    let id = |it: &Value| it["id"].as_str().unwrap().to_owned();
    let laptop = Laptop::new(1);
    // What an earlier program's example said, and what a stranger said.
    let path = laptop.path("lama.prakarsa");
    let mut old = act(1, &format!("inovasi:{}", id(first)), "nama", "Nama di katalog lama");
    old["person"] = Value::from("Katalog contoh");
    let strange = act(2, &format!("inovasi:{}", id(second)), "nama", "Nama dari orang");
    forge(&path, &[old, strange], &[]);
    laptop.accept(&path).unwrap();
    laptop.load_example().unwrap();
    assert_eq!(laptop.value(id(first), "nama").as_deref(), first["nama"].as_str());
    let conflicts = laptop.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:#?}");
    assert!(conflicts[0].subject.to_string().ends_with(&id(second)));
}

/// The older example, as an earlier program brought it: every inovasi, and a fact that
/// this edition no longer tells.
fn with_older_example(laptop: &Laptop) -> String {
    let catalogue = catalogue();
    let acts: Vec<Value> = list(&catalogue, "inovasi")
        .iter()
        .zip(0..)
        .flat_map(|(it, nth)| {
            let subject = format!("inovasi:{}", it["id"].as_str().unwrap());
            let told = [("nama", "Nama di katalog lama"), ("contoh", "1"), ("isu_strategis", "Yang dulu dikatakan")];
            told.into_iter().zip(0..).map(move |((field, value), at)| {
                let mut old = act(3 * nth + at + 1, &subject, field, value);
                old["op"] = Value::from("load_example");
                old["person"] = Value::from("Katalog contoh");
                old
            })
        })
        .collect();
    let path = laptop.path("lama.prakarsa");
    forge(&path, &acts, &[]);
    laptop.accept(&path).unwrap();
    list(&catalogue, "inovasi")[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn who_has_an_older_example_is_offered_this_one_as_an_act_that_can_be_undone() {
    let laptop = Laptop::new(1);
    let id = with_older_example(&laptop);
    assert!(laptop.show_registry().unwrap().contoh_outdated);
    laptop.edit(&id, "tujuan", "Yang saya tulis sendiri");
    let before = laptop.export_registry().unwrap();

    let view = laptop.load_example().unwrap().view;
    assert!(!view.contoh_outdated);
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Pak Rahman"));
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("Yang saya tulis sendiri"));
    assert_eq!(laptop.value(&id, "isu_strategis"), None, "what this edition no longer tells");
    assert_eq!(laptop.list_conflicts().unwrap(), []);
    assert!(laptop.show_inovasi(&id).unwrap().assessment.n_chosen > 0);

    laptop.undo().unwrap();
    assert_same(&before, &laptop.export_registry().unwrap(), "after undoing");
    assert!(laptop.show_registry().unwrap().contoh_outdated);
    // And again, after having been undone.
    laptop.load_example().unwrap();
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Pak Rahman"));
    // An own export is no older edition.
    let own = laptop.file("sendiri.json", laptop.export_registry().unwrap());
    laptop.import_registry(&own, false, &mut Unwatched).unwrap();
    assert!(!laptop.show_registry().unwrap().contoh_outdated);
    laptop.assert_healthy();
}

#[test]
fn renewing_the_example_leaves_out_what_somebody_took_out_of_it() {
    let laptop = Laptop::new(1);
    with_older_example(&laptop);
    let gone = list(&catalogue(), "inovasi")[1]["id"].as_str().unwrap().to_owned();
    laptop.remove_inovasi(&gone).unwrap();
    let n_left = laptop.load_example().unwrap().view.n_contoh;
    assert_eq!(n_left as usize, list(&catalogue(), "inovasi").len() - 1);
    assert_eq!(laptop.list_conflicts().unwrap(), []);
    // Asking for the example itself brings all of it.
    let all = laptop.load_example().unwrap().view.n_contoh;
    assert_eq!(all, n_left + 1);
    laptop.assert_healthy();
}

#[test]
fn two_laptops_that_renew_the_example_apart_have_nothing_to_reconcile() {
    let Cast { laptop_a: a, laptop_b: b, .. } = Cast::new();
    for laptop in [&a, &b] {
        with_older_example(laptop);
        laptop.load_example().unwrap();
    }
    a.carry_to(&b);
    b.carry_to(&a);
    assert_same(&a.dump(), &b.dump(), "after parcels both ways");
    assert_eq!(a.list_conflicts().unwrap(), []);
}

/// What is said of Kota Semarang is true of no other region.
#[test]
fn the_regions_answers_come_to_that_region_alone_and_go_with_the_example() {
    let answers = |laptop: &Laptop| laptop.show_assessment("daerah", "iga-2026").unwrap();
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let loaded = answers(&laptop);
    assert_eq!(loaded.n_chosen, 8);
    assert!(loaded.indikator.iter().all(|it| it.parameter == 0 || it.citation.iter().any(|it| it.stands)));
    laptop.choose("daerah", "SPD-01", 2).unwrap();
    laptop.remove_example().unwrap();
    let left = answers(&laptop);
    assert_eq!((left.n_chosen, left.indikator.iter().filter(|it| !it.citation.is_empty()).count()), (1, 0));
    laptop.load_example().unwrap();
    assert_eq!(answers(&laptop).n_chosen, 9);

    let elsewhere = Laptop::of_pemda(2, "Kabupaten Tegal", "33.28");
    elsewhere.load_example().unwrap();
    assert_eq!(answers(&elsewhere).n_chosen, 0);
    assert!(elsewhere.show_registry().unwrap().n_contoh > 0);
}
