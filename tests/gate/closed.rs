//! Closed years: what goes on beside them, and how it is taken back.

use registry::{AnswerKey, ImportWorkbook, NoticeCode, Reason, WorkbookColumn};
use serde_json::json;

use super::{NOW, THEN, files};
use crate::kit::{Cast, Laptop, key};

/// A year in which nobody works here yet.
const NEXT: &str = "iga-2027";

fn n_proposed(laptop: &Laptop, instrument: &str) -> u32 {
    laptop.show_years().unwrap().years.iter().find(|it| it.instrument == instrument).unwrap().n_proposed
}

/// Which answers under an instrument have bukti.
fn supported(laptop: &Laptop, id: &str, instrument: &str) -> Vec<String> {
    let view = laptop.show_assessment(format!("inovasi:{id}"), instrument).unwrap();
    view.indikator.into_iter().filter(|it| !it.bukti.is_empty()).map(|it| it.indikator.into()).collect()
}

fn under(instrument: &str, id: &str) -> AnswerKey {
    AnswerKey { instrument: instrument.into(), ..key(id, "bimtek") }
}

/// An inovasi with a bukti of one answer; the id of that too.
fn with_bukti(laptop: &Laptop, nama: &str) -> (String, String) {
    let id = laptop.register(nama);
    let view = laptop.attach(&id, "bimtek", &laptop.file("sk.pdf", format!("%PDF {nama}"))).unwrap().view;
    let bukti = view.indikator.into_iter().flat_map(|it| it.bukti).next().unwrap().id.to_string();
    (id, bukti)
}

#[test]
fn whoever_is_registered_beside_a_closed_year_does_not_take_part_in_it() {
    let laptop = Laptop::new(1);
    let old = laptop.register("Kado Mbak Ita");
    laptop.close_year(NOW, true).unwrap();
    laptop.register("Lapor Semar");
    let req = ImportWorkbook {
        path: laptop.file("rekap.csv", "Nama;Isi\nLapor Hendi;Jalan mulus\n").display().to_string(),
        header_row: 1,
        columns: [(0, "nama"), (1, "tujuan")]
            .map(|(at, key)| WorkbookColumn { at, key: key.into(), days: None })
            .to_vec(),
        ..ImportWorkbook::default()
    };
    files::taken(&laptop, &req).unwrap();
    files::import(&laptop, &json!({ "inovasi": [{ "nama": "Rumah Pelita" }] })).unwrap();
    laptop.load_example().unwrap();
    assert!(laptop.show_registry().unwrap().n_inovasi > 4);
    assert_eq!(n_proposed(&laptop, NOW), 1);
    // The example is alike on every laptop, and no step of its own.
    let other = Laptop::new(2);
    laptop.carry_to(&other);
    other.load_example().unwrap();
    assert!(other.list_conflicts().unwrap().is_empty());
    laptop.undo().unwrap();
    assert!(laptop.find_inovasi("Rumah Pelita").is_err());
    // Who was there before still takes part, and the next year takes everybody.
    laptop.begin_year(NEXT).unwrap();
    laptop.propose_inovasi(&[old], NEXT, "Dari satu menjadi tiga kelurahan").unwrap();
    let semar = laptop.find_inovasi("Lapor Semar").unwrap().to_string();
    laptop.propose_inovasi(&[semar], NEXT, "").unwrap();
    assert_eq!((n_proposed(&laptop, NOW), n_proposed(&laptop, NEXT)), (1, 2));
}

/// What a form says of the closed year after a loss is told, and changes nothing there.
#[test]
fn an_inovasi_that_comes_back_from_a_form_does_not_take_part_in_a_closed_year() {
    let lost = Laptop::new(1);
    let id = lost.register("Lapor Semar");
    let path = files::written(&lost).display().to_string();
    let new = Laptop::new(2);
    new.close_year(NOW, true).unwrap();
    let req = ImportWorkbook { path, ..ImportWorkbook::default() };
    assert_eq!(files::taken(&new, &req), Err(Reason::YearClosed.to_string()));
    assert_eq!((new.value(&id, "nama").as_deref(), n_proposed(&new, NOW)), (Some("Lapor Semar"), 0));
}

#[test]
fn a_document_that_is_silent_of_years_counts_in_no_year_that_is_over() {
    let laptop = Laptop::new(1);
    laptop.begin_year(THEN).unwrap();
    laptop.register("Kado Mbak Ita");
    laptop.begin_year(NOW).unwrap();
    files::import(&laptop, &json!({ "inovasi": [{ "nama": "Rumah Pelita" }] })).unwrap();
    assert_eq!((n_proposed(&laptop, THEN), n_proposed(&laptop, NOW)), (1, 1));
}

#[test]
fn what_combining_leaves_in_a_closed_year_is_told_and_stays() {
    let laptop = Laptop::new(1);
    let (keep, (drop, _)) = (laptop.register("Lapor Semar"), with_bukti(&laptop, "Lapor Hendi"));
    laptop.choose(&drop, "regulasi-inovasi-daerah", 2).unwrap();
    laptop.close_year(NOW, true).unwrap();
    let findings = laptop.combine_inovasi(&keep, &drop).unwrap().findings;
    let left = findings.iter().find(|it| it.code.name() == "left_in_closed_year").unwrap();
    let args: Vec<&str> = left.args.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(args, ["Lapor Hendi", NOW, "SID-16, SID-20"]);
    assert!(supported(&laptop, &keep, NOW).is_empty());
    // As the remark says: back, the year open, and again.
    laptop.undo().unwrap();
    laptop.close_year(NOW, false).unwrap();
    let findings = laptop.combine_inovasi(&keep, &drop).unwrap().findings;
    assert!(findings.iter().all(|it| it.code.name() != "left_in_closed_year"));
    assert_eq!(supported(&laptop, &keep, NOW), ["bimtek"]);
}

