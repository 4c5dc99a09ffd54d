//! Doors for the journeys in the real window, which can neither work the system's dialogs
//! nor drag a file in or out: the page says what the person points at. They are in the build for
//! tests alone (feature `journeys`), never in what an officer gets.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use registry::commands::{
    Desk,
    desk::{Drag, Pick},
};
use serde::Deserialize;
use tauri::{AppHandle, Listener, Runtime, WebviewUrl, utils::config::WindowConfig};

#[derive(Deserialize)]
struct Held {
    paths: Vec<PathBuf>,
    /// A file that says the hand was seen: an event that meets another one waits, and a
    /// click must not be faster.
    seen: PathBuf,
}

/// Does `act` with the paths of each hand that a journey holds out by an event.
fn hear<R: Runtime>(app: &AppHandle<R>, event: &str, act: impl Fn(Vec<PathBuf>) + Send + 'static) {
    app.listen_any(event, move |event| {
        let Ok(hand) = serde_json::from_str::<Held>(event.payload()) else { return };
        act(hand.paths);
        let _ = std::fs::write(hand.seen, []);
    });
}

/// The next dialog answers what the event `journey-points` named last.
pub(crate) fn pointed_at<R: Runtime>(app: &AppHandle<R>, dialogs: Box<Pick>) -> Box<Pick> {
    let pointed = Arc::new(Mutex::new(None));
    let next = pointed.clone();
    hear(app, "journey-points", move |paths| {
        *next.lock().unwrap_or_else(PoisonError::into_inner) = Some(paths);
    });
    Box::new(move |req| {
        let now = pointed.lock().unwrap_or_else(PoisonError::into_inner).take();
        now.unwrap_or_else(|| dialogs(req))
    })
}

/// What the page says was dropped, was dropped.
pub(crate) fn hear_drops<R: Runtime>(app: &AppHandle<R>, desk: Arc<Desk>) {
    hear(app, "journey-drops", move |paths| desk.drop_in(&paths));
}

/// The next file that is dragged out is let go over a folder, which the event
/// `journey-catches` named last.
pub(crate) fn caught<R: Runtime>(app: &AppHandle<R>, drag: Box<Drag>) -> Box<Drag> {
    let caught = Arc::new(Mutex::new(Vec::new()));
    let next = caught.clone();
    hear(app, "journey-catches", move |paths| *next.lock().unwrap_or_else(PoisonError::into_inner) = paths);
    Box::new(move |path| {
        let folder = caught.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some((folder, name)) = folder.zip(path.file_name()) else { return drag(path) };
        // Whole at once: the journey waits for the name.
        let half = folder.with_extension("part");
        let _ = std::fs::copy(path, &half).and_then(|_| std::fs::rename(half, folder.join(name)));
        Ok(())
    })
}

/// Whether this journey is about a blank window, whose page never says that it was drawn.
/// The windows of the others are not watched: many run at once, on machines where a page
/// may take its time.
pub(crate) fn is_blank() -> bool {
    std::env::var_os("PRAKARSA_JOURNEY_BLANK").is_some()
}

/// The window, without a page where that is what the journey is about.
pub(crate) fn blank(window: &WindowConfig) -> WindowConfig {
    let mut window = window.clone();
    if let (true, Ok(nothing)) = (is_blank(), "about:blank".parse()) {
        window.url = WebviewUrl::External(nothing);
    }
    window
}
