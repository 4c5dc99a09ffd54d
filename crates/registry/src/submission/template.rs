//! The office's own forms of papers: copied out, changed in the program that people know,
//! given back after a check.

pub(crate) mod check;
pub(crate) mod copy;
pub(crate) mod give_back;
pub(crate) mod remove;

use std::{fs, io::Read, path::Path};

use domain::{
    bukti::{BlobRef, ending_of},
    submission::document::{DocumentFormat, DocumentKind},
};
use store::Reader;

use crate::{
    bukti::attach::check_file,
    core::error::{Error, Reason, Result},
};

/// Largest file that is looked at, in bytes: what is larger is no template.
const MAX_FILE: u64 = 9 * 1024 * 1024;

/// What history calls the form of a kind in a format.
pub(crate) fn form(kind: DocumentKind, format: DocumentFormat) -> String {
    format!("{kind}.{format}")
}

/// The office's own form of a kind; None: the built-in one is used.
pub(crate) fn own_form(reader: &Reader<'_>, kind: DocumentKind, format: DocumentFormat) -> Result<Option<Vec<u8>>> {
    let Some(kept) = reader.template(&form(kind, format))? else { return Ok(None) };
    if format == DocumentFormat::Pdf {
        return Ok(Some(kept.into_bytes()));
    }
    let missing = || Error::not_found(Reason::TemplateMissing).arg("kind", kind).arg("format", format);
    let blob: BlobRef = kept.parse().map_err(|_| missing())?;
    let mut bytes = Vec::new();
    let file = reader.open_blob(&blob.sha256).map_err(|_| missing())?;
    file.take(MAX_FILE).read_to_end(&mut bytes).map_err(|_| missing())?;
    Ok(Some(bytes))
}

/// The bytes of a file that may be a template, and for which format it would be.
fn read_file(path: &Path) -> Result<(DocumentFormat, Vec<u8>)> {
    let ending = ending_of(&path.to_string_lossy());
    let format = match ending.as_str() {
        "docx" => DocumentFormat::Docx,
        "typ" => DocumentFormat::Pdf,
        _ => return Err(Error::invalid(Reason::TemplateEnding).arg("path", path.display())),
    };
    check_file(path)?;
    let fault = |error: &std::io::Error| Error::file(path, error);
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(|it| fault(&it))?.take(MAX_FILE).read_to_end(&mut bytes).map_err(|it| fault(&it))?;
    Ok((format, bytes))
}
