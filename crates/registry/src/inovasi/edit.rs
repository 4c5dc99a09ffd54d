//! What a person does with one inovasi: register, edit, remove, find.

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup::editable,
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::{
        finding::{self, outcome},
        worksheet,
    },
    view::{Outcome, WorksheetView},
};

/// The worksheet of one inovasi.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn show_inovasi(core: &Core, id: InovasiId) -> Result<WorksheetView> {
    core.read(|reader| worksheet::worksheet_view(&*core.rules_in(reader)?, reader, id))
}

/// Writes one field of the profile. Dates and options are understood in
/// every usual form and kept in one.
///
/// # Errors
/// The inovasi or the field is unknown, or the value cannot stand.
pub(crate) fn edit_inovasi(
    core: &Core,
    id: InovasiId,
    field: &str,
    value: Option<&str>,
) -> Result<Outcome<WorksheetView>> {
    let field = FieldKey::Profile(field_of(field, false)?);
    edit_act(core, Op::EditInovasi, id, |pen| {
        editable(pen, id)?;
        pen.put(Subject::Inovasi(id), &field, value)
    })
}

/// Adds a member to a set field, or takes it out.
///
/// # Errors
/// The inovasi, the field or the member is unknown.
pub(crate) fn set_member(
    core: &Core,
    id: InovasiId,
    field: &str,
    member: &str,
    present: bool,
) -> Result<Outcome<WorksheetView>> {
    let field = FieldKey::Member(field_of(field, true)?, member.to_owned());
    edit_act(core, Op::EditInovasi, id, |pen| {
        editable(pen, id)?;
        pen.put(Subject::Inovasi(id), &field, present.then_some("1"))
    })
}

/// One act on an inovasi, answered with its worksheet.
pub(super) fn edit_act(
    core: &Core,
    op: Op,
    id: InovasiId,
    act: impl FnOnce(&mut Pen<'_, '_>) -> Result<bool>,
) -> Result<Outcome<WorksheetView>> {
    let view = core.write(op, |pen| {
        act(pen)?;
        worksheet::worksheet_view(&*core.rules_in(pen)?, pen, id)
    })?;
    let findings = finding::Findings(view.findings.clone());
    Ok(outcome(op, view, findings))
}

/// A field of the profile that has members, or one that has a value.
fn field_of(name: &str, has_members: bool) -> Result<Field> {
    Field::by_name(name)
        .filter(|it| it.kind().has_members() == has_members)
        .ok_or_else(|| Error::not_found(Reason::FieldUnknown).arg("field", name))
}
