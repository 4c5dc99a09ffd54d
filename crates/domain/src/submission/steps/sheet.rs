//! What steps need to know of one subject.

use std::collections::BTreeMap;

use crate::assessment::{
    check::{CheckOutcome, Checked, run_checks, supported_parameter},
    instrument::{AnsweredBy, Instrument},
    judged::Judged,
    score::{Answer, Answers, Choice},
    worksheet::Worksheet,
};

use crate::core::id::IndikatorId;

/// One answer, or bukti without one, as steps see it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StepRow {
    /// 0: not chosen.
    pub chosen: u8,
    /// For each rung from 1, which rung the bukti support if it is chosen; empty
    /// without bukti.
    pub carries: Vec<u8>,
    /// What fails or cannot be told at each rung from 1; empty without bukti.
    pub lacks: Vec<Vec<Checked>>,
    /// What a standing verdict accepted; 0 for none.
    pub verified: u8,
    /// What a verdict that has lapsed accepted; 0 for none.
    pub lapsed: u8,
    /// A carried-over answer that waits for a second look.
    pub review: bool,
}

impl StepRow {
    /// The rung that would be supported if `parameter` were chosen.
    pub fn carried(&self, parameter: u8) -> u8 {
        let at = usize::from(parameter).checked_sub(1);
        at.and_then(|at| self.carries.get(at)).copied().unwrap_or(0)
    }

    /// Whether bukti are attached that can support something.
    pub fn has_bukti(&self) -> bool {
        !self.carries.is_empty()
    }

    /// What fails or cannot be told at a rung.
    pub fn lacking(&self, parameter: u8) -> &[Checked] {
        let at = usize::from(parameter).checked_sub(1);
        at.and_then(|at| self.lacks.get(at)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is known of one subject that answers indikator.
#[derive(Clone, Debug, Default)]
pub struct StepSheet {
    /// The present name of the inovasi, or that of the region.
    pub nama: String,
    /// Slug of its urusan utama; the region has none.
    pub urusan_utama: Option<String>,
    /// By indikator id; what is not here has neither answer nor bukti.
    pub lines: BTreeMap<IndikatorId, StepRow>,
}

impl StepSheet {
    /// What a worksheet says, with what each rung would lack.
    pub fn of(worksheet: &Worksheet, instrument: &Instrument, who: AnsweredBy) -> Self {
        let mut lines = BTreeMap::new();
        for it in worksheet.judge(instrument, who) {
            let line = line_of(&it);
            if line != StepRow::default() {
                lines.insert(it.indikator.id.clone(), line);
            }
        }
        Self { lines, ..Self::default() }
    }

    /// The same answers as scoring sees them.
    pub fn answers(&self) -> Answers {
        let chosen = self.lines.iter().filter(|it| it.1.chosen > 0);
        chosen
            .map(|(id, it)| {
                let choice = Choice { parameter: it.chosen, variant: None };
                let answer = Answer { choice, supported: it.carried(it.chosen), verified: it.verified };
                (id.clone(), answer)
            })
            .collect()
    }
}

fn line_of(answer: &Judged<'_>) -> StepRow {
    let it = answer.indikator;
    let mut line = StepRow { chosen: answer.claimed(), verified: answer.verified(), ..StepRow::default() };
    if let Some(verdict) = answer.verdict().filter(|_| line.verified == 0) {
        line.lapsed = verdict.parameter;
    }
    if !answer.has_fit_bukti() {
        return line;
    }
    let rungs = it.parameter.iter().map(|it| it.nomor);
    if it.check.is_empty() {
        line.carries = rungs.collect();
        return line;
    }
    let (facts, variant) = (answer.facts(), answer.variant());
    let lacking = |it: CheckOutcome<'_>| Some(it.checked).filter(|now| !it.check.advice && *now != Checked::Passed);
    for rung in rungs {
        line.carries.push(supported_parameter(it, variant, rung, facts));
        line.lacks.push(run_checks(it, variant, rung, facts).into_iter().filter_map(lacking).collect());
    }
    line
}
