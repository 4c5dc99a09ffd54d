//! A template as a file, to be changed.

use std::path::Path;

use domain::submission::document::{DocumentFormat, DocumentKind};
use exchange::core::port::write_file;

use super::own_form;
use crate::{
    core::{
        error::{Error, Reason, Result},
        output,
        registry::Core,
    },
    view::TemplateReceipt,
};

/// The ending of a template's file for a format.
fn ending(format: DocumentFormat) -> &'static str {
    if format == DocumentFormat::Pdf { "typ" } else { format.name() }
}

/// Writes the form that is in use: the office's own where there is one.
///
/// # Errors
/// The kind is not made of a template in that format; its bytes are not here; the target
/// exists or cannot be written.
pub(crate) fn copy_template(
    core: &Core,
    (kind, format): (DocumentKind, DocumentFormat),
    out: &Path,
    replace: bool,
) -> Result<TemplateReceipt> {
    let none = || Error::invalid(Reason::DocumentFormat).arg("kind", kind).arg("format", format.name().to_uppercase());
    let own = core.read(|reader| own_form(reader, kind, format))?;
    let bytes = own.or_else(|| documents::built_in_template(kind, format)).ok_or_else(none)?;
    let written = write_file(output::place(core, out, replace)?, &bytes).map_err(|it| Error::file(out, &it))?;
    Ok(TemplateReceipt { path: out.display().to_string(), size: written.size as f64 })
}

/// What to call that file in a folder.
pub(crate) fn suggest_template_path(folder: &Path, kind: DocumentKind, format: DocumentFormat) -> String {
    let first = folder.join(format!("bentuk-{kind}.{}", ending(format)));
    let free = if std::fs::symlink_metadata(&first).is_err() { first } else { disk::free_name(&first) };
    free.display().to_string()
}
