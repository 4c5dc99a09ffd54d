//! Files that are meant badly, or were treated badly.

use std::{fs, io::Write, path::Path, time::Instant};

use domain::core::{notice::NoticeCode, reason::Reason};
use exchange::inovasi::workbook::{BookLimits, Cell, Error, UNRECKONED, read_book};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{book, fixture};

pub(super) const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const ROOT: &str =
    "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const LINKS: &str = "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
    <Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
const MAIN: &str = "<workbook><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>";

pub(super) fn sheet_of(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

pub(super) fn pack(path: &Path, parts: &[(&str, &[u8])]) {
    let mut zip = ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// An xlsx with this sheet, and parts that replace or join the usual ones.
pub(super) fn xlsx(path: &Path, sheet: &str, others: &[(&str, &str)]) {
    let mut parts: Vec<(&str, &str)> = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", MAIN),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, text) in others {
        parts.retain(|it| it.0 != *name);
        parts.push((name, text));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|it| (it.0, it.1.as_bytes())).collect();
    pack(path, &parts);
}

pub(super) fn ods(path: &Path, content: &str, manifest: &str) {
    pack(
        path,
        &[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
            ("META-INF/manifest.xml", manifest.as_bytes()),
        ],
    );
}

pub(super) fn content_of(table: &str) -> String {
    format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"T\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
}

fn refusal(path: &Path) -> Error {
    read_book(path, &BookLimits::default()).expect_err("it is refused")
}

#[test]
fn what_is_no_workbook_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    for (bytes, reason, found) in [
        (b"%PDF-1.7 ...".as_slice(), Reason::BookNotAWorkbook, "PDF"),
        (b"\xff\xd8\xff\xe0", Reason::BookNotAWorkbook, "JPEG"),
        (b"\x00\x01\x02\x00\x03\x00\xff", Reason::BookNotAWorkbook, "binary"),
        (b"PK\x03\x04 and nothing else", Reason::BookDamaged, "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing else", Reason::BookDamaged, "OLE"),
    ] {
        fs::write(&path, bytes).unwrap();
        let error = refusal(&path);
        assert_eq!(error.reason(), reason, "{error}");
        assert!(found.is_empty() || error.args().iter().any(|it| it.1 == found), "{error}");
    }
    pack(&path, &[("word/document.xml", b"<a/>")]);
    assert_eq!(refusal(&path).reason(), Reason::BookNotAWorkbook);
    assert_eq!(refusal(folder.path()).reason(), Reason::FileIsFolder);
    assert_eq!(refusal(&folder.path().join("x")).reason(), Reason::FileMissing);
    let small = BookLimits { max_file: 3, ..BookLimits::default() };
    assert_eq!(read_book(&path, &small).unwrap_err().reason(), Reason::BookTooLarge);
}

#[test]
fn encrypted_workbooks_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.ods");
    ods(
        &path,
        "",
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
    );
    assert_eq!(refusal(&path).reason(), Reason::BookEncrypted);
    // A password-protected xlsx is a compound file with this stream; here the name
    // stands in the directory of a real one.
    let name = |it: &str| it.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut bytes = fs::read(fixture("daftar-xlwt.xls")).unwrap();
    let old = name("Workbook");
    let at = bytes.windows(old.len()).position(|it| it == old).unwrap();
    let new = name("EncryptedPackage");
    bytes[at..at + new.len()].copy_from_slice(&new);
    bytes[at + 64..at + 66].copy_from_slice(&u16::try_from(new.len() + 2).unwrap().to_le_bytes());
    fs::write(&path, &bytes).unwrap();
    assert_eq!(refusal(&path).reason(), Reason::BookEncrypted);
    // An xls with a password says so in its second record.
    let mut bytes = fs::read(fixture("daftar-xlwt.xls")).unwrap();
    let bof = bytes.windows(4).position(|it| it == b"\x09\x08\x10\x00").unwrap();
    bytes[bof + 20..bof + 22].copy_from_slice(&[0x2f, 0]);
    fs::write(&path, &bytes).unwrap();
    assert_eq!(refusal(&path).reason(), Reason::BookEncrypted);
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let blanks = " ".repeat(200 << 20);
    let started = Instant::now();
    xlsx(&path, &sheet_of(&blanks), &[]);
    let packed = started.elapsed();
    let started = Instant::now();
    assert_eq!(refusal(&path).reason(), Reason::BookBomb);
    assert!(started.elapsed() < packed.max(std::time::Duration::from_secs(1)), "it was not unpacked");
    let few = BookLimits { max_parts: 3, ..BookLimits::default() };
    xlsx(&path, &sheet_of(""), &[]);
    assert_eq!(read_book(&path, &few).unwrap_err().reason(), Reason::BookBomb);
    let small = BookLimits { max_part: 10, ..BookLimits::default() };
    assert_eq!(read_book(&path, &small).unwrap_err().reason(), Reason::BookBomb);
}

