//! Writing a field of a body, and its former names.

use domain::{
    core::id::{PerangkatDaerahId, Subject},
    inovasi::perangkat_daerah::PerangkatDaerahField,
    merge::change::FieldKey,
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    inovasi::perangkat_daerah::{known, list_act, put},
    view::{Outcome, PerangkatDaerahListView},
};

/// Writes one field of a body. A changed name can keep the old one, so that
/// inovasi and workbooks that still use it are recognised.
///
/// # Errors
/// The body or the field is unknown, or the value cannot stand.
pub(crate) fn edit_perangkat_daerah(
    core: &Core,
    id: PerangkatDaerahId,
    field: &str,
    value: Option<&str>,
    keep_old_name: bool,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let field = PerangkatDaerahField::by_name(field)
        .ok_or_else(|| Error::not_found(Reason::FieldUnknown).arg("field", field))?;
    list_act(core, Op::EditPerangkatDaerah, |pen, list| {
        let standing = known(list, id)?;
        let renamed = put(pen, id, field, value)? && field == PerangkatDaerahField::Nama;
        if renamed && keep_old_name {
            let former = FieldKey::PerangkatDaerahNamaLama(standing.nama.clone());
            pen.put(Subject::PerangkatDaerah(id), &former, Some("1"))?;
        }
        Ok(())
    })
}

/// Adds a former name, or takes it off.
///
/// # Errors
/// The body is unknown, or the name cannot stand.
pub(crate) fn set_perangkat_daerah_nama_lama(
    core: &Core,
    id: PerangkatDaerahId,
    nama: &str,
    present: bool,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let former = FieldKey::PerangkatDaerahNamaLama(nama.to_owned());
    list_act(core, Op::EditPerangkatDaerah, |pen, list| {
        known(list, id)?;
        pen.put(Subject::PerangkatDaerah(id), &former, present.then_some("1"))?;
        Ok(())
    })
}
