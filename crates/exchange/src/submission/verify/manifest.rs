//! Lines of manifests, and how a listed path finds its file.

use std::collections::BTreeMap;

use domain::core::notice::NoticeCode;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{
    source::BagFile,
    tagfile::{BagVersion, V1_0},
};
use crate::core::digest::Algorithm;

/// The algorithm in a name like `manifest-sha256.txt`, if it is such a name.
pub(super) fn algorithm_of<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    path.strip_prefix(prefix)?.strip_suffix(".txt").filter(|it| !it.is_empty() && !it.contains('/'))
}

/// Digest and path of a line; `None` when it is neither. Old tools put `*`
/// before the path (md5sum's binary mode).
pub(super) fn split_line(line: &str, algorithm: Algorithm) -> Option<(String, &str)> {
    let (digest, rest) = line.trim_start().split_once([' ', '\t'])?;
    let path = rest.trim_start_matches([' ', '\t']);
    let path = path.strip_prefix('*').unwrap_or(path);
    let hex = digest.len() == algorithm.n_hex() && digest.bytes().all(|it| it.is_ascii_hexdigit());
    (hex && !path.trim().is_empty()).then(|| (digest.to_ascii_lowercase(), path))
}

/// Whether something that is no part of it stands before a path: `./`, or the `*` of
/// md5sum.
pub(super) fn is_marked(line: &str, path: &str) -> bool {
    path.starts_with("./") || line.strip_suffix(path).is_some_and(|it| it.ends_with('*'))
}

/// Whether a path leads, or tries to lead, out of its bag on any system.
pub(super) fn escapes(path: &str) -> bool {
    let bytes = path.as_bytes();
    let drive = bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(1) == Some(&b':');
    // `%HomeDrive%\\x` is a place of Windows; both systems decide alike.
    let variable = path.strip_prefix('%').and_then(|it| it.split_once('%'));
    let variable = variable.is_some_and(|it| !it.0.is_empty() && it.1.starts_with(['/', '\\']));
    drive
        || variable
        || path.starts_with(['/', '\\', '~'])
        || path.contains('\0')
        || path.split(['/', '\\']).any(|it| it == "..")
}

/// Removes `./`, doubled slashes and the like.
fn plain(path: &str) -> String {
    path.split('/').filter(|it| !it.is_empty() && *it != ".").collect::<Vec<_>>().join("/")
}

/// Decodes what the version percent-encodes: line ends, and in 1.0 `%` itself.
fn decoded(path: &str, percent: bool) -> String {
    let mut text = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let code = rest.get(1..3).unwrap_or_default().to_ascii_uppercase();
        let (it, n) = match code.as_str() {
            "0A" => ('\n', 3),
            "0D" => ('\r', 3),
            "25" if percent => ('%', 3),
            _ => ('%', 1),
        };
        text.push(it);
        rest = rest.get(n..).unwrap_or_default();
    }
    text + rest
}

/// How a listed path was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ListedFile {
    Exactly(usize),
    /// Only after a remarkable change, named by the key of the remark.
    After(usize, NoticeCode),
    /// Several files differ only in Unicode form.
    Clash,
}

/// Finds files by the paths that manifests list.
pub(super) struct Finder {
    version: BagVersion,
    exact: BTreeMap<String, usize>,
    /// Composed form of paths, where it differs for some file or is shared.
    composed: BTreeMap<String, Vec<usize>>,
}

impl Finder {
    pub(super) fn new(files: &[BagFile], version: BagVersion) -> Self {
        let mut composed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let exact = files.iter().enumerate().map(|(at, it)| (it.path.clone(), at)).collect();
        for (at, file) in files.iter().enumerate().filter(|it| !it.1.path.is_ascii()) {
            composed.entry(file.path.nfc().collect()).or_default().push(at);
        }
        Self { version, exact, composed }
    }

