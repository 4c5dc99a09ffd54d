//! The interface: its packages, checks, tests and build.

use std::process::Command;

use crate::step::{Done, Place, about, run, say};

/// `npm` in the interface's folder.
pub fn npm(place: &Place) -> Command {
    let mut command = place.call(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(place.root.join("ui"));
    command
}

/// A script of the interface's `package.json`, without npm's own words.
pub fn script(place: &Place, name: &str) -> Command {
    let mut command = npm(place);
    command.args(["run", "--silent", name]).env("NO_COLOR", "1");
    command
}

/// Installs the packages, unless those of this lock file are there already.
pub fn install(place: &Place) -> Done {
    let lock = place.root.join("ui/package-lock.json");
    let stamp = place.root.join("ui/node_modules/.installed-lock.json");
    let wanted = std::fs::read(&lock).map_err(|error| about(&lock, &error))?;
    if std::fs::read(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    say("Packages of the interface (npm ci)");
    run(npm(place).args(["ci", "--no-audit", "--no-fund"]))?;
    std::fs::write(&stamp, wanted).map_err(|error| about(&stamp, &error))
}

/// Builds `ui/dist`, which every build of the app embeds.
pub fn build(place: &Place) -> Done {
    install(place)?;
    say("The interface (vite build)");
    run(script(place, "build").args(["--", "--logLevel", "warn"]))
}
