//! What waits for whom, and how long it took.

use domain::assessment::verification::{Role, State};
use registry::{ListInovasi, Reason, Sort, VerificationFilter, view::VerificationView};

use super::{ONE, why, year};
use crate::kit::{Laptop, NOON};

const HOUR: i64 = 3_600_000;

fn queue(laptop: &Laptop, filter: VerificationFilter) -> VerificationView {
    laptop.show_verification(&VerificationFilter { limit: 100, ..filter }).unwrap()
}

fn all() -> VerificationFilter {
    VerificationFilter::default()
}

fn waiting() -> VerificationFilter {
    VerificationFilter { waiting: true, ..all() }
}

fn names(view: &VerificationView) -> Vec<&str> {
    view.rows.iter().map(|it| it.nama.as_str()).collect()
}

#[test]
fn what_waits_for_a_role_comes_first_and_the_longest_before() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].map(|it| laptop.answered(it)).into();
    let other = laptop.register("Tidak diusulkan");
    laptop.withdraw_inovasi(&[other], &year()).unwrap();
    laptop.move_to(&ids[2], "diajukan", "").unwrap();
    laptop.move_to(&ids[0], "diajukan", "").unwrap();
    let view = queue(laptop.is("verifier"), all());
    assert_eq!(names(&view), ["Tiga", "Satu", "Dua", "Kota Semarang"]);
    assert_eq!((view.n_waiting, view.total, view.role), (2, 4, Role::Verifier));
    let n = |view: &VerificationView, state: State| view.states.iter().find(|it| it.state == state).unwrap().n;
    assert_eq!((n(&view, State::Draf), n(&view, State::Diajukan), n(&view, State::Terkirim)), (2, 2, 0));
    let first = &view.rows[0];
    assert_eq!((first.n_claimed, first.n_standing, first.n_open), (1, 0, 1));
    assert_eq!((first.person.as_deref(), first.waits), (Some("Petugas 1"), true));
    assert!(first.since.is_some() && view.rows[2].since.is_none());
    assert_eq!(names(&queue(&laptop, waiting())), ["Tiga", "Satu"]);
    assert_eq!(names(&queue(&laptop, VerificationFilter::said("draf").unwrap())), ["Dua", "Kota Semarang"]);
    assert_eq!(why(VerificationFilter::said("x")), Reason::StateUnknown);

    // Returned: the officer's again, with what was asked for.
    laptop.move_to(&ids[2], "dikembalikan", "Tambah SK").unwrap();
    assert_eq!(queue(&laptop, all()).n_waiting, 1);
    let view = queue(laptop.is("officer"), waiting());
    assert_eq!((names(&view), view.rows[0].note.as_str()), (vec!["Tiga"], "Tambah SK"));
    assert_eq!(queue(laptop.is("head"), all()).n_waiting, 0);
}

#[test]
fn verdicts_are_counted_and_lapsed_points_are_at_risk() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.move_to(&id, "diajukan", "").unwrap();
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    laptop.move_to(&id, "disetujui", "").unwrap();
    let row = |laptop: &Laptop| queue(laptop, all()).rows.into_iter().find(|it| it.nama == "Kado").unwrap();
    let it = row(&laptop);
    assert_eq!((it.n_standing, it.n_lapsed, it.at_risk.as_deref(), it.waits), (1, 0, Some("0.00"), false));
    laptop.choose(&id, ONE, 3).unwrap();
    let it = row(&laptop);
    assert_eq!((it.n_standing, it.n_lapsed, it.n_open), (0, 1, 1));
    assert_eq!(it.at_risk, laptop.answer(&id, ONE).claimed, "all that is claimed there");
    assert!(it.waits, "what he approved is not what lies there: it is the verifier's again");
    laptop.judge(&id, ONE, 0, "Kembalikan ke parameter 2").unwrap();
    let it = row(&laptop);
    assert_eq!((it.n_returned, it.n_lapsed, it.n_open), (1, 0, 0));
}

