//! Code and fingerprint of a bundle read off a paper as cameras and scanners leave it.

use std::{fs, path::PathBuf};

use domain::{
    core::reason::Reason,
    submission::{fingerprint::PaperCode, qr::Qr},
};
use exchange::submission::verify::read_paper;
use image::{
    GrayImage, ImageEncoder, Luma,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::blur,
};

/// What papers of a bundle carry.
fn paper(start: &str) -> PaperCode {
    PaperCode::of(format!("{start:0<64}").parse().unwrap())
}

/// The dark modules of a drawing, from its path.
fn modules(paper: &PaperCode) -> (u32, Vec<(u32, u32)>) {
    let drawn = Qr::of(paper).unwrap();
    let strokes = drawn.path.split('M').skip(1).flat_map(|it| {
        let (place, rest) = it.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (u32, u32) = (x.parse().unwrap(), y.parse().unwrap());
        let n: u32 = rest.split_once('v').unwrap().0.parse().unwrap();
        (x..x + n).map(move |x| (x, y))
    });
    (drawn.side, strokes.collect())
}

/// A sheet of lines of text.
fn lines() -> GrayImage {
    GrayImage::from_fn(1240, 1754, |x, y| {
        let letter = y % 24 < 10 && x % 13 < 8 && (x / 13 * 7 + y / 24 * 5) % 4 != 0;
        Luma([if letter && (120..1120).contains(&x) { 40 } else { 245 }])
    })
}

/// A sheet of lines of text with drawings on it, `module` pixels each.
fn sheet(papers: &[&PaperCode], module: u32) -> GrayImage {
    let mut sheet = lines();
    for (at, paper) in (0_u32..).zip(papers) {
        let (side, dark) = modules(paper);
        let (left, top) = (180 + at * 500, 1200);
        for y in 0..side * module {
            for x in 0..side * module {
                let ink = dark.contains(&(x / module, y / module));
                sheet.put_pixel(left + x, top + y, Luma([if ink { 20 } else { 250 }]));
            }
        }
    }
    sheet
}

/// What a camera sees that is turned, somewhat from the side, in a light from one side.
fn seen(sheet: &GrayImage, degrees: f32, tilt: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (wide, high) = (sheet.width() as f32, sheet.height() as f32);
    GrayImage::from_fn(1900, 1900, |x, y| {
        let (x, y) = (x as f32 - 950.0, y as f32 - 950.0);
        let far = 1.0 + tilt * y / 950.0;
        let (u, v) = ((x * cos + y * sin) * far + wide / 2.0, (y * cos - x * sin) * far + high / 2.0);
        let light = 0.6 + 0.4 * (x + 950.0) / 1900.0;
        let on = u >= 0.0 && v >= 0.0 && u < wide && v < high;
        let shade = if on { f32::from(sheet.get_pixel(u as u32, v as u32).0[0]) } else { 90.0 };
        Luma([(shade * light) as u8])
    })
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn jpeg(&self, picture: &GrayImage) -> PathBuf {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, 60);
        encoder.write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::L8).unwrap();
        self.file("foto.jpg", &bytes)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn desk() -> Desk {
    Desk(tempfile::tempdir().unwrap())
}

#[test]
fn a_code_is_read_however_the_paper_lay() {
    let desk = desk();
    let whole = paper("5eed0c0de5");
    // Papers of before carry the code alone.
    let short: PaperCode = whole.code().into();
    let lying = [(0.0, 0.0, 0.0), (90.0, 0.0, 1.0), (180.0, 0.1, 1.5), (17.0, 0.15, 1.5), (-63.0, 0.2, 2.0)];
    for (paper, lying) in [(&whole, &lying[..]), (&short, &lying[3..4])] {
        let sheet = sheet(&[paper], 7);
        for &(degrees, tilt, soft) in lying {
            let picture = seen(&sheet, degrees, tilt);
            let picture = if soft > 0.0 { blur(&picture, soft) } else { picture };
            let read = read_paper(&desk.jpeg(&picture)).map_err(|it| it.to_string());
            assert_eq!(read.as_ref(), Ok(paper), "{degrees}° tilted by {tilt}, soft by {soft}");
        }
    }
    // Cut out as small as the screen shows it.
    let sheet = sheet(&[&whole], 7);
    let (side, _) = modules(&whole);
    let small = image::imageops::crop_imm(&sheet, 180, 1200, side * 7, side * 7).to_image();
    let small = image::imageops::thumbnail(&small, side * 3, side * 3);
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&small, small.width(), small.height(), image::ExtendedColorType::L8).unwrap();
    assert_eq!(read_paper(&desk.file("potongan.png", &png)).unwrap(), whole);
}

