//! What stands on a paper of its bundle, off a photo or scan of it as a camera or a
//! scanner leaves it: turned, tilted, somewhat out of focus.
//!
//! JPEG and PNG are read; how large a picture is, is asked before it is unpacked.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use domain::{core::reason::Reason, submission::fingerprint::PaperCode};
use image::{
    DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, Luma,
    imageops::{FilterType, fast_blur, resize, thumbnail},
};
use rqrr::PreparedImage;

use crate::{
    Args,
    core::disk::{DiskError, FaultKind, open_file},
    excerpt,
};

/// Most bytes of the file.
const MAX_BYTES: u64 = 64 << 20;
/// Most pixels: what today's phones take is below.
const MAX_PIXELS: u64 = 64_000_000;
/// Most bytes that unpacking it takes.
const MAX_MEMORY: u64 = 512 << 20;
/// Longest sides in pixels at which a drawing is looked for, the likeliest first: a smaller
/// picture has less noise, a larger one more of a small drawing.
const SIDES: [u32; 5] = [1600, 1000, 2400, 640, 4000];

/// Longest side of a picture that is looked through at once, whatever is on it.
const SMALL: u32 = 500;

/// How much darker or lighter a pixel is than the one before where something ends.
const SHARP: u8 = 64;

/// Longest time in which one picture is looked through; a soft one on a slow laptop takes
/// a quarter of it. Asked between two looks. What is built for tests is ten times slower.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 600 } else { 60 });

/// How far a blur goes that is taken back, in pixels of what is looked at.
const SOFTNESS: f32 = 4.0;

/// Why no code was read off a picture.
#[derive(Debug, thiserror::Error)]
pub enum PaperFault {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// No whole picture of a format that is read.
    #[error("{file} is no JPEG or PNG")]
    Unreadable {
        /// Its name, shortened.
        file: String,
    },
    /// It holds more than a phone takes.
    #[error("{file} is too large")]
    TooLarge {
        /// Its name, shortened.
        file: String,
    },
    /// No drawing of a code is on it, or none that can be made out.
    #[error("no code on {file}")]
    None {
        /// Its name, shortened.
        file: String,
    },
    /// The codes of several bundles are on it.
    #[error("several codes on {file}")]
    Several {
        /// Its name, shortened.
        file: String,
        /// All of them.
        codes: String,
    },
}

impl PaperFault {
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
            Self::Unreadable { .. } => Reason::PaperUnreadable,
            Self::TooLarge { .. } => Reason::PaperTooLarge,
            Self::None { .. } => Reason::PaperWithoutCode,
            Self::Several { .. } => Reason::PaperSeveralCodes,
        }
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        match self {
            Self::Disk(it) => it.args(),
            Self::Unreadable { file } | Self::TooLarge { file } | Self::None { file } => vec![("file", file.clone())],
            Self::Several { file, codes } => vec![("file", file.clone()), ("codes", codes.clone())],
        }
    }
}

/// Reads code and fingerprint off a photo or scan of a paper.
///
/// # Errors
/// See [`PaperFault`].
pub fn read_paper(path: &Path) -> Result<PaperCode, PaperFault> {
    let disk = |error| DiskError::new("read", path, error);
    let own = || path.file_name().map_or_else(String::new, |it| excerpt(&it.to_string_lossy()));
    let file = open_file(path)?;
    if file.metadata().map_err(disk)?.len() > MAX_BYTES {
        return Err(PaperFault::TooLarge { file: own() });
    }
    // The last net: a picture is untrusted, and a panic in a library below must not take
    // the window along. Nothing is shared with the reader.
    let read = catch_unwind(AssertUnwindSafe(|| codes(BufReader::new(file))));
    let found = read.unwrap_or(Err(PaperUnread::Damaged)).map_err(|it| match it {
        PaperUnread::Damaged => PaperFault::Unreadable { file: own() },
        PaperUnread::TooLarge => PaperFault::TooLarge { file: own() },
    })?;
    match found.as_slice() {
        [paper] => Ok(paper.clone()),
        [] => Err(PaperFault::None { file: own() }),
        several => {
            let codes = several.iter().map(|it| it.code().to_string()).collect::<Vec<_>>().join(", ");
            Err(PaperFault::Several { file: own(), codes })
        }
    }
}

/// Why nothing was looked for.
enum PaperUnread {
    Damaged,
    TooLarge,
}

/// The codes on a picture, each once.
fn codes(file: impl BufRead + Seek) -> Result<Vec<PaperCode>, PaperUnread> {
    let picture = gray(file)?;
    if is_noise(&picture) {
        return Ok(Vec::new());
    }
    let begun = Instant::now();
    let longest = picture.width().max(picture.height());
    // Modules of a scan or a cut-out may be too few pixels to be made out.
    let own = if longest < SMALL { longest * 3 } else { longest };
    let sides = || SIDES.into_iter().filter(|it| *it < own).chain([own.min(4000), (own * 2).min(4000)]);
    let in_time = |_: &u32| begun.elapsed() < PATIENCE;
    let plain = sides().take_while(in_time).map(|side| on(&scaled(&picture, side)));
    // Out of focus: edges are drawn out again, by about what a module measures.
    let sharp = [own.min(1600), (own * 2).min(2400)].into_iter().take_while(in_time);
    let sharp = sharp.map(|side| on(&sharpened(scaled(&picture, side))));
    Ok(plain.chain(sharp).find(|it| !it.is_empty()).unwrap_or_default())
}

