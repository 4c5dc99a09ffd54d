//! Penghargaan of the region and of its inovasi: the list, and what the verbs in
//! this folder share. `register`, `edit` and `remove` write one; `attach` has its
//! files, put on and taken off.

pub(crate) mod attach;
pub(crate) mod edit;
pub(crate) mod register;
pub(crate) mod remove;

use domain::{
    core::id::{PenghargaanId, Subject},
    inovasi::penghargaan::Penghargaan,
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::{
        finding::{Findings, outcome},
        penghargaan::{list_view, subject_of},
    },
    view::{Outcome, PenghargaanListView},
};

/// Every penghargaan, or those of `daerah` or of one inovasi; the newest first.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn list_penghargaan(core: &Core, untuk: Option<Subject>) -> Result<PenghargaanListView> {
    let whose = untuk.map(lookup::answering).transpose()?;
    core.read(|reader| list_view(reader, whose))
}

fn penghargaan_act(
    core: &Core,
    op: Op,
    id: PenghargaanId,
    act: impl FnOnce(&mut Pen<'_, '_>) -> Result<()>,
) -> Result<Outcome<PenghargaanListView>> {
    let view = core.write(op, |pen| {
        let whose = subject_of(&known(pen, id)?);
        act(pen)?;
        list_view(pen, Some(whose))
    })?;
    Ok(outcome(op, view, Findings::default()))
}

fn known(reader: &Reader<'_>, id: PenghargaanId) -> Result<Penghargaan> {
    reader.penghargaan(id)?.ok_or_else(|| Error::not_found(Reason::PenghargaanMissing).arg("id", id))
}
