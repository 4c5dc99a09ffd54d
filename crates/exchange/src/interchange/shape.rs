//! The shape of a document, key by key. Refusals travel as marked messages inside
//! serde's errors; `read.rs` takes them apart again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    marker::PhantomData,
};

use domain::{
    dossier::Pemda,
    id::InovasiId,
    inovasi::{FIELDS, Field},
};
use serde::{
    Deserialize,
    de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor},
};

use super::{Answer, Inovasi, KEYAKINAN, Registry, Sumber, VERSION};
use crate::excerpt;

/// Longest key of an instrument or indikator, in characters.
const MAX_KEY: usize = 128;

/// Between the parts of our own messages inside serde's.
pub(super) const MARK: char = '\u{1f}';

/// Refuses the value of a key, so that the path of the error names the key.
struct Refuse(String);

impl<'de> DeserializeSeed<'de> for Refuse {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(de::Error::custom(self.0))
    }
}

fn refuse<'de, A: MapAccess<'de>>(map: &mut A, message: String) -> A::Error {
    match map.next_value_seed(Refuse(message)) {
        Err(error) => error,
        Ok(()) => de::Error::custom("refused"),
    }
}

fn unknown<'de, A: MapAccess<'de>>(map: &mut A, field: &str, known: &[&str]) -> A::Error {
    let nearest = known.iter().min_by_key(|it| distance(field, it)).copied().unwrap_or_default();
    refuse(map, format!("{MARK}unknown{MARK}{}{MARK}{nearest}{MARK}", excerpt(field)))
}

fn missing<E: de::Error>(field: &str) -> E {
    E::custom(format!("{MARK}missing{MARK}{field}{MARK}"))
}

/// Next key that has not been seen in this object.
fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    seen: &mut BTreeSet<String>,
) -> Result<Option<String>, A::Error> {
    let Some(key) = map.next_key::<String>()? else { return Ok(None) };
    if !seen.insert(key.clone()) {
        return Err(refuse(map, format!("{MARK}duplicate{MARK}{}{MARK}", excerpt(&key))));
    }
    Ok(Some(key))
}

/// Edits between two short texts; long ones are far.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            let value = (diagonal + usize::from(x != y)).min(left + 1).min(above + 1);
            (diagonal, left, *cell) = (above, value, value);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A JSON object read by a function; keeps each type below to its keys.
macro_rules! object {
    ($type:ty, $expecting:literal, |$map:ident| $body:block) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> Visitor<'de> for Object {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut $map: A) -> Result<$type, A::Error> {
                        $body
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }
    };
}

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

object!(Registry, "an object", |map| {
    const KNOWN: [&str; 5] = ["format", "version", "pemda", "daerah", "inovasi"];
    let mut registry = Registry::default();
    let mut inovasi = None;
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "format" => _ = map.next_value::<String>()?,
            "version" => _ = map.next_value::<Version>()?,
            "pemda" => registry.pemda = map.next_value::<Option<PemdaObject>>()?.map(|it| it.0),
            "daerah" => registry.daerah = map.next_value::<Instruments>()?.0,
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
struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            VERSION => Ok(Self),
            other => Err(de::Error::custom(format!("version {other}"))),
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
        ["id", "contoh", "sumber", "assessment"].into_iter().chain(fields).collect()
    };
    let mut inovasi = Inovasi::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match (key.as_str(), Field::by_name(&key)) {
            ("id", _) => inovasi.id = map.next_value::<Option<Id>>()?.map(|it| it.0),
            ("contoh", _) => inovasi.contoh = map.next_value()?,
            ("sumber", _) => inovasi.sumber = map.next_value::<SumberByField>()?.0,
            ("assessment", _) => inovasi.assessment = map.next_value::<Instruments>()?.0,
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
struct Nama(String);

impl<'de> Deserialize<'de> for Nama {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let nama = String::deserialize(deserializer)?;
        if nama.trim().is_empty() {
            return Err(de::Error::custom("an empty name"));
        }
        Ok(Self(nama))
    }
}

/// A UUID in its usual form with hyphens.
struct Id(InovasiId);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let id =
            text.parse().ok().filter(|_| text.len() == 36 && !text.contains(char::is_whitespace));
        id.map(Self).ok_or_else(|| de::Error::custom(format!("{:?} is not a UUID", excerpt(&text))))
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
            "keyakinan" => sumber.keyakinan = map.next_value::<Option<Keyakinan>>()?.map(|it| it.0),
            _ => return Err(unknown(&mut map, &key, &["sumber", "keyakinan"])),
        }
    }
    Ok(sumber)
});

struct Keyakinan(String);

impl<'de> Deserialize<'de> for Keyakinan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if KEYAKINAN.contains(&text.as_str()) {
            return Ok(Self(text));
        }
        Err(de::Error::custom(format!(
            "{:?} is not one of {}",
            excerpt(&text),
            KEYAKINAN.join(", ")
        )))
    }
}

/// Answers by instrument; a map whose keys are checked and occur once.
type Instruments = Unique<AnswerMap>;
type AnswerMap = BTreeMap<String, Answer>;

struct Unique<V>(BTreeMap<String, V>);

/// What may stand in a [`Unique`].
trait Inside: Sized {
    type Read: for<'de> Deserialize<'de>;
    fn from(read: Self::Read) -> Self;
}

impl Inside for AnswerMap {
    type Read = Unique<Answer>;
    fn from(read: Unique<Answer>) -> Self {
        read.0
    }
}

impl Inside for Answer {
    type Read = Answer;
    fn from(read: Answer) -> Self {
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
                        return Err(refuse(
                            &mut map,
                            "an empty, overlong or unprintable key".into(),
                        ));
                    }
                    values.insert(key, V::from(map.next_value::<V::Read>()?));
                }
                Ok(Unique(values))
            }
        }
        deserializer.deserialize_map(Object(PhantomData))
    }
}

object!(Answer, "an object with parameter", |map| {
    let mut answer = Answer::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "parameter" => answer.parameter = map.next_value()?,
            "variant" => answer.variant = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["parameter", "variant"])),
        }
    }
    if !seen.contains("parameter") {
        return Err(missing("parameter"));
    }
    Ok(answer)
});
