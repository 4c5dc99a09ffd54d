//! Opening to read, which writes nothing into the folder: on read-only media, in
//! somebody else's folder, on a full disk.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use disk::{EndingFolder, Goes};
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use crate::{
    Error, Result, Store,
    core::{
        backup,
        damage::{self, Depth, Mark, Soundness},
        format,
        lock::Lock,
        long_path::{for_sqlite, is_marked},
        open::{DATABASE, look_for, recover},
        restore::COMPANIONS,
    },
    inovasi::search_index,
};

/// The database that readers of a store read.
#[derive(Debug)]
pub(crate) struct ReadSource {
    path: PathBuf,
    /// Nobody can write it, so it is read without a lock and without a log.
    immutable: bool,
    /// Removed with the store, after its connections.
    _copy: Option<EndingFolder>,
}

impl ReadSource {
    /// The folder's own database, as it is.
    pub(crate) fn own(folder: &Path) -> Self {
        Self { path: folder.join(DATABASE), immutable: false, _copy: None }
    }

    /// A database that nobody writes to any more, wherever it lies; `copy` ends with it.
    pub(crate) fn apart(path: PathBuf, copy: Option<EndingFolder>) -> Self {
        Self { path, immutable: true, _copy: copy }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Another connection to it.
    pub(crate) fn connect(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = if self.immutable {
            Connection::open_with_flags(immutable(&for_sqlite(&self.path)), flags | OpenFlags::SQLITE_OPEN_URI)?
        } else {
            Connection::open_with_flags(for_sqlite(&self.path), flags)?
        };
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // 16 MB: the indexes of a large catalogue stay at hand, and a small laptop has it.
        connection.pragma_update(None, "cache_size", -16_000)?;
        keep_plans(&connection, 64)?;
        // Reads for the first time: here it shows whether reading is possible.
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    }

    /// Finds a way to read that writes nothing here.
    fn find(folder: &Path, temporary: &[PathBuf]) -> Result<(Self, Connection)> {
        let own = Self::own(folder);
        let refused = match own.connect() {
            Ok(connection) => return Ok((own, connection)),
            Err(error) if error.is_damage() || is_busy(&error) => return Err(error),
            Err(error) => error,
        };
        // What a crash has left is brought in where that is possible, by whoever has the lock.
        if is_hot(&refused)
            && Lock::take(folder).is_ok_and(|_held| recover(&own.path).is_ok())
            && let Ok(connection) = own.connect()
        {
            return Ok((own, connection));
        }
        let logged = COMPANIONS.iter().any(|it| {
            *it != "-shm" && fs::metadata(folder.join(format!("{DATABASE}{it}"))).is_ok_and(|it| it.len() > 0)
        });
        let source = if logged {
            let copy = copied(folder, temporary)?;
            recover(&copy.path().join(DATABASE))?;
            Self { path: copy.path().join(DATABASE), immutable: false, _copy: Some(copy) }
        } else {
            Self { immutable: true, ..own }
        };
        let connection = source.connect()?;
        Ok((source, connection))
    }

    /// A copy of an older format, brought to today's.
    fn migrated(from: &Connection, folder: &Path, temporary: &[PathBuf]) -> Result<(Self, Connection)> {
        let copy = private_copy(temporary)?;
        let path = copy.path().join(DATABASE);
        backup::vacuum_into(from, &path)?;
        let mut own = Connection::open(for_sqlite(&path))?;
        format::migrate(&mut own)?;
        search_index::bring_up(&mut own, folder)?;
        drop(own);
        let source = Self { path, immutable: false, _copy: Some(copy) };
        let connection = source.connect()?;
        Ok((source, connection))
    }
}

impl Store {
    /// Opens a registry to read only; another program may be writing. Nothing is
    /// written into the folder, which may be read-only, full or somebody else's.
    /// What cannot be read in place (an older format; a log on a read-only disk) is
    /// read from a copy, which ends with the store, in the first of some places of this
    /// account's own that can be written.
    ///
    /// One of a newer format is read as far as it still has all that this program knows.
    ///
    /// # Errors
    /// There is none, it may not be read, it is of a newer format that lacks what this
    /// program reads, not ours, or damaged (then nothing is moved; opening to write does
    /// that).
    pub fn open_to_read(folder: &Path, temporary: &[PathBuf]) -> Result<Store> {
        look_for(folder)?;
        let damaged = || Error::Damaged { kept: folder.join(DATABASE) };
        if Mark::of(folder).is_some() {
            return Err(damaged());
        }
        if format::newer_in_head(&folder.join(DATABASE)).is_some() {
            return Self::open_newer(folder, temporary);
        }
        let (source, reader) =
            ReadSource::find(folder, temporary).map_err(|it| if it.is_damage() { damaged() } else { it })?;
        // A log knew better than the head of the file.
        if format::refuse_newer_inside(&reader, folder).is_err() {
            drop((reader, source));
            return Self::open_newer(folder, temporary);
        }
        if let Soundness::Damaged(_) = damage::look_at(|| damage::judge(&reader, Depth::Start))? {
            return Err(damaged());
        }
        format::check_format(&reader, folder)?;
        let (source, reader) = if format::user_version(&reader)? < format::known_version() {
            ReadSource::migrated(&reader, folder, temporary)?
        } else {
            (source, reader)
        };
        Ok(Self::only_read(folder, source, reader))
    }

