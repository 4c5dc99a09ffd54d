//! What the table cannot say in a row.

use domain::assessment::carry::CarryReason;
use registry::{Reason, progress::Unwatched};
use serde_json::json;

use super::{NOW, THEN, acts::GROWN, files};
use crate::kit::{Cast, Laptop, assert_same, key};

#[test]
fn a_renamed_body_keeps_its_old_name_or_is_told_that_it_is_too_long() {
    let laptop = Laptop::new(1);
    let view = laptop.register_perangkat_daerah(&"x".repeat(500), None, None).unwrap().view;
    let id = &view.perangkat_daerah[0].id;
    let rename = |keep| laptop.edit_perangkat_daerah(id, "nama", Some("Dinas Kominfo"), keep);
    assert_eq!(rename(true).unwrap_err().reason, Reason::TextTooLong);
    let view = rename(false).unwrap().view;
    assert_eq!(view.perangkat_daerah[0].nama, "Dinas Kominfo");
}

#[test]
fn taking_a_proposing_back_takes_back_what_it_kept_aside_in_the_closed_year() {
    let laptop = Laptop::new(1);
    laptop.begin_year(THEN).unwrap();
    let id = laptop.register("Lapor Semar");
    laptop.begin_year(NOW).unwrap();
    let archived = || laptop.show_inovasi(&id).unwrap().usulan.iter().any(|it| it.archived);
    laptop.propose_inovasi(std::slice::from_ref(&id), NOW, GROWN).unwrap();
    assert!(archived());
    laptop.undo().unwrap();
    assert!(!archived());
    laptop.redo().unwrap();
    assert!(archived());
}

/// All that is lenient of a restored export, in one: a closed year with answers, a
/// profile kept aside, a review beside its answer, and a short growth note.
#[test]
fn an_export_is_restored_whole() {
    let laptop = Laptop::new(1);
    laptop.begin_year(THEN).unwrap();
    let id = laptop.register("Lapor Semar");
    let old = |instrument: &str, parameter: u8| {
        let assessment = json!({ instrument: { "bimtek": { "parameter": parameter } } });
        json!({ "inovasi": [{ "id": id, "nama": "Lapor Semar", "assessment": assessment,
            "review": { NOW: { "bimtek": "reworded" } }, "usulan": { NOW: { "growth_note": "tumbuh" } } }] })
    };
    files::import(&laptop, &old(THEN, 2)).unwrap();
    laptop.begin_year(NOW).unwrap();
    laptop.propose_inovasi(std::slice::from_ref(&id), NOW, GROWN).unwrap();
    files::import(&laptop, &old(NOW, 3)).unwrap();
    let export = laptop.export_registry().unwrap();
    for told in [r#""closed""#, "reworded", "tumbuh", "archived"] {
        assert!(export.contains(told), "{told}: {export}");
    }
    let new = Laptop::new(2);
    let restore = || new.import_registry(&new.file("cadangan.json", &export), false, &mut Unwatched).unwrap().view;
    restore();
    assert_same(&export, &new.export_registry().unwrap(), "restored");
    // Once more finds everything there, the closed year too.
    assert_eq!(restore().n_changed, 0);
}

/// Two bodies of one name and a ring are shown and mended on the screen: no reason to
/// lose an export that holds them. Against what stands here a document makes neither.
#[test]
fn what_two_laptops_made_together_is_restored_too() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let register = |laptop: &Laptop, nama: &str| {
        let list = laptop.register_perangkat_daerah(nama, None, None).unwrap().view.perangkat_daerah;
        list.into_iter().find(|it| it.nama == nama).unwrap().id.to_string()
    };
    let (bodies, uptd) = (register(a, "Dinas Kominfo"), register(a, "UPTD Data"));
    cast.exchange_all();
    a.edit_perangkat_daerah(&uptd, "induk", Some(&bodies), false).unwrap();
    b.edit_perangkat_daerah(&bodies, "induk", Some(&uptd), false).unwrap();
    register(a, "Dinas Kesehatan");
    register(b, "Dinas Kesehatan");
    cast.exchange_all();
    let export = cast.office.export_registry().unwrap();
    let new = Laptop::new(9);
    new.import_registry(&new.file("cadangan.json", &export), false, &mut Unwatched).unwrap();
    assert_same(&export, &new.export_registry().unwrap(), "restored");
}

