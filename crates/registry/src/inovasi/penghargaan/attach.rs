//! The files of a penghargaan: attached and detached.

use std::path::PathBuf;

use domain::{
    core::id::{BuktiId, PenghargaanId, Subject},
    inovasi::penghargaan::PENGHARGAAN_BUKTI,
    merge::change::FieldKey,
};

use crate::{
    bukti::attach::{self, Target},
    core::{error::Result, op::Op, progress::Watch, registry::Core},
    inovasi::penghargaan::{known, penghargaan_act},
    show::{
        finding::{self, outcome},
        penghargaan::{list_view, subject_of},
    },
    view::{Outcome, PenghargaanListView},
};

/// Attaches files to a penghargaan: all of them, or none.
///
/// # Errors
/// As [`Registry::attach_bukti`](crate::Registry::attach_bukti).
pub(crate) fn attach_penghargaan(
    core: &Core,
    id: PenghargaanId,
    paths: &[PathBuf],
    watch: &mut dyn Watch,
) -> Result<Outcome<PenghargaanListView>> {
    let whose = core.read(|reader| Ok(subject_of(&known(reader, id)?)))?;
    let instrument = core.current_instrument()?;
    let target = Target { subject: Subject::Penghargaan(id), indikator: PENGHARGAAN_BUKTI, instrument: &instrument.id };
    let (view, told) =
        attach::attach_to(core, Op::AttachBukti, &target, paths, watch, |pen| list_view(pen, Some(whose)))?;
    Ok(outcome(Op::AttachBukti, view, finding::views(told, None, &instrument)))
}

/// Takes a file from a penghargaan.
///
/// # Errors
/// The penghargaan or the bukti does not exist.
pub(crate) fn detach_penghargaan(
    core: &Core,
    id: PenghargaanId,
    bukti: BuktiId,
) -> Result<Outcome<PenghargaanListView>> {
    let link = FieldKey::Link { subject: Subject::Penghargaan(id), indikator: PENGHARGAAN_BUKTI.into() };
    penghargaan_act(core, Op::DetachBukti, id, |pen| {
        pen.put(Subject::Bukti(bukti), &link, None)?;
        Ok(())
    })
}
