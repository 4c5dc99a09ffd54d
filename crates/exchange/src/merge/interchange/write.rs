//! Writing: pretty, in the form's order, equal for equal values.

use std::io::Write;

use ::disk::OutputPlace;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::core::{disk::DiskError, port::SingleFile};

use super::{AnswerEntry, FORMAT, Inovasi, RegistryDocument, Sumber, VERSION};
use domain::{inovasi::profile::FIELDS, submission::dossier::Pemda};

/// The document, with a line end at its end.
///
/// An inovasi without a name cannot be read back; the caller's registry has none.
pub fn write(registry: &RegistryDocument) -> String {
    // Texts and small integers always serialise; nothing here can fail.
    let mut text = serde_json::to_string_pretty(registry).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes a text that appears whole or not at all. Answers its bytes.
///
/// # Errors
/// Whatever the disk says; then no file has appeared.
pub fn write_text(text: &str, place: OutputPlace) -> Result<u64, DiskError> {
    let out = place.target().to_owned();
    let disk = |source| DiskError::new("write", &out, source);
    let mut file = SingleFile::new(place).map_err(disk)?;
    file.write_all(text.as_bytes()).map_err(disk)?;
    Ok(file.finish().map_err(|source| DiskError::new("finish", &out, source))?.size)
}

impl Serialize for RegistryDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("version", &VERSION)?;
        if let Some(pemda) = &self.pemda {
            map.serialize_entry("pemda", &WrittenPemda(pemda))?;
        }
        if let Some(instrument) = &self.instrument {
            map.serialize_entry("instrument", instrument)?;
        }
        if !self.closed.is_empty() {
            map.serialize_entry("closed", &self.closed)?;
        }
        if !self.daerah.is_empty() {
            map.serialize_entry("daerah", &self.daerah)?;
        }
        if !self.citation.is_empty() {
            map.serialize_entry("citation", &self.citation)?;
        }
        if !self.official.is_empty() {
            map.serialize_entry("official", &self.official)?;
        }
        if !self.perangkat_daerah.is_empty() {
            map.serialize_entry("perangkat_daerah", &self.perangkat_daerah)?;
        }
        if !self.penghargaan.is_empty() {
            map.serialize_entry("penghargaan", &self.penghargaan)?;
        }
        map.serialize_entry("inovasi", &self.inovasi)?;
        map.end()
    }
}

struct WrittenPemda<'a>(&'a Pemda);

impl Serialize for WrittenPemda<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("nama", &self.0.nama)?;
        map.serialize_entry("kode", &self.0.kode)?;
        map.end()
    }
}

impl Serialize for Inovasi {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        for field in FIELDS.iter().copied() {
            if field.kind().has_members() {
                if let Some(members) = self.members.get(&field) {
                    map.serialize_entry(field.name(), members)?;
                }
            } else if let Some(value) = self.profile.get(&field) {
                map.serialize_entry(field.name(), value)?;
            }
        }
        if self.contoh {
            map.serialize_entry("contoh", &true)?;
        }
        if !self.sumber.is_empty() {
            let by_name = FIELDS.iter().filter_map(|it| Some((it.name(), self.sumber.get(it)?)));
            map.serialize_entry("sumber", &Entries(by_name.collect()))?;
        }
        if !self.usulan.is_empty() {
            map.serialize_entry("usulan", &self.usulan)?;
        }
        if !self.review.is_empty() {
            map.serialize_entry("review", &self.review)?;
        }
        if !self.duplicate.is_empty() {
            map.serialize_entry("duplicate", &self.duplicate)?;
        }
        if !self.penghargaan.is_empty() {
            map.serialize_entry("penghargaan", &self.penghargaan)?;
        }
        if !self.assessment.is_empty() {
            map.serialize_entry("assessment", &self.assessment)?;
        }
        if !self.citation.is_empty() {
            map.serialize_entry("citation", &self.citation)?;
        }
        if !self.official.is_empty() {
            map.serialize_entry("official", &self.official)?;
        }
        if !self.official_parameter.is_empty() {
            map.serialize_entry("official_parameter", &self.official_parameter)?;
        }
        map.end()
    }
}

/// An object in the order given.
struct Entries<'a, V>(Vec<(&'a str, V)>);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl Serialize for Sumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(sumber) = &self.sumber {
            map.serialize_entry("sumber", sumber)?;
        }
        if let Some(keyakinan) = &self.keyakinan {
            map.serialize_entry("keyakinan", keyakinan)?;
        }
        map.end()
    }
}

impl Serialize for AnswerEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("parameter", &self.parameter)?;
        if let Some(variant) = &self.variant {
            map.serialize_entry("variant", variant)?;
        }
        if !self.input.is_empty() {
            map.serialize_entry("input", &self.input)?;
        }
        if let Some(tick) = &self.tick {
            map.serialize_entry("tick", tick)?;
        }
        map.end()
    }
}
