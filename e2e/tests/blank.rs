//! A window that is drawn says so; one that stays blank is tried once more without the graphics card, and then told.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use e2e::driver::{PATIENCE, kill};

use crate::laptop::Laptop;

/// Ends the programs that the log tells of: the second one is not ours to wait for.
struct Started<'a>(&'a Path);

impl Started<'_> {
    fn log(&self) -> String {
        std::fs::read_to_string(self.0.join("data/id.prakarsa.desktop/logs/program.log")).unwrap_or_default()
    }

    fn processes(&self) -> Vec<u32> {
        let log = self.log();
        log.lines().filter_map(|it| it.rsplit_once("process ")?.1.parse().ok()).collect()
    }
}

impl Drop for Started<'_> {
    fn drop(&mut self) {
        for pid in self.processes() {
            // Only what is still this program: a number may have been given anew.
            let program = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
            if program.ends_with("prakarsa-desktop") {
                kill(pid);
            }
        }
    }
}

/// Without this word every window would be taken for a blank one.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_drawn_says_so() {
    let laptop = Laptop::new().with_nothing("Sri Rahayu");
    let root = laptop.path("");
    let app = laptop.start().await;
    let log = Started(&root);
    let began = Instant::now();
    while !log.log().contains("painted after ") {
        assert!(began.elapsed() < PATIENCE, "never said: {}", log.log());
        tokio::task::yield_now().await;
    }
    assert!(log.log().contains(" start "), "{}", log.log());
    app.kill();
}

#[test]
fn a_blank_window_starts_once_more_without_the_graphics_card_and_then_says_so() {
    let laptop = tempfile::tempdir().unwrap();
    let started = Started(laptop.path());
    let at = |name: &str| laptop.path().join(name);
    for name in ["home", "data", "config", "cache"] {
        std::fs::create_dir_all(at(name)).unwrap();
    }
    let app = PathBuf::from(std::env::var_os("APP_BIN").expect("APP_BIN"));
    let mut child = Command::new(app)
        .env("PRAKARSA_JOURNEY_BLANK", "1")
        .env("PRAKARSA_REGISTRY", at("registri"))
        .env("HOME", at("home"))
        .env("XDG_DATA_HOME", at("data"))
        .env("XDG_CONFIG_HOME", at("config"))
        .env("XDG_CACHE_HOME", at("cache"))
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", at("no-bus").display()))
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !started.log().contains("without the graphics card either") {
        assert!(began.elapsed() < PATIENCE * 2, "never told: {}", started.log());
        std::thread::yield_now();
    }
    let log = started.log();
    let order = ["start ", "once more without the graphics card", "start ", "painted without the graphics card either"];
    let mut rest = log.as_str();
    for word in order {
        rest = rest.split_once(word).unwrap_or_else(|| panic!("no {word:?} in its turn: {log}")).1;
    }
    assert_eq!(started.processes().len(), 2, "{log}");
    // The next start tries everything again.
    assert!(!at("data/id.prakarsa.desktop/graphics-off.txt").exists());
    // The first one has ended by itself.
    child.wait().unwrap();
    assert!(!log.contains(&laptop.path().display().to_string()), "the log names a place: {log}");
}
