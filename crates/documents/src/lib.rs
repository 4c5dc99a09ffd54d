//! Papers that an office prints and signs: a template, a frozen dossier, options,
//! bytes. No disk, no network, no clock: equal input gives equal bytes.
//!
//! For PDF a template is Typst text (`templates/`) that reads one JSON value, the paper;
//! README.md tells what stands in it. Every PDF is tagged and written as PDF/A-2a and
//! PDF/UA-1 by a library that refuses what does not conform. For DOCX a template is a
//! document of a word processor (`docx`), filled from the same paper.

// A test may say what it knows; what ships may not.
#![cfg_attr(test, allow(clippy::indexing_slicing))]
#![warn(unreachable_pub)]

mod docx;
mod fonts;
mod paper;
mod papers;
mod picture;
mod rekap;
mod template;
mod typeset;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::submission::{
    document::{DocumentField, DocumentFormat, DocumentKind, DocumentOf},
    dossier::Dossier,
    office::Office,
};

pub use docx::{TemplateFault, TemplatePlace};
use domain::submission::template::TemplateFaultCause;
use paper::{PaperJson, SharedJson};
pub use papers::{Papers, WrittenPaper};
pub use picture::{LOGO_ENDINGS, LogoFault, MAX_SIDE};
use serde_json::Value;
use typeset::TypstForm;

/// Longest Typst text of an office, in bytes.
const MAX_TYPST: usize = 256 * 1024;

/// What one document is made with, beside dossier and office.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whom one document alone is about ([`write`]); several are told apart by [`Papers`].
    pub of: DocumentOf,
    /// The day that stands on it.
    pub date: NaiveDate,
    /// Whether it was not made from what was sent: it says so on every page.
    pub draft: bool,
    /// What the kind asks for and was given.
    pub fields: BTreeMap<DocumentField, String>,
    /// The office's own template in the place of the built-in one: Typst text for PDF, a
    /// document of a word processor for DOCX.
    pub own: Option<Vec<u8>>,
    /// Name and version of the program.
    pub program: String,
}

/// Why a document cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The kind is not made of such a subject, or the dossier does not have it.
    #[error("{kind} cannot be made of that")]
    Scope {
        /// The kind that was asked for.
        kind: DocumentKind,
    },
    /// The kind is not written in this format.
    #[error("{kind} is not written as {format}")]
    Format {
        /// The kind that was asked for.
        kind: DocumentKind,
        /// The format that was asked for.
        format: DocumentFormat,
    },
    /// A template cannot be set, or would not conform to the standards.
    #[error("line {line:?} of the template: {message}")]
    Template {
        /// From 1, in the template; None where no line is to blame.
        line: Option<usize>,
        /// What the library says, in English.
        message: String,
    },
    /// A document of a word processor cannot be filled.
    #[error("{}: {}", .0.cause, .0.text)]
    Docx(Box<TemplateFault>),
    /// A built-in template cannot be set with what was given, or the library broke over
    /// it: nothing of the office's is to blame.
    #[error("the document cannot be set: {0}")]
    Failed(String),
}

/// One document, whole.
///
/// # Errors
/// See [`Error`].
pub fn write(
    kind: DocumentKind,
    format: DocumentFormat,
    dossier: &Dossier,
    office: &Office,
    options: &Options,
) -> Result<Vec<u8>, Error> {
    Ok(Papers::new(kind, format, dossier, office, options)?.write(&options.of)?.bytes)
}

/// Pages as they will be printed, before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperPages {
    /// The pages that were asked for, each an SVG.
    pub svg: Vec<String>,
    /// How many the document has.
    pub total: usize,
}

impl Error {
    /// Only an office that has a template of its own is told of a line in it.
    fn under(self, options: &Options) -> Self {
        match self {
            Self::Template { message, .. } if options.own.is_none() => Self::Failed(message),
            other => other,
        }
    }
}

/// A text with letters that the fonts of papers do not have: a mark stands for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnprintableText {
    /// Each of those letters once.
    pub letters: BTreeSet<char>,
    /// The whole text.
    pub text: String,
    /// The name of the inovasi that it is said of; empty: of none.
    pub of: String,
}

/// Whether a picture can stand on paper: reads, is not beyond what a machine holds, and
/// conforms to the standards. `ending` is one of [`LOGO_ENDINGS`].
///
/// # Errors
/// What is amiss with it.
pub fn check_logo(bytes: &[u8], ending: &str) -> Result<(), LogoFault> {
    typeset::caught(|| picture::check(bytes, ending)).unwrap_or_else(|it| Err(LogoFault::Unreadable(it)))?;
    let form = TypstForm::new(&template::logo_probe(ending), Some((bytes.to_vec(), ending.to_owned())));
    let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let checked = form
        .pdf(PaperJson::alone(Value::Null, &SharedJson::default()), date)
        .map(drop)
        .map_err(|it| LogoFault::Unreadable(it.to_string()));
    typeset::forget();
    checked
}

/// The built-in template of a kind in a format, for an office that wants its own; None:
/// it is not made of one.
pub fn built_in_template(kind: DocumentKind, format: DocumentFormat) -> Option<Vec<u8>> {
    match format {
        DocumentFormat::Pdf => template::built_in(kind).map(|it| it.as_bytes().to_vec()),
        DocumentFormat::Docx => docx::built_in(kind),
        DocumentFormat::Xlsx => None,
    }
}

/// Everything that is wrong with a template of the office, as far as it can be told
/// without a registry: it is filled from a paper that has everything.
pub fn check_template(format: DocumentFormat, bytes: &[u8]) -> Vec<TemplateFault> {
    match format {
        DocumentFormat::Pdf => check_typst(bytes),
        DocumentFormat::Docx => docx::check(bytes, &docx::sample()),
        DocumentFormat::Xlsx => vec![TemplateFault::of(TemplateFaultCause::NotDocx, String::new())],
    }
}

fn check_typst(bytes: &[u8]) -> Vec<TemplateFault> {
    let fault = |line, text| {
        let place = Box::new(TemplatePlace { line, ..TemplatePlace::default() });
        vec![TemplateFault { place, ..TemplateFault::of(TemplateFaultCause::Typst, text) }]
    };
    let text = match String::from_utf8(bytes.to_vec()) {
        Ok(it) if it.len() <= MAX_TYPST => it,
        Ok(it) => return vec![TemplateFault::of(TemplateFaultCause::TooLarge, it.len().to_string())],
        Err(it) => return fault(None, it.to_string()),
    };
    let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let made = TypstForm::new(&text, None).pdf(PaperJson::alone(docx::sample(), &SharedJson::default()), date);
    typeset::forget();
    match made {
        Ok(_) => Vec::new(),
        Err(Error::Template { line, message }) => fault(line, message),
        Err(other) => fault(None, other.to_string()),
    }
}

#[cfg(test)]
#[path = "tests/kinds.rs"]
mod tests;
