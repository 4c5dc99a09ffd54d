//! Giving verdicts, and when they lapse.

use domain::bukti::BuktiField;
use domain::{assessment::verification::Role, core::finding::FindingCode};
use registry::{GiveVerdict, Reason, SeenAnswer};

use super::{ONE, OTHER, why, year};
use crate::kit::{Laptop, key, pdf, whom};

#[test]
fn a_verdict_counts_and_says_by_whom() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    assert_eq!(laptop.answer(&id, ONE).verdict, None);
    let tables = laptop.tables();
    let view = laptop.is("verifier").judge(&id, ONE, 1, "cukup satu").unwrap().view;
    let answer = laptop.answer(&id, ONE);
    let verdict = answer.verdict.clone().unwrap();
    assert_eq!((answer.parameter, answer.verified_parameter, verdict.parameter), (2, 1, 1));
    assert_eq!((verdict.person.as_str(), verdict.role), ("Petugas 1", Role::Verifier));
    assert_eq!((verdict.note.as_str(), verdict.lapsed, verdict.changes.len()), ("cukup satu", false, 0));

    // By hand: one accepted rung is worth its bobot once.
    let texts = laptop.show_instrument(&year()).unwrap();
    let bobot = texts.indikator.iter().find(|it| it.code == ONE).unwrap().bobot.clone().unwrap();
    let by_hand = Some(format!("{bobot}.00"));
    assert_eq!(answer.verified, by_hand);
    assert_eq!(view.verified, by_hand, "nothing else is verified");
    let standing = laptop.score(&year(), registry::Basis::Verified).unwrap();
    assert_eq!(standing.inovasi[0].skor, view.verified);

    laptop.undo().unwrap();
    assert_eq!(laptop.answer(&id, ONE).verdict, None);
    laptop.redo().unwrap();
    assert_eq!(laptop.answer(&id, ONE).verified_parameter, 1);
    laptop.take_verdict_back(&id, &year(), ONE).unwrap();
    assert_eq!(laptop.answer(&id, ONE).verdict, None);
    assert_eq!(why(laptop.take_verdict_back(&id, &year(), ONE)), Reason::VerdictMissing);
    assert_ne!(tables, laptop.tables(), "history remembers all of it");
    laptop.assert_healthy();
}

#[test]
fn what_cannot_be_judged_is_refused_and_leaves_nothing() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.attach_as(&id, ONE, ("Perda", "2024", "Kado")).unwrap();
    let give = |parameter, note: &str| laptop.judge(&id, ONE, parameter, note);
    for role in ["operator", "officer", "head"] {
        laptop.is(role);
        assert_eq!(why(give(1, "")), Reason::VerdictNotVerifier, "{role}");
        assert_eq!(why(laptop.give_verdicts(&id, &year(), None)), Reason::VerdictNotVerifier, "{role}");
        assert_eq!(why(laptop.take_verdict_back(&id, &year(), ONE)), Reason::VerdictNotVerifier, "{role}");
    }
    assert_eq!(why(laptop.set_role("bupati")), Reason::RoleUnknown);
    laptop.is("verifier");
    assert_eq!(laptop.show_registry().unwrap().role, Role::Verifier);
    assert_eq!(why(give(3, "")), Reason::VerdictAboveClaim);
    assert_eq!(why(give(0, " \n ")), Reason::VerdictNoteMissing);
    assert_eq!(why(laptop.judge(&id, OTHER, 1, "")), Reason::VerdictNothingClaimed);
    assert_eq!(why(laptop.judge(&id, OTHER, 0, "tidak ada")), Reason::VerdictNothingClaimed);

    // The screen showed something else than what lies here now.
    let shown = laptop.answer(&id, ONE).fingerprint;
    let stale = |fingerprint: &str| GiveVerdict {
        subject: whom(&id),
        instrument: year(),
        indikator: ONE.into(),
        parameter: 2,
        note: String::new(),
        fingerprint: Some(fingerprint.into()),
        meant: false,
    };
    let far = GiveVerdict { indikator: "SID-99".into(), ..stale(&shown) };
    assert_eq!(why(laptop.give_verdict(&far)), Reason::IndikatorUnknown);
    laptop.choose(&id, ONE, 3).unwrap();
    assert_eq!(why(laptop.give_verdict(&stale(&shown))), Reason::VerdictNotAsSeen);
    laptop.choose(&id, ONE, 2).unwrap();
    let before = laptop.tables();
    assert_eq!(why(laptop.give_verdict(&stale("lain"))), Reason::VerdictNotAsSeen);
    assert_eq!(before, laptop.tables(), "a refusal leaves nothing");
    assert_eq!(laptop.answer(&id, ONE).fingerprint, shown, "the same sight has the same fingerprint");
    laptop.give_verdict(&stale(&shown)).unwrap();

    laptop.close_year(&year(), true).unwrap();
    assert_eq!(why(give(1, "")), Reason::YearClosed);
    assert_eq!(why(laptop.take_verdict_back(&id, &year(), ONE)), Reason::YearClosed);
    assert_eq!(why(laptop.move_to(&id, "diajukan", "")), Reason::YearClosed);
    laptop.close_year(&year(), false).unwrap();
    laptop.remove_inovasi(&id).unwrap();
    assert_eq!(why(give(1, "")), Reason::InovasiRemoved);
}

