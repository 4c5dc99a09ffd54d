//! Registering an inovasi.

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::edit::edit_act,
    view::{Outcome, WorksheetView},
};

/// Registers an inovasi; only its name is needed.
///
/// # Errors
/// The name is empty, too long, or holds control characters.
pub(crate) fn register_inovasi(core: &Core, nama: &str) -> Result<Outcome<WorksheetView>> {
    let id = InovasiId(core.env.fresh_id());
    edit_act(core, Op::RegisterInovasi, id, |pen| {
        pen.put(Subject::Inovasi(id), &FieldKey::Profile(Field::Nama), Some(nama))?;
        // What is registered now belongs to the year that is worked on now.
        pen.register(id)
    })
}
