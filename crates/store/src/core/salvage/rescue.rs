//! The rows of history that were found, laid out without the rules that hold them
//! together. Whatever is said twice in a database, in a table and in its indexes, is
//! kept from both.

use domain::core::id::Subject;
use rusqlite::{Connection, params};

use crate::{
    Error, Result,
    core::salvage::pages::{DatabasePages, PageRow, Value},
    core::setting,
};

/// The tables of history without the rules that hold them together.
const TABLES: &str = "
    CREATE TABLE device (id INTEGER PRIMARY KEY, uuid TEXT);
    -- Of an index, which other tables have too: see `believe`.
    CREATE TABLE perhaps_device (id, uuid, PRIMARY KEY (id, uuid)) WITHOUT ROWID;
    CREATE TABLE subject (id INTEGER PRIMARY KEY, key TEXT);
    -- Of every place that says one: its key, or the id in it, of whatever kind it is.
    CREATE TABLE perhaps_subject (id, said, PRIMARY KEY (id, said)) WITHOUT ROWID;
    CREATE TABLE act (id INTEGER PRIMARY KEY, device, counter, n, op, at, person, hash, previous);
    CREATE TABLE perhaps_act (id, op, at, person, PRIMARY KEY (id, op, at, person)) WITHOUT ROWID;
    CREATE TABLE change (id INTEGER PRIMARY KEY, act, device, counter, subject, field, value);
    CREATE TABLE perhaps_change (id, subject, field, PRIMARY KEY (id, subject, field)) WITHOUT ROWID;
    -- The texts that the row of a subject shows.
    CREATE TABLE shown (subject, text);
    CREATE TABLE replaced (by, counter, device, PRIMARY KEY (by, counter, device)) WITHOUT ROWID;
    -- Of this copy alone.
    CREATE TABLE note (subject TEXT PRIMARY KEY, text TEXT);
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT);
    -- Whose registry it is, as that is shown.
    CREATE TABLE pemda (kode TEXT PRIMARY KEY);";

/// What makes the rows quick to ask for, made once all of them are in.
const INDEXES: &str = "
    CREATE INDEX change_by_act ON change (act);
    CREATE INDEX change_by_stamp ON change (device, counter);
    CREATE INDEX change_by_field ON change (subject, field);
    CREATE INDEX shown_by_subject ON shown (subject);
    CREATE INDEX act_by_stamp ON act (device, counter);
    CREATE INDEX replaced_by_stamp ON replaced (counter, device);";

/// A database of the rows of history that were found: it lies in a file without a
/// name, which ends with it.
///
/// # Errors
/// There is no room for what was found.
pub(super) fn lay_out(pages: &DatabasePages) -> Result<Connection> {
    let mut rescue = Connection::open("")?;
    rescue.execute_batch(TABLES)?;
    let all = rescue.transaction()?;
    let mut failed = Ok(());
    pages.rows(&mut |row| {
        if failed.is_ok() {
            failed = lay_in(&all, row);
        }
    });
    failed?;
    all.execute_batch(INDEXES)?;
    believe(&all)?;
    all.commit()?;
    Ok::<_, Error>(rescue)
}

/// Takes from indexes what the tables lack. A device, if its changes were replaced by
/// others and no other claims its number: an id of an inovasi has the same form, but is in
/// no stamp. A subject, if nothing else claims its number, or shows under it what the key
/// does not say: the index of whom a penghargaan is for has keys of the same form.
fn believe(rescue: &Connection) -> rusqlite::Result<()> {
    rescue.execute_batch(
        "INSERT OR IGNORE INTO device SELECT id, max(uuid) FROM perhaps_device
         WHERE uuid IN (SELECT device FROM replaced) AND uuid NOT IN (SELECT uuid FROM device)
         GROUP BY id HAVING count(*) = 1;
         INSERT OR IGNORE INTO subject SELECT id, max(said) FROM perhaps_subject p
         WHERE length(said) <> 36 AND said NOT IN (SELECT key FROM subject) AND NOT EXISTS (
           SELECT 1 FROM perhaps_subject o WHERE o.id = p.id AND length(o.said) = 36 AND p.said NOT LIKE '%:' || o.said)
         GROUP BY id HAVING count(*) = 1",
    )
}

