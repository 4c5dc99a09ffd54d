//! The catalogue as tables: a check, facts, and what comes of it.

use super::*;
use crate::{assessment::instrument::tests::indikator, core::id::OptionId};

const T: i32 = 2026;

/// A file from `name key=value key=value …`; `_` stands for a space in a value.
fn file(text: &str) -> FileFacts {
    let mut words = text.split(' ');
    let nama_berkas = words.next().unwrap().to_owned();
    let ending = nama_berkas.rsplit('.').next().unwrap().to_owned();
    let mut file = FileFacts { nama_berkas, ending, ..FileFacts::default() };
    for (key, value) in words.map(|it| it.split_once('=').unwrap()) {
        let value = value.replace('_', " ");
        match key {
            "y" => file.tahun = Some(value.parse().unwrap()),
            "text" => file.text = Some(FileText::new(&value).into()),
            "tentang" => file.tentang = Some(value),
            "link" => file.link = Some(value),
            "jenis" => file.jenis_dokumen = Some(value),
            "daerah" => file.daerah = Some(value),
            "s" => file.seconds = Some(value.parse().unwrap()),
            _ => panic!("{key}"),
        }
    }
    file
}

fn facts(files: &str) -> Facts {
    Facts {
        tahun: T,
        nama: "Lapor Semar".into(),
        nama_lain: vec!["Lapor Hendi".into()],
        tahun_penerapan: Some(2024),
        daerah: "Kota Semarang".into(),
        files: files.split('|').filter(|it| !it.is_empty()).map(|it| file(it.trim())).collect(),
        numbers: [("nilai".into(), "70".parse().unwrap())].into(),
        ticked: Some(["media", "komunitas"].map(OptionId::from).into()),
        fields: [("jenis".to_owned(), "digital".to_owned())].into(),
    }
}

fn short(it: &Checked) -> &'static str {
    match it {
        Checked::Passed => "pass",
        Checked::Failed(_) => "fail",
        Checked::CannotTell(_) => "?",
    }
}

fn options(list: &[&str]) -> Vec<OptionId> {
    list.iter().map(|it| (*it).into()).collect()
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|it| (*it).to_owned()).collect()
}

