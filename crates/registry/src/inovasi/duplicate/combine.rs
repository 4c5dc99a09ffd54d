//! Two inovasi become one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    core::{
        finding::{Finding, left_in_closed_year},
        id::{InovasiId, InstrumentId, Subject},
    },
    inovasi::{penghargaan::PenghargaanField, profile::Field},
    merge::change::FieldKey,
};
use store::LinkRecord;

use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::Origin,
        kept_json::written,
        lookup::editable,
        op::Op,
        pen::{LeftPut, Pen},
        registry::Core,
        rules::Rules,
    },
    show::{
        finding::{self, outcome},
        official, worksheet,
    },
    view::{Outcome, WorksheetView},
};

/// Makes two inovasi one: what the first leaves blank is taken from the second,
/// with its answers, bukti and penghargaan; its name becomes a former name, and
/// it goes out of the catalogue. One act, so one step takes it back.
///
/// # Errors
/// One of them is unknown or removed, or both are the same.
pub(crate) fn combine_inovasi(core: &Core, keep: InovasiId, drop: InovasiId) -> Result<Outcome<WorksheetView>> {
    let (left, view) = core.write(Op::CombineInovasi, |pen| {
        let (into, from) = (editable(pen, keep)?, editable(pen, drop)?);
        if keep == drop {
            let nama = into.profile.get(&Field::Nama).cloned().unwrap_or_default();
            return Err(Error::invalid(Reason::CombinesItself).arg("nama", nama));
        }
        let mut take = |field, value: &str| pen.put_from(Origin::Combined, Subject::Inovasi(keep), &field, Some(value));
        for (field, value) in from.profile.iter().filter(|it| !into.profile.contains_key(it.0)) {
            take(FieldKey::Profile(*field), value)?;
        }
        for (field, members) in &from.members {
            for member in members {
                take(FieldKey::Member(*field, member.clone()), "1")?;
            }
        }
        let (name, former) = (into.profile.get(&Field::Nama), from.profile.get(&Field::Nama));
        if let Some(former) = former.filter(|it| name != Some(*it)) {
            take(FieldKey::Member(Field::NamaLama, former.clone()), "1")?;
        }
        let mut years = pen.instruments_cited(Subject::Inovasi(drop))?;
        years.extend(pen.instruments_given(Subject::Inovasi(drop))?);
        for instrument in years {
            take_answers(pen, keep, drop, &instrument)?;
        }
        take_official(core, pen, keep, drop)?;
        take_bukti(pen, keep, drop)?;
        for it in pen.penghargaan_of(Some(drop))? {
            let untuk = FieldKey::Penghargaan(PenghargaanField::Untuk);
            pen.put_from(Origin::Combined, Subject::Penghargaan(it.id), &untuk, Some(&keep.to_string()))?;
        }
        for (id, _) in pen.developed_from(drop)? {
            let (field, source) = (FieldKey::Profile(Field::PengembanganDari), (id != keep).then(|| keep.to_string()));
            pen.put_from(Origin::Combined, Subject::Inovasi(id), &field, source.as_deref())?;
        }
        pen.remove(Subject::Inovasi(drop))?;
        pen.settle()?;
        let rules = core.rules_in(pen)?;
        let view = worksheet::worksheet_view(&rules, pen, keep)?;
        let nama = from.profile.get(&Field::Nama).map_or("", String::as_str);
        Ok((left_in_years(&rules, pen.left(), keep, nama), view))
    })?;
    let mut findings = finding::views(left, None, &*core.current_instrument()?);
    findings.0.extend(view.findings.iter().cloned());
    Ok(outcome(Op::CombineInovasi, view, findings))
}

/// What did not come along since its year is closed, one remark for each year: the
/// answers with their bukti, by the code of their indikator.
fn left_in_years(rules: &Rules, left: &[LeftPut], keep: InovasiId, nama: &str) -> Vec<Finding> {
    let mut years: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for LeftPut { field, why } in left.iter().filter(|it| it.why.reason == Reason::YearClosed) {
        let indikator = match field {
            FieldKey::Link { indikator, .. } | FieldKey::Review { indikator, .. } => Some(indikator),
            other => other.answer().map(|it| it.1),
        };
        for (_, year) in &why.args {
            years.entry(year).or_default().extend(indikator.map(|it| it.as_str()));
        }
    }
    let code = |year: &str, id: &str| {
        let known = rules.instruments.get(year).and_then(|it| it.indikator_by_id(id));
        known.map_or(id, |it| &it.code).to_owned()
    };
    let years = years.into_iter().map(|(year, ids)| {
        let mut codes: Vec<String> = ids.into_iter().map(|id| code(year, id)).collect();
        codes.sort_unstable();
        left_in_closed_year(Subject::Inovasi(keep), nama, year, &codes)
    });
    years.collect()
}

