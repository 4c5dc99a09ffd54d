//! The pictures of a PDF, and how far they are brought down.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use domain::bukti::fit::Unfitted;
use lopdf::{Document, Object, ObjectId, Stream};

use super::{
    super::{FitFault, STEPS, raster::Raster, whole},
    image,
    placed::drawn,
};

/// Most pixels that are gone through at one step: four hundred pages at 300 dots per inch.
const MAX_ALL_PIXELS: u64 = 3_500_000_000;
/// How many of the largest pictures tell how far the others come down.
const SAMPLES: usize = 3;

/// Those that can be brought down, the largest first.
pub(super) struct Pictures(Vec<PdfPicture>);

struct PdfPicture {
    id: ObjectId,
    /// Bytes as they stand in the file.
    size: usize,
    /// Dots per inch where it is drawn largest.
    dpi: f64,
}

/// What became of them at one step.
#[derive(Default)]
pub(super) struct Down {
    /// In the place of those of the file.
    pub streams: BTreeMap<ObjectId, Stream>,
    /// Dots per inch of the coarsest that was given fewer pixels.
    pub dpi: Option<u32>,
}

impl Pictures {
    /// # Errors
    /// They hold more pixels than are gone through.
    pub(super) fn of(document: &Document) -> Result<Self, Unfitted> {
        let drawn = drawn(document);
        // What is seen through another has to have its pixels where they are.
        let masks: BTreeSet<ObjectId> = streams(document)
            .flat_map(|(_, it)| [it.dict.get(b"SMask"), it.dict.get(b"Mask")])
            .filter_map(|it| it.ok()?.as_reference().ok())
            .collect();
        let (mut all, mut pixels) = (Vec::new(), 0_u64);
        for (id, stream) in streams(document).filter(|it| !masks.contains(&it.0)) {
            let Some((width, height)) = image::size(document, stream) else { continue };
            pixels = pixels.saturating_add(u64::from(width) * u64::from(height));
            all.push(PdfPicture { id, size: stream.content.len(), dpi: drawn.dpi(id, width, height) });
        }
        if pixels > MAX_ALL_PIXELS {
            return Err(Unfitted::TooMuch);
        }
        all.sort_by_key(|it| (std::cmp::Reverse(it.size), it.id));
        Ok(Self(all))
    }

    /// The steps that are worth trying: from the first that a few of them say is enough.
    /// The last one is tried in any case, so that it is known how small the file gets.
    ///
    /// # Errors
    /// Whoever asked for it has called it off.
    pub(super) fn likely(
        &self,
        document: &Document,
        whole_size: usize,
        most: usize,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<(u32, u8)>, FitFault> {
        if self.0.is_empty() {
            return Ok(Vec::new());
        }
        let all: usize = self.0.iter().map(|it| it.size).sum();
        let (mut before, mut after) = (0_usize, [0_usize; STEPS.len()]);
        for picture in self.0.iter().take(SAMPLES) {
            if !go_on() {
                return Err(FitFault::Cancelled);
            }
            before += picture.size;
            let own = picture.steps(document, &STEPS);
            for (sum, made) in after.iter_mut().zip(own.into_iter().chain(iter::repeat_with(|| None))) {
                *sum += made.map_or(picture.size, |it| it.0.content.len());
            }
        }
        let fixed = whole_size.saturating_sub(all);
        let guess = |after: usize| fixed as u64 + all as u64 * after as u64 / before.max(1) as u64;
        // A little less than what is allowed: the others are not quite like these.
        let enough = |after: usize| guess(after) <= most as u64 / 100 * 97;
        let first = after.iter().position(|it| enough(*it)).unwrap_or(STEPS.len() - 1);
        Ok(STEPS.into_iter().skip(first).collect())
    }

    /// All of them at one step.
    ///
    /// # Errors
    /// Whoever asked for it has called it off.
    pub(super) fn brought_down(
        &self,
        document: &Document,
        step: (u32, u8),
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Down, FitFault> {
        let mut down = Down::default();
        for picture in &self.0 {
            if !go_on() {
                return Err(FitFault::Cancelled);
            }
            let Some((stream, dpi)) = picture.steps(document, &[step]).into_iter().next().flatten() else { continue };
            down.dpi = down.dpi.into_iter().chain(dpi).min();
            down.streams.insert(picture.id, stream);
        }
        Ok(down)
    }
}

impl PdfPicture {
    /// At each of some steps what it becomes, and its dots per inch where it has fewer
    /// pixels; None where that would be no smaller. Empty: it cannot be unpacked.
    fn steps(&self, document: &Document, steps: &[(u32, u8)]) -> Vec<Option<(Stream, Option<u32>)>> {
        let Some(stream) = document.get_object(self.id).and_then(Object::as_stream).ok() else { return Vec::new() };
        let Some(raster) = image::unpacked(document, stream) else { return Vec::new() };
        let raster = raster.plain();
        let mut scaled: Option<(u32, Raster)> = None;
        let mut each = Vec::with_capacity(steps.len());
        for (dpi, quality) in steps.iter().copied() {
            let fewer = f64::from(dpi) < self.dpi;
            if fewer && scaled.as_ref().is_none_or(|it| it.0 != dpi) {
                let part = |it: u32| whole((f64::from(it) * f64::from(dpi) / self.dpi).ceil());
                scaled = Some((dpi, raster.scaled(part(raster.width), part(raster.height))));
            }
            let pixels = scaled.as_ref().filter(|_| fewer).map_or(&raster, |it| &it.1);
            let made = image::packed(document, stream, pixels, quality);
            let made = made.filter(|it| it.content.len() < self.size);
            each.push(made.map(|it| (it, fewer.then_some(dpi))));
        }
        each
    }
}

fn streams(document: &Document) -> impl Iterator<Item = (ObjectId, &Stream)> {
    document.objects.iter().filter_map(|(id, it)| Some((*id, it.as_stream().ok()?)))
}
