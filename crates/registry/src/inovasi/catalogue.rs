//! The catalogue at any size: windows, filters with counts, acts on many.
//!
//! A small line of every inovasi under the current instrument is held in memory, so
//! that filters, counts, orders and the region's score need no walk through the
//! tables. It is derived and never stored. It is made when it is first needed;
//! after each act only what the act touched is made anew.

pub(crate) mod facet;
pub(crate) mod facets;
pub(crate) mod filter;
pub(crate) mod kinds;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod many;
pub(crate) mod names;
pub(crate) mod on_the_way;
pub(crate) mod order;
pub(crate) mod request;
pub(crate) mod tally;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Decimal,
    assessment::{
        instrument::Instrument,
        score::{Basis, Together},
    },
    core::{
        id::{InovasiId, InstrumentId},
        number::count,
        span::Span,
    },
    inovasi::wilayah::Wilayah,
    submission::dossier::Pemda,
};
use line::Line;
use names::{Names, Nomor, NumberedBodies};
use store::{Moment, Reader};

use crate::core::{error::Result, places::Region, registry::Core};

pub(crate) use line::Remarks;
pub use request::{EditMany, Filter, ListInovasi, Selection, Sort};
pub(crate) use tally::BodyTally;

/// Above this part of all (one of so many), everything is made anew at once.
const MANY: usize = 8;

/// Lines of all inovasi that are not removed.
#[derive(Debug)]
pub(crate) struct Catalogue {
    instrument: Arc<Instrument>,
    /// Ids of the known instruments; their places are those of [`Line::usulan`].
    instruments: Vec<InstrumentId>,
    /// The place of the current one.
    current: Option<usize>,
    kode: String,
    /// Name of the region, which checks look at.
    daerah: String,
    wilayah: Option<&'static Wilayah>,
    bodies: NumberedBodies,
    names: Names,
    kinds: kinds::Kinds,
    /// By slot; a slot whose inovasi has gone is taken by the next new one.
    lines: Vec<Option<Line>>,
    free: Vec<u32>,
    by_subject: HashMap<i64, u32>,
    by_id: HashMap<InovasiId, u32>,
    /// Slots in the order of names.
    order: Vec<u32>,
    /// Place in that order, by slot.
    places: Vec<u32>,
}

/// The catalogue as it is kept between calls.
#[derive(Debug, Default)]
pub(crate) struct KeptCatalogue(Mutex<Option<Fresh>>);

#[derive(Debug)]
struct Fresh {
    catalogue: Catalogue,
    /// The moment it shows.
    version: i64,
    /// What was listed last, since people scroll: the question, and the slots.
    listed: Option<(String, Arc<order::Listed>)>,
}

/// What looks at the catalogue, in the moment that it shows.
pub(crate) struct Look<'a> {
    pub reader: &'a Reader<'a>,
    pub catalogue: &'a Catalogue,
    /// The same number means that nothing has been written between two looks.
    pub version: i64,
    listed: &'a mut Option<(String, Arc<order::Listed>)>,
}

/// Makes the catalogue ready, so that the first filter does not wait for it.
/// Nothing else waits meanwhile.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn prepare_catalogue(core: &Core) -> Result<()> {
    look(core, |_| Ok(()))
}

