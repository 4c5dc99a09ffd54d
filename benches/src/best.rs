//! The best set of every government of the nation, and the next steps of one.

use std::{collections::BTreeSet, hint::black_box, sync::Arc};

use domain::{
    Decimal,
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Basis,
    },
    core::id::InovasiId,
    submission::{
        best::{Question, Scored},
        simulation::{Candidate, SimulationStart, Supposed},
        steps::{self, Scope, StepSheet, next_steps},
    },
};
use registry::{DEFAULT_INSTRUMENT, Library};

use crate::{
    load::{Dice, SEED},
    measure::{Line, print_head, time},
    or_end,
};

/// Governments that take part: provinces, kabupaten and kota.
const GOVERNMENTS: usize = 531;

/// Measures and prints.
pub fn measure() {
    let library = or_end(Library::embedded().map_err(|it| format!("{it:?}")), "the instruments");
    let Some(instrument) = library.instruments.get(DEFAULT_INSTRUMENT.trim()) else { return };
    let mut dice = Dice::new(SEED);
    let nation: Vec<Vec<Scored>> = (0..GOVERNMENTS).map(|at| government(&mut dice, instrument, at)).collect();
    let n: usize = nation.iter().map(Vec::len).sum();
    let none = BTreeSet::new();
    let solve = |scored: &[Scored], worth: bool| {
        let question =
            or_end(Question::new(instrument, scored, &none, &none).map_err(|it| it.reason()), "the question");
        let best = or_end(question.best().map_err(|it| it.reason()), "the best set");
        if worth {
            black_box(question.worth(&best));
        }
        best.chosen.len()
    };
    let mut lines: Vec<Line> = vec![
        time("best set of 531 governments", 10, |_| {
            black_box(nation.iter().map(|it| solve(it, false)).sum::<usize>());
        })
        .note(format!("{n} inovasi, together")),
    ];
    if let Some(largest) = nation.iter().max_by_key(|it| it.len()) {
        let nama = format!("best set and every worth, {}", largest.len());
        let line = time(&nama, 5, |_| {
            black_box(solve(largest, true));
        });
        lines.push(line.note("each by solving anew"));
    }
    let (daerah, inovasi) = (sheet(&mut dice, instrument, AnsweredBy::Daerah), sheets(&mut dice, instrument));
    for basis in Basis::ALL {
        let steps = || next_steps(instrument, &daerah, &inovasi, basis, Scope::Daerah, 100);
        let line = time(&format!("next steps of 300, {}", basis.name()), 20, |_| drop(black_box(steps())));
        lines.push(line.note(format!("the best 100 of {}", steps().n_step)));
    }
    let candidates = inovasi.into_iter().enumerate().map(|(at, sheet)| Candidate {
        id: or_end(format!("{at:032x}").parse::<InovasiId>(), "an id"),
        sheet,
        proposed: true,
    });
    let start = SimulationStart::new(Arc::clone(instrument), daerah, candidates.collect());
    let line = instrument.indikator_of(AnsweredBy::Inovasi).next().map(|it| it.id.clone()).unwrap_or_default();
    let one = |at: usize| Supposed::Choose { inovasi: Some(at % 300), indikator: line.clone(), parameter: 1 };
    lines.push(
        time("simulate one choice of 300", 200, |at| drop(black_box(start.ask(&[one(at)])))).note("on all bases"),
    );
    print_head();
    lines.iter().for_each(Line::print);
}

/// 60 to 300 inovasi; every twentieth government has 1,000.
fn government(dice: &mut Dice, instrument: &Instrument, at: usize) -> Vec<Scored> {
    let n = if at.is_multiple_of(20) { 1000 } else { 60 + dice.roll(241) };
    let one = |number: usize| Scored {
        id: or_end(format!("{number:032x}").parse::<InovasiId>(), "an id"),
        nama: format!("Inovasi {number}"),
        kematangan: Some(Decimal::new(i64::try_from(dice.roll(223)).unwrap_or(0) * 5, 1)),
        urusan_utama: instrument.rules.urusan_dasar.get(dice.roll(30)).cloned(),
    };
    (0..n).map(one).collect()
}

/// Three hundred inovasi with half of everything answered, and half of that with bukti.
fn sheets(dice: &mut Dice, instrument: &Instrument) -> Vec<StepSheet> {
    (0..300).map(|_| sheet(dice, instrument, AnsweredBy::Inovasi)).collect()
}

fn sheet(dice: &mut Dice, instrument: &Instrument, who: AnsweredBy) -> StepSheet {
    let mut sheet = StepSheet::default();
    if who == AnsweredBy::Inovasi {
        sheet.urusan_utama = instrument.rules.urusan_dasar.get(dice.roll(30)).cloned();
    }
    for it in instrument.indikator_of(who) {
        if dice.roll(2) == 0 {
            continue;
        }
        let parameter = u8::try_from(dice.roll(it.parameter.len())).unwrap_or(0) + 1;
        let carries = if parameter == 1 { it.parameter.iter().map(|it| it.nomor).collect() } else { Vec::new() };
        sheet.lines.insert(it.id.clone(), steps::StepRow { chosen: parameter, carries, ..steps::StepRow::default() });
    }
    sheet
}
