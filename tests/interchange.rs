//! Interchange: what goes out comes in again, and the published schema tells the truth.

use jsonschema::Validator;
use proptest::prelude::*;
use registry::progress::Unwatched;
use serde_json::{Map, Value, json};

use crate::kit::{Laptop, assert_same, proptest_config, read};

fn schema() -> Validator {
    let schema = serde_json::from_str(&read("crates/exchange/schema/prakarsa-registry.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn document(inovasi: &[Value]) -> Value {
    json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi })
}

fn import(laptop: &Laptop, document: &Value) -> registry::view::ImportView {
    let file = laptop.file("masuk.json", document.to_string());
    laptop.import_registry(&file, false, &mut Unwatched).unwrap_or_else(|error| panic!("{error}: {document}")).view
}

/// Texts as people write them: other scripts, quotes, line breaks.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z][a-z ]{0,20}[a-z]",
        1 => "[a-zéüñ中🎉\"'<>&%{}\\\\/]{1,12}x",
        1 => Just("baris satu\nbaris dua\tdan \"kutip\"".to_owned()),
    ]
}

fn option(values: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(values).prop_map(str::to_owned))
}

fn answers(prefix: &'static str, first: usize) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(0..10_usize, 0..4_u8, 0..6).prop_map(move |map| {
        let answer = |(nomor, parameter): (usize, u8)| {
            (format!("{prefix}-{:02}", nomor + first), json!({ "parameter": parameter }))
        };
        json!({ "iga-2026": map.into_iter().map(answer).collect::<Map<_, _>>() })
    })
}

fn inovasi() -> impl Strategy<Value = Value> {
    let lines = prop::collection::btree_map(
        prop::sample::select(
            &["kepanjangan", "perangkat_daerah", "nama_inisiator", "tujuan", "manfaat", "rancang_bangun"][..],
        ),
        text(),
        0..5,
    );
    let choices = (
        option(&["Kesehatan", "sosial", "Perlindungan Masyarakat", "Pendidikan"]),
        option(&["penerapan", "Uji Coba", "inisiatif"]),
        option(&["2024", "Mei 2024", "17/08/2024"]),
    );
    let members = prop::collection::btree_set(prop::sample::select(&["kesehatan", "sosial", "pangan"][..]), 0..3);
    (text(), lines, choices, members, answers("SID", 16), any::<bool>()).prop_map(
        |(nama, lines, (urusan, tahapan, waktu), members, assessment, contoh)| {
            let mut it = json!({ "nama": nama, "assessment": assessment });
            for (field, value) in lines {
                it[field] = json!(value);
            }
            // A spelling that is no option falls out here; refusals have their own tests.
            let urusan = urusan.filter(|it| it != "Perlindungan Masyarakat");
            for (field, value) in [("urusan_utama", urusan), ("tahapan", tahapan), ("waktu_penerapan", waktu)] {
                if let Some(value) = value {
                    it[field] = json!(value);
                }
            }
            if !members.is_empty() {
                it["urusan_beririsan"] = json!(members);
            }
            if contoh {
                it["contoh"] = json!(true);
                it["sumber"] = json!({ "nama": { "sumber": "Berita", "keyakinan": "stated" } });
            }
            it
        },
    )
}

/// Numbers and ticks beside a choice, or without one.
fn given() -> impl Strategy<Value = Map<String, Value>> {
    let number = prop::option::of((0..9999_i32, 0..3_u32));
    let ticks = prop::option::of(prop::collection::btree_set(
        prop::sample::select(&["akademisi", "media", "pelaku-usaha"][..]),
        1..3,
    ));
    (number, ticks, 0..4_u8).prop_map(|(number, ticks, parameter)| {
        let mut it = Map::new();
        if let Some((digits, scale)) = number {
            let value = domain::Decimal::new(digits.into(), scale).normalize().to_string();
            it.insert("SID-28".into(), json!({ "parameter": parameter, "input": { "lama-hari": value } }));
        }
        if let Some(ticks) = ticks {
            it.insert("keterlibatan-aktor-inovasi".into(), json!({ "parameter": parameter, "tick": ticks }));
        }
        it
    })
}

