//! Looking into packages that were made: each is opened, and what an officer would find
//! wrong months later is found here.

mod linux;
mod pe;
mod windows;

use std::path::{Path, PathBuf};

use crate::{
    release::{
        sums::{self, sha256},
        version,
    },
    step::{Done, Place, about, say},
};

/// Largest package: what a stick, a mail of the office or a slow line still takes.
const LARGEST: u64 = 150 << 20;

pub fn look(place: &Place, args: &[String]) -> Done {
    let [folder] = args else { return Err("cargo xtask look FOLDER".into()) };
    judge(Path::new(folder), &version::version(place)?)
}

/// Opens every package in a folder; fails with all that is wrong.
pub fn judge(folder: &Path, version: &str) -> Done {
    say("Looking into the packages");
    let mut wrong = Vec::new();
    let mut n = 0;
    for path in sums::files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ending = name.rsplit('.').next().unwrap_or_default();
        let faults = match ending {
            "exe" if name.contains("-setup") => windows::setup(&path, version)?,
            "zip" => windows::portable(&path, version)?,
            "deb" => linux::deb(&path, version)?,
            "rpm" => linux::rpm(&path, version)?,
            "AppImage" => linux::appimage(&path)?,
            _ => continue,
        };
        n += 1;
        let size = path.metadata().map_err(|error| about(&path, &error))?.len();
        println!("   {name}: {} MB{}", size.div_ceil(1 << 20), if faults.is_empty() { ", sound" } else { "" });
        wrong.extend(too_large(size).map(|it| format!("{name}: {it}")));
        wrong.extend(faults.into_iter().map(|it| format!("{name}: {it}")));
    }
    wrong.extend(wrong_sums(folder)?);
    if !wrong.is_empty() {
        return Err(format!("the packages are not fit to be handed on:\n  {}", wrong.join("\n  ")));
    }
    if n == 0 { Err(format!("no package lies in {}", folder.display())) } else { Ok(()) }
}

fn too_large(size: u64) -> Option<String> {
    (size > LARGEST).then(|| format!("{} MB, more than {} MB", size >> 20, LARGEST >> 20))
}

/// Files whose sum in the list, where there is one, is another.
fn wrong_sums(folder: &Path) -> Done<Vec<String>> {
    let Ok(list) = std::fs::read_to_string(folder.join(sums::SUMS)) else { return Ok(Vec::new()) };
    let mut wrong = Vec::new();
    for (sum, name) in list.lines().filter_map(|it| it.split_once("  ")) {
        if sha256(&folder.join(name))? != sum {
            wrong.push(format!("{name}: its SHA-256 is not that of {}", sums::SUMS));
        }
    }
    Ok(wrong)
}

/// What is wrong with the program as an installer has laid it down, where one file more
/// lies that a person put there.
pub fn laid_down(folder: &Path, version: &str, own: &str) -> Done<Vec<String>> {
    let wrong = windows::laid_down(folder, version, false)?;
    Ok(wrong.into_iter().filter(|it| !it.starts_with(own)).collect())
}

/// A folder of this run to open a package in. It is not removed: what was found wrong is
/// there to be looked at, and the next run begins it anew.
fn opened(package: &Path) -> Done<PathBuf> {
    let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = std::env::temp_dir().join(format!("prakarsa-look-{}", std::process::id())).join(name);
    crate::step::fresh_folder(&folder)?;
    Ok(folder)
}

/// What must stand in a file of texts; the answer names what does not.
fn lacks(path: &Path, wanted: &[&str]) -> Vec<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match std::fs::read(path) {
        Err(_) => vec![format!("{name} is missing")],
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            wanted.iter().filter(|it| !text.contains(**it)).map(|it| format!("{name} does not say `{it}`")).collect()
        }
    }
}

/// What every list of licences must name: data, fonts, the largest libraries.
const THANKED: [&str; 5] = ["ODbL", "SIL", "rusqlite", "tauri", "svelte"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_after_the_sums_is_found() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.deb"), "a").unwrap();
        sums::write(folder.path()).unwrap();
        assert_eq!(wrong_sums(folder.path()).unwrap(), Vec::<String>::new());
        std::fs::write(folder.path().join("a.deb"), "b").unwrap();
        assert_eq!(wrong_sums(folder.path()).unwrap().len(), 1);
        assert!(too_large(LARGEST + 1).is_some() && too_large(LARGEST).is_none());
    }

    #[test]
    fn a_folder_without_packages_is_no_release() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("prakarsa.exe"), "a").unwrap();
        assert!(judge(folder.path(), "0.1.0").is_err());
    }
}
