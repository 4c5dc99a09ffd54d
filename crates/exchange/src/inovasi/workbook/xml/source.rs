//! Where the bytes of an XML come from: a part of a zip in UTF-8 or UTF-16, or a
//! text in memory.

use std::io::{self, BufRead, BufReader, Read, Take};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use zip::read::ZipFile;

use crate::core::foreign_zip::Budget;

/// A part, as it is unpacked.
pub(super) type Inflated<'a> = BufReader<Take<ZipFile<'a, BufReader<Budget<std::fs::File>>>>>;

pub(super) enum XmlSource<'a> {
    Part(Inflated<'a>),
    Decoded(BufReader<Decoded<Inflated<'a>>>),
    Text(&'a [u8]),
}

impl<'a> XmlSource<'a> {
    /// Looks at the first bytes of a part, which tell UTF-16 from all else.
    pub(super) fn of_part(mut part: Inflated<'a>) -> io::Result<Self> {
        let encoding = match part.fill_buf()? {
            [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
            [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
            _ => return Ok(Self::Part(part)),
        };
        Ok(Self::Decoded(BufReader::with_capacity(64 * 1024, Decoded::new(part, encoding))))
    }
}

impl Read for XmlSource<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Part(it) => it.read(out),
            Self::Decoded(it) => it.read(out),
            Self::Text(it) => it.read(out),
        }
    }
}

impl BufRead for XmlSource<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Part(it) => it.fill_buf(),
            Self::Decoded(it) => it.fill_buf(),
            Self::Text(it) => it.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        match self {
            Self::Part(it) => it.consume(n),
            Self::Decoded(it) => it.consume(n),
            Self::Text(it) => it.consume(n),
        }
    }
}

/// Bytes of another encoding, as UTF-8.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    ended: bool,
    /// What was decoded and had no room, and how much of it there is.
    left: [u8; 4],
    n_left: usize,
}

impl<R: BufRead> Decoded<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self { inner, decoder: encoding.new_decoder(), ended: false, left: [0; 4], n_left: 0 }
    }
}

impl<R: BufRead> Decoded<R> {
    /// Decodes into room for a character at least; 0 at the end.
    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.ended {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            let (result, taken, written, _) = self.decoder.decode_to_utf8(bytes, out, last);
            self.inner.consume(taken);
            self.ended = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.n_left == 0 && out.len() >= self.left.len() {
            return self.decode(out);
        }
        // Less room than a character takes is filled with a part of one.
        if self.n_left == 0 && !out.is_empty() {
            let mut room = [0; 4];
            self.n_left = self.decode(&mut room)?;
            self.left = room;
        }
        let n = self.n_left.min(out.len());
        for (to, from) in out.iter_mut().zip(self.left).take(n) {
            *to = from;
        }
        self.left.rotate_left(n);
        self.n_left -= n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_read_across_the_borders_of_buffers() {
        let text = "<a>café 😀</a>".repeat(50);
        for (encoding, order) in [(UTF_16LE, u16::to_le_bytes as fn(u16) -> [u8; 2]), (UTF_16BE, u16::to_be_bytes)] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            let mut read = String::new();
            let odd = BufReader::with_capacity(7, bytes.as_slice());
            BufReader::with_capacity(64, Decoded::new(odd, encoding)).read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
        }
    }
}
