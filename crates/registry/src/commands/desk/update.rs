//! A newer program: the desk is cleared before an installer begins.

use std::path::Path;

use domain::core::reason::Reason;

use super::{Desk, Outside};
use crate::{
    Code, Error, Registry, Result,
    progress::Watch,
    view::{UpdateReadyView, UpdateView},
};

impl Desk {
    /// What an update would do to this program.
    ///
    /// # Errors
    /// As [`Registry::inspect_update`](crate::Registry::inspect_update).
    pub fn inspect_update(&self, path: &Path) -> Result<UpdateView> {
        Registry::inspect_update(path, (self.env)().as_ref())
    }

    /// Backs up, lays the package ready that fits, and hands it on: an installer is
    /// started once the registry is closed, and the program ends; of anything else the
    /// folder is shown.
    ///
    /// # Errors
    /// As [`Registry::ready_update`](crate::Registry::ready_update); other work is under
    /// way; the installer cannot be started. Then everything is as it was.
    pub fn install_update(&self, path: &Path, watch: &mut dyn Watch) -> Result<UpdateReadyView> {
        // This one is among them.
        if self.jobs.list().len() > 1 {
            return Err(Error::new(Code::Busy, Reason::UpdateBusy));
        }
        let registry = match self.open_today() {
            // What a newer program wrote so that it cannot even be read is not touched either.
            Err(Error { reason: Reason::RegistryMissing, .. } | Error { reason: Reason::StoreNewer, .. }) => None,
            other => Some(other?),
        };
        let (laid, ready) = Registry::ready_update(path, (self.env)().as_ref(), registry.as_deref(), watch)?;
        drop(registry);
        if laid.is_startable() {
            self.close();
            (self.leave)(&laid)?;
        } else {
            (self.show)(Outside::Folder(laid.path()))?;
        }
        Ok(ready)
    }
}
