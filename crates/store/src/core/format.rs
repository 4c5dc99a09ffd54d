//! The format of a registry's database: whose file it is, its migrations, and what
//! every database of a format has in it.

use std::{collections::BTreeSet, fs::File, io::Read, path::Path, sync::LazyLock};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::{Error, Result, merge::chain};

/// "PRKS": tells a registry from any other SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x5052_4B53;

pub(crate) static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::new(SCRIPTS.iter().map(|it| script(it)).collect()));

/// In order; each is frozen once it has shipped.
const SCRIPTS: [&str; 9] = [
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_registry.sql"),
    include_str!("../../migrations/0003_assessment.sql"),
    include_str!("../../migrations/0004_activity.sql"),
    CHAIN,
    include_str!("../../migrations/0006_bukti_kind.sql"),
    include_str!("../../migrations/0007_traces.sql"),
    include_str!("../../migrations/0008_submission.sql"),
    PREVIOUS,
];

/// The scripts that also have to reckon: every act gets its hash, and that of the act
/// before it.
const CHAIN: &str = include_str!("../../migrations/0005_chain.sql");
const PREVIOUS: &str = include_str!("../../migrations/0009_previous.sql");

fn script(sql: &'static str) -> M<'static> {
    let fill = match sql {
        CHAIN => chain::fill,
        PREVIOUS => chain::fill_previous,
        _ => return M::up(sql),
    };
    M::up_with_hook(sql, move |transaction: &rusqlite::Transaction<'_>| {
        fill(transaction).map_err(|error| match error {
            Error::Sql(error) => error.into(),
            other => rusqlite_migration::HookError::Hook(other.to_string()),
        })
    })
}

#[cfg(test)]
pub(crate) fn scripts() -> [&'static str; 9] {
    SCRIPTS
}

/// The format this program writes.
pub(crate) fn known_version() -> i64 {
    i64::try_from(SCRIPTS.len()).unwrap_or(i64::MAX)
}

pub(crate) fn user_version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

pub(crate) fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// Whether it is a registry that this program knows.
///
/// # Errors
/// It is another program's, or of a newer format.
pub(crate) fn check_format(connection: &Connection, folder: &Path) -> Result<()> {
    if application_id(connection)? != APPLICATION_ID {
        return Err(Error::Foreign(folder.to_owned()));
    }
    let found = user_version(connection)?;
    if found > known_version() {
        return Err(Error::Newer { found, known: known_version() });
    }
    Ok(())
}

/// The format that the head of a registry's database file tells, where it is newer than any
/// that is known. Asked before SQLite opens the file, which writes beside it; a log that is
/// not brought in yet may know better.
pub(crate) fn newer_in_head(database: &Path) -> Option<i64> {
    let mut head = [0; 72];
    File::open(database).ok()?.read_exact(&mut head).ok()?;
    let number = |at: usize| Some(i32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let is_ours = head.starts_with(b"SQLite format 3\0") && number(68)? == APPLICATION_ID;
    number(60).map(i64::from).filter(|found| is_ours && *found > known_version())
}

/// Refuses a database of a newer format before anything is written beside it.
///
/// # Errors
/// Its head tells that it is one.
pub(crate) fn refuse_newer(database: &Path) -> Result<()> {
    newer_in_head(database).map_or(Ok(()), |found| Err(Error::Newer { found, known: known_version() }))
}

/// The same of what a log told that the head did not: judged by a program that does not know
/// its format, it could seem damaged.
///
/// # Errors
/// It is of a newer format.
pub(crate) fn refuse_newer_inside(connection: &Connection, folder: &Path) -> Result<()> {
    match check_format(connection, folder) {
        Err(newer @ Error::Newer { .. }) => Err(newer),
        _ => Ok(()),
    }
}

pub(crate) fn migrate(connection: &mut Connection) -> Result<()> {
    MIGRATIONS.to_latest(connection).map_err(migration_error)
}

fn migration_error(error: rusqlite_migration::Error) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        other => Error::Sql(rusqlite::Error::ToSqlConversionFailure(Box::new(other))),
    }
}

/// What of the format that a database says it has is not in it: names of tables,
/// indexes and columns. What somebody has added does no harm.
///
/// Names, not the text of the schema: that differs in line ends and in how a version
/// of SQLite writes an altered table.
pub(crate) fn absent_names(connection: &Connection) -> Result<Vec<String>> {
    let mut fresh = Connection::open_in_memory()?;
    let version = usize::try_from(user_version(connection)?).unwrap_or(0).min(SCRIPTS.len());
    MIGRATIONS.to_version(&mut fresh, version).map_err(migration_error)?;
    Ok(names(&fresh)?.difference(&names(connection)?).cloned().collect())
}

fn names(connection: &Connection) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare(
        "SELECT type || ' ' || name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         UNION ALL
         SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c WHERE t.type = 'table'",
    )?;
    statement.query_map([], |row| row.get(0))?.collect()
}
