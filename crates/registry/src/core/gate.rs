//! The gate: what may be written to a field is decided here, whichever door it
//! comes through. How a value is written is a pure rule of `domain`
//! (`merge/field.rs`); here it meets what else stands in the registry.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    assessment::{instrument::AnsweredBy, score::read_choice},
    core::id::{BuktiId, InovasiId, InstrumentId, PerangkatDaerahId, Subject},
    inovasi::{
        penghargaan::PenghargaanField,
        perangkat_daerah::{
            PerangkatDaerahField,
            tree::{BodyError, BodyTree},
        },
        profile::Field,
    },
    merge::{
        change::FieldKey,
        field::{FieldReading, MIN_GROWTH_NOTE, former_name},
    },
    submission::{
        office::Signer,
        snapshot::{MIN_ALASAN, SnapshotField},
    },
};
use store::Reader;

use crate::core::{
    error::{Code, Error, Reason, Result},
    kept_json, lookup,
    registry::Core,
};

pub(crate) use origin::Origin;

mod origin;
mod year;

/// A value that has passed the gate. There is no other way to make one, and nothing
/// else is written: so the value that was checked is the value that stands.
#[derive(Clone, Debug)]
pub(crate) struct Put {
    pub subject: Subject,
    pub field: FieldKey,
    pub value: Option<String>,
    /// What a plan tells that stands there so far.
    pub before: Option<String>,
    origin: Origin,
}

impl Put {
    pub(crate) fn origin(&self) -> Origin {
        self.origin
    }

    /// The same over what stands there.
    pub(crate) fn over(self, before: Option<String>) -> Self {
        Self { before, ..self }
    }
}

/// The gate with what it has seen of the registry; asked once, then followed, so that
/// a file of hundreds of thousands of fields asks no more than a single one.
pub(crate) struct FieldGate<'a> {
    core: &'a Core,
    /// Years whose answers are read-only, with the row of the act that closed each.
    closed: Option<BTreeMap<InstrumentId, i64>>,
    /// Years that somebody has worked under.
    begun: Option<BTreeSet<InstrumentId>>,
    bodies: Option<BodyTree>,
}

impl<'a> FieldGate<'a> {
    pub(crate) fn new(core: &'a Core) -> Self {
        Self { core, closed: None, begun: None, bodies: None }
    }

    /// A gate to a registry in which nothing stands yet.
    pub(crate) fn to_nothing(core: &'a Core) -> Self {
        Self { closed: Some(BTreeMap::new()), bodies: Some(BodyTree::default()), ..Self::new(core) }
    }

    /// Decides on a value, and writes nothing. Free words become the form that is
    /// kept, in the value and in the key.
    ///
    /// # Errors
    /// It cannot stand there.
    pub(crate) fn check(
        &mut self,
        reader: &Reader<'_>,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<Put> {
        // What stands can be taken out as it is called here, whatever is known of it now.
        let named =
            || Ok::<_, Error>(value.is_none() && is_there_or_not(field) && reader.stands(subject, field, Some("1"))?);
        let (field, value) = if origin.is_typed() && !named()? {
            self.read(reader, origin, subject, field, value)?
        } else {
            (field.clone(), value.map(str::to_owned))
        };
        if !origin.is_whole() {
            self.admit(reader, origin, subject, &field, value.as_deref())?;
        }
        Ok(Put { subject, field, value, before: None, origin })
    }

    /// Decides on a link of a bukti: it belongs to the year of the worksheet that it is
    /// made on, here the one of `instrument`.
    ///
    /// # Errors
    /// That year is closed; the pages cannot be read.
    pub(crate) fn check_link(
        &mut self,
        reader: &Reader<'_>,
        instrument: &str,
        (bukti, field): (BuktiId, &FieldKey),
        pages: Option<&str>,
    ) -> Result<Put> {
        let subject = Subject::Bukti(bukti);
        let (field, value) = self.read(reader, Origin::Person, subject, field, pages)?;
        if self.asks(reader, instrument, &field)? {
            self.open(reader, instrument)?;
        }
        Ok(Put { subject, field, value, before: None, origin: Origin::Person })
    }