/// What history says of one field of an inovasi.
fn stands(laptop: &Laptop, id: &str, field: &str) -> Option<String> {
    let history = laptop.show_history(format!("inovasi:{id}"), Some(field)).unwrap();
    history.into_iter().find(|it| it.stands).and_then(|it| it.value)
}

#[test]
fn an_inovasi_that_takes_another_in_keeps_its_own_word() {
    let laptop = Laptop::new(1);
    let (own, other) = (laptop.register("Lapor Semar"), laptop.register("Lapor Hendi"));
    let view = laptop.attach(&own, "bimtek", &laptop.file("sk.pdf", "%PDF sk")).unwrap().view;
    let bukti = view.indikator.into_iter().flat_map(|it| it.bukti).next().unwrap().id;
    laptop.link_bukti(&key(&own, "bimtek"), bukti, Some("1-2")).unwrap();
    laptop.link_bukti(&key(&other, "bimtek"), bukti, Some("9")).unwrap();
    laptop.choose(&own, "bimtek", 1).unwrap();
    laptop.choose(&other, "bimtek", 3).unwrap();
    let review = json!({ NOW: { "bimtek": "reworded" } });
    files::import(&laptop, &json!({ "inovasi": [{ "id": own, "nama": "Lapor Semar", "review": review }] })).unwrap();
    laptop.combine_inovasi(&own, &other).unwrap();
    let view = laptop.show_assessment(format!("inovasi:{own}"), NOW).unwrap();
    let answer = view.indikator.into_iter().find(|it| it.indikator == "bimtek").unwrap();
    assert_eq!(answer.bukti.iter().map(|it| it.pages.as_deref()).collect::<Vec<_>>(), [Some("1-2")]);
    assert_eq!((answer.parameter, answer.review), (1, Some(vec![CarryReason::Reworded])));
}

#[test]
fn a_choice_that_is_taken_over_brings_the_review_it_waits_for() {
    let laptop = Laptop::new(1);
    let (own, other) = (laptop.register("Lapor Semar"), laptop.register("Lapor Hendi"));
    laptop.choose(&other, "bimtek", 3).unwrap();
    let waits = |id: &str, nama: &str, why: &str| json!({ "inovasi": [{ "id": id, "nama": nama, "review": { NOW: { "bimtek": why } } }] });
    files::import(&laptop, &waits(&own, "Lapor Semar", "rung_gone")).unwrap();
    files::import(&laptop, &waits(&other, "Lapor Hendi", "reworded")).unwrap();
    laptop.combine_inovasi(&own, &other).unwrap();
    assert_eq!(stands(&laptop, &own, "assessment/iga-2026/bimtek").as_deref(), Some("3"));
    assert_eq!(stands(&laptop, &own, "review/iga-2026/bimtek").as_deref(), Some("reworded"));
}

#[test]
fn an_import_that_closes_a_year_is_taken_back_whole() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Lapor Semar");
    let assessment = json!({ THEN: { "bimtek": { "parameter": 2 } } });
    let inovasi = json!([{ "id": id, "nama": "Lapor Semar", "assessment": assessment }]);
    files::import(&laptop, &json!({ "closed": [THEN], "inovasi": inovasi })).unwrap();
    let is_closed = || laptop.show_years().unwrap().years.iter().any(|it| it.instrument == THEN && it.closed);
    let field = "assessment/iga-2025/bimtek";
    assert!(is_closed() && stands(&laptop, &id, field).is_some());
    assert_eq!(laptop.undo().unwrap().view.kept.len(), 0);
    assert!(!is_closed() && stands(&laptop, &id, field).is_none());
    assert_eq!(laptop.redo().unwrap().view.kept.len(), 0);
    assert!(is_closed() && stands(&laptop, &id, field).is_some());
}
