//! The best set and the next steps on real registries.

use domain::{Decimal, submission::steps::StepKind};
use registry::{Basis, BestSet, Code, DEFAULT_INSTRUMENT, GiveInput, NextSteps, Reason, text::Language, view::*};

use crate::kit::{Laptop, cli, pdf};

pub fn set(basis: &str, pinned: &[&String], excluded: &[&String]) -> BestSet {
    let list = |of: &[&String]| of.iter().map(|it| it.parse().unwrap()).collect();
    BestSet {
        instrument: DEFAULT_INSTRUMENT.trim().into(),
        basis: Basis::by_name(basis).unwrap(),
        pinned: list(pinned),
        excluded: list(excluded),
    }
}

fn steps(basis: &str) -> NextSteps {
    NextSteps {
        instrument: DEFAULT_INSTRUMENT.trim().into(),
        basis: Basis::by_name(basis).unwrap(),
        limit: 200,
        ..NextSteps::default()
    }
}

fn number(text: &Option<String>) -> Decimal {
    text.as_ref().unwrap().parse().unwrap()
}

/// Thirteen inovasi that cover the basic urusan: twelve with four lines at their
/// highest, the last without an answer.
pub fn thirteen() -> (Laptop, Vec<String>) {
    let laptop = Laptop::new(1);
    let texts = laptop.show_instrument(DEFAULT_INSTRUMENT.trim()).unwrap();
    let empty = laptop.score(DEFAULT_INSTRUMENT.trim(), Basis::Claimed).unwrap().urusan_dasar_kosong;
    let ids: Vec<String> = (1..=13).map(|it| laptop.register(&format!("Inovasi {it:02}"))).collect();
    for (at, id) in ids.iter().enumerate() {
        if let Some(urusan) = empty.get(at) {
            laptop.edit(id, "urusan_utama", urusan);
        }
        for it in texts.indikator.iter().filter(|it| at < 12 && !it.daerah).take(4) {
            let highest = it.parameter.last().unwrap().nomor;
            laptop.choose(id, &it.id, highest).unwrap();
        }
    }
    (laptop, ids)
}

#[test]
fn an_inovasi_that_pulls_the_average_down_is_left_out_unless_it_is_pinned() {
    let (laptop, ids) = thirteen();
    let view = laptop.best_set(&set("claimed", &[], &[])).unwrap();
    assert_eq!((view.now.n_inovasi, view.best.n_inovasi), (13, 12));
    let gain = number(&view.best.iid) - number(&view.now.iid);
    assert!(gain > Decimal::new(1, 1) && (number(&view.gain_iid) - gain).abs() <= Decimal::new(1, 2), "{gain}");
    let last = view.inovasi.last().unwrap();
    assert!(last.id.to_string() == ids[12] && !last.chosen && number(&last.worth_iid) < Decimal::ZERO, "{last:?}");
    assert!(view.inovasi[..12].iter().all(|it| it.chosen && number(&it.worth_iid) > Decimal::ZERO));
    assert!(view.urusan.iter().all(|it| it.covered), "{:?}", view.urusan);

    let pinned = laptop.best_set(&set("claimed", &[&ids[12]], &[&ids[0]])).unwrap();
    let of = |id: &String| pinned.inovasi.iter().find(|it| it.id.to_string() == *id).unwrap();
    assert!(of(&ids[12]).chosen && of(&ids[12]).pinned);
    assert!(!of(&ids[0]).chosen && of(&ids[0]).excluded && number(&of(&ids[0]).worth_iid) > Decimal::ZERO);
    // Nothing of it is kept.
    assert_eq!(laptop.score(DEFAULT_INSTRUMENT.trim(), Basis::Claimed).unwrap().n_inovasi, 13);
}

#[test]
fn what_cannot_be_asked_is_refused_with_a_reason() {
    let laptop = Laptop::new(1);
    let ids = ["Satu", "Dua", "Tiga", "Empat"].map(|it| laptop.register(it));
    let reason = |req: &BestSet| {
        let error = laptop.best_set(req).unwrap_err();
        assert_ne!(error.code, Code::Bug);
        error.reason
    };
    assert_eq!(reason(&set("claimed", &[&ids[1]], &[&ids[1]])), Reason::BestPinnedAndExcluded);
    laptop.withdraw_inovasi(&ids[3..4], DEFAULT_INSTRUMENT.trim()).unwrap();
    assert_eq!(reason(&set("claimed", &[&ids[3]], &[])), Reason::BestNotProposed);
    let year = |instrument: &str| BestSet { instrument: instrument.into(), ..set("claimed", &[], &[]) };
    assert_eq!(reason(&year("bangkom-jateng-2024")), Reason::BestNoTotal);
    assert!(reason(&year("iga-2025")).name().ends_with("_unknown"));
    let one = NextSteps { inovasi: Some(ids[3].parse().unwrap()), ..steps("claimed") };
    assert_eq!(laptop.next_steps(&one).unwrap_err().reason, Reason::BestNotProposed);
    let body = NextSteps { perangkat_daerah: Some("Tidak Ada".into()), ..steps("claimed") };
    assert_eq!(laptop.next_steps(&body).unwrap_err().reason, Reason::PerangkatDaerahMissing);
}

