//! Recaps as offices keep them, taken in without a word about their columns: what
//! stands is right, and what is not taken is told.

use std::collections::BTreeMap;

use registry::{NoticeCode, Reason, view::WorkbookImportView};
use serde_json::Value;

use super::{dry, fixture, import, request};
use crate::kit::Laptop;

/// What stands here after a file, by name, and the receipt.
fn stands_after(laptop: &Laptop, name: &str) -> (BTreeMap<String, Value>, WorkbookImportView) {
    let req = request(&fixture(name));
    let told = dry(laptop, &req);
    let done = import(laptop, &req);
    assert_eq!((told.n_new, told.n_changed, told.n_refused), (done.n_new, done.n_changed, done.n_refused), "{name}");
    laptop.assert_healthy();
    let all: Value = serde_json::from_str(&laptop.export_registry().unwrap()).unwrap();
    let of = |it: &Value| (it["nama"].as_str().unwrap().to_owned(), it.clone());
    (all["inovasi"].as_array().unwrap().iter().map(of).collect(), done)
}

fn taken(name: &str) -> (BTreeMap<String, Value>, WorkbookImportView) {
    stands_after(&Laptop::new(1), name)
}

/// The columns that are not taken: those that are asked about with what they may mean.
fn left(view: &WorkbookImportView) -> Vec<String> {
    let of = |it: &registry::view::WorkbookColumnLeft| match &it.target {
        Some(target) => format!("{}={target}?", it.letter),
        None => it.letter.clone(),
    };
    view.parts.iter().flat_map(|it| &it.left).map(of).collect()
}

#[test]
fn the_export_of_the_portal_comes_in() {
    let (stands, view) = taken("ekspor-portal.xlsx");
    assert_eq!(stands.len(), 4);
    let lansia = &stands["SI PENA LANSIA"];
    assert_eq!(lansia["perangkat_daerah"], "Dinas Contoh 0", "without the account behind it");
    assert_eq!(lansia["urusan_beririsan"], serde_json::json!(["kesehatan", "pendidikan"]));
    assert_eq!(
        (&lansia["waktu_penerapan"], &lansia["koordinat"]),
        (&"2023-01-10".into(), &"-7.005100, 110.438100".into())
    );
    assert!(lansia["asta_cita"].is_string(), "{lansia}");
    assert_eq!(left(&view), ["C", "J", "L", "Q", "R"], "the ministry's figures and files are told");
}

#[test]
fn ticks_weights_and_other_words_under_an_indikator_are_no_answers() {
    for (name, least) in [("ekspor-berkas-0-1.xlsx", 15), ("bulan-dahulu-dan-bobot.xlsx", 3), ("ragam-jawaban.xlsx", 4)]
    {
        let (stands, view) = taken(name);
        assert!(
            stands
                .values()
                .all(|it| it.get("assessment").is_none_or(|it| it.as_object().is_none_or(serde_json::Map::is_empty))),
            "{name}: {stands:#?}"
        );
        let asked = left(&view).into_iter().filter(|it| it.contains("=assessment/")).count();
        assert!(asked >= least, "{name}: {:?}", left(&view));
    }
}

#[test]
fn a_column_of_days_has_one_order() {
    let (stands, _) = taken("bulan-dahulu-dan-bobot.xlsx");
    let days: Vec<&str> = stands.values().map(|it| it["waktu_uji_coba"].as_str().unwrap()).collect();
    assert_eq!(days, ["2022-04-09", "2023-02-14", "2022-11-30", "2023-01-05"]);
}

#[test]
fn days_are_read_as_they_are_meant_or_told() {
    let (stands, view) = taken("ragam-tanggal.xlsx");
    assert_eq!(stands.len(), 74);
    for (typed, day) in [
        ("17-08-24", "2024-08-17"),
        ("12 Peb 2024", "2024-02-12"),
        ("12 Peb. 2024", "2024-02-12"),
        ("3 Mrt 2024", "2024-03-03"),
        ("9 Ag. 2023", "2023-08-09"),
        ("Jan-24", "2024-01"),
        ("2022/2023", "2022"),
        ("1/13/2023", "2023-01-13"),
        ("29-02-2024", "2024-02-29"),
    ] {
        let of = stands.iter().find(|it| it.0.ends_with(&format!("<{typed}>"))).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(of.1["waktu_penerapan"], day, "{typed}");
    }
    let dayless = stands.values().filter(|it| it.get("waktu_penerapan").is_none()).count();
    assert_eq!(dayless, view.refused.len(), "each that is not read is told");
    let either: Vec<_> = view.refused.iter().filter(|it| it.reason == Reason::DateEither).map(|it| it.row).collect();
    assert_eq!(either, [24, 31, 48], "days that can be two");

    let (stands, view) = taken("nomor-seri.xlsx");
    assert_eq!(stands["INOVASI 0"]["waktu_penerapan"], "2024-08-17");
    assert_eq!(view.refused.len(), 1, "a number that is a text");
    let (stands, view) = taken("tahun-di-sel-tanggal.xlsx");
    assert_eq!((&stands["INOVASI 0"]["waktu_penerapan"], view.refused.len()), (&"2023".into(), 1));
}

