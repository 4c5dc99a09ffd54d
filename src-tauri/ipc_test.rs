//! The contract between the interface and the shell: what is generated from the table
//! is current, every command is allowed, errors keep their shape, other windows are
//! denied.

// Hands of the tests, outside of any `#[test]`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use prakarsa_desktop::{context, desk, ipc};
use registry::commands::{COMMANDS, CommandKind, desk::Places};
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
            // The address of the app's own page, as the webview of each system has it.
            url: if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" }.parse().unwrap(),
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
    app.manage(Arc::new(desk(Places::below(folder.path()), Box::new(|_| Vec::new()), Box::new(|_| Ok(())))));
    Shell { app, folder }
}

fn window(shell: &Shell, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(&shell.app, label, Default::default()).build().unwrap()
}

/// Holds a generated file against what the table says now, or writes it with `BLESS`.
fn fresh(path: &str, made: &str) {
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&place, made).unwrap();
    }
    let kept = std::fs::read_to_string(&place).unwrap_or_default().replace('\r', "");
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(kept == made, "{path} is stale at {differs:?}; run: cargo xtask bless");
}

#[test]
fn bindings_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("bindings.ts");
    ipc::<MockRuntime>().export(specta_typescript::Typescript::default(), &made).unwrap();
    fresh("ui/src/ipc/bindings.ts", &std::fs::read_to_string(&made).unwrap());
}

#[test]
fn permissions_are_current() {
    let mut made = String::from(
        "# Generated from the table of commands (crates/registry/src/commands/table.rs); see\n\
         # ipc_test.rs. A command that is not named here is denied when called.\n\
         [[permission]]\nidentifier = \"allow-acts\"\ndescription = \"Every command of the registry\"\n\
         commands.allow = [\n",
    );
    for it in COMMANDS {
        writeln!(made, "  \"{}\",", it.name).unwrap();
    }
    fresh("src-tauri/permissions/acts.toml", &(made + "]\n"));
}

/// What the interface knows of staleness, from the table.
#[test]
fn topics_are_current() {
    let camel = |name: &str| -> String {
        let mut words = name.split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |made, it| made + &it[..1].to_uppercase() + &it[1..])
    };
    let mut made = String::from(
        "// Generated from the table of commands (crates/registry/src/commands/table.rs).\n\
         import type { commands, Topic } from './bindings';\n\n\
         /** Reads, and what makes each of them stale. */\nexport const SHOWS = {\n",
    );
    for it in COMMANDS.iter().filter(|it| it.kind == CommandKind::Read) {
        let topics = serde_json::to_string(it.topics).unwrap().replace('"', "'").replace(',', ", ");
        writeln!(made, "  {}: {topics},", camel(it.name)).unwrap();
    }
    made.push_str(
        "} satisfies Partial<Record<keyof typeof commands, Topic[]>>;\n\n\
         export type Read = keyof typeof SHOWS;\n\n\
         /** Reads that acts answer, and the fields of their view that ask for them again. */\nexport const ASKED = {\n",
    );
    for it in COMMANDS.iter().filter(|it| COMMANDS.iter().any(|act| act.shown == Some(it.name))) {
        let fields = serde_json::to_string(it.asked).unwrap().replace('"', "'").replace(',', ", ");
        writeln!(made, "  {}: {fields},", camel(it.name)).unwrap();
    }
    made.push_str(
        "} as const satisfies { [R in Read]?: readonly string[] };\n\n\
         /** Acts, and the read that the view of each answers. */\nexport const SHOWN = {\n",
    );
    for it in COMMANDS {
        if let Some(read) = it.shown {
            writeln!(made, "  {}: '{}',", camel(it.name), camel(read)).unwrap();
        }
    }
    made.push_str(
        "} satisfies Partial<Record<keyof typeof commands, Read>>;\n\n\
         /** Long work: jobs, beside the line of acts. */\nexport const LONG = [\n",
    );
    for it in COMMANDS.iter().filter(|it| it.kind == CommandKind::Work) {
        writeln!(made, "  '{}',", camel(it.name)).unwrap();
    }
    made.push_str("] as const satisfies (keyof typeof commands)[];\n");
    fresh("ui/src/ipc/topics.ts", &made);
}

#[test]
fn what_an_act_shows_is_a_read() {
    for it in COMMANDS {
        let reads = |name| COMMANDS.iter().any(|it| it.name == name && it.kind == CommandKind::Read);
        assert!(it.shown.is_none_or(reads), "{} answers {:?}, which is no read", it.name, it.shown);
        assert!(it.shown.is_none() || matches!(it.kind, CommandKind::Act | CommandKind::Work), "{} is no act", it.name);
        assert!(it.topics.is_empty() || it.kind == CommandKind::Read, "{} has topics and is no read", it.name);
    }
}

