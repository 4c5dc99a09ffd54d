//! What does not exist cannot be chosen, edited or described.

use domain::bukti::BuktiField;
use registry::{BuktiFacts, ChooseParameter, Code, Error, Reason, Result, progress::Unwatched};

use super::refused;
use crate::kit::{Laptop, cli, key};

/// A choice with one thing wrong.
fn choose(laptop: &Laptop, wrong: &[(&str, &str)]) -> Result<()> {
    let get =
        |name: &str, right: &str| wrong.iter().find(|it| it.0 == name).map_or(right.to_owned(), |it| it.1.to_owned());
    let req = ChooseParameter {
        subject: laptop.subject(get("subject", "Kado"))?,
        instrument: get("instrument", "iga-2026").into(),
        indikator: get("indikator", "SID-33").into(),
        parameter: get("parameter", "1").parse().unwrap(),
        variant: wrong.iter().find(|it| it.0 == "variant").map(|it| it.1.to_owned()),
    };
    laptop.choose_parameter(&req).map(drop)
}

fn laptop() -> Laptop {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    laptop
}

fn check(error: &Error, reason: Reason, names: &[&str]) {
    assert_eq!(error.reason, reason, "{error}");
    let sentence = error.to_string();
    for name in names {
        assert!(sentence.contains(name), "{name} in {sentence}");
    }
}

#[test]
fn choosing_what_does_not_exist_is_refused() {
    let laptop = laptop();
    for (wrong, reason, names) in [
        (&[("subject", "Kaddo")][..], Reason::InovasiMissing, &["Kaddo"][..]),
        (&[("subject", "019f0000-0000-7000-8000-000000000000")], Reason::InovasiMissing, &["019f0000"]),
        (&[("subject", "")], Reason::InovasiMissing, &[]),
        (&[("instrument", "iga-1999")], Reason::InstrumentUnknown, &["iga-1999", "iga-2026"]),
        (&[("indikator", "SID-99")], Reason::IndikatorUnknown, &["SID-99"]),
        (&[("indikator", "' OR 1=1 --")], Reason::IndikatorUnknown, &["OR 1=1"]),
        (&[("indikator", "SPD-01")], Reason::IndikatorWrongSubject, &["SPD-01"]),
        (&[("subject", "daerah")], Reason::IndikatorWrongSubject, &["SID-33"]),
        (&[("parameter", "4")], Reason::ParameterUnknown, &["SID-33", "4", "3"]),
        (&[("parameter", "255")], Reason::ParameterUnknown, &["255"]),
        (&[("variant", "z")], Reason::VariantUnknown, &["SID-33", "z", "a, b, c"]),
        (&[("indikator", "SID-16"), ("variant", "a")], Reason::VariantUnknown, &["SID-16"]),
    ] {
        let error = refused(&laptop, |it| choose(it, wrong));
        check(&error, reason, names);
        assert!(matches!(error.code, Code::NotFound | Code::Invalid), "{error:?}");
    }
}

#[test]
fn a_field_takes_only_what_can_stand_in_it() {
    let laptop = laptop();
    let long = "x".repeat(501);
    let longer = "x".repeat(100_001);
    for (field, value, reason, names) in [
        ("warna", "biru", Reason::FieldUnknown, &["warna"][..]),
        ("urusan_beririsan", "kesehatan", Reason::FieldUnknown, &["Beririsan"]),
        ("nama", "", Reason::NamaEmpty, &[]),
        ("nama", " \u{200b}\u{202e} ", Reason::NamaEmpty, &[]),
        ("nama", &long, Reason::TextTooLong, &["500"]),
        ("rancang_bangun", &longer, Reason::TextTooLong, &["100000"]),
        ("tujuan", "a\u{0}b", Reason::TextControl, &[]),
        ("nama", "a\u{1b}[2Jb", Reason::TextControl, &[]),
        ("waktu_penerapan", "31 Februari 2024", Reason::DateUnreadable, &["31 Februari 2024"]),
        ("waktu_penerapan", "kemarin", Reason::DateUnreadable, &["kemarin"]),
        ("waktu_uji_coba", "0000-00-00", Reason::DateUnreadable, &[]),
        ("urusan_utama", "Kesehtan", Reason::OptionUnknown, &["Kesehtan", "Kesehatan"]),
        ("tahapan", "selesai", Reason::OptionUnlike, &["selesai"]),
    ] {
        let error = refused(&laptop, |it| it.edit_inovasi("Kado", field, Some(value)));
        check(&error, reason, names);
    }
    let error = refused(&laptop, |it| it.set_member("Kado", "nama", "kesehatan", true));
    check(&error, Reason::FieldUnknown, &["Nama"]);
    let error = refused(&laptop, |it| it.set_member("Kado", "urusan_beririsan", "Kesehtan", true));
    check(&error, Reason::OptionUnknown, &["Kesehatan"]);
}

#[test]
fn names_of_inovasi_must_be_names() {
    let laptop = laptop();
    for (nama, reason) in [
        ("", Reason::NamaEmpty),
        ("  \n ", Reason::NamaEmpty),
        ("\u{feff}\u{200d}", Reason::NamaEmpty),
        ("bel\u{7}", Reason::TextControl),
        (&"é".repeat(501), Reason::TextTooLong),
    ] {
        assert_eq!(refused(&laptop, |it| it.register_inovasi(nama)).reason, reason, "{nama:?}");
    }
}

