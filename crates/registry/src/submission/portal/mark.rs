//! Ticking a field of the portal as entered, and taking that back.

use domain::{core::id::Subject, submission::portal::PortalMark};

use super::{DIGEST, digest_of, known, portal_act, put};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    view::{Outcome, PortalSubjectView},
};

/// Says that a field of the portal is entered, by what the person saw when he copied it:
/// `digest`; as it stands now when absent.
///
/// # Errors
/// There is no such inovasi or field; the digest is none.
pub(crate) fn tick_portal(
    core: &Core,
    subject: Subject,
    entry: &str,
    digest: Option<&str>,
) -> Result<Outcome<PortalSubjectView>> {
    portal_act(core, Op::TickPortal, subject, |pen, portal| {
        let it = known(portal, entry)?;
        let digest = digest.map_or_else(|| digest_of(it), str::to_owned);
        if digest.len() != DIGEST || !digest.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(Error::not_found(Reason::PortalEntryMissing).arg("entry", entry));
        }
        put(pen, portal, it, Some(&PortalMark::Entered(digest)))
    })
}

/// Says that a field of the portal is still to be entered: takes back a tick or a reason.
///
/// # Errors
/// There is no such inovasi or field.
pub(crate) fn reopen_portal(core: &Core, subject: Subject, entry: &str) -> Result<Outcome<PortalSubjectView>> {
    portal_act(core, Op::ReopenPortal, subject, |pen, portal| put(pen, portal, known(portal, entry)?, None))
}
