//! An open registry: who reads, who writes, and what one act is.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use domain::{core::id::DeviceId, merge::chain::ActHash};
use rusqlite::Connection;

use crate::{
    Error, Failure, Result,
    bukti::{soundness::Unsound, text::Texts},
    core::{damage, lock::Lock, reading::ReadSource, walk::Pending},
    inovasi::words_ahead::WordsAhead,
    merge::{branch::Regrowing, chain::ActHasher, hollow::HollowDevices},
};

/// An open registry folder. One writer and one reader connection; a lock on the
/// folder keeps other programs from writing.
pub struct Store {
    pub(crate) folder: PathBuf,
    /// Closed before the writer: only the last connection to close brings the
    /// write-ahead log into the database file, and a reader cannot.
    pub(crate) reader: Mutex<Connection>,
    /// Made when somebody first walks over everything.
    pub(crate) walker: Mutex<Option<Connection>>,
    pub(crate) pending: Mutex<Pending>,
    /// What was made of the texts of files.
    pub(crate) texts: Mutex<Texts>,
    /// Which stored bytes are missing or not the right ones.
    pub(crate) unsound_bytes: Mutex<Unsound>,
    pub(crate) read_only: bool,
    /// Whether the database is not the folder's own: what is wrong with it is not marked there.
    pub(crate) apart: bool,
    /// The format of the database and the newest that is known, where it is newer.
    pub(crate) newer: Option<(i64, i64)>,
    pub(crate) writer: Mutex<Option<Hand>>,
    /// Damage that was met since the store was opened, in SQLite's words.
    pub(crate) unsound: OnceLock<String>,
    /// What readers read. Last: connections are closed before a private copy goes.
    pub(crate) source: ReadSource,
}

/// The writing connection with what it must remember between acts.
pub(crate) struct Hand {
    pub(crate) connection: Connection,
    pub(crate) device: DeviceId,
    /// Highest counter known; the next change takes the one above.
    pub(crate) counter: u64,
    /// The last act that was written here, and under which name.
    pub(crate) last: Option<(DeviceId, ActHash)>,
    /// Held as long as the store is open. Remembers the counter beside the database.
    pub(crate) lock: Lock,
}

/// Reads. Everything one `Reader` reads belongs to the same moment.
pub struct Reader<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) folder: &'a Path,
    pub(crate) texts: &'a Mutex<Texts>,
    pub(crate) unsound: &'a Mutex<Unsound>,
    /// Texts read from this number on may yet be undone: they are not kept.
    pub(crate) unsettled: i64,
}

/// Writes one act. Also a reader of what it has written so far.
pub struct Writer<'a> {
    pub(crate) reader: Reader<'a>,
    pub(crate) act: NewAct<'a>,
    pub(crate) device: DeviceId,
    /// Counter of the next change.
    pub(crate) next: u64,
    /// Row of the act, made with its first change.
    pub(crate) act_row: Option<i64>,
    /// What its changes are hashed with.
    pub(crate) hasher: Option<ActHasher>,
    pub(crate) n_change: u32,
    pub(crate) subject_rows: BTreeMap<String, i64>,
    /// Rows of the subjects this act touched: what must be settled before the end.
    pub(crate) touched: BTreeSet<i64>,
    /// Rows of the inovasi that this act made, which lack when they were touched.
    pub(crate) fresh: Vec<i64>,
    /// Rows of all subjects that are shown differently since the act began.
    pub(crate) changed: BTreeSet<i64>,
    /// Devices of which acts are lost that others stand behind, once somebody has asked.
    pub(crate) hollow_devices: Option<HollowDevices>,
    pub(crate) regrowing: Regrowing,
    /// Words that another core works out.
    pub(crate) ahead: WordsAhead,
}

/// When, doing what, and who: the same for all changes of one act. Whoever works on the
/// copy is named by a setting, read in the same transaction.
#[derive(Clone, Debug)]
pub struct NewAct<'a> {
    /// Name of the act, for example `choose_parameter`.
    pub op: &'a str,
    /// Milliseconds since 1970, for people.
    pub at: i64,
    /// Who acts where that setting names nobody. An act that neither names is refused
    /// with its first change.
    pub account: &'a str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(
        connection: &'a Connection,
        folder: &'a Path,
        texts: &'a Mutex<Texts>,
        unsound: &'a Mutex<Unsound>,
    ) -> Self {
        Self { connection, folder, texts, unsound, unsettled: i64::MAX }
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(reader: Reader<'a>, act: NewAct<'a>, device: DeviceId, next: u64) -> Self {
        Self {
            reader,
            act,
            device,
            next,
            act_row: None,
            hasher: None,
            n_change: 0,
            subject_rows: BTreeMap::new(),
            touched: BTreeSet::new(),
            fresh: Vec::new(),
            changed: BTreeSet::new(),
            hollow_devices: None,
            regrowing: Regrowing::new(),
            ahead: WordsAhead::default(),
        }
    }
}

