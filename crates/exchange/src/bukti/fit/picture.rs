//! A picture that becomes a page, or a smaller picture.

use std::io::{Cursor, Read};

use domain::bukti::{
    content::Format,
    fit::{FitStep, LEAST_DPI, Unfitted},
};
use image::{
    DynamicImage, ExtendedColorType, GrayImage, ImageEncoder, ImageFormat, RgbImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
    metadata::Orientation,
};

use super::{
    FitFault, Fitted, STEPS,
    page::{Packed, PageImage, Placed},
    raster::{Raster, RasterUnread, jpeg_channels},
    whole,
};
use crate::bukti::picture::strip;

/// Puts a picture on a page of its own.
pub(super) fn on_a_page(
    bytes: &[u8],
    format: ImageFormat,
    most: usize,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Fitted, FitFault> {
    let (raster, turned) = read(bytes, format)?;
    let placed = Placed::new(raster.width, raster.height, turned);
    let fitted = |bytes, steps: &[FitStep], dpi| Fitted {
        format: Format::Pdf,
        bytes,
        pages: 1,
        steps: [&[FitStep::OnPage, FitStep::Stripped], steps].concat(),
        dpi,
    };
    // Without loss, where that fits: a JPEG as it is, else its pixels packed.
    let kept = match format {
        ImageFormat::Jpeg => embedded(bytes, &raster),
        _ => packed(&raster),
    };
    if let Some((packed, kept)) = kept {
        let channels = raster.channels;
        let image = PageImage { width: raster.width, height: raster.height, channels, packed, bytes: &kept };
        let pdf = placed.pdf(&image);
        if pdf.len() <= most {
            return Ok(fitted(pdf, &[], None));
        }
    }
    let raster = raster.plain();
    smallest(&raster, &placed, most, go_on, |scaled, jpeg| {
        let (width, height, channels) = (scaled.width, scaled.height, scaled.channels);
        placed.pdf(&PageImage { width, height, channels, packed: Packed::Jpeg, bytes: &jpeg })
    })
    .map(|(pdf, steps, dpi)| fitted(pdf, &steps, dpi))
}

/// Makes a JPEG of it, upright, for where no PDF is taken.
pub(super) fn smaller(
    bytes: &[u8],
    format: ImageFormat,
    most: usize,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Fitted, FitFault> {
    let (raster, turned) = read(bytes, format)?;
    let fitted = |bytes, steps, dpi| Fitted { format: Format::Jpeg, bytes, pages: 1, steps, dpi };
    if format == ImageFormat::Jpeg {
        let mut clean = Vec::new();
        let stripped = strip(Cursor::new(bytes)).ok().and_then(|mut it| it.read_to_end(&mut clean).ok());
        if stripped.is_some() && clean.len() <= most {
            return Ok(fitted(clean, vec![FitStep::Stripped], None));
        }
    }
    let raster = upright(raster, turned).plain();
    let placed = Placed::new(raster.width, raster.height, Orientation::NoTransforms);
    let (jpeg, steps, dpi) = smallest(&raster, &placed, most, go_on, |_, jpeg| jpeg)?;
    Ok(fitted(jpeg, [vec![FitStep::Stripped], steps].concat(), dpi))
}

fn read(bytes: &[u8], format: ImageFormat) -> Result<(Raster, Orientation), Unfitted> {
    Raster::read(bytes, format).map_err(|it| match it {
        RasterUnread::Damaged => Unfitted::Damaged,
        RasterUnread::TooLarge => Unfitted::TooMuch,
    })
}

type Smallest = (Vec<u8>, Vec<FitStep>, Option<u32>);

/// Goes down the steps until what `put` makes of it fits.
fn smallest(
    raster: &Raster,
    placed: &Placed,
    most: usize,
    go_on: &mut dyn FnMut() -> bool,
    put: impl Fn(&Raster, Vec<u8>) -> Vec<u8>,
) -> Result<Smallest, FitFault> {
    let own = placed.dpi(raster.width);
    let mut least = usize::MAX;
    let mut scaled: Option<(u32, Raster)> = None;
    for (dpi, quality) in STEPS {
        if !go_on() {
            return Err(FitFault::Cancelled);
        }
        let fewer = f64::from(dpi) < own;
        if fewer && scaled.as_ref().is_none_or(|it| it.0 != dpi) {
            let part = |it: u32| whole((f64::from(it) * f64::from(dpi) / own).ceil());
            scaled = Some((dpi, raster.scaled(part(raster.width), part(raster.height))));
        }
        let pixels = scaled.as_ref().filter(|_| fewer).map_or(raster, |it| &it.1);
        let Some(jpeg) = pixels.jpeg(quality) else { continue };
        let made = put(pixels, jpeg);
        if made.len() <= most {
            let mut steps = vec![FitStep::Recoded];
            steps.extend(fewer.then_some(FitStep::Scaled));
            return Ok((made, steps, fewer.then_some(dpi.max(LEAST_DPI))));
        }
        least = least.min(made.len());
    }
    Err(FitFault::stays(least))
}

/// The JPEG itself, without what it tells, where a PDF can hold it: its pixels are what
/// they were unpacked to.
fn embedded(bytes: &[u8], raster: &Raster) -> Option<(Packed, Vec<u8>)> {
    // A JPEG for printers has four colours, and no two programs agree on them.
    if jpeg_channels(bytes)? != raster.channels {
        return None;
    }
    let mut clean = Vec::new();
    strip(Cursor::new(bytes)).ok()?.read_to_end(&mut clean).ok()?;
    Some((Packed::Jpeg, clean))
}

/// Pixels as a PDF holds them without loss: the inside of a PNG.
fn packed(raster: &Raster) -> Option<(Packed, Vec<u8>)> {
    let colour = if raster.channels == 1 { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
        .write_image(&raster.pixels, raster.width, raster.height, colour)
        .ok()?;
    let (mut rest, mut inside) = (png.get(8..)?, Vec::new());
    while let Some((size, behind)) = rest.split_first_chunk::<4>() {
        let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
        if behind.starts_with(b"IDAT") {
            inside.extend(behind.get(4..4 + size)?);
        }
        rest = behind.get(size + 8..)?;
    }
    Some((Packed::Png, inside))
}

fn upright(raster: Raster, turned: Orientation) -> Raster {
    let Raster { width, height, channels, pixels } = raster;
    let picture = if channels == 1 {
        GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    let mut picture = picture.unwrap_or_default();
    picture.apply_orientation(turned);
    Raster { width: picture.width(), height: picture.height(), channels, pixels: picture.into_bytes() }
}
