//! `cargo xtask run`: everything from a fresh clone to the open window.

use crate::{
    rust,
    step::{Done, Place, run as start, say},
    system::{self, BUILD},
    tour, ui,
};

pub fn run(place: &Place, args: &[String]) -> Done {
    system::need(place, &[BUILD])?;
    ui::build(place)?;
    rust::release(place)?;
    if !system::has_display() {
        return tour::tour(place);
    }
    say("Prakarsa");
    start(place.call(place.built("release", "prakarsa-desktop")).args(args))
}
