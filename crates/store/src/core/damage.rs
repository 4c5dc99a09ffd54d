//! Damage: judging a database, and remembering what was met while working, so that
//! the next start looks closely whatever the size of the file.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use domain::core::id::DeviceId;
use rusqlite::{Connection, OpenFlags, types::ValueRef};

use crate::{
    Error, Result,
    core::{
        format::{APPLICATION_ID, absent_names, application_id, known_version, user_version},
        long_path::for_sqlite,
    },
};

/// Lies beside a database in which damage was met, until a start has seen to it.
const MARK: &str = "registry.damaged";

/// Before the name of the folder that a damaged database goes to.
const ASIDE: &str = "aside ";

/// Above this size in bytes the check of every start would be felt; the health check
/// does it instead, and whatever is met while working is remembered.
/// Under test every database is a large one.
const QUICK_CHECK_LIMIT: i64 = if cfg!(test) { 0 } else { 64 << 20 };

/// How closely a database is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// At every start: all of a small database, the schema of a large one.
    Start,
    /// All pages and the schema.
    Whole,
    /// After damage was met, and of what may take a damaged one's place: every value too,
    /// and the rows that history hangs on.
    EveryValue,
}

/// What was written down about a damaged database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What could not be read, in SQLite's words.
    pub(crate) what: String,
    /// Where it is being set aside; none while nobody has judged it yet.
    pub(crate) aside: Option<PathBuf>,
}

impl Mark {
    /// Damage that was met in this folder. A mark that cannot be read is one too.
    pub(crate) fn of(folder: &Path) -> Option<Self> {
        let path = folder.join(MARK);
        if !path.try_exists().unwrap_or(false) {
            return None;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        let (aside, what) = match text.strip_prefix(ASIDE).and_then(|it| it.split_once('\n')) {
            Some((aside, what)) => (Some(folder.join(aside)), what),
            None => (None, text.as_str()),
        };
        Some(Self { what: what.trim().to_owned(), aside })
    }

    /// Writes it down, synced.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(MARK);
        let aside = self.aside.as_ref().and_then(|it| it.strip_prefix(folder).ok());
        let aside = aside.map_or_else(String::new, |it| format!("{ASIDE}{}\n", it.display()));
        disk::private_file()
            .write(true)
            .create(true)
            .truncate(true)
            .open(&path)
            .and_then(|mut file| file.write_all(format!("{aside}{}\n", self.what).as_bytes()).map(|()| file))
            .and_then(|file| file.sync_all())
            .map_err(Error::io("write", &path))?;
        disk::sync_folder(folder);
        Ok(())
    }

    /// It was seen to.
    pub(crate) fn remove(folder: &Path) -> Result<()> {
        let path = folder.join(MARK);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", &path)(error)),
            _ => {
                disk::sync_folder(folder);
                Ok(())
            }
        }
    }
}

/// Writes down that damage was met. Where nothing can be written it is met again.
pub(crate) fn remember(folder: &Path, what: &str) {
    if Mark::of(folder).is_none() {
        let _ = Mark { what: what.replace('\n', " "), aside: None }.write(folder);
    }
}

/// What looking at a database came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Soundness {
    /// All that was looked at can be read; or it is another program's.
    Sound,
    /// Only the index of words disagrees, which is made anew from the rest.
    Words,
    /// It cannot be trusted, for this reason in SQLite's words.
    Damaged(String),
}

/// Whether a database at rest, such as a backup, cannot be trusted: so much of it is
/// looked at, whatever its size. One of another program is not damaged.
///
/// # Errors
/// It cannot be read.
pub(crate) fn is_damaged(database: &Path, depth: Depth) -> Result<bool> {
    fs::metadata(database).map_err(Error::io("read", database))?;
    let look = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        judge(&Connection::open_with_flags(for_sqlite(database), flags)?, depth)
    };
    Ok(matches!(look_at(look)?, Soundness::Damaged(_)))
}

