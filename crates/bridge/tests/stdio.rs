//! What whoever speaks to the bridge may count on.

// What fails here fails a test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

struct Bridge {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Bridge {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_prakarsa-bridge"))
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, to, from }
    }

    fn send(&mut self, id: u32, desk: &str, command: &str, req: Value) {
        let line = json!({ "id": id, "desk": desk, "command": command, "req": req });
        writeln!(self.to.as_ref().unwrap(), "{line}").unwrap();
    }

    fn line(&mut self) -> Value {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    fn ask(&mut self, desk: &str, command: &str, req: Value) -> Value {
        self.send(0, desk, command, req);
        let answer = self.line();
        answer.get("ok").cloned().unwrap_or_else(|| panic!("{command}: {answer}"))
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        // Nobody asks any more: it clears its folders and ends.
        self.to = None;
        let _ = self.child.wait();
    }
}

#[test]
fn one_seed_gives_one_set_of_ids_and_times() {
    let mut bridge = Bridge::start();
    let mut made = |desk: &str, seed: u64| {
        bridge.ask(desk, "make_desk", json!({ "seed": seed }));
        bridge.ask(desk, "show_beranda", json!(null));
        let view = bridge.ask(desk, "register_inovasi", json!({ "nama": "Satu" }))["view"].clone();
        (view["id"].clone(), bridge.ask(desk, "show_undo", json!(null))["undo"]["at"].clone())
    };
    assert_eq!(made("a", 7), made("b", 7));
    assert_ne!(made("c", 8).0, made("d", 7).0);
}

#[test]
fn a_desk_begins_with_what_was_asked() {
    let mut bridge = Bridge::start();
    let mut count = |req: Value| {
        bridge.ask("a", "make_desk", req);
        bridge.ask("a", "open_registry", json!(null))["n_inovasi"].clone()
    };
    assert_eq!(count(json!({ "with": "nothing" })), Value::Null);
    assert_eq!(count(json!({ "with": "empty" })), 0);
    assert_eq!(count(json!({ "with": "empty", "rows": 30 })), 30);
    assert!(count(json!(null)).as_u64().unwrap() > 10);
}

#[test]
fn a_job_is_stopped_by_its_id_and_leaves_nothing() {
    let mut bridge = Bridge::start();
    bridge.ask("a", "make_desk", json!({ "with": "empty" }));
    let inovasi: Vec<Value> = (0..5000).map(|at| json!({ "nama": format!("Inovasi {at}") })).collect();
    let text = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi }).to_string();
    let path = bridge.ask("a", "put_file", json!({ "nama": "katalog.json", "text": text }));
    bridge.send(1, "a", "import_registry", json!({ "path": path, "dry_run": false }));
    let begun = bridge.line();
    assert_eq!(begun["progress"]["kind"], "import_registry");
    bridge.send(2, "a", "cancel_job", json!({ "id": begun["progress"]["id"] }));
    let ended = std::iter::repeat_with(|| bridge.line()).find(|it| it["id"] == 1 && it.get("progress").is_none());
    assert_eq!(ended.unwrap()["error"]["reason"], "cancelled");
    assert_eq!(bridge.ask("a", "list_jobs", json!(null)), json!([]));
    assert_eq!(bridge.ask("a", "open_registry", json!(null))["n_inovasi"], 0);
}

#[test]
fn what_cannot_be_read_is_answered_and_nothing_leaves_the_desk() {
    let mut bridge = Bridge::start();
    bridge.to.as_ref().unwrap().write_all(b"{\"id\":1,\"desk\":\"\xff\"}\n").unwrap();
    assert_eq!(bridge.line()["error"]["reason"], "unexpected");
    bridge.ask("a", "make_desk", json!({ "with": "nothing" }));
    for (command, req) in [
        ("make_desk", json!({ "rows": u64::MAX })),
        ("put_file", json!({ "nama": "../keluar.txt", "text": "" })),
        ("put_file", json!({ "nama": "/keluar.txt", "text": "" })),
    ] {
        bridge.send(2, "a", command, req);
        assert_eq!(bridge.line()["error"]["reason"], "unexpected", "{command}");
    }
    assert!(bridge.ask("a", "put_file", json!({ "nama": "a/b.txt", "text": "" })).as_str().unwrap().ends_with("b.txt"));
}