/// What an inovasi lives through: former names, years, penghargaan, verdicts.
fn life() -> impl Strategy<Value = Map<String, Value>> {
    let name = || "[A-Z][a-z]{2,8}( [A-Z][a-z/]{2,8})?".prop_map(|it: String| it.trim().to_owned());
    let usulan = (prop::option::of(any::<bool>()), prop::option::of(text()), prop::option::of(text())).prop_map(
        |(proposed, note, tujuan)| {
            let mut it = Map::new();
            if let Some(proposed) = proposed {
                it.insert("proposed".into(), json!(proposed));
            }
            if let Some(note) = note {
                it.insert("growth_note".into(), json!(note));
            }
            if let Some(tujuan) = tujuan {
                it.insert(
                    "archived".into(),
                    json!({ "profile": { "tujuan": tujuan }, "members": { "nama_lama": ["Dulu"] } }),
                );
            }
            it
        },
    );
    let years =
        prop::collection::btree_map(prop::sample::select(&["iga-2024", "iga-2025", "iga-2026"][..]), usulan, 0..3);
    (prop::collection::btree_set(name(), 0..3), years, penghargaan_list(), any::<bool>()).prop_map(
        |(names, years, penghargaan, reviewed)| {
            let mut it = Map::new();
            let years: Map<String, Value> =
                years.into_iter().filter(|it| !it.1.is_empty()).map(|(id, it)| (id.to_owned(), json!(it))).collect();
            if !years.is_empty() {
                it.insert("usulan".into(), json!(years));
            }
            if !names.is_empty() {
                it.insert("nama_lama".into(), json!(names));
            }
            if !penghargaan.is_empty() {
                it.insert("penghargaan".into(), json!(penghargaan));
            }
            if reviewed {
                it.insert("review".into(), json!({ "iga-2026": { "bimtek": "reworded" } }));
                it.insert("duplicate".into(), json!({ "01890000-0000-7000-8000-00000000abcd": "dismissed" }));
            }
            it
        },
    )
}

fn penghargaan_list() -> impl Strategy<Value = Vec<Value>> {
    let one = (text(), option(&["2020", "2024"]), option(&["Nasional", "provinsi"]), prop::option::of(text()));
    prop::collection::vec(one, 0..3).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(at, (nama, tahun, tingkat, hasil))| {
                // Two of one name and year would be one.
                let mut it = json!({ "nama": format!("{at} {}", nama.replace(['\n', '\t'], " ")) });
                for (field, value) in
                    [("tahun", tahun), ("tingkat", tingkat), ("hasil", hasil.map(|it| it.replace(['\n', '\t'], " ")))]
                {
                    if let Some(value) = value {
                        it[field] = json!(value);
                    }
                }
                it
            })
            .collect()
    })
}

fn bodies() -> impl Strategy<Value = Vec<Value>> {
    let names = prop::collection::btree_set("Dinas [A-Z][a-z]{3,8}", 0..4);
    (names, any::<bool>()).prop_map(|(names, aktif)| {
        let first = names.iter().next().cloned();
        names
            .iter()
            .map(|nama| {
                let mut it =
                    json!({ "nama": nama, "jenis": "dinas", "aktif": aktif, "nama_lama": [format!("Kantor {nama}")] });
                if let Some(induk) = first.as_ref().filter(|it| *it != nama) {
                    it["induk"] = json!(induk);
                }
                it
            })
            .collect()
    })
}

fn region() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(&["SPD-01", "SPD-03", "SPD-05a"][..]), 0..4_u8, 0..3).prop_map(
        |map| {
            let answers = map.into_iter().map(|(code, parameter)| (code.to_owned(), json!({ "parameter": parameter })));
            json!({ "iga-2026": answers.collect::<Map<_, _>>() })
        },
    )
}

