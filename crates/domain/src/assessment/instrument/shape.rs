//! The shape of an instrument's files, word for word. What the words mean and
//! whether they fit together is checked in `instrument_file.rs`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::Error as _};
use toml::Spanned;

use crate::{
    assessment::instrument::{
        AnsweredBy, Confidence, DoubtReason, Fact, Formula, GateEffect, Kriteria, Lesson, Status, fault::NOT_DECIMAL,
    },
    core::id::InputId,
};

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
    pub source: BTreeMap<String, SourceToml>,
    /// None where the award asks no indikator that we know of.
    #[serde(default)]
    pub aspek: Vec<Spanned<AspekToml>>,
    #[serde(default)]
    pub bagian: Vec<Spanned<BagianToml>>,
    #[serde(default)]
    pub kategori: Vec<Spanned<KategoriToml>>,
    pub skor: Spanned<SkorToml>,
    #[serde(default)]
    pub predikat: Vec<Spanned<PredikatToml>>,
    pub kelayakan: KelayakanToml,
    #[serde(default)]
    pub kalender: Vec<KalenderToml>,
}

/// A source: its name alone, or with where it is to be found.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum SourceToml {
    Nama(String),
    Whole { nama: String, teks: String },
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
    #[serde(default)]
    pub nomor: Option<[u16; 2]>,
    /// Scored lines, counting `a` and `b` apart.
    #[serde(default)]
    pub baris: Option<usize>,
    /// False where some of its lines are not known to us.
    #[serde(default = "yes")]
    pub lengkap: bool,
    #[serde(default)]
    pub bobot: Option<Exact>,
    #[serde(default)]
    pub maksimum: Option<Exact>,
    #[serde(default)]
    pub source: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the files alone")]
    pub confidence: Option<Confidence>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the files alone")]
    pub note: Option<String>,
}

fn yes() -> bool {
    true
}

