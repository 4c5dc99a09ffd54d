//! `cargo xtask fmt`: everything laid out as `lint` wants it.

use crate::{
    rust,
    step::{Done, Place, run, say},
    ui,
};

pub fn fmt(place: &Place) -> Done {
    if !rust::has(place, "fmt", "rustfmt") {
        return Err("this Rust has no rustfmt: rustup component add rustfmt".into());
    }
    say("Rust");
    run(place.cargo().args(["fmt", "--all"]))?;
    ui::install(place)?;
    say("The interface");
    run(&mut ui::script(place, "format"))
}
