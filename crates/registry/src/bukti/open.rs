//! Opening a bukti with a program of the system: always a copy.

use std::path::{Path, PathBuf};

use domain::{bukti::content::is_openable, core::id::BuktiId};
use store::BytesFault;

use crate::core::{
    error::{Error, Reason, Result},
    registry::Core,
};

/// A copy that lies outside the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCopy {
    /// Where it lies, under its own name.
    pub path: PathBuf,
    /// Whether a program of the system may open it: it is a document or a picture by
    /// its bytes. Else only its folder is shown.
    pub openable: bool,
}

/// Copies a bukti under its own name into a folder from which a program of
/// the system may open it; the registry's bytes are never handed out.
///
/// # Errors
/// The bukti or its bytes are not here; the folder cannot be written.
pub(crate) fn open_bukti(core: &Core, bukti: BuktiId, folder: &Path) -> Result<OpenedCopy> {
    core.read(|reader| {
        let record = reader.bukti(bukti)?.ok_or_else(|| Error::not_found(Reason::BuktiMissing).arg("id", bukti))?;
        let sha256 = record
            .sha256
            .ok_or_else(|| Error::not_found(Reason::BytesMissing).arg("nama_berkas", &record.nama_berkas))?;
        copy_out(reader, &sha256, &record.nama_berkas, folder)
    })
}

/// Copies bytes under a name of their own into a folder.
pub(crate) fn copy_out(
    reader: &store::Reader<'_>,
    sha256: &domain::bukti::BlobHash,
    nama_berkas: &str,
    folder: &Path,
) -> Result<OpenedCopy> {
    let fault = |reason| Err(Error::not_found(reason).arg("nama_berkas", nama_berkas));
    match reader.look_at_bytes_named(sha256)? {
        Some(BytesFault::Missing) => return fault(Reason::BytesMissing),
        Some(BytesFault::Damaged) => return fault(Reason::BytesDamaged),
        None => {}
    }
    let folder = folder.join(sha256.as_str());
    disk::create_private_folder(&folder).map_err(|error| Error::file(&folder, &error))?;
    let mut path = folder.join(exchange::core::names::bukti_file(1, 1, nama_berkas));
    let mut lying = std::fs::metadata(&path);
    if lying.as_ref().is_ok_and(|it| !it.permissions().readonly()) {
        // What somebody has saved there under that name is his, and not what the registry holds.
        path = disk::free_name(&path);
        lying = std::fs::metadata(&path);
    }
    if lying.is_err() {
        let mut from = reader.open_blob(sha256)?;
        let copy = |from: &mut std::fs::File| -> std::io::Result<()> {
            let mut to = disk::create_private(&path)?;
            std::io::copy(from, &mut to)?;
            drop(to);
            mark_of_the_web(&path);
            disk::seal(&path)
        };
        copy(&mut from).map_err(|error| Error::file(&path, &error))?;
    }
    // By the name that the copy has: that is what the system opens it by.
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(OpenedCopy { openable: is_openable(&name, reader.content(sha256)?), path })
}

/// Removes what programs before this one had left of copies in a folder: those whose
/// bytes are still what their folder is named by. What somebody has changed is his.
pub(crate) fn clear_old_copies(folder: &Path) {
    let shelves = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    for shelf in shelves {
        let name = shelf.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        let Ok(sha256) = name.parse::<domain::bukti::BlobHash>() else { continue };
        for copy in std::fs::read_dir(&shelf).into_iter().flatten().flatten().map(|it| it.path()) {
            if store::hash_file(&copy, &mut |_| true).is_ok_and(|it| it.as_ref() == Some(&sha256)) {
                // One that another program holds is there the next time.
                let _ = std::fs::remove_file(&copy);
            }
        }
        let _ = std::fs::remove_dir(&shelf);
    }
}

/// Tells Windows that a file came from elsewhere, so that its programs take care. A
/// disk that cannot keep the mark has none; the copy is as good.
pub(super) fn mark_of_the_web(path: &Path) {
    #[cfg(windows)]
    {
        let mut stream = path.as_os_str().to_owned();
        stream.push(":Zone.Identifier");
        let _ = std::fs::write(stream, "[ZoneTransfer]\r\nZoneId=3\r\n");
    }
    #[cfg(not(windows))]
    let _ = path;
}
