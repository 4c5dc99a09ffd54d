//! Taking an inovasi out, and bringing it back.

use domain::core::id::{InovasiId, Subject};

use crate::{
    core::{error::Result, lookup::known, op::Op, registry::Core},
    inovasi::edit::edit_act,
    view::{Outcome, WorksheetView},
};

/// Takes an inovasi out of the catalogue; history keeps all of it.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn remove_inovasi(core: &Core, id: InovasiId) -> Result<Outcome<WorksheetView>> {
    set_removed(core, id, true, Op::RemoveInovasi)
}

/// Brings a removed inovasi back.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn restore_inovasi(core: &Core, id: InovasiId) -> Result<Outcome<WorksheetView>> {
    set_removed(core, id, false, Op::RestoreInovasi)
}

fn set_removed(core: &Core, id: InovasiId, removed: bool, op: Op) -> Result<Outcome<WorksheetView>> {
    let subject = Subject::Inovasi(id);
    edit_act(core, op, id, |pen| {
        let is_news = known(pen, id)?.removed != removed;
        match removed {
            _ if !is_news => return Ok(false),
            true => pen.remove(subject)?,
            false => pen.restore(subject)?,
        }
        pen.settle()?;
        Ok(true)
    })
}
