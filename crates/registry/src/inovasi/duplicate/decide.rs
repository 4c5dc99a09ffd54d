//! What a person decides about a pair.

use domain::{
    core::id::{InovasiId, Subject},
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, lookup::editable, op::Op, registry::Core},
    inovasi::duplicate::{list::list_duplicates, ordered},
    show::finding::{Findings, outcome},
    view::{DuplicatesView, Outcome},
};

/// Says that two inovasi are different (`dismissed`), that they belong together
/// (`linked`), or takes that back (empty).
///
/// # Errors
/// An inovasi is unknown or removed, or the verdict is none.
pub(crate) fn decide_duplicate(
    core: &Core,
    a: InovasiId,
    b: InovasiId,
    verdict: &str,
) -> Result<Outcome<DuplicatesView>> {
    let (a, b) = ordered(a, b);
    core.write(Op::DecideDuplicate, |pen| {
        editable(pen, a)?;
        editable(pen, b)?;
        pen.put(Subject::Inovasi(a), &FieldKey::Duplicate(b), Some(verdict))
    })?;
    Ok(outcome(Op::DecideDuplicate, list_duplicates(core, false)?, Findings::default()))
}
