//! Every pack that comes along: facts with their standing, years side by side,
//! and what the declared checks and inputs say.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    assessment::{
        carry::carry,
        check::{Facts, FileFacts, supported_parameter},
        explain::ExplainFormula,
        input::parameters_for,
        instrument::{
            AnsweredBy, Confidence, Formula, Instrument, Status,
            diff::{Difference, DifferenceKind, diff},
        },
        score::{Basis, Choice, Entry, score},
    },
    core::id::InovasiId,
};
use registry::Library;

use super::decimal;

fn pack(id: &str) -> std::sync::Arc<Instrument> {
    Library::embedded().unwrap().instruments[id].clone()
}

fn years() -> Vec<std::sync::Arc<Instrument>> {
    [2023, 2024, 2025, 2026, 2027].map(|it| pack(&format!("iga-{it}"))).to_vec()
}

#[test]
fn the_packs_are_these_and_only_one_is_final() {
    let library = Library::embedded().unwrap();
    let status: Vec<(&str, Status)> = library.instruments.iter().map(|(id, it)| (id.as_str(), it.status)).collect();
    use Status::*;
    assert_eq!(
        status,
        [
            ("bangkom-jateng-2024", Incomplete),
            ("iga-2023", Incomplete),
            ("iga-2024", Incomplete),
            ("iga-2025", Incomplete),
            ("iga-2026", Final),
            ("iga-2027", Forecast),
            ("kipp-2023", Incomplete),
        ]
    );
}

#[test]
fn every_fact_has_a_standing_and_what_is_sure_has_a_source() {
    for (id, it) in &Library::embedded().unwrap().instruments {
        let sources: BTreeSet<&str> = it.source.iter().map(|it| it.id.as_str()).collect();
        let sure = |confidence| matches!(confidence, Confidence::Confirmed | Confidence::OneSource);
        for own in &it.indikator {
            assert!(own.source.iter().all(|it| sources.contains(it.as_str())), "{id} {}", own.id);
            assert!(!own.source.is_empty(), "{id} {}: nobody says so", own.id);
            let unknown =
                |fact: &str| own.uncertain.iter().any(|it| it.fact == fact && it.confidence == Confidence::Unknown);
            assert_eq!(own.bobot.is_none(), unknown("bobot"), "{id} {}", own.id);
            assert_eq!(own.parameter.is_empty(), unknown("parameter"), "{id} {}", own.id);
            assert_eq!(own.nomor.is_none(), own.code.contains("-X"), "{id} {}", own.id);
        }
        let facts = it
            .rules
            .fact
            .values()
            .chain(it.kelayakan.fact.values())
            .chain(it.bagian.iter().map(|it| &it.fact))
            .chain(it.kategori.iter().map(|it| &it.fact));
        for fact in facts {
            assert_eq!(sure(fact.confidence), !fact.source.is_empty() && sure(fact.confidence), "{id} {fact:?}");
        }
        // A forecast says of nothing that it is confirmed, and every source it lists is used.
        if it.status == Status::Forecast {
            assert!(it.indikator.iter().all(|it| it.confidence >= Confidence::Inferred), "{id}");
        }
    }
}

#[test]
fn the_inovasi_of_every_year_reach_111_and_the_index_250() {
    for it in years() {
        let own: Vec<_> = it.indikator_of(AnsweredBy::Inovasi).collect();
        let sum = |of: fn(&domain::assessment::instrument::Indikator) -> Option<Decimal>| -> Option<Decimal> {
            own.iter().map(|it| of(it)).sum()
        };
        assert_eq!(own.len(), 20, "{}", it.id);
        assert_eq!(sum(|it| it.bobot), Some(decimal("37")), "{}", it.id);
        assert_eq!(sum(domain::assessment::instrument::Indikator::maksimum), Some(decimal("111")), "{}", it.id);
        assert_eq!(it.rules.maksimum, Some(decimal("250")), "{}", it.id);
        assert_eq!(
            it.predikat.iter().map(|it| it.nama.as_str()).collect::<Vec<_>>(),
            ["Sangat Inovatif", "Inovatif", "Kurang Inovatif", "Tidak Dapat Dinilai"]
        );
    }
}

