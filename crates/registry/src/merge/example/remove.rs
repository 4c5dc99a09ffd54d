//! Taking the example out.

use domain::{core::id::Subject, merge::change::FieldKey};

use super::renew::is_of_example;
use crate::{
    core::{error::Result, gate::Origin, op::Op, open, registry::Core},
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

/// Takes everything of the example out, in one act: its inovasi, bodies and
/// penghargaan, and what it said of the region; answers of a closed year stay.
///
/// # Errors
/// The disk is full.
pub(crate) fn remove_example(core: &Core) -> Result<Outcome<RegistryView>> {
    let view = core.write(Op::RemoveExample, |pen| {
        for subject in pen.contoh()? {
            pen.remove(subject)?;
        }
        for head in pen.heads(Subject::Daerah)? {
            if head.value.is_some() && is_of_example(pen, Subject::Daerah, &head.field, head.value.as_deref())? {
                pen.put_from(Origin::Combined, Subject::Daerah, &FieldKey::read(&head.field), None)?;
            }
        }
        pen.settle()?;
        open::registry_view(core, pen)
    })?;
    Ok(outcome(Op::RemoveExample, view, Findings::default()))
}
