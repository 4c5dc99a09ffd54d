//! Next steps against the truth: every step of random registries is done, and the
//! region scored anew.

use std::collections::BTreeSet;

use domain::{
    Decimal,
    assessment::{
        check::{CheckName, CheckReason, Checked},
        instrument::{AnsweredBy, Instrument},
        score::{Basis, Entry, Standing, Together, score, score_together},
    },
    core::{id::InovasiId, span::Span},
    submission::steps::{NextStep, Scope, StepKind, StepNeeds, StepRow, StepSheet, next_steps},
};
use uuid::Uuid;

use super::exact::{Dice, instrument};

pub(crate) fn roll(dice: &mut Dice, year: &Instrument, who: AnsweredBy) -> StepSheet {
    let mut sheet = StepSheet { nama: "Contoh".into(), ..StepSheet::default() };
    if who == AnsweredBy::Inovasi {
        sheet.urusan_utama = year.rules.urusan_dasar.get(usize::try_from(dice.below(9)).unwrap()).cloned();
    }
    for it in year.indikator_of(who) {
        let top = it.parameter.len() as u64;
        let chosen = u8::try_from(dice.below(top + 1)).unwrap();
        let mut line = StepRow { chosen, review: chosen > 0 && dice.below(5) == 0, ..StepRow::default() };
        if dice.below(2) == 0 {
            // Bukti that carry every rung up to one, and lack something from there on.
            let reach = u8::try_from(dice.below(top + 1)).unwrap();
            line.carries = (1..=it.parameter.len()).map(|rung| reach.min(u8::try_from(rung).unwrap())).collect();
            line.lacks = (1..=top).map(|rung| if rung > reach.into() { lack(dice) } else { Vec::new() }).collect();
            match dice.below(3) {
                0 => line.verified = line.carried(chosen),
                1 => line.lapsed = chosen,
                _ => {}
            }
        }
        if line != StepRow::default() {
            sheet.lines.insert(it.id.clone(), line);
        }
    }
    sheet
}

fn lack(dice: &mut Dice) -> Vec<Checked> {
    let args = vec![("n", "1".to_owned()), ("minimum", (2 + dice.below(3)).to_string())];
    vec![Checked::Failed(CheckReason { kind: CheckName::CountAtLeast, args })]
}

fn standing(year: &Instrument, daerah: &StepSheet, inovasi: &[StepSheet], basis: Basis) -> Standing {
    let entry = |it: &StepSheet| Entry {
        id: InovasiId(Uuid::nil()),
        nama: String::new(),
        urusan_utama: it.urusan_utama.clone(),
        answers: it.answers(),
    };
    score(year, &daerah.answers(), &inovasi.iter().map(entry).collect::<Vec<_>>(), basis)
}

/// The total once a step is done.
fn done(year: &Instrument, daerah: &StepSheet, inovasi: &[StepSheet], basis: Basis, it: &NextStep) -> Standing {
    let (mut daerah, mut inovasi) = (daerah.clone(), inovasi.to_vec());
    let now = standing(year, &daerah, &inovasi, basis);
    match it.kind {
        StepKind::CoverUrusan => {
            let new = now.urusan_dasar_kosong.iter().take(it.n_act as usize);
            inovasi.extend(new.map(|it| StepSheet { urusan_utama: Some(it.clone()), ..StepSheet::default() }));
        }
        StepKind::FillSeat => {
            let sum = now.jumlah_kematangan.unwrap() + it.kematangan.unwrap().0 * Decimal::from(it.n_act);
            let together = Together {
                n: now.n_inovasi + it.n_act,
                jumlah: Span::exact(sum),
                urusan_utama: now.urusan_dasar_tercakup.into_iter().collect(),
            };
            return score_together(year, &daerah.answers(), &together, basis);
        }
        StepKind::Review | StepKind::VerifyLapsed => {}
        _ => {
            let id = year.indikator[it.indikator.unwrap()].id.clone();
            let sheet = it.inovasi.map_or(&mut daerah, |at| &mut inovasi[at]);
            at_line(sheet.lines.entry(id.clone()).or_default(), it, year.indikator_by_id(&id).unwrap().parameter.len());
        }
    }
    standing(year, &daerah, &inovasi, basis)
}

/// Does a step at one line, act by act: whatever changes makes a verdict lapse.
fn at_line(line: &mut StepRow, it: &NextStep, n_rung: usize) {
    use StepNeeds::*;
    let rungs = |to: u8| (1..=n_rung).map(|rung| to.min(u8::try_from(rung).unwrap())).collect::<Vec<_>>();
    if matches!(it.kind, StepKind::Answer | StepKind::AnswerWajib | StepKind::Raise) {
        assert_eq!(line.chosen > 0, it.kind == StepKind::Raise);
        (line.chosen, line.verified) = (it.to, 0);
    }
    if it.kind == StepKind::Attach || matches!(it.needs, Some(Attach | AttachVerify)) {
        assert!(!line.has_bukti(), "it had bukti already");
        (line.carries, line.verified) = (rungs(u8::MAX), 0);
    }
    if it.kind == StepKind::Complete || matches!(it.needs, Some(Complete | CompleteVerify)) {
        assert!(line.has_bukti() && !it.lacks.is_empty(), "there is nothing to complete");
        (line.carries, line.verified) = (rungs(it.to), 0);
    }
    if matches!(it.kind, StepKind::Verify | StepKind::VerifyAgain)
        || matches!(it.needs, Some(Verify | AttachVerify | CompleteVerify))
    {
        line.verified = line.carried(line.chosen);
    }
}

