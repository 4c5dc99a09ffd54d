//! Taking back, doing again, and history.

use registry::view::*;
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn show_undo(desk: State<'_, Desk>) -> Answer<UndoView> {
    desk.act(|registry| registry.show_undo()).await
}

#[tauri::command]
#[specta::specta]
pub async fn undo(desk: State<'_, Desk>) -> Answer<Outcome<RevertView>> {
    desk.act(|registry| registry.undo()).await
}

#[tauri::command]
#[specta::specta]
pub async fn redo(desk: State<'_, Desk>) -> Answer<Outcome<RevertView>> {
    desk.act(|registry| registry.redo()).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_history(desk: State<'_, Desk>, subject: String, field: Option<String>) -> Answer<Vec<HistoryView>> {
    desk.act(move |registry| registry.show_history(&subject, field.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_value(
    desk: State<'_, Desk>,
    subject: String,
    field: String,
    stamp: String,
) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.restore_value(&subject, &field, &stamp)).await
}

#[tauri::command]
#[specta::specta]
pub async fn keep_note(desk: State<'_, Desk>, subject: String, text: String) -> Answer<()> {
    desk.act(move |registry| registry.keep_note(&subject, &text)).await
}
