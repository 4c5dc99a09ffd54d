//! Forms: filled in elsewhere, taken back, and exactly what was changed is taken.

use exchange::inovasi::workbook::{BookLimits, read_book};
use registry::{
    ExportWorkbook, ImportWorkbook, NoticeCode, Reason, WorkbookDecision, WorkbookKind, progress::Unwatched,
};

use super::{counts, dry, export, import, request};
use crate::kit::{Laptop, assert_same, typed_over};

/// A registry with something of everything that a form holds.
fn filled() -> (Laptop, String, String) {
    let laptop = Laptop::new(1);
    let lapor = laptop.register("Lapor Semar");
    for (field, value) in [
        ("perangkat_daerah", "Dinas Kominfo"),
        ("urusan_utama", "Kesehatan"),
        ("waktu_penerapan", "17 Agustus 2024"),
        ("waktu_uji_coba", "2023"),
        ("tujuan", "=1+1\nbaris dua"),
        ("tahapan", "Penerapan"),
        ("koordinat", "-6.99, 110.42"),
    ] {
        laptop.edit(&lapor, field, value);
    }
    laptop.set_member(&lapor, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.set_member(&lapor, "nama_lama", "Lapor Hendi; 2013", true).unwrap();
    laptop.choose(&lapor, "SID-16", 2).unwrap();
    let kado = laptop.register("Kado Mbak Ita");
    laptop.edit(&kado, "pengembangan_dari", &lapor);
    laptop.choose("daerah", "SPD-01", 1).unwrap();
    laptop.register_perangkat_daerah("Dinas Kominfo", Some("Dinas"), None).unwrap();
    laptop.register_penghargaan("daerah", "IGA").unwrap();
    laptop.register_penghargaan(&kado, "Top 99").unwrap();
    (laptop, lapor, kado)
}

#[test]
fn an_untouched_form_changes_nothing_even_when_the_registry_has_gone_on() {
    let (laptop, lapor, kado) = filled();
    let (form, receipt) = export(&laptop, "formulir.xlsx", WorkbookKind::Form);
    assert_eq!((receipt.n_inovasi, receipt.remarks[0].code), (2, NoticeCode::WorkbookLeavesOut));
    let view = laptop.inspect_workbook(&form, None, 0).unwrap();
    let sheets: Vec<(&str, u32)> = view.sheets.iter().map(|it| (it.nama.as_str(), it.n_row)).collect();
    assert!(view.own);
    assert_eq!(sheets[..3], [("Inovasi", 2), ("Perangkat Daerah", 1), ("Penghargaan", 2)]);
    let dump = laptop.dump();
    let told = import(&laptop, &request(&form));
    assert_eq!(
        (told.own, told.n_new, told.n_changed, told.n_refused, told.changes.len()),
        (true, 0, 0, 0, 0),
        "{told:#?}"
    );
    assert_same(&dump, &laptop.dump(), "after an untouched form");
    laptop.edit(&lapor, "tujuan", "Lain sama sekali");
    laptop.choose(&lapor, "SID-16", 0).unwrap();
    laptop.choose("daerah", "SPD-01", 0).unwrap();
    laptop.choose("daerah", "SPD-03", 1).unwrap();
    laptop.set_member(&lapor, "urusan_beririsan", "Sosial", false).unwrap();
    laptop.remove_inovasi(&kado).unwrap();
    let body = laptop.list_perangkat_daerah().unwrap().perangkat_daerah[0].id.to_string();
    laptop.remove_perangkat_daerah(&body).unwrap();
    let won = laptop.list_penghargaan(Some("daerah")).unwrap().penghargaan[0].id;
    laptop.remove_penghargaan(won).unwrap();
    let dump = laptop.dump();
    let told = import(&laptop, &request(&form));
    assert_eq!((told.n_new, told.n_changed, told.n_diverged, told.n_refused), (0, 0, 0, 0), "{told:#?}");
    assert_same(&dump, &laptop.dump(), "after an old, untouched form");
    let path = typed_over(&form, &[("Inovasi", &kado, "tujuan", "baru")]);
    let told = import(&laptop, &request(&path));
    assert_eq!((told.n_changed, told.n_refused, told.refused[0].reason), (0, 1, Reason::InovasiRemoved));
}

#[test]
fn what_was_filled_in_is_taken_and_nothing_else() {
    let (laptop, lapor, kado) = filled();
    let form = export(&laptop, "formulir.xlsx", WorkbookKind::Form).0;
    let body = laptop.list_perangkat_daerah().unwrap().perangkat_daerah[0].id.to_string();
    let texts = laptop.show_instrument("iga-2026").unwrap();
    let key = |code: &str| {
        let it = texts.indikator.iter().find(|it| it.code == code).unwrap();
        format!("assessment/iga-2026/{}", it.id)
    };
    let (sid, spd) = (key("SID-16"), key("SPD-03"));
    let path = typed_over(
        &form,
        &[
            ("Inovasi", &lapor, "nama", "Lapor Semar 2"),
            ("Inovasi", &lapor, "urusan_utama", "Sosial"),
            ("Inovasi", &lapor, "waktu_penerapan", ""),
            ("Inovasi", &lapor, "urusan_beririsan", "Pangan"),
            ("Inovasi", &lapor, &sid, "3) apa pun"),
            ("Inovasi", &lapor, "waktu_uji_coba", "besok"),
            ("Inovasi", &kado, "tujuan", "Anak sehat"),
            ("Inovasi", "40", "nama", "Baru dari lapangan"),
            ("Inovasi", "40", "jenis", "Digital"),
            ("Inovasi", "41", "tujuan", "tanpa nama"),
            ("Perangkat Daerah", "40", "perangkat_daerah/nama", "UPTD Data"),
            ("Perangkat Daerah", "40", "perangkat_daerah/induk", "Dinas Kominfo"),
            ("Perangkat Daerah", &body, "perangkat_daerah/induk", "UPTD Data"),
            ("Perangkat Daerah", &body, "perangkat_daerah/nama_lama/", "Dishubkominfo"),
            ("Penghargaan", "40", "penghargaan/nama", "Juara"),
            ("Penghargaan", "40", "penghargaan/untuk", "Baru dari lapangan"),
            ("Penghargaan", "40", "penghargaan/tahun", "2025"),
            ("Daerah", &spd, "daerah/parameter", "2"),
        ],
    );
    let told = dry(&laptop, &request(&path));
    let refused: Vec<_> = told.refused.iter().map(|it| (it.sheet.as_str(), it.row, it.reason)).collect();
    assert!(refused.contains(&("Inovasi", 41, Reason::RowNameless)), "{refused:?}");
    assert!(refused.iter().any(|it| it.2 == Reason::DateUnreadable), "{refused:?}");
    assert_eq!(refused.len(), 3, "and a ring of bodies: {refused:?}");
    let change = told.changes.iter().find(|it| it.field == "urusan_utama").unwrap();
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("Kesehatan"), Some("Sosial")));
    let done = import(&laptop, &request(&path));
    assert_eq!(counts(&told), counts(&done));
    assert_eq!(done.n_new, 3, "an inovasi, a body, a penghargaan: {:#?}", done.added);
    let value = |field: &str| laptop.value(&lapor, field);
    assert_eq!((value("nama").as_deref(), value("urusan_utama").as_deref()), (Some("Lapor Semar 2"), Some("sosial")));
    assert_eq!((value("waktu_penerapan"), value("waktu_uji_coba").as_deref()), (None, Some("2023")));
    assert_eq!(laptop.value(&kado, "pengembangan_dari"), Some(lapor.clone()), "its name is no link that breaks");
    let view = laptop.show_inovasi(&lapor).unwrap();
    let members = |field: &str| view.profile.iter().find(|it| it.field.name() == field).unwrap().members.clone();
    assert_eq!(
        (members("urusan_beririsan"), members("nama_lama")),
        (vec!["pangan".into()], vec!["Lapor Hendi; 2013".into()])
    );
    assert_eq!(view.assessment.indikator.iter().find(|it| sid.ends_with(it.indikator.as_str())).unwrap().parameter, 3);
    let baru = laptop.find_inovasi("Baru dari lapangan").unwrap().to_string();
    assert_eq!(laptop.list_penghargaan(Some(&baru)).unwrap().penghargaan[0].tahun.as_deref(), Some("2025"));
    let bodies = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
    let uptd = bodies.iter().find(|it| it.nama == "UPTD Data").unwrap();
    let above = bodies.iter().find(|it| it.id.to_string() == body).unwrap();
    assert_eq!((above.induk, uptd.induk), (Some(uptd.id), None), "the row above won");
    // Taken in twice, nothing is registered twice.
    let again = import(&laptop, &request(&path));
    assert_eq!((again.n_new, again.n_changed, again.n_diverged), (0, 0, 0), "{again:#?}");
    laptop.undo().unwrap();
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 2);
    assert_eq!(laptop.value(&lapor, "nama").as_deref(), Some("Lapor Semar"));
    laptop.assert_healthy();
}

