//! Acts that are not what their hash says: a disk has changed them here, or they arrived
//! so. They are no history. Of one that arrived so nothing is kept but its place, and
//! that only where sound acts stand behind it; whoever brings it whole, a colleague's
//! parcel or a backup, mends it, and its hash proves that it is the same act.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::{id::DeviceId, number::count},
    merge::{
        chain::{ActHash, ChainedAct},
        change::{MAX_COUNTER, Stamp},
    },
};
use rusqlite::params;

use crate::{
    Backup, Error, Reader, Result, Store, TableFaults, Writer,
    core::{
        open::DATABASE,
        salvage::{Rescued, SalvagedAct, salvage},
        setting,
    },
    merge::{
        act::stamp,
        branch::DeviceLine,
        chain::{chained, is_sound_act},
        union::ArrivingFields,
    },
};

/// Setting: rows of the acts that are not what their hash says.
const SETTING: &str = "unsound_acts";

/// Most acts of one parcel that are kept in mind because something may stand behind them.
const MOST: usize = 10_000;

/// Acts that are read at once.
const BATCH: u32 = 1000;

/// Most that are named.
const NAMED: usize = 20;

/// Acts of a parcel that were not taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Those that are not what their hash says, or speak of what no row can hold.
    pub n_unfit: u32,
    /// Those that stand behind one that is not here.
    pub n_waiting: u32,
    /// Who did them, as they say; of many, the first.
    pub persons: BTreeSet<String>,
}

impl SetAside {
    /// All of them.
    pub fn n(&self) -> u32 {
        self.n_unfit.saturating_add(self.n_waiting)
    }

    fn name(&mut self, act: &ChainedAct) {
        if self.persons.len() < NAMED && !act.act.person.is_empty() {
            self.persons.insert(act.act.person.clone());
        }
    }
}

/// What is set aside while a parcel is taken in.
#[derive(Default)]
pub(crate) struct Aside {
    /// Places that something may yet stand behind, by their hash.
    places: BTreeMap<ActHash, ChainedAct>,
    /// Hashes of acts that have no place here.
    waiting: BTreeSet<ActHash>,
    /// Hashes of acts that the sender has lost.
    lost: BTreeSet<ActHash>,
    pub(crate) told: SetAside,
}

impl Aside {
    /// Sets an act aside: of what it says nothing is believed.
    ///
    /// # Errors
    /// There are too many: it is no parcel of ours.
    pub(crate) fn lay(&mut self, mut act: ChainedAct) -> Result<()> {
        if self.places.len() >= MOST {
            return Err(Error::BadChange(act.act.first.to_string()));
        }
        self.told.n_unfit += 1;
        act.act.hollow();
        self.told.name(&act);
        self.places.insert(act.hash, act);
        Ok(())
    }

    /// The sender has lost an act, and knows no more of it than its hash. That says nothing
    /// but to whom stands behind it.
    ///
    /// # Errors
    /// There are too many: it is no parcel of ours.
    pub(crate) fn lose(&mut self, hollow: &ChainedAct) -> Result<()> {
        if self.lost.len() >= MOST {
            return Err(Error::BadChange(hollow.act.first.to_string()));
        }
        self.lost.insert(hollow.hash);
        Ok(())
    }

    pub(crate) fn is_lost(&self, hash: ActHash) -> bool {
        self.lost.contains(&hash)
    }

    /// The act has no place here yet.
    pub(crate) fn wait(&mut self, act: &ChainedAct) {
        if self.waiting.insert(act.hash) && !act.act.changes.is_empty() {
            self.told.n_waiting += 1;
            self.told.name(act);
        }
    }

    /// The places that an act stands behind and that are not in history yet, the first
    /// one first.
    pub(crate) fn before(&mut self, act: &ChainedAct) -> Vec<ChainedAct> {
        let mut run = Vec::new();
        let mut previous = act.previous;
        while let Some(it) = self.places.remove(&previous) {
            previous = it.previous;
            run.push(it);
        }
        run.reverse();
        run
    }
}

impl Reader<'_> {
    pub(crate) fn unsound_acts(&self) -> Result<BTreeSet<i64>> {
        let text = self.setting(SETTING)?.unwrap_or_default();
        Ok(text.split(' ').filter_map(|it| it.parse().ok()).collect())
    }

    /// How many acts are not whole: those that the last health check found, and those whose
    /// changes lie here without them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_unsound(&self) -> Result<u32> {
        let gone = "SELECT DISTINCT act FROM change WHERE act NOT IN (SELECT id FROM act)";
        let mut statement = self.connection.prepare_cached(gone)?;
        let mut acts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
        acts.extend(self.unsound_acts()?);
        Ok(u32::try_from(acts.len()).unwrap_or(u32::MAX))
    }
}

