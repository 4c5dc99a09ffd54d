//! Conflicts, and choosing among their values.

use domain::{
    core::id::Subject,
    merge::change::{FieldKey, Stamp},
};
use store::ConflictKey;

use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::Origin,
        op::Op,
        registry::Core,
    },
    show::{
        conflict::conflict_views,
        finding::{Findings, outcome},
    },
    view::{ConflictView, Outcome},
};

/// Every field with several unreconciled values.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_conflicts(core: &Core) -> Result<Vec<ConflictView>> {
    let instrument = core.current_instrument()?;
    core.read(|reader| conflict_views(reader, reader.conflicts()?, &instrument))
}

/// Ends a conflict by choosing one of its values; the choice is a change that
/// replaces all of them. Returns the conflicts that are left.
///
/// # Errors
/// There is no such conflict (any more), or the value is not one of it.
pub(crate) fn resolve_conflict(
    core: &Core,
    subject: Subject,
    field: &str,
    stamp: &str,
) -> Result<Outcome<Vec<ConflictView>>> {
    let key = ConflictKey { subject: subject.to_string(), field: field.to_owned() };
    let gone = || Error::not_found(Reason::ConflictMissing).arg("field", field);
    let stamp: Stamp = stamp.parse().map_err(|_| gone())?;
    let view = core.write(Op::ResolveConflict, |pen| {
        if !pen.conflicts_of(subject)?.contains(&key) {
            return Err(gone());
        }
        let heads = pen.conflict_heads(&key)?;
        let chosen = heads.iter().find(|it| it.stamp == stamp).ok_or_else(gone)?;
        if FieldKey::read(field) != FieldKey::Removed {
            pen.put_from(Origin::Merged, subject, &FieldKey::read(field), chosen.value.as_deref())?;
        } else if chosen.field == field && chosen.value.is_some() {
            pen.remove(subject)?;
        } else {
            pen.restore(subject)?;
        }
        pen.settle()?;
        let instrument = core.current_instrument_in(pen)?;
        conflict_views(pen, pen.conflicts()?, &instrument)
    })?;
    Ok(outcome(Op::ResolveConflict, view, Findings::default()))
}
