//! What to do next, for the region, a perangkat daerah or one inovasi.

pub(crate) mod export;

use std::collections::{BTreeSet, HashSet};

use domain::{
    assessment::{
        check::Checked,
        instrument::{AnsweredBy, Instrument},
        score::Basis,
    },
    core::{
        id::{IndikatorId, InovasiId, InstrumentId, PerangkatDaerahId, Subject},
        number::count,
    },
    inovasi::{
        perangkat_daerah::{PerangkatDaerahList, fold_name},
        profile::Field,
        usulan::is_proposed,
    },
    places,
    submission::steps::{NextStep, Scope, StepKind, StepSheet, Steps, next_steps as rank},
};
use store::{InovasiFacts, Reader};

use crate::{
    core::{
        error::{Error, Reason, Result},
        registry::Core,
    },
    show::{
        score::{score_view, shown},
        sheet,
    },
    view::{ArgView, CheckedOutcome, CheckedView, GainFormula, ScoreView, StepView, StepsView},
};

/// What is asked of the next steps.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct NextSteps {
    /// Id of the instrument that is scored by.
    pub instrument: InstrumentId,
    /// Which of the three skor of an answer the gains are reckoned on.
    pub basis: Basis,
    /// Only of this inovasi.
    pub inovasi: Option<InovasiId>,
    /// Only of the inovasi of this perangkat daerah and of those below it.
    pub perangkat_daerah: Option<String>,
    /// No more than this many.
    pub limit: u32,
}

/// More than anybody works through; the count tells the rest.
pub(super) const MOST: u32 = 10_000;

/// One inovasi of the year with what its steps need.
pub(super) struct KnownInovasi {
    pub(super) id: InovasiId,
    pub(super) perangkat_daerah: Option<String>,
}

/// Concrete acts, the best first, with what each brings from today's standing.
///
/// # Errors
/// The instrument, the basis, the inovasi or the perangkat daerah does not
/// exist; the inovasi is not proposed.
pub(crate) fn next_steps(core: &Core, req: &NextSteps) -> Result<StepsView> {
    let instrument = core.instrument(&req.instrument)?;
    core.read(|reader| steps_in(core, reader, &instrument, req.basis, Some(req), req.limit))
}

/// The same inside a moment that is being read already; `whose`: only of the inovasi and
/// the perangkat daerah that it names.
pub(super) fn steps_in(
    core: &Core,
    reader: &Reader<'_>,
    instrument: &Instrument,
    basis: Basis,
    whose: Option<&NextSteps>,
    limit: u32,
) -> Result<StepsView> {
    let daerah = daerah_sheet(reader, instrument)?;
    let (known, sheets) = inovasi_sheets(reader, instrument)?;
    let mut those: Option<BTreeSet<usize>> = None;
    if let Some(id) = whose.and_then(|it| it.inovasi) {
        let at = known.iter().position(|it| it.id == id);
        let at = at.ok_or_else(|| Error::invalid(Reason::BestNotProposed).arg("id", id))?;
        those = Some([at].into());
    }
    if let Some(nama) = whose.and_then(|it| it.perangkat_daerah.as_ref()) {
        let of_body = of_perangkat_daerah(&reader.perangkat_daerah()?, nama, &known);
        let of_body = of_body.ok_or_else(|| Error::not_found(Reason::PerangkatDaerahMissing).arg("id", nama))?;
        those = Some(those.map_or_else(|| of_body.clone(), |it| it.intersection(&of_body).copied().collect()));
    }
    let scope = those.as_ref().map_or(Scope::Daerah, Scope::Inovasi);
    let found = rank(instrument, &daerah, &sheets, basis, scope, limit.min(MOST) as usize);
    Ok(StepsView {
        instrument: instrument.id.clone(),
        basis,
        now: ScoreView { inovasi: Vec::new(), ..score_view(instrument, &found.standing) },
        steps: found.steps.iter().map(|it| step_view(core, instrument, &found, it, &daerah, &sheets, &known)).collect(),
        n_step: count(found.n_step),
        n_unknown: count(found.n_unknown),
    })
}

