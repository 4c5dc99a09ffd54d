//! The next best steps: concrete acts with what each brings, from where the region
//! stands today.
//!
//! A gain is marginal: this act alone, and nothing else changes meanwhile. Where an
//! act brings nothing without another (a parameter without bukti, bukti that nobody
//! verifies, one of two missing urusan dasar), all are one step that tells how many acts it takes, what
//! they bring together and what the first alone would bring. Steps are ranked by
//! what one act of them brings; equal ones are marked as tied.
//!
//! What a rule that is not known would decide is left out, and counted.

mod line;
mod rank;
mod sheet;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    assessment::{
        check::Checked,
        instrument::{Formula, Gate, Instrument},
        score::{Basis, Entry, Standing, score},
    },
    core::{id::InovasiId, number::count},
    named,
};

pub use sheet::{StepRow, StepSheet};

use rank::Ranking;

named! {
    /// What is to be done.
    pub enum StepKind {
        /// Register inovasi in urusan dasar that none covers, until the gate opens.
        CoverUrusan = "cover_urusan",
        /// Register more inovasi.
        FillSeat = "fill_seat",
        /// Attach bukti to an answer that has none.
        Attach = "attach",
        /// Complete bukti that carry less than was chosen.
        Complete = "complete",
        /// Verify what the bukti support.
        Verify = "verify",
        /// Verify again what changed since it was accepted.
        VerifyAgain = "verify_again",
        /// Verify again all that has changed; it gains nothing on this basis.
        VerifyLapsed = "verify_lapsed",
        /// Answer an indikator that must be filled.
        AnswerWajib = "answer_wajib",
        /// Answer an indikator.
        Answer = "answer",
        /// Choose a higher parameter.
        Raise = "raise",
        /// Look again at an answer that was carried over; it gains nothing, but its
        /// skor hangs on it.
        Review = "review",
    }
}

named! {
    /// What has to be done beside an act, or it brings nothing.
    /// Its name is the key of its sentence, under `step.needs_`.
    pub enum StepNeeds {
        /// Inovasi in the other missing urusan dasar.
        CoverUrusan = "cover_urusan",
        /// Bukti, of which there are none.
        Attach = "attach",
        /// What the attached bukti lack.
        Complete = "complete",
        /// The verdict of a verifier.
        Verify = "verify",
        /// Bukti, of which there are none, and then a verdict on them.
        AttachVerify = "attach_verify",
        /// What the attached bukti lack, and then a verdict on them.
        CompleteVerify = "complete_verify",
    }
}

/// One thing to do next, or several that bring something only together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What is to be done, and which sentence tells it.
    pub kind: StepKind,
    /// Place in the list of inovasi; None for the region.
    pub inovasi: Option<usize>,
    /// Place in the instrument's indikator.
    pub indikator: Option<usize>,
    /// Parameter that counts today on this basis; 0 for none.
    pub from: u8,
    /// Parameter that would count.
    pub to: u8,
    /// What has to be done beside it, or it brings nothing.
    pub needs: Option<StepNeeds>,
    /// What the checks find lacking for it, or cannot tell.
    pub lacks: Vec<Checked>,
    /// How many acts it takes, from 1.
    pub n_act: u32,
    /// What the total gains by all of them; None where it cannot be computed.
    pub gain: Option<Decimal>,
    /// What it gains by the first alone, where there are several.
    pub alone: Option<Decimal>,
    /// Points of the index; exact as far as 28 digits go.
    pub gain_iid: Option<Decimal>,
    /// What the kematangan of this inovasi gains.
    pub gain_kematangan: Decimal,
    /// Part of the total that hangs on it.
    pub at_risk: Option<Decimal>,
    /// Of a new inovasi: the kematangan that was reckoned with, and the least one at
    /// which the total does not fall.
    pub kematangan: Option<(Decimal, Decimal)>,
    /// Whether another step is worth the same.
    pub tied: bool,
}

