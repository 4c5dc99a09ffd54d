//! `*.pdf` on Windows, where no shell puts the names in its place.

use std::path::{Path, PathBuf};

/// The files that are meant: as told, but on Windows those that fit where a name holds
/// `*` or `?`. One that nothing fits stays, so that it is told of.
pub fn meant(files: &[PathBuf]) -> Vec<PathBuf> {
    if !cfg!(windows) {
        return files.to_vec();
    }
    files.iter().flat_map(|it| fitting(it).unwrap_or_else(|| vec![it.clone()])).collect()
}

/// The files that fit a name, in the order of theirs; None where it is no pattern, or
/// nothing fits.
fn fitting(pattern: &Path) -> Option<Vec<PathBuf>> {
    let name = pattern.file_name()?.to_str()?.to_lowercase();
    if !name.contains(['*', '?']) {
        return None;
    }
    let folder = pattern.parent().filter(|it| !it.as_os_str().is_empty());
    let pattern: Vec<char> = name.chars().collect();
    let fits = |it: &PathBuf| {
        let found = it.file_name().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
        it.is_file() && fit(&pattern, &found.chars().collect::<Vec<_>>())
    };
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    // Under the folder as it was told, so that messages name what was typed.
    let named = entries.flatten().map(|it| folder.map_or_else(|| it.file_name().into(), |at| at.join(it.file_name())));
    let mut found: Vec<PathBuf> = named.filter(fits).collect();
    found.sort();
    Some(found).filter(|it| !it.is_empty())
}

/// Whether a name fits: `*` stands for any letters, `?` for one. Takes as many steps as
/// both are long, multiplied, whatever they hold.
fn fit(pattern: &[char], name: &[char]) -> bool {
    // Which beginnings of the name fit the beginning of the pattern.
    let mut fits = vec![false; name.len() + 1];
    if let Some(first) = fits.first_mut() {
        *first = true;
    }
    for sign in pattern {
        let mut before = false;
        let mut any = false;
        for (at, fit) in fits.iter_mut().enumerate() {
            let letter = at.checked_sub(1).and_then(|it| name.get(it));
            let this = *fit;
            any |= this;
            *fit = match sign {
                '*' => any,
                '?' => before,
                _ => before && letter == Some(sign),
            };
            before = this;
        }
    }
    fits.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_patterns() {
        for (pattern, name, expected) in [
            ("*.pdf", "sk.pdf", true),
            ("*.pdf", ".pdf", true),
            ("*.pdf", "sk.pdf.exe", false),
            ("sk?.pdf", "sk1.pdf", true),
            ("sk?.pdf", "sk.pdf", false),
            ("*k*2*", "sk 2024.docx", true),
            ("*", "apa saja é", true),
            ("?", "é", true),
            ("??", "é", false),
            ("a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            let [pattern, name] = [pattern, name].map(|it| it.chars().collect::<Vec<_>>());
            assert_eq!(fit(&pattern, &name), expected, "{pattern:?} {name:?}");
        }
    }

    #[test]
    fn the_files_of_a_folder_that_fit_are_meant() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.PDF", "a é.pdf", "c.docx"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        std::fs::create_dir(folder.path().join("map.pdf")).unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(fitting(&at("*.pdf")), Some(vec![at("a é.pdf"), at("b.PDF")]));
        assert_eq!(fitting(&at("c.docx")), None, "no pattern");
        assert_eq!(fitting(&at("*.xlsx")), None, "nothing fits, and it is told of by its name");
        assert_eq!(fitting(&at("tiada/*.pdf")), None);
        let told = [at("*.docx"), at("tiada.pdf")];
        let expected = if cfg!(windows) { [at("c.docx"), at("tiada.pdf")] } else { told.clone() };
        assert_eq!(meant(&told), expected);
    }
}
