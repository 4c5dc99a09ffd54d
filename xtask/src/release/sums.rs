//! SHA-256 of what is handed on, as `sha256sum --check` reads it.

use std::{
    fs::File,
    io::{Read, Write as _},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::step::{Done, about};

/// The name of the list.
pub const SUMS: &str = "SHA256SUMS";

/// The SHA-256 of a file, in small letters.
pub fn sha256(path: &Path) -> Done<String> {
    let told = |error: std::io::Error| about(path, &error);
    let mut file = File::open(path).map_err(told)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let n = file.read(&mut buffer).map_err(told)?;
        let Some(read) = buffer.get(..n).filter(|it| !it.is_empty()) else { break };
        hash.update(read);
    }
    Ok(hex(&hash.finalize()))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// Writes the list of all files below a folder.
pub fn write(folder: &Path) -> Done {
    let path = folder.join(SUMS);
    let told = |error: std::io::Error| about(&path, &error);
    let mut lines = Vec::new();
    for it in files(folder)? {
        let name = it.strip_prefix(folder).unwrap_or(&it).to_string_lossy().replace('\\', "/");
        if name != SUMS {
            lines.push(format!("{}  {name}\n", sha256(&it)?));
        }
    }
    lines.sort_by(|one, other| named(one).cmp(named(other)));
    let mut file = File::create(&path).map_err(told)?;
    file.write_all(lines.concat().as_bytes()).map_err(told)
}

fn named(line: &str) -> &str {
    line.split_once("  ").map_or(line, |it| it.1)
}

/// The files below a folder.
pub fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|error| about(&folder, &error))? {
            let entry = entry.map_err(|error| about(&folder, &error))?;
            // A link is told as what it is: none leads out of the folder.
            let kind = entry.file_type().map_err(|error| about(&folder, &error))?;
            if kind.is_dir() { open.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_what_other_programs_say() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        std::fs::write(folder.path().join("b/c.zip"), "abc").unwrap();
        std::fs::write(folder.path().join("a.deb"), "").unwrap();
        // Twice, and the list is not in the list.
        write(folder.path()).unwrap();
        write(folder.path()).unwrap();
        assert_eq!(
            std::fs::read_to_string(folder.path().join(SUMS)).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.deb\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c.zip\n"
        );
    }
}
