//! Reads a pack from outside, with limits and without believing its paths.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{FORMAT, MAX_FILE, MAX_FILES, MAX_TOTAL, PackError, PackFiles, Single, VERSION};
use crate::{
    core::{
        disk::{DiskError, open_file},
        foreign_zip::{self, ZipLimits, io_fault, zip_fault},
        names::is_safe_path,
    },
    excerpt,
};

const LIMITS: ZipLimits = ZipLimits {
    // Folders and worked cases may stand beside the files that are read.
    max_entries: 2 * MAX_FILES as u64,
    max_name: 400,
    max_total: 2 * MAX_TOTAL,
    max_ratio: 200,
    ratio_from: MAX_FILE,
};

/// Reads the rule files of a pack: a folder, a zip of one, or a JSON text. Worked
/// cases and notes beside them are passed over.
///
/// # Errors
/// It is none of these, holds no `instrument.toml`, a path leads out of it, a file
/// is no text, or it is beyond the limits.
pub fn read_pack_files(path: &Path) -> Result<PackFiles, PackError> {
    let found = fs::metadata(path).map_err(|source| DiskError::new("open", path, source))?;
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    let files = match ending.as_str() {
        _ if found.is_dir() => from_folder(path)?,
        "zip" => from_zip(path)?,
        "json" => from_text(path)?,
        // Somebody points at the pack's own first file: its folder is meant.
        "toml" if path.file_name().is_some_and(|it| it == "instrument.toml") => {
            from_folder(path.parent().unwrap_or(Path::new(".")))?
        }
        _ => return Err(PackError::Kind(excerpt(&path.display().to_string()))),
    };
    if files.contains_key("instrument.toml") { Ok(files) } else { Err(PackError::NotPack) }
}

/// Whether a path below the pack is one of the files that rules are read from.
fn is_rule_file(path: &str) -> bool {
    let in_indikator = path.strip_prefix("indikator/").is_some_and(|it| it.ends_with(".toml") && !it.contains('/'));
    in_indikator || path == "instrument.toml" || path == "profil.toml"
}

/// What was taken so far.
#[derive(Default)]
struct TakenFiles {
    files: PackFiles,
    total: u64,
}

impl TakenFiles {
    /// Takes one file; `text` reads it up to a limit.
    fn take(&mut self, path: &str, size: u64, content: &mut dyn Read) -> Result<(), PackError> {
        let too_large = || PackError::FileTooLarge { file: excerpt(path), limit: MAX_FILE };
        if size > MAX_FILE {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        content.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|it| io_fault(it, path))?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(too_large());
        }
        let text = String::from_utf8(bytes).map_err(|_| PackError::NotText(excerpt(path)))?;
        self.put(path, text)
    }

    fn put(&mut self, path: &str, text: String) -> Result<(), PackError> {
        if text.contains('\0') {
            return Err(PackError::NotText(excerpt(path)));
        }
        self.total += text.len() as u64;
        if self.total > MAX_TOTAL {
            return Err(PackError::TooLarge { limit: MAX_TOTAL });
        }
        if self.files.len() >= MAX_FILES {
            return Err(PackError::TooMany { found: self.files.len() + 1, limit: MAX_FILES });
        }
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        self.files.insert(path.to_owned(), text.replace("\r\n", "\n"));
        Ok(())
    }
}

fn from_folder(folder: &Path) -> Result<PackFiles, PackError> {
    let mut taken = TakenFiles::default();
    for (below, prefix) in [(folder.to_owned(), ""), (folder.join("indikator"), "indikator/")] {
        let entries = match fs::read_dir(&below) {
            Ok(it) => it,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !prefix.is_empty() => continue,
            Err(error) => return Err(DiskError::new("open", &below, error).into()),
        };
        for entry in entries {
            let entry = entry.map_err(|source| DiskError::new("read", &below, source))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if !is_rule_file(&name) {
                continue;
            }
            let kind = entry.file_type().map_err(|source| DiskError::new("read", &below, source))?;
            // A link may lead to any file of this computer.
            if kind.is_symlink() || !is_safe_path(&name) {
                return Err(PackError::Path(excerpt(&name)));
            }
            let size = entry.metadata().map_err(|source| DiskError::new("read", &below, source))?.len();
            taken.take(&name, size, &mut open_file(&entry.path())?)?;
        }
    }
    Ok(taken.files)
}

fn from_zip(path: &Path) -> Result<PackFiles, PackError> {
    let (mut archive, entries) = foreign_zip::open(path, &LIMITS)?;
    for it in &entries {
        let name = it.name.strip_suffix('/').unwrap_or(&it.name);
        if it.is_symlink || !is_safe_path(name) {
            return Err(PackError::Path(excerpt(&it.name)));
        }
    }
    // The pack lies at the root, or in the one folder that holds an instrument.toml.
    let heads: Vec<&str> = entries.iter().filter_map(|it| it.name.strip_suffix("instrument.toml")).collect();
    let top = match heads.as_slice() {
        [top] if top.is_empty() || top.ends_with('/') => (*top).to_owned(),
        _ => return Err(PackError::NotPack),
    };
    let mut taken = TakenFiles::default();
    for it in entries.iter().filter(|it| !it.is_folder) {
        let Some(name) = it.name.strip_prefix(&top).filter(|it| is_rule_file(it)) else { continue };
        let mut content = archive.by_index(it.index).map_err(|error| zip_fault(error, name))?;
        taken.take(name, it.size, &mut content)?;
    }
    Ok(taken.files)
}

fn from_text(path: &Path) -> Result<PackFiles, PackError> {
    let limit = 2 * MAX_TOTAL;
    let mut text = String::new();
    let mut content = open_file(path)?.take(limit + 1);
    match content.read_to_string(&mut text) {
        Ok(n) if n as u64 > limit => return Err(PackError::TooLarge { limit }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(PackError::NotText(excerpt(&path.display().to_string())));
        }
        Err(error) => return Err(DiskError::new("read", path, error).into()),
    }
    let single: Single = serde_json::from_str(&text).map_err(|it| PackError::Json(excerpt(&it.to_string())))?;
    if single.format != FORMAT {
        return Err(PackError::Json(excerpt(&single.format)));
    }
    if single.version > VERSION {
        return Err(PackError::Newer);
    }
    let mut taken = TakenFiles::default();
    for (name, text) in single.files {
        if !is_safe_path(&name) {
            return Err(PackError::Path(excerpt(&name)));
        }
        if text.len() as u64 > MAX_FILE {
            return Err(PackError::FileTooLarge { file: excerpt(&name), limit: MAX_FILE });
        }
        if is_rule_file(&name) {
            taken.put(&name, text)?;
        }
    }
    Ok(taken.files)
}
