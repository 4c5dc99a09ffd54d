//! Every kind on an empty region, on the longest texts, and twice.

pub(crate) mod cast;
mod code;
mod structure;

use std::path::Path;

use domain::submission::{
    document::{DocumentField, DocumentFormat, DocumentKind, DocumentOf, DocumentScope},
    dossier::Dossier,
};

use super::*;
use cast::{dossier, office};
use structure::check;

/// Of each scope that the kind has, the first that there is.
fn of(kind: DocumentKind, dossier: &Dossier) -> Vec<DocumentOf> {
    let one = |scope: &DocumentScope| match scope {
        DocumentScope::Daerah => Some(DocumentOf::Daerah),
        DocumentScope::PerangkatDaerah => {
            dossier.overview.perangkat_daerah.first().map(|it| DocumentOf::PerangkatDaerah(it.nama.clone()))
        }
        DocumentScope::Inovasi => dossier.inovasi.first().map(|it| DocumentOf::Inovasi(it.id)),
    };
    kind.scopes().iter().filter_map(one).collect()
}

/// The code of a bundle that papers name.
pub(crate) const CODE: &str = "ZVE-BN6-3P6";
/// Its fingerprint.
pub(crate) const FINGERPRINT: &str = "fedcba98760123456789abcdef0123456789abcdef0123456789abcdef012345";

fn given(field: DocumentField) -> String {
    if field == DocumentField::KodeBundel { FINGERPRINT.into() } else { format!("Isi {field}") }
}

pub(crate) fn options(kind: DocumentKind, of: DocumentOf) -> Options {
    Options {
        of,
        date: NaiveDate::from_ymd_opt(2026, 11, 29).unwrap(),
        draft: kind.is_handed_in(),
        fields: kind.asks().iter().map(|it| (*it, given(*it))).collect(),
        own: None,
        program: "Prakarsa 0".into(),
    }
}

/// What a Typst template reads.
fn paper_json(kind: DocumentKind, dossier: &Dossier, office: &Office, options: &Options) -> String {
    Papers::new(kind, DocumentFormat::Pdf, dossier, office, options).unwrap().json(&options.of).unwrap()
}

/// From which page, and how many.
fn pages(
    kind: DocumentKind,
    dossier: &Dossier,
    office: &Office,
    options: &Options,
    (first, most): (usize, usize),
) -> Result<PaperPages, Error> {
    Papers::new(kind, DocumentFormat::Pdf, dossier, office, options)?.pages(&options.of, first, most)
}

