//! The registry itself: open, start, example, settings, health.

use registry::{Registry, Start, SystemEnv, view::*};
use tauri::State;

use crate::state::{Answer, Desk, blocking};

#[tauri::command]
#[specta::specta]
pub async fn open_registry(desk: State<'_, Desk>) -> Answer<Option<RegistryView>> {
    match desk.open_or_none()? {
        None => Ok(None),
        Some(registry) => blocking(move || {
            // A backup that fails must not keep an officer from the registry.
            let _ = registry.back_up_if_due();
            registry.show_registry()
        })
        .await
        .map(Some),
    }
}

#[tauri::command]
#[specta::specta]
pub async fn start_registry(
    desk: State<'_, Desk>,
    nama: String,
    kode: String,
    person: String,
    example: bool,
) -> Answer<Outcome<RegistryView>> {
    let folder = desk.folder().to_owned();
    let made = blocking(move || Registry::start(&folder, &Start { nama, kode, person }, Box::new(SystemEnv))).await?;
    let registry = desk.put(made);
    blocking(
        move || {
            if example { registry.load_example() } else { registry.set_person(&registry.show_registry()?.person) }
        },
    )
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn load_example(desk: State<'_, Desk>) -> Answer<Outcome<RegistryView>> {
    desk.act(|registry| registry.load_example()).await
}

#[tauri::command]
#[specta::specta]
pub async fn remove_example(desk: State<'_, Desk>) -> Answer<Outcome<RegistryView>> {
    desk.act(|registry| registry.remove_example()).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_person(desk: State<'_, Desk>, person: String) -> Answer<Outcome<RegistryView>> {
    desk.act(move |registry| registry.set_person(&person)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_instrument(desk: State<'_, Desk>, instrument: String) -> Answer<InstrumentView> {
    desk.act(move |registry| registry.show_instrument(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_vocabulary(desk: State<'_, Desk>) -> Answer<VocabularyView> {
    desk.act(|registry| Ok(registry.show_vocabulary())).await
}

#[tauri::command]
#[specta::specta]
pub async fn run_doctor(desk: State<'_, Desk>) -> Answer<DoctorView> {
    desk.act(|registry| registry.run_doctor(&mut registry::progress::Unwatched)).await
}

#[tauri::command]
#[specta::specta]
pub async fn cancel_work(desk: State<'_, Desk>) -> Answer<()> {
    desk.stop();
    Ok(())
}