#[test]
fn a_verdict_lapses_with_what_it_saw_and_stands_again_when_that_is_back() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    let bukti = laptop.answer(&id, ONE).bukti.remove(0);
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    let edit = |field: BuktiField, value: Option<&str>| {
        laptop.edit_bukti(&id, &year(), bukti.id, field, value).map(drop).unwrap()
    };
    type Act<'a> = (&'a str, Box<dyn Fn() + 'a>);
    let acts: Vec<Act<'_>> = vec![
        ("bukti/sk Kado.pdf/nomor", Box::new(|| edit(BuktiField::Nomor, Some("050/12")))),
        ("bukti/sk Kado.pdf/tanggal", Box::new(|| edit(BuktiField::Tanggal, Some("2025-01-02")))),
        ("bukti/sk Kado.pdf/tentang", Box::new(|| edit(BuktiField::Tentang, Some("Penetapan")))),
        ("bukti/sk Kado.pdf/pages", Box::new(|| drop(laptop.link_bukti(&key(&id, ONE), bukti.id, Some("3")).unwrap()))),
        ("bukti/sk Kado.pdf", Box::new(|| drop(laptop.detach_bukti(&key(&id, ONE), bukti.id).unwrap()))),
        ("bukti/baru.pdf", Box::new(|| drop(laptop.attach(&id, ONE, &laptop.file("baru.pdf", "baru")).unwrap()))),
        ("choice", Box::new(|| drop(laptop.choose(&id, ONE, 1).unwrap()))),
    ];
    for (what, act) in acts {
        act();
        let answer = laptop.answer(&id, ONE);
        let verdict = answer.verdict.unwrap();
        assert!(verdict.lapsed && answer.verified_parameter == 0, "{what}");
        assert!(verdict.changes.iter().any(|it| it.what.to_string() == what), "{what}: {:?}", verdict.changes);
        let findings = laptop.findings_of(&id).unwrap();
        assert!(findings.iter().any(|it| it.code == FindingCode::VerdictLapsed), "{what}");
        laptop.undo().unwrap();
        assert_eq!(laptop.verdict_count(&id), 2, "{what} is undone");
    }
    // Replacing: the old file goes, another comes under the same name.
    laptop.detach_bukti(&key(&id, ONE), bukti.id).unwrap();
    laptop.attach_named(&id, "sk Kado.pdf", "lain");
    assert_eq!(laptop.verdict_count(&id), 0, "the same name is not the same file");
    // The very bytes come back from the officer's own folder.
    let new = laptop.answer(&id, ONE).bukti.remove(0);
    laptop.detach_bukti(&key(&id, ONE), new.id).unwrap();
    laptop.attach_named(&id, "sk Kado.pdf", "Kado");
    assert_eq!(laptop.verdict_count(&id), 2, "the same is to be seen again");
}

#[test]
fn a_rung_that_is_worded_anew_lapses_the_verdict() {
    let mut laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.is("verifier").judge(&id, ONE, 2, "").unwrap();
    // As if that year's rules had read otherwise when the verdict was given.
    laptop.close();
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    let n = database
        .execute("UPDATE verdict SET value = json_set(value, '$.seen.teks', 'Bunyi lama parameter ini')", [])
        .unwrap();
    assert_eq!(n, 1);
    drop(database);
    laptop.open().unwrap();
    let verdict = laptop.answer(&id, ONE).verdict.unwrap();
    assert!(verdict.lapsed);
    assert_eq!(verdict.changes[0].what.to_string(), "teks");
    assert_eq!(verdict.changes[0].dulu.as_deref(), Some("Bunyi lama parameter ini"));
}

