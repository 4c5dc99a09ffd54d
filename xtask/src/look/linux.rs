//! The packages of Linux, opened with the system's own tools.

use std::path::{Path, PathBuf};

use super::{THANKED, lacks, opened};
use crate::{
    release::sums::files,
    step::{Done, answer, ask, run},
};

/// Where both kinds of packages lay everything.
const LICENCES: &str = "usr/share/doc/prakarsa";
const PROGRAMS: [&str; 2] = ["prakarsa-desktop", "prakarsa"];
const MIME: &str = "application/vnd.prakarsa.parcel";

pub fn deb(path: &Path, version: &str) -> Done<Vec<String>> {
    if ask("dpkg-deb", &["--version"]).is_none() {
        return not_opened(path, "dpkg-deb");
    }
    let mut wrong = Vec::new();
    for (name, wanted) in [("Package", "prakarsa"), ("Version", version), ("Architecture", "amd64")] {
        let told = answer(std::process::Command::new("dpkg-deb").arg("--field").arg(path).arg(name))?;
        if told != wanted {
            wrong.push(format!("{name} is {told:?}, not {wanted:?}"));
        }
    }
    let depends = answer(std::process::Command::new("dpkg-deb").arg("--field").arg(path).arg("Depends"))?;
    for it in ["libwebkit2gtk-4.1-0", "libgtk-3-0", "libc6"] {
        if !depends.contains(it) {
            wrong.push(format!("Depends does not name {it}: {depends}"));
        }
    }
    let folder = opened(path)?;
    run(std::process::Command::new("dpkg-deb").arg("--extract").arg(path).arg(&folder))?;
    for name in PROGRAMS {
        let bytes = std::fs::read(folder.join("usr/bin").join(name)).unwrap_or_default();
        wrong.extend(libc_too_old(name, &bytes, &depends));
    }
    wrong.extend(laid_down(&folder, version)?);
    wrong.extend(lacks(&folder.join(LICENCES).join("copyright"), &["Format: https://www.debian.org", "ODbL-1.0"]));
    Ok(wrong)
}

pub fn rpm(path: &Path, version: &str) -> Done<Vec<String>> {
    if ask("rpm", &["--version"]).is_none() || ask("cpio", &["--version"]).is_none() {
        return not_opened(path, "rpm and cpio");
    }
    let mut wrong = Vec::new();
    let mut query = std::process::Command::new("rpm");
    let told = answer(
        query.args(["--query", "--package", "--queryformat", "%{NAME} %{VERSION} %{ARCH} %{LICENSE}"]).arg(path),
    )?;
    let wanted = format!("prakarsa {version} x86_64 MIT");
    if told != wanted {
        wrong.push(format!("it says {told:?}, not {wanted:?}"));
    }
    let folder = opened(path)?;
    let (from, to) = (path.to_string_lossy(), folder.to_string_lossy());
    run(std::process::Command::new("sh")
        .args(["-c", "rpm2cpio \"$1\" | (cd \"$2\" && cpio --extract --make-directories --quiet)", "sh"])
        .args([from.as_ref(), to.as_ref()]))?;
    wrong.extend(laid_down(&folder, version)?);
    wrong.extend(lacks(&folder.join(LICENCES).join("copyright"), &["ODbL-1.0"]));
    Ok(wrong)
}

/// An image is a program; the rest of it is the folder that the others hold too.
pub fn appimage(path: &Path) -> Done<Vec<String>> {
    let bytes = std::fs::read(path).map_err(|error| crate::step::about(path, &error))?;
    Ok(elf("it", &bytes).into_iter().collect())
}

fn not_opened(path: &Path, tool: &str) -> Done<Vec<String>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(vec![format!("{name} cannot be opened here: {tool} is missing")])
}

/// The tree of a package as it lies on a machine.
fn laid_down(folder: &Path, version: &str) -> Done<Vec<String>> {
    let mut wrong = Vec::new();
    for name in PROGRAMS {
        let program = folder.join("usr/bin").join(name);
        match std::fs::read(&program) {
            Err(_) => wrong.push(format!("usr/bin/{name} is missing")),
            Ok(bytes) => wrong.extend(elf(name, &bytes)),
        }
    }
    let told = ask(&folder.join("usr/bin/prakarsa").to_string_lossy(), &["--version"]);
    if told.as_deref().and_then(|it| it.split_whitespace().last()) != Some(version) {
        wrong.push(format!("prakarsa --version says {told:?}, not {version}"));
    }
    wrong.extend(lacks(&folder.join(LICENCES).join("THIRD-PARTY.txt"), &THANKED));
    let mime = folder.join("usr/share/mime/packages/prakarsa.xml");
    wrong.extend(lacks(&mime, &[&format!("type=\"{MIME}\""), "*.prakarsa"]));
    let applications = folder.join("usr/share/applications");
    let entries: Vec<PathBuf> = files(&applications).unwrap_or_default();
    match entries.as_slice() {
        [entry] => {
            let mime = format!("MimeType={MIME};");
            wrong.extend(lacks(entry, &["Exec=prakarsa-desktop %f", &mime, "Icon=prakarsa-desktop", "Categories="]));
        }
        _ => wrong.push(format!("{} entries of the desktop, not one", entries.len())),
    }
    let icons = files(&folder.join("usr/share/icons/hicolor")).unwrap_or_default();
    for size in ["32x32", "128x128", "256x256@2"] {
        if !icons.iter().any(|it| it.to_string_lossy().contains(&format!("/{size}/apps/prakarsa-desktop.png"))) {
            wrong.push(format!("no icon of {size}"));
        }
    }
    let shipped = files(folder)?;
    for it in shipped.iter().filter(|it| !it.starts_with(folder.join("usr"))) {
        wrong.push(format!("{} lies outside of usr", it.display()));
    }
    Ok(wrong)
}

