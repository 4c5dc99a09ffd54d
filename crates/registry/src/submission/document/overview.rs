//! The region seen from above: bodies, urusan, next steps, the year before.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assessment::{
        instrument::{AnsweredBy, Formula, Instrument},
        score::{Basis, score, skor_of},
    },
    core::date::PartialDate,
    inovasi::{perangkat_daerah::fold_name, profile::Field},
    submission::overview::{DossierBefore, DossierBody, DossierStep, Overview},
};
use store::Reader;

use crate::{
    core::{
        error::Result,
        registry::Core,
        text::{Language, sentence},
    },
    show::score::{daerah_answers, entries},
    submission::steps::{MOST, steps_in},
    view::{ArgView, StepView},
};

/// What steps are worth on paper: bukti count, words do not.
const BASIS: Basis = Basis::Supported;

pub(super) fn overview(core: &Core, reader: &Reader<'_>, instrument: &Arc<Instrument>) -> Result<Overview> {
    let steps = steps_in(core, reader, instrument, BASIS, None, MOST)?;
    Ok(Overview {
        basis: BASIS,
        steps: steps.steps.iter().map(step).collect(),
        before: before(core, reader, instrument)?,
        ..lists(core, reader, instrument)?
    })
}

/// Only the lists that a recap counts by: urusan, and bodies with their inovasi.
///
/// # Errors
/// The database cannot be read.
pub(in crate::submission) fn lists(core: &Core, reader: &Reader<'_>, instrument: &Instrument) -> Result<Overview> {
    let urusan = core.library.vocabulary.list_of(Field::UrusanUtama);
    Ok(Overview {
        urusan: urusan
            .map(|it| it.option.iter().map(|it| (it.id.clone(), it.nama.clone())).collect())
            .unwrap_or_default(),
        perangkat_daerah: bodies(reader, instrument)?,
        ..Overview::default()
    })
}

/// Bodies of the list and those that inovasi name in other words, by name; those that
/// name none come last.
pub(super) fn bodies(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<DossierBody>> {
    let list = reader.perangkat_daerah()?;
    let mut found: BTreeMap<String, DossierBody> = BTreeMap::new();
    for it in list.bodies.iter().filter(|it| it.aktif) {
        found.insert(fold_name(&it.nama), DossierBody { nama: it.nama.clone(), listed: true, inovasi: Vec::new() });
    }
    let mut nobody = DossierBody::default();
    for entry in entries(reader, instrument)? {
        let record = crate::core::lookup::known(reader, entry.id)?;
        let named = record.profile.get(&Field::PerangkatDaerah).map_or("", |it| it.trim());
        let known = list.find(named);
        let nama = known.map_or(named, |it| &it.nama);
        let body = if nama.is_empty() { &mut nobody } else { found.entry(fold_name(nama)).or_default() };
        if body.nama.is_empty() {
            nama.clone_into(&mut body.nama);
            body.listed = known.is_some();
        }
        body.inovasi.push(entry.id);
    }
    let mut all: Vec<DossierBody> = found.into_values().collect();
    all.sort_by(|a, b| a.nama.cmp(&b.nama));
    all.extend((!nobody.inovasi.is_empty()).then_some(nobody));
    Ok(all)
}

fn step(it: &StepView) -> DossierStep {
    let say = |key: &str, args: &[ArgView]| {
        let args: Vec<(&str, String)> = args.iter().map(|it| (it.name.as_str(), read(&it.value))).collect();
        sentence(key, &args, Language::Id)
    };
    let decimal = |text: &Option<String>| text.as_ref().and_then(|it| it.parse().ok());
    DossierStep {
        inovasi: match it.subject {
            domain::core::id::Subject::Inovasi(id) => Some(id),
            _ => None,
        },
        indikator: it.indikator.clone(),
        text: say(&format!("step.{}", it.kind), &it.args),
        lacks: it.lacks.iter().map(|it| say(&it.key(), &it.args)).collect(),
        needs: it.needs.map(|needs| say(&format!("step.needs_{needs}"), &it.args)),
        n_act: it.n_act,
        gain_iid: decimal(&it.gain_iid_exact),
        gain_kematangan: decimal(&it.gain_kematangan),
    }
}

/// A value of a sentence as it is printed: a decimal with a comma, a day in words.
fn read(value: &str) -> String {
    let is_decimal = value.contains('.') && value.parse::<domain::Decimal>().is_ok();
    let is_day = value.len() == 10 && value.chars().filter(|it| *it == '-').count() == 2;
    match value {
        _ if is_decimal => value.replace('.', ","),
        _ if is_day => PartialDate::read(value).map_or_else(|_| value.to_owned(), PartialDate::in_words),
        _ => value.to_owned(),
    }
}

/// The same region under the instrument of the same award one year before, or the
/// nearest year before that somebody answered.
fn before(core: &Core, reader: &Reader<'_>, now: &Instrument) -> Result<Option<DossierBefore>> {
    let rules = core.rules_in(reader)?;
    let award = |id: &str| id.rsplit_once('-').map_or(id, |it| it.0).to_owned();
    let begun = reader.begun_instruments()?.into_iter().filter_map(|id| rules.instruments.get(&id));
    let earlier = begun
        .filter(|it| it.tahun < now.tahun && award(it.id.as_str()) == award(now.id.as_str()))
        .filter(|it| it.rules.formula == Formula::Iid)
        .max_by_key(|it| it.tahun);
    let Some(then) = earlier else { return Ok(None) };
    let (daerah, list) = (daerah_answers(reader, then)?, entries(reader, then)?);
    if list.is_empty() {
        return Ok(None);
    }
    let iid = |basis| score(then, &daerah, &list, basis).iid;
    Ok(Some(DossierBefore {
        nama: then.nama.clone(),
        tahun: then.tahun,
        iid: [iid(Basis::Claimed), iid(Basis::Supported), iid(Basis::Verified)],
        inovasi: list
            .iter()
            .map(|it| (it.id, skor_of(then, AnsweredBy::Inovasi, &it.answers, Basis::Claimed)))
            .collect(),
    }))
}
