//! Verdicts and moves that were made apart.

use registry::view::Say;

use super::{ONE, OTHER, year};
use crate::kit::Cast;

#[test]
fn a_verdict_given_elsewhere_arrives_and_counts() {
    let cast = Cast::new();
    let id = cast.laptop_a.answered("Kado");
    cast.laptop_a.is("operator").move_to(&id, "diajukan", "").unwrap();
    cast.laptop_a.carry_to(&cast.office);
    cast.office.is("verifier").judge(&id, ONE, 2, "").unwrap();
    cast.office.move_to(&id, "disetujui", "").unwrap();
    let view = cast.office.carry_to(&cast.laptop_a);
    assert!(view.conflicts.is_empty());
    let verdict = cast.laptop_a.answer(&id, ONE).verdict.unwrap();
    assert_eq!((verdict.person.as_str(), verdict.lapsed), ("Petugas 1", false));
    assert_eq!((cast.laptop_a.verdict_count(&id), cast.laptop_a.state(&id)), (2, "disetujui".into()));
    // The same sight has the same fingerprint on both.
    assert_eq!(cast.laptop_a.answer(&id, ONE).fingerprint, cast.office.answer(&id, ONE).fingerprint);

    // The operator goes on working: what the verifier saw is no longer there.
    cast.laptop_a.choose(&id, ONE, 3).unwrap();
    cast.laptop_a.carry_to(&cast.office);
    let answer = cast.office.answer(&id, ONE);
    assert!(answer.verdict.unwrap().lapsed && answer.verified_parameter == 0);
    cast.office.assert_healthy();
}

#[test]
fn two_verifiers_who_disagree_are_a_conflict_in_words() {
    let cast = Cast::new();
    let id = cast.office.answered("Kado");
    cast.office.carry_to(&cast.laptop_a);
    cast.office.carry_to(&cast.laptop_b);
    cast.laptop_a.is("verifier").judge(&id, ONE, 2, "").unwrap();
    cast.laptop_b.is("verifier").judge(&id, ONE, 0, "SK milik inovasi lain").unwrap();
    cast.laptop_a.carry_to(&cast.office);
    cast.laptop_b.carry_to(&cast.office);
    let conflicts = cast.office.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    assert!(conflicts[0].field.starts_with("verdict/"));
    let said: Vec<Say> = conflicts[0].heads.iter().map(|it| it.said.as_ref().unwrap().say).collect();
    assert_eq!(said, [Say::VerdictAccepted, Say::VerdictReturned]);
    assert!(cast.office.answer(&id, ONE).conflict, "the card says so too");
    let note = conflicts[0].heads[1].said.as_ref().unwrap();
    assert!(note.args.iter().any(|it| it.value == "SK milik inovasi lain"));

    // Choosing one is a change that travels; everybody then sees the same.
    let keep = &conflicts[0].heads[1];
    let left = cast.office.resolve_conflict(conflicts[0].subject, &conflicts[0].field, &keep.stamp).unwrap();
    assert!(left.view.is_empty());
    cast.exchange_all();
    for laptop in cast.all() {
        let verdict = laptop.answer(&id, ONE).verdict.unwrap();
        assert_eq!((verdict.parameter, verdict.note.as_str()), (0, "SK milik inovasi lain"));
        assert!(laptop.list_conflicts().unwrap().is_empty());
    }
    crate::kit::assert_same(&cast.office.tables(), &cast.laptop_a.tables(), "all know all");
}

#[test]
fn two_who_move_it_apart_choose_one_place() {
    let cast = Cast::new();
    let id = cast.office.answered("Kado");
    cast.office.move_to(&id, "diajukan", "").unwrap();
    cast.office.carry_to(&cast.laptop_a);
    cast.laptop_a.is("verifier").judge(&id, ONE, 2, "").unwrap();
    cast.laptop_a.move_to(&id, "disetujui", "").unwrap();
    cast.office.move_to(&id, "dikembalikan", "Unit meminta kembali").unwrap();
    cast.laptop_a.carry_to(&cast.office);
    let conflicts = cast.office.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].field, format!("verification/{}", year()));
    let said: Vec<Say> = conflicts[0].heads.iter().map(|it| it.said.as_ref().unwrap().say).collect();
    assert!(said.contains(&Say::Passage) && said.contains(&Say::PassageNoted), "{said:?}");
    let stamp = conflicts[0].heads.iter().find(|it| it.person == "Petugas 2").unwrap().stamp.clone();
    cast.office.resolve_conflict(conflicts[0].subject, &conflicts[0].field, &stamp).unwrap();
    assert_eq!(cast.office.state(&id), "disetujui");
}

#[test]
fn the_same_answer_under_another_indikator_is_not_judged_along() {
    let cast = Cast::new();
    let id = cast.office.answered("Kado");
    cast.office.choose(&id, OTHER, 1).unwrap();
    cast.office.is("verifier").judge(&id, ONE, 2, "").unwrap();
    assert_eq!(cast.office.answer(&id, OTHER).verdict, None);
}
