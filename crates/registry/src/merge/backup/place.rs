//! A second place for backups, a stick or another disk, and making one that goes to
//! both. The place need not be there: what it lacks is brought when it is.

use std::path::{Path, PathBuf};

use exchange::core::names;

use crate::{
    core::{
        backup::{self, BackupPlace, Due, PLACE, Whither, back_up_if_due},
        error::{Code, Error, Reason, Result},
        op::Op,
        output::check_outside,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    merge::backup::{list::list_backups, lost},
    show::finding::{Findings, outcome},
    view::{BackupsView, Outcome},
};

/// Says where backups go beside; none: nowhere.
///
/// # Errors
/// The folder is not there, or lies in the registry.
pub(crate) fn set_backup_place(core: &Core, folder: Option<&Path>) -> Result<Outcome<BackupsView>> {
    if let Some(folder) = folder {
        check_outside(core, folder)?;
        if !folder.is_dir() {
            return Err(Error::not_found(Reason::FileMissing).arg("path", folder.display()));
        }
    }
    keep(core, Op::SetBackupPlace, folder.map(|it| BackupPlace { folder: it.to_owned(), copied_at: None }).as_ref())?;
    backup::tell(core, Whither::Place, None);
    Ok(outcome(Op::SetBackupPlace, list_backups(core)?, Findings::default()))
}

/// Makes a backup of what is in none, and brings it to the second place with the bukti
/// that are not there yet. A place that is away is left for later.
///
/// # Errors
/// The backup cannot be made here; it was called off. What fails at the second place is
/// told among the notices.
pub(crate) fn make_backup(core: &Core, watch: &mut dyn Watch) -> Result<Outcome<BackupsView>> {
    back_up_if_due(core, Due::News)?;
    bring(core, watch)?;
    Ok(outcome(Op::MakeBackup, list_backups(core)?, Findings::default()))
}

/// Brings along what was made since the registry was opened: for a command that ends
/// then. A window asks for [`make_backup`] beside its first screen.
///
/// # Errors
/// As [`bring`].
pub(crate) fn bring_made(core: &Core, watch: &mut dyn Watch) -> Result<()> {
    if backup::is_made(core) { bring(core, watch) } else { Ok(()) }
}

/// Brings the best backup to the second place, if there is one and it is at hand.
///
/// # Errors
/// It was called off; the database cannot be read.
fn bring(core: &Core, watch: &mut dyn Watch) -> Result<()> {
    let Some(chosen) = core.read(backup::place)?.filter(|it| it.folder.is_dir()) else { return Ok(()) };
    let Some(folder) = folder_of(core)? else { return Ok(()) };
    let copied = core.store.copy_backup_to(&folder, &mut |done, total| watch.step(WorkStep::Writing, "", done, total));
    let failed = match copied.map_err(Error::from) {
        Ok(copied) => {
            keep(core, Op::MakeBackup, Some(&BackupPlace { copied_at: Some(core.env.now_ms()), ..chosen }))?;
            lost(core, &copied)?
        }
        Err(error) if error.code == Code::Cancelled => return Err(error),
        Err(error) => Some(backup::failed(Whither::Place, &folder, &error)),
    };
    backup::tell(core, Whither::Place, failed);
    Ok(())
}

/// The folder of this pemda at the second place.
///
/// # Errors
/// The database cannot be read.
pub(super) fn folder_of(core: &Core) -> Result<Option<PathBuf>> {
    core.read(|reader| {
        let nama = reader.pemda()?.nama;
        let own = || format!("cadangan-{}", names::slug(&nama, 40, "daerah"));
        Ok(backup::place(reader)?.map(|it| it.folder.join(own())))
    })
}

fn keep(core: &Core, op: Op, place: Option<&BackupPlace>) -> Result<()> {
    core.write(op, |pen| pen.keep_json(PLACE, &place))
}
