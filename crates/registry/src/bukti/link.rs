//! What a bukti serves.

use crate::{
    bukti::attach::{AnswerKey, bukti_act, bukti_id, find_answer},
    core::{error::Result, op::Op, registry::Core},
    view::{AssessmentView, Outcome},
};

/// Lets a bukti serve one more answer, or changes the pages that do.
///
/// # Errors
/// The bukti or the answer does not exist.
pub(crate) fn link_bukti(
    core: &Core,
    key: &AnswerKey,
    bukti: &str,
    pages: Option<&str>,
) -> Result<Outcome<AssessmentView>> {
    let found = find_answer(core, key)?;
    let id = bukti_id(bukti)?;
    bukti_act(core, Op::LinkBukti, &found, id, |pen| found.target().link(pen, id, Some(pages.unwrap_or(""))))
}

/// Takes a bukti from one answer. The bytes stay; history can bring it back.
///
/// # Errors
/// The bukti or the answer does not exist.
pub(crate) fn detach_bukti(core: &Core, key: &AnswerKey, bukti: &str) -> Result<Outcome<AssessmentView>> {
    let found = find_answer(core, key)?;
    let id = bukti_id(bukti)?;
    bukti_act(core, Op::DetachBukti, &found, id, |pen| found.target().link(pen, id, None))
}