/// Looks at the catalogue as it is now.
pub(crate) fn look<T>(core: &Core, look: impl FnOnce(&mut Look<'_>) -> Result<T>) -> Result<T> {
    core.store.walk(|reader, moment| {
        let kept = core.kept::<KeptCatalogue>();
        let mut kept = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out: what fails half-way is not kept.
        let fresh = kept.take();
        let Fresh { catalogue, version, listed } = kept.insert(refresh(core, reader, moment, fresh)?);
        let version = *version;
        look(&mut Look { reader, catalogue, version, listed })
    })
}

fn refresh(core: &Core, reader: &Reader<'_>, moment: &Moment, kept: Option<Fresh>) -> Result<Fresh> {
    let mut fresh = match kept {
        Some(it) if it.version == moment.version => return Ok(it),
        Some(it) => it,
        None => return gather(core, reader, moment),
    };
    let Some(touched) = &moment.touched else { return gather(core, reader, moment) };
    let reach = reader.reach(touched)?;
    let catalogue = &mut fresh.catalogue;
    if reach.daerah {
        let known = core.rules_in(reader)?.instruments.keys().eq(&catalogue.instruments);
        if !known || !catalogue.is_of(&core.current_instrument_in(reader)?, &reader.pemda()?) {
            return gather(core, reader, moment);
        }
    }
    if reach.inovasi.len() > catalogue.lines.len() / MANY + 100 {
        return gather(core, reader, moment);
    }
    if reach.perangkat_daerah {
        catalogue.bodies.learn(reader.perangkat_daerah()?);
    }
    catalogue.update(reader, &reach.inovasi)?;
    Ok(Fresh { version: moment.version, listed: None, ..fresh })
}

fn gather(core: &Core, reader: &Reader<'_>, moment: &Moment) -> Result<Fresh> {
    let mut catalogue = empty_catalogue(core, reader)?;
    reader.all_facts(|facts| -> Result<()> {
        let line = catalogue.line(reader, &facts)?;
        catalogue.take(line);
        Ok(())
    })?;
    catalogue.put_in_order();
    Ok(Fresh { catalogue, version: moment.version, listed: None })
}

/// A catalogue without lines.
fn empty_catalogue(core: &Core, reader: &Reader<'_>) -> Result<Catalogue> {
    let instrument = core.current_instrument_in(reader)?;
    let region = Region::of(reader)?;
    let pemda = reader.pemda()?;
    let instruments: Vec<InstrumentId> = core.rules_in(reader)?.instruments.keys().cloned().collect();
    let current = instruments.iter().position(|it| *it == instrument.id);
    Ok(Catalogue {
        instrument,
        instruments,
        current,
        kode: pemda.kode,
        daerah: pemda.nama,
        wilayah: region.wilayah,
        bodies: NumberedBodies::new(region.perangkat_daerah),
        names: Names::default(),
        kinds: kinds::Kinds::default(),
        lines: Vec::new(),
        free: Vec::new(),
        by_subject: HashMap::new(),
        by_id: HashMap::new(),
        order: Vec::new(),
        places: Vec::new(),
    })
}

impl Catalogue {
    /// Whether it shows these very rules: a correction keeps the id.
    fn is_of(&self, instrument: &Arc<Instrument>, pemda: &Pemda) -> bool {
        Arc::ptr_eq(&self.instrument, instrument) && self.kode == pemda.kode && self.daerah == pemda.nama
    }

    /// Puts a line into a slot; the order is not brought up to date.
    fn take(&mut self, line: Line) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.lines.push(None);
            count(self.lines.len() - 1)
        });
        self.by_subject.insert(line.subject, slot);
        self.by_id.insert(line.id, slot);
        if let Some(it) = self.lines.get_mut(slot as usize) {
            *it = Some(line);
        }
        slot
    }

    /// Makes the lines of some inovasi anew, by the rows of their subjects.
    fn update(&mut self, reader: &Reader<'_>, subjects: &BTreeSet<i64>) -> Result<()> {
        let mut moved = BTreeSet::new();
        let mut gone = BTreeSet::new();
        for subject in subjects {
            let before = self.by_subject.get(subject).copied();
            match (before, reader.facts_of(*subject)?) {
                (None, None) => {}
                (Some(slot), None) => {
                    self.drop_line(slot);
                    gone.insert(slot);
                }
                (None, Some(facts)) => {
                    let line = self.line(reader, &facts)?;
                    moved.insert(self.take(line));
                }
                (Some(slot), Some(facts)) => {
                    let line = self.line(reader, &facts)?;
                    let Some(it) = self.lines.get_mut(slot as usize) else { continue };
                    if it.as_ref().is_none_or(|it| it.nama != line.nama) {
                        moved.insert(slot);
                    }
                    *it = Some(line);
                }
            }
        }
        if !moved.is_empty() || !gone.is_empty() {
            self.order.retain(|it| !moved.contains(it) && !gone.contains(it));
            for slot in moved {
                let at = self.order.partition_point(|it| self.before(*it, slot));
                self.order.insert(at, slot);
            }
            self.number_places();
        }
        Ok(())
    }

    fn drop_line(&mut self, slot: u32) {
        if let Some(line) = self.lines.get_mut(slot as usize).and_then(Option::take) {
            self.by_subject.remove(&line.subject);
            self.by_id.remove(&line.id);
            self.free.push(slot);
        }
    }

    fn put_in_order(&mut self) {
        let mut order: Vec<u32> = self.slots().map(|it| it.0).collect();
        order.sort_by(|a, b| self.by_nama(*a, *b));
        self.order = order;
        self.number_places();
    }

    fn number_places(&mut self) {
        self.places = vec![0; self.lines.len()];
        for (place, slot) in (0..).zip(&self.order) {
            if let Some(it) = self.places.get_mut(*slot as usize) {
                *it = place;
            }
        }
    }

    fn before(&self, a: u32, b: u32) -> bool {
        self.by_nama(a, b).is_lt()
    }

    /// As the tables order names: without the case of plain letters, then by id.
    fn by_nama(&self, a: u32, b: u32) -> std::cmp::Ordering {
        let key =
            |slot: u32| self.line_at(slot).map(|it| (it.nama.bytes().map(|byte| byte.to_ascii_lowercase()), it.id));
        match (key(a), key(b)) {
            (Some(a), Some(b)) => a.0.cmp(b.0).then(a.1.cmp(&b.1)),
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }

    fn line_at(&self, slot: u32) -> Option<&Line> {
        self.lines.get(slot as usize).and_then(Option::as_ref)
    }

    fn slots(&self) -> impl Iterator<Item = (u32, &Line)> {
        (0..).zip(&self.lines).filter_map(|(slot, it)| Some((slot, it.as_ref()?)))
    }

    /// In the order of names, what is proposed under the current instrument.
    fn proposed(&self) -> impl Iterator<Item = &Line> {
        self.order.iter().filter_map(|it| self.line_at(*it)).filter(|it| self.is_proposed(it))
    }

    /// The instrument that findings and skor are under.
    pub(crate) fn instrument(&self) -> &Arc<Instrument> {
        &self.instrument
    }

    /// What the proposed inovasi come to together, for the region's score.
    pub(crate) fn together(&self, basis: Basis) -> Together {
        let mut seen: BTreeSet<Nomor> = BTreeSet::new();
        let mut together = Together { n: 0, jumlah: Span::ZERO, urusan_utama: BTreeSet::new() };
        for (_, it) in self.slots().filter(|it| self.is_proposed(it.1)) {
            together.n += 1;
            together.jumlah = together.jumlah + it.kematangan(basis);
            seen.extend(it.words.first().filter(|it| **it > 0));
        }
        together.urusan_utama = seen.into_iter().map(|it| self.names.text(it).to_owned()).collect();
        together
    }

    /// Kematangan of each proposed inovasi, by name.
    pub(crate) fn kematangan(&self, basis: Basis) -> Vec<(InovasiId, String, Option<Decimal>)> {
        self.proposed().map(|it| (it.id, it.nama.to_string(), it.kematangan(basis).known())).collect()
    }

    /// What is remarked on each proposed inovasi, by name.
    pub(crate) fn remarked(&self) -> impl Iterator<Item = (InovasiId, Remarks)> {
        self.proposed().map(|it| (it.id, self.remarks(it)))
    }
}

impl Line {
    fn kematangan(&self, basis: Basis) -> Span {
        match basis {
            Basis::Claimed => self.claimed,
            Basis::Supported => self.supported,
            Basis::Verified => self.verified,
        }
    }
}
