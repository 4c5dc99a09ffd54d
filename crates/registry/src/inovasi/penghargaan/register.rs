//! Recording a penghargaan.

use domain::{
    core::id::{PenghargaanId, Subject},
    inovasi::penghargaan::PenghargaanField,
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, lookup, op::Op, registry::Core},
    show::{
        finding::{Findings, outcome},
        penghargaan::list_view,
    },
    view::{Outcome, PenghargaanListView},
};

/// Records a penghargaan of the region or of an inovasi; only its name is
/// needed.
///
/// # Errors
/// The name is empty or cannot stand; there is no such inovasi.
pub(crate) fn register_penghargaan(core: &Core, untuk: Subject, nama: &str) -> Result<Outcome<PenghargaanListView>> {
    let whose = lookup::answering(untuk)?;
    let id = PenghargaanId(core.env.fresh_id());
    let subject = Subject::Penghargaan(id);
    let view = core.write(Op::RegisterPenghargaan, |pen| {
        if let Subject::Inovasi(id) = whose {
            lookup::editable(pen, id)?;
        }
        pen.put(subject, &FieldKey::Penghargaan(PenghargaanField::Nama), Some(nama))?;
        pen.put(subject, &FieldKey::Penghargaan(PenghargaanField::Untuk), Some(&whose.to_string()))?;
        list_view(pen, Some(whose))
    })?;
    Ok(outcome(Op::RegisterPenghargaan, view, Findings::default()))
}
