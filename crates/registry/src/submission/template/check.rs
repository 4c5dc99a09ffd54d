//! What is wrong with a template, before anybody relies on it.

use std::path::Path;

use domain::core::number::count;

use super::read_file;
use crate::{
    core::error::Result,
    view::{TemplateCheckView, TemplateFaultView},
};

/// Everything that is wrong with a file that somebody wants to give back.
///
/// # Errors
/// The file cannot be read, or is of no format that templates have.
pub(crate) fn check_template(path: &Path) -> Result<TemplateCheckView> {
    let (format, bytes) = read_file(path)?;
    let faults = documents::check_template(format, &bytes).into_iter().map(|it| {
        let place = *it.place;
        TemplateFaultView {
            cause: it.cause,
            text: it.text,
            near: it.near,
            heading: place.heading,
            row: place.row.map(count),
            paragraph: place.text,
            line: place.line.map(count),
        }
    });
    Ok(TemplateCheckView { format, faults: faults.collect() })
}
