use std::io::Cursor;

use domain::core::reason::Reason;

use super::*;

/// One entry of an Exif directory, big-endian.
fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
    [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
}

fn short(text: &str) -> [u8; 4] {
    let mut four = [0; 4];
    four[..text.len()].copy_from_slice(text.as_bytes());
    four
}

/// An Exif block: three directories at fixed places, then their values.
fn exif_block(lat: [(u32, u32); 3], ns: &str, lng: [(u32, u32); 3], ew: &str, taken: &str) -> Vec<u8> {
    const IFD0: u32 = 8;
    const SUB: u32 = IFD0 + 2 + 2 * 12 + 4;
    const GPS: u32 = SUB + 2 + 12 + 4;
    const VALUES: u32 = GPS + 2 + 4 * 12 + 4;
    let at = |offset: u32| (VALUES + offset).to_be_bytes();
    let mut block = b"MM\0\x2a\0\0\0\x08".to_vec();
    let mut directory = |entries: &[Vec<u8>]| {
        block.extend(u16::try_from(entries.len()).unwrap().to_be_bytes());
        block.extend(entries.concat());
        block.extend([0; 4]);
    };
    directory(&[entry(0x8769, 4, 1, SUB.to_be_bytes()), entry(0x8825, 4, 1, GPS.to_be_bytes())]);
    directory(&[entry(0x9003, 2, 20, at(48))]);
    directory(&[entry(1, 2, 2, short(ns)), entry(2, 5, 3, at(0)), entry(3, 2, 2, short(ew)), entry(4, 5, 3, at(24))]);
    assert_eq!(block.len(), VALUES as usize);
    for (num, denom) in lat.into_iter().chain(lng) {
        block.extend(num.to_be_bytes());
        block.extend(denom.to_be_bytes());
    }
    block.extend(taken.bytes());
    block.push(0);
    block
}

fn jpeg_of(block: &[u8]) -> Vec<u8> {
    let len = u16::try_from(block.len() + 8).unwrap().to_be_bytes();
    [b"\xff\xd8\xff\xe1", &len[..], b"Exif\0\0", block, b"\xff\xd9"].concat()
}

const LAT: [(u32, u32); 3] = [(6, 1), (59, 1), (0, 1)];
const LNG: [(u32, u32); 3] = [(110, 1), (24, 1), (3300, 100)];
const DAY: &str = "2024:01:12 10:20:30";

fn read_bytes(bytes: &[u8]) -> Result<PhotoFacts, PhotoFault> {
    read(Cursor::new(bytes), "foto.jpg", &PhotoLimits::default())
}

#[test]
fn a_photo_tells_where_and_when_it_was_taken() {
    let facts = read_bytes(&jpeg_of(&exif_block(LAT, "S", LNG, "E", DAY))).unwrap();
    assert_eq!(facts.koordinat.unwrap().to_string(), "-6.983333, 110.409167");
    assert_eq!(facts.taken_on.unwrap().to_string(), "2024-01-12");
    // Decimal degrees in the first fraction, as some phones write.
    let decimal = [(69_833, 10_000), (0, 1), (0, 1)];
    let facts = read_bytes(&jpeg_of(&exif_block(decimal, "S", LNG, "E", DAY))).unwrap();
    assert_eq!(facts.koordinat.unwrap().to_string(), "-6.983300, 110.409167");
}

/// The boxes of a HEIC that lead to its Exif item, which lies in the box `idat`.
fn heic_of(block: &[u8]) -> Vec<u8> {
    let cased =
        |kind: &[u8; 4], body: &[u8]| [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind, body].concat();
    let data = [&[0; 4], block].concat();
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    let item = cased(b"infe", b"\x02\0\0\0\0\x01\0\0Exif\0");
    let items = cased(b"iinf", &[b"\0\0\0\0\0\x01", &item[..]].concat());
    // Four bytes for offset and length; item 1, inside idat, one extent from 0.
    let place = [&b"\x01\0\0\0\x44\0\0\x01\0\x01\0\x01\0\0\0\x01\0\0\0\0"[..], &len].concat();
    let meta = [&[0; 4], &items[..], &cased(b"iloc", &place), &cased(b"idat", &data)].concat();
    [cased(b"ftyp", b"heic\0\0\0\0mif1heic"), cased(b"meta", &meta)].concat()
}

#[test]
fn the_other_containers_are_read_too() {
    let block = exif_block(LAT, "S", LNG, "E", DAY);
    let len = |it: usize| u32::try_from(it).unwrap();
    let png = [b"\x89PNG\r\n\x1a\n", &len(block.len()).to_be_bytes()[..], b"eXIf", &block, &[0; 4]].concat();
    let chunk = [b"EXIF", &len(block.len()).to_le_bytes()[..], &block, &vec![0; block.len() % 2]].concat();
    let webp = [b"RIFF", &len(chunk.len() + 4).to_le_bytes()[..], b"WEBP", &chunk].concat();
    let marked = [b"Exif\0\0", &block[..]].concat();
    let chunk = [b"ALPH\x01\0\0\0x\0EXIF", &len(marked.len()).to_le_bytes()[..], &marked].concat();
    let marked = [b"RIFF", &len(chunk.len() + 4).to_le_bytes()[..], b"WEBP", &chunk].concat();
    for photo in [png, webp, marked, heic_of(&block)] {
        let facts = read_bytes(&photo).unwrap();
        assert_eq!(facts.koordinat.unwrap().to_string(), "-6.983333, 110.409167");
        assert_eq!(facts.taken_on.unwrap().to_string(), "2024-01-12");
    }
}

