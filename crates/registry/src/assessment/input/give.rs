//! Giving the number of an indikator.

use domain::{
    assessment::{given::check_input, instrument::AnsweredBy},
    core::id::{IndikatorName, InputId, InstrumentId, Subject},
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, lookup, op::Op, registry::Core},
    show::{
        assessment::redraw,
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// A number as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct GiveInput {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: Subject,
    /// Id of the instrument that is answered under.
    pub instrument: InstrumentId,
    /// Id or code.
    pub indikator: IndikatorName,
    /// Id of the input.
    pub input: InputId,
    /// As it was typed; empty takes the number back.
    pub value: String,
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
    let subject = lookup::answering(req.subject)?;
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
