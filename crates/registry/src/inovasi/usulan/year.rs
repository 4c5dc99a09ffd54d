//! Beginning and closing a year.

use domain::{core::id::Subject, merge::change::FieldKey};

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::usulan::years_view,
    show::{
        finding::{Findings, outcome},
        usulan::family,
    },
    view::{Outcome, YearsView},
};

/// Begins to work under another instrument. The year before it becomes
/// read-only and stays visible; nothing is proposed anew by this alone.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn begin_year(core: &Core, instrument: &str) -> Result<Outcome<YearsView>> {
    let next = core.instrument(instrument)?;
    let view = core.write(Op::BeginYear, |pen| {
        let before = core.current_instrument_in(pen)?;
        if before.tahun < next.tahun && family(&before.id) == family(&next.id) {
            pen.put(Subject::Daerah, &FieldKey::Closed(before.id.clone()), Some("1"))?;
        }
        // One that was sent is looked at; it opens with a reason alone.
        if !pen.snapshots()?.iter().any(|it| it.is_sent_for(&next.id)) {
            pen.put(Subject::Daerah, &FieldKey::Closed(next.id.clone()), None)?;
        }
        pen.put(Subject::Daerah, &FieldKey::PemdaInstrument, Some(&next.id))?;
        years_view(core, pen)
    })?;
    Ok(outcome(Op::BeginYear, view, Findings::default()))
}

/// Makes the answers of a year read-only, or opens them again.
///
/// # Errors
/// There is no such instrument; it was sent, which only a reason opens again.
pub(crate) fn close_year(core: &Core, instrument: &str, closed: bool) -> Result<Outcome<YearsView>> {
    let it = core.instrument(instrument)?;
    let view = core.write(Op::CloseYear, |pen| {
        pen.put(Subject::Daerah, &FieldKey::Closed(it.id.clone()), closed.then_some("1"))?;
        years_view(core, pen)
    })?;
    Ok(outcome(Op::CloseYear, view, Findings::default()))
}
