//! The gate: what may be written to a field is decided here, whichever door it
//! comes through. How a value is written is a pure rule of `domain`
//! (`merge/field.rs`); here it meets what else stands in the registry.

use std::collections::BTreeSet;

use domain::{
    assessment::{instrument::AnsweredBy, score::read_choice},
    core::id::{BuktiId, InovasiId, InstrumentId, PerangkatDaerahId, Subject},
    inovasi::{
        penghargaan::PenghargaanField,
        perangkat_daerah::{PerangkatDaerahField, tree::BodyTree},
        profile::Field,
    },
    merge::{
        change::FieldKey,
        field::{FieldReading, MIN_GROWTH_NOTE, former_name},
    },
};
use store::Reader;

use crate::core::{
    error::{Code, Error, Result},
    lookup,
    registry::Core,
};

/// From where a value comes. What is lenient is said here and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Somebody's own word, on a screen or in the command line.
    Person,
    /// A cell of a recap or a form, read by `workbook/reading.rs`.
    Book,
    /// A cell of a form about what is not here any more: all that is known of it.
    Lost,
    /// A document: a catalogue made elsewhere, or an own export that is restored.
    Document,
    /// A value of history that somebody takes up again.
    History,
    /// What the other one of two inovasi that become one has given.
    Combined,
    /// What stood before an act that is taken back, or done again; `left_year` where
    /// that act let an inovasi leave a year.
    Reverted { left_year: bool },
    /// What an inovasi leaves behind in a year, and takes along into the next.
    Carried,
    /// One of the values that two histories brought: it stands already.
    Merged,
}

impl Origin {
    /// Whether the text has to be read; else it is in the form that is kept.
    fn is_typed(self) -> bool {
        matches!(self, Self::Person | Self::Document)
    }

    /// Whether a text is as we wrote it ourselves: a koordinat stays as it was kept.
    pub(crate) fn is_exact(self) -> bool {
        matches!(self, Self::Document | Self::Lost)
    }

    /// Whether an answer must be one that the rules know now. What stood and is moved
    /// stays as it was, for a finding.
    fn answers_by_rules(self) -> bool {
        matches!(self, Self::Book | Self::Lost | Self::History)
    }

    /// Whether whoever was developed must be known. In files it may stand further
    /// down, and it may have been taken out since.
    fn develops_known(self) -> bool {
        matches!(self, Self::Person | Self::History)
    }

    /// Whether a growth note must say something; an older program let dashes through.
    fn tells_growth(self) -> bool {
        matches!(self, Self::Person | Self::History)
    }

    /// Whether a closed year may hold the field all the same: the year that is left is
    /// closed as a rule, and that is when its profile is kept aside.
    fn enters_closed_year(self, field: &FieldKey) -> bool {
        match self {
            Self::Carried | Self::Merged => true,
            Self::Reverted { left_year } => left_year && matches!(field, FieldKey::Archived(_)),
            _ => false,
        }
    }

    /// Whether a file that says again what stands in a closed year says nothing.
    fn may_repeat(self) -> bool {
        matches!(self, Self::Book | Self::Lost | Self::Document)
    }

    /// Whether what cannot stand is left, since it is one of many things that are
    /// moved at once; else it is refused.
    pub(crate) fn leaves(self) -> bool {
        matches!(self, Self::Combined | Self::Reverted { .. })
    }

    /// Whether an answer ends its review: a person has looked, whatever he chose; a
    /// file that repeats what stands has not. What is moved whole brings its own.
    pub(crate) fn has_looked(self, changed: bool) -> bool {
        match self {
            Self::Person | Self::History => true,
            Self::Book | Self::Lost | Self::Document | Self::Combined => changed,
            Self::Reverted { .. } | Self::Carried | Self::Merged => false,
        }
    }
}

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
    closed: Option<BTreeSet<InstrumentId>>,
    bodies: Option<BodyTree>,
}

impl<'a> FieldGate<'a> {
    pub(crate) fn new(core: &'a Core) -> Self {
        Self { core, closed: None, bodies: None }
    }

