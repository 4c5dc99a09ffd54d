//! Answers and scores.

use registry::{ChooseParameter, view::*};
use tauri::State;

use crate::state::{Answer, Desk};

/// More than anybody reads in a window; the counts tell the rest.
const SHOWN_FINDINGS: usize = 1000;

#[tauri::command]
#[specta::specta]
pub async fn show_assessment(desk: State<'_, Desk>, subject: String, instrument: String) -> Answer<AssessmentView> {
    desk.act(move |registry| registry.show_assessment(&subject, &instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn choose_parameter(
    desk: State<'_, Desk>,
    subject: String,
    instrument: String,
    indikator: String,
    parameter: u8,
    variant: Option<String>,
) -> Answer<Outcome<AssessmentView>> {
    desk.act(move |registry| {
        registry.choose_parameter(&ChooseParameter { subject, instrument, indikator, parameter, variant })
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn standing(desk: State<'_, Desk>, instrument: String) -> Answer<StandingView> {
    desk.act(move |registry| registry.standing(&instrument)).await
}

#[tauri::command]
#[specta::specta]
pub async fn explain_standing(desk: State<'_, Desk>, instrument: String, basis: String) -> Answer<ExplainView> {
    desk.act(move |registry| registry.explain_standing(&instrument, &basis)).await
}

#[tauri::command]
#[specta::specta]
pub async fn show_findings(desk: State<'_, Desk>) -> Answer<FindingsView> {
    desk.act(|registry| registry.show_findings(SHOWN_FINDINGS)).await
}
