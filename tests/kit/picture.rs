//! Photos made by hand: every byte of what they tell, and pixels that mean nothing.

/// What a photo of the kit tells, as [`domain::bukti::traces::Traces`] words it.
pub const PLACE: &str = "6,983333° LS, 110,409167° BT";
pub const ARTIST: &str = "Sri Rahayu";
pub const SERIAL: &str = "SN-4711";

/// A directory of TIFF, smaller half first, with values that are too long for it behind.
fn directory(at: u32, entries: &[(u16, u16, u32, Vec<u8>)], next: u32) -> Vec<u8> {
    let mut head = u16::try_from(entries.len()).unwrap().to_le_bytes().to_vec();
    let mut behind = Vec::new();
    let values = at + 2 + 12 * u32::try_from(entries.len()).unwrap() + 4;
    for (tag, kind, count, value) in entries {
        head.extend([&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes()].concat());
        if value.len() <= 4 {
            head.extend([&value[..], &vec![0; 4 - value.len()]].concat());
        } else {
            head.extend((values + u32::try_from(behind.len()).unwrap()).to_le_bytes());
            behind.extend(value);
        }
    }
    [head, next.to_le_bytes().to_vec(), behind].concat()
}

fn text(it: &str) -> (u16, u32, Vec<u8>) {
    let bytes = format!("{it}\0").into_bytes();
    (2, u32::try_from(bytes.len()).unwrap(), bytes)
}

/// Exif data: turned by 6, taken by somebody, with a camera of a number, at a place and
/// on a day, and with a small picture inside.
pub fn exif(day: &str) -> Vec<u8> {
    let entry = |tag: u16, (kind, count, value)| (tag, kind, count, value);
    let degrees = |it: [u32; 3]| {
        let parts = it.iter().flat_map(|it| [it.to_le_bytes(), 100_u32.to_le_bytes()].concat());
        (5_u16, 3_u32, parts.collect::<Vec<u8>>())
    };
    let pointer = |to: u32| (4_u16, 1_u32, to.to_le_bytes().to_vec());
    let (first, sub, gps, small) = (8, 200, 400, 600);
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    let mut put = |at: u32, bytes: Vec<u8>| {
        assert!(block.len() <= at as usize, "{} over {at}", block.len());
        block.resize(at as usize, 0);
        block.extend(bytes);
    };
    let of_all = [
        entry(0x0112, (3, 1, vec![6, 0])),
        entry(0x013B, text(ARTIST)),
        entry(0x8769, pointer(sub)),
        entry(0x8825, pointer(gps)),
    ];
    put(first, directory(first, &of_all, small));
    put(sub, directory(sub, &[entry(0x9003, text(day)), entry(0xA431, text(SERIAL))], 0));
    let place = [
        entry(1, text("S")),
        entry(2, degrees([600, 5900, 0])),
        entry(3, text("E")),
        entry(4, degrees([11000, 2400, 3300])),
    ];
    put(gps, directory(gps, &place, 0));
    put(small, directory(small, &[entry(0x0201, pointer(700)), entry(0x0202, pointer(4))], 0));
    put(700, b"\xFF\xD8\xFF\xD9".to_vec());
    block
}

/// What XMP says: who made it, and whose face is on it.
pub const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'><rdf:Description \
    aux:OwnerName='Pak Budi' xmlns:aux='a' xmlns:dc='d'><dc:creator><rdf:Seq><rdf:li>Bu Ani</rdf:li></rdf:Seq>\
    </dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";

/// A segment of a JPEG.
pub fn segment(mark: u8, held: &[u8]) -> Vec<u8> {
    let size = u16::try_from(held.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, mark], &size[..], held].concat()
}

/// The parts of a JPEG that make up the picture, a colour profile among them.
pub fn jpeg_pixels() -> Vec<u8> {
    let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01warna");
    let table = segment(0xDB, &[&[0][..], &[1; 64]].concat());
    let frame = segment(0xC0, b"\x08\0\x10\0\x10\x01\x01\x11\0");
    let scan = segment(0xDA, b"\x01\x01\0\0\x3F\0");
    [profile, table, frame, scan, b"\x12\x34\xFF\0\xAB\xFF\xD0\x56\xFF\0".to_vec()].concat()
}

