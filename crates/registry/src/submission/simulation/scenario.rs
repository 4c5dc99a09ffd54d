//! Scenarios: simulations kept by name, on this copy alone, until one is applied.

use domain::{
    assessment::score::{Choice, check_choice},
    core::id::Subject,
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use serde::{Deserialize, Serialize};
use store::{Reader, Writer};

use super::{MOST, Simulate, SimulateChange, count};
use crate::{
    core::{
        error::{Error, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    inovasi::usulan::{self, ensure_open},
    show::finding::{Findings, answered_by, outcome},
    view::{AppliedView, ChangeKind, Outcome, ScenarioView, ScenariosView},
};

const KEY: &str = "scenarios";

/// More scenarios than anybody tells apart.
const MOST_KEPT: usize = 100;

/// A scenario as the setting holds it.
#[derive(Serialize, Deserialize)]
struct Kept {
    nama: String,
    state: Simulate,
}

/// The scenarios, by name.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_scenarios(core: &Core) -> Result<ScenariosView> {
    core.read(|reader| Ok(views(&kept(reader)?)))
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
        kept.push(Kept { nama, state: state.clone() });
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

fn change_scenarios(core: &Core, change: impl FnOnce(&mut Vec<Kept>) -> Result<()>) -> Result<Outcome<ScenariosView>> {
    let view = core.write(Op::KeepScenario, |writer| {
        let mut kept = kept(writer)?;
        change(&mut kept)?;
        kept.sort_by_cached_key(|it| (it.nama.to_lowercase(), it.nama.clone()));
        let text = serde_json::to_string(&kept)
            .map_err(|error| Error::new(crate::Code::Bug, "database").arg("detail", error))?;
        writer.put_setting(KEY, &text)?;
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
    let view = core.write(Op::ApplyScenario, |writer| {
        let instrument = core.current_instrument_in(writer)?;
        if let Some(other) = state.instrument.as_ref().filter(|it| **it != instrument.id) {
            return Err(Error::invalid("scenario_other_instrument").arg("instrument", other));
        }
        ensure_open(writer, &instrument.id)?;
        let mut done = AppliedView { n_proposed: 0, n_withdrawn: 0, n_chosen: 0, n_kept_out: 0 };
        for it in &state.changes {
            let subject = it.subject.as_deref().and_then(|it| it.parse::<Subject>().ok());
            let record = match subject {
                Some(Subject::Inovasi(id)) => Some(lookup::editable(writer, id)?),
                _ => None,
            };
            let usulan = FieldKey::Usulan(instrument.id.clone());
            match (it.kind, subject, &record) {
                (ChangeKind::Send, _, Some(record)) => {
                    // One of an earlier year needs its growth told: no scenario tells it.
                    usulan::propose(core, writer, record, &instrument, None)?;
                    done.n_proposed += 1;
                }
                (ChangeKind::KeepBack, Some(subject), Some(_)) => {
                    writer.put(subject, &usulan, Some("0"))?;
                    done.n_withdrawn += 1;
                }
                (ChangeKind::Choose, Some(subject), _) => {
                    choose(writer, &instrument, subject, it)?;
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

/// Writes one choice through the gate that choosing uses, with the measuring basis
/// that is there.
fn choose(
    writer: &mut Writer<'_>,
    instrument: &domain::assessment::instrument::Instrument,
    subject: Subject,
    it: &SimulateChange,
) -> Result<()> {
    let indikator = it.indikator.as_deref().ok_or_else(|| Error::invalid("scenario_unreadable"))?;
    let who = answered_by(subject);
    let (indikator, _) = check_choice(instrument, who, indikator, it.parameter, None)?;
    let today = writer.choices(subject, &instrument.id)?.remove(&indikator);
    let variant = today.and_then(|it| it.variant);
    let choice = (it.parameter > 0).then_some(Choice { parameter: it.parameter, variant });
    let review = FieldKey::Review { instrument: instrument.id.clone(), indikator: indikator.clone() };
    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator };
    writer.put(subject, &field, choice.map(|it| it.to_string()).as_deref())?;
    writer.put(subject, &review, None)?;
    Ok(())
}

/// What is kept; a setting that cannot be read is none.
fn kept(reader: &Reader<'_>) -> Result<Vec<Kept>> {
    let text = reader.setting(KEY)?;
    Ok(text.and_then(|it| serde_json::from_str(&it).ok()).unwrap_or_default())
}

fn views(kept: &[Kept]) -> ScenariosView {
    let view = |it: &Kept| ScenarioView {
        nama: it.nama.clone(),
        state: serde_json::to_string(&it.state).unwrap_or_default(),
        n_change: count(it.state.changes.len()),
    };
    ScenariosView { scenarios: kept.iter().map(view).collect() }
}
