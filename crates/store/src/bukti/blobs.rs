//! Bukti bytes: `blobs/ab/<sha256>.<ending>`, written once, never changed.
//!
//! Bytes arrive through a temporary file in the same folder, are hashed on the
//! way with constant memory, synced, and renamed. Nothing here deletes a blob; one that does not hold
//! what its name says is set aside when the right bytes arrive.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use domain::{
    bukti::{BlobHash, BlobRef},
    merge::change::FieldKey,
    submission::office::OfficeField,
};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::{Error, Reader, Result, Store, TracesReader, Writer, core::half_written};

/// Bytes that lie in the folder but are not yet known to the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobPut {
    /// What lies there: hash, bytes and ending, as an act will make them known.
    pub blob: BlobRef,
    /// Whether the file was made by this put; if not, it was there before.
    fresh: bool,
    /// Whether the registry knew these bytes, and they were missing or damaged until now.
    pub mended: bool,
}

/// What lies where bytes are to lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stored {
    Nothing,
    Sound,
    Unsound,
}

/// Size first, then every byte: what arrives under a hash takes the place of whatever
/// does not fit it.
fn stored(target: &Path, blob: &BlobRef) -> Stored {
    if fs::symlink_metadata(target).is_err() {
        return Stored::Nothing;
    }
    let sized = fs::metadata(target).is_ok_and(|it| it.is_file() && it.len() == blob.size);
    let hashed = || hash_file(target, &mut |_| true).is_ok_and(|it| it.as_ref() == Some(&blob.sha256));
    if sized && hashed() { Stored::Sound } else { Stored::Unsound }
}

/// The hash of a file, read with constant memory; None where `watch`, which is told
/// the bytes read so far, stopped it.
///
/// # Errors
/// The file cannot be read.
pub fn hash_file(path: &Path, watch: &mut dyn FnMut(u64) -> bool) -> io::Result<Option<BlobHash>> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut done = 0;
    loop {
        let n = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if n == 0 {
            return Ok(hex::encode(hasher.finalize()).parse().ok());
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
        done += n as u64;
        if !watch(done) {
            return Ok(None);
        }
    }
}

/// How much is read at once. Memory does not grow with the file.
const BUFFER: usize = 1 << 20;

/// Tells temporary files of one process apart.
static TEMPORARY: AtomicU64 = AtomicU64::new(0);

impl Store {
    /// Streams bytes into the folder. `watch` is told the bytes read so far and
    /// may return false to stop; then nothing stays.
    ///
    /// The blob becomes part of the registry with [`Writer::know_blob`]; bytes
    /// put but never known are found by the health check.
    ///
    /// # Errors
    /// The disk is full, the source cannot be read, or `watch` stopped it.
    pub fn put_blob(
        &self,
        source: &mut dyn Read,
        source_path: &Path,
        ending: &str,
        watch: &mut dyn FnMut(u64) -> bool,
    ) -> Result<BlobPut> {
        let blobs = self.folder().join("blobs");
        disk::create_private_folder(&blobs).map_err(Error::io("create", &blobs))?;
        let serial = TEMPORARY.fetch_add(1, Ordering::Relaxed);
        let temporary = Temporary(blobs.join(format!("{}-{serial}.sebagian", std::process::id())));
        let mut file = disk::create_private(&temporary.0).map_err(Error::io("write", &temporary.0))?;

        let mut hasher = Sha256::new();
        let mut buffer = vec![0; BUFFER];
        let mut size = 0_u64;
        loop {
            if !watch(size) {
                return Err(Error::Cancelled);
            }
            let n = match source.read(&mut buffer) {
                Ok(n) => n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Error::io("read", source_path)(error)),
            };
            if n == 0 {
                break;
            }
            let part = buffer.get(..n).unwrap_or_default();
            hasher.update(part);
            file.write_all(part).map_err(Error::io("write", &temporary.0))?;
            size += n as u64;
        }
        file.sync_all().map_err(Error::io("write", &temporary.0))?;
        drop(file);

