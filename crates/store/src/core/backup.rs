//! Backups: whole, proved copies of the database in `backups/`. Which of them comes
//! first, when the next is due and which may go is told by the history that each
//! holds, read from the file itself: clocks and names of files can be wrong. Bukti
//! bytes are never changed, so they need no copy here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::{
    Error, Reader, Result, Store,
    core::{
        damage::{Depth, is_damaged},
        format::check_format,
        long_path::for_sqlite,
        open::BUSY,
    },
};

/// How many with the most history stay, whatever lies between them.
const NEWEST: usize = 3;

/// Behind those one stays for each rung of acts that it lacks: up to 64, up to 256,
/// up to 1024, and so on. So a slip is undone from nearby, a habit from far away, and
/// a million acts have ten backups.
const FIRST_RUNG: u64 = 64;

/// What a database holds, as far as that orders it among others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    /// Acts in its history.
    pub n_act: u64,
    /// Changes of all those acts.
    pub n_change: u64,
    /// Highest counter of a change; 0: there is none.
    pub counter: u64,
    /// Of each device, by its id: the counter of its last act here, and its acts. A
    /// device writes in order and sends all it has, so these two say which acts.
    devices: BTreeMap<String, (u64, u64)>,
}

impl Extent {
    fn of(connection: &Connection) -> Result<Self> {
        let mut extent = Self::default();
        // How many changes an act has may be wrong on the disk, and so may the counter of
        // one: what both say is believed.
        let mut statement = connection.prepare(
            "SELECT d.uuid, max(a.counter), count(*), min(max(a.counter + n),
               1 + coalesce((SELECT max(counter) FROM change WHERE device = a.device), max(a.counter))), sum(n)
             FROM (SELECT device, counter, max(0, min(n, 4294967295)) AS n FROM act) a
             JOIN device d ON d.id = a.device GROUP BY a.device",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number = |at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
            let (last, n_act) = (number(1)?, number(2)?);
            extent.n_act += n_act;
            extent.counter = extent.counter.max(number(3)?.saturating_sub(1));
            extent.n_change += number(4)?;
            extent.devices.insert(row.get(0)?, (last, n_act));
        }
        Ok(extent)
    }

    /// Whether all of this is in the other too.
    pub fn is_within(&self, other: &Extent) -> bool {
        let holds = |(device, (last, n)): (&String, &(u64, u64))| {
            other.devices.get(device).is_some_and(|it| it.0 >= *last && it.1 >= *n)
        };
        self.devices.iter().all(holds)
    }

    /// Acts of this that the other lacks.
    pub fn beyond(&self, other: &Extent) -> u64 {
        let lacks =
            |(device, (_, n)): (&String, &(u64, u64))| n.saturating_sub(other.devices.get(device).map_or(0, |it| it.1));
        self.devices.iter().map(lacks).sum()
    }
}

/// A backup, by what can be read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its bytes.
    pub size: u64,
    /// Milliseconds since 1970 by the clock of the disk: for people, never for order.
    pub made_at: Option<i64>,
    /// None: it cannot be read.
    pub facts: Option<BackupFacts>,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFacts {
    /// Its history.
    pub extent: Extent,
    /// Inovasi that are not removed.
    pub n_inovasi: u32,
    /// When its last act was done: milliseconds since 1970, the writer's clock.
    pub until: Option<i64>,
}

/// What is in the registry and in no sound backup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Acts.
    pub n_act: u64,
    /// Changes of all those acts.
    pub n_change: u64,
}

impl Store {
    /// Makes a backup. Returns its path.
    ///
    /// # Errors
    /// The disk is full, the folder cannot be written, or the copy is not what was
    /// copied; then no half backup stays.
    pub fn back_up(&self, stamp: &str) -> Result<PathBuf> {
        if let Some((found, known)) = self.newer {
            return Err(Error::Newer { found, known });
        }
        // A connection of its own: nobody who reads waits for the copy.
        let made = self.noting(|| make(&self.source.connect()?, self.folder(), stamp))?;
        self.fold_log();
        Ok(made)
    }

    /// Brings the log into the database file and empties it, unless somebody reads just
    /// then: whoever loses the log, or copies the one file, loses less, and what was
    /// written over does not stay behind in it. Done in quiet moments; closing does it
    /// anyhow.
    pub fn fold_log(&self) {
        if let Some(hand) = self.hand().as_ref() {
            // Nobody is waited for: what could not be brought in now is brought in later.
            let _ = hand.connection.busy_timeout(Duration::ZERO);
            let _ = hand.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            let _ = hand.connection.busy_timeout(BUSY);
        }
    }

