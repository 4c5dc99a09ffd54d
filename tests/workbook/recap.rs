//! Recaps: the right mapping, the dry run, corrections, refusals, undo.

use registry::{
    FindingCode, ImportWorkbook, Reason,
    progress::{Unwatched, WorkStep},
    view::{SkippedRow, TargetGroup, WorkbookImportView, WorkbookRefusal},
};

use super::{columns, counts, dry, fixture, import, request};
use crate::kit::{Laptop, assert_same};

/// A recap as CSV.
fn csv(laptop: &Laptop, name: &str, text: &str) -> ImportWorkbook {
    let file = laptop.file(name, text);
    request(&file)
}

fn id(laptop: &Laptop, nama: &str) -> String {
    laptop.find_inovasi(nama).unwrap().to_string()
}

fn reasons(it: &WorkbookImportView) -> Vec<(u32, &str, Reason)> {
    it.refused.iter().map(|it| (it.row, it.column.as_str(), it.reason)).collect()
}

#[test]
fn recaps_of_every_program_are_taken_in_with_the_right_mapping() {
    for name in ["rekap-openpyxl.xlsx", "rekap-libreoffice.xlsx", "rekap-libreoffice.ods", "rekap-libreoffice.xls"] {
        let laptop = Laptop::new(1);
        let view = laptop.inspect_workbook(&fixture(name), None, 0).unwrap();
        assert!(!view.own && view.sheets.len() >= 2, "{name}");
        assert_eq!(
            (view.sheets[0].header_row, view.sheets[0].n_row, view.sheets[0].remembered),
            (5, 6, false),
            "{name}"
        );
        let nama = view.sheets[0].columns.iter().find(|it| it.target.as_deref() == Some("nama")).unwrap();
        assert_eq!((nama.letter.as_str(), nama.header.as_str(), nama.sure), ("D", "Judul Inovasi", true));
        assert!(
            view.targets.iter().any(|it| it.key == "assessment/iga-2026/bimtek" && it.group == TargetGroup::Indikator)
        );

        let view = import(&laptop, &request(&fixture(name)));
        assert_eq!(counts(&view)[..3], [6, 0, 0], "{name}: {:#?}", view.refused);
        // The second sheet tells the same six by their codes; what differs in it is told.
        let joined = |it: &WorkbookRefusal| it.sheet == "Kode" && it.reason == Reason::CellJoined;
        assert!(view.refused.iter().all(joined), "{name}: {:#?}", view.refused);
        let skipped: Vec<(SkippedRow, u32)> = view.parts[0].skipped.iter().map(|it| (it.kind, it.n)).collect();
        assert!(
            skipped.contains(&(SkippedRow::Numbering, 1)) && skipped.contains(&(SkippedRow::Total, 1)),
            "{skipped:?}"
        );
        for (nama, field, value) in [
            ("Lapor Jalan", "perangkat_daerah", "Dinas Kependudukan dan Pencatatan Sipil"),
            ("Lapor Jalan", "waktu_penerapan", "2024-08-17"),
            ("Lapor Jalan", "waktu_uji_coba", "2023-03"),
            ("Posyandu Ceria", "waktu_penerapan", "2024-05-02"),
            ("Posyandu Ceria", "urusan_utama", "kesehatan"),
            ("Bank Sampah 007", "jenis", "non-digital"),
            ("Bank Sampah 007", "rancang_bangun", "=tidak ini bukan rumus"),
        ] {
            assert_eq!(laptop.value(id(&laptop, nama), field).as_deref(), Some(value), "{name}: {nama}, {field}");
        }
        let usulan = laptop.show_inovasi("Lapor Jalan").unwrap().usulan;
        assert_eq!((usulan[0].instrument.as_str(), usulan[0].proposed), ("iga-2026", Some(true)));
        // What is there already changes nothing.
        assert_eq!(counts(&import(&laptop, &request(&fixture(name))))[..3], [0, 0, 6], "{name}");
        laptop.assert_healthy();
    }
}

