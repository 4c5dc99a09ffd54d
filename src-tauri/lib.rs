//! The shell: a window, dialogs, and one command for each act of the registry.
//! It decides nothing; every command is one expression.

pub mod commands;
pub mod state;

use tauri::Manager;

/// Every command, typed; the source of `ui/src/ipc/bindings.ts`.
pub fn ipc<R: tauri::Runtime>() -> tauri_specta::Builder<R> {
    use commands::*;
    tauri_specta::Builder::<R>::new().disable_serde_phases().commands(tauri_specta::collect_commands![
        open::open_registry,
        open::start_registry,
        open::load_example,
        open::remove_example,
        open::set_person,
        open::show_instrument,
        open::show_vocabulary,
        open::run_doctor,
        open::cancel_work,
        inovasi::list_inovasi,
        inovasi::show_facets,
        inovasi::edit_many_inovasi,
        inovasi::remove_many_inovasi,
        inovasi::show_saved_views,
        inovasi::keep_saved_view,
        inovasi::remove_saved_view,
        inovasi::show_inovasi,
        inovasi::register_inovasi,
        inovasi::edit_inovasi,
        inovasi::set_member,
        inovasi::remove_inovasi,
        inovasi::restore_inovasi,
        assessment::show_assessment,
        assessment::choose_parameter,
        input::give_input,
        input::tick_option,
        input::work_out,
        assessment::standing,
        assessment::explain_standing,
        assessment::show_findings,
        simulation::simulate,
        simulation::show_scenarios,
        simulation::keep_scenario,
        simulation::remove_scenario,
        simulation::apply_scenario,
        beranda::show_beranda,
        beranda::standing_by_perangkat_daerah,
        beranda::standing_of_perangkat_daerah,
        bukti::attach_bukti,
        bukti::edit_bukti,
        bukti::link_bukti,
        bukti::detach_bukti,
        bukti::open_bukti,
        merge::list_conflicts,
        merge::resolve_conflict,
        merge::create_parcel,
        merge::suggest_parcel_path,
        merge::accept_parcel,
        merge::import_registry,
        submission::export_bundle,
        submission::suggest_bundle_path,
        submission::verify_bundle,
        steps::show_best_set,
        steps::pin_inovasi,
        steps::release_pins,
        steps::apply_best,
        steps::next_steps,
        steps::export_steps,
        steps::suggest_steps_path,
        usulan::show_years,
        usulan::begin_year,
        usulan::close_year,
        usulan::propose_inovasi,
        usulan::withdraw_inovasi,
        usulan::accept_review,
        usulan::compare_years,
        undo::show_undo,
        undo::undo,
        undo::redo,
        undo::show_history,
        undo::restore_value,
        undo::keep_note,
        perangkat_daerah::search_wilayah,
        perangkat_daerah::read_photo,
        perangkat_daerah::list_perangkat_daerah,
        perangkat_daerah::register_perangkat_daerah,
        perangkat_daerah::edit_perangkat_daerah,
        perangkat_daerah::set_perangkat_daerah_nama_lama,
        perangkat_daerah::remove_perangkat_daerah,
        perangkat_daerah::adopt_perangkat_daerah,
        duplicate::list_duplicates,
        duplicate::similar_inovasi,
        duplicate::decide_duplicate,
        duplicate::combine_inovasi,
        penghargaan::list_penghargaan,
        penghargaan::register_penghargaan,
        penghargaan::edit_penghargaan,
        penghargaan::remove_penghargaan,
        penghargaan::attach_penghargaan,
        penghargaan::detach_penghargaan,
        verification::set_role,
        verification::give_verdict,
        verification::give_verdicts,
        verification::take_verdict_back,
        verification::move_answers,
        verification::move_many_answers,
        verification::show_verification,
        verification::replay_verdict,
        verification::open_seen,
        workbook::inspect_workbook,
        workbook::import_workbook,
        workbook::export_workbook,
        workbook::suggest_workbook_path,
        rules::show_instruments,
        rules::show_pack,
        rules::show_pack_versions,
        rules::compare_instruments,
        rules::show_effect,
        rules::inspect_pack,
        rules::import_pack,
        rules::inspect_correction,
        rules::correct_pack,
        rules::remove_pack,
        rules::export_pack,
        rules::suggest_pack_path,
    ])
}

/// The configuration and the built interface.
pub fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
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
        .plugin(tauri_plugin_log::Builder::new().level(log_level()).build())
        .invoke_handler(ipc().invoke_handler())
        .setup(|app| {
            app.manage(state::Desk::at(app.handle())?);
            Ok(())
        })
        .run(context());
    if let Err(error) = started {
        eprintln!("Prakarsa: {error}");
        std::process::exit(3);
    }
}

fn log_level() -> tauri_plugin_log::log::LevelFilter {
    tauri_plugin_log::log::LevelFilter::Warn
}
