//! The list as a tree, and the names that it does not know.

use std::collections::BTreeMap;

use domain::{
    core::id::PerangkatDaerahId,
    inovasi::perangkat_daerah::{PerangkatDaerah, PerangkatDaerahList, fold_name},
};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    view::{PerangkatDaerahListView, PerangkatDaerahView, UnlistedView},
};

/// The list, with the names that inovasi use and it does not know.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_perangkat_daerah(core: &Core) -> Result<PerangkatDaerahListView> {
    core.read(list_view)
}

pub(super) fn unlisted(reader: &Reader<'_>, list: &PerangkatDaerahList) -> Result<Vec<UnlistedView>> {
    let mut by_name: BTreeMap<String, UnlistedView> = BTreeMap::new();
    for (nama, n) in reader.count_by_perangkat_daerah()? {
        if list.find(&nama).is_none() {
            by_name
                .entry(fold_name(&nama))
                .and_modify(|it| it.n_inovasi += n)
                .or_insert(UnlistedView { nama, n_inovasi: n });
        }
    }
    let mut all: Vec<UnlistedView> = by_name.into_values().collect();
    all.sort_by(|a, b| b.n_inovasi.cmp(&a.n_inovasi).then_with(|| a.nama.cmp(&b.nama)));
    Ok(all)
}

pub(super) fn list_view(reader: &Reader<'_>) -> Result<PerangkatDaerahListView> {
    let list = reader.perangkat_daerah()?;
    let mut n_inovasi: BTreeMap<PerangkatDaerahId, u32> = BTreeMap::new();
    for (nama, n) in reader.count_by_perangkat_daerah()? {
        if let Some(it) = list.find(&nama) {
            *n_inovasi.entry(it.id).or_default() += n;
        }
    }
    let mut perangkat_daerah = Vec::with_capacity(list.bodies.len());
    let is_top = |it: &PerangkatDaerah| it.induk.and_then(|induk| list.by_id(induk)).is_none();
    for it in list.bodies.iter().filter(|it| is_top(it)) {
        branch(&list, it, 0, &n_inovasi, &mut perangkat_daerah);
    }
    // A ring that two laptops made together has no top; its bodies are shown all the same.
    for it in &list.bodies {
        if !perangkat_daerah.iter().any(|known: &PerangkatDaerahView| known.id == it.id) {
            perangkat_daerah.push(body_view(it, 0, &n_inovasi));
        }
    }
    Ok(PerangkatDaerahListView { unlisted: unlisted(reader, &list)?, perangkat_daerah })
}

fn branch(
    list: &PerangkatDaerahList,
    body: &PerangkatDaerah,
    depth: u32,
    n_inovasi: &BTreeMap<PerangkatDaerahId, u32>,
    views: &mut Vec<PerangkatDaerahView>,
) {
    views.push(body_view(body, depth, n_inovasi));
    for it in list.bodies.iter().filter(|it| it.induk == Some(body.id)) {
        branch(list, it, depth + 1, n_inovasi, views);
    }
}

fn body_view(it: &PerangkatDaerah, depth: u32, n_inovasi: &BTreeMap<PerangkatDaerahId, u32>) -> PerangkatDaerahView {
    PerangkatDaerahView {
        id: it.id,
        nama: it.nama.clone(),
        kode: it.kode.clone(),
        jenis: it.jenis.clone(),
        induk: it.induk,
        aktif: it.aktif,
        contoh: it.contoh,
        nama_lama: it.nama_lama.clone(),
        depth,
        n_inovasi: n_inovasi.get(&it.id).copied().unwrap_or(0),
    }
}
