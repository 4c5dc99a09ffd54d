//! Proposing the best set, and nothing else.

use std::collections::BTreeSet;

use domain::{
    assessment::instrument::Instrument,
    core::id::{InovasiId, Subject},
    merge::change::FieldKey,
};

use super::{BestSet, Solved, pins::Pins};
use crate::{
    core::{
        error::Result,
        lookup::{self},
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::usulan::{archive, propose},
    show::finding::{Findings, outcome},
    submission::best,
    view::{BestView, Outcome},
};

/// Proposes exactly the best set under its instrument: what is not in it is
/// withdrawn, what is in it is said to be proposed. One act, so one step takes
/// all of it back. Answers stay as they are, or the set would not be the best;
/// a growth note that is missing stays a finding.
///
/// # Errors
/// As [`Registry::best_set`](crate::Registry::best_set); that year is closed. Then nothing is changed.
pub(crate) fn apply_best(core: &Core, req: &BestSet) -> Result<Outcome<BestView>> {
    let (instrument, basis) = (core.instrument(&req.instrument)?, req.basis);
    let pins = best::pins_of(req)?;
    let view = core.write(Op::ApplyBest, |pen| {
        pen.open(&instrument.id)?;
        let solved = Solved::of(pen, &instrument, basis, &pins)?;
        for id in &solved.chosen {
            say_proposed(core, pen, *id, &instrument)?;
        }
        for id in &solved.others {
            pen.put(Subject::Inovasi(*id), &FieldKey::Usulan(instrument.id.clone()), Some("0"))?;
        }
        // What was excluded is not proposed any more.
        let left = Pins { excluded: BTreeSet::new(), ..pins };
        Ok(Solved::of(pen, &instrument, basis, &left)?.view)
    })?;
    Ok(outcome(Op::ApplyBest, view, Findings::default()))
}

/// Says of an inovasi that counted in silence that it is proposed.
fn say_proposed(core: &Core, pen: &mut Pen<'_, '_>, id: InovasiId, instrument: &Instrument) -> Result<()> {
    let said = pen.usulan_of(id)?.into_iter().find(|it| it.instrument == instrument.id);
    if said.is_some_and(|it| it.proposed == Some(true)) {
        return Ok(());
    }
    if let Some(before) = propose::earlier(core, pen, id, instrument)? {
        let record = lookup::editable(pen, id)?;
        archive(pen, &record, &before.id)?;
    }
    pen.put(Subject::Inovasi(id), &FieldKey::Usulan(instrument.id.clone()), Some("1"))?;
    Ok(())
}
