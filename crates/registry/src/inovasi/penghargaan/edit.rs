//! Writing a field of a penghargaan.

use domain::{
    core::id::{PenghargaanId, Subject},
    inovasi::penghargaan::PenghargaanField,
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    inovasi::penghargaan::penghargaan_act,
    view::{Outcome, PenghargaanListView},
};

/// Writes one field of a penghargaan.
///
/// # Errors
/// The penghargaan or the field is unknown, or the value cannot stand.
pub(crate) fn edit_penghargaan(
    core: &Core,
    id: PenghargaanId,
    field: &str,
    value: Option<&str>,
) -> Result<Outcome<PenghargaanListView>> {
    let field =
        PenghargaanField::by_name(field).ok_or_else(|| Error::not_found(Reason::FieldUnknown).arg("field", field))?;
    penghargaan_act(core, Op::EditPenghargaan, id, |pen| {
        pen.put(Subject::Penghargaan(id), &FieldKey::Penghargaan(field), value)?;
        Ok(())
    })
}
