//! A recap goes out as CSV and as a workbook, and comes back as it was: every field
//! that it shows, whatever officers write into it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use registry::{WorkbookKind, progress::Unwatched};
use serde_json::{Value, json};

use super::{export, import, request};
use crate::kit::{Laptop, proptest_config};

/// What spreadsheets take for something else, and what breaks lines of a CSV.
fn said() -> impl Strategy<Value = String> {
    // A lone dash is not among them: it is how offices leave a cell of a recap blank.
    const NASTY: &[&str] = &[
        "=HYPERLINK(\"http://x\")",
        "+62 24 1234",
        "- strip",
        "@kota",
        "'kutip",
        "''=1",
        "'",
        "\"",
        "\"\"",
        "a\"b",
        "a;b",
        "a,b",
        ";",
        "a\tb",
        "007",
        "0,50",
        "1.000",
        "1e5",
        "12345678901234567890",
        "0.10",
        "TRUE",
        "1/2",
        "01/02/2024",
        "2024-05-06",
        "10%",
        "Rp1.500.000,00",
        "_x000D_",
        "_x0041_",
        "sep=;",
        "#N/A",
        "Jumlah",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} keluarga",
        "\u{2764}\u{fe0f}",
        "خدمة \u{644}",
        "שירות",
        "ꦲꦤꦕꦫꦏ",
        "𠮷",
        "e\u{301}",
        "é",
        "<b>&amp;</b>",
        "%0A",
        "\\n",
    ];
    prop_oneof![
        3 => "[A-Za-z][a-z ]{0,20}[a-z]",
        2 => "[a-zé中🎉\"'<>&%{}\\\\/=+@;,.\\-0-9 ]{1,16}x",
        4 => prop::sample::select(NASTY).prop_map(str::to_owned),
        1 => Just("panjang ".repeat(30).trim().to_owned()),
    ]
}

fn pick(values: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(values).prop_map(str::to_owned))
}

fn inovasi() -> impl Strategy<Value = Value> {
    let lines = (said(), prop::option::of(said()), prop::option::of(said()));
    let options = (
        pick(&["penerapan", "Uji Coba", "inisiatif"]),
        pick(&["ASN", "kepala daerah"]),
        pick(&["digital", "non digital"]),
        pick(&["kesehatan", "sosial", "Pendidikan"]),
    );
    let dates = (pick(&["2024", "Mei 2024"]), pick(&["17/08/2024", "1998"]), pick(&["2025-12"]));
    let koordinat = pick(&["-6.990000, 110.420000", "6.983300, -0.000001", "dekat balai kota", "-6,9", "=1+1, 2"]);
    let beririsan = prop::collection::btree_set(prop::sample::select(&["kesehatan", "sosial", "pangan"][..]), 0..3);
    (lines, options, dates, koordinat, beririsan).prop_map(
        |((nama, body, inisiator), (tahapan, who, jenis, urusan), (coba, terap, kembang), koordinat, beririsan)| {
            let fields = [
                ("perangkat_daerah", body),
                ("nama_inisiator", inisiator),
                ("tahapan", tahapan),
                ("inisiator", who),
                ("jenis", jenis),
                ("urusan_utama", urusan),
                ("waktu_uji_coba", coba),
                ("waktu_penerapan", terap),
                ("waktu_pengembangan", kembang),
                ("koordinat", koordinat),
            ];
            let mut it = json!({ "nama": nama });
            for (field, value) in fields {
                if let Some(value) = value {
                    it[field] = json!(value);
                }
            }
            if !beririsan.is_empty() {
                it["urusan_beririsan"] = json!(beririsan);
            }
            it
        },
    )
}

/// The profiles by their names, without ids and what a recap does not show.
fn profiles(laptop: &Laptop) -> BTreeMap<String, Value> {
    let all: Value = serde_json::from_str(&laptop.export_registry().unwrap()).unwrap();
    let list = all["inovasi"].as_array().unwrap().iter();
    let kept = |it: &Value| {
        let mut it = it.clone();
        for gone in ["id", "usulan", "nama_lama", "assessment", "keyakinan", "sumber"] {
            it.as_object_mut().unwrap().remove(gone);
        }
        (it["nama"].as_str().unwrap().to_owned(), it)
    };
    list.map(kept).collect()
}

proptest! {
    #![proptest_config(proptest_config(24, "workbook.regressions"))]

    #[test]
    fn a_recap_comes_back_as_it_went(list in prop::collection::vec(inovasi(), 1..6)) {
        let first = Laptop::new(1);
        let mut names = std::collections::BTreeSet::new();
        let list: Vec<Value> = list
            .into_iter()
            .filter(|it| names.insert(it["nama"].as_str().unwrap().trim().to_lowercase()))
            .collect();
        let file = first.file("masuk.json", json!({
            "format": "prakarsa-registry", "version": 1, "inovasi": list,
        }).to_string());
        first.import_registry(&file, false, &mut Unwatched).unwrap_or_else(|error| panic!("{error}"));
        let wanted = profiles(&first);
        for name in ["rekap.csv", "rekap.xlsx"] {
            let recap = export(&first, name, WorkbookKind::Recap).0;
            let second = Laptop::new(2);
            let view = import(&second, &request(&recap));
            prop_assert!(view.refused.is_empty(), "{name}: {:#?}", view.refused);
            prop_assert_eq!(&profiles(&second), &wanted, "{}", name);
        }
    }
}
