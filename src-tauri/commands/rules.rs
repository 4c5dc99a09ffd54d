//! Instruments: what they say, taking them in, correcting them, what they change.

use registry::{CorrectPack, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn show_instruments(desk: State<'_, Desk>) -> Answer<InstrumentsView> {
    desk.act(|registry| registry.show_instruments()).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_pack(desk: State<'_, Desk>, instrument: String) -> Answer<PackView> {
    desk.act(move |registry| registry.show_pack(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_pack_versions(desk: State<'_, Desk>, instrument: String) -> Answer<Vec<PackVersionView>> {
    desk.act(move |registry| registry.show_pack_versions(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn compare_instruments(
    desk: State<'_, Desk>,
    before: String,
    after: String,
) -> Answer<InstrumentCompareView> {
    desk.act(move |registry| registry.compare_instruments(&before, &after)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_effect(desk: State<'_, Desk>, instrument: String) -> Answer<EffectView> {
    desk.act(move |registry| registry.show_effect(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn inspect_pack(desk: State<'_, Desk>, path: String) -> Answer<PackLookView> {
    desk.act(move |registry| registry.inspect_pack(path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_pack(desk: State<'_, Desk>, path: String, alasan: String) -> Answer<Outcome<InstrumentsView>> {
    desk.act(move |registry| registry.import_pack(path.as_ref(), &alasan)).await
}

#[tauri::command]
#[specta::specta]
pub async fn inspect_correction(desk: State<'_, Desk>, req: CorrectPack) -> Answer<PackLookView> {
    desk.act(move |registry| registry.inspect_correction(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn correct_pack(desk: State<'_, Desk>, req: CorrectPack) -> Answer<Outcome<InstrumentsView>> {
    desk.act(move |registry| registry.correct_pack(&req)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_pack(desk: State<'_, Desk>, instrument: String) -> Answer<Outcome<InstrumentsView>> {
    desk.act(move |registry| registry.remove_pack(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn export_pack(desk: State<'_, Desk>, instrument: String, path: String) -> Answer<PackReceipt> {
    desk.act(move |registry| registry.export_pack(&instrument, path.as_ref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn suggest_pack_path(desk: State<'_, Desk>, instrument: String) -> Answer<String> {
    let folder = desk.documents();
    desk.act(move |registry| registry.suggest_pack_path(&folder, &instrument)).await
}