fn full(instrument: &Instrument, n: usize) -> Vec<Entry> {
    let answers: domain::assessment::score::Answers = instrument
        .indikator_of(AnsweredBy::Inovasi)
        .map(|it| {
            let choice = Choice { parameter: it.parameter.last().unwrap().nomor, variant: None };
            (it.id.clone(), domain::assessment::score::Answer::supported(choice))
        })
        .collect();
    (0..n)
        .map(|at| Entry {
            id: InovasiId(uuid::Uuid::from_u128(at as u128)),
            nama: at.to_string(),
            urusan_utama: instrument.rules.urusan_dasar.get(at % 6).cloned(),
            answers: answers.clone(),
        })
        .collect()
}

#[test]
fn an_index_that_cannot_be_computed_lies_between_two_values() {
    // Year, inovasi → lowest and highest index. Only the region's lines are unknown, so
    // the width is 63 of 250.
    for (id, n, low, high) in [
        ("iga-2023", 200, "74.80", "100.00"),
        ("iga-2024", 10, "45.92", "71.12"),
        ("iga-2025", 12, "46.22", "71.42"),
        // The divisor is 10 or 12: 11 × 111 ÷ 12 at least, ÷ 11 at most.
        ("iga-2025", 11, "42.37", "71.27"),
    ] {
        let it = pack(id);
        let standing = score(&it, &BTreeMap::new(), &full(&it, n), Basis::Supported);
        assert_eq!((standing.iid, standing.predikat.clone()), (None, None), "{id} {n}");
        let span = standing.bounds.unwrap().iid.unwrap();
        assert_eq!((span.low, span.high), (decimal(low), Some(decimal(high))), "{id} {n}");
    }
}

#[test]
fn an_award_without_an_index_gives_none_and_never_fails() {
    for id in ["kipp-2023", "bangkom-jateng-2024"] {
        let it = pack(id);
        assert_eq!(it.rules.formula, Formula::None);
        let entries = full(&pack("iga-2026"), 3);
        let standing = score(&it, &BTreeMap::new(), &entries, Basis::Claimed);
        assert_eq!((standing.skor_total, standing.iid, standing.bounds), (None, None, None), "{id}");
        assert_eq!((standing.n_inovasi, standing.spd), (3, None), "{id}");
        assert!(domain::assessment::readiness::check_standing(&it, &standing).is_empty(), "{id}");
        let told = domain::assessment::explain::explain(
            &it,
            &BTreeMap::new(),
            &standing,
            domain::assessment::explain::Told::Lines(&entries),
        );
        assert_eq!((told.value, told.formula), (None, ExplainFormula::None), "{id}");
    }
    let kipp = pack("kipp-2023");
    let bobot: Decimal = kipp.bagian.iter().filter_map(|it| it.bobot).sum();
    assert_eq!((kipp.bagian.len(), bobot), (8, Decimal::ONE_HUNDRED));
    assert_eq!(kipp.bagian[0].maksimum_kata, Some(200));
    assert_eq!(pack("bangkom-jateng-2024").kategori.len(), 3);
}

fn of(list: &[Difference], kind: DifferenceKind) -> BTreeSet<String> {
    list.iter()
        .filter(|it| it.kind == kind)
        .map(|it| format!("{}:{}", it.indikator.as_deref().unwrap_or("-"), it.fact))
        .collect()
}

#[test]
fn the_forecast_differs_from_its_year_where_the_source_says_so() {
    let list = diff(&pack("iga-2026"), &pack("iga-2027"));
    let told: Vec<String> = list
        .iter()
        .filter(|it| it.kind == DifferenceKind::Constant)
        .map(|it| {
            let value = |it: &Option<String>| it.clone().unwrap_or_else(|| "?".into());
            format!("{} {} > {}", it.fact, value(&it.dulu), value(&it.kini))
        })
        .collect();
    assert_eq!(
        told,
        ["pembagi_minimum 12 > 14", "minimum_urusan_dasar 5 > 6", "dari 2024-01-01 > ?", "sampai 2025-12-31 > ?"]
    );
    // The SK must be issued before the new year: the one text that names it.
    let others: Vec<&Difference> = list.iter().filter(|it| it.kind != DifferenceKind::Constant).collect();
    assert!(others.iter().all(|it| it.kind == DifferenceKind::Requirement && it.fact == "bukti"), "{others:?}");
}

