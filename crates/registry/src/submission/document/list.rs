//! Which papers there are.

use domain::submission::document::DocumentKind;

use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    submission::template::form,
    view::{DocumentKindView, DocumentsView},
};

/// Every kind of paper, and whom papers can be made for.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_documents(core: &Core) -> Result<DocumentsView> {
    core.read(|reader| documents_view(core, reader))
}

pub(crate) fn documents_view(core: &Core, reader: &Reader<'_>) -> Result<DocumentsView> {
    let own = reader.templates()?;
    let instrument = core.current_instrument_in(reader)?;
    let kinds = DocumentKind::ALL.into_iter().map(|kind| DocumentKindView {
        kind,
        scopes: kind.scopes().to_vec(),
        formats: kind.formats().to_vec(),
        asks: kind.asks().to_vec(),
        own: kind.formats().iter().copied().filter(|it| own.contains_key(&form(kind, *it))).collect(),
    });
    let bodies = super::overview::bodies(reader, &instrument)?.into_iter();
    Ok(DocumentsView {
        kinds: kinds.collect(),
        perangkat_daerah: bodies.map(|it| it.nama).filter(|it| !it.is_empty()).collect(),
    })
}
