//! Finding what a person names: inovasi, subjects, roles, a basis.

use std::collections::BTreeSet;

use domain::{
    assessment::{score::Basis, verification::Role},
    bukti::BlobHash,
    core::id::{DeviceId, InovasiId, Subject},
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
    merge::change::FieldKey,
    submission::snapshot::SnapshotField,
};
use store::{InovasiRecord, Reader};

use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json,
        text::{Language, sentence},
    },
    view::BytesView,
};

/// The subject, if it is one that answers indikator: the region or an inovasi.
pub(crate) fn answering(subject: Subject) -> Result<Subject> {
    match subject {
        Subject::Daerah | Subject::Inovasi(_) => Ok(subject),
        other => Err(Error::not_found(Reason::InovasiMissing).arg("id", other)),
    }
}

/// Finds whom a person names: `daerah`, a key, or whatever names an inovasi.
pub(crate) fn find_subject_in(reader: &Reader<'_>, wanted: &str) -> Result<Subject> {
    match wanted.trim().parse() {
        Ok(subject) => answering(subject),
        Err(_) => find_inovasi_in(reader, wanted).map(Subject::Inovasi),
    }
}

/// Finds an inovasi by id, by the beginning of its id, or by its exact name.
///
/// # Errors
/// None or several fit.
pub(crate) fn find_inovasi_in(reader: &Reader<'_>, wanted: &str) -> Result<InovasiId> {
    let wanted = wanted.trim();
    if let Ok(id) = wanted.parse() {
        return Ok(id);
    }
    let lower = wanted.to_lowercase();
    let is_meant = |id: InovasiId, nama: &str| {
        nama.to_lowercase() == lower || (lower.len() >= 6 && id.to_string().starts_with(&lower))
    };
    let all = reader.scored_inovasi()?.into_iter();
    let found: Vec<InovasiId> = all.filter(|it| is_meant(it.0, &it.1)).map(|it| it.0).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::not_found(Reason::InovasiMissing).arg("id", wanted)),
        _ => Err(Error::invalid(Reason::InovasiAmbiguous).arg("id", wanted).arg("n", found.len())),
    }
}

/// The inovasi, or that there is none.
pub(crate) fn known(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    reader.inovasi(id)?.ok_or_else(|| Error::not_found(Reason::InovasiMissing).arg("id", id))
}

/// The inovasi if it may be written: a removed one must be brought back first.
pub(crate) fn editable(reader: &Reader<'_>, id: InovasiId) -> Result<InovasiRecord> {
    let record = known(reader, id)?;
    if record.removed {
        let nama = record.profile.get(&Field::Nama).cloned().unwrap_or_default();
        return Err(Error::invalid(Reason::InovasiRemoved).arg("nama", nama));
    }
    Ok(record)
}

/// The name of an inovasi; blank where it is not known.
pub(crate) fn nama_of(reader: &Reader<'_>, id: InovasiId) -> Result<String> {
    Ok(reader.inovasi(id)?.and_then(|mut it| it.profile.remove(&Field::Nama)).unwrap_or_default())
}

/// What people call a subject, where it has a name.
pub(crate) fn subject_nama(reader: &Reader<'_>, subject: Subject) -> Result<Option<String>> {
    Ok(match subject {
        Subject::Inovasi(id) => reader.inovasi(id)?.and_then(|mut it| it.profile.remove(&Field::Nama)),
        Subject::Bukti(id) => reader.bukti(id)?.map(|it| it.nama_berkas),
        Subject::Daerah => Some(reader.pemda()?.nama),
        Subject::PerangkatDaerah(id) => reader.perangkat_daerah()?.by_id(id).map(|it| it.nama.clone()),
        Subject::Penghargaan(id) => reader.penghargaan(id)?.map(|it| it.nama),
        Subject::Snapshot(id) => reader.snapshot(id)?.and_then(|it| it.text(SnapshotField::Nama).map(str::to_owned)),
    })
}

/// What a subject was called last, also one that is removed.
pub(crate) fn last_nama(reader: &Reader<'_>, subject: Subject) -> Result<Option<String>> {
    if let Some(nama) = subject_nama(reader, subject)?.filter(|it| !it.is_empty()) {
        return Ok(Some(nama));
    }
    let field = match subject {
        Subject::Inovasi(_) => FieldKey::Profile(Field::Nama),
        Subject::Bukti(_) => FieldKey::NamaBerkas,
        Subject::Daerah => FieldKey::PemdaNama,
        Subject::PerangkatDaerah(_) => FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama),
        Subject::Penghargaan(_) => FieldKey::Penghargaan(PenghargaanField::Nama),
        Subject::Snapshot(_) => FieldKey::Snapshot(SnapshotField::Nama),
    };
    Ok(reader.heads_of_field(subject, &field)?.pop().flatten())
}

/// A basis by its name.
///
/// # Errors
/// There is none.
pub(crate) fn basis(name: &str) -> Result<Basis> {
    Basis::by_name(name).ok_or_else(|| Error::not_found(Reason::BasisUnknown).arg("basis", name))
}

/// What this copy signs its changes with.
pub(crate) fn own_device(reader: &Reader<'_>) -> Result<DeviceId> {
    let kept = reader.setting("device")?.unwrap_or_default();
    kept.parse().map_err(|_| kept_json::unreadable("device", kept))
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
    reader.setting(PERSON)?.filter(|it| !it.is_empty()).ok_or_else(|| Error::invalid(Reason::PersonMissing))
}

/// The setting that holds the name of whoever works on this copy.
pub(crate) const PERSON: &str = "person";

/// The setting that holds the role of this copy.
pub(crate) const ROLE: &str = "role";

/// What has some bytes, as people know it: bukti, snapshots, the office's paper.
pub(crate) fn bytes_views(reader: &Reader<'_>, sha256: &BlobHash) -> Result<Vec<BytesView>> {
    let mut views = kept_views(reader, sha256)?;
    let of_office = reader.bytes_of_office()?.into_iter().filter(|(_, it)| it.sha256 == *sha256);
    views.extend(of_office.map(|(field, _)| BytesView {
        nama_berkas: in_office(&field),
        sha256: sha256.to_string(),
        subject_nama: String::new(),
    }));
    Ok(views)
}

/// What a part of the office's paper is called that is a file.
pub(crate) fn in_office(field: &FieldKey) -> String {
    let key = match field {
        FieldKey::Template(kind) => format!("document.{kind}"),
        _ => "office_field.logo".to_owned(),
    };
    let nothing: [(&str, String); 0] = [];
    sentence(&key, &nothing, Language::Id)
}

/// The bukti and snapshots with some bytes as people know them.
pub(crate) fn kept_views(reader: &Reader<'_>, sha256: &BlobHash) -> Result<Vec<BytesView>> {
    let mut views = Vec::new();
    for (nama_berkas, subjects) in reader.bukti_of_bytes(sha256)? {
        let mut names = BTreeSet::new();
        for subject in subjects {
            // A file of the region is of nobody else.
            if subject != Subject::Daerah {
                names.extend(subject_nama(reader, subject)?);
            }
        }
        views.push(BytesView {
            nama_berkas,
            sha256: sha256.to_string(),
            subject_nama: names.into_iter().collect::<Vec<_>>().join(", "),
        });
    }
    let snapshots = reader.snapshots_of_bytes(sha256)?.into_iter();
    let of_nobody = |nama_berkas| BytesView { nama_berkas, sha256: sha256.to_string(), subject_nama: String::new() };
    views.extend(snapshots.map(of_nobody));
    Ok(views)
}
