//! Verification: roles, verdicts, moves, the queue.

use registry::{Code, Error, GiveVerdict, SeenAnswer, Selection, VerificationFilter, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn set_role(desk: State<'_, Desk>, role: String) -> Answer<Outcome<RegistryView>> {
    desk.act(move |registry| registry.set_role(&role)).await
}

#[tauri::command]
#[specta::specta]
pub async fn give_verdict(desk: State<'_, Desk>, verdict: GiveVerdict) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.give_verdict(&verdict)).await
}

#[tauri::command]
#[specta::specta]
pub async fn give_verdicts(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    seen: Vec<SeenAnswer>,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.give_verdicts(&subject, &instrument, Some(&seen))).await
}

#[tauri::command]
#[specta::specta]
pub async fn take_verdict_back(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.take_verdict_back(&subject, &instrument, &indikator)).await
}

#[tauri::command]
#[specta::specta]
pub async fn move_answers(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    to: String,
    note: String,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.move_answers(&subject, &instrument, &to, &note)).await
}

#[tauri::command]
#[specta::specta]
pub async fn move_many_answers(
    desk: State<'_, Desk>,
    selection: Selection,
    instrument: String,
    to: String,
    note: String,
) -> Answer<Outcome<MoveManyView>> {
    desk.act(move |registry| registry.move_many_answers(&selection, &instrument, &to, &note)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_verification(desk: State<'_, Desk>, filter: VerificationFilter) -> Answer<VerificationView> {
    desk.act(move |registry| registry.show_verification(&filter)).await
}

#[tauri::command]
#[specta::specta]
pub async fn replay_verdict(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
) -> Answer<ReplayView> {
    desk.act(move |registry| registry.replay_verdict(&subject, &instrument, &indikator)).await
}

#[tauri::command]
#[specta::specta]
pub async fn open_seen(desk: State<'_, Desk>, sha256: String, nama_berkas: String) -> Answer<()> {
    let folder = desk.opened();
    desk.act(move |registry| {
        let path = registry.open_seen(&sha256, &nama_berkas, &folder)?;
        tauri_plugin_opener::open_path(&path, None::<&str>).map_err(|error| {
            Error::new(Code::Unreadable, "open_failed").arg("path", path.display()).arg("cause", error)
        })
    })
    .await
}
