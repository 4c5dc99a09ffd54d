//! A note to oneself.

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::clean,
};

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::edit::edit_act,
    view::{Outcome, WorksheetView},
};

/// Keeps a note to oneself about an inovasi: in this copy alone, never merged,
/// never exported. A blank one goes.
///
/// # Errors
/// There is no such inovasi; the text is too long or holds control characters.
pub(crate) fn keep_note(core: &Core, id: InovasiId, text: &str) -> Result<Outcome<WorksheetView>> {
    let text = clean(text, true)?;
    edit_act(core, Op::KeepNote, id, |pen| {
        pen.put_note(Subject::Inovasi(id), text.as_deref())?;
        Ok(true)
    })
}
