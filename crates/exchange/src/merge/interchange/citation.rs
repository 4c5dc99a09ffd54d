//! What published sources say of answers, key by key.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use domain::{
    assessment::citation::{Citation, CitationFit, NamedDocument, PublishedSource},
    inovasi::penghargaan::Keyakinan,
};
use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};

use super::{
    object::{missing, next_key, no_word, object, unknown},
    shape::{Inside, KeyakinanText, Unique},
};

/// Citations by indikator, by instrument.
pub(super) type CitedInstruments = Unique<CitedIndikator>;
type CitedIndikator = BTreeMap<String, Vec<Citation>>;

impl Inside for CitedIndikator {
    type Read = Unique<Vec<Citation>>;
    fn from(read: Unique<Vec<Citation>>) -> Self {
        read.0
    }
}

impl Inside for Vec<Citation> {
    type Read = Vec<CitationObject>;
    fn from(read: Vec<CitationObject>) -> Self {
        read.into_iter().map(|it| it.0).collect()
    }
}

pub(super) struct CitationObject(Citation);

object!(CitationObject, "an object with fact", |map| {
    const KNOWN: [&str; 9] =
        ["fact", "year", "parameter", "variant", "keyakinan", "fit", "caveat", "sumber", "document"];
    let mut it = Citation::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "fact" => it.fact = map.next_value()?,
            "year" => it.year = map.next_value()?,
            "parameter" => it.parameter = map.next_value()?,
            "variant" => it.variant = map.next_value()?,
            "keyakinan" => {
                let text = map.next_value::<Option<KeyakinanText>>()?;
                it.keyakinan = text.and_then(|it| Keyakinan::by_name(&it.0));
            }
            "fit" => it.fit = map.next_value::<Option<FitText>>()?.map(|it| it.0),
            "caveat" => it.caveat = map.next_value()?,
            "sumber" => it.sumber = map.next_value::<Vec<SourceObject>>()?.into_iter().map(|it| it.0).collect(),
            "document" => it.document = map.next_value::<Vec<DocumentObject>>()?.into_iter().map(|it| it.0).collect(),
            _ => return Err(unknown(&mut map, &key, &KNOWN)),
        }
    }
    if !seen.contains("fact") {
        return Err(missing("fact"));
    }
    Ok(CitationObject(it))
});

struct FitText(CitationFit);

impl<'de> Deserialize<'de> for FitText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = CitationFit::by_name(&text).map(Self);
        known.ok_or_else(|| no_word(&text, &CitationFit::ALL.map(CitationFit::name)))
    }
}

struct SourceObject(PublishedSource);

object!(SourceObject, "an object with title, outlet, date and address", |map| {
    let mut it = PublishedSource::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "title" => it.title = map.next_value()?,
            "outlet" => it.outlet = map.next_value()?,
            "date" => it.date = map.next_value()?,
            "address" => it.address = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["title", "outlet", "date", "address"])),
        }
    }
    Ok(SourceObject(it))
});

struct DocumentObject(NamedDocument);

object!(DocumentObject, "an object with title", |map| {
    let mut it = NamedDocument::default();
    let mut seen = BTreeSet::new();
    while let Some(key) = next_key(&mut map, &mut seen)? {
        match key.as_str() {
            "title" => it.title = map.next_value()?,
            "nomor" => it.nomor = map.next_value()?,
            "date" => it.date = map.next_value()?,
            "address" => it.address = map.next_value()?,
            _ => return Err(unknown(&mut map, &key, &["title", "nomor", "date", "address"])),
        }
    }
    if !seen.contains("title") {
        return Err(missing("title"));
    }
    Ok(DocumentObject(it))
});
