//! Years at the gate: what a closed one takes, and to which years a bukti belongs.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::{BuktiId, InovasiId, InstrumentId, Subject},
    merge::change::FieldKey,
};
use store::Reader;

use super::{FieldGate, Origin, Put};
use crate::core::error::{Error, Reason, Result};

impl FieldGate<'_> {
    /// Refuses a year whose answers are read-only.
    ///
    /// # Errors
    /// It is one.
    pub(crate) fn open(&mut self, reader: &Reader<'_>, instrument: &str) -> Result<()> {
        if self.closed(reader)?.contains_key(instrument) { Err(year_closed(instrument)) } else { Ok(()) }
    }

    /// What a new inovasi says of the year that is worked under: it belongs to it, or,
    /// where that year is closed already, it does not.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) fn register(&mut self, reader: &Reader<'_>, id: InovasiId) -> Result<Put> {
        let year = self.core.current_instrument_in(reader)?.id.clone();
        self.register_for(reader, id, year)
    }

    /// The same for whoever knows which year is worked under.
    ///
    /// # Errors
    /// As [`Self::register`].
    pub(crate) fn register_for(&mut self, reader: &Reader<'_>, id: InovasiId, year: InstrumentId) -> Result<Put> {
        let takes_part = if self.closed(reader)?.contains_key(&year) { "0" } else { "1" };
        self.check(reader, Origin::Registered, Subject::Inovasi(id), &FieldKey::Usulan(year), Some(takes_part))
    }

    /// The same of an inovasi of which nobody says in which years it takes part. That is
    /// no matter until a year is closed: its silence would count there.
    ///
    /// # Errors
    /// As [`Self::register`].
    pub(crate) fn register_silent(&mut self, reader: &Reader<'_>, id: InovasiId) -> Result<Option<Put>> {
        let counts = !self.closed(reader)?.is_empty();
        counts.then(|| self.register(reader, id)).transpose()
    }

    /// Whether a field may be written in its year, where it has one.
    pub(super) fn admit_year(
        &mut self,
        reader: &Reader<'_>,
        origin: Origin,
        subject: Subject,
        field: &FieldKey,
        value: Option<&str>,
    ) -> Result<()> {
        let Some(year) = field.year().filter(|_| !origin.enters_closed_year(field, value)) else { return Ok(()) };
        if self.is_open(reader, origin, year)? || (origin.may_repeat() && reader.stands(subject, field, value)?) {
            return Ok(());
        }
        Err(year_closed(year))
    }

    /// Where no worksheet says for which year a bukti serves an answer, it serves in every
    /// year that was begun and asks for it: one of them has to be open.
    pub(super) fn admit_link(&mut self, reader: &Reader<'_>, origin: Origin, link: &FieldKey) -> Result<()> {
        self.admit_served(reader, origin, std::slice::from_ref(link))
    }

    /// What is said of a bukti itself (its nomor, tanggal and tentang) is said in every year
    /// that it serves in: of those too, one has to be open.
    pub(super) fn admit_bukti(&mut self, reader: &Reader<'_>, origin: Origin, bukti: BuktiId) -> Result<()> {
        let links = reader.served_by(bukti)?.into_iter();
        let links: Vec<_> = links.map(|(subject, indikator)| FieldKey::Link { subject, indikator }).collect();
        self.admit_served(reader, origin, &links)
    }

    fn admit_served(&mut self, reader: &Reader<'_>, origin: Origin, links: &[FieldKey]) -> Result<()> {
        if self.begun.is_none() {
            let mut begun: BTreeSet<_> = reader.begun_instruments()?.into_iter().collect();
            begun.insert(self.core.current_instrument_in(reader)?.id.clone());
            self.begun = Some(begun);
        }
        let mut closed = None;
        for year in self.begun.clone().unwrap_or_default() {
            for link in links {
                if self.asks(reader, &year, link)? {
                    if self.is_open(reader, origin, &year)? {
                        return Ok(());
                    }
                    closed = Some(year.clone());
                }
            }
        }
        closed.map_or(Ok(()), |year| Err(year_closed(&year)))
    }

    /// Whether a link serves an answer that is given under an instrument. Documents of
    /// the profile and of penghargaan are no answers: they have no year.
    pub(super) fn asks(&self, reader: &Reader<'_>, instrument: &str, link: &FieldKey) -> Result<bool> {
        let FieldKey::Link { subject: Subject::Inovasi(_) | Subject::Daerah, indikator } = link else {
            return Ok(false);
        };
        let rules = self.core.rules_in(reader)?;
        Ok(rules.instruments.get(instrument).is_some_and(|it| it.indikator_by_id(indikator).is_some()))
    }

    fn is_open(&mut self, reader: &Reader<'_>, origin: Origin, year: &InstrumentId) -> Result<bool> {
        Ok(self.closed(reader)?.get(year).is_none_or(|closed_by| !origin.minds_year(*closed_by)))
    }

    fn closed(&mut self, reader: &Reader<'_>) -> Result<&BTreeMap<InstrumentId, i64>> {
        if self.closed.is_none() {
            self.closed = Some(reader.closings()?.into_iter().collect());
        }
        Ok(self.closed.get_or_insert_default())
    }
}

fn year_closed(instrument: &str) -> Error {
    Error::invalid(Reason::YearClosed).arg("instrument", instrument)
}
