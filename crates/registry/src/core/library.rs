//! The instruments and option lists that come with the program, read once and
//! checked; a final pack must have the hash written in `instruments/lock.toml`.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use domain::assessment::instrument::{
    Instrument, Status,
    file::{FaultReason, PackFault, PackFaultCode, PackFile, read_pack},
    vocabulary::{Choosable, Vocabulary},
};
use include_dir::{Dir, include_dir};

use domain::{core::id::InstrumentId, merge::field::JENIS_DOKUMEN as JENIS_DOKUMEN_LIST};

/// The kinds of documents, which sentences name and guesses look at.
pub(crate) static JENIS_DOKUMEN: LazyLock<Vec<Choosable>> = LazyLock::new(|| {
    let file = FILES.get_file("vocabulary/jenis_dokumen.toml").and_then(|it| it.contents_utf8());
    let mut lists = Vocabulary::default();
    let read = file.and_then(|it| lists.add(JENIS_DOKUMEN_LIST, it).ok());
    read.and_then(|()| lists.list(JENIS_DOKUMEN_LIST)).map_or_else(Vec::new, |it| it.option.clone())
});

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../instruments");

/// The instrument that screens and commands use unless told otherwise.
pub const DEFAULT_INSTRUMENT: &str = include_str!("../../../../instruments/default");

/// Every instrument and option list.
#[derive(Debug, Clone)]
pub struct Library {
    /// By id, every year and award that the program ships.
    pub instruments: BTreeMap<InstrumentId, Arc<Instrument>>,
    /// The option lists that all instruments share, such as `tahapan`.
    pub vocabulary: Arc<Vocabulary>,
}

impl Library {
    /// What comes with the program, read once in its life.
    ///
    /// # Errors
    /// Every fault of every file. The tests make sure there is none in a release.
    pub fn embedded() -> Result<Library, Vec<PackFault>> {
        static READ: LazyLock<Result<Library, Vec<PackFault>>> = LazyLock::new(Library::read);
        READ.clone()
    }

    fn read() -> Result<Library, Vec<PackFault>> {
        let mut faults = Vec::new();
        let mut instruments = BTreeMap::new();
        let lock = locked();
        for folder in FILES.dirs() {
            let name = folder.path().to_string_lossy().into_owned();
            if name == "vocabulary" {
                continue;
            }
            let files = pack_files(folder);
            let files: Vec<PackFile<'_>> = files.iter().map(|(path, text)| PackFile { path, text }).collect();
            match read_pack(&files) {
                Ok(instrument) => {
                    if instrument.status == Status::Final && lock.get(&name) != Some(&pack_hash(&files)) {
                        faults.push(fault(&name, PackFaultCode::FinalDiffers, Vec::new()));
                    }
                    instruments.insert(instrument.id.clone(), Arc::new(instrument));
                }
                Err(found) => {
                    faults.extend(found.into_iter().map(|it| PackFault { file: format!("{name}/{}", it.file), ..it }))
                }
            }
        }
        let mut vocabulary = Vocabulary::default();
        for file in FILES.get_dir("vocabulary").map(Dir::files).into_iter().flatten() {
            let stem = file.path().file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
            if let Err(reason) = vocabulary.add(&stem, file.contents_utf8().unwrap_or_default()) {
                faults.push(fault(&file.path().to_string_lossy(), PackFaultCode::Syntax, vec![("detail", reason)]));
            }
        }
        if faults.is_empty() { Ok(Library { instruments, vocabulary: Arc::new(vocabulary) }) } else { Err(faults) }
    }
}

/// Hash of a pack: SHA-256 over path and text of every file, by path.
pub fn pack_hash(files: &[PackFile<'_>]) -> String {
    let mut sorted: Vec<&PackFile<'_>> = files.iter().collect();
    sorted.sort_by_key(|it| it.path);
    let mut all = String::new();
    for it in sorted {
        // Line ends are not part of the rules: a checkout may change them.
        all.push_str(&format!("{}\0{}\0", it.path, it.text.replace('\r', "")));
    }
    store::sha256_hex(all.as_bytes())
}

/// The same of texts by path.
pub(crate) fn pack_hash_of(files: &BTreeMap<String, String>) -> String {
    pack_hash(&files.iter().map(|(path, text)| PackFile { path, text }).collect::<Vec<_>>())
}

/// Hash of every embedded pack, by folder; what `cargo xtask bless` writes down.
pub fn pack_hashes() -> BTreeMap<String, String> {
    FILES
        .dirs()
        .filter(|it| it.path().to_string_lossy() != "vocabulary")
        .map(|it| {
            let files = pack_files(it);
            let files: Vec<PackFile<'_>> = files.iter().map(|(path, text)| PackFile { path, text }).collect();
            (it.path().to_string_lossy().into_owned(), pack_hash(&files))
        })
        .collect()
}

/// The rule files of the embedded pack of an id.
pub(crate) fn embedded_files(id: &str) -> Option<BTreeMap<String, String>> {
    let folder = FILES.dirs().find(|it| it.path().to_string_lossy() == id && id != "vocabulary")?;
    Some(pack_files(folder).into_iter().map(|(path, text)| (path, text.replace('\r', ""))).collect())
}

/// The rule files of one pack; the worked cases are not part of the rules.
fn pack_files(folder: &Dir<'_>) -> Vec<(String, String)> {
    let below = |file: &include_dir::File<'_>| {
        let path = file.path().strip_prefix(folder.path()).ok()?.to_string_lossy().replace('\\', "/");
        path.ends_with(".toml").then(|| (path, file.contents_utf8().unwrap_or_default().to_owned()))
    };
    let indikator = folder.get_dir(folder.path().join("indikator"));
    folder.files().chain(indikator.into_iter().flat_map(Dir::files)).filter_map(below).collect()
}

fn locked() -> BTreeMap<String, String> {
    FILES
        .get_file("lock.toml")
        .and_then(|it| it.contents_utf8())
        .map(|it| {
            it.lines()
                .filter_map(|line| line.split_once('='))
                .map(|(name, hash)| (name.trim().to_owned(), hash.trim().trim_matches('"').to_owned()))
                .collect()
        })
        .unwrap_or_default()
}

fn fault(file: &str, code: PackFaultCode, args: Vec<(&'static str, String)>) -> PackFault {
    PackFault { file: file.to_owned(), line: 0, reason: FaultReason { code, args } }
}
