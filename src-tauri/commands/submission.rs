//! Bundles.

use registry::{ExportBundle, Registry, progress::Unwatched, view::*};
use tauri::{State, ipc::Channel};

use crate::state::{Answer, Desk, blocking};

#[tauri::command]
#[specta::specta]
pub async fn export_bundle(
    desk: State<'_, Desk>,
    out: String,
    zip: bool,
    only: Vec<String>,
    on_progress: Channel<Progress>,
) -> Answer<Outcome<BundleReceipt>> {
    desk.long_act(on_progress, move |registry, watch| {
        registry.export_bundle(&ExportBundle { out, zip, only, date: None }, watch)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_bundle_path(desk: State<'_, Desk>, zip: bool) -> Answer<String> {
    let folder = desk.documents();
    desk.act(move |registry| registry.suggest_path(&folder, "bundle", if zip { ".zip" } else { "" })).await
}

#[tauri::command]
#[specta::specta]
pub async fn verify_bundle(path: String) -> Answer<VerifyView> {
    blocking(move || Registry::verify_bundle(path.as_ref(), &mut Unwatched)).await
}
