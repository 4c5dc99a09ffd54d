//! An award's rules as values: what `instruments/<id>/` says, checked.
//!
//! Nothing here knows an indikator by name. The reading of the files and the
//! checks are in `instrument_file.rs`; the arithmetic is in `assessment.rs`.

#[macro_use]
mod fault;
pub(crate) mod check;
pub mod diff;
pub mod file;
pub mod kalender;
pub mod pack;
pub mod profil;
pub mod rules;
pub(crate) mod shape;
pub mod source;
pub mod vocabulary;
pub(crate) mod whole;
pub mod wording;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    assessment::{check::Check, input::Input, instrument::profil::Profil},
    core::id::{IndikatorId, InstrumentId, Subject},
    named,
};

pub use crate::assessment::instrument::{
    rules::{Computed, Formula, Gate, GateEffect, ScoringRules},
    source::{Confidence, DasarHukum, DoubtReason, Fact, FactName, Lesson, Source, Uncertain},
};

named! {
    /// Whether the rules may still change.
    pub enum Status {
        /// In force; the files are locked by their hash.
        Final = "final",
        /// Not yet settled.
        Draft = "draft",
        /// What a later year is expected to bring.
        Forecast = "forecast",
        /// In force or past, and not wholly known to us.
        Incomplete = "incomplete",
    }
}

named! {
    /// Who answers an aspek's indikator.
    pub enum AnsweredBy {
        /// The region, once a year.
        Daerah = "daerah",
        /// Each inovasi.
        Inovasi = "inovasi",
    }
}

impl AnsweredBy {
    /// As whom a subject answers.
    pub fn of(subject: Subject) -> Self {
        match subject {
            Subject::Daerah => Self::Daerah,
            _ => Self::Inovasi,
        }
    }
}

/// One award in one year.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// The folder's name.
    pub id: InstrumentId,
    /// The award and its year, as people say it.
    pub nama: String,
    /// T-0, from which windows are counted.
    pub tahun: i32,
    /// Whether its files may still change.
    pub status: Status,
    /// What the sources leave open, in the pack's words.
    pub note: Option<String>,
    /// What the award rests on, in the order of the pack.
    pub dasar_hukum: Vec<DasarHukum>,
    /// All sources that facts of the pack refer to, by their ids.
    pub source: Vec<Source>,
    /// The groups of indikator; empty where the award asks none that we know of.
    pub aspek: Vec<Aspek>,
    /// In the order of their numbers, the region's first.
    pub indikator: Vec<Indikator>,
    /// The narrative sections of a proposal, in their order.
    pub bagian: Vec<Bagian>,
    /// What prizes are given for.
    pub kategori: Vec<Kategori>,
    /// How the answers become one number.
    pub rules: ScoringRules,
    /// Highest first; together they cover 0.00 to 100.00 in steps of 0.01. Empty
    /// where the award has no bands, or none are known.
    pub predikat: Vec<Predikat>,
    /// Which inovasi may enter.
    pub kelayakan: Kelayakan,
    /// What that year's form asks about an inovasi.
    pub profil: Profil,
    /// The stages of the year, in the order of the pack.
    pub kalender: Vec<Kalender>,
}

/// A section of a proposal that is written, not chosen.
#[derive(Clone, Debug)]
pub struct Bagian {
    /// Slug, unique among the sections.
    pub id: String,
    /// The heading, as the guideline words it.
    pub nama: String,
    /// What it should tell, as the guideline asks it.
    pub teks: Option<String>,
    /// Fewest words; None where no limit is known.
    pub minimum_kata: Option<u32>,
    /// Most words; None where no limit is known.
    pub maksimum_kata: Option<u32>,
    /// Most characters; None where no limit is known.
    pub maksimum_karakter: Option<u32>,
    /// Percentage of the whole, where it is known.
    pub bobot: Option<Decimal>,
    /// Where the section and its limits come from.
    pub fact: Fact,
}

/// A category in which prizes are given.
#[derive(Clone, Debug)]
pub struct Kategori {
    /// Slug, unique among the categories.
    pub id: String,
    /// As the announcement words it.
    pub nama: String,
    /// What the inovasi that is shown for it must be about, where the year says so.
    pub tema: Option<String>,
    /// Where the category comes from.
    pub fact: Fact,
}