/// Gives one inovasi what another has answered under an instrument, where it has
/// nothing itself: its choices with the reviews that they wait for, numbers and ticks.
fn take_answers(pen: &mut Pen<'_, '_>, keep: InovasiId, drop: InovasiId, year: &str) -> Result<()> {
    let (subject, gone) = (Subject::Inovasi(keep), Subject::Inovasi(drop));
    let (choices, inputs, ticks) = (pen.choices(subject, year)?, pen.inputs(subject, year)?, pen.ticks(subject, year)?);
    let year = || InstrumentId::from(year);
    let take = |pen: &mut Pen<'_, '_>, field, value: &str| pen.put_from(Origin::Combined, subject, &field, Some(value));
    let mut waiting = pen.reviews(gone, &year())?;
    waiting.retain(|it, _| !choices.contains_key(it));
    for (indikator, choice) in pen.choices(gone, &year())?.into_iter().filter(|it| !choices.contains_key(&it.0)) {
        take(pen, FieldKey::Choice { instrument: year(), indikator }, &choice.to_string())?;
    }
    for (indikator, numbers) in pen.inputs(gone, &year())?.into_iter().filter(|it| !inputs.contains_key(&it.0)) {
        for (input, value) in numbers {
            let (instrument, indikator) = (year(), indikator.clone());
            take(pen, FieldKey::Input { instrument, indikator, input }, &value.to_string())?;
        }
    }
    for (indikator, options) in pen.ticks(gone, &year())?.into_iter().filter(|it| !ticks.contains_key(&it.0)) {
        for option in options {
            let (instrument, indikator) = (year(), indikator.clone());
            take(pen, FieldKey::Tick { instrument, indikator, option }, "1")?;
        }
    }
    let known = pen.citations(subject, &year())?;
    for (indikator, citations) in pen.citations(gone, &year())?.into_iter().filter(|it| !known.contains_key(&it.0)) {
        take(pen, FieldKey::Citation { instrument: year(), indikator }, &written(&citations)?)?;
    }
    for (indikator, reason) in waiting {
        take(pen, FieldKey::Review { instrument: year(), indikator }, &reason)?;
    }
    Ok(())
}

/// Gives one inovasi what the ministry made of another, where it has nothing itself.
fn take_official(core: &Core, pen: &mut Pen<'_, '_>, keep: InovasiId, drop: InovasiId) -> Result<()> {
    let (subject, gone) = (Subject::Inovasi(keep), Subject::Inovasi(drop));
    let all = core.rules_in(pen)?;
    for year in pen.official_years()? {
        let rules = all.instruments.get(year.as_str()).map(Arc::as_ref);
        let instrument = || InstrumentId::from(year.as_str());
        let figures = official::figures(pen, subject, &year, rules)?;
        let parameters = official::accepted(pen, subject, &year, rules)?;
        for (figure, value) in
            official::figures(pen, gone, &year, rules)?.into_iter().filter(|it| !figures.contains_key(&it.0))
        {
            let field = FieldKey::Official { instrument: instrument(), figure };
            pen.put_from(Origin::Combined, subject, &field, Some(&value))?;
        }
        let accepted = official::accepted(pen, gone, &year, rules)?.into_iter();
        for (indikator, parameter) in accepted.filter(|it| !parameters.contains_key(&it.0)) {
            let field = FieldKey::OfficialParameter { instrument: instrument(), indikator };
            pen.put_from(Origin::Combined, subject, &field, Some(&parameter.to_string()))?;
        }
    }
    Ok(())
}

/// Lets the bukti of one inovasi serve another. What serves it already keeps its pages.
fn take_bukti(pen: &mut Pen<'_, '_>, keep: InovasiId, drop: InovasiId) -> Result<()> {
    let subject = Subject::Inovasi(keep);
    let own = pen.links(subject)?;
    let serves = |it: &LinkRecord| own.iter().any(|own| own.bukti.id == it.bukti.id && own.indikator == it.indikator);
    for it in pen.links(Subject::Inovasi(drop))?.into_iter().filter(|it| !serves(it)) {
        let link = FieldKey::Link { subject, indikator: it.indikator };
        pen.put_from(Origin::Combined, Subject::Bukti(it.bukti.id), &link, Some(&it.pages))?;
    }
    Ok(())
}