/// Where the papers are put to be looked at, where somebody asked for it.
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("PAPERS") {
        std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

fn each(label: &str, dossier: &Dossier, office: &Office) {
    for kind in DocumentKind::ALL.into_iter().filter(|it| it.formats().contains(&DocumentFormat::Pdf)) {
        for of in of(kind, dossier) {
            let options = options(kind, of.clone());
            let made = write(kind, DocumentFormat::Pdf, dossier, office, &options);
            let bytes = made.unwrap_or_else(|error| panic!("{kind} {label} {of:?}: {error}"));
            keep(&format!("{kind}-{}-{label}.pdf", of.scope()), &bytes);
            if let Err(fault) = check(&bytes) {
                panic!("{kind} {label} {of:?}: {fault}");
            }
            let again = write(kind, DocumentFormat::Pdf, dossier, office, &options).unwrap();
            assert!(bytes == again, "{kind} {label}: two writings differ");
            if kind.formats().contains(&DocumentFormat::Docx) {
                let made = |()| write(kind, DocumentFormat::Docx, dossier, office, &options).unwrap();
                let bytes = made(());
                keep(&format!("{kind}-{}-{label}.docx", of.scope()), &bytes);
                assert!(bytes == made(()), "{kind} {label}: two writings differ");
            }
        }
    }
}

#[test]
fn every_kind_of_an_empty_region_conforms() {
    each("kosong", &dossier(0), &Office::default());
}

#[test]
fn every_kind_with_the_longest_texts_conforms() {
    each("panjang", &dossier(3), &office());
}

#[test]
fn letters_that_the_fonts_lack_stop_no_paper() {
    let mut strange = dossier(1);
    strange.inovasi[0].nama = "Inovasi 🎉 ꦲꦏ꧀ꦱꦫ 漢字 \u{200b}\u{202e}\u{7}عربي ✓ a\u{301}".into();
    strange.inovasi[0].profile[0].text = Some(strange.inovasi[0].nama.clone());
    let of = DocumentOf::Inovasi(strange.inovasi[0].id);
    let kind = DocumentKind::LaporanInovasi;
    let bytes = write(kind, DocumentFormat::Pdf, &strange, &office(), &options(kind, of)).unwrap();
    check(&bytes).unwrap();
}

#[test]
fn words_of_a_template_are_text_and_never_markup() {
    let mut sly = dossier(1);
    sly.inovasi[0].nama = "#panic(\"x\") *tebal* $x$ <label> @ref [ ] // `".into();
    let of = DocumentOf::Inovasi(sly.inovasi[0].id);
    let kind = DocumentKind::Piagam;
    check(&write(kind, DocumentFormat::Pdf, &sly, &office(), &options(kind, of)).unwrap()).unwrap();
}

#[test]
fn a_broken_template_names_its_line() {
    let (dossier, kind) = (dossier(1), DocumentKind::RekapUrusan);
    let options = Options {
        own: Some("#import \"/dinas.typ\": *\n#show: dokumen.with(\"X\")\n#d.tidak_ada\n".into()),
        ..options(kind, DocumentOf::Daerah)
    };
    let Err(Error::Template { line, .. }) = write(kind, DocumentFormat::Pdf, &dossier, &office(), &options) else {
        panic!("it was set");
    };
    assert_eq!(line, Some(3));
}

#[test]
fn a_template_reaches_no_file() {
    let (dossier, kind) = (dossier(1), DocumentKind::RekapUrusan);
    for reach in
        ["#read(\"/etc/passwd\")", "#include \"/main.typ/../../secret.typ\"", "#import \"@preview/a:0.1.0\": b"]
    {
        let options = Options { own: Some(reach.into()), ..options(kind, DocumentOf::Daerah) };
        assert!(write(kind, DocumentFormat::Pdf, &dossier, &office(), &options).is_err(), "{reach}");
    }
}

#[test]
fn pages_are_shown_before_anything_is_written() {
    let (dossier, kind) = (dossier(3), DocumentKind::LaporanInovasi);
    let options = options(kind, DocumentOf::Inovasi(dossier.inovasi[0].id));
    let shown = pages(kind, &dossier, &office(), &options, (1, 2)).unwrap();
    assert_eq!(shown.svg.len(), 2);
    assert!(shown.total > 2 && shown.svg.iter().all(|it| it.starts_with("<svg") && !it.contains("<script")));
}

#[test]
fn only_a_picture_that_can_be_printed_is_a_coat_of_arms() {
    assert_eq!(check_logo(cast::SVG.as_bytes(), "svg"), Ok(()));
    for (bytes, ending) in [
        (&b"bukan gambar"[..], "png"),
        (b"<svg", "svg"),
        (b"", "jpg"),
        (cast::SVG.as_bytes(), "png"),
        (cast::SVG.as_bytes(), "pdf"),
        // Packed by gzip.
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "svg"),
    ] {
        assert!(matches!(check_logo(bytes, ending), Err(LogoFault::Unreadable(_))), "{ending}");
    }
}

/// The first bytes of a PNG of so many pixels.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let chunk = [b"IHDR", &width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let crc = chunk.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    let of_data = [0, 0, 0, 0, b'I', b'D', b'A', b'T', 0x35, 0xaf, 0x06, 0x1e];
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d", &chunk[..], &(!crc).to_be_bytes(), &of_data].concat()
}

#[test]
fn a_picture_of_more_pixels_than_a_page_shows_is_refused_unread() {
    for (width, height) in [(30_000, 30_000), (MAX_SIDE + 1, 1), (2_000_000_000, 2)] {
        let fault = LogoFault::TooManyPixels { width, height };
        assert_eq!(check_logo(&png_header(width, height), "png"), Err(fault));
    }
}

/// `<use>` within `<use>`, each ten times the one before.
fn nested(depth: usize) -> String {
    let layer = |at: usize| format!("<g id=\"g{}\">{}</g>", at + 1, format!("<use href=\"#g{at}\"/>").repeat(10));
    let layers: String = (0..depth).map(layer).collect();
    let first = "<rect id=\"g0\" width=\"1\" height=\"1\"/>";
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><defs>{first}{layers}</defs><use href=\"#g{depth}\"/></svg>"
    )
}

