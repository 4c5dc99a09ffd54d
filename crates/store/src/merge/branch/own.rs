//! The names that this copy writes and wrote under.

use std::collections::BTreeMap;

use domain::{
    core::id::DeviceId,
    merge::{chain::ActHash, change::MAX_COUNTER},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Reader, Result, Writer, core::setting};

/// Names that this copy wrote under before, apart by spaces, each with a colon and the
/// highest counter that it can have given under it: what came later under that name is
/// of another copy.
const FORMER: &str = "former_devices";

/// Remembers that this copy wrote under a name, so that taking back reaches over it.
pub(crate) fn add_former(connection: &Connection, device: &str, until: u64) -> Result<()> {
    let former = setting::read(connection, FORMER)?.unwrap_or_default();
    setting::write(connection, FORMER, format!("{former} {device}:{until}").trim_start())
}

/// Setting: hash of the last act that was written here, where that is gone and written down
/// as a loss.
const LOST_LAST: &str = "lost_last_act";

/// The last act that was written here, where that is gone and nobody has written that down.
/// Others may have come in behind it, so no counter tells; whatever is written now would be
/// hashed behind the one before, and be a fork to everybody who has it. The database may
/// have been laid here from another copy: what this folder wrote last is missing all the same.
pub(crate) fn lost_last(
    connection: &Connection,
    last: Option<(DeviceId, ActHash)>,
) -> Result<Option<(DeviceId, ActHash)>> {
    let Some((device, hash)) = last else { return Ok(None) };
    // Mostly it is the last of its line; a disk may have put it on another.
    let is_last = "SELECT a.hash = ?2 FROM device d JOIN act a ON a.device = d.id
                   WHERE d.uuid = ?1 ORDER BY a.counter DESC LIMIT 1";
    let (device, bytes) = (device.to_string(), hash.0.as_slice());
    let is_last: Option<bool> = connection.query_row(is_last, params![device, bytes], |row| row.get(0)).optional()?;
    let is_lost = is_last != Some(true)
        && !connection.prepare("SELECT 1 FROM act WHERE hash = ?1")?.exists([bytes])?
        && setting::read(connection, LOST_LAST)?.as_deref() != Some(hash.to_string().as_str());
    Ok(last.filter(|_| is_lost))
}

/// Remembers that this act is written down as lost.
pub(crate) fn note_lost(connection: &Connection, hash: ActHash) -> Result<()> {
    setting::write(connection, LOST_LAST, &hash.to_string())
}

fn own_devices(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    let former = setting::read(connection, FORMER)?.unwrap_or_default();
    let read = |it: &str| it.split_once(':').and_then(|(name, until)| Some((name.to_owned(), until.parse().ok()?)));
    let mut own: BTreeMap<String, u64> = former.split_whitespace().filter_map(read).collect();
    own.extend(setting::read(connection, "device")?.map(|it| (it, MAX_COUNTER)));
    Ok(own)
}

impl Reader<'_> {
    /// Every name that this copy writes or wrote under, each with the highest counter
    /// that can be its own.
    pub(crate) fn own_devices(&self) -> Result<BTreeMap<String, u64>> {
        own_devices(self.connection)
    }
}

impl Writer<'_> {
    /// Whoever wrote on the line that was moved goes on under a fresh name, and knows
    /// what he did under the old ones.
    pub(super) fn leave(&mut self, from: i64, to: i64, fresh: DeviceId) -> Result<()> {
        let (from, to) = (self.name_of(from)?, self.name_of(to)?);
        let Some(until) = self.own_devices()?.remove(&from) else { return Ok(()) };
        if from == self.device.to_string() {
            self.go_on_as(fresh)?;
        }
        add_former(self.connection, &to, until)
    }

    /// What this copy wrote on one line and stands on another now is still its own.
    pub(super) fn own_as(&self, from: i64, to: i64) -> Result<()> {
        let (from, to) = (self.name_of(from)?, self.name_of(to)?);
        let own = self.own_devices()?;
        match own.get(&from) {
            Some(until) if own.get(&to).is_none_or(|it| it < until) => add_former(self.connection, &to, *until),
            _ => Ok(()),
        }
    }

    /// From here on this copy writes under another name, and knows what it did under this.
    pub(super) fn go_on_as(&mut self, fresh: DeviceId) -> Result<()> {
        let left = self.device.to_string();
        let until = self.own_devices()?.remove(&left);
        self.device = fresh;
        self.put_setting("device", &fresh.to_string())?;
        until.map_or(Ok(()), |it| add_former(self.connection, &left, it))
    }

    fn name_of(&self, line: i64) -> Result<String> {
        let sql = "SELECT uuid FROM device WHERE id = ?1";
        Ok(self.connection.prepare_cached(sql)?.query_row([line], |row| row.get(0))?)
    }
}