#[test]
fn options_are_known_in_other_words_and_never_guessed() {
    let (stands, view) = taken("ragam-urusan.xlsx");
    let urusan = |typed: &str| {
        let of = stands.iter().find(|it| it.0.ends_with(&format!("<{typed}>"))).unwrap_or_else(|| panic!("{typed}"));
        of.1.get("urusan_utama").and_then(Value::as_str).unwrap_or("–").to_owned()
    };
    for typed in ["1.02 Kesehatan", "Urusan Kesehatan", "Urusan Wajib Pelayanan Dasar - Kesehatan", "Wajib: Kesehatan"]
    {
        assert_eq!(urusan(typed), "kesehatan", "{typed}");
    }
    for typed in ["Kesehatan dan Sosial", "Kecamatan", "Perizinan", "Pelayanan Publik"] {
        assert_eq!(urusan(typed), "–", "{typed}");
    }
    let bare = stands.values().filter(|it| it.get("urusan_utama").is_none()).count();
    assert_eq!(bare, view.refused.len());
    let nearest: Vec<&str> = view
        .refused
        .iter()
        .flat_map(|it| &it.args)
        .filter(|it| it.name == "nearest")
        .map(|it| it.value.as_str())
        .collect();
    assert!(
        nearest.iter().all(|it| !["Kelautan dan Perikanan", "Perencanaan", "Non Digital"].contains(it)),
        "{nearest:?}"
    );
    let (stands, view) = taken("ragam-pilihan.xlsx");
    assert_eq!(stands.len(), 19);
    assert!(view.refused.iter().flat_map(|it| &it.args).all(|it| it.name != "nearest" || it.value != "Non Digital"));
}

#[test]
fn whole_questions_are_proposed() {
    let (stands, view) = taken("jawaban-formulir.xlsx");
    assert!(stands.is_empty(), "nobody has said yet where the names stand");
    for wanted in [
        "C=perangkat_daerah?",
        "D=nama?",
        "E=bentuk?",
        "F=jenis?",
        "G=waktu_uji_coba?",
        "H=waktu_penerapan?",
        "I=rancang_bangun?",
    ] {
        assert!(left(&view).iter().any(|it| it == wanted), "{wanted}: {:?}", left(&view));
    }
}

#[test]
fn both_parts_of_a_point_are_one() {
    let (stands, _) = taken("lintang-bujur.xlsx");
    assert!(stands.values().all(|it| it["koordinat"] == "-7.005100, 110.438100"), "{stands:#?}");
}

#[test]
fn the_short_name_is_the_name() {
    let (stands, _) = taken("singkatan.csv");
    assert_eq!(stands["SI PENA LANSIA"]["kepanjangan"], "Sistem Pendataan Lansia Terpadu");
}

#[test]
fn ids_of_another_database_are_none() {
    let laptop = Laptop::new(1);
    let first = stands_after(&laptop, "uuid-basis-data.csv").0;
    let (again, view) = stands_after(&laptop, "uuid-basis-data.csv");
    assert_eq!((first.len(), again.len(), view.n_new), (2, 2, 0), "found by name and body");
}

#[test]
fn of_twin_headings_the_exact_one_counts_and_the_others_are_told() {
    let (_, view) = taken("judul-kembar.xlsx");
    assert!(!left(&view).iter().any(|it| it.starts_with('D')), "{:?}", left(&view));
    for letter in ["E", "F", "G"] {
        assert!(left(&view).iter().any(|it| it.starts_with(letter)), "{letter}: {:?}", left(&view));
    }
}

#[test]
fn formulas_without_a_result_are_told_cell_by_cell() {
    let (stands, view) = taken("e08-rumus-tanpa-hasil.xlsx");
    assert_eq!(stands.len(), 3);
    assert_eq!(view.refused.iter().filter(|it| it.reason == Reason::CellUnreckoned).count(), 9);
}

#[test]
fn files_of_other_programs_come_in() {
    for name in
        ["c03-tab.tsv", "c06-html-center.xls", "c06-html-office.xls", "c06-html-php-warning.xls", "a27-satu-kolom.xlsx"]
    {
        assert_eq!(taken(name).0.len(), 3, "{name}");
    }
    let (stands, view) = taken("c05-kutip-tak-tutup.csv");
    assert_eq!(stands.len(), 3);
    assert!(view.remarks.iter().any(|it| it.code == NoticeCode::BookOpenQuote), "{:?}", view.remarks);
}

