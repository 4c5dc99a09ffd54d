//! Where the facts of an instrument come from, and how sure they are.

use crate::named;

named! {
    /// How sure the researchers are of a fact. Shown wherever it is not `Confirmed`.
    pub enum Confidence {
        /// Two or more independent sources agree.
        Confirmed = "confirmed",
        /// One source says it.
        OneSource = "one_source",
        /// Our own reading; no source says it.
        Inferred = "inferred",
        /// Searched for and not found.
        Unknown = "unknown",
    }
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Ids of the instrument's sources.
    pub source: Vec<String>,
    /// How far the sources carry it.
    pub confidence: Confidence,
    /// What they leave open, in the pack's words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A regulation or letter that the award rests on.
#[derive(Clone, Debug)]
pub struct DasarHukum {
    /// Its full citation, as an Indonesian document would quote it.
    pub teks: String,
    /// Whether it is sure that the award rests on it.
    pub confidence: Confidence,
}

/// A source that facts refer to by `id`.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short name within the pack, such as `S2`.
    pub id: String,
    /// Where it can be found: a document, a page or a public copy of the form.
    pub teks: String,
}
