//! Opening and making a registry folder: the lock, the format, the pragmas, and
//! what happens when the database is damaged.

use std::{
    fs::{self, File, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex},
};

use domain::core::id::DeviceId;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use crate::{
    Error, Result, Store,
    core::store::Hand,
    core::{backup, setting},
    inovasi::search_index,
};

pub(crate) const DATABASE: &str = "registry.sqlite3";
const LOCK: &str = "registry.lock";

/// "PRKS": tells a registry from any other SQLite file.
const APPLICATION_ID: i32 = 0x5052_4B53;

/// Above this size in bytes the quick check at opening would be felt; the health
/// check does it instead.
const QUICK_CHECK_LIMIT: u64 = 64 << 20;

pub(crate) static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(SCRIPTS.iter().map(|it| M::up(it)).collect()));

/// In order; each is frozen once it has shipped.
const SCRIPTS: [&str; 5] = [
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_registry.sql"),
    include_str!("../../migrations/0003_assessment.sql"),
    include_str!("../../migrations/0004_activity.sql"),
    include_str!("../../migrations/0006_bukti_kind.sql"),
];

/// What opening for writing needs from outside: this crate has no clock, no
/// randomness, and does not know the machine.
#[derive(Debug, Clone)]
pub struct Open {
    /// A device id never used before; taken when this copy has none, or was copied
    /// or moved from elsewhere.
    pub fresh_device: DeviceId,
    /// What identifies this place: machine and folder. Two places never write as
    /// the same device.
    pub place: String,
    /// Time stamp for names of quarantined files and backups, for example
    /// `20261122-234501`.
    pub stamp: String,
}

/// An open store and what happened on the way.
pub struct Opened {
    /// Open to read and write, and locked against other programs.
    pub store: Store,
    /// The damaged database that was set aside, when a backup took its place.
    pub restored_from: Option<(PathBuf, PathBuf)>,
}

impl Store {
    /// Makes a registry in a folder that holds none.
    ///
    /// # Errors
    /// There is one already, it is in use, or the folder cannot be written.
    pub fn create(folder: &Path, open: &Open) -> Result<Store> {
        fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
        let lock = lock(folder)?;
        let database = folder.join(DATABASE);
        if database.exists() {
            // One that was begun when the disk had no room for its first act is taken up.
            let empty = is_empty(&database).unwrap_or(false);
            return if empty { Self::finish(folder, open, lock) } else { Err(Error::Exists(folder.to_owned())) };
        }
        // Made whole under another name: a crash half-way leaves no half registry.
        let partial = folder.join(format!("{DATABASE}.sebagian"));
        if partial.exists() {
            fs::remove_file(&partial).map_err(Error::io("remove", &partial))?;
        }
        let mut connection = Connection::open(&partial)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        migrate(&mut connection)?;
        connection.close().map_err(|(_, error)| Error::from(error))?;
        fs::rename(&partial, &database).map_err(Error::io("rename", &database))?;
        crate::bukti::blobs::sync_folder(folder);
        Self::finish(folder, open, lock)
    }

    /// Opens a registry to read and write.
    ///
    /// A damaged database is moved to `quarantine/`, never deleted; the newest
    /// sound backup takes its place, if there is one.
    ///
    /// # Errors
    /// There is none, it is in use, of a newer format, not ours, or damaged
    /// without a backup.
    pub fn open(folder: &Path, open: &Open) -> Result<Opened> {
        let database = folder.join(DATABASE);
        if !database.exists() {
            return Err(Error::Missing(folder.to_owned()));
        }
        let lock = lock(folder)?;
        let mut restored_from = None;
        if is_damaged(&database)? {
            let kept = quarantine(folder, &open.stamp)?;
            let Some(backup) = backup::newest_sound(folder)? else {
                return Err(Error::Damaged { kept });
            };
            fs::copy(&backup, &database).map_err(Error::io("restore", &database))?;
            restored_from = Some((kept, backup));
        }
        let mut connection = Connection::open(&database)?;
        check_format(&connection, folder)?;
        if user_version(&connection)? < known_version() {
            backup::make(&connection, folder, &open.stamp)?;
        }
        migrate(&mut connection)?;
        drop(connection);
        // A restored copy must not write under the stamps its lost changes had.
        let place = match &restored_from {
            Some(_) => Open { place: format!("{} restored {}", open.place, open.stamp), ..open.clone() },
            None => open.clone(),
        };
        let store = Self::finish(folder, &place, lock)?;
        // What is not looked at today is unknown, and asked again: no reason not to open.
        let _ = store.look_at_blobs();
        Ok(Opened { store, restored_from })
    }

    /// Opens a registry to read only; another program may be writing.
    ///
    /// # Errors
    /// There is none, it is of a newer format, not ours, or damaged (then nothing
    /// is moved; opening to write does that).
    pub fn open_to_read(folder: &Path) -> Result<Store> {
        let database = folder.join(DATABASE);
        if !database.exists() {
            return Err(Error::Missing(folder.to_owned()));
        }
        if is_damaged(&database)? {
            return Err(Error::Damaged { kept: database });
        }
        let reader = reader(&database)?;
        check_format(&reader, folder)?;
        if user_version(&reader)? < known_version() {
            // An older file must be migrated first, which needs the lock.
            return Err(Error::Locked(folder.to_owned()));
        }
        Ok(Store {
            folder: folder.to_owned(),
            reader: Mutex::new(reader),
            walker: Mutex::default(),
            pending: Mutex::default(),
            texts: Mutex::default(),
            read_only: true,
            writer: Mutex::new(None),
        })
    }

