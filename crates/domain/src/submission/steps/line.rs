//! Steps at one indikator of one subject.
//!
//! Choosing another parameter or touching the bukti makes a verdict lapse: on the
//! verified basis such an act alone loses what was verified, and only with a new
//! verdict brings something.

use rust_decimal::Decimal;

use super::{Frame, NextStep, StepKind, StepNeeds, StepRow, StepSheet, rank::Ranking};
use crate::assessment::{
    check::{CheckReason, Checked},
    instrument::{AnsweredBy, Indikator},
    score::Basis,
};

/// One act at an indikator with all that belongs to it.
struct StepAct {
    kind: StepKind,
    /// Rung that counts once all is done.
    to: u8,
    /// Rung that counts once the first act alone is done.
    alone: u8,
    needs: Option<StepNeeds>,
    n_act: u32,
    lacks: Vec<Checked>,
}

impl Frame<'_> {
    pub(super) fn lines(&self, inovasi: Option<usize>, sheet: &StepSheet, found: &mut Ranking) {
        let who = if inovasi.is_some() { AnsweredBy::Inovasi } else { AnsweredBy::Daerah };
        let blank = StepRow::default();
        for (at, it) in self.instrument.indikator.iter().enumerate().filter(|it| it.1.answered_by == who) {
            let line = sheet.lines.get(&it.id).unwrap_or(&blank);
            let now = self.counts(line);
            for act in self.acts(it, line) {
                found.extend(self.at_line(inovasi, (at, it), now, act));
            }
            if line.review {
                found.extend(self.review(inovasi, at, it, now));
            }
        }
    }

    /// The rung that counts today.
    fn counts(&self, line: &StepRow) -> u8 {
        match self.basis {
            Basis::Claimed => line.chosen,
            Basis::Supported => line.carried(line.chosen),
            Basis::Verified => line.verified,
        }
    }

    fn acts(&self, it: &Indikator, line: &StepRow) -> Vec<StepAct> {
        let mut acts = Vec::new();
        let supported = line.carried(line.chosen);
        let verified = self.basis == Basis::Verified;
        if self.basis != Basis::Claimed && line.chosen > 0 {
            if !line.has_bukti() {
                acts.push(StepAct::new(StepKind::Attach, line.chosen));
            }
            for to in supported + 1..=line.chosen {
                let lacks = line.lacking(to).to_vec();
                if line.has_bukti() && !lacks.is_empty() {
                    acts.push(StepAct { n_act: n_act(&lacks), lacks, ..StepAct::new(StepKind::Complete, to) });
                }
            }
            if verified {
                // Touching the bukti makes what was verified lapse.
                acts.iter_mut().for_each(|it| it.then(StepNeeds::Verify, 0));
                let kind = if line.lapsed > 0 { StepKind::VerifyAgain } else { StepKind::Verify };
                acts.push(StepAct::new(kind, supported));
            }
        }
        let kind = match line.chosen {
            0 if it.wajib => StepKind::AnswerWajib,
            0 => StepKind::Answer,
            _ => StepKind::Raise,
        };
        for to in it.parameter.iter().map(|it| it.nomor).filter(|it| *it > line.chosen) {
            let mut act = StepAct::new(kind, to);
            if self.basis != Basis::Claimed && line.carried(to) < to {
                let lacks = line.lacking(to).to_vec();
                let (needs, more) =
                    if line.has_bukti() { (StepNeeds::Complete, n_act(&lacks)) } else { (StepNeeds::Attach, 1) };
                act.then(needs, line.carried(to));
                act.n_act += more - 1;
                act.lacks = lacks;
            }
            if verified {
                act.then(StepNeeds::Verify, 0);
            }
            acts.push(act);
        }
        acts
    }

    fn at_line(
        &self,
        inovasi: Option<usize>,
        (at, it): (usize, &Indikator),
        now: u8,
        act: StepAct,
    ) -> Option<NextStep> {
        let from = it.skor(now)?;
        let skor = it.skor(act.to)? - from;
        let step = self.step(act.kind, inovasi, self.gain(inovasi, skor));
        let alone = it.skor(act.alone)? - from;
        Some(NextStep {
            indikator: Some(at),
            from: now,
            to: act.to,
            needs: act.needs,
            lacks: act.lacks,
            n_act: act.n_act,
            alone: if act.needs.is_some() { self.gain(inovasi, alone) } else { None },
            gain_kematangan: if inovasi.is_some() { skor } else { Decimal::ZERO },
            ..step
        })
    }

    fn review(&self, inovasi: Option<usize>, at: usize, it: &Indikator, now: u8) -> Option<NextStep> {
        let at_risk = self.gain(inovasi, it.skor(now)?);
        let step = self.step(StepKind::Review, inovasi, Some(Decimal::ZERO));
        Some(NextStep { indikator: Some(at), from: now, to: now, at_risk, ..step })
    }

    /// Verdicts that have lapsed, together: what hangs on them. On the verified
    /// basis each is a step of its own.
    pub(super) fn lapsed(&self, daerah: &StepSheet, inovasi: &[StepSheet], found: &mut Ranking) {
        if self.basis == Basis::Verified {
            return;
        }
        let (mut n, mut at_risk) = (0_u32, Decimal::ZERO);
        let sheets = inovasi.iter().enumerate().map(|(at, it)| (Some(at), it)).chain([(None, daerah)]);
        for (whose, sheet) in sheets {
            for (id, line) in sheet.lines.iter().filter(|it| it.1.lapsed > 0) {
                let skor = self.instrument.indikator_by_id(id).and_then(|it| it.skor(line.lapsed));
                n += 1;
                at_risk += skor.and_then(|it| self.gain(whose, it)).unwrap_or_default();
            }
        }
        let step = self.step(StepKind::VerifyLapsed, None, Some(Decimal::ZERO));
        found.extend((n > 0).then_some(NextStep { n_act: n, at_risk: Some(at_risk), ..step }));
    }
}

impl StepAct {
    fn new(kind: StepKind, to: u8) -> Self {
        Self { kind, to, alone: to, needs: None, n_act: 1, lacks: Vec::new() }
    }

    /// Adds what has to follow, and what counts until it does.
    fn then(&mut self, needs: StepNeeds, alone: u8) {
        self.needs = Some(match (self.needs, needs) {
            (Some(StepNeeds::Attach), StepNeeds::Verify) => StepNeeds::AttachVerify,
            (Some(StepNeeds::Complete), StepNeeds::Verify) => StepNeeds::CompleteVerify,
            _ => needs,
        });
        self.alone = alone;
        self.n_act += 1;
    }
}

/// How many acts it takes to mend what fails: as many files or ticks as are missing
/// where a check counts them. One act may mend several, so the most counts.
fn n_act(lacks: &[Checked]) -> u32 {
    let number = |reason: &CheckReason, name: &str| {
        reason.args.iter().find(|it| it.0 == name).and_then(|it| it.1.parse::<u32>().ok())
    };
    let missing = |it: &CheckReason| {
        number(it, "minimum").zip(number(it, "n")).map_or(1, |(minimum, n)| minimum.saturating_sub(n))
    };
    lacks.iter().filter_map(Checked::reason).map(missing).max().unwrap_or(1).max(1)
}
