//! Salvage: the acts that can still be read in a damaged database.
//!
//! Its pages are looked at one by one ([`pages`]), so that damage hides only what is
//! on its own page: no index, no schema and no list of pages is believed. The rows of
//! history that are found are laid into a fresh database; an act counts only when
//! all of its changes are there.

mod pages;

use std::{collections::HashMap, path::Path};

use domain::{
    core::id::DeviceId,
    merge::{
        chain::ActHash,
        change::{Act, Change, Stamp},
    },
};
use rusqlite::{Connection, Row, params};

use crate::{
    Error, Result,
    merge::{
        act::stamp,
        chain::{self, chained},
    },
};
use pages::{DatabasePages, PageRow, Value};

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Salvaged {
    /// Acts that could be read whole.
    pub(crate) n_act: u64,
    /// Acts of which something could be read, but not all.
    pub(crate) n_broken: u64,
}

/// An act that could be read whole.
pub(crate) struct SalvagedAct {
    pub(crate) act: Act,
    /// The hash of the act that it stood behind, where its own hash proves it; where that
    /// one is lost, or the database is of a format without hashes, nothing does.
    pub(crate) previous: Option<ActHash>,
}

/// The tables of history without the rules that hold them together.
const RESCUE: &str = "
    CREATE TABLE device (id INTEGER PRIMARY KEY, uuid TEXT);
    -- Of an index, which other tables have too: see `believe`.
    CREATE TABLE perhaps_device (id, uuid, PRIMARY KEY (id, uuid)) WITHOUT ROWID;
    CREATE TABLE subject (id INTEGER PRIMARY KEY, key TEXT);
    CREATE TABLE act (id INTEGER PRIMARY KEY, device, counter, n, op, at, person, hash);
    CREATE TABLE change (id INTEGER PRIMARY KEY, act, device, counter, subject, field, value);
    CREATE INDEX change_by_act ON change (act);
    CREATE INDEX change_by_field ON change (subject, field);
    CREATE TABLE replaced (by, counter, device, PRIMARY KEY (by, counter, device)) WITHOUT ROWID;";

/// Reads what can be read of a database that may be damaged anywhere, and of the log
/// beside it, and gives every whole act to `take`, in the order of its writing. The
/// files are only read.
///
/// # Errors
/// Whatever `take` returns, or there is no room for what was found.
pub(crate) fn salvage<E: From<Error>>(
    database: &Path,
    take: &mut dyn FnMut(SalvagedAct) -> Result<(), E>,
) -> Result<Salvaged, E> {
    let pages = DatabasePages::read(database).map_err(Error::io("read", database))?;
    let rescue = lay_out(&pages).map_err(Error::from)?;
    drop(pages);
    read_acts(&rescue, take)
}

/// A database of the rows of history that were found: it lies in a file without a
/// name, which ends with it.
fn lay_out(pages: &DatabasePages) -> rusqlite::Result<Connection> {
    let mut rescue = Connection::open("")?;
    rescue.execute_batch(RESCUE)?;
    let all = rescue.transaction()?;
    let mut failed = Ok(());
    pages.rows(&mut |row| {
        if failed.is_ok() {
            failed = lay_in(&all, row);
        }
    });
    failed?;
    believe(&all)?;
    all.commit()?;
    Ok(rescue)
}

/// Takes a device from an index if its changes were replaced by others and no other
/// claims its number: an id of an inovasi has the same form, but is in no stamp.
fn believe(rescue: &Connection) -> rusqlite::Result<()> {
    rescue.execute_batch(
        "INSERT OR IGNORE INTO device SELECT id, max(uuid) FROM perhaps_device
         WHERE uuid IN (SELECT device FROM replaced) AND uuid NOT IN (SELECT uuid FROM device)
         GROUP BY id HAVING count(*) = 1",
    )
}

