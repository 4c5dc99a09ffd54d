//! Simulations on real registries: nothing real is touched until one is applied,
//! and applying is doing the same acts at once.

use domain::Decimal;
use registry::{Code, DEFAULT_INSTRUMENT, Reason, Simulate, SimulateChange, view::*};

use crate::kit::{Laptop, whom};

fn instrument() -> &'static str {
    DEFAULT_INSTRUMENT.trim()
}

fn of(kind: ChangeKind, id: &str) -> SimulateChange {
    SimulateChange { kind, subject: Some(whom(id)), ..SimulateChange::default() }
}

fn choose(subject: &str, indikator: &str, parameter: u8) -> SimulateChange {
    SimulateChange {
        kind: ChangeKind::Choose,
        subject: Some(whom(subject)),
        indikator: Some(indikator.into()),
        parameter,
        ..SimulateChange::default()
    }
}

fn new(urusan: &str, kematangan: &str) -> SimulateChange {
    SimulateChange {
        kind: ChangeKind::New,
        urusan: Some(urusan.into()),
        kematangan: Some(kematangan.into()),
        ..SimulateChange::default()
    }
}

fn asked(changes: Vec<SimulateChange>) -> Simulate {
    Simulate { instrument: None, changes }
}

/// Three inovasi with answers, and ids of an indikator of each kind of subject.
struct Office {
    laptop: Laptop,
    ids: Vec<String>,
    own: Vec<String>,
    daerah: String,
}

fn office() -> Office {
    let laptop = Laptop::new(1);
    let texts = laptop.show_instrument(instrument()).unwrap();
    let open = |daerah: bool| {
        texts
            .indikator
            .iter()
            .filter(move |it| it.daerah == daerah && !it.parameter.is_empty())
            .map(|it| it.id.to_string())
    };
    let own: Vec<String> = open(false).take(4).collect();
    let daerah = open(true).next().unwrap();
    let ids: Vec<String> = ["Satu", "Dua", "Tiga"].map(|it| laptop.register(it)).to_vec();
    for (at, id) in ids.iter().enumerate() {
        laptop.choose(id, &own[at], 2).unwrap();
    }
    laptop.withdraw_inovasi(&ids[2..], instrument()).unwrap();
    Office { laptop, ids, own, daerah }
}

impl Office {
    fn changes(&self) -> Vec<SimulateChange> {
        vec![
            of(ChangeKind::Send, &self.ids[2]),
            of(ChangeKind::KeepBack, &self.ids[1]),
            choose(&format!("inovasi:{}", self.ids[0]), &self.own[0], 1),
            choose(&format!("inovasi:{}", self.ids[0]), &self.own[3], 3),
            choose("daerah", &self.daerah, 1),
        ]
    }
}

fn standings(view: &SimulationView, which: fn(&SimulatedBasis) -> &ScoreView) -> Vec<ScoreView> {
    view.basis.iter().map(|it| ScoreView { inovasi: Vec::new(), ..which(it).clone() }).collect()
}

fn today(laptop: &Laptop) -> Vec<ScoreView> {
    let it = laptop.standing(instrument()).unwrap();
    vec![it.claimed, it.supported, it.verified]
}

#[test]
fn nothing_is_touched_by_looking_or_by_keeping_a_scenario() {
    let it = office();
    let (before, files) = (it.laptop.dump(), it.laptop.files());
    let state = asked(it.changes());
    let view = it.laptop.simulate(&state).unwrap();
    assert_eq!(standings(&view, |it| &it.now), today(&it.laptop));
    assert_ne!(standings(&view, |it| &it.now), standings(&view, |it| &it.then));
    let kept = it.laptop.keep_scenario("Rencana A", &state).unwrap().view;
    assert_eq!((kept.scenarios.len(), kept.scenarios[0].n_change), (1, 5));
    assert_eq!(it.laptop.dump(), before);
    assert_eq!(it.laptop.files(), files);

    let again: Simulate = serde_json::from_str(&kept.scenarios[0].state).unwrap();
    assert_eq!(it.laptop.simulate(&again).unwrap(), view);
    assert_eq!(it.laptop.remove_scenario("Rencana B").unwrap_err().reason, Reason::ScenarioMissing);
    assert!(it.laptop.remove_scenario("Rencana A").unwrap().view.scenarios.is_empty());
    assert_eq!(it.laptop.keep_scenario(" ", &state).unwrap_err().reason, Reason::ScenarioUnnamed);
}

#[test]
fn what_was_simulated_is_what_doing_it_brings_and_one_step_takes_it_back() {
    let it = office();
    let screens = it.laptop.screens();
    let view = it.laptop.simulate(&asked(it.changes())).unwrap();
    assert!(view.applicable && view.n_kept_out == 0 && view.changes.iter().all(|it| it.fits));
    let done = it.laptop.apply_scenario(&asked(it.changes())).unwrap().view;
    assert_eq!((done.n_proposed, done.n_withdrawn, done.n_chosen, done.n_kept_out), (1, 1, 3, 0));
    assert_eq!(today(&it.laptop), standings(&view, |it| &it.then));
    let applied = it.laptop.screens();

    // The ordinary acts, one by one, show the same.
    let other = office();
    other.laptop.propose_inovasi(&other.ids[2..], instrument(), "").unwrap();
    other.laptop.withdraw_inovasi(&other.ids[1..2], instrument()).unwrap();
    other.laptop.choose(&other.ids[0], &other.own[0], 1).unwrap();
    other.laptop.choose(&other.ids[0], &other.own[3], 3).unwrap();
    other.laptop.choose("daerah", &other.daerah, 1).unwrap();
    assert_eq!(today(&other.laptop), today(&it.laptop));

    it.laptop.undo().unwrap();
    assert_eq!(it.laptop.screens(), screens);
    it.laptop.redo().unwrap();
    assert_eq!(it.laptop.screens(), applied);
    it.laptop.assert_healthy();
}