impl<'a> std::ops::Deref for Writer<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

/// Whether a writing function wants its work kept.
pub enum Ending<T> {
    /// All of it becomes one act of history.
    Keep(T),
    /// A dry run: the same code ran, and nothing of it stays.
    Drop(T),
}

impl Store {
    /// Whether this store only reads: one beside an open window, or a backup.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The format of this registry and the newest one that is known, where a newer program
    /// wrote it: it can be looked at, as far as it can be read.
    pub fn newer(&self) -> Option<(i64, i64)> {
        self.newer
    }

    /// The folder that holds all of this registry.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads one moment of the registry.
    ///
    /// # Errors
    /// Whatever `read` returns, or the database cannot be read.
    pub fn read<T, E: Failure>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        self.noting(|| {
            let mut connection = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let moment = connection.transaction().map_err(Error::from)?;
            read(&self.reader_over(&moment))
        })
    }

    /// Does something with the database. Damage that it meets is remembered: the next
    /// start looks closely, and nothing more is written until then. What cannot be read of a
    /// newer format is no damage.
    pub(crate) fn noting<T, E: Failure>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let done = work();
        match (&done, self.newer) {
            (Err(error), Some((found, known))) if error.is_damage() => Err(Error::NewerPart { found, known }.into()),
            (Err(error), None) if error.is_damage() => {
                self.note(&error.detail());
                done
            }
            _ => done,
        }
    }

    /// Remembers damage, once.
    pub(crate) fn note(&self, what: &str) {
        if self.unsound.set(what.to_owned()).is_ok() && !self.apart {
            damage::remember(&self.folder, what);
        }
    }

    /// Writes one act in one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// Whatever `write` returns; the disk is full; the store was opened to read; or
    /// damage was met since it was opened.
    pub fn write<T, E: Failure>(
        &self,
        act: NewAct<'_>,
        write: impl FnOnce(&mut Writer<'_>) -> Result<Ending<T>, E>,
    ) -> Result<T, E> {
        if let Some(what) = self.unsound.get() {
            return Err(Error::Unsound(what.clone()).into());
        }
        self.noting(|| self.write_sound(act, write))
    }

    fn write_sound<T, E: Failure>(
        &self,
        act: NewAct<'_>,
        write: impl FnOnce(&mut Writer<'_>) -> Result<Ending<T>, E>,
    ) -> Result<T, E> {
        let mut guard = self.hand();
        let pen = guard.as_mut().ok_or(Error::ReadOnly)?;
        let transaction =
            pen.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(Error::from)?;
        let reader = self.reader_over(&transaction);
        let mut writer = Writer::new(reader, act, pen.device, pen.counter + 1);
        let ending = write(&mut writer)?;
        writer.settle().map_err(E::from)?;
        let last = writer.close_act().map_err(E::from)?;
        let highest = writer.next - 1;
        let device = writer.device;
        let changed = std::mem::take(&mut writer.changed);
        drop(writer);
        match ending {
            Ending::Keep(value) => {
                let serial = self.pending().announce(changed);
                transaction.commit().map_err(Error::from)?;
                self.pending().commit(serial);
                pen.device = device;
                // Also what was seen in a parcel is remembered, but only what is new.
                if highest > pen.counter {
                    pen.counter = highest;
                    pen.last = last.or(pen.last);
                    pen.lock.remember(highest, pen.last);
                }
                Ok(value)
            }
            Ending::Drop(value) => {
                transaction.rollback().map_err(Error::from)?;
                Ok(value)
            }
        }
    }

    pub(crate) fn reader_over<'a>(&'a self, connection: &'a Connection) -> Reader<'a> {
        Reader::new(connection, &self.folder, &self.texts, &self.unsound_bytes)
    }

    /// The device that this copy of the registry writes as.
    ///
    /// # Errors
    /// The store was opened to read.
    pub fn device(&self) -> Result<DeviceId> {
        self.hand().as_ref().map(|it| it.device).ok_or(Error::ReadOnly)
    }

    pub(crate) fn hand(&self) -> MutexGuard<'_, Option<Hand>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
