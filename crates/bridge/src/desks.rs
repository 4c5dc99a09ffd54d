//! Desks by name. What a desk begins with is made once and copied from then on.

use std::{
    collections::HashMap,
    fs, io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use registry::{
    Code, Error, Reason, Result, Start,
    commands::{self, COMMANDS, CommandKind, Desk, Tell, desk::Places},
    progress::Unwatched,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tempfile::TempDir;

use crate::{env::SeededEnv, rows, update};

/// What a registry holds when its desk is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum With {
    /// No registry yet: the window welcomes.
    Nothing,
    /// The registry of Kota Semarang, where Sri works.
    Empty,
    /// The same with the example catalogue.
    #[default]
    Example,
}

/// Lays a desk anew, in the place of one of the same name.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct MakeDesk {
    pub with: With,
    /// Made-up inovasi beside; at most 100 000.
    pub rows: usize,
    /// Desks of different seeds are different laptops.
    pub seed: u64,
    /// Milliseconds since 1970.
    pub now: Option<i64>,
}

/// Puts a file beside the registry, below the officer's documents; answers its path.
#[derive(Debug, Clone, Deserialize)]
pub struct PutFile {
    /// May name folders, `a/b.pdf`.
    pub nama: String,
    pub text: String,
}

/// Puts an update among the officer's documents; answers its path.
#[derive(Debug, Clone, Deserialize)]
pub struct PutUpdate {
    pub nama: String,
    /// The version that it brings; what runs is 1.2.3.
    pub version: String,
}

/// Points at a path, as a person does in a dialog; answers it. With `bring_file` it is
/// what the program was started with.
#[derive(Debug, Clone, Deserialize)]
pub struct HandPath {
    pub path: PathBuf,
}

/// More inovasi than any test asks for.
const MOST_ROWS: usize = 100_000;

struct Laid {
    desk: Desk,
    env: SeededEnv,
    /// Goes when the desk goes.
    _folder: TempDir,
}

/// Every desk of this process.
pub struct Desks {
    folder: TempDir,
    laid: Mutex<HashMap<String, Arc<Laid>>>,
    /// Folders of registries to copy, by what they hold.
    patterns: Mutex<HashMap<(With, usize), PathBuf>>,
}

impl Desks {
    pub fn new() -> io::Result<Self> {
        // Memory where there is such a place: nobody needs these on a disk.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Ok(Self {
            folder: folder.or_else(|_| tempfile::tempdir())?,
            laid: Mutex::default(),
            patterns: Mutex::default(),
        })
    }

    /// Answers one command on a desk.
    pub fn answer(&self, name: &str, command: &str, req: Value, tell: Tell<'_>) -> Result<Value> {
        match command {
            "make_desk" => self.make(name, read(req)?).map(|()| Value::Null),
            "drop_desk" => Ok(lock(&self.laid).remove(name)).map(|_| Value::Null),
            "put_file" => put_file(&self.desk(name)?.desk, &read(req)?),
            "put_update" => put_update(&self.desk(name)?.desk, &read(req)?),
            "hand_path" => Ok(hand(&self.desk(name)?.desk, &read::<HandPath>(req)?.path)),
            "bring_file" => Ok(self.desk(name)?.desk.bring(&read::<HandPath>(req)?.path).into()),
            _ => {
                let laid = self.desk(name)?;
                if COMMANDS
                    .iter()
                    .any(|it| it.name == command && matches!(it.kind, CommandKind::Act | CommandKind::Work))
                {
                    laid.env.tick();
                }
                commands::answer(&laid.desk, command, req, tell)
            }
        }
    }

    fn desk(&self, name: &str) -> Result<Arc<Laid>> {
        lock(&self.laid).get(name).cloned().ok_or_else(|| unexpected(format!("no desk {name}")))
    }

    fn make(&self, name: &str, req: MakeDesk) -> Result<()> {
        if req.rows > MOST_ROWS {
            return Err(unexpected(format!("more than {MOST_ROWS} rows")));
        }
        let folder = tempfile::tempdir_in(self.folder.path()).map_err(unexpected)?;
        if req.with != With::Nothing {
            copy(&self.pattern(req.with, req.rows)?, &folder.path().join("registri")).map_err(unexpected)?;
        }
        let env = SeededEnv::new(req.seed, req.now);
        let laid = Laid { desk: desk(folder.path(), &env), env, _folder: folder };
        fs::create_dir_all(laid.desk.documents()).map_err(unexpected)?;
        lock(&self.laid).insert(name.to_owned(), Arc::new(laid));
        Ok(())
    }

    /// The folder of a registry that nobody has open.
    fn pattern(&self, with: With, rows: usize) -> Result<PathBuf> {
        let mut patterns = lock(&self.patterns);
        if let Some(known) = patterns.get(&(with, rows)) {
            return Ok(known.clone());
        }
        let folder = self.folder.path().join(format!("pattern-{}", patterns.len()));
        let desk = desk(&folder, &SeededEnv::new(0, None));
        let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Sri Wahyuni".into() };
        desk.start_registry(&start, with == With::Example)?;
        if rows > 0 {
            let path = folder.join("rows.json");
            fs::write(&path, rows::document(rows).to_string()).map_err(unexpected)?;
            desk.open()?.import_registry(&path, false, &mut Unwatched)?;
        }
        let made = folder.join("registri");
        patterns.insert((with, rows), made.clone());
        Ok(made)
    }
}

/// A desk below a folder. What it hands to other programs, nobody opens.
fn desk(folder: &Path, env: &SeededEnv) -> Desk {
    let env = env.clone();
    Desk::new(Places::below(folder), move || Box::new(env.clone()), Box::new(|_| Ok(())))
}

fn put_file(desk: &Desk, req: &PutFile) -> Result<Value> {
    let path = among_documents(desk, &req.nama)?;
    fs::write(&path, &req.text).map_err(|error| Error::file(&path, &error))?;
    Ok(hand(desk, &path))
}

fn put_update(desk: &Desk, req: &PutUpdate) -> Result<Value> {
    let path = among_documents(desk, &req.nama)?;
    update::write(&path, &req.version).map_err(unexpected)?;
    Ok(hand(desk, &path))
}

/// A place for a file, whose folder is made.
fn among_documents(desk: &Desk, nama: &str) -> Result<PathBuf> {
    let documents = desk.documents();
    if !Path::new(nama).components().all(|it| matches!(it, Component::Normal(_))) {
        return Err(unexpected(format!("{nama} leads out of the desk")));
    }
    let path = documents.join(nama);
    let below = path.parent().unwrap_or(documents);
    fs::create_dir_all(below).map_err(|error| Error::file(below, &error))?;
    Ok(path)
}

fn hand(desk: &Desk, path: &Path) -> Value {
    desk.handed.hand(path);
    Value::String(path.display().to_string())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A request; none at all asks for what is usual.
fn read<T: DeserializeOwned>(req: Value) -> Result<T> {
    let req = if req.is_null() { Value::Object(serde_json::Map::new()) } else { req };
    serde_json::from_value(req).map_err(unexpected)
}

fn unexpected(cause: impl std::fmt::Display) -> Error {
    Error::new(Code::Bug, Reason::Unexpected).arg("code", cause)
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