#[test]
fn a_step_that_is_done_moves_the_index_by_what_it_said() {
    let laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let score = |basis| number(&laptop.score(DEFAULT_INSTRUMENT.trim(), basis).unwrap().skor_total);
    let close = |a: Decimal, b: &Option<String>| (a - number(b)).abs() <= Decimal::new(1, 2);
    let find = |view: StepsView, kind: StepKind| -> StepView {
        view.steps.into_iter().find(|it| it.kind == kind && it.indikator.is_some()).unwrap()
    };

    let before = score(Basis::Claimed);
    let mut req = NextSteps { limit: 5000, ..steps("claimed") };
    let answer = find(laptop.next_steps(&req).unwrap(), StepKind::AnswerWajib);
    assert!(answer.formula.is_some() && !answer.parts.is_empty());
    laptop.choose(answer.subject, answer.indikator.as_deref().unwrap(), u8::try_from(answer.to).unwrap()).unwrap();
    assert!(close(score(Basis::Claimed) - before, &answer.gain_total), "{answer:?}");

    // The same answer counts nothing on the other basis until it has bukti.
    req.basis = Basis::Supported;
    req.inovasi = match answer.subject {
        registry::Subject::Inovasi(id) => Some(id),
        _ => None,
    };
    let before = score(Basis::Supported);
    let view = laptop.next_steps(&req).unwrap();
    assert!(req.inovasi.is_none() || view.steps.iter().all(|it| it.subject == answer.subject));
    let attach =
        view.steps.into_iter().find(|it| it.kind == StepKind::Attach && it.indikator == answer.indikator).unwrap();
    assert_eq!(attach.gain_total, answer.gain_total);
    let indikator = attach.indikator.clone().unwrap();
    laptop.attach(attach.subject, &indikator, &laptop.file("bukti.pdf", pdf("bukti"))).unwrap();
    // The number that the parameter follows from is not known yet: the next step says so.
    let view = laptop.next_steps(&req).unwrap();
    let of_it = |it: &&StepView| it.kind == StepKind::Complete && it.indikator == attach.indikator;
    let complete = view.steps.iter().find(of_it).unwrap();
    assert_eq!((&complete.gain_total, complete.lacks[0].outcome), (&attach.gain_total, CheckedOutcome::CannotTell));
    let input = GiveInput {
        subject: attach.subject,
        instrument: DEFAULT_INSTRUMENT.trim().into(),
        indikator: indikator.to_string().into(),
        input: "nilai".into(),
        value: "100".into(),
    };
    laptop.give_input(&input).unwrap();
    assert!(close(score(Basis::Supported) - before, &attach.gain_total), "{attach:?}");
}

#[test]
fn the_steps_of_a_body_are_those_of_its_inovasi_and_of_the_bodies_below() {
    let laptop = Laptop::new(1);
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].iter().map(|it| laptop.register(it)).collect();
    let list = laptop.register_perangkat_daerah("Badan Riset", None, None).unwrap().view;
    let top = list.perangkat_daerah[0].id.to_string();
    laptop.register_perangkat_daerah("Balai Riset Utara", None, Some(&top)).unwrap();
    for (id, body) in ids.iter().zip(["Badan Riset", "Balai Riset Utara", "Badan Lain"]) {
        laptop.edit(id, "perangkat_daerah", body);
    }
    let of = |body: &str| -> std::collections::BTreeSet<String> {
        let req = NextSteps { perangkat_daerah: Some(body.into()), limit: 5000, ..steps("claimed") };
        laptop.next_steps(&req).unwrap().steps.into_iter().map(|it| it.nama).collect()
    };
    let names = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
    assert_eq!(of("badan riset"), names(&["Satu", "Dua"]));
    assert_eq!(of("Balai Riset Utara"), names(&["Dua"]));
    assert_eq!(of("Badan Lain"), names(&["Tiga"]));
}

#[test]
fn a_work_list_holds_every_step_and_no_formula() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("=HYPERLINK(\"x\")");
    let out = laptop.path("langkah.csv");
    let req = NextSteps { inovasi: Some(id.parse().unwrap()), ..steps("claimed") };
    let receipt = laptop.export_steps(&req, &out, false, Language::Id).unwrap();
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().count(), receipt.n_step as usize + 1);
    assert!(receipt.n_step > 20 && text.contains("\"'=HYPERLINK(\"\"x\"\")") && text.contains("Langkah;"));
    assert!(text.split(['\n', ';']).all(|it| !it.trim_start_matches('"').starts_with('=')), "{text}");

    // The same on the command line.
    laptop.close();
    let csv = laptop.path("cli.csv");
    cli::done(&laptop.folder(), ["steps", &id, "--limit", "200", "--out", &csv.display().to_string()]);
    assert_eq!(std::fs::read(&csv).unwrap(), text.as_bytes());
    let shown = cli::done(&laptop.folder(), ["steps", &id, "--limit", "3", "--basis", "supported", "--json"]).json();
    assert_eq!(shown["steps"].as_array().unwrap().len(), 3);
    assert_eq!(shown["steps"][0]["needs"], "attach");
    let best = cli::done(&laptop.folder(), ["best", "--pin", &id, "--json"]).json();
    assert_eq!((&best["n_pinned"], &best["inovasi"][0]["chosen"]), (&1.into(), &true.into()));
    let refused = cli::run(&laptop.folder(), ["best", "--pin", &id, "--exclude", &id]);
    assert!(refused.code == Some(3) && !refused.stderr.contains("best_"), "{refused:?}");
}
