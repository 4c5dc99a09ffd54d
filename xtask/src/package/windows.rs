//! The packages of Windows: a setup program and a folder to be carried about, from
//! programs that lie built in some folder. `makensis` runs on every system, so both can
//! be made on any.

use std::path::{Path, PathBuf};

use super::{Made, copy, write, zipped::zip};
use crate::{
    release::{sums::sha256, version},
    step::{Done, Place, about, ask, fresh_folder, run, say},
};

/// What Windows starts or loads: both packages hold these and no other programs.
pub const PROGRAMS: [&str; 3] = ["prakarsa-desktop.exe", "prakarsa.exe", "WebView2Loader.dll"];
/// What people read, in both packages.
pub const TEXTS: [&str; 2] = ["LICENSE.txt", "THIRD-PARTY.txt"];
/// What says that a folder is carried about; in no installer.
pub const MARKER: &str = "portabel.txt";
/// The folder that the zip holds.
pub const FOLDER: &str = "Prakarsa";

/// What the packages are made of.
pub struct From {
    /// Where [`PROGRAMS`] lie, built.
    pub programs: PathBuf,
    /// The licences of all that is inside.
    pub third_party: PathBuf,
}

/// Both packages.
pub fn packages(place: &Place, from: &From, out: &Path) -> Done<Vec<Made>> {
    let version = version::version(place)?;
    let staged = out.join("windows");
    stage(place, from, &staged)?;
    let setup = setup(place, &staged, &version, None, &out.join(format!("Prakarsa-{version}-setup.exe")))?;
    let portable = portable(place, &staged, &out.join(format!("Prakarsa-{version}-portabel.zip")))?;
    std::fs::remove_dir_all(&staged).map_err(|error| about(&staged, &error))?;
    Ok(vec![setup, portable])
}

/// The setup program with Microsoft's offline installer of WebView2 beside it, in a
/// folder of their own: two files, since one of half a gigabyte gets through few doors.
pub fn full(place: &Place, from: &From, webview2: &Path, out: &Path) -> Done<Vec<Made>> {
    let version = version::version(place)?;
    let staged = out.join("windows");
    stage(place, from, &staged)?;
    let folder = out.join(format!("Prakarsa-{version}-lengkap"));
    fresh_folder(&folder)?;
    let name = webview2.file_name().ok_or("--webview2 names no file")?;
    let beside = folder.join(name);
    copy(webview2, &beside)?;
    let setup = folder.join(format!("Prakarsa-{version}-setup-lengkap.exe"));
    let setup = self::setup(place, &staged, &version, Some(&beside), &setup)?;
    std::fs::remove_dir_all(&staged).map_err(|error| about(&staged, &error))?;
    Ok(vec![setup, Made { path: beside }])
}

/// Lays all that both packages hold into one folder.
pub fn stage(place: &Place, from: &From, staged: &Path) -> Done {
    fresh_folder(staged)?;
    for name in PROGRAMS {
        let built = from.programs.join(name);
        if !built.is_file() {
            return Err(format!("{} is not there: build it with `cargo xtask windows programs`", built.display()));
        }
        copy(&built, &staged.join(name))?;
    }
    copy(&from.third_party, &staged.join("THIRD-PARTY.txt"))?;
    let licence = place.root.join("LICENSE");
    let licence = std::fs::read_to_string(&licence).map_err(|error| about(&licence, &error))?;
    // Editors of Windows before 2018 know no other end of a line.
    write(&staged.join("LICENSE.txt"), &licence.replace('\r', "").replace('\n', "\r\n"))
}

/// The setup program of what is staged.
pub fn setup(place: &Place, staged: &Path, version: &str, webview2: Option<&Path>, out: &Path) -> Done<Made> {
    if ask("makensis", &["-VERSION"]).is_none() {
        return Err("makensis is missing (Debian: nsis)".into());
    }
    say(&format!("{} (makensis)", out.file_name().unwrap_or_default().to_string_lossy()));
    let mut makensis = place.call("makensis");
    let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
    makensis.args(["-V2", "-INPUTCHARSET", "UTF8", "-WX"]).arg(format!("-DVERSION={version}")).args([
        define("FROM", staged),
        define("OUT", out),
        define("ICON", &place.root.join("icons/icon.ico")),
    ]);
    if let Some(file) = webview2 {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        makensis.arg(format!("-DWEBVIEW2_NAME={name}")).arg(format!("-DWEBVIEW2_SHA256={}", sha256(file)?));
    }
    // The time that its head tells: that of no clock.
    makensis.env("SOURCE_DATE_EPOCH", version::epoch(place));
    run(makensis.arg(place.root.join("xtask/templates/prakarsa.nsi")))?;
    Ok(Made { path: out.into() })
}

/// The folder to be carried about.
fn portable(place: &Place, staged: &Path, out: &Path) -> Done<Made> {
    say(&format!("{}", out.file_name().unwrap_or_default().to_string_lossy()));
    let marker = place.root.join("xtask/templates").join(MARKER);
    let text = std::fs::read_to_string(&marker).map_err(|error| about(&marker, &error))?;
    let marker = staged.join(MARKER);
    write(&marker, &text.replace('\r', "").replace('\n', "\r\n"))?;
    zip(staged, FOLDER, out)?;
    std::fs::remove_file(&marker).map_err(|error| about(&marker, &error))?;
    Ok(Made { path: out.into() })
}
