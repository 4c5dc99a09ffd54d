//! Export to a form, import into an empty registry: the same registry, as far as a
//! form holds it. Bukti, history, archived profiles, sources, reviews and answers of
//! other years stay behind.

use proptest::prelude::*;
use registry::{WorkbookKind, progress::Unwatched};
use serde_json::{Map, Value, json};

use super::{export, import, request};
use crate::kit::{Laptop, assert_same, proptest_config};

/// What spreadsheets and officers do to texts.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z][a-z ]{0,20}[a-z]",
        1 => "[a-zéüñ中🎉\"'<>&%{}\\\\/=+@;,.-]{1,12}x",
        1 => prop::sample::select(&["=HYPERLINK(\"x\")", "'007", "1/2", "007", "1e5", "_x000D_", "-", "Daerah", "2; 3", "TRUE"][..])
            .prop_map(str::to_owned),
    ]
}

fn paragraphs() -> impl Strategy<Value = String> {
    prop_oneof![
        nasty(),
        prop::collection::vec(nasty(), 2..4).prop_map(|it| it.join("\n\n  ")),
        Just("panjang sekali. ".repeat(2500)),
    ]
}

fn pick(values: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(values).prop_map(str::to_owned))
}

fn answers(codes: Vec<String>) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(codes), (1..4_u8, any::<bool>()), 0..6).prop_map(|map| {
        let answer = |(code, (parameter, in_variant)): (String, (u8, bool))| {
            let mut it = json!({ "parameter": parameter });
            if code == "SID-33" && in_variant {
                it["variant"] = json!("a");
            }
            (code, it)
        };
        json!({ "iga-2026": map.into_iter().map(answer).collect::<Map<_, _>>() })
    })
}

fn of_inovasi() -> impl Strategy<Value = Value> {
    answers((16..36).map(|nomor| format!("SID-{nomor}")).collect())
}

fn penghargaan() -> impl Strategy<Value = Value> {
    let one =
        (nasty(), pick(&["Nasional", "Provinsi"]), pick(&["2023", "2025"]), prop::option::of(nasty()), any::<bool>());
    let one = one.prop_map(|(nama, tingkat, tahun, hasil, contoh)| {
        let mut it = json!({ "nama": nama });
        for (key, value) in [("tingkat", tingkat), ("tahun", tahun), ("hasil", hasil)] {
            if let Some(value) = value {
                it[key] = json!(value);
            }
        }
        if contoh {
            it["contoh"] = json!(true);
        }
        it
    });
    prop::collection::vec(one, 0..3).prop_map(Value::from)
}

fn inovasi() -> impl Strategy<Value = Value> {
    let lines = prop::collection::btree_map(
        prop::sample::select(&["kepanjangan", "perangkat_daerah", "nama_inisiator", "program_pkpn"][..]),
        nasty(),
        0..4,
    );
    let texts = prop::collection::btree_map(
        prop::sample::select(&["tujuan", "manfaat", "rancang_bangun", "cara_kerja", "catatan"][..]),
        paragraphs(),
        0..4,
    );
    let choices = (
        pick(&["Kesehatan", "sosial", "Pendidikan"]),
        pick(&["penerapan", "Uji Coba", "inisiatif"]),
        pick(&["2024", "Mei 2024", "17/08/2024", "1987"]),
        pick(&["-6.99, 110.42", "dekat balai kota"]),
    );
    let members = (
        prop::collection::btree_set(prop::sample::select(&["kesehatan", "sosial", "pangan", "statistik"][..]), 0..4),
        prop::collection::btree_set(nasty(), 0..3),
    );
    let life = (prop::option::of(any::<bool>()), prop::option::of(paragraphs()), any::<bool>(), penghargaan());
    (nasty(), lines, texts, choices, members, of_inovasi(), life).prop_map(
        |(nama, lines, texts, (urusan, tahapan, waktu, koordinat), (beririsan, lama), assessment, life)| {
            let mut it = json!({ "nama": nama, "assessment": assessment });
            for (field, value) in lines.into_iter().chain(texts) {
                it[field] = json!(value);
            }
            for (field, value) in
                [("urusan_utama", urusan), ("tahapan", tahapan), ("waktu_penerapan", waktu), ("koordinat", koordinat)]
            {
                if let Some(value) = value {
                    it[field] = json!(value);
                }
            }
            for (field, members) in [("urusan_beririsan", json!(beririsan)), ("nama_lama", json!(lama))] {
                if members.as_array().is_some_and(|it| !it.is_empty()) {
                    it[field] = members;
                }
            }
            let (proposed, note, contoh, penghargaan) = life;
            if let Some(proposed) = proposed {
                it["usulan"] = json!({ "iga-2026": { "proposed": proposed } });
                if let Some(note) = note {
                    it["usulan"]["iga-2026"]["growth_note"] = json!(note);
                }
            }
            if contoh {
                it["contoh"] = json!(true);
            }
            it["penghargaan"] = penghargaan;
            it
        },
    )
}