#[test]
fn every_kind_passes_fails_or_cannot_tell() {
    use Kind::*;
    let per_year = |year: &[i32], minimum, consecutive| OneFilePerYear { year: year.to_vec(), minimum, consecutive };
    let three = [-2, -1, 0];
    let perda = || JenisDokumen { jenis_dokumen: words(&["perda"]) };
    let own = || LinkNotOwnDomain { domain: words(&[".go.id"]) };
    let band = || NumberInBand { input: "nilai".into() };
    let table: Vec<(Kind, u8, &str, &str)> = vec![
        (NameInText, 1, "a.pdf text=SK_tentang_LAPOR-SEMAR", "pass"),
        (NameInText, 1, "a.pdf text=dulu_Lapor_Hendi", "pass"),
        (NameInText, 1, "a.pdf text=lain | b.pdf text=Lapor_Semarang", "fail"),
        (NameInText, 1, "a.pdf text=lain | b.pdf", "?"),
        (NameInText, 1, "a.pdf text=lapor_semar | b.pdf", "pass"),
        (WordInText { word: words(&["sertifikat"]) }, 1, "sertifikat.pdf", "pass"),
        (WordInText { word: words(&["sertifikat"]) }, 1, "a.pdf tentang=Sertifikat_Budi", "pass"),
        (WordInText { word: words(&["sertifikat"]) }, 1, "a.pdf text=x", "fail"),
        (WordInText { word: words(&["sertifikat"]) }, 1, "a.pdf", "?"),
        (NameInText, 1, "a.pdf tentang=Tim_Lapor_Semar", "pass"),
        (perda(), 3, "a.pdf jenis=perda", "pass"),
        (perda(), 3, "a.pdf jenis=sk", "fail"),
        (perda(), 3, "a.pdf jenis=sk | b.pdf jenis=perda", "pass"),
        (perda(), 3, "a.pdf", "?"),
        (perda(), 3, "a.pdf jenis=sk | b.pdf", "?"),
        (YearInWindow { minimum: 1 }, 1, "a.pdf y=2024", "pass"),
        (YearInWindow { minimum: 1 }, 1, "a.pdf y=2023", "fail"),
        (YearInWindow { minimum: 2 }, 1, "a.pdf y=2024 | b.pdf", "?"),
        (YearInWindow { minimum: 2 }, 1, "a.pdf y=2024 | b.pdf y=2027", "fail"),
        (YearEqualsPenerapan, 1, "a.pdf y=2024", "pass"),
        (YearEqualsPenerapan, 1, "a.pdf y=2025", "fail"),
        (YearEqualsPenerapan, 1, "a.pdf", "?"),
        (YearBeforeTahun, 2, "a.pdf y=2025", "pass"),
        (YearBeforeTahun, 2, "a.pdf y=2026", "fail"),
        (per_year(&three, 3, false), 3, "a.pdf y=2024 | b.pdf y=2025 | c.pdf y=2026", "pass"),
        (per_year(&three, 3, false), 3, "a.pdf y=2024 | b.pdf y=2025", "fail"),
        (per_year(&three, 3, false), 3, "a.pdf y=2024 | b.pdf y=2025 | c.pdf", "?"),
        (per_year(&three, 2, true), 2, "a.pdf y=2024 | b.pdf y=2026", "fail"),
        (per_year(&three, 2, true), 2, "a.pdf y=2026 | b.pdf y=2025", "pass"),
        (per_year(&three, 2, false), 2, "a.pdf y=2024 | b.pdf y=2026", "pass"),
        (CountAtLeast { minimum: 2 }, 2, "a.pdf | b.pdf", "pass"),
        (CountAtLeast { minimum: 2 }, 2, "a.pdf", "fail"),
        (ImagePerMethod { minimum: 2 }, 2, "a.png | b.jpg", "pass"),
        (ImagePerMethod { minimum: 2 }, 2, "a.png", "fail"),
        (ImagePerMethod { minimum: 2 }, 2, "a.png | b.pdf", "?"),
        (LinkPresent, 3, "a.url link=https://x.id/y", "pass"),
        (LinkPresent, 3, "a.pdf text=lihat_https://x.id/y", "pass"),
        (LinkPresent, 3, "a.pdf text=tanpa", "fail"),
        (LinkPresent, 3, "a.png", "?"),
        (LinkPresent, 3, "a.png tentang=Buku_di_https://x.id/y", "pass"),
        (own(), 3, "a.url link=https://suara.id/1", "pass"),
        (own(), 3, "a.url link=https://semarang.go.id/1", "fail"),
        (own(), 3, "a.url link=https://semarang.go.id/1 | b.png", "?"),
        (own(), 3, "a.url link=https://evil.com/semarang.go.id", "pass"),
        (band(), 1, "a.png", "pass"),
        (band(), 2, "a.png", "pass"),
        (band(), 3, "a.png", "fail"),
        (NumberInBand { input: "lain".into() }, 3, "a.png", "?"),
        (DistinctRegions { minimum: 2 }, 2, "a.pdf daerah=Demak | b.pdf daerah=Kudus", "pass"),
        (DistinctRegions { minimum: 2 }, 2, "a.pdf daerah=Demak | b.pdf daerah=demak", "?"),
        (DistinctRegions { minimum: 2 }, 2, "a.pdf daerah=Demak | b.pdf daerah=kota_semarang", "fail"),
        (DistinctRegions { minimum: 2 }, 2, "a.pdf daerah=Demak | b.pdf", "?"),
        (DurationAtMost { seconds: 300 }, 1, "a.mp4 s=300 | b.png", "pass"),
        (DurationAtMost { seconds: 300 }, 1, "a.mp4 s=301 | b.png", "fail"),
        (DurationAtMost { seconds: 300 }, 1, "a.mp4", "?"),
        (DurationAtMost { seconds: 300 }, 1, "a.url link=https://youtu.be/x", "?"),
        (TicksAtLeast { option: options(&["media", "akademisi"]), minimum: 1 }, 1, "a.pdf", "pass"),
        (TicksAtLeast { option: options(&["media", "akademisi"]), minimum: 2 }, 1, "a.pdf", "fail"),
        (FieldIs { field: "jenis".into(), value: words(&["digital"]) }, 3, "a.pdf", "pass"),
        (FieldIs { field: "jenis".into(), value: words(&["non-digital"]) }, 3, "a.pdf", "fail"),
        (FieldIs { field: "bentuk".into(), value: words(&["x"]) }, 3, "a.pdf", "?"),
    ];
    let mut it = indikator();
    it.window = Some(Window { dari: -2, sampai: 0 });
    it.input = vec![crate::assessment::input::tests::input("1: ..50, 2: 51..90, 3: 91..")];
    for (kind, parameter, files, wanted) in table {
        let checked = run(&kind, &it, parameter, &facts(files));
        assert_eq!(short(&checked), wanted, "{} {parameter} {files}", kind.name());
        if let Checked::Failed(reason) | Checked::CannotTell(reason) = checked {
            assert_eq!(reason.kind, kind.name());
        }
    }
}

