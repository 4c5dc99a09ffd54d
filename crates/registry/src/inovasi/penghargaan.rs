//! Penghargaan of the region and of its inovasi: what a person does with them.

use std::path::PathBuf;

use domain::{
    core::id::{PenghargaanId, Subject},
    inovasi::penghargaan::{PENGHARGAAN_BUKTI, Penghargaan, PenghargaanField},
    merge::change::FieldKey,
};
use store::Reader;

use crate::{
    bukti::attach::{self, Target},
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        pen::Pen,
        progress::Watch,
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
pub(crate) fn list_penghargaan(core: &Core, untuk: Option<&str>) -> Result<PenghargaanListView> {
    let whose = untuk.map(|it| lookup::answering_subject(core, it)).transpose()?;
    core.read(|reader| list_view(reader, whose))
}

/// Records a penghargaan of the region or of an inovasi; only its name is
/// needed.
///
/// # Errors
/// The name is empty or cannot stand; there is no such inovasi.
pub(crate) fn register_penghargaan(core: &Core, untuk: &str, nama: &str) -> Result<Outcome<PenghargaanListView>> {
    let whose = lookup::answering_subject(core, untuk)?;
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

/// Writes one field of a penghargaan.
///
/// # Errors
/// The penghargaan or the field is unknown, or the value cannot stand.
pub(crate) fn edit_penghargaan(
    core: &Core,
    id: &str,
    field: &str,
    value: Option<&str>,
) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    let field =
        PenghargaanField::by_name(field).ok_or_else(|| Error::not_found("field_unknown").arg("field", field))?;
    penghargaan_act(core, Op::EditPenghargaan, id, |pen| {
        pen.put(Subject::Penghargaan(id), &FieldKey::Penghargaan(field), value)?;
        Ok(())
    })
}

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

/// Attaches files to a penghargaan: all of them, or none.
///
/// # Errors
/// As [`Registry::attach_bukti`](crate::Registry::attach_bukti).
pub(crate) fn attach_penghargaan(
    core: &Core,
    id: &str,
    paths: &[PathBuf],
    watch: &mut dyn Watch,
) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    let whose = core.read(|reader| Ok(subject_of(&known(reader, id)?)))?;
    let instrument = core.current_instrument()?;
    let target = Target { subject: Subject::Penghargaan(id), indikator: PENGHARGAAN_BUKTI, instrument: &instrument.id };
    let view = attach::attach_to(core, Op::AttachBukti, &target, paths, watch, |pen| list_view(pen, Some(whose)))?;
    Ok(outcome(Op::AttachBukti, view, Findings::default()))
}

/// Takes a file from a penghargaan.
///
/// # Errors
/// The penghargaan or the bukti does not exist.
pub(crate) fn detach_penghargaan(core: &Core, id: &str, bukti: &str) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    let bukti = crate::bukti::attach::bukti_id(bukti)?;
    let link = FieldKey::Link { subject: Subject::Penghargaan(id), indikator: PENGHARGAAN_BUKTI.into() };
    penghargaan_act(core, Op::DetachBukti, id, |pen| {
        pen.put(Subject::Bukti(bukti), &link, None)?;
        Ok(())
    })
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

fn penghargaan_id(text: &str) -> Result<PenghargaanId> {
    text.trim().parse().map_err(|_| Error::not_found("penghargaan_missing").arg("id", text))
}

fn known(reader: &Reader<'_>, id: PenghargaanId) -> Result<Penghargaan> {
    reader.penghargaan(id)?.ok_or_else(|| Error::not_found("penghargaan_missing").arg("id", id))
}
