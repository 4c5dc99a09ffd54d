//! Papers and the office's coat of arms: its picture goes wherever history goes, and one
//! that is not here, damaged or beyond printing stops no paper and is told.

use std::{fs, path::PathBuf};

use registry::{
    Code, DocumentFormat, DocumentKind, DocumentRequest, InovasiId, NoticeCode, OfficeField, Reason, Result,
    WriteDocuments,
    progress::Unwatched,
    text::{Language, sentence},
    view::{DocumentsReceipt, NoticeView},
};

use crate::{
    kit::{Cast, Laptop, cli},
    refusals::parcels::{act, forge},
};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;

fn request(kind: DocumentKind, inovasi: Vec<InovasiId>) -> DocumentRequest {
    DocumentRequest { kind, inovasi, perangkat_daerah: Vec::new(), fields: Vec::new(), date: Some("2026-11-22".into()) }
}

fn write(laptop: &Laptop, document: DocumentRequest, out: &str) -> Result<DocumentsReceipt> {
    let out = laptop.path(out).display().to_string();
    let req = WriteDocuments { document, format: DocumentFormat::Pdf, out, replace: true };
    laptop.write_documents(&req, &mut Unwatched)
}

fn letter() -> DocumentRequest {
    request(DocumentKind::SuratPengantar, Vec::new())
}

fn codes(notices: &[NoticeView]) -> Vec<NoticeCode> {
    notices.iter().map(|it| it.code).collect()
}

/// What is told wherever papers are made or set up: the same everywhere.
fn told(laptop: &Laptop) -> Vec<NoticeCode> {
    let written = codes(&write(laptop, letter(), "surat.pdf").unwrap().notices);
    assert_eq!(codes(&laptop.preview_document(&letter(), 0, 1).unwrap().notices), written);
    assert_eq!(codes(&laptop.show_office().unwrap().notices), written);
    written
}

fn with_logo(laptop: &Laptop) -> PathBuf {
    let picture = laptop.file("lambang.svg", SVG);
    laptop.set_office_logo(&picture).unwrap();
    picture
}

/// Where the one blob of a laptop lies.
fn stored(laptop: &Laptop) -> PathBuf {
    let shelves = fs::read_dir(laptop.folder().join("blobs")).unwrap();
    let files = shelves.flat_map(|it| fs::read_dir(it.unwrap().path()).unwrap());
    let files: Vec<PathBuf> = files.map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    files[0].clone()
}

#[test]
fn the_coat_of_arms_comes_with_a_parcel_and_a_parcel_mends_it() {
    let cast = Cast::new();
    let (office, field) = (&cast.office, &cast.laptop_a);
    with_logo(office);
    assert_eq!(office.carry_to(field).n_blob_new, 1);
    assert_eq!(fs::read(stored(field)).unwrap(), SVG.as_bytes());
    assert_eq!(told(field), []);
    for spoil in [|it: PathBuf| fs::remove_file(it).unwrap(), |it| fs::write(it, "XX").unwrap()] {
        spoil(stored(field));
        assert_eq!(told(field).len(), 1);
        office.carry_to(field);
        assert_eq!(fs::read(stored(field)).unwrap(), SVG.as_bytes());
        assert_eq!(told(field), []);
    }
}

#[test]
fn a_coat_of_arms_that_is_lost_or_damaged_stops_no_paper_and_is_named() {
    let laptop = Laptop::new(1);
    let picture = with_logo(&laptop);
    for (bytes, code) in [(None, NoticeCode::LogoMissing), (Some("XX".to_owned()), NoticeCode::LogoDamaged)]
        .into_iter()
        // As many bytes, and others.
        .chain([(Some("x".repeat(SVG.len())), NoticeCode::LogoDamaged)])
    {
        match bytes {
            None => fs::remove_file(stored(&laptop)).unwrap(),
            Some(bytes) => fs::write(stored(&laptop), bytes).unwrap(),
        }
        assert_eq!(told(&laptop), [code]);
        assert_eq!(codes(&laptop.run_doctor(&mut Unwatched).unwrap().problems), [code]);
        let parcel = laptop.create_parcel(&laptop.path("paket.prakarsa"), true, &mut Unwatched).unwrap();
        assert_eq!(parcel.left_out.iter().map(|it| it.nama_berkas.as_str()).collect::<Vec<_>>(), ["Lambang daerah"]);
        let other = Laptop::new(2);
        let taken = other.accept_parcel(&laptop.path("paket.prakarsa"), false, &mut Unwatched).unwrap().view;
        assert!(codes(&taken.notices).contains(&NoticeCode::ParcelAbsent));
        assert_eq!(told(&other), [NoticeCode::LogoMissing]);
        // What the sentences tell to do.
        laptop.set_office_logo(&picture).unwrap();
        assert_eq!(told(&laptop), []);
        assert!(laptop.run_doctor(&mut Unwatched).unwrap().healthy);
        laptop.carry_to(&other);
        assert_eq!(told(&other), []);
    }
}

#[test]
fn what_has_not_arrived_is_found_in_a_folder_by_what_it_is() {
    let (office, field) = (Laptop::new(1), Laptop::new(2));
    with_logo(&office);
    fs::remove_file(stored(&office)).unwrap();
    office.carry_to(&field);
    let folder = field.path("unduhan");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("tanpa nama"), SVG).unwrap();
    let mended = field.mend_bukti(&folder, &mut Unwatched).unwrap().view.mended;
    assert_eq!(mended.iter().map(|it| it.nama_berkas.as_str()).collect::<Vec<_>>(), ["Lambang daerah"]);
    assert_eq!(told(&field), []);
}

