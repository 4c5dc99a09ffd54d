//! Portal copies: every kind of file against every kind of limit.

use std::process::Command;

use domain::bukti::{
    content::Format,
    fit::{Accepted, FitStep, LEAST_DPI, READABLE_DPI, Unfitted},
};
use exchange::bukti::fit::{FitFault, Fitted, fit};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::scans::*;

fn pdf(max_bytes: u64) -> Accepted {
    Accepted { file_types: vec!["pdf".into()], max_bytes: Some(max_bytes) }
}

fn made(bytes: &[u8], accepted: &Accepted) -> Result<Fitted, FitFault> {
    let first = fit(bytes, accepted, &mut || true);
    assert_eq!(fit(bytes, accepted, &mut || true), first, "equal bytes give equal copies");
    if let Ok(it) = &first {
        assert!(accepted.max_bytes.is_none_or(|most| it.bytes.len() as u64 <= most), "{}", it.bytes.len());
        if it.format == Format::Pdf {
            judged(&it.bytes);
            assert_eq!(pages(&it.bytes), it.pages as usize);
        }
    }
    first
}

fn why(bytes: &[u8], accepted: &Accepted) -> Unfitted {
    match made(bytes, accepted) {
        Err(FitFault::Unfitted { why, .. }) => why,
        other => panic!("{:?}", other.map(|it| it.bytes.len())),
    }
}

/// What an outside program says of a PDF, where there is one.
fn judged(bytes: &[u8]) {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    if let Ok(out) = Command::new("qpdf").arg("--check").arg(file.path()).output() {
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    }
}

fn pages(bytes: &[u8]) -> usize {
    Document::load_mem(bytes).unwrap().get_pages().len()
}

