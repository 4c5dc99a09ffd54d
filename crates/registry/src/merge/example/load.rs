//! Loading the example.

use domain::{
    core::id::Subject,
    merge::{chain::ActHash, change::FieldKey},
};
use store::chained;

use super::{
    catalogue::{Example, PERSON, device},
    renew::renew,
};
use crate::{
    core::{error::Result, gate::Origin, op::Op, open, pen::Pen, registry::Core},
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

/// Loads the example catalogue. What of it was taken out comes back; where an older
/// edition stands, this one takes its place, but for what a person has written.
///
/// # Errors
/// The disk is full. Nothing is loaded then.
pub(crate) fn load_example(core: &Core) -> Result<Outcome<RegistryView>> {
    let view = core.write(Op::LoadExample, |pen| {
        let catalogue = Example::read(core, pen)?;
        if pen.contoh()?.is_empty() && pen.removed_contoh()?.is_empty() {
            let acts = catalogue.acts()?.into_iter().map(|it| Ok(chained(it, ActHash::NONE)));
            pen.merge(acts, &mut |_| true)?;
            pen.settle()?;
            prefer_newest(pen)?;
        } else {
            renew(pen, &catalogue)?;
        }
        pen.settle()?;
        open::registry_view(core, pen)
    })?;
    Ok(outcome(Op::LoadExample, view, Findings::default()))
}

/// Where two earlier programs' examples stood, this one's facts take their place;
/// what a person wrote stays in conflict with it, for the person to choose.
fn prefer_newest(pen: &mut Pen<'_, '_>) -> Result<()> {
    let newest = [device("")?, device("daerah")?];
    for key in pen.conflicts()? {
        let Ok(subject) = key.subject.parse::<Subject>() else { continue };
        let heads = pen.conflict_heads(&key)?;
        let Some(ours) = heads.iter().find(|it| newest.contains(&it.stamp.device)) else { continue };
        if FieldKey::read(&key.field) == FieldKey::Removed {
            // It was taken out with an earlier example; loading brings it back.
            pen.restore(subject)?;
        } else if heads.iter().all(|it| it.person == PERSON) {
            pen.put_from(Origin::Merged, subject, &FieldKey::read(&key.field), ours.value.as_deref())?;
        }
    }
    Ok(())
}
