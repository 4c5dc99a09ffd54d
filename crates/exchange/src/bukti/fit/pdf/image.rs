//! One picture of a PDF: its pixels, and others in their place.
//!
//! Only what is understood wholly is touched: grey and colours of three parts, as JPEG or
//! packed. Faxes and other black and white stay, since they are small already; so does
//! what is printed in four colours or cut out by a colour.

use ::image::ImageFormat;
use lopdf::{Dictionary, Document, Object, Stream};

use super::{
    super::{
        MAX_PIXELS,
        raster::{Raster, jpeg_channels},
    },
    MAX_STREAM,
};

/// What the numbers of a pixel mean.
enum Space {
    Grey,
    Colours,
    /// A number names one of these colours, three bytes or one each.
    Table {
        channels: usize,
        table: Vec<u8>,
    },
}

impl Space {
    /// Bytes of a pixel as it stands in the file.
    fn parts(&self) -> usize {
        if matches!(self, Self::Colours) { 3 } else { 1 }
    }
}

/// How many pixels a picture has that can be brought down; None: it stays as it is.
pub(super) fn size(document: &Document, stream: &Stream) -> Option<(u32, u32)> {
    let dict = &stream.dict;
    let is_image = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Image");
    if !is_image || dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false) {
        return None;
    }
    let side = |name: &[u8]| u32::try_from(of(document, dict, name)?.as_i64().ok()?).ok().filter(|it| *it > 0);
    let (width, height) = (side(b"Width")?, side(b"Height")?);
    let fits = u64::from(width) * u64::from(height) <= MAX_PIXELS;
    // Cut out by a colour: a JPEG would not keep it.
    let by_colour = of(document, dict, b"Mask").is_some_and(|it| it.as_array().is_ok());
    let soft = of(document, dict, b"SMask").and_then(|it| it.as_stream().ok());
    let mixed = soft.is_some_and(|it| it.dict.has(b"Matte"));
    let known = matches!(coding(stream), Some(Coding::Jpeg | Coding::Packed)) && space(document, dict).is_some();
    (fits && !by_colour && !mixed && known && is_plain(document, dict)).then_some((width, height))
}

fn of<'a>(document: &'a Document, dict: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
    document.dereference(dict.get(name).ok()?).ok().map(|it| it.1)
}

/// Whether its numbers run from nothing to all, as they do unless it says otherwise.
fn is_plain(document: &Document, dict: &Dictionary) -> bool {
    let Some(Ok(decode)) = of(document, dict, b"Decode").map(Object::as_array) else { return true };
    let table = matches!(space(document, dict), Some(Space::Table { .. }));
    let most = if table { 255.0 } else { 1.0 };
    let (pairs, _) = decode.as_chunks::<2>();
    pairs.iter().all(|[from, to]| from.as_float().is_ok_and(|it| it == 0.0) && to.as_float().is_ok_and(|it| it == most))
}

enum Coding {
    Jpeg,
    Packed,
}

fn coding(stream: &Stream) -> Option<Coding> {
    if !stream.dict.has(b"Filter") {
        return Some(Coding::Packed);
    }
    match stream.filters().ok()?.as_slice() {
        [b"DCTDecode"] | [b"FlateDecode", b"DCTDecode"] => Some(Coding::Jpeg),
        [b"FlateDecode"] => Some(Coding::Packed),
        _ => None,
    }
}

fn space(document: &Document, dict: &Dictionary) -> Option<Space> {
    read_space(document, of(document, dict, b"ColorSpace")?, true)
}

fn read_space(document: &Document, object: &Object, tables: bool) -> Option<Space> {
    if let Ok(name) = object.as_name() {
        return match name {
            b"DeviceGray" | b"CalGray" | b"G" => Some(Space::Grey),
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Space::Colours),
            _ => None,
        };
    }
    let array = object.as_array().ok()?;
    let at = |n: usize| document.dereference(array.get(n)?).ok().map(|it| it.1);
    match at(0)?.as_name().ok()? {
        b"CalGray" | b"DeviceGray" => Some(Space::Grey),
        b"CalRGB" | b"DeviceRGB" => Some(Space::Colours),
        b"ICCBased" => match of(document, &at(1)?.as_stream().ok()?.dict, b"N")?.as_i64().ok()? {
            1 => Some(Space::Grey),
            3 => Some(Space::Colours),
            _ => None,
        },
        b"Indexed" if tables => {
            let channels = read_space(document, at(1)?, false)?.parts();
            let table = match at(3)? {
                Object::String(it, _) => it.clone(),
                Object::Stream(it) => it.get_plain_content_with_limit(64 << 10).ok()?,
                _ => return None,
            };
            Some(Space::Table { channels, table })
        }
        _ => None,
    }
}

