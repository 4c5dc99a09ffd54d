//! What the ministry made of one inovasi, and where it must have been cut.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Answers,
    },
    core::id::{InovasiId, InstrumentId, Subject},
    submission::official::{
        OfficialFigure,
        cut::{Cut, Lowered, find_cut, sent_answers},
        number,
    },
    two_places,
};
use store::Reader;

use super::known_year;
use crate::{
    core::{error::Result, lookup, registry::Core},
    show::{official, sheet},
    view::{CutSays, CutView, LoweredView, OfficialAnswerView, OfficialDetailView},
};

/// What the ministry made of one inovasi in a year, answer by answer.
///
/// # Errors
/// There is no such year or inovasi.
pub(crate) fn show_official_detail(core: &Core, id: InovasiId, instrument: &str) -> Result<OfficialDetailView> {
    core.read(|reader| {
        lookup::known(reader, id)?;
        let instrument = known_year(core, reader, instrument)?;
        detail_view(core, reader, id, &instrument)
    })
}

pub(super) fn detail_view(
    core: &Core,
    reader: &Reader<'_>,
    id: InovasiId,
    instrument: &InstrumentId,
) -> Result<OfficialDetailView> {
    let rules = core.rules_in(reader)?;
    let Some(rules) = rules.instruments.get(instrument) else {
        let (indikator, instrument) = (Vec::new(), instrument.clone());
        return Ok(OfficialDetailView { id, instrument, indikator, cut: None });
    };
    let subject = Subject::Inovasi(id);
    let answers = sheet::of_subject(reader, subject, rules)?.answers(rules, AnsweredBy::Inovasi);
    let accepted = official::accepted(reader, subject, instrument, Some(rules))?;
    let official = official::figures(reader, subject, instrument, Some(rules))?;
    let official = official.get(&OfficialFigure::KematanganVerifikasi).and_then(|it| number(it));
    let answer = |it: &domain::assessment::instrument::Indikator| OfficialAnswerView {
        indikator: it.id.clone(),
        code: it.code.clone(),
        nama: it.nama.clone(),
        parameter: parameter(&answers, &it.id),
        maksimum: it.parameter.iter().map(|it| it.nomor).max().unwrap_or(0),
        accepted: accepted.get(&it.id).copied(),
    };
    let cut = official.map(|official| {
        let cut = find_cut(&sent_answers(rules, &answers, &accepted), official);
        cut_view(rules, &answers, &cut, two_places(official).to_string())
    });
    Ok(OfficialDetailView {
        id,
        instrument: instrument.clone(),
        indikator: rules.indikator_of(AnsweredBy::Inovasi).map(answer).collect(),
        cut,
    })
}

fn parameter(answers: &Answers, indikator: &str) -> u8 {
    answers.iter().find(|it| it.0.as_str() == indikator).map_or(0, |it| it.1.choice.parameter)
}

fn cut_view(rules: &Instrument, answers: &Answers, cut: &Cut, official: String) -> CutView {
    let name = |indikator: &str| {
        let known = rules.indikator(indikator);
        known.map_or_else(|| (indikator.to_owned(), String::new()), |it| (it.code.clone(), it.nama.clone()))
    };
    let lowered = |it: &Lowered| {
        let (code, nama) = name(&it.indikator);
        LoweredView { indikator: it.indikator.clone(), code, nama, from: it.from, to: Some(it.to) }
    };
    let certain = |it: &domain::core::id::IndikatorId| {
        let (code, nama) = name(it);
        LoweredView { indikator: it.clone(), code, nama, from: parameter(answers, it), to: None }
    };
    CutView {
        says: says(cut),
        sent: two_places(cut.sent).to_string(),
        official,
        total: cut.total.abs().to_string(),
        n_way: u32::try_from(cut.n_way).unwrap_or(u32::MAX),
        ways: cut.ways.iter().map(|it| it.iter().map(lowered).collect()).collect(),
        certain: cut.certain.iter().map(certain).collect(),
    }
}

fn says(cut: &Cut) -> CutSays {
    let named = u64::try_from(cut.ways.len()).unwrap_or(u64::MAX);
    match cut.n_way {
        _ if cut.total.is_zero() && cut.certain.is_empty() => CutSays::Nothing,
        _ if cut.total.is_sign_negative() => CutSays::Raised,
        0 => CutSays::Unfit,
        1 => CutSays::Certain,
        n if n == named => CutSays::Some,
        _ if named == 0 => CutSays::Countless,
        _ => CutSays::Many,
    }
}