/// A group of indikator answered by the same subject.
#[derive(Clone, Debug)]
pub struct Aspek {
    /// Slug that the files of its indikator name.
    pub id: String,
    /// The letters before the number in a code, for example `SID`.
    pub code: String,
    /// In full, for example `Satuan Inovasi Daerah`.
    pub nama: String,
    /// The kind of subject that answers all its indikator.
    pub answered_by: AnsweredBy,
    /// Sum of the bobot of its scored lines.
    pub bobot: Option<Decimal>,
    /// Highest reachable skor of one subject.
    pub maksimum: Option<Decimal>,
    /// Whether all its scored lines are in the pack.
    pub lengkap: bool,
}

/// One scored line. The `id` is the same in every year; the `code` is not.
#[derive(Clone, Debug)]
pub struct Indikator {
    /// The file's stem.
    pub id: IndikatorId,
    /// This year's number as officers say it: the aspek's letters, the number with
    /// two digits, and the letter of the line where a number has several.
    pub code: String,
    /// None where that year's number is not known.
    pub nomor: Option<u16>,
    /// `a`, `b` … where one number has several scored lines.
    pub huruf: Option<String>,
    /// The heading of the line, as the guideline words it.
    pub nama: String,
    /// The group it is sorted under; None where that is not known.
    pub variabel: Option<String>,
    /// The kind of subject that answers it, which is that of its aspek.
    pub answered_by: AnsweredBy,
    /// None where no source tells it.
    pub bobot: Option<Decimal>,
    /// Must be filled for a valid submission.
    pub wajib: bool,
    /// The bukti the assessors want to see, as the guideline words it.
    pub bukti: Option<String>,
    /// Lower-case file endings accepted; empty means not known.
    pub file_types: Vec<String>,
    /// Largest file that the portal takes, in MB; None where that is not known.
    pub maksimum_mb: Option<u32>,
    /// In order, numbered from 1. Empty where the rungs are not known: then nobody
    /// can answer it.
    pub parameter: Vec<Parameter>,
    /// Alternative measuring bases; their parameter numbers score alike.
    pub variant: Vec<Variant>,
    /// Years the bukti may come from.
    pub window: Option<Window>,
    /// Numbers from which the parameter follows.
    pub input: Vec<Input>,
    /// What the program can check of the bukti.
    pub check: Vec<Check>,
    /// What this year means differently from the years before, in the pack's words.
    pub changed: Option<String>,
    /// What costs points elsewhere; None where nothing is known of it.
    pub lesson: Option<Lesson>,
    /// What the sources leave open, in the pack's words.
    pub note: Option<String>,
    /// Ids of the instrument's sources.
    pub source: Vec<String>,
    /// Lowest confidence of the facts above.
    pub confidence: Confidence,
    /// Facts that are less sure than `Confirmed`, and those in doubt all the same.
    pub uncertain: Vec<Uncertain>,
}

/// One rung of an indikator.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its number, from 1; the skor is bobot times this.
    pub nomor: u8,
    /// What must be true to choose it, as the guideline words it.
    pub teks: String,
}

/// A measuring basis of an indikator, with its own texts.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Slug, unique within the indikator.
    pub id: String,
    /// What is measured, as the guideline words it.
    pub nama: String,
    /// The same numbers as the indikator's own, in other words.
    pub parameter: Vec<Parameter>,
}

/// Years counted from the instrument's own: -2 to 0 is T-2 to T-0.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// The first of the years, -20 to 1.
    pub dari: i32,
    /// The last of the years, -20 to 1.
    pub sampai: i32,
}

impl Window {
    /// First and last year for an instrument of `tahun`.
    pub fn years(self, tahun: i32) -> std::ops::RangeInclusive<i32> {
        tahun.saturating_add(self.dari)..=tahun.saturating_add(self.sampai)
    }
}

/// A band of the index.
#[derive(Clone, Debug)]
pub struct Predikat {
    /// As it is published, for example `Sangat Inovatif`.
    pub nama: String,
    /// Inclusive, two places.
    pub minimum: Decimal,
    /// Inclusive, two places.
    pub maksimum: Decimal,
    /// None where the pack says nothing of its own about the band.
    pub confidence: Option<Confidence>,
}

/// What an inovasi must fulfil to be accepted.
#[derive(Clone, Debug, Default)]
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
    /// Oldest age in years, where that is all a source says of the window.
    pub maksimum_usia: Option<u32>,
    /// How often one inovasi may be entered.
    pub maksimum_pengajuan: Option<u32>,
    /// Source and confidence of each rule above, and of rules that live elsewhere.
    pub fact: BTreeMap<String, Fact>,
}

