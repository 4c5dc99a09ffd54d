//! A file made piece by piece while it is read: no more than one piece is held.

use std::io::{self, Read};

/// A beginning, `n` pieces and an end, as bytes.
pub(super) struct Stream<F> {
    piece: F,
    n: usize,
    at: usize,
    /// What was made and not yet read, and how far it was read.
    made: String,
    read: usize,
    end: Option<String>,
}

impl<F: FnMut(usize) -> io::Result<String>> Stream<F> {
    pub(super) fn new(begin: String, n: usize, end: String, piece: F) -> Self {
        Self { piece, n, at: 0, made: begin, read: 0, end: Some(end) }
    }
}

impl<F: FnMut(usize) -> io::Result<String>> Read for Stream<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read >= self.made.len() {
            self.read = 0;
            self.made = if self.at < self.n {
                self.at += 1;
                (self.piece)(self.at - 1)?
            } else if let Some(end) = self.end.take() {
                end
            } else {
                return Ok(0);
            };
        }
        let rest = self.made.as_bytes().get(self.read..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.read += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_order_and_blank_ones_end_nothing() {
        let mut text = String::new();
        let pieces = ["satu,", "", "tiga"];
        let piece = |at: usize| Ok(pieces[at].to_owned());
        Stream::new("[".into(), 3, "]".into(), piece).read_to_string(&mut text).unwrap();
        assert_eq!(text, "[satu,tiga]");
        text.clear();
        Stream::new(String::new(), 0, String::new(), piece).read_to_string(&mut text).unwrap();
        assert_eq!(text, "");
    }
}