#[test]
fn a_form_sorted_without_its_ids_exchanges_nothing() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let before = super::rows::standing(&laptop);
    let view = stands_after(&laptop, "formulir-diurutkan-tanpa-id.xlsx").1;
    // A body that only the form has is none of it.
    assert_eq!((view.n_new, view.n_changed, view.n_diverged), (1, 0, 0), "{:#?}", view.changes);
    assert!(view.refused.len() >= 17, "{}", view.refused.len());
    assert!(view.refused.iter().all(|it| it.reason == Reason::RowShifted), "{:#?}", view.refused);
    assert_eq!(super::rows::standing(&laptop), before);
}

#[test]
fn a_form_whose_sheet_has_another_name_is_known() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let view = stands_after(&laptop, "formulir-lembar-ganti-nama.xlsx").1;
    assert!(view.own && view.n_refused == 0, "{:#?}", view.refused);
}

/// Further habits of the kinds above, each as a text with what it gives.
#[test]
fn what_is_no_inovasi_is_none_however_it_is_written() {
    for (text, stands, sure) in [
        // Groups numbered with digits, and within them.
        (
            "No;Nama Inovasi;Jenis\n1.;Dinas Kesehatan;\n1.1;KLINIK APUNG;Digital\n1.2;TENSI;Digital\n",
            "KLINIK APUNG, TENSI",
            true,
        ),
        // A group that is no body of the list ends the one above.
        (
            "No;Nama Inovasi;Jenis\nA;Dinas Kesehatan;\n1;KLINIK APUNG;Digital\nB;SMP Negeri 5;\n1;KELAS KEBUN;Digital\n",
            "KELAS KEBUN, KLINIK APUNG",
            true,
        ),
        // Who signs, in two columns.
        (
            "No;Nama Inovasi;Perangkat Daerah\n1;SIGAP BANJIR;BPBD\n2;PETA AIR;DPU\n;Sekretaris Daerah;Kepala Bappeda\n;Ir. SITI AMINAH;Drs. BUDI\n;NIP. 1965;NIP. 1970\n",
            "PETA AIR, SIGAP BANJIR",
            true,
        ),
        // Sums with a unit, examples in brackets, words that there is none.
        (
            "No;Nama Inovasi;Perangkat Daerah;Jumlah\n1;SIGAP BANJIR;BPBD;1\n;Total BPBD;;1 buah\n2;PETA AIR;DPU;1\n",
            "PETA AIR, SIGAP BANJIR",
            true,
        ),
        (
            "No;Nama Inovasi;Perangkat Daerah\n;(contoh) SI MANIS;Dinas Contoh\n1;SIGAP BANJIR;BPBD\n2;NIHIL;DPU\n3;Tidak ada inovasi;DLH\n",
            "SIGAP BANJIR",
            true,
        ),
        // A quote that is never closed, before a name with quotes.
        (
            "No,Nama Inovasi,OPD\n1,\"KOTAK ADUAN,Diskominfo\n2,PETA AIR,DPU\n3,TAMAN \"RW\",DLH\n",
            "KOTAK ADUAN, PETA AIR, TAMAN \"RW\"",
            true,
        ),
        // Several names, counted otherwise: asked.
        ("No;Nama Inovasi;OPD\n1;a) KLINIK APUNG b) TENSI KELILING;Dinkes\n2;SIGAP;BPBD\n", "SIGAP", false),
    ] {
        let laptop = Laptop::new(1);
        let path = laptop.file("rekap.csv", text);
        let view = import(&laptop, &request(&path));
        let all: Value = serde_json::from_str(&laptop.export_registry().unwrap()).unwrap();
        let of = |it: &Value| it["nama"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = all["inovasi"].as_array().unwrap().iter().map(of).collect();
        names.sort();
        assert_eq!(names.join(", "), stands, "{text}\n{:#?}", super::rows::receipt(&view));
        assert_eq!(
            view.proposals.iter().all(|it| it.taken || it.kind != registry::view::ProposalKind::SeveralNames),
            sure,
            "{text}"
        );
        let kebun = all["inovasi"].as_array().unwrap().iter().find(|it| it["nama"] == "KELAS KEBUN");
        assert!(
            kebun.is_none_or(|it| it.get("perangkat_daerah").is_none_or(|it| it != "Dinas Kesehatan")),
            "{kebun:?}"
        );
    }
}

#[test]
fn the_order_of_days_is_one_habit_of_a_table() {
    let laptop = Laptop::new(1);
    let text =
        "Nama Inovasi,OPD,Waktu Uji Coba,Waktu Penerapan\nSATU,BPBD,2/13/2022,4/5/2022\nDUA,DPU,3/14/2022,6/7/2022\n";
    let view = import(&laptop, &request(&laptop.file("hari.csv", text)));
    let either = view.refused.iter().filter(|it| it.reason == Reason::DateEither).count();
    assert_eq!(either, 2, "asked, not guessed against the column beside it: {:#?}", view.refused);
}
