//! The list of perangkat daerah, and the wilayah of the country.

use registry::{Registry, view::*};
use tauri::State;

use crate::state::{Answer, Desk, blocking};

#[tauri::command]
#[specta::specta]
pub async fn search_wilayah(text: String) -> Answer<Vec<WilayahView>> {
    blocking(move || Ok(Registry::search_wilayah(&text))).await
}

#[tauri::command]
#[specta::specta]
pub async fn list_perangkat_daerah(desk: State<'_, Desk>) -> Answer<PerangkatDaerahListView> {
    desk.act(|registry| registry.list_perangkat_daerah()).await
}

#[tauri::command]
#[specta::specta]
pub async fn register_perangkat_daerah(
    desk: State<'_, Desk>,
    nama: String,
    jenis: Option<String>,
    induk: Option<String>,
) -> Answer<Outcome<PerangkatDaerahListView>> {
    desk.act(move |registry| registry.register_perangkat_daerah(&nama, jenis.as_deref(), induk.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn edit_perangkat_daerah(
    desk: State<'_, Desk>,
    id: String,
    field: String,
    value: Option<String>,
    keep_old_name: bool,
) -> Answer<Outcome<PerangkatDaerahListView>> {
    desk.act(move |registry| registry.edit_perangkat_daerah(&id, &field, value.as_deref(), keep_old_name)).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_perangkat_daerah_nama_lama(
    desk: State<'_, Desk>,
    id: String,
    nama: String,
    present: bool,
) -> Answer<Outcome<PerangkatDaerahListView>> {
    desk.act(move |registry| registry.set_perangkat_daerah_nama_lama(&id, &nama, present)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_perangkat_daerah(desk: State<'_, Desk>, id: String) -> Answer<Outcome<PerangkatDaerahListView>> {
    desk.act(move |registry| registry.remove_perangkat_daerah(&id)).await
}

#[tauri::command]
#[specta::specta]
pub async fn adopt_perangkat_daerah(
    desk: State<'_, Desk>,
    nama: Vec<String>,
) -> Answer<Outcome<PerangkatDaerahListView>> {
    desk.act(move |registry| registry.adopt_perangkat_daerah(&nama)).await
}

#[tauri::command]
#[specta::specta]
pub async fn read_photo(path: String) -> Answer<PhotoView> {
    blocking(move || Registry::read_photo(path.as_ref())).await
}
