//! Choosing a parameter: THE SPECIMEN. Every other act has its shape; read it first.

use domain::{
    assessment::score::Choice,
    core::id::{IndikatorName, InstrumentId, Subject},
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::Result,
        lookup::{self, answering},
        op::Op,
        registry::Core,
    },
    show::{
        assessment::{assessment_view, redraw},
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// A choice as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ChooseParameter {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: Subject,
    /// Id of the instrument that is answered under.
    pub instrument: InstrumentId,
    /// Id or code.
    pub indikator: IndikatorName,
    /// 0 takes the choice back.
    pub parameter: u8,
    /// Id of the measuring basis; None where the indikator has but one.
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
    let subject = answering(req.subject)?;

    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator: req.indikator.as_str().into() };
    let (view, findings) = core.write(Op::ChooseParameter, |pen| {
        if let Subject::Inovasi(id) = subject {
            lookup::editable(pen, id)?;
        }

        // DECIDE and RECORD in one: the pen asks the gate, the one place that knows what
        // a field may hold, and writes the value that passed. The change and what it
        // replaces go into history, and the tables show it, or neither happens.
        pen.put(subject, &field, Some(&Choice::sent(req.parameter, req.variant.as_deref())))?;

        // SHOW exactly what the screen redraws, read inside the transaction.
        redraw(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::ChooseParameter, view, finding::views(findings, None, &instrument)))
}

/// The answers of one subject.
///
/// # Errors
/// The subject or the instrument does not exist.
pub(crate) fn show_assessment(core: &Core, subject: Subject, instrument: &str) -> Result<AssessmentView> {
    let instrument = core.instrument(instrument)?;
    let subject = answering(subject)?;
    core.read(|reader| {
        if let Subject::Inovasi(id) = subject {
            lookup::known(reader, id)?;
        }
        assessment_view(reader, subject, &instrument)
    })
}
