//! One function for each format whose beginning does not say enough.

use std::{
    fs::File,
    io::{self, Read, Seek},
};

use domain::bukti::content::{Content, Flaw, Format};

use super::{flawed, read_at};

/// So many bytes of an end are looked at.
const TAIL: u64 = 64 << 10;
/// Markers, boxes and segments of one file that are followed at most.
const STEPS: usize = 4_096;
/// A page longer than this is taken to hold a script.
const PAGE: u64 = 16 << 20;

/// Where a pattern begins.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|it| it == needle)
}

pub(super) fn tail(file: &mut File, size: u64) -> io::Result<Vec<u8>> {
    let from = size.saturating_sub(TAIL);
    let mut tail = vec![0; usize::try_from(size - from).unwrap_or_default()];
    let n = read_at(file, from, &mut tail)?;
    tail.truncate(n);
    Ok(tail)
}

/// A zip by its table of contents: office documents, programs, or just a zip.
pub(super) fn zip(file: &mut File) -> Content {
    let Ok(mut archive) = zip::ZipArchive::new(io::BufReader::new(file)) else {
        return Content::flawed(Format::Archive, Flaw::Damaged);
    };
    let names: Vec<String> = archive.file_names().filter_map(|it| Some(it.ok()?.into_owned())).collect();
    let has = |begin: &str| names.iter().any(|it| it.starts_with(begin));
    let format = if has("word/") {
        Format::Document
    } else if has("xl/") {
        Format::Sheet
    } else if has("ppt/") {
        Format::Slides
    } else if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") {
        Format::Program
    } else {
        Format::Archive
    };
    let macros = names.iter().any(|it| it.ends_with("vbaProject.bin") || it.starts_with("Basic/"));
    let locked = archive.by_index_raw(0).is_ok_and(|it| it.encrypted());
    // What an OpenDocument is stands in its first entry.
    let mut mimetype = String::new();
    if format == Format::Archive
        && let Ok(entry) = archive.by_name("mimetype")
    {
        let _ = entry.take(100).read_to_string(&mut mimetype);
    }
    let format = match mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some("text") => Format::Document,
        Some("spreadsheet") => Format::Sheet,
        Some("presentation") => Format::Slides,
        _ => format,
    };
    flawed(format, macros.then_some(Flaw::Script).or(locked.then_some(Flaw::Encrypted)))
}

/// A compound file of older office programs, by the names of its streams. An
/// installer is one as well: what names nothing known is a program.
pub(super) fn compound(file: &mut File) -> io::Result<Content> {
    const NAMES: [(&str, Format, Option<Flaw>); 6] = [
        ("EncryptedPackage", Format::Document, Some(Flaw::Encrypted)),
        ("_VBA_PROJECT", Format::Document, Some(Flaw::Script)),
        ("WordDocument", Format::Document, None),
        ("Workbook", Format::Sheet, None),
        ("Book", Format::Sheet, None),
        ("PowerPoint Document", Format::Slides, None),
    ];
    let wide = |it: &str| it.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let names: Vec<Vec<u8>> = NAMES.iter().map(|it| wide(it.0)).collect();
    let mut found = [false; NAMES.len()];
    scan(file, |_, part| {
        for (name, found) in names.iter().zip(&mut found) {
            *found = *found || find(part, name).is_some();
        }
    })?;
    let first = NAMES.iter().zip(found).find(|it| it.1).map(|it| it.0);
    Ok(first.map_or(Content::new(Format::Program), |it| flawed(it.1, it.2)))
}

/// Reads a whole file in overlapping parts, each with where it begins.
pub(super) fn scan(file: &mut File, mut see: impl FnMut(u64, &[u8])) -> io::Result<()> {
    const OVERLAP: usize = 64;
    file.rewind()?;
    let mut buffer = vec![0; 1 << 20];
    let (mut kept, mut at) = (0, 0);
    loop {
        let n = file.read(buffer.get_mut(kept..).unwrap_or_default())?;
        if n == 0 {
            return Ok(());
        }
        let end = kept + n;
        see(at, buffer.get(..end).unwrap_or_default());
        let from = end.saturating_sub(OVERLAP);
        at += from as u64;
        buffer.copy_within(from..end, 0);
        kept = end - from;
    }
}

/// A JPEG says how large its picture is.
pub(super) fn jpeg(file: &mut File, size: u64) -> io::Result<Content> {
    let mut at = 2;
    for _ in 0..STEPS {
        let mut marker = [0; 9];
        let n = read_at(file, at, &mut marker)?;
        let [0xFF, kind, high, low, _, y1, y0, x1, x0] = marker else { break };
        if n < 4 || at >= size {
            break;
        }
        match kind {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let whole = n == 9 && (y1, y0) != (0, 0) && (x1, x0) != (0, 0);
                return Ok(flawed(Format::Jpeg, (!whole).then_some(Flaw::Damaged)));
            }
            0xD9 | 0xDA => break,
            _ => at += 2 + u64::from(u16::from_be_bytes([high, low])),
        }
    }
    Ok(Content::flawed(Format::Jpeg, Flaw::Damaged))
}

