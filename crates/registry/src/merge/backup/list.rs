//! The backups, each with what it holds and what it lacks.

use domain::core::number::count;
use store::{BackupFile, Extent};

use crate::{
    core::{backup, env::rfc3339, error::Result, registry::Core},
    merge::backup::{name_of, place},
    view::{BackupPlaceView, BackupView, BackupsView},
};

/// The backups here and at the second place, the one with most history first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_backups(core: &Core) -> Result<BackupsView> {
    let (today, chosen) = core.read(|reader| Ok((reader.extent()?, backup::place(reader)?)))?;
    let here = core.store.backups();
    let folder = place::folder_of(core)?.filter(|it| it.is_dir());
    let there = folder.as_deref().map(store::list_backups).unwrap_or_default();
    let n_news = core.store.news(&here, |it| backup::is_sound(core, it))?.n_act;
    let best = there.iter().find(|it| backup::is_sound(core, it)).and_then(|it| it.facts.as_ref());
    let n_lacks = best.map_or(today.n_act, |it| today.beyond(&it.extent));

    let twin = |of: &BackupFile, among: &[BackupFile]| {
        among.iter().any(|it| name_of(&it.path) == name_of(&of.path) && it.facts.is_some() && it.facts == of.facts)
    };
    let mut backups: Vec<BackupView> = Vec::new();
    for it in &here {
        backups.push(BackupView { here: true, in_place: twin(it, &there), ..backup_view(core, it, &today) });
    }
    for it in there.iter().filter(|it| !twin(it, &here)) {
        backups.push(BackupView { here: false, in_place: true, ..backup_view(core, it, &today) });
    }
    backups.sort_by_key(|it| std::cmp::Reverse(it.n_act));
    Ok(BackupsView {
        backups,
        n_act: count(today.n_act),
        n_news: count(n_news),
        place: chosen.map(|it| BackupPlaceView {
            reachable: it.folder.is_dir(),
            n_lacks: it.folder.is_dir().then_some(count(n_lacks)),
            folder: it.folder.display().to_string(),
            copied_at: it.copied_at.map(rfc3339),
        }),
        notices: backup::notices(core),
    })
}

pub(super) fn backup_view(core: &Core, file: &BackupFile, today: &Extent) -> BackupView {
    let facts = file.facts.as_ref();
    BackupView {
        name: name_of(&file.path),
        made_at: file.made_at.map(rfc3339),
        until: facts.and_then(|it| it.until).map(rfc3339),
        n_act: facts.map(|it| count(it.extent.n_act)),
        n_inovasi: facts.map(|it| it.n_inovasi),
        size: file.size as f64,
        sound: backup::is_sound(core, file),
        n_lacks: facts.map_or(0, |it| count(today.beyond(&it.extent))),
        n_more: facts.map_or(0, |it| count(it.extent.beyond(today))),
        here: true,
        in_place: false,
    }
}