/// The steps, the best first.
#[derive(Clone, Debug)]
pub struct Steps {
    /// At most as many as were asked for.
    pub steps: Vec<NextStep>,
    /// How many there are, beyond those told.
    pub n_step: usize,
    /// Indikator whose gain cannot be computed, since bobot or rungs are not known.
    pub n_unknown: usize,
    /// Where the region stands today.
    pub standing: Standing,
}

/// Whose steps are asked for.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// The region with all its inovasi.
    Daerah,
    /// These, by their place in the list.
    Inovasi(&'a BTreeSet<usize>),
}

/// The steps from today's standing, no more than `limit`. Takes time in proportion
/// to the answers, and memory for `limit` steps.
pub fn next_steps(
    instrument: &Instrument,
    daerah: &StepSheet,
    inovasi: &[StepSheet],
    basis: Basis,
    scope: Scope<'_>,
    limit: usize,
) -> Steps {
    let standing = standing_of(instrument, daerah, inovasi, basis);
    let frame = Frame { instrument, standing: &standing, basis };
    let (steps, n_step) = frame.ranked(daerah, inovasi, scope, limit);
    let n_unknown = instrument.indikator.iter().filter(|it| it.maksimum().is_none()).count();
    Steps { steps, n_step, n_unknown, standing }
}

/// The steps of each of these groups of inovasi, no more than `limit` of each, from one
/// standing: as [`next_steps`] of one group after the other, in the time of one.
pub fn next_steps_of_each(
    instrument: &Instrument,
    daerah: &StepSheet,
    inovasi: &[StepSheet],
    basis: Basis,
    groups: &[BTreeSet<usize>],
    limit: usize,
) -> (Standing, Vec<Vec<NextStep>>) {
    let standing = standing_of(instrument, daerah, inovasi, basis);
    let frame = Frame { instrument, standing: &standing, basis };
    let each = groups.iter().map(|it| frame.ranked(daerah, inovasi, Scope::Inovasi(it), limit).0).collect();
    (standing, each)
}

fn standing_of(instrument: &Instrument, daerah: &StepSheet, inovasi: &[StepSheet], basis: Basis) -> Standing {
    let entries: Vec<Entry> = inovasi
        .iter()
        .map(|it| Entry {
            // Who it is does not matter to the sum.
            id: InovasiId(uuid::Uuid::nil()),
            nama: String::new(),
            urusan_utama: it.urusan_utama.clone(),
            answers: it.answers(),
        })
        .collect();
    score(instrument, &daerah.answers(), &entries, basis)
}

/// A difference of two quotients is told to so many places: beyond them stands
/// only what the division left.
const PLACES: u32 = 20;

struct Frame<'a> {
    instrument: &'a Instrument,
    standing: &'a Standing,
    basis: Basis,
}

