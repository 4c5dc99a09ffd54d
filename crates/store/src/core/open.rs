//! The order of a start to write: take the lock, bring in what a crash has left,
//! judge, restore, compare with what is remembered, work. So the next start succeeds
//! after whatever the last one ended with.

use std::{
    fs,
    path::Path,
    sync::{Mutex, OnceLock},
};

use domain::core::id::DeviceId;
use rusqlite::{Connection, config::DbConfig};

use crate::{
    Ending, Error, NewAct, Result, Store,
    core::{
        backup,
        damage::{self, Depth, Mark, Soundness},
        format::{check_format, known_version, migrate, refuse_newer, refuse_newer_inside, user_version},
        half_written,
        lock::Lock,
        long_path::for_sqlite,
        loss::{self, AtStart},
        private,
        reading::{ReadSource, keep_plans},
        restore::{self, Left, Restored},
        setting,
        store::Hand,
    },
    inovasi::search_index,
    merge::branch,
};

pub(crate) const DATABASE: &str = "registry.sqlite3";

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
    /// The time now, in milliseconds since 1970: when a loss was found.
    pub at: i64,
}

/// An open store and what happened on the way.
pub struct Opened {
    /// Open to read and write, and locked against other programs.
    pub store: Store,
    /// What the start found and did.
    pub account: Account,
}

/// What a start found amiss and did about it. Empty after an ordinary one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The database was damaged or gone, and a backup took its place.
    pub restored: Option<Restored>,
}

impl Store {
    /// Makes a registry in a folder that holds none.
    ///
    /// # Errors
    /// There is one already, or a backup of one; it is in use; or the folder cannot
    /// be written.
    pub fn create(folder: &Path, open: &Open) -> Result<Store> {
        disk::create_private_folder(folder).map_err(Error::io("create", folder))?;
        if let Err(forbidden @ Error::Forbidden(_)) = look_for(folder) {
            return Err(forbidden);
        }
        let lock = Lock::take(folder)?;
        step("locked")?;
        let anew = || {
            // What a mark was about lies in quarantine.
            Mark::remove(folder)?;
            make(folder)
        };
        match look_for(folder) {
            // One that was begun, and nobody has done anything in it, is taken up.
            Ok(()) if is_unused(folder).unwrap_or(false) => {}
            Err(Error::Missing(_)) => anew()?,
            // A damaged one was set aside and there is no backup: one begins anew.
            Err(Error::Damaged { kept }) if !is_backup(folder, &kept) => anew()?,
            Ok(()) | Err(Error::Damaged { .. }) => return Err(Error::Exists(folder.to_owned())),
            Err(other) => return Err(other),
        }
        let (hand, _) = take_up(folder, open, lock)?;
        Self::of_hand(folder, hand)
    }

    /// Opens a registry to read and write, after whatever the last program that had
    /// it open ended with.
    ///
    /// A damaged database is moved to `quarantine/`, never deleted; the best
    /// sound backup takes its place, if there is one.
    ///
    /// # Errors
    /// There is none, it may not be read or written, it is in use, of a newer format,
    /// not ours, or damaged without a backup.
    pub fn open(folder: &Path, open: &Open) -> Result<Opened> {
        let was_met = Mark::of(folder).is_some();
        match Self::open_once(folder, open) {
            // Damage that shows itself only on the way: the next start sees to it, and this
            // is the next one.
            Err(error) if is_on_the_way(&error) && !was_met => {
                damage::remember(folder, &error.to_string());
                match Self::open_once(folder, open) {
                    Err(error) if is_on_the_way(&error) => Self::open_without(folder, open, &error),
                    other => other,
                }
            }
            Err(error) if is_on_the_way(&error) => Self::open_without(folder, open, &error),
            other => other,
        }
    }

    /// Nobody finds what is wrong with a database, and nobody can work with it: it is set
    /// aside as any other that is damaged, and what can be read of it is taken in.
    fn open_without(folder: &Path, open: &Open, error: &Error) -> Result<Opened> {
        restore::condemn(folder, &open.stamp, &error.to_string())?;
        Self::open_once(folder, open)
    }

    fn open_once(folder: &Path, open: &Open) -> Result<Opened> {
        match look_for(folder) {
            // Damaged: restored below, under the lock, from what is left.
            Ok(()) | Err(Error::Damaged { .. }) => {}
            Err(other) => return Err(other),
        }
        refuse_newer(&folder.join(DATABASE))?;
        let lock = Lock::take(folder)?;
        step("locked")?;
        half_written::clear_half_written(folder);
        private::narrow(folder);
        let was_met = Mark::of(folder).is_some();
        let restored = ready(folder, open)?;
        let (hand, found) = take_up(folder, open, lock)?;
        let store = Self::of_hand(folder, hand)?;
        if was_met && restored.is_none() {
            store.show_anew(open)?;
        }
        let is_whole = restored.is_none() && !found.is_behind();
        loss::see_to(&store, &found, open)?;
        if is_whole {
            store.read(half_written::clear_arrived)?;
        }
        Ok(Opened { store, account: Account { restored } })
    }

