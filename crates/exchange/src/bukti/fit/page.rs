//! A PDF of one A4 page with a picture on it.
//!
//! Written by hand: six objects, of PDF 1.4, which every program that merges and splits
//! takes. Lengths are in hundredths of a point, so that no rounding of a machine shows.

use std::io::Write;

use image::metadata::Orientation;

/// A4, the short and the long side.
const A4: (u64, u64) = (59_528, 84_189);
/// What stays white around a picture that is no page itself: a centimetre.
const MARGIN: u64 = 2_835;
/// Of a thousand, how far the sides of a scan may be from those of A4 so that it is one.
const NEARLY: u64 = 40;
/// The largest a pixel is drawn: at 96 dots per inch, as screens have them.
const PIXEL: u64 = 75;

/// How pixels stand in the file.
pub(super) enum Packed {
    /// As a JPEG.
    Jpeg,
    /// As the inside of a PNG: packed rows, each with how it was filtered.
    Png,
}

/// A picture as it is put on the page.
pub(super) struct PageImage<'a> {
    pub width: u32,
    pub height: u32,
    /// 1 is grey, 3 coloured.
    pub channels: usize,
    pub packed: Packed,
    pub bytes: &'a [u8],
}

/// Where a picture is drawn, in hundredths of a point.
pub(super) struct Placed {
    page: (u64, u64),
    /// How wide and high, turned upright.
    size: (u64, u64),
    turned: Orientation,
}

fn is_across(turned: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turned, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

impl Placed {
    /// A picture of so many pixels on the page that suits it, as large as it goes.
    pub(super) fn new(width: u32, height: u32, turned: Orientation) -> Self {
        let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
        let (width, height) = if is_across(turned) { (height, width) } else { (width, height) };
        let page = if width > height { (A4.1, A4.0) } else { A4 };
        // Both sides as if the other one fitted.
        let off = (width * page.1).abs_diff(height * page.0) * 1000 / (height * page.0).max(1);
        let room = if off <= NEARLY { page } else { (page.0 - 2 * MARGIN, page.1 - 2 * MARGIN) };
        let most = (room.0.min(width * PIXEL), room.1.min(height * PIXEL));
        let size = if most.0 * height <= most.1 * width {
            (most.0, (most.0 * height / width).max(1))
        } else {
            ((most.1 * width / height).max(1), most.1)
        };
        Self { page, size, turned }
    }

    /// Dots per inch at which pixels of that number across are drawn.
    pub(super) fn dpi(&self, width: u32) -> f64 {
        let own = if is_across(self.turned) { self.size.1 } else { self.size.0 };
        f64::from(width) * 7200.0 / f64::from(u32::try_from(own).unwrap_or(u32::MAX))
    }

    /// The six numbers that turn and move a picture, from a square of one by one.
    fn matrix(&self) -> [i64; 6] {
        let signed = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
        let (w, h) = (signed(self.size.0), signed(self.size.1));
        let [a, b, c, d, e, f] = match self.turned {
            Orientation::NoTransforms => [w, 0, 0, h, 0, 0],
            Orientation::FlipHorizontal => [-w, 0, 0, h, w, 0],
            Orientation::Rotate180 => [-w, 0, 0, -h, w, h],
            Orientation::FlipVertical => [w, 0, 0, -h, 0, h],
            Orientation::Rotate90FlipH => [0, -h, -w, 0, w, h],
            Orientation::Rotate90 => [0, -h, w, 0, 0, h],
            Orientation::Rotate270FlipH => [0, h, w, 0, 0, 0],
            Orientation::Rotate270 => [0, h, -w, 0, w, 0],
        };
        let (left, below) = ((self.page.0 - self.size.0) / 2, (self.page.1 - self.size.1) / 2);
        [a, b, c, d, e + signed(left), f + signed(below)]
    }

    /// The whole file.
    pub(super) fn pdf(&self, image: &PageImage<'_>) -> Vec<u8> {
        let matrix: Vec<String> = self.matrix().into_iter().map(points).collect();
        let content = format!("q\n{} cm\n/G Do\nQ\n", matrix.join(" "));
        let signed = |it: u64| points(i64::try_from(it).unwrap_or(i64::MAX));
        let space = if image.channels == 1 { "/DeviceGray" } else { "/DeviceRGB" };
        let filter = match image.packed {
            Packed::Jpeg => "/Filter /DCTDecode".to_owned(),
            Packed::Png => format!(
                "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors {} /BitsPerComponent 8 /Columns {} >>",
                image.channels, image.width
            ),
        };
        let stream = |head: &str, bytes: &[u8]| {
            let head = format!("<< {head} /Length {} >>\nstream\n", bytes.len());
            [head.as_bytes(), bytes, b"\nendstream"].concat()
        };
        let head = format!(
            "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace {space} /BitsPerComponent 8 {filter}",
            image.width, image.height
        );
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Resources << /XObject << /G 5 0 R >> >> /Contents 4 0 R >>",
            signed(self.page.0),
            signed(self.page.1)
        );
        file(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            page.into_bytes(),
            stream("", content.as_bytes()),
            stream(&head, image.bytes),
        ])
    }
}

