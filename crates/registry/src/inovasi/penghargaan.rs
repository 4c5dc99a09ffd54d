//! Penghargaan of the region and of its inovasi: what a person does with them.

use std::path::PathBuf;

use domain::{
    core::id::{PenghargaanId, Subject},
    inovasi::{
        penghargaan::{PENGHARGAAN_BUKTI, Penghargaan, PenghargaanField},
        profile::clean,
    },
    merge::change::FieldKey,
};
use store::{Reader, Writer};

use crate::{
    bukti::attach,
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        progress::Watch,
        registry::Core,
    },
    show::{
        finding::{Findings, outcome},
        penghargaan::{list_view, subject_of},
    },
    view::{Outcome, PenghargaanListView},
};

/// The option list of levels.
pub(crate) const TINGKAT: &str = "tingkat";

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
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid("nama_empty"))?;
    let view = core.write(Op::RegisterPenghargaan, |writer| {
        if let Subject::Inovasi(id) = whose {
            lookup::editable(writer, id)?;
        }
        put(writer, id, PenghargaanField::Nama, Some(&nama))?;
        put(writer, id, PenghargaanField::Untuk, Some(&untuk_of(whose)))?;
        list_view(writer, Some(whose))
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
    let value = read_penghargaan_field(core, field, value.unwrap_or(""))?;
    penghargaan_act(core, Op::EditPenghargaan, id, |writer| put(writer, id, field, value.as_deref()))
}

/// Takes a penghargaan out; history keeps it.
///
/// # Errors
/// There is none.
pub(crate) fn remove_penghargaan(core: &Core, id: &str) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    penghargaan_act(core, Op::RemovePenghargaan, id, |writer| {
        writer.put_removed(Subject::Penghargaan(id), true)?;
        Ok(writer.settle()?)
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
    let view = attach::attach_to(
        core,
        Op::AttachBukti,
        Subject::Penghargaan(id),
        PENGHARGAAN_BUKTI,
        paths,
        watch,
        |writer| list_view(writer, Some(whose)),
    )?;
    Ok(outcome(Op::AttachBukti, view, Findings::default()))
}

/// Takes a file from a penghargaan.
///
/// # Errors
/// The penghargaan or the bukti does not exist.
pub(crate) fn detach_penghargaan(core: &Core, id: &str, bukti: &str) -> Result<Outcome<PenghargaanListView>> {
    let id = penghargaan_id(id)?;
    let bukti = crate::bukti::attach::bukti_id(bukti)?;
    let link = FieldKey::Link { subject: Subject::Penghargaan(id), indikator: PENGHARGAAN_BUKTI.to_owned() };
    penghargaan_act(core, Op::DetachBukti, id, |writer| {
        writer.put(Subject::Bukti(bukti), &link, None)?;
        Ok(())
    })
}

fn penghargaan_act(
    core: &Core,
    op: Op,
    id: PenghargaanId,
    act: impl FnOnce(&mut Writer<'_>) -> Result<()>,
) -> Result<Outcome<PenghargaanListView>> {
    let view = core.write(op, |writer| {
        let whose = subject_of(&known(writer, id)?);
        act(writer)?;
        list_view(writer, Some(whose))
    })?;
    Ok(outcome(op, view, Findings::default()))
}

pub(crate) fn read_penghargaan_field(core: &Core, field: PenghargaanField, typed: &str) -> Result<Option<String>> {
    let Some(text) = clean(typed, false)? else {
        return match field {
            PenghargaanField::Nama => Err(Error::invalid("nama_empty")),
            PenghargaanField::Untuk => Err(Error::not_found("inovasi_missing").arg("id", "")),
            _ => Ok(None),
        };
    };
    Ok(Some(match field {
        PenghargaanField::Tingkat => core.library.vocabulary.read_in(TINGKAT, &text)?,
        PenghargaanField::Untuk => untuk_of(lookup::answering_subject(core, &text)?),
        PenghargaanField::Tahun => {
            let year = text.parse::<u16>().ok().filter(|it| (1945..=2100).contains(it));
            year.ok_or_else(|| Error::invalid("year_unreadable").arg("text", &text))?.to_string()
        }
        _ => text,
    }))
}

fn put(writer: &mut Writer<'_>, id: PenghargaanId, field: PenghargaanField, value: Option<&str>) -> Result<()> {
    writer.put(Subject::Penghargaan(id), &FieldKey::Penghargaan(field), value)?;
    Ok(())
}

/// Whose a penghargaan is, as its field says it.
fn untuk_of(whose: Subject) -> String {
    match whose {
        Subject::Inovasi(id) => id.to_string(),
        _ => Subject::Daerah.to_string(),
    }
}

fn penghargaan_id(text: &str) -> Result<PenghargaanId> {
    text.trim().parse().map_err(|_| Error::not_found("penghargaan_missing").arg("id", text))
}

fn known(reader: &Reader<'_>, id: PenghargaanId) -> Result<Penghargaan> {
    reader.penghargaan(id)?.ok_or_else(|| Error::not_found("penghargaan_missing").arg("id", id))
}
