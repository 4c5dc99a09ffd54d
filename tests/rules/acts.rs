//! Taking in, correcting and giving back.

use domain::assessment::instrument::{Confidence, Status, diff::DifferenceKind};
use registry::{NoticeCode, Reason, view::PackPlace};

use super::*;
use crate::kit::Cast;

/// One inovasi with one answer, and one answer of the region.
fn answered(laptop: &Laptop) -> String {
    let id = laptop.register("Rumah Pelita");
    laptop.choose(&id, "bimtek", 2).unwrap();
    laptop.choose("daerah", "opini-bpk", 1).unwrap();
    id
}

#[test]
fn a_corrected_bobot_changes_the_score_to_the_cent_and_undo_gives_the_old_one_back() {
    let laptop = Laptop::new(1);
    let id = answered(&laptop);
    let before = (total(&laptop, NOW), iid(&laptop, NOW));
    // Catalogue and score agree before and after.
    let claimed = |laptop: &Laptop| laptop.show_inovasi(&id).unwrap().assessment.claimed.unwrap();
    assert_eq!(claimed(&laptop), "2.00");

    let req = correction(vec![corrected(Some("bimtek"), "bobot", "1,5")]);
    let look = laptop.inspect_correction(&req).unwrap();
    assert!(look.faults.is_empty(), "{:?}", look.faults);
    assert_eq!(look.stands, PackPlace::Embedded);
    let facts: Vec<&str> = look.differences.iter().map(|it| it.fact.as_str()).collect();
    assert_eq!(facts, ["maksimum", "bobot"]);
    assert_eq!(total(&laptop, NOW), before.0, "a look records nothing");

    let view = laptop.correct_pack(&req).unwrap().view;
    let row = view.instruments.iter().find(|it| it.id == NOW).unwrap();
    assert_eq!(row.own.as_ref().map(|it| (it.versi, it.person.as_str())), Some((1, "Petugas 1")));
    assert!(row.embedded);
    assert_eq!(claimed(&laptop), "3.00");
    // 2.00 × 1.5 over the divisor of 12 instead of 2.00: a twelfth more.
    let gained = |text: &str| text.parse::<domain::Decimal>().unwrap();
    let more = gained(&total(&laptop, NOW)) - gained(&before.0);
    assert!((more - domain::Decimal::new(8, 2)).abs() <= domain::Decimal::new(1, 2), "{more}");
    let list = registry::ListInovasi { limit: 5, ..registry::ListInovasi::default() };
    assert_eq!(laptop.list_inovasi(&list).unwrap().rows[0].claimed.as_deref(), Some("3.00"));
    // The answers are those they were.
    assert_eq!(laptop.show_assessment(&id, NOW).unwrap().n_chosen, 1);

    laptop.undo().unwrap();
    assert_eq!((total(&laptop, NOW), iid(&laptop, NOW)), before);
    assert_eq!(laptop.list_inovasi(&list).unwrap().rows[0].claimed.as_deref(), Some("2.00"));
    laptop.redo().unwrap();
    assert_eq!(claimed(&laptop), "3.00");
    laptop.assert_healthy();
}

#[test]
fn a_correction_that_breaks_the_pack_is_refused_with_the_place() {
    let laptop = Laptop::new(1);
    let before = laptop.show_history("daerah", None).unwrap().len();
    let req = CorrectPack { sums: false, ..correction(vec![corrected(Some("bimtek"), "bobot", "1.5")]) };
    let look = laptop.inspect_correction(&req).unwrap();
    assert!(look.faults.iter().any(|it| it.file == "instrument.toml" && it.line > 0), "{:?}", look.faults);
    assert_eq!(laptop.correct_pack(&req).unwrap_err().reason, Reason::PackFaulty);
    let tries = [
        (corrected(Some("bimtek"), "bobot", "banyak"), Reason::CorrectValue),
        (corrected(Some("bimtek"), "warna", "1"), Reason::CorrectFactUnknown),
        (corrected(Some("bimtek"), "parameter/9", "x"), Reason::CorrectFactUnknown),
        (corrected(Some("tidak-ada"), "bobot", "1"), Reason::IndikatorUnknown),
        (CorrectFact { source: " ".into(), ..corrected(None, "pembagi_minimum", "10") }, Reason::CorrectSourceMissing),
        (
            CorrectFact { confidence: "yakin".into(), ..corrected(None, "pembagi_minimum", "10") },
            Reason::CorrectConfidence,
        ),
    ];
    for (fact, reason) in tries {
        assert_eq!(laptop.correct_pack(&correction(vec![fact])).unwrap_err().reason, reason);
    }
    let silent = CorrectPack { alasan: " ".into(), ..correction(vec![corrected(None, "pembagi_minimum", "10")]) };
    assert_eq!(laptop.correct_pack(&silent).unwrap_err().reason, Reason::AlasanMissing);
    assert_eq!(laptop.show_history("daerah", None).unwrap().len(), before);
}

