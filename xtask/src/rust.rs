//! The Rust half: which packages are built together, and with which features.
//!
//! Cargo unites the features of all packages selected in one call. Every debug
//! build, lint and test below selects the same ones, so that Tauri is built once
//! and checked once.

use std::process::Command;

use crate::step::{Done, Place, run, say};

/// The whole workspace, with the built interface embedded and the doors that the
/// journeys go through.
const WHOLE: [&str; 3] = ["--workspace", "--features", "custom-protocol,journeys"];

/// The programs that tests start, and the sources of those that come and go.
const PROGRAMS: [&str; 2] = ["prakarsa-desktop", "prakarsa"];

/// The registry behind the tests of the interface.
pub const BRIDGE: &str = "prakarsa-bridge";

/// The one debug build: every test, and every program that a test starts.
pub fn build(place: &Place) -> Command {
    let mut command = place.cargo();
    command.arg("build").args(WHOLE).arg("--tests");
    let bridge = place.root.join("crates/bridge/Cargo.toml").is_file().then_some(BRIDGE);
    for program in PROGRAMS.into_iter().chain(bridge) {
        command.args(["--bin", program]);
    }
    command
}

/// The command line of that build alone.
pub fn command_line(place: &Place) -> Command {
    let mut command = place.cargo();
    command.arg("build").args(WHOLE).args(["--bin", "prakarsa"]);
    command
}

/// `cargo test` over what [`build`] has built; the tests are told where the
/// command line lies.
pub fn test(place: &Place) -> Command {
    let mut command = place.cargo();
    command.arg("test").args(WHOLE).env("PRAKARSA_BIN", place.built("debug", "prakarsa"));
    command
}

/// Whether all Rust is written as rustfmt writes it.
pub fn formatted(place: &Place) -> Command {
    let mut command = place.cargo();
    command.args(["fmt", "--all", "--check"]);
    command
}

/// Lints of everything, the shell too. The end-to-end tests are no part of "all
/// targets" and are named apart.
pub fn clippy(place: &Place) -> [Command; 2] {
    [&["--all-targets"][..], &["--test", "e2e", "--test", "by_hand"]].map(|targets| {
        let mut command = place.cargo();
        command.arg("clippy").args(WHOLE).args(targets).args(["--", "--deny", "warnings"]);
        command
    })
}

/// The documentation of the library crates, private items too, in which every link
/// must lead somewhere.
pub fn doc(place: &Place) -> Command {
    let mut command = place.cargo();
    command.args(["doc", "--no-deps", "--document-private-items", "--lib"]);
    for name in ["domain", "store", "exchange", "registry"] {
        command.args(["--package", name]);
    }
    command.env("RUSTDOCFLAGS", "--deny warnings --allow rustdoc::private-intra-doc-links");
    command
}

/// Whether there is `cargo clippy` or `cargo fmt`; a toolchain of the minimal
/// profile gets it. (A `rust-toolchain.toml` that asks for components would
/// instead make rustup fetch a newer compiler in passing; the oldest compiler
/// that will do is `rust-version` in Cargo.toml, and cargo says so itself.)
pub fn has(place: &Place, verb: &str, component: &str) -> bool {
    let there = |place: &Place| place.cargo().args([verb, "--version"]).output().is_ok_and(|it| it.status.success());
    if there(place) {
        return true;
    }
    say(&format!("Adding {component} to the Rust toolchain"));
    run(place.call("rustup").args(["component", "add", component])).is_ok() && there(place)
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
