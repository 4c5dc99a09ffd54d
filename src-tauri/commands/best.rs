//! What to send, and what to do next.

use registry::{BestSet, NextSteps, text::Language, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn best_set(desk: State<'_, Desk>, req: BestSet) -> Answer<BestView> {
    desk.act(move |registry| registry.best_set(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn next_steps(desk: State<'_, Desk>, req: NextSteps) -> Answer<StepsView> {
    desk.act(move |registry| registry.next_steps(&req)).await
}

/// `out` is a file name that ends in `.csv`.
#[tauri::command]
#[specta::specta]
pub async fn export_steps(desk: State<'_, Desk>, req: NextSteps, out: String) -> Answer<StepsReceipt> {
    desk.act(move |registry| registry.export_steps(&req, out.as_ref(), Language::Id)).await
}
