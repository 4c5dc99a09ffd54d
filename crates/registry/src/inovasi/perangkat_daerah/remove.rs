//! Taking a body off the list.

use domain::core::id::{PerangkatDaerahId, Subject};

use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    inovasi::perangkat_daerah::{known, list_act},
    view::{Outcome, PerangkatDaerahListView},
};

/// Takes a body off the list. Inovasi keep the name they were given.
///
/// # Errors
/// The body is unknown, or has others below it.
pub(crate) fn remove_perangkat_daerah(core: &Core, id: PerangkatDaerahId) -> Result<Outcome<PerangkatDaerahListView>> {
    list_act(core, Op::RemovePerangkatDaerah, |pen, list| {
        let nama = known(list, id)?.nama.clone();
        let below = list.bodies.iter().filter(|it| it.induk == Some(id)).count();
        if below > 0 {
            return Err(Error::invalid(Reason::PerangkatDaerahHasUnits).arg("nama", nama).arg("n", below));
        }
        pen.remove(Subject::PerangkatDaerah(id))
    })
}
