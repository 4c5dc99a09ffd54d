//! What an inovasi and its region live through: perangkat daerah, penghargaan,
//! years.

use std::{collections::BTreeSet, fmt};

use domain::core::id::{PenghargaanId, PerangkatDaerahId};
use serde::{
    Deserialize, Serialize,
    de::{Deserializer, MapAccess, Visitor},
    ser::{SerializeMap, Serializer},
};

use super::{
    Archived, PenghargaanEntry, PerangkatDaerahEntry, UsulanEntry,
    object::{missing, next_key, object, unknown},
    shape::{Id, KeyakinanText, Nama, Unique},
};

object!(PerangkatDaerahEntry, "a perangkat daerah", |map| {
    const KNOWN: [&str; 8] = ["id", "nama", "kode", "jenis", "induk", "aktif", "nama_lama", "contoh"];
    let mut it = PerangkatDaerahEntry { aktif: true, ..PerangkatDaerahEntry::default() };
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "id" => it.id = map.next_value::<Option<Id>>()?.map(|it| PerangkatDaerahId(it.0.0)),
            "nama" => it.nama = map.next_value::<Nama>()?.0,
            "kode" => it.kode = map.next_value()?,
            "jenis" => it.jenis = map.next_value()?,
            "induk" => it.induk = map.next_value()?,
            "aktif" => it.aktif = map.next_value()?,
            "nama_lama" => it.nama_lama = map.next_value()?,
            "contoh" => it.contoh = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &KNOWN)),
        }
    }
    if it.nama.is_empty() {
        return Err(missing("nama"));
    }
    Ok(it)
});

object!(PenghargaanEntry, "a penghargaan", |map| {
    const KNOWN: [&str; 10] =
        ["id", "nama", "tingkat", "tahun", "penyelenggara", "kategori", "hasil", "sumber", "keyakinan", "contoh"];
    let mut it = PenghargaanEntry::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "id" => it.id = map.next_value::<Option<Id>>()?.map(|it| PenghargaanId(it.0.0)),
            "nama" => it.nama = map.next_value::<Nama>()?.0,
            "tingkat" => it.tingkat = map.next_value()?,
            "tahun" => it.tahun = map.next_value()?,
            "penyelenggara" => it.penyelenggara = map.next_value()?,
            "kategori" => it.kategori = map.next_value()?,
            "hasil" => it.hasil = map.next_value()?,
            "sumber" => it.sumber = map.next_value()?,
            "keyakinan" => it.keyakinan = map.next_value::<Option<KeyakinanText>>()?.map(|it| it.0),
            "contoh" => it.contoh = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &KNOWN)),
        }
    }
    if it.nama.is_empty() {
        return Err(missing("nama"));
    }
    Ok(it)
});

object!(UsulanEntry, "a year", |map| {
    let mut it = UsulanEntry::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "proposed" => it.proposed = map.next_value()?,
            "growth_note" => it.growth_note = map.next_value()?,
            "archived" => it.archived = map.next_value::<Option<ArchivedObject>>()?.map(|it| it.0),
            _ => return Err(unknown(&mut map, &key, &["proposed", "growth_note", "archived"])),
        }
    }
    Ok(it)
});

struct ArchivedObject(Archived);

object!(ArchivedObject, "a profile kept aside", |map| {
    let mut it = Archived::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "profile" => it.profile = map.next_value::<Unique<String>>()?.0,
            "members" => it.members = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["profile", "members"])),
        }
    }
    Ok(ArchivedObject(it))
});

impl Serialize for PerangkatDaerahEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("nama", &self.nama)?;
        for (key, value) in [("kode", &self.kode), ("jenis", &self.jenis), ("induk", &self.induk)] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        if !self.aktif {
            map.serialize_entry("aktif", &false)?;
        }
        if !self.nama_lama.is_empty() {
            map.serialize_entry("nama_lama", &self.nama_lama)?;
        }
        if self.contoh {
            map.serialize_entry("contoh", &true)?;
        }
        map.end()
    }
}

impl Serialize for PenghargaanEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = &self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("nama", &self.nama)?;
        for (key, value) in [
            ("tingkat", &self.tingkat),
            ("tahun", &self.tahun),
            ("penyelenggara", &self.penyelenggara),
            ("kategori", &self.kategori),
            ("hasil", &self.hasil),
            ("sumber", &self.sumber),
            ("keyakinan", &self.keyakinan),
        ] {
            if let Some(value) = value {
                map.serialize_entry(key, value)?;
            }
        }
        if self.contoh {
            map.serialize_entry("contoh", &true)?;
        }
        map.end()
    }
}

impl Serialize for UsulanEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(proposed) = &self.proposed {
            map.serialize_entry("proposed", proposed)?;
        }
        if let Some(note) = &self.growth_note {
            map.serialize_entry("growth_note", note)?;
        }
        if let Some(archived) = &self.archived {
            map.serialize_entry("archived", archived)?;
        }
        map.end()
    }
}