/// A stage of the award's year. Dates are as precise as the source: `2026`,
/// `2026-06` or `2026-06-30`.
#[derive(Clone, Debug)]
pub struct Kalender {
    /// What happens, as the source words it.
    pub nama: String,
    /// When it begins; None where no source says.
    pub dari: Option<String>,
    /// When it ends; None for one day, or where no source says.
    pub sampai: Option<String>,
    /// Ids of the instrument's sources.
    pub source: Vec<String>,
    /// How sure the dates are.
    pub confidence: Confidence,
    /// What the source leaves open, in the pack's words.
    pub note: Option<String>,
    /// What is judged at this stage.
    pub kriteria: Vec<Kriteria>,
}

/// One thing that a jury judges.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kriteria {
    /// As the announcement words it.
    pub nama: String,
    /// Percentage of that stage, where it is known.
    #[serde(default)]
    pub bobot: Option<u32>,
}

impl Instrument {
    /// Finds an indikator by its id or by this year's code, in any case.
    pub fn indikator(&self, id_or_code: &str) -> Option<&Indikator> {
        let wanted = id_or_code.trim();
        self.indikator.iter().find(|it| it.id == wanted || it.code.eq_ignore_ascii_case(wanted))
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
    /// Whether anything about it is in doubt.
    pub fn in_doubt(&self) -> bool {
        self.uncertain.iter().any(Uncertain::in_doubt)
    }

    /// The texts of the rungs for a measuring basis; the indikator's own when
    /// no basis is chosen.
    pub fn parameter_of(&self, variant: Option<&str>) -> &[Parameter] {
        variant.and_then(|id| self.variant.iter().find(|it| it.id == id)).map_or(&self.parameter, |it| &it.parameter)
    }

    /// Numbers asked for on a measuring basis; those of no basis are asked on each.
    pub fn inputs_of(&self, variant: Option<&str>) -> impl Iterator<Item = &Input> {
        self.input.iter().filter(move |it| it.variant.is_none() || it.variant.as_deref() == variant)
    }

    /// Skor of a rung: bobot × parameter. 0 stands for "not chosen" and scores 0
    /// whatever the bobot, as does a rung that the ladder does not have. None where the
    /// skor cannot be computed: the bobot is not known, or the rungs are not, so that
    /// nobody could have chosen one.
    pub fn skor(&self, parameter: u8) -> Option<Decimal> {
        if self.parameter.is_empty() {
            return None;
        }
        // An answer that outlived a correction of the ladder stands on no rung.
        if parameter == 0 || self.parameter.iter().all(|it| it.nomor != parameter) {
            return Some(Decimal::ZERO);
        }
        self.bobot.map(|it| it * Decimal::from(parameter))
    }

    /// Skor of the highest rung; None where it cannot be computed.
    pub fn maksimum(&self) -> Option<Decimal> {
        self.skor(self.parameter.last().map_or(0, |it| it.nomor))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An indikator of bobot 1 and three rungs, about which nothing else is said.
    pub(crate) fn indikator() -> Indikator {
        Indikator {
            id: "satu".into(),
            code: "X-01".into(),
            nomor: Some(1),
            huruf: None,
            nama: "Satu".into(),
            variabel: None,
            answered_by: AnsweredBy::Inovasi,
            bobot: Some(Decimal::ONE),
            wajib: false,
            bukti: None,
            file_types: Vec::new(),
            maksimum_mb: None,
            parameter: (1..=3).map(|nomor| Parameter { nomor, teks: nomor.to_string() }).collect(),
            variant: Vec::new(),
            window: None,
            input: Vec::new(),
            check: Vec::new(),
            changed: None,
            lesson: None,
            note: None,
            source: Vec::new(),
            confidence: Confidence::Unknown,
            uncertain: Vec::new(),
        }
    }

    #[test]
    fn a_skor_is_known_when_bobot_and_rungs_are() {
        let with = |bobot, rungs: usize| {
            let mut it = Indikator { bobot, ..indikator() };
            it.parameter.truncate(rungs);
            it
        };
        let half = Some(Decimal::new(5, 1));
        // bobot, rungs, parameter, skor
        let table = [
            (half, 3, 2, Some(Decimal::ONE)),
            (half, 3, 0, Some(Decimal::ZERO)),
            (half, 3, 4, Some(Decimal::ZERO)),
            (None, 3, 0, Some(Decimal::ZERO)),
            (None, 3, 1, None),
            (half, 0, 0, None),
            (None, 0, 0, None),
        ];
        for (bobot, rungs, parameter, skor) in table {
            assert_eq!(with(bobot, rungs).skor(parameter), skor, "{bobot:?} {rungs} {parameter}");
        }
        assert_eq!(with(half, 3).maksimum(), Some(Decimal::new(15, 1)));
        assert_eq!(with(None, 3).maksimum(), None);
    }
}