/// The drawing is 3.6 centimetres wide on papers: of 45 modules each 4.7 pixels where a
/// scanner takes 150 of them to the inch.
#[test]
fn a_scan_of_a_hundred_and_fifty_pixels_to_the_inch_is_enough() {
    let desk = desk();
    let paper = paper("0ff1ce5eed");
    let (side, dark) = modules(&paper);
    let wide = 3.6 / 2.54 * 150.0;
    for (degrees, soft) in [(0.0_f32, 0.7), (0.0, 1.2), (1.5, 0.8), (-3.0, 1.0), (88.0, 0.8), (181.0, 1.0)] {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let page = lines();
        let scan = GrayImage::from_fn(page.width(), page.height(), |x, y| {
            // Each pixel of a scanner is the mean of what lies below it.
            let ink = (0..16).filter(|it| {
                let (u, v) = (x as f32 + (it % 4) as f32 / 4.0 - 500.0, y as f32 + (it / 4) as f32 / 4.0 - 900.0);
                let (u, v) = ((u * cos + v * sin) / wide + 0.5, (v * cos - u * sin) / wide + 0.5);
                let at = ((u * side as f32) as u32, (v * side as f32) as u32);
                (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) && dark.contains(&at)
            });
            let near = (x as f32 - 500.0).hypot(y as f32 - 900.0) < wide * 0.75;
            if near { Luma([245 - ink.count() as u8 * 14]) } else { *page.get_pixel(x, y) }
        });
        let read = read_paper(&desk.jpeg(&blur(&scan, soft))).map_err(|it| it.to_string());
        assert_eq!(read.as_ref(), Ok(&paper), "{degrees}° and soft by {soft}");
    }
}

#[test]
fn what_shows_no_code_or_several_says_so() {
    let desk = desk();
    let refused = |path: PathBuf| read_paper(&path).unwrap_err().reason();
    assert_eq!(refused(desk.jpeg(&sheet(&[], 5))), Reason::PaperWithoutCode);
    let (one, two) = (paper("1111111111"), paper("2222222222"));
    assert_eq!(read_paper(&desk.jpeg(&sheet(&[&one, &one], 7))).unwrap(), one, "twice the same is one");
    let short = one.code().into();
    assert_eq!(read_paper(&desk.jpeg(&sheet(&[&short, &one], 7))).unwrap(), one, "the one that says more");
    let several = read_paper(&desk.jpeg(&sheet(&[&one, &two], 7))).unwrap_err();
    assert_eq!(several.reason(), Reason::PaperSeveralCodes);
    let told = &several.args()[1].1;
    assert!(told.contains(&one.code().to_string()) && told.contains(&two.code().to_string()), "{told}");
    // Of one bundle by the code, of two by the fingerprint.
    let forged = paper("11111111112");
    let several = read_paper(&desk.jpeg(&sheet(&[&one, &forged], 7))).unwrap_err();
    assert_eq!((several.reason(), forged.code()), (Reason::PaperSeveralCodes, one.code()));
    // The drawing of something else.
    let far = blur(&sheet(&[&one], 5), 12.0);
    assert_eq!(refused(desk.jpeg(&far)), Reason::PaperWithoutCode, "too far out of focus");
}

/// Grains of a size in pixels, dark or light by chance.
fn noise(side: u32, grain: u32, levels: u32) -> GrayImage {
    GrayImage::from_fn(side, side, |x, y| {
        let mut it = (x / grain).wrapping_mul(0x9E37_79B1) ^ (y / grain).wrapping_mul(0x85EB_CA77);
        for _ in 0..3 {
            it = (it ^ it >> 15).wrapping_mul(0x2C1B_3C6D);
        }
        Luma([((it >> 8) % levels * 255 / (levels - 1)) as u8])
    })
}

/// A reader that tries whatever could be a corner takes minutes and all memory.
#[test]
fn a_picture_of_noise_is_answered() {
    let desk = desk();
    for (side, grain, levels) in [(4000, 1, 2), (4000, 1, 256), (3000, 2, 2), (3000, 5, 2), (400, 1, 2)] {
        let mut png = Vec::new();
        let picture = noise(side, grain, levels);
        PngEncoder::new(&mut png).write_image(&picture, side, side, image::ExtendedColorType::L8).unwrap();
        let refused = read_paper(&desk.file("bintik.png", &png)).unwrap_err().reason();
        assert_eq!(refused, Reason::PaperWithoutCode, "{side} {grain} {levels}");
    }
}

#[test]
fn what_is_no_picture_or_means_harm_is_refused_before_it_is_unpacked() {
    let desk = desk();
    let refused = |name: &str, bytes: &[u8]| read_paper(&desk.file(name, bytes)).unwrap_err().reason();
    assert_eq!(refused("kosong.jpg", b""), Reason::PaperUnreadable);
    assert_eq!(refused("surat.pdf", b"%PDF-1.7\n"), Reason::PaperUnreadable);
    assert_eq!(refused("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0"), Reason::PaperUnreadable);
    let part = image::imageops::crop_imm(&sheet(&[&paper("1")], 5), 100, 1150, 400, 300).to_image();
    let whole = fs::read(desk.jpeg(&part)).unwrap();
    for cut in [3, 100] {
        assert_eq!(refused("potong.jpg", &whole[..cut]), Reason::PaperUnreadable, "{cut}");
    }
    // A PNG of few bytes that says to be 60,000 pixels wide and high.
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&[0; 4], 2, 2, image::ExtendedColorType::L8).unwrap();
    png[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(refused("besar.png", &png), Reason::PaperTooLarge);
    assert_eq!(read_paper(&desk.0.path().join("tiada.jpg")).unwrap_err().reason(), Reason::FileMissing);
    // Bytes that were changed on the way end in an answer.
    for seed in 0..4_usize {
        let mut bytes = whole.clone();
        for n in 0..6 {
            let at = (seed * 7919 + n * 104_729) % bytes.len();
            bytes[at] ^= 1 << (n + seed % 3);
        }
        let _ = read_paper(&desk.file("rusak.jpg", &bytes));
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, it| {
        (0..8).fold(crc ^ u32::from(*it), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
