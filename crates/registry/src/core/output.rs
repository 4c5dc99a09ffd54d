//! Where new files go.

use std::{io, path::Path};

use exchange::core::names;

use crate::core::{
    env::today,
    error::{Error, Reason, Result},
    registry::Core,
};

/// A path to offer for a new file: `<prefix>-<pemda>-<date><ending>` in a folder,
/// numbered when it is taken.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn suggest_path(core: &Core, folder: &Path, prefix: &str, ending: &str) -> Result<String> {
    let pemda = core.read(|reader| Ok(reader.pemda()?))?;
    let day = today(core.env.now_ms());
    let stem = format!("{prefix}-{}-{day}", names::slug(&pemda.nama, 40, "daerah"));
    let numbered = (2..1000).map(|n| format!("{stem}-{n}{ending}"));
    let free = std::iter::once(format!("{stem}{ending}"))
        .chain(numbered)
        .map(|name| folder.join(name))
        .find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| folder.join(stem)).display().to_string())
}

/// A target that is taken is refused, not written over.
pub(crate) fn sink_error(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
            Error::invalid(Reason::TargetExists).arg("path", path.display())
        }
        _ => Error::file(path, error),
    }
}