/// Looks, and takes for damage what cannot be read on the way.
///
/// # Errors
/// Anything else that SQLite says.
pub(crate) fn look_at(look: impl FnOnce() -> Result<Soundness>) -> Result<Soundness> {
    match look() {
        Err(error) if error.is_damage() => Ok(Soundness::Damaged(error.to_string())),
        known => known,
    }
}

/// Judges a database.
///
/// # Errors
/// What SQLite says, damage included: see [`look_at`].
pub(crate) fn judge(connection: &Connection, depth: Depth) -> Result<Soundness> {
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let size = number("page_count")?.saturating_mul(number("page_size")?);
    // A registry is never empty once it has been made.
    if size == 0 {
        return Ok(Soundness::Damaged("empty".into()));
    }
    if application_id(connection)? != APPLICATION_ID {
        // Another program's, unless it has our history and lost the mark of its head.
        let ours = "SELECT count(*) = 3 FROM sqlite_schema WHERE name IN ('act', 'change', 'replaced')";
        let ours: bool = connection.query_row(ours, [], |row| row.get(0))?;
        return Ok(if ours { Soundness::Damaged("application_id".into()) } else { Soundness::Sound });
    }
    let mut words = false;
    if depth != Depth::Start || size <= QUICK_CHECK_LIMIT {
        let check = if depth == Depth::EveryValue { "PRAGMA integrity_check(20)" } else { "PRAGMA quick_check(20)" };
        let mut statement = connection.prepare(check)?;
        let complaints: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let (of_words, other): (Vec<_>, Vec<_>) =
            complaints.into_iter().filter(|it| it != "ok").partition(|it| it.contains("FTS5 table"));
        if let Some(what) = other.into_iter().next() {
            return Ok(Soundness::Damaged(what));
        }
        words = !of_words.is_empty();
    }
    if let Some(name) = absent_names(connection)?.first() {
        return Ok(Soundness::Damaged(format!("no {name}")));
    }
    if depth == Depth::EveryValue
        && let Some(what) =
            unreadable_value(connection)?.map_or_else(|| broken_history(connection), |it| Ok(Some(it)))?
    {
        return Ok(Soundness::Damaged(what));
    }
    Ok(if words { Soundness::Words } else { Soundness::Sound })
}

/// What of history points to a row that is gone, or names a device by what is no name:
/// acts of it can be told only by a copy that has them whole. What the tables show
/// is made anew from history instead, see [`crate::Store::open`].
pub(crate) fn broken_history(connection: &Connection) -> Result<Option<String>> {
    // An older format is looked at once it has become today's.
    if user_version(connection)? != known_version() {
        return Ok(None);
    }
    for table in ["device", "act", "change", "replaced"] {
        let mut statement = connection.prepare(&format!("PRAGMA foreign_key_check({table})"))?;
        let parent = statement.query([])?.next()?.map(|row| row.get::<_, String>(2)).transpose()?;
        if let Some(parent) = parent {
            return Ok(Some(format!("{table}: no {parent}")));
        }
    }
    let mut statement = connection.prepare(
        "SELECT uuid FROM device UNION SELECT original FROM device WHERE original IS NOT NULL
         UNION SELECT device FROM replaced",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let unnamed = names.iter().any(|it| it.parse::<DeviceId>().is_err());
    Ok(unnamed.then(|| "device: a name is none".to_owned()))
}

/// Reads every value of every table: texts must be texts.
fn unreadable_value(connection: &Connection) -> Result<Option<String>> {
    let mut tables = connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')")?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{}\"", table.replace('"', "\"\"")))?;
        let n = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..n {
                if let ValueRef::Text(bytes) = row.get_ref(column)?
                    && std::str::from_utf8(bytes).is_err()
                {
                    return Ok(Some(format!("{table}: a text is none")));
                }
            }
        }
    }
    Ok(None)
}
