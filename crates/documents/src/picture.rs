//! What a coat of arms may be, asked before anything is decoded or drawn: a picture of
//! few bytes can unpack to more than any machine holds.

use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader};
use resvg::usvg::{
    Group, Node, Options, Tree,
    roxmltree::{Document, ParsingOptions},
};

/// Endings of pictures that can be a coat of arms.
pub const LOGO_ENDINGS: [&str; 3] = ["png", "jpg", "svg"];

/// Longest side of a picture made of pixels: more than a page of A4 shows.
pub const MAX_SIDE: u32 = 4096;

/// Most shapes of a drawing, copies of shapes counted each.
const MAX_SHAPES: usize = 20_000;

/// Most elements and texts of a drawing as it is written.
const MAX_NODES: u32 = 100_000;

/// Why a picture cannot stand on paper.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoFault {
    /// No whole picture of its ending.
    #[error("{0}")]
    Unreadable(String),
    /// It has more pixels than [`MAX_SIDE`] on a side.
    #[error("{width} × {height} pixels")]
    TooManyPixels {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A drawing that holds pictures or effects, or too many shapes: what they unpack to
    /// cannot be told beforehand.
    #[error("pictures, effects or too many shapes in a drawing")]
    Elaborate,
}

pub(crate) fn check(bytes: &[u8], ending: &str) -> Result<(), LogoFault> {
    match ending {
        "png" => pixels(bytes, ImageFormat::Png),
        "jpg" => pixels(bytes, ImageFormat::Jpeg),
        "svg" => drawing(bytes),
        other => Err(LogoFault::Unreadable(other.to_owned())),
    }
}

/// By the header alone.
fn pixels(bytes: &[u8], format: ImageFormat) -> Result<(), LogoFault> {
    let (width, height) = match ImageReader::with_format(Cursor::new(bytes), format).into_dimensions() {
        // One row alone would be too much: only a PNG can say so, and at a fixed place.
        Err(ImageError::Limits(_)) => (number_at(bytes, 16), number_at(bytes, 20)),
        header => header.map_err(|it| LogoFault::Unreadable(it.to_string()))?,
    };
    if width.max(height) > MAX_SIDE { Err(LogoFault::TooManyPixels { width, height }) } else { Ok(()) }
}

fn number_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|it| it.first_chunk()).map_or(u32::MAX, |it| u32::from_be_bytes(*it))
}

fn drawing(bytes: &[u8]) -> Result<(), LogoFault> {
    let unreadable = |cause: &dyn std::fmt::Display| LogoFault::Unreadable(cause.to_string());
    // The library would unpack a drawing that is packed, however large it becomes.
    let text = std::str::from_utf8(bytes).map_err(|it| unreadable(&it))?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|it| unreadable(&it))?;
    if document.descendants().any(is_elaborate) {
        return Err(LogoFault::Elaborate);
    }
    let tree = Tree::from_xmltree(&document, &Options::default()).map_err(|it| unreadable(&it))?;
    let mut left = MAX_SHAPES;
    // An effect can be named without an element.
    if takes(tree.root(), &mut left) && tree.filters().is_empty() { Ok(()) } else { Err(LogoFault::Elaborate) }
}

/// What becomes pixels or a picture, or is worked out anew for each shape that names it:
/// two lists of a thousand would be a million shapes.
fn is_elaborate(node: resvg::usvg::roxmltree::Node<'_, '_>) -> bool {
    const ELABORATE: [&str; 6] = ["filter", "foreignObject", "image", "marker", "mask", "pattern"];
    let name = node.tag_name().name();
    ELABORATE.contains(&name)
        || (name == "clipPath" && node.attribute("clipPathUnits").is_some_and(|it| it != "userSpaceOnUse"))
}

/// Takes the shapes of a group from those that are left, what it is cut by each time
/// that it is; false: there are more.
fn takes(group: &Group, left: &mut usize) -> bool {
    let mut cut = group.clip_path();
    while let Some(by) = cut {
        if !takes(by.root(), left) {
            return false;
        }
        cut = by.clip_path();
    }
    group.children().iter().all(|it| {
        let more = left.checked_sub(1);
        *left = more.unwrap_or_default();
        more.is_some() && if let Node::Group(inner) = it { takes(inner, left) } else { true }
    })
}
