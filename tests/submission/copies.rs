//! Portal copies: in a bundle, in the walk through the portal, and of a file alone.

use std::{fs, path::Path};

use registry::{BuktiFacts, FindingCode, Reason, Registry, progress::Unwatched};
use serde_json::Value;

use super::wanted;
use crate::kit::{Laptop, cli, key, pdf, tree, whom};

const LIMIT: usize = 2_097_152;

/// A document of one page that is too large by what nothing refers to, and so can be
/// brought down without a look at its pictures.
fn heavy(words: &str, ballast: usize) -> Vec<u8> {
    let mut dice = 20_261_129_u32;
    let dust: Vec<u8> = std::iter::repeat_with(|| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 24) as u8
    })
    .take(ballast)
    .collect();
    let text = format!("BT ({words}) Tj ET");
    let stream =
        |bytes: &[u8]| [format!("<< /Length {} >>\nstream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat();
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
        stream(text.as_bytes()),
        stream(&dust),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (n, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend(format!("{} 0 obj\n", n + 1).into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    out.extend(
        format!("xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n")
            .into_bytes(),
    );
    out
}

fn photo() -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut out, image::ImageFormat::Jpeg)
        .unwrap();
    out.into_inner()
}

fn signed() -> Vec<u8> {
    let mut it = heavy("tanda tangan elektronik", LIMIT);
    let at = it.windows(8).position(|it| it == b"/Catalog").unwrap() + 8;
    it.splice(at..at, *b" /Sig << /ByteRange [0 1 2 3] >>");
    it
}

/// An inovasi with one file that fits, one that is too large, one of the wrong type, one that
/// is signed, and one that is no scan.
fn laptop() -> (Laptop, String) {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado Mbak Ita");
    laptop.choose(&id, "SID-16", 2).unwrap();
    for (slot, nama, bytes) in [
        ("profil-anggaran", "DPA 2024.pdf", heavy("Dokumen anggaran", LIMIT)),
        ("profil-haki", "sertifikat.pdf", pdf("sertifikat")),
        ("profil-penghargaan", "piagam.pdf", signed()),
        ("SID-16", "foto SK.jpg", photo()),
        ("profil-bisnis", "catatan.txt", b"Catatan profil bisnis.".to_vec()),
    ] {
        let file = laptop.file(nama, bytes);
        laptop.attach_bukti(&key(&id, slot), &[file], &BuktiFacts::default(), &mut Unwatched).unwrap();
    }
    (laptop, id)
}

fn with_copies(laptop: &Laptop, out: &Path, zip: bool) -> registry::view::BundleReceipt {
    let request = registry::ExportBundle { portal_copies: true, ..wanted(out, zip) };
    laptop.export_bundle(&request, &mut Unwatched).unwrap().view
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_bundle_lays_a_copy_beside_what_the_portal_would_refuse() {
    let (laptop, _) = laptop();
    let out = laptop.path("bundel");
    let receipt = with_copies(&laptop, &out, false);
    assert_eq!((receipt.n_portal_copy, receipt.n_unfitted), (2, 2));
    assert!(Registry::verify_bundle(&out, None, &mut Unwatched).unwrap().is_valid());

    let told = read_json(&out.join("data/registri.json"));
    assert_eq!(told["portal_copies"], true);
    let files = told["inovasi"][0]["berkas"]
        .as_array()
        .unwrap()
        .iter()
        .chain(told["inovasi"][0]["answers"].as_array().unwrap());
    let files: Vec<&Value> = files.flat_map(|it| it["bukti"].as_array().unwrap()).collect();
    let state = |nama: &str| {
        let it = files.iter().find(|it| it["nama_berkas"] == nama).unwrap_or_else(|| panic!("{nama}"));
        (it["portal_copy"].clone(), (*it).clone())
    };
    assert_eq!(state("sertifikat.pdf").0["state"], "unneeded");
    assert_eq!(state("piagam.pdf").0["why"], "signed");
    assert_eq!(state("catatan.txt").0["why"], "other_kind");
    for (nama, folder, most) in
        [("DPA 2024.pdf", "profil-anggaran", 2_000_000), ("foto SK.jpg", "16-regulasi", u64::MAX)]
    {
        let (copy, original) = state(nama);
        assert_eq!(copy["state"], "made", "{nama}");
        let path = copy["path"].as_str().unwrap();
        let file = path.rsplit('/').next().unwrap();
        assert!(path.contains("/siap-unggah/") && file.starts_with(folder) && path.ends_with(".pdf"), "{path}");
        assert!(path.len() <= 120 && path.is_ascii());
        let bytes = fs::read(out.join(path)).unwrap();
        assert!(bytes.starts_with(b"%PDF-") && bytes.len() as u64 <= most);
        assert_eq!(copy["size"], bytes.len());
        assert_eq!(copy["sha256"], store_hash(&bytes));
        // The original lies where it lay; a photo without what it tells.
        let own = fs::read(out.join(original["path"].as_str().unwrap())).unwrap();
        assert!(original["cleaned"] == true || store_hash(&own) == original["sha256"], "{nama}");
        let page =
            fs::read_to_string(out.join("data").join(path.split('/').nth(1).unwrap()).join("indikator.html")).unwrap();
        assert!(page.contains(file) && page.contains("Salinan siap unggah"), "{nama}");
    }
    let index = fs::read_to_string(out.join("data/index.html")).unwrap();
    assert!(index.contains("2 salinan dibuat, 1 berkas sesuai tanpa salinan, 2 tidak dapat dibuat"), "{index}");
    let gaps = fs::read_to_string(out.join("data/kekurangan.html")).unwrap();
    assert!(gaps.contains("tanda tangan") && gaps.contains("Hanya PDF, JPEG"), "{gaps}");
    let crate_told = fs::read_to_string(out.join("data/ro-crate-metadata.json")).unwrap();
    assert!(crate_told.contains("foto SK.pdf (salinan siap unggah)"));
}

fn store_hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}

#[test]
fn equal_bundles_with_copies_are_equal_and_without_the_option_nothing_is_made() {
    let (laptop, _) = laptop();
    let (one, two, plain) = (laptop.path("satu"), laptop.path("dua"), laptop.path("polos"));
    let first = with_copies(&laptop, &one, false);
    assert_eq!(with_copies(&laptop, &two, false).fingerprint, first.fingerprint);
    assert!(tree(&one) == tree(&two));
    let receipt = super::bundle(&laptop, &plain, false).unwrap();
    assert_eq!((receipt.n_portal_copy, receipt.n_unfitted), (0, 0));
    let all = tree(&plain);
    assert!(!all.keys().any(|it| it.contains("siap-unggah")));
    assert!(!String::from_utf8_lossy(&all["data/registri.json"]).contains("portal_cop"));
}

#[test]
fn a_bundle_in_volumes_keeps_its_links_to_copies() {
    let (laptop, _) = laptop();
    let out = laptop.path("bagian");
    let request = registry::ExportBundle { portal_copies: true, volume_mb: Some(3), ..wanted(&out, false) };
    let receipt = laptop.export_bundle(&request, &mut Unwatched).unwrap().view;
    assert!(receipt.n_volume > 1 && receipt.n_portal_copy == 2);
    let first = fs::read_dir(&out).unwrap().map(|it| it.unwrap().path()).min().unwrap();
    let told = read_json(&first.join("data/registri.json"));
    let folder = told["inovasi"][0]["folder"].as_str().unwrap();
    let page = fs::read_to_string(first.join(folder).join("indikator.html")).unwrap();
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    let copies: Vec<_> = links.iter().filter(|it| it.contains("siap-unggah")).collect();
    assert!(!copies.is_empty());
    for link in copies {
        assert!(first.join(folder).join(link).is_file(), "{link}");
    }
}

#[test]
fn the_portal_is_given_a_copy_of_what_it_would_refuse() {
    let (laptop, id) = laptop();
    let view = laptop.show_portal_subject(whom(&id)).unwrap();
    let entry = |nama: &str| view.entries.iter().find(|it| it.nama_berkas.as_deref() == Some(nama)).unwrap();
    let wants = |nama: &str| entry(nama).wants_copy;
    assert!(wants("DPA 2024.pdf") && wants("foto SK.jpg") && wants("piagam.pdf") && !wants("sertifikat.pdf"));
    let folder = laptop.path("keluar");
    let fitted = |nama: &str| {
        let it = entry(nama);
        laptop.fit_bukti(it.bukti.unwrap(), it.under.as_ref().unwrap(), &folder, &mut Unwatched)
    };
    let (copy, made) = fitted("DPA 2024.pdf").unwrap();
    assert!(made.size <= 2_000_000.0 && made.size_before > made.size && made.pages == 1);
    assert_eq!(fs::read(&copy.path).unwrap().len() as f64, made.size);
    assert_eq!(copy.path.file_name().unwrap(), "01-dpa-2024.pdf");
    // Asked again it is the one that lies there.
    assert_eq!(fitted("DPA 2024.pdf").unwrap().0.path, copy.path);
    let refused = fitted("piagam.pdf").unwrap_err();
    assert_eq!(refused.reason, Reason::FileUnfitted);
    laptop.assert_healthy();
}

#[test]
fn a_file_is_fitted_without_a_registry() {
    let laptop = Laptop::new(1);
    let (scan, out) = (laptop.file("pindai.pdf", heavy("surat", LIMIT)), laptop.path("kecil.pdf"));
    let text = |path: &Path| path.display().to_string();
    let nowhere = laptop.path("tidak ada");
    let done = cli::done(&nowhere, ["fit", &text(&scan), &text(&out), "--limit", "2MB", "--json"]).json();
    assert_eq!(
        (done["pages"].as_u64(), done["size_before"].as_f64()),
        (Some(1), Some(fs::metadata(&scan).unwrap().len() as f64))
    );
    assert!(fs::metadata(&out).unwrap().len() <= 2_000_000);
    // What lies there stays, unless that was said.
    assert_eq!(cli::run(&nowhere, ["fit", &text(&scan), &text(&out)]).code, Some(3));
    let told = cli::done(&nowhere, ["fit", &text(&scan), &text(&out), "--force"]);
    assert!(told.stdout.contains("Salinan siap unggah") && told.stdout.contains("2,1 MB"), "{}", told.stdout);
    let signed = laptop.file("ttd.pdf", signed());
    let refused = cli::run(&nowhere, ["fit", &text(&signed), &text(&laptop.path("x.pdf")), "--limit", "100kB"]);
    assert!(refused.code == Some(3) && refused.stderr.contains("tanda tangan"), "{}", refused.stderr);
    assert!(!laptop.path("x.pdf").exists());
    assert_eq!(
        cli::run(&nowhere, ["fit", &text(&scan), &text(&laptop.path("y.pdf")), "--limit", "besar"]).code,
        Some(2)
    );
    let inside = laptop.folder().join("z.pdf");
    assert_eq!(cli::run(&nowhere, ["fit", &text(&scan), &text(&inside)]).code, Some(3));
    assert!(!inside.exists());
}

#[test]
fn what_has_no_copy_is_among_the_findings_of_the_bundle() {
    let (laptop, _) = laptop();
    let request = registry::ExportBundle { portal_copies: true, ..wanted(&laptop.path("b.zip"), true) };
    let findings = laptop.export_bundle(&request, &mut Unwatched).unwrap().findings;
    let unfitted: Vec<_> = findings.iter().filter(|it| it.code == FindingCode::FileUnfitted).collect();
    assert_eq!(unfitted.len(), 2);
    assert!(unfitted.iter().all(|it| it.subject_nama.as_deref() == Some("Kado Mbak Ita")));
}
