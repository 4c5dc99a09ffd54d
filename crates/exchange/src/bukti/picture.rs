//! What a picture's file holds beside its pixels: where each part of it lies, what it
//! tells of place and persons, and a copy without that.
//!
//! JPEG, PNG and WebP are walked part by part; no pixel is unpacked, and of the file
//! only the parts that are looked at come into memory. What is no part of the picture
//! itself is known by not being on the list of what is kept, so that what other
//! programs hide in a file of their own kind goes too.

use std::io::{self, Read, Seek, SeekFrom};

mod bytes;
mod strip;
mod told;
mod traces;
mod walk;

pub use strip::{Stripped, strip};
pub use traces::{is_picture, traces};

/// More parts than any honest picture has.
const MAX_PARTS: usize = 20_000;

/// Why a picture cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum PictureFault {
    /// It cannot be read, or the copy cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// No format whose parts are known: HEIC is one of those.
    #[error("not a JPEG, PNG or WebP")]
    Unknown,
    /// It ends too early or contradicts itself.
    #[error("{0}")]
    Broken(&'static str),
}

/// Result of walking a picture.
pub type PictureResult<T> = Result<T, PictureFault>;

/// What a part of a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// Of the picture itself, its colours included.
    Kept,
    /// The head of a JPEG with a small picture in it.
    JfifThumbnail,
    /// What a WebP says of its own parts.
    Vp8x,
    /// Exif data, as TIFF.
    Exif,
    /// XMP data, as XML.
    Xmp,
    /// What Photoshop keeps, IPTC among it.
    Photoshop,
    /// A word and a text.
    Text,
    /// Whatever else.
    Other,
}

impl What {
    fn is_kept(self) -> bool {
        matches!(self, Self::Kept | Self::JfifThumbnail | Self::Vp8x)
    }
}

/// A part of a file.
#[derive(Clone, Copy, Debug)]
struct PicturePart {
    /// First byte.
    at: u64,
    /// First byte of what it holds, behind its own head.
    inside: u64,
    /// First byte behind it.
    end: u64,
    what: What,
}

/// How a file is made up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Container {
    Jpeg,
    Png,
    Webp,
}

/// A picture whose parts are known.
struct Picture {
    container: Container,
    /// In order; between and behind them lies nothing that is kept.
    parts: Vec<PicturePart>,
}

impl Picture {
    fn push(&mut self, part: PicturePart) -> PictureResult<()> {
        if let Some(last) = self
            .parts
            .last_mut()
            .filter(|it| it.end == part.at && it.what == part.what && matches!(part.what, What::Kept | What::Other))
        {
            last.end = part.end;
            return Ok(());
        }
        if self.parts.len() >= MAX_PARTS {
            return Err(PictureFault::Broken("too many parts"));
        }
        self.parts.push(part);
        Ok(())
    }

    /// What a part holds, at most so many bytes.
    fn read(part: &PicturePart, file: &mut (impl Read + Seek), most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(part.inside))?;
        file.take((part.end.saturating_sub(part.inside)).min(most)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
