//! Withdrawing inovasi from a year.

use domain::{
    core::id::{InovasiId, Subject},
    merge::change::FieldKey,
};

use crate::{
    core::{error::Result, lookup, op::Op, registry::Core},
    inovasi::usulan::years_view,
    show::finding::{Findings, outcome},
    view::{Outcome, YearsView},
};

/// Takes inovasi out of those proposed under an instrument; their answers stay.
///
/// # Errors
/// An inovasi is unknown; that year is closed.
pub(crate) fn withdraw_inovasi(core: &Core, ids: &[InovasiId], instrument: &str) -> Result<Outcome<YearsView>> {
    let it = core.instrument(instrument)?;
    let view = core.write(Op::WithdrawInovasi, |pen| {
        pen.open(&it.id)?;
        for &id in ids {
            lookup::editable(pen, id)?;
            pen.put(Subject::Inovasi(id), &FieldKey::Usulan(it.id.clone()), Some("0"))?;
        }
        years_view(core, pen)
    })?;
    Ok(outcome(Op::WithdrawInovasi, view, Findings::default()))
}