#[test]
fn what_a_photo_does_not_know_is_absent() {
    let zero = [(0, 1); 3];
    for (lat, ns, lng, ew, known) in [
        ([(6, 0); 3], "S", LNG, "E", false),
        (zero, "N", zero, "E", false),
        ([(96, 1), (0, 1), (0, 1)], "S", LNG, "E", false),
        // Rounding gives sixty whole ones.
        ([(6, 1), (60, 1), (0, 1)], "S", LNG, "E", true),
        ([(6, 1), (61, 1), (0, 1)], "S", LNG, "E", false),
        ([(u32::MAX, 1), (0, 1), (0, 1)], "S", LNG, "E", false),
        ([(1, u32::MAX); 3], "S", LNG, "E", true),
        (LAT, "X", LNG, "E", false),
        (LAT, "", LNG, "E", false),
        (LAT, "E", LNG, "S", false),
    ] {
        let facts = read_bytes(&jpeg_of(&exif_block(lat, ns, lng, ew, DAY))).unwrap();
        assert_eq!(facts.koordinat.is_some(), known, "{lat:?} {ns:?} {lng:?} {ew:?}");
        assert!(facts.taken_on.is_some());
    }
    for taken in [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2024-01-12 10:20:30",
        "2024:13:12 10:20:30",
        "2024:02:30 10:20:30",
    ] {
        assert_eq!(read_bytes(&jpeg_of(&exif_block(LAT, "S", LNG, "E", taken))).unwrap().taken_on, None, "{taken}");
    }
    assert_eq!(read_bytes(b"\xff\xd8\xff\xd9").unwrap(), PhotoFacts::default());
}

#[test]
fn a_file_that_is_no_whole_photo_is_refused_with_its_reason() {
    let photo = jpeg_of(&exif_block(LAT, "S", LNG, "E", DAY));
    let reason = |bytes: &[u8]| read_bytes(bytes).map_err(|it| it.reason());
    for bytes in [
        &b""[..],
        b"%PDF-1.7",
        b"MM\0\x2a\0\0\0\x08",
        b"PK\x03\x04",
        b"<svg/>",
        b"\0\0\0\x18ftypisom",
        b"\0\0\0\x14ftypqt  ",
        b"\xff",
    ] {
        assert_eq!(reason(bytes), Err(Reason::PhotoUnknown), "{bytes:?}");
    }
    assert_eq!(reason(&photo[..40]), Err(Reason::PhotoBroken));
    assert_eq!(reason(b"\0\0\0\x18ftypheic"), Err(Reason::PhotoBroken));
    assert_eq!(reason(b"\xff\xd8\xff\xe1\x00\x08Exif\0\0\xff\xd9"), Err(Reason::PhotoBroken));
    let folder = tempfile::tempdir().unwrap();
    let of_path = |path: &Path| read_file(path, &PhotoLimits::default()).map_err(|it| it.reason());
    assert_eq!(of_path(folder.path()), Err(Reason::FileIsFolder));
    assert_eq!(of_path(&folder.path().join("tidak-ada.jpg")), Err(Reason::FileMissing));
    std::fs::write(folder.path().join("foto.jpg"), &photo).unwrap();
    assert!(of_path(&folder.path().join("foto.jpg")).unwrap().koordinat.is_some());
}

#[test]
fn no_more_than_the_limit_is_read() {
    struct Counted(u64);
    impl Read for Counted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            // A JPEG whose scan never ends.
            let head = b"\xff\xd8\xff\xda\x00\x02";
            for (at, it) in buffer.iter_mut().enumerate() {
                let at = self.0 + at as u64;
                *it = usize::try_from(at).ok().and_then(|at| head.get(at)).copied().unwrap_or(0);
            }
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }
    impl Seek for Counted {
        fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
            Ok(self.0)
        }
    }
    let mut endless = Counted(0);
    let limits = PhotoLimits { max_bytes: 1024 * 1024 };
    let fault = read(&mut endless, "bom\u{202e}.jpg", &limits).unwrap_err();
    assert_eq!(fault.reason(), Reason::PhotoTooLarge);
    assert_eq!(fault.args()[0].1, "bom\u{fffd}.jpg");
    assert!(endless.0 <= limits.max_bytes + 64 * 1024, "{}", endless.0);
}

#[test]
fn damage_anywhere_never_ends_in_a_panic() {
    let photo = jpeg_of(&exif_block(LAT, "S", LNG, "E", DAY));
    for end in 0..photo.len() {
        let _ = read_bytes(&photo[..end]);
    }
    // Every byte replaced by values that lengths and offsets break at.
    for at in 0..photo.len() {
        for value in [0, 1, 0x7f, 0x80, 0xfe, 0xff] {
            let mut damaged = photo.clone();
            damaged[at] = value;
            let _ = read_bytes(&damaged);
        }
    }
    let heic = heic_of(&exif_block(LAT, "S", LNG, "E", DAY));
    for at in 0..heic.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut damaged = heic.clone();
            damaged[at] = value;
            let _ = read_bytes(&damaged);
        }
    }
    // A box file whose lengths lie.
    let heic = [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", &b"\xff\xff\xff\xffmeta\0\0\0\0"[..]].concat();
    for end in 0..heic.len() {
        assert!(read_bytes(&heic[..end]).map_or(true, |it| it == PhotoFacts::default()));
    }
}
