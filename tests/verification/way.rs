//! From draf to terkirim.

use domain::assessment::verification::State;
use domain::core::finding::Severity;
use registry::{Filter, ListInovasi, Reason, Selection, view::Facet};

use super::{ONE, why, year};
use crate::kit::Laptop;

#[test]
fn the_whole_way_is_walked_with_each_role() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    assert_eq!(laptop.state(&id), "draf");
    for (role, to) in [
        ("operator", "diajukan"),
        ("verifier", "disetujui"),
        ("head", "disahkan"),
        ("officer", "siap_kirim"),
        ("officer", "terkirim"),
    ] {
        let view = laptop.is(role).show_assessment(&id, &year()).unwrap();
        assert!(view.moves.iter().any(|it| it.to.name() == to && !it.note), "{role} is offered {to}");
        let view = laptop.move_to(&id, to, "").unwrap().view;
        let passage = view.passage.unwrap();
        assert_eq!((view.state.name(), passage.role.name(), passage.person.as_str()), (to, role, "Petugas 1"));
    }
    // What was sent comes back with a note, and every step can be taken back.
    assert_eq!(why(laptop.move_to(&id, "dikembalikan", "")), Reason::MoveNoteMissing);
    let view = laptop.move_to(&id, "dikembalikan", "Portal menolak video").unwrap().view;
    assert_eq!(view.passage.unwrap().note, "Portal menolak video");
    laptop.undo().unwrap();
    assert_eq!(laptop.state(&id), "terkirim");
    for _ in 0..5 {
        laptop.undo().unwrap();
    }
    let view = laptop.show_assessment(&id, &year()).unwrap();
    assert_eq!((view.state, view.passage), (State::Draf, None));
    laptop.assert_healthy();
}

#[test]
fn a_move_that_is_not_ones_own_is_refused_with_whose_it_is() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    let refusals = |laptop: &Laptop, role: &str, to: &str| why(laptop.is(role).move_to(&id, to, "catatan"));
    assert_eq!(refusals(&laptop, "verifier", "diajukan"), Reason::MoveOfOperatorOrOfficer);
    assert_eq!(refusals(&laptop, "officer", "terkirim"), Reason::MoveUnknown);
    assert_eq!(refusals(&laptop, "officer", "draf"), Reason::MoveUnknown);
    assert_eq!(refusals(&laptop, "officer", "selesai"), Reason::StateUnknown);
    laptop.is("officer").move_to(&id, "diajukan", "").unwrap();
    assert_eq!(refusals(&laptop, "officer", "disetujui"), Reason::MoveOfVerifier);
    assert_eq!(refusals(&laptop, "head", "dikembalikan"), Reason::MoveOfVerifierOrOfficer);
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    laptop.move_to(&id, "disetujui", "").unwrap();
    assert_eq!(refusals(&laptop, "verifier", "disahkan"), Reason::MoveOfHead);
    assert_eq!(refusals(&laptop, "officer", "dikembalikan"), Reason::MoveOfVerifierOrHead);
    laptop.is("head").move_to(&id, "disahkan", "").unwrap();
    assert_eq!(refusals(&laptop, "head", "siap_kirim"), Reason::MoveOfOfficer);
    let error = laptop.move_to(&id, "siap_kirim", "").unwrap_err();
    assert!(error.to_string().contains("siap kirim"), "{error}");
    assert_eq!(laptop.state(&id), "disahkan");
}

#[test]
fn submitting_what_is_blocked_is_allowed_and_says_so() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    let moved = laptop.move_to(&id, "diajukan", "").unwrap();
    assert_eq!(moved.view.state, State::Diajukan);
    let blocking = |it: &&registry::view::FindingView| it.severity == Severity::Blocking;
    assert!(moved.findings.iter().filter(blocking).count() > 1, "{:?}", moved.findings);
}

#[test]
fn many_are_moved_in_one_act_and_who_stays_is_named() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].map(|it| laptop.answered(it)).into();
    laptop.move_to(&ids[1], "diajukan", "").unwrap();
    let gone = laptop.answered("Empat");
    laptop.remove_inovasi(&gone).unwrap();
    let selection =
        Selection { ids: laptop.inovasi_each(&[ids.clone(), vec![gone]].concat()).unwrap(), ..Selection::default() };
    let view = laptop.move_many_answers(&selection, &year(), "diajukan", "").unwrap().view;
    assert_eq!(view.n_moved, 2);
    let stayed: Vec<_> = view.stayed.iter().map(|it| (it.nama.as_str(), it.reason)).collect();
    assert_eq!(stayed, [("Dua", Reason::MoveUnknown), ("Empat", Reason::InovasiRemoved)]);

    let in_state = |state: &str| {
        let filter = Filter { verification: vec![State::by_name(state).unwrap()], ..Filter::default() };
        laptop.list_inovasi(&ListInovasi { limit: 500, filter, ..ListInovasi::default() }).unwrap()
    };
    assert_eq!(in_state("diajukan").total, 3);
    assert!(in_state("diajukan").rows.iter().all(|it| it.verification == State::Diajukan));
    let facets = laptop.show_facets(&ListInovasi::default()).unwrap().facets;
    let facet = facets.iter().find(|it| it.facet == Facet::Verification).unwrap();
    assert_eq!(facet.choices.iter().map(|it| (it.value.as_str(), it.n)).collect::<Vec<_>>(), [("diajukan", 3)]);

    laptop.undo().unwrap();
    assert_eq!((in_state("diajukan").total, in_state("draf").total), (1, 2), "one step takes both back");
    let all = Selection { all: Some(ListInovasi::default()), ..Selection::default() };
    laptop.is("verifier");
    let view = laptop.move_many_answers(&all, &year(), "dikembalikan", "Lengkapi video").unwrap().view;
    assert_eq!((view.n_moved, view.stayed.len()), (1, 2));
    assert_eq!(why(laptop.move_many_answers(&all, &year(), "pulang", "")), Reason::StateUnknown);
    laptop.close_year(&year(), true).unwrap();
    assert_eq!(why(laptop.move_many_answers(&all, &year(), "diajukan", "")), Reason::YearClosed);
}