#[test]
fn what_was_changed_on_both_sides_waits_for_a_word() {
    let (laptop, lapor, _) = filled();
    let form = export(&laptop, "formulir.xlsx", WorkbookKind::Form).0;
    laptop.edit(&lapor, "tujuan", "di sini");
    let path = typed_over(&form, &[("Inovasi", &lapor, "tujuan", "di lapangan"), ("Inovasi", &lapor, "hasil", "ya")]);
    let told = import(&laptop, &request(&path));
    assert_eq!((told.n_changed, told.n_diverged), (1, 1));
    let it = &told.diverged[0];
    assert!(!it.column.is_empty() && it.column.chars().all(|it| it.is_ascii_uppercase()), "{}", it.column);
    assert_eq!(
        (it.was.as_deref(), it.stands.as_deref(), it.wanted.as_deref()),
        (Some("=1+1\nbaris dua"), Some("di sini"), Some("di lapangan"))
    );
    assert_eq!(laptop.value(&lapor, "tujuan").as_deref(), Some("di sini"));
    let req = ImportWorkbook { take_diverged: true, ..request(&path) };
    assert_eq!(import(&laptop, &req).n_changed, 1);
    assert_eq!(laptop.value(&lapor, "tujuan").as_deref(), Some("di lapangan"));
}