#[test]
fn unknown_facts_never_fail() {
    let mut known = facts("a.pdf");
    known.ticked = None;
    known.tahun_penerapan = None;
    known.numbers.clear();
    let it = indikator();
    for kind in [
        Kind::TicksAtLeast { option: options(&["media"]), minimum: 1 },
        Kind::YearEqualsPenerapan,
        Kind::NumberInBand { input: "nilai".into() },
        Kind::NameInText,
        Kind::LinkPresent,
    ] {
        assert_eq!(short(&run(&kind, &it, 1, &known)), "?", "{}", kind.name());
    }
}

#[test]
fn the_supported_parameter_is_the_highest_rung_that_passes() {
    let check = |parameter: &[u8], variant: &[&str], kind| Check {
        parameter: parameter.to_vec(),
        variant: words(variant),
        advice: false,
        kind,
    };
    let mut it = indikator();
    it.window = Some(Window { dari: -2, sampai: 0 });
    it.check = vec![
        check(&[], &[], Kind::YearInWindow { minimum: 1 }),
        check(&[2], &[], Kind::CountAtLeast { minimum: 2 }),
        check(&[3], &[], Kind::CountAtLeast { minimum: 3 }),
        check(&[], &["a"], Kind::NameInText),
    ];
    // variant, chosen, files, supported
    let table = [
        (None, 3, "", 0),
        (None, 3, "a.pdf y=2025", 1),
        (None, 3, "a.pdf y=2025 | b.pdf", 2),
        (None, 3, "a.pdf y=2025 jenis=sk | b.pdf", 2),
        (None, 3, "a.pdf y=2025 | b.pdf | c.pdf", 3),
        (None, 2, "a.pdf y=2025 | b.pdf | c.pdf", 2),
        (None, 0, "a.pdf y=2025", 0),
        (None, 3, "a.pdf y=2020", 0),
        (None, 3, "a.pdf", 0),
        (Some("a"), 3, "a.pdf y=2025", 0),
        (Some("a"), 3, "a.pdf y=2025 text=lain", 0),
        (Some("a"), 3, "a.pdf y=2025 text=lapor_semar", 1),
        (Some("b"), 3, "a.pdf y=2025 text=lain", 1),
    ];
    for (variant, chosen, files, wanted) in table {
        let supported = supported_parameter(&it, variant, chosen, &facts(files));
        assert_eq!(supported, wanted, "{variant:?} {chosen} {files}");
    }
    it.check.iter_mut().for_each(|it| it.advice = true);
    assert_eq!(supported_parameter(&it, None, 3, &facts("a.pdf y=2020")), 3, "advice takes nothing away");
    it.check.clear();
    assert_eq!(supported_parameter(&it, None, 2, &facts("a.pdf")), 2, "nothing declared, nothing fails");
}