#[test]
fn years_differ_where_their_texts_do() {
    let list = diff(&pack("iga-2025"), &pack("iga-2026"));
    let reworded = of(&list, DifferenceKind::Reworded);
    for wanted in [
        "regulasi-inovasi-daerah:parameter/1",
        "alat-kerja:parameter/3",
        "bimtek:parameter/1",
        "penyelesaian-layanan-pengaduan:parameter/3",
        "kemanfaatan-inovasi:variant/d/3",
    ] {
        assert!(reworded.contains(wanted), "{wanted} is not in {reworded:?}");
    }
    assert!(!reworded.contains("alat-kerja:parameter/1") && !reworded.contains("replikasi:parameter/2"));
    assert!(of(&list, DifferenceKind::Added).contains("kemanfaatan-inovasi:variant/f"));
    assert!(of(&list, DifferenceKind::Renumbered).contains("alat-kerja:code"));
    assert!(of(&list, DifferenceKind::Declared).contains("ketersediaan-dan-peran-sdm-terhadap-inovasi-daerah:changed"));
    let removed = of(&diff(&pack("iga-2023"), &pack("iga-2024")), DifferenceKind::Removed);
    assert!(removed.contains("online-sistem:indikator"), "{removed:?}");
    for it in years() {
        assert_eq!(diff(&it, &it), [], "{}", it.id);
    }
}

#[test]
fn answers_of_last_year_come_along_or_say_why_not() {
    let choice = |parameter, variant: Option<&str>| Choice { parameter, variant: variant.map(str::to_owned) };
    // old, new, indikator, choice → what becomes of it
    let table: [(&str, &str, &str, Choice, &str); 14] = [
        ("iga-2026", "iga-2027", "replikasi", choice(2, None), "same 2"),
        ("iga-2026", "iga-2027", "kemanfaatan-inovasi", choice(3, Some("f")), "same 3/f"),
        ("iga-2025", "iga-2026", "replikasi", choice(2, None), "same 2"),
        ("iga-2025", "iga-2026", "video-inovasi-daerah", choice(3, None), "same 3"),
        ("iga-2025", "iga-2026", "kecepatan-penciptaan-inovasi", choice(3, None), "review 3 ladder_changed"),
        ("iga-2025", "iga-2026", "regulasi-inovasi-daerah", choice(1, None), "review 1 reworded"),
        ("iga-2025", "iga-2026", "bimtek", choice(2, None), "review 2 reworded"),
        ("iga-2025", "iga-2026", "penyelesaian-layanan-pengaduan", choice(3, None), "review 3 reworded"),
        (
            "iga-2025",
            "iga-2026",
            "ketersediaan-dan-peran-sdm-terhadap-inovasi-daerah",
            choice(1, None),
            "review 1 ladder_changed declared",
        ),
        ("iga-2023", "iga-2024", "online-sistem", choice(1, None), "dropped not_asked"),
        ("iga-2023", "iga-2024", "kemanfaatan-inovasi", choice(1, None), "review 1 variant_asked ladder_changed"),
        ("iga-2026", "iga-2024", "kemanfaatan-inovasi", choice(1, Some("f")), "review 1 variant_changed reworded"),
        ("iga-2026", "iga-2024", "opini-bpk", choice(3, None), "dropped rungs_unknown"),
        ("iga-2026", "kipp-2023", "replikasi", choice(1, None), "dropped not_asked"),
    ];
    for (old, new, indikator, choice, expected) in table {
        let carried = carry(&pack(old), &pack(new), &BTreeMap::from([(indikator.into(), choice)]));
        let mut told: Vec<String> = carried.same.values().map(|it| format!("same {it}")).collect();
        told.extend(carried.review.iter().map(|it| {
            let why: Vec<&str> = it.why.iter().map(|it| it.reason().name()).collect();
            format!("review {} {}", it.choice, why.join(" "))
        }));
        told.extend(carried.dropped.iter().map(|it| format!("dropped {}", it.why.reason())));
        assert_eq!(told, [expected], "{old} > {new}: {indikator}");
    }
}

