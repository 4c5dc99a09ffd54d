//! The packages of Linux and macOS, which Tauri makes: `.deb` and `.rpm`, and what needs
//! tools that Tauri fetches (`.AppImage`) or that only Apple has (`.dmg`).

use std::path::{Path, PathBuf};

use super::{Made, copy};
use crate::{
    step::{Done, Place, about, fresh_folder, run},
    ui,
};

/// Files of `bundle/*` that people install.
const ENDINGS: [&str; 4] = ["deb", "rpm", "AppImage", "dmg"];

/// Allows the making of a package to fetch the tools for it.
const MAY_FETCH: &str = "PRAKARSA_MAY_FETCH";

pub fn packages(place: &Place, third_party: &Path, out: &Path) -> Done<Vec<Made>> {
    ui::install(place)?;
    let kinds = match (cfg!(target_os = "macos"), std::env::var_os(MAY_FETCH).is_some()) {
        (true, _) => "app,dmg",
        (false, true) => "deb,rpm,appimage",
        (false, false) => {
            println!("   No AppImage: Tauri fetches its runtime and linuxdeploy from the network. With {MAY_FETCH}=1,");
            println!("   as on the runners of a public host, it is made too.");
            "deb,rpm"
        }
    };
    let bundle = place.target.join("release/bundle");
    fresh_folder(&bundle)?;
    // `bundle` packs what lies built; the interface is in there already.
    run(place
        .call(place.root.join("ui/node_modules/.bin/tauri"))
        .args(["bundle", "--bundles", kinds, "--config", &beside(place, third_party)])
        .env("CARGO_TARGET_DIR", &place.target))?;
    let mut made = Vec::new();
    for folder in folder_entries(&bundle)? {
        for path in folder_entries(&folder).unwrap_or_default() {
            if path.extension().is_some_and(|it| ENDINGS.iter().any(|ending| it == *ending)) {
                let to = out.join(path.file_name().unwrap_or_default());
                copy(&path, &to)?;
                made.push(Made { path: to });
            }
        }
    }
    made.sort_by(|one, other| one.path.cmp(&other.path));
    if made.is_empty() { Err(format!("nothing lies in {}", bundle.display())) } else { Ok(made) }
}

/// What lies where only this machine knows: the command line, which goes beside the
/// window, and the licences of all that is inside.
fn beside(place: &Place, third_party: &Path) -> String {
    let command_line = place.built("release", "prakarsa");
    let files = serde_json::json!({
        "/usr/bin/prakarsa": command_line,
        "/usr/share/doc/prakarsa/THIRD-PARTY.txt": third_party,
    });
    serde_json::json!({ "bundle": {
        "linux": { "deb": { "files": files }, "rpm": { "files": files } },
        "macOS": { "files": { "MacOS/prakarsa": command_line, "Resources/THIRD-PARTY.txt": third_party } },
    } })
    .to_string()
}

fn folder_entries(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|error| about(folder, &error))?;
    Ok(entries.filter_map(|it| it.ok().map(|it| it.path())).collect())
}