proptest! {
    #![proptest_config(proptest_config(24, "interchange.regressions"))]

    #[test]
    fn what_goes_out_comes_in_again(
        mut list in prop::collection::vec(inovasi(), 0..6),
        lives in prop::collection::vec(life(), 6),
        numbers in prop::collection::vec(given(), 6),
        daerah in region(),
        bodies in bodies(),
        awards in penghargaan_list(),
        instrument in option(&["iga-2025", "iga-2026"]),
    ) {
        for (it, life) in list.iter_mut().zip(lives) {
            it.as_object_mut().unwrap().extend(life);
        }
        for (it, given) in list.iter_mut().zip(numbers) {
            let answers = it["assessment"]["iga-2026"].as_object_mut().unwrap();
            answers.remove("SID-28");
            answers.extend(given);
        }
        let mut given = document(&list);
        given["perangkat_daerah"] = json!(bodies);
        given["penghargaan"] = json!(awards);
        given["closed"] = json!(["iga-2023"]);
        if let Some(instrument) = instrument {
            given["instrument"] = json!(instrument);
        }
        let texts = Laptop::new(9).show_instrument("iga-2026").unwrap();
        let known = |code: &str| texts.indikator.iter().any(|it| it.code == code);
        let answers: Map<_, _> = daerah["iga-2026"].as_object().unwrap().clone().into_iter().filter(|it| known(&it.0)).collect();
        given["daerah"] = json!({ "iga-2026": answers });

        let first = Laptop::new(1);
        import(&first, &given);
        let out = first.export_registry().unwrap();
        let exported: Value = serde_json::from_str(&out).unwrap();
        let schema = schema();
        prop_assert!(schema.is_valid(&exported), "{:?}", schema.validate(&exported).err().map(|it| it.to_string()));

        // Into another registry: the same catalogue, word for word.
        let second = Laptop::new(2);
        import(&second, &exported);
        assert_same(&out, &second.export_registry().unwrap(), "there and back");
        // Into the same: nothing to do.
        let dump = first.dump();
        let again = import(&first, &exported);
        prop_assert_eq!((again.n_new, again.n_changed, again.changes.len()), (0, 0, 0));
        assert_same(&dump, &first.dump(), "after importing one's own export");
        first.assert_healthy();
    }
}

