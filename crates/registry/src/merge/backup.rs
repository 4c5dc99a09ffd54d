//! Backups as people use them: `list`, `look` into one, `restore` it as one act, `copy`
//! the registry whole, and `place`, where backups go beside.

pub(crate) mod copy;
pub(crate) mod list;
pub(crate) mod look;
pub(crate) mod place;
pub(crate) mod restore;

use std::path::Path;

use domain::core::{notice::NoticeCode, number::count};
use store::{BackupFile, Copied};

use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup::bytes_views,
        open::arg,
        registry::Core,
    },
    merge::backup::place::folder_of,
    view::NoticeView,
};

/// Most files that are named.
const NAMED: usize = 20;

/// The backup of a name, here or at the second place.
///
/// # Errors
/// There is none.
pub(super) fn find(core: &Core, name: &str) -> Result<BackupFile> {
    let place = folder_of(core)?;
    let there = place.iter().flat_map(|it| store::list_backups(it));
    let found = core.store.backups().into_iter().chain(there).find(|it| name_of(&it.path) == name.trim());
    found.ok_or_else(|| Error::not_found(Reason::BackupMissing).arg("name", name))
}

/// The same, if it can be trusted.
///
/// # Errors
/// There is none, or it is damaged.
pub(super) fn find_sound(core: &Core, name: &str) -> Result<BackupFile> {
    let file = find(core, name)?;
    if file.facts.is_some() && store::is_sound(&file.path) {
        Ok(file)
    } else {
        Err(Error::invalid(Reason::BackupDamaged).arg("name", name))
    }
}

pub(super) fn name_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix("registry-").map_or_else(|| stem.to_string(), str::to_owned)
}

/// Tells which bukti could not come along.
pub(super) fn lost(core: &Core, copied: &Copied) -> Result<Option<NoticeView>> {
    if copied.lost.is_empty() {
        return Ok(None);
    }
    let named = core.read(|reader| {
        let first = copied.lost.iter().take(NAMED).map(|sha256| {
            // Of what was removed only its hash is left to name it by.
            let named = bytes_views(reader, sha256)?.into_iter().next();
            Ok(named.map_or_else(|| sha256.to_string(), |it| it.nama_berkas))
        });
        first.collect::<Result<Vec<_>>>()
    })?;
    let args = vec![arg("n", count(copied.lost.len())), arg("names", named.join(", "))];
    Ok(Some(NoticeView { code: NoticeCode::CopyLostBukti, args }))
}
