//! `cargo xtask test`: every ring of tests, from pure tables to the real window.
//! The last lines are the runners' own closing lines and their sum.

use std::process::Command;

use crate::{
    lint, rust,
    step::{Done, Place},
    system::{self, BUILD, JUDGE, WINDOW},
    tally::Tally,
    ui, windows,
};

pub fn test(place: &Place) -> Done {
    system::need(place, &[BUILD, WINDOW, JUDGE])?;
    let mut tally = Tally::default();

    ui::install(place)?;
    for (what, mut command) in lint::of_interface(place) {
        tally.check(what, &mut command)?;
    }
    ui::build(place)?;
    tally.check("Every Rust test, and every program that a test starts", &mut rust::build(place))?;
    match lint::of_rust(place) {
        Ok(checks) => {
            for (what, mut command) in checks {
                tally.check(what, &mut command)?;
            }
        }
        Err(why) => tally.note(format!("the lints of the Rust are skipped: {why}")),
    }
    let bridge = place.built("debug", rust::BRIDGE);
    tally.tests("Units of the interface", ui::script(place, "test").env("PRAKARSA_BRIDGE", bridge))?;
    tally.tests("Rust, from tables to typed calls", rust::test(place).arg("--no-fail-fast"))?;
    if system::has_driver() {
        let threads = std::thread::available_parallelism().map_or(2, |it| it.get().clamp(1, 4));
        let threads = format!("--test-threads={threads}");
        tally
            .tests("Journeys in the real window", in_the_window(place, 1500).args(["--test", "e2e", "--", &threads]))?;
    } else {
        println!("\nThe journeys in the real window are skipped: they need WebKitWebDriver, which only Linux has.");
    }
    match windows::why_not() {
        None => windows::prove(place, &mut tally),
        Some(why) => tally.note(format!("the suites under Windows are skipped: {why}")),
    }
    tally.close()
}

/// The end-to-end tests on a screen in memory, with the binaries they need, which
/// [`rust::build`] has built.
pub fn in_the_window(place: &Place, seconds: u32) -> Command {
    let inner = rust::test(place);
    let mut command = system::on_a_screen(place, seconds, inner.get_program());
    command
        .args(inner.get_args())
        .env("APP_BIN", place.built("debug", "prakarsa-desktop"))
        .env("PRAKARSA_BIN", place.built("debug", "prakarsa"))
        .env("PRAKARSA_ROOT", &place.root);
    command
}
