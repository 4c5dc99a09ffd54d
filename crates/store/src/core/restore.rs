//! Setting a damaged database aside and putting a backup in its place.
//!
//! What takes its place is made whole under another name and appears by one rename.
//! The mark of the damage is written first and removed last, and says where the
//! damaged file goes: whoever is stopped between any two steps leaves a folder in
//! which the next start goes on.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::{
    Error, Result,
    core::{
        backup,
        damage::Mark,
        format::{APPLICATION_ID, migrate},
        long_path::for_sqlite,
        loss::ToSalvage,
        open::{DATABASE, step},
        salvage::salvage,
        setting,
    },
};

/// What stands beside a database: a journal, a write-ahead log, its index.
pub(crate) const COMPANIONS: [&str; 3] = ["-journal", "-wal", "-shm"];

const QUARANTINE: &str = "quarantine";

/// What was done about a database that was damaged, or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The folder in which the damaged file lies; none when there was no file.
    pub kept: Option<PathBuf>,
    /// The backup that was copied into its place; none when there was no sound one,
    /// and what could be salvaged is all there is.
    pub backup: Option<PathBuf>,
    /// What was wrong, in SQLite's words; may be empty.
    pub what: String,
}

/// Sets the database aside and puts the best backup in its place, or goes on with
/// it. `stamp` names the folder in quarantine.
///
/// # Errors
/// There is no sound backup and nothing to salvage: the database is set aside. The disk is full, or a file
/// cannot be moved: nothing is lost, and the next start goes on.
pub(crate) fn restore(folder: &Path, stamp: &str, what: &str) -> Result<Restored> {
    let known = Mark::of(folder);
    let kept = match known.as_ref().and_then(|it| it.aside.clone()) {
        Some(kept) => kept,
        None => free_name(folder, stamp),
    };
    let what = known.map(|it| it.what).filter(|it| !it.is_empty()).unwrap_or_else(|| what.to_owned());
    Mark { what: what.clone(), aside: Some(kept.clone()) }.write(folder)?;
    step("marked")?;
    let backup = backup::best_sound(folder);
    let filled = match &backup {
        Some(backup) => prepare(folder, backup, Some(&kept)).map(|()| true)?,
        None => prepare_anew(folder, &kept)?,
    };
    step("prepared")?;
    set_aside(folder, &kept)?;
    if !filled {
        Mark::remove(folder)?;
        return Err(Error::Damaged { kept });
    }
    appear(folder)?;
    step("appeared")?;
    Mark::remove(folder)?;
    Ok(Restored { kept: Some(kept), backup, what })
}

/// Goes on with what a start before this one had begun. Whatever it had moved is
/// where the mark says.
///
/// # Errors
/// As [`restore`].
pub(crate) fn go_on(folder: &Path, mark: &Mark) -> Result<Option<Restored>> {
    let Some(kept) = &mark.aside else { return Ok(None) };
    let moved = is_there(&kept.join(DATABASE))?;
    if !(moved && is_there(&folder.join(DATABASE))?) {
        return restore(folder, "", &mark.what).map(Some);
    }
    // What lies there now has appeared in its place.
    Mark::remove(folder)?;
    let backup = backup::best_sound(folder);
    Ok(Some(Restored { kept: Some(kept.clone()), backup, what: mark.what.clone() }))
}

/// Has the next start set a database aside, as if an earlier one had begun to.
///
/// # Errors
/// The folder cannot be written.
pub(crate) fn condemn(folder: &Path, stamp: &str, what: &str) -> Result<()> {
    Mark { what: what.replace('\n', " "), aside: Some(free_name(folder, stamp)) }.write(folder)
}

/// What a folder without a database holds.
///
/// # Errors
/// The backups cannot be looked into.
pub(crate) fn without_database(folder: &Path) -> Result<Left> {
    let entries = |name: &str| -> Result<Vec<PathBuf>> {
        let path = folder.join(name);
        match fs::read_dir(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                Err(Error::Forbidden(folder.to_owned()))
            }
            found => Ok(found.into_iter().flatten().flatten().map(|it| it.path()).collect()),
        }
    };
    entries("backups")?;
    if let Some(backup) = backup::best_sound(folder) {
        return Ok(Left::Backup(backup));
    }
    let newest = entries(QUARANTINE)?.into_iter().filter(|it| it.join(DATABASE).exists()).max();
    Ok(newest.map_or(Left::Nothing, Left::Quarantine))
}

/// What a folder without a database holds: see [`without_database`].
pub(crate) enum Left {
    /// Nothing of a registry.
    Nothing,
    /// A damaged database that was set aside, and no sound backup.
    Quarantine(PathBuf),
    /// A sound backup.
    Backup(PathBuf),
}

/// Puts a backup where the database is missing.
///
/// # Errors
/// The disk is full, or the folder cannot be written.
pub(crate) fn put_back(folder: &Path, backup: PathBuf) -> Result<Restored> {
    prepare(folder, &backup, None)?;
    step("prepared")?;
    appear(folder)?;
    Ok(Restored { kept: None, backup: Some(backup), what: String::new() })
}

