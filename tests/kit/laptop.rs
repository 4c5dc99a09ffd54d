//! One laptop: a real registry in a folder of its own.

use std::{
    collections::BTreeMap,
    fmt::Display,
    fs,
    ops::Deref,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use registry::{
    AnswerKey, BuktiFacts, ChooseParameter, DEFAULT_INSTRUMENT, Registry, Result, Start,
    progress::Unwatched,
    view::{AssessmentView, DoctorView, Outcome, ParcelView},
};
use tempfile::TempDir;

use super::{FixedEnv, whom};

/// A laptop with Prakarsa on it. Derefs to its open registry.
pub struct Laptop {
    pub env: FixedEnv,
    registry: Option<Registry>,
    /// Holds the registry's folder and whatever else lies on this laptop.
    desk: TempDir,
}

/// Names parcels and files apart within one test.
static SERIAL: AtomicU64 = AtomicU64::new(0);

impl Laptop {
    /// A laptop of Kota Semarang with an empty registry.
    pub fn new(machine: u64) -> Self {
        Self::of_pemda(machine, "Kota Semarang", "33.74")
    }

    pub fn of_pemda(machine: u64, nama: &str, kode: &str) -> Self {
        let desk = tempfile::tempdir().unwrap();
        let env = FixedEnv::new(machine);
        let start = Start { nama: nama.into(), kode: kode.into(), person: format!("Petugas {machine}") };
        let registry = Registry::start(&desk.path().join("registri"), &start, Box::new(env.clone())).unwrap();
        Self { env, registry: Some(registry), desk }
    }

    /// A registry that was put into a fresh folder by `fill` (a copy, a damaged
    /// one) and is not open yet.
    pub fn unopened(env: FixedEnv, fill: impl FnOnce(&Path)) -> Self {
        let desk = tempfile::tempdir().unwrap();
        fill(&desk.path().join("registri"));
        Self { env, registry: None, desk }
    }

    pub fn folder(&self) -> PathBuf {
        self.desk.path().join("registri")
    }

    /// A path on this laptop outside the registry.
    pub fn path(&self, name: &str) -> PathBuf {
        self.desk.path().join(name)
    }

    /// Writes a file beside the registry.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn close(&mut self) {
        self.registry = None;
    }

    pub fn open(&mut self) -> Result<()> {
        self.registry = None;
        self.registry = Some(Registry::open(&self.folder(), Box::new(self.env.clone()))?);
        Ok(())
    }

    /// An image of the disk as it is now.
    pub fn image(&mut self) -> PathBuf {
        self.close();
        let n = SERIAL.fetch_add(1, Ordering::Relaxed);
        let image = self.path(&format!("image-{n}"));
        copy_folder(&self.folder(), &image);
        self.open().unwrap();
        image
    }

    /// Puts an image of a disk back, its own or another's: nothing on the machine tells
    /// that anything has happened, so it goes on under the name it had.
    pub fn put_back(&mut self, image: &Path) {
        self.close();
        fs::remove_dir_all(self.folder()).unwrap();
        copy_folder(image, &self.folder());
        let path = self.folder().join("registry.sqlite3");
        let database = || rusqlite::Connection::open(&path).unwrap();
        let sql = "SELECT value FROM setting WHERE key = 'device'";
        let device: String = database().query_row(sql, [], |row| row.get(0)).unwrap();
        // This machine is told apart, of course: what it wrote down of that is undone.
        self.open().unwrap();
        self.close();
        database().execute("UPDATE setting SET value = ?1 WHERE key = 'device'", [device]).unwrap();
        self.open().unwrap();
    }

    /// Every file of the registry with its bytes, but for the database and its
    /// companions, which SQLite rewrites as it likes, and the list that the next start clears.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut open = vec![self.folder()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if !["registry.sqlite3", "registry.arrived"].iter().any(|it| path.to_string_lossy().contains(it))
                {
                    let bytes = fs::read(&path).unwrap();
                    found.push((path, bytes));
                }
            }
        }
        found.sort();
        found
    }

    /// Registers an inovasi; returns its id.
    pub fn register(&self, nama: &str) -> String {
        self.register_inovasi(nama).unwrap().view.id.to_string()
    }

    pub fn edit(&self, id: impl Display, field: &str, value: &str) {
        self.edit_inovasi(id, field, Some(value)).unwrap();
    }

    /// The shown value of a field.
    pub fn value(&self, id: impl Display, field: &str) -> Option<String> {
        let view = self.show_inovasi(id).unwrap();
        view.profile.into_iter().find(|it| it.field.name() == field).and_then(|it| it.value)
    }

    pub fn choose(&self, subject: impl Display, indikator: &str, parameter: u8) -> Result<Outcome<AssessmentView>> {
        self.choose_parameter(&ChooseParameter {
            subject: self.subject(subject)?,
            instrument: DEFAULT_INSTRUMENT.trim().into(),
            indikator: indikator.into(),
            parameter,
            variant: None,
        })
    }

    pub fn attach(&self, subject: impl Display, indikator: &str, file: &Path) -> Result<Outcome<AssessmentView>> {
        self.attach_bukti(
            &key(self.subject(subject)?, indikator),
            &[file.to_owned()],
            &BuktiFacts::default(),
            &mut Unwatched,
        )
    }

    /// Attaches a sound PDF of a kind of document, dated and naming what `tentang` says.
    pub fn attach_as(
        &self,
        subject: &str,
        indikator: &str,
        (jenis, tanggal, tentang): (&str, &str, &str),
    ) -> Result<Outcome<AssessmentView>> {
        let n = SERIAL.fetch_add(1, Ordering::Relaxed);
        let file = self.file(&format!("{jenis} {n}.pdf"), super::pdf(&n.to_string()));
        let facts = BuktiFacts {
            jenis_dokumen: Some(jenis.into()),
            tanggal: Some(tanggal.into()),
            tentang: Some(tentang.into()),
            ..BuktiFacts::default()
        };
        self.attach_bukti(&key(subject, indikator), &[file], &facts, &mut Unwatched)
    }

    pub fn write_parcel(&self) -> PathBuf {
        let n = SERIAL.fetch_add(1, Ordering::Relaxed);
        let path = self.path(&format!("kiriman-{n}.prakarsa"));
        self.create_parcel(&path, false, &mut Unwatched).unwrap();
        path
    }

    pub fn accept(&self, parcel: &Path) -> Result<ParcelView> {
        Ok(self.accept_parcel(parcel, false, &mut Unwatched)?.view)
    }

    /// Carries everything from this laptop to another.
    pub fn carry_to(&self, other: &Laptop) -> ParcelView {
        other.accept(&self.write_parcel()).unwrap()
    }

    /// Says that all is well, or why not.
    pub fn assert_healthy(&self) -> DoctorView {
        let view = self.run_doctor(&mut Unwatched).unwrap();
        assert!(view.healthy, "{:#?}", view.problems);
        view
    }
}

/// Everything in a folder, into another that need not be there yet.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file below a folder, by its relative path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

impl Deref for Laptop {
    type Target = Registry;
    fn deref(&self) -> &Registry {
        self.registry.as_ref().unwrap()
    }
}

pub fn key(subject: impl Display, indikator: &str) -> AnswerKey {
    AnswerKey { subject: whom(subject), instrument: DEFAULT_INSTRUMENT.trim().into(), indikator: indikator.into() }
}

/// The office and two laptops in the field, of one pemda.
pub struct Cast {
    pub office: Laptop,
    pub laptop_a: Laptop,
    pub laptop_b: Laptop,
}

impl Cast {
    pub fn new() -> Self {
        Self { office: Laptop::new(1), laptop_a: Laptop::new(2), laptop_b: Laptop::new(3) }
    }

    pub fn all(&self) -> [&Laptop; 3] {
        [&self.office, &self.laptop_a, &self.laptop_b]
    }

    /// Everybody gets everything.
    pub fn exchange_all(&self) {
        // Each packs what it has heard from those before; the last one knows all.
        for from in self.all() {
            let parcel = from.write_parcel();
            for to in self.all() {
                to.accept(&parcel).unwrap();
            }
        }
    }
}