#[test]
fn plain_lists_and_codes_are_understood() {
    let laptop = Laptop::new(1);
    for name in ["daftar-xlwt.xls", "daftar-1252.csv", "daftar-utf16.csv"] {
        let view = import(&laptop, &request(&fixture(name)));
        assert_eq!(view.n_new + view.n_changed + view.n_unchanged, 5, "{name}: {:#?}", view.refused);
    }
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 5, "three lists of the same five");
    // The sheet of codes of the recap names urusan by their numbers.
    let req = ImportWorkbook { sheet: Some("Kode".into()), ..request(&fixture("rekap-openpyxl.xlsx")) };
    import(&laptop, &req);
    for (nama, urusan) in [("Posyandu Ceria", "kesehatan"), ("E-Kinerja Plus", "kepegawaian")] {
        assert_eq!(laptop.value(id(&laptop, nama), "urusan_utama").as_deref(), Some(urusan));
    }
}

#[test]
fn a_dry_run_says_what_the_real_one_does_and_one_step_takes_it_back() {
    let laptop = Laptop::new(1);
    let lapor = laptop.register("LAPOR jalan");
    laptop.edit(&lapor, "tujuan", "Jalan mulus");
    let (before, dump) = (laptop.export_registry().unwrap(), laptop.dump());
    let req = request(&fixture("rekap-openpyxl.xlsx"));
    let told = dry(&laptop, &req);
    assert_same(&dump, &laptop.dump(), "after a dry run");
    assert!(told.dry_run);
    let done = import(&laptop, &req);
    assert_eq!((counts(&told), counts(&told)[..2].to_vec()), (counts(&done), vec![5, 1]));
    let changes = |it: &WorkbookImportView| -> Vec<String> {
        it.changes
            .iter()
            .map(|it| format!("{} {} {} {:?} {:?}", it.row, it.nama, it.label, it.before, it.after))
            .collect()
    };
    assert_eq!(changes(&told), changes(&done));
    // What changes is told before what is new, in words.
    assert_eq!(
        changes(&told)[0],
        "8 LAPOR jalan Perangkat Daerah None Some(\"Dinas Kependudukan dan Pencatatan Sipil\")"
    );
    assert_eq!(laptop.value(&lapor, "nama").as_deref(), Some("LAPOR jalan"), "found by its name, so not renamed");
    laptop.undo().unwrap();
    assert_same(&before, &laptop.export_registry().unwrap(), "after undo");
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    laptop.redo().unwrap();
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 6);
    laptop.assert_healthy();
}

#[test]
fn a_corrected_mapping_is_remembered_under_the_same_headings() {
    let laptop = Laptop::new(1);
    let text = "Judul;Keperluan;Ket\nLapor;Kesehatan;Cepat\nSapa;Sosial;Mudah\n";
    let mut req = csv(&laptop, "a.csv", text);
    let view = laptop.inspect_workbook(req.path.as_ref(), None, 0).unwrap();
    let keperluan = &view.sheets[0].columns[1];
    assert_eq!((keperluan.target.as_deref(), keperluan.sure), (Some("urusan_utama"), false), "asked about");
    // Left alone, what is not sure is not taken.
    assert!(dry(&laptop, &req).changes.iter().all(|it| it.field != "urusan_utama"));
    (req.header_row, req.remember) = (1, true);
    req.columns = columns(&[(0, "nama"), (1, "urusan_utama"), (2, "manfaat")]);
    dry(&laptop, &req);
    assert!(
        !laptop.inspect_workbook(req.path.as_ref(), None, 0).unwrap().sheets[0].remembered,
        "a dry run keeps nothing"
    );
    import(&laptop, &req);
    assert_eq!(laptop.value(id(&laptop, "Lapor"), "manfaat").as_deref(), Some("Cepat"));
    let next = csv(&laptop, "b.csv", "JUDUL;Keperluan;Ket\nBaru;Pangan;Murah\n");
    let view = laptop.inspect_workbook(next.path.as_ref(), None, 0).unwrap();
    let sheet = &view.sheets[0];
    let known: Vec<_> = sheet.columns.iter().map(|it| (it.target.as_deref(), it.sure)).collect();
    assert!(sheet.remembered);
    assert_eq!(known, [(Some("nama"), true), (Some("urusan_utama"), true), (Some("manfaat"), true)]);
    import(&laptop, &next);
    assert_eq!(laptop.value(id(&laptop, "Baru"), "manfaat").as_deref(), Some("Murah"));
    let other = csv(&laptop, "c.csv", "Judul;Keperluan;Lain\nX;Pangan;Murah\n");
    assert!(!laptop.inspect_workbook(other.path.as_ref(), None, 0).unwrap().sheets[0].remembered);
}

