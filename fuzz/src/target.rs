//! The targets.

use std::{
    io::{Cursor, Read, Write},
    path::Path,
    sync::LazyLock,
};

use domain::{
    assessment::instrument::file::{PackFile, read_pack},
    bukti::{BlobRef, fit::Accepted},
    core::{date::PartialDate, id::Subject, number::read_number},
    merge::change::{FieldKey, Stamp},
    submission::{bag::BagAnswer, document::DocumentFormat},
};
use exchange::{
    assessment::pack::read_pack_files,
    bukti::{fit::fit, photo, picture},
    core::{
        port::Unwatched,
        update::{PackageKind, TrustedKey, UpdateFile, UpdateLimits},
    },
    inovasi::workbook::{self, BookLimits, Mapping, guess, read_book, read_own, rows},
    merge::{
        interchange,
        parcel::{Parcel, ParcelLimits},
    },
    submission::verify::verify,
};
use minisign::KeyPair;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A parser of foreign bytes.
pub struct Target {
    /// Name of its folder in the corpus.
    pub name: &'static str,
    /// Ending of the files it reads, without the point.
    pub ending: &'static str,
    /// Reads them, and panics where what was read is wrong.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "xlsx", ending: "xlsx", run: |it| in_a_file(it, "xlsx", book) },
    Target { name: "ods", ending: "ods", run: |it| in_a_file(it, "ods", book) },
    Target { name: "xls", ending: "xls", run: |it| in_a_file(it, "xls", book) },
    Target { name: "csv", ending: "csv", run: |it| in_a_file(it, "csv", book) },
    Target { name: "html", ending: "html", run: |it| in_a_file(it, "html", book) },
    Target { name: "xml-2003", ending: "xml", run: |it| in_a_file(it, "xml", book) },
    Target { name: "mht", ending: "mht", run: |it| in_a_file(it, "mht", book) },
    Target { name: "docx", ending: "docx", run: |it| in_a_file(it, "docx", book) },
    Target { name: "fods", ending: "fods", run: |it| in_a_file(it, "fods", book) },
    Target { name: "parcel", ending: "prakarsa", run: |it| in_a_file(it, "prakarsa", parcel) },
    Target { name: "bag", ending: "zip", run: |it| in_a_file(it, "zip", bag) },
    Target { name: "pack", ending: "zip", run: |it| in_a_file(it, "zip", pack) },
    Target { name: "pack-text", ending: "json", run: |it| in_a_file(it, "json", pack) },
    Target { name: "interchange", ending: "json", run: interchange },
    Target { name: "photo", ending: "jpg", run: photo },
    Target { name: "picture", ending: "jpg", run: picture },
    Target { name: "fit", ending: "pdf", run: fitted },
    Target { name: "template", ending: "docx", run: template },
    Target { name: "tag", ending: "txt", run: tag },
    Target { name: "words", ending: "txt", run: words },
    Target { name: "update", ending: "prakarsa-update", run: |it| in_a_file(it, "prakarsa-update", update) },
    Target { name: "update-facts", ending: "json", run: update_facts },
];

/// The readers of workbooks, parcels and bags take a path.
fn in_a_file(bytes: &[u8], ending: &str, read: fn(&Path)) {
    let written = tempfile::Builder::new().suffix(&format!(".{ending}")).tempfile().and_then(|mut file| {
        file.write_all(bytes)?;
        file.into_temp_path().keep().map_err(Into::into)
    });
    let Ok(path) = written else { panic!("no room for the input") };
    read(&path);
    let _ = std::fs::remove_file(path);
}

fn book(path: &Path) {
    let book = match read_book(path, &BookLimits::default()) {
        Ok(book) => book,
        Err(workbook::Error::Crashed) => panic!("a reader panicked"),
        Err(_) => return,
    };
    read_own(&book);
    for sheet in &book.sheets {
        let guessed = guess(sheet, &[]);
        let mapping = Mapping { header_row: guessed.header_row, ..Mapping::default() };
        rows(sheet, &mapping).for_each(drop);
    }
}

