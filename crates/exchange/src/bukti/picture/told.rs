//! What XMP, IPTC and texts say of persons and places. What cannot be read says
//! nothing: it goes with the rest where a picture is cleaned.

use domain::{Decimal, bukti::traces::Traces, inovasi::koordinat::Koordinat};
use quick_xml::{Reader, events::Event};

/// Longest name, in characters, and how many are told of a kind.
const MAX_NAME: usize = 80;
const MAX_NAMES: usize = 12;

/// Fields of XMP by their names, whatever they are prefixed with.
const NAMES: &[&str] = &[
    "creator",
    "Owner",
    "OwnerName",
    "Artist",
    "CameraOwnerName",
    "CiEmailWork",
    "CiTelWork",
    "CiAdrExtadr",
    "PersonDisplayName",
    "PersonInImage",
    "Credit",
    "CaptionWriter",
];
const SERIALS: &[&str] = &["SerialNumber", "BodySerialNumber", "LensSerialNumber"];
const PLACES: &[&str] = &["City", "Location", "Sublocation"];

/// Puts a text among others once, as people read it.
pub(super) fn add(list: &mut Vec<String>, text: &str) {
    let plain: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).take(MAX_NAME).collect();
    let clean = domain::inovasi::profile::without_invisible(&plain);
    let clean = clean.trim();
    if !clean.is_empty() && list.len() < MAX_NAMES && !list.iter().any(|it| it == clean) {
        list.push(clean.to_owned());
    }
}

/// Takes what an XMP document says.
pub(super) fn xmp(bytes: &[u8], traces: &mut Traces) {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut inside = Vec::<String>::new();
    let (mut lintang, mut bujur) = (None, None);
    let mut field = |name: &str, value: &str, traces: &mut Traces| match name {
        it if NAMES.contains(&it) => add(&mut traces.names, value),
        it if SERIALS.contains(&it) => add(&mut traces.serials, value),
        it if PLACES.contains(&it) => add(&mut traces.places, value),
        "GPSLatitude" => lintang = angle(value, 'N', 'S'),
        "GPSLongitude" => bujur = angle(value, 'E', 'W'),
        _ => {}
    };
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(_) if inside.len() > MAX_DEPTH => break,
            Event::Start(it) => {
                inside.push(it.local_name().as_ref().to_owned());
                attributes(&it, |name, value| field(name, value, traces));
            }
            Event::Empty(it) => attributes(&it, |name, value| field(name, value, traces)),
            Event::End(_) => {
                inside.pop();
            }
            Event::Text(it) => {
                // A list stands between a field and its values.
                let of = inside.iter().rev().find(|it| !["li", "Seq", "Bag", "Alt"].contains(&it.as_str()));
                if let Some(of) = of {
                    field(of, &it, traces);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let (Some(lintang), Some(bujur)) = (lintang, bujur) {
        traces.koordinat = traces.koordinat.or_else(|| Koordinat::new(lintang, bujur));
    }
}

/// Deeper, nobody writes.
const MAX_DEPTH: usize = 64;

fn attributes(of: &quick_xml::events::BytesStart<'_>, mut field: impl FnMut(&str, &str)) {
    for it in of.attributes().with_checks(false).flatten() {
        field(it.key.local_name().as_ref(), &it.value);
    }
}

/// `6,59.0000S` and `6,59,3S`.
fn angle(text: &str, positive: char, negative: char) -> Option<Decimal> {
    let side = text.chars().last()?;
    let mut sum = Decimal::ZERO;
    let mut unit = Decimal::ONE;
    for part in text.strip_suffix(side)?.split(',').take(3) {
        let part: Decimal = part.trim().parse().ok()?;
        sum = sum.checked_add(part.checked_div(unit)?)?;
        unit = unit.checked_mul(Decimal::from(60))?;
    }
    match side {
        it if it == positive => Some(sum),
        it if it == negative => Some(-sum),
        _ => None,
    }
}

/// Takes what Photoshop keeps: blocks, one of which is IPTC, some a small picture.
pub(super) fn photoshop(mut bytes: &[u8], traces: &mut Traces) {
    while let Some(rest) = bytes.strip_prefix(b"8BIM") {
        let Some(([high, low], rest)) = rest.split_first_chunk::<2>() else { return };
        // A name, made even with the byte that says how long it is.
        let Some(name) = rest.first().map(|it| (usize::from(*it) + 2) & !1) else { return };
        let Some((size, rest)) = rest.get(name..).and_then(|it| it.split_first_chunk::<4>()) else { return };
        let size = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX);
        let held = rest.get(..size.min(rest.len())).unwrap_or_default();
        match u16::from_be_bytes([*high, *low]) {
            0x0404 => iptc(held, traces),
            0x0409 | 0x040C => traces.thumbnail = true,
            _ => {}
        }
        let Some(next) = size.checked_add(size % 2).and_then(|it| rest.get(it..)) else { return };
        bytes = next;
    }
}

/// Takes what the records of IPTC say.
fn iptc(mut bytes: &[u8], traces: &mut Traces) {
    while let [0x1C, record, number, high, low, rest @ ..] = bytes {
        let size = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(held) = rest.get(..size) else { return };
        let text = String::from_utf8_lossy(held);
        match (record, number) {
            // Who made it, how he is reached, who wrote what is said of it, whom to thank.
            (2, 80 | 110 | 118 | 122) => add(&mut traces.names, &text),
            // Town, and the place in it.
            (2, 90 | 92) => add(&mut traces.places, &text),
            _ => {}
        }
        bytes = rest.get(size..).unwrap_or_default();
    }
}

/// Takes a text of a PNG: its word, a zero, and what it says.
pub(super) fn text(bytes: &[u8], traces: &mut Traces) {
    let mut halves = bytes.splitn(2, |it| *it == 0);
    let (Some(word), Some(said)) = (halves.next(), halves.next()) else { return };
    if [&b"Author"[..], b"Artist", b"Copyright"].contains(&word) {
        // Latin-1: each byte is the character of that number.
        add(&mut traces.names, &said.iter().map(|it| char::from(*it)).collect::<String>());
    }
}
