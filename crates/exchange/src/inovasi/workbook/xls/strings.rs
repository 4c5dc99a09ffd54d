//! Texts of an xls, which go on across the borders of records.

use std::sync::Arc;

/// Bytes in several pieces.
pub(super) struct Pieces<'a> {
    piece: &'a [u8],
    more: std::slice::Iter<'a, &'a [u8]>,
}

const WIDE: u8 = 1;
const WITH_MORE: u8 = 4;
const WITH_RUNS: u8 = 8;

impl<'a> Pieces<'a> {
    pub(super) fn new(first: &'a [u8], more: &'a [&'a [u8]]) -> Self {
        Self { piece: first, more: more.iter() }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.piece = self.more.next()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, n: usize) -> Option<()> {
        let mut left = n;
        while left > 0 {
            if self.piece.is_empty() {
                self.piece = self.more.next()?;
            }
            let step = left.min(self.piece.len());
            self.piece = self.piece.get(step..)?;
            left -= step;
        }
        Some(())
    }

    /// `n` characters. Where they go on in another record, that one says anew how
    /// wide they are.
    fn letters(&mut self, n: usize, flags: u8) -> Option<String> {
        let mut wide = flags & WIDE != 0;
        let mut letters: Vec<u16> = Vec::new();
        for _ in 0..n {
            if self.piece.is_empty() {
                self.piece = self.more.next()?;
                wide = self.byte()? & WIDE != 0;
            }
            letters.push(if wide { self.word()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&letters))
    }

    /// One text with its length in front; the inner `None` stands for one beyond
    /// the limit, which a spreadsheet program does not write.
    pub(super) fn text(&mut self, limit: usize) -> Option<Option<String>> {
        let n = usize::from(self.word()?);
        let flags = self.byte()?;
        let runs = if flags & WITH_RUNS != 0 { usize::from(self.word()?) } else { 0 };
        let more = if flags & WITH_MORE != 0 {
            let low = self.word()?;
            let high = self.word()?;
            usize::from(low) | usize::from(high) << 16
        } else {
            0
        };
        let text = self.letters(n, flags)?;
        self.skip(runs * 4 + more)?;
        Some((n <= limit).then_some(text))
    }

    /// The table of shared texts; ends early where the records do.
    pub(super) fn table(&mut self, limit: usize) -> Vec<Option<Arc<str>>> {
        let mut texts = Vec::new();
        // How often they are used, then how many there are: both only claims.
        if self.skip(8).is_none() {
            return texts;
        }
        while let Some(text) = self.text(limit) {
            texts.push(text.map(Into::into));
        }
        texts
    }
}

/// A text of at most 255 characters, its length in one byte.
pub(super) fn short_text(bytes: &[u8]) -> Option<String> {
    let (n, rest) = bytes.split_first()?;
    let (flags, rest) = rest.split_first()?;
    Pieces::new(rest, &[]).letters(usize::from(*n), *flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_with_other_letters() {
        let more: [&[u8]; 1] = [b"\x01c\x00\xe9\x00"];
        let mut pieces = Pieces::new(b"\x04\x00\x00ab", &more);
        assert_eq!(pieces.text(100), Some(Some("abcé".into())));
        assert_eq!(pieces.text(100), None);
        assert_eq!(Pieces::new(b"\x02\x00\x00ab", &[]).text(1), Some(None));
        assert_eq!(Pieces::new(b"\xff\xff\x00ab", &[]).text(100), None);
    }
}
