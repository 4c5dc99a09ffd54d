//! A copy of a picture that tells nothing of place and persons.

use std::{
    collections::VecDeque,
    io::{self, Cursor, Read, Seek, SeekFrom},
};

use super::{Container, Picture, PictureFault, PicturePart, PictureResult, What, traces::orientation, walk::walk};

/// An Exif block that says nothing but how the picture is turned.
fn turned(orientation: u8) -> [u8; 26] {
    let mut block = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    block[18] = orientation;
    block
}

/// The same as a part of its own.
fn turned_part(container: Container, orientation: u8) -> Vec<u8> {
    let block = turned(orientation);
    match container {
        Container::Jpeg => [&b"\xFF\xE1\0\x22Exif\0\0"[..], &block].concat(),
        Container::Webp => [&b"EXIF\x1A\0\0\0"[..], &block].concat(),
        Container::Png => {
            let named = [&b"eXIf"[..], &block].concat();
            [&b"\0\0\0\x1A"[..], &named, &crc(&named).to_be_bytes()].concat()
        }
    }
}

/// The sum that stands behind each part of a PNG (CRC-32 of ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |it, _| (it >> 1) ^ (0xEDB8_8320 & (it & 1).wrapping_neg()))
    })
}

/// A picture without what it tells, as it is read.
pub struct Stripped<R> {
    file: R,
    pieces: VecDeque<Piece>,
}

/// What stands one behind the other in the copy.
enum Piece {
    /// Of our own.
    Own(Cursor<Vec<u8>>),
    /// As it lies in the file, from one place to another.
    Kept(u64, u64),
}

/// A JPEG, PNG or WebP without what it tells of place, persons and camera, and without
/// small pictures and whatever hangs behind it. Every byte of its pixels and its colours
/// stays, and so does how it is turned. The copy is never larger, and what is read of
/// it at once is all that comes into memory.
///
/// # Errors
/// It is none of these, or damaged; it cannot be read.
pub fn strip<R: Read + Seek>(mut file: R) -> PictureResult<Stripped<R>> {
    let picture = walk(&mut file)?;
    // Where there was less, a block of ours would make the copy larger.
    let sum = if picture.container == Container::Png { 4 } else { 0 };
    let block = turned(1).len() as u64 + sum;
    // Without its own head a WebP has no room for Exif.
    let may_tell = picture.container != Container::Webp || picture.parts.iter().any(|it| it.what == What::Vp8x);
    let turned = if may_tell { orientation(&picture, &mut file, block)? } else { None };
    let mut added = turned.map(|it| turned_part(picture.container, it));
    let mut pieces = VecDeque::new();
    let mut own = |bytes: Vec<u8>| Piece::Own(Cursor::new(bytes));
    if picture.container == Container::Webp {
        let size: u64 = picture.parts.iter().filter(|it| it.what.is_kept()).map(|it| it.end - it.at).sum();
        let size = size + 4 + added.as_ref().map_or(0, |it| it.len() as u64);
        let size = u32::try_from(size).map_err(|_| PictureFault::Broken("too large"))?;
        pieces.push_back(own([b"RIFF", &size.to_le_bytes()[..], b"WEBP"].concat()));
    }
    for part in &picture.parts {
        match part.what {
            What::Exif => pieces.extend(added.take().map(&mut own)),
            What::JfifThumbnail => {
                // All of its head but how large the small picture is.
                let head = Picture::read(part, &mut file, 12)?;
                pieces.push_back(own([b"\xFF\xE0\0\x10", &head[..], &[0, 0]].concat()));
            }
            What::Vp8x => {
                let mut head = Picture::read(&PicturePart { inside: part.at, ..*part }, &mut file, 9)?;
                if let Some(flags) = head.get_mut(8) {
                    // Whether Exif and XMP are inside.
                    *flags = *flags & !0x0C | if turned.is_some() { 0x08 } else { 0 };
                }
                let n = head.len() as u64;
                pieces.push_back(own(head));
                pieces.push_back(Piece::Kept(part.at + n, part.end));
            }
            What::Kept => pieces.push_back(Piece::Kept(part.at, part.end)),
            What::Xmp | What::Photoshop | What::Text | What::Other => {}
        }
    }
    Ok(Stripped { file, pieces })
}

impl<R: Read + Seek> Read for Stripped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.pieces.front_mut() {
            let n = match piece {
                Piece::Own(bytes) => bytes.read(buffer)?,
                Piece::Kept(at, end) if *at < *end => {
                    self.file.seek(SeekFrom::Start(*at))?;
                    let n = (&mut self.file).take(*end - *at).read(buffer)?;
                    *at += n as u64;
                    // Shorter than when it was walked.
                    if n == 0 && !buffer.is_empty() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                    n
                }
                Piece::Kept(..) => 0,
            };
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            self.pieces.pop_front();
        }
        Ok(0)
    }
}
