//! Numbers and ticks: what an officer gives an answer beside the choice.

use domain::{
    assessment::{
        calculation::{Calculation, CalculationError, WorkedOut, work_out as reckon},
        given::check_input,
        instrument::AnsweredBy,
    },
    core::id::Subject,
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    show::{
        assessment::redraw,
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome, WorkedOutView},
};

/// A number as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GiveInput {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    /// Id of the instrument that is answered under.
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
    /// Id of the instrument that is answered under.
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// One that the checks of the indikator count.
    pub option: String,
    /// Whether the bukti show it; false takes the tick back.
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
    let field = FieldKey::Input {
        instrument: instrument.id.clone(),
        indikator: req.indikator.as_str().into(),
        input: req.input.as_str().into(),
    };
    let (view, findings) = core.write(Op::GiveInput, |pen| {
        if let Subject::Inovasi(id) = subject {
            lookup::editable(pen, id)?;
        }
        let choices = pen.choices(subject, &instrument.id)?;
        let who = AnsweredBy::of(subject);
        let given =
            check_input(&instrument, who, (&req.indikator, &req.input), &req.value, |it| choices.get(it).cloned())?;
        pen.put(subject, &field, Some(&req.value))?;
        if let Some(choice) = &given.choice {
            let (instrument, indikator) = (instrument.id.clone(), given.indikator);
            pen.put(subject, &FieldKey::Choice { instrument, indikator }, Some(&choice.to_string()))?;
        }
        redraw(pen, subject, &instrument)
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
    let (indikator, option) = (req.indikator.clone(), req.option.clone());
    let field =
        FieldKey::Tick { instrument: instrument.id.clone(), indikator: indikator.into(), option: option.into() };
    let (view, findings) = core.write(Op::TickOption, |pen| {
        if let Subject::Inovasi(id) = subject {
            lookup::editable(pen, id)?;
        }
        pen.put(subject, &field, req.on.then_some("1"))?;
        redraw(pen, subject, &instrument)
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
