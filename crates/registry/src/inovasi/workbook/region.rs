//! The other tables of a form: perangkat daerah, penghargaan, and the region's own
//! answers.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::AnsweredBy,
    core::id::{InovasiId, PenghargaanId, PerangkatDaerahId, Subject},
    inovasi::{
        penghargaan::{Penghargaan, PenghargaanField},
        perangkat_daerah::{PerangkatDaerah, PerangkatDaerahField, fold_name},
    },
    merge::{change::FieldKey, field::former_name},
};
use exchange::inovasi::workbook::UNRECKONED;

use super::{
    given::{CellFault, GivenCell, GivenRow, GivenTable},
    plan::Planner,
    planned::{BookPlace, Diverged, Planned, letter_of},
};
use crate::core::{
    error::{Error, Reason, Result},
    gate::{Origin, Put},
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
    pub(super) fn region(&mut self, given: &GivenTable) -> Result<()> {
        match given.columns.first().map(|it| (&it.field, it.key.as_str())) {
            Some((FieldKey::PerangkatDaerah(_), _)) => self.bodies(given),
            Some((FieldKey::Penghargaan(_), _)) => self.penghargaan(given),
            Some((_, INDIKATOR)) => self.answers(given),
            _ => Ok(()),
        }
    }

    /// What a changed cell does, once it is read. `was` is what a known row was
    /// written with: its text, and what that means. `at` is its row, its column and whom
    /// it is about.
    fn weigh(
        &mut self,
        at: (&BookPlace, String, Subject),
        field: &FieldKey,
        was: Option<(&str, Option<String>)>,
        stands: Option<String>,
        after: Option<String>,
    ) -> Option<Result<Put>> {
        if after == stands {
            return None;
        }
        if let Some((was, _)) = was.filter(|it| it.1 != stands) {
            let taken = self.decisions.meet(at.0, &at.1);
            self.plan.diverged.push(Diverged {
                place: at.0.clone(),
                letter: at.1,
                subject: at.2,
                field: field.clone(),
                was: was.to_owned(),
                stands: stands.clone(),
                wanted: after.clone(),
                taken,
            });
            if !taken {
                return None;
            }
        }
        Some(self.gate.check(self.reader, Origin::Book, at.2, field, after.as_deref()).map(|it| it.over(stands)))
    }

    /// Whether a subject that is not shown is known all the same.
    fn was_removed(&self, subject: Subject) -> Result<bool> {
        Ok(!self.reader.history_of(subject, None, 1)?.is_empty())
    }

    fn answers(&mut self, given: &GivenTable) -> Result<()> {
        let instrument = self.instrument.clone();
        let standing = self.reader.choices(Subject::Daerah, &instrument.id)?;
        let mut puts = Vec::new();
        let mut place = BookPlace { sheet: given.sheet.clone(), row: 0, nama: String::new() };
        for row in &given.rows {
            let FieldKey::Choice { instrument: year, indikator } =
                FieldKey::read(row.id.as_deref().unwrap_or_default())
            else {
                continue;
            };
            let Some(cell) = row.cells.iter().find(|it| given.column(PARAMETER) == Some(it.column)) else { continue };
            place.row = row.number;
            let found = instrument.indikator_by_id(&indikator);
            place.nama = found.map_or_else(|| indikator.to_string(), |it| format!("{} {}", it.code, it.nama));
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
                Ok(after) => {
                    let before =
                        self.reading.parameter(&instrument, AnsweredBy::Daerah, &indikator, was).ok().flatten();
                    let before = (text != was).then_some((was, before));
                    match self
                        .weigh((&place, letter_of(given, cell), Subject::Daerah), &field, before, stands, after)
                        .transpose()
                    {
                        Ok(put) => puts.extend(put),
                        Err(why) => self.refuse_cell(given, cell, &place, why),
                    }
                }
            }
        }
        if !given.rows.is_empty() {
            let nama = self.reader.pemda()?.nama;
            let place = BookPlace { sheet: given.sheet.clone(), row: 0, nama };
            self.plan.rows.push(Planned { place, subject: Subject::Daerah, is_new: false, puts, given: (0, 0) });
        }
        Ok(())
    }

    fn bodies(&mut self, given: &GivenTable) -> Result<()> {
        let nama_key = FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama).to_string();
        let mut ids: BTreeMap<String, PerangkatDaerahId> = BTreeMap::new();
        for it in &self.list.bodies {
            ids.entry(fold_name(&it.nama)).or_insert(it.id);
        }
        // Who they are, before anything is said about them: a parent may stand below.
        let mut own = Vec::new();
        for row in &given.rows {
            let nama = given.text(row, &nama_key).unwrap_or_default().to_owned();
            let said = row.id.as_deref().and_then(|it| it.parse().ok());
            let known = said.filter(|it| self.list.by_id(*it).is_some());
            // Another laptop may have given the body that stands here an id of its own.
            let same = || ids.get(&fold_name(&nama)).copied().filter(|it| self.list.by_id(*it).is_some());
            let id = known.or_else(same).or(said).unwrap_or_else(|| PerangkatDaerahId(self.core.env.fresh_id()));
            if !nama.is_empty() {
                ids.entry(fold_name(&nama)).or_insert(id);
            }
            if self.list.by_id(id).is_some() || !self.was_removed(Subject::PerangkatDaerah(id))? {
                self.gate.bodies(self.reader)?.announce(id, &nama);
            }
            own.push((id, nama));
        }
        for (row, (id, nama)) in given.rows.iter().zip(own) {
            let place = BookPlace { sheet: given.sheet.clone(), row: row.number, nama };
            if let Some(reason) = row.refused {
                self.refuse_row(&place, Error::invalid(reason));
                continue;
            }
            let stands = self.list.by_id(id).cloned();
            let is_new = stands.is_none();
            let subject = Subject::PerangkatDaerah(id);
            if is_new && self.was_removed(subject)? {
                if touched(row, false).next().is_some() {
                    self.refuse_row(&place, Error::not_found(Reason::PerangkatDaerahMissing).arg("id", id));
                }
                continue;
            }
            if is_new && place.nama.is_empty() {
                self.refuse_unnamed(given, row, &place, &[FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama)]);
                continue;
            }
            let (mut puts, n_refused) = (Vec::new(), self.plan.refused.len());
            for cell in touched(row, is_new) {
                let Some(column) = given.columns.get(cell.column) else { continue };
                let was = cell.before.as_deref().filter(|_| !is_new);
                let read = match &column.field {
                    _ if cell.fault.is_some() => fault_of(cell).map(|()| Vec::new()),
                    FieldKey::PerangkatDaerah(field) => self.body_field(&column.field, &cell.text).and_then(|after| {
                        let before = was.map(|it| (it, self.body_field(&column.field, it).ok().flatten()));
                        let shown = stands.as_ref().and_then(|it| value_of(it, *field));
                        self.weigh((&place, column.letter.clone(), subject), &column.field, before, shown, after)
                            .into_iter()
                            .collect()
                    }),
                    FieldKey::PerangkatDaerahNamaLama(_) => {
                        self.former(subject, &cell.text, was.unwrap_or_default(), stands.as_ref())
                    }
                    FieldKey::Contoh if is_new => self.contoh(subject).map(|it| vec![it]),
                    _ => Err(Error::invalid(Reason::CellLocked)),
                };
                match read {
                    Ok(found) => {
                        // What is planned counts for the rows below.
                        found.iter().for_each(|it| self.gate.note(subject, &it.field, it.value.as_deref()));
                        puts.extend(found);
                    }
                    Err(why) => self.refuse_cell(given, cell, &place, why),
                }
            }
            let named = FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama);
            if is_new && !puts.iter().any(|it| it.field == named) {
                self.refuse_nameless(&place, &named, n_refused);
                continue;
            }
            self.plan.rows.push(Planned { place, subject, is_new, puts, given: (0, 0) });
        }
        Ok(())
    }

    /// A field of a body; its parent by name or id.
    fn body_field(&mut self, field: &FieldKey, text: &str) -> Result<Option<String>> {
        let value = self.reading.plain(field, text, false)?;
        match (field, value) {
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk), Some(induk)) => {
                Ok(Some(self.gate.bodies(self.reader)?.find(&induk)?.to_string()))
            }
            (_, value) => Ok(value),
        }
    }

    /// Former names that were added or taken off, each on a line of its own.
    fn former(
        &mut self,
        subject: Subject,
        text: &str,
        was: &str,
        stands: Option<&PerangkatDaerah>,
    ) -> Result<Vec<Put>> {
        let known = |it: &String| stands.is_some_and(|body| body.nama_lama.contains(it));
        let read = |text: &str| -> Result<Vec<String>> {
            let lines = text.split('\n').filter(|it| !it.trim().is_empty());
            lines.map(|it| Ok(former_name(it)?)).collect()
        };
        let (before, after) = (read(was)?, read(text)?);
        let added = after.iter().filter(|it| !before.contains(it) && !known(it)).map(|it| (it, true));
        let gone = before.iter().filter(|it| !after.contains(it) && known(it)).map(|it| (it, false));
        let field = |it: &String| FieldKey::PerangkatDaerahNamaLama(it.clone());
        added.chain(gone).map(|(it, present)| self.put(Origin::Book, subject, field(it), present)).collect()
    }

    fn contoh(&mut self, subject: Subject) -> Result<Put> {
        self.put(Origin::Book, subject, FieldKey::Contoh, true)
    }

    fn penghargaan(&mut self, given: &GivenTable) -> Result<()> {
        let untuk_key = FieldKey::Penghargaan(PenghargaanField::Untuk).to_string();
        let nama_key = FieldKey::Penghargaan(PenghargaanField::Nama).to_string();
        let all: BTreeMap<PenghargaanId, Penghargaan> =
            self.reader.all_penghargaan()?.into_iter().map(|it| (it.id, it)).collect();
        for row in &given.rows {
            let nama = given.text(row, &nama_key).unwrap_or_default().to_owned();
            let place = BookPlace { sheet: given.sheet.clone(), row: row.number, nama };
            if let Some(reason) = row.refused {
                self.refuse_row(&place, Error::invalid(reason));
                continue;
            }
            let untuk = given.text(row, &untuk_key).map(str::to_owned);
            let known = row.id.as_deref().and_then(|it| it.parse::<PenghargaanId>().ok());
            let id = known.or_else(|| self.same_penghargaan(given, row, &all, &place.nama, untuk.as_deref()));
            let id = id.unwrap_or_else(|| PenghargaanId(self.core.env.fresh_id()));
            let stands = all.get(&id);
            let is_new = stands.is_none();
            let subject = Subject::Penghargaan(id);
            if is_new && self.was_removed(subject)? {
                if touched(row, false).next().is_some() {
                    self.refuse_row(&place, Error::not_found(Reason::PenghargaanMissing).arg("id", id));
                }
                continue;
            }
            if is_new && (place.nama.is_empty() || untuk.is_none()) {
                let by = [PenghargaanField::Nama, PenghargaanField::Untuk].map(FieldKey::Penghargaan);
                self.refuse_unnamed(given, row, &place, &by);
                continue;
            }
            let mut puts = Vec::new();
            for cell in touched(row, is_new) {
                let Some(column) = given.columns.get(cell.column) else { continue };
                let was = cell.before.as_deref().filter(|_| !is_new);
                let read = match &column.field {
                    _ if cell.fault.is_some() => fault_of(cell).map(|()| None),
                    FieldKey::Penghargaan(field) => self.penghargaan_field(*field, &cell.text).and_then(|after| {
                        let before = was.map(|it| (it, self.penghargaan_field(*field, it).ok().flatten()));
                        let shown = stands.and_then(|it| penghargaan_value(it, *field));
                        self.weigh((&place, column.letter.clone(), subject), &column.field, before, shown, after)
                            .transpose()
                    }),
                    FieldKey::Contoh if is_new => self.contoh(subject).map(Some),
                    _ => Err(Error::invalid(Reason::CellLocked)),
                };
                match read {
                    Ok(found) => puts.extend(found),
                    Err(why) => self.refuse_cell(given, cell, &place, why),
                }
            }
            let has = |field| puts.iter().any(|it| it.field == FieldKey::Penghargaan(field));
            if is_new && !(has(PenghargaanField::Nama) && has(PenghargaanField::Untuk)) {
                self.refuse_row(&place, Error::invalid(Reason::RowNameless));
                continue;
            }
            self.plan.rows.push(Planned { place, subject, is_new, puts, given: (0, 0) });
        }
        Ok(())
    }

    /// An added row that was taken in before: the same name, of the same, in the
    /// same year.
    fn same_penghargaan(
        &self,
        given: &GivenTable,
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
            return self.reading.plain(&FieldKey::Penghargaan(field), text, false);
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

/// Refuses a cell that holds no value but why there is none.
pub(super) fn fault_of(cell: &GivenCell) -> Result<()> {
    let text = &cell.text;
    Err(match &cell.fault {
        None => return Ok(()),
        Some(CellFault::Shown(fault)) if fault == UNRECKONED => Error::invalid(Reason::CellUnreckoned),
        Some(CellFault::Shown(fault)) => Error::invalid(Reason::CellFault).arg("fault", fault),
        Some(CellFault::DayEither) => Error::invalid(Reason::DateEither).arg("text", text),
        Some(CellFault::DayBeyond) => Error::invalid(Reason::DateBeyond).arg("text", text),
    })
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
