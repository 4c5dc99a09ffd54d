//! Code and fingerprint of the bundle on its papers: for people, and for a camera.

use std::io::{Cursor, Read};

use domain::submission::fingerprint::PaperCode;
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options as DrawingOptions, Tree},
};
use rqrr::PreparedImage;
use zip::ZipArchive;

use super::{
    cast::{dossier, office},
    *,
};

/// What a camera reads off a picture.
fn seen(picture: &image::GrayImage) -> Option<String> {
    let light = |x: usize, y: usize| picture.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0];
    let mut picture = PreparedImage::prepare_from_greyscale(picture.width() as usize, picture.height() as usize, light);
    let read = picture.detect_grids().iter().find_map(|it| PaperCode::of_drawn(&it.decode().ok()?.1));
    read.map(|it| it.to_string())
}

/// A page as it is printed.
fn printed(svg: &str) -> image::GrayImage {
    let tree = Tree::from_str(svg, &DrawingOptions::default()).unwrap();
    let size = tree.size().to_int_size();
    let mut map = Pixmap::new(size.width() * 3 / 2, size.height() * 3 / 2).unwrap();
    map.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(1.5, 1.5), &mut map.as_mut());
    image::load_from_memory(&map.encode_png().unwrap()).unwrap().into_luma8()
}

#[test]
fn papers_carry_code_and_fingerprint_where_they_were_given() {
    let (dossier, office) = (dossier(2), office());
    let asking = DocumentKind::ALL.into_iter().filter(|it| it.asks().contains(&DocumentField::KodeBundel));
    let asking: Vec<DocumentKind> = asking.collect();
    assert_eq!(asking.len(), 4);
    for kind in asking {
        let with = options(kind, of(kind, &dossier).remove(0));
        let mut short = with.clone();
        short.fields.insert(DocumentField::KodeBundel, CODE.into());
        let whole = format!("{CODE} {FINGERPRINT}");
        let mut without = with.clone();
        without.fields.remove(&DocumentField::KodeBundel);
        let last = |options: &Options| {
            let all = pages(kind, &dossier, &office, options, (0, 100)).unwrap().svg;
            seen(&printed(all.last().unwrap()))
        };
        assert_eq!(last(&with).as_deref(), Some(whole.as_str()), "{kind}");
        assert_eq!(last(&short).as_deref(), Some(CODE), "{kind}");
        assert!(paper_json(kind, &dossier, &office, &without).contains("\"bundel\":null"), "{kind}");

        let docx = |options: &Options| {
            let bytes = write(kind, DocumentFormat::Docx, &dossier, &office, options).unwrap();
            let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
            let (mut text, mut qr) = (String::new(), Vec::new());
            zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
            zip.by_name("word/media/qr.png").unwrap().read_to_end(&mut qr).unwrap();
            (text, seen(&image::load_from_memory(&qr).unwrap().into_luma8()))
        };
        let (text, qr) = docx(&with);
        assert!(
            text.contains(CODE) && text.contains("name=\"qr\"") && text.contains(FINGERPRINT.get(56..).unwrap()),
            "{kind}"
        );
        assert_eq!(qr, Some(whole), "{kind}");
        let (text, qr) = docx(&short);
        assert!(text.contains(CODE) && !text.contains("Sidik"), "{kind}");
        assert_eq!(qr.as_deref(), Some(CODE), "{kind}");
        let (text, qr) = docx(&without);
        assert!(!text.contains("name=\"qr\"") && !text.contains("Kode bundel") && qr.is_none(), "{kind}");
    }
}
