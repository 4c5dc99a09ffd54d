//! What the shell holds while it runs: the open registry and the stop button.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use registry::{
    Code, Error, Registry, Result, SystemEnv,
    progress::Steps,
    view::{ArgView, Progress},
};
use serde::Serialize;
use tauri::{AppHandle, Manager, Runtime, ipc::Channel};

/// An error on the wire: never a bare text.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct IpcError {
    pub code: Code,
    /// Key `error.<reason>` of its sentence.
    pub reason: String,
    pub args: Vec<ArgView>,
}

/// What every command answers with.
pub type Answer<T> = std::result::Result<T, IpcError>;

impl From<Error> for IpcError {
    fn from(error: Error) -> Self {
        Self {
            code: error.code,
            reason: error.reason.to_owned(),
            args: error.args.into_iter().map(|(name, value)| ArgView { name: name.to_owned(), value }).collect(),
        }
    }
}

/// The officer's desk: one registry, open or not yet.
pub struct Desk {
    folder: PathBuf,
    /// Where officers keep their documents; offered for new files.
    documents: PathBuf,
    /// Where copies lie that other programs open.
    opened: PathBuf,
    registry: Mutex<Option<Arc<Registry>>>,
    stop: Arc<AtomicBool>,
}

impl Desk {
    /// A desk whose registry, documents and copies all lie below one folder.
    pub fn new(folder: PathBuf) -> Self {
        let (documents, opened) = (folder.join("documents"), folder.join("opened"));
        Self { folder, documents, opened, registry: Mutex::new(None), stop: Arc::default() }
    }

    /// The desk of this computer's user: the registry lies in `PRAKARSA_REGISTRY`
    /// or in the system's place for the app's data.
    ///
    /// # Errors
    /// The system names no such place.
    pub fn at<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Self> {
        let path = app.path();
        let folder = match std::env::var_os("PRAKARSA_REGISTRY") {
            Some(folder) if !folder.is_empty() => folder.into(),
            _ => path.app_data_dir()?.join("registri"),
        };
        Ok(Self {
            documents: path.document_dir().or_else(|_| path.home_dir())?,
            opened: path.app_cache_dir()?.join("opened"),
            ..Self::new(folder)
        })
    }

    pub fn documents(&self) -> PathBuf {
        self.documents.clone()
    }

    pub fn opened(&self) -> PathBuf {
        self.opened.clone()
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs an act on the open registry, off the window's thread. A panic ends
    /// the act, not the app.
    pub async fn act<T: Send + 'static>(&self, act: impl FnOnce(&Registry) -> Result<T> + Send + 'static) -> Answer<T> {
        let registry = self.open()?;
        blocking(move || act(&registry)).await
    }

    /// The same for long work: progress goes to `channel`, and the stop button
    /// works.
    pub async fn long_act<T: Send + 'static>(
        &self,
        channel: Channel<Progress>,
        act: impl FnOnce(&Registry, &mut dyn registry::progress::Watch) -> Result<T> + Send + 'static,
    ) -> Answer<T> {
        let registry = self.open()?;
        let stop = self.stop.clone();
        stop.store(false, Ordering::Relaxed);
        blocking(move || {
            let mut steps = Steps(|progress| {
                // A window that has gone away does not stop the work.
                let _ = channel.send(progress);
                !stop.load(Ordering::Relaxed)
            });
            act(&registry, &mut steps)
        })
        .await
    }

    /// Presses the stop button of the running long work.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The registry, opened on first use; none when the folder holds none.
    pub fn open_or_none(&self) -> Answer<Option<Arc<Registry>>> {
        match self.open() {
            Ok(registry) => Ok(Some(registry)),
            Err(error) if error.reason == "registry_missing" => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn open(&self) -> Answer<Arc<Registry>> {
        let mut desk = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(registry) = desk.as_ref() {
            return Ok(registry.clone());
        }
        let registry = Arc::new(Registry::open(&self.folder, Box::new(SystemEnv))?);
        *desk = Some(registry.clone());
        Ok(registry)
    }

    /// Puts a registry that has just been made on the desk.
    pub fn put(&self, registry: Registry) -> Arc<Registry> {
        let registry = Arc::new(registry);
        *self.registry.lock().unwrap_or_else(PoisonError::into_inner) = Some(registry.clone());
        registry
    }
}

/// Runs work on the blocking pool; a panic becomes an answer.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Answer<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => Ok(answer?),
        Err(panic) => Err(Error::new(Code::Bug, "panicked").arg("detail", panic).into()),
    }
}