/// A section of a proposal. Its fact's keys stand beside its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BagianToml {
    pub id: String,
    pub nama: String,
    #[serde(default)]
    pub teks: Option<String>,
    #[serde(default)]
    pub minimum_kata: Option<u32>,
    #[serde(default)]
    pub maksimum_kata: Option<u32>,
    #[serde(default)]
    pub maksimum_karakter: Option<u32>,
    #[serde(default)]
    pub bobot: Option<Exact>,
    pub source: Vec<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KategoriToml {
    pub id: String,
    pub nama: String,
    /// What the inovasi shown for it must be about.
    #[serde(default)]
    pub tema: Option<String>,
    pub source: Vec<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkorToml {
    #[serde(default)]
    pub formula: Formula,
    /// Number, code and name of the computed indikator that the count skor is.
    #[serde(default)]
    pub nomor: Option<u16>,
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub nama: Option<String>,
    #[serde(default)]
    pub pembagi_minimum: Option<u32>,
    /// Where only least and greatest value are known.
    #[serde(default)]
    pub pembagi_minimum_between: Option<[u32; 2]>,
    #[serde(default)]
    pub per_inovasi: Option<Exact>,
    #[serde(default)]
    pub batas_inovasi: Option<u32>,
    #[serde(default)]
    pub minimum_urusan_dasar: Option<u32>,
    #[serde(default)]
    pub minimum_urusan_dasar_between: Option<[u32; 2]>,
    #[serde(default)]
    pub gate_effect: GateEffect,
    #[serde(default)]
    pub urusan_dasar: Vec<String>,
    #[serde(default)]
    pub maksimum: Option<Exact>,
    pub source: Vec<String>,
    pub confidence: Confidence,
    /// Source and confidence of single constants, by their key.
    #[serde(default)]
    pub fact: BTreeMap<String, Fact>,
    #[serde(default)]
    #[expect(dead_code, reason = "for readers of the files alone")]
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
    #[serde(default)]
    pub source: Vec<String>,
    #[serde(default)]
    pub confidence: Option<Confidence>,
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
    /// Years.
    #[serde(default)]
    pub maksimum_usia: Option<u32>,
    #[serde(default)]
    pub maksimum_pengajuan: Option<u32>,
    /// Source and confidence of each rule above, by its key.
    #[serde(default)]
    pub fact: BTreeMap<String, Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KalenderToml {
    pub nama: String,
    #[serde(default)]
    pub dari: Option<String>,
    #[serde(default)]
    pub sampai: Option<String>,
    #[serde(default)]
    pub source: Vec<String>,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub kriteria: Vec<Kriteria>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndikatorToml {
    pub nama: String,
    pub aspek: Spanned<String>,
    pub code: Spanned<String>,
    /// Absent where that year's number is not known; the code then says `X`.
    #[serde(default)]
    pub nomor: Option<u16>,
    #[serde(default)]
    pub huruf: Option<String>,
    #[serde(default)]
    pub variabel: Option<String>,
    /// Absent where no source tells it; `confidence.bobot` is then `unknown`.
    #[serde(default)]
    pub bobot: Option<Spanned<Exact>>,
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
    /// Largest file that the portal takes, in MB.
    #[serde(default)]
    pub maksimum_mb: Option<u32>,
    pub source: Spanned<Vec<String>>,
    /// Confidence of each fact by its key (`nama`, `bobot`, `parameter` …).
    pub confidence: BTreeMap<String, Confidence>,
    /// Why a fact is in doubt, by its key; each has a confidence too.
    #[serde(default)]
    pub doubt: BTreeMap<String, DoubtReason>,
    /// How its meaning differs from the years before.
    #[serde(default)]
    pub changed: Option<String>,
    /// What costs points elsewhere, with its own sources.
    #[serde(default)]
    pub lesson: Option<Spanned<Lesson>>,
    #[serde(default)]
    pub note: Option<String>,
    /// Absent where the rungs are not known; `confidence.parameter` is then `unknown`.
    #[serde(default)]
    pub parameter: Vec<Spanned<ParameterToml>>,
    #[serde(default)]
    pub variant: Vec<Spanned<VariantToml>>,
    /// First and last year of the bukti, counted from the instrument's: `[-2, 0]`.
    #[serde(default)]
    pub window: Option<Spanned<[i32; 2]>>,
    #[serde(default)]
    pub input: Vec<Spanned<InputToml>>,
    #[serde(default)]
    pub check: Vec<Spanned<CheckToml>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InputToml {
    pub id: InputId,
    pub nama: String,
    pub satuan: String,
    #[serde(default)]
    pub variant: Option<String>,
    pub band: Vec<BandToml>,
}

/// `minimum` and `maksimum` belong to the band, `above` and `below` do not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BandToml {
    pub parameter: u8,
    #[serde(default)]
    pub minimum: Option<Exact>,
    #[serde(default)]
    pub above: Option<Exact>,
    #[serde(default)]
    pub maksimum: Option<Exact>,
    #[serde(default)]
    pub below: Option<Exact>,
}

/// Every key that some kind of check has; which kind has which is checked in
/// `instrument_check.rs`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckToml {
    pub kind: String,
    #[serde(default)]
    pub parameter: Vec<u8>,
    #[serde(default)]
    pub variant: Vec<String>,
    #[serde(default)]
    pub advice: bool,
    #[serde(default)]
    pub minimum: Option<u32>,
    #[serde(default)]
    pub seconds: Option<u32>,
    #[serde(default)]
    pub year: Option<Vec<i32>>,
    #[serde(default)]
    pub consecutive: Option<bool>,
    #[serde(default)]
    pub word: Option<Vec<String>>,
    #[serde(default)]
    pub jenis_dokumen: Option<Vec<String>>,
    #[serde(default)]
    pub domain: Option<Vec<String>>,
    #[serde(default)]
    pub option: Option<Vec<String>>,
    #[serde(default)]
    pub input: Option<InputId>,
    #[serde(default)]
    pub field: Option<String>,
    #[serde(default)]
    pub value: Option<Vec<String>>,
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
        read.filter(fits).map(Self).ok_or_else(|| D::Error::custom(format!("{text:?} {NOT_DECIMAL}")))
    }
}

fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Exact::deserialize(deserializer).map(|it| it.0)
}
