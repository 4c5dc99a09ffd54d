//! Parcels, conflicts, interchange.

use registry::view::*;
use tauri::{State, ipc::Channel};

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn list_conflicts(desk: State<'_, Desk>) -> Answer<Vec<ConflictView>> {
    desk.act(|registry| registry.list_conflicts()).await
}

#[tauri::command]
#[specta::specta]
pub async fn resolve_conflict(
    desk: State<'_, Desk>,
    subject: String,
    field: String,
    stamp: String,
) -> Answer<Outcome<Vec<ConflictView>>> {
    desk.act(move |registry| registry.resolve_conflict(&subject, &field, &stamp)).await
}

#[tauri::command]
#[specta::specta]
pub async fn create_parcel(
    desk: State<'_, Desk>,
    out: String,
    on_progress: Channel<Progress>,
) -> Answer<ParcelReceipt> {
    desk.long_act(on_progress, move |registry, watch| registry.create_parcel(out.as_ref(), watch)).await
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_parcel_path(desk: State<'_, Desk>) -> Answer<String> {
    let folder = desk.documents();
    desk.act(move |registry| registry.suggest_path(&folder, "parcel", ".prakarsa")).await
}

#[tauri::command]
#[specta::specta]
pub async fn accept_parcel(
    desk: State<'_, Desk>,
    path: String,
    dry_run: bool,
    on_progress: Channel<Progress>,
) -> Answer<Outcome<ParcelView>> {
    desk.long_act(on_progress, move |registry, watch| registry.accept_parcel(path.as_ref(), dry_run, watch)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_registry(desk: State<'_, Desk>, path: String, dry_run: bool) -> Answer<Outcome<ImportView>> {
    desk.act(move |registry| registry.import_registry(path.as_ref(), dry_run)).await
}
