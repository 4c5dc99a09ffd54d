//! Where and when a photo was taken, from the Exif data that phones write.
//!
//! JPEG, HEIC, PNG and WebP are read as far as needed, never changed, and no
//! pixel is looked at. A photo without such data is no error: the facts are
//! absent. So is a place that no satellite gave: `0/0`, or exactly 0° 0'.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use domain::{
    Decimal,
    core::{date::PartialDate, reason::Reason},
    inovasi::koordinat::Koordinat,
};
use exif::{Error as ExifError, Exif, In, Tag, Value};

use crate::{
    Args,
    core::disk::{DiskError, FaultKind, open_file},
    excerpt,
};

/// How much of a photo is read.
#[derive(Clone, Copy, Debug)]
pub struct PhotoLimits {
    /// Bytes read altogether, also where a file sends its reader back and forth.
    pub max_bytes: u64,
}

impl Default for PhotoLimits {
    /// 64 MiB: the photos of today's phones are below 30 MB.
    fn default() -> Self {
        Self { max_bytes: 64 * 1024 * 1024 }
    }
}

/// What a photo says of itself. Phones may lie and clocks may be wrong: these are
/// proposals for a person to accept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoFacts {
    /// Where it was taken; None without Exif, or where no satellite gave the place.
    pub koordinat: Option<Koordinat>,
    /// The day of the shutter; never that of a later change of the file.
    pub taken_on: Option<PartialDate>,
}

/// Why a photo was not read.
#[derive(Debug, thiserror::Error)]
pub enum PhotoFault {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Its first bytes are none of the four formats that are read.
    #[error("{file} is no photo")]
    Unknown {
        /// Its name, shortened.
        file: String,
    },
    /// Its Exif data, or the container around them, are damaged.
    #[error("{file}: {detail}")]
    Broken {
        /// Its name, shortened.
        file: String,
        /// What the reader of Exif says, in English.
        detail: String,
    },
    /// More would have to be read than [`PhotoLimits::max_bytes`].
    #[error("{file}: more than {limit} bytes")]
    TooLarge {
        /// Its name, shortened.
        file: String,
        /// In bytes.
        limit: u64,
    },
}

impl PhotoFault {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            _ => FaultKind::Unreadable,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::Unknown { .. } => Reason::PhotoUnknown,
            Self::Broken { .. } => Reason::PhotoBroken,
            Self::TooLarge { .. } => Reason::PhotoTooLarge,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::Unknown { file } => vec![("file", file.clone())],
            Self::Broken { file, detail } => vec![("file", file.clone()), ("detail", detail.clone())],
            Self::TooLarge { file, limit } => vec![("file", file.clone()), ("limit", limit.to_string())],
        }
    }
}

/// Reads the facts of a photo on disk.
///
/// # Errors
/// The file cannot be opened, is no photo, is damaged, or more than the limit
/// would have to be read.
pub fn read_file(path: &Path, limits: &PhotoLimits) -> Result<PhotoFacts, PhotoFault> {
    let file: File = open_file(path)?;
    let name = path.file_name().map_or_else(String::new, |it| excerpt(&it.to_string_lossy()));
    read(file, &name, limits)
}

/// Reads the facts of a photo; `name` is told when it cannot be.
///
/// # Errors
/// As [`read_file`].
pub fn read(photo: impl Read + Seek, name: &str, limits: &PhotoLimits) -> Result<PhotoFacts, PhotoFault> {
    let mut reader = BufReader::new(Limited { inner: photo, left: limits.max_bytes });
    let file = || excerpt(name);
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::FileTooLarge => PhotoFault::TooLarge { file: file(), limit: limits.max_bytes },
        io::ErrorKind::UnexpectedEof => PhotoFault::Broken { file: file(), detail: error.to_string() },
        _ => DiskError::named("read", &file(), error).into(),
    };
    // TIFF is none of ours, and would be taken into memory whole.
    let head = reader.fill_buf().map_err(fault)?;
    if !is_photo(head) {
        return Err(PhotoFault::Unknown { file: file() });
    }
    let mut exif = exif::Reader::new();
    // What stands before a damaged place is still true.
    exif.continue_on_error(true);
    let read = exif.read_from_container(&mut reader).or_else(|it| it.distill_partial_result(|_| {}));
    let read = match read {
        // Some programs begin the chunk as JPEG does, which the reader of Exif refuses.
        Err(ExifError::InvalidFormat(why)) => match webp_chunk(&mut reader).map_err(fault)? {
            Some(bytes) => exif.read_raw(bytes).or_else(|it| it.distill_partial_result(|_| {})),
            None => Err(ExifError::InvalidFormat(why)),
        },
        read => read,
    };
    match read {
        Ok(it) => Ok(facts(&it)),
        Err(ExifError::NotFound(_) | ExifError::BlankValue(_)) => Ok(PhotoFacts::default()),
        Err(ExifError::Io(error)) => Err(fault(error)),
        Err(error) => Err(PhotoFault::Broken { file: file(), detail: error.to_string() }),
    }
}

