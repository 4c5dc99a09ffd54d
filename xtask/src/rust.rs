//! The Rust half: which packages are built together, and with which features.
//!
//! Cargo unites the features of all packages selected in one call. Every debug
//! build and test below selects the same ones, so that Tauri is built once.

use std::process::Command;

use crate::step::{Done, Place, run, say};

/// `cargo test` over the whole workspace, with the built interface embedded.
/// Building the tests of the shell builds `prakarsa-desktop` as well.
pub fn test(place: &Place) -> Command {
    let mut command = place.cargo();
    command.args(["test", "--workspace", "--features", "custom-protocol"]);
    command
}

/// The command line, which the journeys in the window are proved with.
pub fn command_line(place: &Place) -> Command {
    let mut command = place.cargo();
    command.args(["build", "--quiet", "--package", "cli"]);
    command
}

/// Lints of everything that can be checked without a second build of Tauri. The
/// end-to-end tests are no part of "all targets" and are named apart.
pub fn clippy(place: &Place) -> [Command; 2] {
    [&["--all-targets"][..], &["--test", "e2e", "--test", "by_hand"]].map(|targets| {
        let mut command = place.cargo();
        command.args(["clippy", "--workspace", "--exclude", "prakarsa-desktop"]);
        command.args(targets).args(["--", "--deny", "warnings"]);
        command
    })
}

/// Whether there is clippy; a toolchain of the minimal profile gets it.
pub fn has_clippy(place: &Place) -> bool {
    let there =
        |place: &Place| place.cargo().args(["clippy", "--version"]).output().is_ok_and(|it| it.status.success());
    if there(place) {
        return true;
    }
    say("Adding clippy to the Rust toolchain");
    run(place.call("rustup").args(["component", "add", "clippy"])).is_ok() && there(place)
}

/// The app and the command line as an officer gets them.
pub fn release(place: &Place) -> Done {
    let app = place.built("release", "prakarsa-desktop");
    let time =
        if app.exists() { "up to 3 minutes after a change" } else { "about 10 minutes on two cores, the first time" };
    say(&format!("The app, optimised ({time})"));
    run(place
        .cargo()
        .args(["build", "--release", "--package", "prakarsa-desktop", "--package", "cli"])
        .args(["--features", "prakarsa-desktop/custom-protocol"]))
}
