//! The other tables of a form: perangkat daerah, penghargaan, and the region's own
//! answers.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::AnsweredBy,
    core::id::{InovasiId, PenghargaanId, PerangkatDaerahId, Subject},
    inovasi::{
        penghargaan::{Penghargaan, PenghargaanField},
        perangkat_daerah::{PerangkatDaerah, PerangkatDaerahField, fold_name},
        profile::clean,
    },
    merge::change::FieldKey,
};

use super::{
    given::{Given, GivenCell, GivenRow},
    plan::{Diverged, Place, Planned, Planner, Put},
};
use crate::{
    core::error::{Error, Result},
    inovasi::{
        penghargaan,
        perangkat_daerah::{JENIS, MAX_NAME_BYTES},
    },
};

/// The column of the region's answers, and those beside it that are only read.
pub(super) const PARAMETER: &str = "daerah/parameter";
pub(super) const INDIKATOR: &str = "daerah/indikator";
pub(super) const PILIHAN: &str = "daerah/pilihan";
/// A former name stands on a line of its own.
pub(super) const NAMA_LAMA: &str = "perangkat_daerah/nama_lama/";
/// Whose a penghargaan is, when it is the region's.
pub(super) const DAERAH: &str = "Daerah";

impl Planner<'_> {
    /// Plans a table that is not of inovasi; one that is not known says nothing.
    pub(super) fn region(&mut self, given: &Given) -> Result<()> {
        match given.columns.first().map(|it| (&it.field, it.key.as_str())) {
            Some((FieldKey::PerangkatDaerah(_), _)) => self.bodies(given),
            Some((FieldKey::Penghargaan(_), _)) => self.penghargaan(given),
            Some((_, INDIKATOR)) => self.answers(given),
            _ => Ok(()),
        }
    }

    /// What a changed cell does, once it is read. `was` is what a known row was
    /// written with: its text, and what that means.
    fn weigh(
        &mut self,
        at: (&Place, Subject),
        field: &FieldKey,
        was: Option<(&str, Option<String>)>,
        stands: Option<String>,
        after: Option<String>,
    ) -> Option<Put> {
        if after == stands {
            return None;
        }
        if let Some((was, _)) = was.filter(|it| it.1 != stands) {
            self.plan.diverged.push(Diverged {
                place: at.0.clone(),
                subject: at.1,
                field: field.clone(),
                was: was.to_owned(),
                stands: stands.clone(),
                wanted: after.clone(),
            });
            if !self.take_diverged {
                return None;
            }
        }
        Some(Put { field: field.clone(), before: stands, after })
    }

    /// Whether a subject that is not shown is known all the same.
    fn was_removed(&self, subject: Subject) -> Result<bool> {
        Ok(!self.reader.history_of(subject, None, 1)?.is_empty())
    }

    fn answers(&mut self, given: &Given) -> Result<()> {
        let instrument = self.instrument.clone();
        let standing = self.reader.choices(Subject::Daerah, &instrument.id)?;
        let mut puts = Vec::new();
        let mut place = Place { sheet: given.sheet.clone(), row: 0, nama: String::new() };
        for row in &given.rows {
            let FieldKey::Choice { instrument: year, indikator } =
                FieldKey::read(row.id.as_deref().unwrap_or_default())
            else {
                continue;
            };
            let Some(cell) = row.cells.iter().find(|it| given.column(PARAMETER) == Some(it.column)) else { continue };
            place.row = row.number;
            let found = instrument.indikator_by_id(&indikator);
            place.nama = found.map_or_else(|| indikator.clone(), |it| format!("{} {}", it.code, it.nama));
            let field = FieldKey::Choice { instrument: year.clone(), indikator: indikator.clone() };
            let (text, was) = (cell.text.as_str(), cell.before.as_deref().unwrap_or_default());
            let stands = standing.get(&indikator).map(ToString::to_string);
            // What was not touched says nothing, unless nothing at all is answered here.
            let untouched = text == was && (text.is_empty() || !standing.is_empty());
            if untouched || year != instrument.id {
                continue;
            }
            let read =
                fault_of(cell).and_then(|()| self.reading.parameter(&instrument, AnsweredBy::Daerah, &indikator, text));
            match read {
                Err(why) => self.refuse_cell(given, cell, &place, why),
                Ok(after) if after != stands && self.closed.contains(&year) => {
                    self.refuse_cell(given, cell, &place, Error::invalid("year_closed").arg("instrument", &year));
                }
                Ok(after) => {
                    let before =
                        self.reading.parameter(&instrument, AnsweredBy::Daerah, &indikator, was).ok().flatten();
                    let before = (text != was).then_some((was, before));
                    puts.extend(self.weigh((&place, Subject::Daerah), &field, before, stands, after));
                }
            }
        }
        if !given.rows.is_empty() {
            let nama = self.reader.pemda()?.nama;
            let place = Place { sheet: given.sheet.clone(), row: 0, nama };
            self.plan.rows.push(Planned { place, subject: Subject::Daerah, is_new: false, puts });
        }
        Ok(())
    }

    fn bodies(&mut self, given: &Given) -> Result<()> {
        let nama_key = FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama).to_string();
        let mut bodies: BTreeMap<PerangkatDaerahId, PerangkatDaerah> =
            self.list.bodies.iter().map(|it| (it.id, it.clone())).collect();
        let mut ids: BTreeMap<String, PerangkatDaerahId> = BTreeMap::new();
        for it in &self.list.bodies {
            ids.entry(fold_name(&it.nama)).or_insert(it.id);
        }
        // Who they are, before anything is said about them: a parent may stand below.
        let mut own = Vec::new();
        for row in &given.rows {
            let nama = given.text(row, &nama_key).unwrap_or_default().to_owned();
            let known = row.id.as_deref().and_then(|it| it.parse().ok());
            let id = known.or_else(|| ids.get(&fold_name(&nama)).copied().filter(|it| self.list.by_id(*it).is_some()));
            let id = id.unwrap_or_else(|| PerangkatDaerahId(self.core.env.fresh_id()));
            if !nama.is_empty() {
                ids.entry(fold_name(&nama)).or_insert(id);
            }
            own.push((id, nama));
        }
        for (row, (id, nama)) in given.rows.iter().zip(own) {
            let place = Place { sheet: given.sheet.clone(), row: row.number, nama };
            let stands = self.list.by_id(id).cloned();
            let is_new = stands.is_none();
            let subject = Subject::PerangkatDaerah(id);
            if is_new && self.was_removed(subject)? {
                if touched(row, false).next().is_some() {
                    self.refuse_row(&place, Error::not_found("perangkat_daerah_missing").arg("id", id));
                }
                continue;
            }
            if is_new && place.nama.is_empty() {
                self.refuse_row(&place, Error::invalid("row_nameless"));
                continue;
            }
            let mut puts = Vec::new();
            for cell in touched(row, is_new) {
                let Some(column) = given.columns.get(cell.column) else { continue };
                let was = cell.before.as_deref().filter(|_| !is_new);
                let read = match &column.field {
                    _ if cell.fault.is_some() => fault_of(cell).map(|()| Vec::new()),
                    FieldKey::PerangkatDaerah(field) => {
                        self.body_field(*field, id, &cell.text, &bodies, &ids).map(|after| {
                            let before =
                                was.map(|it| (it, self.body_field(*field, id, it, &bodies, &ids).ok().flatten()));
                            let shown = stands.as_ref().and_then(|it| value_of(it, *field));
                            self.weigh((&place, subject), &column.field, before, shown, after).into_iter().collect()
                        })
                    }
                    FieldKey::PerangkatDaerahNamaLama(_) => {
                        former(&cell.text, was.unwrap_or_default(), stands.as_ref())
                    }
                    FieldKey::Contoh if is_new => Ok(vec![put(FieldKey::Contoh, true)]),
                    _ => Err(Error::invalid("cell_locked")),
                };
                match read {
                    Ok(found) => puts.extend(found),
                    Err(why) => self.refuse_cell(given, cell, &place, why),
                }
            }
            let named = FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama);
            if is_new && !puts.iter().any(|it| it.field == named) {
                self.refuse_row(&place, Error::invalid("row_nameless"));
                continue;
            }
            let body = bodies.entry(id).or_insert_with(|| blank(id));
            for it in &puts {
                match it.field {
                    FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk) => {
                        body.induk = it.after.as_deref().and_then(|it| it.parse().ok());
                    }
                    FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama) => {
                        body.nama = it.after.clone().unwrap_or_default()
                    }
                    _ => {}
                }
            }
            self.plan.rows.push(Planned { place, subject, is_new, puts });
        }
        Ok(())
    }

    fn body_field(
        &self,
        field: PerangkatDaerahField,
        id: PerangkatDaerahId,
        text: &str,
        bodies: &BTreeMap<PerangkatDaerahId, PerangkatDaerah>,
        ids: &BTreeMap<String, PerangkatDaerahId>,
    ) -> Result<Option<String>> {
        let Some(text) = clean(text, false)? else {
            return match field {
                PerangkatDaerahField::Nama => Err(Error::invalid("nama_empty")),
                _ => Ok(None),
            };
        };
        Ok(match field {
            PerangkatDaerahField::Nama => match ids.get(&fold_name(&text)).filter(|it| **it != id) {
                Some(_) => return Err(Error::invalid("perangkat_daerah_exists").arg("nama", text)),
                None => Some(text),
            },
            PerangkatDaerahField::Kode => Some(text),
            PerangkatDaerahField::Jenis => Some(self.core.library.vocabulary.read_in(JENIS, &text)?),
            PerangkatDaerahField::Aktif => {
                ["tidak", "0"].contains(&text.to_lowercase().as_str()).then(|| "0".to_owned())
            }
            PerangkatDaerahField::Induk => {
                let found = text.parse().ok().or_else(|| ids.get(&fold_name(&text)).copied());
                let induk = found.ok_or_else(|| Error::not_found("perangkat_daerah_missing").arg("id", &text))?;
                let mut at = Some(induk);
                for _ in 0..=bodies.len() {
                    match at {
                        Some(it) if it == id => return Err(Error::invalid("perangkat_daerah_ring").arg("nama", text)),
                        Some(it) => at = bodies.get(&it).and_then(|it| it.induk),
                        None => break,
                    }
                }
                Some(induk.to_string())
            }
        })
    }

    fn penghargaan(&mut self, given: &Given) -> Result<()> {
        let untuk_key = FieldKey::Penghargaan(PenghargaanField::Untuk).to_string();
        let nama_key = FieldKey::Penghargaan(PenghargaanField::Nama).to_string();
        let all: BTreeMap<PenghargaanId, Penghargaan> =
            self.reader.all_penghargaan()?.into_iter().map(|it| (it.id, it)).collect();
        for row in &given.rows {
            let nama = given.text(row, &nama_key).unwrap_or_default().to_owned();
            let place = Place { sheet: given.sheet.clone(), row: row.number, nama };
            let untuk = given.text(row, &untuk_key).map(str::to_owned);
            let known = row.id.as_deref().and_then(|it| it.parse::<PenghargaanId>().ok());
            let id = known.or_else(|| self.same_penghargaan(given, row, &all, &place.nama, untuk.as_deref()));
            let id = id.unwrap_or_else(|| PenghargaanId(self.core.env.fresh_id()));
            let stands = all.get(&id);
            let is_new = stands.is_none();
            let subject = Subject::Penghargaan(id);
            if is_new && self.was_removed(subject)? {
                if touched(row, false).next().is_some() {
                    self.refuse_row(&place, Error::not_found("penghargaan_missing").arg("id", id));
                }
                continue;
            }
            if is_new && (place.nama.is_empty() || untuk.is_none()) {
                self.refuse_row(&place, Error::invalid("row_nameless"));
                continue;
            }
            let mut puts = Vec::new();
            for cell in touched(row, is_new) {
                let Some(column) = given.columns.get(cell.column) else { continue };
                let was = cell.before.as_deref().filter(|_| !is_new);
                let read = match &column.field {
                    _ if cell.fault.is_some() => fault_of(cell).map(|()| None),
                    FieldKey::Penghargaan(field) => self.penghargaan_field(*field, &cell.text).map(|after| {
                        let before = was.map(|it| (it, self.penghargaan_field(*field, it).ok().flatten()));
                        let shown = stands.and_then(|it| penghargaan_value(it, *field));
                        self.weigh((&place, subject), &column.field, before, shown, after)
                    }),
                    FieldKey::Contoh if is_new => Ok(Some(put(FieldKey::Contoh, true))),
                    _ => Err(Error::invalid("cell_locked")),
                };
                match read {
                    Ok(found) => puts.extend(found),
                    Err(why) => self.refuse_cell(given, cell, &place, why),
                }
            }
            let has = |field| puts.iter().any(|it| it.field == FieldKey::Penghargaan(field));
            if is_new && !(has(PenghargaanField::Nama) && has(PenghargaanField::Untuk)) {
                self.refuse_row(&place, Error::invalid("row_nameless"));
                continue;
            }
            self.plan.rows.push(Planned { place, subject, is_new, puts });
        }
        Ok(())
    }

    /// An added row that was taken in before: the same name, of the same, in the
    /// same year.
    fn same_penghargaan(
        &self,
        given: &Given,
        row: &GivenRow,
        all: &BTreeMap<PenghargaanId, Penghargaan>,
        nama: &str,
        untuk: Option<&str>,
    ) -> Option<PenghargaanId> {
        let tahun = given.text(row, &FieldKey::Penghargaan(PenghargaanField::Tahun).to_string());
        let whose = self.penghargaan_field(PenghargaanField::Untuk, untuk?).ok()?;
        let in_form = |id: &PenghargaanId| given.rows.iter().any(|it| it.id.as_deref() == Some(&id.to_string()));
        let same = |it: &&Penghargaan| {
            it.nama == nama
                && it.tahun.as_deref() == tahun
                && penghargaan_value(it, PenghargaanField::Untuk) == whose
                && !in_form(&it.id)
        };
        all.values().find(same).map(|it| it.id)
    }

    fn penghargaan_field(&self, field: PenghargaanField, text: &str) -> Result<Option<String>> {
        if field != PenghargaanField::Untuk || text.trim().is_empty() {
            return penghargaan::read_penghargaan_field(self.core, field, text);
        }
        if text.trim() == DAERAH || text.trim() == "daerah" {
            return Ok(Some(Subject::Daerah.to_string()));
        }
        self.names.find(text).map(|it: InovasiId| Some(it.to_string()))
    }
}

