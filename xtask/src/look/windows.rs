//! The packages of Windows.

use std::{collections::BTreeSet, fs::File, io::Read as _, path::Path};

use super::{THANKED, lacks, opened, pe};
use crate::{
    package::windows::{FOLDER, MARKER, PROGRAMS, TEXTS},
    step::{Done, about},
};

/// Libraries that a bare Windows lacks: those of compilers, and the one that stands in
/// for Windows' own under Wine.
const LACKED: [&str; 8] =
    ["vcruntime", "msvcp", "ucrtbased", "libgcc", "libstdc++", "libwinpthread", "libssp", "onnxruntime"];
const SHIM: &str = "bcryptprimitives.dll";

/// The setup program: its own head. What it lays down is looked at where it is tried.
pub fn setup(path: &Path, version: &str) -> Done<Vec<String>> {
    let bytes = std::fs::read(path).map_err(|error| about(path, &error))?;
    Ok(program("setup", &bytes, Some(version), pe::WINDOW, &BTreeSet::new()))
}

/// The zip to be carried about.
pub fn portable(path: &Path, version: &str) -> Done<Vec<String>> {
    let folder = opened(path)?;
    let file = File::open(path).map_err(|error| about(path, &error))?;
    let mut zip = zip::ZipArchive::new(file).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut wrong = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = entry.name().map_err(|error| format!("{}: {error}", path.display()))?.into_owned();
        // One folder and no other, so that unpacking spills nothing.
        let Some(file) =
            name.strip_prefix(FOLDER).and_then(|it| it.strip_prefix('/')).filter(|it| !it.contains(['/', '\\']))
        else {
            wrong.push(format!("{name} does not lie in {FOLDER}/"));
            continue;
        };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
        let to = folder.join(file);
        std::fs::write(&to, bytes).map_err(|error| about(&to, &error))?;
    }
    wrong.extend(laid_down(&folder, version, true)?);
    Ok(wrong)
}

/// A folder with the program as it lies on an officer's laptop.
pub fn laid_down(folder: &Path, version: &str, is_portable: bool) -> Done<Vec<String>> {
    let mut wrong = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| about(folder, &error))?;
    let names: BTreeSet<String> =
        entries.filter_map(|it| it.ok().map(|it| it.file_name().to_string_lossy().into_owned())).collect();
    let mut wanted: BTreeSet<&str> = PROGRAMS.into_iter().chain(TEXTS).collect();
    wanted.insert(if is_portable { MARKER } else { "uninstall.exe" });
    wrong.extend(wanted.iter().filter(|it| !names.contains(**it)).map(|it| format!("{it} is missing")));
    wrong.extend(names.iter().filter(|it| !wanted.contains(it.as_str())).map(|it| format!("{it} is too much")));
    let beside = names.iter().map(|it| it.to_lowercase()).collect();
    for name in names.iter().filter(|it| it.ends_with(".exe") || it.ends_with(".dll")) {
        let bytes = std::fs::read(folder.join(name)).map_err(|error| about(folder, &error))?;
        let window = if name == "prakarsa.exe" { pe::CONSOLE } else { pe::WINDOW };
        let told = (name == "prakarsa-desktop.exe").then_some(version);
        if name.ends_with(".exe") {
            wrong.extend(program(name, &bytes, told, window, &beside));
        } else {
            let head = pe::read(&bytes);
            wrong.extend(machine(name, head.as_ref()));
        }
    }
    wrong.extend(lacks(&folder.join("LICENSE.txt"), &["MIT License", "\r\n"]));
    wrong.extend(lacks(&folder.join("THIRD-PARTY.txt"), &THANKED));
    wrong.extend(lacks(&folder.join("THIRD-PARTY.txt"), &["WebView2Loader.dll", "mingw-w64", version]));
    Ok(wrong)
}

fn machine(name: &str, head: Option<&pe::Head>) -> Option<String> {
    match head {
        None => Some(format!("{name} is no program")),
        Some(it) if it.machine != pe::AMD64 => Some(format!("{name} is for machine {:#06x}, not 64 bit", it.machine)),
        Some(_) => None,
    }
}

