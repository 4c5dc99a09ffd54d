//! `cargo xtask lint`: what can be said without running anything.

use std::process::Command;

use crate::{
    rust,
    step::{Done, Place, run, say},
    system::{self, BUILD},
    ui,
};

pub fn lint(place: &Place) -> Done {
    system::need(place, &[BUILD])?;
    ui::install(place)?;
    // The shell embeds the interface, even to be looked at.
    ui::build(place)?;
    for (what, mut command) in of_interface(place).into_iter().chain(of_rust(place)?) {
        say(what);
        run(&mut command)?;
    }
    Ok(())
}

/// Types, layout and lints of the interface.
pub fn of_interface(place: &Place) -> Vec<(&'static str, Command)> {
    vec![
        ("Types of the interface (svelte-check)", ui::script(place, "check")),
        ("Layout of the interface (prettier)", ui::script(place, "format:check")),
        ("Lints of the interface (eslint)", ui::script(place, "lint")),
    ]
}

/// Layout, lints and documentation of the Rust.
pub fn of_rust(place: &Place) -> Done<Vec<(&'static str, Command)>> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !rust::has(place, verb, component) {
            return Err(format!("this Rust has no {component}: rustup component add {component}"));
        }
    }
    let [all, journeys] = rust::clippy(place);
    Ok(vec![
        ("Layout of the Rust (rustfmt)", rust::formatted(place)),
        ("Lints of the Rust (clippy)", all),
        ("Lints of the journeys (clippy)", journeys),
        ("Documentation of the Rust (rustdoc)", rust::doc(place)),
    ])
}
