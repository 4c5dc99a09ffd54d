//! Numbers and ticks of answers.

use registry::{GiveInput, Registry, TickOption, view::*};
use tauri::State;

use crate::state::{Answer, Desk, blocking};

#[tauri::command]
#[specta::specta]
pub async fn give_input(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    input: String,
    value: String,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.give_input(&GiveInput { subject, instrument, indikator, input, value })).await
}

#[tauri::command]
#[specta::specta]
pub async fn tick_option(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    option: String,
    on: bool,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| registry.tick_option(&TickOption { subject, instrument, indikator, option, on })).await
}

#[tauri::command]
#[specta::specta]
pub async fn work_out(how: String, first: String, second: String) -> Answer<WorkedOutView> {
    blocking(move || Registry::work_out(&how, &first, &second)).await
}
