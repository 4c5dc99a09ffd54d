//! An award's rules as values: what `instruments/<id>/` says, checked.
//!
//! Nothing here knows an indikator by name. The reading of the files and the
//! checks are in `instrument_file.rs`; the arithmetic is in `assessment.rs`.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// How sure the researchers are of a fact. Shown wherever it is not `Confirmed`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Two or more independent sources agree.
    Confirmed,
    /// One source says it.
    OneSource,
    /// Our own reading; no source says it.
    Inferred,
    /// Searched for and not found.
    Unknown,
}

/// Whether the rules may still change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force; the files are locked by their hash.
    Final,
    /// Not yet settled, or a forecast.
    Draft,
}

/// Who answers an aspek's indikator.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnsweredBy {
    /// The region, once a year.
    Daerah,
    /// Each inovasi.
    Inovasi,
}

/// One award in one year.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Slug, for example `iga-2026`; the folder's name.
    pub id: String,
    pub nama: String,
    pub tahun: i32,
    pub status: Status,
    pub dasar_hukum: Vec<DasarHukum>,
    pub source: Vec<Source>,
    pub aspek: Vec<Aspek>,
    /// In the order of their numbers, the region's first.
    pub indikator: Vec<Indikator>,
    pub rules: ScoringRules,
    /// Highest first; together they cover 0.00 to 100.00 in steps of 0.01.
    pub predikat: Vec<Predikat>,
    pub kelayakan: Kelayakan,
    pub kalender: Vec<Kalender>,
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

/// A group of indikator answered by the same subject.
#[derive(Clone, Debug)]
pub struct Aspek {
    pub id: String,
    /// The letters before the number in a code, for example `SID`.
    pub code: String,
    pub nama: String,
    pub answered_by: AnsweredBy,
    /// Sum of the bobot of its scored lines.
    pub bobot: Decimal,
    /// Highest reachable skor of one subject.
    pub maksimum: Decimal,
}

/// One scored line. The `id` is the same in every year; the `code` is not.
#[derive(Clone, Debug)]
pub struct Indikator {
    /// Slug; the file's stem.
    pub id: String,
    /// This year's number as officers say it: the aspek's letters, the number with
    /// two digits, and the letter of the line where a number has several.
    pub code: String,
    pub nomor: u16,
    /// `a`, `b` … where one number has several scored lines.
    pub huruf: Option<String>,
    pub nama: String,
    pub variabel: String,
    pub answered_by: AnsweredBy,
    pub bobot: Decimal,
    /// Must be filled for a valid submission.
    pub wajib: bool,
    /// The bukti the assessors want to see, as the guideline words it.
    pub bukti: Option<String>,
    /// Lower-case file endings accepted; empty means not known.
    pub file_types: Vec<String>,
    /// In order, numbered from 1.
    pub parameter: Vec<Parameter>,
    /// Alternative measuring bases; their parameter numbers score alike.
    pub variant: Vec<Variant>,
    /// What this year means differently from the years before, in the pack's words.
    pub changed: Option<String>,
    pub note: Option<String>,
    pub source: Vec<String>,
    /// Lowest confidence of the facts above.
    pub confidence: Confidence,
    /// Facts that are less sure than `Confirmed`, by name.
    pub uncertain: Vec<(String, Confidence)>,
}

/// One rung of an indikator.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub nomor: u8,
    pub teks: String,
}

/// A measuring basis of an indikator, with its own texts.
#[derive(Clone, Debug)]
pub struct Variant {
    pub id: String,
    pub nama: String,
    pub parameter: Vec<Parameter>,
}