    /// A registry that a newer program wrote, from a copy of this account's own: where it
    /// lies not even the files appear that SQLite lays beside what it reads. Names that are
    /// known are read, whatever stands beside them; what is meant otherwise by now is told
    /// by whoever meets it ([`Error::NewerPart`]).
    fn open_newer(folder: &Path, temporary: &[PathBuf]) -> Result<Store> {
        let copy = still_copy(folder, temporary)?;
        let path = copy.path().join(DATABASE);
        recover(&path)?;
        let mut own = Connection::open(for_sqlite(&path))?;
        let newer = (format::user_version(&own)?, format::known_version());
        // Whether it is damaged, only a program can tell that knows its format.
        match damage::look_at(|| damage::judge(&own, Depth::Start))? {
            Soundness::Sound => {}
            Soundness::Words => search_index::forget(&own)?,
            Soundness::Damaged(_) => return Err(Error::Newer { found: newer.0, known: newer.1 }),
        }
        // Words as this program looks for them; without them it finds less.
        let _ = search_index::bring_up(&mut own, folder);
        drop(own);
        let source = ReadSource { path, immutable: false, _copy: Some(copy) };
        let reader = source.connect()?;
        Ok(Store { apart: true, newer: Some(newer), ..Self::only_read(folder, source, reader) })
    }

