//! Choosing what is public, part by part. It is the office's, so it travels.

use domain::{
    core::id::Subject,
    merge::change::FieldKey,
    submission::{office::OfficeField, publish::PublicPart},
};

use super::show::publication;
use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, PublicationView},
};

/// Makes a part public, or takes it back. What was published before stays as it is
/// wherever it was put.
///
/// # Errors
/// There is no such part.
pub(crate) fn set_public(core: &Core, part: &str, public: bool) -> Result<Outcome<PublicationView>> {
    let part = PublicPart::by_name(part).ok_or_else(|| Error::not_found(Reason::FieldUnknown).arg("field", part))?;
    let view = core.write(Op::EditOffice, |pen| {
        let mut parts = super::parts(pen)?;
        parts.set(part, public);
        pen.put(Subject::Daerah, &FieldKey::Office(OfficeField::Publik), Some(&parts.written()))?;
        pen.settle()?;
        publication(core, pen)
    })?;
    Ok(outcome(Op::EditOffice, view, Findings::default()))
}