/// Tells by its form which table a row is of. A page that was given up may hold an
/// older state of the same row: rows of history do not change.
fn lay_in(rescue: &Connection, row: PageRow) -> rusqlite::Result<()> {
    use Value::{Bytes, Int, Null, Text};
    let put = |sql: &str, values: &[&dyn rusqlite::ToSql]| rescue.prepare_cached(sql)?.execute(values).map(drop);
    match (row.number, row.values.as_slice()) {
        // Acts of a branch are hashed under the name that it had.
        (Some(id), [Null, Text(key)] | [Null, Text(_), _, Text(key)] | [Null, Text(key), Null, Null])
            if is_device(key) =>
        {
            put("INSERT OR IGNORE INTO device VALUES (?, ?)", params![id, key])
        }
        (Some(id), [Null, Text(key)]) => put("INSERT OR IGNORE INTO subject VALUES (?, ?)", params![id, key]),
        // The same from their indexes, when the page of the table is lost.
        (None, [Text(key), Int(id)]) if is_device(key) => {
            put("INSERT OR IGNORE INTO perhaps_device VALUES (?, ?)", params![id, key])
        }
        (None, [Text(key), Int(id)]) if key == "daerah" || key.contains(':') => {
            put("INSERT OR IGNORE INTO subject VALUES (?, ?)", params![id, key])
        }
        (Some(id), [Null, Int(device), Int(counter), Int(n), Text(op), Int(at), Text(person), rest @ ..]) => {
            let hash = match rest {
                [Bytes(hash)] => Some(hash),
                _ => None,
            };
            put(
                "INSERT OR IGNORE INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![id, device, counter, n, op, at, person, hash],
            )
        }
        (Some(id), [Null, Int(act), Int(device), Int(counter), Int(subject), Text(field), value, Int(_)]) => {
            let value = match value {
                Null => None,
                Text(text) => Some(text),
                _ => return Ok(()),
            };
            put(
                "INSERT OR IGNORE INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![id, act, device, counter, subject, field, value],
            )
        }
        (None, [Int(by), Int(counter), Text(device)] | [Int(counter), Text(device), Int(by)]) if is_device(device) => {
            put("INSERT OR IGNORE INTO replaced VALUES (?, ?, ?)", params![by, counter, device])
        }
        _ => Ok(()),
    }
}

fn is_device(key: &str) -> bool {
    key.len() == 36 && key.parse::<domain::core::id::DeviceId>().is_ok()
}

fn read_acts<E: From<Error>>(
    rescue: &Connection,
    take: &mut dyn FnMut(SalvagedAct) -> Result<(), E>,
) -> Result<Salvaged, E> {
    let mut found = Salvaged::default();
    let sql = "SELECT a.id, a.counter, d.uuid, a.n, a.op, a.at, a.person, a.hash
               FROM act a LEFT JOIN device d ON d.id = a.device ORDER BY a.id";
    let mut statement = rescue.prepare(sql).map_err(Error::from)?;
    let mut rows = statement.query([]).map_err(Error::from)?;
    let mut chains = Chains::default();
    while let Some(row) = rows.next().map_err(Error::from)? {
        let act = read_act(rescue, row);
        match chains.judge(rescue, row, act.ok()).map_err(Error::from)? {
            Some(act) => {
                found.n_act += 1;
                take(act)?;
            }
            None => found.n_broken += 1,
        }
    }
    Ok(found)
}

/// How far the acts have been followed.
#[derive(Default)]
struct Chains {
    /// Of each device: the hash that its last act says, and the one reckoned from it.
    last: HashMap<DeviceId, (i64, [Option<ActHash>; 2])>,
    /// The row of the last act, and the last row behind which one is missing.
    row: i64,
    gap: i64,
}

impl Chains {
    /// Whether an act is what its hash was made of. Where the one before it may be lost,
    /// and where there are no hashes, it must at least not be blind.
    fn judge(&mut self, rescue: &Connection, row: &Row<'_>, act: Option<Act>) -> rusqlite::Result<Option<SalvagedAct>> {
        let id: i64 = row.get(0)?;
        if id > self.row + 1 {
            self.gap = id;
        }
        self.row = id;
        let said = chain::hash(&row.get_ref(7)?);
        let Ok(first) = row.get(2).and_then(|device| stamp(row.get(1)?, device)) else {
            // Nobody knows whose act it was.
            self.gap = id;
            return Ok(None);
        };
        let before = self.last.get(&first.device);
        let candidates = before.map_or([Some(ActHash::NONE), None], |it| it.1);
        let fitting = act.as_ref().and_then(|act| {
            let fits = |it: &ActHash| Some(chained(act.clone(), *it).hash) == said;
            candidates.into_iter().flatten().find(fits)
        });
        let reckoned = act.as_ref().zip(candidates[0]).map(|(act, it)| chained(act.clone(), it).hash);
        let follows_gap = before.map_or(0, |it| it.0) < self.gap;
        self.last.insert(first.device, (id, [said, reckoned]));
        let Some(act) = act else { return Ok(None) };
        let taken = fitting.is_some() || ((said.is_none() || follows_gap) && !blind(rescue, id)?);
        Ok(taken.then_some(SalvagedAct { act, previous: fitting }))
    }
}

