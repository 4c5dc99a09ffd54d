//! Files made by hand, each of one kind of bad and good, and what is found in them.

use std::io::Write;

use super::*;

fn found(bytes: &[u8]) -> String {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    look(&mut file).unwrap().to_string()
}

fn zip_of(names: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<x/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn mp4(seconds: u32) -> Vec<u8> {
    let boxed = |kind: &[u8], inside: &[u8]| {
        [&u32::try_from(inside.len() + 8).unwrap().to_be_bytes()[..], kind, inside].concat()
    };
    let header = [&[0; 12][..], &1000_u32.to_be_bytes(), &(seconds * 1000).to_be_bytes(), &[0; 80]].concat();
    [boxed(b"ftyp", b"isom\0\0\x02\0isomiso2mp41"), boxed(b"moov", &boxed(b"mvhd", &header))].concat()
}

#[test]
fn bytes_say_what_they_are() {
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n";
    let locked = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<< /Encrypt 2 0 R >>\nstartxref\n9\n%%EOF\n";
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xC0\0\x0B\x08\0\x10\0\x10\x01\x01\x11\0";
    let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0crc!".to_vec();
    let cut_png = png.clone();
    png.extend(b"\0\0\0\0IEND\xAE\x42\x60\x82");
    let docx = zip_of(&["[Content_Types].xml", "word/document.xml"]);
    let wide = |it: &str| it.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound = |name: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 2000], wide(name)].concat();
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a sound PDF", pdf.to_vec(), "pdf//"),
        ("a PDF after a line of something else", [b"\r\n", &pdf[..]].concat(), "pdf//"),
        ("a PDF cut short", pdf[..60].to_vec(), "pdf/damaged/"),
        ("the mark of a PDF before noise", b"%PDF\x01\x02\x03\xFE".to_vec(), "unknown//"),
        ("a PDF of one byte", b"%".to_vec(), "unknown//"),
        ("a PDF with a password", locked.to_vec(), "pdf/encrypted/"),
        ("a sound JPEG", jpeg.to_vec(), "jpeg//"),
        ("a JPEG cut short", jpeg[..24].to_vec(), "jpeg/damaged/"),
        ("a sound PNG", png, "png//"),
        ("a PNG cut short", cut_png, "png/damaged/"),
        ("a video of a minute", mp4(60), "video//60"),
        ("a video cut short", mp4(60)[..28].to_vec(), "video/damaged/"),
        ("a document", docx.clone(), "document//"),
        ("a document cut short", docx[..docx.len() - 30].to_vec(), "archive/damaged/"),
        ("a spreadsheet", zip_of(&["xl/workbook.xml"]), "sheet//"),
        ("a document with macros", zip_of(&["word/document.xml", "word/vbaProject.bin"]), "document/script/"),
        ("a program in a zip", zip_of(&["META-INF/MANIFEST.MF"]), "program//"),
        ("an older document", compound("WordDocument"), "document//"),
        ("an older spreadsheet with macros", compound("Workbook_VBA_PROJECT"), "document/script/"),
        ("a document with a password", compound("EncryptedPackage"), "document/encrypted/"),
        ("an installer", compound("Property"), "program//"),
        ("a program of Windows", b"MZ\x90\0\x03\0\0\0".to_vec(), "program//"),
        ("a program of Linux", [b"\x7FELF\x02\x01\x01".to_vec(), vec![0; 60]].concat(), "program//"),
        ("a script", b"#!/bin/sh\nrm -rf x\n".to_vec(), "program//"),
        ("a shortcut of Windows", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0F".to_vec(), "pointer//"),
        ("a link of a browser", b"[InternetShortcut]\r\nURL=https://x.id\r\n".to_vec(), "pointer//"),
        ("a desktop entry", b"[Desktop Entry]\nType=Link\n".to_vec(), "pointer//"),
        ("a pointer into a cloud", br#"{"url":"https://docs.x/d/1","doc_id":"1"}"#.to_vec(), "pointer//"),
        ("a page with a script", b"<!DOCTYPE html><body><script>x()</script>".to_vec(), "page/script/"),
        ("a page without one", b"<!DOCTYPE html><p>Halo</p>".to_vec(), "page//"),
        ("a picture with a script", b"<svg onload=\"x()\"/>".to_vec(), "page/script/"),
        ("plain text", b"Berita acara rapat".to_vec(), "text//"),
        ("noise", b"\x01\x02\x03\x04\xFE\xFD\0\0".to_vec(), "unknown//"),
        ("nothing", b"".to_vec(), "unknown//"),
    ];
    for (what, bytes, wanted) in table {
        assert_eq!(found(&bytes), wanted, "{what}");
    }
}

