//! What a person is asked before it counts: a verdict beyond the bukti, an approval over
//! open answers, a name.

use registry::{Basis, Code, GiveVerdict, Reason, Registry, Selection, Start, Subject, TerminalEnv, TickOption};

use super::{ONE, OTHER, why, year};
use crate::kit::{FixedEnv, Laptop};

/// Its checks count what is ticked.
const COUNTED: &str = "SID-22";

fn verdict(laptop: &Laptop, id: &str, indikator: &str, parameter: u8, meant: bool) -> GiveVerdict {
    GiveVerdict {
        subject: laptop.subject(id).unwrap(),
        instrument: year(),
        indikator: indikator.into(),
        parameter,
        note: String::new(),
        fingerprint: Some(laptop.answer(id, indikator).fingerprint),
        meant,
    }
}

#[test]
fn an_answer_without_bukti_is_accepted_on_purpose_alone() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.choose(&id, OTHER, 2).unwrap();
    laptop.is("verifier");
    let before = laptop.tables();
    let error = laptop.give_verdict(&verdict(&laptop, &id, OTHER, 1, false)).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Conflict, Reason::VerdictWithoutBukti));
    assert_eq!(before, laptop.tables(), "what is asked leaves nothing");
    // Accepting all that is supported never takes it along.
    let view = laptop.give_verdicts(&id, &year(), None).unwrap().view;
    assert_eq!((view.n_open, laptop.answer(&id, ONE).verified_parameter), (1, 2));
    laptop.give_verdict(&verdict(&laptop, &id, OTHER, 1, true)).unwrap();
    assert_eq!(laptop.answer(&id, OTHER).verified_parameter, 1);
}

#[test]
fn more_than_the_bukti_support_is_accepted_on_purpose_alone() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    // Its bukti carry as much as is ticked, and that is one rung.
    laptop.choose(&id, COUNTED, 3).unwrap();
    laptop.attach_as(&id, COUNTED, ("sk", "2024-08-17", "Kado")).unwrap();
    let texts = laptop.show_instrument(&year()).unwrap();
    let counted = texts.indikator.iter().find(|it| it.code == COUNTED).unwrap();
    for option in counted.check.iter().flat_map(|it| &it.option).take(3) {
        let req = TickOption {
            subject: laptop.subject(&id).unwrap(),
            instrument: year(),
            indikator: COUNTED.into(),
            option: option.id.clone(),
            on: true,
        };
        laptop.tick_option(&req).unwrap();
    }
    let supported = laptop.answer(&id, COUNTED).supported_parameter;
    assert_eq!(supported, 1);
    laptop.is("verifier");
    let error = laptop.give_verdict(&verdict(&laptop, &id, COUNTED, 3, false)).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Conflict, Reason::VerdictUnsupported));
    let args = [("indikator", COUNTED.to_owned()), ("accepted", "3".to_owned()), ("supported", supported.to_string())];
    assert_eq!(error.args, args);
    // What has changed meanwhile is told first: nobody means what he has not seen.
    let stale = GiveVerdict { fingerprint: Some("lain".into()), ..verdict(&laptop, &id, COUNTED, 3, false) };
    assert_eq!(why(laptop.give_verdict(&stale)), Reason::VerdictNotAsSeen);
    laptop.give_verdict(&verdict(&laptop, &id, COUNTED, 3, true)).unwrap();
    assert_eq!(laptop.answer(&id, COUNTED).verified_parameter, 3);
}

#[test]
fn approving_over_open_answers_names_them_and_is_meant() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    let third = "SID-18";
    for indikator in [OTHER, third] {
        laptop.choose(&id, indikator, 1).unwrap();
        let file = laptop.file(&format!("{indikator}.pdf"), format!("%PDF {indikator}"));
        laptop.attach(&id, indikator, &file).unwrap();
    }
    laptop.is("officer").move_to(&id, "diajukan", "").unwrap();
    laptop.is("verifier").judge(&id, OTHER, 0, "Kurang").unwrap();
    laptop.give_verdict(&verdict(&laptop, &id, ONE, 2, true)).unwrap();
    laptop.choose(&id, ONE, 1).unwrap();
    let error = laptop.move_to(&id, "disetujui", "").unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Conflict, Reason::MoveOpen));
    let told: Vec<&str> = error.args.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(told, ["1", "1", "1", &format!("{ONE}, {OTHER}, {third}")]);

    // Of many at once nobody can mean it: they stay, each told why.
    let selection = Selection { ids: vec![laptop.inovasi(&id).unwrap()], ..Selection::default() };
    let view = laptop.move_many_answers(&selection, &year(), "disetujui", "").unwrap().view;
    assert_eq!((view.n_moved, view.stayed[0].reason), (0, Reason::MoveOpen));
    assert_eq!(laptop.state(&id), "diajukan");
    laptop.move_answers(&id, &year(), "disetujui", "", true).unwrap();
    assert_eq!(laptop.state(&id), "disetujui");
}