/// The constants of the aggregate formulas named in `assessment.rs`.
#[derive(Clone, Debug)]
pub struct ScoringRules {
    /// The computed indikator: nobody answers it, the count skor is its skor.
    pub computed: Computed,
    /// The average divides by at least this many inovasi.
    pub pembagi_minimum: u32,
    /// Skor for each inovasi sent.
    pub per_inovasi: Decimal,
    /// No more than this many inovasi add to the count skor.
    pub batas_inovasi: u32,
    /// Below this many covered urusan of `urusan_dasar` the count skor is 0.
    pub minimum_urusan_dasar: u32,
    /// Slugs of the urusan wajib pelayanan dasar.
    pub urusan_dasar: Vec<String>,
    /// Highest reachable total; IID is the total as a percentage of it.
    pub maksimum: Decimal,
    pub source: Vec<String>,
    pub confidence: Confidence,
}

/// An indikator whose skor follows from the others' number alone.
#[derive(Clone, Debug)]
pub struct Computed {
    pub code: String,
    pub nomor: u16,
    pub nama: String,
}

/// A band of the index.
#[derive(Clone, Debug)]
pub struct Predikat {
    pub nama: String,
    /// Inclusive, two places.
    pub minimum: Decimal,
    /// Inclusive, two places.
    pub maksimum: Decimal,
}

/// What an inovasi must fulfil to be accepted.
#[derive(Clone, Debug)]
pub struct Kelayakan {
    /// First day of the window in which penerapan or pengembangan must fall.
    pub dari: Option<NaiveDate>,
    /// Last day of that window.
    pub sampai: Option<NaiveDate>,
    /// Fewest words of the rancang bangun.
    pub minimum_kata: Option<u32>,
    /// Headings the rancang bangun must cover.
    pub bagian_rancang_bangun: Vec<String>,
    /// Tahapan slug that counts at the ministry, if any source says so.
    pub tahapan: Option<String>,
}

/// A stage of the award's year. Dates are as precise as the source: `2026`,
/// `2026-06` or `2026-06-30`.
#[derive(Clone, Debug)]
pub struct Kalender {
    pub nama: String,
    pub dari: Option<String>,
    pub sampai: Option<String>,
    pub confidence: Confidence,
}

impl Instrument {
    /// Finds an indikator by its id or by this year's code, in any case.
    pub fn indikator(&self, id_or_code: &str) -> Option<&Indikator> {
        let wanted = id_or_code.trim();
        self.indikator
            .iter()
            .find(|it| it.id == wanted || it.code.eq_ignore_ascii_case(wanted))
    }

    /// Finds an indikator by its id alone: the name that stays through the years.
    pub fn indikator_by_id(&self, id: &str) -> Option<&Indikator> {
        self.indikator.iter().find(|it| it.id == id)
    }

    /// The indikator answered by the region or by each inovasi, in order.
    pub fn indikator_of(&self, who: AnsweredBy) -> impl Iterator<Item = &Indikator> {
        self.indikator.iter().filter(move |it| it.answered_by == who)
    }

    /// The aspek answered by the region or by each inovasi.
    pub fn aspek_of(&self, who: AnsweredBy) -> Option<&Aspek> {
        self.aspek.iter().find(|it| it.answered_by == who)
    }

    /// The band an index falls in. `iid` is rounded to two places by the caller.
    pub fn predikat(&self, iid: Decimal) -> Option<&Predikat> {
        self.predikat.iter().find(|it| it.minimum <= iid && iid <= it.maksimum)
    }
}

impl Indikator {
    /// The texts of the rungs for a measuring basis; the indikator's own when
    /// no basis is chosen.
    pub fn parameter_of(&self, variant: Option<&str>) -> &[Parameter] {
        variant
            .and_then(|id| self.variant.iter().find(|it| it.id == id))
            .map_or(&self.parameter, |it| &it.parameter)
    }

    /// Skor of a rung: bobot × parameter. 0 stands for "not chosen".
    pub fn skor(&self, parameter: u8) -> Decimal {
        self.bobot * Decimal::from(parameter)
    }

    /// Skor of the highest rung.
    pub fn maksimum(&self) -> Decimal {
        self.skor(self.parameter.last().map_or(0, |it| it.nomor))
    }
}