/// Width, height and filter of every picture of a PDF.
fn pictures(bytes: &[u8]) -> Vec<(i64, i64, String)> {
    let it = Document::load_mem(bytes).unwrap();
    let streams = it.objects.values().filter_map(|it| it.as_stream().ok());
    let images = streams.filter(|it| it.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Image"));
    images
        .map(|it| {
            let side = |name: &[u8]| it.dict.get(name).unwrap().as_i64().unwrap();
            let filter = it
                .filters()
                .unwrap_or_default()
                .last()
                .map_or(String::new(), |it| String::from_utf8_lossy(it).into_owned());
            if filter == "DCTDecode" {
                let read = image::load_from_memory(&it.content).unwrap();
                assert_eq!((i64::from(read.width()), i64::from(read.height())), (side(b"Width"), side(b"Height")));
            }
            (side(b"Width"), side(b"Height"), filter)
        })
        .collect()
}

#[test]
fn every_picture_becomes_a_page_below_any_limit_that_leaves_it_readable() {
    let picture = DynamicImage::ImageRgb8(scan(SCAN.0, SCAN.1));
    let see_through = DynamicImage::ImageRgba8(picture.to_rgba8());
    for (nama, bytes) in [
        ("jpeg", encoded(&picture, ImageFormat::Jpeg)),
        ("grey jpeg", encoded(&DynamicImage::ImageLuma8(picture.to_luma8()), ImageFormat::Jpeg)),
        ("png", encoded(&picture, ImageFormat::Png)),
        ("png, seen through", encoded(&see_through, ImageFormat::Png)),
        ("webp", encoded(&picture, ImageFormat::WebP)),
    ] {
        let roomy = made(&bytes, &pdf(20_000_000)).unwrap();
        assert_eq!((roomy.format, roomy.pages, roomy.dpi), (Format::Pdf, 1, None), "{nama}");
        assert_eq!(roomy.steps, [FitStep::OnPage, FitStep::Stripped], "{nama}: without loss where that fits");
        assert_eq!((pictures(&roomy.bytes)[0].0, pictures(&roomy.bytes)[0].1), (400, 567), "{nama}");
        let half = made(&bytes, &pdf(roomy.bytes.len() as u64 * 4 / 5)).unwrap();
        assert!(half.steps.contains(&FitStep::Recoded), "{nama}");
        match fit(&bytes, &pdf(1_500), &mut || true) {
            Err(FitFault::Unfitted { why: Unfitted::StaysTooLarge, least: Some(least) }) => assert!(least > 1_500),
            other => panic!("{nama}: {:?}", other.map(|it| it.bytes.len())),
        }
    }
}

#[test]
fn a_jpeg_that_fits_goes_in_byte_for_byte_without_what_it_tells() {
    let plain = jpeg(400, 300);
    let mut telling = plain[..2].to_vec();
    telling.extend(b"\xFF\xE1\0\x12Exif\0\0II*\0\x08\0\0\0\0\0");
    telling.extend(b"\xFF\xFE\0\x10Rahasia Budi!!");
    telling.extend(&plain[2..]);
    let copy = made(&telling, &pdf(2_000_000)).unwrap();
    let holds = |wanted: &[u8]| copy.bytes.windows(wanted.len()).any(|it| it == wanted);
    assert!(holds(&plain[plain.len() / 2..]), "its pixels are those of the photo");
    assert!(!holds(b"Rahasia") && !holds(b"Exif"));
    assert_eq!(copy.steps, [FitStep::OnPage, FitStep::Stripped]);
}

#[test]
fn where_only_pictures_are_taken_a_smaller_one_is_made_upright() {
    let only = |max_bytes| Accepted { file_types: vec!["jpg".into(), "png".into()], max_bytes: Some(max_bytes) };
    let mut held = jpeg(600, 400);
    // Held upright, kept lying: orientation 6.
    let exif = b"\xFF\xE1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    held.splice(2..2, *exif);
    let copy = made(&held, &only(held.len() as u64 * 4 / 5)).unwrap();
    let read = image::load_from_memory(&copy.bytes).unwrap();
    assert_eq!((copy.format, read.height() > read.width()), (Format::Jpeg, true));
    assert_eq!(why(&saved(document(1, &jpeg_image())), &only(1_000)), Unfitted::NotTaken);
    // On a page it lies as it was held.
    let page = made(&held, &pdf(2_000_000)).unwrap();
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(text.contains("/MediaBox [0 0 595.28 841.89]"), "upright");
}

#[test]
fn a_scan_comes_down_step_by_step_and_never_below_what_can_be_read() {
    let whole = saved(document(2, &jpeg_image()));
    let inches = f64::from(PAGE.0) / 72.0;
    let mut before = None;
    let mut reached = Vec::new();
    for share in [95, 60, 40, 25, 15, 8, 3] {
        let most = whole.len() as u64 * share / 100;
        match made(&whole, &pdf(most)) {
            Ok(copy) => {
                assert_eq!(copy.pages, 2);
                for (width, ..) in pictures(&copy.bytes) {
                    let dpi = (width as f64 / inches).round() as u32;
                    assert!(dpi >= LEAST_DPI, "{dpi} at {share} %");
                    assert!(copy.dpi.is_none_or(|it| dpi >= it), "it is as sharp as it says");
                }
                assert!(before.is_none_or(|it| copy.dpi.unwrap_or(300) <= it), "less room never makes it sharper");
                before = Some(copy.dpi.unwrap_or(300));
                reached.push(copy.dpi);
            }
            Err(FitFault::Unfitted { why, least }) => {
                assert_eq!(why, Unfitted::StaysTooLarge);
                assert!(least.unwrap() > most);
                reached.push(Some(0));
            }
            Err(it) => panic!("{it}"),
        }
    }
    assert_eq!(reached.first(), Some(&None), "what nothing refers to is enough at first: {reached:?}");
    assert!(reached.contains(&Some(READABLE_DPI)) && reached.contains(&Some(0)), "{reached:?}");
}

#[test]
fn pictures_of_every_kind_are_brought_down_or_left_as_they_are() {
    let rgb = scan(SCAN.0, SCAN.1);
    let grey = DynamicImage::ImageRgb8(rgb.clone()).into_luma8();
    let table: Vec<u8> = (0..=255).flat_map(|it: u8| [it, it, it.wrapping_add(90)]).collect();
    let table = Object::String(table, lopdf::StringFormat::Hexadecimal);
    let indexed = vec!["Indexed".into(), "DeviceRGB".into(), 255.into(), table];
    let bits: Vec<u8> = grey.rows().flat_map(|row| bits_of(row.map(|it| it.0[0] > 128).collect())).collect();
    let mut fax = packed_image("DeviceGray", 1, bits.clone());
    fax.dict.set("Filter", "CCITTFaxDecode");
    let mut cut_out = packed_image("DeviceRGB", 8, rgb.as_raw().clone());
    cut_out.dict.set("Mask", vec![0.into(), 3.into(), 0.into(), 3.into(), 0.into(), 3.into()]);
    for (nama, picture, touched) in [
        ("jpeg", jpeg_image(), true),
        ("colours", packed_image("DeviceRGB", 8, rgb.as_raw().clone()), true),
        ("grey", packed_image("DeviceGray", 8, grey.as_raw().clone()), true),
        ("table", packed_image(indexed, 8, grey.as_raw().clone()), true),
        ("bits", packed_image("DeviceGray", 1, bits), false),
        ("four colours", packed_image("DeviceCMYK", 8, rgb.as_raw().repeat(2)[..400 * 567 * 4].to_vec()), false),
        ("fax", fax, false),
        ("cut out by a colour", cut_out, false),
    ] {
        let whole = saved(document(1, &picture));
        let copy = fit(&whole, &pdf(picture.content.len() as u64 * 3 / 4), &mut || true);
        match (touched, copy) {
            (true, Ok(copy)) => assert_eq!(pictures(&copy.bytes)[0].2, "DCTDecode", "{nama}"),
            (false, Err(FitFault::Unfitted { why, .. })) => assert_eq!(why, Unfitted::StaysTooLarge, "{nama}"),
            // Dots of black and white are so many that grey ones take no less.
            (false, Ok(copy)) if nama == "bits" => assert_eq!(copy.pages, 1),
            (_, other) => panic!("{nama}: {:?}", other.map(|it| it.bytes.len())),
        }
    }
}

fn bits_of(row: Vec<bool>) -> Vec<u8> {
    row.chunks(8).map(|it| it.iter().enumerate().fold(0, |byte, (n, it)| byte | u8::from(*it) << (7 - n))).collect()
}

#[test]
fn text_stays_text_and_nothing_tells_who_wrote_it() {
    let whole = saved(document(3, &jpeg_image()));
    let copy = made(&whole, &pdf(whole.len() as u64 / 3)).unwrap();
    let it = Document::load_mem(&copy.bytes).unwrap();
    for page in 1..=3 {
        assert!(it.extract_text(&[page]).unwrap().contains(&format!("halaman {}", page - 1)));
    }
    let holds = |wanted: &[u8]| copy.bytes.windows(wanted.len()).any(|it| it == wanted);
    assert!(holds(b"halaman") || copy.bytes.len() < whole.len());
    assert!(!holds(b"Rahasia") && !holds(b"Metadata") && it.trailer.get(b"Info").is_err());
}

#[test]
fn a_picture_that_is_drawn_small_comes_down_by_how_it_is_drawn() {
    // Four to a page: what fills a quarter has twice the dots.
    let mut it = document(1, &jpeg_image());
    let page = it.page_iter().next().unwrap();
    let text = format!("q {} 0 0 {} 0 0 cm /G Do Q", PAGE.0 / 2, PAGE.1 / 2);
    it.change_page_content(page, text.into_bytes()).unwrap();
    let whole = saved(it);
    let copy = made(&whole, &pdf(whole.len() as u64 / 6)).unwrap();
    assert_eq!(copy.dpi, Some(READABLE_DPI));
    let width = pictures(&copy.bytes)[0].0;
    assert!((133..=134).contains(&width), "{width} dots on {} points", PAGE.0 / 2);
}

#[test]
fn what_a_change_would_break_is_left_and_told() {
    let signed = |inside: Dictionary| {
        let mut it = document(1, &jpeg_image());
        let field = it.add_object(inside);
        it.catalog_mut().unwrap().set("AcroForm", dictionary! { "Fields" => vec![field.into()] });
        saved(it)
    };
    let range = dictionary! { "Type" => "Sig", "ByteRange" => vec![0.into(), 1.into()] };
    let field = dictionary! { "FT" => "Sig", "V" => dictionary! { "Type" => "Sig" } };
    assert_eq!(why(&signed(range.clone()), &pdf(1_000)), Unfitted::Signed);
    assert_eq!(why(&signed(field), &pdf(1_000)), Unfitted::Signed);
    // One that fits is the copy of itself, signature and all.
    let whole = signed(range);
    let copy = made(&whole, &pdf(whole.len() as u64)).unwrap();
    assert!(copy.bytes == whole && copy.steps == [FitStep::AsItIs]);
    let mut locked = saved(document(1, &jpeg_image()));
    let at = locked.windows(7).rposition(|it| it == b"trailer").unwrap();
    locked.splice(at + 10..at + 10, *b"/Encrypt 9 0 R ");
    assert_eq!(why(&locked, &pdf(1_000)), Unfitted::Encrypted);
}

#[test]
fn what_is_no_scan_is_told_and_nothing_hostile_gets_through() {
    let whole = saved(document(1, &jpeg_image()));
    for (bytes, expected) in [
        (b"PK\x03\x04 a document".to_vec(), Unfitted::OtherKind),
        (Vec::new(), Unfitted::OtherKind),
        (b"\xFF\xD8\xFF\xE0 no photo".to_vec(), Unfitted::Damaged),
        (b"\x89PNG\r\n\x1A\n no picture".to_vec(), Unfitted::Damaged),
        (whole[..whole.len() / 2].to_vec(), Unfitted::Damaged),
        ([b"%PDF-1.4\n[".as_slice(), &b"1 ".repeat(8_000_001)].concat(), Unfitted::TooMuch),
    ] {
        assert_eq!(why(&bytes, &pdf(10)), expected, "{} bytes", bytes.len());
    }
    // A picture that says it has more pixels than there are.
    let mut lying = jpeg_image();
    lying.dict.set("Width", 7_999_i64);
    let lying = saved(document(1, &lying));
    assert_eq!(why(&lying, &pdf(20_000)), Unfitted::StaysTooLarge);
    // A few kilobytes that unpack to millions of objects.
    let mut bomb = document(1, &packed_image("DeviceGray", 8, vec![0; 400 * 567]));
    for n in 0..40 {
        let inside = format!("{} 0 [{}]", 5_000 + n, "1 ".repeat(3_900_000));
        let dict = dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 7 };
        let mut stream = Stream::new(dict, inside.into_bytes());
        stream.compress().unwrap();
        // Kept from being taken for a stream that the writer makes anew.
        stream.dict.set("Type", "ObjXtm");
        bomb.add_object(stream);
    }
    let bomb: Vec<u8> = {
        let mut bytes = saved(bomb);
        while let Some(at) = bytes.windows(6).position(|it| it == b"ObjXtm") {
            bytes[at + 3] = b'S';
        }
        bytes
    };
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    assert_eq!(why(&bomb, &pdf(1_000)), Unfitted::TooMuch);
}