/// The pixels; None where they are not what it says.
pub(super) fn unpacked(document: &Document, stream: &Stream) -> Option<Raster> {
    let (width, height) = size(document, stream)?;
    let space = space(document, &stream.dict)?;
    if let Coding::Jpeg = coding(stream)? {
        let plain = match stream.filters().ok()?.as_slice() {
            [b"DCTDecode"] => stream.content.clone(),
            _ => inflated(stream)?,
        };
        let parts = jpeg_channels(&plain)?;
        let (raster, _) = Raster::read(&plain, ImageFormat::Jpeg).ok()?;
        let same = raster.width == width && raster.height == height;
        let meant = !matches!(space, Space::Table { .. }) && parts == space.parts() && parts == raster.channels;
        return (same && meant).then_some(raster);
    }
    let plain = stream.get_plain_content_with_limit(MAX_STREAM).ok()?;
    let bits = of(document, &stream.dict, b"BitsPerComponent")?.as_i64().ok()?;
    let numbers = match bits {
        8 => plain,
        1 if space.parts() == 1 => spread(&plain, width, height, &space)?,
        _ => return None,
    };
    let n = width as usize * height as usize * space.parts();
    let numbers = numbers.get(..n)?;
    let (channels, pixels) = match space {
        Space::Grey => (1, numbers.to_vec()),
        Space::Colours => (3, numbers.to_vec()),
        Space::Table { channels, table } => {
            let black = vec![0; channels];
            let colour = |it: &u8| {
                let at = usize::from(*it) * channels;
                table.get(at..at + channels).unwrap_or(&black)
            };
            (channels, numbers.iter().flat_map(colour).copied().collect())
        }
    };
    Some(Raster { width, height, channels, pixels })
}

/// The JPEG that lies packed once more.
fn inflated(stream: &Stream) -> Option<Vec<u8>> {
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dict, stream.content.clone()).decompressed_content_with_limit(MAX_STREAM).ok()
}

/// A byte for each bit; each row begins with a byte of its own.
fn spread(bits: &[u8], width: u32, height: u32, space: &Space) -> Option<Vec<u8>> {
    let stride = width.div_ceil(8) as usize;
    let white = if matches!(space, Space::Grey) { 255 } else { 1 };
    let mut out = Vec::with_capacity(width as usize * height as usize);
    for row in bits.chunks_exact(stride).take(height as usize) {
        let each = row.iter().flat_map(|byte| (0..8).rev().map(move |it| byte >> it & 1));
        out.extend(each.take(width as usize).map(|it| it * white));
    }
    (out.len() == width as usize * height as usize).then_some(out)
}

/// The same picture with these pixels in it.
pub(super) fn packed(document: &Document, stream: &Stream, raster: &Raster, quality: u8) -> Option<Stream> {
    let jpeg = raster.jpeg(quality)?;
    let mut dict = stream.dict.clone();
    let own = of(document, &dict, b"ColorSpace").cloned();
    let space = own.as_ref().and_then(|it| read_space(document, it, true))?;
    if raster.channels == 1 && !matches!(space, Space::Grey) {
        dict.set("ColorSpace", Object::Name(b"DeviceGray".to_vec()));
    } else if matches!(space, Space::Table { .. }) {
        // What its colours are made of.
        let base = own.and_then(|it| it.as_array().ok()?.get(1).cloned())?;
        dict.set("ColorSpace", base);
    }
    for name in [b"DecodeParms".as_slice(), b"Decode", b"DL", b"Intent"] {
        dict.remove(name);
    }
    dict.set("Width", i64::from(raster.width));
    dict.set("Height", i64::from(raster.height));
    dict.set("BitsPerComponent", 8_i64);
    dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    Some(Stream::new(dict, jpeg).with_compression(false))
}
