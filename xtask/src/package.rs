//! `cargo xtask package`: packages that a person can install.

use crate::{
    lint,
    step::{Done, Place, run, say},
};

pub fn package(place: &Place) -> Done {
    lint::lint(place)?;
    let kinds = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb,rpm"
    };
    say(&format!("Packages ({kinds})"));
    let tauri = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    run(place.call(place.root.join("ui/node_modules/.bin").join(tauri)).args(["build", "--bundles", kinds]))?;
    println!("\nThey lie in {}", place.target.join("release/bundle").display());
    Ok(())
}
