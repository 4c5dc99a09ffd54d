//! The command line is killed at random moments of writing what leaves the registry and of
//! sending: whatever it was about, nothing half done is to be seen, and the next try works.
//!
//! `CRASH_MOMENTS=200 cargo test -p suites -- crash::moments --nocapture` kills so many
//! times in one run and tells how each ended.

use std::{fs, time::Instant};

use proptest::prelude::Rng;

use super::{Moment, Run, act, act::Desk, dice, kill_at, say};
use crate::kit::cli;

/// What is killed, in turn.
const KILLED: [&str; 6] = ["bundle", "volumes", "publish", "publish_anew", "documents", "send"];

/// Kills of an ordinary run: each of them twice.
const USUAL: usize = 2 * KILLED.len();

/// Kills on one desk before it is tried again, at most.
const IN_A_ROW: u32 = 3;

/// How the kills of one act ended.
#[derive(Debug, Default)]
struct Tally {
    /// Nothing of the act was there.
    nothing: usize,
    /// All of it was there.
    whole: usize,
    /// It had come to its end before.
    late: usize,
    /// Tries after a kill that had left nothing, each of which came to its end.
    tries: usize,
}

/// What people see in a folder: our half-written things hide behind a point.
fn seen(desk: &Desk) -> Vec<String> {
    let names = fs::read_dir(desk.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut seen: Vec<String> = names.filter(|it| !it.starts_with('.')).collect();
    seen.sort();
    seen
}

#[test]
fn killed_at_any_moment_nothing_half_is_seen_and_the_next_try_works() {
    let moments = super::moments(USUAL);
    let (seed, mut dice) = dice();
    let mut killed = 0;
    for (at, name) in KILLED.iter().enumerate() {
        let act = act::named(name);
        let template = act.template();
        let (before, after) = act.ends(&template);
        let begun = Instant::now();
        let desk = template.copy();
        cli::end(act.command(&desk));
        let whole_run = begun.elapsed();
        let names_after = seen(&desk);
        let share = moments / KILLED.len() + usize::from(at < moments % KILLED.len());
        let mut tally = Tally::default();
        while tally.nothing + tally.whole + tally.late < share {
            let desk = template.copy();
            let mut found = before.clone();
            for _ in 0..=dice.next_u32() % IN_A_ROW {
                // One that takes the place of another cannot be told from it here.
                let done = found == after && found != before;
                if done || tally.nothing + tally.whole + tally.late == share {
                    break;
                }
                let moment = whole_run.mul_f64(f64::from(dice.next_u32()) / f64::from(u32::MAX));
                let ended = kill_at(act.command(&desk).spawn().unwrap(), Moment::After(moment));
                // Before anybody starts again.
                let names = seen(&desk);
                found = act.look(&desk);
                let told = format!("{name}, killed after {moment:?} of {whole_run:?}: {found:?}, {names:?}");
                assert!(found == before || found == after, "{told}");
                // A folder that stepped aside for another may stand again at the next start only.
                assert!(names.iter().all(|it| names_after.contains(it)), "{told}");
                match (&ended, found == after) {
                    (Run::Ended { .. }, whole) => {
                        assert!(whole, "{told}: {ended:?}");
                        tally.late += 1;
                    }
                    (Run::Killed { .. }, true) => tally.whole += 1,
                    (Run::Killed { .. }, false) => tally.nothing += 1,
                }
                killed += usize::from(matches!(ended, Run::Killed { .. }));
            }
            if found == before {
                let ended = cli::end(act.command(&desk));
                assert!(matches!(ended.code, Some(0 | 1)), "{name}, tried again: {ended:?}");
                assert_eq!(act.look(&desk), after, "{name}, tried again");
                tally.tries += 1;
            }
            assert_eq!(seen(&desk), names_after, "{name}, in the end");
            act.clean(&desk, killed);
        }
        println!("{name}: {tally:?}, each run {whole_run:?}");
    }
    say(&format!("killed while writing, dice {seed}: at {killed} moments of {moments}"));
    assert!(killed * 2 > moments, "most runs had come to their end before");
}
