//! Long work: each job has an id, a kind, its own stop and its own listener. Many can
//! run; whoever writes waits for the store's one writer.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;

use crate::{
    commands::JobKind,
    progress::{Watch, WorkStep},
    view::Progress,
};

/// A job and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct JobView {
    /// Counted from 1 since the program began: by it the job is stopped.
    pub id: u32,
    /// Which command it is the work of.
    pub kind: JobKind,
    /// Absent until its first step.
    pub progress: Option<Progress>,
}

/// Hears a job's steps; first that it has begun, with the id by which to stop it.
pub type Tell<'a> = &'a mut (dyn FnMut(JobView) + Send);

/// The jobs of a desk.
#[derive(Default)]
pub struct Jobs(Arc<Mutex<Under>>);

#[derive(Default)]
struct Under {
    last: u32,
    way: BTreeMap<u32, Underway>,
}

struct Underway {
    view: JobView,
    stopped: bool,
}

impl Jobs {
    /// Begins a job; it is under way until what is answered is dropped.
    pub fn begin<'a>(&self, kind: JobKind, tell: Tell<'a>) -> Job<'a> {
        let mut under = lock(&self.0);
        under.last += 1;
        let view = JobView { id: under.last, kind, progress: None };
        under.way.insert(view.id, Underway { view: view.clone(), stopped: false });
        drop(under);
        tell(view.clone());
        Job { id: view.id, kind, tell, under: self.0.clone() }
    }

    /// Jobs under way, the oldest first.
    pub fn list(&self) -> Vec<JobView> {
        lock(&self.0).way.values().map(|it| it.view.clone()).collect()
    }

    /// Stops a job at its next step; one that has ended stays ended.
    pub fn cancel(&self, id: u32) {
        if let Some(job) = lock(&self.0).way.get_mut(&id) {
            job.stopped = true;
        }
    }
}

/// A job while it runs.
pub struct Job<'a> {
    id: u32,
    kind: JobKind,
    tell: Tell<'a>,
    under: Arc<Mutex<Under>>,
}

impl Watch for Job<'_> {
    fn step(&mut self, step: WorkStep, nama: &str, done: u64, total: u64) -> bool {
        let progress = Progress { step, nama: nama.to_owned(), done: done as f64, total: total as f64 };
        let view = JobView { id: self.id, kind: self.kind, progress: Some(progress) };
        let goes_on = lock(&self.under).way.get_mut(&self.id).is_some_and(|it| {
            it.view = view.clone();
            !it.stopped
        });
        (self.tell)(view);
        goes_on
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        lock(&self.under).way.remove(&self.id);
    }
}

/// A job that panicked leaves the list as whole as it was.
fn lock(under: &Mutex<Under>) -> MutexGuard<'_, Under> {
    under.lock().unwrap_or_else(PoisonError::into_inner)
}