#[test]
fn the_queue_is_narrowed_by_body_and_person() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua"].map(|it| laptop.answered(it)).into();
    laptop.edit(&ids[0], "perangkat_daerah", "Dinas Kesehatan");
    laptop.move_to(&ids[0], "diajukan", "").unwrap();
    laptop.set_person("Sri").unwrap();
    laptop.move_to(&ids[1], "diajukan", "").unwrap();
    let view = queue(&laptop, all());
    assert_eq!(
        (view.perangkat_daerah, view.persons),
        (vec!["Dinas Kesehatan".to_owned()], vec!["Petugas 1".to_owned(), "Sri".to_owned()])
    );
    let asked = |perangkat_daerah: &str, person: &str| {
        let filter = VerificationFilter {
            perangkat_daerah: perangkat_daerah.into(),
            person: person.into(),
            limit: 10,
            ..VerificationFilter::default()
        };
        laptop.show_verification(&filter).unwrap()
    };
    assert_eq!(names(&asked("Dinas Kesehatan", "")), ["Satu"]);
    assert_eq!(names(&asked("", "Sri")), ["Dua"]);
    assert_eq!(asked("Dinas Kesehatan", "Sri").total, 0);
    let window = VerificationFilter { offset: 1, limit: 1, ..VerificationFilter::default() };
    let view = laptop.show_verification(&window).unwrap();
    assert_eq!((view.total, view.rows.len()), (3, 1));
}

#[test]
fn a_verifiers_own_queue_is_what_he_judged_also_when_it_was_handed_in_again() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua"].map(|it| laptop.answered(it)).into();
    for id in &ids {
        laptop.is("officer").move_to(id, "diajukan", "").unwrap();
    }
    laptop.set_person("Sri").unwrap();
    laptop.is("verifier").judge(&ids[0], ONE, 0, "Tambah SK").unwrap();
    laptop.set_person("Budi").unwrap();
    laptop.judge(&ids[1], ONE, 2, "").unwrap();
    laptop.move_to(&ids[0], "dikembalikan", "Lihat catatan").unwrap();
    laptop.set_person("Operator").unwrap();
    laptop.is("operator").move_to(&ids[0], "diajukan", "").unwrap();
    let of = |person: &str| {
        let filter = VerificationFilter { person: person.into(), limit: 9, ..waiting() };
        laptop.is("verifier").show_verification(&filter).unwrap()
    };
    assert_eq!((names(&of("Sri")), names(&of("Budi"))), (vec!["Satu"], vec!["Dua"]));
    assert_eq!(of("Sri").rows[0].verifiers, ["Sri"]);
    assert!(of("").persons.contains(&"Budi".to_owned()));
}

#[test]
fn turnaround_is_told_for_each_verifier_and_for_all() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].map(|it| laptop.answered(it)).into();
    assert_eq!(queue(&laptop, all()).turnaround.whole.median_hours, None);
    for (at, (person, after)) in [("Sri", 2), ("Budi", 10), ("Sri", 4)].into_iter().enumerate() {
        laptop.env.set_clock(NOON);
        laptop.is("officer").move_to(&ids[at], "diajukan", "").unwrap();
        laptop.env.set_clock(NOON + after * HOUR + 60_000);
        laptop.set_person(person).unwrap();
        let (to, note) = if after == 10 { ("dikembalikan", "Kurang") } else { ("disetujui", "") };
        laptop.is("verifier").judge(&ids[at], ONE, 2, "").unwrap();
        laptop.move_to(&ids[at], to, note).unwrap();
    }
    let view = queue(&laptop, all()).turnaround;
    let told = |it: &registry::view::TurnaroundRow| {
        (
            it.person.clone(),
            it.n_disetujui,
            it.n_dikembalikan,
            it.median_hours.clone().unwrap(),
            it.longest_hours.clone().unwrap(),
        )
    };
    assert_eq!(told(&view.whole), (String::new(), 2, 1, "4.0".into(), "10.0".into()));
    let persons: Vec<_> = view.persons.iter().map(told).collect();
    assert_eq!(
        persons,
        [("Budi".into(), 0, 1, "10.0".into(), "10.0".into()), ("Sri".into(), 2, 0, "3.0".into(), "4.0".into())]
    );

    // A decision that was taken back was none.
    laptop.undo().unwrap();
    assert_eq!(queue(&laptop, all()).turnaround.whole.n_disetujui, 1);
    assert_eq!(laptop.state(&ids[2]), "diajukan");
}

#[test]
fn the_list_is_ordered_by_where_answers_lie() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua"].map(|it| laptop.answered(it)).into();
    laptop.move_to(&ids[1], "diajukan", "").unwrap();
    let req = ListInovasi { limit: 10, sort: Some(Sort::Verification), descending: true, ..ListInovasi::default() };
    let rows = laptop.list_inovasi(&req).unwrap().rows;
    assert_eq!(rows.iter().map(|it| it.verification).collect::<Vec<_>>(), [State::Diajukan, State::Draf]);
    assert_eq!(laptop.show_inovasi(&ids[0]).unwrap().assessment.instrument, year());
}
