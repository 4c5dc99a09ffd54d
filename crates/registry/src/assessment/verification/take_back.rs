//! Taking a verdict back.

use domain::assessment::verification::Role;

use crate::{
    assessment::verification::{field_of, indikator_of, judged, shown},
    core::{
        error::{Error, Result},
        lookup::{self, role_of},
        op::Op,
        registry::Core,
    },
    show::finding::{self, outcome},
    view::{AssessmentView, Outcome},
};

/// Takes the verdict on an answer back; history keeps that it was given.
///
/// # Errors
/// There is none; this copy's role is not that of a verifier; nobody has said who works
/// here; the year is closed.
pub(crate) fn take_verdict_back(
    core: &Core,
    subject: &str,
    instrument: &str,
    indikator: &str,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering_subject(core, subject)?;
    let indikator = indikator_of(&instrument, subject, indikator)?;
    let (view, findings) = core.write(Op::TakeVerdictBack, |pen| {
        judged(pen, subject, &instrument)?;
        if role_of(pen)? != Role::Verifier {
            return Err(Error::invalid("verdict_not_verifier"));
        }
        if !pen.put(subject, &field_of(&instrument, indikator), None)? {
            return Err(Error::not_found("verdict_missing").arg("indikator", &indikator.code));
        }
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::TakeVerdictBack, view, finding::views(findings, None, &instrument)))
}