#[test]
fn all_that_is_supported_is_accepted_in_one_act() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.attach_as(&id, ONE, ("Perda", "2024", "Kado")).unwrap();
    // Claimed and unsupported; supported and judged already.
    laptop.choose(&id, OTHER, 1).unwrap();
    laptop.is("verifier");
    let seen = |laptop: &Laptop| -> Vec<SeenAnswer> {
        let view = laptop.show_assessment(&id, &year()).unwrap();
        let all = view.indikator.into_iter();
        all.map(|it| SeenAnswer { indikator: it.indikator, fingerprint: it.fingerprint }).collect()
    };
    let old = seen(&laptop);
    laptop.edit(&id, "waktu_penerapan", "2024-03-01");
    laptop.choose(&id, ONE, 1).unwrap();
    assert_eq!(why(laptop.give_verdicts(&id, &year(), Some(&old))), Reason::VerdictNotAsSeen);
    assert_eq!(why(laptop.give_verdicts(&id, &year(), Some(&[]))), Reason::VerdictNotAsSeen);
    let view = laptop.give_verdicts(&id, &year(), Some(&seen(&laptop))).unwrap().view;
    assert_eq!((view.n_open, view.n_supported_open), (1, 0), "the unsupported one is left");
    assert_eq!(laptop.verdict_count(&id), 1);
    assert_eq!(laptop.answer(&id, OTHER).verdict, None);
    assert_eq!(why(laptop.give_verdicts(&id, &year(), None)), Reason::VerdictNoneOpen);
    assert_eq!(laptop.undo().unwrap().view.n_restored, 1);
}

#[test]
fn every_verdict_can_be_seen_again_with_what_was_seen() {
    let laptop = Laptop::new(1);
    let id = laptop.answered("Kado");
    laptop.is("verifier").judge(&id, ONE, 0, "SK belum bernomor").unwrap();
    let bukti = laptop.answer(&id, ONE).bukti.remove(0);
    laptop.edit_bukti(&id, &year(), bukti.id, BuktiField::Nomor, Some("050/12")).unwrap();
    laptop.judge(&id, ONE, 2, "").unwrap();
    laptop.detach_bukti(&key(&id, ONE), bukti.id).unwrap();
    laptop.take_verdict_back(&id, &year(), ONE).unwrap();

    let replay = laptop.replay_verdict(&id, &year(), ONE).unwrap();
    let told: Vec<_> = replay.verdicts.iter().map(|it| (it.parameter, it.note.as_str(), it.stands)).collect();
    assert_eq!(told, [(Some(0), "SK belum bernomor", false), (Some(2), "", false), (None, "", true)]);
    let what = |at: usize| replay.verdicts[at].since_before.iter().map(|it| it.what.to_string()).collect::<Vec<_>>();
    assert_eq!((what(0).len(), what(1)), (0, vec!["bukti/sk Kado.pdf/nomor".to_owned()]));
    let second = &replay.verdicts[1];
    assert_eq!(second.until_now.len(), 1);
    assert_eq!(second.until_now[0].kini, None, "the file is gone today");
    let seen = second.seen.as_ref().unwrap();
    assert_eq!(seen.bukti[0].nomor.as_deref(), Some("050/12"));
    assert!(!seen.teks.is_empty() && seen.bukti[0].present);
    assert!(replay.now.bukti.is_empty());
    // The bytes that were seen can be opened though the bukti is detached.
    let path = laptop.open_seen(&seen.bukti[0].sha256, "sk Kado.pdf", &laptop.path("dibuka")).unwrap();
    assert_eq!(std::fs::read(path.path).unwrap(), pdf("Kado"));
    assert_eq!(why(laptop.open_seen(&"0".repeat(64), "sk.pdf", &laptop.path("dibuka"))), Reason::BytesMissing);

    // Verdicts are not brought back from history in somebody else's name.
    let history = laptop.show_history(format!("inovasi:{id}"), None).unwrap();
    let old = history.iter().find(|it| it.field.starts_with("verdict/") && it.value.is_some()).unwrap();
    assert!(old.said.as_ref().is_some_and(|it| it.say.name().starts_with("verdict_")), "{old:?}");
    let restored = laptop.restore_value(format!("inovasi:{id}"), &old.field, &old.stamp);
    assert_eq!(why(restored), Reason::ValueNotRestorable);
}

#[test]
fn the_region_is_judged_as_inovasi_are() {
    let laptop = Laptop::new(1);
    let texts = laptop.show_instrument(&year()).unwrap();
    let own = texts.indikator.iter().find(|it| it.daerah && !it.parameter.is_empty()).unwrap();
    laptop.choose("daerah", &own.code, 1).unwrap();
    laptop.attach_as("daerah", &own.code, ("perda", "2025-03-04", "Inovasi daerah Kota Semarang")).unwrap();
    let view = laptop.is("verifier").judge("daerah", &own.code, 1, "").unwrap().view;
    assert_eq!(view.verified, own.bobot.as_ref().map(|it| format!("{it}.00")));
    laptop.is("officer").move_to("daerah", "diajukan", "").unwrap();
    assert_eq!(laptop.state("daerah"), "diajukan");
}
