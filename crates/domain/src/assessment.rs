//! Scoring: answers and an instrument in, exact decimals out.
//!
//! The named formulas, as the 2026 instrument states them (see the sources in
//! its `[skor]` table; the constants are data):
//!
//! * skor of a line = bobot × parameter;
//! * kematangan of an inovasi = sum of its lines;
//! * average = sum of kematangan ÷ MAX(`pembagi_minimum`, n);
//! * count skor = MIN(n, `batas_inovasi`) × `per_inovasi`, but 0 when fewer than
//!   `minimum_urusan_dasar` of the basic-service urusan are covered;
//! * total = region's lines + average + count skor;
//! * IID = total ÷ `maksimum` × 100, rounded half up to two places, and only
//!   then placed in a band.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use rust_decimal::Decimal;

use crate::{
    id::InovasiId,
    instrument::{AnsweredBy, Instrument},
    two_places,
};

/// What an officer chose for one indikator. Its text form (`3`, `3/c`) is the
/// value in history.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Choice {
    /// From 1; "not chosen" is the absence of a choice.
    pub parameter: u8,
    /// Measuring basis, where the indikator has several.
    pub variant: Option<String>,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.variant {
            None => write!(f, "{}", self.parameter),
            Some(variant) => write!(f, "{}/{variant}", self.parameter),
        }
    }
}

impl FromStr for Choice {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (parameter, variant) = match text.split_once('/') {
            Some((parameter, variant)) => (parameter, Some(variant.to_owned())),
            None => (text, None),
        };
        match parameter.parse() {
            Ok(parameter) if parameter > 0 => Ok(Choice { parameter, variant }),
            _ => Err(text.to_owned()),
        }
    }
}

/// Whether a choice fits the instrument.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    #[error("no indikator {0:?} in this instrument")]
    UnknownIndikator(String),
    #[error("{indikator} is answered by another subject")]
    WrongSubject { indikator: String },
    #[error("{indikator} has no parameter {parameter}; it has 1 to {highest}")]
    UnknownParameter { indikator: String, parameter: u8, highest: u8 },
    #[error("{indikator} has no variant {variant:?}; it has {known}")]
    UnknownVariant { indikator: String, variant: String, known: String },
}

/// Checks a choice against the instrument: the only gate before it is recorded.
/// Returns the indikator's id, whichever of id or code was given, and no choice
/// for parameter 0.
///
/// # Errors
/// The indikator, parameter or variant does not exist, or it is answered by the
/// other kind of subject.
pub fn check_choice(
    instrument: &Instrument,
    who: AnsweredBy,
    indikator: &str,
    parameter: u8,
    variant: Option<&str>,
) -> Result<(String, Option<Choice>), ChoiceError> {
    let found = instrument
        .indikator(indikator)
        .ok_or_else(|| ChoiceError::UnknownIndikator(indikator.to_owned()))?;
    let code = || found.code.clone();
    if found.answered_by != who {
        return Err(ChoiceError::WrongSubject { indikator: code() });
    }
    let highest = found.parameter.last().map_or(0, |it| it.nomor);
    if parameter > highest {
        return Err(ChoiceError::UnknownParameter { indikator: code(), parameter, highest });
    }
    let variant = variant.map(str::trim).filter(|it| !it.is_empty());
    if let Some(variant) = variant
        && !found.variant.iter().any(|it| it.id == variant)
    {
        let known: Vec<&str> = found.variant.iter().map(|it| it.id.as_str()).collect();
        return Err(ChoiceError::UnknownVariant {
            indikator: code(),
            variant: variant.to_owned(),
            known: if known.is_empty() { "-".into() } else { known.join(", ") },
        });
    }
    let choice =
        (parameter > 0).then(|| Choice { parameter, variant: variant.map(str::to_owned) });
    Ok((found.id.clone(), choice))
}

/// One subject's answer to one indikator, with what is known of its bukti.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub choice: Choice,
    /// Bukti linked to this indikator whose bytes are present.
    pub n_bukti: u32,
}

/// The answers of one subject, by indikator id. Ids that an instrument does not
/// know are left out of its scores, so answers survive a change of year.
pub type Answers = BTreeMap<String, Answer>;

/// Which of the honest scores is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// What the officer chose.
    Claimed,
    /// What was chosen and has bukti.
    Supported,
}

impl Basis {
    pub const ALL: [Basis; 2] = [Basis::Claimed, Basis::Supported];

    pub fn name(self) -> &'static str {
        match self {
            Basis::Claimed => "claimed",
            Basis::Supported => "supported",
        }
    }

    /// The parameter of an answer that counts on this basis; 0 for none.
    pub fn parameter(self, answer: &Answer) -> u8 {
        match self {
            Basis::Claimed => answer.choice.parameter,
            Basis::Supported if answer.n_bukti > 0 => answer.choice.parameter,
            Basis::Supported => 0,
        }
    }
}

