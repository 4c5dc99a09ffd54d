//! Inovasi that look alike.

use registry::view::*;
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn list_duplicates(desk: State<'_, Desk>, decided: bool) -> Answer<DuplicatesView> {
    desk.act(move |registry| registry.list_duplicates(decided)).await
}

#[tauri::command]
#[specta::specta]
pub async fn similar_inovasi(
    desk: State<'_, Desk>,
    nama: String,
    perangkat_daerah: Option<String>,
) -> Answer<Vec<SimilarView>> {
    desk.act(move |registry| registry.similar_inovasi(&nama, perangkat_daerah.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn decide_duplicate(
    desk: State<'_, Desk>,
    a: String,
    b: String,
    verdict: String,
) -> Answer<Outcome<DuplicatesView>> {
    desk.act(move |registry| registry.decide_duplicate(&a, &b, &verdict)).await
}

#[tauri::command]
#[specta::specta]
pub async fn combine_inovasi(desk: State<'_, Desk>, keep: String, drop: String) -> Answer<Outcome<WorksheetView>> {
    desk.act(move |registry| registry.combine_inovasi(&keep, &drop)).await
}
