//! The first screen: its numbers are those of the other screens and of a slow
//! count, its calendar follows the day, its week follows the clock.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::{Gate, kalender::Phase},
    core::finding::FindingCode,
};
use registry::{Basis, DEFAULT_INSTRUMENT, Op, view::BerandaView};

use crate::kit::{Laptop, NOON};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Some inovasi of some bodies with answers and bukti, and one that is withdrawn.
fn office() -> Laptop {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    for (at, (nama, body, urusan)) in [
        ("Antar Obat", "Dinas Kesehatan", "kesehatan"),
        ("Posyandu Malam", "Dinas Kesehatan", "kesehatan"),
        ("Warung Data", "Kecamatan Tugu", "statistik"),
        ("Kelas Sore", "", "pendidikan"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = laptop.register(nama);
        laptop.edit(&id, "perangkat_daerah", body);
        laptop.edit(&id, "urusan_utama", urusan);
        laptop.choose(&id, "SID-16", 3).unwrap();
        laptop.choose(&id, "SID-17", 1 + u8::try_from(at % 3).unwrap()).unwrap();
        let file = laptop.file("bukti.pdf", format!("isi {at}"));
        laptop.attach(&id, "SID-16", &file).unwrap();
    }
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    laptop.register_perangkat_daerah("Dinas Kearsipan", None, None).unwrap();
    laptop.withdraw_inovasi(&["Warung Data"], DEFAULT_INSTRUMENT.trim()).unwrap();
    laptop
}

#[test]
fn it_tells_what_the_standing_tells() {
    for laptop in [Laptop::new(1), office()] {
        let (view, standing) = (laptop.show_beranda().unwrap(), laptop.standing(DEFAULT_INSTRUMENT.trim()).unwrap());
        let scores = [&standing.claimed, &standing.supported, &standing.verified];
        assert_eq!(view.standing.len(), scores.len());
        for (own, score) in view.standing.iter().zip(scores) {
            assert_eq!(&own.score, score);
            assert_eq!(own.basis, score.basis);
            let iid = score.iid.as_deref().map(cents);
            let next = own.next.as_ref().unwrap();
            assert_eq!(cents(&next.minimum) - iid.unwrap(), cents(&next.distance));
            assert!(view.predikat.iter().any(|it| it.nama == next.nama && it.minimum == next.minimum));
        }
        let iid = |at: usize| cents(view.standing[at].score.iid.as_deref().unwrap());
        assert_eq!(view.standing[0].gap, None);
        assert_eq!(cents(view.standing[1].gap.as_deref().unwrap()), iid(0) - iid(1));
        let claimed = &standing.claimed;
        assert_eq!(view.kursi.kosong, claimed.kursi_kosong);
        assert_eq!(view.urusan_dasar.n_covered, claimed.urusan_dasar);
        for it in &view.urusan_dasar.urusan {
            assert_eq!(it.n_inovasi > 0, claimed.urusan_dasar_tercakup.contains(&it.id), "{}", it.id);
        }
    }
}

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

#[test]
fn a_shut_gate_tells_its_price_and_an_open_one_none() {
    let laptop = Laptop::new(1);
    laptop.register("Satu");
    let gate = laptop.show_beranda().unwrap().urusan_dasar;
    assert_eq!((gate.gate, gate.n_covered), (Gate::Shut, 0));
    let finding =
        laptop.list_findings().unwrap().into_iter().find(|it| it.code == FindingCode::UrusanDasarGate).unwrap();
    let lost = finding.args.iter().find(|it| it.name == "lost").unwrap();
    assert_eq!(gate.cost_skor.as_ref(), Some(&lost.value));
    assert!(gate.cost_iid.is_some());
    for it in &gate.urusan {
        let id = laptop.register(&it.id);
        laptop.edit(&id, "urusan_utama", &it.id);
    }
    let gate = laptop.show_beranda().unwrap().urusan_dasar;
    assert_eq!((gate.gate, gate.cost_skor), (Gate::Open, None));
    assert!(gate.urusan.iter().all(|it| it.n_inovasi == 1 && it.inovasi[0].nama == it.id));
}

#[test]
fn findings_by_kind_are_the_whole_list_counted() {
    let laptop = office();
    let file = laptop.file("lepas.pdf", b"lepas");
    laptop.attach("Antar Obat", "SID-16", &file).unwrap();
    let mut counted: BTreeMap<_, (u32, std::collections::BTreeSet<registry::InovasiId>)> = BTreeMap::new();
    for it in laptop.list_findings().unwrap() {
        let (n, inovasi) = counted.entry((it.severity, it.code)).or_default();
        *n += 1;
        if let registry::Subject::Inovasi(id) = it.subject {
            inovasi.insert(id);
        }
    }
    let kinds = laptop.show_beranda().unwrap().findings;
    assert_eq!(kinds.len(), counted.len());
    for it in &kinds {
        let (n, inovasi) = &counted[&(it.severity, it.code)];
        assert_eq!((it.n, it.n_inovasi as usize), (*n, inovasi.len()), "{}", it.code);
    }
    assert!(kinds.is_sorted_by_key(|it| it.severity));
}

#[test]
fn the_scores_of_the_bodies_add_up_to_those_of_the_region() {
    let laptop = office();
    let bodies = laptop.standing_by_perangkat_daerah().unwrap().rows;
    let row = |nama: &str| bodies.iter().find(|it| it.nama == nama).unwrap();
    assert_eq!((row("Dinas Kearsipan").n_inovasi, row("Dinas Kearsipan").listed), (0, true));
    assert_eq!((row("Kecamatan Tugu").n_inovasi, row("Kecamatan Tugu").n_proposed), (1, 0), "it was withdrawn");
    let blank = laptop.standing_of_perangkat_daerah("").unwrap();
    assert!(blank.inovasi.iter().any(|it| it.nama == "Kelas Sore"), "it names no body");
    let instrument = DEFAULT_INSTRUMENT.trim();
    for (at, basis) in Basis::ALL.into_iter().enumerate() {
        let score = laptop.score(instrument, basis).unwrap();
        let whole: i64 = score.inovasi.iter().map(|it| cents(it.skor.as_deref().unwrap())).sum();
        let sum: i64 = bodies.iter().map(|it| cents(it.skor[at].jumlah.as_deref().unwrap())).sum();
        assert_eq!(sum, whole, "{basis:?}");
        assert_eq!(bodies.iter().map(|it| it.n_proposed).sum::<u32>(), score.n_inovasi);
        for it in &bodies {
            // Down to the inovasi.
            let own = laptop.standing_of_perangkat_daerah(&it.nama).unwrap();
            assert_eq!(own.n_inovasi, it.n_inovasi, "{}", it.nama);
            let counted = own.inovasi.iter().filter(|it| it.proposed);
            let sum: i64 = counted.map(|it| cents(it.skor[at].as_deref().unwrap())).sum();
            assert_eq!(sum, cents(it.skor[at].jumlah.as_deref().unwrap()), "{}", it.nama);
            for of in own.inovasi.iter().filter(|it| it.proposed) {
                let same = score.inovasi.iter().find(|it| it.id == of.id).unwrap();
                assert_eq!(of.skor[at], same.skor);
            }
        }
    }
    let first = laptop.show_beranda().unwrap().participation;
    assert_eq!(first.rows, bodies[..first.rows.len()]);
    assert_eq!(first.n_body as usize, bodies.len());
    let without = u32::try_from(bodies.iter().filter(|it| it.n_inovasi == 0).count()).unwrap();
    assert_eq!(first.n_without, without);
    // A body that no longer exists and has nothing is not asked after.
    let id = laptop
        .list_perangkat_daerah()
        .unwrap()
        .perangkat_daerah
        .iter()
        .find(|it| it.nama == "Dinas Kearsipan")
        .unwrap()
        .id;
    laptop.edit_perangkat_daerah(id, "aktif", Some("0"), false).unwrap();
    assert_eq!(laptop.show_beranda().unwrap().participation.n_without, without - 1);
}

#[test]
fn the_calendar_follows_the_day() {
    let laptop = Laptop::new(1);
    let stage = |view: &BerandaView, at: usize| {
        (view.kalender[at].phase, view.kalender[at].least_days, view.kalender[at].most_days)
    };
    // 2026-11-22 and, from there, days before and after.
    for (days, today, expected) in [
        (0, "2026-11-22", ("past", Some(83), Some(113))),
        (-83, "2026-08-31", ("ending", Some(0), Some(0))),
        (-82, "2026-09-01", ("past", Some(1), Some(31))),
        (-145, "2026-06-30", ("running", Some(32), Some(62))),
        (-160, "2026-06-15", ("beginning", Some(0), Some(15))),
        (-175, "2026-05-31", ("ahead", Some(1), Some(30))),
    ] {
        laptop.env.set_clock(NOON + days * DAY);
        let view = laptop.show_beranda().unwrap();
        assert_eq!(view.today, today);
        let (phase, least, most) = stage(&view, 1);
        assert_eq!((phase.name(), least, most), expected, "{today}");
        assert_eq!(stage(&view, 2), (Phase::Unknown, None, None));
    }
}

#[test]
fn the_week_moves_with_the_clock() {
    let laptop = Laptop::new(1);
    let acts = |view: &BerandaView| view.week.series.iter().map(|it| it.n).collect::<Vec<_>>();
    // Beginning the registry was an act, too.
    assert_eq!(acts(&laptop.show_beranda().unwrap()), [0, 0, 0, 0, 0, 0, 0, 0, 1]);
    let id = laptop.register("Kado");
    laptop.edit(&id, "tujuan", "lebih cepat");
    for parameter in 1..=3 {
        laptop.choose(&id, "SID-16", parameter).unwrap();
    }
    let week = laptop.show_beranda().unwrap().week;
    assert_eq!((week.dari.as_str(), week.sampai.as_str(), week.n_act), ("2026-11-16", "2026-11-22", 6));
    assert_eq!((week.by_op[0].key, week.by_op[0].n), (Some(Op::ChooseParameter), 3));
    assert_eq!(week.by_person.iter().map(|it| it.n).sum::<u32>(), 6);
    let recent: Vec<_> = week.recent.iter().map(|it| (it.op.name(), it.n, it.subject_nama.as_deref())).collect();
    // The same act on the same inovasi is told once, the newest first.
    assert_eq!(recent, [("choose_parameter", 3, Some("Kado")), ("register_inovasi", 1, Some("Kado"))]);
    laptop.env.set_clock(NOON + 7 * DAY);
    laptop.edit(&id, "tujuan", "lebih dekat");
    let view = laptop.show_beranda().unwrap();
    assert_eq!(acts(&view), [0, 0, 0, 0, 0, 0, 0, 6, 1]);
    assert!(view.week.recent.is_empty(), "an edit is no news: {:?}", view.week.recent);
    assert_eq!(view.week.series[7].dari, "2026-11-16");
    laptop.env.set_clock(NOON + 9 * 7 * DAY);
    assert_eq!(acts(&laptop.show_beranda().unwrap()), [1, 0, 0, 0, 0, 0, 0, 0, 0], "the first weeks are too long ago");
    // A clock that runs ahead on another laptop makes no week of the future.
    laptop.env.set_clock(NOON);
    assert_eq!(acts(&laptop.show_beranda().unwrap())[8], 6);
}

#[test]
fn a_year_whose_rules_are_not_known_is_told_without_guesses() {
    let laptop = office();
    let years: Vec<String> = laptop.show_years().unwrap().years.iter().map(|it| it.instrument.to_string()).collect();
    for year in years {
        if laptop.begin_year(&year).is_err() {
            continue;
        }
        let (view, standing) = (laptop.show_beranda().unwrap(), laptop.standing(&year).unwrap());
        assert_eq!(view.instrument, year);
        assert_eq!(view.standing[0].score, standing.claimed, "{year}");
        assert_eq!(view.standing[0].bounds, standing.claimed_bounds, "{year}");
        let unknown = view.standing[0].score.iid.is_none() || view.predikat.is_empty();
        assert_eq!(view.standing[0].next.is_none(), unknown, "{year}");
    }
}
