//! What the program says of itself: that it started, on what, and where it fell. Nothing of
//! the registry and nothing of a person is in it, so that an officer can hand it to
//! anybody: no path, no name, no word that somebody wrote.

use std::{
    fs,
    io::Write,
    panic::PanicHookInfo,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{SecondsFormat, Utc};
use disk::{create_private_folder, private_file};
use domain::core::reason::Reason;
use serde::Serialize;

use crate::{Code, Error, Result};

/// A file this long is laid aside for a new one.
const FULL: u64 = 256 * 1024;
/// Files that are kept: the one being written, and the ones before it.
const KEPT: [&str; 3] = ["program.log", "program.1.log", "program.2.log"];
/// Holds the line of the last fall until somebody was told of it.
const FELL: &str = "fell.txt";

/// A log in a folder of its own. Nothing that goes wrong with it stops anything.
pub struct Log {
    folder: PathBuf,
    turn: Mutex<()>,
}

/// A fall of the program that nobody was told of yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct FallView {
    /// When, in universal time: `2026-11-29T10:15:00Z`.
    pub at: String,
    /// The place in the program, for whoever mends it.
    pub place: String,
}

impl Log {
    /// The log in `folder`, which is made at the first line.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder, turn: Mutex::default() }
    }

    /// The file that is being written.
    pub fn file(&self) -> PathBuf {
        self.folder.join(KEPT[0])
    }

    /// Adds a line behind the time.
    pub fn say(&self, line: &str) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let file = self.file();
        let written = create_private_folder(&self.folder).and_then(|()| {
            if fs::metadata(&file).is_ok_and(|it| it.len() >= FULL) {
                self.lay_aside()?;
            }
            let mut file = private_file().append(true).create(true).open(&file)?;
            // One write, so that lines of two programs do not mix.
            file.write_all(format!("{} {}\n", now(), line.replace(['\r', '\n'], " ")).as_bytes())
        });
        drop(written);
    }

    /// Every file becomes the one before it; the last one goes.
    fn lay_aside(&self) -> std::io::Result<()> {
        for pair in KEPT.windows(2).rev() {
            let [newer, older] = pair else { continue };
            match fs::rename(self.folder.join(newer), self.folder.join(older)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes down where a panic happened, for whoever mends it and for the next start.
    pub fn fell(&self, fall: &PanicHookInfo<'_>) {
        // Words that were put together while it ran can hold what an officer wrote.
        let words = fall.payload().downcast_ref::<&'static str>().copied().unwrap_or("(words left out)");
        let place = fall.location().map_or_else(String::new, |it| format!("{}:{}", in_program(it.file()), it.line()));
        self.say(&format!("fell at {place}: {words}"));
        let kept = private_file()
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.folder.join(FELL))
            .and_then(|mut it| it.write_all(format!("{} {place}", now()).as_bytes()));
        drop(kept);
    }

    /// The last fall that nobody was told of; it is told once.
    pub fn take_last_fall(&self) -> Option<FallView> {
        let file = self.folder.join(FELL);
        let told = fs::read_to_string(&file).ok()?;
        let _ = fs::remove_file(file);
        let (at, place) = told.trim().split_once(' ')?;
        Some(FallView { at: at.to_owned(), place: place.to_owned() })
    }

    /// The program ends as it should: what fell meanwhile did not take it along, and was
    /// told where it happened.
    pub fn ended(&self) {
        let _ = fs::remove_file(self.folder.join(FELL));
        self.say("end");
    }

    /// The file, where it is there to be shown.
    ///
    /// # Errors
    /// Nothing was written yet, or nothing could be.
    pub fn shown(&self) -> Result<PathBuf> {
        let file = self.file();
        match file.is_file() {
            true => Ok(file),
            false => Err(Error::new(Code::NotFound, Reason::LogMissing).arg("path", file.display())),
        }
    }
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The end of a source file's path: where it lay on the machine that built the program
/// says nothing.
fn in_program(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    parts.get(parts.len().saturating_sub(4)..).unwrap_or_default().join("/")
}

/// Panics are written down in `log` before whatever was told of them until now.
pub fn tell_falls(log: Arc<Log>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fall| {
        log.fell(fall);
        before(fall);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> (tempfile::TempDir, Arc<Log>) {
        let root = tempfile::tempdir().unwrap();
        let log = Arc::new(Log::at(root.path().join("log")));
        (root, log)
    }

    #[test]
    fn a_full_file_is_laid_aside_and_only_three_are_kept() {
        let (_root, log) = log();
        let long = "x".repeat(100_000);
        for _ in 0..20 {
            log.say(&long);
        }
        let mut names: Vec<String> =
            fs::read_dir(&log.folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["program.1.log", "program.2.log", "program.log"]);
        let total: u64 = KEPT.iter().map(|it| fs::metadata(log.folder.join(it)).unwrap().len()).sum();
        assert!(total < 3 * (FULL + 200_000), "{total}");
    }

    #[test]
    fn a_line_stays_one_line() {
        let (_root, log) = log();
        log.say("one\ntwo\r\nthree");
        assert_eq!(fs::read_to_string(log.file()).unwrap().lines().count(), 1);
    }

    #[test]
    fn a_fall_is_told_once_with_its_place_and_without_the_words_of_a_person() {
        let (_root, log) = log();
        assert_eq!(log.take_last_fall(), None);
        let name = String::from("Siti Aminah");
        let hook = log.clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |it| hook.fell(it)));
        drop(std::thread::spawn(move || panic!("cannot show {name}")).join());
        drop(std::thread::spawn(|| panic!("a plain word")).join());
        std::panic::set_hook(before);

        let written = fs::read_to_string(log.file()).unwrap();
        assert!(written.contains("core/log.rs:"), "{written}");
        assert!(written.contains("a plain word") && !written.contains("Siti"), "{written}");
        let told = log.take_last_fall().unwrap();
        assert!(told.place.contains("core/log.rs:"), "{told:?}");
        assert!(chrono::DateTime::parse_from_rfc3339(&told.at).is_ok(), "{told:?}");
        assert_eq!(log.take_last_fall(), None);

        // One that the program outlived is not told at the next start.
        fs::write(log.folder.join(FELL), "2026-11-29T10:15:00Z a.rs:1").unwrap();
        log.ended();
        assert_eq!(log.take_last_fall(), None);
    }

    #[test]
    fn what_cannot_be_written_stops_nothing() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("log"), "a file in its place").unwrap();
        let log = Log::at(root.path().join("log"));
        log.say("never mind");
        assert_eq!(log.shown().unwrap_err().reason, Reason::LogMissing);
    }
}
