//! Building for Windows: which packages, together.
//!
//! Cargo unites the features of all packages selected in one call, so every call below
//! selects the same ones, and nothing is built twice.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::tools::Tools;
use crate::step::{Done, Place, about, answer, run, say};

/// The programs that an officer gets.
pub const COMMAND_LINE: &str = "prakarsa.exe";
pub const DESKTOP: &str = "prakarsa-desktop.exe";

/// Those whose suites run under Wine, and the window.
const PACKAGES: [&str; 9] =
    ["disk", "domain", "store", "exchange", "documents", "registry", "cli", "suites", "prakarsa-desktop"];

/// The built interface embedded; no doors for tests, which only a real webview has.
const FEATURES: [&str; 2] = ["--features", "prakarsa-desktop/custom-protocol"];

/// Read without optimisation, one picture of many pixels takes minutes under Wine.
const PICTURES: [&str; 5] = ["image", "image-webp", "png", "zune-core", "zune-jpeg"];

/// Builds the programs of people and those of all tests, as far as they can be built, and
/// prints a line of JSON for each.
pub fn build(place: &Place, tools: &Tools) -> Command {
    let targets = ["--tests", "--bin", "prakarsa", "--bin", "prakarsa-desktop"];
    let mut command = selected(tools.cargo(place, "build"), &targets);
    command.args(["--keep-going", "--message-format=json-render-diagnostics"]);
    command
}

/// Lints of all of it, tests too: what only Windows compiles is looked at nowhere else.
pub fn lint(place: &Place, tools: &Tools) -> Command {
    let mut command = selected(tools.clippy(place), &["--all-targets"]);
    command.args(["--", "--deny", "warnings"]);
    command
}

fn selected(mut command: Command, targets: &[&str]) -> Command {
    for package in PACKAGES {
        command.args(["--package", package]);
    }
    for name in PICTURES {
        command.arg("--config").arg(format!("profile.dev.package.{name}.opt-level=2"));
    }
    command.args(FEATURES).args(targets);
    command
}

/// The programs as they are shipped. Answers where they lie, with the loader of WebView2
/// that belongs beside the window.
pub fn release(place: &Place, tools: &Tools) -> Done<PathBuf> {
    let folder = tools.built("release");
    let known = [COMMAND_LINE, DESKTOP].iter().all(|it| folder.join(it).is_file());
    let time = if known { "some minutes after a change" } else { "half an hour on two cores, the first time" };
    say(&format!("The programs for Windows, optimised ({time})"));
    let targets = ["--release", "--bin", "prakarsa", "--bin", "prakarsa-desktop"];
    run(&mut selected(tools.cargo(place, "build"), &targets))?;
    Ok(folder)
}

/// What Windows is told by a program.
const TOLD: &str = "longPathAware";
/// Libraries of compilers, which no officer's computer has.
const NEVER: [&str; 5] = ["libgcc", "libstdc++", "libwinpthread", "vcruntime", "msvcp"];

/// Whether a program is one of 64 bit that needs nothing beside Windows and the loader
/// of WebView2, and tells Windows what it can.
pub fn look(program: &Path) -> Done {
    let said = answer(Command::new("x86_64-w64-mingw32-objdump").arg("-p").arg(program))?;
    if !said.contains("pei-x86-64") {
        return Err("no program of Windows for 64 bit".into());
    }
    let needed = said.lines().filter_map(|it| it.trim().strip_prefix("DLL Name: ")).map(str::to_lowercase);
    if let Some(library) = needed.into_iter().find(|it| NEVER.iter().any(|never| it.starts_with(never))) {
        return Err(format!("it needs {library}"));
    }
    let bytes = std::fs::read(program).map_err(|error| about(program, &error))?;
    let tells = bytes.windows(TOLD.len()).any(|it| it == TOLD.as_bytes());
    if tells { Ok(()) } else { Err(format!("it does not tell Windows of {TOLD}")) }
}
