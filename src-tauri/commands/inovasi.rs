//! The catalogue.

use registry::{EditMany, ListInovasi, Selection, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn list_inovasi(desk: State<'_, Desk>, req: ListInovasi) -> Answer<InovasiPage> {
    desk.act(move |registry| registry.list_inovasi(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_facets(desk: State<'_, Desk>, req: ListInovasi) -> Answer<FacetsView> {
    desk.act(move |registry| registry.show_facets(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit_many_inovasi(desk: State<'_, Desk>, req: EditMany) -> Answer<Outcome<EditManyView>> {
    desk.act(move |registry| registry.edit_many_inovasi(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_many_inovasi(desk: State<'_, Desk>, selection: Selection) -> Answer<Outcome<EditManyView>> {
    desk.act(move |registry| registry.remove_many_inovasi(&selection)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_saved_views(desk: State<'_, Desk>) -> Answer<SavedViews> {
    desk.act(move |registry| registry.show_saved_views()).await
}

#[tauri::command]
#[specta::specta]
pub async fn keep_saved_view(desk: State<'_, Desk>, nama: String, state: String) -> Answer<Outcome<SavedViews>> {
    desk.act(move |registry| registry.keep_saved_view(&nama, &state)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_saved_view(desk: State<'_, Desk>, nama: String) -> Answer<Outcome<SavedViews>> {
    desk.act(move |registry| registry.remove_saved_view(&nama)).await
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
