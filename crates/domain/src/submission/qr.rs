//! What a paper says of its bundle as a drawing (QR) that a camera reads.

use qrcodegen::{QrCode, QrCodeEcc};

use super::fingerprint::PaperCode;

/// Light modules around the drawing: a reader finds it by them.
const QUIET: u32 = 4;

/// The drawing of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules of a side, with the light ones around it.
    pub side: u32,
    /// Its dark modules as the path of an SVG of that size.
    pub path: String,
}

impl Qr {
    /// Draws what a paper says so that a quarter of it may be soiled, of a code alone a
    /// third: as coarse as that allows. None: the library cannot.
    pub fn of(paper: &PaperCode) -> Option<Self> {
        let soiled = if paper.fingerprint().is_some() { QrCodeEcc::Quartile } else { QrCodeEcc::High };
        let drawn = QrCode::encode_text(&paper.drawn(), soiled).ok()?;
        let own = u32::try_from(drawn.size()).ok()?;
        let mut path = String::new();
        for (y, row) in (0..drawn.size()).zip(QUIET..) {
            // Beside each other they are one stroke: no seam shows in print. Beyond the
            // edge all is light.
            let mut stroke = 0;
            for (x, column) in (0..=drawn.size()).zip(QUIET..) {
                if drawn.get_module(x, y) {
                    stroke += 1;
                } else if stroke > 0 {
                    path.push_str(&format!("M{} {row}h{stroke}v1h-{stroke}z", column - stroke));
                    stroke = 0;
                }
            }
        }
        Some(Self { side: own + 2 * QUIET, path })
    }

    /// The whole drawing: black on white.
    pub fn svg(&self) -> String {
        let Self { side, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_small_and_has_room_around_it() {
        let paper = PaperCode::of("fedcba9876".repeat(7)[..64].parse().unwrap());
        let short = Qr::of(&paper.code().into()).unwrap();
        assert_eq!(short.side, 25 + 8, "papers of before");
        let drawn = Qr::of(&paper).unwrap();
        assert_eq!(drawn.side, 37 + 8, "so small that a pocket camera reads it off three centimetres");
        let corners = drawn.path.split('M').skip(1).map(|it| it.split('h').next().unwrap());
        let places: Vec<(u32, u32)> = corners
            .map(|it| it.split_once(' ').unwrap())
            .map(|it| (it.0.parse().unwrap(), it.1.parse().unwrap()))
            .collect();
        assert!(
            places.contains(&(4, 4)) && places.iter().all(|it| (4..41).contains(&it.0) && (4..41).contains(&it.1)),
            "{places:?}"
        );
        assert!(drawn.svg().contains("viewBox=\"0 0 45 45\""));
    }
}
