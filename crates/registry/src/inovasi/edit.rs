//! What a person does with one inovasi: register, edit, remove, find.

use domain::{
    assessment::instrument::vocabulary::Vocabulary,
    core::{
        date::PartialDate,
        id::{InovasiId, Subject},
    },
    inovasi::{
        koordinat::Koordinat,
        profile::{Field, FieldKind, clean_text},
    },
    merge::change::FieldKey,
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Result},
        lookup::{editable, find_inovasi, known},
        op::Op,
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
pub(crate) fn show_inovasi(core: &Core, id: &str) -> Result<WorksheetView> {
    let id = find_inovasi(core, id)?;
    core.read(|reader| worksheet::worksheet_view(&*core.rules_in(reader)?, reader, id))
}

/// Registers an inovasi; only its name is needed.
///
/// # Errors
/// The name is empty, too long, or holds control characters.
pub(crate) fn register_inovasi(core: &Core, nama: &str) -> Result<Outcome<WorksheetView>> {
    let nama = clean_text(Field::Nama, nama)?;
    let id = InovasiId(core.env.fresh_id());
    let view = core.write(Op::RegisterInovasi, |writer| {
        writer.put(Subject::Inovasi(id), &FieldKey::Profile(Field::Nama), nama.as_deref())?;
        // What is registered now belongs to the year that is worked on now.
        let year = FieldKey::Usulan(core.current_instrument_in(writer)?.id.clone());
        writer.put(Subject::Inovasi(id), &year, Some("1"))?;
        worksheet::worksheet_view(&*core.rules_in(writer)?, writer, id)
    })?;
    Ok(worksheet_outcome(Op::RegisterInovasi, view))
}

/// Writes one field of the profile. Dates and options are understood in
/// every usual form and kept in one.
///
/// # Errors
/// The inovasi or the field is unknown, or the value cannot stand.
pub(crate) fn edit_inovasi(core: &Core, id: &str, field: &str, value: Option<&str>) -> Result<Outcome<WorksheetView>> {
    let id = find_inovasi(core, id)?;
    let field = profile_field(field)?;
    let value = read_value(&core.library.vocabulary, field, value.unwrap_or(""))?;
    let view = core.write(Op::EditInovasi, |writer| {
        editable(writer, id)?;
        if field == Field::PengembanganDari {
            develops(writer, id, value.as_deref())?;
        }
        writer.put(Subject::Inovasi(id), &FieldKey::Profile(field), value.as_deref())?;
        worksheet::worksheet_view(&*core.rules_in(writer)?, writer, id)
    })?;
    Ok(worksheet_outcome(Op::EditInovasi, view))
}

/// Adds a member to a set field, or takes it out.
///
/// # Errors
/// The inovasi, the field or the member is unknown.
pub(crate) fn set_member(
    core: &Core,
    id: &str,
    field: &str,
    member: &str,
    present: bool,
) -> Result<Outcome<WorksheetView>> {
    let id = find_inovasi(core, id)?;
    let field = Field::by_name(field)
        .filter(|it| it.kind().has_members())
        .ok_or_else(|| Error::not_found("field_unknown").arg("field", field))?;
    let member = read_member(&core.library.vocabulary, field, member)?;
    let view = core.write(Op::EditInovasi, |writer| {
        editable(writer, id)?;
        writer.put(Subject::Inovasi(id), &FieldKey::Member(field, member.clone()), present.then_some("1"))?;
        worksheet::worksheet_view(&*core.rules_in(writer)?, writer, id)
    })?;
    Ok(worksheet_outcome(Op::EditInovasi, view))
}

/// Takes an inovasi out of the catalogue; history keeps all of it.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn remove_inovasi(core: &Core, id: &str) -> Result<Outcome<WorksheetView>> {
    set_removed(core, id, true, Op::RemoveInovasi)
}

/// Brings a removed inovasi back.
///
/// # Errors
/// There is no such inovasi.
pub(crate) fn restore_inovasi(core: &Core, id: &str) -> Result<Outcome<WorksheetView>> {
    set_removed(core, id, false, Op::RestoreInovasi)
}

fn set_removed(core: &Core, id: &str, removed: bool, op: Op) -> Result<Outcome<WorksheetView>> {
    let id = find_inovasi(core, id)?;
    let view = core.write(op, |writer| {
        let record = known(writer, id)?;
        if record.removed != removed {
            writer.put_removed(Subject::Inovasi(id), removed)?;
            writer.settle()?;
        }
        worksheet::worksheet_view(&*core.rules_in(writer)?, writer, id)
    })?;
    Ok(worksheet_outcome(op, view))
}

fn worksheet_outcome(op: Op, view: WorksheetView) -> Outcome<WorksheetView> {
    let findings = finding::Findings(view.findings.clone());
    outcome(op, view, findings)
}

/// Refuses an inovasi that would develop itself, or one that is not there.
pub(crate) fn develops(reader: &Reader<'_>, id: InovasiId, other: Option<&str>) -> Result<()> {
    let Some(other) = other.and_then(|it| it.parse::<InovasiId>().ok()) else { return Ok(()) };
    let record = known(reader, other)?;
    if other == id {
        let nama = record.profile.get(&Field::Nama).cloned().unwrap_or_default();
        return Err(Error::invalid("develops_itself").arg("nama", nama));
    }
    Ok(())
}

fn profile_field(name: &str) -> Result<Field> {
    Field::by_name(name)
        .filter(|it| !it.kind().has_members())
        .ok_or_else(|| Error::not_found("field_unknown").arg("field", name))
}

/// A typed value in the form it is kept in.
pub(crate) fn read_value(vocabulary: &Vocabulary, field: Field, typed: &str) -> Result<Option<String>> {
    let Some(text) = clean_text(field, typed)? else { return Ok(None) };
    Ok(Some(match field.kind() {
        // Any usual form becomes the one that is kept; what cannot be read stays for a finding.
        _ if field == Field::Koordinat => Koordinat::read(&text).map_or(text, |it| it.to_string()),
        FieldKind::Line | FieldKind::Paragraphs | FieldKind::Names => text,
        FieldKind::Date => PartialDate::read(&text)?.to_string(),
        FieldKind::Inovasi => {
            text.parse::<InovasiId>().map_err(|_| Error::not_found("inovasi_missing").arg("id", &text))?.to_string()
        }
        FieldKind::Option | FieldKind::Set => vocabulary.read(field, &text)?,
    }))
}

/// A member in the form it is kept in: an option's id, or a name as it is written.
pub(crate) fn read_member(vocabulary: &Vocabulary, field: Field, typed: &str) -> Result<String> {
    match field.kind() {
        FieldKind::Set => Ok(vocabulary.read(field, typed)?),
        _ => {
            let named = clean_text(Field::Nama, typed)?.unwrap_or_default();
            // Its key in history must hold it.
            if named.len() > MAX_NAME_BYTES {
                return Err(Error::invalid("text_too_long").arg("limit", MAX_NAME_BYTES));
            }
            Ok(named)
        }
    }
}

/// Longest former name, in bytes.
const MAX_NAME_BYTES: usize = 480;
