//! Pages before anything is written.

use domain::{core::number::count, submission::document::DocumentFormat};

use super::{DocumentRequest, UnknownLetters, freeze};
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
    let of = frozen.of.first().ok_or_else(|| Error::not_found(Reason::DocumentNone).arg("kind", req.kind))?;
    let papers = frozen.papers(req.kind, DocumentFormat::Pdf)?;
    let mut unknown = UnknownLetters::default();
    unknown.add(papers.unprintable(of)?);
    let pages = papers.pages(of, first as usize, most.min(MOST) as usize)?;
    drop(papers);
    frozen.notices.extend(unknown.notice(&frozen.dossier));
    Ok(DocumentPreview {
        pages: pages.svg.into_iter().map(|svg| DocumentPageView { svg }).collect(),
        n_page: count(pages.total),
        n_document: count(frozen.of.len()),
        notices: frozen.notices,
    })
}