fn step_view(
    core: &Core,
    instrument: &Instrument,
    all: &Steps,
    it: &NextStep,
    daerah: &StepSheet,
    sheets: &[StepSheet],
    known: &[KnownInovasi],
) -> StepView {
    let own = it.inovasi.and_then(|at| known.get(at));
    let nama = it.inovasi.and_then(|at| sheets.get(at)).unwrap_or(daerah).nama.clone();
    let indikator = it.indikator.and_then(|at| instrument.indikator.get(at));
    let urusan: Vec<&str> = all
        .standing
        .urusan_dasar_kosong
        .iter()
        .map(|it| core.library.vocabulary.nama(Field::UrusanUtama, it))
        .collect();
    let mut args = vec![arg("nama", &nama), arg("n", it.n_act), arg("from", it.from), arg("to", it.to)];
    args.extend(indikator.map(|it| arg("indikator", format!("{} {}", it.code, it.nama))));
    if it.kind == StepKind::CoverUrusan {
        args.push(arg("urusan", urusan.join(", ")));
    }
    if let Some((kematangan, least)) = it.kematangan {
        args.extend([arg("kematangan", places(kematangan, 2)), arg("least", places(least, 2))]);
    }
    args.extend(it.at_risk.map(|it| arg("at_risk", places(it, 2))));
    let (formula, parts) = parts(instrument, all, it);
    StepView {
        kind: it.kind,
        args,
        subject: own.map_or(Subject::Daerah, |it| Subject::Inovasi(it.id)),
        nama,
        perangkat_daerah: own.and_then(|it| it.perangkat_daerah.clone()),
        indikator: indikator.map(|it| it.id.clone()),
        code: indikator.map(|it| it.code.clone()),
        from: it.from.into(),
        to: it.to.into(),
        needs: it.needs,
        n_act: it.n_act,
        lacks: it.lacks.iter().filter_map(lack_view).collect(),
        gain_iid: shown(it.gain_iid),
        gain_iid_exact: it.gain_iid.map(|it| places(it, 6).normalize().to_string()),
        gain_total: it.gain.map(|it| places(it, 4).to_string()),
        alone_total: it.alone.map(|it| places(it, 4).to_string()),
        gain_kematangan: it.inovasi.and(shown(Some(it.gain_kematangan))),
        at_risk: shown(it.at_risk),
        tied: it.tied,
        formula,
        parts,
    }
}

fn lack_view(it: &Checked) -> Option<CheckedView> {
    let reason = it.reason()?;
    Some(CheckedView {
        kind: reason.kind,
        outcome: if matches!(it, Checked::Failed(_)) { CheckedOutcome::Failed } else { CheckedOutcome::CannotTell },
        advice: false,
        args: reason.args.iter().map(|(name, value)| arg(name, value)).collect(),
        wanted: Vec::new(),
    })
}

/// How the gain in the index comes about, down to bobot and rungs.
fn parts(instrument: &Instrument, all: &Steps, it: &NextStep) -> (Option<GainFormula>, Vec<ArgView>) {
    let (Some(gain), Some(maksimum), Some(_)) = (it.gain, instrument.rules.maksimum, it.gain_iid) else {
        return (None, Vec::new());
    };
    let line = it.indikator.and_then(|at| instrument.indikator.get(at)).and_then(|line| line.bobot);
    let formula = match (line, it.inovasi) {
        _ if it.at_risk.is_some() => return (None, Vec::new()),
        (Some(_), Some(_)) => GainFormula::GainInovasi,
        (Some(_), None) => GainFormula::GainDaerah,
        (None, _) => GainFormula::GainTotal,
    };
    let mut parts = vec![arg("maksimum", maksimum)];
    match line {
        Some(bobot) => {
            parts.extend([arg("bobot", bobot), arg("from", it.from), arg("to", it.to)]);
            parts.extend(it.inovasi.and(all.standing.divisor).map(|it| arg("divisor", it)));
        }
        None => parts.push(arg("gain", places(gain, 4))),
    }
    (Some(formula), parts)
}