    /// The backups beside the registry, the one with most history first; what cannot
    /// be read comes last.
    pub fn backups(&self) -> Vec<BackupFile> {
        list_backups(self.folder())
    }

    /// What would be lost if only those backups were left that `sound` says can be
    /// trusted; it is asked of as few as will do.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn news(&self, backups: &[BackupFile], sound: impl FnMut(&BackupFile) -> bool) -> Result<News> {
        self.read(|reader| Ok(news(&reader.extent()?, backups, sound)))
    }
}

impl Reader<'_> {
    /// The row of the last act that has arrived here; 0: there is none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn last_act(&self) -> Result<i64> {
        Ok(self.connection.query_row("SELECT coalesce(max(id), 0) FROM act", [], |row| row.get(0))?)
    }

    /// What has arrived here after an act's row.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn news_since(&self, act: i64) -> Result<News> {
        let (n_act, n_change): (i64, i64) = self.connection.query_row(
            "SELECT count(*), coalesce(sum(max(0, min(n, 4294967295))), 0) FROM act WHERE id > ?1",
            [act],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(News { n_act: n_act.unsigned_abs(), n_change: n_change.unsigned_abs() })
    }

    /// What this registry holds.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn extent(&self) -> Result<Extent> {
        Extent::of(self.connection)
    }
}

/// The backups below a folder, the one with most history first; what cannot be read
/// comes last.
pub fn list_backups(folder: &Path) -> Vec<BackupFile> {
    let Ok(entries) = fs::read_dir(folder.join("backups")) else { return Vec::new() };
    let paths = entries.flatten().map(|it| it.path()).filter(|it| it.extension().is_some_and(|it| it == "sqlite3"));
    let mut found: Vec<BackupFile> = paths.map(backup_file).collect();
    found.sort_by(|a, b| key(b).cmp(&key(a)).then_with(|| a.path.cmp(&b.path)));
    found
}

/// Whether every page and every value of a database is sound, it is ours, and its history
/// has the rows it hangs on: one without them is kept, and put back for no other.
pub fn is_sound(path: &Path) -> bool {
    look(path).is_ok() && matches!(is_damaged(path, Depth::EveryValue), Ok(false))
}

/// Copies the database as it is now, proves the copy, and only then names it.
pub(crate) fn make(connection: &Connection, folder: &Path, stamp: &str) -> Result<PathBuf> {
    let backups = folder.join("backups");
    disk::create_private_folder(&backups).map_err(Error::io("create", &backups))?;
    let half = Half(backups.join(format!("registry-{stamp}.sebagian")));
    half.clear()?;
    copy_database(connection, &half.0)?;
    let target = appear(&half.0, &backups, &format!("registry-{stamp}"))?;
    prune(folder, &target);
    Ok(target)
}

/// Copies a database as it is now to a file that is not there, and proves the copy:
/// it is sound, and holds the acts that were there.
pub(crate) fn copy_database(connection: &Connection, to: &Path) -> Result<()> {
    let before = Extent::of(connection)?;
    vacuum_into(connection, to)?;
    let after = Extent::of(connection)?;
    let whole = !is_damaged(to, Depth::Whole)? && {
        let copied = Extent::of(&look(to)?)?;
        // Whoever writes meanwhile only adds.
        before.is_within(&copied) && copied.is_within(&after)
    };
    if !whole {
        return Err(Error::CopyDiffers(to.to_owned()));
    }
    sync_file(to)
}

/// SQLite makes a file that everybody may read, but writes into an empty one that is
/// there, and what it makes beside has the same rights.
///
/// # Errors
/// Something is there; the disk is full.
pub(crate) fn vacuum_into(connection: &Connection, to: &Path) -> Result<()> {
    disk::create_private(to).map_err(Error::io("create", to))?;
    connection.execute("VACUUM INTO ?1", [for_sqlite(to).to_string_lossy()])?;
    Ok(())
}

