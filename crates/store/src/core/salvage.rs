//! Salvage: the acts that can still be read in a damaged database.
//!
//! Its pages are looked at one by one ([`pages`]), so that damage hides only what is
//! on its own page: no index, no schema and no list of pages is believed. The rows of
//! history that are found are laid into a fresh database ([`rescue`]). An act of which
//! one row is wrong is made whole where its hash proves it ([`mend`](mod@mend)); of one that is
//! not, the changes that can be read are given one by one, for whoever has no better.

mod found;
mod mend;
mod pages;
mod rescue;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{
    core::id::DeviceId,
    merge::{chain::ActHash, change::Act},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, Result, merge::chain::chained};
pub(crate) use found::LOST;
use found::{COLUMNS, FoundAct};
use mend::{HashProof, PATIENCE, mend};
use pages::DatabasePages;

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Salvaged {
    /// Acts that could be read whole.
    pub(crate) n_act: u64,
    /// Acts of which something could be read, but not all.
    pub(crate) n_broken: u64,
    /// Changes of those that could be read.
    pub(crate) n_piece: u64,
}

/// Something that was found.
pub(crate) enum Rescued {
    /// An act that is all there.
    Whole(SalvagedAct),
    /// The changes that can be read of one that is not, under the stamps that they had; what
    /// else of it may be wrong is not known. These come last.
    Pieces(Act),
    /// What somebody wrote for himself about a subject.
    Note(String, String),
    /// What somebody has set at this copy.
    Setting(String, String),
    /// Whose registry it is: the kode that it showed.
    Kode(String),
}

/// An act that could be read whole.
pub(crate) struct SalvagedAct {
    pub(crate) act: Act,
    /// The hash of the act that it stood behind, where its own hash proves it; where that
    /// one is lost, or the database is of a format without hashes, nothing does.
    pub(crate) previous: Option<ActHash>,
}

/// Reads what can be read of a database that may be damaged anywhere, and of the log
/// beside it, and gives everything to `take`, acts in the order of their writing. The
/// files are only read.
///
/// # Errors
/// Whatever `take` returns, or there is no room for what was found.
pub(crate) fn salvage<E: From<Error>>(
    database: &Path,
    take: &mut dyn FnMut(Rescued) -> Result<(), E>,
) -> Result<Salvaged, E> {
    let pages = DatabasePages::read(database).map_err(Error::io("read", database))?;
    let rescue = rescue::lay_out(&pages)?;
    drop(pages);
    let (mut found, broken) = read_acts(&rescue, take)?;
    for it in broken {
        let pieces = read_broken(&rescue, it).map_err(Error::from)?;
        found.n_piece += pieces.changes.len() as u64;
        take(Rescued::Pieces(pieces))?;
    }
    for it in read_pairs(&rescue, "SELECT subject, text FROM note").map_err(Error::from)? {
        take(Rescued::Note(it.0, it.1))?;
    }
    for it in read_pairs(&rescue, "SELECT key, value FROM setting").map_err(Error::from)? {
        take(Rescued::Setting(it.0, it.1))?;
    }
    // Two on pages that were given up say nothing.
    let kode = "SELECT max(kode) FROM pemda HAVING count(*) = 1";
    let kode: Option<String> = rescue.query_row(kode, [], |row| row.get(0)).optional().map_err(Error::from)?;
    kode.map_or(Ok(()), |it| take(Rescued::Kode(it)))?;
    Ok(found)
}

/// Reads the acts. Answers which of them are not whole, by the row that their changes say.
fn read_acts<E: From<Error>>(
    rescue: &Connection,
    take: &mut dyn FnMut(Rescued) -> Result<(), E>,
) -> Result<(Salvaged, Vec<i64>), E> {
    let mut told = Salvaged::default();
    let mut broken = Vec::new();
    let sql = format!("SELECT {COLUMNS} FROM act a LEFT JOIN device d ON d.id = a.device ORDER BY a.id");
    let mut statement = rescue.prepare(&sql).map_err(Error::from)?;
    let mut rows = statement.query([]).map_err(Error::from)?;
    let mut chains = Chains::new();
    while let Some(row) = rows.next().map_err(Error::from)? {
        let found = FoundAct::read(rescue, row).map_err(Error::from)?;
        match chains.judge(rescue, &found).map_err(Error::from)? {
            Some(act) => {
                told.n_act += 1;
                take(Rescued::Whole(act))?;
            }
            None => broken.push(found.row),
        }
    }
    let sql = "SELECT DISTINCT act FROM change WHERE act NOT IN (SELECT id FROM act) ORDER BY act";
    let mut lost = rescue.prepare(sql).map_err(Error::from)?;
    let lost = lost.query_map([], |row| row.get(0)).and_then(Iterator::collect::<rusqlite::Result<Vec<i64>>>);
    broken.extend(lost.map_err(Error::from)?);
    // What was replaced comes before what replaced it.
    broken.sort_unstable();
    told.n_broken = broken.len() as u64;
    Ok((told, broken))
}

