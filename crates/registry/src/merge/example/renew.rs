//! The example anew, over what stands of an earlier one: an act of the person.

use std::collections::BTreeSet;

use domain::{core::id::Subject, merge::change::FieldKey};

use super::catalogue::Example;
use crate::core::{contoh::is_outdated, error::Result, gate::Origin, op::Op, pen::Pen};

/// Writes what this edition says where nobody else has written, and takes out what only
/// an earlier edition said. Whoever loads the example again gets back what was taken out
/// of it; whoever only renews an older one does not. What may not stand, since its year
/// is closed, is left.
pub(super) fn renew(pen: &mut Pen<'_, '_>, catalogue: &Example) -> Result<()> {
    let was_out = pen.contoh()?.is_empty();
    let mut out: BTreeSet<Subject> = pen.removed_contoh()?.into_iter().collect();
    if was_out || !is_outdated(pen)? {
        for subject in std::mem::take(&mut out) {
            pen.restore(subject)?;
        }
    }
    let told: BTreeSet<(Subject, &FieldKey)> = catalogue.all().map(|it| (it.subject, &it.field)).collect();
    let subjects: BTreeSet<Subject> = told.iter().map(|it| it.0).collect();
    for subject in pen.contoh()? {
        if !subjects.contains(&subject) {
            pen.remove(subject)?;
        }
    }
    for subject in subjects.difference(&out).copied().chain([Subject::Daerah]) {
        for head in pen.heads(subject)? {
            let field = FieldKey::read(&head.field);
            let gone = !told.contains(&(subject, &field)) && head.value.is_some();
            if gone && is_of_example(pen, subject, &head.field, head.value.as_deref())? {
                pen.put_from(Origin::Combined, subject, &field, None)?;
            }
        }
    }
    for it in catalogue.all().filter(|it| !out.contains(&it.subject)) {
        let mut ours = true;
        for value in pen.heads_of_field(it.subject, &it.field)? {
            // What was cleared together with the example comes back with it.
            let cleared = value.is_none() && was_out;
            ours &= cleared || is_of_example(pen, it.subject, &it.field.to_string(), value.as_deref())?;
        }
        if ours {
            pen.put_from(Origin::Combined, it.subject, &it.field, Some(&it.value))?;
        }
    }
    Ok(())
}

/// Whether an edition of the example has once said this.
pub(super) fn is_of_example(pen: &Pen<'_, '_>, subject: Subject, field: &str, value: Option<&str>) -> Result<bool> {
    Ok(pen.was_written_by(Op::LoadExample.name(), subject, field, value)?)
}
