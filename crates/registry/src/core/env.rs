//! What the registry needs from the machine: time, fresh ids, and where it is.
//! Tests put fixed ones in their place, with clocks that are wrong.

use std::path::Path;

use chrono::{Local, NaiveDate, NaiveTime, TimeZone, Utc};
use uuid::Uuid;

/// The machine, as far as the rules are concerned.
pub trait Env: Send + Sync {
    /// Milliseconds since 1970. For people to read; order never depends on it.
    fn now_ms(&self) -> i64;
    /// An id never given before.
    fn fresh_id(&self) -> Uuid;
    /// What identifies this machine and this folder, so that two copies of a
    /// registry never write history under one name.
    fn place(&self, folder: &Path) -> String;
    /// Who is at work where nobody has said his name; empty: nobody can tell, and what
    /// he does is refused until he has said it.
    fn account(&self) -> String {
        String::new()
    }
}

/// The real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEnv;

impl Env for SystemEnv {
    fn now_ms(&self) -> i64 {
        Utc::now().timestamp_millis()
    }

    fn fresh_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn place(&self, folder: &Path) -> String {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        format!("{} {}", machine(), folder.display())
    }
}

/// The real machine behind a terminal, which does not ask anybody for his name.
#[derive(Debug, Clone, Default)]
pub struct TerminalEnv {
    /// The account under which the program runs; empty where it has no name.
    pub account: String,
}

impl Env for TerminalEnv {
    fn now_ms(&self) -> i64 {
        SystemEnv.now_ms()
    }

    fn fresh_id(&self) -> Uuid {
        SystemEnv.fresh_id()
    }

    fn place(&self, folder: &Path) -> String {
        SystemEnv.place(folder)
    }

    fn account(&self) -> String {
        self.account.clone()
    }
}

/// A name of this machine that survives restarts, where the system has one.
fn machine() -> String {
    let file = std::fs::read_to_string("/etc/machine-id").ok();
    let named = || ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|it| std::env::var(it).ok());
    file.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).or_else(named).unwrap_or_default()
}

/// `20261122-234501` in local time: for names of backups and quarantined files.
pub(crate) fn file_stamp(now_ms: i64) -> String {
    Local
        .timestamp_millis_opt(now_ms)
        .single()
        .map_or_else(|| now_ms.to_string(), |it| it.format("%Y%m%d-%H%M%S").to_string())
}

/// The local day.
pub(crate) fn today(now_ms: i64) -> NaiveDate {
    Local.timestamp_millis_opt(now_ms).single().map_or_else(NaiveDate::default, |it| it.date_naive())
}

/// When the local day ends: milliseconds since 1970 of the next midnight.
pub(crate) fn end_of_day(now_ms: i64) -> i64 {
    let next = today(now_ms).succ_opt().unwrap_or_default().and_time(NaiveTime::MIN);
    Local.from_local_datetime(&next).earliest().map_or(now_ms, |it| it.timestamp_millis())
}

/// RFC 3339 in local time.
pub(crate) fn rfc3339(at_ms: i64) -> String {
    Local
        .timestamp_millis_opt(at_ms)
        .single()
        .map_or_else(String::new, |it| it.to_rfc3339_opts(chrono::SecondsFormat::Secs, false))
}