        let name = hex::encode(hasher.finalize());
        let sha256: BlobHash = name.parse().map_err(Error::BlobMismatch)?;
        // Bytes that are here already stay where they are, whatever this file is called.
        let known = self.read::<_, Error>(|reader| reader.blob(&sha256))?;
        let blob = known.unwrap_or_else(|| BlobRef { sha256, size, ending: ending.to_owned() });
        let target = self.blob_path(&blob);
        let lying = stored(&target, &blob);
        if lying != Stored::Sound {
            let folder = target.parent().unwrap_or(&blobs);
            disk::create_private_folder(folder).map_err(Error::io("create", folder))?;
            if lying == Stored::Unsound {
                self.set_aside(&target)?;
            }
            half_written::note_arriving(self.folder(), &target)?;
            disk::patiently(|| fs::rename(&temporary.0, &target)).map_err(Error::io("rename", &target))?;
            disk::sync_folder(folder);
        }
        let mended = self.read::<_, Error>(|reader| {
            let fault = reader.knows_bytes(&blob.sha256)?.then(|| reader.bytes_fault(&blob.sha256)).transpose()?;
            reader.note_read(&blob.sha256, true)?;
            Ok(fault.is_some_and(|it| it.is_some() || lying != Stored::Sound))
        })?;
        if mended {
            self.remember_read()?;
        }
        Ok(BlobPut { blob, fresh: lying != Stored::Sound, mended })
    }

    /// Moves a file that does not hold what its name says out of the way: nobody's
    /// bytes are deleted.
    fn set_aside(&self, target: &Path) -> Result<()> {
        let quarantine = self.folder().join("quarantine").join("blobs");
        disk::create_private_folder(&quarantine).map_err(Error::io("create", &quarantine))?;
        let name = target.file_name().unwrap_or_default();
        let first = quarantine.join(name);
        let kept = if fs::symlink_metadata(&first).is_err() { first } else { disk::free_name(&first) };
        disk::patiently(|| fs::rename(target, &kept)).map_err(Error::io("move", target))
    }

    /// Takes back bytes that a failed act had put and no act has made known.
    /// Bytes that are part of the registry are never touched.
    pub fn forget_put(&self, put: &BlobPut) {
        let known = self.read(|reader| reader.blob(&put.blob.sha256)).is_ok_and(|it| it.is_some());
        if put.fresh && !known {
            // A failure leaves a file that the health check lists.
            let _ = disk::remove(&self.blob_path(&put.blob));
        }
    }

    /// Where the bytes of a blob lie.
    pub fn blob_path(&self, blob: &BlobRef) -> PathBuf {
        blob_path(self.folder(), blob)
    }
}

pub(crate) fn blob_path(folder: &Path, blob: &BlobRef) -> PathBuf {
    let name = blob.sha256.as_str();
    let shelf = folder.join("blobs").join(name.get(..2).unwrap_or("00"));
    if blob.ending.is_empty() { shelf.join(name) } else { shelf.join(format!("{name}.{}", blob.ending)) }
}

impl Writer<'_> {
    /// Makes bytes that were put part of the registry, and looks at what they are.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn know_blob(&mut self, put: &BlobPut, reader: TracesReader) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO blob (sha256, size, ending) VALUES (?1, ?2, ?3)",
            params![put.blob.sha256.as_str(), put.blob.size.cast_signed(), put.blob.ending],
        )?;
        self.look_at(&put.blob, reader)?;
        self.bytes_changed(put.blob.sha256.as_str())
    }

    /// Bytes that a change names and that lie here already are known from now on: they came
    /// before the change did, with a parcel or under a database that was put back.
    pub(crate) fn know_lying(&mut self, field: &FieldKey, value: Option<&str>) -> Result<()> {
        let Some(blob) = value.and_then(|it| field.names_blob(it)).filter(|it| self.lies(it)) else { return Ok(()) };
        self.run(
            "INSERT OR IGNORE INTO blob (sha256, size, ending) VALUES (?1, ?2, ?3)",
            params![blob.sha256.as_str(), blob.size.cast_signed(), blob.ending],
        )?;
        self.bytes_changed(blob.sha256.as_str())
    }

    /// Bytes that were missed until now make an answer supported, without any change.
    pub(super) fn bytes_changed(&mut self, sha256: &str) -> Result<()> {
        let mut statement = self.reader.connection.prepare_cached("SELECT subject FROM bukti WHERE sha256 = ?1")?;
        for row in statement.query_map([sha256], |row| row.get::<_, i64>(0))? {
            self.changed.insert(row?);
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// A blob whose bytes are in this registry.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn blob(&self, sha256: &BlobHash) -> Result<Option<BlobRef>> {
        Ok(self
            .connection
            .prepare_cached("SELECT size, ending FROM blob WHERE sha256 = ?1")?
            .query_row([sha256.as_str()], |row| {
                let size: i64 = row.get(0)?;
                Ok(BlobRef { sha256: sha256.clone(), size: size.unsigned_abs(), ending: row.get(1)? })
            })
            .optional()?)
    }

    /// Every blob whose bytes are in this registry.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn blobs(&self) -> Result<Vec<BlobRef>> {
        let mut statement = self.connection.prepare_cached("SELECT sha256, size, ending FROM blob ORDER BY sha256")?;
        let mut rows = statement.query([])?;
        let mut blobs = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            let size: i64 = row.get(1)?;
            if let Ok(sha256) = name.parse() {
                blobs.push(BlobRef { sha256, size: size.unsigned_abs(), ending: row.get(2)? });
            }
        }
        Ok(blobs)
    }

    /// Opens the bytes of a blob.
    ///
    /// # Errors
    /// The blob is not in this registry, or its file cannot be opened.
    pub fn open_blob(&self, sha256: &BlobHash) -> Result<File> {
        let blob = self.blob(sha256)?.ok_or_else(|| Error::BlobMissing(sha256.to_string()))?;
        let path = blob_path(self.folder, &blob);
        File::open(&path).map_err(Error::io("read", &path))
    }
}

