//! Starting, opening and describing a registry.

use std::path::{Path, PathBuf};

use domain::{
    assessment::instrument::vocabulary::{OTHER_LISTS, list_name},
    core::{
        id::{DeviceId, Subject},
        notice::NoticeCode,
    },
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use store::{Failure, Open, Reader, Store};

use crate::{
    core::{
        backup,
        contoh::is_outdated,
        doctor,
        env::{Env, file_stamp, rfc3339},
        error::{Error, Reason, Result},
        library::Library,
        lookup::{PERSON, own_device, role_of},
        loss,
        op::Op,
        output::check_name,
        registry::{Core, LookedInto},
        traces,
    },
    view::{ArgView, LookedAtView, NoticeView, OptionListView, OptionView, RegistryView, VocabularyView},
};

/// What a new registry is told of itself.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Start {
    /// Name of the regional government, for example `Kota Semarang`.
    pub nama: String,
    /// Kemendagri code: `33` or `33.74`.
    pub kode: String,
    /// Who works here; blank: the account of the machine tells, or it is refused.
    pub person: String,
}

/// Makes a registry in a folder that holds none.
///
/// # Errors
/// There is one already; the name is empty; the code is not one; nobody can tell who
/// works here; the folder cannot be written. Then no registry has been made.
pub(crate) fn start(folder: &Path, start: &Start, env: Box<dyn Env>) -> Result<Core> {
    let nama = clean(&start.nama, false)?.ok_or_else(|| Error::invalid(Reason::PemdaEmpty))?;
    let kode = read_kode(&start.kode)?;
    let person = clean(&start.person, false)?.unwrap_or_default();
    // One that is there is held by its system.
    if !folder.exists() {
        check_name(folder)?;
    }
    // Before the place is asked for: a folder that is not there yet has another name.
    disk::create_private_folder(folder).map_err(|error| Error::file(folder, &error))?;
    if person.is_empty() && env.account().is_empty() {
        return Err(Error::invalid(Reason::PersonMissing));
    }
    let store = Store::create(folder, &open_facts(folder, env.as_ref()))?;
    let core = over(store, env)?;
    core.write(Op::StartRegistry, |pen| {
        pen.put_setting(PERSON, &person)?;
        pen.put(Subject::Daerah, &FieldKey::PemdaNama, Some(&nama))?;
        pen.put(Subject::Daerah, &FieldKey::PemdaKode, Some(&kode))?;
        Ok(())
    })?;
    Ok(core)
}

/// Opens a registry to read and write.
///
/// # Errors
/// There is none, it is in use elsewhere, of a newer format, not ours, or
/// damaged without a backup (then it is set aside, not deleted).
pub(crate) fn open(folder: &Path, env: Box<dyn Env>) -> Result<Core> {
    swept(env.as_ref());
    let facts = open_facts(folder, env.as_ref());
    let opened = Store::open(folder, &facts)?;
    let core = Core::over(opened.store, library()?, env);
    match bring_rules(core) {
        Ok(core) => Ok(core),
        // Damage that shows itself only now is remembered: the next start sees to it, and
        // this is the next one.
        Err((error, core)) if error.is_damage() => {
            let Core { store, library, env, .. } = *core;
            drop(store);
            let opened = Store::open(folder, &facts)?;
            bring_rules(Core::over(opened.store, library, env)).map_err(|it| it.0)
        }
        Err((error, _)) => Err(error),
    }
}

/// Opens a registry to read; the window may stay open beside it. One of a newer format is
/// read as far as it can be.
///
/// # Errors
/// There is none, it is of a newer format that cannot be read, not ours, or damaged.
pub(crate) fn open_to_read(folder: &Path, env: Box<dyn Env>) -> Result<Core> {
    let store = Store::open_to_read(folder, &swept(env.as_ref()))?;
    over(store, env)
}

/// Places for what ends with this run, without what runs that died have left there.
pub(crate) fn swept(env: &dyn Env) -> Vec<PathBuf> {
    let places = env.temporary();
    places.iter().for_each(|it| disk::sweep(it, disk::Goes::Everything));
    places
}

/// The registry as the shell of the app shows it.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_registry(core: &Core) -> Result<RegistryView> {
    core.read(|reader| registry_view(core, reader))
}

