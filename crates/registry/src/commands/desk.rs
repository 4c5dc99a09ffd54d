//! The officer's desk: one registry, open or not yet, the places beside it, and the
//! work under way. Whoever carries the commands keeps one.

mod copies;
mod update;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use disk::{EndingFolder, Goes, answering, sweep};
use domain::{
    assessment::citation::is_web_address,
    core::{id::SnapshotId, reason::Reason},
    named,
};
use serde::Deserialize;

pub use self::copies::undragged;
use crate::{
    Env, Error, FallView, Handed, HandedPaths, LaidUpdate, Log, Op, Registry, Result, Start,
    bukti::open::clear_old_copies,
    commands::jobs::Jobs,
    core::update::clear_laid,
    progress::{Unwatched, Watch},
    view::{Outcome, RegistryView},
};

/// How a desk is laid out on this machine.
pub struct Places {
    /// Where the registry lies or will lie.
    pub folder: PathBuf,
    /// Where officers keep their documents; offered for new files.
    pub documents: PathBuf,
    /// Where copies lie that other programs open.
    pub opened: PathBuf,
    /// What the program says of itself.
    pub log: Arc<Log>,
}

impl Places {
    /// All below one folder.
    pub fn below(folder: &Path) -> Self {
        Self {
            folder: folder.join("registri"),
            documents: folder.join("documents"),
            opened: folder.join("opened"),
            log: Arc::new(Log::at(folder.join("log"))),
        }
    }
}

/// What a program of the system is asked to show.
pub enum Outside<'a> {
    /// A file, with the program that the system has for it.
    File(&'a Path),
    /// The folder that a file lies in, with the file picked out; the file itself is
    /// not opened.
    Folder(&'a Path),
    /// A page on the web, with the browser; `http` or `https`, nothing else.
    Web(&'a str),
}

/// What the system's dialog is asked for.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct PickPaths {
    /// What may be chosen.
    pub kind: PickKind,
    /// The name that is offered for a target.
    pub suggested: Option<Handed>,
    /// Kinds of files that are shown; empty: all.
    pub filters: Vec<FileFilter>,
}

named! {
    /// What a person is asked to choose.
    pub enum PickKind {
        /// Files to read.
        Files = "files",
        /// One file to read.
        File = "file",
        /// One folder to read, or to put something in.
        Folder = "folder",
        /// A name to write under. The dialog asks before one that is taken is given.
        Target = "target",
    }
}

/// A kind of files in the system's dialog.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct FileFilter {
    /// As people call it.
    pub name: String,
    /// Endings without a point.
    pub extensions: Vec<String>,
}

/// Asks a person by the system's dialog; empty: he thought better of it.
pub type Pick = dyn Fn(&PickPaths) -> Vec<PathBuf> + Send + Sync;

/// Starts an installer that was proved, and ends the program.
pub type Leave = dyn Fn(&LaidUpdate) -> Result<()> + Send + Sync;

/// Lets a person drag a file to another program, as long as the button is held.
pub type Drag = dyn Fn(&Path) -> Result<()> + Send + Sync;

/// Whether the drive of a folder answers at all; `TimedOut` where it does not.
pub type Answers = dyn Fn(&Path) -> io::Result<()> + Send + Sync;