#[test]
fn a_value_walks_from_the_window_to_the_disk_and_back() {
    let shell = shell();
    let main = window(&shell, "main");
    let ask = |command: &str, req: Value| call(&main, command, json!({ "req": req })).unwrap();
    assert_eq!(ask("open_registry", json!(null)), Value::Null);
    let started =
        ask("start_registry", json!({ "nama": "Kota Semarang", "kode": "33.74", "person": "Sri", "example": true }));
    assert!(started["view"]["n_contoh"].as_u64().unwrap() > 10);
    let made = ask("register_inovasi", json!({ "nama": "Inovasi Baru" }));
    let subject = format!("inovasi:{}", made["view"]["id"].as_str().unwrap());
    let instrument = started["view"]["instrument"].as_str().unwrap();
    let texts = ask("show_instrument", json!({ "instrument": instrument }));
    let indikator = texts["indikator"].as_array().unwrap().iter().find(|it| it["daerah"] == false).unwrap();
    let highest = &indikator["parameter"].as_array().unwrap().last().unwrap()["nomor"];
    let chosen = ask(
        "choose_parameter",
        json!({
            "subject": subject, "instrument": instrument, "indikator": indikator["code"],
            "parameter": highest, "variant": null,
        }),
    );
    assert_eq!(chosen["view"]["claimed"], indikator["maksimum"]);
    assert_eq!(chosen["touched"][0], "inovasi");
    assert!(shell.folder.path().join("registri/registry.sqlite3").is_file());
}

#[test]
fn an_error_has_code_reason_and_args() {
    let shell = shell();
    let main = window(&shell, "main");
    let show = |id: &str| call(&main, "show_inovasi", json!({ "req": { "id": id } })).unwrap_err();
    let missing = show("01990000-0000-7000-8000-000000000000");
    assert_eq!(missing["code"], "not_found");
    assert_eq!(missing["reason"], "registry_missing");
    let start = json!({ "req": { "nama": "", "kode": "33.74", "person": "", "example": false } });
    assert_eq!(call(&main, "start_registry", start).unwrap_err()["reason"], "pemda_empty");
}

/// An id that is none is refused as one that nobody has; what is no request at all, as a
/// mistake of ours. Neither comes in the words of serde or of Tauri.
#[test]
fn what_cannot_be_read_is_refused_in_our_sentences() {
    let shell = shell();
    let main = window(&shell, "main");
    let start = json!({ "req": { "nama": "Kota Semarang", "kode": "33.74", "person": "Siti", "example": false } });
    call(&main, "start_registry", start).unwrap();
    let bukti = |subject: &str, bukti: &str| json!({ "subject": subject, "instrument": "iga-2026", "bukti": bukti, "field": "nomor", "value": null });
    let id = "01990000-0000-7000-8000-000000000000";
    for (command, req, reason, named) in [
        ("show_inovasi", json!({ "id": "x: y" }), "inovasi_missing", "x: y"),
        ("show_inovasi", json!({ "id": id }), "inovasi_missing", id),
        ("propose_inovasi", json!({ "ids": [id, ""], "instrument": "x", "growth_note": "" }), "inovasi_missing", ""),
        ("list_inovasi", json!({ "offset": "x" }), "unexpected", ""),
        ("remove_many_inovasi", json!({ "ids": ["x"] }), "inovasi_missing", "x"),
        ("edit_bukti", bukti("daerah", "x"), "bukti_missing", "x"),
        ("edit_bukti", bukti("inovasi:x", id), "inovasi_missing", "inovasi:x"),
        ("remove_penghargaan", json!({ "id": "x" }), "penghargaan_missing", "x"),
        ("remove_perangkat_daerah", json!({ "id": "x" }), "perangkat_daerah_missing", "x"),
        (
            "show_assessment",
            json!({ "subject": format!("bukti:{id}"), "instrument": "iga-2026" }),
            "inovasi_missing",
            "",
        ),
        ("show_inovasi", json!({ "id": 7 }), "unexpected", ""),
        ("show_inovasi", json!(null), "unexpected", ""),
    ] {
        let error = call(&main, command, json!({ "req": req })).unwrap_err();
        assert_eq!(error["reason"], reason, "{command} {req}");
        assert!(error["args"][0]["value"].as_str().unwrap().contains(named), "{command} {error}");
    }
}

/// The types of the bindings: fields by the name of their type.
fn bound_types(bindings: &str) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut types = BTreeMap::<_, Vec<_>>::new();
    let mut of = "";
    for line in bindings.lines() {
        if let Some(name) = line.strip_prefix("export type ").and_then(|it| it.strip_suffix(" = {")) {
            of = name;
        } else if let Some((field, ty)) =
            line.strip_prefix('\t').and_then(|it| it.trim_end_matches([',', ';']).split_once(": "))
        {
            types.entry(of).or_default().push((field.trim_end_matches('?'), ty));
        }
    }
    types
}