/// A PNG says how large its picture is, and where it ends.
pub(super) fn png(file: &mut File, size: u64, head: &[u8]) -> io::Result<Content> {
    let measure = |at: usize| head.get(at..at + 4).is_some_and(|it| it != [0; 4]);
    let whole = head.get(12..16) == Some(b"IHDR") && measure(16) && measure(20);
    let ended = find(&tail(file, size)?, b"IEND").is_some();
    Ok(flawed(Format::Png, (!(whole && ended)).then_some(Flaw::Damaged)))
}

/// A moving picture; one of the MP4 family tells its length, and is cut where the
/// table that tells it is missing.
pub(super) fn video(file: &mut File, size: u64, head: &[u8]) -> io::Result<Content> {
    if head.get(4..8) != Some(b"ftyp") {
        return Ok(Content::new(Format::Video));
    }
    let Some((from, to)) = within(file, (0, size), b"moov")? else {
        return Ok(Content::flawed(Format::Video, Flaw::Damaged));
    };
    let mut seconds = None;
    if let Some((from, _)) = within(file, (from, to), b"mvhd")? {
        let mut header = [0; 32];
        read_at(file, from, &mut header)?;
        let number = |at: usize, n: usize| {
            header.get(at..at + n).unwrap_or_default().iter().fold(0_u64, |sum, it| (sum << 8) | u64::from(*it))
        };
        let (scale, length) =
            if header.first() == Some(&1) { (number(20, 4), number(24, 8)) } else { (number(12, 4), number(16, 4)) };
        seconds = length.div_ceil(scale.max(1)).try_into().ok().filter(|_| scale > 0);
    }
    Ok(Content { seconds, ..Content::new(Format::Video) })
}

/// Where the inside of a box lies, among those between two places.
fn within(file: &mut File, (mut at, end): (u64, u64), wanted: &[u8; 4]) -> io::Result<Option<(u64, u64)>> {
    for _ in 0..STEPS {
        let mut header = [0; 16];
        let n = read_at(file, at, &mut header)?;
        let [a, b, c, d, kind @ .., _, _, _, _, _, _, _, _] = header;
        let (mut length, mut inside) = (u64::from(u32::from_be_bytes([a, b, c, d])), 8);
        if length == 1 {
            length = header.get(8..16).unwrap_or_default().iter().fold(0, |sum, it| (sum << 8) | u64::from(*it));
            inside = 16;
        }
        if length == 0 {
            length = end.saturating_sub(at);
        }
        let after = at.saturating_add(length);
        if n < 8 || length < inside || after > end {
            return Ok(None);
        }
        if kind == *wanted {
            return Ok(Some((at + inside, after)));
        }
        at = after;
    }
    Ok(None)
}

/// What no beginning betrays: text, pages, links and scripts that are text, or
/// something unknown.
pub(super) fn text(file: &mut File, size: u64, head: &[u8]) -> io::Result<Content> {
    let wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let cut = match std::str::from_utf8(head) {
        Ok(_) => true,
        // A letter may be cut where the head ends.
        Err(error) => error.error_len().is_none() && size > head.len() as u64,
    };
    let bare: Vec<u8> = head.iter().filter(|it| **it != 0).map(u8::to_ascii_lowercase).collect();
    let has = |word: &[u8]| find(&bare, word).is_some();
    if head.starts_with(b"#!") {
        return Ok(Content::new(Format::Program));
    }
    let points = head.starts_with(b"bplist") && size < 4 << 10
        || has(b"[internetshortcut]")
        || has(b"[desktop entry]")
        || has(b"\"doc_id\"") && has(b"\"url\"")
        || has(b"<plist") && has(b"<key>url</key>");
    if points {
        return Ok(Content::new(Format::Pointer));
    }
    if has(b"<svg") || has(b"<html") || has(b"<!doctype html") || has(b"<?xml") || has(b"<script") || has(b"<body") {
        let mut script = size > PAGE;
        if !script {
            scan(file, |_, part| {
                let part: Vec<u8> = part.iter().filter(|it| **it != 0).map(u8::to_ascii_lowercase).collect();
                let handlers: [&[u8]; 5] = [b"<script", b"javascript:", b"onload=", b"onerror=", b"<foreignobject"];
                script = script || handlers.iter().any(|it| find(&part, it).is_some());
            })?;
        }
        return Ok(flawed(Format::Page, script.then_some(Flaw::Script)));
    }
    let plain = wide || cut && !head.contains(&0);
    Ok(Content::new(if plain && size > 1 { Format::Text } else { Format::Unknown }))
}
