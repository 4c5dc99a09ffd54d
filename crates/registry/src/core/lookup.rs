//! Finding what a person names: inovasi, subjects, roles, a basis.

use domain::{
    assessment::{score::Basis, verification::Role},
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
};
use store::{InovasiRecord, Reader, Writer};

use crate::core::{
    error::{Error, Result},
    registry::Core,
};

/// A subject that answers indikator: `daerah`, `inovasi:<uuid>`, or whatever
/// names an inovasi.
pub(crate) fn answering_subject(core: &Core, text: &str) -> Result<Subject> {
    match text.trim().parse() {
        Ok(subject @ (Subject::Daerah | Subject::Inovasi(_))) => Ok(subject),
        Ok(_) => Err(Error::not_found("inovasi_missing").arg("id", text)),
        Err(_) => find_inovasi(core, text).map(Subject::Inovasi),
    }
}

/// Finds an inovasi by id, by the beginning of its id, or by its exact name.
///
/// # Errors
/// None or several fit.
pub(crate) fn find_inovasi(core: &Core, wanted: &str) -> Result<InovasiId> {
    let wanted = wanted.trim();
    if let Ok(id) = wanted.parse() {
        return Ok(id);
    }
    let missing = || Error::not_found("inovasi_missing").arg("id", wanted);
    let lower = wanted.to_lowercase();
    core.read(|reader| {
        let found: Vec<InovasiId> = reader
            .scored_inovasi()?
            .into_iter()
            .filter(|(id, nama, _)| {
                nama.to_lowercase() == lower || (lower.len() >= 6 && id.to_string().starts_with(&lower))
            })
            .map(|it| it.0)
            .collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(missing()),
            _ => Err(Error::invalid("inovasi_ambiguous").arg("id", wanted).arg("n", found.len())),
        }
    })
}

/// The inovasi, or that there is none.
pub(crate) fn known(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    reader.inovasi(id)?.ok_or_else(|| Error::not_found("inovasi_missing").arg("id", id))
}

/// The inovasi if it may be written: a removed one must be brought back first.
pub(crate) fn editable(writer: &Writer<'_>, id: InovasiId) -> Result<InovasiRecord> {
    let record = known(writer, id)?;
    if record.removed {
        let nama = record.profile.get(&Field::Nama).cloned().unwrap_or_default();
        return Err(Error::invalid("inovasi_removed").arg("nama", nama));
    }
    Ok(record)
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

/// The setting that holds the role of this copy.
pub(crate) const ROLE: &str = "role";