#[test]
fn a_whole_copy_names_the_coat_of_arms_that_did_not_come_along() {
    let laptop = Laptop::new(1);
    with_logo(&laptop);
    fs::remove_file(stored(&laptop)).unwrap();
    let copy = laptop.copy_registry(None, &laptop.path("salinan"), &mut Unwatched).unwrap();
    let names: Vec<&str> = copy.notices.iter().flat_map(|it| &it.args).map(|it| it.value.as_str()).collect();
    assert_eq!(names, ["1", "Lambang daerah"]);
}

/// Another program chose it, or somebody forged it.
#[test]
fn a_picture_of_another_laptop_that_cannot_be_printed_is_left_out() {
    let packed = b"\x1f\x8b\x08\0\0\0\0\0";
    let own = format!("{}/8/svg", store::sha256_hex(packed));
    let held = format!("blobs/{}", store::sha256_hex(packed));
    for (value, code) in [
        (format!("{}/9/gif", "a".repeat(64)), NoticeCode::LogoUnprintable),
        (format!("{}/9999999/png", "a".repeat(64)), NoticeCode::LogoUnprintable),
        (format!("{}/9/png", "a".repeat(64)), NoticeCode::LogoMissing),
        (own, NoticeCode::LogoUnprintable),
    ] {
        let laptop = Laptop::new(1);
        let path = laptop.path("asing.prakarsa");
        forge(&path, &[act(1, "daerah", "office/logo", &value)], &[(&held, packed)]);
        laptop.accept_parcel(&path, false, &mut Unwatched).unwrap();
        assert_eq!(told(&laptop), [code], "{value}");
        // What the sentence tells to do.
        with_logo(&laptop);
        assert_eq!(told(&laptop), []);
    }
}

#[test]
fn a_picture_beyond_what_is_printed_is_refused_and_the_former_one_stays() {
    let laptop = Laptop::new(1);
    with_logo(&laptop);
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0\xe9\x45\x6f\xed\0\0\0\0IDAT\x35\xaf\x06\x1e";
    let filter = SVG.replace("<rect", r#"<filter id="f"><feFlood/></filter><rect filter="url(#f)""#);
    for (name, bytes, reason) in [
        ("besar.png", &header[..], Reason::LogoTooManyPixels),
        ("efek.svg", filter.as_bytes(), Reason::LogoElaborate),
        ("padat.svg", b"\x1f\x8b\x08\0\0\0\0\0", Reason::LogoUnreadable),
        ("berkas.pdf", b"%PDF", Reason::LogoUnreadable),
    ] {
        let error = laptop.set_office_logo(&laptop.file(name, bytes)).unwrap_err();
        assert_eq!((error.code, error.reason), (Code::Invalid, reason), "{name}");
        assert!(!error.to_string().contains('{'), "{error}");
    }
    assert_eq!(told(&laptop), []);
}

#[test]
fn the_coat_of_arms_can_be_removed() {
    let laptop = Laptop::new(1);
    with_logo(&laptop);
    fs::write(stored(&laptop), "XX").unwrap();
    laptop.edit_office(OfficeField::Logo, None).unwrap();
    assert_eq!(told(&laptop), []);
}

#[test]
fn whoever_is_named_twice_gets_one_paper() {
    let laptop = Laptop::new(1);
    let id: InovasiId = laptop.register("Kado").parse().unwrap();
    let twice = request(DocumentKind::LaporanInovasi, vec![id, id]);
    assert_eq!(write(&laptop, twice, "laporan.pdf").unwrap().n_document, 1);
    laptop.edit(id.to_string(), "perangkat_daerah", "Dinas Kesehatan");
    let body = || "Dinas Kesehatan".to_owned();
    let twice = DocumentRequest {
        perangkat_daerah: vec![body(), body()],
        ..request(DocumentKind::SuratPermintaanData, Vec::new())
    };
    assert_eq!(laptop.preview_document(&twice, 0, 1).unwrap().n_document, 1);
}

#[test]
fn a_name_that_is_neither_a_paper_nor_a_folder_is_refused() {
    let laptop = Laptop::new(1);
    for (name, reason) in
        [("surat.txt", Reason::DocumentEnding), ("surat.docx", Reason::DocumentEnding), ("-", Reason::TargetNameDash)]
    {
        let error = write(&laptop, letter(), name).unwrap_err();
        assert_eq!((error.code, error.reason), (Code::Invalid, reason), "{name}");
        assert!(!laptop.path(name).exists());
    }
    // What the sentence tells to do.
    for name in ["surat.PDF", "surat.zip", "surat"] {
        assert_eq!(write(&laptop, letter(), name).unwrap().n_document, 1, "{name}");
    }
    assert!(laptop.path("surat").is_dir());
}

#[test]
fn the_command_line_tells_why_a_paper_has_no_coat_of_arms() {
    let mut laptop = Laptop::new(1);
    with_logo(&laptop);
    fs::remove_file(stored(&laptop)).unwrap();
    laptop.close();
    let nothing: [(&str, String); 0] = [];
    let missing = sentence("notice.logo_missing", &nothing, Language::Id);
    let out = laptop.path("surat.pdf").display().to_string();
    for args in [vec!["report", "surat-pengantar", &out], vec!["office", "show"]] {
        let told = cli::run(&laptop.folder(), &args);
        assert!(told.code == Some(0) && told.stderr.contains(&missing), "{told:?}");
    }
}