/// One inovasi as scoring sees it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: InovasiId,
    pub nama: String,
    /// Slug of its urusan utama.
    pub urusan_utama: Option<String>,
    pub answers: Answers,
}

/// Skor of one subject, in the range 0 to the aspek's maksimum.
pub fn skor_of(instrument: &Instrument, who: AnsweredBy, answers: &Answers, basis: Basis) -> Decimal {
    instrument
        .indikator_of(who)
        .filter_map(|it| answers.get(&it.id).map(|answer| it.skor(basis.parameter(answer))))
        .sum()
}

/// The region's standing on one basis. Every number is exact; [`two_places`] is
/// for showing.
#[derive(Clone, Debug)]
pub struct Standing {
    pub basis: Basis,
    /// Sum of the region's own lines.
    pub spd: Decimal,
    pub n_inovasi: u32,
    pub divisor: u32,
    pub jumlah_kematangan: Decimal,
    pub rata_kematangan: Decimal,
    pub skor_jumlah_inovasi: Decimal,
    pub skor_sid: Decimal,
    pub skor_total: Decimal,
    /// Rounded half up to two places, 0.00 to 100.00.
    pub iid: Decimal,
    pub predikat: String,
    pub urusan_dasar_tercakup: Vec<String>,
    pub urusan_dasar_kosong: Vec<String>,
    pub kursi_kosong: u32,
    /// Kematangan of each inovasi, in the order given.
    pub inovasi: Vec<(InovasiId, String, Decimal)>,
}

/// What the inovasi of a region come to together, on one basis.
#[derive(Clone, Debug, Default)]
pub struct Together {
    pub n: u32,
    /// Sum of their kematangan.
    pub jumlah: Decimal,
    /// Slugs of the urusan that are the urusan utama of at least one.
    pub urusan_utama: BTreeSet<String>,
}

/// Scores a region. Cannot fail: an empty registry has an index of 0.
pub fn score(instrument: &Instrument, daerah: &Answers, inovasi: &[Entry], basis: Basis) -> Standing {
    let scored: Vec<(InovasiId, String, Decimal)> = inovasi
        .iter()
        .map(|it| {
            (it.id, it.nama.clone(), skor_of(instrument, AnsweredBy::Inovasi, &it.answers, basis))
        })
        .collect();
    let together = Together {
        n: u32::try_from(inovasi.len()).unwrap_or(u32::MAX),
        jumlah: scored.iter().map(|it| it.2).sum(),
        urusan_utama: inovasi.iter().filter_map(|it| it.urusan_utama.clone()).collect(),
    };
    Standing { inovasi: scored, ..score_together(instrument, daerah, &together, basis) }
}

/// The same for whoever has added the inovasi up already; the standing names none
/// of them.
pub fn score_together(instrument: &Instrument, daerah: &Answers, together: &Together, basis: Basis) -> Standing {
    let rules = &instrument.rules;
    let spd = skor_of(instrument, AnsweredBy::Daerah, daerah, basis);
    let (n, sum) = (together.n, together.jumlah);
    let divisor = n.max(rules.pembagi_minimum);
    let (tercakup, kosong): (Vec<String>, Vec<String>) =
        rules.urusan_dasar.iter().cloned().partition(|it| together.urusan_utama.contains(it));
    let gate_open = tercakup.len() >= rules.minimum_urusan_dasar as usize;
    let count = if gate_open {
        Decimal::from(n.min(rules.batas_inovasi)) * rules.per_inovasi
    } else {
        Decimal::ZERO
    };

    // One division at the very end keeps the index exact where it can be.
    let divisor_d = Decimal::from(divisor);
    let total_times_divisor = (spd + count) * divisor_d + sum;
    let iid = two_places(
        total_times_divisor * Decimal::ONE_HUNDRED / (rules.maksimum * divisor_d),
    );
    let rata = sum / divisor_d;
    Standing {
        basis,
        spd,
        n_inovasi: n,
        divisor,
        jumlah_kematangan: sum,
        rata_kematangan: rata,
        skor_jumlah_inovasi: count,
        skor_sid: (count * divisor_d + sum) / divisor_d,
        skor_total: total_times_divisor / divisor_d,
        iid,
        predikat: instrument.predikat(iid).map_or_else(String::new, |it| it.nama.clone()),
        urusan_dasar_tercakup: tercakup,
        urusan_dasar_kosong: kosong,
        kursi_kosong: rules.pembagi_minimum.saturating_sub(n),
        inovasi: Vec::new(),
    }
}