/// A PDF of another maker that opens without a password, and the same with one of the
/// user's.
macro_rules! encrypted {
    ($($name:literal)*) => {
        [$((
            $name,
            &include_bytes!(concat!("pdf/", $name, "-open.pdf"))[..],
            &include_bytes!(concat!("pdf/", $name, "-locked.pdf"))[..],
        )),*]
    };
}

#[test]
fn only_a_pdf_that_asks_for_a_password_is_locked() {
    for (name, open, locked) in encrypted!["rc4-40" "rc4-128" "aes-128" "aes-256-r5" "aes-256"] {
        assert_eq!((found(open).as_str(), found(locked).as_str()), ("pdf//", "pdf/encrypted/"), "{name}");
    }
}

#[test]
fn the_lock_of_a_pdf_is_found_however_it_is_written() {
    let [(_, open, locked)] = encrypted!["aes-128"];
    for (bytes, wanted) in [(open, "pdf//"), (locked, "pdf/encrypted/")] {
        let text: String = bytes.iter().map(|it| char::from(*it)).collect();
        let same = |text: &str| found(&text.chars().map(|it| u8::try_from(it).unwrap()).collect::<Vec<u8>>());
        // Every string as a literal, its bytes escaped or bare.
        let mut parts = text.split('<');
        let mut literal = parts.next().unwrap().to_owned();
        for part in parts {
            match part.split_once('>') {
                Some((digits, rest)) if matches!(digits.len(), 32 | 64) => {
                    let raw = hex::decode(digits).unwrap();
                    let bytes = raw.iter().map(|it| if it % 2 == 0 { format!("\\{it:03o}") } else { bare(*it) });
                    literal.extend(["(", &bytes.collect::<String>(), ")", rest]);
                }
                _ => literal.extend(["<", part]),
            }
        }
        assert_ne!(literal, text);
        assert_eq!(same(&literal), wanted, "literal strings");
        // The dictionary itself in the trailer.
        let object = text.split_once("5 0 obj").unwrap().1.split_once("endobj").unwrap().0.trim();
        assert_eq!(same(&text.replace("/Encrypt 5 0 R", &format!("/Encrypt {object}"))), wanted, "direct");
        // Far from the trailer, across the parts in which a file is read, behind one whose
        // number ends alike.
        for before in [0, (1 << 20) - 400, (1 << 20) - 300, 3 << 20] {
            let filled = format!("15 0 obj << /R 9 >> endobj %{}\n5 0 obj", "x".repeat(before));
            let far = text.replacen("5 0 obj", &filled, 1);
            let far = far.replace("trailer", &format!("%{}\ntrailer", "x".repeat(70 << 10)));
            assert_eq!(same(&far), wanted, "{before} bytes before");
        }
        // A lock that is not the standard one opens for nobody here.
        assert_eq!(same(&text.replace("/Standard", "/Adobe.PubSec")), "pdf/encrypted/");
        assert_eq!(same(&text.replace("/R 4", "/R 7")), "pdf/encrypted/");
    }
}

/// A byte as it may stand inside a literal string of a PDF.
fn bare(byte: u8) -> String {
    match byte {
        b'(' | b')' | b'\\' => format!("\\{}", char::from(byte)),
        b'\r' => "\\r".to_owned(),
        other => char::from(other).to_string(),
    }
}

#[test]
fn a_broken_lock_of_a_pdf_is_an_answer_and_no_crash() {
    for (_, open, locked) in encrypted!["rc4-40" "aes-128"] {
        for bytes in [open, locked] {
            for at in (0..bytes.len()).step_by(11) {
                for instead in [b'(', b'<', b'\\', b'9'] {
                    let mut broken = bytes.to_vec();
                    broken[at] = instead;
                    let _ = found(&broken);
                }
            }
        }
    }
}
