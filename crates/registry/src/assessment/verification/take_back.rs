//! Taking a verdict back.

use domain::assessment::verification::Role;
use domain::core::id::Subject;

use crate::{
    assessment::verification::{field_of, indikator_of, judged, shown},
    core::{
        error::{Error, Reason, Result},
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
    subject: Subject,
    instrument: &str,
    indikator: &str,
) -> Result<Outcome<AssessmentView>> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering(subject)?;
    let indikator = indikator_of(&instrument, subject, indikator)?;
    let (view, findings) = core.write(Op::TakeVerdictBack, |pen| {
        judged(pen, subject, &instrument)?;
        if role_of(pen)? != Role::Verifier {
            return Err(Error::invalid(Reason::VerdictNotVerifier));
        }
        if !pen.put(subject, &field_of(&instrument, indikator), None)? {
            return Err(Error::not_found(Reason::VerdictMissing).arg("indikator", &indikator.code));
        }
        shown(pen, subject, &instrument)
    })?;
    Ok(outcome(Op::TakeVerdictBack, view, finding::views(findings, None, &instrument)))
}