    /// The list of perangkat daerah as it stands, and as it is planned.
    pub(crate) fn bodies(&mut self, reader: &Reader<'_>) -> Result<&mut BodyTree> {
        if self.bodies.is_none() {
            self.bodies = Some(BodyTree::of(&reader.perangkat_daerah()?));
        }
        Ok(self.bodies.get_or_insert_default())
    }

    /// Follows what is written, or planned.
    pub(crate) fn note(&mut self, subject: Subject, field: &FieldKey, value: Option<&str>) {
        match (field, subject, &mut self.bodies, &mut self.closed) {
            (FieldKey::PerangkatDaerah(it), Subject::PerangkatDaerah(id), Some(bodies), _) => {
                bodies.note(id, *it, value);
            }
            (FieldKey::Removed, Subject::PerangkatDaerah(id), Some(bodies), _) if value.is_some() => bodies.remove(id),
            (FieldKey::Removed, Subject::PerangkatDaerah(_), ..) => self.bodies = None,
            (FieldKey::Closed(year), _, _, Some(closed)) => {
                if value.is_some() {
                    closed.insert(year.clone(), origin::CLOSED_NOW);
                } else {
                    closed.remove(year);
                }
            }
            _ => {}
        }
    }

    fn read(
        &mut self,
        reader: &Reader<'_>,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<(FieldKey, Option<String>)> {
        let instrument = match field {
            FieldKey::Choice { instrument, .. }
            | FieldKey::Input { instrument, .. }
            | FieldKey::Tick { instrument, .. }
            | FieldKey::Review { instrument, .. } => Some(self.core.instrument(instrument)?),
            // Results may be known of a year whose rules are not.
            FieldKey::OfficialParameter { instrument, .. } | FieldKey::Official { instrument, .. } => {
                self.core.instrument(instrument).ok()
            }
            _ => None,
        };
        let reading = FieldReading {
            vocabulary: &self.core.library.vocabulary,
            answers: instrument.as_deref().map(|it| (AnsweredBy::of(subject), it)),
            exact: origin.is_exact(),
        };
        let (field, value) = reading.read(field, value)?;
        let value = match (&field, value) {
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk), Some(induk)) => {
                Some(self.find_body(reader, origin, &induk)?.to_string())
            }
            (FieldKey::Penghargaan(PenghargaanField::Untuk), Some(untuk)) => {
                Some(match lookup::find_subject_in(reader, &untuk)? {
                    Subject::Inovasi(id) => id.to_string(),
                    other => other.to_string(),
                })
            }
            (FieldKey::Signer(_), Some(json)) => {
                let signer: Signer = serde_json::from_str(&json).map_err(|it| kept_json::unreadable("signer", it))?;
                Some(kept_json::written(&signer.cleaned()?)?)
            }
            (_, value) => value,
        };
        Ok((field, value))
    }

    /// What hangs on everything else.
    fn admit(
        &mut self,
        reader: &Reader<'_>,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<()> {
        match (field, subject, value) {
            (FieldKey::Profile(Field::Nama), _, None) => return Err(Error::invalid(Reason::NamaEmpty)),
            (FieldKey::Profile(Field::PengembanganDari), Subject::Inovasi(id), Some(other)) => {
                develops(reader, origin, id, other)?;
            }
            (FieldKey::Member(Field::NamaLama, nama) | FieldKey::PerangkatDaerahNamaLama(nama), _, Some(_))
                if !origin.is_exact() =>
            {
                former_name(nama)?;
            }
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama), Subject::PerangkatDaerah(id), Some(nama)) => {
                self.bodies(reader)?.check_nama(id, nama)?;
            }
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk), Subject::PerangkatDaerah(id), Some(induk)) => {
                let bodies = self.bodies(reader)?;
                let induk =
                    bodies.find(induk).or_else(|error| induk.parse::<PerangkatDaerahId>().map_err(|_| error))?;
                match bodies.check_induk(id, induk) {
                    Err(BodyError::Missing(_)) if !origin.induk_known() => {}
                    checked => checked?,
                }
            }
            (FieldKey::Duplicate(other), Subject::Inovasi(id), Some(_)) if *other == id => {
                return Err(Error::invalid(Reason::DuplicateOfItself));
            }
            (FieldKey::GrowthNote(_), Subject::Inovasi(id), Some(note)) if origin.tells_growth() => {
                grown(reader, id, note)?;
            }
            (FieldKey::Choice { instrument, indikator }, _, Some(choice)) if origin.answers_by_rules() => {
                read_choice(&*self.core.instrument(instrument)?, AnsweredBy::of(subject), indikator, choice)?;
            }
            (
                FieldKey::Nomor | FieldKey::Tanggal | FieldKey::Tentang | FieldKey::JenisDokumen,
                Subject::Bukti(id),
                _,
            ) if !origin.enters_closed_year(field, value) => {
                self.admit_bukti(reader, origin, id)?;
            }
            (FieldKey::Link { .. }, ..) => self.admit_link(reader, origin, field)?,
            (FieldKey::Snapshot(SnapshotField::AlasanBuka), _, Some(alasan))
                if origin.tells_growth()
                    && (alasan.chars().count() < MIN_ALASAN || !alasan.chars().any(char::is_alphanumeric)) =>
            {
                return Err(Error::invalid(Reason::AlasanShort).arg("minimum", MIN_ALASAN));
            }
            (FieldKey::Closed(year), _, None) if origin == Origin::Person => sent(reader, year)?,
            (FieldKey::Official { figure, .. }, subject, Some(_)) if !figure.is_of(subject) => {
                return Err(Error::invalid(Reason::OfficialElsewhere).arg("figure", figure));
            }
            (FieldKey::OfficialParameter { indikator, .. }, subject, Some(_))
                if !matches!(subject, Subject::Inovasi(_)) =>
            {
                return Err(Error::invalid(Reason::OfficialElsewhere).arg("figure", indikator));
            }
            _ => {}
        }
        self.admit_year(reader, origin, subject, field, value)
    }

    /// The body that a text names; in a document one that is not known may be named by
    /// its id.
    fn find_body(&mut self, reader: &Reader<'_>, origin: Origin, text: &str) -> Result<PerangkatDaerahId> {
        let found = self.bodies(reader)?.find(text);
        Ok(found.or_else(|error| text.parse().ok().filter(|_| !origin.induk_known()).ok_or(error))?)
    }
}

