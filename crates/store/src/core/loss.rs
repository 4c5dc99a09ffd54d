//! Losses: what this folder had and its database has no more. Whatever can be read
//! elsewhere is taken in again, and what cannot is written down in the same
//! transaction, to be told until somebody has confirmed it.
//!
//! A restored database carries the note of what is still to be taken in, so a start
//! that is stopped anywhere is continued by the next one.

mod taken;

use std::path::{Path, PathBuf};

use domain::{
    core::{
        id::{DeviceId, Subject},
        loss::LossCause,
        number::count,
    },
    merge::{chain::ActHash, change::FieldKey},
};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::{
    Ending, Error, NewAct, Open, Reader, Result, Store, Writer,
    core::{
        backup::{Extent, list_backups, look},
        lock::{Lock, Memory},
        open::step,
        sent::highest_sent,
        setting,
    },
    merge::branch,
};

use taken::{TakenIn, take_in};

/// Setting: all losses, confirmed or not, the oldest first.
pub const LOSSES: &str = "losses";
/// Setting: counters up to this one may have been given by what is lost.
pub(crate) const SETTLED: &str = "counter_settled";
/// Setting: what is still to be taken in.
const PENDING: &str = "salvage";

/// Work that was acknowledged here and was, or is, missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// When it was found, in milliseconds since 1970.
    pub at: i64,
    /// What happened.
    pub cause: LossCause,
    /// The folder in which the damaged file lies, if there is one; inside the
    /// registry's own, as a path from there.
    pub kept: Option<PathBuf>,
    /// The backup that took its place, likewise; none when only what was salvaged did.
    pub backup: Option<PathBuf>,
    /// Acts that were taken in again from the damaged file and from backups.
    pub n_salvaged: u32,
    /// Acts of which something could be read there, but not all.
    pub n_broken: u32,
    /// Changes of those that were taken in one by one, though nothing proves them.
    #[serde(default)]
    pub n_piece: u32,
    /// Changes that are missing now: at most so many. None: nobody knows.
    pub n_missing: Option<u32>,
    /// When the last act of this place was done that is present, in milliseconds since
    /// 1970: what is missing is mostly later.
    pub since: Option<i64>,
    /// Who worked here, by the names in history.
    pub persons: Vec<String>,
    /// Hashes of the hollow places that it tells of and that nobody has filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hollows: Vec<String>,
    /// Whether somebody has read it.
    pub confirmed: bool,
}

/// What a restored database knows of how it came to be.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ToSalvage {
    /// Where the damaged file lies.
    pub(crate) kept: Option<PathBuf>,
    /// The backup it was made of.
    pub(crate) backup: Option<PathBuf>,
    /// As what this place wrote.
    pub(crate) device: Option<DeviceId>,
}

impl ToSalvage {
    /// Notes it in a database that nobody knows yet.
    pub(crate) fn write(&self, connection: &Connection) -> Result<()> {
        setting::write(connection, PENDING, &json(self)?)
    }

    fn read(connection: &Connection) -> Result<Option<Self>> {
        Ok(setting::read(connection, PENDING)?.map(|it| serde_json::from_str(&it).unwrap_or_default()))
    }
}

/// The furthest that is remembered anywhere beside the database, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Furthest {
    pub(crate) memory: Memory,
    cause: LossCause,
}

/// Looks at the lock, at the last parcel and at the newest backup.
pub(crate) fn remembered(folder: &Path, database: &Connection, lock: Option<Memory>) -> Option<Furthest> {
    let known = [
        (lock, LossCause::BehindLock),
        (highest_sent(folder).map(exactly), LossCause::BehindParcel),
        (highest_backed_up(folder, kode_of(database).as_deref()).map(exactly), LossCause::BehindBackup),
    ];
    let known = known.into_iter().filter_map(|(memory, cause)| Some(Furthest { memory: memory?, cause }));
    // The first of equals: the lock knows best.
    known.reduce(|best, it| if it.memory.highest > best.memory.highest { it } else { best })
}

fn exactly(highest: u64) -> Memory {
    Memory { highest, exact: true }
}

/// The highest counter in any backup; one that cannot be read tells nothing.
fn highest_backed_up(folder: &Path, own: Option<&str>) -> Option<u64> {
    kin(folder, own).map(|it| it.1.counter).max()
}