#[test]
fn a_bukti_comes_along_while_one_year_that_asks_for_it_is_open() {
    let laptop = Laptop::new(1);
    let (keep, (drop, _)) = (laptop.register("Lapor Semar"), with_bukti(&laptop, "Lapor Hendi"));
    laptop.begin_year(NEXT).unwrap();
    laptop.begin_year(NOW).unwrap();
    // What is worked under is closed; the year after it was begun and stands open.
    laptop.close_year(NOW, true).unwrap();
    assert!(
        laptop.combine_inovasi(&keep, &drop).unwrap().findings.iter().all(|it| it.code.name() != "left_in_closed_year")
    );
    assert_eq!(supported(&laptop, &keep, NEXT), ["bimtek"]);
}

#[test]
fn a_link_on_an_open_sheet_is_taken_back_beside_a_closed_year() {
    let laptop = Laptop::new(1);
    let (id, bukti) = with_bukti(&laptop, "Lapor Semar");
    laptop.close_year(NOW, true).unwrap();
    laptop.detach_bukti(&under(NEXT, &id), &bukti).unwrap();
    assert_eq!(laptop.undo().unwrap().view.n_restored, 1);
    assert_eq!(supported(&laptop, &id, NEXT), ["bimtek"]);
    laptop.redo().unwrap();
    laptop.link_bukti(&under(NEXT, &id), &bukti, Some("3")).unwrap();
    laptop.undo().unwrap();
    assert!(supported(&laptop, &id, NEXT).is_empty());
}

#[test]
fn what_a_year_closed_since_holds_is_taken_back_once_it_is_open() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let id = a.register("Lapor Semar");
    a.choose(&id, "bimtek", 2).unwrap();
    b.accept(&a.write_parcel()).unwrap();
    b.close_year(NOW, true).unwrap();
    b.carry_to(a);
    let error = a.undo().unwrap_err();
    assert_eq!((error.reason, error.args), (Reason::YearClosed, vec![("instrument", NOW.to_owned())]));
    assert!(a.show_undo().unwrap().undo.unwrap().label.is_some(), "the choice still, not the registering");
    b.close_year(NOW, false).unwrap();
    b.carry_to(a);
    assert_eq!(a.undo().unwrap().view.n_restored, 1);
    b.close_year(NOW, true).unwrap();
    b.carry_to(a);
    assert_eq!(a.redo().unwrap_err().reason, Reason::YearClosed);
    assert!(a.show_undo().unwrap().redo.is_some());
}

#[test]
fn an_act_that_is_taken_back_in_part_tells_what_was_left_and_why() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Lapor Semar");
    let assessment = json!({ THEN: { "bimtek": { "parameter": 2 } }, NOW: { "bimtek": { "parameter": 2 } } });
    let said = json!([{ "id": id, "nama": "Lapor Semar", "tujuan": "Jalan mulus", "assessment": assessment }]);
    files::import(&laptop, &json!({ "inovasi": said })).unwrap();
    let far = Laptop::new(2);
    laptop.carry_to(&far);
    far.close_year(THEN, true).unwrap();
    far.edit(&id, "tujuan", "dari jauh");
    far.carry_to(&laptop);
    let view = laptop.undo().unwrap().view;
    assert_eq!((view.n_restored, view.n_newer, view.kept.len()), (1, 1, 1), "{view:?}");
    let args: Vec<&str> = view.kept[0].args.iter().map(|it| it.value.as_str()).collect();
    assert_eq!((view.kept[0].code, args), (NoticeCode::KeptYearClosed, vec![THEN, "1"]));
}

#[test]
fn a_conflict_of_a_closed_year_is_resolved_and_that_is_taken_back() {
    let (laptop, id) = conflict();
    laptop.close_year(NOW, true).unwrap();
    let it = laptop.list_conflicts().unwrap().remove(0);
    let first = it.heads.iter().find(|it| it.value.as_deref() == Some("1")).unwrap();
    laptop.resolve_conflict(it.subject, &it.field, &first.stamp).unwrap();
    assert_eq!(laptop.undo().unwrap().view.n_restored, 1);
    let view = laptop.show_assessment(format!("inovasi:{id}"), NOW).unwrap();
    assert_eq!(view.indikator.iter().find(|it| it.indikator == "bimtek").unwrap().parameter, 2);
    laptop.redo().unwrap();
}

/// A laptop that another one contradicts in one answer.
fn conflict() -> (Laptop, String) {
    let (laptop, far) = (Laptop::new(1), Laptop::new(2));
    let id = laptop.register("Lapor Semar");
    laptop.carry_to(&far);
    laptop.choose(&id, "bimtek", 1).unwrap();
    far.choose(&id, "bimtek", 2).unwrap();
    far.carry_to(&laptop);
    (laptop, id)
}

#[test]
fn an_own_export_leaves_a_conflict_open_and_is_no_news_to_a_closed_year() {
    for closed in [false, true] {
        let (laptop, _) = conflict();
        laptop.close_year(NOW, closed).unwrap();
        let export = laptop.export_registry().unwrap();
        files::import(&laptop, &serde_json::from_str(&export).unwrap()).unwrap();
        assert_eq!(laptop.list_conflicts().unwrap().len(), 1, "closed: {closed}");
    }
}
