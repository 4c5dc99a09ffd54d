//! Web archives (MHT): pages and all that belongs to them in one file of mail.
//!
//! Only what stands in the file is read; nothing that it names is fetched. Excel
//! writes a part for each sheet and the names of all into the first.

use super::{Book, BookLimits, Error, html, text};

/// Archives inside each other; mail that was forwarded has two.
const MAX_DEPTH: usize = 4;
/// Bytes of the lines in front of a part.
const MAX_HEAD: usize = 64 << 10;

/// Whether a file begins as mail that holds a page.
pub(super) fn is_one(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let first = head.trim_start().split(['\r', '\n']).next().unwrap_or_default();
    let mail = ["mime-version:", "from:", "subject:", "date:", "content-type:", "snapshot-content-location:"];
    let begins = |it: &&str| first.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it));
    mail.iter().any(begins) && text::find(&head, 0, "content-type:").is_some()
}

struct ArchivePage {
    location: String,
    text: String,
}

/// Reads the tables of its pages; `name` is that of the file.
///
/// # Errors
/// It holds no page with a table; it ends too early; the limits.
pub(super) fn read(bytes: &[u8], name: &str, limits: &BookLimits) -> Result<Book, Error> {
    let mut pages = ArchivePages { parts: Vec::new(), n_part: 0, left: limits.max_total, limits };
    pages.take(bytes, 0)?;
    let told: Vec<(String, String)> = pages.parts.iter().flat_map(|it| html::sheets_told(&it.text)).collect();
    let file = |it: &str| it.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let named = pages.parts.iter().map(|part| {
        let sheet = told.iter().find(|it| !it.1.is_empty() && file(&it.1) == file(&part.location));
        (part.text.as_str(), sheet.map(|it| it.0.clone()))
    });
    // The frame around the sheets, and the row of their tabs, hold no table.
    html::read_all(named, name, limits)
}

struct ArchivePages<'a> {
    parts: Vec<ArchivePage>,
    n_part: u64,
    left: u64,
    limits: &'a BookLimits,
}

impl ArchivePages<'_> {
    /// Takes a part, or the parts of one that is made of several.
    fn take(&mut self, bytes: &[u8], depth: usize) -> Result<(), Error> {
        self.n_part += 1;
        if self.n_part > self.limits.max_parts || depth > MAX_DEPTH {
            return Err(Error::Bomb { detail: format!("{} parts", self.n_part) });
        }
        let (head, body) = divided(bytes);
        let kind = header(&head, "content-type").unwrap_or_default();
        let lower = kind.to_ascii_lowercase();
        if lower.starts_with("multipart/") {
            let boundary = parameter(&kind, "boundary").ok_or_else(|| Error::damaged("MHT", "no boundary"))?;
            for part in between(body, &boundary, self.limits.max_parts)? {
                self.take(part, depth + 1)?;
            }
            return Ok(());
        }
        if !(lower.starts_with("text/html") || lower.starts_with("application/xhtml")) {
            return Ok(());
        }
        let coding = header(&head, "content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        let decoded = match coding.trim() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
        self.left = self
            .left
            .checked_sub(decoded.len() as u64)
            .ok_or_else(|| Error::Bomb { detail: format!("{} bytes", decoded.len()) })?;
        let declared = parameter(&kind, "charset").or_else(|| html::declared(&decoded));
        let text = text::decode(decoded, declared.as_deref())?.0;
        self.parts.push(ArchivePage { location: header(&head, "content-location").unwrap_or_default(), text });
        Ok(())
    }
}

/// The lines in front, with folded ones joined, and what follows the blank line.
fn divided(bytes: &[u8]) -> (Vec<String>, &[u8]) {
    let mut lines: Vec<String> = Vec::new();
    let (mut rest, mut taken) = (bytes, 0);
    while let Some(n) = rest.iter().position(|it| *it == b'\n') {
        let (line, after) = rest.split_at(n + 1);
        rest = after;
        taken += line.len();
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if (line.is_empty() && !lines.is_empty()) || taken > MAX_HEAD {
            break;
        }
        match lines.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(before) => *before += line,
            None if line.is_empty() => {}
            None => lines.push(line.to_owned()),
        }
    }
    (lines, rest)
}

