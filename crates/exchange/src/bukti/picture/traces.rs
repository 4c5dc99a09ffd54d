//! What a picture tells of place and persons.

use std::io::{BufReader, Read, Seek, SeekFrom};

use domain::bukti::traces::Traces;
use exif::{Context, Exif, In, Tag, Value};

use super::{Picture, PictureFault, PicturePart, PictureResult, What, told, walk::walk_as_far};
use crate::bukti::photo;

/// Bytes of one part that are looked at.
const MOST: u64 = 4 << 20;

/// Serial number of a lens, and the author as Windows keeps it: the reader of Exif has
/// no names for them.
const XP_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);

/// Whether a file begins as a picture whose traces can be told.
pub fn is_picture(head: &[u8]) -> bool {
    photo::is_photo(head)
}

/// What a picture tells; nothing where it is none, or nobody can read what it holds.
/// Of its pixels nothing is read.
///
/// # Errors
/// The file cannot be read.
pub fn traces(mut file: impl Read + Seek) -> std::io::Result<Traces> {
    match walk_as_far(&mut file, true) {
        // What is damaged tells all the same, as far as it goes; a copy of it cannot be made.
        Ok((picture, whole)) => Ok(Traces { cleanable: whole.is_ok(), ..of_parts(&picture, &mut file)? }),
        Err(PictureFault::Io(error)) => Err(error),
        Err(PictureFault::Unknown | PictureFault::Broken(_)) => of_boxes(file),
    }
}

fn of_parts(picture: &Picture, file: &mut (impl Read + Seek)) -> std::io::Result<Traces> {
    let mut traces = Traces::default();
    for part in &picture.parts {
        let mut held = || Picture::read(part, file, MOST);
        match part.what {
            What::Exif => of_exif(&exif_of(held()?), &mut traces),
            What::Xmp => told::xmp(&held()?, &mut traces),
            What::Photoshop => told::photoshop(&held()?, &mut traces),
            What::Text => {
                let mut held = held()?;
                // The sum behind it is no text.
                held.truncate(held.len().saturating_sub(4));
                told::text(&held, &mut traces);
            }
            What::JfifThumbnail => traces.thumbnail = true,
            What::Kept | What::Vp8x | What::Other => {}
        }
    }
    Ok(traces)
}

/// HEIC and AVIF: only their Exif is read.
fn of_boxes(mut file: impl Read + Seek) -> std::io::Result<Traces> {
    let mut traces = Traces::default();
    file.seek(SeekFrom::Start(0))?;
    let limited = photo::Limited { inner: file, left: photo::PhotoLimits::default().max_bytes };
    let mut reader = BufReader::new(limited);
    if is_picture(std::io::BufRead::fill_buf(&mut reader)?) {
        let mut exif = exif::Reader::new();
        exif.continue_on_error(true);
        let read = exif.read_from_container(&mut reader).or_else(|it| it.distill_partial_result(|_| {}));
        of_exif(&read.ok(), &mut traces);
    }
    Ok(traces)
}

/// Exif data, as far as they can be read.
fn exif_of(mut bytes: Vec<u8>) -> Option<Exif> {
    const MARK: &[u8] = b"Exif\0\0";
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    let mut exif = exif::Reader::new();
    exif.continue_on_error(true);
    exif.read_raw(bytes).or_else(|it| it.distill_partial_result(|_| {})).ok()
}

fn of_exif(exif: &Option<Exif>, traces: &mut Traces) {
    let Some(exif) = exif else { return };
    let texts = |tag| -> Vec<String> {
        let Some(field) = exif.get_field(tag, In::PRIMARY) else { return Vec::new() };
        match &field.value {
            Value::Ascii(lines) => lines.iter().map(|it| String::from_utf8_lossy(it).into_owned()).collect(),
            // UTF-16, smaller half first.
            Value::Byte(bytes) => {
                let (pairs, _) = bytes.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().map(|it| u16::from_le_bytes(*it)).collect();
                vec![String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned()]
            }
            _ => Vec::new(),
        }
    };
    for tag in [Tag::Artist, Tag::CameraOwnerName, XP_AUTHOR, Tag::Copyright] {
        texts(tag).iter().for_each(|it| told::add(&mut traces.names, it));
    }
    for tag in [Tag::BodySerialNumber, Tag::LensSerialNumber] {
        texts(tag).iter().for_each(|it| told::add(&mut traces.serials, it));
    }
    traces.koordinat = traces.koordinat.or_else(|| photo::koordinat(exif));
    traces.thumbnail |= exif.fields().any(|it| it.ifd_num == In::THUMBNAIL && it.tag == Tag::JPEGInterchangeFormat);
}

/// How a picture is turned, 2 to 8; None where it stands upright or does not say.
pub(super) fn orientation(picture: &Picture, file: &mut (impl Read + Seek), least: u64) -> PictureResult<Option<u8>> {
    let is_exif = |it: &&PicturePart| it.what == What::Exif && it.end.saturating_sub(it.inside) >= least;
    let Some(part) = picture.parts.iter().find(is_exif) else { return Ok(None) };
    let exif = exif_of(Picture::read(part, file, MOST)?);
    let turned = exif.and_then(|it| it.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    Ok(turned.and_then(|it| u8::try_from(it).ok()).filter(|it| (2..=8).contains(it)))
}
