//! Choosing a parameter: THE SPECIMEN. Every other act has its shape; read it first.

use domain::{assessment::score::check_choice, core::id::Subject, merge::change::FieldKey};

use crate::{
    core::{
        error::Result,
        lookup::{self, answering_subject},
        op::Op,
        registry::Core,
    },
    inovasi::usulan,
    show::{
        assessment::{assessment_view, redraw},
        finding::{self, answered_by, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// A choice as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ChooseParameter {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// 0 takes the choice back.
    pub parameter: u8,
    pub variant: Option<String>,
}

/// Chooses a parameter for one indikator. THE SPECIMEN: load → decide →
/// record → show, in one transaction, with one answer.
///
/// # Errors
/// The subject, indikator, parameter or variant does not exist; nothing is
/// recorded then.
pub(crate) fn choose_parameter(core: &Core, req: &ChooseParameter) -> Result<Outcome<AssessmentView>> {
    // LOAD what the decision needs.
    let instrument = core.instrument(&req.instrument)?;
    let subject = answering_subject(core, &req.subject)?;

    // DECIDE: a pure rule, the only gate. It answers with the indikator's id,
    // whichever of id or code was sent, and with no choice for parameter 0.
    let (indikator, choice) =
        check_choice(&instrument, answered_by(subject), &req.indikator, req.parameter, req.variant.as_deref())?;

    // RECORD through the one write path: the change and what it replaces go
    // into history, and the tables show it, or neither happens.
    let review = FieldKey::Review { instrument: instrument.id.clone(), indikator: indikator.clone() };
    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator };
    let value = choice.map(|it| it.to_string());
    let (view, findings) = core.write(Op::ChooseParameter, |writer| {
        if let Subject::Inovasi(id) = subject {
            lookup::editable(writer, id)?;
        }
        usulan::open_years(writer, &field)?;
        writer.put(subject, &field, value.as_deref())?;
        // Whoever chooses has looked: nothing waits for review any more.
        writer.put(subject, &review, None)?;

        // SHOW exactly what the screen redraws, read inside the transaction.
        redraw(writer, subject, &instrument)
    })?;
    Ok(outcome(Op::ChooseParameter, view, finding::views(findings, None, &instrument)))
}

/// The answers of one subject.
///
/// # Errors
/// The subject or the instrument does not exist.
pub(crate) fn show_assessment(core: &Core, subject: &str, instrument: &str) -> Result<AssessmentView> {
    let instrument = core.instrument(instrument)?;
    let subject = answering_subject(core, subject)?;
    core.read(|reader| {
        if let Subject::Inovasi(id) = subject {
            lookup::known(reader, id)?;
        }
        assessment_view(reader, subject, &instrument)
    })
}