#[test]
fn a_bad_cell_is_refused_and_the_rest_of_its_row_is_taken() {
    let laptop = Laptop::new(1);
    let text = "Nama Inovasi;Waktu Penerapan;Urusan;Indikator 16;Tujuan\n\
        Satu;kapan-kapan;Antariksa;9;Tetap\n;2024;Sosial;2;tanpa nama\nDua;-;1.02 Kesehatan;P2;-\nTiga;2024;02. Kesehatan;Parameter 1;x\n";
    let mut req = csv(&laptop, "a.csv", text);
    (req.header_row, req.columns) = (
        1,
        columns(&[
            (0, "nama"),
            (1, "waktu_penerapan"),
            (2, "urusan_utama"),
            (3, "assessment/iga-2026/regulasi-inovasi-daerah"),
            (4, "tujuan"),
        ]),
    );
    let code = laptop
        .show_instrument("iga-2026")
        .unwrap()
        .indikator
        .iter()
        .find(|it| it.id == "regulasi-inovasi-daerah")
        .unwrap()
        .code
        .clone();
    let view = import(&laptop, &req);
    assert_eq!(
        reasons(&view),
        [
            (2, "B", Reason::DateUnreadable),
            (2, "C", Reason::OptionUnlike),
            (2, "D", Reason::ParameterUnknown),
            (3, "", Reason::RowNameless),
        ]
    );
    assert_eq!(counts(&view), [3, 0, 0, 4]);
    let satu = laptop.show_inovasi("Satu").unwrap();
    let value = |field: &str| satu.profile.iter().find(|it| it.field.name() == field).unwrap().value.clone();
    assert_eq!((value("tujuan").as_deref(), value("waktu_penerapan")), (Some("Tetap"), None));
    for (nama, urusan, parameter) in [("Dua", "kesehatan", 2), ("Tiga", "kesehatan", 1)] {
        let view = laptop.show_inovasi(nama).unwrap();
        let chosen = view.assessment.indikator.iter().find(|it| it.indikator == "regulasi-inovasi-daerah").unwrap();
        assert_eq!(chosen.parameter, parameter, "{nama}, {code}");
        assert_eq!(laptop.value(view.id, "urusan_utama").as_deref(), Some(urusan));
        assert_eq!(
            laptop.value(view.id, "tujuan").as_deref(),
            Some("x").filter(|_| nama == "Tiga"),
            "a dash is a blank"
        );
    }
}

#[test]
fn answers_are_read_by_number_and_by_text() {
    let laptop = Laptop::new(1);
    let texts = laptop.show_instrument("iga-2026").unwrap();
    let it = texts.indikator.iter().find(|it| !it.daerah && it.variant.is_empty() && it.parameter.len() >= 3).unwrap();
    let key = format!("assessment/iga-2026/{}", it.id);
    let second = &it.parameter[1].teks;
    let beginning: String = second.chars().take(second.chars().count() * 3 / 4).collect();
    for (text, parameter) in [
        ("2", 2),
        ("p2", 2),
        ("P.2", 2),
        ("Parameter 2", 2),
        ("parameter 2: apa saja", 2),
        ("2. apa saja", 2),
        ("2) 3 kali", 2),
        ("0", 0),
        (second.as_str(), 2),
        (&second.to_uppercase(), 2),
        (&beginning, 2),
        ("2,5", 99),
        ("2-5 hari", 99),
        ("2 kali", 99),
        ("entah", 99),
        ("77", 99),
    ] {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        let mut req = csv(&laptop, "a.csv", &format!("Nama;Nilai\nUji;{quoted}\n"));
        (req.header_row, req.columns) = (1, columns(&[(0, "nama"), (1, &key)]));
        let view = dry(&laptop, &req);
        let told = view.changes.iter().find(|it| it.field == key).and_then(|it| it.after.clone());
        let expected = (1..99).contains(&parameter).then(|| parameter.to_string());
        assert_eq!(told, expected, "{text}");
        assert_eq!(
            view.n_refused,
            u32::from(parameter == 99),
            "{text}: {:?}",
            view.refused.iter().map(|it| &it.reason).collect::<Vec<_>>()
        );
    }
}

