//! Who enters which inovasi, so that two do not do one thing twice.

use domain::{core::id::Subject, merge::change::FieldKey};

use super::portal_act;
use crate::{
    core::{error::Result, op::Op, registry::Core},
    view::{Outcome, PortalSubjectView},
};

/// Says who enters a subject into the portal; None: nobody any more. Whose turn it was
/// before is in history.
///
/// # Errors
/// There is no such inovasi; the name cannot stand.
pub(crate) fn turn_portal(core: &Core, subject: Subject, person: Option<&str>) -> Result<Outcome<PortalSubjectView>> {
    portal_act(core, Op::TurnPortal, subject, |pen, portal| {
        let field = FieldKey::PortalTurn(portal.instrument.id.clone());
        pen.put(portal.subject, &field, person).map(drop)
    })
}
