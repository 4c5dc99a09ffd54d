//! Papers that an office prints and signs: a template, a frozen dossier, options,
//! bytes. No disk, no network, no clock: equal input gives equal bytes.
//!
//! A template is Typst text (`templates/`) that reads one JSON value, the paper;
//! README.md tells what stands in it. Every PDF is tagged and written as PDF/A-2a and
//! PDF/UA-1 by a library that refuses what does not conform.

// A test may say what it knows; what ships may not.
#![cfg_attr(test, allow(clippy::indexing_slicing))]
#![warn(unreachable_pub)]

mod fonts;
mod paper;
mod picture;
mod template;
mod typeset;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::submission::{
    document::{DocumentField, DocumentFormat, DocumentKind, DocumentOf},
    dossier::Dossier,
    office::Office,
};

pub use picture::{LOGO_ENDINGS, LogoFault, MAX_SIDE};
use typeset::Typesetting;

/// What one document is made with, beside dossier and office.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whom it is about.
    pub of: DocumentOf,
    /// The day that stands on it.
    pub date: NaiveDate,
    /// Whether it was not made from what was sent: it says so on every page.
    pub draft: bool,
    /// What the kind asks for and was given.
    pub fields: BTreeMap<DocumentField, String>,
    /// The office's own template in the place of the built-in one: Typst text.
    pub template: Option<String>,
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
    if format != DocumentFormat::Pdf || !kind.formats().contains(&format) {
        return Err(Error::Format { kind, format });
    }
    let bytes = job(kind, dossier, office, options)?.pdf(options.date);
    typeset::forget();
    bytes.map_err(|it| it.under(options))
}

/// Pages as they will be printed, before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperPages {
    /// The pages that were asked for, each an SVG.
    pub svg: Vec<String>,
    /// How many the document has.
    pub total: usize,
}

/// Some pages of a document as pictures, from the page `first` (0: the first).
///
/// # Errors
/// See [`Error`].
pub fn pages(
    kind: DocumentKind,
    dossier: &Dossier,
    office: &Office,
    options: &Options,
    first: usize,
    most: usize,
) -> Result<PaperPages, Error> {
    let pages = job(kind, dossier, office, options)?.pages(first, most);
    typeset::forget();
    pages.map_err(|it| it.under(options))
}

impl Error {
    /// Only an office that has a template of its own is told of a line in it.
    fn under(self, options: &Options) -> Self {
        match self {
            Self::Template { message, .. } if options.template.is_none() => Self::Failed(message),
            other => other,
        }
    }
}

fn job(kind: DocumentKind, dossier: &Dossier, office: &Office, options: &Options) -> Result<Typesetting, Error> {
    let paper = paper_json(kind, dossier, office, options)?;
    let main = options.template.clone().unwrap_or_else(|| template::built_in(kind).to_owned());
    Ok(Typesetting::new(main, paper, office.logo.clone()))
}

/// What a template reads, as JSON: README.md tells what stands in it.
///
/// # Errors
/// [`Error::Scope`].
pub fn paper_json(kind: DocumentKind, dossier: &Dossier, office: &Office, options: &Options) -> Result<String, Error> {
    paper::paper(kind, dossier, office, options).map(|it| paper::json(&it)).ok_or(Error::Scope { kind })
}

/// Whether a picture can stand on paper: reads, is not beyond what a machine holds, and
/// conforms to the standards. `ending` is one of [`LOGO_ENDINGS`].
///
/// # Errors
/// What is amiss with it.
pub fn check_logo(bytes: &[u8], ending: &str) -> Result<(), LogoFault> {
    typeset::caught(|| picture::check(bytes, ending)).unwrap_or_else(|it| Err(LogoFault::Unreadable(it)))?;
    let job = Typesetting::new(template::logo_probe(ending), "{}".into(), Some((bytes.to_vec(), ending.to_owned())));
    let date = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let checked = job.pdf(date).map(drop).map_err(|it| LogoFault::Unreadable(it.to_string()));
    typeset::forget();
    checked
}

/// The built-in template of a kind, for an office that wants its own.
pub fn built_in_template(kind: DocumentKind) -> &'static str {
    template::built_in(kind)
}

#[cfg(test)]
#[path = "tests/kinds.rs"]
mod tests;