fn parcel(path: &Path) {
    let Ok(mut parcel) = Parcel::open(path, ParcelLimits::default()) else { return };
    let Ok(acts) = parcel.acts() else { return };
    for act in acts.flatten().map(|it| it.act) {
        assert!(act.changes.iter().enumerate().all(|(n, it)| {
            it.stamp.device == act.first.device && it.stamp.counter == act.first.counter + n as u64
        }));
    }
    let blobs: Vec<_> = parcel.blobs().collect();
    for blob in blobs {
        if let Ok(mut bytes) = parcel.blob(&blob.sha256) {
            let _ = std::io::copy(&mut bytes, &mut std::io::sink());
        }
    }
}

fn bag(path: &Path) {
    if let Ok(verdict) = verify(path, &mut Unwatched) {
        assert!(verdict.answer != BagAnswer::Valid || verdict.faults.is_empty());
    }
}

fn template(bytes: &[u8]) {
    for fault in documents::check_template(DocumentFormat::Docx, bytes) {
        assert!(fault.text.len() < 1 << 20);
    }
}

/// The key that signed what lies in the corpus; nobody has its other half any more.
const UPDATE_KEY: &str = "RWTR+2mUmPWkVjMxOhwn2PGf3sVSuUDQKv6/9ma3nKO6Iz/AjuYK4U+x";

/// Whatever is changed in an update, what comes out of it is what was signed.
fn update(path: &Path) {
    let keys = TrustedKey::read_all(UPDATE_KEY).unwrap_or_default();
    assert!(!keys.is_empty(), "the key of the corpus is none");
    let Ok(mut update) = UpdateFile::open(path, &keys, UpdateLimits::default()) else { return };
    assert_eq!(update.facts().program, "1.3.0");
    for kind in PackageKind::ALL {
        let mut bytes = Vec::new();
        if update.copy_package(kind, &mut bytes, &mut Unwatched).is_ok() {
            assert_eq!(bytes, format!("isi {kind} 1.3.0 ").repeat(40).into_bytes());
        }
    }
}

/// Facts that whoever is trusted has signed, whatever they say.
fn update_facts(bytes: &[u8]) {
    static SIGNER: LazyLock<Option<KeyPair>> = LazyLock::new(|| KeyPair::generate_unencrypted_keypair().ok());
    let Some(signer) = SIGNER.as_ref() else { panic!("no key") };
    let facts: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
    let word = |key: &str| facts.get(key).and_then(|it| it.as_str()).unwrap_or_default().replace(['\n', '\r'], " ");
    let comment = format!("prakarsa-update {} {} {}", word("program"), word("system"), word("arch"));
    let signed = minisign::sign(Some(&signer.pk), &signer.sk, Cursor::new(bytes), Some(&comment), None);
    let Ok(signature) = signed.map(minisign::SignatureBox::into_string) else { return };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packages = ["setup", "portable"].map(|it| (format!("{it}.bin"), it.as_bytes().to_vec()));
    let entries = [("update.json".to_owned(), bytes.to_vec()), ("update.json.minisig".into(), signature.into())];
    for (name, bytes) in entries.into_iter().chain(packages) {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        if zip.start_file(name, options).and_then(|()| Ok(zip.write_all(&bytes)?)).is_err() {
            return;
        }
    }
    let Ok(zip) = zip.finish() else { return };
    let keys = TrustedKey::read_all(&signer.pk.to_base64()).unwrap_or_default();
    let Ok(mut file) = tempfile::NamedTempFile::new() else { panic!("no room for the input") };
    assert!(file.write_all(zip.get_ref()).is_ok(), "no room for the input");
    let Ok(mut update) = UpdateFile::open(file.path(), &keys, UpdateLimits::default()) else { return };
    let version = update.version().to_string();
    assert_eq!(version, update.facts().program);
    let told = [&update.facts().news.id, &update.facts().news.en];
    assert!(told.iter().all(|it| it.len() <= 100 && it.iter().all(|it| !it.chars().any(char::is_control))));
    for kind in PackageKind::ALL {
        let mut bytes = Vec::new();
        if update.copy_package(kind, &mut bytes, &mut Unwatched).is_ok() {
            assert!(["setup", "portable"].iter().any(|it| it.as_bytes() == bytes));
        }
    }
}