#[test]
fn a_scenario_that_cannot_stand_is_refused_whole() {
    let it = office();
    let before = it.laptop.dump();
    let refused = |state: &Simulate| {
        let error = it.laptop.apply_scenario(state).unwrap_err();
        assert_ne!(error.code, Code::Bug);
        assert_eq!(it.laptop.dump(), before, "{}", error.reason);
        error.reason
    };
    let with = |last: SimulateChange| asked(it.changes().into_iter().chain([last]).collect());
    let nobody = "00000000-0000-4000-8000-000000000000";
    assert_eq!(refused(&with(of(ChangeKind::Send, nobody))), Reason::InovasiMissing);
    assert_eq!(refused(&with(choose("daerah", &it.daerah, 200))), Reason::ParameterUnknown);
    assert_eq!(refused(&with(choose("daerah", "tidak-ada", 1))), Reason::IndikatorUnknown);
    assert_eq!(refused(&with(choose("daerah", &it.own[0], 1))), Reason::IndikatorWrongSubject);
    let other = Simulate { instrument: Some("iga-2025".into()), changes: it.changes() };
    assert_eq!(refused(&other), Reason::ScenarioOtherInstrument);

    it.laptop.close_year(instrument(), true).unwrap();
    assert_eq!(it.laptop.apply_scenario(&asked(it.changes())).unwrap_err().reason, Reason::YearClosed);
    it.laptop.close_year(instrument(), false).unwrap();
    it.laptop.remove_inovasi(&it.ids[2]).unwrap();
    // Told and left out while looking; refused when it is to be done.
    let view = it.laptop.simulate(&asked(it.changes())).unwrap();
    assert!(!view.applicable && !view.changes[0].fits && view.changes[1].fits);
    assert_eq!(it.laptop.apply_scenario(&asked(it.changes())).unwrap_err().reason, Reason::InovasiRemoved);
}

#[test]
fn an_inovasi_of_an_earlier_year_is_sent_only_with_its_growth_told() {
    let it = office();
    it.laptop.propose_inovasi(&it.ids[2..], "iga-2025", "").unwrap();
    let before = it.laptop.dump();
    let error = it.laptop.apply_scenario(&asked(vec![of(ChangeKind::Send, &it.ids[2])])).unwrap_err();
    assert_eq!(error.reason, Reason::GrowthNoteShort);
    assert_eq!(it.laptop.dump(), before);
}

#[test]
fn an_inovasi_that_does_not_exist_counts_as_claimed_and_is_never_written() {
    let it = office();
    let empty = today(&it.laptop)[0].urusan_dasar_kosong.clone();
    let state = asked(vec![new(&empty[0], "50,5"), new(&empty[1], "banyak")]);
    let view = it.laptop.simulate(&state).unwrap();
    assert_eq!((view.n_kept_out, view.applicable), (2, false));
    assert!(view.changes[0].fits && !view.changes[1].fits);
    let (claimed, supported) = (&view.basis[0], &view.basis[1]);
    assert_eq!((claimed.now.n_inovasi, claimed.then.n_inovasi), (2, 3));
    assert_eq!(claimed.then.urusan_dasar, claimed.now.urusan_dasar + 1);
    let rata = |of: &ScoreView| of.rata_kematangan.as_ref().unwrap().parse::<Decimal>().unwrap();
    assert!(rata(&claimed.then) > rata(&claimed.now));
    assert_eq!(supported.then.rata_kematangan, supported.now.rata_kematangan);
}

#[test]
fn raising_a_claim_does_not_raise_what_is_supported_or_verified() {
    let it = office();
    let subject = format!("inovasi:{}", it.ids[0]);
    let view = it.laptop.simulate(&asked(vec![choose(&subject, &it.own[0], 3)])).unwrap();
    let row = view.inovasi.iter().find(|row| row.id.to_string() == it.ids[0]).unwrap();
    assert!(row.changed && row.then[0] != row.now[0]);
    assert_eq!(row.then[1..], row.now[1..]);
    assert!(view.changes[0].gain_iid[0].as_ref().unwrap().parse::<Decimal>().unwrap() > Decimal::ZERO);
}

#[test]
fn what_is_written_meanwhile_is_seen_by_the_next_question() {
    let it = office();
    let state = asked(it.changes());
    let before = it.laptop.simulate(&state).unwrap();
    it.laptop.choose(&it.ids[2], &it.own[0], 3).unwrap();
    let after = it.laptop.simulate(&state).unwrap();
    assert_ne!(standings(&before, |it| &it.then), standings(&after, |it| &it.then));
    it.laptop.undo().unwrap();
    assert_eq!(it.laptop.simulate(&state).unwrap(), before);
}
