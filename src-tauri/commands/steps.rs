//! What to send, and what to do next.

use registry::{BestSet, NextSteps, text::Language, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn show_best_set(desk: State<'_, Desk>, instrument: String, basis: String) -> Answer<BestView> {
    desk.act(move |registry| registry.show_best_set(&instrument, &basis)).await
}

/// `say` is `pinned`, `excluded` or empty.
#[tauri::command]
#[specta::specta]
pub async fn pin_inovasi(
    desk: State<'_, Desk>,
    id: String,
    say: String,
    instrument: String,
    basis: String,
) -> Answer<Outcome<BestView>> {
    desk.act(move |registry| registry.pin_inovasi(&id, &say, &instrument, &basis)).await
}

#[tauri::command]
#[specta::specta]
pub async fn release_pins(desk: State<'_, Desk>, instrument: String, basis: String) -> Answer<Outcome<BestView>> {
    desk.act(move |registry| registry.release_pins(&instrument, &basis)).await
}

#[tauri::command]
#[specta::specta]
pub async fn apply_best(desk: State<'_, Desk>, req: BestSet) -> Answer<Outcome<BestView>> {
    desk.act(move |registry| registry.apply_best(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn next_steps(desk: State<'_, Desk>, req: NextSteps) -> Answer<StepsView> {
    desk.act(move |registry| registry.next_steps(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn export_steps(
    desk: State<'_, Desk>,
    req: NextSteps,
    out: String,
    language: Language,
) -> Answer<StepsReceipt> {
    desk.act(move |registry| registry.export_steps(&req, out.as_ref(), language)).await
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_steps_path(desk: State<'_, Desk>) -> Answer<String> {
    let folder = desk.documents();
    desk.act(move |registry| registry.suggest_path(&folder, "langkah", ".csv")).await
}
