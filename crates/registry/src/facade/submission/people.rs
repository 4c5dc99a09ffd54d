//! To people where they are. One line per verb.

use std::path::Path;

use crate::{
    ExportTable, Publish, Registry, Remind, Result,
    progress::Watch,
    submission::{publish, remind, table},
    view::*,
};

impl Registry {
    /// A message for every perangkat daerah that has proposed inovasi: what is open,
    /// until when, what it is worth.
    ///
    /// # Errors
    /// No proposed inovasi is of the body that was named.
    pub fn remind(&self, req: &Remind) -> Result<RemindersView> {
        remind::remind(&self.core, req)
    }

    /// Writes every reminder of which something is open: a table (`.csv`), else a text.
    ///
    /// # Errors
    /// As [`Registry::remind`]; something stands there and `replace` is not said; the
    /// disk refuses.
    pub fn export_reminders(&self, req: &Remind, out: &Path, replace: bool) -> Result<RemindersReceipt> {
        remind::export::export_reminders(&self.core, req, out, replace)
    }

    /// What of an inovasi is public, part by part, and how much there is of it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_publication(&self) -> Result<PublicationView> {
        publish::show::show_publication(&self.core)
    }

    /// Makes a part public, or takes it back.
    ///
    /// # Errors
    /// There is no such part.
    pub fn set_public(&self, part: &str, public: bool) -> Result<Outcome<PublicationView>> {
        publish::choose::set_public(&self.core, part, public)
    }

    /// Writes the public catalogue: a folder of pages and open data, complete or not at
    /// all.
    ///
    /// # Errors
    /// The target exists and is no earlier catalogue, or may not be replaced; the disk
    /// refuses; `watch` stopped it. Then what lay there lies there still.
    pub fn publish(&self, req: &Publish, watch: &mut dyn Watch) -> Result<PublishReceipt> {
        publish::write::publish(&self.core, req, watch)
    }

    /// Writes a table of the year that is worked under as CSV.
    ///
    /// # Errors
    /// Something stands there and `replace` is not said; the disk refuses; `watch`
    /// stopped it.
    pub fn export_table(&self, req: &ExportTable, watch: &mut dyn Watch) -> Result<TableReceipt> {
        table::export_table(&self.core, req, watch)
    }
}
