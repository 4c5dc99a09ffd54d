//! A changed template comes back.

use std::path::Path;

use domain::{
    core::id::Subject,
    merge::change::FieldKey,
    submission::document::{DocumentFormat, DocumentKind},
};

use super::{form, read_file, remember_looked};
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    submission::document::list::documents_view,
    view::{DocumentsView, Outcome},
};

/// Takes a file as the office's own form of a kind: of PDF where it is Typst text, of
/// DOCX where it is a document of a word processor.
///
/// # Errors
/// The file cannot be read, is of no such format, or something is wrong with it; the
/// form that was used before still is.
pub(crate) fn give_template(core: &Core, kind: DocumentKind, path: &Path) -> Result<Outcome<DocumentsView>> {
    let (format, bytes) = read_file(path)?;
    if documents::built_in_template(kind, format).is_none() {
        return Err(Error::invalid(Reason::DocumentFormat)
            .arg("kind", kind)
            .arg("format", format.name().to_uppercase()));
    }
    let faults = documents::check_template(format, &bytes);
    if let Some(first) = faults.first() {
        return Err(Error::invalid(Reason::TemplateRefused)
            .arg("n", faults.len())
            .arg("fault", first.cause)
            .arg("text", &first.text));
    }
    let key = FieldKey::Template(form(kind, format));
    if format == DocumentFormat::Pdf {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return act(core, Op::GiveTemplate, |pen| {
            remember_looked(pen, &form(kind, format), text.as_bytes())?;
            pen.put(Subject::Daerah, &key, Some(&text)).map(drop)
        });
    }
    let put = core.store.put_blob(&mut bytes.as_slice(), path, format.name(), &mut |_| true)?;
    let written = act(core, Op::GiveTemplate, |pen| {
        pen.know_blob(&put)?;
        pen.put(Subject::Daerah, &key, Some(&put.blob.to_string())).map(drop)
    });
    if written.is_err() {
        core.store.forget_put(&put);
    }
    written
}

pub(super) fn act(
    core: &Core,
    op: Op,
    act: impl FnOnce(&mut Pen<'_, '_>) -> Result<()>,
) -> Result<Outcome<DocumentsView>> {
    let view = core.write(op, |pen| {
        act(pen)?;
        pen.settle()?;
        documents_view(core, pen)
    })?;
    Ok(outcome(op, view, Findings::default()))
}