#[test]
fn what_is_settled_is_approved_without_a_question() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.move_to(&id, "diajukan", "").unwrap();
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    laptop.move_to(&id, "disetujui", "").unwrap();
    assert_eq!(laptop.state(&id), "disetujui");
}

#[test]
fn nobody_acts_without_a_name() {
    let laptop = Laptop::new(1);
    let folder = laptop.path("tanpa-nama");
    let start = |person: &str| Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: person.into() };
    assert_eq!(why(Registry::start(&folder, &start(" "), Box::new(FixedEnv::new(7)))), Reason::PersonMissing);
    assert!(!folder.join("registry.sqlite3").exists(), "what is refused leaves nothing");

    // On a terminal the account stands for its work, but not for a verdict.
    let terminal = || Box::new(TerminalEnv { account: "sari".into() });
    let registry = Registry::start(&folder, &start(""), terminal()).unwrap();
    let id = registry.register_inovasi("Kado").unwrap().view.id;
    let subject = Subject::Inovasi(id);
    assert_eq!(registry.show_history(subject, None).unwrap()[0].person, "sari");
    assert_eq!(registry.show_registry().unwrap().person, "", "nobody has said it");
    assert_eq!(why(registry.move_answers(subject, &year(), "diajukan", "", false)), Reason::PersonMissing);
    registry.set_role("verifier").unwrap();
    let req = GiveVerdict {
        subject,
        instrument: year(),
        indikator: ONE.into(),
        parameter: 0,
        note: String::new(),
        fingerprint: None,
        meant: false,
    };
    assert_eq!(why(registry.give_verdict(&req)), Reason::PersonMissing);
    assert_eq!(why(registry.give_verdicts(subject, &year(), None)), Reason::PersonMissing);
    assert_eq!(why(registry.take_verdict_back(subject, &year(), ONE)), Reason::PersonMissing);
    drop(registry);

    // In the window nobody stands for it until he has said his name.
    let registry = Registry::open(&folder, Box::new(FixedEnv::new(7))).unwrap();
    assert_eq!(why(registry.edit_inovasi(id, "tujuan", Some("Anak sehat"))), Reason::PersonMissing);
    assert_eq!(why(registry.set_person("  ")), Reason::PersonEmpty);
    registry.set_person("Bu Sari").unwrap();
    registry.edit_inovasi(id, "tujuan", Some("Anak sehat")).unwrap();
    assert_eq!(registry.show_history(subject, Some("tujuan")).unwrap()[0].person, "Bu Sari");
}

#[test]
fn the_verified_index_says_which_part_of_it_needs_no_verdict() {
    let laptop = Laptop::new(1);
    let score = |basis| laptop.score(&year(), basis).unwrap();
    assert_eq!(score(Basis::Verified).iid_unjudged, None, "there is nothing yet");
    for urusan in score(Basis::Verified).urusan_dasar_kosong {
        let id = laptop.register(&format!("Inovasi {urusan}"));
        laptop.edit(&id, "urusan_utama", &urusan);
        laptop.propose_inovasi(std::slice::from_ref(&id), &year(), "").unwrap();
    }
    let verified = score(Basis::Verified);
    assert!(verified.iid.as_deref().is_some_and(|it| it != "0.00"));
    assert_eq!(verified.iid_unjudged, verified.iid, "nobody has judged anything, and still it is not zero");
    assert_eq!(score(Basis::Supported).iid_unjudged, None);
    assert_eq!(score(Basis::Claimed).iid_unjudged, None);
}