/// Whether a field is there or is not: the key says what.
fn is_there_or_not(field: &FieldKey) -> bool {
    matches!(field, FieldKey::Member(..) | FieldKey::Tick { .. } | FieldKey::PerangkatDaerahNamaLama(_))
}

/// Refuses an inovasi that would develop itself, or one that is not there.
fn develops(reader: &Reader<'_>, origin: Origin, id: InovasiId, other: &str) -> Result<()> {
    let Ok(other) = other.parse::<InovasiId>() else { return Ok(()) };
    if other == id {
        let nama = Some(lookup::nama_of(reader, id)?).filter(|it| !it.is_empty());
        let nama = nama.unwrap_or_else(|| id.to_string());
        return Err(Error::invalid(Reason::DevelopsItself).arg("nama", nama));
    }
    if origin.develops_known() {
        lookup::known(reader, other)?;
    }
    Ok(())
}

/// Refuses a growth note that tells nothing.
pub(crate) fn grown(reader: &Reader<'_>, id: InovasiId, note: &str) -> Result<()> {
    if note.chars().count() >= MIN_GROWTH_NOTE {
        return Ok(());
    }
    let nama = lookup::nama_of(reader, id)?;
    Err(Error::invalid(Reason::GrowthNoteShort).arg("nama", nama).arg("minimum", MIN_GROWTH_NOTE))
}

/// Refuses to open a year that was sent: only that it was sent in error, with the reason,
/// opens it.
fn sent(reader: &Reader<'_>, year: &str) -> Result<()> {
    match reader.snapshots()?.iter().find(|it| it.is_sent_for(year)) {
        Some(it) => {
            let nama = it.text(SnapshotField::Nama).unwrap_or_default();
            Err(Error::invalid(Reason::YearSent).arg("instrument", year).arg("nama", nama))
        }
        None => Ok(()),
    }
}

/// Whether an error says that a value cannot stand, rather than that the work failed.
pub(crate) fn is_refusal(error: &Error) -> bool {
    matches!(error.code, Code::Invalid | Code::NotFound)
}
