//! Every kind on an empty region, on the longest texts, and twice.

pub(crate) mod cast;
mod structure;

use std::path::Path;

use domain::submission::{
    document::{DocumentFormat, DocumentKind, DocumentOf, DocumentScope},
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

pub(crate) fn options(kind: DocumentKind, of: DocumentOf) -> Options {
    Options {
        of,
        date: NaiveDate::from_ymd_opt(2026, 11, 29).unwrap(),
        draft: kind.is_handed_in(),
        fields: kind.asks().iter().map(|it| (*it, format!("Isi {it}"))).collect(),
        own: None,
        program: "Prakarsa 0".into(),
    }
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
    let shown = pages(kind, &dossier, &office(), &options, 1, 2).unwrap();
    assert_eq!(shown.svg.len(), 2);
    assert!(shown.total > 2 && shown.svg.iter().all(|it| it.starts_with("<svg") && !it.contains("<script")));
}

#[test]
fn only_a_picture_that_can_be_printed_is_a_coat_of_arms() {
    assert_eq!(check_logo(cast::SVG.as_bytes(), "svg"), Ok(()));
    for (bytes, ending) in
        [(&b"bukan gambar"[..], "png"), (b"<svg", "svg"), (b"", "jpg"), (cast::SVG.as_bytes(), "png")]
    {
        assert!(matches!(check_logo(bytes, ending), Err(Error::Logo(_))), "{ending}");
    }
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
