//! In interchange documents: perangkat daerah, penghargaan, and the years of an
//! inovasi, in and out.

use std::collections::BTreeMap;

use domain::{
    core::{
        id::{InovasiId, PenghargaanId, PerangkatDaerahId, Subject},
        reason::Reason,
    },
    inovasi::{
        penghargaan::{Penghargaan, PenghargaanField},
        perangkat_daerah::{PerangkatDaerahField, fold_name},
    },
    merge::change::FieldKey,
};
use exchange::merge::interchange as json;
use store::Reader;

use super::import::{DocumentPlanner, at_path};
use crate::core::{error::Result, kept_json::written, registry::Core};

impl DocumentPlanner<'_, '_> {
    /// The instrument in use, the list of bodies, and what the region was awarded.
    pub(super) fn region(&mut self, document: &json::RegistryDocument) -> Result<()> {
        if let Some(id) = &document.instrument {
            let known = self.core.instrument(id).map_err(|error| at_path("instrument".into(), error))?;
            self.add("instrument", Subject::Daerah, FieldKey::PemdaInstrument, Some(&known.id))?;
        }
        self.bodies(&document.perangkat_daerah)?;
        self.penghargaan(None, &document.penghargaan, "penghargaan")
    }

    /// The closed years.
    pub(super) fn closed(&mut self, document: &json::RegistryDocument) -> Result<()> {
        for (at, id) in document.closed.iter().enumerate() {
            let path = format!("closed[{at}]");
            let known = self.core.instrument(id).map_err(|error| at_path(path.clone(), error))?;
            self.add(&path, Subject::Daerah, FieldKey::Closed(known.id.clone()), Some("1"))?;
        }
        Ok(())
    }

    fn bodies(&mut self, list: &[json::PerangkatDaerahEntry]) -> Result<()> {
        let (own, ids) = self.body_ids(list)?;
        // Two of one name and a ring, which laptops can make together, are shown and
        // mended on the screen: against each other those of a document are not held.
        for id in &own {
            self.gate.bodies(self.reader)?.release(*id);
        }
        for (at, (it, id)) in list.iter().zip(&own).enumerate() {
            let path = |key: &str| format!("perangkat_daerah[{at}].{key}");
            let subject = Subject::PerangkatDaerah(*id);
            let named = it.induk.as_ref().and_then(|it| ids.get(it.as_str()).or_else(|| ids.get(&fold_name(it))));
            let named = named.map(ToString::to_string);
            let induk = it.induk.as_ref().map(|it| named.as_ref().unwrap_or(it));
            let said = [
                (PerangkatDaerahField::Nama, Some(&it.nama)),
                (PerangkatDaerahField::Kode, it.kode.as_ref()),
                (PerangkatDaerahField::Jenis, it.jenis.as_ref()),
                (PerangkatDaerahField::Induk, induk),
            ];
            for (field, value) in said.into_iter().filter(|it| it.1.is_some()) {
                let value = value.map(String::as_str);
                self.add(&path(field.name()), subject, FieldKey::PerangkatDaerah(field), value)?;
            }
            let aktif = FieldKey::PerangkatDaerah(PerangkatDaerahField::Aktif);
            self.add(&path("aktif"), subject, aktif, (!it.aktif).then_some("0"))?;
            for nama in it.nama_lama.iter().filter(|it| !it.trim().is_empty()) {
                let field = FieldKey::PerangkatDaerahNamaLama(nama.clone());
                self.add(&path("nama_lama"), subject, field, Some("1"))?;
            }
            if it.contoh {
                self.contoh(&path("contoh"), subject)?;
            }
        }
        Ok(())
    }

    /// Which body each entry is: by its id, where that one stands here; else the one of
    /// the same name that does, since another laptop may have given it an id of its own,
    /// unless the document names that one too; else a new one. With what each is called
    /// in the document: by its id and its folded name.
    fn body_ids(
        &self,
        list: &[json::PerangkatDaerahEntry],
    ) -> Result<(Vec<PerangkatDaerahId>, BTreeMap<String, PerangkatDaerahId>)> {
        let standing = self.reader.perangkat_daerah()?;
        let stands = |id: &PerangkatDaerahId| standing.by_id(*id).is_some();
        let is_named = |id: &PerangkatDaerahId| list.iter().any(|it| it.id == Some(*id));
        let mut ids: BTreeMap<String, PerangkatDaerahId> =
            standing.bodies.iter().map(|it| (fold_name(&it.nama), it.id)).collect();
        let mut own = Vec::with_capacity(list.len());
        for it in list {
            let folded = fold_name(&it.nama);
            let same = ids.get(&folded).copied().filter(|same| it.id.is_none() || (stands(same) && !is_named(same)));
            let known = it.id.filter(stands).or(same).or(it.id);
            let id = known.unwrap_or_else(|| PerangkatDaerahId(self.core.env.fresh_id()));
            ids.insert(folded, id);
            ids.extend(it.id.map(|said| (said.to_string(), id)));
            own.push(id);
        }
        Ok((own, ids))
    }