/// What can be read of an act that is not whole.
fn read_broken(rescue: &Connection, row: i64) -> rusqlite::Result<Act> {
    let sql = format!("SELECT {COLUMNS} FROM act a LEFT JOIN device d ON d.id = a.device WHERE a.id = ?1");
    let mut statement = rescue.prepare_cached(&sql)?;
    let mut rows = statement.query([row])?;
    let found = match rows.next()? {
        Some(it) => FoundAct::read(rescue, it)?,
        None => FoundAct::without_row(rescue, row)?,
    };
    Ok(found.readable())
}

fn read_pairs(rescue: &Connection, sql: &str) -> rusqlite::Result<Vec<(String, String)>> {
    rescue.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// How far the acts have been followed.
struct Chains {
    /// Of each device: the row of its last act, and the hashes that the next may stand
    /// behind: the one that this act says, the one reckoned from it, and the one before,
    /// where its row names another device than its own.
    last: BTreeMap<DeviceId, (i64, [Option<ActHash>; 3])>,
    /// The row of the last act, and the last row behind which one is missing.
    row: i64,
    gap: i64,
    /// Changes that may still be hashed to mend acts.
    patience: usize,
}

impl Chains {
    fn new() -> Self {
        Self { last: BTreeMap::new(), row: 0, gap: 0, patience: PATIENCE }
    }

    /// Whether an act is what its hash was made of, or can be made so. Where the one before
    /// it may be lost, and where there are no hashes, it must at least not be blind.
    fn judge(&mut self, rescue: &Connection, found: &FoundAct) -> rusqlite::Result<Option<SalvagedAct>> {
        if found.row > self.row + 1 {
            self.gap = found.row;
        }
        self.row = found.row;
        let Some(device) = found.device else {
            // Nobody knows whose act it was, unless its hash tells.
            let mended = self.mended(rescue, found, [None; 3])?;
            if mended.is_none() {
                self.gap = found.row;
            }
            return Ok(mended);
        };
        let before = self.last.get(&device);
        let candidates = before.map_or([Some(ActHash::NONE), None, None], |it| it.1);
        let follows_gap = before.map_or(0, |it| it.0) < self.gap;
        let whole = found.act().filter(|_| found.is_complete());
        if let Some((act, said)) = whole.as_ref().zip(found.hash) {
            let fits = |it: &ActHash| chained(act.clone(), *it).hash == said;
            if let Some(previous) = found.previous.into_iter().chain(candidates.into_iter().flatten()).find(fits) {
                self.last.insert(device, (found.row, [Some(said), None, None]));
                return Ok(Some(SalvagedAct { act: act.clone(), previous: Some(previous) }));
            }
        }
        let may_stand = (found.hash.is_none() || found.previous.is_none() && follows_gap)
            && whole.is_some()
            && !blind(rescue, found.row)?;
        if !may_stand && let Some(mended) = self.mended(rescue, found, candidates)? {
            return Ok(Some(mended));
        }
        let reckoned = whole.as_ref().zip(candidates[0]).map(|(act, it)| chained(act.clone(), it).hash);
        self.last.insert(device, (found.row, [found.hash, reckoned, candidates[0]]));
        let Some(act) = whole else { return Ok(None) };
        if may_stand {
            return Ok(Some(SalvagedAct { act, previous: None }));
        }
        let is_proved = reckoned.map_or(Ok(false), |it| next_stands_behind(rescue, found, it))?;
        Ok(is_proved.then_some(SalvagedAct { act, previous: candidates[0] }))
    }

    /// The act that was, behind one of these or, since its row may name another device than
    /// its own, behind any.
    fn mended(
        &mut self,
        rescue: &Connection,
        found: &FoundAct,
        candidates: [Option<ActHash>; 3],
    ) -> rusqlite::Result<Option<SalvagedAct>> {
        let Some(said) = found.hash else { return Ok(None) };
        let others = self.last.values().flat_map(|it| it.1);
        let mut known = BTreeSet::new();
        let previous = [found.previous].into_iter().chain(candidates).chain(others).flatten().chain([ActHash::NONE]);
        let previous = previous.filter(|it| known.insert(*it)).collect();
        let mut proof = HashProof { said, previous, patience: &mut self.patience };
        let Some((act, previous)) = mend(rescue, found, &mut proof)? else { return Ok(None) };
        self.last.insert(act.first.device, (found.row, [Some(said), None, None]));
        Ok(Some(SalvagedAct { act, previous: Some(previous) }))
    }
}

/// Whether the next act of a device stands behind this hash: then it was the act's own,
/// whatever the act itself says.
fn next_stands_behind(rescue: &Connection, found: &FoundAct, hash: ActHash) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT {COLUMNS} FROM act a LEFT JOIN device d ON d.id = a.device
         WHERE a.device = ?1 AND a.counter > ?2 ORDER BY a.counter LIMIT 1"
    );
    let mut statement = rescue.prepare_cached(&sql)?;
    let mut rows = statement.query(params![found.device_row, found.counter])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    let next = FoundAct::read(rescue, row)?;
    Ok(next.act().is_some_and(|it| Some(chained(it, hash).hash) == next.hash))
}

