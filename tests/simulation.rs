//! Simulation: equal to really doing it, and nothing real until it is applied.

use std::sync::Arc;

use domain::{
    Decimal,
    assessment::{
        instrument::AnsweredBy,
        score::{Basis, Entry, score},
    },
    core::id::InovasiId,
    submission::simulation::{Candidate, SimulationStart, Supposed},
};
use registry::{
    DEFAULT_INSTRUMENT, Library, Reason, Simulate, SimulateChange,
    view::{ChangeKind, SimulationView},
};

use crate::{
    best::{Dice, roll},
    kit::{Laptop, whom},
};

const YEAR: &str = DEFAULT_INSTRUMENT;

#[test]
fn a_simulation_is_what_scoring_the_changed_answers_gives() {
    let mut dice = Dice(17);
    for instrument in Library::embedded().unwrap().instruments.values() {
        if instrument.indikator.is_empty() {
            continue;
        }
        for round in 0..40 {
            let daerah = roll(&mut dice, instrument, AnsweredBy::Daerah);
            let candidates: Vec<Candidate> = (0..[0, 2, 11, 14][round % 4])
                .map(|_| Candidate {
                    id: InovasiId(uuid::Uuid::nil()),
                    sheet: roll(&mut dice, instrument, AnsweredBy::Inovasi),
                    proposed: dice.below(3) > 0,
                })
                .collect();
            let start = SimulationStart::new(Arc::clone(instrument), daerah.clone(), candidates.clone());
            let (mut daerah, mut inovasi) = (daerah, candidates);
            let mut changes = Vec::new();
            for _ in 0..dice.below(8) {
                let at = usize::try_from(dice.below(inovasi.len() as u64 + 1)).unwrap();
                let of = (at < inovasi.len()).then_some(at);
                if let (Some(at), 0) = (of, dice.below(2)) {
                    inovasi[at].proposed = dice.below(2) == 0;
                    changes.push(Supposed::Send { inovasi: at, sent: inovasi[at].proposed });
                    continue;
                }
                let who = if of.is_some() { AnsweredBy::Inovasi } else { AnsweredBy::Daerah };
                let lines: Vec<_> = instrument.indikator_of(who).collect();
                let Some(line) = lines.get(usize::try_from(dice.below(lines.len().max(1) as u64)).unwrap()) else {
                    continue;
                };
                let parameter = u8::try_from(dice.below(line.parameter.len() as u64 + 1)).unwrap();
                let sheet = of.map_or(&mut daerah, |at| &mut inovasi[at].sheet);
                let own = sheet.lines.entry(line.id.clone()).or_default();
                // The same choice again changes nothing; another one ends a verdict.
                if own.chosen != parameter {
                    let today = of.map_or(&start.daerah, |at| &start.inovasi[at].sheet).lines.get(&line.id);
                    own.chosen = parameter;
                    own.verified = today.filter(|it| it.chosen == parameter).map_or(0, |it| it.verified);
                }
                changes.push(Supposed::Choose { inovasi: of, indikator: line.id.clone(), parameter });
            }
            let entries: Vec<Entry> = inovasi
                .iter()
                .filter(|it| it.proposed)
                .map(|it| Entry {
                    id: it.id,
                    nama: String::new(),
                    urusan_utama: it.sheet.urusan_utama.clone(),
                    answers: it.sheet.answers(),
                })
                .collect();
            let simulated = start.ask(&changes);
            for (basis, then) in Basis::ALL.into_iter().zip(&simulated.standings) {
                let real = score(instrument, &daerah.answers(), &entries, basis);
                let told = |it: &domain::assessment::score::Standing| {
                    (
                        it.spd,
                        it.n_inovasi,
                        it.rata_kematangan,
                        it.skor_jumlah_inovasi,
                        it.skor_total,
                        it.iid,
                        it.predikat.clone(),
                        it.bounds,
                    )
                };
                assert_eq!(told(then), told(&real), "{} round {round} {basis:?} {changes:?}", instrument.id);
            }
        }
    }
}

fn change(kind: ChangeKind, subject: Option<&str>) -> SimulateChange {
    SimulateChange { kind, subject: subject.map(whom), ..SimulateChange::default() }
}

fn choose(subject: &str, indikator: &str, parameter: u8) -> SimulateChange {
    SimulateChange { indikator: Some(indikator.into()), parameter, ..change(ChangeKind::Choose, Some(subject)) }
}

/// Two inovasi with an answer each.
fn laptop() -> (Laptop, String, String) {
    let laptop = Laptop::new(1);
    let [a, b] = ["Rumah Pelita", "Pak Rahman"].map(|nama| format!("inovasi:{}", laptop.register(nama)));
    laptop.choose(&a, "bimtek", 1).unwrap();
    laptop.choose(&b, "bimtek", 3).unwrap();
    (laptop, a, b)
}

fn iid(view: &SimulationView) -> (String, String) {
    let claimed = &view.basis[0];
    (claimed.now.iid.clone().unwrap(), claimed.then.iid.clone().unwrap())
}

