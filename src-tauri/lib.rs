//! The shell: a window, dialogs, and the commands of the registry's table. It
//! decides nothing and knows no command by name.

use std::{sync::Arc, time::Duration};

use registry::{
    Code, Error, IpcError, Reason, Result, SystemEnv,
    commands::{
        Desk,
        desk::{Outside, Pick, PickKind, Places, Show},
    },
};
use tauri::{AppHandle, DragDropEvent, Manager, RunEvent, Runtime, WindowEvent};
use tauri_plugin_dialog::DialogExt;

#[cfg(feature = "journeys")]
mod journeys;

/// Every command of the table as one of Tauri's: off the window's thread, with the
/// desk, and for long work a channel.
macro_rules! shell {
    ($($word:ident { $(
        $kind:ident $name:ident(
            $($Req:ident $(as $req:ident)? $({ $($(#[$about:meta])* $field:ident: $ty:ty),* $(,)? })?)?
        ) -> $answer:ty $([ $($topic:ident)* ])? $(as $shown:ident)? = |$with:ident $(, $watch:ident)?| $body:expr;
    )* })*) => {
        mod acts {
            use std::sync::Arc;

            use registry::{*, commands::*, view::*};
            use tauri::{State, ipc::Channel};

            use crate::{Reply, blocking};

            $($(
                #[tauri::command]
                #[specta::specta]
                pub async fn $name(
                    desk: State<'_, Arc<Desk>> $(, req: Unread<$Req>)? $(, $watch: Channel<JobView>)?
                ) -> Reply<$answer> {
                    let desk = desk.inner().clone();
                    blocking(move || {
                        // A window that has gone away does not stop the work.
                        $(let $watch = &mut |job| drop($watch.send(job));)?
                        registry::commands::$name(&desk $(, Unread::<$Req>::read(req, &desk)?)? $(, $watch)?)
                    })
                    .await
                }
            )*)*
        }

        /// Every command, typed; the source of `ui/src/ipc/bindings.ts`.
        pub fn ipc<R: Runtime>() -> tauri_specta::Builder<R> {
            tauri_specta::Builder::<R>::new()
                .disable_serde_phases()
                .commands(tauri_specta::collect_commands![$($(acts::$name),*),*])
        }
    };
}

registry::commands!(shell);

/// What every command answers with.
type Reply<T> = std::result::Result<T, IpcError>;

/// Runs work on the blocking pool. A panic ends the act, not the app.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Reply<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => Ok(answer?),
        Err(panic) => Err(Error::new(Code::Bug, Reason::Panicked).arg("detail", panic).into()),
    }
}

/// The configuration and the built interface.
pub fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// A desk with the real machine under it; `pick` asks a person by a dialog.
pub fn desk(places: Places, pick: Box<Pick>) -> Arc<Desk> {
    let show: Box<Show> = Box::new(|shown: Outside<'_>| match shown {
        Outside::File(path) => tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| {
            Error::new(Code::Unreadable, Reason::OpenFailed).arg("path", path.display()).arg("cause", error)
        }),
        Outside::Folder(path) => tauri_plugin_opener::reveal_item_in_dir(path).map_err(|error| {
            Error::new(Code::Unreadable, Reason::OpenFailed).arg("path", path.display()).arg("cause", error)
        }),
        Outside::Web(address) => tauri_plugin_opener::open_url(address, None::<&str>).map_err(|error| {
            Error::new(Code::Unreadable, Reason::BrowseFailed).arg("address", address).arg("cause", error)
        }),
    });
    Arc::new(Desk::new(places, || Box::new(SystemEnv), show).picking(pick))
}

/// The system's dialogs over the window. They are asked for from here alone: the page
/// itself may open none.
fn dialogs<R: Runtime>(app: AppHandle<R>) -> Box<Pick> {
    Box::new(move |req| {
        let mut asked = app.dialog().file();
        if let Some(window) = app.get_webview_window("main") {
            asked = asked.set_parent(&window);
        }
        for it in &req.filters {
            let endings: Vec<&str> = it.extensions.iter().map(String::as_str).collect();
            asked = asked.add_filter(&it.name, &endings);
        }
        if let Some(folder) = req.suggested.as_ref().and_then(|it| it.parent()) {
            asked = asked.set_directory(folder);
        }
        if let Some(name) = req.suggested.as_ref().and_then(|it| it.file_name()) {
            asked = asked.set_file_name(name.to_string_lossy());
        }
        let chosen = match req.kind {
            PickKind::Files => asked.blocking_pick_files().unwrap_or_default(),
            PickKind::File => asked.blocking_pick_file().into_iter().collect(),
            PickKind::Folder => asked.blocking_pick_folder().into_iter().collect(),
            PickKind::Target => asked.blocking_save_file().into_iter().collect(),
        };
        chosen.into_iter().filter_map(|it| it.into_path().ok()).collect()
    })
}

/// Where things of this computer's user lie: the registry in `PRAKARSA_REGISTRY`
/// or in the system's place for the app's data that stays on this computer: Windows
/// carries the other profile from one to the next, with all bukti.
fn places<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Places> {
    let path = app.path();
    let folder = match std::env::var_os("PRAKARSA_REGISTRY") {
        Some(folder) if !folder.is_empty() => folder.into(),
        _ => path.app_local_data_dir()?.join("registri"),
    };
    Ok(Places {
        folder,
        documents: path.document_dir().or_else(|_| path.home_dir())?,
        opened: path.app_cache_dir()?.join("opened"),
    })
}

/// Starts the app and stays until its last window closes.
pub fn run() {
    let started = tauri::Builder::default()
        // First, so that a second start only brings the first window forward.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(ipc().invoke_handler())
        .on_window_event(|window, event| {
            match event {
                WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                    window.state::<Arc<Desk>>().drop_in(paths);
                }
                // The one beside the browser does not outlive it.
                WindowEvent::Destroyed if window.label() == "main" => {
                    window.webview_windows().values().for_each(|it| drop(it.destroy()));
                }
                _ => {}
            }
        })
        .setup(|app| {
            keep_own_data_private(app.handle());
            remove_old_log(app.handle());
            let pick = dialogs(app.handle().clone());
            #[cfg(feature = "journeys")]
            let pick = journeys::pointed_at(app.handle(), pick);
            let desk = desk(places(app.handle())?, pick);
            #[cfg(feature = "journeys")]
            journeys::hear_drops(app.handle(), desk.clone());
            rest_when_quiet(desk.clone());
            app.manage(desk);
            Ok(())
        })
        .build(context());
    match started {
        Ok(app) => app.run(|app, event| {
            // The program ends here, and drops nothing by itself.
            if let RunEvent::Exit = event {
                app.state::<Arc<Desk>>().close();
            }
        }),
        Err(error) => {
            eprintln!("Prakarsa: {error}");
            std::process::exit(3);
        }
    }
}

/// How often it is asked whether nothing was done meanwhile.
const QUIET: Duration = Duration::from_secs(60);

/// Ends with the program.
fn rest_when_quiet(desk: Arc<Desk>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(QUIET);
            desk.rest();
        }
    });
}

/// What the webview keeps lies there: drafts of this person among it.
fn keep_own_data_private<R: Runtime>(app: &AppHandle<R>) {
    let path = app.path();
    for folder in [path.app_local_data_dir(), path.app_cache_dir()].into_iter().flatten() {
        registry::keep_private(&folder);
    }
}

/// Programs before this one kept a log of warnings, which nobody asked for.
fn remove_old_log<R: Runtime>(app: &AppHandle<R>) {
    if let Ok(folder) = app.path().app_log_dir() {
        let _ = std::fs::remove_file(folder.join("Prakarsa.log"));
        // Succeeds only while it is empty.
        let _ = std::fs::remove_dir(folder);
    }
}
