//! Scans and photos as offices hand them in, and documents that hold them.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lopdf::{Dictionary, Document, Object, Stream, dictionary, xref::XrefType};

/// A small page: 300 dots per inch on it are few enough to be gone through without
/// optimisation.
pub const PAGE: (u32, u32) = (96, 136);
pub const SCAN: (u32, u32) = (400, 567);

/// Lines of signs on paper with a grain, as a scanner leaves them.
pub fn scan(width: u32, height: u32) -> RgbImage {
    let mut dice = 20_261_129_u32;
    RgbImage::from_fn(width, height, |x, y| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let ink = y / 12 % 4 != 0 && y / 48 % 2 == 0 && (x / 6 + y / 6 * 7) % 5 < 2 && x > 30 && x < width - 30;
        let grain = (dice >> 27) as u8;
        let stamp = (x / 40) == 5 && (y / 40) == 8;
        match (ink, stamp) {
            (true, _) => Rgb([20 + grain, 20 + grain, 30 + grain]),
            (_, true) => Rgb([90 + grain, 40 + grain, 150 + grain]),
            _ => Rgb([220 + grain, 218 + grain, 210 + grain]),
        }
    })
}

pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(scan(width, height)), ImageFormat::Jpeg)
}

/// The head of an image in a PDF.
pub fn image(space: impl Into<Object>, bits: i64) -> Dictionary {
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(SCAN.0), "Height" => i64::from(SCAN.1),
        "ColorSpace" => space, "BitsPerComponent" => bits,
    }
}

pub fn jpeg_image() -> Stream {
    let mut dict = image("DeviceRGB", 8);
    dict.set("Filter", "DCTDecode");
    Stream::new(dict, jpeg(SCAN.0, SCAN.1)).with_compression(false)
}

pub fn packed_image(space: impl Into<Object>, bits: i64, pixels: Vec<u8>) -> Stream {
    let mut stream = Stream::new(image(space, bits), pixels);
    stream.compress().unwrap();
    stream
}

/// Bytes that do not pack.
pub fn dust(n: usize) -> Vec<u8> {
    let mut dice = 7_u32;
    let mut next = || {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 24) as u8
    };
    (0..n).map(|_| next()).collect()
}

/// A document with one picture on each page, drawn over all of it, and a line of text.
pub fn document(n: usize, picture: &Stream) -> Document {
    let mut it = Document::with_version("1.5");
    let root = it.new_object_id();
    let font = it.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let kids: Vec<Object> = (0..n)
        .map(|n| {
            let picture = it.add_object(picture.clone());
            let text = format!("q {} 0 0 {} 0 0 cm /G Do Q BT /F 9 Tf 9 9 Td (halaman {n}) Tj ET", PAGE.0, PAGE.1);
            let content = it.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => root, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), i64::from(PAGE.0).into(), i64::from(PAGE.1).into()],
                "Resources" => dictionary! {
                    "XObject" => dictionary! { "G" => picture }, "Font" => dictionary! { "F" => font },
                },
            };
            it.add_object(page).into()
        })
        .collect();
    it.objects.insert(root, dictionary! { "Type" => "Pages", "Count" => n as i64, "Kids" => kids }.into());
    let secret = it.add_object(Stream::new(dictionary! { "Type" => "Metadata" }, b"<x>Rahasia Budi</x>".to_vec()));
    let catalog = it.add_object(dictionary! { "Type" => "Catalog", "Pages" => root, "Metadata" => secret });
    let info = it.add_object(dictionary! { "Author" => Object::string_literal("Rahasia Budi") });
    it.add_object(Stream::new(Dictionary::new(), dust(60_000)));
    it.trailer.set("Root", catalog);
    it.trailer.set("Info", info);
    it
}

pub fn saved(mut it: Document) -> Vec<u8> {
    it.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut out = Vec::new();
    it.save_to(&mut out).unwrap();
    out
}
