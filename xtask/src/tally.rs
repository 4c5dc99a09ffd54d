//! What runners of tests say at their end, and the sum of it.

use std::process::Command;

use crate::step::{Done, follow, say};

/// What the runners said at their end.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    /// Tests that a runner was told to leave out.
    left_out: u64,
    closing: Vec<String>,
}

impl Tally {
    /// A check that counts nothing; when it fails, it counts as one failure.
    pub fn check(&mut self, what: &str, command: &mut Command) -> Done {
        say(what);
        if !follow(command, |_| ())? {
            self.fail(what);
        }
        Ok(())
    }

    /// A runner of tests.
    pub fn tests(&mut self, what: &str, command: &mut Command) -> Done {
        self.tests_of("", what, command)?;
        Ok(())
    }

    /// A runner of the tests of one program, by whose name its closing line is known.
    /// Answers how many of them it was told to leave out.
    pub fn tests_of(&mut self, program: &str, what: &str, command: &mut Command) -> Done<u64> {
        say(what);
        let (failed, left_out) = (self.failed, self.left_out);
        let ended_well = follow(command, |line| self.read(program, line))?;
        if !ended_well && self.failed == failed {
            self.fail(what);
        }
        Ok(self.left_out - left_out)
    }

    /// One thing that must hold, which counts as a test.
    pub fn expect(&mut self, what: &str, held: Done) {
        match held {
            Ok(()) => {
                self.passed += 1;
                println!("ok: {what}");
            }
            Err(why) => self.fail(&format!("{what}: {why}")),
        }
    }

    /// A sentence among the closing lines.
    pub fn note(&mut self, sentence: String) {
        self.closing.push(sentence);
    }

    pub fn fail(&mut self, what: &str) {
        self.failed += 1;
        println!("FAILED: {what}");
        self.closing.push(format!("{what}: failed"));
    }

    /// Takes up a closing line of `cargo test` or of vitest.
    fn read(&mut self, program: &str, line: &str) {
        let line = line.trim();
        let Some(Closing { passed, failed, left_out }) = closing_line(line) else { return };
        self.passed += passed;
        self.failed += failed;
        self.left_out += left_out;
        if passed + failed + left_out > 0 {
            self.closing.push(if program.is_empty() { line.to_owned() } else { format!("{program}: {line}") });
        }
    }

    pub fn close(&self) -> Done {
        say("All runners");
        for line in &self.closing {
            println!("{line}");
        }
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed > 0 { Err("some tests or checks failed".into()) } else { Ok(()) }
    }
}

/// The numbers of a closing line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Closing {
    passed: u64,
    failed: u64,
    left_out: u64,
}

/// Reads a closing line:
/// `test result: ok. 12 passed; 0 failed; …` or `Tests  1 failed | 12 passed (13)`.
fn closing_line(line: &str) -> Option<Closing> {
    let rest = line.strip_prefix("test result: ").or_else(|| {
        let rest = line.strip_prefix("Tests ")?;
        rest.ends_with(')').then_some(rest)
    })?;
    let number_before = |word: &str| {
        let before = rest.split(word).next().filter(|it| it.len() < rest.len())?;
        before.split_whitespace().next_back()?.parse().ok()
    };
    let number = |word| number_before(word).unwrap_or(0);
    Some(Closing { passed: number(" passed"), failed: number(" failed"), left_out: number(" filtered out") })
}

#[cfg(test)]
mod tests {
    use super::{Closing, closing_line};

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        let table = [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.1s",
                Some((12, 0, 3)),
            ),
            ("test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out", Some((3, 2, 0))),
            ("Tests  41 passed (41)", Some((41, 0, 0))),
            ("Tests  1 failed | 40 passed (41)", Some((40, 1, 0))),
            ("Tests of something else", None),
            ("running 3 tests", None),
        ];
        for (line, expected) in table {
            let expected = expected.map(|(passed, failed, left_out)| Closing { passed, failed, left_out });
            assert_eq!(closing_line(line), expected, "{line}");
        }
    }
}
