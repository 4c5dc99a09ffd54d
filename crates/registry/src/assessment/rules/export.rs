//! Giving rules on.

use std::path::Path;

use domain::core::number::count;
use exchange::assessment::pack::{write_pack, write_pack_text};

use crate::{
    assessment::rules::files_of,
    core::{
        error::{Error, Result},
        output,
        registry::Core,
    },
    view::PackReceipt,
};

/// Writes the rules that hold here into a file that another laptop reads: a
/// zip, or one text where the path ends in `.json`.
///
/// # Errors
/// There is no such instrument; the disk refuses, then no file has appeared.
pub(crate) fn export_pack(core: &Core, instrument: &str, out: &Path, replace: bool) -> Result<PackReceipt> {
    let place = output::place(core, out, replace)?;
    let files = files_of(core, instrument)?;
    let as_text = out.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let written = if as_text { write_pack_text(place, &files) } else { write_pack(place, instrument, &files) };
    written.map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))?;
    Ok(PackReceipt { path: out.display().to_string(), instrument: instrument.into(), n_file: count(files.len()) })
}

/// A free path in a folder for the rules of an instrument.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn suggest_pack_path(core: &Core, folder: &Path, instrument: &str) -> Result<String> {
    output::suggest_path(core, folder, &format!("aturan-{instrument}"), ".zip")
}
