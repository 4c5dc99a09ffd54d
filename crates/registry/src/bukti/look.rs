//! Looking at what stored files are and tell: those of an older program, and those whose
//! bytes came back by themselves. Beside the first screen, since there may be thousands.

use domain::bukti::BlobRef;
use store::Looked;

use crate::{
    core::{
        error::Result,
        op::Op,
        open::registry_view,
        progress::{Watch, WorkStep, step},
        registry::Core,
        traces::{TRACES, unseen},
    },
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

/// Files that are looked at before what they are is kept: other acts go between, and a
/// stop loses no more than these.
const KEPT_AT_ONCE: usize = 64;

/// Looks at every stored file that nobody has looked at yet, and keeps what it is and
/// tells. What cannot be read stays unknown. A registry that is only read stays as it is.
///
/// # Errors
/// The database cannot be written; it was called off. What was kept stays.
pub(crate) fn look_at_bukti(core: &Core, watch: &mut dyn Watch) -> Result<Outcome<RegistryView>> {
    let unseen = core.read(|reader| unseen(core, reader))?;
    for (at, some) in unseen.chunks(KEPT_AT_ONCE).enumerate() {
        let mut seen: Vec<(&BlobRef, Looked)> = Vec::new();
        for (n, blob) in some.iter().enumerate() {
            step(watch, WorkStep::Reading, "", at * KEPT_AT_ONCE + n, unseen.len())?;
            seen.extend(core.store.look_inside(blob, TRACES).map(|it| (blob, it)));
        }
        if !seen.is_empty() {
            core.write(Op::LookAtBukti, |pen| seen.iter().try_for_each(|(blob, it)| pen.know_inside(blob, it)))?;
        }
    }
    let view = core.read(|reader| registry_view(core, reader))?;
    Ok(outcome(Op::LookAtBukti, view, Findings::default()))
}