impl Frame<'_> {
    /// The best steps of a scope, no more than `limit`, and how many there are.
    fn ranked(
        &self,
        daerah: &StepSheet,
        inovasi: &[StepSheet],
        scope: Scope<'_>,
        limit: usize,
    ) -> (Vec<NextStep>, usize) {
        let mut found = Ranking::new(limit);
        match scope {
            Scope::Daerah => {
                self.cover_urusan(&mut found);
                self.fill_seat(&mut found);
                self.lines(None, daerah, &mut found);
                self.lapsed(daerah, inovasi, &mut found);
                for (at, sheet) in inovasi.iter().enumerate() {
                    self.lines(Some(at), sheet, &mut found);
                }
            }
            Scope::Inovasi(those) => {
                for (at, sheet) in those.iter().filter_map(|at| Some((*at, inovasi.get(*at)?))) {
                    self.lines(Some(at), sheet, &mut found);
                }
            }
        }
        found.finish(limit)
    }

    /// What the total gains when a subject's skor does.
    fn gain(&self, inovasi: Option<usize>, skor: Decimal) -> Option<Decimal> {
        match (self.instrument.rules.formula, inovasi) {
            (Formula::None, _) => None,
            (Formula::Sum, _) | (Formula::Iid, None) => Some(skor),
            (Formula::Iid, Some(_)) => self.standing.divisor.map(|it| skor / Decimal::from(it)),
        }
    }

    fn step(&self, kind: StepKind, inovasi: Option<usize>, gain: Option<Decimal>) -> NextStep {
        let maksimum = self.instrument.rules.maksimum;
        NextStep {
            kind,
            inovasi,
            indikator: None,
            from: 0,
            to: 0,
            needs: None,
            lacks: Vec::new(),
            n_act: 1,
            gain,
            alone: None,
            gain_iid: gain.zip(maksimum).map(|(gain, maksimum)| gain * Decimal::ONE_HUNDRED / maksimum),
            gain_kematangan: Decimal::ZERO,
            at_risk: None,
            kematangan: None,
            tied: false,
        }
    }

    /// The part of the total that hangs on the inovasi together, if there were `n`
    /// with this sum of kematangan.
    fn together(&self, n: u32, sum: Decimal, open: bool) -> Option<Decimal> {
        let rules = &self.instrument.rules;
        let (least, most) = rules.divisor(n);
        let divisor = most.filter(|it| *it == least)?;
        let count = if open { rules.count(n)? } else { Decimal::ZERO };
        Some(sum / Decimal::from(divisor) + count)
    }

    /// New inovasi that open the gate: reckoned with kematangan 0, since only their
    /// urusan matters.
    fn cover_urusan(&self, found: &mut Ranking) {
        let (rules, standing) = (&self.instrument.rules, self.standing);
        let (Formula::Iid, Gate::Shut, Some(minimum), Some(sum)) =
            (rules.formula, standing.gate, rules.minimum_urusan_dasar, standing.jumlah_kematangan)
        else {
            return;
        };
        let missing = (minimum as usize).saturating_sub(standing.urusan_dasar_tercakup.len());
        if missing > standing.urusan_dasar_kosong.len() {
            return;
        }
        let (n, missing) = (standing.n_inovasi, count(missing));
        let Some(now) = self.together(n, sum, false) else { return };
        let more = |by: u32| self.together(n.saturating_add(by), sum, by == missing).map(|it| it - now);
        let step = self.step(StepKind::CoverUrusan, None, more(missing));
        found.extend(Some(NextStep {
            needs: (missing > 1).then_some(StepNeeds::CoverUrusan),
            n_act: missing,
            alone: if missing > 1 { more(1) } else { None },
            ..step
        }));
    }

    /// More inovasi like those there are: as many as seats are empty, or one.
    fn fill_seat(&self, found: &mut Ranking) {
        let standing = self.standing;
        let (Formula::Iid, Some(sum), Some(_)) =
            (self.instrument.rules.formula, standing.jumlah_kematangan, standing.skor_jumlah_inovasi)
        else {
            return;
        };
        let (n, open) = (standing.n_inovasi, standing.gate == Gate::Open);
        let each = if n > 0 { sum / Decimal::from(n) } else { Decimal::ZERO };
        let seats = standing.kursi_kosong.unwrap_or(0).max(1);
        let Some(now) = self.together(n, sum, open) else { return };
        let more = |by: u32| {
            let after = self.together(n.saturating_add(by), sum + each * Decimal::from(by), open)?;
            Some((after - now).round_dp(PLACES))
        };
        let one_more = n.saturating_add(1);
        let Some((bare, divisor)) = self.together(one_more, sum, open).zip(self.instrument.rules.divisor(one_more).1)
        else {
            return;
        };
        let least = ((now - bare) * Decimal::from(divisor)).round_dp(PLACES).max(Decimal::ZERO);
        let step = self.step(StepKind::FillSeat, None, more(seats));
        found.extend(Some(NextStep {
            n_act: seats,
            alone: if seats > 1 { more(1) } else { None },
            kematangan: Some((each, least)),
            ..step
        }));
    }
}