#[test]
fn nothing_is_written_until_it_is_applied_and_applying_is_taken_back_in_one_step() {
    let (laptop, a, b) = laptop();
    let before = laptop.dump();
    let scenario = Simulate {
        instrument: None,
        changes: vec![
            choose(&a, "bimtek", 3),
            change(ChangeKind::KeepBack, Some(&b)),
            choose("daerah", "visi-dan-misi", 2),
        ],
    };
    let view = laptop.simulate(&scenario).unwrap();
    assert_eq!(laptop.dump(), before);
    let (now, then) = iid(&view);
    assert_ne!(now, then);
    assert!(view.applicable && view.changes.iter().all(|it| it.fits));
    assert_eq!(now, laptop.score(YEAR.trim(), Basis::Claimed).unwrap().iid.unwrap());

    let applied = laptop.apply_scenario(&scenario).unwrap().view;
    assert_eq!((applied.n_proposed, applied.n_withdrawn, applied.n_chosen, applied.n_kept_out), (0, 1, 2, 0));
    assert_eq!(laptop.score(YEAR.trim(), Basis::Claimed).unwrap().iid.unwrap(), then);
    // The start follows what was written.
    assert_eq!(iid(&laptop.simulate(&Simulate::default()).unwrap()), (then.clone(), then));

    laptop.undo().unwrap();
    assert_eq!(laptop.score(YEAR.trim(), Basis::Claimed).unwrap().iid.unwrap(), now);
    laptop.assert_healthy();
}

#[test]
fn a_scenario_is_applied_whole_or_not_at_all() {
    let (laptop, a, b) = laptop();
    let refused = |scenario: &Simulate| laptop.apply_scenario(scenario).unwrap_err().reason;
    let broken = Simulate { instrument: None, changes: vec![choose(&a, "bimtek", 3), choose(&b, "bimtek", 9)] };
    refused(&broken);
    let other = Simulate { instrument: Some("iga-2027".into()), changes: vec![choose(&a, "bimtek", 3)] };
    assert_eq!(refused(&other), Reason::ScenarioOtherInstrument);
    let unknown = Simulate { instrument: None, changes: vec![change(ChangeKind::New, Some(&a))] };
    assert_eq!(refused(&unknown), Reason::ScenarioUnreadable);
    laptop.remove_inovasi(b.trim_start_matches("inovasi:")).unwrap();
    let gone =
        Simulate { instrument: None, changes: vec![choose(&a, "bimtek", 3), change(ChangeKind::Send, Some(&b))] };
    refused(&gone);
    laptop.undo().unwrap();
    assert_eq!(laptop.show_assessment(&a, YEAR.trim()).unwrap().claimed.as_deref(), Some("1.00"));
}

#[test]
fn what_no_longer_fits_is_told_and_left_out() {
    let (laptop, a, b) = laptop();
    laptop.remove_inovasi(b.trim_start_matches("inovasi:")).unwrap();
    let new = SimulateChange {
        urusan: Some("sosial".into()),
        kematangan: Some("40,5".into()),
        ..change(ChangeKind::New, None)
    };
    let scenario = Simulate {
        instrument: None,
        changes: vec![change(ChangeKind::Send, Some(&b)), choose(&a, "tidak-ada", 1), new],
    };
    let view = laptop.simulate(&scenario).unwrap();
    assert_eq!(view.changes.iter().map(|it| it.fits).collect::<Vec<_>>(), [false, false, true]);
    assert!(!view.applicable && view.n_kept_out == 3);
    assert_eq!(view.basis[0].then.n_inovasi, 2);
    // What does not exist has neither bukti nor verdict.
    assert_eq!(view.basis[1].then.rata_kematangan.as_deref(), Some("0.00"));
    let gain: Decimal = view.changes[2].gain_iid[0].as_ref().unwrap().parse().unwrap();
    assert!(gain > Decimal::ZERO);
}

#[test]
fn another_years_rules_are_tried_on_todays_answers() {
    let (laptop, a, _) = laptop();
    let view = laptop
        .simulate(&Simulate { instrument: Some("iga-2027".into()), changes: vec![choose(&a, "bimtek", 2)] })
        .unwrap();
    assert_eq!(view.instrument, "iga-2027");
    assert!(!view.applicable && view.changes[0].fits);
    assert_eq!(view.basis[0].now.divisor, Some(14));
    assert_ne!(view.basis[0].gain_total.as_deref(), Some("0.0000"));
}

#[test]
fn scenarios_are_kept_by_name_on_this_copy_alone() {
    let (mut laptop, a, _) = laptop();
    let scenario = Simulate { instrument: None, changes: vec![choose(&a, "bimtek", 3)] };
    laptop.keep_scenario("Kejar bimtek", &scenario).unwrap();
    laptop.keep_scenario(" Kejar bimtek ", &Simulate::default()).unwrap();
    laptop.keep_scenario("Aman", &scenario).unwrap();
    laptop.close();
    laptop.open().unwrap();
    let kept = laptop.show_scenarios().unwrap().scenarios;
    let told: Vec<(&str, u32)> = kept.iter().map(|it| (it.nama.as_str(), it.n_change)).collect();
    assert_eq!(told, [("Aman", 1), ("Kejar bimtek", 0)]);
    let back: Simulate = serde_json::from_str(&kept[0].state).unwrap();
    assert_eq!(back.changes[0].parameter, 3);
    assert_eq!(laptop.keep_scenario("  ", &scenario).unwrap_err().reason, Reason::ScenarioUnnamed);
    let other = Laptop::new(2);
    laptop.carry_to(&other);
    assert!(other.show_scenarios().unwrap().scenarios.is_empty());
    laptop.remove_scenario("Aman").unwrap();
    assert_eq!(laptop.remove_scenario("Aman").unwrap_err().reason, Reason::ScenarioMissing);
}