#[test]
fn an_inovasi_is_found_by_id_by_name_and_by_its_body() {
    let laptop = Laptop::new(1);
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    let of_a = laptop.register("Lapor");
    laptop.edit(&of_a, "perangkat_daerah", "Dinas Kesehatan");
    let of_b = laptop.register("Lapor");
    laptop.edit(&of_b, "perangkat_daerah", "Dinas Sosial");
    let alone = laptop.register("Sendiri");
    laptop.edit(&alone, "perangkat_daerah", "Bagian Umum");
    let text = "ID;Nama Inovasi;Perangkat Daerah;Tujuan\n;LAPOR;dinas sosial;b\n;Lapor!;DINAS KESEHATAN;a\n\
        ;Lapor;Dinas Lain;baru\n;sendiri;Bagian Organisasi;s\n";
    let mut req = csv(&laptop, "a.csv", text);
    (req.header_row, req.columns) = (1, columns(&[(0, "id"), (1, "nama"), (2, "perangkat_daerah"), (3, "tujuan")]));
    assert_eq!(counts(&import(&laptop, &req)), [1, 3, 0, 0]);
    let value = |id: &str, field: &str| laptop.value(id, field).unwrap_or_default();
    assert_eq!((value(&of_a, "tujuan"), value(&of_b, "tujuan")), ("a".into(), "b".into()));
    assert_eq!(value(&of_a, "perangkat_daerah"), "Dinas Kesehatan", "another spelling of a body is no change");
    assert_eq!((value(&alone, "tujuan"), value(&alone, "perangkat_daerah")), ("s".into(), "Bagian Organisasi".into()));
    assert_eq!(counts(&import(&laptop, &req))[0], 0, "nothing is registered twice");
    // By id it may be renamed; an id that is not known here says nothing.
    let foreign = "01890000-0000-7000-8000-00000000abcd";
    let text = format!("ID;Nama\n{alone};Berganti\n{foreign};Dari luar\nbukan-id;X\n{alone};Lagi\n");
    let mut req = csv(&laptop, "b.csv", &text);
    (req.header_row, req.columns) = (1, columns(&[(0, "id"), (1, "nama")]));
    let view = import(&laptop, &req);
    assert_eq!(counts(&view), [2, 1, 0, 1]);
    assert_eq!(reasons(&view), [(5, "", Reason::RowTwice)]);
    assert_eq!(value(&alone, "nama"), "Berganti");
    assert_ne!(id(&laptop, "Dari luar"), foreign);
    assert_eq!(counts(&import(&laptop, &req))[0], 0, "what came with a foreign id is found by its name");
    // One that was taken out is not changed behind its back.
    laptop.remove_inovasi(&alone).unwrap();
    let view = import(&laptop, &req);
    assert!(view.refused.iter().any(|it| it.row == 2 && it.reason == Reason::InovasiRemoved), "{:#?}", view.refused);
}

