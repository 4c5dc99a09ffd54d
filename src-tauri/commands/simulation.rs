//! What if: simulating, and the scenarios kept of it.

use registry::{Simulate, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn simulate(desk: State<'_, Desk>, req: Simulate) -> Answer<SimulationView> {
    desk.act(move |registry| registry.simulate(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_scenarios(desk: State<'_, Desk>) -> Answer<ScenariosView> {
    desk.act(|registry| registry.show_scenarios()).await
}

#[tauri::command]
#[specta::specta]
pub async fn keep_scenario(desk: State<'_, Desk>, nama: String, state: Simulate) -> Answer<Outcome<ScenariosView>> {
    desk.act(move |registry| registry.keep_scenario(&nama, &state)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_scenario(desk: State<'_, Desk>, nama: String) -> Answer<Outcome<ScenariosView>> {
    desk.act(move |registry| registry.remove_scenario(&nama)).await
}

#[tauri::command]
#[specta::specta]
pub async fn apply_scenario(desk: State<'_, Desk>, state: Simulate) -> Answer<Outcome<AppliedView>> {
    desk.act(move |registry| registry.apply_scenario(&state)).await
}
