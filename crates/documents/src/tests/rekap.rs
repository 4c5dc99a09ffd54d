//! The workbook: what is a formula, and what another program makes of it.

use std::{
    io::{Cursor, Read, Write},
    process::{Command, Stdio},
};

use domain::submission::{
    document::{DocumentFormat, DocumentKind, DocumentOf},
    office::Office,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{
    tests::{
        cast::{dossier, office, rolled},
        keep, options,
    },
    write,
};

#[test]
fn a_recap_reckons_and_what_was_typed_is_text() {
    let mut sly = dossier(3);
    sly.inovasi[0].nama = "=HYPERLINK(\"http://x\")".into();
    sly.overview.perangkat_daerah[0].nama = "+1".into();
    let kind = DocumentKind::Rekap;
    let options = options(kind, DocumentOf::Daerah);
    let made = || write(kind, DocumentFormat::Xlsx, &sly, &office(), &options).unwrap();
    let bytes = made();
    keep("rekap.xlsx", &bytes);
    assert!(bytes == made(), "two writings differ");
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for at in 1..=6 {
        let mut text = String::new();
        zip.by_name(&format!("xl/worksheets/sheet{at}.xml")).unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("<pane "), "sheet {at}");
        for formula in text.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().unwrap();
            let ours = ["COUNT(", "SUM(", "MAX(", "SUMPRODUCT(", "IF(", "ROUND(", "SUMIF(", "B", "C", "D", "0", "MIN("];
            assert!(ours.iter().any(|it| formula.starts_with(it)) && !formula.contains("HYPERLINK"), "{formula}");
        }
    }
    for dossier in [dossier(0), dossier(300)] {
        write(kind, DocumentFormat::Xlsx, &dossier, &office(), &options).unwrap();
    }
}

/// A workbook without what its formulas came to here: whoever opens it must reckon.
fn unreckoned(bytes: &[u8]) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            let mut pieces = text.split("</f>");
            let mut made = pieces.next().unwrap().to_owned();
            for piece in pieces {
                made.push_str("</f>");
                made.push_str(piece.strip_prefix("<v>").and_then(|it| it.split_once("</v>")).map_or(piece, |it| it.1));
            }
            bytes = made.into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Fifty regions, reckoned by LibreOffice where it is installed.
#[test]
fn another_program_comes_to_the_same_index() {
    let quiet = |it: &mut Command| it.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|it| it.success());
    if !quiet(Command::new("soffice").arg("--version")) {
        return;
    }
    let folder = std::env::temp_dir().join(format!("rekap-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let all: Vec<_> = (1..=50).map(|seed| rolled(seed * 7 % 43, seed)).collect();
    let kind = DocumentKind::Rekap;
    let mut names = Vec::new();
    for (at, dossier) in all.iter().enumerate() {
        let made = write(kind, DocumentFormat::Xlsx, dossier, &Office::default(), &options(kind, DocumentOf::Daerah));
        let path = folder.join(format!("{at}.xlsx"));
        std::fs::write(&path, unreckoned(&made.unwrap())).unwrap();
        names.push(path);
    }
    // Comma, quote, UTF-8, values as they are and not as they are shown, the first sheet.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1";
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let converted = quiet(
        Command::new("soffice")
            .arg(profile)
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(&folder)
            .args(&names),
    );
    assert!(converted);
    for (at, dossier) in all.iter().enumerate() {
        let csv = ["-Ringkasan.csv", ".csv"].map(|it| folder.join(format!("{at}{it}")));
        let text = csv.iter().find_map(|it| std::fs::read_to_string(it).ok()).unwrap();
        let line = text.lines().find(|it| it.starts_with("Indeks Inovasi Daerah,")).unwrap();
        let read: Vec<Decimal> =
            line.split(',').skip(1).take(3).map(|it| it.trim_matches('"').parse().unwrap()).collect();
        let own: Vec<Decimal> =
            [&dossier.claimed, &dossier.supported, &dossier.verified].map(|it| it.iid.unwrap()).into();
        assert_eq!(read, own, "{at}: {text}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
