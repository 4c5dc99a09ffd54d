//! One officer's laptop: a folder with registry, home and documents.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use e2e::driver::{App, PATIENCE};
use registry::{Code, InovasiId, ListInovasi, Registry, Sort, Start, SystemEnv, progress::Unwatched};

pub struct Laptop(tempfile::TempDir);

impl Laptop {
    pub fn new() -> Laptop {
        Laptop::in_folder(tempfile::tempdir().expect("a temporary folder"))
    }

    /// In a folder with this very name, so that pictures show the same path every time.
    pub fn called(name: &str) -> Laptop {
        // The webview of an earlier run may have written once more after its end.
        let _ = std::fs::remove_dir_all(std::env::temp_dir().join(name));
        let folder = tempfile::Builder::new().prefix(name).rand_bytes(0).tempdir();
        Laptop::in_folder(folder.expect("a temporary folder"))
    }

    fn in_folder(folder: tempfile::TempDir) -> Laptop {
        Laptop(folder)
    }

    /// Starts a registry with the example catalogue.
    pub fn with_example(self, person: &str) -> Laptop {
        self.make(person).load_example().expect("the example catalogue");
        self
    }

    /// Starts a registry and leaves it empty.
    pub fn with_nothing(self, person: &str) -> Laptop {
        drop(self.make(person));
        self
    }

    /// Starts a registry with everything another laptop has.
    pub fn with_parcel(self, person: &str, parcel: &Path) -> Laptop {
        self.make(person).accept_parcel(parcel, false, &mut Unwatched).expect("the parcel");
        self
    }

    fn make(&self, person: &str) -> Registry {
        let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: person.into() };
        Registry::start(&self.registry(), &start, Box::new(SystemEnv)).expect("a registry")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn registry(&self) -> PathBuf {
        self.path("registri")
    }

    /// Waits until a killed app has let go of the registry, if there is one.
    pub fn open_or_none(&self) -> Option<Registry> {
        self.registry().join("registry.sqlite3").exists().then(|| self.open())
    }

    /// The registry without the app; waits until an app that has just been killed
    /// has let go of it.
    pub fn open(&self) -> Registry {
        let started = Instant::now();
        loop {
            match Registry::open(&self.registry(), Box::new(SystemEnv)) {
                Ok(registry) => return registry,
                Err(error) if error.code == Code::Busy && started.elapsed() < PATIENCE => std::thread::yield_now(),
                Err(error) => panic!("the registry: {error:?}"),
            }
        }
    }

    /// The registry, read beside the running app.
    pub fn read(&self) -> Registry {
        Registry::open_to_read(&self.registry(), Box::new(SystemEnv)).expect("the registry")
    }

    /// Id and name of the first inovasi in the order of names.
    pub fn first_inovasi(&self) -> (InovasiId, String) {
        let ask = ListInovasi { limit: 1, sort: Some(Sort::Nama), ..ListInovasi::default() };
        let row = self.read().list_inovasi(&ask).expect("the list").rows.remove(0);
        (row.id, row.nama)
    }

    pub fn write_file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub async fn start(&self) -> App {
        let app = std::env::var_os("APP_BIN").expect(
            "APP_BIN is not set: it names the built prakarsa-desktop; `cargo xtask test` builds it and sets it",
        );
        App::start(Path::new(&app), self.0.path()).await
    }
}

/// What a field of a profile holds.
pub fn field(registry: &Registry, id: InovasiId, name: &str) -> Option<String> {
    let worksheet = registry.show_inovasi(id).expect("the inovasi");
    worksheet.profile.into_iter().find(|it| it.field.name() == name).expect("the field").value
}