#[test]
fn it_can_be_called_off() {
    let whole = saved(document(1, &jpeg_image()));
    assert_eq!(fit(&whole, &pdf(20_000), &mut || false), Err(FitFault::Cancelled));
    assert_eq!(fit(&jpeg(400, 567), &pdf(10_000), &mut || false), Err(FitFault::Cancelled));
}

#[test]
fn a_grey_scan_that_came_in_colour_takes_the_room_of_grey() {
    let grey = GrayImage::from_fn(300, 240, |x, y| Luma([((x * 7 + y * 13) % 200) as u8]));
    let coloured = DynamicImage::ImageLuma8(grey).into_rgb8();
    let bytes = encoded(&DynamicImage::ImageRgb8(coloured), ImageFormat::Jpeg);
    let copy = made(&bytes, &pdf(bytes.len() as u64 * 3 / 4)).unwrap();
    assert!(String::from_utf8_lossy(&copy.bytes).contains("/DeviceGray"));
}

#[test]
fn a_photo_with_more_dots_than_print_needs_has_fewer_in_its_copy() {
    let grey = DynamicImage::ImageRgb8(scan(3000, 1765)).into_luma8();
    let bytes = encoded(&DynamicImage::ImageLuma8(grey), ImageFormat::Jpeg);
    let copy = fit(&bytes, &pdf(bytes.len() as u64 / 3), &mut || true).unwrap();
    let dpi = copy.dpi.unwrap();
    assert!((LEAST_DPI..=READABLE_DPI).contains(&dpi) && copy.steps.contains(&FitStep::Scaled), "{dpi}");
    assert!(pictures(&copy.bytes)[0].0 < 3000);
}
