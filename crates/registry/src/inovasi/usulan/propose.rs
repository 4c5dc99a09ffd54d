//! Proposing inovasi under an instrument.

use std::sync::Arc;

use domain::{
    assessment::instrument::Instrument,
    core::id::{InovasiId, Subject},
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use store::{InovasiRecord, Reader};

use crate::{
    core::{error::Result, gate::grown, lookup, op::Op, pen::Pen, registry::Core},
    inovasi::usulan::{
        leave::{archive, carry_answers},
        years_view,
    },
    show::{
        finding::{Findings, outcome},
        usulan::Years,
    },
    view::{Outcome, YearsView},
};

/// Proposes inovasi under an instrument. One that was proposed in an earlier
/// year of the same award needs a note on what has grown since; its profile of
/// then is kept aside, and its answers come along.
///
/// # Errors
/// An inovasi is unknown or removed; the note is missing; that year is closed.
/// Then none of them is proposed.
pub(crate) fn propose_inovasi(
    core: &Core,
    ids: &[InovasiId],
    instrument: &str,
    growth_note: &str,
) -> Result<Outcome<YearsView>> {
    let next = core.instrument(instrument)?;
    let note = clean(growth_note, true)?;
    let view = core.write(Op::ProposeInovasi, |pen| {
        pen.open(&next.id)?;
        for &id in ids {
            let record = lookup::editable(pen, id)?;
            propose_one(core, pen, &record, &next, note.as_deref())?;
        }
        years_view(core, pen)
    })?;
    Ok(outcome(Op::ProposeInovasi, view, Findings::default()))
}

/// Proposes one inovasi in an act that is being written.
pub(crate) fn propose_one(
    core: &Core,
    pen: &mut Pen<'_, '_>,
    record: &InovasiRecord,
    next: &Arc<Instrument>,
    note: Option<&str>,
) -> Result<()> {
    let subject = Subject::Inovasi(record.id);
    if let Some(before) = earlier(core, pen, record.id, next)? {
        // Whoever comes back has to tell.
        grown(pen, record.id, note.unwrap_or_default())?;
        archive(pen, record, &before.id)?;
        carry_answers(pen, subject, &before, next)?;
    }
    pen.put(subject, &FieldKey::Usulan(next.id.clone()), Some("1"))?;
    if note.is_some() {
        pen.put(subject, &FieldKey::GrowthNote(next.id.clone()), note)?;
    }
    Ok(())
}

/// The latest earlier year of the same award that the inovasi took part in.
pub(crate) fn earlier(
    core: &Core,
    reader: &Reader<'_>,
    id: InovasiId,
    next: &Instrument,
) -> Result<Option<Arc<Instrument>>> {
    Ok(Years::of(reader, id)?.earlier(&*core.rules_in(reader)?, next).cloned())
}
