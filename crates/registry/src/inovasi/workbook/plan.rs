//! The plan of taking a workbook in: every cell read and decided upon, nothing
//! written.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use domain::core::{
    id::{IndikatorId, InovasiId, InstrumentId},
    number::count,
};
use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Choice,
    },
    core::id::Subject,
    inovasi::{perangkat_daerah::PerangkatDaerahList, profile::Field},
    merge::change::FieldKey,
};
use store::{InovasiRecord, Reader};

use super::{
    decided::{Decisions, WorkbookDecision},
    given::{GivenCell, GivenRow, GivenTable},
    identity::{BookNames, Identities, Identity},
    part::PartCount,
    planned::{BookPlace, CellRefusal, Diverged, Plan, Planned, is_unreadable, letter_of, members, refusal},
    proposal,
    reading::CellReading,
    region::fault_of,
};
use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::{FieldGate, Origin, Put},
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    view::{ProposalKind, SkippedRow},
};

/// A cell as the registry keeps it.
#[derive(PartialEq)]
pub(super) enum Parsed {
    One(Option<String>),
    Many(Vec<String>),
}

/// What a person decided beforehand.
pub(super) struct Answers<'a> {
    pub take_diverged: bool,
    pub decided: &'a [WorkbookDecision],
    pub take: &'a [ProposalKind],
    pub leave: &'a [ProposalKind],
    /// Tables of the file that nobody has said the columns of yet.
    pub n_unread: usize,
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
    pub decisions: Decisions,
    pub plan: Plan,
    /// Places in the plan of what recaps bring.
    pub planned: HashMap<InovasiId, usize>,
}

/// Plans what the tables of a workbook change.
pub(super) fn plan_workbook(
    core: &Core,
    reader: &Reader<'_>,
    mut tables: Vec<GivenTable>,
    answers: &Answers<'_>,
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
        decisions: Decisions::of(answers.take_diverged, answers.decided),
        plan: Plan::default(),
        planned: HashMap::new(),
    };
    planner.plan.proposals = proposal::propose(&mut tables, answers, &planner.list, &planner.names);
    let (inovasi, region): (Vec<GivenTable>, Vec<GivenTable>) = tables
        .into_iter()
        .partition(|it| !it.own || matches!(it.columns.first().map(|it| &it.field), Some(FieldKey::Profile(_))));
    let mut identities = Identities::of(reader, &planner.list)?;
    for at in 0..inovasi.len() {
        planner.inovasi(&inovasi, at, &mut identities, nama, watch)?;
    }
    for table in &region {
        planner.region(table)?;
    }
    for table in inovasi.into_iter().chain(region) {
        planner.plan.missing.extend(table.missing);
    }
    planner.decisions.all_met()?;
    Ok(planner.plan)
}

/// An inovasi whose row is being read.
pub(super) struct OwnInovasi {
    pub subject: Subject,
    pub identity: Identity,
    pub record: Option<InovasiRecord>,
    pub choices: BTreeMap<InstrumentId, BTreeMap<IndikatorId, Choice>>,
    pub by_nama: bool,
}

