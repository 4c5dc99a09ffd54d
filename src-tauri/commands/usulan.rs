//! Years, and comparing them.

use registry::view::*;
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn show_years(desk: State<'_, Desk>) -> Answer<YearsView> {
    desk.act(|registry| registry.show_years()).await
}

#[tauri::command]
#[specta::specta]
pub async fn begin_year(desk: State<'_, Desk>, instrument: String) -> Answer<Outcome<YearsView>> {
    desk.act(move |registry| registry.begin_year(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn close_year(desk: State<'_, Desk>, instrument: String, closed: bool) -> Answer<Outcome<YearsView>> {
    desk.act(move |registry| registry.close_year(&instrument, closed)).await
}

#[tauri::command]
#[specta::specta]
pub async fn propose_inovasi(
    desk: State<'_, Desk>,
    ids: Vec<String>,
    instrument: String,
    growth_note: String,
) -> Answer<Outcome<YearsView>> {
    desk.act(move |registry| registry.propose_inovasi(&ids, &instrument, &growth_note)).await
}

#[tauri::command]
#[specta::specta]
pub async fn withdraw_inovasi(
    desk: State<'_, Desk>,
    ids: Vec<String>,
    instrument: String,
) -> Answer<Outcome<YearsView>> {
    desk.act(move |registry| registry.withdraw_inovasi(&ids, &instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn accept_review(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.accept_review(&subject, &instrument, &indikator)).await
}

#[tauri::command]
#[specta::specta]
pub async fn compare_years(desk: State<'_, Desk>, id: String, before: String, after: String) -> Answer<CompareView> {
    desk.act(move |registry| registry.compare_years(&id, &before, &after)).await
}