impl Store {
    /// Writes down which acts were found not to be what their hash says: whatever brings
    /// one whole mends it. A copy that is only read remembers nothing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn remember_unsound(&self, acts: impl Iterator<Item = i64>) -> Result<()> {
        let text = written(&acts.collect());
        match self.hand().as_ref() {
            Some(hand) if setting::read(&hand.connection, SETTING)?.unwrap_or_default() != text => {
                setting::write(&hand.connection, SETTING, &text)
            }
            _ => Ok(()),
        }
    }
}

fn written(rows: &BTreeSet<i64>) -> String {
    rows.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")
}

impl Writer<'_> {
    /// Keeps the place of an act that others stand behind.
    pub(crate) fn keep_place(
        &mut self,
        ChainedAct { act, previous, hash }: &ChainedAct,
        line: &DeviceLine,
    ) -> Result<()> {
        let place = (0, (*previous, *hash));
        let row = self.insert_act(line.row, act.first.counter, &act.op, act.at, &act.person, place)?;
        self.next = self.next.max(act.first.counter + 1);
        let mut unsound = self.unsound_acts()?;
        unsound.insert(row);
        self.put_setting(SETTING, &written(&unsound))
    }

    /// Writes an act again as its hash says it was. False where others have taken its
    /// counters meanwhile.
    pub(crate) fn mend_act(&mut self, row: i64, whole: &ChainedAct, fields: &mut ArrivingFields) -> Result<bool> {
        let act = &whole.act;
        let Some(line) = self.line_for(row, act.first)? else { return Ok(false) };
        let (first, end) = (act.first.counter.cast_signed(), act.end().cast_signed());
        let is_taken = self
            .connection
            .prepare_cached("SELECT 1 FROM act WHERE device = ?1 AND counter > ?2 AND counter < ?3")?
            .exists(params![line, first, end])?;
        if is_taken || act.end() > fields.furthest {
            return Ok(false);
        }
        // A row that names another act now is this one's all the same, by its counter.
        let own = "act = ?1 OR (device = ?2 AND counter >= ?3 AND counter < ?4)";
        let stood = self
            .connection
            .prepare_cached(&format!("SELECT DISTINCT subject, field FROM change WHERE {own}"))?
            .query_map(params![row, line, first, end], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
        for field in stood {
            self.touched.insert(field.0);
            fields.show_later(self, field)?;
        }
        let values = params![row, line, first, end];
        self.run(&format!("DELETE FROM replaced WHERE by IN (SELECT id FROM change WHERE {own})"), values)?;
        self.run(&format!("DELETE FROM change WHERE {own}"), values)?;
        self.run(
            "UPDATE act SET op = ?2, at = ?3, person = ?4, device = ?5, counter = ?6, previous = ?7 WHERE id = ?1",
            params![row, act.op, act.at, act.person, line, first, whole.previous.0.as_slice()],
        )?;
        self.insert_changes(row, line, &act.changes, fields)?;
        self.seal_act(row, act.changes.len() as u64, whole.hash)?;
        self.next = self.next.max(act.end());
        let mut unsound = self.unsound_acts()?;
        unsound.remove(&row);
        self.put_setting(SETTING, &written(&unsound))?;
        Ok(true)
    }

    /// Mends the acts that are known not to be what their hash says: by what stands
    /// around them, by the backups that have them whole, and by what else this database
    /// says or shows of them, where their hash proves it. Brings back those whose rows are
    /// gone. Answers how many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn mend_acts(&mut self, backups: &[Backup], faults: &TableFaults, fresh: DeviceId) -> Result<u32> {
        let mut fields = ArrivingFields::up_to(MAX_COUNTER);
        let mut beyond = self.shown_beyond(faults)?;
        let mut n = self.bring_back_orphaned(backups, &mut fields)?;
        let mut proved = None;
        for row in self.unsound_acts()? {
            let kept = self.chained_act(row)?;
            let kin = || backups.iter().filter_map(|it| it.whole_act(&kept));
            let whole = match Some(kept.clone()).filter(is_sound_act).or_else(|| kin().next()) {
                Some(whole) => whole,
                None => {
                    if proved.is_none() {
                        proved = Some(self.proved_acts()?);
                    }
                    let whole = proved.as_ref().and_then(|it| it.get(&kept.hash)).cloned();
                    let whole = whole.map_or_else(|| self.proved_by_tables(row, &kept, &mut beyond), |it| Ok(Some(it)));
                    let Some(whole) = whole? else { continue };
                    whole
                }
            };
            n += u32::from(self.mend_act(row, &whole, &mut fields)?);
        }
        self.settle_arrived(fields)?;
        Ok(n + self.fill_hollows(backups, fresh)?)
    }

    /// The unsound acts that can be made whole from what else this database says.
    fn proved_acts(&self) -> Result<BTreeMap<ActHash, ChainedAct>> {
        let wanted = self.unsound_acts()?.into_iter().map(|row| Ok(self.chained_act(row)?.hash));
        let wanted = wanted.collect::<Result<BTreeSet<_>>>()?;
        let mut proved = BTreeMap::new();
        salvage::<Error>(&self.folder.join(DATABASE), &mut |it| {
            if let Rescued::Whole(SalvagedAct { act, previous: Some(previous) }) = it {
                let act = chained(act, previous);
                if wanted.contains(&act.hash) {
                    proved.insert(act.hash, act);
                }
            }
            Ok(())
        })?;
        Ok(proved)
    }

    /// Takes in what backups of this registry hold beyond it: acts whose rows are gone and
    /// that nothing here stands behind. Answers how many. A backup that cannot be read has
    /// nothing to give.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn take_from(&mut self, backups: &[Backup], fresh: DeviceId) -> Result<u32> {
        let own = self.pemda()?.kode;
        let before = self.extent()?.n_act;
        for backup in backups {
            let reader = backup.reader();
            if reader.pemda().is_ok_and(|it| it.kode == own)
                && let Ok(acts) = reader.lacking(self)
                && !acts.is_empty()
            {
                self.merge::<Error>(acts.into_iter().map(Ok), fresh, &mut |_| true)?;
                self.know_blobs_of(backup)?;
            }
        }
        Ok(count(self.extent()?.n_act.saturating_sub(before)))
    }

    /// Puts acts back over changes that stand here without theirs.
    fn bring_back_orphaned(&mut self, backups: &[Backup], fields: &mut ArrivingFields) -> Result<u32> {
        self.run("DELETE FROM replaced WHERE by NOT IN (SELECT id FROM change)", [])?;
        let orphans = self
            .connection
            .prepare_cached(
                "SELECT c.device, coalesce(d.original, d.uuid), min(c.counter) FROM change c
                 JOIN device d ON d.id = c.device LEFT JOIN act a ON a.id = c.act
                 WHERE a.id IS NULL GROUP BY c.act",
            )?
            .query_map([], |row| Ok((row.get(0)?, stamp(row.get(2)?, row.get(1)?)?)))?
            .collect::<rusqlite::Result<Vec<(i64, Stamp)>>>()?;
        let mut n = 0;
        for (line, first) in orphans {
            if let Some(whole) = backups.iter().find_map(|it| it.act_at(first)) {
                n += u32::from(self.put_back(line, &whole, fields)?);
            }
        }
        Ok(n)
    }

    /// Writes an act whose row is gone to where it stood.
    fn put_back(&mut self, line: i64, whole: &ChainedAct, fields: &mut ArrivingFields) -> Result<bool> {
        let act = &whole.act;
        let place = (0, (ActHash::NONE, ActHash::NONE));
        let row = self.insert_act(line, act.first.counter, &act.op, act.at, &act.person, place)?;
        self.mend_act(row, whole, fields)
    }
}