#[test]
fn what_was_changed_on_both_sides_is_decided_one_by_one() {
    let (laptop, lapor, kado) = filled();
    let body = laptop.list_perangkat_daerah().unwrap().perangkat_daerah[0].id.to_string();
    let form = export(&laptop, "formulir.xlsx", WorkbookKind::Form).0;
    for (id, value) in [(&lapor, "di sini"), (&kado, "di sini pula")] {
        laptop.edit(id, "tujuan", value);
    }
    laptop.edit_perangkat_daerah(&body, "nama", Some("Diskominfo"), false).unwrap();
    let path = typed_over(
        &form,
        &[
            ("Inovasi", &lapor, "tujuan", "di lapangan"),
            ("Inovasi", &kado, "tujuan", "di lapangan pula"),
            ("Perangkat Daerah", &body, "perangkat_daerah/nama", "Dinas Kominfo dan Statistik"),
        ],
    );
    let asked = dry(&laptop, &request(&path));
    assert_eq!((asked.n_diverged, asked.n_changed), (3, 0), "{asked:#?}");
    let decision = |at: usize, take: bool| {
        let it = &asked.diverged[at];
        WorkbookDecision { sheet: it.sheet.clone(), row: it.row, column: it.column.to_lowercase(), take }
    };
    let of = |value: &str| asked.diverged.iter().position(|it| it.wanted.as_deref() == Some(value)).unwrap();
    let (of_lapor, of_kado) = (of("di lapangan"), of("di lapangan pula"));
    let of_body = of("Dinas Kominfo dan Statistik");
    let decided = vec![decision(of_kado, true), decision(of_body, true)];
    let req = ImportWorkbook { decided, ..request(&path) };
    let told = import(&laptop, &req);
    assert_eq!((told.n_diverged, told.n_changed), (3, 2), "{told:#?}");
    let taken = [of_lapor, of_kado, of_body].map(|it| told.diverged[it].taken);
    assert_eq!(taken, [false, true, true]);
    assert_eq!(laptop.value(&lapor, "tujuan").as_deref(), Some("di sini"));
    assert_eq!(laptop.value(&kado, "tujuan").as_deref(), Some("di lapangan pula"));
    assert_eq!(laptop.list_perangkat_daerah().unwrap().perangkat_daerah[0].nama, "Dinas Kominfo dan Statistik");
    // All but one, and one act.
    laptop.undo().unwrap();
    let req = ImportWorkbook { take_diverged: true, decided: vec![decision(of_kado, false)], ..request(&path) };
    assert_eq!(import(&laptop, &req).n_changed, 2);
    assert_eq!(laptop.value(&lapor, "tujuan").as_deref(), Some("di lapangan"));
    assert_eq!(laptop.value(&kado, "tujuan").as_deref(), Some("di sini pula"));
    // A cell that was changed on one side only has nothing to decide.
    laptop.undo().unwrap();
    let mut none = decision(of_kado, true);
    none.row += 900;
    let error = laptop
        .import_workbook(&ImportWorkbook { decided: vec![none], ..request(&path) }, false, &mut Unwatched)
        .unwrap_err();
    assert_eq!(error.reason, Reason::DecisionMissing);
    laptop.assert_healthy();
}

#[test]
fn a_recap_for_readers_holds_no_machine_parts_and_can_be_taken_in_as_one() {
    let (laptop, lapor, _) = filled();
    laptop.edit(&lapor, "nama_inisiator", "=cmd|' /C calc'!A0");
    let (xlsx, receipt) = export(&laptop, "rekap.xlsx", WorkbookKind::Recap);
    assert!(receipt.remarks.is_empty());
    let book = read_book(&xlsx, &BookLimits::default()).unwrap();
    assert_eq!(book.sheets.len(), 1);
    let view = laptop.inspect_workbook(&xlsx, None, 0).unwrap();
    assert!(!view.own && view.sheets[0].header_row == 1);
    let csv = export(&laptop, "rekap.csv", WorkbookKind::Recap).0;
    let text = std::fs::read_to_string(&csv).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("'=cmd|") && !text.contains(";=cmd"), "{text}");
    assert!(text.contains("Kesehatan") && text.contains(";6,00;0,00;"), "names and skor: {text}");
    let dump = laptop.export_registry().unwrap();
    let told = import(&laptop, &request(&xlsx));
    assert_eq!((told.n_new, told.n_changed), (0, 0), "{:#?}", told.changes);
    assert_same(&dump, &laptop.export_registry().unwrap(), "a recap read back");
    let out = laptop.path("x.xlsx").display().to_string();
    let one = ExportWorkbook { out, ids: vec![lapor.parse().unwrap()], kind: WorkbookKind::Form, replace: false };
    assert_eq!(laptop.export_workbook(&one, &mut Unwatched).unwrap().n_inovasi, 1);
    assert_eq!(
        laptop.inspect_workbook(&laptop.path("x.xlsx"), None, 0).unwrap().sheets.len(),
        2,
        "a part of the region is not the region"
    );
}
