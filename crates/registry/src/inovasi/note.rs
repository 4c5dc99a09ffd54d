//! A note to oneself.

use domain::inovasi::profile::clean;

use crate::core::{error::Result, lookup, op::Op, registry::Core};

/// Keeps a note to oneself about an inovasi or the region: in this copy alone,
/// never merged, never exported.
///
/// # Errors
/// The subject is neither; the text is too long or holds control characters.
pub(crate) fn keep_note(core: &Core, subject: &str, text: &str) -> Result<()> {
    let whose = lookup::answering_subject(core, subject)?;
    let text = clean(text, true)?;
    core.write(Op::KeepNote, |pen| pen.put_note(whose, text.as_deref()))
}
