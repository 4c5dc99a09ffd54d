//! Whether stored bytes are what their rows say. Existence and size are looked at
//! once when first asked, and again where somebody looks closely; that bytes of the
//! right size are not the right ones shows when they are read, and is remembered.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::{MutexGuard, PoisonError},
};

use domain::{
    bukti::{BlobHash, BlobRef},
    core::id::Subject,
};
use rusqlite::OptionalExtension;

use crate::{
    Reader, Result, Store,
    bukti::blobs::{blob_path, hash_file},
    core::setting,
};

/// Where a copy remembers which bytes have been read and were not the right ones.
const SETTING: &str = "unsound";

/// What is amiss with stored bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BytesFault {
    /// No file holds them, or it cannot be read.
    Missing,
    /// The file holds others.
    Damaged,
}

/// What is known to be amiss, of all bytes that rows speak of.
#[derive(Debug, Default)]
pub(crate) struct Unsound {
    /// Whether all have been looked at since this registry was opened.
    looked: bool,
    /// By what the folder shows.
    seen: BTreeMap<BlobHash, BytesFault>,
    /// By their hash: read, and not the right ones.
    read: BTreeSet<BlobHash>,
    /// Rows of the bukti that are shown differently since the last walk.
    stale: BTreeSet<i64>,
    /// Counts what became known.
    serial: i64,
}

impl Unsound {
    fn fault(&self, sha256: &BlobHash) -> Option<BytesFault> {
        let read = || self.read.contains(sha256).then_some(BytesFault::Damaged);
        self.seen.get(sha256).copied().or_else(read)
    }

    /// Rows of bukti to show anew, and a number that moves with what is known.
    pub(crate) fn take_stale(&mut self) -> (BTreeSet<i64>, i64) {
        (std::mem::take(&mut self.stale), self.serial)
    }
}

/// By what the folder shows, without reading.
fn look_at(folder: &Path, blob: &BlobRef) -> Option<BytesFault> {
    match fs::metadata(blob_path(folder, blob)) {
        Ok(found) if found.is_file() && found.len() == blob.size => None,
        Ok(_) => Some(BytesFault::Damaged),
        Err(_) => Some(BytesFault::Missing),
    }
}

