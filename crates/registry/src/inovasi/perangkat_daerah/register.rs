//! Putting a body on the list.

use domain::{core::id::PerangkatDaerahId, inovasi::perangkat_daerah::PerangkatDaerahField};

use crate::{
    core::{error::Result, op::Op, registry::Core},
    inovasi::perangkat_daerah::{list_act, put},
    view::{Outcome, PerangkatDaerahListView},
};

/// Puts a body on the list, under a parent if one is given.
///
/// # Errors
/// The name is empty, too long or on the list already; the parent or the kind
/// is unknown.
pub(crate) fn register_perangkat_daerah(
    core: &Core,
    nama: &str,
    jenis: Option<&str>,
    induk: Option<&str>,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let id = PerangkatDaerahId(core.env.fresh_id());
    list_act(core, Op::RegisterPerangkatDaerah, |pen, _| {
        put(pen, id, PerangkatDaerahField::Nama, Some(nama))?;
        for (field, value) in [(PerangkatDaerahField::Jenis, jenis), (PerangkatDaerahField::Induk, induk)] {
            if let Some(value) = value.filter(|it| !it.trim().is_empty()) {
                put(pen, id, field, Some(value))?;
            }
        }
        Ok(())
    })
}
