//! The suites, as programs of Windows, one after the other under Wine.

use std::{path::PathBuf, time::Instant};

use super::{
    known::{self, KNOWN},
    programs::COMMAND_LINE,
    tools::{Tools, seen_from_windows},
};
use crate::{
    step::{Done, Place},
    tally::Tally,
};

/// No suite takes as long, even beside other work.
const SECONDS: u32 = 3600;

/// A program of tests.
pub struct Suite {
    /// Its package, and itself where that is not its library: `exchange suite`.
    name: String,
    /// Where its package lies; tests may read beside it.
    folder: PathBuf,
    program: PathBuf,
}

/// The programs of tests of which cargo has spoken while it built. One that could not be
/// built is missed by [`run`].
pub fn of(said: &str) -> Vec<Suite> {
    said.lines().filter_map(read).collect()
}

/// Runs all of them, and says what was left out and why.
pub fn run(place: &Place, tools: &Tools, suites: &[Suite], tally: &mut Tally) {
    if let Err(why) = lay_loader_beside_tests(tools) {
        tally.fail(&why);
    }
    for suite in suites {
        if let Err(why) = run_one(place, tools, suite, tally) {
            tally.fail(&format!("{}: {why}", suite.name));
        }
    }
    for it in KNOWN.iter().filter(|it| !suites.iter().any(|suite| suite.name == it.suite)) {
        tally.fail(&format!("{} was not built, or is no suite", it.suite));
    }
    tally.note(known::told());
}

fn run_one(place: &Place, tools: &Tools, suite: &Suite, tally: &mut Tally) -> Done {
    let mut command = tools.wine(place, SECONDS, &suite.program);
    command.current_dir(&suite.folder).env("PRAKARSA_BIN", seen_from_windows(&tools.built("debug").join(COMMAND_LINE)));
    command.arg("--exact");
    let known: Vec<&str> = KNOWN.iter().filter(|it| it.suite == suite.name).flat_map(|it| it.tests).copied().collect();
    for it in &known {
        command.args(["--skip", it]);
    }
    let started = Instant::now();
    let left_out = tally.tests_of(&suite.name, &format!("{}, under Wine", suite.name), &mut command)?;
    println!("   ({} s)", started.elapsed().as_secs());
    if left_out != known.len() as u64 {
        tally.fail(&format!("{}: not every test that is left out is there", suite.name));
    }
    Ok(())
}

/// The program of tests of which a line of cargo's speaks.
fn read(line: &str) -> Option<Suite> {
    let text = |from: &str, name: &str| {
        let rest = from.split(&format!("\"{name}\":\"")).nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    };
    let program = PathBuf::from(text(line, "executable")?);
    // The programs that people start are told of too.
    if !line.contains("\"test\":true},\"features\"") {
        return None;
    }
    let folder = PathBuf::from(text(line, "manifest_path")?).parent()?.to_owned();
    let target = line.split("\"target\":").nth(1)?;
    let kind = target.split("\"kind\":[\"").nth(1)?.split('"').next()?;
    let package = text(line, "package_id")?;
    let package = package.rsplit(['/', '#']).find(|it| !it.starts_with(|it: char| it.is_ascii_digit()))?;
    let package = package.split('@').next()?;
    let target = text(target, "name")?;
    let name = if kind == "lib" || kind == "rlib" { package.to_owned() } else { format!("{package} {target}") };
    Some(Suite { name, folder, program })
}

/// The tests of the window lie in another folder than the window, and import the same.
fn lay_loader_beside_tests(tools: &Tools) -> Done {
    let (from, to) = (tools.built("debug"), tools.built("debug").join("deps"));
    let loader = "WebView2Loader.dll";
    std::fs::copy(from.join(loader), to.join(loader))
        .map(drop)
        .map_err(|error| format!("{loader} was not laid beside the tests: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_tells_which_programs_hold_tests() {
        let told = |id: &str, kind: &str, name: &str, test: bool| {
            let line = format!(
                "{{\"reason\":\"compiler-artifact\",\"package_id\":\"path+file:///p/{id}\",\
                 \"manifest_path\":\"/p/crates/x/Cargo.toml\",\"target\":{{\"kind\":[\"{kind}\"],\
                 \"crate_types\":[\"{kind}\"],\"name\":\"{name}\",\"test\":true}},\"profile\":{{\"test\":{test}}},\
                 \"features\":[],\"executable\":\"/t/deps/x.exe\"}}"
            );
            read(&line).map(|it| it.name)
        };
        assert_eq!(told("crates/domain#0.1.0", "lib", "domain", true).as_deref(), Some("domain"));
        assert_eq!(told("crates/exchange#0.1.0", "test", "suite", true).as_deref(), Some("exchange suite"));
        assert_eq!(told("tests#suites@0.1.0", "test", "suites", true).as_deref(), Some("suites suites"));
        assert_eq!(told("crates/cli#0.1.0", "bin", "prakarsa", false), None);
        assert!(read("{\"reason\":\"build-finished\",\"success\":true}").is_none());
    }
}
