//! Opening a bukti with a program of the system: always a copy.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use domain::core::id::BuktiId;
use store::BytesFault;

use crate::core::{
    error::{Error, Reason, Result},
    registry::Core,
};

/// Copies a bukti under its own name into a folder from which a program of
/// the system may open it; the registry's bytes are never handed out.
///
/// # Errors
/// The bukti or its bytes are not here; the folder cannot be written.
pub(crate) fn open_bukti(core: &Core, bukti: BuktiId, folder: &Path) -> Result<PathBuf> {
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
) -> Result<PathBuf> {
    let fault = |reason| Err(Error::not_found(reason).arg("nama_berkas", nama_berkas));
    match reader.look_at_bytes_named(sha256)? {
        Some(BytesFault::Missing) => return fault(Reason::BytesMissing),
        Some(BytesFault::Damaged) => return fault(Reason::BytesDamaged),
        None => {}
    }
    let folder = folder.join(sha256.as_str());
    std::fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, &error))?;
    let path = folder.join(exchange::core::names::bukti_file(1, 1, nama_berkas));
    let mut from = reader.open_blob(sha256)?;
    let mut to = File::create(&path).map_err(|error| Error::file(&path, &error))?;
    std::io::copy(&mut from, &mut to).map_err(|error| Error::file(&path, &error))?;
    Ok(path)
}
