//! `cargo xtask bench [SIZE …]`: the benchmarks, optimised; then, where there is a
//! driver for the window, how fast the app starts and what memory it takes.

use crate::{
    rust,
    step::{Done, Place, run, say},
    system::{self, BUILD, WINDOW},
    test::in_the_window,
    ui,
};

pub fn bench(place: &Place, args: &[String]) -> Done {
    system::need(place, &[BUILD, WINDOW])?;
    say("Benchmarks");
    run(place.cargo().args(["run", "--release", "--package", "benches", "--"]).args(args))?;
    if system::has_driver() {
        ui::build(place)?;
        rust::release(place)?;
        say("Start and memory of the app");
        run(rust::test(place).args(["--quiet", "--no-run", "--test", "by_hand"]))?;
        run(in_the_window(place, 900)
            .args(["--test", "by_hand", "--", "--nocapture", "start", "frame"])
            .env("APP_BIN", place.built("release", "prakarsa-desktop")))?;
    }
    Ok(())
}
