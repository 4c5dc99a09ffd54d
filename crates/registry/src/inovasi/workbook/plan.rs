//! The plan of taking a workbook in: every cell read and decided upon, nothing
//! written.

use std::{collections::BTreeMap, sync::Arc};

use domain::core::id::{IndikatorId, InstrumentId};
use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Choice,
    },
    core::id::Subject,
    inovasi::{koordinat::Koordinat, perangkat_daerah::PerangkatDaerahList, profile::Field},
    merge::change::FieldKey,
};
use store::{InovasiRecord, Reader};

use super::{
    given::{CellFault, GivenCell, GivenRow, GivenTable},
    identity::{self, BookNames, Identity},
    reading::CellReading,
};
use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::{FieldGate, Origin, Put},
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    view::SkippedRow,
};

/// What taking a workbook in does.
#[derive(Default)]
pub(super) struct Plan {
    pub rows: Vec<Planned>,
    pub refused: Vec<CellRefusal>,
    /// Cells that are taken as they are, though nobody can read them.
    pub kept: Vec<CellRefusal>,
    pub diverged: Vec<Diverged>,
    pub skipped: BTreeMap<SkippedRow, u32>,
    /// Ids of rows that are gone from a form.
    pub missing: Vec<String>,
}

/// One row that is taken, with what it changes; nothing for an unchanged one.
pub(super) struct Planned {
    pub place: BookPlace,
    pub subject: Subject,
    pub is_new: bool,
    pub puts: Vec<Put>,
}

/// Where something stands, for people.
#[derive(Clone)]
pub(super) struct BookPlace {
    pub sheet: Arc<str>,
    pub row: u32,
    pub nama: String,
}

/// A cell or a row that is not taken.
pub(super) struct CellRefusal {
    pub place: BookPlace,
    pub letter: String,
    pub field: Option<FieldKey>,
    pub value: String,
    pub why: Error,
}

/// A value that was changed on both sides.
pub(super) struct Diverged {
    pub place: BookPlace,
    pub subject: Subject,
    pub field: FieldKey,
    pub was: String,
    pub stands: Option<String>,
    pub wanted: Option<String>,
}

/// A cell as the registry keeps it.
#[derive(PartialEq)]
pub(super) enum Parsed {
    One(Option<String>),
    Many(Vec<String>),
}

/// How many rows are planned between two looks at the stop button.
pub(super) const EVERY: usize = 32;

/// Makes a plan.
pub(super) struct Planner<'a> {
    pub core: &'a Core,
    pub reader: &'a Reader<'a>,
    pub instrument: Arc<Instrument>,
    pub gate: FieldGate<'a>,
    pub reading: CellReading<'a>,
    pub names: BookNames,
    pub list: PerangkatDaerahList,
    pub take_diverged: bool,
    pub plan: Plan,
}

/// Plans what the tables of a workbook change.
pub(super) fn plan_workbook(
    core: &Core,
    reader: &Reader<'_>,
    tables: Vec<GivenTable>,
    take_diverged: bool,
    nama: &str,
    watch: &mut dyn Watch,
) -> Result<Plan> {
    let mut planner = Planner {
        core,
        reader,
        instrument: core.current_instrument_in(reader)?,
        gate: FieldGate::new(core),
        reading: CellReading::new(&core.library.vocabulary),
        names: BookNames::of(reader)?,
        list: reader.perangkat_daerah()?,
        take_diverged,
        plan: Plan::default(),
    };
    let (inovasi, region): (Vec<GivenTable>, Vec<GivenTable>) = tables
        .into_iter()
        .partition(|it| !it.own || matches!(it.columns.first().map(|it| &it.field), Some(FieldKey::Profile(_))));
    for table in &inovasi {
        planner.inovasi(table, nama, watch)?;
    }
    for table in &region {
        planner.region(table)?;
    }
    for table in inovasi.into_iter().chain(region) {
        planner.plan.missing.extend(table.missing);
        for (kind, n) in table.skipped {
            *planner.plan.skipped.entry(kind).or_default() += n;
        }
    }
    Ok(planner.plan)
}