#[test]
fn every_kind_of_fact_can_be_set_right_and_says_where_it_comes_from() {
    let laptop = Laptop::new(1);
    let facts = vec![
        corrected(Some("SID-20"), "nama", "Bimbingan teknis"),
        corrected(Some("bimtek"), "bukti", "SK dan daftar hadir"),
        corrected(Some("bimtek"), "wajib", "true"),
        corrected(Some("bimtek"), "window", "-3, 0"),
        corrected(Some("bimtek"), "parameter/2", "Dua kali dalam empat tahun"),
        corrected(None, "pembagi_minimum", "14"),
        corrected(None, "per_inovasi", "0,4"),
        corrected(None, "batas_inovasi", "190"),
        corrected(None, "minimum_urusan_dasar", "6"),
        corrected(None, "predikat/Sangat Inovatif/minimum", "60,01"),
        corrected(None, "predikat/Inovatif/maksimum", "60"),
    ];
    laptop.correct_pack(&correction(facts)).unwrap();
    let view = laptop.show_pack(NOW).unwrap();
    let it = view.instrument.indikator.iter().find(|it| it.id == "bimtek").unwrap();
    assert_eq!(
        (it.nama.as_str(), it.wajib, it.bukti.as_deref()),
        ("Bimbingan teknis", true, Some("SK dan daftar hadir"))
    );
    assert_eq!(it.window.as_ref().map(|it| (it.dari, it.sampai)), Some((2023, 2026)));
    assert_eq!(it.parameter[1].teks, "Dua kali dalam empat tahun");
    let source = view.instrument.source.iter().find(|it| it.nama.contains("Surat ralat")).unwrap();
    assert!(it.source.contains(&source.nama));
    let rule = |key: &str| view.instrument.rule.iter().find(|it| it.key == key).unwrap();
    for (key, value) in
        [("pembagi_minimum", "14"), ("per_inovasi", "0.4"), ("batas_inovasi", "190"), ("minimum_urusan_dasar", "6")]
    {
        assert_eq!((rule(key).value.as_deref(), rule(key).confidence), (Some(value), Confidence::OneSource), "{key}");
        assert_eq!(rule(key).source, std::slice::from_ref(&source.nama));
    }
    assert_eq!(view.instrument.predikat[0].minimum, "60.01");
    let words = laptop.compare_instruments("iga-2026@bawaan", NOW).unwrap().differences;
    assert!(words.len() >= 10, "{}", words.len());
    let bobot = words.iter().find(|it| it.fact == "parameter/2").unwrap();
    assert_eq!((bobot.kind, bobot.code.as_deref()), (DifferenceKind::Reworded, Some("SID-20")));
}

#[test]
fn a_copy_under_another_id_leaves_the_rules_as_they_are() {
    let laptop = Laptop::new(1);
    answered(&laptop);
    let before = iid(&laptop, NOW);
    let req = CorrectPack {
        copy_id: Some("iga-2026-uji".into()),
        copy_nama: Some("Uji coba aturan".into()),
        ..correction(vec![corrected(None, "pembagi_minimum", "2")])
    };
    let view = laptop.correct_pack(&req).unwrap().view;
    let row = view.instruments.iter().find(|it| it.id == "iga-2026-uji").unwrap();
    assert_eq!((row.nama.as_str(), row.status, row.embedded), ("Uji coba aturan", Status::Draft, false));
    assert_eq!(iid(&laptop, NOW), before);
    assert_eq!(laptop.correct_pack(&req).unwrap_err().reason, Reason::PackIdTaken);
    let bad = CorrectPack { copy_id: Some("Uji Coba".into()), ..req };
    assert_eq!(laptop.correct_pack(&bad).unwrap_err().reason, Reason::PackIdBad);

    laptop.begin_year("iga-2026-uji").unwrap();
    assert_eq!(laptop.remove_pack("iga-2026-uji").unwrap_err().reason, Reason::PackInUse);
    laptop.begin_year(NOW).unwrap();
    laptop.remove_pack("iga-2026-uji").unwrap();
    assert_eq!(laptop.show_pack("iga-2026-uji").unwrap_err().reason, Reason::InstrumentUnknown);
}

