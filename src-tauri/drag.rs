//! Files dragged out of the window, to a browser's upload or a folder.

use std::sync::mpsc;

use registry::commands::desk::{Drag, undragged};
use tauri::{AppHandle, Manager, Runtime, WebviewWindow};

/// What stands at the pointer.
const PICTURE: &[u8] = include_bytes!("../icons/32x32.png");

/// Lets a person drag a file out of the window that he is in. Answers once that has begun,
/// on Windows once he has let go.
pub(crate) fn out_of_window<R: Runtime>(app: AppHandle<R>) -> Box<Drag> {
    Box::new(move |path| {
        let (said, heard) = mpsc::channel();
        let (begun, dragged) = (app.clone(), path.to_owned());
        let begin = move || {
            let window = held_in(&begun).ok_or_else(|| "no window".to_owned());
            let answer = window.and_then(|it| system::begin(&it, &dragged));
            drop(said.send(answer));
        };
        let asked = app.run_on_main_thread(begin).map_err(|error| error.to_string());
        let answer = asked.and_then(|()| heard.recv().map_err(|error| error.to_string())?);
        answer.map_err(|cause| undragged(path).arg("cause", cause))
    })
}

/// Where the button is held: the window that has the keyboard, else the first.
fn held_in<R: Runtime>(app: &AppHandle<R>) -> Option<WebviewWindow<R>> {
    let windows = app.webview_windows();
    let focused = windows.into_values().find(|it| it.is_focused().unwrap_or_default());
    focused.or_else(|| app.get_webview_window("main"))
}

#[cfg(target_os = "linux")]
mod system {
    use std::{cell::Cell, path::Path, rc::Rc};

    use gtk::{
        TargetList,
        gdk::DragAction,
        gdk_pixbuf::Pixbuf,
        prelude::{DragContextExtManual, ObjectExt, WidgetExt},
    };
    use tauri::{Runtime, Url, WebviewWindow};

    /// The main button of the mouse.
    const BUTTON: i32 = 1;

    /// Begins a drag. The file is named as often as the other program asks, which it does
    /// after it was dropped; both ends go when all is over.
    pub(super) fn begin<R: Runtime>(window: &WebviewWindow<R>, path: &Path) -> Result<(), String> {
        let window = window.gtk_window().map_err(|error| error.to_string())?;
        let address = Url::from_file_path(path).map_err(|()| "no address".to_owned())?.to_string();
        let targets = TargetList::new(&[]);
        targets.add_uri_targets(0);
        let named = window.connect_drag_data_get(move |_, _, asked, _, _| {
            asked.set_uris(&[&address]);
        });
        let context = window.drag_begin_with_coordinates(&targets, DragAction::COPY, BUTTON, None, -1, -1);
        let Some(context) = context else {
            window.disconnect(named);
            return Err("no drag".to_owned());
        };
        let (named, own) = (Cell::new(Some(named)), Rc::new(Cell::new(None)));
        let mine = own.clone();
        own.set(Some(window.connect_drag_end(move |window, _| {
            [named.take(), mine.take()].into_iter().flatten().for_each(|it| window.disconnect(it));
        })));
        if let Ok(picture) = Pixbuf::from_read(super::PICTURE) {
            context.drag_set_icon_pixbuf(&picture, 0, 0);
        }
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::Path;

    use tauri::{Runtime, WebviewWindow};

    /// Begins a drag.
    pub(super) fn begin<R: Runtime>(window: &WebviewWindow<R>, path: &Path) -> Result<(), String> {
        let item = drag::DragItem::Files(vec![path.to_owned()]);
        let picture = drag::Image::Raw(super::PICTURE.to_vec());
        drag::start_drag(window, item, picture, |_, _| (), drag::Options::default()).map_err(|error| error.to_string())
    }
}
