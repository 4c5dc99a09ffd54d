//! The numbers and ticks of answers, in and out of interchange documents.

use std::collections::BTreeMap;

use domain::{
    assessment::{citation::check_citations, instrument::AnsweredBy},
    core::id::{IndikatorId, InputId, Subject},
    merge::change::FieldKey,
};
use exchange::merge::interchange as json;
use store::Reader;

use super::import::{DocumentPlanner, at_path};
use crate::core::{error::Result, kept_json::written};

impl DocumentPlanner<'_, '_> {
    /// What a document says beside one choice. A number that is not listed is not
    /// said; listed ticks are all there are. No parameter follows of a number here:
    /// the document says that too.
    pub(super) fn given(
        &mut self,
        subject: Subject,
        year: &str,
        id: &str,
        answer: &json::AnswerEntry,
        place: &str,
    ) -> Result<()> {
        let key = || (year.into(), id.into());
        for (input, text) in &answer.input {
            let ((instrument, indikator), input) = (key(), InputId::from(input.as_str()));
            let place = format!("{place}.input.{input}");
            self.add(&place, subject, FieldKey::Input { instrument, indikator, input }, Some(text))?;
        }
        let Some(ticks) = &answer.tick else { return Ok(()) };
        let tick = |option: &str| {
            let ((instrument, indikator), option) = (key(), option.into());
            FieldKey::Tick { instrument, indikator, option }
        };
        let standing = self.reader.ticks(subject, year)?.remove(id).unwrap_or_default();
        for gone in standing.iter().filter(|it| !ticks.iter().any(|tick| **it == *tick)) {
            self.add(place, subject, tick(gone), None)?;
        }
        for (at, option) in ticks.iter().enumerate() {
            self.add(&format!("{place}.tick[{at}]"), subject, tick(option), Some("1"))?;
        }
        Ok(())
    }

    /// What published sources say of the indikator of a subject.
    pub(super) fn citations(&mut self, subject: Subject, path: &str, citations: &json::Citations) -> Result<()> {
        for (instrument, cited) in citations {
            let place = format!("{path}.{instrument}");
            let known = self.core.instrument(instrument).map_err(|error| at_path(place.clone(), error))?;
            for (indikator, all) in cited {
                let place = format!("{place}.{indikator}");
                let found = known.find_indikator(AnsweredBy::of(subject), indikator);
                let indikator = found.map_err(|error| at_path(place.clone(), error.into()))?.id.clone();
                let kept = check_citations(all.clone()).map_err(|error| at_path(place.clone(), error.into()))?;
                let value = if kept.is_empty() { None } else { Some(written(&kept)?) };
                let field = FieldKey::Citation { instrument: known.id.clone(), indikator };
                self.add(&place, subject, field, value.as_deref())?;
            }
        }
        Ok(())
    }
}

/// All that sources say of a subject.
pub(crate) fn cited(reader: &Reader<'_>, subject: Subject) -> Result<json::Citations> {
    let mut all = json::Citations::new();
    for instrument in reader.instruments_cited(subject)? {
        let cited = reader.citations(subject, &instrument)?;
        let cited: BTreeMap<_, _> = cited.into_iter().map(|(id, it)| (id.to_string(), it)).collect();
        if !cited.is_empty() {
            all.insert(instrument.to_string(), cited);
        }
    }
    Ok(all)
}

/// All that was answered under one instrument, by the id of the indikator.
pub(crate) fn given_answers(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &str,
) -> Result<BTreeMap<IndikatorId, json::AnswerEntry>> {
    let mut all: BTreeMap<IndikatorId, json::AnswerEntry> = BTreeMap::new();
    for (indikator, choice) in reader.choices(subject, instrument)? {
        let answer =
            json::AnswerEntry { parameter: choice.parameter, variant: choice.variant, ..json::AnswerEntry::default() };
        all.insert(indikator, answer);
    }
    for (indikator, numbers) in reader.inputs(subject, instrument)? {
        let numbers = numbers.into_iter().map(|(input, value)| (input.into(), value.normalize().to_string()));
        all.entry(indikator).or_default().input = numbers.collect();
    }
    for (indikator, ticks) in reader.ticks(subject, instrument)? {
        all.entry(indikator).or_default().tick = Some(ticks.into_iter().map(String::from).collect());
    }
    Ok(all)
}
