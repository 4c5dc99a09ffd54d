//! Going through the bytes of a file whose lengths nobody believes.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use super::{PictureFault, PictureResult};

/// A place in a file.
pub(super) struct Bytes<R> {
    file: BufReader<R>,
    /// Where it stands.
    pub(super) at: u64,
    /// Bytes of the whole file.
    pub(super) len: u64,
}

impl<R: Read + Seek> Bytes<R> {
    /// At the beginning.
    pub(super) fn new(mut file: R) -> PictureResult<Self> {
        let len = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { file: BufReader::new(file), at: 0, len })
    }

    /// The next bytes.
    pub(super) fn take<const N: usize>(&mut self) -> PictureResult<[u8; N]> {
        let mut bytes = [0; N];
        self.fits(N as u64)?;
        self.file.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// As many of the next bytes as there are up to a place, at most `N`; it moves on.
    pub(super) fn some<const N: usize>(&mut self, end: u64) -> PictureResult<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(end.saturating_sub(self.at)).unwrap_or(N).min(N)];
        self.fits(bytes.len() as u64)?;
        self.file.read_exact(&mut bytes)?;
        self.at += bytes.len() as u64;
        Ok(bytes)
    }

    /// Back to the beginning.
    pub(super) fn file_start(&mut self) -> PictureResult<()> {
        self.file.seek(SeekFrom::Start(0))?;
        self.at = 0;
        Ok(())
    }

    /// As many of the next bytes as there are, at most `N`; it stays where it is.
    pub(super) fn ahead<const N: usize>(&mut self) -> PictureResult<Vec<u8>> {
        let bytes = self.some::<N>(self.len)?;
        self.file.seek_relative(-i64::try_from(bytes.len()).unwrap_or_default())?;
        self.at -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Goes to a place further on.
    pub(super) fn skip_to(&mut self, end: u64) -> PictureResult<()> {
        let far = end.checked_sub(self.at).ok_or(PictureFault::Broken("a part ends before it begins"))?;
        self.fits(far)?;
        let far = i64::try_from(far).map_err(|_| PictureFault::Broken("too large"))?;
        self.file.seek_relative(far)?;
        self.at = end;
        Ok(())
    }

    /// Goes to the next byte of this value; false where none comes.
    pub(super) fn skip_until(&mut self, wanted: u8) -> PictureResult<bool> {
        loop {
            let seen = self.file.fill_buf()?;
            if seen.is_empty() {
                return Ok(false);
            }
            let found = seen.iter().position(|it| *it == wanted);
            let n = found.unwrap_or(seen.len());
            self.file.consume(n);
            self.at += n as u64;
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    fn fits(&self, n: u64) -> PictureResult<()> {
        let fits = self.at.checked_add(n).is_some_and(|it| it <= self.len);
        fits.then_some(()).ok_or(PictureFault::Broken("it ends too early"))
    }
}
