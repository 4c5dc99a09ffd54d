//! "What if": the standing of a region with some inovasi in or out and some
//! answers changed, beside the standing of today. Nothing real is touched.
//!
//! A start is frozen once, with the skor of every subject added up; a question
//! changes the few subjects it names and adds the rest as they are. On the
//! supported basis a changed answer counts as far as the bukti that are there
//! carry it; on the verified basis it counts nothing, since the verdict was about
//! another answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rust_decimal::Decimal;

use crate::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::{Basis, Standing, Together, score_together, skor_span},
    },
    core::{
        id::{IndikatorId, InovasiId},
        number::count,
        span::Span,
    },
    submission::steps::StepSheet,
};

/// One inovasi of the registry.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// By which the changes of a person name it.
    pub id: InovasiId,
    /// With its name and urusan utama.
    pub sheet: StepSheet,
    /// Whether it is proposed today.
    pub proposed: bool,
}

/// One thing that is different from today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Supposed {
    /// The inovasi at this place is sent, or is not.
    Send {
        /// Place in `SimulationStart::inovasi`.
        inovasi: usize,
        /// Whether it counts, whatever it does today.
        sent: bool,
    },
    /// An answer of an inovasi, or of the region for None; 0 clears it.
    Choose {
        /// Place in `SimulationStart::inovasi`.
        inovasi: Option<usize>,
        /// Which of the subject's answers.
        indikator: IndikatorId,
        /// The rung that is supposed, from 1; 0 for none.
        parameter: u8,
    },
    /// An inovasi that does not exist yet.
    New {
        /// Slug of its urusan utama; None covers no urusan.
        urusan: Option<String>,
        /// The skor it is supposed to have, on the claimed basis alone.
        kematangan: Decimal,
    },
}

type Spans = [Span; Basis::ALL.len()];

/// Where the question starts from.
#[derive(Clone, Debug)]
pub struct SimulationStart {
    /// The rules that every question is asked under.
    pub instrument: Arc<Instrument>,
    /// The region's own answers today.
    pub daerah: StepSheet,
    /// By name.
    pub inovasi: Vec<Candidate>,
    spans: Vec<Spans>,
}

/// What came of a question.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// In the order of [`Basis::ALL`]; they name no inovasi.
    pub standings: Vec<Standing>,
    /// Kematangan of each inovasi whose answers are changed, by its place.
    pub kematangan: BTreeMap<usize, [Option<Decimal>; Basis::ALL.len()]>,
}

impl SimulationStart {
    /// A start from the answers of the region and of every inovasi that may be sent.
    pub fn new(instrument: Arc<Instrument>, daerah: StepSheet, inovasi: Vec<Candidate>) -> Self {
        let spans = inovasi.iter().map(|it| spans(&instrument, &it.sheet)).collect();
        Self { instrument, daerah, inovasi, spans }
    }

    /// Kematangan of an inovasi today, on each basis.
    pub fn kematangan(&self, at: usize) -> [Option<Decimal>; Basis::ALL.len()] {
        self.spans.get(at).map_or([None; Basis::ALL.len()], |it| it.map(Span::known))
    }

    /// The standing with these changes; with none it is today's. Of several changes
    /// of one thing the last counts. Takes time in proportion to the inovasi.
    pub fn ask(&self, changes: &[Supposed]) -> Simulated {
        let mut sent: BTreeMap<usize, bool> = BTreeMap::new();
        let mut sheets: BTreeMap<Option<usize>, StepSheet> = BTreeMap::new();
        let mut new: Vec<(&Option<String>, Decimal)> = Vec::new();
        for it in changes {
            match it {
                Supposed::Send { inovasi, sent: is } => drop(sent.insert(*inovasi, *is)),
                Supposed::New { urusan, kematangan } => new.push((urusan, *kematangan)),
                Supposed::Choose { inovasi, indikator, parameter } => {
                    let today = inovasi.map_or(Some(&self.daerah), |at| self.inovasi.get(at).map(|it| &it.sheet));
                    let Some(today) = today else { continue };
                    choose(sheets.entry(*inovasi).or_insert_with(|| today.clone()), today, indikator, *parameter);
                }
            }
        }
        let changed: BTreeMap<usize, Spans> =
            sheets.iter().filter_map(|(at, it)| Some(((*at)?, spans(&self.instrument, it)))).collect();
        let those: Vec<(usize, &Candidate)> =
            self.inovasi.iter().enumerate().filter(|(at, it)| sent.get(at).copied().unwrap_or(it.proposed)).collect();
        let urusan = those.iter().filter_map(|it| it.1.sheet.urusan_utama.clone());
        let urusan_utama: BTreeSet<String> = urusan.chain(new.iter().filter_map(|it| it.0.clone())).collect();
        let daerah = sheets.get(&None).unwrap_or(&self.daerah).answers();
        let standings = Basis::ALL.iter().enumerate().map(|(side, basis)| {
            let of = |at: usize| changed.get(&at).or_else(|| self.spans.get(at)).and_then(|it| it.get(side)).copied();
            let jumlah: Span = those.iter().filter_map(|it| of(it.0)).sum();
            // What does not exist has no bukti and no verdict.
            let more = new.iter().filter(|_| *basis == Basis::Claimed).map(|it| Span::exact(it.1)).sum::<Span>();
            let together = Together {
                n: count(those.len() + new.len()),
                jumlah: jumlah + more,
                urusan_utama: urusan_utama.clone(),
            };
            score_together(&self.instrument, &daerah, &together, *basis)
        });
        Simulated {
            standings: standings.collect(),
            kematangan: changed.iter().map(|(at, it)| (*at, it.map(Span::known))).collect(),
        }
    }
}

fn spans(instrument: &Instrument, sheet: &StepSheet) -> Spans {
    let answers = sheet.answers();
    Basis::ALL.map(|basis| skor_span(instrument, AnsweredBy::Inovasi, &answers, basis))
}

fn choose(sheet: &mut StepSheet, today: &StepSheet, indikator: &str, parameter: u8) {
    let line = sheet.lines.entry(indikator.into()).or_default();
    line.chosen = parameter;
    let now = today.lines.get(indikator);
    // Back at what a verdict was about, the verdict stands again.
    line.verified = now.filter(|it| it.chosen == parameter).map_or(0, |it| it.verified);
}