/// Hands something to a program of the system.
pub type Show = dyn Fn(Outside<'_>) -> Result<()> + Send + Sync;

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A desk. It opens its registry when it is first needed.
pub struct Desk {
    places: Places,
    env: Box<dyn Fn() -> Box<dyn Env> + Send + Sync>,
    show: Box<Show>,
    pick: Box<Pick>,
    leave: Box<Leave>,
    drag: Box<Drag>,
    answers: Box<Answers>,
    dropped: Mutex<Vec<PathBuf>>,
    brought: Mutex<Option<PathBuf>>,
    /// Paths that a person has pointed at here.
    pub handed: HandedPaths,
    registry: Mutex<Option<Arc<Registry>>>,
    /// The snapshot or the bundle that is looked at instead.
    looked_at: Mutex<Option<Arc<Registry>>>,
    /// What other programs were given to open: it ends with the desk.
    opened: Mutex<Option<EndingFolder>>,
    /// Long work under way.
    pub jobs: Jobs,
}

impl Desk {
    /// `env` makes the machine of each registry that is opened here.
    pub fn new(places: Places, env: impl Fn() -> Box<dyn Env> + Send + Sync + 'static, show: Box<Show>) -> Self {
        Self {
            places,
            env: Box::new(env),
            show,
            pick: Box::new(|_| Vec::new()),
            leave: Box::new(LaidUpdate::start),
            drag: Box::new(|path| Err(undragged(path))),
            answers: Box::new(answering),
            dropped: Mutex::default(),
            brought: Mutex::default(),
            handed: HandedPaths::default(),
            registry: Mutex::default(),
            looked_at: Mutex::default(),
            opened: Mutex::default(),
            jobs: Jobs::default(),
        }
    }

    /// The same, where the system has a dialog.
    #[must_use]
    pub fn picking(mut self, pick: Box<Pick>) -> Self {
        self.pick = pick;
        self
    }

    /// The same, where starting an installer ends the program.
    #[must_use]
    pub fn leaving(mut self, leave: Box<Leave>) -> Self {
        self.leave = leave;
        self
    }

    /// The same, where a window lets files be dragged out.
    #[must_use]
    pub fn dragging(mut self, drag: Box<Drag>) -> Self {
        self.drag = drag;
        self
    }

    /// The same, where something else asks whether a drive answers.
    #[must_use]
    pub fn asking(mut self, answers: Box<Answers>) -> Self {
        self.answers = answers;
        self
    }

    /// Asks the drive of a folder whether it answers at all.
    pub(super) fn ask(&self, folder: &Path) -> io::Result<()> {
        (self.answers)(folder)
    }

    /// What a person chooses in the system's dialog.
    pub fn pick(&self, req: &PickPaths) -> Vec<Handed> {
        (self.pick)(req).into_iter().map(|it| self.handed.hand(it)).collect()
    }

    /// The system has dropped files on the window. A copy of ours that was dragged out and
    /// let go over the window again is no new file.
    pub fn drop_in(&self, paths: &[PathBuf]) {
        let from_outside = paths.iter().filter(|it| !self.is_copy(it)).cloned().collect();
        *lock(&self.dropped) = from_outside;
    }

    /// What was dropped on the window last.
    pub fn dropped(&self) -> Vec<Handed> {
        lock(&self.dropped).iter().map(|it| self.handed.hand(it)).collect()
    }

    /// The program was started with a file, as the system does when a person opens it. A
    /// parcel waits until the window asks for it; of several the last. Answers whether
    /// it is one.
    pub fn bring(&self, path: &Path) -> bool {
        let is_parcel = path.is_absolute()
            && path.extension().is_some_and(|it| it.eq_ignore_ascii_case("prakarsa"))
            && path.is_file();
        if is_parcel {
            *lock(&self.brought) = Some(path.to_owned());
        }
        is_parcel
    }

    /// The parcel that waits, once.
    pub fn take_brought(&self) -> Option<Handed> {
        lock(&self.brought).take().map(|it| self.handed.hand(it))
    }

    /// A name for a new file among the documents, which is as good as one that was chosen.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn offer(&self, prefix: &str, ending: &str) -> Result<Handed> {
        Ok(self.handed.hand(self.open()?.suggest_path(self.documents(), prefix, ending)?))
    }

    /// Where officers keep their documents.
    pub fn documents(&self) -> &Path {
        &self.places.documents
    }

    /// A quiet moment, which comes again and again: where nothing was done since the one
    /// before, the log is brought in once.
    pub fn rest(&self) {
        let registry = lock(&self.registry).clone();
        if let Some(registry) = registry {
            registry.rest();
        }
    }

    /// Clears the desk at the end of a session: the log is brought in and emptied, and
    /// the copies that other programs were given go.
    pub fn close(&self) {
        drop(lock(&self.looked_at).take());
        let registry = lock(&self.registry).take();
        if let Some(registry) = registry {
            // Work under way may hold it still; else it closes here.
            registry.fold_log();
        }
        drop(lock(&self.opened).take());
    }

    /// The last fall of the program that nobody was told of; it is told once.
    pub fn take_last_fall(&self) -> Option<FallView> {
        self.places.log.take_last_fall()
    }

    /// Shows where the log lies, for whoever hands it to somebody.
    ///
    /// # Errors
    /// Nothing was written yet; the folder cannot be shown.
    pub fn reveal_log(&self) -> Result<()> {
        (self.show)(Outside::Folder(&self.places.log.shown()?))
    }

    /// Shows a page on the web with the browser, which a person asked for: the program
    /// itself never goes there.
    ///
    /// # Errors
    /// It is no address on the web; there is no browser, or it refuses.
    pub fn browse(&self, address: &str) -> Result<()> {
        if !is_web_address(address) {
            return Err(Error::invalid(Reason::AddressNotWeb).arg("text", address));
        }
        (self.show)(Outside::Web(address))
    }

    /// What lies open: the registry, or the snapshot or bundle that is looked at instead.
    ///
    /// # Errors
    /// As [`Registry::open`](crate::Registry::open).
    pub fn open(&self) -> Result<Arc<Registry>> {
        let looked_at = lock(&self.looked_at).clone();
        looked_at.map_or_else(|| self.open_today(), Ok)
    }

    /// Lays a snapshot before everybody who asks, or the registry of today again.
    ///
    /// # Errors
    /// As [`Registry::look_into_snapshot`](crate::Registry::look_into_snapshot).
    pub fn look_into_snapshot(&self, id: Option<SnapshotId>) -> Result<Outcome<RegistryView>> {
        let today = self.open_today()?;
        let then = id.map(|id| today.look_into_snapshot(id, &mut Unwatched)).transpose()?.map(Arc::new);
        let view = then.as_ref().unwrap_or(&today).show_registry()?;
        Ok(self.lay(then, view))
    }

    /// Lays a bundle before everybody who asks.
    ///
    /// # Errors
    /// As [`Registry::look_into_bundle`](crate::Registry::look_into_bundle).
    pub fn look_into_bundle(&self, path: &Path, watch: &mut dyn Watch) -> Result<Outcome<RegistryView>> {
        let bundle = Registry::look_into_bundle(path, (self.env)().as_ref(), watch)?;
        let view = bundle.show_registry()?;
        Ok(self.lay(Some(Arc::new(bundle)), view))
    }

    fn lay(&self, then: Option<Arc<Registry>>, view: RegistryView) -> Outcome<RegistryView> {
        *lock(&self.looked_at) = then;
        // All that is shown is of another time, or of another registry.
        Outcome { view, touched: Op::StartRegistry.touched(), findings: Vec::new() }
    }

    /// The registry, opened on first use.
    fn open_today(&self) -> Result<Arc<Registry>> {
        let mut lying = lock(&self.registry);
        if let Some(registry) = lying.as_ref() {
            return Ok(registry.clone());
        }
        let opened = match Registry::open(&self.places.folder, (self.env)()) {
            // It can be looked at here, and nothing of it is written.
            Err(Error { reason: Reason::StoreNewer, .. }) => Registry::open_to_read(&self.places.folder, (self.env)()),
            other => other,
        };
        let registry = Arc::new(opened?);
        clear_laid((self.env)().as_ref());
        // Whoever has the registry has what was opened from it.
        sweep(&self.places.opened, Goes::Sealed);
        clear_old_copies(&self.places.opened);
        *lying = Some(registry.clone());
        Ok(registry)
    }

    /// The registry as the window shows it; none when the folder holds none.
    ///
    /// # Errors
    /// As [`Registry::open`](crate::Registry::open), but for a registry that is missing.
    pub fn open_registry(&self) -> Result<Option<RegistryView>> {
        let registry = match self.open() {
            Err(Error { reason: Reason::RegistryMissing, .. }) => return Ok(None),
            opened => opened?,
        };
        registry.keep_backups_up();
        let view = registry.show_registry()?;
        if view.pemda_nama.is_empty() && view.pemda_kode.is_empty() {
            // Begun, and stopped before its first act: it is begun again.
            *lock(&self.registry) = None;
            return Ok(None);
        }
        Ok(Some(view))
    }

    /// Makes a registry, with the example catalogue if wanted, and lays it here.
    ///
    /// # Errors
    /// As [`Registry::start`](crate::Registry::start).
    pub fn start_registry(&self, start: &Start, example: bool) -> Result<Outcome<RegistryView>> {
        let registry = Arc::new(Registry::start(&self.places.folder, start, (self.env)())?);
        *lock(&self.registry) = Some(registry.clone());
        if example { registry.load_example() } else { registry.set_person(&registry.show_registry()?.person) }
    }
}
