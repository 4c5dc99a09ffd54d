//! The catalogue.

use registry::{ListInovasi, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn list_inovasi(
    desk: State<'_, Desk>,
    text: String,
    offset: u32,
    limit: u32,
    sort: String,
    descending: bool,
) -> Answer<InovasiPage> {
    desk.act(move |registry| {
        registry.list_inovasi(&ListInovasi { text, offset, limit, sort, descending })
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn show_inovasi(desk: State<'_, Desk>, id: String) -> Answer<WorksheetView> {
    desk.act(move |registry| registry.show_inovasi(&id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn register_inovasi(desk: State<'_, Desk>, nama: String) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.register_inovasi(&nama)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit_inovasi(
    desk: State<'_, Desk>,
    id: String,
    field: String,
    value: Option<String>,
) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.edit_inovasi(&id, &field, value.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_member(
    desk: State<'_, Desk>,
    id: String,
    field: String,
    member: String,
    present: bool,
) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.set_member(&id, &field, &member, present)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_inovasi(desk: State<'_, Desk>, id: String) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.remove_inovasi(&id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn restore_inovasi(desk: State<'_, Desk>, id: String) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.restore_inovasi(&id)).await
}
