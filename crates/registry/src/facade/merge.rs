//! History, other laptops, and files of a registry. One line per verb; the verbs are in their rooms.

use domain::core::id::Subject;

use std::path::Path;

use crate::{
    Registry, Result,
    merge::{conflict, example, history, interchange, parcel, undo},
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

    /// The whole catalogue as an interchange document: what import reads back.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn export_registry(&self) -> Result<String> {
        interchange::export::export_registry(&self.core)
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
