//! What a part is by its first bytes, whatever it is called: one that nobody looks
//! through must hold nothing that a reader would run or fetch by.

/// Bytes that are looked at: enough of a heading that none is text by chance.
const LOOKED_AT: usize = 256;

/// Endings of pictures that are points or strokes, not markup.
const PICTURES: [&str; 9] = [".bmp", ".emf", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".wmf"];

/// How such a picture begins, each kind as it may be written.
const BEGINNINGS: [&[u8]; 13] = [
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"\x01\0\0\0",
    b"\xd7\xcd\xc6\x9a",
    b"\x01\0\x09\0",
    b"\x02\0\x09\0",
];

/// Beginnings of text in wider characters, and of what is packed.
const HIDDEN: [&[u8]; 4] = [b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b\x08", b"PK\x03\x04"];

/// Whether a part may lie in a document unread: a picture that begins as one, or
/// something else (a font, settings of a printer) that is neither markup nor packed.
pub(super) fn is_harmless(name: &str, bytes: &[u8]) -> bool {
    let name = name.to_lowercase();
    let begins = |with: &[&[u8]]| with.iter().any(|it| bytes.starts_with(it));
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    // Every heading has counts, and counts have zeros; the first bytes of a font are
    // scrambled and may be any.
    let is_text = head.iter().all(|it| *it >= b' ' || it.is_ascii_whitespace());
    if PICTURES.iter().any(|it| name.ends_with(it)) {
        return begins(&BEGINNINGS) && !is_text;
    }
    !(begins(&HIDDEN) || (is_text && head.contains(&b'<')))
}
