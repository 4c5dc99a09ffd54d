//! `cargo xtask test`: every ring of tests, from pure tables to the real window.
//! The last lines are the runners' own closing lines and their sum.

use std::process::Command;

use crate::{
    lint, rust,
    step::{Done, Place, follow, say},
    system::{self, BUILD, JUDGE, WINDOW},
    ui,
};

/// What the runners said at their end.
#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
    closing: Vec<String>,
}

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
        Err(why) => tally.closing.push(format!("the lints of the Rust are skipped: {why}")),
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

impl Tally {
    /// A check that counts nothing; when it fails, it counts as one failure.
    fn check(&mut self, what: &str, command: &mut Command) -> Done {
        say(what);
        if !follow(command, |_| ())? {
            self.fail(what);
        }
        Ok(())
    }

    /// A runner of tests.
    fn tests(&mut self, what: &str, command: &mut Command) -> Done {
        say(what);
        let before = self.failed;
        let ended_well = follow(command, |line| self.read(line))?;
        if !ended_well && self.failed == before {
            self.fail(what);
        }
        Ok(())
    }

    fn fail(&mut self, what: &str) {
        self.failed += 1;
        self.closing.push(format!("{what}: failed"));
    }

    /// Takes up a closing line of `cargo test` or of vitest.
    fn read(&mut self, line: &str) {
        let line = line.trim();
        let Some((passed, failed)) = closing_line(line) else { return };
        self.passed += passed;
        self.failed += failed;
        if passed + failed > 0 {
            self.closing.push(line.to_owned());
        }
    }

    fn close(&self) -> Done {
        say("All runners");
        for line in &self.closing {
            println!("{line}");
        }
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed > 0 { Err("some tests or checks failed".into()) } else { Ok(()) }
    }
}

/// Passed and failed tests of a closing line:
/// `test result: ok. 12 passed; 0 failed; …` or `Tests  1 failed | 12 passed (13)`.
fn closing_line(line: &str) -> Option<(u64, u64)> {
    let rest = line.strip_prefix("test result: ").or_else(|| {
        let rest = line.strip_prefix("Tests ")?;
        rest.ends_with(')').then_some(rest)
    })?;
    let number_before = |word: &str| {
        let before = rest.split(word).next().filter(|it| it.len() < rest.len())?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    Some((number_before(" passed").unwrap_or(0), number_before(" failed").unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::closing_line;

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        let table = [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.1s",
                Some((12, 0)),
            ),
            ("test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out", Some((3, 2))),
            ("Tests  41 passed (41)", Some((41, 0))),
            ("Tests  1 failed | 40 passed (41)", Some((40, 1))),
            ("Tests of something else", None),
            ("running 3 tests", None),
        ];
        for (line, expected) in table {
            assert_eq!(closing_line(line), expected, "{line}");
        }
    }
}
