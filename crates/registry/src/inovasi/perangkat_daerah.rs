//! The managed list of perangkat daerah: what a person does with it.

use std::collections::BTreeMap;

use domain::{
    core::id::{PerangkatDaerahId, Subject},
    inovasi::{
        perangkat_daerah::{PerangkatDaerah, PerangkatDaerahField, PerangkatDaerahList, fold_name},
        profile::clean,
    },
    merge::change::FieldKey,
};
use store::{Reader, Writer};

use crate::{
    core::{
        error::{Error, Result},
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, PerangkatDaerahListView, PerangkatDaerahView, UnlistedView},
};

/// The option list of kinds of bodies.
pub(crate) const JENIS: &str = "jenis_perangkat_daerah";

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
    list_act(core, Op::RegisterPerangkatDaerah, |writer, list| {
        let nama = fresh_name(list, None, nama)?;
        put(writer, id, PerangkatDaerahField::Nama, Some(&nama))?;
        for (field, value) in [(PerangkatDaerahField::Jenis, jenis), (PerangkatDaerahField::Induk, induk)] {
            if let Some(value) = value.filter(|it| !it.trim().is_empty()) {
                let value = read_body_field(core, list, id, field, value)?;
                put(writer, id, field, value.as_deref())?;
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
    list_act(core, Op::EditPerangkatDaerah, |writer, list| {
        let standing = known(list, id)?;
        let value = read_body_field(core, list, id, field, value.unwrap_or(""))?;
        if field == PerangkatDaerahField::Nama && keep_old_name && value.as_deref() != Some(&standing.nama) {
            let former = FieldKey::PerangkatDaerahNamaLama(standing.nama.clone());
            writer.put(Subject::PerangkatDaerah(id), &former, Some("1"))?;
        }
        put(writer, id, field, value.as_deref())
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
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid("nama_empty"))?;
    if nama.len() > MAX_NAME_BYTES {
        return Err(Error::invalid("text_too_long").arg("limit", MAX_NAME_BYTES));
    }
    list_act(core, Op::EditPerangkatDaerah, |writer, list| {
        known(list, id)?;
        let former = FieldKey::PerangkatDaerahNamaLama(nama.clone());
        writer.put(Subject::PerangkatDaerah(id), &former, present.then_some("1"))?;
        Ok(())
    })
}

/// Takes a body off the list. Inovasi keep the name they were given.
///
/// # Errors
/// The body is unknown, or has others below it.
pub(crate) fn remove_perangkat_daerah(core: &Core, id: &str) -> Result<Outcome<PerangkatDaerahListView>> {
    let id = body_id(id)?;
    list_act(core, Op::RemovePerangkatDaerah, |writer, list| {
        let nama = known(list, id)?.nama.clone();
        let below = list.bodies.iter().filter(|it| it.induk == Some(id)).count();
        if below > 0 {
            return Err(Error::invalid("perangkat_daerah_has_units").arg("nama", nama).arg("n", below));
        }
        Ok(writer.put_removed(Subject::PerangkatDaerah(id), true)?)
    })
}

/// Puts names that inovasi use on the list, each with the kind its name tells.
/// An empty list means every unlisted name.
///
/// # Errors
/// A name cannot stand, or there are more than [`MAX_ADOPTED`].
pub(crate) fn adopt_perangkat_daerah(core: &Core, nama: &[String]) -> Result<Outcome<PerangkatDaerahListView>> {
    list_act(core, Op::RegisterPerangkatDaerah, |writer, list| {
        let all: Vec<String> = if nama.is_empty() {
            unlisted(writer, list)?.into_iter().map(|it| it.nama).collect()
        } else {
            nama.to_vec()
        };
        if all.len() > MAX_ADOPTED {
            return Err(Error::invalid("too_many").arg("n", all.len()).arg("limit", MAX_ADOPTED));
        }
        for nama in all {
            let id = PerangkatDaerahId(core.env.fresh_id());
            let nama = fresh_name(list, None, &nama)?;
            let jenis = jenis_of(core, &nama);
            put(writer, id, PerangkatDaerahField::Nama, Some(&nama))?;
            put(writer, id, PerangkatDaerahField::Jenis, jenis.as_deref())?;
        }
        Ok(())
    })
}

fn list_act(
    core: &Core,
    op: Op,
    act: impl FnOnce(&mut store::Writer<'_>, &PerangkatDaerahList) -> Result<()>,
) -> Result<Outcome<PerangkatDaerahListView>> {
    let view = core.write(op, |writer| {
        let list = writer.perangkat_daerah()?;
        act(writer, &list)?;
        writer.settle()?;
        list_view(writer)
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

fn read_body_field(
    core: &Core,
    list: &PerangkatDaerahList,
    id: PerangkatDaerahId,
    field: PerangkatDaerahField,
    typed: &str,
) -> Result<Option<String>> {
    let Some(text) = clean(typed, false)? else {
        return match field {
            PerangkatDaerahField::Nama => Err(Error::invalid("nama_empty")),
            _ => Ok(None),
        };
    };
    Ok(match field {
        PerangkatDaerahField::Nama => Some(fresh_name(list, Some(id), &text)?),
        PerangkatDaerahField::Kode => Some(text),
        PerangkatDaerahField::Jenis => Some(core.library.vocabulary.read_in(JENIS, &text)?),
        PerangkatDaerahField::Induk => {
            let induk = body_id(&text)?;
            let nama = known(list, induk)?.nama.clone();
            if list.would_ring(id, induk) {
                return Err(Error::invalid("perangkat_daerah_ring").arg("nama", nama));
            }
            Some(induk.to_string())
        }
        PerangkatDaerahField::Aktif => (text == "0" || text == "false").then(|| "0".to_owned()),
    })
}

/// Longest former name, in bytes: its key in history must hold it.
pub(crate) const MAX_NAME_BYTES: usize = 460;

/// A name that no other body of the list has.
fn fresh_name(list: &PerangkatDaerahList, own: Option<PerangkatDaerahId>, typed: &str) -> Result<String> {
    let nama = clean(typed, false)?.ok_or_else(|| Error::invalid("nama_empty"))?;
    match list.find(&nama).filter(|it| Some(it.id) != own && fold_name(&it.nama) == fold_name(&nama)) {
        Some(other) => Err(Error::invalid("perangkat_daerah_exists").arg("nama", &other.nama)),
        None => Ok(nama),
    }
}

fn put(writer: &mut Writer<'_>, id: PerangkatDaerahId, field: PerangkatDaerahField, value: Option<&str>) -> Result<()> {
    writer.put(Subject::PerangkatDaerah(id), &FieldKey::PerangkatDaerah(field), value)?;
    Ok(())
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
