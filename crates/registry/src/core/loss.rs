//! What is missing is told until somebody has read it.

use store::{Loss, Reader};

use crate::{
    core::{env::rfc3339, error::Result, op::Op, open::registry_view, registry::Core},
    show::{
        finding::{Findings, outcome},
        loss::told,
    },
    view::{LossView, Outcome, RegistryView},
};

/// Every loss that was ever found here, the oldest first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_losses(core: &Core) -> Result<Vec<LossView>> {
    core.read(|reader| Ok(reader.losses()?.iter().map(|it| view(core, it)).collect()))
}

/// Those that nobody has confirmed yet.
pub(crate) fn unread(core: &Core, reader: &Reader<'_>) -> Result<Vec<LossView>> {
    Ok(reader.losses()?.iter().filter(|it| !it.confirmed).map(|it| view(core, it)).collect())
}

/// Writes down that somebody has read them all.
///
/// # Errors
/// The database cannot be written.
pub(crate) fn confirm_losses(core: &Core) -> Result<Outcome<RegistryView>> {
    let view = core.write(Op::ConfirmLosses, |pen| {
        pen.confirm_losses()?;
        registry_view(core, pen)
    })?;
    Ok(outcome(Op::ConfirmLosses, view, Findings::default()))
}

fn view(core: &Core, it: &Loss) -> LossView {
    let place = |path: &std::path::PathBuf| core.store.folder().join(path).display().to_string();
    let mut view = LossView {
        at: rfc3339(it.at),
        cause: it.cause,
        kept: it.kept.as_ref().map(place),
        backup: it.backup.as_ref().map(place),
        n_salvaged: it.n_salvaged,
        n_broken: it.n_broken,
        n_missing: it.n_missing,
        since: it.since.map(rfc3339),
        persons: it.persons.clone(),
        confirmed: it.confirmed,
        told: Vec::new(),
    };
    view.told = told(&view);
    view
}