#[test]
fn a_drawing_that_unpacks_without_end_is_refused() {
    let svg = |body: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{body}</svg>");
    let shape = "<rect width=\"9\" height=\"9\" filter=\"url(#f)\"/>";
    let blur = svg(&format!("<filter id=\"f\"><feGaussianBlur stdDeviation=\"10000\"/></filter>{shape}"));
    let inside = svg("<image href=\"data:image/png;base64,iVBORw0KGgo=\" width=\"9\" height=\"9\"/>");
    let named = svg("<rect width=\"9\" height=\"9\" style=\"filter: blur(9px)\"/>");
    let cut = svg(&format!(
        "<clipPath id=\"c\">{}</clipPath>{}",
        "<rect width=\"9\" height=\"9\"/>".repeat(1000),
        "<rect width=\"9\" height=\"9\" clip-path=\"url(#c)\"/>".repeat(1000)
    ));
    let ends =
        svg("<marker id=\"m\"><rect width=\"9\" height=\"9\"/></marker><path d=\"M0 0h9\" marker-end=\"url(#m)\"/>");
    for elaborate in [blur, inside, nested(5), named, cut, ends] {
        let found = check_logo(elaborate.as_bytes(), "svg");
        assert_eq!(found, Err(LogoFault::Elaborate), "{}", elaborate.get(..200).unwrap_or_default());
    }
    assert_eq!(check_logo(nested(2).as_bytes(), "svg"), Ok(()));
    let deep = svg(&format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000)));
    for endless in [nested(9), deep] {
        assert!(check_logo(endless.as_bytes(), "svg").is_err());
    }
}

#[test]
fn a_panic_of_the_library_is_an_answer() {
    assert_eq!(typeset::caught(|| -> u8 { panic!("berhenti {}", 1) }), Err("berhenti 1".to_owned()));
}

/// Bytes that slipped in unchecked are nobody's template.
#[test]
fn a_built_in_form_is_never_blamed_on_the_office() {
    let (dossier, kind) = (dossier(1), DocumentKind::SuratPengantar);
    let office = Office { logo: Some((b"XX".to_vec(), "png".into())), ..office() };
    let options = options(kind, DocumentOf::Daerah);
    let written = write(kind, DocumentFormat::Pdf, &dossier, &office, &options);
    assert!(matches!(written, Err(Error::Failed(_))), "{written:?}");
    assert!(matches!(pages(kind, &dossier, &office, &options, (0, 1)), Err(Error::Failed(_))));
}

#[test]
fn what_the_ministry_made_of_it_stands_beside_and_is_missing_where_nobody_said() {
    let (told, untold, office) = (dossier(2), dossier(0), office());
    let options = options(DocumentKind::LaporanPimpinan, DocumentOf::Daerah);
    let paper = |dossier| -> serde_json::Value {
        serde_json::from_str(&paper_json(DocumentKind::LaporanPimpinan, dossier, &office, &options)).unwrap()
    };
    assert_eq!(paper(&told)["official"]["iid"]["text"], "65,80");
    assert_eq!(paper(&told)["inovasi"][0]["official"]["text"], "87,50");
    assert!(paper(&told)["inovasi"][1]["official"].is_null());
    assert!(paper(&untold)["official"].is_null());
}

/// The volume of a whole region.
#[test]
fn three_hundred_inovasi_stand_in_one_volume_and_in_every_recap() {
    let many = dossier(300);
    for kind in [
        DocumentKind::RekapPerangkatDaerah,
        DocumentKind::LaporanPimpinan,
        DocumentKind::Paparan,
        DocumentKind::PenetapanInovasi,
        DocumentKind::BukuInovasi,
    ] {
        let bytes = write(kind, DocumentFormat::Pdf, &many, &office(), &options(kind, DocumentOf::Daerah)).unwrap();
        keep(&format!("{kind}-daerah-300.pdf"), &bytes);
        check(&bytes).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
    }
}

#[test]
fn papers_made_together_are_those_made_alone() {
    let (dossier, office) = (dossier(6), office());
    let of: Vec<DocumentOf> = dossier.inovasi.iter().map(|it| DocumentOf::Inovasi(it.id)).collect();
    let kind = DocumentKind::LaporanInovasi;
    let options = options(kind, DocumentOf::Daerah);
    for format in [DocumentFormat::Pdf, DocumentFormat::Docx] {
        let alone = of.iter().map(|of| {
            let options = Options { of: of.clone(), ..options.clone() };
            write(kind, format, &dossier, &office, &options).unwrap()
        });
        let alone: Vec<Vec<u8>> = alone.collect();
        let papers = Papers::new(kind, format, &dossier, &office, &options).unwrap();
        let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let hand = |of| {
                let papers = &papers;
                scope.spawn(move || papers.write(of).unwrap().bytes)
            };
            let hands: Vec<_> = of.iter().map(hand).collect();
            hands.into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert!(alone == together, "{format}");
    }
}
