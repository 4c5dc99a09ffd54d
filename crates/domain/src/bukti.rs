//! Bukti: documents that support answers.

use std::{fmt, str::FromStr};

use crate::named;

pub mod content;
pub mod fit;
pub mod guess;
pub mod traces;

named! {
    /// What people say of a bukti as a document: its name in history and on the wire.
    pub enum BuktiField {
        /// As the letter is numbered.
        Nomor = "nomor",
        /// ISO, as precise as it is known.
        Tanggal = "tanggal",
        /// What the letter is about.
        Tentang = "tentang",
        /// What kind of document it is: an option of the list of that name.
        JenisDokumen = "jenis_dokumen",
    }
}

/// The name of stored bytes: lower-case hex SHA-256.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BlobHash(String);

impl BlobHash {
    /// 64 lower-case hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BlobHash {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let hex = text.len() == 64 && text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
        if hex { Ok(Self(text.to_owned())) } else { Err(text.to_owned()) }
    }
}

/// Which bytes a bukti is: hash, size in bytes and file ending. Its text form
/// `<sha256>/<size>/<ending>` is the value in history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlobRef {
    /// Names the bytes wherever they are stored.
    pub sha256: BlobHash,
    /// Bytes.
    pub size: u64,
    /// Lower-case letters and digits, at most 10; empty when there is none.
    pub ending: String,
}

impl fmt::Display for BlobRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.sha256, self.size, self.ending)
    }
}

impl FromStr for BlobRef {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || text.to_owned();
        let mut parts = text.splitn(3, '/');
        let sha256 = parts.next().ok_or_else(bad)?.parse()?;
        let size = parts.next().and_then(|it| it.parse().ok()).ok_or_else(bad)?;
        let ending = parts.next().ok_or_else(bad)?;
        if ending != safe_ending(ending) {
            return Err(bad());
        }
        Ok(Self { sha256, size, ending: ending.to_owned() })
    }
}

/// The ending of a file name as it may appear in a stored name: lower-case ASCII
/// letters and digits, at most 10; empty otherwise.
pub fn safe_ending(nama_berkas: &str) -> String {
    let ending = nama_berkas.rsplit('.').next().unwrap_or("").to_lowercase();
    let safe = ending.len() <= 10 && ending.bytes().all(|it| it.is_ascii_alphanumeric());
    if safe { ending } else { String::new() }
}

/// The ending of a whole file name: empty for a name without a dot.
pub fn ending_of(nama_berkas: &str) -> String {
    if nama_berkas.contains('.') { safe_ending(nama_berkas) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_never_carry_anything_but_letters_and_digits() {
        for (name, ending) in [
            ("SK.PDF", "pdf"),
            ("foto.jpeg", "jpeg"),
            ("tanpa-akhiran", ""),
            ("a.b/../c", ""),
            ("x.sangatpanjangsekali", ""),
            ("x.p\u{202e}fd", ""),
            (".gitignore", "gitignore"),
            ("akhir.", ""),
        ] {
            assert_eq!(ending_of(name), ending, "{name:?}");
        }
    }

    #[test]
    fn a_blob_reference_survives_its_text() {
        let text = format!("{}/12/pdf", "a".repeat(64));
        assert_eq!(text.parse::<BlobRef>().unwrap().to_string(), text);
        for bad in ["", "abc/1/pdf", &format!("{}/x/pdf", "a".repeat(64)), &format!("{}/1/../x", "a".repeat(64))] {
            assert!(bad.parse::<BlobRef>().is_err(), "{bad:?}");
        }
    }
}
