//! Looking at what stored files are: those of an older program, and those whose bytes
//! came back by themselves. Beside the first screen, since there may be thousands.

use domain::bukti::{BlobRef, content::Content};

use crate::{
    core::{
        error::Result,
        op::Op,
        open::registry_view,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

/// Files whose content is kept in one transaction.
const KEPT_AT_ONCE: usize = 64;

/// Looks at every stored file that nobody has looked at yet, and keeps what it is. What
/// cannot be read stays unknown.
///
/// # Errors
/// The database cannot be written; it was called off. What was kept stays.
pub(crate) fn look_at_bukti(core: &Core, watch: &mut dyn Watch) -> Result<Outcome<RegistryView>> {
    let unseen = core.read(|reader| Ok(reader.blobs_unseen()?))?;
    for (at, some) in unseen.chunks(KEPT_AT_ONCE).enumerate() {
        let mut known: Vec<(&BlobRef, Content)> = Vec::new();
        for (n, blob) in some.iter().enumerate() {
            step(watch, WorkStep::Reading, "", at * KEPT_AT_ONCE + n, unseen.len())?;
            known.extend(core.store.look_inside(blob).map(|it| (blob, it)));
        }
        if !known.is_empty() {
            core.write(Op::LookAtBukti, |pen| known.iter().try_for_each(|(blob, it)| pen.know_content(blob, *it)))?;
        }
    }
    let view = core.read(|reader| registry_view(core, reader))?;
    Ok(outcome(Op::LookAtBukti, view, Findings::default()))
}