    fn finish(folder: &Path, open: &Open, lock: File) -> Result<Store> {
        let database = folder.join(DATABASE);
        let mut connection = Connection::open(&database)?;
        pragmas(&connection)?;
        search_index::bring_up(&mut connection, folder)?;
        let known: Option<DeviceId> = setting::read(&connection, "device")?.and_then(|it| it.parse().ok());
        let counter: i64 =
            connection.query_row("SELECT coalesce(max(counter + n), 0) FROM act", [], |row| row.get(0))?;
        let counter = counter.cast_unsigned();
        // A folder that was put back from a stick has a lock file born anew; a database
        // alone that was put back is behind what the lock file remembers.
        let born = lock.metadata().and_then(|it| it.created()).ok();
        let place = format!("{} {born:?}", open.place);
        let behind = remembered(&lock).is_some_and(|it| it > 0 && it >= counter);
        let same_place = !behind && setting::read(&connection, "place")?.as_deref() == Some(&place);
        let device = known.filter(|_| same_place).unwrap_or(open.fresh_device);
        if known != Some(device) || !same_place {
            setting::write(&connection, "device", &device.to_string())?;
            setting::write(&connection, "place", &place)?;
        }
        let reader = reader(&database)?;
        Ok(Store {
            folder: folder.to_owned(),
            writer: Mutex::new(Some(Hand { connection, device, counter, lock })),
            reader: Mutex::new(reader),
            walker: Mutex::default(),
            pending: Mutex::default(),
            texts: Mutex::default(),
            read_only: false,
        })
    }
}

/// The highest counter this folder had given or seen, whatever the database says.
fn remembered(mut lock: &File) -> Option<u64> {
    let mut text = String::new();
    lock.rewind().and_then(|()| lock.read_to_string(&mut text)).ok()?;
    text.trim().parse().ok()
}

/// Writes that counter down. A failure only makes a folder that was put back harder
/// to recognise, so it stops nobody.
pub(crate) fn remember(mut lock: &File, counter: u64) {
    let _ = lock.rewind().and_then(|()| lock.write_all(format!("{counter:020}\n").as_bytes()));
}

/// Takes the folder's lock, or says that somebody has it.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(Error::io("open", &path))?;
    // A program that is just being started has the locks of the one that starts it
    // for a moment, so a lock is asked for more than once.
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::park_timeout(LOCK_PAUSE),
            Err(TryLockError::Error(source)) => return Err(Error::io("lock", &path)(source)),
        }
    }
    Err(Error::Locked(folder.to_owned()))
}

/// Together a quarter of a second: nobody waits for a registry that is in use.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: std::time::Duration = std::time::Duration::from_millis(25);

pub(crate) fn reader(database: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    // 16 MB: the indexes of a large catalogue stay at hand, and a small laptop has it.
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Each pragma with its reason:
/// * `journal_mode = WAL`: readers never wait for the writer;
/// * `synchronous = FULL`: people's only copy; a write costs milliseconds;
/// * `foreign_keys`, `cell_size_check`, `trusted_schema = OFF`: a hostile or
///   damaged file is noticed early;
/// * `temp_store = MEMORY`: no traces beside the registry.
fn pragmas(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<()> {
    MIGRATIONS.to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        other => Error::Sql(rusqlite::Error::ToSqlConversionFailure(Box::new(other))),
    })
}

/// The format this program writes.
pub(crate) fn known_version() -> i64 {
    i64::try_from(SCRIPTS.len()).unwrap_or(i64::MAX)
}

fn user_version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

fn check_format(connection: &Connection, folder: &Path) -> Result<()> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::Foreign(folder.to_owned()));
    }
    let found = user_version(connection)?;
    if found > known_version() {
        return Err(Error::Newer { found, known: known_version() });
    }
    Ok(())
}

/// Whether the database cannot be trusted. An empty file is damage too: a
/// registry is never empty once it has been made.
pub(crate) fn is_damaged(database: &Path) -> Result<bool> {
    let size = fs::metadata(database).map_err(Error::io("read", database))?.len();
    if size == 0 {
        return Ok(true);
    }
    let check = || -> rusqlite::Result<bool> {
        // Only to read: a damaged file is set aside as it was found.
        let connection =
            Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != APPLICATION_ID || size > QUICK_CHECK_LIMIT {
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            return Ok(false);
        }
        let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok(verdict != "ok")
    };
    match check().map_err(Error::from) {
        Err(error) if error.is_damage() => Ok(true),
        known => known,
    }
}

/// Whether this is a registry of this format in which nobody has done anything yet.
fn is_empty(database: &Path) -> Result<bool> {
    let reader = reader(database)?;
    check_format(&reader, database)?;
    Ok(user_version(&reader)? == known_version()
        && reader.query_row("SELECT NOT EXISTS (SELECT 1 FROM act)", [], |row| row.get(0))?)
}

/// Moves the database and its companions aside. Returns the folder they are in.
fn quarantine(folder: &Path, stamp: &str) -> Result<PathBuf> {
    let mut kept = folder.join("quarantine").join(stamp);
    let mut n = 1;
    while kept.exists() {
        n += 1;
        kept = folder.join("quarantine").join(format!("{stamp}-{n}"));
    }
    fs::create_dir_all(&kept).map_err(Error::io("create", &kept))?;
    for ending in ["", "-wal", "-shm"] {
        let from = folder.join(format!("{DATABASE}{ending}"));
        if from.exists() {
            let to = kept.join(format!("{DATABASE}{ending}"));
            fs::rename(&from, &to).map_err(Error::io("move", &from))?;
        }
    }
    Ok(kept)
}
