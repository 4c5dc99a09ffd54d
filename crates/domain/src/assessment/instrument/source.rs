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
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

/// A regulation or letter that the award rests on.
#[derive(Clone, Debug)]
pub struct DasarHukum {
    pub teks: String,
    pub confidence: Confidence,
}

/// A source that facts refer to by `id`.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: String,
    pub teks: String,
}
