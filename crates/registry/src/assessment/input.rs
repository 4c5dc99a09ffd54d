//! Numbers and ticks: what an officer gives an answer beside the choice.

use domain::{
    assessment::{
        calculation::{Calculation, CalculationError, WorkedOut, work_out as reckon},
        given::{GivenError, check_input, check_tick},
        score::Choice,
    },
    core::{
        id::{InovasiId, Subject},
        number::NumberError,
    },
    merge::change::FieldKey,
};
use store::Writer;

use crate::{
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    inovasi::usulan,
    show::{
        assessment::redraw,
        finding::{self, answered_by, outcome},
    },
    view::{AssessmentView, Outcome, WorkedOutView},
};

/// A number as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GiveInput {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// Id of the input.
    pub input: String,
    /// As it was typed; empty takes the number back.
    pub value: String,
}

/// A tick as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct TickOption {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// One that the checks of the indikator count.
    pub option: String,
    pub on: bool,
}

/// Gives the number of an indikator. Where it stands for exactly one rung, that
/// is chosen in the same act; else only the number is recorded and the choice
/// stays the officer's.
///
/// # Errors
/// The subject, indikator or input does not exist, the text is no number or may
/// be two, the year is closed. Nothing is recorded then.
pub(crate) fn give_input(core: &Core, req: &GiveInput) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(&req.instrument)?;
    let subject = lookup::answering_subject(core, &req.subject)?;
    let (view, findings) = core.write(Op::GiveInput, |writer| {
        let choices = writer.choices(subject, &instrument.id)?;
        let given = check_input(&instrument, answered_by(subject), (&req.indikator, &req.input), &req.value, |it| {
            choices.get(it).cloned()
        })?;
        let instrument_id = instrument.id.clone();
        let indikator = given.indikator.clone();
        let field = FieldKey::Input { instrument: instrument_id, indikator, input: given.input };
        answerable(writer, subject, &field)?;
        writer.put(subject, &field, given.value.map(|it| it.to_string()).as_deref())?;
        if let Some(choice) = &given.choice {
            choose(writer, subject, &instrument.id, &given.indikator, choice)?;
        }
        redraw(writer, subject, &instrument)
    })?;
    Ok(outcome(Op::GiveInput, view, finding::views(findings, None, &instrument)))
}

/// Says that the bukti show something that a check counts, or takes that back.
///
/// # Errors
/// The subject, indikator or option does not exist, or the year is closed.
pub(crate) fn tick_option(core: &Core, req: &TickOption) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(&req.instrument)?;
    let subject = lookup::answering_subject(core, &req.subject)?;
    let (indikator, option) = check_tick(&instrument, answered_by(subject), &req.indikator, &req.option)?;
    let review = FieldKey::Review { instrument: instrument.id.clone(), indikator: indikator.clone() };
    let field = FieldKey::Tick { instrument: instrument.id.clone(), indikator, option };
    let (view, findings) = core.write(Op::TickOption, |writer| {
        answerable(writer, subject, &field)?;
        writer.put(subject, &field, req.on.then_some("1"))?;
        // Whoever ticks has looked.
        writer.put(subject, &review, None)?;
        redraw(writer, subject, &instrument)
    })?;
    Ok(outcome(Op::TickOption, view, finding::views(findings, None, &instrument)))
}

/// Works a number out of two as they were typed; records nothing.
///
/// # Errors
/// A number or a date cannot be read, or nothing comes of them.
pub(crate) fn work_out(how: &str, first: &str, second: &str) -> Result<WorkedOutView> {
    let known = Calculation::by_name(how).ok_or_else(|| Error::not_found("calculation_unknown").arg("how", how))?;
    let WorkedOut { value, rounded, days } = reckon(known, first, second)?;
    Ok(WorkedOutView { value: value.to_string(), rounded, days })
}

fn answerable(writer: &Writer<'_>, subject: Subject, field: &FieldKey) -> Result<()> {
    if let Subject::Inovasi(id) = subject {
        lookup::editable(writer, id)?;
    }
    usulan::open_years(writer, field)
}

/// Gives one inovasi the numbers and ticks of another, where it has none.
pub(crate) fn take_given(writer: &mut Writer<'_>, keep: InovasiId, drop: InovasiId, instrument: &str) -> Result<()> {
    let (subject, gone) = (Subject::Inovasi(keep), Subject::Inovasi(drop));
    let (inputs, ticks) = (writer.inputs(subject, instrument)?, writer.ticks(subject, instrument)?);
    for (indikator, numbers) in writer.inputs(gone, instrument)? {
        for (input, value) in numbers.into_iter().filter(|_| !inputs.contains_key(&indikator)) {
            let (instrument, indikator) = (instrument.to_owned(), indikator.clone());
            let field = FieldKey::Input { instrument, indikator, input };
            writer.put(subject, &field, Some(&value.to_string()))?;
        }
    }
    for (indikator, options) in writer.ticks(gone, instrument)? {
        for option in options.into_iter().filter(|_| !ticks.contains_key(&indikator)) {
            let (instrument, indikator) = (instrument.to_owned(), indikator.clone());
            writer.put(subject, &FieldKey::Tick { instrument, indikator, option }, Some("1"))?;
        }
    }
    Ok(())
}

/// The choice that follows of a number. Nothing waits for review any more.
fn choose(writer: &mut Writer<'_>, subject: Subject, instrument: &str, indikator: &str, choice: &Choice) -> Result<()> {
    let (instrument, indikator) = (instrument.to_owned(), indikator.to_owned());
    let review = FieldKey::Review { instrument: instrument.clone(), indikator: indikator.clone() };
    writer.put(subject, &FieldKey::Choice { instrument, indikator }, Some(&choice.to_string()))?;
    writer.put(subject, &review, None)?;
    Ok(())
}

impl From<NumberError> for Error {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::Unreadable(text) => Self::invalid("number_unreadable").arg("text", text),
            NumberError::Ambiguous { text, whole, fraction } => {
                Self::invalid("number_ambiguous").arg("text", text).arg("whole", whole).arg("fraction", fraction)
            }
            NumberError::NotPercent { text, satuan } => {
                Self::invalid("number_not_percent").arg("text", text).arg("satuan", satuan)
            }
        }
    }
}

impl From<GivenError> for Error {
    fn from(error: GivenError) -> Self {
        match error {
            GivenError::Choice(it) => it.into(),
            GivenError::Number(it) => it.into(),
            GivenError::UnknownInput { indikator, input, known } => {
                Self::not_found("input_unknown").arg("indikator", indikator).arg("input", input).arg("known", known)
            }
            GivenError::UnknownOption { indikator, option, known } => {
                Self::not_found("tick_unknown").arg("indikator", indikator).arg("option", option).arg("known", known)
            }
        }
    }
}

impl From<CalculationError> for Error {
    fn from(error: CalculationError) -> Self {
        match error {
            CalculationError::Number(it) => it.into(),
            CalculationError::Date(it) => it.into(),
            CalculationError::NoDay(text) => Self::invalid("day_wanted").arg("text", text),
            CalculationError::ByZero => Self::invalid("divided_by_zero"),
            CalculationError::Backwards => Self::invalid("dates_backwards"),
        }
    }
}