/// What history says of stored bytes: what they are called by each change that names them.
const SAID: &str = "SELECT DISTINCT field, value FROM change
     WHERE value IS NOT NULL AND (field IN (?1, ?2) OR field GLOB ?3)";

impl Reader<'_> {
    /// Hashes of bytes whose row is not what history says of them.
    pub(crate) fn blob_faults(&self) -> Result<Vec<String>> {
        let said = self.said_blobs()?;
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("SELECT sha256, size, ending FROM blob")?;
        let mut rows = statement.query([])?;
        let mut known = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let (name, size, ending): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let blob = name.parse().ok().map(|sha256| BlobRef { sha256, size: size.unsigned_abs(), ending });
            // What lies there and nobody names came with an act that waits for another one.
            let fits = blob
                .as_ref()
                .is_some_and(|it| said.get(&it.sha256).is_some_and(|said| said.contains(it)) || self.lies(it));
            if !fits {
                faults.push(name);
            }
            known.extend(blob.map(|it| it.sha256));
        }
        let unknown = said.iter().filter(|it| !known.contains(it.0));
        faults.extend(unknown.filter(|it| self.lying(it.1).is_some()).map(|it| it.0.to_string()));
        Ok(faults)
    }

    /// Whether the registry or its history knows of a file among the stored bytes.
    pub(crate) fn knows_file(&self, path: &Path) -> Result<bool> {
        let name = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(sha256) = name.parse::<BlobHash>() else { return Ok(true) };
        Ok(self.blob(&sha256)?.is_some() || self.said_blobs()?.contains_key(&sha256))
    }

    /// Every blob that history names, by its hash.
    fn said_blobs(&self) -> Result<BTreeMap<BlobHash, Vec<BlobRef>>> {
        let mut said: BTreeMap<BlobHash, Vec<BlobRef>> = BTreeMap::new();
        let mut statement = self.connection.prepare(SAID)?;
        let fields = [FieldKey::Blob, FieldKey::Office(OfficeField::Logo), FieldKey::Template("*".to_owned())];
        let mut rows = statement.query(fields.map(|it| it.to_string()))?;
        while let Some(row) = rows.next()? {
            let (field, value): (String, String) = (row.get(0)?, row.get(1)?);
            if let Some(blob) = FieldKey::read(&field).names_blob(&value) {
                said.entry(blob.sha256.clone()).or_default().push(blob);
            }
        }
        Ok(said)
    }

    /// The one of several names that bytes lie under.
    fn lying<'b>(&self, said: &'b [BlobRef]) -> Option<&'b BlobRef> {
        said.iter().find(|it| self.lies(it))
    }

    fn lies(&self, blob: &BlobRef) -> bool {
        fs::metadata(blob_path(self.folder, blob)).is_ok_and(|it| it.len() == blob.size)
    }
}

impl Writer<'_> {
    /// Makes the rows of stored bytes anew from what history says of them. Bytes that are
    /// missing stay known, so that they are missed.
    pub(crate) fn show_blobs(&mut self, hashes: &[String]) -> Result<()> {
        if hashes.is_empty() {
            return Ok(());
        }
        let said = self.said_blobs()?;
        for name in hashes {
            self.run("DELETE FROM blob WHERE sha256 = ?1", [name])?;
            let names = name.parse::<BlobHash>().ok().and_then(|it| said.get(&it));
            if let Some(blob) = names.and_then(|it| self.lying(it).or(it.first())) {
                self.run(
                    "INSERT INTO blob (sha256, size, ending) VALUES (?1, ?2, ?3)",
                    params![name, blob.size.cast_signed(), blob.ending],
                )?;
                self.bytes_changed(name)?;
            }
        }
        Ok(())
    }
}

/// A file that disappears unless it was renamed away.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nobody else knows this name; a failure leaves a file for the health check.
        let _ = disk::remove(&self.0);
    }
}

/// Hex SHA-256 of some bytes; for the lock of the instrument packs.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
