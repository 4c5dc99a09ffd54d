//! The shape of an instrument's files, word for word. What the words mean and
//! whether they fit together is checked in `instrument_file.rs`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error as _};
use toml::Spanned;

use crate::instrument::{AnsweredBy, Confidence, Status};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstrumentToml {
    pub id: Spanned<String>,
    pub nama: String,
    pub tahun: i32,
    pub status: Status,
    #[serde(default)]
    pub note: Option<String>,
    pub dasar_hukum: Vec<DasarHukumToml>,
    pub source: BTreeMap<String, String>,
    pub aspek: Vec<Spanned<AspekToml>>,
    pub skor: Spanned<SkorToml>,
    pub predikat: Vec<Spanned<PredikatToml>>,
    pub kelayakan: KelayakanToml,
    #[serde(default)]
    pub kalender: Vec<KalenderToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DasarHukumToml {
    pub teks: String,
    pub confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AspekToml {
    pub id: String,
    pub code: String,
    pub nama: String,
    pub answered_by: AnsweredBy,
    /// Numbers of its first and last indikator.
    pub nomor: [u16; 2],
    /// Scored lines, counting `a` and `b` apart.
    pub baris: usize,
    #[serde(deserialize_with = "exact")]
    pub bobot: Decimal,
    #[serde(deserialize_with = "exact")]
    pub maksimum: Decimal,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkorToml {
    /// Number, code and name of the computed indikator that the count skor is.
    pub nomor: u16,
    pub code: String,
    pub nama: String,
    pub pembagi_minimum: u32,
    #[serde(deserialize_with = "exact")]
    pub per_inovasi: Decimal,
    pub batas_inovasi: u32,
    pub minimum_urusan_dasar: u32,
    pub urusan_dasar: Vec<String>,
    #[serde(deserialize_with = "exact")]
    pub maksimum: Decimal,
    pub source: Vec<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PredikatToml {
    pub nama: String,
    #[serde(deserialize_with = "exact")]
    pub minimum: Decimal,
    #[serde(deserialize_with = "exact")]
    pub maksimum: Decimal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KelayakanToml {
    #[serde(default)]
    pub dari: Option<NaiveDate>,
    #[serde(default)]
    pub sampai: Option<NaiveDate>,
    #[serde(default)]
    pub minimum_kata: Option<u32>,
    #[serde(default)]
    pub bagian_rancang_bangun: Vec<String>,
    #[serde(default)]
    pub tahapan: Option<String>,
    /// Source and confidence of each rule above, by its key.
    #[serde(default)]
    pub fact: BTreeMap<String, FactToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactToml {
    pub source: Vec<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KalenderToml {
    pub nama: String,
    #[serde(default)]
    pub dari: Option<String>,
    #[serde(default)]
    pub sampai: Option<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndikatorToml {
    pub nama: String,
    pub aspek: Spanned<String>,
    pub code: Spanned<String>,
    pub nomor: Spanned<u16>,
    #[serde(default)]
    pub huruf: Option<String>,
    pub variabel: String,
    pub bobot: Spanned<Exact>,
    #[serde(default)]
    pub wajib: bool,
    /// What the assessors want to see, in Indonesian.
    #[serde(default)]
    pub bukti: Option<String>,
    /// The same in English, for readers of the data.
    #[serde(default)]
    pub bukti_en: Option<String>,
    #[serde(default)]
    pub file_types: Vec<String>,
    pub source: Spanned<Vec<String>>,
    /// Confidence of each fact by its key (`nama`, `bobot`, `parameter` …).
    pub confidence: BTreeMap<String, Confidence>,
    /// How its meaning differs from the years before.
    #[serde(default)]
    pub changed: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    pub parameter: Vec<Spanned<ParameterToml>>,
    #[serde(default)]
    pub variant: Vec<Spanned<VariantToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParameterToml {
    pub nomor: u8,
    pub teks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantToml {
    pub id: String,
    pub nama: String,
    pub parameter: Vec<ParameterToml>,
}

/// A decimal that was written as text; a TOML float has been rounded already.
pub(crate) struct Exact(pub Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = Decimal::from_str_exact(&text).ok();
        // Beyond this, sums and products of a whole pack could overflow.
        let fits = |it: &Decimal| it.abs() <= Decimal::from(1_000_000) && it.scale() <= 6;
        read.filter(fits).map(Self).ok_or_else(|| D::Error::custom(format!("{text:?} is not a decimal of six digits")))
    }
}

fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Exact::deserialize(deserializer).map(|it| it.0)
}
