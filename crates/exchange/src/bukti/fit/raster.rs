//! Pixels: unpacked within limits, made fewer, and written as a JPEG.

use std::io::Cursor;

use image::{
    ColorType, DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};

use super::MAX_PIXELS;

/// Most bytes that unpacking one picture takes.
const MAX_MEMORY: u64 = 400 << 20;
/// How far red, green and blue lie apart at the most where nobody sees a colour.
const COLOURLESS: u8 = 24;

/// Grey or coloured pixels, row by row.
pub(super) struct Raster {
    pub width: u32,
    pub height: u32,
    /// Bytes of a pixel: 1 is grey, 3 is red, green and blue.
    pub channels: usize,
    pub pixels: Vec<u8>,
}

/// Why a picture was not unpacked.
pub(super) enum RasterUnread {
    Damaged,
    TooLarge,
}

impl Raster {
    /// Unpacks a picture, on white where it is seen through; and how it is to be turned.
    pub(super) fn read(bytes: &[u8], format: ImageFormat) -> Result<(Self, Orientation), RasterUnread> {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|_| RasterUnread::Damaged)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(RasterUnread::TooLarge);
        }
        let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let picture = DynamicImage::from_decoder(decoder).map_err(|_| RasterUnread::Damaged)?;
        Ok((Self::of(picture), turned))
    }

    fn of(picture: DynamicImage) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let colour = picture.color();
        let (channels, pixels) = match (colour.has_alpha(), colour.has_color()) {
            (true, true) => (3, on_white::<4>(picture.into_rgba8().as_raw())),
            (true, false) => (1, on_white::<2>(picture.into_luma_alpha8().as_raw())),
            (false, true) => (3, picture.into_rgb8().into_raw()),
            (false, false) => (1, picture.into_luma8().into_raw()),
        };
        Self { width, height, channels, pixels }
    }

    /// The same in grey where no colour is seen.
    pub(super) fn plain(mut self) -> Self {
        let (triples, rest) = self.pixels.as_chunks::<3>();
        let colourless = self.channels == 3 && rest.is_empty() && triples.iter().all(|it| is_colourless(*it));
        if colourless {
            self.pixels = triples.iter().map(|it| luma(*it)).collect();
            self.channels = 1;
        }
        self
    }

    /// Fewer pixels, each the average of what it stands for.
    pub(super) fn scaled(&self, width: u32, height: u32) -> Self {
        let (width, height) = (width.clamp(1, self.width), height.clamp(1, self.height));
        let columns = spans(self.width, width);
        let rows = spans(self.height, height);
        let whole = u64::from(self.width) * u64::from(self.height);
        let stride = self.width as usize * self.channels;
        let mut pixels = Vec::with_capacity(width as usize * height as usize * self.channels);
        // A row on the border between two is summed up for both.
        let mut kept: (usize, Vec<u64>) = (usize::MAX, Vec::new());
        let mut sums = vec![0_u64; width as usize * self.channels];
        for (top, weights) in rows {
            sums.fill(0);
            for (row, weight) in (top..).zip(weights) {
                if kept.0 != row {
                    let own = self.pixels.get(row * stride..(row + 1) * stride).unwrap_or_default();
                    kept = (row, self.narrowed(own, &columns));
                }
                sums.iter_mut().zip(&kept.1).for_each(|(sum, it)| *sum += it * weight);
            }
            pixels.extend(sums.iter().map(|it| u8::try_from((it + whole / 2) / whole.max(1)).unwrap_or(u8::MAX)));
        }
        Self { width, height, channels: self.channels, pixels }
    }

    fn narrowed(&self, row: &[u8], columns: &[(usize, Vec<u64>)]) -> Vec<u64> {
        let mut sums = Vec::with_capacity(columns.len() * self.channels);
        for (left, weights) in columns {
            let own = row.get(left * self.channels..).unwrap_or_default();
            for channel in 0..self.channels {
                let values = own.iter().skip(channel).step_by(self.channels);
                sums.push(values.zip(weights).map(|(it, weight)| u64::from(*it) * weight).sum());
            }
        }
        sums
    }

    /// As a JPEG; None where it is larger than one can be.
    pub(super) fn jpeg(&self, quality: u8) -> Option<Vec<u8>> {
        if u16::try_from(self.width.max(self.height)).is_err() {
            return None;
        }
        let colour = if self.channels == 1 { ColorType::L8 } else { ColorType::Rgb8 };
        let softened = (self.channels == 3).then(|| self.softened());
        let pixels = softened.as_ref().unwrap_or(&self.pixels);
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
        encoder.encode(pixels, self.width, self.height, ExtendedColorType::from(colour)).ok()?;
        Some(out)
    }

    /// Colours as coarse as two by two pixels, brightness as it was: the encoder cannot
    /// keep them coarser by itself, and so they take little room.
    fn softened(&self) -> Vec<u8> {
        let mut out = self.pixels.clone();
        let stride = self.width as usize * 3;
        let mut rows = out.chunks_mut(stride.max(1));
        while let Some(first) = rows.next() {
            let mut none: [u8; 0] = [];
            let second = rows.next().unwrap_or(&mut none);
            for (one, two) in
                first.chunks_mut(6).zip(second.chunks_mut(6).map(Some).chain(std::iter::repeat_with(|| None)))
            {
                let mut all: Vec<&mut [u8; 3]> = one.as_chunks_mut::<3>().0.iter_mut().collect();
                all.extend(two.into_iter().flat_map(|it| it.as_chunks_mut::<3>().0.iter_mut()));
                soften(&mut all);
            }
        }
        out
    }
}

