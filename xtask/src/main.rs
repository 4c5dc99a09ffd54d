//! The one door of the project: `cargo xtask VERB`.
//!
//! Each verb does all of its own set-up, system packages included, and says what
//! it does. One file per verb; `system.rs` knows the machine, `step.rs` runs
//! other programs, `ui.rs` and `rust.rs` know the two halves of the build.

// A test may say what it knows; what runs may not.
#![cfg_attr(
    test,
    allow(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]

mod bench;
mod bless;
mod fmt;
mod lint;
mod look;
mod new_indikator;
mod package;
mod release;
mod run;
mod rust;
mod screens;
mod step;
mod system;
mod tally;
mod test;
mod tour;
mod tried;
mod ui;
mod windows;

use std::process::ExitCode;

use step::{Done, Place};

const HELP: &str = "\
cargo xtask VERB

  run [ARGS]                 install what is missing, build, start the app;
                             without a display: the main job on the example
                             catalogue, a proven bundle and a picture
  test                       install what is missing, run every test
  lint                       types, layout, lints and documentation only
  fmt                        lay out all Rust and the interface
  bless                      write every snapshot and generated file anew
  bench [ARGS]               the benchmarks
  screens                    pictures of every screen, into gen/screens
  windows [programs | both]  install what is missing, build for Windows, run the
                             suites under Wine; programs: only what is shipped;
                             both: only use the programs as they lie built
  package                    installable packages of this system
  release [--windows FOLDER [--webview2 FILE] [--only-windows]]
                             all packages, their sums, what is inside and its
                             licences; each is opened, and the setup program of
                             Windows tried under Wine
  look FOLDER                open every package in a folder and say what is wrong
  new-indikator PACK ID      a commented indikator file and its first case
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let verb = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let place = Place::find();
    let done = match verb.as_str() {
        "run" => run::run(&place, &rest),
        "test" => test::test(&place),
        "lint" => lint::lint(&place),
        "fmt" => fmt::fmt(&place),
        "bless" => bless::bless(&place),
        "bench" => bench::bench(&place, &rest),
        "screens" => screens::screens(&place),
        "windows" => windows::windows(&place, &rest),
        "package" => package::package(&place),
        "release" => release::release(&place, &rest),
        "look" => look::look(&place, &rest),
        "new-indikator" => new_indikator::new_indikator(&place, &rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Done::Ok(())
        }
        other => Err(format!("there is no verb `{other}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}
