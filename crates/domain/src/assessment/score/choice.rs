//! What may be chosen: a rung of the ladder on one of its measuring bases, held
//! against the instrument.

use std::{fmt, str::FromStr};

use crate::{
    assessment::instrument::{AnsweredBy, Indikator, Instrument},
    core::id::IndikatorId,
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
    /// Neither an id nor a code of this year; holds what was sent.
    #[error("no indikator {0:?} in this instrument")]
    UnknownIndikator(String),
    /// The region answers it and an inovasi was asked, or the other way about.
    #[error("{indikator} is answered by another subject")]
    WrongSubject {
        /// This year's code.
        indikator: String,
    },
    /// Above the ladder, or no number at all.
    #[error("{indikator} has no parameter {parameter}; it has 1 to {highest}")]
    UnknownParameter {
        /// This year's code.
        indikator: String,
        /// What was sent; 255 for what is no number.
        parameter: u8,
        /// The last rung; 0 where none is known.
        highest: u8,
    },
    /// The indikator has other measuring bases, or none.
    #[error("{indikator} has no variant {variant:?}; it has {known}")]
    UnknownVariant {
        /// This year's code.
        indikator: String,
        /// The id that was sent.
        variant: String,
        /// Ids that it has, joined by commas; `-` for none.
        known: String,
    },
}

impl Choice {
    /// A choice as somebody sends it, with 0 for none: what [`read_choice`] reads.
    pub fn sent(parameter: u8, variant: Option<&str>) -> String {
        match variant.map(str::trim).filter(|it| !it.is_empty()) {
            Some(variant) => format!("{parameter}/{variant}"),
            None => parameter.to_string(),
        }
    }
}

impl Instrument {
    /// The indikator of one kind of subject, by its id or code.
    ///
    /// # Errors
    /// There is none, or the other kind answers it.
    pub fn find_indikator(&self, who: AnsweredBy, id_or_code: &str) -> Result<&Indikator, ChoiceError> {
        let found = self.indikator(id_or_code).ok_or_else(|| ChoiceError::UnknownIndikator(id_or_code.to_owned()))?;
        if found.answered_by == who {
            Ok(found)
        } else {
            Err(ChoiceError::WrongSubject { indikator: found.code.clone() })
        }
    }
}

/// Reads a choice as [`Choice::sent`] writes it, and checks it.
///
/// # Errors
/// As [`check_choice`].
pub fn read_choice(
    instrument: &Instrument,
    who: AnsweredBy,
    indikator: &str,
    text: &str,
) -> Result<(IndikatorId, Option<Choice>), ChoiceError> {
    let (parameter, variant) = text.split_once('/').map_or((text, None), |(parameter, it)| (parameter, Some(it)));
    // What is no number is above every rung.
    check_choice(instrument, who, indikator, parameter.trim().parse().unwrap_or(u8::MAX), variant)
}

/// Checks a choice against the instrument.
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
) -> Result<(IndikatorId, Option<Choice>), ChoiceError> {
    let found = instrument.find_indikator(who, indikator)?;
    let code = || found.code.clone();
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
    let choice = (parameter > 0).then(|| Choice { parameter, variant: variant.map(str::to_owned) });
    Ok((found.id.clone(), choice))
}
