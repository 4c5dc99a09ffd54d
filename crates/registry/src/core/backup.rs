//! Keeping the backups up: when the next is due, what is told when it fails, and
//! where else they go.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::UNIX_EPOCH,
};

use domain::core::notice::NoticeCode;
use serde::{Deserialize, Serialize};
use store::{BackupFile, News, Reader};

use crate::{
    core::{
        env::file_stamp,
        error::{Code, Error, Result},
        kept_json,
        op::Op,
        open::arg,
        registry::Core,
    },
    view::NoticeView,
};

/// What a registry may lack in its backups while it is worked in: acts, or changes of
/// few but large acts. A person makes some fifty acts in an hour, and a backup takes
/// no longer than one of them; a script of a thousand commands makes twenty.
const BEHIND: (u64, u64) = (50, 2000);

/// The setting of this copy that says where backups go beside.
pub(crate) const PLACE: &str = "backup_place";

/// When a backup is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// As soon as anything is in no backup: when somebody sits down, or asks for it.
    News,
    /// Once much is: while somebody works, and for each command of a script.
    Behind,
}

/// The second place of this copy: a stick, another disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BackupPlace {
    /// The folder that was chosen; the backups of a pemda have one of their own in it.
    pub folder: PathBuf,
    /// When something was last brought there whole: milliseconds since 1970, for people.
    pub copied_at: Option<i64>,
}

/// The setting of this copy that remembers its last backup: so that a command need not
/// read all of them. Where it does not fit what lies there, they are read.
pub(crate) const LAST: &str = "backup_last";

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct LastBackup {
    path: PathBuf,
    /// Its bytes and age.
    file: Option<(u64, i64)>,
    /// Row of the last act that is surely in it.
    act: i64,
}

/// Where a backup goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whither {
    /// Beside the registry.
    Here,
    /// To the second place.
    Place,
}

/// What is kept of the backups while the registry is open.
#[derive(Default)]
struct Care {
    /// Whether somebody has sat down since it was opened.
    begun: bool,
    /// Whether a backup was made since.
    made: bool,
    /// Row of the last act when the backups were last looked at.
    looked: i64,
    /// Row of the last act at the last quiet moment, and whether the log is folded since.
    rested: Option<(i64, bool)>,
    /// What failed, by where; it goes away when it succeeds.
    failed: BTreeMap<Whither, NoticeView>,
    /// Files that were read through, by path, size and age.
    read: HashMap<(PathBuf, u64, Option<i64>), bool>,
}

#[derive(Default)]
struct KeptCare(Mutex<Care>);

