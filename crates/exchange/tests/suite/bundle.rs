//! The bundle: complete, repeatable, safe to open, nothing on failure.

use std::fs;

use chrono::NaiveDate;
use disk::OutputPlace;
use domain::{
    core::reason::Reason,
    submission::{dossier::Dossier, fingerprint::BundleCode},
};
use exchange::{
    core::{
        names::is_safe_path,
        port::{BlobSource, FolderSink, MemoryBlobs, MemoryFiles, MemorySink, Unwatched, WorkStep, ZipSink},
    },
    submission::{
        bundle::{BundleOptions, BundlePaper, Error, WrittenBundle, write_bundle},
        verify::verify,
    },
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::cast::{HOSTILE, dossier};

pub fn options() -> BundleOptions {
    BundleOptions::new(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
}

fn write(dossier: &Dossier, blobs: &MemoryBlobs) -> (WrittenBundle, MemoryFiles) {
    let (sink, files) = MemorySink::new();
    let receipt = write_bundle(dossier, &options(), blobs, Box::new(sink), &mut Unwatched).unwrap();
    let files = files.lock().unwrap().take().unwrap();
    (receipt, files)
}

fn text(files: &MemoryFiles, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

#[test]
fn a_bundle_is_laid_out_as_the_portal_asks() {
    let (dossier, blobs) = dossier();
    let (receipt, files) = write(&dossier, &blobs);
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    let mut expected = vec!["BUKA-INI.html", "bag-info.txt", "bagit.txt", "data/bukti.html"];
    expected.extend([
        "data/01-kado-mbak-ita/16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf",
        "data/01-kado-mbak-ita/16-regulasi-inovasi-daerah/02-x-y",
        "data/01-kado-mbak-ita/indikator.html",
        "data/01-kado-mbak-ita/indikator.json",
        "data/01-kado-mbak-ita/profil.html",
        "data/01-kado-mbak-ita/profil.json",
        "data/02-script-alert-1-script-img-src-x/16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf",
    ]);
    for path in &expected {
        assert!(paths.contains(path), "{path} not in {paths:#?}");
    }
    for path in ["data/03-inovasi/profil.html", "data/daerah/indikator.html", "data/kekurangan.json"] {
        assert!(paths.contains(&path), "{path}");
    }
    assert!(paths.iter().any(|it| it.starts_with("data/daerah/spd-01-") && it.ends_with(".pdf")));
    assert!(paths.iter().all(|it| is_safe_path(it) && it.is_ascii()));
    assert_eq!((receipt.n_inovasi, receipt.n_file), (3, files.len() as u64 - 5));
    let size: usize = files.iter().filter(|it| it.0.starts_with("data/")).map(|it| it.1.len()).sum();
    assert_eq!(receipt.size, size as u64);
    // One field_missing and one not_chosen each; the gate; one file without bytes.
    assert_eq!((receipt.n_blocking, receipt.n_warning, receipt.n_hint), (2, 3, 3));
    assert_eq!(text(&files, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let (dossier, blobs) = dossier();
    let dir = tempfile::tempdir().unwrap();
    let zip = |name: &str| {
        let target = dir.path().join(name);
        let sink = Box::new(ZipSink::in_folder(OutputPlace::free(&target).unwrap(), "kota").unwrap());
        write_bundle(&dossier, &options(), &blobs, sink, &mut Unwatched).unwrap();
        fs::read(target).unwrap()
    };
    assert_eq!(write(&dossier, &blobs), write(&dossier, &blobs));
    assert_eq!(zip("1.zip"), zip("2.zip"));
}

#[test]
fn a_blob_under_several_indikator_is_written_once() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    let copies = files.iter().filter(|it| it.0.starts_with("data/01-") && it.1.starts_with(b"%PDF"));
    assert_eq!(copies.count(), 1);
    let json: Value = serde_json::from_str(&text(&files, "data/registri.json")).unwrap();
    let path = |answer: usize| json["inovasi"][0]["answers"][answer]["bukti"][0]["path"].as_str();
    assert_eq!(path(0), Some("data/01-kado-mbak-ita/16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf"));
    assert_eq!(path(0), path(1));
    assert_eq!(path(2), None);
    let html = text(&files, "data/01-kado-mbak-ita/profil.html");
    assert_eq!(html.matches("href=\"16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf\"").count(), 2);
}

#[test]
fn no_name_reaches_a_page_unescaped() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    let mut n = 0;
    for (path, bytes) in &files {
        if !path.ends_with(".html") {
            continue;
        }
        n += 1;
        let html = String::from_utf8(bytes.clone()).unwrap();
        for harm in ["<script", "<img", "onerror=alert(1)>", "<b>", "Semarang\" <"] {
            assert!(!html.contains(harm), "{harm} in {path}");
        }
        assert!(html.contains("Content-Security-Policy") && html.contains("<html lang=\"id\">"));
        assert!(html.contains("Kota &quot;Semarang&quot;"), "{path}");
        for link in html.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap()) {
            // The one web address of the dossier; the other would run a script.
            if link == "https://kabar.id/a?b=1&amp;c=2" {
                continue;
            }
            assert!(link.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~/%".contains(&it)), "{link}");
            let folder = path.rsplit_once('/').map_or("", |it| it.0);
            let target = match link.strip_prefix("../") {
                Some(rest) => format!("{}/{rest}", folder.rsplit_once('/').unwrap().0),
                None if folder.is_empty() => link.to_owned(),
                None => format!("{folder}/{link}"),
            };
            assert!(files.contains_key(&target), "{path} links to {link}");
        }
    }
    assert_eq!(n, 5 + 2 * 3);
    let html = text(&files, "data/02-script-alert-1-script-img-src-x/profil.html");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_report_keeps_the_skeleton_of_the_portal() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    let html = text(&files, "data/01-kado-mbak-ita/profil.html");
    let mut rest = html.as_str();
    for part in [
        "LAPORAN INOVASI DAERAH",
        "1. PROFIL INOVASI",
        "1.1 Nama Inovasi",
        "1.2 Tujuan",
        "Tidak Tersedia",
        "1.3 Rancang Bangun",
        "Baris satu\n\n&lt;b&gt;",
        "2. INDIKATOR INOVASI",
        ">No<",
        ">Indikator<",
        ">Informasi<",
        ">Bukti Dukung<",
        "SK Wali Kota.PDF",
        "Tidak Tersedia",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} not found in order"));
        rest = &rest[at + part.len()..];
    }
    assert!(html.contains("(berkas tidak ada)") && html.contains("tanggal 17 Agustus 2024, halaman 3-4"));
    assert!(!html.contains('\u{202e}'));
    let index = text(&files, "data/index.html");
    assert!(index.contains("22 November 2026") && index.contains("href=\"01-kado-mbak-ita/profil.html\""));
    assert!(index.contains(&dossier.claimed.iid.unwrap().to_string().replace('.', ",")));
}

#[test]
fn machines_read_decimals_as_texts() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    let json: Value = serde_json::from_str(&text(&files, "data/registri.json")).unwrap();
    assert_eq!(json["format"], "prakarsa-bundle");
    assert_eq!(json["claimed"]["iid"], dossier.claimed.iid.unwrap().to_string());
    assert_eq!(json["inovasi"][1]["nama"], HOSTILE);
    let skor = json["inovasi"][0]["claimed"].as_str().unwrap();
    assert!(skor.split_once('.').is_some_and(|it| it.1.len() == 2), "{skor}");
    let gaps: Value = serde_json::from_str(&text(&files, "data/kekurangan.json")).unwrap();
    let own = gaps["subjects"][1]["gaps"].as_array().unwrap();
    let severities: Vec<&str> = own.iter().map(|it| it["severity"].as_str().unwrap()).collect();
    assert_eq!(severities, ["blocking", "warning", "hint"]);
    assert_eq!(own[0]["code"], "bytes_missing");
    let profile: Value = serde_json::from_str(&text(&files, "data/01-kado-mbak-ita/profil.json")).unwrap();
    assert_eq!(profile["profile"][1]["value"], Value::Null);
}

#[test]
fn tag_values_stay_on_their_line() {
    let (mut dossier, blobs) = dossier();
    dossier.pemda.nama = format!("Kota {HOSTILE} {}", "panjang ".repeat(30));
    let (_, files) = write(&dossier, &blobs);
    let info = text(&files, "bag-info.txt");
    let labels: Vec<&str> =
        info.lines().filter(|it| !it.starts_with(' ')).map(|it| it.split(':').next().unwrap()).collect();
    assert_eq!(
        labels,
        [
            "BagIt-Profile-Identifier",
            "Source-Organization",
            "External-Description",
            "External-Identifier",
            "Internal-Sender-Identifier",
            "Bagging-Date",
            "Payload-Oxum",
            "Bag-Software-Agent",
        ]
    );
    assert!(info.contains("\nBagging-Date: 2026-11-22\n"));
}

#[test]
fn a_bundle_that_fails_leaves_nothing() {
    let (dossier, blobs) = dossier();
    let dir = tempfile::tempdir().unwrap();
    let damaged = {
        let mut copy = crate::cast::dossier().1;
        copy.damage(&dossier.inovasi[0].answers[0].bukti[1].sha256.parse().unwrap(), b"lain");
        copy
    };
    let none = MemoryBlobs::default();
    let run = |source: &dyn BlobSource, stop: u32| -> Error {
        let mut n = 0;
        let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| {
            n += 1;
            n != stop
        };
        let folder = Box::new(FolderSink::new(OutputPlace::free(&dir.path().join("out")).unwrap()).unwrap());
        let error = write_bundle(&dossier, &options(), source, folder, &mut watch).unwrap_err();
        let zip = Box::new(ZipSink::new(OutputPlace::free(&dir.path().join("out.zip")).unwrap()).unwrap());
        n = 0;
        let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| {
            n += 1;
            n != stop
        };
        write_bundle(&dossier, &options(), source, zip, &mut watch).unwrap_err();
        error
    };
    assert_eq!(run(&damaged, 0).reason(), Reason::BlobDamaged);
    assert_eq!(run(&none, 0).reason(), Reason::BlobMissing);
    for stop in 1..=6 {
        assert_eq!(run(&blobs, stop).reason(), Reason::Cancelled, "at step {stop}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn an_empty_registry_makes_a_valid_bundle() {
    let (mut dossier, _) = dossier();
    dossier.inovasi.clear();
    for answer in &mut dossier.daerah {
        answer.bukti.clear();
    }
    dossier.findings.clear();
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("b");
    let sink = Box::new(FolderSink::new(OutputPlace::free(&target).unwrap()).unwrap());
    let receipt = write_bundle(&dossier, &options(), &MemoryBlobs::default(), sink, &mut Unwatched).unwrap();
    assert_eq!((receipt.n_inovasi, receipt.n_blocking), (0, 0));
    let verdict = verify(&target, &mut Unwatched).unwrap();
    assert!(verdict.is_valid(), "{verdict:?}");
}

#[test]
fn what_we_write_we_find_valid() {
    let (dossier, blobs) = dossier();
    let dir = tempfile::tempdir().unwrap();
    let (folder, zip, topped) = (dir.path().join("b"), dir.path().join("b.zip"), dir.path().join("t.zip"));
    let sinks: [(_, Box<dyn exchange::core::port::Sink>); 3] = [
        (&folder, Box::new(FolderSink::new(OutputPlace::free(&folder).unwrap()).unwrap())),
        (&zip, Box::new(ZipSink::new(OutputPlace::free(&zip).unwrap()).unwrap())),
        (&topped, Box::new(ZipSink::in_folder(OutputPlace::free(&topped).unwrap(), "Kota Semarang").unwrap())),
    ];
    for (path, sink) in sinks {
        let receipt = write_bundle(&dossier, &options(), &blobs, sink, &mut Unwatched).unwrap();
        let verdict = verify(path, &mut Unwatched).unwrap();
        assert!(verdict.is_valid() && verdict.remarks.is_empty(), "{verdict:?}");
        assert_eq!((verdict.n_file, verdict.size), (receipt.n_file, receipt.size));
        assert_eq!((verdict.version.as_str(), verdict.algorithms.as_slice()), ("1.0", &["sha256".to_owned()][..]));
    }
}

/// Whether a browser prints them well was looked at with one; this keeps what it hangs
/// on: cells of text have room for a long word, and a phone gets cards.
#[test]
fn pages_leave_words_whole_on_paper_and_on_a_phone() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    for (path, bytes) in files.iter().filter(|it| it.0.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for rule in
            ["@page { size: A4 portrait", "td { min-width: 7.5rem; overflow-wrap: anywhere; }", "max-width: 40rem"]
        {
            assert!(page.contains(rule), "{rule} in {path}");
        }
    }
}

/// Unpacked by Windows below a path of 90 characters, in a folder named after the zip,
/// nothing is longer than it takes.
#[test]
fn paths_stay_short_and_keep_their_ending() {
    let (mut dossier, blobs) = dossier();
    let long = "Sistem Informasi Pelayanan Terpadu Kependudukan ".repeat(9);
    for inovasi in &mut dossier.inovasi {
        inovasi.nama = long.clone();
        for bukti in inovasi.answers.iter_mut().flat_map(|it| &mut it.bukti) {
            bukti.nama_berkas = format!("{long}.pdf.Docx1234");
        }
    }
    let (_, files) = write(&dossier, &blobs);
    let longest = files.keys().map(|it| it.chars().count()).max().unwrap();
    assert!((90..=120).contains(&longest), "{longest}");
    let kept = files.keys().filter(|it| it.ends_with(".docx1234")).count();
    assert_eq!(kept, 3, "{:#?}", files.keys());
}

#[test]
fn papers_are_laid_in_and_listed_and_the_code_covers_them() {
    let (dossier, blobs) = dossier();
    let (sink, files) = MemorySink::new();
    let paper = |path: &str, nama: &str| BundlePaper { path: path.into(), nama: nama.into(), bytes: b"isi".into() };
    let papers = vec![paper("rekap.xlsx", "Rekap <semua>"), paper("01-kado-mbak-ita/profil.pdf", "Profil")];
    let options = BundleOptions { papers, ..options() };
    let receipt = write_bundle(&dossier, &options, &blobs, Box::new(sink), &mut Unwatched).unwrap();
    let files = files.lock().unwrap().take().unwrap();
    let manifest = hex::encode(Sha256::digest(&files["manifest-sha256.txt"])).parse().unwrap();
    assert_eq!((receipt.code, &receipt.fingerprint), (BundleCode::of(&manifest), &manifest));
    assert!(text(&files, "BUKA-INI.html").contains(manifest.as_str()));
    assert_eq!(files["data/01-kado-mbak-ita/profil.pdf"], b"isi");
    let index = text(&files, "data/index.html");
    assert!(index.contains("<a href=\"rekap.xlsx\">Rekap &lt;semua&gt;</a>"));
    for path in ["BUKA-INI.html", "bag-info.txt"] {
        assert!(text(&files, path).contains(&receipt.code.to_string()), "{path}");
    }
    let described: Value = serde_json::from_str(&text(&files, "data/ro-crate-metadata.json")).unwrap();
    let graph = described["@graph"].as_array().unwrap();
    let n_file = graph.iter().filter(|it| it["@type"] == "File").count() as u64;
    assert_eq!(n_file, receipt.n_file - 1, "all but itself");
    let named = |id: &str| graph.iter().find(|it| it["@id"] == id).map(|it| it["name"].as_str().unwrap().to_owned());
    assert_eq!(named("rekap.xlsx").as_deref(), Some("Rekap <semua>"));
    let sk = "01-kado-mbak-ita/16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf";
    assert_eq!(named(sk).as_deref(), Some("SK Wali Kota.PDF"));
}

#[test]
fn the_published_profile_tells_what_is_written() {
    let (dossier, blobs) = dossier();
    let (_, files) = write(&dossier, &blobs);
    let profile: Value = serde_json::from_str(include_str!("../../schema/bagit-profile.json")).unwrap();
    let info = text(&files, "bag-info.txt").replace("\n  ", " ");
    let mut told: Vec<&str> = info.lines().map(|it| it.split_once(": ").unwrap().0).collect();
    let labels = profile["Bag-Info"].as_object().unwrap();
    for (label, rule) in labels {
        assert!(!rule["required"].as_bool().unwrap() || told.contains(&label.as_str()), "{label}");
    }
    told.retain(|it| !labels.contains_key(*it));
    assert!(told.is_empty(), "{told:?} are not in the profile");
    let id = profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"].as_str().unwrap();
    assert!(info.contains(&format!("BagIt-Profile-Identifier: {id}\n")));
    for key in ["Tag-Files-Required", "Payload-Files-Required"] {
        for path in profile[key].as_array().unwrap() {
            assert!(files.contains_key(path.as_str().unwrap()), "{path}");
        }
    }
}