    /// Damage was met, and history is sound: what the tables show otherwise than it says
    /// is made anew, after a backup.
    fn show_anew(&self, open: &Open) -> Result<()> {
        // Whoever checks the registry must be able to read all of history.
        self.read(|reader| reader.chain_faults())?;
        let faults = self.table_faults()?;
        if faults.is_empty() && self.dangling()?.is_empty() {
            return Ok(());
        }
        self.back_up(&open.stamp)?;
        let act = NewAct { op: "", at: open.at, account: "" };
        self.write(act, |writer| writer.rebuild(&faults).map(Ending::Keep))
    }

    fn of_hand(folder: &Path, hand: Hand) -> Result<Store> {
        let source = ReadSource::own(folder);
        Ok(Store {
            folder: folder.to_owned(),
            reader: Mutex::new(source.connect()?),
            walker: Mutex::default(),
            pending: Mutex::default(),
            texts: Mutex::default(),
            unsound_bytes: Mutex::default(),
            read_only: false,
            apart: false,
            newer: None,
            writer: Mutex::new(Some(hand)),
            unsound: OnceLock::new(),
            source,
        })
    }
}

/// Damage that was met past the judging.
fn is_on_the_way(error: &Error) -> bool {
    error.is_damage() && !matches!(error, Error::Damaged { .. })
}

/// Whether a folder holds a registry.
///
/// # Errors
/// It holds none; it may not be looked into; or the database is gone while a backup
/// or a damaged one that was set aside is left: [`Error::Damaged`] with its place.
pub(crate) fn look_for(folder: &Path) -> Result<()> {
    use std::io::ErrorKind::{NotADirectory, NotFound, PermissionDenied};
    let database = folder.join(DATABASE);
    let kind = match fs::File::open(&database) {
        Ok(_) if database.is_dir() => return Err(Error::Foreign(folder.to_owned())),
        Ok(_) => return Ok(()),
        Err(error) if database.is_dir() => return Err(Error::io("read", &database)(error)),
        Err(error) => error,
    };
    match kind.kind() {
        PermissionDenied => Err(Error::Forbidden(folder.to_owned())),
        NotFound | NotADirectory => match restore::without_database(folder)? {
            Left::Nothing => Err(Error::Missing(folder.to_owned())),
            Left::Quarantine(kept) | Left::Backup(kept) => Err(Error::Damaged { kept }),
        },
        _ => Err(Error::io("read", &database)(kind)),
    }
}

fn is_backup(folder: &Path, kept: &Path) -> bool {
    kept.starts_with(folder.join("backups"))
}

/// Makes the database whole under another name: a crash half-way leaves no half
/// registry.
fn make(folder: &Path) -> Result<()> {
    let partial = restore::fresh_partial(folder)?;
    let connection = restore::empty(&partial)?;
    step("migrated")?;
    restore::settle_journal(connection)?;
    step("prepared")?;
    restore::appear(folder)
}

/// Brings the database of a folder into a state in which it can be worked with: sound
/// and of today's format.
fn ready(folder: &Path, open: &Open) -> Result<Option<Restored>> {
    let mark = Mark::of(folder);
    let mut restored = match &mark {
        Some(mark) => restore::go_on(folder, mark)?,
        None => None,
    };
    match look_for(folder) {
        Err(Error::Damaged { kept }) if is_backup(folder, &kept) => restored = Some(restore::put_back(folder, kept)?),
        Err(Error::Damaged { kept }) => restored = Some(restore::fill(folder, kept)?),
        other => other?,
    }
    let first = if mark.is_some() && restored.is_none() { Depth::EveryValue } else { Depth::Start };
    let what = match usable(folder, open, first) {
        Err(error) if error.is_damage() => error,
        other => return other.map(|()| restored),
    };
    // Whatever cannot be read is damage, found at once or on the way.
    damage::remember(folder, &what.to_string());
    step("met")?;
    restored = Some(restore::restore(folder, &open.stamp, &what.to_string())?);
    usable(folder, open, Depth::Start).map(|()| restored)
}

