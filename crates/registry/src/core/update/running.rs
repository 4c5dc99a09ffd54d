//! The program that runs: which version, on what, how it came here, and whom it trusts.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use exchange::core::update::{PackageKind, ProgramVersion, TrustedKey};

use crate::core::portable::Portable;

/// The program that runs, as far as an update is concerned.
#[derive(Debug, Clone)]
pub struct RunningProgram {
    /// Its version.
    pub version: ProgramVersion,
    /// As Rust names systems: `windows`.
    pub system: String,
    /// As Rust names processors: `x86_64`.
    pub arch: String,
    /// How it was installed; None: in no way that a package is made for.
    pub kind: Option<PackageKind>,
    /// Where it lies.
    pub folder: PathBuf,
    /// Whose updates it trusts.
    pub keys: Vec<TrustedKey>,
}

/// Compiled in: no file and no variable of the machine adds a key.
static KEYS: LazyLock<Vec<TrustedKey>> =
    LazyLock::new(|| TrustedKey::read_all(include_str!("../../../../../keys/updates.pub")).unwrap_or_default());

impl RunningProgram {
    /// This one.
    pub fn find() -> Self {
        let exe = std::env::current_exe().unwrap_or_default();
        let portable = Portable::find();
        Self {
            // A text that is no version is older than every one.
            version: env!("CARGO_PKG_VERSION").parse().unwrap_or_default(),
            system: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            kind: kind(std::env::consts::OS, portable.is_some(), &exe, |it| Path::new(it).exists()),
            folder: portable.map_or_else(|| exe.parent().map(Path::to_owned).unwrap_or_default(), |it| it.beside),
            keys: KEYS.clone(),
        }
    }
}

/// How a program that lies at `exe` came there; `is_there` tells what else the machine has.
fn kind(system: &str, is_portable: bool, exe: &Path, is_there: impl Fn(&str) -> bool) -> Option<PackageKind> {
    match system {
        "windows" if is_portable => Some(PackageKind::Portable),
        "windows" => Some(PackageKind::Setup),
        // What lies elsewhere was built, unpacked, or runs from its own file.
        "linux" if is_portable || !exe.starts_with("/usr/bin") => None,
        "linux" if is_there("/var/lib/dpkg/info/prakarsa.list") => Some(PackageKind::Deb),
        "linux" if is_there("/usr/bin/rpm") => Some(PackageKind::Rpm),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_of_installing_has_its_package() {
        let (dpkg, rpm) = ("/var/lib/dpkg/info/prakarsa.list", "/usr/bin/rpm");
        let table = [
            ("windows", false, r"C:\Users\Sri\AppData\Local\Programs\Prakarsa\prakarsa.exe", "", Some("setup")),
            ("windows", true, r"E:\Prakarsa\prakarsa.exe", "", Some("portable")),
            ("linux", false, "/usr/bin/prakarsa-desktop", dpkg, Some("deb")),
            ("linux", false, "/usr/bin/prakarsa", rpm, Some("rpm")),
            ("linux", false, "/usr/bin/prakarsa", "", None),
            ("linux", false, "/opt/sendiri/prakarsa", dpkg, None),
            ("linux", true, "/media/STIK/Prakarsa.AppImage", dpkg, None),
            ("macos", false, "/Applications/Prakarsa.app/Contents/MacOS/prakarsa", "", None),
        ];
        for (system, is_portable, exe, there, expected) in table {
            let found = kind(system, is_portable, Path::new(exe), |it| it == there);
            assert_eq!(found.map(PackageKind::name), expected, "{system} {exe} {there}");
        }
    }

    #[test]
    fn what_runs_knows_its_version_and_every_line_of_its_keys() {
        let program = RunningProgram::find();
        assert_eq!(program.version.to_string(), env!("CARGO_PKG_VERSION"));
        assert!(TrustedKey::read_all(include_str!("../../../../../keys/updates.pub")).is_ok());
    }
}
