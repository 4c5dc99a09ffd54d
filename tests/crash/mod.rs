//! The command line dies: as it enters each call that changes a file, and with the power
//! (`calls`); at random moments while it acknowledges act after act (`acknowledged`), and
//! while it writes what leaves the registry (`moments`).

mod acknowledged;
mod act;
pub mod calls;
mod moments;

use std::{
    io::{self, Read},
    process::Child,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use proptest::test_runner::{RngAlgorithm, TestRng};

/// When a run of the command line is killed, unless it has ended before.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// Once so much time has gone by.
    After(Duration),
    /// As it begins to answer.
    Answering,
}

/// How it ended.
#[derive(Debug)]
enum Run {
    /// By itself, with all that it said.
    Ended { code: Option<i32>, said: String },
    /// Killed, with what it had said until then.
    Killed { said: String },
}

/// Lets it run until the moment comes, and kills it.
fn kill_at(mut child: Child, moment: Moment) -> Run {
    let mut out = child.stdout.take().unwrap();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut part = [0; 4096];
        while let Ok(n @ 1..) = out.read(&mut part) {
            if tell.send(part[..n].to_vec()).is_err() {
                break;
            }
        }
    });
    let begun = Instant::now();
    let mut said = Vec::new();
    let closed = loop {
        let next = match moment {
            Moment::Answering if !said.is_empty() => break false,
            Moment::Answering => told.recv().map_err(RecvTimeoutError::from),
            Moment::After(time) => told.recv_timeout(time.saturating_sub(begun.elapsed())),
        };
        match next {
            Ok(part) => said.extend(part),
            Err(why) => break why == RecvTimeoutError::Disconnected,
        }
    };
    // How a killed one ends is told otherwise by every system, so it is asked before. One
    // that has closed its answer is at its end.
    let is_alive = !closed && child.try_wait().unwrap().is_none();
    if is_alive {
        child.kill().unwrap();
    }
    let code = child.wait().unwrap().code();
    told.iter().for_each(|part| said.extend(part));
    let said = String::from_utf8_lossy(&said).into_owned();
    if is_alive { Run::Killed { said } } else { Run::Ended { code, said } }
}

/// How many kills an ordinary run makes, or `CRASH_MOMENTS`.
fn moments(usual: usize) -> usize {
    std::env::var("CRASH_MOMENTS").map_or(usual, |it| it.parse().unwrap())
}

/// The dice of a run: the same every time, or those of `CRASH_SEED` (0 to 255).
fn dice() -> (u8, TestRng) {
    let seed = std::env::var("CRASH_SEED").map_or(12, |it| it.parse().unwrap());
    (seed, TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]))
}

/// Says it past the runner, which keeps to itself what those that pass have printed.
fn say(line: &str) {
    let _ = io::Write::write_all(&mut io::stdout(), format!("{line}\n").as_bytes());
}