#[test]
fn an_ambiguous_name_is_not_guessed() {
    let laptop = laptop();
    laptop.register("Kado");
    let error = refused(&laptop, |it| it.remove_inovasi("kado"));
    check(&error, Reason::InovasiAmbiguous, &["kado", "2"]);
}

#[test]
fn what_was_removed_must_come_back_before_it_is_edited() {
    let laptop = laptop();
    let id = laptop.find_inovasi("Kado").unwrap().to_string();
    laptop.remove_inovasi(&id).unwrap();
    let file = laptop.file("a.pdf", "a");
    for error in [
        refused(&laptop, |it| it.edit_inovasi(&id, "tujuan", Some("x"))),
        refused(&laptop, |it| it.choose(&id, "SID-16", 1)),
        refused(&laptop, |it| it.attach(&id, "SID-16", &file)),
        refused(&laptop, |it| it.set_member(&id, "urusan_beririsan", "sosial", true)),
    ] {
        check(&error, Reason::InovasiRemoved, &["Kado"]);
    }
    laptop.restore_inovasi(&id).unwrap();
    laptop.edit(&id, "tujuan", "x");
}

#[test]
fn bukti_and_conflicts_that_are_not_there_are_refused() {
    let laptop = laptop();
    let file = laptop.file("a.pdf", "a");
    let view = laptop.attach("Kado", "SID-16", &file).unwrap().view;
    let bukti = view.indikator.iter().find_map(|it| it.bukti.first()).unwrap().id.to_string();
    let other = "019f0000-0000-7000-8000-000000000000";
    let edit = |bukti: &str, field: BuktiField, value: &str| {
        refused(&laptop, |it| it.edit_bukti("Kado", "iga-2026", bukti, field, Some(value)))
    };
    check(&edit("bukan", BuktiField::Nomor, "1"), Reason::BuktiMissing, &["bukan"]);
    check(&edit(other, BuktiField::Nomor, "1"), Reason::BuktiMissing, &[other]);
    check(&edit(&bukti, BuktiField::Tanggal, "esok"), Reason::DateUnreadable, &["esok"]);
    check(
        &refused(&laptop, |it| it.link_bukti(&key(laptop.subject("Kado").unwrap(), "SID-99"), &bukti, None)),
        Reason::IndikatorUnknown,
        &[],
    );
    check(
        &refused(&laptop, |it| it.detach_bukti(&key(laptop.subject("Kado").unwrap(), "SID-16"), other)),
        Reason::BuktiMissing,
        &[],
    );
    let facts = BuktiFacts { tanggal: Some("32/13/2024".into()), ..BuktiFacts::default() };
    let attach = |it: &Laptop| {
        it.attach_bukti(
            &key(laptop.subject("Kado").unwrap(), "SID-16"),
            std::slice::from_ref(&file),
            &facts,
            &mut Unwatched,
        )
    };
    check(&refused(&laptop, attach), Reason::DateUnreadable, &["32/13/2024"]);
    for stamp in ["", "x", "1@x", "0@019f0000-0000-7000-8000-000000000000", "99999999999999999999@a"] {
        check(&refused(&laptop, |it| it.resolve_conflict("daerah", "pemda/nama", stamp)), Reason::ConflictMissing, &[]);
    }
}

#[test]
fn the_command_line_refuses_with_3_and_misuse_with_2() {
    let mut laptop = laptop();
    laptop.close();
    let folder = laptop.folder();
    for (args, code, names) in [
        (&["choose", "Kaddo", "SID-16", "1"][..], 3, &["Kaddo"][..]),
        (&["choose", "Kado", "SID-99", "1"], 3, &["SID-99"]),
        (&["choose", "Kado", "SID-16", "4"], 3, &["SID-16", "4"]),
        (&["choose", "Kado", "SID-33", "1", "--variant", "z"], 3, &["SID-33"]),
        (&["choose", "Kado", "SID-16", "1", "--instrument", "iga-1999"], 3, &["iga-1999"]),
        (&["daerah", "choose", "SID-16", "1"], 3, &["SID-16"]),
        (&["show", "Kaddo"], 3, &["Kaddo"]),
        (&["edit", "Kado", "warna", "biru"], 3, &["warna"]),
        (&["edit", "Kado", "tahapan", "selesai"], 3, &["selesai"]),
        (&["score", "--instrument", "iga-1999"], 3, &["iga-1999"]),
        (&["findings", "Kaddo"], 3, &["Kaddo"]),
        (&["resolve", "daerah", "nama", "1@x"], 3, &["Nama"]),
        (&["choose", "Kado", "SID-16", "256"], 2, &["256"]),
        (&["choose", "Kado", "SID-16", "-1"], 2, &[]),
        (&["choose", "Kado", "SID-16", "satu"], 2, &["satu"]),
        (&["choose", "Kado"], 2, &[]),
        (&["score", "--basis", "imagined"], 2, &["imagined"]),
        (&["attach", "Kado", "SID-16"], 2, &[]),
        (&["fly"], 2, &["fly"]),
        (&[], 2, &[]),
        (&["list", "--limit", "-3"], 2, &[]),
    ] {
        let ended = cli::run(&folder, args);
        assert_eq!(ended.code, Some(code), "{args:?}: {ended:?}");
        assert_eq!(ended.stdout, "", "{args:?}: nothing on stdout");
        for name in names {
            assert!(ended.stderr.contains(name), "{args:?}: {name} in {}", ended.stderr);
        }
    }
    laptop.open().unwrap();
    assert_eq!(laptop.stamps().len(), 4, "only the beginning, one name and its year are in history");
}
