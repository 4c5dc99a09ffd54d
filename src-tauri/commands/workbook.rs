//! Workbooks: recaps of offices and forms of ours, in and out.

use registry::{ExportWorkbook, ImportWorkbook, view::*};
use tauri::{State, ipc::Channel};

use crate::state::{Answer, Desk};

#[tauri::command]
#[specta::specta]
pub async fn inspect_workbook(
    desk: State<'_, Desk>,
    path: String,
    sheet: Option<String>,
    header_row: u32,
) -> Answer<WorkbookView> {
    desk.act(move |registry| registry.inspect_workbook(path.as_ref(), sheet.as_deref(), header_row)).await
}

#[tauri::command]
#[specta::specta]
pub async fn import_workbook(
    desk: State<'_, Desk>,
    req: ImportWorkbook,
    dry_run: bool,
    on_progress: Channel<Progress>,
) -> Answer<Outcome<WorkbookImportView>> {
    desk.long_act(on_progress, move |registry, watch| registry.import_workbook(&req, dry_run, watch)).await
}

#[tauri::command]
#[specta::specta]
pub async fn export_workbook(
    desk: State<'_, Desk>,
    req: ExportWorkbook,
    on_progress: Channel<Progress>,
) -> Answer<WorkbookReceipt> {
    desk.long_act(on_progress, move |registry, watch| registry.export_workbook(&req, watch)).await
}

/// `kind` is `form` or `recap`; `ending` is `.xlsx` or `.csv`.
#[tauri::command]
#[specta::specta]
pub async fn suggest_workbook_path(desk: State<'_, Desk>, kind: String, ending: String) -> Answer<String> {
    let folder = desk.documents();
    desk.act(move |registry| registry.suggest_workbook_path(&folder, &kind, &ending)).await
}