#[test]
fn entities_and_broken_xml_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let bomb = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let inline =
        |it: &str| sheet_of(&format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{it}</t></is></c></row>"));
    let deep = "<a>".repeat(5_000);
    for (sheet, reason) in [
        (format!("{bomb}{}", inline("&b;")), Reason::BookDocumentType),
        (inline("&unknown;"), Reason::BookDamaged),
        (inline("&#x0;"), Reason::BookDamaged),
        (sheet_of("<row><c></row>"), Reason::BookDamaged),
        ("<worksheet><sheetData><row r=\"1\">".to_owned(), Reason::BookDamaged),
        (sheet_of(&deep), Reason::BookDamaged),
        (sheet_of("<row r=\"1\"><c r=\"A0\"><v>1</v></c></row>"), Reason::BookDamaged),
        (sheet_of("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>"), Reason::BookDamaged),
        (sheet_of("<row r=\"1\"><c r=\"A9999999\"><v>1</v></c></row>"), Reason::BookDamaged),
        (sheet_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"), Reason::BookDamaged),
    ] {
        xlsx(&path, &sheet, &[]);
        let error = refusal(&path);
        assert_eq!(error.reason(), reason, "{error}: {}", &sheet[..sheet.len().min(200)]);
    }
    // What the table of texts claims is not believed.
    let texts = "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>";
    xlsx(&path, &sheet_of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"), &[("xl/sharedStrings.xml", texts)]);
    assert_eq!(read_book(&path, &BookLimits::default()).unwrap().sheets[0].lines[0].cells, [Cell::Text("a".into())]);
    ods(&path, &content_of("<table:table-row>").replace("</table:table>", ""), "<m/>");
    assert_eq!(refusal(&path).reason(), Reason::BookDamaged);
}

#[test]
fn a_million_blank_rows_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let mut rows = String::new();
    for n in 1..=1_000_000 {
        let cell = if n == 1_000_000 { "<c r=\"B1000000\"><v>3</v></c>" } else { "" };
        rows += &format!("<row r=\"{n}\" spans=\"1:20\" s=\"1\">{cell}</row>");
    }
    xlsx(&path, &sheet_of(&rows), &[]);
    let book = read_book(&path, &BookLimits::default()).unwrap();
    let line = &book.sheets[0].lines[0];
    assert_eq!((book.sheets[0].lines.len(), line.number, line.cell(1).text()), (1, 1_000_000, "3".into()));
    let blank = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods(&path, &content_of(blank), "<m/>");
    assert!(read_book(&path, &BookLimits::default()).unwrap().sheets[0].lines.is_empty());
}

#[test]
fn too_much_is_refused_and_said_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let rows: String = (1..=200_001).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>")).collect();
    xlsx(&path, &sheet_of(&rows), &[]);
    assert_eq!(refusal(&path).reason(), Reason::BookTooManyRows);
    let wide: String = (1..=500).map(|n| format!("<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>")).collect();
    xlsx(&path, &sheet_of(&wide), &[]);
    assert_eq!(refusal(&path).reason(), Reason::BookTooManyCells);
    // The same long text again and again takes its place only once, but is counted.
    let texts = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let cells: String =
        (1..=11_000).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>")).collect();
    xlsx(&path, &sheet_of(&cells), &[("xl/sharedStrings.xml", &texts)]);
    assert_eq!(refusal(&path).reason(), Reason::BookTooMuchText);
    let sheets: String = (0..300).map(|n| format!("<sheet name=\"S{n}\" r:id=\"s1\"/>")).collect();
    xlsx(&path, &sheet_of(""), &[("xl/workbook.xml", &format!("<workbook><sheets>{sheets}</sheets></workbook>"))]);
    assert_eq!(refusal(&path).reason(), Reason::BookTooManySheets);
    let filled =
        "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1000000\">{filled}</table:table-row>");
    ods(&path, &content_of(&row), "<m/>");
    assert_eq!(refusal(&path).reason(), Reason::BookTooManyCells);
}