/// Requests of a type that hold nothing but one path that nobody handed over, one for
/// each place in it where a path stands.
fn with_a_path(types: &BTreeMap<&str, Vec<(&str, &str)>>, of: &str, path: &str) -> Vec<Value> {
    let fields = types.get(of).into_iter().flatten();
    fields
        .flat_map(|(field, ty)| {
            let plain = ty.trim_end_matches(" | null");
            let inside = match (plain, plain.strip_suffix("[]")) {
                ("Handed", _) => vec![json!(path)],
                (_, Some("Handed")) => vec![json!([path])],
                (_, Some(each)) => with_a_path(types, each, path).into_iter().map(|it| json!([it])).collect(),
                (other, None) => with_a_path(types, other, path),
            };
            inside.into_iter().map(move |it| json!({ *field: it }))
        })
        .collect()
}

/// Whatever the window asks with a path, it asks with one that was handed over.
#[test]
fn a_path_that_nobody_handed_over_is_refused_by_every_command() {
    let shell = shell();
    let main = window(&shell, "main");
    let bindings = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/ipc/bindings.ts")).unwrap();
    let types = bound_types(&bindings);
    let outside = shell.folder.path().join("rahasia.txt");
    std::fs::write(&outside, "rahasia").unwrap();
    let path = outside.to_str().unwrap();
    let mut asked = Vec::new();
    for it in COMMANDS {
        let req = bindings.lines().find_map(|line| line.split_once(&format!("\"{}\", {{ req", it.name)).map(|it| it.0));
        let Some(req) = req.and_then(|it| it.split_once("(req: ")?.1.split([',', ')']).next()) else { continue };
        for req in with_a_path(&types, req, path) {
            let args = json!({ "req": req, "watch": "__CHANNEL__:0" });
            let error = call(&main, it.name, args).unwrap_err();
            assert_eq!(error["reason"], "path_not_handed", "{} {req}: {error}", it.name);
            assert_eq!(error["args"][0]["value"], path);
            asked.push(it.name);
        }
        // No request calls a path a text.
        let of_paths = ["path", "paths", "out", "folder", "file", "files", "target"];
        for (field, ty) in types.get(req).into_iter().flatten() {
            assert!(!of_paths.contains(field) || !ty.contains("string"), "{}: {field} is {ty}", it.name);
        }
    }
    assert!(asked.len() > 15 && asked.contains(&"import_workbook"), "{asked:?}");
    // What the program offers itself is as good as chosen, and nothing near it is.
    let start = json!({ "req": { "nama": "Kota Semarang", "kode": "33.74", "person": "Siti", "example": false } });
    call(&main, "start_registry", start).unwrap();
    let offered = call(&main, "suggest_parcel_path", json!({})).unwrap();
    let offered = offered.as_str().unwrap();
    std::fs::create_dir_all(shell.folder.path().join("documents")).unwrap();
    let create = |out: &str| {
        call(&main, "create_parcel", json!({ "req": { "out": out, "replace": false }, "watch": "__CHANNEL__:0" }))
    };
    assert_eq!(create(&format!("{offered}.txt")).unwrap_err()["reason"], "path_not_handed");
    create(offered).unwrap();
    // No dialog is the page's to open.
    for dialog in ["plugin:dialog|open", "plugin:dialog|save"] {
        let denied = call(&main, dialog, json!({ "options": {} })).unwrap_err().to_string();
        assert!(denied.contains("not allowed") || denied.contains("not found"), "{denied}");
    }
}

#[test]
fn every_command_is_allowed_to_the_main_window_and_to_no_other() {
    let shell = shell();
    let (main, other) = (window(&shell, "main"), window(&shell, "other"));
    for it in COMMANDS {
        let denied = call(&other, it.name, json!({})).unwrap_err();
        assert!(denied.as_str().unwrap_or_default().contains("not allowed"), "{}: {denied}", it.name);
        let answer = call(&main, it.name, json!({}));
        let text = answer.err().map(|it| it.to_string()).unwrap_or_default();
        assert!(!text.contains("not allowed") && !text.contains("not found\""), "{}: {text}", it.name);
    }
}

#[test]
fn a_parcel_that_the_program_was_started_with_is_handed_over_once() {
    let shell = shell();
    let window = window(&shell, "main");
    let desk = shell.app.state::<Arc<registry::commands::Desk>>();
    let file = |name: &str| {
        let path = shell.folder.path().join(name);
        std::fs::write(&path, "paket").unwrap();
        path
    };
    let (parcel, other) = (file("untuk brida.PRAKARSA"), file("laporan.pdf"));
    assert!(desk.bring(&parcel));
    // What is no parcel, is not there, or is no file takes nobody's place.
    for it in [other, shell.folder.path().join("tiada.prakarsa"), shell.folder.path().into(), "a.prakarsa".into()] {
        assert!(!desk.bring(&it), "{}", it.display());
    }
    let path = json!(parcel.display().to_string());
    assert_eq!(call(&window, "take_brought", json!({})).unwrap(), path);
    assert_eq!(call(&window, "take_brought", json!({})).unwrap(), Value::Null);
    // It may be asked with from now on, as if it had been chosen.
    let refused = call(&window, "accept_parcel", json!({ "req": { "path": path, "dry_run": true } })).unwrap_err();
    assert_ne!(refused["reason"], "path_not_handed", "{refused}");
}
