//! Bukti.

use registry::{AnswerKey, BuktiFacts, Code, Error, view::*};
use tauri::{State, ipc::Channel};

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn attach_bukti(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    paths: Vec<String>,
    on_progress: Channel<Progress>,
) -> Answer<Outcome<AssessmentView>> {
    desk.long_act(on_progress, move |registry, watch| {
        let key = AnswerKey { subject, instrument, indikator };
        let paths: Vec<_> = paths.into_iter().map(Into::into).collect();
        registry.attach_bukti(&key, &paths, &BuktiFacts::default(), watch)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn edit_bukti(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    bukti: String,
    field: String,
    value: Option<String>,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.edit_bukti(&subject, &instrument, &bukti, &field, value.as_deref())).await
}

#[tauri::command]
#[specta::specta]
pub async fn link_bukti(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    bukti: String,
    pages: Option<String>,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| {
        registry.link_bukti(&AnswerKey { subject, instrument, indikator }, &bukti, pages.as_deref())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn detach_bukti(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    bukti: String,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.detach_bukti(&AnswerKey { subject, instrument, indikator }, &bukti)).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_bukti(desk: State<'_, Desk>, bukti: String) -> Answer<()> {
    let folder = desk.opened();
    desk.act(move |registry| {
        let path = registry.open_bukti(&bukti, &folder)?;
        tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|error| {
            Error::new(Code::Unreadable, "open_failed").arg("path", path.display()).arg("cause", error)
        })
    })
    .await
}
