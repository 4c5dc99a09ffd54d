//! Scenarios: simulations kept by name, on this copy alone, until one is applied.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Choice,
    },
    core::id::Subject,
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use serde::{Deserialize, Serialize};

use super::{MOST, Simulate, SimulateChange, count};
use crate::{
    core::{
        error::{Error, Result},
        kept_json, lookup,
        op::Op,
        pen::Pen,
        registry::Core,
    },
    inovasi::usulan::propose,
    show::finding::{Findings, outcome},
    view::{AppliedView, ChangeKind, Outcome, ScenarioView, ScenariosView},
};

const KEY: &str = "scenarios";

/// More scenarios than anybody tells apart.
const MOST_KEPT: usize = 100;

/// A scenario as the setting holds it.
#[derive(Serialize, Deserialize)]
struct KeptScenario {
    nama: String,
    state: Simulate,
}

/// The scenarios, by name.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_scenarios(core: &Core) -> Result<ScenariosView> {
    core.read(|reader| Ok(views(&kept_json::shown::<Vec<KeptScenario>>(reader, KEY)?)))
}

/// Keeps a scenario under a name; what that name held before is replaced.
///
/// # Errors
/// The name is empty, or there are too many scenarios or changes; all of them
/// stay as they were.
pub(crate) fn keep_scenario(core: &Core, nama: &str, state: &Simulate) -> Result<Outcome<ScenariosView>> {
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid("scenario_unnamed"))?;
    if state.changes.len() > MOST {
        return Err(Error::invalid("simulation_too_long").arg("limit", MOST));
    }
    change_scenarios(core, |kept| {
        kept.retain(|it| it.nama != nama);
        if kept.len() >= MOST_KEPT {
            return Err(Error::invalid("scenario_too_many").arg("limit", MOST_KEPT));
        }
        kept.push(KeptScenario { nama, state: state.clone() });
        Ok(())
    })
}

/// Forgets a scenario.
///
/// # Errors
/// There is none of that name.
pub(crate) fn remove_scenario(core: &Core, nama: &str) -> Result<Outcome<ScenariosView>> {
    change_scenarios(core, |kept| {
        let before = kept.len();
        kept.retain(|it| it.nama != nama);
        if kept.len() == before {
            return Err(Error::not_found("scenario_missing").arg("nama", nama));
        }
        Ok(())
    })
}

fn change_scenarios(
    core: &Core,
    change: impl FnOnce(&mut Vec<KeptScenario>) -> Result<()>,
) -> Result<Outcome<ScenariosView>> {
    let view = core.write(Op::KeepScenario, |pen| {
        let mut kept: Vec<KeptScenario> = kept_json::kept(pen, KEY)?;
        change(&mut kept)?;
        kept.sort_by_cached_key(|it| (it.nama.to_lowercase(), it.nama.clone()));
        pen.keep_json(KEY, &kept)?;
        Ok(views(&kept))
    })?;
    Ok(outcome(Op::KeepScenario, view, Findings::default()))
}

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
            return Err(Error::invalid("scenario_other_instrument").arg("instrument", other));
        }
        pen.open(&instrument.id)?;
        let mut done = AppliedView { n_proposed: 0, n_withdrawn: 0, n_chosen: 0, n_kept_out: 0 };
        for it in &state.changes {
            let subject = it.subject.as_deref().and_then(|it| it.parse::<Subject>().ok());
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
                _ => return Err(Error::invalid("scenario_unreadable")),
            }
        }
        Ok(done)
    })?;
    Ok(outcome(Op::ApplyScenario, view, Findings::default()))
}

/// Chooses, with the measuring basis that is there.
fn choose(pen: &mut Pen<'_, '_>, instrument: &Instrument, subject: Subject, it: &SimulateChange) -> Result<()> {
    let indikator = it.indikator.as_deref().ok_or_else(|| Error::invalid("scenario_unreadable"))?;
    let indikator = instrument.find_indikator(AnsweredBy::of(subject), indikator)?.id.clone();
    let today = pen.choices(subject, &instrument.id)?.remove(&indikator);
    let choice = Choice::sent(it.parameter, today.and_then(|it| it.variant).as_deref());
    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator };
    pen.put(subject, &field, Some(&choice))?;
    Ok(())
}

fn views(kept: &[KeptScenario]) -> ScenariosView {
    let view = |it: &KeptScenario| ScenarioView {
        nama: it.nama.clone(),
        state: serde_json::to_string(&it.state).unwrap_or_default(),
        n_change: count(it.state.changes.len()),
    };
    ScenariosView { scenarios: kept.iter().map(view).collect() }
}
