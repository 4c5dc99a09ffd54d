//! The managed list of perangkat daerah: what a person does with it.

use std::collections::BTreeMap;

use domain::{
    core::id::{PerangkatDaerahId, Subject},
    inovasi::perangkat_daerah::{PerangkatDaerah, PerangkatDaerahField, PerangkatDaerahList, fold_name},
    merge::{change::FieldKey, field::JENIS},
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Result},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, PerangkatDaerahListView, PerangkatDaerahView, UnlistedView},
};

/// Names of one act of adopting; more would be a mistake.
const MAX_ADOPTED: usize = 2000;

/// The list, with the names that inovasi use and it does not know.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_perangkat_daerah(core: &Core) -> Result<PerangkatDaerahListView> {
    core.read(list_view)
}

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

/// Writes one field of a body. A changed name can keep the old one, so that
/// inovasi and workbooks that still use it are recognised.
///
/// # Errors
/// The body or the field is unknown, or the value cannot stand.
pub(crate) fn edit_perangkat_daerah(
    core: &Core,
    id: &str,
    field: &str,
    value: Option<&str>,
    keep_old_name: bool,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let id = body_id(id)?;
    let field =
        PerangkatDaerahField::by_name(field).ok_or_else(|| Error::not_found("field_unknown").arg("field", field))?;
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
    id: &str,
    nama: &str,
    present: bool,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let id = body_id(id)?;
    let former = FieldKey::PerangkatDaerahNamaLama(nama.to_owned());
    list_act(core, Op::EditPerangkatDaerah, |pen, list| {
        known(list, id)?;
        pen.put(Subject::PerangkatDaerah(id), &former, present.then_some("1"))?;
        Ok(())
    })
}

/// Takes a body off the list. Inovasi keep the name they were given.
///
/// # Errors
/// The body is unknown, or has others below it.
pub(crate) fn remove_perangkat_daerah(core: &Core, id: &str) -> Result<Outcome<PerangkatDaerahListView>> {
    let id = body_id(id)?;
    list_act(core, Op::RemovePerangkatDaerah, |pen, list| {
        let nama = known(list, id)?.nama.clone();
        let below = list.bodies.iter().filter(|it| it.induk == Some(id)).count();
        if below > 0 {
            return Err(Error::invalid("perangkat_daerah_has_units").arg("nama", nama).arg("n", below));
        }
        pen.remove(Subject::PerangkatDaerah(id))
    })
}

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
            return Err(Error::invalid("too_many").arg("n", all.len()).arg("limit", MAX_ADOPTED));
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

fn list_act(
    core: &Core,
    op: Op,
    act: impl FnOnce(&mut Pen<'_, '_>, &PerangkatDaerahList) -> Result<()>,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let view = core.write(op, |pen| {
        let list = pen.perangkat_daerah()?;
        act(pen, &list)?;
        pen.settle()?;
        list_view(pen)
    })?;
    Ok(outcome(op, view, Findings::default()))
}

/// The kind that a name begins with: `Puskesmas Pandanaran` is a puskesmas.
pub(crate) fn jenis_of(core: &Core, nama: &str) -> Option<String> {
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

fn put(pen: &mut Pen<'_, '_>, id: PerangkatDaerahId, field: PerangkatDaerahField, value: Option<&str>) -> Result<bool> {
    pen.put(Subject::PerangkatDaerah(id), &FieldKey::PerangkatDaerah(field), value)
}

fn body_id(text: &str) -> Result<PerangkatDaerahId> {
    text.trim().parse().map_err(|_| Error::not_found("perangkat_daerah_missing").arg("id", text))
}

fn known(list: &PerangkatDaerahList, id: PerangkatDaerahId) -> Result<&PerangkatDaerah> {
    list.by_id(id).ok_or_else(|| Error::not_found("perangkat_daerah_missing").arg("id", id))
}

fn unlisted(reader: &Reader<'_>, list: &PerangkatDaerahList) -> Result<Vec<UnlistedView>> {
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

fn list_view(reader: &Reader<'_>) -> Result<PerangkatDaerahListView> {
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
        if !perangkat_daerah.iter().any(|known: &PerangkatDaerahView| known.id == it.id.to_string()) {
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
        id: it.id.to_string(),
        nama: it.nama.clone(),
        kode: it.kode.clone(),
        jenis: it.jenis.clone(),
        induk: it.induk.map(|it| it.to_string()),
        aktif: it.aktif,
        contoh: it.contoh,
        nama_lama: it.nama_lama.clone(),
        depth,
        n_inovasi: n_inovasi.get(&it.id).copied().unwrap_or(0),
    }
}
