//! Penghargaan.

use registry::view::*;
use tauri::{State, ipc::Channel};

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn list_penghargaan(desk: State<'_, Desk>, untuk: Option<String>) -> Answer<PenghargaanListView> {
    desk.act(move |registry| registry.list_penghargaan(untuk.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn register_penghargaan(
    desk: State<'_, Desk>,
    untuk: String,
    nama: String,
) -> Answer<Outcome<PenghargaanListView>> {
    desk.act(move |registry| registry.register_penghargaan(&untuk, &nama)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit_penghargaan(
    desk: State<'_, Desk>,
    id: String,
    field: String,
    value: Option<String>,
) -> Answer<Outcome<PenghargaanListView>> {
    desk.act(move |registry| registry.edit_penghargaan(&id, &field, value.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_penghargaan(desk: State<'_, Desk>, id: String) -> Answer<Outcome<PenghargaanListView>> {
    desk.act(move |registry| registry.remove_penghargaan(&id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn attach_penghargaan(
    desk: State<'_, Desk>,
    id: String,
    paths: Vec<String>,
    on_progress: Channel<Progress>,
) -> Answer<Outcome<PenghargaanListView>> {
    desk.long_act(on_progress, move |registry, watch| {
        registry.attach_penghargaan(&id, &paths.iter().map(Into::into).collect::<Vec<_>>(), watch)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn detach_penghargaan(
    desk: State<'_, Desk>,
    id: String,
    bukti: String,
) -> Answer<Outcome<PenghargaanListView>> {
    desk.act(move |registry| registry.detach_penghargaan(&id, &bukti)).await
}
