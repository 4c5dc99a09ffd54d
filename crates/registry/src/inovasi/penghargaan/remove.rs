//! Taking a penghargaan out.

use domain::core::id::{PenghargaanId, Subject};

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::penghargaan::penghargaan_act,
    view::{Outcome, PenghargaanListView},
};

/// Takes a penghargaan out; history keeps it.
///
/// # Errors
/// There is none.
pub(crate) fn remove_penghargaan(core: &Core, id: PenghargaanId) -> Result<Outcome<PenghargaanListView>> {
    penghargaan_act(core, Op::RemovePenghargaan, id, |pen| {
        pen.remove(Subject::Penghargaan(id))?;
        pen.settle()
    })
}