/// Backups of the government with this code that can be read, the one with most history
/// first. Somebody may have laid another's here. One that cannot tell is taken in.
fn kin<'a>(folder: &Path, own: Option<&'a str>) -> impl Iterator<Item = (PathBuf, Extent)> + use<'a> {
    let all = list_backups(folder).into_iter().filter_map(|it| Some((it.path, it.facts?.extent)));
    all.filter(move |(path, _)| {
        let whose = look(path).ok().as_ref().and_then(kode_of);
        own.is_none() || whose.is_none() || whose.as_deref() == own
    })
}

/// Whose registry it is; none where that cannot be read, or nobody has said it.
fn kode_of(connection: &Connection) -> Option<String> {
    let kode = connection.query_row("SELECT kode FROM pemda", [], |row| row.get::<_, String>(0)).ok();
    kode.filter(|it| !it.is_empty())
}

/// What was there when the hand was taken up.
pub(crate) struct AtStart {
    /// The highest counter in the database, or settled at an earlier start.
    pub(crate) base: u64,
    pub(crate) remembered: Option<Furthest>,
    /// The last act that was written here, where that is gone.
    pub(crate) lost_last: Option<(DeviceId, ActHash)>,
    /// As what this place wrote until now.
    pub(crate) device: Option<DeviceId>,
}

impl AtStart {
    /// Whether more is remembered than the database has.
    pub(crate) fn is_behind(&self) -> bool {
        self.lost_last.is_some() || self.remembered.is_some_and(|it| it.memory.highest > self.base)
    }
}

impl Store {
    /// Whether something is remembered that the database does not have, and that
    /// opening to write has not seen to yet.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_untold_loss(&self) -> Result<bool> {
        // Before the database is: whoever writes there remembers after it is written.
        let (lock, last) = (Lock::memory_of(self.folder()), Lock::last_act_of(self.folder()));
        self.read(|reader| {
            let remembered = remembered(self.folder(), reader.connection, lock);
            let settled = reader.setting(SETTLED)?.and_then(|it| it.parse().ok()).unwrap_or(0);
            let base = highest(reader.connection)?.max(settled);
            Ok(ToSalvage::read(reader.connection)?.is_some()
                || remembered.is_some_and(|it| it.memory.missing(base) > 0)
                || branch::lost_last(reader.connection, last)?.is_some())
        })
    }
}

/// Takes in what can be read elsewhere and writes down what is missing, in one
/// transaction and before anybody works.
pub(crate) fn see_to(store: &Store, found: &AtStart, open: &Open) -> Result<()> {
    let at = open.at;
    let pending = store.read(|reader| ToSalvage::read(reader.connection))?;
    let ahead = found.remembered.filter(|it| it.memory.highest > found.base);
    if pending.is_none() && ahead.is_none() && found.lost_last.is_none() {
        return Ok(());
    }
    let (cause, pending) = match (pending, ahead) {
        (Some(pending), _) if pending.kept.is_some() => (LossCause::Damaged, pending),
        (Some(pending), _) => (LossCause::Gone, pending),
        (None, ahead) => (ahead.map_or(LossCause::BehindLock, |it| it.cause), ToSalvage::default()),
    };
    store.write(NewAct { op: "salvage", at, account: "" }, |writer| {
        let own = kode_of(writer.connection);
        let TakenIn { n_salvaged, n_broken, n_piece, kode } = take_in(writer, store.folder(), &pending, open)?;
        if let Some(device) = pending.device.or(found.device) {
            writer.own_what_was_salvaged(device)?;
        }
        if own.is_none() {
            writer.show_kode(kode)?;
        }
        // Where acts are lost the others are laid out as they are everywhere.
        writer.merge::<Error>(std::iter::empty(), open.fresh_device, &mut |_| true)?;
        step("salvaged")?;
        let present = counters_above(writer.connection, found.base)?;
        let missing = |it: Furthest| it.memory.missing(found.base).saturating_sub(present);
        let n_missing = found.remembered.map(|it| count(missing(it)));
        // Others came in behind what is lost: so no counter says how much it was.
        let n_missing = n_missing.filter(|n| *n > 0 || found.lost_last.is_none() || n_salvaged > 0);
        if let Some(it) = ahead {
            setting::write(writer.connection, SETTLED, &it.memory.highest.to_string())?;
        }
        if let Some((_, hash)) = found.lost_last {
            branch::note_lost(writer.connection, hash)?;
        }
        let whole = n_missing == Some(0) && n_salvaged == 0 && n_broken == 0;
        if !(whole && matches!(cause, LossCause::BehindLock | LossCause::BehindParcel | LossCause::BehindBackup)) {
            let (since, persons) = last_of(writer.connection, pending.device.or(found.device))?;
            let mut losses = writer.losses()?;
            losses.push(Loss {
                at,
                cause,
                kept: pending.kept.as_ref().map(|it| inside(store.folder(), it)),
                backup: pending.backup.as_ref().map(|it| inside(store.folder(), it)),
                n_salvaged,
                n_broken,
                n_piece,
                n_missing,
                since,
                persons,
                hollows: writer.hollow_places()?.iter().map(|it| it.hash.to_string()).collect(),
                confirmed: false,
            });
            setting::write(writer.connection, LOSSES, &json(&losses)?)?;
        }
        writer.connection.execute("DELETE FROM setting WHERE key = ?1", [PENDING])?;
        step("told")?;
        Ok(Ending::Keep(()))
    })
}

