//! What the registry needs from the machine: time, fresh ids, and where it is.
//! Tests put fixed ones in their place, with clocks that are wrong.

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{Local, NaiveDate, NaiveTime, TimeZone};
use disk::Room;
use uuid::{NoContext, Timestamp, Uuid};

use crate::core::{portable::Portable, update::RunningProgram};

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
    /// The program that runs, as an update sees it.
    fn program(&self) -> RunningProgram {
        RunningProgram::find()
    }
    /// Where what ends with a run may lie, the best place first: never in the registry,
    /// since reading writes nothing there.
    fn temporary(&self) -> Vec<PathBuf> {
        vec![std::env::temp_dir()]
    }
    /// What the disk of a folder takes.
    fn room(&self, folder: &Path) -> Room {
        Room::at(folder)
    }
}

/// The folder of this account that is this program's own and may be lost; the system's
/// one for temporary files only where there is none, or it cannot be written. A program
/// that is carried about leaves nothing on the machine.
fn own_temporary() -> Vec<PathBuf> {
    if let Some(portable) = Portable::find() {
        return vec![portable.cache().join("temporary")];
    }
    let own = cache().map(|it| it.join("id.prakarsa.desktop").join("temporary"));
    own.into_iter().chain([std::env::temp_dir()]).collect()
}

/// Where this account keeps what may be lost, as each system says it.
fn cache() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|it| it.is_absolute());
    if cfg!(windows) {
        return named("LOCALAPPDATA");
    }
    let below = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(below)))
}

/// The real machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEnv;

impl Env for SystemEnv {
    fn now_ms(&self) -> i64 {
        since_1970(SystemTime::now())
    }

    fn fresh_id(&self) -> Uuid {
        // Ids begin with the time, which has none before 1970: the rest is random enough.
        match SystemTime::now() < UNIX_EPOCH {
            true => Uuid::new_v7(Timestamp::from_unix(NoContext, 0, 0)),
            false => Uuid::now_v7(),
        }
    }

    fn place(&self, folder: &Path) -> String {
        place_name(&machine(), &disk::real_path(folder).display().to_string(), cfg!(windows))
    }

    fn temporary(&self) -> Vec<PathBuf> {
        own_temporary()
    }
}

/// Milliseconds since 1970, negative before: a clock may say anything.
fn since_1970(now: SystemTime) -> i64 {
    let ms = |it: std::time::Duration| i64::try_from(it.as_millis()).unwrap_or(i64::MAX);
    match now.duration_since(UNIX_EPOCH) {
        Ok(since) => ms(since),
        Err(before) => -ms(before.duration()),
    }
}

/// One name for a folder however it is spelled. Windows knows the same one with and
/// without the mark of a long path, and in capitals.
fn place_name(machine: &str, folder: &str, windows: bool) -> String {
    if !windows {
        return format!("{machine} {folder}");
    }
    let plain = match folder.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}"),
        None => folder.strip_prefix(r"\\?\").unwrap_or(folder).to_owned(),
    };
    let plain = plain.replace('/', r"\").to_lowercase();
    format!("{machine} {}", plain.trim_end_matches('\\'))
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

    fn temporary(&self) -> Vec<PathBuf> {
        own_temporary()
    }
}

/// The machine as it was at another moment: nothing that hangs on the day has changed
/// since.
#[derive(Debug, Clone, Default)]
pub(crate) struct ThenEnv {
    /// Milliseconds since 1970.
    pub at: i64,
}

impl Env for ThenEnv {
    fn now_ms(&self) -> i64 {
        self.at
    }

    /// Of what is looked at only outputs in the making are named by it.
    fn fresh_id(&self) -> Uuid {
        SystemEnv.fresh_id()
    }

    fn place(&self, _: &Path) -> String {
        String::new()
    }

    fn temporary(&self) -> Vec<PathBuf> {
        SystemEnv.temporary()
    }
}

/// A name of this machine that survives restarts, where the system has one.
fn machine() -> String {
    let named = || ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|it| std::env::var(it).ok());
    machine_id().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).or_else(named).unwrap_or_default()
}

#[cfg(unix)]
fn machine_id() -> Option<String> {
    std::fs::read_to_string("/etc/machine-id").ok()
}

/// The name of the computer is the same on every laptop of one image; this is not
/// once Windows has been set up.
#[cfg(windows)]
fn machine_id() -> Option<String> {
    let key = winreg::RegKey::predef(winreg::enums::HKEY_LOCAL_MACHINE);
    key.open_subkey(r"SOFTWARE\Microsoft\Cryptography").and_then(|it| it.get_value("MachineGuid")).ok()
}

#[cfg(not(any(unix, windows)))]
fn machine_id() -> Option<String> {
    None
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

/// Noon of a local day: milliseconds since 1970.
pub(crate) fn noon(day: NaiveDate) -> i64 {
    let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default();
    Local
        .from_local_datetime(&noon)
        .earliest()
        .map_or_else(|| noon.and_utc().timestamp_millis(), |it| it.timestamp_millis())
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_place_has_one_name() {
        let one = r"guid c:\users\sri ayu\registri";
        for folder in [
            r"C:\Users\Sri Ayu\Registri",
            r"\\?\C:\Users\Sri Ayu\Registri",
            r"c:\users\sri ayu\registri\",
            r"C:\Users/Sri Ayu/Registri",
        ] {
            assert_eq!(place_name("guid", folder, true), one, "{folder}");
        }
        assert_eq!(place_name("guid", r"\\?\UNC\Server\Bagi\R", true), place_name("guid", r"\\server\bagi\r", true));
        assert_ne!(place_name("guid", r"D:\Registri", true), place_name("guid", r"C:\Registri", true));
        // Elsewhere capitals tell folders apart, and a backslash is a letter.
        assert_eq!(place_name("id", "/srv/Sri/R\\", false), "id /srv/Sri/R\\");
    }

    #[test]
    fn a_clock_may_say_anything() {
        assert_eq!(since_1970(UNIX_EPOCH + Duration::from_millis(5)), 5);
        assert_eq!(since_1970(UNIX_EPOCH - Duration::from_millis(5)), -5);
        for ms in [i64::MIN, -1, 0, i64::MAX] {
            assert!(!file_stamp(ms).is_empty());
            let _ = (today(ms), end_of_day(ms), rfc3339(ms));
        }
    }
}