/// An inovasi whose row is being read.
struct OwnInovasi {
    subject: Subject,
    identity: Identity,
    record: Option<InovasiRecord>,
    choices: BTreeMap<InstrumentId, BTreeMap<IndikatorId, Choice>>,
    by_nama: bool,
}

impl Planner<'_> {
    fn inovasi(&mut self, given: &GivenTable, nama: &str, watch: &mut dyn Watch) -> Result<()> {
        let identities = identity::identify(self.core, self.reader, given, &self.list, &mut self.names)?;
        for (at, (row, identity)) in given.rows.iter().zip(identities).enumerate() {
            if at % EVERY == 0 {
                step(watch, WorkStep::Reading, nama, at, given.rows.len())?;
            }
            let said = given.text(row, Field::Nama.name()).unwrap_or_default();
            let place =
                BookPlace { sheet: given.sheet.clone(), row: row.number, nama: said.chars().take(500).collect() };
            match identity {
                // A form that says nothing new about what was taken out is no trouble.
                Err(_) if given.own && row.cells.iter().all(|it| it.before.as_deref() == Some(&it.text)) => {}
                Err(why) => self.refuse_row(&place, why),
                Ok(identity) => self.inovasi_row(given, row, place, identity)?,
            }
        }
        Ok(())
    }

    fn inovasi_row(
        &mut self,
        given: &GivenTable,
        row: &GivenRow,
        mut place: BookPlace,
        identity: Identity,
    ) -> Result<()> {
        let subject = Subject::Inovasi(identity.id);
        let record = if identity.is_new { None } else { self.reader.inovasi(identity.id)? };
        if let Some(nama) = record.as_ref().and_then(|it| it.profile.get(&Field::Nama)) {
            place.nama.clone_from(nama);
        }
        if identity.is_new && place.nama.is_empty() {
            self.refuse_row(&place, Error::invalid(Reason::RowNameless));
            return Ok(());
        }
        let mut own = OwnInovasi { subject, identity, record, choices: BTreeMap::new(), by_nama: row.id.is_none() };
        let n_refused = self.plan.refused.len();
        let mut puts = Vec::new();
        for cell in &row.cells {
            let Some(column) = given.columns.get(cell.column) else { continue };
            match self.inovasi_cell(given, cell, &column.field, &mut own, &place) {
                Ok(found) => {
                    if found.iter().any(is_unreadable) {
                        let why = Error::invalid(Reason::KoordinatKept);
                        self.plan.kept.push(refusal(given, cell, &place, why));
                    }
                    puts.extend(found);
                }
                Err(why) if why.code == crate::Code::Bug => return Err(why),
                Err(why) => self.refuse_cell(given, cell, &place, why),
            }
        }
        let named = |it: &Put| it.field == FieldKey::Profile(Field::Nama);
        if identity.is_new && !puts.iter().any(named) {
            self.refuse_nameless(&place, &FieldKey::Profile(Field::Nama), n_refused);
            return Ok(());
        }
        // What is registered now belongs to the year that is worked on now.
        if identity.is_new && !identity.restored {
            puts.push(self.gate.register(self.reader, identity.id)?);
        } else if identity.is_new && !puts.iter().any(|it| matches!(it.field, FieldKey::Usulan(_))) {
            puts.extend(self.gate.register_silent(self.reader, identity.id)?);
        }
        self.plan.rows.push(Planned { place, subject, is_new: identity.is_new, puts });
        Ok(())
    }

    fn inovasi_cell(
        &mut self,
        given: &GivenTable,
        cell: &GivenCell,
        field: &FieldKey,
        own: &mut OwnInovasi,
        place: &BookPlace,
    ) -> Result<Vec<Put>> {
        if let Some(fault) = &cell.fault {
            return Err(fault_error(fault, &cell.text));
        }
        let before = cell.before.as_deref().filter(|_| !own.identity.is_new);
        if before.map_or(cell.text.is_empty(), |it| it == cell.text) {
            return Ok(Vec::new());
        }
        let carried = matches!(field, FieldKey::Usulan(_) | FieldKey::GrowthNote(_) | FieldKey::Contoh);
        if carried && !own.identity.is_new {
            return Err(Error::invalid(Reason::CellLocked));
        }
        if carried && !own.identity.restored {
            return Ok(Vec::new());
        }
        // The name is how the inovasi was found: it says nothing new.
        let is_nama = *field == FieldKey::Profile(Field::Nama);
        if is_nama && own.by_nama && !own.identity.is_new && !given.own {
            return Ok(Vec::new());
        }
        let origin = if own.identity.restored { Origin::Lost } else { Origin::Book };
        let exact = origin.is_exact() && cell.before.as_deref() == Some(&cell.text);
        match (self.parse(field, &cell.text, given.own, exact)?, field) {
            (Parsed::Many(after), FieldKey::Profile(field)) => {
                let was = match before {
                    Some(it) => match self.parse(&FieldKey::Profile(*field), it, true, false)? {
                        Parsed::Many(it) => Some(it),
                        Parsed::One(_) => None,
                    },
                    None => None,
                };
                let stands = own.record.as_ref().and_then(|it| it.members.get(field)).cloned().unwrap_or_default();
                let changed = members(*field, &stands, was.as_deref(), &after).into_iter();
                changed.map(|(member, present)| self.put(origin, own.subject, member, present)).collect()
            }
            // A recap that says 0 knows no answer; it does not take one away.
            (Parsed::One(None), _) if !given.own => Ok(Vec::new()),
            (Parsed::One(after), _) => {
                let stands = self.standing(own, field)?;
                if after == stands || self.same_body(given, field, stands.as_deref(), after.as_deref()) {
                    return Ok(Vec::new());
                }
                if !self.is_newer(field, before, stands.as_deref())? {
                    self.plan.diverged.push(Diverged {
                        place: place.clone(),
                        subject: own.subject,
                        field: field.clone(),
                        was: before.unwrap_or_default().to_owned(),
                        stands: stands.clone(),
                        wanted: after.clone(),
                    });
                    if !self.take_diverged {
                        return Ok(Vec::new());
                    }
                }
                let put = self.gate.check(self.reader, origin, own.subject, field, after.as_deref())?;
                Ok(vec![put.over(stands)])
            }
            (Parsed::Many(_), _) => Ok(Vec::new()),
        }
    }

    /// Something that is there or is not: a member, or a former name.
    pub(super) fn put(&mut self, origin: Origin, subject: Subject, field: FieldKey, present: bool) -> Result<Put> {
        let one = |it: bool| it.then(|| "1".to_owned());
        let put = self.gate.check(self.reader, origin, subject, &field, one(present).as_deref())?;
        Ok(put.over(one(!present)))
    }

    /// Whether what a form was written with is what still stands here.
    pub(super) fn is_newer(&mut self, field: &FieldKey, before: Option<&str>, stands: Option<&str>) -> Result<bool> {
        let Some(before) = before else { return Ok(true) };
        if before == stands.unwrap_or_default() {
            return Ok(true);
        }
        Ok(self.parse(field, before, true, false).is_ok_and(|it| it == Parsed::One(stands.map(str::to_owned))))
    }

    /// In a recap, another spelling of the same body is no change.
    fn same_body(&self, given: &GivenTable, field: &FieldKey, stands: Option<&str>, after: Option<&str>) -> bool {
        let is_body = !given.own && *field == FieldKey::Profile(Field::PerangkatDaerah);
        let Some((stands, after)) = stands.zip(after).filter(|_| is_body) else { return false };
        let fold = |it| domain::inovasi::perangkat_daerah::fold_name(self.list.current_name(it));
        fold(stands) == fold(after)
    }

    fn standing(&self, own: &mut OwnInovasi, field: &FieldKey) -> Result<Option<String>> {
        Ok(match field {
            _ if own.identity.is_new => None,
            FieldKey::Profile(field) => own.record.as_ref().and_then(|it| it.profile.get(field)).cloned(),
            FieldKey::Choice { instrument, indikator } => {
                if !own.choices.contains_key(instrument) {
                    own.choices.insert(instrument.clone(), self.reader.choices(own.subject, instrument)?);
                }
                own.choices.get(instrument).and_then(|it| it.get(indikator)).map(ToString::to_string)
            }
            _ => None,
        })
    }

    /// A cell as the registry keeps it; `exact` where we wrote it ourselves.
    pub(super) fn parse(&mut self, field: &FieldKey, text: &str, own: bool, exact: bool) -> Result<Parsed> {
        let one = |it: Option<String>| Ok(Parsed::One(it));
        match field {
            FieldKey::Profile(field) if field.kind().has_members() => {
                Ok(Parsed::Many(self.reading.members(*field, text, own)?))
            }
            FieldKey::Profile(Field::PengembanganDari) if !text.trim().is_empty() => {
                one(Some(self.names.find(text)?.to_string()))
            }
            FieldKey::Profile(field) => one(self.reading.value(*field, text, exact)?),
            FieldKey::Choice { instrument, indikator } => {
                let known = self.core.instrument(instrument)?;
                one(self.reading.parameter(&known, AnsweredBy::Inovasi, indikator, text)?)
            }
            FieldKey::Usulan(_) | FieldKey::Contoh => {
                one(Some(text.trim().to_owned()).filter(|it| it == "1" || it == "0"))
            }
            FieldKey::GrowthNote(_) => one(self.reading.plain(field, text, exact)?),
            other => Err(Error::not_found(Reason::FieldUnknown).arg("field", other)),
        }
    }

    pub(super) fn refuse_row(&mut self, place: &BookPlace, why: Error) {
        let place = place.clone();
        self.plan.refused.push(CellRefusal { place, letter: String::new(), field: None, value: String::new(), why });
    }

    /// Without a name a new row is nothing: it goes, with why its name was refused, and
    /// with nothing else of what was refused of it from `n_refused` on.
    pub(super) fn refuse_nameless(&mut self, place: &BookPlace, nama: &FieldKey, n_refused: usize) {
        let mut why = self.plan.refused.split_off(n_refused);
        why.retain(|it| it.field.as_ref() == Some(nama));
        if why.is_empty() {
            self.refuse_row(place, Error::invalid(Reason::RowNameless));
        }
        self.plan.refused.extend(why);
    }

    pub(super) fn refuse_cell(&mut self, given: &GivenTable, cell: &GivenCell, place: &BookPlace, why: Error) {
        self.plan.refused.push(refusal(given, cell, place, why));
    }
}

