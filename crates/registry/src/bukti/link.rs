//! What a bukti serves.

use domain::core::id::BuktiId;

use crate::{
    bukti::attach::{AnswerKey, bukti_act, find_answer},
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
    bukti: BuktiId,
    pages: Option<&str>,
) -> Result<Outcome<AssessmentView>> {
    let found = find_answer(core, key)?;
    bukti_act(core, Op::LinkBukti, &found, bukti, |pen| found.target().link(pen, bukti, Some(pages.unwrap_or(""))))
}

/// Takes a bukti from one answer. The bytes stay; history can bring it back.
///
/// # Errors
/// The bukti or the answer does not exist.
pub(crate) fn detach_bukti(core: &Core, key: &AnswerKey, bukti: BuktiId) -> Result<Outcome<AssessmentView>> {
    let found = find_answer(core, key)?;
    bukti_act(core, Op::DetachBukti, &found, bukti, |pen| found.target().link(pen, bukti, None))
}