/// IPTC as Photoshop keeps it: a name and a town.
fn iptc() -> Vec<u8> {
    let record = |number: u8, said: &str| {
        [&[0x1C, 2, number], &u16::try_from(said.len()).unwrap().to_be_bytes()[..], said.as_bytes()].concat()
    };
    let records = [record(80, "Pak Dwi"), record(90, "Semarang!")].concat();
    let size = u32::try_from(records.len()).unwrap().to_be_bytes();
    [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &size[..], &records].concat()
}

/// A JPEG as a phone takes it, and after it has been through many hands.
pub fn jpeg(day: &str) -> Vec<u8> {
    let told = [
        segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        segment(0xE1, &[b"Exif\0\0", &exif(day)[..]].concat()),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat()),
        segment(0xED, &iptc()),
        segment(0xFE, b"milik Sri Rahayu"),
    ];
    [&b"\xFF\xD8"[..], &told.concat(), &jpeg_pixels(), b"\xFF\xD9", b"\xFF\xD8film di belakang"].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, it| (0..8).fold(sum ^ u32::from(*it), step))
}

/// A part of a PNG.
pub fn png_part(kind: &[u8; 4], held: &[u8]) -> Vec<u8> {
    let named = [&kind[..], held].concat();
    [&u32::try_from(held.len()).unwrap().to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The parts of a PNG of one pixel.
pub fn png_pixels() -> [Vec<u8>; 3] {
    // Packed by hand: one stored block of a filter and a grey value.
    let packed = b"\x78\x01\x01\x02\0\xFD\xFF\0\x80\0\x82\0\x81";
    [png_part(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"), png_part(b"IDAT", packed), png_part(b"IEND", b"")]
}

/// A PNG that tells as much.
pub fn png() -> Vec<u8> {
    let [head, pixels, end] = png_pixels();
    let told = [
        png_part(b"eXIf", &exif("2024:01:12 10:20:30")),
        png_part(b"tEXt", b"Author\0Mas Eko"),
        png_part(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat()),
        png_part(b"tIME", b"\x07\xE8\x01\x0C\x0A\x14\x1E"),
    ];
    [&b"\x89PNG\r\n\x1a\n"[..], &head, &told.concat(), &pixels, &end, b"lagi"].concat()
}

/// A part of a WebP.
pub fn webp_part(kind: &[u8; 4], held: &[u8]) -> Vec<u8> {
    [&kind[..], &u32::try_from(held.len()).unwrap().to_le_bytes(), held, &vec![0; held.len() % 2]].concat()
}

pub fn webp_of(parts: &[Vec<u8>]) -> Vec<u8> {
    let held = [&b"WEBP"[..], &parts.concat()].concat();
    [&b"RIFF"[..], &u32::try_from(held.len()).unwrap().to_le_bytes(), &held].concat()
}

/// Pixels of a WebP: bytes that mean nothing.
pub fn webp_pixels() -> Vec<u8> {
    webp_part(b"VP8L", b"\x2F\0\0\0\0piksel")
}

/// A WebP that tells as much.
pub fn webp() -> Vec<u8> {
    webp_of(&[
        webp_part(b"VP8X", b"\x0C\0\0\0\0\0\0\0\0\0"),
        webp_pixels(),
        webp_part(b"EXIF", &exif("2024:01:12 10:20:30")),
        webp_part(b"XMP ", XMP.as_bytes()),
    ])
}

/// The boxes of a HEIC that lead to its Exif item, which lies in the box `idat`.
pub fn heic() -> Vec<u8> {
    let cased =
        |kind: &[u8; 4], held: &[u8]| [&u32::try_from(held.len() + 8).unwrap().to_be_bytes()[..], kind, held].concat();
    let data = [&[0; 4], &exif("2024:01:12 10:20:30")[..]].concat();
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    let items = cased(b"iinf", &[b"\0\0\0\0\0\x01", &cased(b"infe", b"\x02\0\0\0\0\x01\0\0Exif\0")[..]].concat());
    let place = [&b"\x01\0\0\0\x44\0\0\x01\0\x01\0\x01\0\0\0\x01\0\0\0\0"[..], &len].concat();
    let meta = [&[0; 4], &items[..], &cased(b"iloc", &place), &cased(b"idat", &data)].concat();
    [cased(b"ftyp", b"heic\0\0\0\0mif1heic"), cased(b"meta", &meta)].concat()
}
