//! The only SQL and the only hands on bukti bytes.
//!
//! A [`Store`] is one folder: `registry.sqlite3`, `blobs/ab/<sha256>.<ending>`,
//! `backups/`, `quarantine/`. Reading goes through a [`Reader`], writing through
//! a [`Writer`], which exists only inside [`Store::write`]: one transaction, one
//! act of history. Scoring, merge policy and formats are elsewhere.

mod assessment;
mod bukti;
mod core;
mod inovasi;
mod merge;

pub use crate::bukti::blobs::Put;
pub use crate::bukti::record::{BuktiRecord, LinkRecord};
pub use crate::core::check::Check;
pub use crate::core::error::Error;
pub use crate::core::open::{Open, Opened};
pub use crate::core::walk::{Moment, Reach};
pub use crate::inovasi::facts::InovasiFacts;
pub use crate::inovasi::record::{InovasiLine, InovasiRecord};
pub use crate::inovasi::search::{Found, SEARCH_CAP};
pub use crate::merge::act::HeadRecord;
pub use crate::merge::activity::ActLine;
pub use crate::merge::conflict::ConflictKey;
pub use crate::merge::undo::{ActRecord, HistoryRecord, Reverted, UndoState};
pub use crate::merge::union::{Merged, MergedField};

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::core::id::DeviceId;
use rusqlite::Connection;

/// Result of every call here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An open registry folder. One writer and one reader connection; a lock on the
/// folder keeps other programs from writing.
pub struct Store {
    folder: PathBuf,
    /// Closed before the writer: only the last connection to close brings the
    /// write-ahead log into the database file, and a reader cannot.
    reader: Mutex<Connection>,
    /// Made when somebody first walks over everything.
    walker: Mutex<Option<Connection>>,
    pending: Mutex<crate::core::walk::Pending>,
    read_only: bool,
    writer: Mutex<Option<Pen>>,
}

/// The writing connection with what it must remember between acts.
struct Pen {
    connection: Connection,
    device: DeviceId,
    /// Highest counter known; the next change takes the one above.
    counter: u64,
    /// Held as long as the store is open; released by the system at exit. Remembers
    /// the counter beside the database.
    lock: std::fs::File,
}

/// Reads. Everything one `Reader` reads belongs to the same moment.
pub struct Reader<'a> {
    connection: &'a Connection,
    folder: &'a Path,
}

/// Writes one act. Also a reader of what it has written so far.
pub struct Writer<'a> {
    reader: Reader<'a>,
    act: Act<'a>,
    device: DeviceId,
    /// Counter of the next change.
    next: u64,
    /// Row of the act, made with its first change.
    act_row: Option<i64>,
    n_change: u32,
    subject_rows: BTreeMap<String, i64>,
    /// Rows of the subjects this act touched: what must be settled before the end.
    touched: BTreeSet<i64>,
    /// Rows of all subjects that are shown differently since the act began.
    changed: BTreeSet<i64>,
}

/// Who acts, when, and doing what: the same for all changes of one act.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Name of the act, for example `choose_parameter`.
    pub op: &'a str,
    /// Milliseconds since 1970, for people.
    pub at: i64,
    pub person: &'a str,
}

impl<'a> std::ops::Deref for Writer<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

/// Whether a writing function wants its work kept.
pub enum Verdict<T> {
    Keep(T),
    /// A dry run: the same code ran, and nothing of it stays.
    Drop(T),
}

impl Store {
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads one moment of the registry.
    ///
    /// # Errors
    /// Whatever `read` returns, or the database cannot be read.
    pub fn read<T, E: From<Error>>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let moment = connection.transaction().map_err(Error::from)?;
        read(&Reader { connection: &moment, folder: &self.folder })
    }

    /// Writes one act in one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// Whatever `write` returns; the disk is full; the store was opened to read.
    pub fn write<T, E: From<Error>>(
        &self,
        act: Act<'_>,
        write: impl FnOnce(&mut Writer<'_>) -> Result<Verdict<T>, E>,
    ) -> Result<T, E> {
        let mut guard = self.pen();
        let pen = guard.as_mut().ok_or(Error::ReadOnly)?;
        let transaction =
            pen.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(Error::from)?;
        let mut writer = Writer {
            reader: Reader { connection: &transaction, folder: &self.folder },
            act,
            device: pen.device,
            next: pen.counter + 1,
            act_row: None,
            n_change: 0,
            subject_rows: BTreeMap::new(),
            touched: BTreeSet::new(),
            changed: BTreeSet::new(),
        };
        let verdict = write(&mut writer)?;
        writer.settle().map_err(E::from)?;
        writer.close_act().map_err(E::from)?;
        let highest = writer.next - 1;
        let changed = std::mem::take(&mut writer.changed);
        drop(writer);
        match verdict {
            Verdict::Keep(value) => {
                let serial = self.pending().announce(changed);
                transaction.commit().map_err(Error::from)?;
                self.pending().commit(serial);
                pen.counter = pen.counter.max(highest);
                crate::core::open::remember(&pen.lock, pen.counter);
                Ok(value)
            }
            Verdict::Drop(value) => {
                transaction.rollback().map_err(Error::from)?;
                Ok(value)
            }
        }
    }

    /// The device that this copy of the registry writes as.
    ///
    /// # Errors
    /// The store was opened to read.
    pub fn device(&self) -> Result<DeviceId> {
        self.pen().as_ref().map(|it| it.device).ok_or(Error::ReadOnly)
    }

    fn pen(&self) -> MutexGuard<'_, Option<Pen>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An id from a text column.
fn text_id<T>(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(at)?;
    text.parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}

/// Hex SHA-256 of some bytes; for the lock of the instrument packs.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(bytes))
}