    fn only_read(folder: &Path, source: ReadSource, reader: Connection) -> Store {
        Store {
            folder: folder.to_owned(),
            reader: Mutex::new(reader),
            walker: Mutex::default(),
            pending: Mutex::default(),
            texts: Mutex::default(),
            read_only: true,
            apart: false,
            newer: None,
            writer: Mutex::new(None),
            unsound_bytes: Mutex::default(),
            unsound: OnceLock::new(),
            source,
        }
    }
}

/// How often a copy is begun anew when somebody writes meanwhile.
const COPIES: usize = 5;

/// A copy of the database with what a crash has left beside it, of one moment: a newer
/// program may be at work, and its lock is not ours to ask for.
fn still_copy(folder: &Path, temporary: &[PathBuf]) -> Result<EndingFolder> {
    for _ in 0..COPIES {
        let before = looks(folder);
        let copy = copied(folder, temporary)?;
        if looks(folder) == before {
            return Ok(copy);
        }
    }
    Err(Error::Locked(folder.to_owned()))
}

/// Bytes and age of the database and of what holds parts of it.
fn looks(folder: &Path) -> Vec<Option<(u64, Option<std::time::SystemTime>)>> {
    let look = |ending: &&str| {
        let found = fs::metadata(folder.join(format!("{DATABASE}{ending}"))).ok()?;
        Some((found.len(), found.modified().ok()))
    };
    PARTS.iter().map(look).collect()
}

/// What a registry's database consists of: a crash leaves the other two.
const PARTS: [&str; 3] = ["", "-journal", "-wal"];

/// A private copy of the database with what a crash has left beside it.
fn copied(folder: &Path, temporary: &[PathBuf]) -> Result<EndingFolder> {
    let copy = private_copy(temporary)?;
    for ending in PARTS {
        let from = folder.join(format!("{DATABASE}{ending}"));
        if from.try_exists().unwrap_or(false) {
            let to = copy.path().join(format!("{DATABASE}{ending}"));
            disk::copy_private(&from, &to).map_err(Error::io("copy", &to))?;
        }
    }
    Ok(copy)
}

/// A folder for a copy, in the first of some places that can be written.
///
/// # Errors
/// None of them can.
pub fn private_copy(temporary: &[PathBuf]) -> Result<EndingFolder> {
    let mut refused = Error::Missing(PathBuf::new());
    for place in temporary {
        match EndingFolder::make(place, Goes::Everything) {
            Ok(made) => return Ok(made),
            Err(error) => refused = Error::io("create", place)(error),
        }
    }
    Err(refused)
}

fn code(error: &Error) -> Option<ErrorCode> {
    let Error::Sql(error) = error else { return None };
    error.sqlite_error_code()
}

fn is_busy(error: &Error) -> bool {
    matches!(code(error), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Whether a journal has to be rolled back before anything can be read.
fn is_hot(error: &Error) -> bool {
    matches!(code(error), Some(ErrorCode::ReadOnly))
}

/// The address under which SQLite takes a file for one that nobody can change.
fn immutable(path: &Path) -> String {
    let mut text = String::from("file:");
    let plain = path.to_string_lossy();
    // What Windows is told to take as it stands has its own strokes.
    let as_it_stands = is_marked(&plain);
    let plain = if cfg!(windows) && !as_it_stands { plain.replace('\\', "/") } else { plain.into_owned() };
    // `C:/…` and `//server/…` are absolute too, and an address has two strokes before.
    if as_it_stands {
        // No address of a place: a name.
    } else if plain.starts_with('/') {
        text.push_str("//");
    } else if path.is_absolute() {
        text.push_str("///");
    }
    for byte in plain.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b':' | b'.' | b'-' | b'_' => text.push(char::from(byte)),
            other => text.push_str(&format!("%{other:02x}")),
        }
    }
    text.push_str("?immutable=1");
    text
}

/// Keeps statements prepared. Their plans stay whatever is bound: otherwise one with
/// `LIMIT ?` is parsed and planned anew at every turn.
pub(crate) fn keep_plans(connection: &Connection, n: usize) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(n);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        for (path, address) in [
            ("/srv/registri", "file:///srv/registri?immutable=1"),
            ("ada spasi/é?#%", "file:ada%20spasi/%c3%a9%3f%23%25?immutable=1"),
            (r"\\?\C:\r é", "file:%5c%5c%3f%5cC:%5cr%20%c3%a9?immutable=1"),
        ] {
            assert_eq!(immutable(Path::new(path)), address);
        }
    }

    #[test]
    fn no_statement_is_planned_anew_for_what_is_bound() {
        let connection = Connection::open_in_memory().unwrap();
        keep_plans(&connection, 8).unwrap();
        connection.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)").unwrap();
        let mut statement = connection.prepare("SELECT a FROM t ORDER BY a LIMIT ?1").unwrap();
        for n in 0..3_i64 {
            let rows = statement.query_map([n], |row| row.get::<_, i64>(0)).unwrap();
            assert_eq!(rows.count() as i64, n);
        }
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