#[test]
fn removing_gives_the_embedded_rules_back_and_versions_tell_the_story() {
    let mut laptop = Laptop::new(1);
    answered(&laptop);
    let before = iid(&laptop, NOW);
    assert_eq!(laptop.remove_pack(NOW).unwrap_err().reason, Reason::PackNone);
    laptop.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "2")])).unwrap();
    laptop.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "3")])).unwrap();
    let third = iid(&laptop, NOW);
    assert_ne!(third, before);
    // They are there when the registry is opened again.
    laptop.open().unwrap();
    assert_eq!(iid(&laptop, NOW), third);
    laptop.remove_pack(NOW).unwrap();
    assert_eq!(iid(&laptop, NOW), before);
    let versions = laptop.show_pack_versions(NOW).unwrap();
    let told: Vec<_> = versions.iter().map(|it| (it.versi, it.stands, it.n_difference)).collect();
    assert_eq!(told, [(None, true, Some(1)), (Some(2), false, Some(1)), (Some(1), false, Some(1))]);
    assert!(versions.iter().all(|it| it.person == "Petugas 1"));
    assert_eq!(versions[1].alasan.as_deref(), Some("Ralat surat kementerian"));
    laptop.undo().unwrap();
    assert_eq!(iid(&laptop, NOW), third);
    // History tells versions in words, never in whole files.
    let history = laptop.show_history("daerah", Some("pack/iga-2026")).unwrap();
    assert_eq!(history[0].text.as_deref(), Some("2: Ralat surat kementerian"));
}

#[test]
fn a_correction_travels_and_two_at_once_are_a_conflict_that_both_keep() {
    let cast = Cast::new();
    answered(&cast.office);
    cast.office.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "4")])).unwrap();
    cast.office.carry_to(&cast.laptop_a);
    assert_eq!(iid(&cast.laptop_a, NOW), iid(&cast.office, NOW));
    assert_eq!(cast.laptop_a.show_pack(NOW).unwrap().own.unwrap().person, "Petugas 1");

    cast.office.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "5")])).unwrap();
    cast.laptop_a.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "6")])).unwrap();
    cast.office.carry_to(&cast.laptop_a);
    cast.laptop_a.carry_to(&cast.office);
    for laptop in [&cast.office, &cast.laptop_a] {
        let conflicts = laptop.list_conflicts().unwrap();
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].field, "pack/iga-2026");
        assert_eq!(conflicts[0].heads.len(), 2);
        assert!(conflicts[0].heads.iter().all(|it| it.value.as_deref() == Some("2: Ralat surat kementerian")));
    }
    assert_eq!(iid(&cast.laptop_a, NOW), iid(&cast.office, NOW), "both show the same one");
    let other = cast.office.list_conflicts().unwrap()[0].clone();
    let lost = other.heads.iter().find(|it| !it.shown).unwrap();
    cast.office.resolve_conflict("daerah", &other.field, &lost.stamp).unwrap();
    cast.office.carry_to(&cast.laptop_a);
    assert!(cast.laptop_a.list_conflicts().unwrap().is_empty());
    assert_eq!(iid(&cast.laptop_a, NOW), iid(&cast.office, NOW));
}

#[test]
fn a_pack_of_a_newer_program_is_told_and_passed_over() {
    let mut laptop = Laptop::new(1);
    answered(&laptop);
    let before = iid(&laptop, NOW);
    laptop.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "2")])).unwrap();
    laptop.close();
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.execute("UPDATE pack SET value = '{\"masa_depan\":1}'", []).unwrap();
    drop(database);
    laptop.open().unwrap();
    assert_eq!(iid(&laptop, NOW), before, "the embedded rules hold");
    let notices = laptop.show_registry().unwrap().notices;
    assert!(notices.iter().any(|it| it.code == NoticeCode::PackUnreadable && it.args[0].value == NOW), "{notices:?}");
    assert_eq!(laptop.show_instruments().unwrap().notices.len(), 1);
    laptop.remove_pack(NOW).unwrap();
    assert!(laptop.show_registry().unwrap().notices.is_empty());
}

#[test]
fn an_unfinished_act_leaves_no_rules_behind() {
    let cast = Cast::new();
    answered(&cast.office);
    let parcel = {
        cast.laptop_a.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "2")])).unwrap();
        cast.laptop_a.write_parcel()
    };
    let before = iid(&cast.office, NOW);
    // A dry run reads the rules inside its transaction, and none of it stays.
    cast.office.accept_parcel(&parcel, true, &mut registry::progress::Unwatched).unwrap();
    assert_eq!(iid(&cast.office, NOW), before);
    assert!(cast.office.show_pack(NOW).unwrap().own.is_none());
    cast.office
        .correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "12"), corrected(None, "nama", "IID")]))
        .unwrap();
    assert_eq!(iid(&cast.office, NOW), before);
    assert_eq!(cast.office.show_pack(NOW).unwrap().instrument.nama, "IID");
}