#[test]
fn a_number_gives_the_parameters_that_the_printed_bands_give() {
    // pack, indikator, input, value → parameters
    let table: [(&str, &str, &str, &str, &[u8]); 17] = [
        ("iga-2026", "kemudahan-proses-inovasi-yang-dihasilkan", "lama-hari", "1", &[3]),
        ("iga-2026", "kemudahan-proses-inovasi-yang-dihasilkan", "lama-hari", "6", &[1]),
        ("iga-2026", "penyelesaian-layanan-pengaduan", "persen-selesai", "50.5", &[]),
        ("iga-2026", "penyelesaian-layanan-pengaduan", "persen-selesai", "91", &[3]),
        ("iga-2024", "penyelesaian-layanan-pengaduan", "persen-selesai", "86", &[2, 3]),
        ("iga-2023", "penyelesaian-layanan-pengaduan", "persen-selesai", "71", &[3]),
        ("iga-2026", "kecepatan-penciptaan-inovasi", "lama-bulan", "8", &[2]),
        ("iga-2026", "kemanfaatan-inovasi", "jumlah-penerima", "501", &[3]),
        ("iga-2025", "kemanfaatan-inovasi", "jumlah-penerima", "501", &[3]),
        ("iga-2026", "kemanfaatan-inovasi", "persen-efisiensi", "31", &[]),
        ("iga-2026", "kemanfaatan-inovasi", "persen-unit", "50.00", &[2]),
        ("iga-2026", "peningkatan-ipm-dua-tahun-terakhir", "nilai", "0.90", &[2, 3]),
        ("iga-2026", "persentase-penduduk-miskin", "nilai", "13.105", &[1, 2]),
        ("iga-2026", "jumlah-peningkatan-pad", "nilai", "-5.145", &[1, 2]),
        ("iga-2026", "jumlah-pendapatan-perkapita", "nilai", "5.23", &[2, 3]),
        ("iga-2026", "capaian-ipm-tahun-terakhir", "nilai", "69.995", &[]),
        ("iga-2026", "jumlah-rekomendasi-kebijakan-yang-mendukung-inovasi", "jumlah-rekomendasi", "8", &[3]),
    ];
    for (id, indikator, input, value, wanted) in table {
        let it = pack(id);
        let input = it.indikator(indikator).unwrap().input.iter().find(|it| it.id == input).unwrap();
        assert_eq!(parameters_for(input, decimal(value)), wanted, "{id} {indikator} {value}");
    }
}

#[test]
fn every_rung_of_a_numbered_indikator_has_a_band() {
    for (id, it) in &Library::embedded().unwrap().instruments {
        for own in &it.indikator {
            for input in &own.input {
                let bands: Vec<u8> = input.band.iter().map(|it| it.parameter).collect();
                let rungs: Vec<u8> = own.parameter.iter().map(|it| it.nomor).collect();
                assert_eq!(bands, rungs, "{id} {} {}", own.id, input.id);
            }
        }
    }
}

