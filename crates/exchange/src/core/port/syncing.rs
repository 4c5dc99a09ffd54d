//! Files are put on the disk beside the work that writes the next.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use ::disk::patiently;

/// A thread that puts files on the disk, in the order in which they are given. Dropped,
/// it leaves those that it has not begun and has none open.
pub(super) struct SyncingFiles {
    paths: Option<Sender<PathBuf>>,
    synced: Receiver<io::Result<()>>,
    called_off: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl SyncingFiles {
    pub(super) fn new() -> Self {
        let (paths, given) = mpsc::channel::<PathBuf>();
        let (tell, synced) = mpsc::channel();
        let called_off = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&called_off);
        let work = move || {
            for path in given {
                if stop.load(Ordering::Relaxed) || tell.send(sync(&path)).is_err() {
                    return;
                }
            }
        };
        // Where the system gives no thread, whoever waits does the work himself.
        let thread = thread::Builder::new().spawn(work).ok();
        Self { paths: Some(paths), synced, called_off, thread }
    }

    /// A file that is written and closed.
    pub(super) fn add(&self, path: &Path) {
        if let Some(paths) = &self.paths {
            // Without a thread there is nobody to take it.
            let _ = paths.send(path.to_owned());
        }
    }

    /// Waits until the next of the files is on the disk: the one at `path`.
    ///
    /// # Errors
    /// What the disk says of it.
    pub(super) fn wait(&self, path: &Path) -> io::Result<()> {
        self.synced.recv().unwrap_or_else(|_| sync(path))
    }
}

impl Drop for SyncingFiles {
    fn drop(&mut self) {
        self.called_off.store(true, Ordering::Relaxed);
        self.paths = None;
        // A panic in there is nothing that a caller could mend: what it had not done was not awaited.
        self.thread.take().map(JoinHandle::join);
    }
}

/// Windows flushes only through a handle that may write.
fn sync(path: &Path) -> io::Result<()> {
    patiently(|| OpenOptions::new().write(true).open(path))?.sync_all()
}