/// Cells that say something: of a new row what is filled, else what was changed.
fn touched(row: &GivenRow, is_new: bool) -> impl Iterator<Item = &GivenCell> {
    row.cells.iter().filter(move |it| {
        let before = if is_new { "" } else { it.before.as_deref().unwrap_or_default() };
        it.fault.is_some() || it.text != before
    })
}

fn fault_of(cell: &GivenCell) -> Result<()> {
    match &cell.fault {
        Some(fault) => Err(Error::invalid("cell_fault").arg("fault", fault)),
        None => Ok(()),
    }
}

fn put(field: FieldKey, present: bool) -> Put {
    let one = || Some("1".to_owned());
    Put { field, before: if present { None } else { one() }, after: if present { one() } else { None } }
}

/// Former names that were added or taken off, each on a line of its own.
fn former(text: &str, was: &str, stands: Option<&PerangkatDaerah>) -> Result<Vec<Put>> {
    let known = |it: &String| stands.is_some_and(|body| body.nama_lama.contains(it));
    let read = |text: &str| -> Result<Vec<String>> {
        let mut found = Vec::new();
        for line in text.split('\n') {
            let nama = clean(line, false)?;
            if nama.as_ref().is_some_and(|it| it.len() > MAX_NAME_BYTES) {
                return Err(Error::invalid("text_too_long").arg("limit", MAX_NAME_BYTES));
            }
            found.extend(nama);
        }
        Ok(found)
    };
    let (before, after) = (read(was)?, read(text)?);
    let added = after.iter().filter(|it| !before.contains(it) && !known(it)).map(|it| (it, true));
    let gone = before.iter().filter(|it| !after.contains(it) && known(it)).map(|it| (it, false));
    Ok(added.chain(gone).map(|(it, present)| put(FieldKey::PerangkatDaerahNamaLama(it.clone()), present)).collect())
}

