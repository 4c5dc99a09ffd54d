//! The real registry behind tests of the interface and behind a browser: the table of
//! commands over stdio, in lines of JSON. Development only; the app does not hold it.
//!
//! ```text
//! {"id":1,"desk":"a","command":"make_desk","req":{"with":"example","rows":0,"seed":7}}
//! {"id":1,"ok":null}
//! {"id":2,"desk":"a","command":"edit_inovasi","req":{"id":"…","field":"nama","value":"…"}}
//! {"id":2,"ok":{"view":…}}            or {"id":2,"error":{"code":…,"reason":…,"args":…}}
//! {"id":3,"progress":{"id":1,"kind":"export_bundle","progress":null}}, and then its ok
//! ```
//!
//! Many desks lie in one process, each with a registry in a folder of its own, a clock
//! and ids that come of its seed. Beside the table there are six commands:
//! [`desks::MakeDesk`], [`desks::PutFile`], [`desks::PutUpdate`], [`desks::HandPath`],
//! `bring_file` and `drop_desk`.

// A test may say what it knows; what ships may not.
#![cfg_attr(
    test,
    allow(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]

mod desks;
mod env;
mod rows;
mod update;

use std::{
    io::{BufRead, Write, stdin, stdout},
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    thread,
};

use registry::{Code, Error, IpcError, Reason, commands::JobView};
use serde::Deserialize;
use serde_json::{Value, json};

use desks::Desks;

#[derive(Deserialize)]
struct Asked {
    id: Value,
    desk: String,
    command: String,
    #[serde(default)]
    req: Value,
}

fn main() -> ExitCode {
    if std::env::args().skip(1).ne(["--stdio".to_owned()]) {
        eprintln!("prakarsa-bridge --stdio");
        return ExitCode::from(2);
    }
    let desks = match Desks::new() {
        Ok(desks) => desks,
        Err(error) => {
            eprintln!("prakarsa-bridge: no folder for its desks: {error}");
            return ExitCode::from(3);
        }
    };
    // Who has asked for long work may ask to stop it meanwhile.
    thread::scope(|scope| {
        for line in stdin().lock().split(b'\n').map_while(Result::ok).filter(|it| !it.trim_ascii().is_empty()) {
            let desks = &desks;
            scope.spawn(move || say(&answer(desks, &line)));
        }
    });
    ExitCode::SUCCESS
}

fn answer(desks: &Desks, line: &[u8]) -> Value {
    let asked: Asked = match serde_json::from_slice(line) {
        Ok(asked) => asked,
        Err(error) => return refused(&Value::Null, Error::new(Code::Bug, Reason::Unexpected).arg("code", error)),
    };
    let mut tell = |job: JobView| say(&json!({ "id": asked.id, "progress": job }));
    let run = AssertUnwindSafe(|| desks.answer(&asked.desk, &asked.command, asked.req.clone(), &mut tell));
    match catch_unwind(run) {
        Ok(Ok(ok)) => json!({ "id": asked.id, "ok": ok }),
        Ok(Err(error)) => refused(&asked.id, error),
        Err(_) => refused(&asked.id, Error::new(Code::Bug, Reason::Panicked).arg("detail", &asked.command)),
    }
}

fn refused(id: &Value, error: Error) -> Value {
    json!({ "id": id, "error": IpcError::from(error) })
}

/// Writes one line; a listener that has gone away needs none.
fn say(line: &Value) {
    let mut out = stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
