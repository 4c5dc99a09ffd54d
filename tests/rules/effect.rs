//! What other rules would change, against really working under them.

use super::*;
use crate::kit::whom;

/// Several inovasi with answers and bukti under the current rules.
fn region(laptop: &Laptop) -> Vec<String> {
    let texts = laptop.show_instrument(NOW).unwrap();
    let scan = laptop.file("sk.pdf", "SK sertifikat 2025");
    let mut ids = Vec::new();
    for (at, (nama, urusan)) in
        [("Rumah Pelita", "kesehatan"), ("Sekolah Alam", "pendidikan"), ("Lapor Hendi", "sosial")].iter().enumerate()
    {
        let id = laptop.register(nama);
        laptop.edit(&id, "urusan_utama", urusan);
        for (n, it) in texts.indikator.iter().filter(|it| !it.daerah && !it.parameter.is_empty()).enumerate() {
            if (n + at) % 2 == 0 {
                let rung = 1 + (n + at) % it.parameter.len();
                laptop.choose(&id, &it.id, u8::try_from(rung).unwrap()).unwrap();
            }
            if (n + at) % 4 == 0 {
                laptop.attach(&id, &it.id, &scan).unwrap();
            }
        }
        ids.push(id);
    }
    ids
}

fn numbers(it: &registry::view::ScoreView) -> Vec<Option<String>> {
    vec![
        it.rata_kematangan.clone(),
        it.skor_jumlah_inovasi.clone(),
        it.skor_sid.clone(),
        it.predikat.clone(),
        it.divisor.map(|it| it.to_string()),
        it.kursi_kosong.map(|it| it.to_string()),
        Some(it.urusan_dasar.to_string()),
    ]
}

#[test]
fn the_effect_is_what_beginning_that_year_really_brings() {
    let mut strict = fictitious(2031);
    let bimtek = strict["indikator/bimtek.toml"]
        .replace("bobot = \"1\"", "bobot = \"2\"")
        .replace("pernah 2 kali bimtek", "pernah 4 kali bimtek");
    strict.insert("indikator/bimtek.toml".into(), bimtek);
    let main = strict["instrument.toml"]
        .replace("bobot = \"37\"", "bobot = \"38\"")
        .replace("maksimum = \"111\"", "maksimum = \"114\"")
        .replace("maksimum = \"250\"", "maksimum = \"253\"");
    strict.insert("instrument.toml".into(), main);
    for next in ["iga-2027", "iga-2031"] {
        let laptop = Laptop::new(1);
        let ids = region(&laptop);
        laptop.import_pack(&folder(&laptop, "iga-2031", &strict), "Uji").unwrap();
        let effect = laptop.show_effect(next).unwrap();
        assert_eq!(effect.standing.iter().map(|it| it.basis).collect::<Vec<_>>(), Basis::ALL);
        let now = laptop.standing(NOW).unwrap();
        assert_eq!(effect.standing[0].now.iid, now.claimed.iid);
        assert_eq!(effect.standing[1].now.iid, now.supported.iid);
        let untouched = laptop.standing(next).unwrap();
        assert_eq!(untouched.claimed.n_inovasi, 0, "nothing was written");

        laptop.begin_year(next).unwrap();
        laptop.propose_inovasi(&ids, next, "Bertambah dua kelurahan dan satu sekolah").unwrap();
        let then = laptop.standing(next).unwrap();
        for (told, real) in effect.standing.iter().zip([&then.claimed, &then.supported, &then.verified]) {
            assert_eq!(numbers(&told.then), numbers(real), "{next} {}", told.basis);
            // The region's own lines are nowhere answered here.
            assert_eq!(told.then.iid, real.iid, "{next} {}", told.basis);
        }
        let waiting: usize = ids
            .iter()
            .map(|id| {
                let view = laptop.show_assessment(id, next).unwrap();
                view.indikator.iter().filter(|it| it.review.is_some()).count()
            })
            .sum();
        assert_eq!(effect.n_review as usize, waiting, "{next}");
        let real = laptop.score(next, Basis::Claimed).unwrap();
        for it in &effect.moved {
            let skor = real.inovasi.iter().find(|real| real.id == it.id).unwrap();
            assert_eq!(it.then, skor.skor, "{next} {}", it.nama);
        }
        if next == "iga-2031" {
            assert!(effect.n_moved > 0 && effect.fate.iter().any(|it| it.indikator == "bimtek" && it.n_review > 0));
        }
    }
}

#[test]
fn what_costs_points_elsewhere_comes_first_and_counts_our_answers() {
    let laptop = Laptop::new(1);
    laptop.begin_year("iga-2025").unwrap();
    let id = laptop.register("Rumah Pelita");
    laptop.propose_inovasi(std::slice::from_ref(&id), "iga-2025", "").unwrap();
    let choice = |indikator: &str| ChooseParameter {
        subject: whom(&id),
        instrument: "iga-2025".into(),
        indikator: indikator.into(),
        parameter: 3,
        variant: None,
    };
    let there = laptop.show_effect(NOW).unwrap().lesson;
    let [first, rest @ ..] = &there[..] else { panic!("the pack tells nothing") };
    laptop.choose_parameter(&choice(&first.indikator)).unwrap();
    let view = laptop.show_effect(NOW).unwrap();
    assert_eq!((view.lesson[0].n_answered, view.lesson[0].n_touched), (1, 1));
    for it in rest {
        assert_eq!((it.n_answered, it.n_touched), (0, 0), "{}", it.code);
    }
    for it in &there {
        assert!(!it.source.is_empty() && it.teks.id != it.teks.en, "{}", it.code);
    }
    // Under the same rules nothing needs a second look.
    assert!(laptop.show_effect("iga-2025").unwrap().lesson.is_empty());
}

#[test]
fn what_cannot_be_computed_is_said_and_what_is_gone_is_named() {
    let laptop = Laptop::new(1);
    region(&laptop);
    let back = laptop.show_effect("iga-2023").unwrap();
    let claimed = &back.standing[0];
    assert!(claimed.then.iid.is_none() && claimed.change.is_none() && claimed.then_bounds.is_some());
    assert!(back.n_dropped > 0, "some indikator did not exist then");
    assert!(back.fate.iter().all(|it| !it.why.is_empty()));
    let same = laptop.show_effect(NOW).unwrap();
    assert_eq!((same.n_review, same.n_dropped, same.n_moved), (0, 0, 0));
    assert_eq!(same.standing[0].change.as_deref(), Some("0.00"));
    assert!(laptop.show_effect("tidak-ada").is_err());
    // Going back to the original is weighed too.
    let before = iid(&laptop, NOW);
    laptop.correct_pack(&correction(vec![corrected(None, "pembagi_minimum", "3")])).unwrap();
    let back = laptop.show_effect("iga-2026@bawaan").unwrap();
    assert_eq!(back.standing[0].now.iid.as_deref(), Some(iid(&laptop, NOW).as_str()));
    assert_eq!(back.standing[0].then.iid.as_deref(), Some(before.as_str()));
}
