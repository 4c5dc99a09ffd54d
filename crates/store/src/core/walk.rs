//! Walks over everything, on a connection of their own: no screen that reads a
//! little waits for one that reads all. Whoever keeps what he has gathered learns
//! here what has changed since.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{MutexGuard, PoisonError},
};

use domain::core::id::Subject;
use rusqlite::OptionalExtension;

use crate::{Error, Failure, Reader, Result, Store};

/// Rows of acts that are remembered; beyond, everything has to be gathered anew.
const REMEMBERED: usize = 50_000;

/// Which moment a walk sees.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The same number means that nothing has changed between two walks.
    pub version: i64,
    /// Rows of the subjects that acts have touched since the last walk that ended
    /// well, and perhaps of a few acts that this moment does not see yet. `None`:
    /// not known, anything may have changed.
    pub touched: Option<BTreeSet<i64>>,
}

/// What touched subjects come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Rows of the inovasi that are shown differently now.
    pub inovasi: BTreeSet<i64>,
    /// The region itself was touched.
    pub daerah: bool,
    /// The list of perangkat daerah was.
    pub perangkat_daerah: bool,
}

/// What acts touched and no walk has seen yet.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    /// By the serial of their act; written down before the act can be seen.
    batches: VecDeque<(u64, BTreeSet<i64>)>,
    n_row: usize,
    /// Serial of the last act.
    last: u64,
    /// Acts up to this one can be seen by whoever begins to read now.
    visible: u64,
    /// Up to this act rows have been forgotten; 0: none since the last walk.
    lost: u64,
}

impl Pending {
    /// Writes down what an act touched, before it is committed.
    pub(crate) fn announce(&mut self, touched: BTreeSet<i64>) -> u64 {
        self.last += 1;
        self.n_row += touched.len();
        self.batches.push_back((self.last, touched));
        if self.n_row > REMEMBERED {
            self.batches.clear();
            self.n_row = 0;
            self.lost = self.last;
        }
        self.last
    }

    /// The act is committed. One that failed has touched nothing: to look at its
    /// subjects again does no harm, so it is not taken out.
    pub(crate) fn commit(&mut self, serial: u64) {
        self.visible = self.visible.max(serial);
    }

    fn forget(&mut self, seen: u64) {
        while self.batches.front().is_some_and(|it| it.0 <= seen) {
            self.n_row -= self.batches.pop_front().map_or(0, |it| it.1.len());
        }
        if self.lost <= seen {
            self.lost = 0;
        }
    }
}

impl Store {
    /// Reads one moment of the registry, for long. What was touched is told again
    /// until a walk has ended well.
    ///
    /// # Errors
    /// Whatever `walk` returns, or the database cannot be read.
    pub fn walk<T, E: Failure>(&self, walk: impl FnOnce(&Reader<'_>, &Moment) -> Result<T, E>) -> Result<T, E> {
        self.noting(|| self.walk_sound(walk))
    }

    fn walk_sound<T, E: Failure>(&self, walk: impl FnOnce(&Reader<'_>, &Moment) -> Result<T, E>) -> Result<T, E> {
        let mut walker = self.walker.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *walker {
            Some(it) => it,
            none => none.insert(self.source.connect()?),
        };
        // What the folder has shown since touches its bukti as an act does.
        let (stale, serial) = self.unsound_bytes.lock().unwrap_or_else(PoisonError::into_inner).take_stale();
        if !stale.is_empty() {
            let mut pending = self.pending();
            let batch = pending.announce(stale);
            pending.commit(batch);
        }
        // Before the moment begins: these acts are surely part of it.
        let seen = self.pending().visible;
        let transaction = connection.transaction().map_err(Error::from)?;
        // Begins the moment, and names it.
        let version: i64 =
            transaction.pragma_query_value(None, "data_version", |row| row.get(0)).map_err(Error::from)?;
        let version = version.wrapping_add(serial << 32);
        // After it has begun: an act is written down here before it can be seen.
        let touched = {
            let pending = self.pending();
            let whole = !self.read_only && pending.lost == 0;
            whole.then(|| pending.batches.iter().flat_map(|it| it.1.iter().copied()).collect())
        };
        let value = walk(&self.reader_over(&transaction), &Moment { version, touched })?;
        self.pending().forget(seen);
        Ok(value)
    }

    pub(crate) fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader<'_> {
    /// What touched subjects come to: a bukti is shown with the inovasi it supports.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn reach(&self, touched: &BTreeSet<i64>) -> Result<Reach> {
        let mut reach = Reach::default();
        let mut key = self.connection.prepare_cached("SELECT key FROM subject WHERE id = ?1")?;
        let mut links = self.connection.prepare_cached("SELECT DISTINCT subject FROM bukti_link WHERE bukti = ?1")?;
        for row in touched {
            let key: Option<String> = key.query_row([row], |it| it.get(0)).optional()?;
            match key.and_then(|it| it.parse().ok()) {
                Some(Subject::Inovasi(_)) => drop(reach.inovasi.insert(*row)),
                Some(Subject::Daerah) => reach.daerah = true,
                Some(Subject::PerangkatDaerah(_)) => reach.perangkat_daerah = true,
                Some(Subject::Bukti(_)) => {
                    let of = links.query_map([row], |it| it.get::<_, i64>(0))?;
                    for it in of {
                        reach.inovasi.insert(it?);
                    }
                }
                Some(Subject::Penghargaan(_) | Subject::Snapshot(_)) | None => {}
            }
        }
        Ok(reach)
    }
}