#[test]
fn a_text_beyond_the_limit_is_named_by_its_cell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let long = "abcdefghij ".repeat(1_000_000);
    let place = |error: &Error| error.args().iter().find(|it| it.0 == "cell").map(|it| it.1.clone());
    let check = |path: &Path, cell: &str| {
        let error = refusal(path);
        assert_eq!((error.reason(), place(&error).as_deref()), (Reason::BookLongText, Some(cell)), "{error}");
    };
    xlsx(&path, &sheet_of(&format!("<row r=\"7\"><c r=\"AB7\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>")), &[]);
    check(&path, "AB7");
    let texts = format!("<sst><si><t>{long}</t></si></sst>");
    xlsx(&path, &sheet_of("<row r=\"2\"><c r=\"C2\" t=\"s\"><v>0</v></c></row>"), &[("xl/sharedStrings.xml", &texts)]);
    check(&path, "C2");
    let cell = format!(
        "<table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell></table:table-row>"
    );
    ods(&path, &content_of(&cell), "<m/>");
    check(&path, "B1");
    let spaces = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row>";
    ods(&path, &content_of(spaces), "<m/>");
    check(&path, "A1");
    fs::write(&path, format!("a;b\n1;\"{long}\"\n")).unwrap();
    check(&path, "B2");
}

#[test]
fn formulas_links_and_macros_are_told_of_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    let links = LINKS.replace(
        "</Relationships>",
        "<Relationship Id=\"e\" Type=\"x/externalLink\" Target=\"externalLinks/externalLink1.xml\"/>\
        <Relationship Id=\"v\" Type=\"x/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>",
    );
    let row = "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>WEBSERVICE(\"http://contoh\")</f><v>hasil</v></c><c r=\"B1\"><f>[1]X!A1</f></c></row>";
    xlsx(&path, &sheet_of(row), &[("xl/_rels/workbook.xml.rels", &links), ("xl/vbaProject.bin", "x")]);
    let book = read_book(&path, &BookLimits::default()).unwrap();
    assert_eq!(book.sheets[0].lines[0].cells, [Cell::Text("hasil".into()), Cell::Fault(UNRECKONED.into())]);
    let told: Vec<(NoticeCode, Option<&str>)> =
        book.remarks.iter().map(|it| (it.code, it.args.first().map(|it| it.1.as_str()))).collect();
    assert_eq!(
        told,
        [(NoticeCode::BookFormulas, Some("2")), (NoticeCode::BookLinks, Some("1")), (NoticeCode::BookMacros, None)]
    );
}

/// Numbers without a source of chance: a failing case is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % n.max(1)
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(12) {
        if bytes.is_empty() {
            bytes.push(0);
        }
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = [0, 0xff, b'<', b'&', b'9'][dice.below(5)],
            2 => bytes.truncate(at.max(bytes.len() / 2)),
            3 => {
                let n = dice.below(64).min(bytes.len() - at);
                let piece = bytes[at..at + n].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let n = dice.below(32).min(bytes.len() - at);
                bytes.drain(at..at + n);
            }
        }
    }
}

#[test]
fn mutated_files_are_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut read, mut refused) = (0, 0);
    for name in [
        "rekap-openpyxl.xlsx",
        "rekap-libreoffice.ods",
        "rekap-libreoffice.xls",
        "daftar-xlwt.xls",
        "daftar-1252.csv",
        "c06-html-office.xls",
        "rekap-libreoffice.html",
        "rekap-libreoffice.docx",
        "a27-satu-kolom.xlsx",
    ] {
        let whole = fs::read(fixture(name)).unwrap();
        for _ in 0..150 {
            let mut bytes = whole.clone();
            mutate(&mut bytes, &mut dice);
            fs::write(&path, &bytes).unwrap();
            match read_book(&path, &BookLimits::default()) {
                Ok(_) => read += 1,
                Err(it) => {
                    assert_ne!(it.reason(), Reason::BookCrashed, "{name}");
                    refused += 1;
                }
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}

#[test]
fn mutated_parts_inside_a_whole_zip_are_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for name in ["rekap-openpyxl.xlsx", "rekap-libreoffice.ods", "rekap-libreoffice.docx"] {
        let mut archive = zip::ZipArchive::new(fs::File::open(fixture(name)).unwrap()).unwrap();
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            parts.push((entry.name().unwrap().into_owned(), bytes));
        }
        for _ in 0..200 {
            let mut changed = parts.clone();
            for _ in 0..2 {
                let at = dice.below(changed.len());
                mutate(&mut changed[at].1, &mut dice);
            }
            let parts: Vec<(&str, &[u8])> = changed.iter().map(|it| (it.0.as_str(), it.1.as_slice())).collect();
            pack(&path, &parts);
            if let Err(it) = read_book(&path, &BookLimits::default()) {
                assert_ne!(it.reason(), Reason::BookCrashed, "{name}");
            }
        }
    }
    // The whole ones are read, so something was mutated that could be.
    assert!(!book("rekap-libreoffice.ods").sheets.is_empty());
}