fn blank(id: PerangkatDaerahId) -> PerangkatDaerah {
    PerangkatDaerah {
        id,
        nama: String::new(),
        kode: None,
        jenis: None,
        induk: None,
        aktif: true,
        contoh: false,
        nama_lama: Vec::new(),
    }
}

fn value_of(it: &PerangkatDaerah, field: PerangkatDaerahField) -> Option<String> {
    match field {
        PerangkatDaerahField::Nama => Some(it.nama.clone()),
        PerangkatDaerahField::Kode => it.kode.clone(),
        PerangkatDaerahField::Jenis => it.jenis.clone(),
        PerangkatDaerahField::Induk => it.induk.map(|it| it.to_string()),
        PerangkatDaerahField::Aktif => (!it.aktif).then(|| "0".to_owned()),
    }
}

pub(super) fn penghargaan_value(it: &Penghargaan, field: PenghargaanField) -> Option<String> {
    match field {
        PenghargaanField::Nama => Some(it.nama.clone()),
        PenghargaanField::Untuk => Some(it.inovasi.map_or_else(|| Subject::Daerah.to_string(), |it| it.to_string())),
        PenghargaanField::Tingkat => it.tingkat.clone(),
        PenghargaanField::Tahun => it.tahun.clone(),
        PenghargaanField::Penyelenggara => it.penyelenggara.clone(),
        PenghargaanField::Kategori => it.kategori.clone(),
        PenghargaanField::Hasil => it.hasil.clone(),
        PenghargaanField::Sumber => it.sumber.clone(),
        PenghargaanField::Keyakinan => it.keyakinan.clone(),
    }
}
