//! The parts of the three formats.

use std::io::{Read, Seek};

use super::{Container, Picture, PictureFault, PicturePart, PictureResult, What, bytes::Bytes};

/// The parts of a whole picture.
///
/// # Errors
/// It is none of the three, or damaged.
pub(super) fn walk(file: impl Read + Seek) -> PictureResult<Picture> {
    let (picture, whole) = walk_as_far(file, false)?;
    whole.map(|()| picture)
}

/// The parts of a picture as far as they can be told, and whether it is sound up to
/// there; those that lie before its pixels alone, where that is `enough`: nobody reads
/// megabytes to know what its head tells.
///
/// # Errors
/// It is none of the three, or cannot be read.
pub(super) fn walk_as_far(file: impl Read + Seek, enough: bool) -> PictureResult<(Picture, PictureResult<()>)> {
    let mut bytes = Bytes::new(file)?;
    let head = bytes.some::<12>(bytes.len)?;
    let container = match &head[..] {
        [0xFF, 0xD8, 0xFF, ..] => Container::Jpeg,
        it if it.starts_with(b"\x89PNG\r\n\x1a\n") => Container::Png,
        it if it.starts_with(b"RIFF") && it.ends_with(b"WEBP") && it.len() == 12 => Container::Webp,
        _ => return Err(PictureFault::Unknown),
    };
    bytes.file_start()?;
    let mut picture = Picture { container, parts: Vec::new() };
    let whole = match container {
        Container::Jpeg => jpeg(&mut bytes, &mut picture, enough),
        Container::Png => png(&mut bytes, &mut picture),
        Container::Webp => webp(&mut bytes, &mut picture),
    };
    match whole {
        Err(PictureFault::Io(error)) => Err(error.into()),
        whole => Ok((picture, whole)),
    }
}

/// Marks of a JPEG that have no length.
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
/// Pixels follow it.
const SOS: u8 = 0xDA;

fn jpeg<R: Read + Seek>(bytes: &mut Bytes<R>, picture: &mut Picture, enough: bool) -> PictureResult<()> {
    bytes.take::<2>()?;
    picture.push(PicturePart { at: 0, inside: 0, end: 2, what: What::Kept })?;
    loop {
        // Between two parts some cameras leave bytes that mean nothing: they are no part,
        // and every program that shows pictures passes over them.
        if !bytes.skip_until(0xFF)? {
            return Err(PictureFault::Broken("no mark where one must be"));
        }
        let at = bytes.at;
        bytes.take::<1>()?;
        // Any number of these may stand before a mark.
        let mut mark = 0xFF;
        while mark == 0xFF {
            [mark] = bytes.take()?;
        }
        if mark == EOI {
            // What lies behind it is another picture, or a film.
            return picture.push(PicturePart { at, inside: at, end: bytes.at, what: What::Kept });
        }
        if mark == SOI || mark == 0 {
            return Err(PictureFault::Broken("a picture inside a picture"));
        }
        if matches!(mark, 0x01 | 0xD0..=0xD7) {
            picture.push(PicturePart { at, inside: at, end: bytes.at, what: What::Kept })?;
            continue;
        }
        let from = bytes.at;
        let size = u64::from(u16::from_be_bytes(bytes.take()?));
        let end = from + size.max(2);
        let inside = bytes.at;
        let (what, head) = segment(mark, &bytes.some::<35>(end)?, end - inside);
        bytes.skip_to(end)?;
        picture.push(PicturePart { at, inside: inside + head, end, what })?;
        if mark == SOS {
            if enough {
                return Ok(());
            }
            let pixels = bytes.at;
            let more = pass_pixels(bytes)?;
            picture.push(PicturePart { at: pixels, inside: pixels, end: bytes.at, what: What::Kept })?;
            if !more {
                return Ok(());
            }
        }
    }
}

/// Goes to the mark behind the pixels; false where the file ends there.
fn pass_pixels<R: Read + Seek>(bytes: &mut Bytes<R>) -> PictureResult<bool> {
    loop {
        if !bytes.skip_until(0xFF)? {
            return Ok(false);
        }
        let ahead = bytes.ahead::<2>()?;
        match ahead.get(1) {
            None => {
                bytes.skip_to(bytes.len)?;
                return Ok(false);
            }
            Some(0x00 | 0xD0..=0xD7) => bytes.skip_to(bytes.at + 2)?,
            Some(0xFF) => bytes.skip_to(bytes.at + 1)?,
            Some(_) => return Ok(true),
        }
    }
}