pub(crate) fn registry_view(core: &Core, reader: &Reader<'_>) -> Result<RegistryView> {
    let pemda = reader.pemda()?;
    Ok(RegistryView {
        folder: match core.looked_at.as_ref().map(|it| &it.into) {
            Some(LookedInto::Bundle(it)) => it.view.path.clone(),
            _ => core.store.folder().display().to_string(),
        },
        pemda_nama: pemda.nama,
        pemda_kode: pemda.kode,
        person: reader.setting(PERSON)?.unwrap_or_default(),
        role: role_of(reader)?,
        device: own_device(reader)?,
        n_inovasi: reader.count_inovasi()?,
        n_contoh: reader.count_contoh()?,
        contoh_outdated: is_outdated(reader)?,
        n_conflict: reader.count_conflicts()?,
        instrument: core.current_instrument_in(reader)?.id.clone(),
        losses: loss::unread(core, reader)?,
        backup_place: backup::place(reader)?.is_some(),
        newer: of_newer(core),
        has_unseen: !traces::unseen(core, reader)?.is_empty(),
        looked_at: core.looked_at.as_ref().map(|it| LookedAtView {
            nama: it.nama.clone(),
            at: rfc3339(it.at),
            bundle: match &it.into {
                LookedInto::Snapshot(_) => None,
                LookedInto::Bundle(it) => Some(it.view.clone()),
            },
        }),
        notices: doctor::of_foreign_folder(core)
            .into_iter()
            .chain(backup::notices(core))
            .chain(core.rules_in(reader)?.notices())
            .collect(),
    })
}

/// That a newer program wrote the registry, and so nothing is written here.
pub(crate) fn of_newer(core: &Core) -> Option<NoticeView> {
    let (found, known) = core.store.newer()?;
    Some(NoticeView { code: NoticeCode::RegistryNewer, args: vec![arg("found", found), arg("known", known)] })
}

/// The official option lists.
pub(crate) fn show_vocabulary(core: &Core) -> VocabularyView {
    let mut lists = Vec::new();
    let of_fields = domain::assessment::instrument::vocabulary::option_fields().map(|it| (it.name(), list_name(it)));
    for (field, name) in of_fields.chain(OTHER_LISTS.map(|it| (it, it))) {
        let Some(list) = core.library.vocabulary.list(name) else { continue };
        let group_nama = |id: &Option<String>| {
            id.as_ref().map(|id| list.group.iter().find(|it| it.id == *id).map_or(id.clone(), |it| it.nama.clone()))
        };
        lists.push(OptionListView {
            field: field.to_owned(),
            options: list
                .option
                .iter()
                .map(|it| OptionView { id: it.id.clone(), nama: it.nama.clone(), group: group_nama(&it.group) })
                .collect(),
        });
    }
    VocabularyView { lists }
}

/// A registry over an open store, with nothing remembered yet.
fn over(store: Store, env: Box<dyn Env>) -> Result<Core> {
    bring_rules(Core::over(store, library()?, env)).map_err(|it| it.0)
}

/// Reads the rules that are in force: what every screen stands on.
pub(crate) fn bring_rules(core: Core) -> Result<Core, (Error, Box<Core>)> {
    match core.read(|reader| core.rules_in(reader)) {
        Ok(rules) => {
            core.rules.commit(rules);
            Ok(core)
        }
        Err(error) => Err((error, Box::new(core))),
    }
}

fn library() -> Result<Library> {
    Library::embedded().map_err(|faults| {
        let first = faults.first().map_or_else(String::new, ToString::to_string);
        Error::new(crate::Code::Bug, Reason::InstrumentsFaulty).arg("detail", first)
    })
}

fn open_facts(folder: &Path, env: &dyn Env) -> Open {
    let at = env.now_ms();
    Open { fresh_device: DeviceId(env.fresh_id()), place: env.place(folder), stamp: file_stamp(at), at }
}

/// `33`, `33.74`, `3374` → `33.74`. Source: the codes of Kemendagri are two
/// digits for a province and two more for a kabupaten or kota.
fn read_kode(text: &str) -> Result<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let other = text.trim().chars().any(|it| !it.is_ascii_digit() && it != '.');
    match (digits.len(), digits.split_at_checked(2), other) {
        (2, _, false) => Ok(digits),
        (4, Some((province, kabupaten)), false) => Ok(format!("{province}.{kabupaten}")),
        _ => Err(Error::invalid(Reason::KodeUnreadable).arg("kode", text)),
    }
}

pub(crate) fn arg(name: &str, value: impl ToString) -> ArgView {
    ArgView { name: name.to_owned(), value: value.to_string() }
}
