//! Whether anything is on the screen. The page says so itself; where it does not, the
//! program starts once more without the graphics card, and then says what is wrong.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use registry::Log;
use tauri::{AppHandle, Listener, Manager, Runtime, webview::PageLoadPayload};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::{graphics::Graphics, webview::in_both};

/// The page's word that its first frame was drawn (`ui/src/ipc/window.ts`).
const PAINTED: &str = "painted";

/// How long nothing may be heard of a window before it counts as blank. A slow disk
/// needs long, but gives signs meanwhile: the page begins, it is loaded, it is drawn.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to do of a window of which nothing was heard for a while.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Listen for this much longer.
    Wait(Duration),
    /// Start once more, without the graphics card.
    Again,
    /// Tell the officer.
    Tell,
}

/// Nobody sees a hidden window, and no system draws one.
fn next(silent: Duration, hidden: bool, graphics_off: bool) -> Next {
    match PATIENCE.checked_sub(silent) {
        Some(left) if !left.is_zero() => Next::Wait(left),
        _ if hidden => Next::Wait(PATIENCE),
        _ if graphics_off => Next::Tell,
        _ => Next::Again,
    }
}

/// What was heard of the first window.
pub(crate) struct Signs {
    heard: Mutex<Heard>,
}

struct Heard {
    last: Instant,
    painted: bool,
}

impl Signs {
    /// Nothing was heard yet.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { heard: Mutex::new(Heard { last: Instant::now(), painted: false }) })
    }

    fn hear(&self, painted: bool) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.last = Instant::now();
        heard.painted |= painted;
    }

    /// A page begins to load, or is loaded.
    pub(crate) fn loading(self: &Arc<Self>) -> impl Fn(PageLoadPayload<'_>) + Send + Sync + 'static {
        let signs = self.clone();
        move |_| signs.hear(false)
    }

    fn silent(&self) -> Option<Duration> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        (!heard.painted).then(|| heard.last.elapsed())
    }
}

/// Hears the page's word.
pub(crate) fn listen<R: Runtime>(app: &AppHandle<R>, signs: &Arc<Signs>, log: Arc<Log>) {
    let (began, signs) = (Instant::now(), signs.clone());
    app.listen_any(PAINTED, move |_| {
        if signs.silent().is_some() {
            log.say(&format!("painted after {} ms", began.elapsed().as_millis()));
        }
        signs.hear(true);
    });
}

/// Watches until the page is drawn, in a thread of its own.
pub(crate) fn watch<R: Runtime>(app: &AppHandle<R>, signs: Arc<Signs>, graphics: Graphics, log: Arc<Log>) {
    let app = app.clone();
    std::thread::spawn(move || {
        while let Some(silent) = signs.silent() {
            let hidden = app
                .get_webview_window("main")
                .is_none_or(|it| it.is_minimized().unwrap_or(false) || !it.is_visible().unwrap_or(true));
            match next(silent, hidden, graphics.off()) {
                Next::Wait(more) => std::thread::sleep(more),
                Next::Again => {
                    log.say("nothing was painted; once more without the graphics card");
                    graphics.turn_off();
                    app.request_restart();
                    return;
                }
                Next::Tell => {
                    log.say("nothing was painted without the graphics card either");
                    // The next start tries everything again.
                    graphics.turn_on();
                    let told = in_both("start.unpainted", &[("file", log.file().display().to_string())]);
                    app.dialog().message(told).title("Prakarsa").kind(MessageDialogKind::Error).show(|_| ());
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_window_is_tried_once_more_and_then_told() {
        let s = Duration::from_secs;
        let table = [
            (s(0), false, false, Next::Wait(s(10))),
            (s(7), false, false, Next::Wait(s(3))),
            (s(7), false, true, Next::Wait(s(3))),
            (s(10), false, false, Next::Again),
            (s(11), false, true, Next::Tell),
            (s(60), true, false, Next::Wait(s(10))),
            (s(60), true, true, Next::Wait(s(10))),
        ];
        for (silent, hidden, off, expected) in table {
            assert_eq!(next(silent, hidden, off), expected, "{silent:?} {hidden} {off}");
        }
    }

    #[test]
    fn every_sign_gives_new_patience_and_a_painted_page_ends_the_watch() {
        let signs = Signs::new();
        assert!(signs.silent().is_some());
        signs.hear(false);
        assert!(signs.silent().is_some_and(|it| it < PATIENCE));
        signs.hear(true);
        assert_eq!(signs.silent(), None);
        signs.hear(false);
        assert_eq!(signs.silent(), None);
    }
}
