//! The contract between the interface and the shell: types are current, every
//! command is allowed, errors keep their shape, other windows are denied.

// Hands of the tests, outside of any `#[test]`.
#![allow(clippy::unwrap_used)]

use prakarsa_desktop::{context, ipc, state::Desk};
use serde_json::{Value, json};
use tauri::{
    Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

fn call(window: &WebviewWindow<MockRuntime>, command: &str, args: Value) -> Result<Value, Value> {
    get_ipc_response(
        window,
        InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(args),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.into(),
        },
    )
    .map(|body| body.deserialize::<Value>().unwrap())
}

struct Shell {
    app: tauri::App<MockRuntime>,
    folder: tempfile::TempDir,
}

fn shell() -> Shell {
    let app = mock_builder().invoke_handler(ipc().invoke_handler()).build(context()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    app.manage(Desk::new(folder.path().join("registri")));
    Shell { app, folder }
}

fn window(shell: &Shell, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(&shell.app, label, Default::default()).build().unwrap()
}

#[test]
fn bindings_are_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("bindings.ts");
    ipc::<MockRuntime>().export(specta_typescript::Typescript::default(), &made).unwrap();
    let made = std::fs::read_to_string(&made).unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(kept == made, "ui/src/ipc/bindings.ts is stale at {differs:?}; run: cargo xtask bless");
}

#[test]
fn a_value_walks_from_the_window_to_the_disk_and_back() {
    let shell = shell();
    let main = window(&shell, "main");
    assert_eq!(call(&main, "open_registry", json!({})).unwrap(), Value::Null);
    let started = call(
        &main,
        "start_registry",
        json!({ "nama": "Kota Semarang", "kode": "33.74", "person": "Sri", "example": true }),
    )
    .unwrap();
    assert!(started["view"]["n_contoh"].as_u64().unwrap() > 10);
    let made = call(&main, "register_inovasi", json!({ "nama": "Inovasi Baru" })).unwrap();
    let subject = format!("inovasi:{}", made["view"]["id"].as_str().unwrap());
    let instrument = started["view"]["instrument"].as_str().unwrap();
    let texts = call(&main, "show_instrument", json!({ "instrument": instrument })).unwrap();
    let indikator = texts["indikator"].as_array().unwrap().iter().find(|it| it["daerah"] == false).unwrap();
    let highest = &indikator["parameter"].as_array().unwrap().last().unwrap()["nomor"];
    let chosen = call(
        &main,
        "choose_parameter",
        json!({
            "subject": subject, "instrument": instrument, "indikator": indikator["code"],
            "parameter": highest, "variant": null,
        }),
    )
    .unwrap();
    assert_eq!(chosen["view"]["claimed"], indikator["maksimum"]);
    assert_eq!(chosen["touched"][0], "inovasi");
    assert!(shell.folder.path().join("registri/registry.sqlite3").is_file());
}

#[test]
fn an_error_has_code_reason_and_args() {
    let shell = shell();
    let main = window(&shell, "main");
    let missing = call(&main, "show_inovasi", json!({ "id": "x" })).unwrap_err();
    assert_eq!(missing["code"], "not_found");
    assert_eq!(missing["reason"], "registry_missing");
    let refused = call(&main, "start_registry", json!({ "nama": "", "kode": "33.74", "person": "", "example": false }))
        .unwrap_err();
    assert_eq!(refused["reason"], "pemda_empty");
}

#[test]
fn every_command_is_allowed_to_the_main_window_and_to_no_other() {
    let shell = shell();
    let (main, other) = (window(&shell, "main"), window(&shell, "other"));
    let allowed = include_str!("permissions/acts.toml");
    let source = include_str!("lib.rs");
    let commands: Vec<&str> = source
        .split("collect_commands![")
        .nth(1)
        .unwrap()
        .split(']')
        .next()
        .unwrap()
        .split(',')
        .filter_map(|it| it.trim().split("::").nth(1))
        .map(|it| it.split('<').next().unwrap())
        .collect();
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands {
        assert!(allowed.contains(&format!("\"{command}\"")), "{command} is missing in permissions/acts.toml");
        let denied = call(&other, command, json!({})).unwrap_err();
        assert!(denied.as_str().unwrap_or_default().contains("not allowed"), "{command}: {denied}");
        let answer = call(&main, command, json!({}));
        let text = answer.err().map(|it| it.to_string()).unwrap_or_default();
        assert!(!text.contains("not allowed") && !text.contains("not found\""), "{command}: {text}");
    }
}