/// Whether a program asks for a newer C library than the package does, as one that was
/// built on a newer system would.
fn libc_too_old(name: &str, bytes: &[u8], depends: &str) -> Option<String> {
    const MARK: &[u8] = b"GLIBC_2.";
    let number = |text: &[u8]| -> Option<u32> {
        let digits: String = text.iter().take(3).map(|it| char::from(*it)).take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let asked = bytes.windows(MARK.len() + 3).filter_map(|it| number(it.strip_prefix(MARK)?)).max()?;
    let told = depends.split("libc6 (>= 2.").nth(1).and_then(|it| number(it.as_bytes()));
    (told.unwrap_or_default() < asked)
        .then(|| format!("{name} needs libc6 2.{asked}, which Depends does not say: {depends}"))
}

/// Whether a program is one for 64 bit x86.
fn elf(name: &str, bytes: &[u8]) -> Option<String> {
    let is_elf = bytes.get(..5) == Some(&[0x7f, b'E', b'L', b'F', 2]);
    let machine = bytes.get(18..20).map(|it| u16::from_le_bytes(it.try_into().unwrap_or_default()));
    match (is_elf, machine) {
        (true, Some(0x3e)) => None,
        (true, Some(other)) => Some(format!("{name} is for machine {other:#06x}, not 64 bit x86")),
        _ => Some(format!("{name} is no program")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree with programs that only say their version.
    fn sound() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put("usr/share/doc/prakarsa/THIRD-PARTY.txt", &THANKED.join(" "));
        put("usr/share/mime/packages/prakarsa.xml", &format!("type=\"{MIME}\" *.prakarsa"));
        let entry = format!("Exec=prakarsa-desktop %f\nMimeType={MIME};\nIcon=prakarsa-desktop\nCategories=Office;");
        put("usr/share/applications/Prakarsa.desktop", &entry);
        for size in ["32x32", "128x128", "256x256@2"] {
            put(&format!("usr/share/icons/hicolor/{size}/apps/prakarsa-desktop.png"), "png");
        }
        folder
    }

    #[test]
    fn every_fault_of_a_tree_is_found() {
        // Its two programs are missing, and nothing else is wrong.
        let base = laid_down(sound().path(), "0.1.0").unwrap();
        assert_eq!(base.len(), 3, "{base:?}");
        for (name, text, expected) in [
            ("usr/share/applications/Prakarsa.desktop", "Exec=prakarsa-desktop", "%f"),
            ("usr/share/applications/Lain.desktop", "", "2 entries"),
            ("usr/share/mime/packages/prakarsa.xml", "", "*.prakarsa"),
            ("usr/share/doc/prakarsa/THIRD-PARTY.txt", "", "ODbL"),
            ("usr/bin/prakarsa", "#!/bin/sh", "no program"),
            ("etc/prakarsa.conf", "", "outside of usr"),
        ] {
            let folder = sound();
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
            let wrong = laid_down(folder.path(), "0.1.0").unwrap();
            assert!(wrong.iter().any(|it| it.contains(expected)), "{name}: {wrong:?}");
        }
        let folder = sound();
        std::fs::remove_dir_all(folder.path().join("usr/share/icons")).unwrap();
        assert_eq!(laid_down(folder.path(), "0.1.0").unwrap().iter().filter(|it| it.contains("no icon")).count(), 3);
    }

    #[test]
    fn a_package_asks_for_the_c_library_that_its_programs_need() {
        let program = b"\x7fELF...GLIBC_2.4\0GLIBC_2.35\0GLIBC_2.9\0GLIBC_PRIVATE\0";
        assert_eq!(libc_too_old("prakarsa", program, "libc6 (>= 2.35), libgtk-3-0"), None);
        assert!(libc_too_old("prakarsa", program, "libc6 (>= 2.31)").unwrap().contains("2.35"));
        assert!(libc_too_old("prakarsa", program, "libgtk-3-0").is_some());
    }

    #[test]
    fn a_program_of_another_machine_is_found() {
        let made = |machine: u16| {
            let mut bytes = vec![0_u8; 64];
            bytes[..5].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2]);
            bytes[18..20].copy_from_slice(&machine.to_le_bytes());
            bytes
        };
        assert_eq!(elf("prakarsa", &made(0x3e)), None);
        assert!(elf("prakarsa", &made(0xb7)).unwrap().contains("0x00b7"));
        assert!(elf("prakarsa", b"#!/bin/sh").is_some());
    }
}
