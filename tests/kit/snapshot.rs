//! Expected files beside the tests; `BLESS=1` writes them anew.

use std::fs;

use super::root;

/// Compares a text with `tests/<path>`.
pub fn check_snapshot(path: &str, actual: &str) {
    let file = root().join("tests").join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run with BLESS=1", file.display()))
        .replace('\r', "");
    super::dump::assert_same(&expected, actual, &format!("{path} differs (BLESS=1 accepts it)"));
}

/// Compares what follows a mark in a file of the repository, up to the next empty
/// line, with what it should be.
pub fn check_part(path: &str, mark: &str, actual: &str) {
    let text = super::read(path).replace('\r', "");
    let (before, rest) = text.split_once(mark).unwrap_or_else(|| panic!("{path}: no {mark}"));
    let (expected, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
    if std::env::var_os("BLESS").is_some() {
        fs::write(root().join(path), format!("{before}{mark}{actual}\n{after}")).unwrap();
        return;
    }
    super::dump::assert_same(&format!("{expected}\n"), actual, &format!("{path} differs (BLESS=1 accepts it)"));
}

/// Compares lines that may be added to and never altered.
pub fn check_frozen(path: &str, lines: &[String]) {
    let file = root().join("tests").join(path);
    let known = fs::read_to_string(&file).unwrap_or_default();
    for line in known.lines() {
        assert!(lines.iter().any(|it| it.trim_end() == line), "{path}: frozen, but changed: {line}");
    }
    if lines.concat() != known {
        assert!(std::env::var_os("BLESS").is_some(), "{path}: not frozen yet; run with BLESS=1");
        fs::write(&file, lines.concat()).unwrap();
    }
}
