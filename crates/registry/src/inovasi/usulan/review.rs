//! Answers that wait for a second look.

use domain::core::id::Subject;
use domain::merge::change::FieldKey;

use crate::{
    core::{error::Result, lookup, op::Op, registry::Core},
    show::{
        assessment::redraw,
        finding::{self, outcome},
    },
    view::{AssessmentView, Outcome},
};

/// Says that a carried-over answer still holds.
///
/// # Errors
/// The subject or the instrument does not exist; that year is closed.
pub(crate) fn accept_review(
    core: &Core,
    subject: Subject,
    instrument: &str,
    indikator: &str,
) -> Result<Outcome<AssessmentView>> {
    let known = core.instrument(instrument)?;
    let whose = lookup::answering(subject)?;
    let indikator = known.indikator(indikator).map_or_else(|| indikator.into(), |it| it.id.clone());
    let field = FieldKey::Review { instrument: known.id.clone(), indikator };
    let (view, findings) = core.write(Op::AcceptReview, |pen| {
        pen.put(whose, &field, None)?;
        redraw(pen, whose, &known)
    })?;
    Ok(outcome(Op::AcceptReview, view, finding::views(findings, None, &known)))
}
