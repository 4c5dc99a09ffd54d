//! Copies that stand by themselves: a whole registry in a new folder, and a backup
//! with its bukti at a second place. Bytes go by their hash: only what is not there is
//! copied, each is proved on the way, and what is lost here is told and passed over.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

use disk::OutputPlace;
use domain::bukti::{BlobHash, BlobRef};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::{
    Backup, Error, Result, Store,
    bukti::blobs::{blob_path, hash_file},
    core::{
        backup::{self, Half, list_backups},
        half_written::clear_half_backups,
        long_path::for_sqlite,
        open::DATABASE,
    },
};

/// Settings that say where a registry lies: a copy lies elsewhere, and writes under
/// a name of its own.
const OF_THE_PLACE: [&str; 3] = ["device", "place", "backup_place"];

const BUFFER: usize = 1 << 20;

/// What was copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Acts in the history of the copy.
    pub n_act: u64,
    /// Files of bukti that the copy has.
    pub n_blob: usize,
    /// Of them, those that were not there before.
    pub n_blob_new: usize,
    /// Bytes that were written, without the database.
    pub size: u64,
    /// Bytes that are missing here, or are not what their hash says.
    pub lost: Vec<BlobHash>,
}

/// Is told bytes done and in all, and may say to stop.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

impl Store {
    /// Writes this registry, or one of its backups, whole into a folder that appears in
    /// one step, proved.
    ///
    /// # Errors
    /// Something has come to stand at the place; the disk is full; the backup is not
    /// sound; `watch` stopped it. Then nothing has appeared.
    pub fn copy_whole(&self, from: Option<&Path>, place: OutputPlace, watch: Watch<'_>) -> Result<Copied> {
        let out = place.target().to_owned();
        let half = place.begin_private_folder().map_err(Error::io("create", &out))?;
        let source = match from {
            Some(backup) => backup::look(backup)?,
            None => self.source.connect()?,
        };
        let database = half.path().join(DATABASE);
        backup::copy_database(&source, &database)?;
        drop(source);
        move_out(&database)?;
        let beside = from.and_then(Path::parent).and_then(Path::parent);
        let mut copied = copy_blobs(&database, &[Some(self.folder()), beside], half.path(), watch)?;
        copied.n_act = Backup::open(&database)?.reader().extent()?.n_act;
        backup::sync_file(&database)?;
        disk::sync_folder(half.path());
        half.appear().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(out),
            _ => Error::io("rename", &out)(error),
        })?;
        Ok(copied)
    }

    /// Puts the backup with most history at another place, unless that has it already,
    /// with the bytes of the bukti that it names.
    ///
    /// # Errors
    /// The place cannot be written or is full; `watch` stopped it. What has arrived
    /// whole stays.
    pub fn copy_backup_to(&self, place: &Path, watch: Watch<'_>) -> Result<Copied> {
        let here = list_backups(self.folder());
        let sound = here.iter().filter_map(|it| Some((it, it.facts.as_ref()?))).find(|it| backup::is_sound(&it.0.path));
        let Some((newest, facts)) = sound else { return Ok(Copied::default()) };
        let held = |it: &backup::BackupFile| {
            it.facts.as_ref().is_some_and(|it| facts.extent.is_within(&it.extent)) && backup::is_sound(&it.path)
        };
        if !list_backups(place).iter().any(held) {
            let backups = place.join("backups");
            disk::create_private_folder(&backups).map_err(Error::io("create", &backups))?;
            clear_half_backups(place);
            let stem = newest.path.file_stem().unwrap_or_default().to_string_lossy();
            let half = Half(backups.join(format!("{stem}.sebagian")));
            half.clear()?;
            backup::copy_database(&backup::look(&newest.path)?, &half.0)?;
            let target = backup::appear(&half.0, &backups, &stem)?;
            backup::prune(place, &target);
        }
        let mut copied = copy_blobs(&newest.path, &[Some(self.folder())], place, watch)?;
        copied.n_act = facts.extent.n_act;
        Ok(copied)
    }

    /// Brings the bytes that a backup names and that are missing or damaged here from
    /// the place where it lies.
    ///
    /// # Errors
    /// The disk is full; `watch` stopped it. What has arrived whole stays.
    pub fn take_bytes_of(&self, backup: &Path, watch: Watch<'_>) -> Result<()> {
        let Some(beside) = backup.parent().and_then(Path::parent).filter(|it| *it != self.folder()) else {
            return Ok(());
        };
        let blobs = Backup::open(backup)?.reader().blobs()?;
        let total = blobs.iter().map(|it| it.size).sum();
        let mut done = 0;
        for blob in &blobs {
            if !watch(done, total) {
                return Err(Error::Cancelled);
            }
            let there = blob_path(beside, blob);
            let lies = fs::metadata(self.blob_path(blob)).is_ok_and(|it| it.len() == blob.size);
            let amiss = !lies || self.read::<_, Error>(|reader| reader.bytes_fault(&blob.sha256))?.is_some();
            // What cannot be read there, or is not what its name says, is as good as lost.
            if amiss
                && hash_file(&there, &mut |_| true).is_ok_and(|it| it.as_ref() == Some(&blob.sha256))
                && let Ok(mut file) = File::open(&there)
            {
                self.put_blob(&mut file, &there, &blob.ending, &mut |n| watch(done + n, total))?;
            }
            done += blob.size;
        }
        Ok(())
    }
}

