//! Scenarios: simulations kept by name, on this copy alone, until one is applied (`apply`).

use domain::inovasi::profile::clean;
use serde::{Deserialize, Serialize};

use super::{MOST, Simulate, count};
use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json,
        op::Op,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, ScenarioView, ScenariosView},
};

/// The setting of this copy that holds them.
pub(crate) const KEY: &str = "scenarios";

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
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid(Reason::ScenarioUnnamed))?;
    if state.changes.len() > MOST {
        return Err(Error::invalid(Reason::SimulationTooLong).arg("limit", MOST));
    }
    change_scenarios(core, |kept| {
        kept.retain(|it| it.nama != nama);
        if kept.len() >= MOST_KEPT {
            return Err(Error::invalid(Reason::ScenarioTooMany).arg("limit", MOST_KEPT));
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
            return Err(Error::not_found(Reason::ScenarioMissing).arg("nama", nama));
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

/// Whether the setting says what it should.
pub(crate) fn is_readable(text: &str) -> bool {
    kept_json::is_readable::<Vec<KeptScenario>>(text)
}

fn views(kept: &[KeptScenario]) -> ScenariosView {
    let view = |it: &KeptScenario| ScenarioView {
        nama: it.nama.clone(),
        state: serde_json::to_string(&it.state).unwrap_or_default(),
        n_change: count(it.state.changes.len()),
    };
    ScenariosView { scenarios: kept.iter().map(view).collect() }
}
