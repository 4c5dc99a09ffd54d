//! Doors for the journeys in the real window, which can neither work the system's dialogs
//! nor drag a file in: the page says what the person points at. They are in the build for
//! tests alone (feature `journeys`), never in what an officer gets.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use registry::commands::{Desk, desk::Pick};
use serde::Deserialize;
use tauri::{AppHandle, Listener, Runtime};

#[derive(Deserialize)]
struct Paths {
    paths: Vec<PathBuf>,
}

fn read(payload: &str) -> Vec<PathBuf> {
    serde_json::from_str::<Paths>(payload).map(|it| it.paths).unwrap_or_default()
}

/// The next dialog answers what the event `journey-points` named last.
pub(crate) fn pointed_at<R: Runtime>(app: &AppHandle<R>, dialogs: Box<Pick>) -> Box<Pick> {
    let pointed = Arc::new(Mutex::new(None));
    let next = pointed.clone();
    app.listen_any("journey-points", move |event| {
        *next.lock().unwrap_or_else(PoisonError::into_inner) = Some(read(event.payload()));
    });
    Box::new(move |req| {
        let now = pointed.lock().unwrap_or_else(PoisonError::into_inner).take();
        now.unwrap_or_else(|| dialogs(req))
    })
}

/// What the page says was dropped, was dropped.
pub(crate) fn hear_drops<R: Runtime>(app: &AppHandle<R>, desk: Arc<Desk>) {
    app.listen_any("tauri://drag-drop", move |event| desk.drop_in(&read(event.payload())));
}
