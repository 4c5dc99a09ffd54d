//! Pages before anything is written.

use domain::{core::number::count, submission::document::DocumentFormat};

use super::{DocumentRequest, freeze};
use crate::{
    core::{
        error::{Error, Reason, Result},
        progress::Unwatched,
        registry::Core,
    },
    view::{DocumentPageView, DocumentPreview},
};

/// More pages than anybody turns at once.
const MOST: u32 = 20;

/// Some pages of the first of the papers that are meant, as SVG.
///
/// # Errors
/// As [`Registry::write_documents`](crate::Registry::write_documents), short of the disk.
pub(crate) fn preview_document(core: &Core, req: &DocumentRequest, first: u32, most: u32) -> Result<DocumentPreview> {
    let mut frozen = freeze(core, req, DocumentFormat::Pdf, &mut Unwatched)?;
    let told = frozen.letters(req.kind, frozen.of.get(..1).unwrap_or_default())?;
    frozen.notices.extend(told);
    let of = frozen.of.first().ok_or_else(|| Error::not_found(Reason::DocumentNone).arg("kind", req.kind))?;
    let options = frozen.options(of);
    let (from, most) = (first as usize, most.min(MOST) as usize);
    let pages = documents::pages(req.kind, &frozen.dossier, &frozen.office, &options, from, most)?;
    Ok(DocumentPreview {
        pages: pages.svg.into_iter().map(|svg| DocumentPageView { svg }).collect(),
        n_page: count(pages.total),
        n_document: count(frozen.of.len()),
        notices: frozen.notices,
    })
}
