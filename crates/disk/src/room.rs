//! What a disk takes: how much it has room for, and how large one file may be.
//!
//! What cannot be told is no reason to refuse anything: the disk itself says it then, in
//! the middle of the work.

use std::path::Path;

/// What a disk takes, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes that are free for this account.
    pub free: Option<u64>,
    /// Bytes of the largest file.
    pub largest: Option<u64>,
}

/// Why something does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Only so many bytes are free.
    Free(u64),
    /// No file may be larger than so many bytes.
    Largest(u64),
}

/// A size stands in 32 bits there (Microsoft, "FAT: General Overview of On-Disk Format",
/// 1.03, page 24).
const FAT_FILE: u64 = u32::MAX as u64;

impl Room {
    /// On the disk of a folder, or of a file.
    pub fn at(path: &Path) -> Self {
        system::room(path)
    }

    /// What is missing for so many bytes of which one file takes `file`.
    pub fn lack(self, bytes: u64, file: u64) -> Option<Lack> {
        let largest = self.largest.filter(|it| file > *it).map(Lack::Largest);
        largest.or_else(|| self.free.filter(|it| bytes > *it).map(Lack::Free))
    }
}

/// By what Windows calls a file system. exFAT knows larger files.
#[cfg(any(windows, test))]
fn largest_of(file_system: &str) -> Option<u64> {
    ["FAT", "FAT12", "FAT16", "FAT32"].iter().any(|it| file_system.eq_ignore_ascii_case(it)).then_some(FAT_FILE)
}

#[cfg(unix)]
mod system {
    use std::path::Path;

    use super::Room;

    pub(super) fn room(path: &Path) -> Room {
        // One without blocks, such as a gateway, does not say how many are free.
        let told = rustix::fs::statvfs(path).ok().filter(|it| it.f_blocks > 0);
        Room { free: told.and_then(|it| it.f_bavail.checked_mul(it.f_frsize)), largest: largest(path) }
    }

    /// `MSDOS_SUPER_MAGIC` of linux/magic.h, of all that are FAT.
    #[cfg(target_os = "linux")]
    fn largest(path: &Path) -> Option<u64> {
        let told = rustix::fs::statfs(path).ok()?;
        (told.f_type == 0x4d44).then_some(super::FAT_FILE)
    }

    #[cfg(not(target_os = "linux"))]
    fn largest(_: &Path) -> Option<u64> {
        None
    }
}

#[cfg(windows)]
mod system {
    use std::path::Path;

    use sysinfo::{DiskRefreshKind, Disks};

    use super::{Room, largest_of};
    use crate::real_path;

    pub(super) fn room(path: &Path) -> Room {
        Room { free: fs4::available_space(path).ok(), largest: largest(path) }
    }

    /// Of the local disk that is mounted nearest: no call by itself tells its file system.
    fn largest(path: &Path) -> Option<u64> {
        let path = real_path(path);
        // Places where disks are mounted are told without this mark.
        let path = path.to_string_lossy();
        let path = Path::new(path.strip_prefix(r"\\?\").unwrap_or(&path));
        let disks = Disks::new_with_refreshed_list_specifics(DiskRefreshKind::nothing());
        let holds = disks.list().iter().filter(|it| path.starts_with(it.mount_point()));
        let nearest = holds.max_by_key(|it| it.mount_point().components().count())?;
        largest_of(&nearest.file_system().to_string_lossy())
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    pub(super) fn room(_: &std::path::Path) -> super::Room {
        super::Room { free: None, largest: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_known_and_what_is_unknown_fits() {
        let room = |free, largest| Room { free, largest };
        for (room, bytes, file, expected) in [
            (room(Some(10), None), 10, 10, None),
            (room(Some(10), None), 11, 1, Some(Lack::Free(10))),
            (room(Some(10), Some(5)), 11, 6, Some(Lack::Largest(5))),
            (room(None, Some(FAT_FILE)), 7_000_000_000, FAT_FILE, None),
            (room(None, Some(FAT_FILE)), 7_000_000_000, FAT_FILE + 1, Some(Lack::Largest(FAT_FILE))),
            (room(None, None), u64::MAX, u64::MAX, None),
        ] {
            assert_eq!(room.lack(bytes, file), expected, "{room:?} {bytes} {file}");
        }
    }

    #[test]
    fn fat_is_known_by_its_names() {
        for (name, expected) in
            [("FAT32", Some(FAT_FILE)), ("fat", Some(FAT_FILE)), ("exFAT", None), ("NTFS", None), ("", None)]
        {
            assert_eq!(largest_of(name), expected, "{name}");
        }
    }

    #[test]
    fn this_disk_says_what_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::at(folder.path());
        assert!(room.free.is_some_and(|it| it > 0), "{room:?}");
        assert_eq!(Room::at(&folder.path().join("tidak ada")).largest, None);
    }
}
