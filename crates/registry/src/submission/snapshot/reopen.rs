//! Opening a sent year again, with a reason.

use domain::{
    core::id::Subject,
    inovasi::profile::clean,
    merge::change::FieldKey,
    submission::snapshot::{MIN_ALASAN, SnapshotField},
};

use super::{
    list::{readiness, submission_view},
    put,
};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, SubmissionView},
};

/// Opens the year that is worked under again: its answers can be written, and what was
/// sent stays as a snapshot, with the reason.
///
/// # Errors
/// It was not sent; the reason says too little.
pub(crate) fn reopen_submission(core: &Core, alasan: &str) -> Result<Outcome<SubmissionView>> {
    let instrument = core.current_instrument()?;
    let alasan = clean(alasan, true)?.ok_or_else(|| Error::invalid(Reason::AlasanShort).arg("minimum", MIN_ALASAN))?;
    let ready = readiness(core)?;
    let view = core.write(Op::ReopenSubmission, |pen| {
        let mut sent = pen.snapshots()?;
        sent.retain(|it| it.is_sent_for(&instrument.id));
        if sent.is_empty() {
            return Err(Error::invalid(Reason::YearNotSent).arg("instrument", &instrument.id));
        }
        for it in &sent {
            put(pen, it.id, SnapshotField::AlasanBuka, Some(&alasan))?;
        }
        pen.put(Subject::Daerah, &FieldKey::Closed(instrument.id.clone()), None)?;
        pen.settle()?;
        submission_view(core, pen, &ready)
    })?;
    Ok(outcome(Op::ReopenSubmission, view, Findings::default()))
}