fn program(name: &str, bytes: &[u8], version: Option<&str>, window: u16, beside: &BTreeSet<String>) -> Vec<String> {
    let head = pe::read(bytes);
    let mut wrong: Vec<String> = machine(name, head.as_ref()).into_iter().collect();
    let Some(head) = head.filter(|_| wrong.is_empty()) else { return wrong };
    if head.subsystem != window {
        wrong.push(format!("{name} {} a console", if window == pe::WINDOW { "opens" } else { "has not" }));
    }
    if head.loads.is_empty() {
        wrong.push(format!("{name} loads nothing: its table of imports was not understood"));
    }
    if beside.contains(SHIM) {
        wrong.push(format!("{SHIM} lies beside {name}: it stands in for Windows under Wine and is never shipped"));
    }
    for it in &head.loads {
        if LACKED.iter().any(|lacked| it.starts_with(lacked)) {
            wrong.push(format!("{name} loads {it}, which a bare Windows lacks"));
        }
        if it == "webview2loader.dll" && !beside.contains(it) {
            wrong.push(format!("{name} loads {it}, which does not lie beside it"));
        }
    }
    let expected = version.map(|it| format!("{it}.0"));
    if expected.is_some() && head.version != expected {
        wrong.push(format!("{name} says version {:?}, not {expected:?}", head.version));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::pe::{AMD64, CONSOLE, WINDOW, tests::made};

    fn sound() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let desktop = made(AMD64, WINDOW, &["kernel32.dll", "WebView2Loader.dll"], Some([0, 1, 0, 0]));
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        put("prakarsa-desktop.exe", &desktop);
        put("prakarsa.exe", &made(AMD64, CONSOLE, &["kernel32.dll"], None));
        put("WebView2Loader.dll", &made(AMD64, WINDOW, &["kernel32.dll"], None));
        put("LICENSE.txt", b"MIT License\r\n");
        let thanks = format!("0.1.0 WebView2Loader.dll mingw-w64 {}", THANKED.join(" "));
        put("THIRD-PARTY.txt", thanks.as_bytes());
        put(MARKER, b"portabel");
        folder
    }

    #[test]
    fn a_sound_folder_is_sound_and_every_fault_is_found() {
        let folder = sound();
        assert_eq!(laid_down(folder.path(), "0.1.0", true).unwrap(), Vec::<String>::new());
        let table: [(&str, Vec<u8>, &str); 11] = [
            ("prakarsa.exe", made(0x14c, CONSOLE, &["kernel32.dll"], None), "0x014c"),
            ("WebView2Loader.dll", made(0xaa64, WINDOW, &["kernel32.dll"], None), "0xaa64"),
            ("prakarsa.exe", made(AMD64, WINDOW, &["kernel32.dll"], None), "console"),
            ("prakarsa-desktop.exe", made(AMD64, CONSOLE, &["kernel32.dll"], Some([0, 1, 0, 0])), "console"),
            ("prakarsa-desktop.exe", made(AMD64, WINDOW, &["kernel32.dll"], Some([0, 2, 0, 0])), "version"),
            ("prakarsa-desktop.exe", made(AMD64, WINDOW, &["kernel32.dll"], None), "version"),
            ("prakarsa.exe", made(AMD64, CONSOLE, &["VCRUNTIME140.dll"], None), "vcruntime140.dll"),
            ("prakarsa.exe", b"no program".to_vec(), "no program"),
            (SHIM, made(AMD64, WINDOW, &["kernel32.dll"], None), "never shipped"),
            ("LICENSE.txt", b"All rights reserved".to_vec(), "MIT License"),
            ("THIRD-PARTY.txt", b"nobody".to_vec(), "ODbL"),
        ];
        for (name, bytes, expected) in table {
            let folder = sound();
            std::fs::write(folder.path().join(name), bytes).unwrap();
            let wrong = laid_down(folder.path(), "0.1.0", true).unwrap();
            assert!(wrong.iter().any(|it| it.contains(expected)), "{name} {expected}: {wrong:?}");
        }
        for name in PROGRAMS.into_iter().chain(TEXTS).chain([MARKER]) {
            let folder = sound();
            std::fs::remove_file(folder.path().join(name)).unwrap();
            let wrong = laid_down(folder.path(), "0.1.0", true).unwrap();
            assert!(wrong.iter().any(|it| it.contains(name) && it.contains("missing")), "{name}: {wrong:?}");
        }
        // Installed, it is not carried about.
        let wrong = laid_down(folder.path(), "0.1.0", false).unwrap();
        assert!(wrong.iter().any(|it| it.contains(MARKER) && it.contains("too much")), "{wrong:?}");
    }

    #[test]
    fn a_zip_is_looked_into_as_it_unpacks() {
        let (folder, out) = (sound(), tempfile::tempdir().unwrap());
        let zip = |name: &str, inner: &str| {
            let path = out.path().join(name);
            crate::package::zipped::zip(folder.path(), inner, &path).unwrap();
            portable(&path, "0.1.0").unwrap()
        };
        assert_eq!(zip("sound.zip", FOLDER), Vec::<String>::new());
        assert!(zip("spilled.zip", "..").iter().any(|it| it.contains("does not lie in")));
    }
}
