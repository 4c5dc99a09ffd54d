//! The first screen.

use registry::view::*;
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn show_beranda(desk: State<'_, Desk>) -> Answer<BerandaView> {
    desk.act(|registry| registry.show_beranda()).await
}

#[tauri::command]
#[specta::specta]
pub async fn standing_by_perangkat_daerah(desk: State<'_, Desk>) -> Answer<BodiesStandingView> {
    desk.act(|registry| registry.standing_by_perangkat_daerah()).await
}

#[tauri::command]
#[specta::specta]
pub async fn standing_of_perangkat_daerah(desk: State<'_, Desk>, nama: String) -> Answer<BodyInovasiView> {
    desk.act(move |registry| registry.standing_of_perangkat_daerah(&nama)).await
}