/// Every line a form of its own: what stands between its braces.
fn tag(bytes: &[u8]) {
    String::from_utf8_lossy(bytes).lines().take(40).for_each(form);
}

fn form(line: &str) {
    const TYPES: &str = "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let main = format!("<w:document><w:body><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:body></w:document>");
    for (name, text) in [("[Content_Types].xml", TYPES), ("word/document.xml", &main)] {
        let started = zip.start_file(name, SimpleFileOptions::default()).is_ok();
        assert!(started && zip.write_all(text.as_bytes()).is_ok(), "memory takes it");
    }
    if let Ok(bytes) = zip.finish() {
        template(&bytes.into_inner());
    }
}

fn pack(path: &Path) {
    let Ok(files) = read_pack_files(path) else { return };
    let files: Vec<PackFile<'_>> = files.iter().map(|(path, text)| PackFile { path, text }).collect();
    let _ = read_pack(&files);
}

fn interchange(bytes: &[u8]) {
    let Ok(read) = interchange::read_bytes(bytes) else { return };
    let written = interchange::write(&read);
    match interchange::read_bytes(written.as_bytes()) {
        Ok(again) => assert!(again == read, "what was written reads otherwise"),
        Err(why) => panic!("what was read cannot be written so that it reads: {why}"),
    }
}

fn photo(bytes: &[u8]) {
    let limits = photo::PhotoLimits::default();
    if let Ok(facts) = photo::read(std::io::Cursor::new(bytes), "foto", &limits)
        && let Some(place) = facts.koordinat
    {
        let text = place.to_string();
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    }
}

/// A clean copy is never larger, tells nothing, and is as clean as it gets.
fn picture(bytes: &[u8]) {
    let told = |bytes: &[u8]| picture::traces(Cursor::new(bytes));
    assert!(told(bytes).is_ok(), "bytes in memory can be read");
    let clean = |bytes: &[u8]| {
        let mut copy = Vec::new();
        picture::strip(Cursor::new(bytes)).ok()?.read_to_end(&mut copy).ok()?;
        Some(copy)
    };
    let Some(copy) = clean(bytes) else { return };
    assert!(copy.len() <= bytes.len(), "it grew from {} to {}", bytes.len(), copy.len());
    assert!(told(&copy).is_ok_and(|it| it.is_empty()), "the copy still tells");
    assert_eq!(clean(&copy).as_ref(), Some(&copy), "once more changes it");
}

/// A portal copy stays below its limit, is the same again, and is one that fits.
fn fitted(bytes: &[u8]) {
    let most = Some(bytes.len() as u64 / 3);
    // A picture may have to stay one.
    let ending = if bytes.len().is_multiple_of(2) { "pdf" } else { "jpg" };
    let accepted = Accepted { file_types: vec![ending.to_owned()], max_bytes: most };
    let Ok(copy) = fit(bytes, &accepted, &mut || true) else { return };
    assert!(most.is_some_and(|it| copy.bytes.len() as u64 <= it));
    assert!(fit(bytes, &accepted, &mut || true).is_ok_and(|it| it == copy), "another one the second time");
    let again = fit(&copy.bytes, &accepted, &mut || true);
    assert!(again.is_ok_and(|it| it.pages == copy.pages), "the copy is none");
}

/// Single words: each that reads is written as it was read.
fn words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for word in text.lines() {
        if let Ok(it) = word.parse::<Stamp>() {
            assert_eq!(it.to_string().parse::<Stamp>().ok(), Some(it));
        }
        if let Ok(it) = word.parse::<BlobRef>() {
            assert_eq!(it.to_string().parse::<BlobRef>().ok(), Some(it));
        }
        if let Ok(it) = word.parse::<Subject>() {
            assert_eq!(it.to_string().parse::<Subject>().ok(), Some(it));
        }
        let key = FieldKey::read(word);
        assert_eq!(FieldKey::read(&key.to_string()), key, "{word}");
        let _ = (PartialDate::read(word), read_number(word, ""), read_number(word, "persen"));
    }
}
