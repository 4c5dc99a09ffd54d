//! Putting names that inovasi use on the list.

use domain::{
    core::id::PerangkatDaerahId,
    inovasi::perangkat_daerah::{PerangkatDaerahField, fold_name},
    merge::field::JENIS,
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
    },
    inovasi::perangkat_daerah::{list::unlisted, list_act, put},
    view::{Outcome, PerangkatDaerahListView},
};

/// Names of one act of adopting; more would be a mistake.
const MAX_ADOPTED: usize = 2000;

/// Puts names that inovasi use on the list, each with the kind its name tells.
/// An empty list means every unlisted name.
///
/// # Errors
/// A name cannot stand, or there are more than [`MAX_ADOPTED`].
pub(crate) fn adopt_perangkat_daerah(core: &Core, nama: &[String]) -> Result<Outcome<PerangkatDaerahListView>> {
    list_act(core, Op::RegisterPerangkatDaerah, |pen, list| {
        let all: Vec<String> =
            if nama.is_empty() { unlisted(pen, list)?.into_iter().map(|it| it.nama).collect() } else { nama.to_vec() };
        if all.len() > MAX_ADOPTED {
            return Err(Error::invalid(Reason::TooMany).arg("n", all.len()).arg("limit", MAX_ADOPTED));
        }
        for nama in all {
            let id = PerangkatDaerahId(core.env.fresh_id());
            let jenis = jenis_of(core, &nama);
            put(pen, id, PerangkatDaerahField::Nama, Some(&nama))?;
            put(pen, id, PerangkatDaerahField::Jenis, jenis.as_deref())?;
        }
        Ok(())
    })
}

/// The kind that a name begins with: `Puskesmas Pandanaran` is a puskesmas.
fn jenis_of(core: &Core, nama: &str) -> Option<String> {
    let options = &core.library.vocabulary.list(JENIS)?.option;
    let folded = fold_name(nama) + " ";
    let spellings = |it: &domain::assessment::instrument::vocabulary::Choosable| {
        std::iter::once(&it.nama).chain(&it.alias).map(|it| fold_name(it) + " ").collect::<Vec<_>>()
    };
    options
        .iter()
        .filter_map(|it| {
            let longest = spellings(it).into_iter().filter(|name| folded.starts_with(name)).map(|it| it.len()).max()?;
            Some((longest, it.id.clone()))
        })
        .max()
        .map(|it| it.1)
}
