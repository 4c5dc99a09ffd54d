//! Who works on this copy; written into history beside what he does.

use domain::{assessment::verification::Role, inovasi::profile::clean};
use store::{LOSSES, Loss};

use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json,
        lookup::{PERSON, ROLE},
        op::Op,
        open::{self, registry_view},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

/// Says who works here; history names them from now on.
///
/// # Errors
/// The name is blank, too long or holds control characters.
pub(crate) fn set_person(core: &Core, person: &str) -> Result<Outcome<RegistryView>> {
    let person = clean(person, false)?.ok_or_else(|| Error::invalid(Reason::PersonEmpty))?;
    let view = core.write(Op::SetPerson, |pen| {
        pen.put_setting(PERSON, &person)?;
        registry_view(core, pen)
    })?;
    Ok(outcome(Op::SetPerson, view, Findings::default()))
}

/// Says who works here in the work of this registry: a setting of this copy, which
/// history names with verdicts and moves. Accountability, not access control.
///
/// # Errors
/// There is no such role.
pub(crate) fn set_role(core: &Core, role: &str) -> Result<Outcome<RegistryView>> {
    let role = Role::by_name(role.trim()).ok_or_else(|| {
        let known = Role::ALL.map(Role::name).join(", ");
        Error::not_found(Reason::RoleUnknown).arg("role", role).arg("known", known)
    })?;
    let view = core.write(Op::SetRole, |pen| {
        pen.put_setting(ROLE, role.name())?;
        open::registry_view(core, pen)
    })?;
    Ok(outcome(Op::SetRole, view, Findings::default()))
}

/// Writes down that somebody has read them all.
///
/// # Errors
/// The database cannot be written.
pub(crate) fn confirm_losses(core: &Core) -> Result<Outcome<RegistryView>> {
    let view = core.write(Op::ConfirmLosses, |pen| {
        // A list that cannot be read is begun anew, and stays beside.
        kept_json::kept::<Vec<Loss>>(pen, LOSSES)?;
        pen.confirm_losses()?;
        registry_view(core, pen)
    })?;
    Ok(outcome(Op::ConfirmLosses, view, Findings::default()))
}