/// Makes a database where there is none, to be filled with what lies in quarantine.
///
/// # Errors
/// There is nothing that could be read; the disk is full; the folder cannot be written.
pub(crate) fn fill(folder: &Path, kept: PathBuf) -> Result<Restored> {
    if !prepare_anew(folder, &kept)? {
        return Err(Error::Damaged { kept });
    }
    step("prepared")?;
    appear(folder)?;
    Ok(Restored { kept: Some(kept), backup: None, what: String::new() })
}

/// The name under which a database is made whole, with nothing of an earlier try.
///
/// # Errors
/// What lies there cannot be removed.
pub(crate) fn fresh_partial(folder: &Path) -> Result<PathBuf> {
    let partial = folder.join(format!("{DATABASE}.sebagian"));
    for ending in COMPANIONS.iter().chain(&[""]) {
        let path = folder.join(format!("{DATABASE}.sebagian{ending}"));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io("remove", &path)(error));
            }
            _ => {}
        }
    }
    Ok(partial)
}

/// Gives the database that is whole under another name its own, by one rename.
///
/// # Errors
/// The file system refuses.
pub(crate) fn appear(folder: &Path) -> Result<()> {
    // A log of a database that is gone is no log of this one.
    if COMPANIONS.iter().any(|it| folder.join(format!("{DATABASE}{it}")).exists()) {
        set_aside(folder, &free_name(folder, "sisa"))?;
    }
    let (partial, database) = (folder.join(format!("{DATABASE}.sebagian")), folder.join(DATABASE));
    disk::patiently(|| fs::rename(&partial, &database)).map_err(Error::io("rename", &database))?;
    disk::sync_folder(folder);
    Ok(())
}

/// Makes a database of a backup under another name.
fn prepare(folder: &Path, backup: &Path, kept: Option<&Path>) -> Result<()> {
    let partial = fresh_partial(folder)?;
    disk::copy_private(backup, &partial).map_err(Error::io("restore", &partial))?;
    let connection = Connection::open(for_sqlite(&partial))?;
    let device = setting::read(&connection, "device")?.and_then(|it| it.parse().ok());
    // What is lost may carry stamps of its device: at no place it takes a fresh one.
    connection.execute("DELETE FROM setting WHERE key = 'place'", [])?;
    let backup = Some(backup.to_owned());
    finish(connection, &partial, &ToSalvage { kept: kept.map(Path::to_owned), backup, device })
}

/// Makes an empty database under another name, if there is anything to salvage that
/// could fill it: in the damaged file, which lies in its place or is set aside already.
fn prepare_anew(folder: &Path, kept: &Path) -> Result<bool> {
    let mut places = [folder.join(DATABASE), kept.join(DATABASE)].into_iter();
    let found = places.find(|it| it.exists()).map(|it| salvage::<Error>(&it, &mut |_| Ok(())));
    if !found.is_some_and(|it| it.is_ok_and(|it| it.n_act + it.n_piece > 0)) {
        return Ok(false);
    }
    let partial = fresh_partial(folder)?;
    let connection = empty(&partial)?;
    finish(connection, &partial, &ToSalvage { kept: Some(kept.to_owned()), ..ToSalvage::default() })?;
    Ok(true)
}

/// Notes what is still to be taken in, and lets all of it reach the disk.
fn finish(connection: Connection, partial: &Path, pending: &ToSalvage) -> Result<()> {
    pending.write(&connection)?;
    settle_journal(connection)?;
    fs::File::options().write(true).open(partial).and_then(|it| it.sync_all()).map_err(Error::io("write", partial))
}

/// A database of today's format with nothing in it.
///
/// # Errors
/// It cannot be written.
pub(crate) fn empty(path: &Path) -> Result<Connection> {
    disk::create_private(path).map_err(Error::io("create", path))?;
    let mut connection = Connection::open(for_sqlite(path))?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Changes a database to a write-ahead log while nobody knows it yet, and closes it:
/// the change itself has moments in which a journal must be recovered.
///
/// # Errors
/// The database cannot be written.
pub(crate) fn settle_journal(connection: Connection) -> Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// Moves the database and its companions to `kept`, itself last: once it is there,
/// all of it is.
fn set_aside(folder: &Path, kept: &Path) -> Result<()> {
    disk::create_private_folder(kept).map_err(Error::io("create", kept))?;
    for ending in COMPANIONS.iter().chain(&[""]) {
        let name = format!("{DATABASE}{ending}");
        let (from, to) = (folder.join(&name), kept.join(&name));
        if is_there(&from)? {
            disk::patiently(|| fs::rename(&from, &to)).map_err(Error::io("move", &from))?;
            step("moved")?;
        }
    }
    disk::sync_folder(kept);
    disk::sync_folder(folder);
    Ok(())
}

/// A name in quarantine that nothing has, also under a clock that stands still; beside
/// the quarantine where somebody has locked it.
fn free_name(folder: &Path, stamp: &str) -> PathBuf {
    let usable = disk::create_private_folder(&folder.join(QUARANTINE)).is_ok();
    let name = |n: u32| {
        let name = if n == 1 { stamp.to_owned() } else { format!("{stamp}-{n}") };
        if usable { folder.join(QUARANTINE).join(name) } else { folder.join(format!("{QUARANTINE}-{name}")) }
    };
    (1..).map(name).find(|it| !it.exists()).unwrap_or_else(|| name(0))
}

fn is_there(path: &Path) -> Result<bool> {
    path.try_exists().map_err(Error::io("read", path))
}