/// How many colours a JPEG has, as its frame says; None where none is found, or it is of
/// a kind that PDF does not know.
pub(super) fn jpeg_channels(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        let [0xFF, marker, behind @ ..] = rest else { return None };
        match marker {
            0xFF => rest = rest.get(1..)?,
            // Baseline, extended and progressive, of eight bits each.
            0xC0..=0xC2 => return (*behind.get(2)? == 8).then_some(usize::from(*behind.get(7)?)),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD8..=0xDA => return None,
            _ => {
                let size = usize::from(u16::from_be_bytes(*behind.first_chunk()?));
                rest = behind.get(size..)?;
            }
        }
    }
}

/// Gives neighbours one colour, each at its own brightness.
fn soften(pixels: &mut [&mut [u8; 3]]) {
    let n = i32::try_from(pixels.len()).unwrap_or(1).max(1);
    let light = |it: &[u8; 3]| i32::from(luma(*it));
    let mut means = [0_i32; 3];
    for it in pixels.iter() {
        let own = light(it);
        means.iter_mut().zip(it.iter()).for_each(|(mean, it)| *mean += i32::from(*it) - own);
    }
    for it in pixels.iter_mut() {
        let own = light(it);
        let mixed = means.map(|mean| u8::try_from((own + mean / n).clamp(0, 255)).unwrap_or(u8::MAX));
        **it = mixed;
    }
}

fn is_colourless([r, g, b]: [u8; 3]) -> bool {
    r.max(g).max(b) - r.min(g).min(b) <= COLOURLESS
}

/// How bright a pixel is (ITU-R BT.601).
fn luma([r, g, b]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b);
    u8::try_from((sum + 500) / 1000).unwrap_or(u8::MAX)
}

/// What is seen through lies on white; the last byte of each pixel says how much.
fn on_white<const N: usize>(pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() / N * (N - 1));
    for pixel in pixels.as_chunks::<N>().0 {
        let Some((alpha, colours)) = pixel.split_last() else { continue };
        let alpha = u32::from(*alpha);
        out.extend(
            colours
                .iter()
                .map(|it| u8::try_from((u32::from(*it) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)),
        );
    }
    out
}

/// For each of the new pixels where the old ones begin that it stands for, and how much of
/// each it holds; together that is always the same.
fn spans(old: u32, new: u32) -> Vec<(usize, Vec<u64>)> {
    let (old, new) = (u64::from(old), u64::from(new));
    (0..new)
        .map(|at| {
            let (begin, end) = (at * old, (at + 1) * old);
            let (first, last) = (begin / new, end.div_ceil(new));
            let weights = (first..last).map(|it| ((it + 1) * new).min(end) - (it * new).max(begin)).collect();
            (usize::try_from(first).unwrap_or(usize::MAX), weights)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, channels: usize, at: impl Fn(u32, u32) -> u8) -> Raster {
        let pixels = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .flat_map(|(x, y)| std::iter::repeat_n(at(x, y), channels))
            .collect();
        Raster { width, height, channels, pixels }
    }

    #[test]
    fn fewer_pixels_are_the_averages_of_what_they_stand_for() {
        let two = picture(4, 2, 1, |x, _| if x < 2 { 10 } else { 250 }).scaled(2, 1);
        assert_eq!((two.width, two.height, two.pixels), (2, 1, vec![10, 250]));
        // A third of a pixel each.
        let odd = picture(3, 1, 1, |x, _| if x == 1 { 90 } else { 0 }).scaled(2, 1);
        assert_eq!(odd.pixels, [30, 30]);
        for (w, h) in [(1, 1), (7, 3), (40, 50), (99, 70), (100, 71)] {
            for channels in [1, 3] {
                let even = picture(100, 71, channels, |_, _| 137).scaled(w, h);
                assert!(even.pixels.iter().all(|it| *it == 137), "{w}×{h}");
                assert_eq!(even.pixels.len(), w as usize * h as usize * channels);
            }
        }
    }

    #[test]
    fn only_what_shows_no_colour_becomes_grey() {
        assert_eq!(picture(8, 8, 3, |x, _| x as u8 * 30).plain().channels, 1);
        let mut stamped = picture(8, 8, 3, |_, _| 255);
        stamped.pixels[0..3].copy_from_slice(&[120, 20, 160]);
        assert_eq!(stamped.plain().channels, 3);
    }

    #[test]
    fn softer_colours_leave_the_brightness() {
        let pixels: Vec<u8> = (0..9 * 7 * 3_u32).map(|it| (it * 37 % 200 + 20) as u8).collect();
        let sharp = Raster { width: 9, height: 7, channels: 3, pixels };
        let soft = sharp.softened();
        assert_eq!(soft.len(), sharp.pixels.len());
        let evened = |it: &[u8]| it.chunks(3).map(|it| i32::from(luma([it[0], it[1], it[2]]))).collect::<Vec<_>>();
        let off = evened(&soft).iter().zip(evened(&sharp.pixels)).map(|(a, b)| (a - b).abs()).max();
        assert!(off.unwrap() <= 40, "{off:?}");
        assert!(Raster { pixels: soft, ..sharp }.jpeg(80).is_some());
    }
}
