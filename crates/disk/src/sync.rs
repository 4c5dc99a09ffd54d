//! Names are on the disk when they are said to be.

use std::{
    fs::{DirBuilder, File},
    io,
    path::Path,
};

/// Puts the names in a folder on the disk: those of files made, renamed or removed
/// in it. Windows has no such call and needs none; a file system that cannot is
/// nobody's fault.
pub fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(open) = File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) {
        let _ = open.sync_all();
    }
    #[cfg(not(unix))]
    let _ = (folder, File::open::<&Path>);
}

/// Makes a folder, and those above it that are missing; each is on the disk with its
/// name when this returns.
///
/// # Errors
/// Whatever the disk says.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    create_folder_by(folder, &DirBuilder::new())
}

pub(crate) fn create_folder_by(folder: &Path, builder: &DirBuilder) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().filter(|it| !it.as_os_str().is_empty());
    if let Some(above) = above {
        create_folder_by(above, builder)?;
    }
    match builder.create(folder) {
        // Somebody else has just made it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        ended => ended?,
    }
    sync_folder(above.unwrap_or(Path::new(".")));
    Ok(())
}
