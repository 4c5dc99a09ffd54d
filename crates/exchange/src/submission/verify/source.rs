//! The files of a bag, in a folder or in a zip, without trusting their names.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use domain::core::notice::NoticeCode;

use super::{BagLimits, Error, Notes};
use crate::core::{
    disk::{DiskError, cause},
    foreign_zip::{self, ForeignZip, ZipEntry, ZipFault, ZipLimits},
};

/// One file of a bag.
pub(super) struct BagFile {
    /// From the bag's root, with `/`.
    pub path: String,
    pub size: u64,
    at: At,
}

enum At {
    Disk(PathBuf),
    Zip(usize),
}

/// An opened bag.
pub(super) struct BagSource {
    /// Sorted by path.
    pub files: Vec<BagFile>,
    pub has_data: bool,
    /// Files of the zip that lie beside the folder of the bag.
    pub outside: Vec<String>,
    /// The zip writes its folders with backslashes.
    pub backslashes: bool,
    zip: Option<ForeignZip>,
}

/// Why a bag was not opened.
pub(super) enum NotOpened {
    Error(Error),
    Zip(ZipFault),
    /// Packed as something else than a zip; holds its name.
    Archive(&'static str),
}

impl From<DiskError> for NotOpened {
    fn from(error: DiskError) -> Self {
        Self::Error(error.into())
    }
}

impl BagSource {
    fn new(zip: Option<ForeignZip>) -> Self {
        Self { files: Vec::new(), has_data: false, outside: Vec::new(), backslashes: false, zip }
    }

    /// Opens a file for reading, at most one byte beyond its listed size.
    pub(super) fn read(&mut self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let file = self.files.get(index).ok_or(io::ErrorKind::NotFound)?;
        let limit = file.size.saturating_add(1);
        match (&file.at, &mut self.zip) {
            (At::Disk(path), _) => Ok(Box::new(File::open(path)?.take(limit))),
            (At::Zip(at), Some(zip)) => Ok(Box::new(zip.by_index(*at)?.take(limit))),
            (At::Zip(_), None) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

pub(super) fn open(path: &Path, limits: &BagLimits, faults: &mut Notes) -> Result<BagSource, NotOpened> {
    let found = fs::metadata(path).map_err(|it| DiskError::new("open", path, it))?;
    let mut bag = if found.is_dir() {
        open_folder(path, limits, faults)?
    } else if found.is_file() && starts_as_zip(path)? {
        open_zip(path, limits, faults)?
    } else if let Some(kind) = other_archive(path)? {
        return Err(NotOpened::Archive(kind));
    } else {
        return Err(NotOpened::Error(Error::NotABag { path: path.display().to_string() }));
    };
    bag.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(bag)
}

/// What a file is packed as, by its first bytes, where that is no zip.
fn other_archive(path: &Path) -> Result<Option<&'static str>, DiskError> {
    // A pipe or a device is not read.
    if !fs::metadata(path).is_ok_and(|it| it.is_file()) {
        return Ok(None);
    }
    let mut start = Vec::new();
    let file = File::open(path).map_err(|it| DiskError::new("open", path, it))?;
    file.take(512).read_to_end(&mut start).map_err(|it| DiskError::new("read", path, it))?;
    let known: [(&[u8], &str); 5] = [
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "rar"),
        (b"\x1f\x8b", "gz"),
        (b"\xfd7zXZ\0", "xz"),
        (b"BZh", "bz2"),
    ];
    let tar = start.get(257..262) == Some(b"ustar");
    Ok(known.iter().find(|it| start.starts_with(it.0)).map(|it| it.1).or(tar.then_some("tar")))
}

fn starts_as_zip(path: &Path) -> Result<bool, DiskError> {
    let mut start = Vec::new();
    let file = File::open(path).map_err(|it| DiskError::new("open", path, it))?;
    file.take(4).read_to_end(&mut start).map_err(|it| DiskError::new("read", path, it))?;
    Ok([&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].contains(&start.as_slice()))
}

/// So deep is looked into a folder that is no bag: the bag may lie in it, or one deeper.
/// Whoever names a whole disk by mistake is told soon.
const DEPTH_OF_NO_BAG: usize = 2;

/// Whether a folder holds anything that only a bag holds.
fn seems_a_bag(root: &Path) -> bool {
    let is_manifest = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("manifest-");
    root.join("bagit.txt").exists()
        || root.join("data").is_dir()
        || fs::read_dir(root).is_ok_and(|it| it.flatten().any(|it| is_manifest(&it.file_name())))
}

fn open_folder(root: &Path, limits: &BagLimits, faults: &mut Notes) -> Result<BagSource, NotOpened> {
    let real = ::disk::real_path(root);
    let mut bag = BagSource::new(None);
    let mut size = 0_u64;
    let mut n_entry = 0_u64;
    let mut folders = vec![(root.to_owned(), String::new())];
    let deepest = if seems_a_bag(root) { usize::MAX } else { DEPTH_OF_NO_BAG };
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if prefix.is_empty() => {
                return Err(DiskError::new("open", root, error).into());
            }
            Err(error) => {
                faults.add(NoticeCode::BagFileUnreadable, vec![("file", prefix), ("detail", cause(&error))]);
                continue;
            }
        };
        for entry in entries {
            let entry = entry.map_err(|it| DiskError::new("read", &folder, it))?;
            n_entry += 1;
            if n_entry > limits.max_files.saturating_mul(2) || bag.files.len() as u64 > limits.max_files {
                faults.add(NoticeCode::BagTooManyFiles, vec![("limit", limits.max_files.to_string())]);
                return Ok(bag);
            }
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = format!("{prefix}{}", name.to_string_lossy());
                faults.file(NoticeCode::BagNameNotText, &shown);
                continue;
            };
            let path = format!("{prefix}{name}");
            if path.len() > limits.max_path {
                faults.file(NoticeCode::BagPathTooLong, &path);
                continue;
            }
            let disk = |source| DiskError::named("read", &path, source);
            let mut at = entry.path();
            let mut found = fs::symlink_metadata(&at).map_err(disk)?;
            if found.is_symlink() {
                // Only a link to a file inside the bag counts as a file.
                match at.canonicalize().ok().filter(|it| it.starts_with(&real) && it.is_file()) {
                    Some(target) => {
                        found = fs::metadata(&target).map_err(disk)?;
                        at = target;
                    }
                    None => {
                        faults.file(NoticeCode::BagSymlink, &path);
                        continue;
                    }
                }
            }
            if found.is_dir() {
                bag.has_data |= path == "data";
                if path.matches('/').count() < deepest {
                    folders.push((at, format!("{path}/")));
                }
            } else if found.is_file() {
                size = size.saturating_add(found.len());
                bag.files.push(BagFile { path, size: found.len(), at: At::Disk(at) });
            } else {
                faults.file(NoticeCode::BagNotAFile, &path);
            }
        }
    }
    if size > limits.max_total {
        let limit = limits.max_total.to_string();
        faults.add(NoticeCode::BagTooLarge, vec![("found", size.to_string()), ("limit", limit)]);
        bag.files.clear();
    }
    Ok(bag)
}