/// Whether a file begins as JPEG, PNG, WebP or an ISO box file (HEIC, AVIF) does.
pub(super) fn is_photo(head: &[u8]) -> bool {
    let at = |from: usize, sign: &[u8]| head.get(from..from + sign.len()) == Some(sign);
    // Films are box files too, and tell it in their brand.
    let films: [&[u8]; 9] = [b"iso", b"mp4", b"qt  ", b"M4V", b"M4A", b"3g", b"avc1", b"dash", b"MSNV"];
    let film = films.iter().any(|it| at(8, it));
    at(0, b"\xff\xd8\xff")
        || at(0, b"\x89PNG\r\n\x1a\n")
        || (at(0, b"RIFF") && at(8, b"WEBP"))
        || (at(4, b"ftyp") && !film)
}

/// The Exif data of a WebP whose chunk begins with `Exif` and two zeros.
fn webp_chunk(photo: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    const MARK: &[u8] = b"Exif\0\0";
    photo.seek(SeekFrom::Start(0))?;
    let mut head = [0; 12];
    photo.read_exact(&mut head)?;
    if !(head.starts_with(b"RIFF") && head.ends_with(b"WEBP")) {
        return Ok(None);
    }
    loop {
        let mut chunk = [0; 8];
        if photo.read_exact(&mut chunk).is_err() {
            return Ok(None);
        }
        let [a, b, c, d, size @ ..] = chunk;
        let size = u32::from_le_bytes(size);
        if [a, b, c, d] == *b"EXIF" {
            let mut bytes = Vec::new();
            photo.take(size.into()).read_to_end(&mut bytes)?;
            return Ok(bytes.strip_prefix(MARK).map(<[u8]>::to_vec));
        }
        // Chunks are padded to an even number of bytes.
        photo.seek(SeekFrom::Current((i64::from(size) + 1) & !1))?;
    }
}

/// A reader that ends in an error once too much was read through it.
pub(super) struct Limited<R> {
    pub(super) inner: R,
    /// Bytes that may still be read.
    pub(super) left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(n as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(n)
    }
}

impl<R: Seek> Seek for Limited<R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.inner.seek(position)
    }
}

fn facts(exif: &Exif) -> PhotoFacts {
    let taken = |tag| date(&exif.get_field(tag, In::PRIMARY)?.value);
    PhotoFacts {
        koordinat: koordinat(exif),
        taken_on: taken(Tag::DateTimeOriginal).or_else(|| taken(Tag::DateTimeDigitized)),
    }
}

/// Where a picture was taken, by its Exif data.
pub(super) fn koordinat(exif: &Exif) -> Option<Koordinat> {
    let field = |tag| exif.get_field(tag, In::PRIMARY).map(|it| &it.value);
    let lintang = angle(field(Tag::GPSLatitude)?, field(Tag::GPSLatitudeRef)?, b'N', b'S')?;
    let bujur = angle(field(Tag::GPSLongitude)?, field(Tag::GPSLongitudeRef)?, b'E', b'W')?;
    // Without a fix many phones write zeros.
    let fixed = !(lintang.is_zero() && bujur.is_zero());
    Koordinat::new(lintang, bujur).filter(|_| fixed)
}

/// Degrees, minutes and seconds of fractions, and a letter. Some phones write signed
/// fractions; some leave out the seconds; some round up to sixty whole ones.
fn angle(value: &Value, side: &Value, positive: u8, negative: u8) -> Option<Decimal> {
    let Value::Ascii(side) = side else { return None };
    let part = |num: i64, denom: i64| {
        let it = Decimal::from(num).checked_div(Decimal::from(denom))?;
        (!it.is_sign_negative() || it.is_zero()).then_some(it)
    };
    let parts: Vec<Option<Decimal>> = match value {
        Value::Rational(parts) => parts.iter().map(|it| part(it.num.into(), it.denom.into())).collect(),
        Value::SRational(parts) => parts.iter().map(|it| part(it.num.into(), it.denom.into())).collect(),
        _ => return None,
    };
    let sixty = Decimal::from(60);
    let (degrees, minutes) = ((*parts.first()?)?, (*parts.get(1)?)?);
    let seconds = parts.get(2).copied().unwrap_or(Some(Decimal::ZERO))?;
    if minutes > sixty || seconds > sixty {
        return None;
    }
    let sum = degrees + (minutes + seconds / sixty) / sixty;
    match side.first()?.first()?.to_ascii_uppercase() {
        it if it == positive => Some(sum),
        it if it == negative => Some(-sum),
        _ => None,
    }
}

/// The day of `2024:01:12 10:20:30`.
fn date(value: &Value) -> Option<PartialDate> {
    let Value::Ascii(texts) = value else { return None };
    let text = std::str::from_utf8(texts.first()?.get(..10)?).ok()?;
    let mut parts = text.split(':');
    let mut next = |len| parts.next().filter(|it| it.len() == len && it.bytes().all(|it| it.is_ascii_digit()));
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    PartialDate::new(year.parse().ok()?, Some(month.parse().ok()?), Some(day.parse().ok()?))
}

#[cfg(test)]
#[path = "photo_test.rs"]
mod tests;