/// Tells by its form which table a row is of. A page that was given up may hold an
/// older state of the same row: rows of history do not change.
fn lay_in(rescue: &Connection, row: PageRow) -> rusqlite::Result<()> {
    use Value::{Bytes, Int, Null, Text};
    let put = |sql: &str, values: &[&dyn rusqlite::ToSql]| rescue.prepare_cached(sql)?.execute(values).map(drop);
    match (row.number, row.values.as_slice()) {
        (Some(1), [Null, Text(_), Text(kode)] | [Null, Text(_), Text(kode), Null | Text(_)]) if is_kode(kode) => {
            put("INSERT OR IGNORE INTO pemda VALUES (?)", params![kode])
        }
        // Acts of a branch are hashed under the name that it had.
        (Some(id), [Null, Text(key)] | [Null, Text(_), _, Text(key)] | [Null, Text(key), Null | Int(_), Null])
            if is_uuid(key) =>
        {
            put("INSERT OR IGNORE INTO device VALUES (?, ?)", params![id, key])
        }
        (Some(id), [Null, Text(key)]) => {
            put("INSERT OR IGNORE INTO perhaps_subject VALUES (?, ?)", params![id, key])?;
            put("INSERT OR IGNORE INTO subject VALUES (?, ?)", params![id, key])
        }
        // The same from their indexes, when the page of the table is lost.
        (None, [Text(key), Int(id)]) if is_uuid(key) => {
            put("INSERT OR IGNORE INTO perhaps_device VALUES (?, ?)", params![id, key])
        }
        (None, [Text(key), Int(id)]) if key == "daerah" || key.contains(':') => {
            put("INSERT OR IGNORE INTO perhaps_subject VALUES (?, ?)", params![id, key])
        }
        // A row that shows a subject begins with its id.
        (Some(id), [Null, Text(uuid), _, _, ..]) if is_uuid(uuid) => {
            put("INSERT OR IGNORE INTO perhaps_subject VALUES (?, ?)", params![id, uuid])?;
            let texts = row.values.iter().skip(2).filter_map(|it| if let Text(it) = it { Some(it) } else { None });
            texts.map(|it| it.as_str()).try_for_each(|it| put("INSERT INTO shown VALUES (?, ?)", params![id, it]))
        }
        (Some(id), [Null, Int(device), Int(counter), Int(n), Text(op), Int(at), Text(person), rest @ ..]) => {
            let (hash, previous) = match rest {
                [Bytes(hash)] => (Some(hash), None),
                [Bytes(hash), Bytes(previous)] => (Some(hash), Some(previous)),
                _ => (None, None),
            };
            put(
                "INSERT OR IGNORE INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![id, device, counter, n, op, at, person, hash, previous],
            )
        }
        (None, [Int(at), Text(op), Text(person), Int(id)]) => {
            put("INSERT OR IGNORE INTO perhaps_act VALUES (?, ?, ?, ?)", params![id, op, at, person])
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
        (None, [Int(subject), Text(field), Int(0 | 1), Int(id)]) => {
            put("INSERT OR IGNORE INTO perhaps_change VALUES (?, ?, ?)", params![id, subject, field])
        }
        (None, [Int(by), Int(counter), Text(device)] | [Int(counter), Text(device), Int(by)]) if is_uuid(device) => {
            put("INSERT OR IGNORE INTO replaced VALUES (?, ?, ?)", params![by, counter, device])
        }
        (None, [Text(subject), Text(text)]) if Subject::canonical(subject).is_some() => {
            put("INSERT OR IGNORE INTO note VALUES (?, ?)", params![subject, text])
        }
        (None, [Text(key), Text(value)]) if setting::OF_PEOPLE.contains(&key.as_str()) => {
            put("INSERT OR IGNORE INTO setting VALUES (?, ?)", params![key, value])
        }
        _ => Ok(()),
    }
}

/// Whether a text has the form of the name of a device, and of every id.
fn is_uuid(key: &str) -> bool {
    key.len() == 36 && key.parse::<domain::core::id::DeviceId>().is_ok()
}

/// Whether a text has the form of the kode of a government: `33` or `33.74`.
fn is_kode(text: &str) -> bool {
    let is_number = |it: &str| it.len() == 2 && it.bytes().all(|it| it.is_ascii_digit());
    text.split_once('.').map_or_else(|| is_number(text), |(a, b)| is_number(a) && is_number(b))
}
