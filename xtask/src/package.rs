//! `cargo xtask package`: packages that a person can install, of the system that this
//! machine has. `cargo xtask release` makes those of Windows too.

pub mod linux;
pub mod windows;
pub mod zipped;

use std::path::{Path, PathBuf};

use crate::{
    lint, look,
    release::{licences, version},
    step::{Done, Place, about, fresh_folder, say},
};

/// A package that was made, with the name under which it is handed on.
pub struct Made {
    pub path: PathBuf,
}

pub fn package(place: &Place) -> Done {
    lint::lint(place)?;
    crate::rust::release(place)?;
    let out = place.target.join("packages");
    fresh_folder(&out)?;
    let third_party = out.join("THIRD-PARTY.txt");
    write(&third_party, &licences::text(place, &[licences::this_machine(place)?])?)?;
    let made = native(place, &third_party, &out)?;
    for it in &made {
        println!("   {}", it.path.display());
    }
    look::judge(&out, &version::version(place)?)
}

/// The packages of this machine's system, from the programs that were built for it.
pub fn native(place: &Place, third_party: &Path, out: &Path) -> Done<Vec<Made>> {
    say("Packages of this system");
    if cfg!(windows) {
        let folder = place.target.join("release");
        return windows::packages(place, &windows::From { programs: folder, third_party: third_party.into() }, out);
    }
    linux::packages(place, third_party, out)
}

pub fn write(path: &Path, text: &str) -> Done {
    std::fs::write(path, text).map_err(|error| about(path, &error))
}

pub fn copy(from: &Path, to: &Path) -> Done {
    std::fs::copy(from, to).map(drop).map_err(|error| about(from, &error))
}