/// Gives a proved file a name that nothing has, and lets it appear.
pub(crate) fn appear(half: &Path, folder: &Path, stem: &str) -> Result<PathBuf> {
    let first = folder.join(format!("{stem}.sqlite3"));
    // A clock that stands still gives one name twice.
    let target = if first.exists() { disk::free_name(&first) } else { first };
    disk::patiently(|| fs::rename(half, &target)).map_err(Error::io("rename", &target))?;
    disk::sync_folder(folder);
    Ok(target)
}

/// The backup with most history that can be trusted; one that cannot be read is none.
pub(crate) fn best_sound(folder: &Path) -> Option<PathBuf> {
    list_backups(folder).into_iter().filter(|it| it.facts.is_some()).map(|it| it.path).find(|it| is_sound(it))
}

/// Removes the backups whose history lies in others that stay. These are the only
/// files that the program deletes by itself: backups it made, all of whose acts are in
/// a sound one.
pub(crate) fn prune(folder: &Path, proved: &Path) {
    let files = list_backups(folder);
    for path in spare(&files, |it| it == proved || is_sound(it)) {
        // One that stays costs room and nothing else.
        let _ = disk::remove(path);
    }
}

/// Which of the files, most history first, may go. Each that lies in no other stays
/// and is the head of those that lie in it; what cannot be trusted stays where it is.
fn spare<'a>(files: &'a [BackupFile], mut sound: impl FnMut(&Path) -> bool) -> Vec<&'a Path> {
    type Held<'a> = (&'a Path, u64);
    let mut heads: Vec<(&Extent, Vec<Held<'a>>)> = Vec::new();
    for file in files {
        let Some(facts) = &file.facts else { continue };
        match heads.iter_mut().find(|it| facts.extent.is_within(it.0)) {
            Some((head, held)) => held.push((&file.path, head.n_act - facts.extent.n_act.min(head.n_act))),
            None if sound(&file.path) => heads.push((&facts.extent, Vec::new())),
            None => {}
        }
    }
    let mut spare = Vec::new();
    for (_, held) in heads {
        // The oldest of a rung is the one that moves on to the next.
        let mut taken = BTreeSet::new();
        for (path, lacks) in held.into_iter().skip(NEWEST - 1).rev() {
            if !taken.insert(rung(lacks)) {
                spare.push(path);
            }
        }
    }
    spare
}

fn rung(lacks: u64) -> u32 {
    (lacks / FIRST_RUNG).checked_ilog(4).map_or(0, |it| it + 1)
}

/// What of today is in no sound backup.
fn news(today: &Extent, backups: &[BackupFile], mut sound: impl FnMut(&BackupFile) -> bool) -> News {
    let all = News { n_act: today.n_act, n_change: today.n_change };
    for file in backups {
        let Some(facts) = &file.facts else { continue };
        let (whole, part) = (today.is_within(&facts.extent), facts.extent.is_within(today));
        if (whole || part) && sound(file) {
            return if whole {
                News::default()
            } else {
                News {
                    n_act: today.beyond(&facts.extent),
                    n_change: all.n_change.saturating_sub(facts.extent.n_change),
                }
            };
        }
    }
    all
}

fn key(file: &BackupFile) -> Option<(u64, u64)> {
    file.facts.as_ref().map(|it| (it.extent.n_act, it.extent.counter))
}

