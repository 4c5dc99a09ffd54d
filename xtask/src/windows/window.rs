//! The program of the window, started. Wine has no WebView2, so what it can prove is what
//! an officer without it meets: the program says so itself, in a message of the system,
//! writes it down, and ends as one that could not begin.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{programs::DESKTOP, tools::Tools};
use crate::{
    step::{Done, Place, about, say},
    system,
    tally::Tally,
};

const WITNESS: &str = include_str!("witness.c");

/// Longer than the witness waits for anything.
const SECONDS: u32 = 180;

/// What the program ends with when no window can be drawn.
const UNDRAWN: i32 = 3;

/// The words of the message, from the same table as the program's own.
const SENTENCE: &str = "start.webview_missing";

pub fn run(place: &Place, tools: &Tools, tally: &mut Tally) {
    say("The window, where nothing draws it");
    tally.expect("without WebView2 the window says so, writes it down and ends", without_webview(place, tools));
}

fn without_webview(place: &Place, tools: &Tools) -> Done {
    let witness = tools.compiled("witness.exe", WITNESS, &["-municode"])?;
    let own = own_folders(tools)?;
    for it in &own {
        let _ = fs::remove_dir_all(it);
    }
    let mut command = system::on_a_screen(place, SECONDS, "wine");
    command.arg(&witness).arg(tools.built("debug").join(DESKTOP));
    tools.in_prefix(&mut command);
    let output = command.output().map_err(|error| format!("xvfb-run did not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = || format!("{}; its message: {said:?}", output.status);
    for sentence in sentences(place)? {
        if !said.contains(&sentence) {
            return Err(format!("the message does not say {sentence:?}: {}", told()));
        }
    }
    if output.status.code() != Some(UNDRAWN) {
        return Err(format!("it did not end with {UNDRAWN}: {}", told()));
    }
    let log = own_folders(tools)?.into_iter().map(|it| it.join("logs/program.log")).find(|it| it.is_file());
    let log = log.ok_or("it wrote no log")?;
    let log = fs::read_to_string(&log).map_err(|error| about(&log, &error))?;
    match log.contains("no window can be drawn: Missing") {
        true => Ok(()),
        false => Err(format!("its log does not say why: {log:?}")),
    }
}

/// The sentence in both languages.
fn sentences(place: &Place) -> Done<[String; 2]> {
    let path = place.root.join("ui/src/text/messages.json");
    let all = fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
    let all: serde_json::Value = serde_json::from_str(&all).map_err(|error| format!("{}: {error}", path.display()))?;
    let told = |language: &str| all.get(SENTENCE)?.get(language)?.as_str().map(str::to_owned);
    told("id").zip(told("en")).map(<[String; 2]>::from).ok_or_else(|| format!("{SENTENCE} has no words"))
}

/// Where the program keeps its own, of every account that Wine knows.
fn own_folders(tools: &Tools) -> Done<Vec<PathBuf>> {
    let users = tools.drive().join("users");
    let found = fs::read_dir(&users).map_err(|error| about(&users, &error))?;
    let own = |it: &Path| it.join("AppData/Local/id.prakarsa.desktop");
    Ok(found.flatten().map(|it| own(&it.path())).collect())
}