#[test]
fn the_schema_and_the_reader_refuse_the_same_shapes() {
    let schema = schema();
    let laptop = Laptop::new(1);
    let one = |it: Value| document(&[it]);
    let mut without = document(&[]);
    without.as_object_mut().unwrap().remove("inovasi");
    for (document, accepted) in [
        (document(&[]), true),
        (one(json!({ "nama": "x" })), true),
        (one(json!({ "nama": "x", "tujuan": null, "id": null })), true),
        (one(json!({ "nama": "x", "urusan_beririsan": [] })), true),
        (one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-16": { "parameter": 0 } } } })), true),
        (
            one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-33": { "parameter": 2, "variant": "a" } } } })),
            true,
        ),
        (
            one(
                json!({ "nama": "x", "assessment": { "iga-2026": { "SID-28": { "parameter": 2, "input": { "lama-hari": "3" }, "tick": [] } } } }),
            ),
            true,
        ),
        (
            one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-28": { "parameter": 2, "tick": null } } } })),
            true,
        ),
        (
            one(
                json!({ "nama": "x", "assessment": { "iga-2026": { "SID-28": { "parameter": 2, "input": { "lama-hari": 3 } } } } }),
            ),
            false,
        ),
        (
            one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-28": { "parameter": 2, "input": null } } } })),
            false,
        ),
        (
            one(
                json!({ "nama": "x", "assessment": { "iga-2026": { "SID-28": { "parameter": 2, "tick": "media" } } } }),
            ),
            false,
        ),
        (without, false),
        (json!([]), false),
        (json!({ "format": "lain", "version": 1, "inovasi": [] }), false),
        (json!({ "format": "prakarsa-registry", "version": 2, "inovasi": [] }), false),
        (json!({ "format": "prakarsa-registry", "version": 1, "inovasi": {} }), false),
        (one(json!({})), false),
        (one(json!({ "nama": "" })), false),
        (one(json!({ "nama": 1 })), false),
        (one(json!({ "nama": "x", "warna": "biru" })), false),
        (one(json!({ "nama": "x", "id": "1" })), false),
        (one(json!({ "nama": "x", "urusan_beririsan": "kesehatan" })), false),
        (one(json!({ "nama": "x", "contoh": "ya" })), false),
        (one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-16": { "parameter": -1 } } } })), false),
        (one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-16": { "parameter": 1.5 } } } })), false),
        (one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-16": {} } } })), false),
        (one(json!({ "nama": "x", "assessment": { "iga-2026": { "SID-16": { "parameter": 1, "skor": 3 } } } })), false),
        (one(json!({ "nama": "x", "sumber": { "nama": { "keyakinan": "certain" } } })), false),
    ] {
        let file = laptop.file("bentuk.json", document.to_string());
        assert_eq!(schema.is_valid(&document), accepted, "schema: {document}");
        assert_eq!(laptop.import_registry(&file, true, &mut Unwatched).is_ok(), accepted, "reader: {document}");
    }
}

#[test]
fn the_example_fits_the_schema() {
    let example: Value = serde_json::from_str(&read("examples/semarang/registry.json")).unwrap();
    assert!(schema().is_valid(&example));
}

#[test]
fn an_inovasi_is_known_by_its_id_and_else_by_its_name() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado Mbak Ita");
    let view = import(&laptop, &document(&[json!({ "nama": "KADO mbak ita ", "tujuan": "dari berkas" })]));
    assert_eq!((view.n_new, view.n_changed), (0, 1), "{view:#?}");
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("dari berkas"));
    // What is absent is not said.
    let view = import(&laptop, &document(&[json!({ "nama": "KADO mbak ita" })]));
    assert_eq!((view.n_new, view.n_unchanged), (0, 1));
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("dari berkas"));
    // By id it may be renamed.
    import(&laptop, &document(&[json!({ "id": id, "nama": "Nama baru" })]));
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Nama baru"));
    // Two of one name in a document are two.
    import(&laptop, &document(&[json!({ "nama": "Kembar" }), json!({ "nama": "Kembar" })]));
    let view = import(&laptop, &document(&[json!({ "nama": "Kembar" }), json!({ "nama": "Kembar" })]));
    assert_eq!(view.n_new, 0);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 3);
}

#[test]
fn a_parameter_of_0_takes_the_choice_back_and_a_listed_set_is_the_whole_set() {
    let laptop = Laptop::new(1);
    let answer = |parameter: u8| json!({ "iga-2026": { "SID-16": { "parameter": parameter } } });
    import(
        &laptop,
        &document(&[json!({ "nama": "x", "assessment": answer(3), "urusan_beririsan": ["sosial", "pangan"] })]),
    );
    assert_eq!(laptop.skor_of("x", "iga-2026", registry::Basis::Claimed).unwrap().unwrap(), "9.00");
    import(&laptop, &document(&[json!({ "nama": "x", "assessment": answer(0), "urusan_beririsan": ["pangan"] })]));
    assert_eq!(laptop.skor_of("x", "iga-2026", registry::Basis::Claimed).unwrap().unwrap(), "0.00");
    let view = laptop.show_inovasi("x").unwrap();
    let members = view.profile.into_iter().find(|it| it.field.name() == "urusan_beririsan").unwrap().members;
    assert_eq!(members, ["pangan"]);
}

#[test]
fn a_dry_import_says_what_the_real_one_does() {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    let dump = laptop.dump();
    let given = document(&[json!({ "nama": "Kado", "tujuan": "baru" }), json!({ "nama": "Lain" })]);
    let file = laptop.file("masuk.json", given.to_string());
    let dry = laptop.import_registry(&file, true, &mut Unwatched).unwrap();
    assert!(dry.view.dry_run && dry.touched.is_empty());
    assert_same(&dump, &laptop.dump(), "after a dry import");
    let wet = laptop.import_registry(&file, false, &mut Unwatched).unwrap().view;
    assert_eq!((wet.n_new, wet.n_changed, wet.n_unchanged), (dry.view.n_new, dry.view.n_changed, dry.view.n_unchanged));
    assert_eq!(wet.changes.len(), dry.view.changes.len());
}