    /// A gate to a registry in which nothing stands yet.
    pub(crate) fn to_nothing(core: &'a Core) -> Self {
        Self { core, closed: Some(BTreeSet::new()), bodies: Some(BodyTree::default()) }
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
        // What a document does not name any more is taken out as it is called here.
        let is_typed = origin.is_typed() && (origin == Origin::Person || value.is_some());
        let (field, value) = if is_typed {
            self.read(reader, origin, subject, field, value)?
        } else {
            (field.clone(), value.map(str::to_owned))
        };
        if origin != Origin::Merged {
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
        self.open_link(reader, &field, instrument)?;
        Ok(Put { subject, field, value, before: None, origin: Origin::Person })
    }

    /// Refuses a year whose answers are read-only.
    ///
    /// # Errors
    /// It is one.
    pub(crate) fn open(&mut self, reader: &Reader<'_>, instrument: &str) -> Result<()> {
        if self.closed(reader)?.contains(instrument) {
            return Err(Error::invalid("year_closed").arg("instrument", instrument));
        }
        Ok(())
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
                    closed.insert(year.clone());
                } else {
                    closed.remove(year);
                }
            }
            _ => {}
        }
    }

    fn closed(&mut self, reader: &Reader<'_>) -> Result<&BTreeSet<InstrumentId>> {
        if self.closed.is_none() {
            self.closed = Some(reader.closed_instruments()?.into_iter().collect());
        }
        Ok(self.closed.get_or_insert_default())
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
                Some(self.bodies(reader)?.find(&induk)?.to_string())
            }
            (FieldKey::Penghargaan(PenghargaanField::Untuk), Some(untuk)) => {
                Some(match lookup::answering_subject_in(reader, &untuk)? {
                    Subject::Inovasi(id) => id.to_string(),
                    other => other.to_string(),
                })
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
            (FieldKey::Profile(Field::Nama), _, None) => return Err(Error::invalid("nama_empty")),
            (FieldKey::Profile(Field::PengembanganDari), Subject::Inovasi(id), Some(other)) => {
                develops(reader, origin, id, other)?;
            }
            (FieldKey::Member(Field::NamaLama, nama) | FieldKey::PerangkatDaerahNamaLama(nama), _, Some(_)) => {
                former_name(nama)?;
            }
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama), Subject::PerangkatDaerah(id), Some(nama)) => {
                self.bodies(reader)?.check_nama(id, nama)?;
            }
            (FieldKey::PerangkatDaerah(PerangkatDaerahField::Induk), Subject::PerangkatDaerah(id), Some(induk)) => {
                let bodies = self.bodies(reader)?;
                let induk =
                    bodies.find(induk).or_else(|error| induk.parse::<PerangkatDaerahId>().map_err(|_| error))?;
                bodies.check_induk(id, induk)?;
            }
            (FieldKey::Duplicate(other), Subject::Inovasi(id), Some(_)) if *other == id => {
                return Err(Error::invalid("duplicate_of_itself"));
            }
            (FieldKey::GrowthNote(_), Subject::Inovasi(id), Some(note)) if origin.tells_growth() => {
                grown(reader, id, note)?;
            }
            (FieldKey::Choice { instrument, indikator }, _, Some(choice)) if origin.answers_by_rules() => {
                read_choice(&*self.core.instrument(instrument)?, AnsweredBy::of(subject), indikator, choice)?;
            }
            (FieldKey::Link { .. }, ..) => {
                let current = self.core.current_instrument_in(reader)?;
                return self.open_link(reader, field, &current.id);
            }
            _ => {}
        }
        let Some(year) = field.year() else { return Ok(()) };
        if origin.enters_closed_year(field) || !self.closed(reader)?.contains(year) {
            return Ok(());
        }
        if origin.may_repeat() && reader.stands(subject, field, value)? {
            return Ok(());
        }
        self.open(reader, year)
    }

    /// Documents of the profile and of penghargaan are no answers: they have no year.
    fn open_link(&mut self, reader: &Reader<'_>, field: &FieldKey, instrument: &str) -> Result<()> {
        let FieldKey::Link { subject, indikator } = field else { return Ok(()) };
        let of_profile = || {
            let rules = self.core.instrument(instrument)?;
            Ok::<_, Error>(rules.profil.berkas.iter().any(|it| *indikator == it.id))
        };
        let is_document = match subject {
            Subject::Penghargaan(_) => true,
            Subject::Inovasi(_) => of_profile()?,
            _ => false,
        };
        if is_document { Ok(()) } else { self.open(reader, instrument) }
    }
}

/// Refuses an inovasi that would develop itself, or one that is not there.
fn develops(reader: &Reader<'_>, origin: Origin, id: InovasiId, other: &str) -> Result<()> {
    let Ok(other) = other.parse::<InovasiId>() else { return Ok(()) };
    if other == id {
        let nama = Some(lookup::nama_of(reader, id)?).filter(|it| !it.is_empty());
        let nama = nama.unwrap_or_else(|| id.to_string());
        return Err(Error::invalid("develops_itself").arg("nama", nama));
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
    Err(Error::invalid("growth_note_short").arg("nama", nama).arg("minimum", MIN_GROWTH_NOTE))
}

/// Whether an error says that a value cannot stand, rather than that the work failed.
pub(crate) fn is_refusal(error: &Error) -> bool {
    matches!(error.code, Code::Invalid | Code::NotFound)
}
