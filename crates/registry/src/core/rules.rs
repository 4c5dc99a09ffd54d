//! The rules that are in force here: those that come with the program, and packs
//! that people took in or corrected. A pack of an embedded id supersedes it, so
//! that answers stay; another id is another instrument.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::assessment::instrument::{
    Instrument,
    file::{PackFault, PackFile, read_pack},
    pack::OwnPack,
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Reason, Result},
        library::DEFAULT_INSTRUMENT,
        open::arg,
        registry::Core,
        text::{Language, sentence},
    },
    view::NoticeView,
};

use domain::{
    bukti::BlobRef,
    core::{date::PartialDate, id::InstrumentId, notice::NoticeCode},
    merge::change::FieldKey,
    submission::{office::OfficeField, snapshot::SnapshotField},
};

/// A pack of this registry, read.
#[derive(Debug)]
pub(crate) struct Own {
    pub pack: OwnPack,
    pub instrument: Arc<Instrument>,
}

/// Every instrument at one moment.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub instruments: BTreeMap<InstrumentId, Arc<Instrument>>,
    pub own: BTreeMap<InstrumentId, Arc<Own>>,
    /// Packs that this program cannot read, with the first reason.
    faulty: Vec<(String, String)>,
    /// See [`Reader::pack_version`].
    version: i64,
}

impl Rules {
    /// An instrument by its id.
    pub(crate) fn instrument(&self, id: &str) -> Result<Arc<Instrument>> {
        let known = || self.instruments.keys().cloned().collect::<Vec<_>>().join(", ");
        self.instruments
            .get(id)
            .cloned()
            .ok_or_else(|| Error::not_found(Reason::InstrumentUnknown).arg("instrument", id).arg("known", known()))
    }

    /// The instrument that the screens of this registry use.
    pub(crate) fn current(&self, reader: &Reader<'_>) -> Result<Arc<Instrument>> {
        // A region may have gone on to a year that this program does not know yet.
        let chosen = reader.pemda_instrument()?.and_then(|it| self.instruments.get(&it).cloned());
        chosen.map_or_else(|| self.instrument(DEFAULT_INSTRUMENT.trim()), Ok)
    }

    /// What is said about packs that cannot be read; the embedded rules hold then.
    pub(crate) fn notices(&self) -> impl Iterator<Item = NoticeView> {
        self.faulty.iter().map(|(id, detail)| NoticeView {
            code: NoticeCode::PackUnreadable,
            args: vec![arg("instrument", id), arg("detail", detail)],
        })
    }
}

/// The rules as they are kept between calls.
#[derive(Debug, Default)]
pub(crate) struct KeptRules(Mutex<Slots>);

#[derive(Debug, Default)]
struct Slots {
    committed: Arc<Rules>,
    /// Of an act that is not over, or of a moment just read.
    other: Option<Arc<Rules>>,
}

impl KeptRules {
    fn slots(&self) -> std::sync::MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What an act has made certain.
    pub(crate) fn commit(&self, rules: Arc<Rules>) {
        let mut slots = self.slots();
        slots.other = None;
        if rules.version >= slots.committed.version {
            slots.committed = rules;
        }
    }

    /// An act came to nothing: its numbers will be given again to other changes.
    pub(crate) fn forget(&self) {
        self.slots().other = None;
    }
}

impl Core {
    /// The rules as the last act left them.
    pub(crate) fn rules(&self) -> Arc<Rules> {
        self.rules.slots().committed.clone()
    }

    /// The rules of one moment, an act's own included; read again only when a pack
    /// has changed.
    pub(crate) fn rules_in(&self, reader: &Reader<'_>) -> Result<Arc<Rules>> {
        let version = reader.pack_version()?;
        let mut slots = self.rules.slots();
        let known = [Some(&slots.committed), slots.other.as_ref()];
        if let Some(known) = known.into_iter().flatten().find(|it| it.version == version && !it.instruments.is_empty())
        {
            return Ok(known.clone());
        }
        let rules = Arc::new(self.gather_rules(reader, version, &slots.committed)?);
        slots.other = Some(rules.clone());
        Ok(rules)
    }