#[test]
fn every_step_brings_what_it_says() {
    let year = instrument();
    let mut dice = Dice(11);
    let mut kinds = BTreeSet::new();
    for round in 0..12 {
        let daerah = roll(&mut dice, &year, AnsweredBy::Daerah);
        let n = [0, 1, 3, 7, 11, 12, 13, 20][round % 8];
        let inovasi: Vec<StepSheet> = (0..n).map(|_| roll(&mut dice, &year, AnsweredBy::Inovasi)).collect();
        for basis in Basis::ALL {
            let found = next_steps(&year, &daerah, &inovasi, basis, Scope::Daerah, usize::MAX / 4);
            assert_eq!((found.n_step, found.n_unknown), (found.steps.len(), 0));
            let now = standing(&year, &daerah, &inovasi, basis).skor_total.unwrap();
            for (at, it) in found.steps.iter().enumerate() {
                let why = || format!("round {round}, {basis:?}: {it:?}");
                let after = done(&year, &daerah, &inovasi, basis, it);
                let gained = after.skor_total.unwrap() - now;
                assert_eq!(gained.round_dp(15), it.gain.unwrap().round_dp(15), "{}", why());
                let points = it.gain.unwrap() * Decimal::ONE_HUNDRED / year.rules.maksimum.unwrap();
                assert_eq!(it.gain_iid, Some(points), "{}", why());
                if let (Some(own), true) = (it.inovasi, it.at_risk.is_none()) {
                    let before = found.standing.inovasi[own].2.unwrap();
                    assert_eq!(after.inovasi[own].2.unwrap() - before, it.gain_kematangan, "{}", why());
                }
                let each = |it: &NextStep| it.gain.unwrap() / Decimal::from(it.n_act);
                if let Some(next) = found.steps.get(at + 1) {
                    assert!(each(it) >= each(next), "{}", why());
                }
                kinds.insert(it.kind);
            }
            // No rung above is forgotten, whatever else has to be done with it.
            let rungs = |sheet: &StepSheet, who| -> usize {
                let chosen = |id: &str| sheet.lines.get(id).map_or(0, |it| usize::from(it.chosen));
                year.indikator_of(who).map(|it| it.parameter.len() - chosen(&it.id)).sum()
            };
            let all = rungs(&daerah, AnsweredBy::Daerah)
                + inovasi.iter().map(|it| rungs(it, AnsweredBy::Inovasi)).sum::<usize>();
            let higher = [StepKind::Answer, StepKind::AnswerWajib, StepKind::Raise];
            assert_eq!(found.steps.iter().filter(|it| higher.contains(&it.kind)).count(), all, "round {round}");
        }
    }
    assert_eq!(kinds.len(), 11, "{kinds:?}");
}

#[test]
fn the_gate_tells_what_several_inovasi_bring_together() {
    let year = instrument();
    let sheet = |urusan: Option<&String>| StepSheet { urusan_utama: urusan.cloned(), ..StepSheet::default() };
    let minimum = year.rules.minimum_urusan_dasar.unwrap() as usize;
    for missing in 0..=minimum {
        let inovasi: Vec<StepSheet> = (0..40)
            .map(|at| sheet(year.rules.urusan_dasar.get(at % (minimum - missing).max(1)).filter(|_| missing < minimum)))
            .collect();
        let found = next_steps(&year, &StepSheet::default(), &inovasi, Basis::Claimed, Scope::Daerah, 10_000);
        let gate = found.steps.iter().find(|it| it.kind == StepKind::CoverUrusan);
        assert_eq!(gate.is_some(), missing > 0, "{missing}");
        let Some(gate) = gate else { continue };
        let n = u32::try_from(40 + missing).unwrap();
        assert_eq!((gate.n_act as usize, gate.gain), (missing, year.rules.count(n)), "{missing}");
        assert_eq!(gate.alone, (missing > 1).then_some(Decimal::ZERO), "the first alone opens nothing");
        assert_eq!(gate.needs, (missing > 1).then_some(StepNeeds::CoverUrusan));
    }
}

#[test]
fn a_short_list_is_the_head_of_the_long_one() {
    let year = instrument();
    let mut dice = Dice(3);
    let daerah = roll(&mut dice, &year, AnsweredBy::Daerah);
    // More steps than are ever held at once.
    let inovasi: Vec<StepSheet> = (0..400).map(|_| roll(&mut dice, &year, AnsweredBy::Inovasi)).collect();
    let take = |limit| next_steps(&year, &daerah, &inovasi, Basis::Claimed, Scope::Daerah, limit);
    let (all, short) = (take(1_000_000), take(25));
    assert!(all.n_step > 6000 && all.n_step == short.n_step, "{}", all.n_step);
    assert_eq!(short.steps, all.steps[..25]);
    assert!(all.steps.iter().any(|it| it.tied) && all.steps.iter().any(|it| !it.tied));
}
