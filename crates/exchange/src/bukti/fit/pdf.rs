//! A PDF brought below a size: its pages and its text stay, its pictures get smaller.
//!
//! What is read is hostile: its objects are counted before they are made, streams unpack
//! up to a size, and pictures are gone through one at a time. A signed or encrypted file
//! is not opened at all.

mod image;
mod opened;
mod pictures;
mod placed;

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use domain::bukti::{
    content::Format,
    fit::{FitStep, Unfitted},
};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, xref::XrefType};

use self::pictures::Pictures;
use super::{FitFault, Fitted, holds};
use crate::bukti::picture::strip;

/// Most that one stream unpacks to, in bytes.
const MAX_STREAM: usize = 256 << 20;
const MAX_PAGES: usize = 3_000;

/// Brings it below a size.
pub(super) fn fit(bytes: &[u8], most: usize, go_on: &mut dyn FnMut() -> bool) -> Result<Fitted, FitFault> {
    let as_it_is =
        |pages| Fitted { format: Format::Pdf, bytes: bytes.to_vec(), pages, steps: vec![FitStep::AsItIs], dpi: None };
    if bytes.len() <= most {
        return Ok(as_it_is(read_pages(bytes)?));
    }
    let mut document = open(bytes)?;
    let n = document.get_pages().len();
    let pages = u32::try_from(n).unwrap_or(u32::MAX);
    if n == 0 {
        return Err(Unfitted::Damaged.into());
    }
    if n > MAX_PAGES {
        return Err(Unfitted::TooMuch.into());
    }
    clean(&mut document);
    let fitted = |bytes: Vec<u8>, steps: &[FitStep], dpi| match is_whole(&bytes, n) {
        false => Err(FitFault::from(Unfitted::Damaged)),
        true => Ok(Fitted {
            format: Format::Pdf,
            bytes,
            pages,
            steps: [&[FitStep::Packed, FitStep::Stripped], steps].concat(),
            dpi,
        }),
    };
    let packed = save(&mut document)?;
    let mut least = packed.len();
    if least <= most {
        return fitted(packed, &[], None);
    }
    drop(packed);
    let pictures = Pictures::of(&document)?;
    for step in pictures.likely(&document, least, most, go_on)? {
        let down = pictures.brought_down(&document, step, go_on)?;
        let steps: &[FitStep] = match (down.streams.is_empty(), down.dpi) {
            (true, _) => &[],
            (false, None) => &[FitStep::Recoded],
            (false, Some(_)) => &[FitStep::Recoded, FitStep::Scaled],
        };
        let made = with(&mut document, down.streams, save)?;
        if made.len() <= most {
            return fitted(made, steps, down.dpi);
        }
        least = least.min(made.len());
    }
    Err(FitFault::stays(least))
}

/// How many pages a file has that is left as it is; 0 where it is too large to count them.
fn read_pages(bytes: &[u8]) -> Result<u32, Unfitted> {
    let pages = match opened::read(bytes) {
        Ok(document) => document.get_pages().len(),
        Err(Unfitted::TooMuch) => return Ok(0),
        Err(why) => return Err(if holds(bytes, b"/Encrypt") { Unfitted::Encrypted } else { why }),
    };
    match pages {
        0 if holds(bytes, b"/Encrypt") => Err(Unfitted::Encrypted),
        0 => Err(Unfitted::Damaged),
        some => Ok(u32::try_from(some).unwrap_or(u32::MAX)),
    }
}

/// Reads a file that may be changed.
fn open(bytes: &[u8]) -> Result<Document, Unfitted> {
    if holds(bytes, b"/ByteRange") {
        return Err(Unfitted::Signed);
    }
    if holds(bytes, b"/Encrypt") {
        return Err(Unfitted::Encrypted);
    }
    let document = opened::read(bytes)?;
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Unfitted::Encrypted);
    }
    let is_signed = |it: &Dictionary| {
        it.has(b"ByteRange") || it.has_type(b"Sig") || it.has(b"V") && it.get(b"FT").is_ok_and(|it| is_name(it, b"Sig"))
    };
    if document.objects.values().any(|it| it.as_dict().is_ok_and(is_signed)) {
        return Err(Unfitted::Signed);
    }
    Ok(document)
}

fn is_name(object: &Object, name: &[u8]) -> bool {
    object.as_name().is_ok_and(|it| it == name)
}

/// Leaves out what tells of persons and programs and what nothing refers to, and packs
/// what is not packed.
fn clean(document: &mut Document) {
    document.trailer.remove(b"Info");
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(it) => it,
            Object::Stream(it) => &mut it.dict,
            _ => continue,
        };
        for name in [b"Metadata".as_slice(), b"PieceInfo", b"Thumb", b"Alternates"] {
            dictionary.remove(name);
        }
    }
    document.prune_objects();
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        match stream.filters().unwrap_or_default().as_slice() {
            [b"DCTDecode"] => strip_jpeg(stream),
            [] => _ = stream.compress(),
            [.., last] if [b"ASCIIHexDecode".as_slice(), b"ASCII85Decode", b"LZWDecode"].contains(last) => {
                repack(stream);
            }
            _ => {}
        }
    }
}

fn strip_jpeg(stream: &mut Stream) {
    let mut clean = Vec::new();
    let read = strip(Cursor::new(stream.content.as_slice())).ok().and_then(|mut it| it.read_to_end(&mut clean).ok());
    if read.is_some() {
        stream.set_content(clean);
    }
}

/// Packs anew what was packed in an older way.
fn repack(stream: &mut Stream) {
    let Ok(plain) = stream.decompressed_content_with_limit(MAX_STREAM) else { return };
    let mut packed = Stream::new(stream.dict.clone(), Vec::new());
    packed.set_plain_content(plain);
    if packed.compress().is_ok() && packed.content.len() < stream.content.len() {
        *stream = packed;
    }
}

/// The whole file, in the way in which it lists its objects.
fn save(document: &mut Document) -> Result<Vec<u8>, Unfitted> {
    let mut out = Vec::new();
    let saved = match document.reference_table.cross_reference_type {
        XrefType::CrossReferenceTable => document.save_to(&mut out),
        XrefType::CrossReferenceStream => document.save_modern(&mut out),
    };
    saved.map_err(|_| Unfitted::Damaged)?;
    Ok(out)
}

/// Whether what was written opens again, with as many pages.
fn is_whole(bytes: &[u8], n_page: usize) -> bool {
    opened::read(bytes).is_ok_and(|it| it.get_pages().len() == n_page)
}

/// A file with other streams in the place of its own, for as long as `work` takes.
fn with<T>(document: &mut Document, streams: BTreeMap<ObjectId, Stream>, work: impl FnOnce(&mut Document) -> T) -> T {
    let mut others: Vec<(ObjectId, Object)> = streams.into_iter().map(|(id, it)| (id, Object::Stream(it))).collect();
    let mut swap = |document: &mut Document| {
        for (id, other) in &mut others {
            if let Some(own) = document.objects.get_mut(id) {
                std::mem::swap(own, other);
            }
        }
    };
    swap(document);
    let done = work(document);
    swap(document);
    done
}