    fn gather_rules(&self, reader: &Reader<'_>, version: i64, before: &Rules) -> Result<Rules> {
        let mut rules = Rules { instruments: self.library.instruments.clone(), version, ..Rules::default() };
        for (id, text) in reader.pack_texts()? {
            match read_own(&id, &text, before.own.get(id.as_str())) {
                Ok(own) => {
                    rules.instruments.insert(own.instrument.id.clone(), own.instrument.clone());
                    rules.own.insert(own.instrument.id.clone(), own);
                }
                Err(detail) => rules.faulty.push((id, detail)),
            }
        }
        Ok(rules)
    }

    /// An instrument by its id; `ID@bawaan` is the one that came with the program,
    /// even where a pack of this registry stands in its place.
    pub(crate) fn instrument_or_embedded(&self, id: &str) -> Result<Arc<Instrument>> {
        let embedded = id.strip_suffix(EMBEDDED).and_then(|it| self.library.instruments.get(it));
        embedded.map_or_else(|| self.instrument(id), |it| Ok(it.clone()))
    }
}

/// Marks the rules of an id that came with the program.
pub(crate) const EMBEDDED: &str = "@bawaan";

/// Reads a stored pack, or the first reason why not. One that has not changed is
/// taken as it was, so that nothing else is made anew.
fn read_own(id: &str, text: &str, before: Option<&Arc<Own>>) -> std::result::Result<Arc<Own>, String> {
    let pack: OwnPack = serde_json::from_str(text).map_err(|it| it.to_string())?;
    if let Some(before) = before.filter(|it| it.pack == pack) {
        return Ok(before.clone());
    }
    let instrument = read_files(&pack.files).map_err(|it| it.first().map_or_else(String::new, fault_in_words))?;
    if instrument.id != id {
        return Err(format!("id = {}", instrument.id));
    }
    Ok(Arc::new(Own { pack, instrument: Arc::new(instrument) }))
}

/// A fault of a pack in one line of other words: its place, and what is wrong in
/// both languages.
pub(crate) fn fault_in_words(it: &PackFault) -> String {
    let say = |language| sentence(&format!("pack_fault.{}", it.reason.code), &it.reason.args, language);
    format!("{}:{}: {} ({})", it.file, it.line, say(Language::Id), say(Language::En))
}

/// Reads the texts of a pack.
pub(crate) fn read_files(files: &BTreeMap<String, String>) -> std::result::Result<Instrument, Vec<PackFault>> {
    let files: Vec<PackFile<'_>> = files.iter().map(|(path, text)| PackFile { path, text }).collect();
    read_pack(&files)
}

/// A value of history that is no words for people: of bytes what they are and how many, of
/// a day its words.
fn in_short(field: &str, value: String) -> String {
    match FieldKey::read(field) {
        FieldKey::Blob | FieldKey::Office(OfficeField::Logo) => match value.parse::<BlobRef>() {
            Ok(it) => format!("{} {} kB", it.ending, it.size.div_ceil(1000)).trim().to_owned(),
            Err(_) => value,
        },
        FieldKey::Snapshot(SnapshotField::TanggalKirim) => {
            PartialDate::read(&value).map_or(value, PartialDate::in_words)
        }
        _ => value,
    }
}

/// A value in a list of values: of a pack its version and why it was made, never its texts.
pub(crate) fn pack_in_words(field: &str, value: Option<String>) -> Option<String> {
    let value = value?;
    if !field.starts_with("pack/") {
        return Some(in_short(field, value));
    }
    Some(match serde_json::from_str::<OwnPack>(&value) {
        Ok(it) => format!("{}: {}", it.versi, it.alasan),
        Err(_) => "?".to_owned(),
    })
}