impl Reader<'_> {
    /// What is known to be amiss with bytes that a row speaks of.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bytes_fault(&self, sha256: &BlobHash) -> Result<Option<BytesFault>> {
        self.look_once()?;
        Ok(self.unsound().fault(sha256))
    }

    /// Looks at every stored file: is it there, and of its size. Answers all that is
    /// known to be amiss, with what is known of it by hash.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn look_at_bytes(&self) -> Result<Vec<(BlobRef, BytesFault)>> {
        let blobs = self.blobs()?;
        self.note_seen(blobs.iter().map(|it| (&it.sha256, look_at(self.folder, it))))?;
        let mut unsound = self.unsound();
        unsound.looked = true;
        Ok(blobs.into_iter().filter_map(|it| unsound.fault(&it.sha256).map(|fault| (it, fault))).collect())
    }

    /// Looks at the files of one subject: few, so every redraw may.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn look_at_bytes_of(&self, subject: Subject) -> Result<()> {
        self.look_once()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT b.sha256 FROM bukti_link l JOIN subject s ON s.id = l.subject
             JOIN bukti b ON b.subject = l.bukti WHERE s.key = ?1 AND b.sha256 IS NOT NULL",
        )?;
        let hashes = statement.query_map([subject.to_string()], |row| row.get::<_, String>(0))?;
        let mut seen = Vec::new();
        for it in hashes {
            let blob = it?.parse().ok().map(|sha256| self.blob(&sha256)).transpose()?.flatten();
            seen.extend(blob.map(|it| (look_at(self.folder, &it), it.sha256)));
        }
        self.note_seen(seen.iter().map(|(fault, sha256)| (sha256, *fault)))
    }

    /// Looks at one file, which somebody is about to read.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn look_at_bytes_named(&self, sha256: &BlobHash) -> Result<Option<BytesFault>> {
        self.look_once()?;
        let Some(blob) = self.blob(sha256)? else { return Ok(Some(BytesFault::Missing)) };
        self.note_seen([(sha256, look_at(self.folder, &blob))].into_iter())?;
        Ok(self.unsound().fault(sha256))
    }

    /// Bytes were read: they are the right ones, or not.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn note_read(&self, sha256: &BlobHash, sound: bool) -> Result<()> {
        self.note(sha256, |unsound| match sound {
            true => unsound.seen.remove(sha256).is_some() | unsound.read.remove(sha256),
            false => unsound.read.insert(sha256.clone()),
        })
    }

    fn note_seen<'a>(&self, seen: impl Iterator<Item = (&'a BlobHash, Option<BytesFault>)>) -> Result<()> {
        for (sha256, fault) in seen {
            self.note(sha256, |unsound| match fault {
                Some(fault) => unsound.seen.insert(sha256.clone(), fault) != Some(fault),
                None => unsound.seen.remove(sha256).is_some(),
            })?;
        }
        Ok(())
    }

    /// What changes what is known makes the bukti with these bytes stale.
    fn note(&self, sha256: &BlobHash, change: impl FnOnce(&mut Unsound) -> bool) -> Result<()> {
        let mut unsound = self.unsound();
        if change(&mut unsound) {
            unsound.serial += 1;
            let mut statement = self.connection.prepare_cached("SELECT subject FROM bukti WHERE sha256 = ?1")?;
            for row in statement.query_map([sha256.as_str()], |row| row.get::<_, i64>(0))? {
                unsound.stale.insert(row?);
            }
        }
        Ok(())
    }

    /// The first look at everything, with what an earlier run has read.
    pub(crate) fn look_once(&self) -> Result<()> {
        if self.unsound().looked {
            return Ok(());
        }
        for sha256 in self.setting(SETTING)?.unwrap_or_default().split(' ').filter_map(|it| it.parse().ok()) {
            self.note_read(&sha256, false)?;
        }
        self.look_at_bytes().map(drop)
    }

    /// Whether bytes that rows name by this text are here, and whether they are known
    /// to be damaged. Everything has been looked at once.
    pub(crate) fn judge_bytes(&self, sha256: &str, present: bool) -> (bool, bool) {
        let unsound = self.unsound();
        if unsound.seen.is_empty() && unsound.read.is_empty() {
            return (present, false);
        }
        let fault = sha256.parse().ok().filter(|_| present).and_then(|it| unsound.fault(&it));
        (present && fault.is_none(), fault == Some(BytesFault::Damaged))
    }

    fn unsound(&self) -> MutexGuard<'_, Unsound> {
        self.unsound.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Names of the files that have these bytes, each with the subjects it supports.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bukti_of_bytes(&self, sha256: &BlobHash) -> Result<Vec<(String, Vec<Subject>)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT subject, nama_berkas FROM bukti WHERE sha256 = ?1 AND removed = 0 ORDER BY id")?;
        let mut links = self.connection.prepare_cached(
            "SELECT DISTINCT s.key FROM bukti_link l JOIN subject s ON s.id = l.subject WHERE l.bukti = ?1",
        )?;
        let rows = statement.query_map([sha256.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let mut all = Vec::new();
        for row in rows {
            let (row, nama_berkas) = row?;
            let keys = links.query_map([row], |row| row.get::<_, String>(0))?;
            let keys = keys.collect::<rusqlite::Result<Vec<_>>>()?;
            all.push((nama_berkas, keys.iter().filter_map(|it| it.parse().ok()).collect()));
        }
        Ok(all)
    }

    /// Names of the snapshots that these bytes hold.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn snapshots_of_bytes(&self, sha256: &BlobHash) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT nama FROM snapshot WHERE sha256 = ?1 AND removed = 0 ORDER BY id")?;
        let rows = statement.query_map([sha256.as_str()], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Bytes that a bukti, a snapshot or the paper of the office names and no row of this
    /// copy knows: they have not arrived.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bytes_not_arrived(&self) -> Result<Vec<BlobRef>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT b.sha256, b.size, b.ending FROM (
               SELECT sha256, size, ending, removed FROM bukti UNION ALL SELECT sha256, size, ending, removed FROM snapshot
             ) b WHERE b.removed = 0 AND b.sha256 IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = b.sha256) ORDER BY b.sha256",
        )?;
        let rows = statement.query_map([], |row| {
            let (sha256, size): (String, i64) = (row.get(0)?, row.get(1)?);
            Ok((sha256, size.unsigned_abs(), row.get(2)?))
        })?;
        let mut all = Vec::new();
        for row in rows {
            let (sha256, size, ending) = row?;
            all.extend(sha256.parse().ok().map(|sha256| BlobRef { sha256, size, ending }));
        }
        for (_, blob) in self.bytes_of_office()? {
            if !self.knows_bytes(&blob.sha256)? && !all.iter().any(|it| it.sha256 == blob.sha256) {
                all.push(blob);
            }
        }
        Ok(all)
    }

    /// Whether the row of these bytes is known here.
    pub(crate) fn knows_bytes(&self, sha256: &BlobHash) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM blob WHERE sha256 = ?1")?
            .query_row([sha256.as_str()], |_| Ok(()))
            .optional()?
            .is_some())
    }
}

impl Store {
    /// Reads all stored bytes, or those that are named, and notes which are not the
    /// right ones. `watch` is told the bytes read so far and may return false to stop
    /// early; what was not read stays as it was known.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn read_bytes(
        &self,
        only: Option<&BTreeSet<BlobHash>>,
        watch: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Vec<(BlobRef, BytesFault)>> {
        let mut blobs = self.read::<_, crate::Error>(|reader| {
            reader.look_at_bytes()?;
            reader.blobs()
        })?;
        blobs.retain(|it| only.is_none_or(|only| only.contains(&it.sha256)));
        let mut done = 0;
        let mut faults = Vec::new();
        for blob in blobs {
            let fault = match look_at(self.folder(), &blob) {
                Some(fault) => Some(fault),
                None => match hash_file(&self.blob_path(&blob), &mut |n| watch(done + n)) {
                    Ok(Some(found)) if found == blob.sha256 => None,
                    Ok(None) => break,
                    // A disk that cannot give them back has damaged them.
                    Ok(_) | Err(_) => Some(BytesFault::Damaged),
                },
            };
            self.read::<_, crate::Error>(|reader| match fault {
                Some(BytesFault::Missing) => Ok(()),
                it => reader.note_read(&blob.sha256, it.is_none()),
            })?;
            done += blob.size;
            faults.extend(fault.map(|it| (blob, it)));
            if !watch(done) {
                break;
            }
        }
        self.remember_read()?;
        Ok(faults)
    }

    /// Writes down which bytes were read and are not the right ones: the next run
    /// need not read everything to know it. A copy that is only read remembers nothing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(crate) fn remember_read(&self) -> Result<()> {
        let text = {
            let unsound = self.unsound_bytes.lock().unwrap_or_else(PoisonError::into_inner);
            unsound.read.iter().map(BlobHash::as_str).collect::<Vec<_>>().join(" ")
        };
        match self.hand().as_ref() {
            Some(hand) if setting::read(&hand.connection, SETTING)?.unwrap_or_default() != text => {
                setting::write(&hand.connection, SETTING, &text)
            }
            _ => Ok(()),
        }
    }
}
