//! What a file of text says, in whichever encoding it is kept.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Error;

/// The text, and the name of the encoding that was assumed. `declared` is the one
/// that the file names itself, which is believed where the bytes do not speak
/// against it: many pages say so without knowing.
///
/// # Errors
/// It is no text.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<(String, &'static str), Error> {
    if let Some(encoding) = wide_or_marked(&bytes) {
        return Ok((encoding.decode_with_bom_removal(&bytes).0.into_owned(), encoding.name()));
    }
    if bytes.iter().take(4096).any(|it| *it == 0) {
        return Err(Error::NotAWorkbook { found: "binary" });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, UTF_8.name())),
        Err(it) => {
            let named = declared.and_then(|it| Encoding::for_label(it.trim().as_bytes()));
            let narrow = |it: &&Encoding| *it != UTF_8 && *it != UTF_16LE && *it != UTF_16BE;
            let encoding = named.filter(narrow).unwrap_or(WINDOWS_1252);
            Ok((encoding.decode_without_bom_handling(it.as_bytes()).0.into_owned(), encoding.name()))
        }
    }
}

/// The encoding that a mark in front tells, or that every second byte being zero does.
fn wide_or_marked(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let looked_at = bytes.len().min(1024) / 2;
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(looked_at).filter(|it| **it == 0).count();
    let wide = [(1, UTF_16LE), (0, UTF_16BE)];
    wide.into_iter().find(|it| looked_at > 4 && zeros(it.0) > looked_at / 2).map(|it| it.1)
}

/// Where `wanted`, in small letters, stands first from `at` on, whatever the letters
/// of the text are.
pub(super) fn find(text: &str, at: usize, wanted: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(at..)?;
    bytes.windows(wanted.len()).position(|it| it.eq_ignore_ascii_case(wanted.as_bytes())).map(|it| it + at)
}

/// The beginning of a text, at most so many bytes of it.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_told() {
        for (bytes, text, encoding) in [
            (b"\xef\xbb\xbfcaf\xc3\xa9".as_slice(), "café", "UTF-8"),
            (b"caf\xc3\xa9", "café", "UTF-8"),
            (b"caf\xe9 \x93kota\x94", "café “kota”", "windows-1252"),
            (b"\xff\xfec\x00a\x00", "ca", "UTF-16LE"),
            (b"\xfe\xff\x00c\x00a", "ca", "UTF-16BE"),
            (b"N\x00o\x00;\x00N\x00a\x00m\x00a\x00", "No;Nama", "UTF-16LE"),
            (b"\x00N\x00o\x00;\x00N\x00a\x00m\x00a", "No;Nama", "UTF-16BE"),
        ] {
            let found = decode(bytes.to_vec(), None).unwrap();
            assert_eq!((found.0.as_str(), found.1), (text, encoding));
        }
        assert!(decode(b"ab\x00cdefghijklmnop".to_vec(), None).is_err());
        // A page that names another encoding is believed only where it can be.
        assert_eq!(decode(b"caf\xc3\xa9".to_vec(), Some("iso-8859-15")).unwrap().0, "café");
        assert_eq!(decode(b"\xa4 5".to_vec(), Some("iso-8859-15")).unwrap().0, "€ 5");
        assert_eq!(decode(b"caf\xe9".to_vec(), Some("utf-8")).unwrap().0, "café");
    }

    #[test]
    fn words_are_found_in_any_letters() {
        assert_eq!(find("<TABLE><table>", 0, "<table"), Some(0));
        assert_eq!(find("<TABLE><table>", 1, "<table"), Some(7));
        assert_eq!(find("é<Table>", 0, "<table"), Some(2));
        assert_eq!(find("", 0, "<table"), None);
        assert_eq!(beginning("aé", 2), "a");
    }
}
