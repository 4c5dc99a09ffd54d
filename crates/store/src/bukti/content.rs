//! What the bytes of a blob are, worked out once per blob and kept beside it: its
//! first bytes, and where a format needs it its end or its table of contents. Memory
//! does not grow with the file, and nothing in it is executed or unpacked.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use domain::bukti::{
    BlobHash,
    content::{Content, Flaw, Format},
};
use infer::MatcherType;

mod formats;
mod pdf;

use crate::{Reader, Result};

/// The number of this way of reading; raised, everything is looked at anew.
pub(super) const READER: i64 = 2;

/// So many bytes of the beginning are looked at.
const HEAD: usize = 8 << 10;

/// What an open file is.
///
/// # Errors
/// It cannot be read.
pub(crate) fn look(file: &mut File) -> io::Result<Content> {
    let size = file.metadata()?.len();
    let mut head = vec![0; HEAD];
    let n = read_at(file, 0, &mut head)?;
    head.truncate(n);
    let begins = |magic: &[u8]| head.starts_with(magic);
    if head.get(..1024.min(n)).is_some_and(|it| formats::find(it, b"%PDF-").is_some()) {
        return pdf::pdf(file, size, &head);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Ok(formats::zip(file));
    }
    if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return formats::compound(file);
    }
    if begins(b"L\0\0\0\x01\x14\x02\0") {
        return Ok(Content::new(Format::Pointer));
    }
    let Some(kind) = infer::get(&head) else { return formats::text(file, size, &head) };
    Ok(match (kind.mime_type(), kind.matcher_type()) {
        ("image/jpeg", _) => formats::jpeg(file, size)?,
        ("image/png", _) => formats::png(file, size, &head)?,
        (_, MatcherType::Image) => Content::new(Format::Picture),
        (_, MatcherType::Video) => formats::video(file, size, &head)?,
        (_, MatcherType::Audio) => Content::new(Format::Audio),
        // Its mark alone, without the rest of a head, opens nowhere; `infer` files it here.
        ("application/pdf", _) => Content::new(Format::Unknown),
        (_, MatcherType::Archive) => Content::new(Format::Archive),
        (_, MatcherType::App) | ("text/x-shellscript", _) => Content::new(Format::Program),
        _ => formats::text(file, size, &head)?,
    })
}

/// Fills as much of a buffer as the file has from there on.
pub(super) fn read_at(file: &mut File, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
    file.seek(SeekFrom::Start(at))?;
    let mut n = 0;
    while let Some(rest) = buffer.get_mut(n..).filter(|it| !it.is_empty()) {
        match file.read(rest)? {
            0 => break,
            more => n += more,
        }
    }
    Ok(n)
}

impl Reader<'_> {
    /// What the bytes of a blob are; None where they are not here or nobody could read
    /// them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn content(&self, sha256: &BlobHash) -> Result<Option<Content>> {
        let mut statement = self.connection.prepare_cached("SELECT content FROM blob_content WHERE sha256 = ?1")?;
        let mut rows = statement.query([sha256.as_str()])?;
        let text: Option<String> = rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(text.and_then(|it| it.parse().ok()))
    }
}

/// Something wrong with bytes, where there is.
fn flawed(format: Format, flaw: Option<Flaw>) -> Content {
    Content { flaw, ..Content::new(format) }
}

#[cfg(test)]
mod content_test;