impl Reader<'_> {
    /// The acts here that the other lacks, in the order of this.
    ///
    /// # Errors
    /// A database cannot be read.
    pub fn lacking(&self, other: &Reader<'_>) -> Result<Vec<ChainedAct>> {
        let (mut lacking, mut after) = (Vec::new(), 0);
        // Most hold nothing more: that is told without reading them.
        if self.extent()?.is_within(&other.extent()?) {
            return Ok(lacking);
        }
        loop {
            let batch = self.acts_after(after, BATCH)?;
            let Some(last) = batch.last() else { return Ok(lacking) };
            after = last.0;
            for (_, act) in batch {
                if is_sound_act(&act) && other.known_row(&act)?.is_none() {
                    lacking.push(act);
                }
            }
        }
    }
}

impl Backup {
    /// The same act, if it lies here whole: by its hash, or where that is what has
    /// changed, word for word. A backup that cannot say has none.
    fn whole_act(&self, like: &ChainedAct) -> Option<ChainedAct> {
        let reader = self.reader();
        let rows = reader.rows_at(like.act.first).unwrap_or_default();
        let mut whole = rows.into_iter().filter_map(|row| reader.chained_act(row).ok()).filter(is_sound_act);
        let is_same = |it: &ChainedAct| it.hash == like.hash || (it.act == like.act && it.previous == like.previous);
        whole.find(is_same)
    }

    /// The act that began with this stamp, if it lies here whole.
    fn act_at(&self, first: Stamp) -> Option<ChainedAct> {
        let reader = self.reader();
        reader.rows_at(first).ok()?.into_iter().filter_map(|row| reader.chained_act(row).ok()).find(is_sound_act)
    }

    /// The act that one of this backup stands behind, if it lies here whole.
    pub(crate) fn act_before(&self, of: &ChainedAct) -> Option<ChainedAct> {
        let reader = self.reader();
        let row = reader.row_before(of).ok()??;
        reader.chained_act(row).ok().filter(is_sound_act)
    }
}
