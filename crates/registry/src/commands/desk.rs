//! The officer's desk: one registry, open or not yet, the places beside it, and the
//! work under way. Whoever carries the commands keeps one.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    assessment::citation::is_web_address,
    core::{id::SnapshotId, reason::Reason},
};

use crate::{
    Env, Error, Op, OpenedCopy, Registry, Result, Start,
    commands::jobs::Jobs,
    progress::Unwatched,
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
}

impl Places {
    /// All below one folder.
    pub fn below(folder: &Path) -> Self {
        Self { folder: folder.join("registri"), documents: folder.join("documents"), opened: folder.join("opened") }
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

/// Hands something to a program of the system.
pub type Show = dyn Fn(Outside<'_>) -> Result<()> + Send + Sync;

/// A desk. It opens its registry when it is first needed.
pub struct Desk {
    places: Places,
    env: Box<dyn Fn() -> Box<dyn Env> + Send + Sync>,
    show: Box<Show>,
    registry: Mutex<Option<Arc<Registry>>>,
    /// The snapshot that is looked at instead.
    looked_at: Mutex<Option<Arc<Registry>>>,
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
            registry: Mutex::default(),
            looked_at: Mutex::default(),
            jobs: Jobs::default(),
        }
    }

    /// Where officers keep their documents.
    pub fn documents(&self) -> &Path {
        &self.places.documents
    }

    /// Where copies lie that other programs open.
    pub fn opened(&self) -> &Path {
        &self.places.opened
    }

    /// Shows a copy with the program that the system has for it, or only its folder
    /// where it is nothing to be opened.
    ///
    /// # Errors
    /// There is none, or it refuses.
    pub fn show(&self, copy: &OpenedCopy) -> Result<()> {
        (self.show)(if copy.openable { Outside::File(&copy.path) } else { Outside::Folder(&copy.path) })
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

    /// What lies open: the registry, or the snapshot that is looked at instead.
    ///
    /// # Errors
    /// As [`Registry::open`](crate::Registry::open).
    pub fn open(&self) -> Result<Arc<Registry>> {
        let looked_at = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner).clone();
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
        *self.looked_at.lock().unwrap_or_else(PoisonError::into_inner) = then;
        // All that is shown is of another time.
        Ok(Outcome { view, touched: Op::StartRegistry.touched(), findings: Vec::new() })
    }

    /// The registry, opened on first use.
    fn open_today(&self) -> Result<Arc<Registry>> {
        let mut lying = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(registry) = lying.as_ref() {
            return Ok(registry.clone());
        }
        let registry = Arc::new(Registry::open(&self.places.folder, (self.env)())?);
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
            *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
        *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = Some(registry.clone());
        if example { registry.load_example() } else { registry.set_person(&registry.show_registry()?.person) }
    }
}