fn refusal(given: &GivenTable, cell: &GivenCell, place: &BookPlace, why: Error) -> CellRefusal {
    let column = given.columns.get(cell.column);
    CellRefusal {
        place: place.clone(),
        letter: column.map(|it| it.letter.clone()).unwrap_or_default(),
        field: column.map(|it| it.field.clone()),
        value: match &cell.fault {
            Some(CellFault::Shown(fault)) => fault.clone(),
            _ => cell.text.chars().take(200).collect(),
        },
        why,
    }
}

fn fault_error(fault: &CellFault, text: &str) -> Error {
    match fault {
        CellFault::Shown(fault) => Error::invalid(Reason::CellFault).arg("fault", fault),
        CellFault::DayEither => Error::invalid(Reason::DateEither).arg("text", text),
        CellFault::DayBeyond => Error::invalid(Reason::DateBeyond).arg("text", text),
    }
}

/// A koordinat that is none stands as a text: a finding until somebody mends it.
fn is_unreadable(put: &Put) -> bool {
    put.field == FieldKey::Profile(Field::Koordinat)
        && put.value.as_deref().is_some_and(|it| Koordinat::read(it).is_err())
}

/// Members to add and to take out. A form tells only what was changed in it; of
/// former names a recap tells some, of options all.
fn members(field: Field, stands: &[String], was: Option<&[String]>, after: &[String]) -> Vec<(FieldKey, bool)> {
    let is_added = |it: &&String| !stands.contains(it) && was.is_none_or(|was| !was.contains(it));
    let gone = |it: &&String| match was {
        Some(was) => was.contains(it) && !after.contains(it),
        None => field != Field::NamaLama && !after.contains(it),
    };
    let added = after.iter().filter(is_added).map(|it| (it, true));
    let all = added.chain(stands.iter().filter(gone).map(|it| (it, false)));
    all.map(|(it, present)| (FieldKey::Member(field, it.clone()), present)).collect()
}
