//! The tag files of a bag, as RFC 8493 words them.

use crate::core::port::Written;

/// The declaration (2.1.1): exactly these two lines.
pub(super) const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Longest line of `bag-info.txt`, in characters (2.2.2 recommends 79).
const WIDTH: usize = 79;

/// A manifest (2.1.3): digest, two blanks, path; sorted by path. In a path, `%`
/// and line ends are percent-encoded.
pub(super) fn manifest(files: &mut [(String, Written)]) -> String {
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut text = String::new();
    for (path, written) in files {
        let path = path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        text.push_str(&format!("{}  {path}\n", written.sha256));
    }
    text
}

/// Brings `Label: value` lines into the form of `bag-info.txt`: blank lines go,
/// long ones are folded at blanks, continued with two blanks.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let mut width = 0;
        for word in line.split(' ').filter(|it| !it.is_empty()) {
            let n = word.chars().count();
            if width > 0 && width + 1 + n > WIDTH {
                folded.push_str("\n  ");
                width = 2;
            } else if width > 0 {
                folded.push(' ');
                width += 1;
            }
            folded.push_str(word);
            width += n;
        }
        folded.push('\n');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded_and_sorted() {
        let sha256: domain::bukti::BlobHash = "a".repeat(64).parse().unwrap();
        let written = Written { size: 1, sha256 };
        let mut files: Vec<(String, Written)> =
            ["data/b%0A", "data/a\r\n", "data/a"].map(|it| (it.to_owned(), written.clone())).into();
        let text = manifest(&mut files);
        let paths: Vec<&str> = text.lines().map(|it| it.split_once("  ").unwrap().1).collect();
        assert_eq!(paths, ["data/a", "data/a%0D%0A", "data/b%250A"]);
    }

    #[test]
    fn long_values_are_folded() {
        let text = fold(&format!("Label: {}\n\n  Kedua:  x  \n", "kata ".repeat(40)));
        assert!(text.lines().all(|it| it.chars().count() <= WIDTH));
        assert_eq!(text.lines().filter(|it| !it.starts_with(' ')).count(), 2);
        assert!(text.ends_with("Kedua: x\n"));
    }
}
