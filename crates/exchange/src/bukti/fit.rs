//! Portal copies: bytes that the portal takes, made of bytes that it does not.
//!
//! A picture becomes a PDF of one A4 page, upright; a JPEG that fits goes in as it is. A
//! PDF keeps its pages and its text: what nothing refers to goes, and its pictures get
//! smaller, the largest steps last, and never below what can be read. What a file tells of
//! place and persons stays behind. Whatever any change would break is left and told.
//!
//! Equal bytes and an equal limit give equal copies: no clock decides how long is tried,
//! but how much there is to go through. The original is only read.

mod page;
mod pdf;
mod picture;
mod raster;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::bukti::{
    content::Format,
    fit::{Accepted, FitStep, Unfitted},
};

/// Most bytes of a file that is gone through: memory takes about four times as much.
pub const MAX_BYTES: u64 = 128 << 20;
/// Most pixels of one picture: what today's phones take is below.
const MAX_PIXELS: u64 = 64_000_000;

/// How far a picture is brought down, step by step: dots per inch, and the quality of the
/// JPEG. Print stays sharp longer than tones, so pixels go before it gets rough.
const STEPS: [(u32, u8); 6] = [(300, 82), (200, 80), (200, 65), (200, 50), (150, 60), (150, 45)];

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitted {
    /// What it is: a PDF or a JPEG.
    pub format: Format,
    /// All of it.
    pub bytes: Vec<u8>,
    /// Its pages; 1 where it is a picture, 0 where they are too many to count.
    pub pages: u32,
    /// How it was made, in order.
    pub steps: Vec<FitStep>,
    /// Dots per inch of the coarsest picture that was given fewer pixels; None where none
    /// was.
    pub dpi: Option<u32>,
}

impl Fitted {
    /// What its name ends in.
    pub fn ending(&self) -> &'static str {
        if self.format == Format::Jpeg { "jpg" } else { "pdf" }
    }
}

/// Why there is no copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FitFault {
    /// None can be made.
    #[error("no copy can be made: {why}")]
    Unfitted {
        /// Why.
        why: Unfitted,
        /// The smallest that it became, in bytes, where that was too large.
        least: Option<u64>,
    },
    /// Whoever asked for it has called it off.
    #[error("cancelled")]
    Cancelled,
}

impl From<Unfitted> for FitFault {
    fn from(why: Unfitted) -> Self {
        Self::Unfitted { why, least: None }
    }
}

impl FitFault {
    fn stays(least: usize) -> Self {
        Self::Unfitted { why: Unfitted::StaysTooLarge, least: Some(least as u64) }
    }
}

/// What a file is to this.
enum FitInput {
    Pdf,
    Picture(image::ImageFormat),
    Other,
}

fn given(bytes: &[u8]) -> FitInput {
    use image::ImageFormat::{Jpeg, Png, WebP};
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    match head {
        [0xFF, 0xD8, 0xFF, ..] => FitInput::Picture(Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => FitInput::Picture(Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FitInput::Picture(WebP),
        _ if holds(head, b"%PDF-") => FitInput::Pdf,
        _ => FitInput::Other,
    }
}

/// Makes a copy that is accepted, where there can be one. One that is accepted already
/// comes back as it is. `go_on` is asked between two pieces of work.
///
/// # Errors
/// See [`FitFault`].
pub fn fit(bytes: &[u8], accepted: &Accepted, go_on: &mut dyn FnMut() -> bool) -> Result<Fitted, FitFault> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unfitted::TooMuch.into());
    }
    // The last net: a panic in a library below must not take the window along. Nothing is
    // shared with it but who calls it off.
    catch_unwind(AssertUnwindSafe(|| made(bytes, accepted, go_on))).unwrap_or(Err(Unfitted::Damaged.into()))
}

fn made(bytes: &[u8], accepted: &Accepted, go_on: &mut dyn FnMut() -> bool) -> Result<Fitted, FitFault> {
    let most = accepted.max_bytes.map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
    let jpeg = accepted.takes("jpg") || accepted.takes("jpeg");
    match given(bytes) {
        FitInput::Pdf if accepted.takes("pdf") => pdf::fit(bytes, most, go_on),
        FitInput::Picture(format) if accepted.takes("pdf") => picture::on_a_page(bytes, format, most, go_on),
        FitInput::Picture(format) if jpeg => picture::smaller(bytes, format, most, go_on),
        FitInput::Pdf | FitInput::Picture(_) => Err(Unfitted::NotTaken.into()),
        FitInput::Other => Err(Unfitted::OtherKind.into()),
    }
}

/// Whether some bytes stand in others.
fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted)
}

/// A whole number of what is not negative and not beyond all measure.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within its bounds before")]
fn whole(number: f64) -> u32 {
    number.clamp(0.0, f64::from(u32::MAX)).round() as u32
}
