//! `cargo xtask lint`: what can be said without running anything.

use crate::{
    rust,
    step::{Done, Place, run, say},
    system::{self, BUILD},
    ui,
};

pub fn lint(place: &Place) -> Done {
    system::need(place, &[BUILD])?;
    ui::install(place)?;
    say("Types of the interface (svelte-check)");
    run(ui::npm(place).args(["run", "--silent", "check"]))?;
    if !rust::has_clippy(place) {
        return Err("this Rust has no clippy: rustup component add clippy".into());
    }
    say("Lints (clippy)");
    rust::clippy(place).iter_mut().try_for_each(run)
}