fn gray(file: impl BufRead + Seek) -> Result<GrayImage, PaperUnread> {
    let mut reader = ImageReader::new(file).with_guessed_format().map_err(|_| PaperUnread::Damaged)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(PaperUnread::Damaged);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| PaperUnread::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PaperUnread::TooLarge);
    }
    Ok(DynamicImage::from_decoder(decoder).map_err(|_| PaperUnread::Damaged)?.into_luma8())
}

/// How far apart two pixels of a row lie, and of a hundred such pairs the most that may
/// differ sharply on a paper. Half of them do on noise, once they lie farther apart than
/// its grains; on a page full of print a quarter, and on a drawing cut out without its
/// rim a third.
const PAIRS: [(usize, u64); 3] = [(1, 25), (4, 40), (8, 40)];

/// Whether a picture is of nothing: on a paper, dark and light lie in strokes and fields.
/// Where they do not, every few pixels look like the corner of a drawing, and the reader
/// tries each three of them on a copy of the whole picture: minutes, and all memory.
fn is_noise(picture: &GrayImage) -> bool {
    let (width, height) = picture.dimensions();
    width.max(height) >= SMALL && PAIRS.into_iter().any(|(apart, most)| percent_sharp(picture, apart) > most)
}

/// Of a hundred pairs of pixels that lie so far apart in a row, those that differ sharply.
fn percent_sharp(picture: &GrayImage, apart: usize) -> u64 {
    let (mut sharp, mut all) = (0_u64, 0_u64);
    for row in picture.as_raw().chunks_exact((picture.width() as usize).max(1)) {
        let pairs = row.iter().zip(row.iter().skip(apart));
        all += row.len().saturating_sub(apart) as u64;
        sharp += pairs.filter(|(a, b)| a.abs_diff(**b) >= SHARP).count() as u64;
    }
    sharp * 100 / all.max(1)
}

fn scaled(picture: &GrayImage, side: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height).max(1);
    let fit = |it: u32| (u64::from(it) * u64::from(side) / u64::from(longest)).max(1);
    let (wide, high) = (fit(width).try_into().unwrap_or(1), fit(height).try_into().unwrap_or(1));
    match side.cmp(&longest) {
        std::cmp::Ordering::Less => thumbnail(picture, wide, high),
        std::cmp::Ordering::Equal => picture.clone(),
        std::cmp::Ordering::Greater => resize(picture, wide, high, FilterType::Triangle),
    }
}

/// What differs from what is around it, twice as much.
fn sharpened(mut picture: GrayImage) -> GrayImage {
    let around = fast_blur(&picture, SOFTNESS);
    for (it, around) in picture.iter_mut().zip(around.iter()) {
        *it = it.saturating_add(it.saturating_sub(*around)).saturating_sub(around.saturating_sub(*it));
    }
    picture
}

fn on(picture: &GrayImage) -> Vec<PaperCode> {
    // Coarse grains are fine ones where it is made smaller.
    if is_noise(picture) {
        return Vec::new();
    }
    let light = |x: usize, y: usize| {
        let (x, y) = (u32::try_from(x).unwrap_or(u32::MAX), u32::try_from(y).unwrap_or(u32::MAX));
        picture.get_pixel_checked(x, y).map_or(255, |Luma([it])| *it)
    };
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut found = BTreeSet::new();
    for grid in PreparedImage::prepare_from_greyscale(width, height, light).detect_grids() {
        let paper = grid.decode().ok().and_then(|it| PaperCode::of_drawn(&it.1));
        found.extend(paper.map(|it| it.to_string()));
    }
    // Who says more of the same bundle speaks for both.
    let more = |it: &str| found.iter().any(|other| other.strip_prefix(it).is_some_and(|it| it.starts_with(' ')));
    found.iter().filter(|it| !more(it)).filter_map(|it| it.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grains(side: u32, grain: u32, levels: u32) -> GrayImage {
        let mut dice = 20_261_129_u32;
        let across = side / grain + 1;
        let mut next = || {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from((dice >> 16) % levels * 255 / (levels - 1)).unwrap()
        };
        let all: Vec<u8> = (0..across * across).map(|_| next()).collect();
        GrayImage::from_fn(side, side, |x, y| Luma([all[(y / grain * across + x / grain) as usize]]))
    }

    #[test]
    fn noise_is_told_from_print_and_from_a_drawing() {
        for (side, grain, levels) in [
            (4000, 1, 2),
            (4000, 1, 256),
            (3000, 2, 2),
            (3000, 3, 2),
            (3000, 5, 2),
            (3000, 5, 256),
            (1200, 7, 2),
            (600, 1, 2),
        ] {
            assert!(is_noise(&grains(side, grain, levels)), "{side} {grain} {levels}");
        }
        // As dense as small print gets, and a drawing of the finest kind without its rim.
        let print = GrayImage::from_fn(1600, 1600, |x, y| {
            Luma([if y % 18 < 11 && x % 9 < 2 || y % 18 == 5 { 20 } else { 240 }])
        });
        for picture in [print, grains(33 * 16, 16, 2), grains(21 * 30, 30, 2)] {
            assert!(!is_noise(&picture), "{} wide", picture.width());
        }
    }
}