fn care<T>(core: &Core, with: impl FnOnce(MutexGuard<'_, Care>) -> T) -> T {
    let kept: Arc<KeptCare> = core.kept();
    with(kept.0.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Makes a backup if it is due. Answers whether one was made.
///
/// # Errors
/// The disk is full or the folder cannot be written; it is told from then on.
pub(crate) fn back_up_if_due(core: &Core, due: Due) -> Result<bool> {
    let made = make_if_due(core, due);
    let failed = made.as_ref().err().map(|error| failed(Whither::Here, &core.store.folder().join("backups"), error));
    tell(core, Whither::Here, failed);
    made
}

fn make_if_due(core: &Core, due: Due) -> Result<bool> {
    let last = core.read(|reader| Ok(reader.last_act()?))?;
    let is_due = match due {
        Due::News => core.store.news(&core.store.backups(), |it| is_sound(core, it))?.n_act > 0,
        // A command of a script does not read whole files through.
        Due::Behind => is_behind(since_last(core)?) && is_behind(core.store.news(&core.store.backups(), |_| true)?),
    };
    if is_due {
        let path = core.store.back_up(&file_stamp(core.env.now_ms()))?;
        let file = file_facts(&path);
        core.write(Op::MakeBackup, |pen| pen.keep_json(LAST, &LastBackup { path, file, act: last }))?;
    }
    care(core, |mut it| {
        it.looked = last;
        it.made |= is_due;
    });
    Ok(is_due)
}

fn is_behind(news: News) -> bool {
    news.n_act >= BEHIND.0 || news.n_change >= BEHIND.1
}

/// What is new since the last backup that this copy remembers; all, if that is not
/// there as it was made.
fn since_last(core: &Core) -> Result<News> {
    core.read(|reader| {
        let last: LastBackup = kept_json::shown(reader, LAST)?;
        let stands = last.file.is_some() && last.file == file_facts(&last.path);
        Ok(reader.news_since(if stands { last.act } else { 0 })?)
    })
}

/// Bytes of a file, and when it was written: milliseconds since 1970.
fn file_facts(path: &Path) -> Option<(u64, i64)> {
    let metadata = path.metadata().ok()?;
    let at = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((metadata.len(), i64::try_from(at.as_millis()).ok()?))
}

/// The same for whoever is not to be kept from his work: a failure is told with the
/// registry.
pub(crate) fn keep_up(core: &Core, due: Due) {
    // The notice is kept by then.
    let _ = back_up_if_due(core, due);
}

/// Somebody looks at the registry in a window: the first time he sits down, later he
/// works in it.
pub(crate) fn keep_up_session(core: &Core) {
    let (begun, looked) = care(core, |mut it| (std::mem::replace(&mut it.begun, true), it.looked));
    if !begun {
        return keep_up(core, Due::News);
    }
    let last = core.read(|reader| Ok(reader.last_act()?)).unwrap_or(looked);
    if u64::try_from(last - looked).is_ok_and(|it| it >= BEHIND.0) {
        keep_up(core, Due::Behind);
    }
}

/// Folds the log where nothing was done since the last quiet moment, once.
pub(crate) fn rest(core: &Core) {
    let Ok(last) = core.read(|reader| Ok(reader.last_act()?)) else { return };
    let fold = care(core, |mut it| {
        let quiet = it.rested == Some((last, false));
        it.rested = Some((last, quiet || it.rested == Some((last, true))));
        quiet
    });
    if fold {
        core.store.fold_log();
    }
}

/// Whether a backup was made since the registry was opened.
pub(crate) fn is_made(core: &Core) -> bool {
    care(core, |it| it.made)
}

/// What went wrong with backups and has not gone right since.
pub(crate) fn notices(core: &Core) -> Vec<NoticeView> {
    care(core, |it| it.failed.values().cloned().collect())
}

/// Tells from now on what failed somewhere, or no more.
pub(crate) fn tell(core: &Core, place: Whither, failed: Option<NoticeView>) {
    care(core, |mut it| match failed {
        Some(notice) => drop(it.failed.insert(place, notice)),
        None => drop(it.failed.remove(&place)),
    });
}

/// What a disk said, as sentences name it: the key of a cause, or its own words.
pub(crate) fn cause_of(error: &Error) -> String {
    let said = error.args.iter().find(|it| matches!(it.0, "cause" | "detail"));
    match error.code {
        Code::StoreDamaged => "store_damaged".to_owned(),
        // Who says nothing names at least the file.
        _ => said.or(error.args.first()).map(|it| it.1.clone()).unwrap_or_default(),
    }
}

/// A failure in words: no room, or what the disk says.
pub(crate) fn failed(place: Whither, path: &Path, error: &Error) -> NoticeView {
    let args = vec![arg("path", path.display()), arg("cause", cause_of(error))];
    match (place, error.code) {
        (Whither::Here, Code::NoSpace) => NoticeView { code: NoticeCode::BackupFailedFull, args },
        (Whither::Here, _) => NoticeView { code: NoticeCode::BackupFailed, args },
        (Whither::Place, Code::NoSpace) => NoticeView { code: NoticeCode::BackupPlaceFull, args },
        (Whither::Place, _) => NoticeView { code: NoticeCode::BackupPlaceFailed, args },
    }
}

/// Whether a backup can be trusted; a file is read through once while the registry is
/// open, and again when it is put back.
pub(crate) fn is_sound(core: &Core, file: &BackupFile) -> bool {
    let key = (file.path.clone(), file.size, file.made_at);
    if let Some(known) = care(core, |it| it.read.get(&key).copied()) {
        return known;
    }
    let sound = file.facts.is_some() && store::is_sound(&file.path);
    care(core, |mut it| it.read.insert(key, sound));
    sound
}

/// The second place, if there is one.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn place(reader: &Reader<'_>) -> Result<Option<BackupPlace>> {
    kept_json::shown(reader, PLACE)
}