/// An act, if all of it is here: as many changes as it says, one after the other.
fn read_act(rescue: &Connection, row: &Row<'_>) -> rusqlite::Result<Act> {
    let first = stamp(row.get(1)?, row.get(2)?)?;
    let mut statement = rescue.prepare_cached(
        "SELECT c.id, c.counter, d.uuid, s.key, c.field, c.value FROM change c
         LEFT JOIN device d ON d.id = c.device LEFT JOIN subject s ON s.id = c.subject WHERE c.act = ? ORDER BY c.counter",
    )?;
    let changes = statement
        .query_map([row.get::<_, i64>(0)?], |row| {
            Ok(Change {
                stamp: stamp(row.get(1)?, row.get(2)?)?,
                subject: row.get(3)?,
                field: row.get(4)?,
                value: row.get(5)?,
                replaces: replaces(rescue, row.get(0)?)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let in_order =
        changes.iter().zip(first.counter..).all(|(it, counter)| it.stamp == Stamp { counter, device: first.device });
    if in_order && i64::try_from(changes.len()) == Ok(row.get(3)?) {
        Ok(Act { first, op: row.get(4)?, at: row.get(5)?, person: row.get(6)?, changes })
    } else {
        Err(rusqlite::Error::QueryReturnedNoRows)
    }
}

/// Whether a change of an act replaces nothing, though its field had been written
/// before: then what it replaced lies on a lost page, and the act is not whole.
fn blind(rescue: &Connection, act: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change c WHERE c.act = ?1
                 AND NOT EXISTS (SELECT 1 FROM replaced WHERE by = c.id)
                 AND EXISTS (SELECT 1 FROM change e WHERE e.subject = c.subject AND e.field = c.field AND e.id < c.id))";
    rescue.prepare_cached(sql)?.query_row([act], |row| row.get(0))
}

fn replaces(rescue: &Connection, change: i64) -> rusqlite::Result<Vec<Stamp>> {
    let sql = "SELECT counter, device FROM replaced WHERE by = ? ORDER BY counter, device";
    let mut statement = rescue.prepare_cached(sql)?;
    statement.query_map([change], |row| stamp(row.get(0)?, row.get(1)?))?.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{Ending, NewAct, Open, Store};
    use domain::{core::id::Subject, merge::change::FieldKey};

    fn filled(folder: &Path, acts: usize) {
        let open = Open {
            fresh_device: "01890000-0000-7000-8000-0000000000d1".parse().unwrap(),
            place: "here".into(),
            stamp: "20260101-000000".into(),
            at: 0,
        };
        let store = Store::create(folder, &open).unwrap();
        let subject: Subject = "inovasi:01890000-0000-7000-8000-000000000001".parse().unwrap();
        for n in 0..acts {
            store
                .write::<_, crate::Error>(NewAct { op: "edit", at: n as i64, account: "Sari" }, |pen| {
                    for field in ["satu", "dua"] {
                        let value = format!("{n} {}", "kata ".repeat(30));
                        pen.put(subject, &FieldKey::Unknown(field.into()), Some(&value))?;
                    }
                    Ok(Ending::Keep(()))
                })
                .unwrap();
        }
    }

    fn acts_of(database: &Path) -> (Vec<Act>, Salvaged) {
        let mut acts = Vec::new();
        let found = salvage::<crate::Error>(database, &mut |act| {
            acts.push(act.act);
            Ok(())
        });
        (acts, found.unwrap())
    }

    #[test]
    fn all_acts_of_a_sound_database_are_found() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), 600);
        let (acts, found) = acts_of(&folder.path().join("registry.sqlite3"));
        assert_eq!(found, Salvaged { n_act: 600, n_broken: 0 });
        assert_eq!(acts[17].changes[1].replaces, [acts[16].changes[1].stamp]);
    }

    #[test]
    fn a_page_that_cannot_be_read_hides_only_what_is_on_it() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), 600);
        let database = folder.path().join("registry.sqlite3");
        let (whole, _) = acts_of(&database);
        let good = fs::read(&database).unwrap();
        let (mut least, mut share) = (whole.len(), 0);
        let pages = 1..good.len() / 4096;
        for page in pages.clone() {
            let mut bad = good.clone();
            bad[page * 4096..][..4096].fill(0x5a);
            fs::write(&database, bad).unwrap();
            let (acts, found) = acts_of(&database);
            assert!(acts.iter().all(|it| whole.contains(it)), "page {page}: an act was made up");
            assert_eq!(acts.len() as u64, found.n_act);
            least = least.min(acts.len());
            share += acts.len() * 100 / whole.len();
        }
        println!(
            "one page of {} lost: {} % of the acts on average, {least} at least",
            pages.len(),
            share / pages.len()
        );
        assert!(share / pages.len() > 90);
    }
}