    /// The penghargaan of the region (`None`) or of an inovasi.
    pub(super) fn penghargaan(
        &mut self,
        whose: Option<InovasiId>,
        list: &[json::PenghargaanEntry],
        path: &str,
    ) -> Result<()> {
        let mut standing = if list.is_empty() { Vec::new() } else { self.reader.penghargaan_of(whose)? };
        let untuk = whose.map_or(Subject::Daerah, Subject::Inovasi).to_string();
        for (at, it) in list.iter().enumerate() {
            // Without an id it is the one of the same name and year, if there is one.
            let same = standing
                .iter()
                .position(|known| known.nama == it.nama && (it.tahun.is_none() || known.tahun == it.tahun));
            let known = it.id.or_else(|| same.map(|at| standing.remove(at).id));
            let id = known.unwrap_or_else(|| PenghargaanId(self.core.env.fresh_id()));
            let subject = Subject::Penghargaan(id);
            let of_whom = [(PenghargaanField::Untuk, untuk.as_str())];
            for (field, value) in of_whom.into_iter().chain(fields_of(it)) {
                let place = format!("{path}[{at}].{}", field.name());
                self.add(&place, subject, FieldKey::Penghargaan(field), Some(value))?;
            }
            if it.contoh {
                self.contoh(path, subject)?;
            }
        }
        Ok(())
    }

    /// The years of one inovasi, and what was decided about look-alikes.
    pub(super) fn life(&mut self, id: InovasiId, it: &json::Inovasi, path: &str) -> Result<()> {
        let subject = Subject::Inovasi(id);
        for (instrument, usulan) in &it.usulan {
            let place = format!("{path}.usulan.{instrument}");
            let known = self.core.instrument(instrument).map_err(|error| at_path(place.clone(), error))?;
            let year = || known.id.clone();
            if let Some(proposed) = usulan.proposed {
                let said = if proposed { "1" } else { "0" };
                self.add(&place, subject, FieldKey::Usulan(year()), Some(said))?;
            }
            if let Some(note) = &usulan.growth_note {
                self.add(&place, subject, FieldKey::GrowthNote(year()), Some(note))?;
            }
            if let Some(archived) = &usulan.archived {
                self.add(&place, subject, FieldKey::Archived(year()), Some(&written(archived)?))?;
            }
        }
        for (other, verdict) in &it.duplicate {
            let place = format!("{path}.duplicate.{other}");
            let missing = || crate::Error::not_found(Reason::InovasiMissing).arg("id", other);
            let other = other.parse().map_err(|_| at_path(place.clone(), missing()))?;
            self.add(&place, subject, FieldKey::Duplicate(other), Some(verdict))?;
        }
        Ok(())
    }

    /// Answers of one inovasi that wait for a second look.
    pub(super) fn reviews(&mut self, subject: Subject, it: &json::Inovasi, path: &str) -> Result<()> {
        for (instrument, reasons) in &it.review {
            let place = format!("{path}.review.{instrument}");
            let known = self.core.instrument(instrument).map_err(|error| at_path(place.clone(), error))?;
            for (indikator, reason) in reasons {
                let field = FieldKey::Review { instrument: known.id.clone(), indikator: indikator.as_str().into() };
                self.add(&place, subject, field, Some(reason))?;
            }
        }
        Ok(())
    }
}

/// What the region's part of a document says.
pub(crate) fn export_region(reader: &Reader<'_>, document: &mut json::RegistryDocument) -> Result<()> {
    document.instrument = reader.pemda_instrument()?.map(String::from);
    document.closed = reader.closed_instruments()?.into_iter().map(String::from).collect();
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
            usulan.instrument.into(),
            json::UsulanEntry { proposed: usulan.proposed, growth_note: usulan.growth_note, archived: usulan.archived },
        );
    }
    for instrument in core.rules_in(reader)?.instruments.keys() {
        let reasons = reader.reviews(Subject::Inovasi(id), instrument)?;
        if !reasons.is_empty() {
            let reasons = reasons.into_iter().map(|(id, reason)| (id.into(), reason));
            it.review.insert(instrument.to_string(), reasons.collect());
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
