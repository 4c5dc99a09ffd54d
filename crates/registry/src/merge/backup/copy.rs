//! The registry, or one of its backups, as a whole registry in another folder.

use std::path::{Path, PathBuf};

use disk::free_name;
use domain::core::number::count;

use crate::{
    core::{
        error::{Error, Reason, Result},
        output,
        progress::{Watch, WorkStep},
        registry::Core,
        room::{Needed, check_room},
    },
    merge::backup::{find_sound, lost},
    submission::bundle::part_sound,
    view::RegistryCopyView,
};

/// Copies the registry with all bukti into a folder that is not there yet, or what a
/// backup holds. It appears whole, proved, and writes under a name of its own when it
/// is opened.
///
/// # Errors
/// The folder is taken or lies in the registry; the disk is full; the backup is
/// damaged; it was called off. Then nothing has appeared.
pub(crate) fn copy_registry(
    core: &Core,
    backup: Option<&str>,
    out: &Path,
    watch: &mut dyn Watch,
) -> Result<RegistryCopyView> {
    core.writable()?;
    let place = output::place(core, out, false)?;
    if backup.is_none() {
        let blobs = core.read(part_sound)?.0;
        check_room(core, out, Needed::of_folder(blobs.iter().map(|it| it.size)))?;
    }
    let from: Option<PathBuf> = backup.map(|it| find_sound(core, it)).transpose()?.map(|it| it.path);
    let told = &mut |done, total| watch.step(WorkStep::Writing, "", done, total);
    let copied = core.store.copy_whole(from.as_deref(), place, told).map_err(|error| match error {
        store::Error::Exists(path) => {
            Error::invalid(Reason::TargetExists).arg("path", path.display()).arg("free", free_name(&path).display())
        }
        other => output::as_a_whole(other.into(), out),
    })?;
    Ok(RegistryCopyView {
        path: out.display().to_string(),
        n_act: count(copied.n_act),
        n_blob: count(copied.n_blob),
        size: copied.size as f64,
        notices: lost(core, &copied)?.into_iter().collect(),
    })
}