/// A number as PDF writes it, from hundredths.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let all = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", all / 100, all % 100)
}

/// Objects from 1 on, the first of which is the catalogue.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = b"0000000000 65535 f \n".to_vec();
    for (object, n) in objects.iter().zip(1..) {
        table.extend(format!("{:010} 00000 n \n", out.len()).into_bytes());
        out.extend(format!("{n} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let (at, size) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {size}\n").into_bytes());
    out.extend(table);
    // Memory takes whatever is written.
    let _ = write!(out, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_fills_the_page_and_a_photo_leaves_a_rim() {
        use Orientation::{NoTransforms, Rotate90};
        for (width, height, turned, page, size, dpi) in [
            (2480, 3508, NoTransforms, A4, (59_517, 84_189), 300),
            (3508, 2480, NoTransforms, (A4.1, A4.0), (84_189, 59_517), 300),
            // Held upright, kept lying.
            (3508, 2480, Rotate90, A4, (59_517, 84_189), 300),
            (4000, 3000, NoTransforms, (A4.1, A4.0), (71_810, 53_858), 401),
            (200, 100, NoTransforms, (A4.1, A4.0), (15_000, 7_500), 96),
        ] {
            let it = Placed::new(width, height, turned);
            assert_eq!((it.page, it.size), (page, size), "{width}×{height}");
            assert_eq!(super::super::whole(it.dpi(width)), dpi, "{width}×{height}");
        }
    }

    #[test]
    fn every_turn_lands_on_the_page() {
        use Orientation::*;
        // Where the upper left corner of the pixels comes to lie: left or right, above or below.
        for (turned, right, below) in [
            (NoTransforms, false, false),
            (FlipHorizontal, true, false),
            (Rotate180, true, true),
            (FlipVertical, false, true),
            (Rotate90FlipH, false, false),
            (Rotate90, true, false),
            (Rotate270FlipH, true, true),
            (Rotate270, false, true),
        ] {
            let it = Placed::new(3000, 2000, turned);
            let [a, b, c, d, e, f] = it.matrix();
            let (w, h) = (it.page.0 as i64, it.page.1 as i64);
            let corner = (c + e, d + f);
            assert_eq!((corner.0 > w / 2, corner.1 < h / 2), (right, below), "{turned:?}");
            for (x, y) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let (x, y) = (a * x + c * y + e, b * x + d * y + f);
                assert!((0..=w).contains(&x) && (0..=h).contains(&y), "{turned:?}: {x} {y}");
            }
        }
    }

    #[test]
    fn numbers_are_written_without_rounding() {
        assert_eq!([59_528, -5, 0, -120_000].map(points), ["595.28", "-0.05", "0.00", "-1200.00"]);
    }
}