/// What a segment of a JPEG is by its mark and its beginning, and how long its own
/// head is.
fn segment(mark: u8, begins: &[u8], len: u64) -> (What, u64) {
    const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
    const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
    let is = |sign: &[u8]| begins.starts_with(sign);
    match mark {
        0xE0 if is(b"JFIF\0") && len > 14 => (What::JfifThumbnail, 0),
        0xE0 if is(b"JFIF\0") => (What::Kept, 0),
        0xE1 if is(b"Exif\0") => (What::Exif, 6),
        0xE1 if is(XMP) => (What::Xmp, XMP.len() as u64),
        0xE2 if is(b"ICC_PROFILE\0") => (What::Kept, 0),
        0xED if is(PHOTOSHOP) => (What::Photoshop, PHOTOSHOP.len() as u64),
        // How its colours are meant.
        0xEE if is(b"Adobe") => (What::Kept, 0),
        0xE0..=0xEF | 0xFE => (What::Other, 0),
        _ => (What::Kept, 0),
    }
}

fn png<R: Read + Seek>(bytes: &mut Bytes<R>, picture: &mut Picture) -> PictureResult<()> {
    bytes.take::<8>()?;
    picture.push(PicturePart { at: 0, inside: 0, end: 8, what: What::Kept })?;
    loop {
        let at = bytes.at;
        let size = u64::from(u32::from_be_bytes(bytes.take()?));
        let kind: [u8; 4] = bytes.take()?;
        let inside = bytes.at;
        // Behind it stands a sum of four bytes.
        let (data, end) = (inside + size, inside + size + 4);
        let (what, head) = match &kind {
            b"eXIf" => (What::Exif, 0),
            b"tEXt" => (What::Text, 0),
            b"iTXt" => international(&bytes.some::<64>(data)?),
            kind if kept_in_png(*kind) => (What::Kept, 0),
            _ => (What::Other, 0),
        };
        bytes.skip_to(end)?;
        // The sum is no part of what it holds.
        let inside = if what.is_kept() { inside } else { inside + head };
        picture.push(PicturePart { at, inside, end, what })?;
        if &kind == b"IEND" {
            return Ok(());
        }
    }
}

/// Whether an international text is XMP that is not packed, and where that begins.
fn international(begins: &[u8]) -> (What, u64) {
    const XMP: &[u8] = b"XML:com.adobe.xmp\0\0\0";
    let Some(rest) = begins.strip_prefix(XMP) else { return (What::Other, 0) };
    // Its language and its keyword in that language, each ended by a zero.
    let ends: Vec<usize> = rest.iter().enumerate().filter(|it| *it.1 == 0).map(|it| it.0 + 1).take(2).collect();
    ends.get(1).map_or((What::Other, 0), |it| (What::Xmp, (XMP.len() + it) as u64))
}

/// What makes up the picture: its pixels, colours, sizes and frames.
fn kept_in_png(kind: [u8; 4]) -> bool {
    const KEPT: [&[u8; 4]; 21] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST",
        b"pHYs", b"sPLT", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT", b"CgBI",
    ];
    KEPT.contains(&&kind)
}

fn webp<R: Read + Seek>(bytes: &mut Bytes<R>, picture: &mut Picture) -> PictureResult<()> {
    let [_, _, _, _, size @ ..] = bytes.take::<8>()?;
    let whole = (u64::from(u32::from_le_bytes(size)) + 8).min(bytes.len);
    bytes.take::<4>()?;
    while bytes.at + 8 <= whole {
        let at = bytes.at;
        let [a, b, c, d, size @ ..] = bytes.take::<8>()?;
        let size = u64::from(u32::from_le_bytes(size));
        let inside = bytes.at;
        let what = match &[a, b, c, d] {
            b"VP8X" => What::Vp8x,
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => What::Kept,
            b"EXIF" => What::Exif,
            b"XMP " => What::Xmp,
            _ => What::Other,
        };
        // Padded to an even number of bytes, which the last part may lack.
        let end = inside + size;
        bytes.skip_to(end)?;
        let padded = (end + size % 2).min(whole.max(end));
        bytes.skip_to(padded)?;
        picture.push(PicturePart { at, inside, end: padded, what })?;
    }
    Ok(())
}
