//! Finding what a person names: inovasi, subjects, roles, a basis.

use domain::{
    assessment::{score::Basis, verification::Role},
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
};
use store::{InovasiRecord, Reader};

use crate::core::{
    error::{Error, Result},
    registry::Core,
};

/// A subject that answers indikator: `daerah`, `inovasi:<uuid>`, or whatever
/// names an inovasi.
pub(crate) fn answering_subject(core: &Core, text: &str) -> Result<Subject> {
    match named_subject(text)? {
        Some(subject) => Ok(subject),
        None => find_inovasi(core, text).map(Subject::Inovasi),
    }
}

/// The same inside a moment that is being read already.
pub(crate) fn answering_subject_in(reader: &Reader<'_>, text: &str) -> Result<Subject> {
    match named_subject(text)? {
        Some(subject) => Ok(subject),
        None => find_inovasi_in(reader, text).map(Subject::Inovasi),
    }
}

/// A subject that is named by its key, or by the id of an inovasi.
fn named_subject(text: &str) -> Result<Option<Subject>> {
    match text.trim().parse() {
        Ok(subject @ (Subject::Daerah | Subject::Inovasi(_))) => Ok(Some(subject)),
        Ok(_) => Err(Error::not_found("inovasi_missing").arg("id", text)),
        Err(_) => Ok(text.trim().parse().ok().map(Subject::Inovasi)),
    }
}

/// Finds an inovasi by id, by the beginning of its id, or by its exact name.
///
/// # Errors
/// None or several fit.
pub(crate) fn find_inovasi(core: &Core, wanted: &str) -> Result<InovasiId> {
    match wanted.trim().parse() {
        Ok(id) => Ok(id),
        Err(_) => core.read(|reader| find_inovasi_in(reader, wanted)),
    }
}

fn find_inovasi_in(reader: &Reader<'_>, wanted: &str) -> Result<InovasiId> {
    let wanted = wanted.trim();
    let lower = wanted.to_lowercase();
    let is_meant = |id: InovasiId, nama: &str| {
        nama.to_lowercase() == lower || (lower.len() >= 6 && id.to_string().starts_with(&lower))
    };
    let all = reader.scored_inovasi()?.into_iter();
    let found: Vec<InovasiId> = all.filter(|it| is_meant(it.0, &it.1)).map(|it| it.0).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::not_found("inovasi_missing").arg("id", wanted)),
        _ => Err(Error::invalid("inovasi_ambiguous").arg("id", wanted).arg("n", found.len())),
    }
}

/// The inovasi, or that there is none.
pub(crate) fn known(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    reader.inovasi(id)?.ok_or_else(|| Error::not_found("inovasi_missing").arg("id", id))
}

/// The inovasi if it may be written: a removed one must be brought back first.
pub(crate) fn editable(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    let record = known(reader, id)?;
    if record.removed {
        let nama = record.profile.get(&Field::Nama).cloned().unwrap_or_default();
        return Err(Error::invalid("inovasi_removed").arg("nama", nama));
    }
    Ok(record)
}

/// The name of an inovasi; blank where it is not known.
pub(crate) fn nama_of(reader: &Reader<'_>, id: InovasiId) -> Result<String> {
    Ok(reader.inovasi(id)?.and_then(|mut it| it.profile.remove(&Field::Nama)).unwrap_or_default())
}

pub(crate) fn subject_nama(reader: &Reader<'_>, subject: &str) -> Result<Option<String>> {
    Ok(match subject.parse() {
        Ok(Subject::Inovasi(id)) => {
            reader.inovasi(id)?.and_then(|it| it.profile.get(&domain::inovasi::profile::Field::Nama).cloned())
        }
        Ok(Subject::Bukti(id)) => reader.bukti(id)?.map(|it| it.nama_berkas),
        Ok(Subject::Daerah) => Some(reader.pemda()?.nama),
        Ok(Subject::PerangkatDaerah(id)) => reader.perangkat_daerah()?.by_id(id).map(|it| it.nama.clone()),
        Ok(Subject::Penghargaan(id)) => reader.penghargaan(id)?.map(|it| it.nama),
        Err(_) => None,
    })
}

/// A basis by its name.
///
/// # Errors
/// There is none.
pub(crate) fn basis(name: &str) -> Result<Basis> {
    Basis::by_name(name).ok_or_else(|| Error::not_found("basis_unknown").arg("basis", name))
}

/// Who somebody is on this copy; an officer where nobody has said.
pub(crate) fn role_of(reader: &Reader<'_>) -> Result<Role> {
    Ok(reader.setting(ROLE)?.and_then(|it| Role::by_name(&it)).unwrap_or_default())
}

/// Who works on this copy, by name.
///
/// # Errors
/// Nobody has said it.
pub(crate) fn person_of(reader: &Reader<'_>) -> Result<String> {
    reader.setting(PERSON)?.filter(|it| !it.is_empty()).ok_or_else(|| Error::invalid("person_missing"))
}

/// The setting that holds the name of whoever works on this copy.
pub(crate) const PERSON: &str = "person";

/// The setting that holds the role of this copy.
pub(crate) const ROLE: &str = "role";