fn header(head: &[String], name: &str) -> Option<String> {
    let of = |it: &String| {
        it.split_once(':').filter(|it| it.0.trim().eq_ignore_ascii_case(name)).map(|it| it.1.trim().to_owned())
    };
    head.iter().find_map(of)
}

/// `; name="value"` of a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    let is = |it: &&str| it.trim_start().get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
    let value = header.split(';').skip(1).filter(is).find_map(|it| it.split_once('='))?.1.trim();
    let bare = value.strip_prefix('"').map_or(value, |it| it.split('"').next().unwrap_or_default());
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// What stands between the lines of a boundary.
///
/// # Errors
/// The last of them is missing; there are more than `most`.
fn between<'a>(body: &'a [u8], boundary: &str, most: u64) -> Result<Vec<&'a [u8]>, Error> {
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let (mut from, mut at) = (None, 0);
    for line in body.split_inclusive(|it| *it == b'\n') {
        let after = line.strip_prefix(mark.as_bytes());
        let ends = |it: &&[u8]| it.first().is_none_or(|it| it.is_ascii_whitespace()) || it.starts_with(b"--");
        if let Some(after) = after.filter(ends) {
            if let Some(part) = from.and_then(|from| body.get(from..at)) {
                parts.push(part);
            }
            if after.starts_with(b"--") {
                return Ok(parts);
            }
            if parts.len() as u64 > most {
                return Err(Error::Bomb { detail: format!("{} parts", parts.len()) });
            }
            from = Some(at + line.len());
        }
        at += line.len();
    }
    Err(Error::damaged("MHT", "ends too early"))
}

/// What `=3D` and its kin stand for ([RFC 2045] 6.7); a sign that stands for nothing
/// stays.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            out.push(*first);
        } else if let Some(next) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
            rest = next;
        } else if let Some(it) = after.get(..2).and_then(|it| std::str::from_utf8(it).ok())
            && let Ok(byte) = u8::from_str_radix(it, 16)
        {
            out.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            out.push(b'=');
        }
    }
    out
}

/// Six bits a letter; all that is none is passed over, and the end is where `=` stands.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut n) = (0_u32, 0);
    for it in body.iter().take_while(|it| **it != b'=') {
        let value = match it {
            b'A'..=b'Z' => it - b'A',
            b'a'..=b'z' => it - b'a' + 26,
            b'0'..=b'9' => it - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        n += 6;
        if n >= 8 {
            n -= 8;
            out.push(u8::try_from(bits >> n & 0xff).unwrap_or_default());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_as_they_were() {
        assert_eq!(quoted_printable(b"<td x=3D1>caf=C3=A9=\r\n kota=\n!=zz="), "<td x=1>café kota!=zz=".as_bytes());
        assert_eq!(base64(b"Y2Fm\r\nw6k=\r\n"), "café".as_bytes());
        assert_eq!(base64(b"YWI"), b"ab");
        assert_eq!(base64(b""), b"");
    }

    #[test]
    fn parts_are_divided_at_their_boundary() {
        let head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=_x\"\r\n\r\n";
        assert!(is_one(head) && !is_one(b"No;Nama\n1;Content-Type: x\n") && !is_one(b"From: a;b\n1;2\n"));
        let (lines, _) = divided(head);
        let kind = header(&lines, "Content-Type").unwrap();
        assert_eq!(parameter(&kind, "boundary").as_deref(), Some("--=_x"));
        assert_eq!(parameter("text/html; charset=utf-8", "charset").as_deref(), Some("utf-8"));
        let body = b"before\r\n----=_x\r\none\r\n----=_xy\r\n----=_x\r\ntwo\r\n----=_x--\r\nafter";
        assert_eq!(between(body, "--=_x", 9).unwrap(), [b"one\r\n----=_xy\r\n".as_slice(), b"two\r\n"]);
        assert!(between(b"----=_x\r\none", "--=_x", 9).is_err());
        assert!(between(&b"--x\n".repeat(20), "x", 9).is_err());
    }
}
