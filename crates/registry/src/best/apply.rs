//! Proposing the best set, and nothing else.

use std::collections::BTreeSet;

use domain::{
    change::FieldKey,
    id::{InovasiId, Subject},
    instrument::Instrument,
};
use store::Writer;

use super::{BestSet, Solved, basis, pins::Pins};
use crate::{
    Registry,
    error::Result,
    finding_view::Findings,
    inovasi,
    op::Op,
    usulan::{archive, ensure_open},
    view::{BestView, Outcome},
    write::outcome,
};

impl Registry {
    /// Proposes exactly the best set under its instrument: what is not in it is
    /// withdrawn, what is in it is said to be proposed. One act, so one step takes
    /// all of it back. Answers stay as they are, or the set would not be the best;
    /// a growth note that is missing stays a finding.
    ///
    /// # Errors
    /// As [`Registry::best_set`]; that year is closed. Then nothing is changed.
    pub fn apply_best(&self, req: &BestSet) -> Result<Outcome<BestView>> {
        let (instrument, basis) = (self.instrument(&req.instrument)?, basis(&req.basis)?);
        let pins = self.pins_of(req)?;
        let view = self.write(Op::ApplyBest, |writer| {
            ensure_open(writer, &instrument.id)?;
            let solved = Solved::of(writer, &instrument, basis, &pins)?;
            for id in &solved.chosen {
                self.say_proposed(writer, *id, &instrument)?;
            }
            for id in &solved.others {
                writer.put(Subject::Inovasi(*id), &FieldKey::Usulan(instrument.id.clone()), Some("0"))?;
            }
            // What was excluded is not proposed any more.
            let left = Pins { excluded: BTreeSet::new(), ..pins };
            Ok(Solved::of(writer, &instrument, basis, &left)?.view)
        })?;
        Ok(outcome(Op::ApplyBest, view, Findings::default()))
    }

    /// Says of an inovasi that counted in silence that it is proposed.
    fn say_proposed(&self, writer: &mut Writer<'_>, id: InovasiId, instrument: &Instrument) -> Result<()> {
        let said = writer.usulan_of(id)?.into_iter().find(|it| it.instrument == instrument.id);
        if said.is_some_and(|it| it.proposed == Some(true)) {
            return Ok(());
        }
        if let Some(before) = self.earlier(writer, id, instrument)? {
            let record = inovasi::editable(writer, id)?;
            archive(writer, &record, &before.id)?;
        }
        writer.put(Subject::Inovasi(id), &FieldKey::Usulan(instrument.id.clone()), Some("1"))?;
        Ok(())
    }
}
