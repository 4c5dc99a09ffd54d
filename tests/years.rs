//! Years: an inovasi is proposed again, its answers come along, and what it was
//! last year stays to be seen.

use domain::core::finding::FindingCode;
use registry::{ChooseParameter, Reason, progress::Unwatched};

use crate::kit::{Cast, Laptop};

const THEN: &str = "iga-2025";
const NOW: &str = "iga-2026";

fn choose(laptop: &Laptop, id: &str, instrument: &str, indikator: &str, parameter: u8) -> registry::Result<()> {
    let req = ChooseParameter {
        subject: laptop.subject(id)?,
        instrument: instrument.into(),
        indikator: indikator.into(),
        parameter,
        variant: None,
    };
    laptop.choose_parameter(&req).map(|_| ())
}

/// An inovasi of last year with two answers, in a registry that works under this.
fn last_year(laptop: &Laptop) -> String {
    laptop.begin_year(THEN).unwrap();
    let id = laptop.register("Rumah Pelita");
    laptop.edit(&id, "tujuan", "Mencegah stunting");
    choose(laptop, &id, THEN, "regulasi-inovasi-daerah", 2).unwrap();
    choose(laptop, &id, THEN, "bimtek", 3).unwrap();
    laptop.begin_year(NOW).unwrap();
    id
}

fn answers(laptop: &Laptop, id: &str, instrument: &str) -> Vec<(String, u8)> {
    let view = laptop.show_assessment(id, instrument).unwrap();
    view.indikator.into_iter().filter(|it| it.parameter > 0).map(|it| (it.indikator.into(), it.parameter)).collect()
}

#[test]
fn proposing_again_asks_what_has_grown_and_then_brings_everything_along() {
    let laptop = Laptop::new(1);
    let id = last_year(&laptop);
    let years = laptop.show_years().unwrap().years;
    let year = |id: &str| years.iter().find(|it| it.instrument == id).unwrap().clone();
    assert!(year(THEN).closed && !year(THEN).current && year(NOW).current);
    assert_eq!((year(THEN).n_proposed, year(NOW).n_proposed), (1, 0));
    let ids = [id.clone()];
    for note in ["", " – ", "tumbuh"] {
        assert_eq!(laptop.propose_inovasi(&ids, NOW, note).unwrap_err().reason, Reason::GrowthNoteShort);
    }
    assert!(answers(&laptop, &id, NOW).is_empty(), "nothing came along before");
    laptop.propose_inovasi(&ids, NOW, "Dari satu menjadi tiga kelurahan, 120 balita").unwrap();
    assert_eq!(laptop.score(NOW, registry::Basis::Claimed).unwrap().n_inovasi, 1);
    assert_eq!(answers(&laptop, &id, NOW), answers(&laptop, &id, THEN));
    let usulan = laptop.show_inovasi(&id).unwrap().usulan;
    assert_eq!(usulan[0].growth_note.as_deref(), Some("Dari satu menjadi tiga kelurahan, 120 balita"));
    assert!(usulan[1].archived && usulan[1].closed);

    laptop.edit(&id, "tujuan", "Mencegah stunting di tiga kelurahan");
    let view = laptop.compare_years(&id, THEN, NOW).unwrap();
    let tujuan = view.profile.iter().find(|it| it.field.name() == "tujuan").unwrap();
    assert_eq!(tujuan.before.as_deref(), Some("Mencegah stunting"));
    assert_eq!(tujuan.after.as_deref(), Some("Mencegah stunting di tiga kelurahan"));
    assert!(!tujuan.same);

    // One step takes the proposing back, answers and all.
    laptop.undo().unwrap();
    laptop.undo().unwrap();
    assert!(answers(&laptop, &id, NOW).is_empty());
    assert_eq!(laptop.score(NOW, registry::Basis::Claimed).unwrap().n_inovasi, 0);
}

#[test]
fn a_closed_year_is_read_only_until_it_is_opened_again() {
    let laptop = Laptop::new(1);
    let id = last_year(&laptop);
    let refused = choose(&laptop, &id, THEN, "bimtek", 1).unwrap_err();
    assert_eq!(refused.reason, Reason::YearClosed);
    assert_eq!(answers(&laptop, &id, THEN).len(), 2);
    let document = format!(
        r#"{{"format":"prakarsa-registry","version":1,"inovasi":[{{"id":"{id}","nama":"Rumah Pelita","assessment":{{"{THEN}":{{"bimtek":{{"parameter":1}}}}}}}}]}}"#
    );
    let refused = laptop.import_registry(&laptop.file("a.json", document), false, &mut Unwatched).unwrap_err();
    assert_eq!(refused.args[0], ("path", "inovasi[0].assessment.iga-2025.bimtek".to_owned()));
    assert!(refused.to_string().contains("sudah ditutup"), "{refused}");
    laptop.close_year(THEN, false).unwrap();
    choose(&laptop, &id, THEN, "bimtek", 1).unwrap();
}