/// A path as it is written inside a folder, which may be moved.
fn inside(folder: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(folder).unwrap_or(path).to_owned()
}

impl Writer<'_> {
    /// What a merge leaves to who works here: whose registry it is, where nothing is left
    /// to say so but its own history, or what was shown of that until now.
    fn show_kode(&mut self, shown: Option<String>) -> Result<()> {
        let row = self.named_row(&Subject::Daerah.to_string())?;
        let said = self.field_heads(row, &FieldKey::PemdaKode.to_string())?.pop().and_then(|it| it.value);
        self.project(row, &FieldKey::PemdaKode, said.or(shown).as_deref())
    }

    /// What this place wrote and has again is its own, also under its former name.
    fn own_what_was_salvaged(&self, device: DeviceId) -> Result<()> {
        let until: i64 = self.connection.query_row(
            "SELECT coalesce(max(c.counter), 0) FROM change c JOIN device d ON d.id = c.device WHERE d.uuid = ?1",
            [device.to_string()],
            |row| row.get(0),
        )?;
        if device == self.device {
            Ok(())
        } else {
            branch::add_former(self.connection, &device.to_string(), until.cast_unsigned())
        }
    }
}

/// The highest counter of any change.
pub(crate) fn highest(connection: &Connection) -> Result<u64> {
    // By device, so that the index of stamps answers.
    let highest: i64 = connection.query_row(
        "SELECT coalesce(max((SELECT max(counter) FROM change WHERE device = d.id)), 0) FROM device d",
        [],
        |row| row.get(0),
    )?;
    Ok(highest.cast_unsigned())
}

/// How many different counters above one are in history.
fn counters_above(connection: &Connection, base: u64) -> Result<u64> {
    let n: i64 = connection.query_row(
        "SELECT count(DISTINCT counter) FROM change WHERE counter > ?1",
        [base.cast_signed()],
        |row| row.get(0),
    )?;
    Ok(n.cast_unsigned())
}

/// When a device wrote last, and by whose hand; when anybody did, where none is known.
fn last_of(connection: &Connection, device: Option<DeviceId>) -> Result<(Option<i64>, Vec<String>)> {
    let device = device.map(|it| it.to_string());
    let last = connection
        .query_row(
            "SELECT a.at FROM act a JOIN device d ON d.id = a.device WHERE ?1 IS NULL OR d.uuid = ?1 ORDER BY a.counter DESC LIMIT 1",
            [&device],
            |row| row.get(0),
        )
        .optional()?;
    let mut persons = connection.prepare(
        "SELECT DISTINCT a.person FROM act a JOIN device d ON d.id = a.device
         WHERE (?1 IS NULL OR d.uuid = ?1) AND a.person <> '' ORDER BY a.person LIMIT 5",
    )?;
    Ok((last, persons.query_map([&device], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?))
}

impl Reader<'_> {
    /// All losses that were found here, the oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn losses(&self) -> Result<Vec<Loss>> {
        // A list that somebody has spoilt is none.
        Ok(self.setting(LOSSES)?.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default())
    }
}

impl Writer<'_> {
    /// Somebody has read them all.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn confirm_losses(&mut self) -> Result<()> {
        let mut losses = self.losses()?;
        losses.iter_mut().for_each(|it| it.confirmed = true);
        self.put_setting(LOSSES, &json(&losses)?)
    }
}

pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Sql(rusqlite::Error::ToSqlConversionFailure(Box::new(error))))
}