fn backup_file(path: PathBuf) -> BackupFile {
    let metadata = fs::metadata(&path).ok();
    let made = metadata.as_ref().and_then(|it| it.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    BackupFile {
        size: metadata.map_or(0, |it| it.len()),
        made_at: made.and_then(|it| i64::try_from(it.as_millis()).ok()),
        facts: facts(&path).ok(),
        path,
    }
}

fn facts(path: &Path) -> Result<BackupFacts> {
    let connection = look(path)?;
    Ok(BackupFacts {
        extent: Extent::of(&connection)?,
        n_inovasi: connection.query_row("SELECT count(*) FROM inovasi WHERE removed = 0", [], |row| row.get(0))?,
        until: connection.query_row("SELECT at FROM act ORDER BY id DESC LIMIT 1", [], |row| row.get(0)).optional()?,
    })
}

/// Opens a database that nobody writes to, of this format or an older one.
pub(crate) fn look(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        for_sqlite(path),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    check_format(&connection, path)?;
    Ok(connection)
}

pub(crate) fn sync_file(path: &Path) -> Result<()> {
    fs::File::options().write(true).open(path).and_then(|it| it.sync_all()).map_err(Error::io("write", path))
}

/// A file that is being written; it disappears unless it was renamed away.
pub(crate) struct Half(pub(crate) PathBuf);

impl Half {
    /// Takes out what a run before has left under this name.
    pub(crate) fn clear(&self) -> Result<()> {
        disk::remove(&self.0).map_err(Error::io("remove", &self.0))
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        // A failure leaves a file that the next run takes out.
        let _ = disk::remove(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, devices: &[(&str, u64)]) -> BackupFile {
        let n_act = devices.iter().map(|it| it.1).sum();
        let devices = devices.iter().map(|(device, n)| ((*device).to_owned(), (*n, *n))).collect();
        let extent = Extent { n_act, n_change: n_act, counter: n_act, devices };
        BackupFile {
            path: name.into(),
            size: 0,
            made_at: None,
            facts: Some(BackupFacts { extent, n_inovasi: 0, until: None }),
        }
    }

    fn left(mut files: Vec<BackupFile>, sound: impl Fn(&Path) -> bool) -> Vec<String> {
        files.sort_by_key(|it| std::cmp::Reverse(key(it)));
        let spared: Vec<PathBuf> = spare(&files, |it| sound(it)).into_iter().map(Path::to_owned).collect();
        files.retain(|it| !spared.contains(&it.path));
        files.into_iter().map(|it| it.path.display().to_string()).collect()
    }

    #[test]
    fn the_newest_stay_and_one_of_each_rung_behind_them() {
        // Made after every tenth act, pruned each time.
        let mut kept: Vec<BackupFile> = Vec::new();
        for n in (10..=5000).step_by(10) {
            kept.push(file(&n.to_string(), &[("a", n)]));
            let names = left(kept.clone(), |_| true);
            kept.retain(|it| names.contains(&it.path.display().to_string()));
            assert!(kept.iter().any(|it| it.path == Path::new(&n.to_string())), "the one just made, {n}");
        }
        let lacks: Vec<u64> = left(kept, |_| true).iter().map(|it| 5000 - it.parse::<u64>().unwrap()).collect();
        assert_eq!(lacks[..3], [0, 10, 20], "the newest");
        assert!(lacks.len() <= 9, "{lacks:?}");
        assert!(lacks.last().unwrap() > &1024, "one from far away: {lacks:?}");
        for step in lacks[2..].windows(2) {
            assert!(step[1] <= (step[0] + FIRST_RUNG) * 16, "no gap between rungs: {lacks:?}");
        }
    }

    #[test]
    fn what_lies_in_no_other_stays() {
        let files = vec![
            file("old line", &[("a", 900)]),
            file("new line", &[("a", 100), ("b", 5)]),
            file("both begin here", &[("a", 100)]),
        ];
        assert_eq!(left(files, |_| true), ["old line", "new line", "both begin here"]);
    }

    #[test]
    fn one_that_cannot_be_trusted_lets_none_go() {
        let mut files: Vec<BackupFile> = (1..=9).map(|n| file(&n.to_string(), &[("a", n)])).collect();
        let all = files.len();
        assert_eq!(left(files.clone(), |it| it != Path::new("9")).len(), 5, "8 is the head, 9 stays");
        assert_eq!(left(files.clone(), |_| false).len(), all);
        files[8].facts = None;
        assert!(left(files, |_| true).contains(&"9".to_owned()), "what cannot be read stays");
    }

    #[test]
    fn news_is_what_no_backup_holds() {
        let today = file("", &[("a", 10), ("b", 4)]).facts.unwrap().extent;
        assert_eq!(today.beyond(&file("", &[("a", 7)]).facts.unwrap().extent), 7);
        let files = [file("all", &[("a", 10), ("b", 4)]), file("some", &[("a", 9)]), file("other", &[("c", 8)])];
        let of = |sound: fn(&BackupFile) -> bool| news(&today, &files, sound).n_act;
        assert_eq!(of(|_| true), 0);
        assert_eq!(of(|it| it.path != Path::new("all")), 5, "what cannot be trusted counts for nothing");
        assert_eq!(of(|it| it.path == Path::new("other")), 14, "nor does what is of another line");
    }

    #[test]
    fn rungs_grow_by_four() {
        assert_eq!([0, 63, 64, 255, 256, 1023, 1024].map(rung), [0, 0, 1, 1, 2, 2, 3]);
    }
}