#[test]
fn members_are_told_in_one_cell() {
    let laptop = Laptop::new(1);
    let text = "Nama;Lain;Dulu\nSatu;\"Sosial, Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat; 1.02\";Lama A; \nDua;Sosial, Antariksa;Lama B\n";
    let mut req = csv(&laptop, "a.csv", text);
    (req.header_row, req.columns) = (1, columns(&[(0, "nama"), (1, "urusan_beririsan"), (2, "nama_lama")]));
    let view = import(&laptop, &req);
    assert_eq!(reasons(&view), [(3, "B", Reason::OptionUnlike)]);
    let members = |field: &str| {
        let view = laptop.show_inovasi("Satu").unwrap();
        view.profile.into_iter().find(|it| it.field.name() == field).unwrap().members
    };
    assert_eq!(
        members("urusan_beririsan"),
        ["kesehatan", "ketenteraman-ketertiban-umum-dan-pelindungan-masyarakat", "sosial"]
    );
    // Of options a recap lists all, of former names some.
    let mut req = csv(&laptop, "b.csv", "Nama;Lain;Dulu\nSatu;Pangan;Lama C\n");
    (req.header_row, req.columns) = (1, columns(&[(0, "nama"), (1, "urusan_beririsan"), (2, "nama_lama")]));
    import(&laptop, &req);
    assert_eq!(
        (members("urusan_beririsan"), members("nama_lama")),
        (vec!["pangan".into()], vec!["Lama A".into(), "Lama C".into()])
    );
}

#[test]
fn a_closed_year_and_nonsense_are_refused() {
    let laptop = Laptop::new(1);
    laptop.register("Satu");
    laptop.close_year("iga-2026", true).unwrap();
    let mut req = csv(&laptop, "a.csv", "Nama;Bimtek;Tujuan\nSatu;2;t\n");
    (req.header_row, req.columns) = (1, columns(&[(0, "nama"), (1, "assessment/iga-2026/bimtek"), (2, "tujuan")]));
    let view = import(&laptop, &req);
    assert_eq!((reasons(&view), view.n_changed), (vec![(2, "B", Reason::YearClosed)], 1));
    let error = |req: &ImportWorkbook| laptop.import_workbook(req, false, &mut Unwatched).unwrap_err().reason;
    req.columns = columns(&[(0, "nama"), (1, "warna")]);
    assert_eq!(error(&req), Reason::TargetUnknown);
    req.columns = columns(&[(0, "nama"), (1, "nama")]);
    assert_eq!(error(&req), Reason::TargetTwice);
    req.sheet = Some("Lain".into());
    assert_eq!(error(&req), Reason::SheetMissing);
    let req = csv(&laptop, "b.csv", "12;13\n14;15\n");
    assert_eq!(error(&req), Reason::HeaderMissing);
    assert_eq!(error(&request(&laptop.path("tiada.xlsx"))), Reason::FileMissing);
    assert_eq!(error(&request(&laptop.file("a.xlsx", b"%PDF-1.4"))), Reason::BookNotAWorkbook);
    let stopped = laptop.import_workbook(
        &request(&fixture("rekap-openpyxl.xlsx")),
        false,
        &mut |_: WorkStep, _: &str, _: u64, _: u64| false,
    );
    assert_eq!(stopped.unwrap_err().reason, Reason::Cancelled);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
}

#[test]
fn a_koordinat_that_cannot_be_read_is_kept_and_its_cell_is_told() {
    let laptop = Laptop::new(1);
    let req = csv(&laptop, "a.csv", "Nama;Titik Koordinat\nKado;dekat balai kota\nLain;-6,99 110,42\n");
    let view = dry(&laptop, &req);
    let told = |it: &WorkbookImportView| {
        let cells = it.kept.iter().map(|it| (it.column.clone(), it.row, it.value.clone(), it.reason));
        cells.collect::<Vec<_>>()
    };
    assert_eq!(told(&view), [("B".to_owned(), 2, "dekat balai kota".to_owned(), Reason::KoordinatKept)]);
    let view = import(&laptop, &req);
    assert_eq!((told(&view).len(), view.n_kept, view.n_refused), (1, 1, 0));
    let kado = id(&laptop, "Kado");
    assert_eq!(laptop.value(&kado, "koordinat").as_deref(), Some("dekat balai kota"), "what stood there is kept");
    let findings = laptop.findings_of(&kado).unwrap();
    assert!(findings.iter().any(|it| it.code == FindingCode::KoordinatUnreadable));
    // What the sentence names ends it.
    laptop.edit(&kado, "koordinat", "-6,99; 110,42");
    let findings = laptop.findings_of(&kado).unwrap();
    assert!(findings.iter().all(|it| it.code != FindingCode::KoordinatUnreadable));
}