impl Planner<'_> {
    fn inovasi(
        &mut self,
        tables: &[GivenTable],
        table: usize,
        identities: &mut Identities,
        nama: &str,
        watch: &mut dyn Watch,
    ) -> Result<()> {
        let Some(given) = tables.get(table) else { return Ok(()) };
        let found = identities.identify(self.core, self.reader, given, &self.list, &mut self.names)?;
        let mut counted = PartCount { skipped: given.skipped.clone(), ..PartCount::default() };
        let known = |it: &(&GivenRow, &Result<Identity>)| {
            it.1.as_ref().is_ok_and(|id| it.0.id.as_deref().is_some_and(|it| it.trim().parse() == Ok(id.id)))
        };
        counted.n_id = count(given.rows.iter().zip(&found).filter(known).count());
        counted.rows = given.rows.iter().map(|it| it.number).collect();
        let mut last = None;
        for (at, (row, identity)) in given.rows.iter().zip(found).enumerate() {
            if at % EVERY == 0 {
                step(watch, WorkStep::Reading, nama, at, given.rows.len())?;
            }
            let said = given.text(row, Field::Nama.name()).unwrap_or_default();
            let place =
                BookPlace { sheet: given.sheet.clone(), row: row.number, nama: said.chars().take(500).collect() };
            let n_planned = self.plan.rows.len();
            let joined = identity.as_ref().ok().filter(|_| !given.own).and_then(|it| self.planned.get(&it.id)).copied();
            match (identity, joined) {
                _ if row.refused.is_some() => self.refuse_names(given, row, &place),
                // A form that says nothing new about what was taken out is no trouble.
                (Err(_), _) if given.own && row.cells.iter().all(|it| it.before.as_deref() == Some(&it.text)) => {}
                (Err(why), _) => self.refuse_row(&place, why),
                (Ok(identity), Some(to)) => self.join(tables, given, row, &place, identity, to)?,
                (Ok(identity), None) => self.inovasi_row(given, row, place, identity, (table, at))?,
            }
            // A row with several names is still one row.
            let is_taken = self.plan.rows.len() > n_planned;
            match last {
                Some((number, true)) if number == row.number => {}
                Some((number, false)) if number == row.number && is_taken => {
                    counted.n_taken += 1;
                    counted.n_refused = counted.n_refused.saturating_sub(1);
                }
                Some((number, false)) if number == row.number => {}
                _ if is_taken => counted.n_taken += 1,
                _ if joined.is_some() => counted.skipped.entry(SkippedRow::Joined).or_default().push(row.number),
                _ => counted.n_refused += 1,
            }
            last = Some((row.number, is_taken || joined.is_some()));
        }
        self.plan.counted.push(counted);
        Ok(())
    }

    fn inovasi_row(
        &mut self,
        given: &GivenTable,
        row: &GivenRow,
        mut place: BookPlace,
        identity: Identity,
        from: (usize, usize),
    ) -> Result<()> {
        let subject = Subject::Inovasi(identity.id);
        let record = if identity.is_new { None } else { self.reader.inovasi(identity.id)? };
        if let Some(nama) = record.as_ref().and_then(|it| it.profile.get(&Field::Nama)) {
            place.nama.clone_from(nama);
        }
        if identity.is_new && place.nama.is_empty() {
            self.refuse_unnamed(given, row, &place, &[FieldKey::Profile(Field::Nama)]);
            return Ok(());
        }
        let mut own = OwnInovasi { subject, identity, record, choices: BTreeMap::new(), by_nama: row.id.is_none() };
        let n_refused = self.plan.refused.len();
        // One more for the year that it belongs to.
        let mut puts = Vec::with_capacity(row.cells.len() + 1);
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
            puts.push(self.gate.register_for(self.reader, identity.id, self.instrument.id.clone())?);
        } else if identity.is_new && !puts.iter().any(|it| matches!(it.field, FieldKey::Usulan(_))) {
            puts.extend(self.gate.register_silent(self.reader, identity.id)?);
        }
        if !given.own {
            self.planned.insert(identity.id, self.plan.rows.len());
        }
        self.plan.rows.push(Planned { place, subject, is_new: identity.is_new, puts, given: from });
        Ok(())
    }

    pub(super) fn inovasi_cell(
        &mut self,
        given: &GivenTable,
        cell: &GivenCell,
        field: &FieldKey,
        own: &mut OwnInovasi,
        place: &BookPlace,
    ) -> Result<Vec<Put>> {
        fault_of(cell)?;
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
                    let letter = letter_of(given, cell);
                    let taken = self.decisions.meet(place, &letter);
                    self.plan.diverged.push(Diverged {
                        place: place.clone(),
                        letter,
                        subject: own.subject,
                        field: field.clone(),
                        was: before.unwrap_or_default().to_owned(),
                        stands: stands.clone(),
                        wanted: after.clone(),
                        taken,
                    });
                    if !taken {
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

    /// A new row of which a cell is blank that names it; a formula there that came to
    /// nothing is why.
    pub(super) fn refuse_unnamed(&mut self, given: &GivenTable, row: &GivenRow, place: &BookPlace, by: &[FieldKey]) {
        let names = |it: &&GivenCell| given.columns.get(it.column).is_some_and(|it| by.contains(&it.field));
        let why = row.cells.iter().filter(names).find_map(|it| Some((it, fault_of(it).err()?)));
        match why {
            Some((cell, why)) => self.refuse_cell(given, cell, place, why),
            None => self.refuse_row(place, Error::invalid(Reason::RowNameless)),
        }
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
