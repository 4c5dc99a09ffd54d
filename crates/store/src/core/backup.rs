//! Backups: whole, checked copies of the database in `backups/`. Bukti bytes are
//! never changed, so they need no copy here.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::{Error, Result, Store, core::damage::is_damaged};

/// How many backups stay. The oldest beyond are removed once a newer one is sound.
const KEPT: usize = 7;

impl Store {
    /// Makes a backup. Returns its path.
    ///
    /// # Errors
    /// The disk is full or the folder cannot be written; then no half backup stays.
    pub fn back_up(&self, stamp: &str) -> Result<PathBuf> {
        self.noting(|| {
            let made = {
                let reader = self.reader.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                make(&reader, &self.folder, stamp)?
            };
            self.fold_log();
            Ok(made)
        })
    }

    /// Brings the log into the database file as far as nobody reads: whoever loses the
    /// log then, or copies the one file, loses less. Done in quiet moments; closing does
    /// it anyhow.
    pub fn fold_log(&self) {
        if let Some(hand) = self.hand().as_ref() {
            // What could not be brought in now is brought in later.
            let _ = hand.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        }
    }

    /// Stamps of the backups, newest first.
    pub fn backups(&self) -> Vec<String> {
        list(&self.folder)
            .iter()
            .filter_map(|it| it.file_stem()?.to_str()?.strip_prefix("registry-").map(str::to_owned))
            .collect()
    }
}

/// Copies the database as it is now, checks the copy, and only then names it.
pub(crate) fn make(connection: &Connection, folder: &Path, stamp: &str) -> Result<PathBuf> {
    let backups = folder.join("backups");
    fs::create_dir_all(&backups).map_err(Error::io("create", &backups))?;
    let target = backups.join(format!("registry-{stamp}.sqlite3"));
    let partial = backups.join(format!("registry-{stamp}.sebagian"));
    if partial.exists() {
        fs::remove_file(&partial).map_err(Error::io("remove", &partial))?;
    }
    let copied = connection
        .execute("VACUUM INTO ?1", [partial.to_string_lossy()])
        .map_err(Error::from)
        .and_then(|_| if is_damaged(&partial)? { Err(Error::Damaged { kept: partial.clone() }) } else { Ok(()) });
    if let Err(error) = copied {
        let _ = fs::remove_file(&partial);
        return Err(error);
    }
    fs::File::options()
        .write(true)
        .open(&partial)
        .and_then(|it| it.sync_all())
        .map_err(Error::io("write", &partial))?;
    disk::patiently(|| fs::rename(&partial, &target)).map_err(Error::io("rename", &target))?;
    for old in list(folder).into_iter().skip(KEPT) {
        // The only files the program deletes by itself: backups it made, once
        // there are newer sound ones.
        let _ = fs::remove_file(old);
    }
    Ok(target)
}

/// The newest backup that can be trusted; one that cannot be read is none.
pub(crate) fn newest_sound(folder: &Path) -> Option<PathBuf> {
    list(folder).into_iter().find(|it| matches!(is_damaged(it), Ok(false)))
}

/// Backups, newest first: their names sort by time.
pub(crate) fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join("backups")) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.flatten().map(|it| it.path()).filter(|it| it.extension().is_some_and(|it| it == "sqlite3")).collect();
    found.sort();
    found.reverse();
    found
}