/// Recovers, judges and migrates.
fn usable(folder: &Path, open: &Open, depth: Depth) -> Result<()> {
    let database = folder.join(DATABASE);
    let size = fs::metadata(&database).map_err(Error::io("read", &database))?.len();
    // An empty file is damage: a registry is never empty once it has been made. And
    // SQLite would throw away a log beside it.
    if size == 0 {
        return Err(Error::Unsound("empty".into()));
    }
    fs::File::options()
        .read(true)
        .write(true)
        .open(&database)
        .map_err(|error| Error::unwritable(folder, "open", &database, error))?;
    let mut connection = recovering(&database)?;
    step("recovered")?;
    refuse_newer_inside(&connection, folder)?;
    match damage::judge(&connection, depth)? {
        Soundness::Sound => {}
        Soundness::Words => search_index::forget(&connection)?,
        Soundness::Damaged(what) => return Err(Error::Unsound(what)),
    }
    if Mark::of(folder).is_some() {
        // Met once and not found again: a cable, a memory, a scanner.
        Mark::remove(folder)?;
    }
    check_format(&connection, folder)?;
    if user_version(&connection)? < known_version() {
        match backup::make(&connection, folder, &open.stamp) {
            // A place for backups that nobody can write keeps nobody from his work: the
            // migration happens whole or not at all.
            Ok(_) | Err(Error::Io { .. }) => {}
            Err(other) => return Err(other),
        }
        step("backed up")?;
        migrate(&mut connection)?;
        step("migrated")?;
    }
    Ok(())
}

/// A connection that has brought in what a crash has left: a journal is rolled back, a
/// log is read. It leaves a log where it lies, also when the database turns out
/// damaged.
fn recovering(database: &Path) -> Result<Connection> {
    let connection = Connection::open(for_sqlite(database))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(BUSY)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Brings in what a crash has left.
pub(crate) fn recover(database: &Path) -> Result<()> {
    recovering(database).map(drop)
}

/// Whether this is a registry of this format in which nobody has done anything yet.
fn is_unused(folder: &Path) -> Result<bool> {
    let reader = recovering(&folder.join(DATABASE))?;
    check_format(&reader, folder)?;
    Ok(user_version(&reader)? == known_version()
        && reader.query_row("SELECT NOT EXISTS (SELECT 1 FROM act)", [], |row| row.get(0))?)
}

/// Takes the writing hand, as the device that this place writes as; and what was there.
fn take_up(folder: &Path, open: &Open, lock: Lock) -> Result<(Hand, AtStart)> {
    let mut connection = Connection::open(for_sqlite(&folder.join(DATABASE)))?;
    pragmas(&connection)?;
    search_index::bring_up(&mut connection, folder)?;
    let known: Option<DeviceId> = setting::read(&connection, "device")?.and_then(|it| it.parse().ok());
    // What was missing at an earlier start, and is: it does not make this place another
    // one again. It is settled in the transaction that writes the loss down.
    let settled: u64 = setting::read(&connection, loss::SETTLED)?.and_then(|it| it.parse().ok()).unwrap_or(0);
    let written = loss::highest(&connection)?;
    let base = written.max(settled);
    let remembered = loss::remembered(folder, &connection, lock.memory());
    let counter = remembered.map_or(base, |it| it.memory.highest.max(base));
    let place = lock.place(&open.place);
    let last = lock.last_act();
    let lost_last = branch::lost_last(&connection, last)?;
    let same_place =
        counter == base && lost_last.is_none() && setting::read(&connection, "place")?.as_deref() == Some(&place);
    let device = known.filter(|_| same_place).unwrap_or(open.fresh_device);
    if known != Some(device) || !same_place {
        let transaction = connection.transaction()?;
        if let Some(former) = known.filter(|it| *it != device) {
            // The same person goes on, also at another place: undo reaches over it.
            branch::add_former(&transaction, &former.to_string(), written)?;
        }
        setting::write(&transaction, "device", &device.to_string())?;
        setting::write(&transaction, "place", &place)?;
        transaction.commit()?;
    }
    step("taken up")?;
    let found = AtStart { base, remembered, lost_last, device: known };
    Ok((Hand { connection, device, counter, last, lock }, found))
}

/// How long a connection waits for another one.
pub(crate) const BUSY: std::time::Duration = std::time::Duration::from_secs(5);

/// KiB of pages that the writing connection keeps (32 MB), as SQLite wants them told.
const CACHE: i32 = -32 << 10;

/// Each pragma with its reason:
/// * `journal_mode = WAL`: readers never wait for the writer;
/// * `synchronous = FULL`: people's only copy; a write costs milliseconds;
/// * `foreign_keys`, `cell_size_check`, `trusted_schema = OFF`: a hostile or
///   damaged file is noticed early;
/// * `cache_size`: pages that a large act comes back to are written once, at its end;
///   2 MB, as SQLite keeps by itself, are written out again and again;
/// * `temp_store = MEMORY`: no traces beside the registry.
fn pragmas(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.busy_timeout(BUSY)?;
    keep_plans(connection, 128)
}

/// A moment at which a start can be stopped for ever, by a kill or a power cut. Tests
/// stop it there and look at what is left.
///
/// # Errors
/// A test stops it here.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "it fails only under test")]
pub(crate) fn step(_: &'static str) -> Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use tests::step;

#[cfg(test)]
#[path = "open_test.rs"]
mod tests;
