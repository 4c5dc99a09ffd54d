//! Leaving a field of the portal, for a reason.

use domain::{core::id::Subject, inovasi::profile::clean, submission::portal::PortalMark};

use super::{known, portal_act, put};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    view::{Outcome, PortalSubjectView},
};

/// Says that a field of the portal is left, and why: it is neither open nor entered then.
///
/// # Errors
/// There is no such inovasi or field; no reason is given.
pub(crate) fn skip_portal(core: &Core, subject: Subject, entry: &str, why: &str) -> Result<Outcome<PortalSubjectView>> {
    let why = clean(why, false)?.ok_or_else(|| Error::invalid(Reason::PortalWhyMissing))?;
    portal_act(core, Op::SkipPortal, subject, |pen, portal| {
        put(pen, portal, known(portal, entry)?, Some(&PortalMark::Skipped(why)))
    })
}
