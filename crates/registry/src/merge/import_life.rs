//! Interchange, second half: perangkat daerah, penghargaan, and the years of an
//! inovasi, in and out.

use std::collections::BTreeMap;

use domain::{
    core::id::{InovasiId, PenghargaanId, PerangkatDaerahId, Subject},
    inovasi::{
        duplicate::DuplicateVerdict,
        penghargaan::{Penghargaan, PenghargaanField},
        perangkat_daerah::{PerangkatDaerahField, fold_name},
        profile::clean,
    },
    merge::change::FieldKey,
};
use exchange::merge::interchange as json;
use store::Reader;

use crate::{
    core::{
        error::{Error, Result},
        registry::Core,
    },
    inovasi::penghargaan,
    merge::import::{Wanted, at_path},
};

/// The instrument in use, the closed years and the list of bodies.
pub(crate) fn plan_region(
    core: &Core,
    reader: &Reader<'_>,
    document: &json::RegistryDocument,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    let mut add = |subject, field, value: Option<String>| wanted.push(Wanted { subject, field, value });
    if let Some(id) = &document.instrument {
        let known = core.instrument(id).map_err(|error| at_path("instrument".into(), error))?;
        add(Subject::Daerah, FieldKey::PemdaInstrument, Some(known.id.clone()));
    }
    for (at, id) in document.closed.iter().enumerate() {
        let known = core.instrument(id).map_err(|error| at_path(format!("closed[{at}]"), error))?;
        add(Subject::Daerah, FieldKey::Closed(known.id.clone()), Some("1".to_owned()));
    }
    let list = reader.perangkat_daerah()?;
    let mut ids: BTreeMap<String, PerangkatDaerahId> =
        list.bodies.iter().map(|it| (fold_name(&it.nama), it.id)).collect();
    let own: Vec<PerangkatDaerahId> = document
        .perangkat_daerah
        .iter()
        .map(|it| {
            let known = it.id.or_else(|| ids.get(&fold_name(&it.nama)).copied());
            let id = known.unwrap_or_else(|| PerangkatDaerahId(core.env.fresh_id()));
            ids.insert(fold_name(&it.nama), id);
            id
        })
        .collect();
    for (at, (it, id)) in document.perangkat_daerah.iter().zip(&own).enumerate() {
        let path = |key: &str| format!("perangkat_daerah[{at}].{key}");
        let subject = Subject::PerangkatDaerah(*id);
        let text = |key: &str, value: &str| clean(value, false).map_err(|error| at_path(path(key), error.into()));
        let field = |it| FieldKey::PerangkatDaerah(it);
        add(subject, field(PerangkatDaerahField::Nama), text("nama", &it.nama)?);
        if let Some(kode) = &it.kode {
            add(subject, field(PerangkatDaerahField::Kode), text("kode", kode)?);
        }
        if let Some(jenis) = &it.jenis {
            let jenis = core.library.vocabulary.read_in(crate::inovasi::perangkat_daerah::JENIS, jenis);
            add(
                subject,
                field(PerangkatDaerahField::Jenis),
                Some(jenis.map_err(|error| at_path(path("jenis"), error.into()))?),
            );
        }
        if let Some(induk) = &it.induk {
            let named = || ids.get(&fold_name(induk)).copied();
            let found =
                induk.parse::<PerangkatDaerahId>().ok().or_else(named).ok_or_else(|| {
                    at_path(path("induk"), Error::not_found("perangkat_daerah_missing").arg("id", induk))
                })?;
            add(subject, field(PerangkatDaerahField::Induk), Some(found.to_string()));
        }
        add(subject, field(PerangkatDaerahField::Aktif), (!it.aktif).then(|| "0".to_owned()));
        for nama in &it.nama_lama {
            if let Some(nama) = text("nama_lama", nama)? {
                add(subject, FieldKey::PerangkatDaerahNamaLama(nama), Some("1".to_owned()));
            }
        }
        if it.contoh {
            add(subject, FieldKey::Contoh, Some("1".to_owned()));
        }
    }
    plan_penghargaan(core, reader, None, &document.penghargaan, "penghargaan", wanted)
}

/// The penghargaan of the region (`None`) or of an inovasi.
pub(crate) fn plan_penghargaan(
    core: &Core,
    reader: &Reader<'_>,
    whose: Option<InovasiId>,
    list: &[json::PenghargaanEntry],
    path: &str,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    let mut standing = if list.is_empty() { Vec::new() } else { reader.penghargaan_of(whose)? };
    for (at, it) in list.iter().enumerate() {
        // Without an id it is the one of the same name and year, if there is one.
        let same =
            standing.iter().position(|known| known.nama == it.nama && (it.tahun.is_none() || known.tahun == it.tahun));
        let known = it.id.or_else(|| same.map(|at| standing.remove(at).id));
        let id = known.unwrap_or_else(|| PenghargaanId(core.env.fresh_id()));
        let subject = Subject::Penghargaan(id);
        let untuk = whose.map_or_else(|| "daerah".to_owned(), |it| it.to_string());
        wanted.push(Wanted { subject, field: FieldKey::Penghargaan(PenghargaanField::Untuk), value: Some(untuk) });
        for (field, value) in fields_of(it) {
            let place = || format!("{path}[{at}].{}", field.name());
            let value =
                penghargaan::read_penghargaan_field(core, field, value).map_err(|error| at_path(place(), error))?;
            wanted.push(Wanted { subject, field: FieldKey::Penghargaan(field), value });
        }
        if it.contoh {
            wanted.push(Wanted { subject, field: FieldKey::Contoh, value: Some("1".to_owned()) });
        }
    }
    Ok(())
}

