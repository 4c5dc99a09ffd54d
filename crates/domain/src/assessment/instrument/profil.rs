//! Which fields of the profile a year's form asks for: `profil.toml` of a pack.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    assessment::instrument::{
        Confidence, Fact,
        fault::{FaultReason, syntax},
    },
    inovasi::profile::{FIELDS, Field},
    named,
};

named! {
    /// Whether a submission needs a field.
    pub enum Need {
        /// A submission is refused without it.
        Wajib = "wajib",
        /// On the form, and its absence is worth a remark.
        Wanted = "wanted",
        /// On the form, and its absence is no matter.
        Optional = "optional",
    }
}

/// The form of one year.
#[derive(Clone, Debug)]
pub struct Profil {
    /// In the form's order.
    pub isian: Vec<Isian>,
    /// Documents that belong to the profile itself, in the form's order.
    pub berkas: Vec<Berkas>,
    /// Ids of the instrument's sources that the form was taken from.
    pub source: Vec<String>,
    /// Of the form as a whole; an isian or berkas may have its own.
    pub confidence: Confidence,
}

/// One field that the form asks for.
#[derive(Clone, Debug)]
pub struct Isian {
    /// The field of the profile that is filled in there.
    pub field: Field,
    /// What becomes of a submission where it is blank.
    pub need: Need,
    /// As that year's form words it.
    pub label: String,
    /// Ids of the instrument's sources for `need`; the form's own unless said.
    pub source: Vec<String>,
    /// How sure it is that the form asks this.
    pub confidence: Confidence,
}

/// One document of the profile: anggaran, profil bisnis, HAKI, penghargaan …
#[derive(Clone, Debug)]
pub struct Berkas {
    /// Slug; links of bukti name it where others name an indikator.
    pub id: String,
    /// What the document is, as the form words it.
    pub nama: String,
    /// Lower-case endings; empty means not known.
    pub file_types: Vec<String>,
    /// Largest file that the portal takes, in MB; None where that is not known.
    pub maksimum_mb: Option<u32>,
    /// Ids of the instrument's sources for it.
    pub source: Vec<String>,
    /// How sure it is that the form asks for it.
    pub confidence: Confidence,
    /// Source and confidence of `file_types` and `maksimum_mb`, by their key.
    pub fact: BTreeMap<String, Fact>,
}

impl Profil {
    /// The form of a pack that says nothing about it: every field, only the name
    /// compulsory.
    pub(crate) fn unsaid() -> Self {
        let isian = FIELDS.iter().map(|field| Isian {
            field: *field,
            need: if *field == Field::Nama { Need::Wajib } else { Need::Optional },
            label: field.label().to_owned(),
            source: Vec::new(),
            confidence: Confidence::Unknown,
        });
        Self { isian: isian.collect(), berkas: Vec::new(), source: Vec::new(), confidence: Confidence::Unknown }
    }

    /// What the form says of a field.
    pub fn isian(&self, field: Field) -> Option<&Isian> {
        self.isian.iter().find(|it| it.field == field)
    }
}

/// The words of `profil.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfilToml {
    source: Vec<String>,
    confidence: Confidence,
    #[serde(default, rename = "note")]
    _note: Option<String>,
    isian: Vec<IsianToml>,
    #[serde(default)]
    berkas: Vec<BerkasToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IsianToml {
    field: String,
    need: Need,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    source: Option<Vec<String>>,
    #[serde(default)]
    confidence: Option<Confidence>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BerkasToml {
    id: String,
    nama: String,
    #[serde(default)]
    file_types: Vec<String>,
    #[serde(default)]
    maksimum_mb: Option<u32>,
    #[serde(default)]
    source: Option<Vec<String>>,
    #[serde(default)]
    confidence: Option<Confidence>,
    #[serde(default)]
    fact: BTreeMap<String, Fact>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

/// Facts of a document that may have a source of their own.
const BERKAS_FACTS: [&str; 2] = ["file_types", "maksimum_mb"];

/// Reads `profil.toml`. `known_sources` are the ids of the pack's sources.
///
/// # Errors
/// Every fault, each with its byte offset where the reader gives one.
pub(crate) fn read_profil(text: &str, known_sources: &BTreeSet<&str>) -> Result<Profil, Vec<(usize, FaultReason)>> {
    let raw: ProfilToml =
        toml::from_str(text).map_err(|it| vec![(it.span().map_or(0, |it| it.start), syntax(it.message()))])?;
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    let of_isian = raw.isian.iter().filter_map(|it| it.source.as_ref());
    let of_berkas = raw.berkas.iter().filter_map(|it| it.source.as_ref());
    let of_facts = raw.berkas.iter().flat_map(|it| it.fact.values()).map(|it| &it.source);
    let named = of_isian.chain(of_berkas).chain(of_facts).chain([&raw.source]).flatten();
    for id in named.filter(|it| !known_sources.contains(it.as_str())) {
        faults.push((0, reason!(SourceUnknown, source = id)));
    }
    let mut isian = Vec::new();
    for it in raw.isian {
        match Field::by_name(&it.field) {
            None => faults.push((0, reason!(FieldUnknown, field = it.field))),
            Some(field) if !seen.insert(field.name().to_owned()) => {
                faults.push((0, reason!(FieldTwice, field = it.field)));
            }
            Some(field) => isian.push(Isian {
                field,
                need: it.need,
                label: it.label.unwrap_or_else(|| field.label().to_owned()),
                source: it.source.unwrap_or_else(|| raw.source.clone()),
                confidence: it.confidence.unwrap_or(raw.confidence),
            }),
        }
    }
    if !isian.iter().any(|it| it.field == Field::Nama && it.need == Need::Wajib) {
        faults.push((0, reason!(NamaNotWajib)));
    }
    let mut berkas = Vec::new();
    for it in raw.berkas {
        if !crate::assessment::instrument::file::is_slug(&it.id) || !seen.insert(it.id.clone()) {
            faults.push((0, reason!(BerkasIdBad, id = it.id)));
        }
        if let Some(odd) = it.fact.keys().find(|it| !BERKAS_FACTS.contains(&it.as_str())) {
            faults.push((0, reason!(BerkasFactUnknown, id = it.id, fact = odd)));
        }
        if it.maksimum_mb == Some(0) {
            faults.push((0, reason!(BerkasSizeZero, id = it.id)));
        }
        berkas.push(Berkas {
            id: it.id,
            nama: it.nama,
            file_types: it.file_types,
            maksimum_mb: it.maksimum_mb,
            source: it.source.unwrap_or_else(|| raw.source.clone()),
            confidence: it.confidence.unwrap_or(raw.confidence),
            fact: it.fact,
        });
    }
    if faults.is_empty() {
        Ok(Profil { isian, berkas, source: raw.source, confidence: raw.confidence })
    } else {
        Err(faults)
    }
}