fn open_zip(path: &Path, limits: &BagLimits, faults: &mut Notes) -> Result<BagSource, NotOpened> {
    let zip_limits = ZipLimits {
        // Folders are entries too.
        max_entries: limits.max_files.saturating_mul(2),
        max_name: limits.max_path,
        max_total: limits.max_total,
        max_ratio: limits.max_ratio,
        ratio_from: limits.ratio_from,
    };
    let (zip, mut entries) = foreign_zip::open(path, &zip_limits).map_err(NotOpened::Zip)?;
    // Old PowerShell writes `data\x`. Where no name has a slash, one stands for the other.
    let backslashes =
        entries.iter().any(|it| it.name.contains('\\')) && !entries.iter().any(|it| it.name.contains('/'));
    if backslashes {
        for it in &mut entries {
            it.name = it.name.replace('\\', "/");
            it.is_folder |= it.name.ends_with('/');
        }
    }
    let top = top_folder(&entries, faults);
    let mut bag = BagSource { backslashes, ..BagSource::new(Some(zip)) };
    for entry in entries {
        let Some(path) = entry.name.strip_prefix(top.as_str()) else {
            if !entry.is_folder {
                bag.outside.push(entry.name);
            }
            continue;
        };
        let path = path.strip_prefix("./").unwrap_or(path);
        bag.has_data |= path.starts_with("data/");
        if path.is_empty() {
            continue;
        }
        if path.contains('\\') && !super::manifest::escapes(path) {
            faults.file(NoticeCode::BagNameBackslash, path);
        } else if super::manifest::escapes(path) || path.contains('\0') {
            faults.file(NoticeCode::BagPathEscapes, path);
        } else if entry.is_symlink {
            faults.file(NoticeCode::BagSymlink, path);
        } else if !entry.is_folder {
            let (path, at) = (path.to_owned(), At::Zip(entry.index));
            bag.files.push(BagFile { path, size: entry.size, at });
        }
    }
    if bag.files.len() as u64 > limits.max_files {
        faults.add(NoticeCode::BagTooManyFiles, vec![("limit", limits.max_files.to_string())]);
        bag.files.clear();
    }
    Ok(bag)
}

/// The folder that the bag lies in: empty for the root, else with a last `/`.
fn top_folder(entries: &[ZipEntry], faults: &mut Notes) -> String {
    if entries.iter().any(|it| it.name == "bagit.txt") {
        return String::new();
    }
    let mut tops: Vec<&str> = entries
        .iter()
        .filter_map(|it| it.name.strip_suffix("bagit.txt"))
        .filter(|it| it.len() > 1 && it.ends_with('/') && !it.starts_with('/'))
        .collect();
    // The outermost ones: a payload may hold bags of its own.
    let depth = |it: &&str| it.matches('/').count();
    let outermost = tops.iter().map(depth).min();
    tops.retain(|it| Some(depth(it)) == outermost);
    if tops.is_empty() {
        // No declaration: the one folder that everything lies in, if there is one.
        tops = entries
            .iter()
            .filter_map(|it| it.name.split_inclusive('/').next().filter(|it| it.ends_with('/')))
            .collect();
        tops.dedup();
        let all_inside = entries.iter().all(|it| it.name.contains('/'));
        return match tops.as_slice() {
            [one] if all_inside && *one != "data/" => (*one).to_owned(),
            _ => String::new(),
        };
    }
    if tops.len() > 1 {
        faults.add(NoticeCode::BagSeveralBags, vec![("n", tops.len().to_string())]);
    }
    tops.first().map_or_else(String::new, |it| (*it).to_owned())
}