/// Whether a change of an act replaces nothing, though its field had been written
/// before: then what it replaced lies on a lost page, and the act is not whole.
fn blind(rescue: &Connection, act: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM change c WHERE c.act = ?1
                 AND NOT EXISTS (SELECT 1 FROM replaced WHERE by = c.id)
                 AND EXISTS (SELECT 1 FROM change e WHERE e.subject = c.subject AND e.field = c.field AND e.id < c.id))";
    rescue.prepare_cached(sql)?.query_row([act], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{Ending, NewAct, Open, Store};
    use domain::{core::id::Subject, merge::change::FieldKey};

    fn fresh(folder: &Path) -> Store {
        let open = Open {
            fresh_device: "01890000-0000-7000-8000-0000000000d1".parse().unwrap(),
            place: "here".into(),
            stamp: "20260101-000000".into(),
            at: 0,
        };
        Store::create(folder, &open).unwrap()
    }

    fn filled(folder: &Path, acts: usize) {
        let store = fresh(folder);
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
        let found = salvage::<crate::Error>(database, &mut |it| {
            if let Rescued::Whole(act) = it {
                acts.push(act.act);
            }
            Ok(())
        });
        (acts, found.unwrap())
    }

    #[test]
    fn all_acts_of_a_sound_database_are_found() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), 600);
        let (acts, found) = acts_of(&folder.path().join("registry.sqlite3"));
        assert_eq!(found, Salvaged { n_act: 600, n_broken: 0, n_piece: 0 });
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

    /// Three inovasi in one act, and two acts more, as an import and edits behind it.
    fn imported(folder: &Path) {
        let store = fresh(folder);
        let subject =
            |n: u32| -> Subject { format!("inovasi:01890000-0000-7000-8000-00000000000{n}").parse().unwrap() };
        let fields = ["nama", "tujuan", "manfaat", "hasil", "parameter/iga-2025/sid-16"].map(FieldKey::read);
        let write = |at, op, what: &str, n: std::ops::Range<u32>| {
            store
                .write::<_, crate::Error>(NewAct { op, at, account: "Sari" }, |pen| {
                    for (subject, field) in n.flat_map(|it| fields.iter().map(move |field| (subject(it), field))) {
                        pen.put(subject, field, Some(&format!("{what} {subject} {field}")))?;
                    }
                    Ok(Ending::Keep(()))
                })
                .unwrap();
        };
        write(1, "import_workbook", "baris", 1..4);
        write(2, "edit_inovasi", "kata", 2..3);
        write(3, "edit_inovasi", "akhir", 3..4);
    }

    /// The acts that are found after something has been done to the database, and the
    /// changes that are given one by one.
    fn found_after(folder: &Path, sql: &str) -> (Vec<Act>, Vec<domain::merge::change::Change>) {
        let (sound, database) = (folder.join("registry.sqlite3"), folder.join("rusak.sqlite3"));
        fs::copy(sound, &database).unwrap();
        let connection = Connection::open(&database).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        connection.pragma_update(None, "ignore_check_constraints", true).unwrap();
        assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
        connection.close().unwrap();
        let (mut acts, mut pieces) = (Vec::new(), Vec::new());
        salvage::<crate::Error>(&database, &mut |it| {
            match it {
                Rescued::Whole(act) => acts.push(act.act),
                Rescued::Pieces(act) => pieces.extend(act.changes),
                Rescued::Note(..) | Rescued::Setting(..) | Rescued::Kode(_) => {}
            }
            Ok(())
        })
        .unwrap();
        fs::remove_file(&database).unwrap();
        (acts, pieces)
    }

    #[test]
    fn one_wrong_row_costs_no_act() {
        let folder = tempfile::tempdir().unwrap();
        imported(folder.path());
        let (whole, _) = acts_of(&folder.path().join("registry.sqlite3"));
        assert_eq!(whole.iter().map(|it| it.changes.len()).collect::<Vec<_>>(), [15, 5, 5]);
        for sql in [
            "UPDATE change SET subject = 1 << 62 WHERE id = 7",
            "UPDATE change SET subject = 1 WHERE id = 7",
            "UPDATE change SET device = 1 << 62 WHERE id = 7",
            "UPDATE change SET act = 1 << 62 WHERE id = 7",
            "UPDATE change SET act = 2 WHERE id = 7",
            "UPDATE change SET counter = 1 << 61 WHERE id = 7",
            "UPDATE change SET field = 'rusak' WHERE id = 7",
            "UPDATE change SET value = 'rusak' WHERE id = 2",
            "UPDATE change SET value = cast(x'ff' AS TEXT) WHERE id = 2",
            "DELETE FROM subject WHERE id = 2",
            "UPDATE subject SET id = 1 << 62 WHERE id = 2",
            "UPDATE subject SET key = 'inovasi:bukan id' WHERE id = 2",
            "UPDATE subject SET key = 'inovasi:01890000-0000-7000-8000-000000000009' WHERE id = 2",
            "DELETE FROM device",
            "UPDATE device SET branch_of = 1 << 62",
            "UPDATE device SET uuid = 'bukan nama'",
            "UPDATE act SET counter = 1 << 62 WHERE id = 1",
            "UPDATE act SET device = 1 << 62 WHERE id = 1",
            "UPDATE act SET n = 1 << 60 WHERE id = 1",
            "UPDATE act SET n = 0 WHERE id = 1",
            "UPDATE act SET op = 'rusak' WHERE id = 2",
            "UPDATE act SET person = 'Bukan Sari' WHERE id = 1",
            "UPDATE act SET hash = zeroblob(32) WHERE id = 1",
            "DELETE FROM replaced WHERE by = 17",
            "UPDATE replaced SET counter = 1 << 61 WHERE by = 17",
            "UPDATE replaced SET device = '01890000-0000-7000-8000-0000000000d9' WHERE by = 17",
        ] {
            let (acts, pieces) = found_after(folder.path(), sql);
            assert!(acts == whole && pieces.is_empty(), "{sql}: {} whole, {} pieces", acts.len(), pieces.len());
        }
    }

    #[test]
    fn what_can_be_read_of_an_act_that_cannot_be_proved_is_given_one_by_one() {
        let folder = tempfile::tempdir().unwrap();
        imported(folder.path());
        for (sql, n) in [
            ("DELETE FROM change WHERE id = 7", 14),
            ("UPDATE act SET at = 77 WHERE id = 1", 15),
            ("DELETE FROM act WHERE id = 1", 15),
            ("UPDATE change SET value = 'rusak' WHERE id IN (3, 7)", 15),
            ("UPDATE change SET value = cast(x'ff' AS TEXT) WHERE id IN (3, 7)", 13),
            ("UPDATE change SET subject = 1 << 62 WHERE id IN (3, 7, 9)", 12),
        ] {
            let (acts, pieces) = found_after(folder.path(), sql);
            assert_eq!((acts.len(), pieces.len()), (2, n), "{sql}");
        }
    }
}
