//! The numbers and ticks of answers, in and out of interchange documents.

use std::collections::BTreeMap;

use domain::{
    Decimal,
    assessment::{
        given::{asked_input, check_tick},
        instrument::Instrument,
    },
    core::{id::Subject, number::NumberError},
    merge::change::FieldKey,
};
use exchange::merge::interchange as json;
use store::Reader;

use crate::{
    core::error::Result,
    merge::import::{Wanted, at_path},
    show::finding::answered_by,
};

/// What a document says beside one choice. A number that is not listed is not
/// said; listed ticks are all there are. No parameter follows of a number here:
/// the document says that too.
pub(crate) fn plan_given(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
    indikator: &str,
    answer: &json::AnswerEntry,
    place: &str,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    let who = answered_by(subject);
    let id = || (instrument.id.clone(), indikator.to_owned());
    for (input, text) in &answer.input {
        let place = || format!("{place}.input.{input}");
        asked_input(instrument, who, indikator, input).map_err(|error| at_path(place(), error.into()))?;
        let value = match text.as_str() {
            "" => None,
            text => Some(plain(text).map_err(|error| at_path(place(), error))?),
        };
        let ((instrument, indikator), input) = (id(), input.clone());
        wanted.push(Wanted { subject, field: FieldKey::Input { instrument, indikator, input }, value });
    }
    let Some(ticks) = &answer.tick else { return Ok(()) };
    let mut tick = |option: String, value: Option<String>| {
        let (instrument, indikator) = id();
        wanted.push(Wanted { subject, field: FieldKey::Tick { instrument, indikator, option }, value });
    };
    let standing = reader.ticks(subject, &instrument.id)?.remove(indikator).unwrap_or_default();
    for gone in standing.into_iter().filter(|it| !ticks.contains(it)) {
        tick(gone, None);
    }
    for (at, option) in ticks.iter().enumerate() {
        let (_, option) = check_tick(instrument, who, indikator, option)
            .map_err(|error| at_path(format!("{place}.tick[{at}]"), error.into()))?;
        tick(option, Some("1".to_owned()));
    }
    Ok(())
}

/// A decimal as documents write it: digits and a point, no thousands.
fn plain(text: &str) -> Result<String> {
    let strict = text.bytes().all(|it| it.is_ascii_digit() || it == b'.' || it == b'-');
    let value: Option<Decimal> = text.parse().ok().filter(|_| strict);
    value.map(|it| it.normalize().to_string()).ok_or_else(|| NumberError::Unreadable(text.to_owned()).into())
}

/// All that was answered under one instrument, by the id of the indikator.
pub(crate) fn given_answers(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &str,
) -> Result<BTreeMap<String, json::AnswerEntry>> {
    let mut all: BTreeMap<String, json::AnswerEntry> = BTreeMap::new();
    for (indikator, choice) in reader.choices(subject, instrument)? {
        let answer =
            json::AnswerEntry { parameter: choice.parameter, variant: choice.variant, ..json::AnswerEntry::default() };
        all.insert(indikator, answer);
    }
    for (indikator, numbers) in reader.inputs(subject, instrument)? {
        let numbers = numbers.into_iter().map(|(input, value)| (input, value.normalize().to_string()));
        all.entry(indikator).or_default().input = numbers.collect();
    }
    for (indikator, ticks) in reader.ticks(subject, instrument)? {
        all.entry(indikator).or_default().tick = Some(ticks.into_iter().collect());
    }
    Ok(all)
}