fn bodies() -> impl Strategy<Value = Value> {
    let one = (
        nasty(),
        pick(&["dinas", "Puskesmas"]),
        prop::option::of(nasty()),
        any::<bool>(),
        prop::collection::btree_set(nasty(), 0..3),
    );
    prop::collection::vec(one, 0..4).prop_map(|list| {
        let mut seen = std::collections::BTreeSet::new();
        let mut found: Vec<Value> = Vec::new();
        for (n, (nama, jenis, kode, aktif, lama)) in list.into_iter().enumerate() {
            // A list has no two bodies of one name.
            let nama = format!("{nama} {n}");
            let mut it = json!({ "nama": nama, "aktif": aktif, "nama_lama": lama });
            if let Some(jenis) = jenis {
                it["jenis"] = json!(jenis);
            }
            if let Some(kode) = kode {
                it["kode"] = json!(kode);
            }
            if let Some(induk) = found.last().filter(|_| n % 2 == 1) {
                it["induk"] = induk["nama"].clone();
            }
            if seen.insert(domain::inovasi::perangkat_daerah::fold_name(&nama)) {
                found.push(it);
            }
        }
        Value::from(found)
    })
}

proptest! {
    #![proptest_config(proptest_config(24, "workbook.regressions"))]

    #[test]
    fn a_form_brings_a_registry_into_an_empty_one(
        list in prop::collection::vec(inovasi(), 0..6),
        daerah in answers(["SPD-01", "SPD-03", "SPD-05a"].map(str::to_owned).to_vec()),
        bodies in bodies(),
        won in penghargaan(),
    ) {
        let first = Laptop::new(1);
        let file = first.file("masuk.json", json!({
            "format": "prakarsa-registry", "version": 1, "inovasi": list, "daerah": daerah,
            "perangkat_daerah": bodies, "penghargaan": won,
        }).to_string());
        first.import_registry(&file, false, &mut Unwatched).unwrap_or_else(|error| panic!("{error}"));
        // One develops another, as officers say it in the worksheet.
        let ids = first.inovasi_ids();
        if let [a, .., b] = ids.as_slice() {
            first.edit(a, "pengembangan_dari", b);
        }
        let out = first.export_registry().unwrap();
        let form = export(&first, "formulir.xlsx", WorkbookKind::Form).0;

        let second = Laptop::new(2);
        let view = import(&second, &request(&form));
        prop_assert!(view.refused.is_empty(), "{:#?}", view.refused);
        assert_same(&out, &second.export_registry().unwrap(), "there and back");
        second.assert_healthy();
        // Into the same, and into the other again: nothing to do.
        for laptop in [&first, &second] {
            let dump = laptop.dump();
            let view = import(laptop, &request(&form));
            prop_assert_eq!((view.n_new, view.n_changed, view.n_refused), (0, 0, 0));
            assert_same(&dump, &laptop.dump(), "after one's own form");
        }
    }
}
