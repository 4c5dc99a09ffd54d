//! Doing what was simulated.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Choice,
    },
    core::id::Subject,
    merge::change::FieldKey,
};

use super::{Simulate, SimulateChange};
use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::usulan::propose,
    show::finding::{Findings, outcome},
    view::{AppliedView, ChangeKind, Outcome},
};

/// Does what was simulated: proposes and withdraws inovasi and chooses
/// parameters, all in one act. Inovasi that do not exist yet are left out, and
/// told.
///
/// # Errors
/// It is about another instrument than the region's, that year is closed, or one
/// change no longer fits; nothing is written then.
pub(crate) fn apply_scenario(core: &Core, state: &Simulate) -> Result<Outcome<AppliedView>> {
    let view = core.write(Op::ApplyScenario, |pen| {
        let instrument = core.current_instrument_in(pen)?;
        if let Some(other) = state.instrument.as_ref().filter(|it| instrument.id != **it) {
            return Err(Error::invalid(Reason::ScenarioOtherInstrument).arg("instrument", other));
        }
        pen.open(&instrument.id)?;
        let mut done = AppliedView { n_proposed: 0, n_withdrawn: 0, n_chosen: 0, n_kept_out: 0 };
        for it in &state.changes {
            let subject = it.subject;
            let record = match subject {
                Some(Subject::Inovasi(id)) => Some(lookup::editable(pen, id)?),
                _ => None,
            };
            let usulan = FieldKey::Usulan(instrument.id.clone());
            match (it.kind, subject, &record) {
                (ChangeKind::Send, _, Some(record)) => {
                    // One of an earlier year needs its growth told: no scenario tells it.
                    propose::propose_one(core, pen, record, &instrument, None)?;
                    done.n_proposed += 1;
                }
                (ChangeKind::KeepBack, Some(subject), Some(_)) => {
                    pen.put(subject, &usulan, Some("0"))?;
                    done.n_withdrawn += 1;
                }
                (ChangeKind::Choose, Some(subject), _) => {
                    choose(pen, &instrument, subject, it)?;
                    done.n_chosen += 1;
                }
                (ChangeKind::New, None, _) => done.n_kept_out += 1,
                _ => return Err(Error::invalid(Reason::ScenarioUnreadable)),
            }
        }
        Ok(done)
    })?;
    Ok(outcome(Op::ApplyScenario, view, Findings::default()))
}

/// Chooses, with the measuring basis that is there.
fn choose(pen: &mut Pen<'_, '_>, instrument: &Instrument, subject: Subject, it: &SimulateChange) -> Result<()> {
    let indikator = it.indikator.as_deref().ok_or_else(|| Error::invalid(Reason::ScenarioUnreadable))?;
    let indikator = instrument.find_indikator(AnsweredBy::of(subject), indikator)?.id.clone();
    let today = pen.choices(subject, &instrument.id)?.remove(&indikator);
    let choice = Choice::sent(it.parameter, today.and_then(|it| it.variant).as_deref());
    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator };
    pen.put(subject, &field, Some(&choice))?;
    Ok(())
}
