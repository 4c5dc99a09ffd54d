//! Pictures that change with the paper: one called `lambang` in a template becomes the
//! office's coat of arms, one called `qr` the code of the bundle, as high as it stood;
//! where there is none it falls away.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use resvg::{
    tiny_skia::{IntSize, Pixmap, Transform},
    usvg::{Options, Tree},
};

use super::{
    TemplateFault,
    package::Package,
    tree::{DocxNode, Element},
};

/// What the coat of arms is called in a template.
pub(super) const LAMBANG: &str = "lambang";
/// What the code of the bundle is called there.
pub(super) const QR: &str = "qr";
/// Pixels of the longer side of a picture that was drawn.
const PIXELS: u32 = 500;

/// What an office sees in their places while it changes a template.
const PLACEHOLDERS: [(&str, &str); 2] = [
    (
        LAMBANG,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120"><path d="M8 8H92V62C92 92 68 108 50 114 32 108 8 92 8 62Z" fill="#ddd" stroke="#777" stroke-width="4"/></svg>"##,
    ),
    (
        QR,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 45 45"><path d="M4 4h37v37h-37z" fill="#ddd" stroke="#777"/></svg>"##,
    ),
];

/// The coat of arms in its paragraph: 2.1 cm high.
pub(super) fn lambang() -> String {
    drawing(LAMBANG, "KopAlamat", "Lambang {{ pemda.nama }}", (630_000, 756_000))
}

/// The code of the bundle in its paragraph: 3.6 cm high.
pub(super) fn qr() -> String {
    drawing(QR, "SelPolos", "Kode QR bundel {{ bundel.kode }}", (1_296_000, 1_296_000))
}

/// A picture in a paragraph of some style, in English Metric Units.
fn drawing(name: &str, style: &str, words: &str, (cx, cy): (u32, u32)) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:drawing>\
<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
<wp:docPr id=\"1\" name=\"{name}\" descr=\"{words}\"/><a:graphic>\
<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
<pic:cNvPr id=\"1\" name=\"{name}\" descr=\"{words}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
<a:blip r:embed=\"{name}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
<a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
}

/// Puts what an office sees in their places into a template.
pub(super) fn put_placeholders(package: &mut Package) -> Option<()> {
    for (name, svg) in PLACEHOLDERS {
        package.parts.insert(format!("word/media/{name}.png"), picture(svg.as_bytes(), "svg")?.bytes);
    }
    Some(())
}

/// A picture as a document holds it.
pub(crate) struct DrawnLogo {
    pub(super) bytes: Vec<u8>,
    ending: &'static str,
    /// Width by height.
    ratio: f64,
}

/// PNG and JPEG as they are, SVG drawn: not every word processor draws it itself. None:
/// it cannot be read.
pub(crate) fn picture(bytes: &[u8], ending: &str) -> Option<DrawnLogo> {
    if ending == "svg" {
        let tree = Tree::from_data(bytes, &Options::default()).ok()?;
        let size = tree.size();
        let drawn = size.to_int_size().scale_to(IntSize::from_wh(PIXELS, PIXELS)?);
        let mut map = Pixmap::new(drawn.width(), drawn.height())?;
        let scale = drawn.width() as f32 / size.width();
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut map.as_mut());
        let ratio = f64::from(size.width()) / f64::from(size.height());
        return Some(DrawnLogo { bytes: map.encode_png().ok()?, ending: "png", ratio });
    }
    let (ending, format) = if ending == "png" { ("png", ImageFormat::Png) } else { ("jpeg", ImageFormat::Jpeg) };
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok()?;
    (height > 0).then(|| DrawnLogo { bytes: bytes.to_vec(), ending, ratio: f64::from(width) / f64::from(height) })
}

/// Puts one in the place of every picture called `own` in the part `name`.
pub(super) fn place(
    package: &mut Package,
    name: &str,
    root: &mut Element,
    (own, picture): (&str, Option<&DrawnLogo>),
) -> Result<(), TemplateFault> {
    let mut n = 0;
    root.change(&mut |it| {
        if it.name == "w:r" {
            it.children.retain_mut(|child| match child {
                DocxNode::Element(drawing) if drawing.name == "w:drawing" && is_called(drawing, own) => picture
                    .is_some_and(|picture| {
                        n += 1;
                        fit(drawing, own, picture);
                        true
                    }),
                _ => true,
            });
        }
    });
    let Some(picture) = picture.filter(|_| n > 0) else { return Ok(()) };
    let file = format!("word/media/{own}.{}", picture.ending);
    package.parts.insert(file, picture.bytes.clone());
    package.know_ending(picture.ending, if picture.ending == "png" { "image/png" } else { "image/jpeg" })?;
    let rels_name = name.replacen("word/", "word/_rels/", 1) + ".rels";
    let mut rels = match package.parts.contains_key(&rels_name) {
        true => package.tree(&rels_name)?,
        false => {
            Element::new("Relationships").with("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
        }
    };
    let it = Element::new("Relationship")
        .with("Id", own)
        .with("Type", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image")
        .with("Target", &format!("media/{own}.{}", picture.ending));
    rels.children.retain(|it| it.element().is_some_and(|it| it.attribute("Id") != Some(own)));
    rels.children.push(DocxNode::Element(it));
    package.put(&rels_name, &rels);
    Ok(())
}

fn is_called(drawing: &Element, own: &str) -> bool {
    let named = drawing.find("wp:docPr").and_then(|it| it.attribute("name"));
    named.is_some_and(|it| it.eq_ignore_ascii_case(own))
}

/// Its height stays; its width is the picture's.
fn fit(drawing: &mut Element, own: &str, picture: &DrawnLogo) {
    drawing.change(&mut |it| match it.name.as_str() {
        "a:blip" => it.set("r:embed", own),
        "wp:extent" | "a:ext" => {
            let high = it.attribute("cy").and_then(|it| it.parse::<f64>().ok());
            if let Some(high) = high.filter(|it| it.is_finite() && *it > 0.0) {
                it.set("cx", &format!("{:.0}", high * picture.ratio));
            }
        }
        _ => {}
    });
}
