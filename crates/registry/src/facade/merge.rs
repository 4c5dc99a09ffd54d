//! History, other laptops, and files of a registry. One line per verb; the verbs are in their rooms.

use domain::core::id::Subject;

use std::path::Path;

use crate::{
    Env, Registry, Result,
    merge::{backup, conflict, example, history, interchange, parcel, undo},
    progress::Watch,
    view::*,
};

impl Registry {
    /// What the last act was that can be taken back, and what can be done again.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_undo(&self) -> Result<UndoView> {
        undo::show_undo(&self.core)
    }

    /// Takes back the last act of this copy of the registry, in one act. What
    /// somebody has written since is left alone and counted.
    ///
    /// # Errors
    /// There is nothing to take back.
    pub fn undo(&self) -> Result<Outcome<RevertView>> {
        undo::undo(&self.core)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// There is nothing to do again.
    pub fn redo(&self) -> Result<Outcome<RevertView>> {
        undo::redo(&self.core)
    }

    /// Every value that a field of a subject had, the newest first; every field of
    /// it when none is named.
    ///
    /// # Errors
    /// The subject is not one.
    pub fn show_history(&self, subject: Subject, field: Option<&str>) -> Result<Vec<HistoryView>> {
        history::show_history(&self.core, subject, field)
    }

    /// Writes an earlier value of a field again.
    ///
    /// # Errors
    /// There is no such value; the inovasi is removed.
    pub fn restore_value(&self, subject: Subject, field: &str, stamp: &str) -> Result<Outcome<WorksheetView>> {
        history::restore_value(&self.core, subject, field, stamp)
    }

    /// Writes everything another registry may lack into one file. Bukti whose bytes are
    /// missing or damaged are told in it, and come without them.
    ///
    /// # Errors
    /// Something stands there and `replace` is not said; the disk is full; the target
    /// cannot be written; `watch` stopped it. Then no file has appeared.
    pub fn create_parcel(&self, out: &Path, replace: bool, watch: &mut dyn Watch) -> Result<ParcelReceipt> {
        parcel::create::create_parcel(&self.core, out, replace, watch)
    }

    /// Takes a parcel in, or tells what that would do. History that is here
    /// already is passed over; what differs on both sides becomes a conflict.
    ///
    /// # Errors
    /// The file is no parcel, damaged, newer, or carries a change that contradicts
    /// one known here; the disk is full. Nothing is taken in then.
    pub fn accept_parcel(&self, path: &Path, dry_run: bool, watch: &mut dyn Watch) -> Result<Outcome<ParcelView>> {
        parcel::accept::accept_parcel(&self.core, path, dry_run, watch)
    }

    /// Every field with several unreconciled values.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_conflicts(&self) -> Result<Vec<ConflictView>> {
        conflict::list_conflicts(&self.core)
    }

    /// Ends a conflict by choosing one of its values; the choice is a change that
    /// replaces all of them. Returns the conflicts that are left.
    ///
    /// # Errors
    /// There is no such conflict (any more), or the value is not one of it.
    pub fn resolve_conflict(&self, subject: Subject, field: &str, stamp: &str) -> Result<Outcome<Vec<ConflictView>>> {
        conflict::resolve_conflict(&self.core, subject, field, stamp)
    }

    /// Loads the example catalogue; inovasi of it that were removed come back.
    ///
    /// # Errors
    /// The disk is full. Nothing is loaded then.
    pub fn load_example(&self) -> Result<Outcome<RegistryView>> {
        example::load_example(&self.core)
    }

    /// Takes every inovasi of the example out, in one act.
    ///
    /// # Errors
    /// The disk is full.
    pub fn remove_example(&self) -> Result<Outcome<RegistryView>> {
        example::remove_example(&self.core)
    }

    /// Reads a catalogue in, or tells what that would change.
    ///
    /// # Errors
    /// The file cannot be read or is not an interchange document; a value cannot
    /// stand (told with its path); it was called off. Nothing is taken from it then.
    pub fn import_registry(&self, path: &Path, dry_run: bool, watch: &mut dyn Watch) -> Result<Outcome<ImportView>> {
        interchange::import::import_registry(&self.core, path, dry_run, watch)
    }

    /// Opens a bundle like a registry that nobody can write to, whether it is proved or
    /// not. It takes no registry, and changes none.
    ///
    /// # Errors
    /// It cannot be opened at all, is none of ours, or holds no catalogue; it is proved and
    /// means harm; a value cannot stand; the disk is full; `watch` stopped it.
    pub fn look_into_bundle(path: &Path, env: &dyn Env, watch: &mut dyn Watch) -> Result<Registry> {
        interchange::look::look_into_bundle(path, env, watch).map(|core| Registry { core })
    }

    /// The whole catalogue as an interchange document: what import reads back.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn export_registry(&self) -> Result<String> {
        interchange::export::export_registry(&self.core)
    }

    /// The backups here and at the second place, the one with most history first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_backups(&self) -> Result<BackupsView> {
        backup::list::list_backups(&self.core)
    }

    /// What a backup holds, and in what it differs from today.
    ///
    /// # Errors
    /// There is no such backup, or it is damaged.
    pub fn look_into_backup(&self, name: &str) -> Result<BackupLookView> {
        backup::look::look_into_backup(&self.core, name)
    }

    /// Writes what a backup shows over what is shown today, in one act.
    ///
    /// # Errors
    /// There is no such backup, or it is damaged; what stands today cannot be backed
    /// up first; it was called off. Nothing is changed then.
    pub fn restore_backup(&self, name: &str, watch: &mut dyn Watch) -> Result<Outcome<BackupRestoredView>> {
        backup::restore::restore_backup(&self.core, name, watch)
    }

    /// Makes a backup of what is in none, and brings it to the second place with the
    /// bukti that are not there yet. A place that is away is left for later.
    ///
    /// # Errors
    /// The backup cannot be made here; it was called off. What fails at the second
    /// place is told among the notices.
    pub fn make_backup(&self, watch: &mut dyn Watch) -> Result<Outcome<BackupsView>> {
        backup::place::make_backup(&self.core, watch)
    }

    /// Brings a backup that was made since the registry was opened to the second
    /// place.
    ///
    /// # Errors
    /// It was called off; the database cannot be read.
    pub fn bring_made_backup(&self, watch: &mut dyn Watch) -> Result<()> {
        backup::place::bring_made(&self.core, watch)
    }

    /// Says where backups go beside; none: nowhere.
    ///
    /// # Errors
    /// The folder is not there, or lies in the registry.
    pub fn set_backup_place(&self, folder: Option<&Path>) -> Result<Outcome<BackupsView>> {
        backup::place::set_backup_place(&self.core, folder)
    }

    /// Copies the registry with all bukti into a folder that is not there yet, or what
    /// a backup holds.
    ///
    /// # Errors
    /// The folder is taken or lies in the registry; the disk is full; the backup is
    /// damaged; it was called off. Then nothing has appeared.
    pub fn copy_registry(&self, backup: Option<&str>, out: &Path, watch: &mut dyn Watch) -> Result<RegistryCopyView> {
        backup::copy::copy_registry(&self.core, backup, out, watch)
    }

    /// Writes that document into a file.
    ///
    /// # Errors
    /// Something stands there and `replace` is not said; the disk refuses. Then no file
    /// has appeared.
    pub fn write_registry(&self, out: &Path, replace: bool) -> Result<RegistryReceipt> {
        interchange::export::write_registry(&self.core, out, replace)
    }
}