fn arg(name: &str, value: impl ToString) -> ArgView {
    ArgView { name: name.to_owned(), value: value.to_string() }
}

pub(super) fn daerah_sheet(reader: &Reader<'_>, instrument: &Instrument) -> Result<StepSheet> {
    let worksheet = sheet::of_subject(reader, Subject::Daerah, instrument)?;
    let mut sheet = StepSheet::of(&worksheet, instrument, AnsweredBy::Daerah);
    sheet.nama = worksheet.about.daerah;
    review(&mut sheet, reader.reviews(Subject::Daerah, &instrument.id)?.into_keys());
    Ok(sheet)
}

fn review(sheet: &mut StepSheet, indikator: impl Iterator<Item = IndikatorId>) {
    for id in indikator {
        sheet.lines.entry(id).or_default().review = true;
    }
}

/// Every proposed inovasi, in one walk.
pub(super) fn inovasi_sheets(
    reader: &Reader<'_>,
    instrument: &Instrument,
) -> Result<(Vec<KnownInovasi>, Vec<StepSheet>)> {
    let daerah = reader.pemda()?.nama;
    let mut found: Vec<(KnownInovasi, StepSheet)> = Vec::new();
    reader.all_facts(|it| -> Result<()> {
        let answered = it.choices.iter().any(|it| it.instrument == instrument.id);
        if is_proposed(&it.usulan, &instrument.id, answered) {
            found.push(known(reader, it, instrument, &daerah)?);
        }
        Ok(())
    })?;
    found.sort_by(|a, b| (&a.1.nama, a.0.id).cmp(&(&b.1.nama, b.0.id)));
    Ok(found.into_iter().unzip())
}

fn known(
    reader: &Reader<'_>,
    facts: InovasiFacts,
    instrument: &Instrument,
    daerah: &str,
) -> Result<(KnownInovasi, StepSheet)> {
    let text = |field: Field| facts.profile.get(&field).cloned();
    let worksheet = sheet::of_facts(reader, &facts, instrument, daerah)?;
    let mut sheet = StepSheet {
        nama: text(Field::Nama).unwrap_or_default(),
        urusan_utama: text(Field::UrusanUtama),
        ..StepSheet::of(&worksheet, instrument, AnsweredBy::Inovasi)
    };
    let known = KnownInovasi { id: facts.id, perangkat_daerah: text(Field::PerangkatDaerah) };
    review(&mut sheet, facts.reviews.into_iter().filter(|it| it.0 == instrument.id).map(|it| it.1));
    Ok((known, sheet))
}

/// Inovasi of a body and of those below it, as the list knows it today or in the
/// words that the inovasi use; None when neither knows it.
fn of_perangkat_daerah(list: &PerangkatDaerahList, nama: &str, known: &[KnownInovasi]) -> Option<BTreeSet<usize>> {
    let body = list.find(nama).map(|it| it.id);
    let below = body.map(|it| with_below(list, it)).unwrap_or_default();
    let folded = fold_name(nama);
    let fits = |text: &str| match list.find(text) {
        Some(it) => below.contains(&it.id),
        None => body.is_none() && fold_name(text) == folded,
    };
    let found: BTreeSet<usize> = known
        .iter()
        .enumerate()
        .filter(|it| it.1.perangkat_daerah.as_deref().is_some_and(fits))
        .map(|it| it.0)
        .collect();
    (body.is_some() || !found.is_empty()).then_some(found)
}

fn with_below(list: &PerangkatDaerahList, top: PerangkatDaerahId) -> HashSet<PerangkatDaerahId> {
    let mut found: HashSet<PerangkatDaerahId> = [top].into();
    loop {
        let before = found.len();
        let below = list.bodies.iter().filter(|it| it.induk.is_some_and(|it| found.contains(&it)));
        let below: Vec<PerangkatDaerahId> = below.map(|it| it.id).collect();
        found.extend(below);
        if found.len() == before {
            return found;
        }
    }
}
