//! The shape of a document, key by key.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    marker::PhantomData,
};

use domain::{
    core::id::InovasiId,
    inovasi::{
        penghargaan::Keyakinan,
        profile::{FIELDS, Field},
    },
    submission::dossier::Pemda,
};
use serde::{
    Deserialize,
    de::{Deserializer, IgnoredAny, MapAccess, Visitor},
};

use super::{
    AnswerEntry, Inovasi, RegistryDocument, Sumber, UsulanEntry, VERSION,
    citation::CitedInstruments,
    object::{MAX_KEY, marked, missing, next_key, no_word, object, refuse, unknown, wrong},
};

/// The two keys that say what a document is.
pub(super) struct Head {
    pub format: Option<String>,
    pub version: Option<u64>,
}

object!(Head, "an object", |map| {
    let mut head = Head { format: None, version: None };
    while let Some(key) = map.next_key::<String>()? {
        match key.as_str() {
            "format" if head.format.is_none() => head.format = Some(map.next_value()?),
            "version" if head.version.is_none() => head.version = Some(map.next_value()?),
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(head)
});

object!(RegistryDocument, "an object", |map| {
    const KNOWN: [&str; 11] = [
        "format",
        "version",
        "pemda",
        "instrument",
        "closed",
        "daerah",
        "citation",
        "official",
        "perangkat_daerah",
        "penghargaan",
        "inovasi",
    ];
    let mut registry = RegistryDocument::default();
    let mut inovasi = None;
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "format" => _ = map.next_value::<String>()?,
            "version" => _ = map.next_value::<FormatVersion>()?,
            "pemda" => registry.pemda = map.next_value::<Option<PemdaObject>>()?.map(|it| it.0),
            "daerah" => registry.daerah = map.next_value::<Instruments>()?.0,
            "citation" => registry.citation = map.next_value::<CitedInstruments>()?.0,
            "official" => registry.official = map.next_value::<Unique<BTreeMap<String, String>>>()?.0,
            "instrument" => registry.instrument = map.next_value()?,
            "closed" => registry.closed = map.next_value()?,
            "perangkat_daerah" => registry.perangkat_daerah = map.next_value()?,
            "penghargaan" => registry.penghargaan = map.next_value()?,
            "inovasi" => inovasi = Some(map.next_value()?),
            _ => return Err(unknown(&mut map, &key, &KNOWN)),
        }
    }
    if !seen.contains("version") {
        return Err(missing("version"));
    }
    registry.inovasi = inovasi.ok_or_else(|| missing("inovasi"))?;
    Ok(registry)
});

/// Exactly [`VERSION`].
struct FormatVersion;

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            VERSION => Ok(Self),
            _ => Err(wrong("version", "")),
        }
    }
}

struct PemdaObject(Pemda);

object!(PemdaObject, "an object with nama and kode", |map| {
    let mut pemda = Pemda::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "nama" => pemda.nama = map.next_value()?,
            "kode" => pemda.kode = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["nama", "kode"])),
        }
    }
    for field in ["nama", "kode"] {
        if !seen.contains(field) {
            return Err(missing(field));
        }
    }
    Ok(PemdaObject(pemda))
});

object!(Inovasi, "an inovasi", |map| {
    let known = || -> Vec<&str> {
        let fields = FIELDS.iter().map(|it| it.name());
        const OTHERS: [&str; 11] = [
            "id",
            "contoh",
            "sumber",
            "usulan",
            "review",
            "duplicate",
            "penghargaan",
            "assessment",
            "citation",
            "official",
            "official_parameter",
        ];
        OTHERS.into_iter().chain(fields).collect()
    };
    let mut inovasi = Inovasi::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match (key.as_str(), Field::by_name(&key)) {
            ("id", _) => inovasi.id = map.next_value::<Option<Id>>()?.map(|it| it.0),
            ("contoh", _) => inovasi.contoh = map.next_value()?,
            ("sumber", _) => inovasi.sumber = map.next_value::<SumberByField>()?.0,
            ("usulan", _) => inovasi.usulan = map.next_value::<Unique<UsulanEntry>>()?.0,
            ("review", _) => inovasi.review = map.next_value::<Unique<BTreeMap<String, String>>>()?.0,
            ("duplicate", _) => inovasi.duplicate = map.next_value::<Unique<String>>()?.0,
            ("penghargaan", _) => inovasi.penghargaan = map.next_value()?,
            ("assessment", _) => inovasi.assessment = map.next_value::<Instruments>()?.0,
            ("citation", _) => inovasi.citation = map.next_value::<CitedInstruments>()?.0,
            ("official", _) => inovasi.official = map.next_value::<Unique<BTreeMap<String, String>>>()?.0,
            ("official_parameter", _) => {
                inovasi.official_parameter = map.next_value::<Unique<BTreeMap<String, u8>>>()?.0;
            }
            (_, Some(Field::Nama)) => {
                inovasi.profile.insert(Field::Nama, map.next_value::<Nama>()?.0);
            }
            (_, Some(field)) if field.kind().has_members() => {
                if let Some(members) = map.next_value()? {
                    inovasi.members.insert(field, members);
                }
            }
            (_, Some(field)) => {
                if let Some(value) = map.next_value()? {
                    inovasi.profile.insert(field, value);
                }
            }
            (_, None) => return Err(unknown(&mut map, &key, &known())),
        }
    }
    if !inovasi.profile.contains_key(&Field::Nama) {
        return Err(missing("nama"));
    }
    Ok(inovasi)
});