#[test]
fn the_checks_of_2026_hold_the_claims_to_their_files() {
    let dated = |tahun: &[i32]| -> Vec<FileFacts> {
        tahun.iter().map(|it| FileFacts { ending: "pdf".into(), tahun: Some(*it), ..FileFacts::default() }).collect()
    };
    let pictures = |n: usize| vec![FileFacts { ending: "png".into(), ..FileFacts::default() }; n];
    let from = |daerah: &[&str]| -> Vec<FileFacts> {
        let file = |it: &&str| FileFacts { daerah: Some((*it).into()), ..FileFacts::default() };
        daerah.iter().map(file).collect()
    };
    // indikator, jenis of the files, claimed, files → supported
    let table = [
        ("dukungan-anggaran", "dokumen-anggaran", 3, dated(&[2024, 2025, 2026]), 3),
        ("dukungan-anggaran", "dokumen-anggaran", 3, dated(&[2025, 2026]), 2),
        ("dukungan-anggaran", "dokumen-anggaran", 3, dated(&[2024, 2026]), 1),
        ("dukungan-anggaran", "dokumen-anggaran", 3, dated(&[2023]), 0),
        ("integrasi-program-dan-kegiatan-inovasi-dalam-rkpd", "dokumen-perencanaan", 3, dated(&[2024, 2025]), 2),
        ("integrasi-program-dan-kegiatan-inovasi-dalam-rkpd", "dokumen-perencanaan", 3, dated(&[2026]), 0),
        ("bimtek", "undangan", 3, dated(&[2025, 2026]), 2),
        ("bimtek", "undangan", 3, dated(&[2020, 2021, 2022]), 0),
        ("regulasi-inovasi-daerah", "perda", 3, dated(&[2026]), 0),
        ("regulasi-inovasi-daerah", "perda", 3, dated(&[2022]), 3),
        ("regulasi-inovasi-daerah", "perkada", 3, dated(&[2022]), 2),
        ("regulasi-inovasi-daerah", "sk", 3, dated(&[2022]), 0),
        ("regulasi-inovasi-daerah", "sk", 3, dated(&[2024]), 1),
        // Which kind it is nobody has said.
        ("regulasi-inovasi-daerah", "", 3, dated(&[2022]), 0),
        ("kemudahan-informasi-layanan", "tangkapan-layar", 3, pictures(2), 2),
        ("replikasi", "", 3, from(&["Demak", "Kudus", "kudus"]), 2),
        ("replikasi", "", 2, from(&["Kota Semarang"]), 0),
        ("monitoring-dan-evaluasi-inovasi-daerah", "kajian", 3, dated(&[2010]), 3),
        ("monitoring-dan-evaluasi-inovasi-daerah", "laporan", 3, dated(&[2010]), 1),
        ("opini-bpk", "", 3, Vec::new(), 0),
    ];
    let it = pack("iga-2026");
    for (indikator, jenis, claimed, mut files, wanted) in table {
        for it in &mut files {
            it.jenis_dokumen = Some(jenis.to_owned()).filter(|it| !it.is_empty());
            it.tentang = Some("Lapor Semar".into());
        }
        let facts = Facts {
            tahun: it.tahun,
            nama: "Lapor Semar".into(),
            tahun_penerapan: Some(2024),
            daerah: "Kota Semarang".into(),
            files,
            ..Facts::default()
        };
        let own = it.indikator(indikator).unwrap();
        assert_eq!(supported_parameter(own, None, claimed, &facts), wanted, "{indikator} {:?}", facts.files);
    }
}

#[test]
fn belum_pasti_stands_only_where_a_fact_is_in_doubt() {
    for (id, it) in &Library::embedded().unwrap().instruments {
        // A reader is told a name, never an id, and no name twice.
        let names: BTreeSet<&str> = it.source.iter().map(|it| it.nama.as_str()).collect();
        assert_eq!(names.len(), it.source.len(), "{id}");
        assert!(it.source.iter().all(|it| it.nama != it.id && !it.nama.trim().is_empty()), "{id}");
        for own in &it.indikator {
            for fact in &own.uncertain {
                let files = ["file_types", "maksimum_mb", "jenis_dokumen"].contains(&fact.fact.as_str());
                let unsaid = fact.confidence >= Confidence::Inferred && !files;
                assert_eq!(fact.in_doubt(), unsaid || fact.reason.is_some(), "{id} {} {}", own.id, fact.fact);
                let worded = |it: &str| it.ends_with('.') && it.len() > 20;
                assert!(fact.reason.as_ref().is_none_or(|it| worded(&it.id) && worded(&it.en)), "{id} {}", own.id);
            }
        }
    }
    // One good source for what the bukti are is no doubt; a split that one source makes is.
    let it = pack("iga-2026");
    let in_doubt = |code: &str| it.indikator(code).unwrap().in_doubt();
    let codes: Vec<&str> =
        ["SID-16", "SID-17", "SID-25", "SPD-01", "SPD-02a"].into_iter().filter(|it| in_doubt(it)).collect();
    assert_eq!(codes, ["SID-25", "SPD-02a"]);
}

#[test]
fn a_source_may_be_its_name_alone_as_older_packs_write_it() {
    let mut files = super::pack_on_disk("iga-2026");
    let main = files.get_mut("instrument.toml").unwrap();
    let (head, rest) = main.split_once("[source.S1]").unwrap();
    let (_, rest) = rest.split_once("\n[source.S2]").unwrap();
    *main = format!("{head}[source]\nS1 = \"Surat lama\"\n\n[source.S2]{rest}");
    let it = super::load(&files).unwrap();
    let told: Vec<(&str, &str)> =
        it.source.iter().filter(|it| it.id == "S1").map(|it| (it.nama.as_str(), it.teks.as_str())).collect();
    assert_eq!(told, [("Surat lama", "Surat lama")]);
}
