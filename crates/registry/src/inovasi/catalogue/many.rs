//! One act on many inovasi.

use std::collections::BTreeSet;

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};

use crate::{
    EditMany, Selection,
    core::{
        error::{Error, Reason, Result},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::catalogue,
    show::finding::{Findings, outcome},
    view::{EditManyView, Outcome},
};

/// What one inovasi of many came to.
enum Edited {
    Changed,
    Unchanged,
    /// It is removed, and was left alone.
    Skipped,
}

/// Writes one field of many inovasi, in one act. Removed ones are left alone
/// and counted.
///
/// # Errors
/// An inovasi or the member is unknown, the value cannot stand, or
/// the field is the name, which is each inovasi's own. Then none is written.
pub(crate) fn edit_many_inovasi(core: &Core, req: &EditMany) -> Result<Outcome<EditManyView>> {
    let field = req.field;
    if field == Field::Nama {
        return Err(Error::invalid(Reason::NamaOfMany));
    }
    let (key, value) = if field.kind().has_members() {
        (FieldKey::Member(field, req.member.clone().unwrap_or_default()), req.present.then_some("1"))
    } else {
        (FieldKey::Profile(field), req.value.as_deref())
    };
    act_on_many(core, Op::EditManyInovasi, &req.selection, |pen, id| pen.put(Subject::Inovasi(id), &key, value))
}

/// Takes many inovasi out of the catalogue, in one act; history keeps them.
///
/// # Errors
/// An inovasi is unknown; then none is removed.
pub(crate) fn remove_many_inovasi(core: &Core, selection: &Selection) -> Result<Outcome<EditManyView>> {
    act_on_many(core, Op::RemoveInovasi, selection, |pen, id| {
        pen.remove(Subject::Inovasi(id))?;
        Ok(true)
    })
}

/// Does the same to each of a selection. `each` says whether anything changed.
fn act_on_many(
    core: &Core,
    op: Op,
    selection: &Selection,
    each: impl Fn(&mut Pen<'_, '_>, InovasiId) -> Result<bool>,
) -> Result<Outcome<EditManyView>> {
    // Which they are is read before the act: filling the catalogue takes longer
    // than anybody else who writes should wait.
    let ids = ids_of(core, selection)?;
    let view = core.write(op, |pen| {
        let mut view = EditManyView { n_changed: 0, n_unchanged: 0, n_skipped: 0 };
        for id in ids {
            let done = match pen.is_removed(id)? {
                None => return Err(Error::not_found(Reason::InovasiMissing).arg("id", id)),
                Some(true) => Edited::Skipped,
                Some(false) if each(pen, id)? => Edited::Changed,
                Some(false) => Edited::Unchanged,
            };
            *match done {
                Edited::Changed => &mut view.n_changed,
                Edited::Unchanged => &mut view.n_unchanged,
                Edited::Skipped => &mut view.n_skipped,
            } += 1;
        }
        Ok(view)
    })?;
    Ok(outcome(op, view, Findings::default()))
}

/// The inovasi of a selection, each once: those named in their order, then what
/// fits in the order of its list.
///
/// # Errors
/// The filter cannot be read.
pub(crate) fn ids_of(core: &Core, selection: &Selection) -> Result<Vec<InovasiId>> {
    let mut ids = selection.ids.clone();
    if let Some(all) = &selection.all {
        ids.extend(catalogue::look(core, |look| {
            let listed = look.listed(all)?;
            let ids = listed.slots.iter().filter_map(|it| look.catalogue.line_at(*it)).map(|it| it.id);
            Ok(ids.collect::<Vec<_>>())
        })?);
    }
    let mut seen: BTreeSet<InovasiId> = selection.except.iter().copied().collect();
    ids.retain(|it| seen.insert(*it));
    Ok(ids)
}
