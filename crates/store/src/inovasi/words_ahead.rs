//! The words of many inovasi, worked out on another core while the database is written.
//!
//! They are given back in runs: any statement between two that index opens a savepoint
//! perhaps, at which FTS5 writes out what it has gathered, and that for each inovasi is
//! most of the time of an act.

use std::{
    collections::HashSet,
    sync::mpsc::{Receiver, SyncSender, channel, sync_channel},
    thread::{Builder, JoinHandle},
};

use super::indexed_text::{IndexedText, IndexedWords};

/// An act of fewer inovasi is done sooner than a thread begins.
const FEW: usize = 16;
/// Texts that wait to be worked out, so that their memory stays small.
const WAITING: usize = 256;
/// Inovasi whose words are written in one go; a few megabytes.
const RUN: usize = 2_000;

/// Words on their way into the index, in the order in which their texts were given.
#[derive(Default)]
pub(crate) struct WordsAhead {
    n_given: usize,
    /// Rows of which the words are not in the index yet.
    rows: HashSet<i64>,
    worker: Option<Worker>,
}

/// Words that can be written, with their row.
pub(crate) type Worked = Vec<(i64, IndexedWords)>;

struct Worker {
    to: SyncSender<(i64, IndexedText)>,
    from: Receiver<(i64, IndexedWords)>,
    thread: JoinHandle<()>,
}

impl WordsAhead {
    /// Whether words of a row wait to be written.
    pub(crate) fn holds(&self, row: i64) -> bool {
        self.rows.contains(&row)
    }

    /// Takes the texts of an inovasi; gives a run that can be written, if there is one.
    pub(crate) fn put(&mut self, row: i64, text: IndexedText) -> Worked {
        self.n_given += 1;
        if self.worker.is_none() && self.n_given > FEW {
            self.worker = Worker::begin();
        }
        let Some(worker) = &self.worker else { return vec![(row, text.worked_out())] };
        // A worker that has ended cannot take it, and whoever waits for it learns why.
        if let Err(unsent) = worker.to.send((row, text)) {
            let (row, text) = unsent.0;
            let mut rest = self.rest();
            rest.push((row, text.worked_out()));
            return rest;
        }
        self.rows.insert(row);
        if self.rows.len() < RUN {
            return Worked::new();
        }
        let worked: Worked = worker.from.try_iter().collect();
        worked.iter().for_each(|it| _ = self.rows.remove(&it.0));
        worked
    }

    /// All that has not been given back.
    pub(crate) fn rest(&mut self) -> Worked {
        self.rows.clear();
        self.n_given = 0;
        let Some(Worker { to, from, thread }) = self.worker.take() else { return Worked::new() };
        drop(to);
        let worked = from.iter().collect();
        if let Err(panic) = thread.join() {
            // As if it had been worked out here.
            std::panic::resume_unwind(panic);
        }
        worked
    }
}

impl Worker {
    /// Nothing where the system gives no thread.
    fn begin() -> Option<Self> {
        let (to, texts) = sync_channel::<(i64, IndexedText)>(WAITING);
        let (worked, from) = channel();
        let work = move || {
            for (row, text) in texts {
                // Nobody waits for it any more where the act was stopped.
                if worked.send((row, text.worked_out())).is_err() {
                    break;
                }
            }
        };
        Builder::new().name("words".into()).spawn(work).ok().map(|thread| Self { to, from, thread })
    }
}

#[cfg(test)]
mod tests {
    use domain::{inovasi::profile::Field, merge::change::FieldKey};

    use super::*;

    fn text(n: i64) -> IndexedText {
        IndexedText::of_fresh(&[(FieldKey::Profile(Field::Nama), format!("Inovasi ke-{n}"))])
    }

    #[test]
    fn all_come_back_in_their_order_and_once() {
        for n in [0, 1, 16, 17, 5000] {
            let mut ahead = WordsAhead::default();
            let mut worked = Vec::new();
            for row in 0..n {
                worked.extend(ahead.put(row, text(row)));
            }
            worked.extend(ahead.rest());
            assert_eq!(worked.iter().map(|it| it.0).collect::<Vec<_>>(), (0..n).collect::<Vec<_>>());
            assert!(worked.iter().all(|it| it.1 == text(it.0).worked_out()));
            assert!(!ahead.holds(n - 1) && ahead.rest().is_empty());
        }
    }

    #[test]
    fn what_waits_is_known() {
        let mut ahead = WordsAhead::default();
        let mut written = HashSet::new();
        for row in 0..4100 {
            written.extend(ahead.put(row, text(row)).into_iter().map(|it| it.0));
            assert!(((row - 9).max(0)..=row).all(|it| ahead.holds(it) != written.contains(&it)));
        }
    }
}