#[test]
fn an_answer_whose_meaning_changed_waits_until_somebody_has_looked() {
    let laptop = Laptop::new(1);
    laptop.begin_year("iga-2024").unwrap();
    let id = laptop.register("Rumah Pelita");
    let texts = laptop.show_instrument("iga-2024").unwrap();
    for it in texts.indikator.iter().filter(|it| !it.daerah && !it.parameter.is_empty() && it.variant.is_empty()) {
        choose(&laptop, &id, "iga-2024", &it.id, 1).unwrap();
    }
    laptop.begin_year(NOW).unwrap();
    laptop.propose_inovasi(std::slice::from_ref(&id), NOW, "Bertambah dua desa dan satu sekolah").unwrap();
    let waiting = |laptop: &Laptop| -> Vec<String> {
        let view = laptop.show_assessment(&id, NOW).unwrap();
        view.indikator.into_iter().filter(|it| it.review.is_some()).map(|it| it.indikator.into()).collect()
    };
    let first = waiting(&laptop);
    assert!(first.len() >= 2, "the rules of 2024 and 2026 differ: {first:?}");
    let findings = laptop.show_inovasi(&id).unwrap().findings;
    assert_eq!(findings.iter().filter(|it| it.code == FindingCode::AnswerToReview).count(), first.len());
    laptop.accept_review(&id, NOW, &first[0]).unwrap();
    choose(&laptop, &id, NOW, &first[1], 2).unwrap();
    assert_eq!(waiting(&laptop), first[2..]);
}

#[test]
fn withdrawing_takes_out_of_the_year_and_keeps_the_answers() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    choose(&laptop, &id, NOW, "bimtek", 2).unwrap();
    laptop.withdraw_inovasi(std::slice::from_ref(&id), NOW).unwrap();
    assert_eq!(laptop.score(NOW, registry::Basis::Claimed).unwrap().n_inovasi, 0);
    assert_eq!(answers(&laptop, &id, NOW), [("bimtek".to_owned(), 2)]);
    laptop.propose_inovasi(std::slice::from_ref(&id), NOW, "").unwrap();
    assert_eq!(laptop.score(NOW, registry::Basis::Claimed).unwrap().n_inovasi, 1);
}

#[test]
fn the_year_and_what_was_proposed_reach_the_other_laptops() {
    let cast = Cast::new();
    let id = last_year(&cast.office);
    cast.office.propose_inovasi(std::slice::from_ref(&id), NOW, "Dari satu menjadi tiga kelurahan").unwrap();
    cast.office.carry_to(&cast.laptop_a);
    assert_eq!(cast.laptop_a.show_registry().unwrap().instrument, NOW);
    assert_eq!(cast.laptop_a.show_inovasi(&id).unwrap().usulan.len(), 2);
    assert_eq!(choose(&cast.laptop_a, &id, THEN, "bimtek", 1).unwrap_err().reason, Reason::YearClosed);
}

#[test]
fn what_is_developed_from_another_says_so_on_both() {
    let laptop = Laptop::new(1);
    let (old, new) = (laptop.register("Lapor Hendi"), laptop.register("Lapor Semar"));
    laptop.edit(&new, "pengembangan_dari", &old);
    let view = laptop.show_inovasi(&new).unwrap();
    assert_eq!(view.pengembangan_dari_nama.as_deref(), Some("Lapor Hendi"));
    assert!(view.findings.iter().any(|it| it.code == FindingCode::PengembanganUndated));
    assert_eq!(laptop.show_inovasi(&old).unwrap().pengembangan[0].nama, "Lapor Semar");
    laptop.edit(&new, "waktu_pengembangan", "1 Maret 2025");
    assert!(laptop.show_inovasi(&new).unwrap().findings.iter().all(|it| it.code != FindingCode::PengembanganUndated));
    let refused = laptop.edit_inovasi(&new, "pengembangan_dari", Some(&new)).unwrap_err();
    assert_eq!(refused.reason, Reason::DevelopsItself);
}

#[test]
fn the_catalogue_follows_the_year_that_is_worked_under() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    choose(&laptop, &id, NOW, "bimtek", 2).unwrap();
    let row = |laptop: &Laptop| {
        let req =
            registry::ListInovasi { sort: Some(registry::Sort::Claimed), limit: 5, ..registry::ListInovasi::default() };
        let row = laptop.list_inovasi(&req).unwrap().rows.remove(0);
        (row.claimed, row.proposed, row.n_chosen)
    };
    let before = row(&laptop);
    assert_eq!(before, (Some("2.00".into()), true, 1));
    laptop.begin_year("iga-2027").unwrap();
    assert_eq!(row(&laptop), (Some("0.00".into()), false, 0));
    let proposed = registry::ListInovasi {
        filter: registry::Filter { proposed_only: true, ..registry::Filter::default() },
        limit: 5,
        ..registry::ListInovasi::default()
    };
    assert_eq!(laptop.list_inovasi(&proposed).unwrap().total, 0);
    laptop.undo().unwrap();
    assert_eq!(row(&laptop), before);
    assert_eq!(laptop.list_inovasi(&proposed).unwrap().total, 1);
}