    /// The file with exactly this path.
    pub(super) fn exact(&self, path: &str) -> Option<usize> {
        self.exact.get(path).copied()
    }

    /// Groups of files whose paths differ only in Unicode form.
    pub(super) fn twins(&self) -> impl Iterator<Item = &Vec<usize>> {
        self.composed.values().filter(|it| it.len() > 1)
    }

    /// The path that a line means, and its file.
    pub(super) fn find(&self, listed: &str) -> (String, Option<ListedFile>) {
        let raw = plain(listed);
        let encoded = decoded(&raw, self.version >= V1_0);
        // 1.0 encodes; before, a path stood as it was, though bagit-python encoded
        // line ends even then.
        let (first, second) = if self.version >= V1_0 { (encoded, None) } else { (raw, Some(encoded)) };
        if let Some(at) = self.exact(&first) {
            return (first, Some(ListedFile::Exactly(at)));
        }
        if let Some(at) = second.and_then(|it| self.exact(&it)) {
            return (first, Some(ListedFile::After(at, NoticeCode::BagPathDecoded)));
        }
        if let Some(at) = self.exact(first.trim_end()) {
            return (first, Some(ListedFile::After(at, NoticeCode::BagPathTrimmed)));
        }
        let composed: String = if is_nfc(&first) { first.clone() } else { first.nfc().collect() };
        let found = self.composed.get(&composed).and_then(|it| match it.as_slice() {
            [] => None,
            [one] => Some(ListedFile::After(*one, NoticeCode::BagPathNormalized)),
            _ => Some(ListedFile::Clash),
        });
        (first, found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split_as_old_and_new_tools_write_them() {
        let md5 = "d41d8cd98f00b204e9800998ecf8427e";
        for (line, path) in [
            (format!("{md5}  data/a"), Some("data/a")),
            (format!("{md5} data/a"), Some("data/a")),
            (format!("{md5}\t \tdata/a b"), Some("data/a b")),
            (format!("{md5} *data/a"), Some("data/a")),
            (format!("{md5}  ./data/a"), Some("./data/a")),
            (format!("{}  data/a", md5.to_uppercase()), Some("data/a")),
            (md5.to_owned(), None),
            (format!("{md5}  "), None),
            (format!("{md5}0  data/a"), None),
            ("zz1d8cd98f00b204e9800998ecf8427e  data/a".into(), None),
            ("data/a".into(), None),
        ] {
            let split = split_line(&line, Algorithm::Md5);
            assert_eq!(split.as_ref().map(|it| it.1), path, "{line:?}");
            let marked = split.as_ref().is_some_and(|it| is_marked(&line, it.1));
            assert_eq!(marked, line.contains(['*', '.']), "{line:?}");
            assert!(split.is_none_or(|it| it.0 == md5));
        }
    }

    #[test]
    fn escaping_paths_are_known() {
        for path in [
            "../a",
            "data/../../a",
            "/etc/passwd",
            "~/a",
            "~root/a",
            "C:\\a",
            "c:a",
            "\\\\host\\a",
            "data\\..\\..\\a",
            "a\0b",
            "%HomeDrive%\\x",
        ] {
            assert!(escapes(path), "{path:?}");
        }
        for path in ["data/a", "data/..a", "data/a..", "data/~a", "data/a:b", "data/a\\b"] {
            assert!(!escapes(path), "{path:?}");
        }
    }

    #[test]
    fn only_the_encoded_characters_are_decoded() {
        for (path, new, old) in [
            ("a%0Ab", "a\nb", "a\nb"),
            ("a%0d%0ab", "a\r\nb", "a\r\nb"),
            ("a%250A", "a%0A", "a%250A"),
            ("100%", "100%", "100%"),
            ("a%2", "a%2", "a%2"),
            ("%41%é%", "%41%é%", "%41%é%"),
        ] {
            assert_eq!(decoded(path, true), new, "{path}");
            assert_eq!(decoded(path, false), old, "{path}");
        }
    }
}
