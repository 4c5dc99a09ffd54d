//! Taking a penghargaan out.

use domain::core::id::Subject;

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::penghargaan::{penghargaan_act, penghargaan_id},
    view::{Outcome, PenghargaanListView},
};

/// Takes a penghargaan out; history keeps it.
///
/// # Errors
/// There is none.
pub(crate) fn remove_penghargaan(core: &Core, id: &str) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    penghargaan_act(core, Op::RemovePenghargaan, id, |pen| {
        pen.remove(Subject::Penghargaan(id))?;
        pen.settle()
    })
}
