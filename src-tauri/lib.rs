//! The shell: a window, dialogs, and the commands of the registry's table. It
//! decides nothing and knows no command by name.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use registry::{
    Code, Error, IpcError, Log, Portable, Reason, Result, SystemEnv,
    commands::{
        Desk,
        desk::{Leave, Outside, Pick, PickKind, Places, Show},
    },
};
use tauri::{AppHandle, DragDropEvent, Emitter, Manager, RunEvent, Runtime, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::{
    graphics::Graphics,
    painted::Signs,
    start::{keep_beside, named, own_folder},
    webview::{Webview, in_both},
};

mod drag;
mod graphics;
#[cfg(feature = "journeys")]
mod journeys;
mod painted;
mod start;
mod webview;

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

/// A desk with the real machine under it; `pick` asks a person by a dialog, `leave` ends
/// the program for an installer.
pub fn desk(places: Places, pick: Box<Pick>, leave: Box<Leave>) -> Desk {
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
    Desk::new(places, || Box::new(SystemEnv), show).picking(pick).leaving(leave)
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

/// Starts an installer, which waits for this program, and ends.
fn leave<R: Runtime>(app: AppHandle<R>, log: Arc<Log>) -> Box<Leave> {
    Box::new(move |laid| {
        laid.start()?;
        log.say("leaves for an update");
        app.exit(0);
        Ok(())
    })
}

/// Where things of this computer's user lie: the registry in `PRAKARSA_REGISTRY`, or
/// beside a program that is carried about, or in the system's place for what the app
/// keeps on this machine alone.
fn places<R: Runtime>(app: &AppHandle<R>, portable: Option<Portable>, log: Arc<Log>) -> tauri::Result<Places> {
    let path = app.path();
    let mut places = match portable {
        Some(it) => Places { folder: it.registry(), opened: it.cache().join("opened"), documents: it.beside, log },
        None => Places {
            folder: path.app_local_data_dir()?.join("registri"),
            documents: path.document_dir().or_else(|_| path.home_dir())?,
            opened: path.app_cache_dir()?.join("opened"),
            log,
        },
    };
    if let Some(folder) = std::env::var_os("PRAKARSA_REGISTRY").filter(|it| !it.is_empty()) {
        places.folder = folder.into();
    }
    Ok(places)
}

/// Brings the window forward, and lays a parcel that the program was started with before
/// whoever sits there.
fn come_forward<R: Runtime>(app: &AppHandle<R>, started_with: Option<PathBuf>) {
    let desk = app.try_state::<Arc<Desk>>();
    if desk.zip(started_with).is_some_and(|(desk, it)| desk.bring(&it)) {
        let _ = app.emit_to("main", "brought", ());
    }
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Lays the desk before whoever asks, with the file that the program was started with.
fn lay_desk<R: Runtime>(app: &AppHandle<R>, portable: Option<Portable>, log: &Arc<Log>) -> tauri::Result<()> {
    let pick = dialogs(app.clone());
    #[cfg(feature = "journeys")]
    let pick = journeys::pointed_at(app, pick);
    let drag = drag::out_of_window(app.clone());
    #[cfg(feature = "journeys")]
    let drag = journeys::caught(app, drag);
    let desk = desk(places(app, portable, log.clone())?, pick, leave(app.clone(), log.clone())).dragging(drag);
    let desk = Arc::new(desk);
    if let Some(file) = named(std::env::args_os(), &std::env::current_dir().unwrap_or_default()) {
        desk.bring(&file);
    }
    #[cfg(feature = "journeys")]
    journeys::hear_drops(app, desk.clone());
    rest_when_quiet(desk.clone());
    app.manage(desk);
    Ok(())
}

/// Tells, without a window, why there is none, and ends when it was read.
fn end_with<R: Runtime>(app: &AppHandle<R>, told: String) {
    let ended = app.clone();
    let told = app.dialog().message(told).title("Prakarsa").kind(MessageDialogKind::Error);
    told.show(move |_| ended.exit(3));
}

/// Makes the first window and watches whether it is drawn; a computer that cannot draw
/// it is told so instead.
fn show<R: Runtime>(app: &AppHandle<R>, webview: &Webview, graphics: Graphics, log: &Arc<Log>) -> tauri::Result<()> {
    if let Some(fault) = webview.fault() {
        log.say(&format!("no window can be drawn: {fault:?}, led by {:?}", webview.overrides));
        end_with(app, webview.told(fault));
        return Ok(());
    }
    let signs = Signs::new();
    for window in &app.config().app.windows {
        #[cfg(feature = "journeys")]
        let window = &journeys::blank(window);
        WebviewWindowBuilder::from_config(app, window)?
            .on_page_load({
                let heard = signs.loading();
                move |_, page| heard(page)
            })
            .build()?;
    }
    painted::listen(app, &signs, log.clone());
    #[cfg(feature = "journeys")]
    if !journeys::is_blank() {
        return Ok(());
    }
    painted::watch(app, signs, graphics, log.clone());
    Ok(())
}

/// Starts the app and stays until its last window closes.
pub fn run() {
    let portable = Portable::find();
    let mut context = context();
    let own = own_folder(&context.config().identifier, portable.as_ref());
    if let Some(portable) = &portable {
        keep_beside(context.config_mut(), portable);
    }
    let log = Arc::new(Log::at(own.join("logs")));
    registry::tell_falls(log.clone());
    let webview = Webview::look();
    let graphics = Graphics::left_in(&own, webview.version.as_deref());
    graphics.enter(&log);
    log.say(&format!(
        "start {} on {} {}, {}, process {}",
        context.package_info().version,
        std::env::consts::OS,
        std::env::consts::ARCH,
        webview.version.as_deref().map_or("nothing that draws".to_owned(), |it| format!("drawn by {it}")),
        std::process::id()
    ));
    let ending = log.clone();
    let started = tauri::Builder::default()
        // First, so that a second start only brings the first window forward, with the
        // file that it was asked to open.
        .plugin(tauri_plugin_single_instance::init(|app, words, from| {
            come_forward(app, named(words, Path::new(&from)));
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
        .setup(move |app| {
            let app = app.handle();
            keep_own_data_private(app);
            remove_old_log(app);
            // Told here: where setting up fails, Tauri ends without a word.
            if let Err(error) = lay_desk(app, portable, &log).and_then(|()| show(app, &webview, graphics, &log)) {
                // The words of it can hold a path, which holds a name.
                log.say("could not begin");
                let args = [("cause", error.to_string()), ("file", log.file().display().to_string())];
                end_with(app, in_both("start.failed", &args));
            }
            Ok(())
        })
        .build(context);
    match started {
        Ok(app) => app.run(move |app, event| match event {
            // The program ends here, and drops nothing by itself.
            RunEvent::Exit => {
                if let Some(desk) = app.try_state::<Arc<Desk>>() {
                    desk.close();
                }
                ending.ended();
            }
            // Where the system tells a program that runs what it shall open.
            #[cfg(target_os = "macos")]
            RunEvent::Opened { urls } => {
                come_forward(app, urls.iter().find_map(|it| it.to_file_path().ok()));
            }
            _ => {}
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

/// Programs before this one kept a log of warnings beside, which told of the registry.
fn remove_old_log<R: Runtime>(app: &AppHandle<R>) {
    if let Ok(folder) = app.path().app_log_dir() {
        let _ = std::fs::remove_file(folder.join("Prakarsa.log"));
    }
}