/// Lets a copied database forget where it was.
fn move_out(database: &Path) -> Result<()> {
    let connection = Connection::open(for_sqlite(database))?;
    for key in OF_THE_PLACE {
        connection.execute("DELETE FROM setting WHERE key = ?1", [key])?;
    }
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// Copies the bytes that a database names and that are not there yet, from the first
/// folder that has them sound.
fn copy_blobs(database: &Path, from: &[Option<&Path>], to: &Path, watch: Watch<'_>) -> Result<Copied> {
    let source = Backup::open(database)?;
    let reader = source.reader();
    let blobs = reader.blobs()?;
    let total = blobs.iter().map(|it| it.size).sum();
    let mut copied = Copied::default();
    let mut done = 0;
    for blob in &blobs {
        if !watch(done, total) {
            return Err(Error::Cancelled);
        }
        let target = blob_path(to, blob);
        if fs::metadata(&target).is_ok_and(|it| it.len() == blob.size) {
            copied.n_blob += 1;
        } else if copy_first(blob, from, &target, &mut |n| watch(done + n, total))? {
            copied.n_blob += 1;
            copied.n_blob_new += 1;
            copied.size += blob.size;
        } else {
            copied.lost.push(blob.sha256.clone());
        }
        done += blob.size;
    }
    watch(done, total);
    Ok(copied)
}

fn copy_first(
    blob: &BlobRef,
    from: &[Option<&Path>],
    target: &Path,
    watch: &mut dyn FnMut(u64) -> bool,
) -> Result<bool> {
    for folder in from.iter().flatten() {
        // What cannot be opened here is looked for in the next place.
        if let Ok(file) = File::open(blob_path(folder, blob))
            && copy_proved(file, blob, target, watch)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Copies bytes, if they are what their hash says. Only what the target's side says is
/// an error: bytes that cannot be read here are as good as lost.
fn copy_proved(mut file: File, blob: &BlobRef, target: &Path, watch: &mut dyn FnMut(u64) -> bool) -> Result<bool> {
    let shelf = target.parent().unwrap_or(target);
    disk::create_private_folder(shelf).map_err(Error::io("create", shelf))?;
    let half = Half(shelf.join(format!("{}.sebagian", blob.sha256)));
    let anew = disk::private_file().write(true).create(true).truncate(true).open(&half.0);
    let mut out = anew.map_err(Error::io("write", &half.0))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut done = 0;
    loop {
        let n = match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(false),
        };
        let part = buffer.get(..n).unwrap_or_default();
        hasher.update(part);
        out.write_all(part).map_err(Error::io("write", &half.0))?;
        done += n as u64;
        if !watch(done) {
            return Err(Error::Cancelled);
        }
    }
    if hex::encode(hasher.finalize()) != blob.sha256.as_str() {
        return Ok(false);
    }
    out.sync_all().map_err(Error::io("write", &half.0))?;
    drop(out);
    disk::patiently(|| fs::rename(&half.0, target)).map_err(Error::io("rename", target))?;
    disk::sync_folder(shelf);
    Ok(true)
}
