//! Back to the built-in form.

use domain::{
    core::id::Subject,
    merge::change::FieldKey,
    submission::document::{DocumentFormat, DocumentKind},
};

use super::{form, give_back::act};
use crate::{
    core::{error::Result, op::Op, registry::Core},
    view::{DocumentsView, Outcome},
};

/// The built-in form is used again; the office's own stays in history.
///
/// # Errors
/// The database cannot be written.
pub(crate) fn remove_template(
    core: &Core,
    kind: DocumentKind,
    format: DocumentFormat,
) -> Result<Outcome<DocumentsView>> {
    let key = FieldKey::Template(form(kind, format));
    act(core, Op::RemoveTemplate, |pen| pen.put(Subject::Daerah, &key, None).map(drop))
}