/// A name with at least one visible character.
pub(super) struct Nama(pub String);

impl<'de> Deserialize<'de> for Nama {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nama = String::deserialize(deserializer)?;
        if nama.trim().is_empty() {
            return Err(wrong("nama", ""));
        }
        Ok(Self(nama))
    }
}

/// A UUID in its usual form with hyphens.
pub(super) struct Id(pub InovasiId);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let id = text.parse().ok().filter(|_| text.len() == 36 && !text.contains(char::is_whitespace));
        id.map(Self).ok_or_else(|| wrong("uuid", &text))
    }
}

struct SumberByField(BTreeMap<Field, Sumber>);

object!(SumberByField, "sources by field", |map| {
    let known: Vec<&str> = FIELDS.iter().map(|it| it.name()).collect();
    let mut sumber = BTreeMap::new();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match Field::by_name(&key) {
            Some(field) => sumber.insert(field, map.next_value()?),
            None => return Err(unknown(&mut map, &key, &known)),
        };
    }
    Ok(SumberByField(sumber))
});

object!(Sumber, "an object with sumber and keyakinan", |map| {
    let mut sumber = Sumber::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "sumber" => sumber.sumber = map.next_value()?,
            "keyakinan" => sumber.keyakinan = map.next_value::<Option<KeyakinanText>>()?.map(|it| it.0),
            _ => return Err(unknown(&mut map, &key, &["sumber", "keyakinan"])),
        }
    }
    Ok(sumber)
});

pub(super) struct KeyakinanText(pub String);

impl<'de> Deserialize<'de> for KeyakinanText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match Keyakinan::by_name(&text) {
            Some(_) => Ok(Self(text)),
            None => Err(no_word(&text, &Keyakinan::ALL.map(Keyakinan::name))),
        }
    }
}

/// Answers by instrument; a map whose keys are checked and occur once.
type Instruments = Unique<AnswerMap>;
type AnswerMap = BTreeMap<String, AnswerEntry>;

pub(super) struct Unique<V>(pub BTreeMap<String, V>);

/// What may stand in a [`Unique`].
pub(super) trait Inside: Sized {
    type Read: for<'de> Deserialize<'de>;
    fn from(read: Self::Read) -> Self;
}

impl Inside for AnswerMap {
    type Read = Unique<AnswerEntry>;
    fn from(read: Unique<AnswerEntry>) -> Self {
        read.0
    }
}

impl Inside for BTreeMap<String, String> {
    type Read = Unique<String>;
    fn from(read: Unique<String>) -> Self {
        read.0
    }
}

impl Inside for BTreeMap<String, u8> {
    type Read = Unique<u8>;
    fn from(read: Unique<u8>) -> Self {
        read.0
    }
}

impl Inside for u8 {
    type Read = u8;
    fn from(read: u8) -> Self {
        read
    }
}

impl Inside for String {
    type Read = String;
    fn from(read: String) -> Self {
        read
    }
}

impl Inside for UsulanEntry {
    type Read = UsulanEntry;
    fn from(read: UsulanEntry) -> Self {
        read
    }
}

impl Inside for AnswerEntry {
    type Read = AnswerEntry;
    fn from(read: AnswerEntry) -> Self {
        read
    }
}

impl<'de, V: Inside> Deserialize<'de> for Unique<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<V>(PhantomData<V>);
        impl<'de, V: Inside> Visitor<'de> for Object<V> {
            type Value = Unique<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique<V>, A::Error> {
                let mut values = BTreeMap::new();
                let mut seen = BTreeSet::new();
                while let Some(key) = next_key(&mut map, &mut seen)? {
                    let n = key.chars().count();
                    if n == 0 || n > MAX_KEY || key.chars().any(char::is_control) {
                        return Err(refuse(&mut map, marked("key", "")));
                    }
                    values.insert(key, V::from(map.next_value::<V::Read>()?));
                }
                Ok(Unique(values))
            }
        }
        deserializer.deserialize_map(Object(PhantomData))
    }
}

object!(AnswerEntry, "an object with parameter", |map| {
    let mut answer = AnswerEntry::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "parameter" => answer.parameter = map.next_value()?,
            "variant" => answer.variant = map.next_value()?,
            "input" => answer.input = map.next_value::<Unique<String>>()?.0,
            "tick" => answer.tick = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["parameter", "variant", "input", "tick"])),
        }
    }
    if !seen.contains("parameter") {
        return Err(missing("parameter"));
    }
    Ok(answer)
});