/// Years, reviews and verdicts of one inovasi.
pub(crate) fn plan_life(
    core: &Core,
    id: InovasiId,
    it: &json::Inovasi,
    path: &str,
    wanted: &mut Vec<Wanted>,
) -> Result<()> {
    let subject = Subject::Inovasi(id);
    let mut add = |field, value| wanted.push(Wanted { subject, field, value });
    for (instrument, usulan) in &it.usulan {
        let place = format!("{path}.usulan.{instrument}");
        let known = core.instrument(instrument).map_err(|error| at_path(place.clone(), error))?;
        if let Some(proposed) = usulan.proposed {
            add(FieldKey::Usulan(known.id.clone()), Some(if proposed { "1" } else { "0" }.to_owned()));
        }
        if let Some(note) = &usulan.growth_note {
            let note = clean(note, true).map_err(|error| at_path(place.clone(), error.into()))?;
            add(FieldKey::GrowthNote(known.id.clone()), note);
        }
        if let Some(archived) = &usulan.archived {
            add(FieldKey::Archived(known.id.clone()), serde_json::to_string(archived).ok());
        }
    }
    for (instrument, reasons) in &it.review {
        let known =
            core.instrument(instrument).map_err(|error| at_path(format!("{path}.review.{instrument}"), error))?;
        for (indikator, reason) in reasons {
            let id = known.indikator(indikator).map_or(indikator, |it| &it.id).clone();
            add(FieldKey::Review { instrument: known.id.clone(), indikator: id }, Some(reason.clone()));
        }
    }
    for (other, verdict) in &it.duplicate {
        let place = || format!("{path}.duplicate.{other}");
        let missing = || Error::not_found("inovasi_missing").arg("id", other);
        let other = other.parse().map_err(|_| at_path(place(), missing()))?;
        if DuplicateVerdict::by_name(verdict).is_none() {
            return Err(at_path(place(), Error::not_found("verdict_unknown").arg("verdict", verdict)));
        }
        add(FieldKey::Duplicate(other), Some(verdict.clone()));
    }
    Ok(())
}

/// What the region's part of a document says.
pub(crate) fn export_region(reader: &Reader<'_>, document: &mut json::RegistryDocument) -> Result<()> {
    document.instrument = reader.pemda_instrument()?;
    document.closed = reader.closed_instruments()?;
    document.perangkat_daerah = reader
        .perangkat_daerah()?
        .bodies
        .into_iter()
        .map(|it| json::PerangkatDaerahEntry {
            id: Some(it.id),
            nama: it.nama,
            kode: it.kode,
            jenis: it.jenis,
            induk: it.induk.map(|it| it.to_string()),
            aktif: it.aktif,
            nama_lama: it.nama_lama,
            contoh: it.contoh,
        })
        .collect();
    document.penghargaan = reader.penghargaan_of(None)?.into_iter().map(penghargaan).collect();
    Ok(())
}

/// Years, reviews, verdicts and penghargaan of one inovasi.
pub(crate) fn export_life(
    core: &Core,
    reader: &Reader<'_>,
    id: InovasiId,
    verdicts: &BTreeMap<InovasiId, Vec<(InovasiId, String)>>,
    it: &mut json::Inovasi,
) -> Result<()> {
    for usulan in reader.usulan_of(id)? {
        it.usulan.insert(
            usulan.instrument,
            json::UsulanEntry { proposed: usulan.proposed, growth_note: usulan.growth_note, archived: usulan.archived },
        );
    }
    for instrument in core.rules_in(reader)?.instruments.keys() {
        let reasons = reader.reviews(Subject::Inovasi(id), instrument)?;
        if !reasons.is_empty() {
            it.review.insert(instrument.clone(), reasons);
        }
    }
    it.duplicate = verdicts
        .get(&id)
        .map(|it| it.iter().map(|(other, verdict)| (other.to_string(), verdict.clone())).collect())
        .unwrap_or_default();
    it.penghargaan = reader.penghargaan_of(Some(id))?.into_iter().map(penghargaan).collect();
    Ok(())
}

fn fields_of(it: &json::PenghargaanEntry) -> Vec<(PenghargaanField, &str)> {
    [
        (PenghargaanField::Nama, Some(&it.nama)),
        (PenghargaanField::Tingkat, it.tingkat.as_ref()),
        (PenghargaanField::Tahun, it.tahun.as_ref()),
        (PenghargaanField::Penyelenggara, it.penyelenggara.as_ref()),
        (PenghargaanField::Kategori, it.kategori.as_ref()),
        (PenghargaanField::Hasil, it.hasil.as_ref()),
        (PenghargaanField::Sumber, it.sumber.as_ref()),
        (PenghargaanField::Keyakinan, it.keyakinan.as_ref()),
    ]
    .into_iter()
    .filter_map(|(field, value)| Some((field, value?.as_str())))
    .collect()
}

fn penghargaan(it: Penghargaan) -> json::PenghargaanEntry {
    json::PenghargaanEntry {
        id: Some(it.id),
        nama: it.nama,
        tingkat: it.tingkat,
        tahun: it.tahun,
        penyelenggara: it.penyelenggara,
        kategori: it.kategori,
        hasil: it.hasil,
        sumber: it.sumber,
        keyakinan: it.keyakinan,
        contoh: it.contoh,
    }
}
