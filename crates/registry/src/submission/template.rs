//! The office's own forms of papers: copied out, changed in the program that people know,
//! given back after a check.

pub(crate) mod check;
pub(crate) mod copy;
pub(crate) mod give_back;
pub(crate) mod remove;

use std::{fs, io::Read, path::Path};

use domain::{
    bukti::{BlobRef, ending_of},
    core::notice::NoticeCode,
    submission::document::{DocumentFormat, DocumentKind},
};
use store::Reader;

use crate::{
    bukti::attach::check_file,
    core::{
        error::{Error, Reason, Result},
        pen::Pen,
    },
    view::NoticeView,
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

/// How many Typst texts of a form this copy remembers: undo brings back an earlier one.
const REMEMBERED: usize = 20;

fn looked_key(form: &str) -> String {
    format!("typst_looked/{form}")
}

/// The form that papers are made with here; and what is to be told where the office has
/// another. Typst text can ask for memory without end, and nothing bounds it; so what
/// another laptop sent is used once somebody here has looked at it and given it back.
pub(crate) fn used_form(
    reader: &Reader<'_>,
    kind: DocumentKind,
    format: DocumentFormat,
) -> Result<(Option<Vec<u8>>, Option<NoticeView>)> {
    let own = own_form(reader, kind, format)?;
    let Some(text) = own.as_ref().filter(|_| format == DocumentFormat::Pdf) else { return Ok((own, None)) };
    let looked = reader.setting(&looked_key(&form(kind, format)))?.unwrap_or_default();
    if looked.split(' ').any(|it| it == store::sha256_hex(text)) {
        return Ok((own, None));
    }
    Ok((None, Some(NoticeView { code: NoticeCode::TemplateUnlooked, args: Vec::new() })))
}

/// Somebody here has given this Typst text as a form.
fn remember_looked(pen: &mut Pen<'_, '_>, form: &str, text: &[u8]) -> Result<()> {
    let (key, now) = (looked_key(form), store::sha256_hex(text));
    let before = pen.setting(&key)?.unwrap_or_default();
    let earlier = before.split_whitespace().filter(|it| *it != now).take(REMEMBERED - 1);
    let all: Vec<&str> = std::iter::once(now.as_str()).chain(earlier).collect();
    pen.put_setting(&key, &all.join(" "))
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
