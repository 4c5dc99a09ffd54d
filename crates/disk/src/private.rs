//! What belongs to one account alone: nobody else of the computer reads it.
//!
//! On Unix that is 0700 and 0600 from the first moment. On Windows all of it lies in
//! the profile of the account, whose list of rights its files inherit, or on a disk
//! that the person chose and that knows no rights: nothing is to be done there.

#[cfg(unix)]
use std::fs;
use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

use crate::sync::create_folder_by;

/// Makes a folder that only its owner sees into, and those above it that are missing;
/// each is on the disk with its name when this returns.
///
/// # Errors
/// Whatever the disk says.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    create_folder_by(folder, &private_builder())
}

pub(crate) fn private_builder() -> DirBuilder {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        let mut builder = DirBuilder::new();
        builder.mode(0o700);
        builder
    }
    #[cfg(not(unix))]
    DirBuilder::new()
}

/// How a file is opened that only its owner may read where it is made.
pub fn private_file() -> OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let mut options = OpenOptions::new();
        options.mode(0o600);
        options
    }
    #[cfg(not(unix))]
    OpenOptions::new()
}

/// Makes a file that only its owner reads, where none is.
///
/// # Errors
/// `AlreadyExists`: something is there. Whatever else the disk says.
pub fn create_private(path: &Path) -> io::Result<File> {
    private_file().read(true).write(true).create_new(true).open(path)
}

/// Copies bytes into a file that only its owner reads, whatever rights the first one
/// has.
///
/// # Errors
/// As [`create_private`]; the first one cannot be read.
pub fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    io::copy(&mut source, &mut create_private(to)?).map(drop)
}

/// Whose a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of this account alone.
    Own,
    /// Of this account, which lets its group in: it writes there, or what is made
    /// there becomes the group's. Somebody has set it up so.
    Shared,
    /// Of another account.
    Foreign,
}

/// Whose a folder is. Where that cannot be asked it is taken for one's own.
#[cfg(unix)]
pub fn whose(folder: &Path) -> Whose {
    use std::os::unix::fs::MetadataExt;
    let Ok(found) = fs::metadata(folder) else { return Whose::Own };
    // Many systems give each account a group of its own, of the same number, and let it
    // write everywhere: nobody else is in it.
    let group_writes = found.mode() & 0o020 != 0 && found.gid() != found.uid();
    match found.uid() == rustix::process::geteuid().as_raw() {
        false => Whose::Foreign,
        true if group_writes || found.mode() & 0o2000 != 0 => Whose::Shared,
        true => Whose::Own,
    }
}

/// Windows tells who may do what by the folder's list, which the account inherits.
#[cfg(not(unix))]
pub fn whose(_: &Path) -> Whose {
    Whose::Own
}

/// Makes a folder that shields from others whatever anybody puts in it, or lets one that
/// is there do so. A disk that refuses is nobody's fault.
pub fn keep_private(folder: &Path) {
    let _ = create_private_folder(folder);
    #[cfg(unix)]
    let _ = fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700));
}

/// Takes a file, or a folder with all that lies in it, from everybody but its owner.
/// What is narrow already is not gone through again; what the disk refuses stays as it
/// is, since a disk that knows no rights has none to take.
#[cfg(unix)]
pub fn narrow(path: &Path) {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let wide = || fs::symlink_metadata(path).ok().filter(|it| !it.is_symlink() && it.mode() & 0o077 != 0);
    let Some(found) = wide() else { return };
    let set = fs::set_permissions(path, fs::Permissions::from_mode(found.mode() & 0o7700));
    // First the folder, which shields what lies in it from then on.
    if found.is_dir() && set.is_ok() && wide().is_none() {
        fs::read_dir(path).into_iter().flatten().flatten().for_each(|it| narrow(&it.path()));
    }
}

/// There is nothing to take: see the head of this file.
#[cfg(not(unix))]
pub fn narrow(_: &Path) {}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_is_made_privately_is_the_owners() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        create_private_folder(&deep).unwrap();
        assert_eq!((mode(&deep), mode(&folder.path().join("a"))), (0o700, 0o700));
        let open = folder.path().join("terbuka");
        fs::write(&open, "isi").unwrap();
        set(&open, 0o644);
        set(&folder.path().join("a"), 0o755);
        keep_private(&folder.path().join("a"));
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        copy_private(&open, &deep.join("c")).unwrap();
        assert_eq!((mode(&deep.join("c")), fs::read_to_string(deep.join("c")).unwrap().as_str()), (0o600, "isi"));
        assert_eq!(create_private(&open).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn narrowing_takes_from_others_and_follows_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, foreign) = (folder.path().join("kita"), folder.path().join("lain"));
        fs::create_dir_all(ours.join("ab")).unwrap();
        fs::write(ours.join("ab/c"), "c").unwrap();
        fs::write(&foreign, "lain").unwrap();
        std::os::unix::fs::symlink(&foreign, ours.join("tautan")).unwrap();
        for (path, mode) in [(&ours, 0o755), (&ours.join("ab"), 0o775), (&ours.join("ab/c"), 0o444), (&foreign, 0o644)]
        {
            set(path, mode);
        }
        narrow(&ours);
        assert_eq!((mode(&ours), mode(&ours.join("ab")), mode(&ours.join("ab/c"))), (0o700, 0o700, 0o400));
        assert_eq!(mode(&foreign), 0o644);
    }

    #[test]
    fn a_folder_is_shared_where_its_group_is_let_in() {
        let folder = tempfile::tempdir().unwrap();
        let own_group = {
            use std::os::unix::fs::MetadataExt;
            let found = fs::metadata(folder.path()).unwrap();
            found.gid() == found.uid()
        };
        for (mode, whose_it_is) in [
            (0o700, Whose::Own),
            (0o755, Whose::Own),
            (0o2750, Whose::Shared),
            (0o775, if own_group { Whose::Own } else { Whose::Shared }),
        ] {
            set(folder.path(), mode);
            assert_eq!(whose(folder.path()), whose_it_is, "{mode:o}");
        }
    }
}
