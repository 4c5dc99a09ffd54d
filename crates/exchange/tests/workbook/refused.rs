//! Files that are not read, and what each is told.

use std::fs;

use domain::core::reason::Reason;
use exchange::inovasi::workbook::{BookLimits, Error, read_book};

use super::{
    fixture,
    hostile::{TYPES, pack},
    read_as, told,
};

fn reason(name: &str, bytes: impl AsRef<[u8]>) -> Reason {
    read_as(name, bytes).expect_err("it is refused").reason()
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    for (name, bytes, expected) in [
        ("rekap.xlsx", b"".as_slice(), Reason::BookEmpty),
        ("rekap.csv", b" \r\n\t\n", Reason::BookEmpty),
        ("rekap.csv", b"\xff\xfe", Reason::BookEmpty),
        ("rekap.xls", &[0; 5000], Reason::BookEmpty),
        ("rekap.gsheet", b"{\"\":\"WARNING! DO NOT EDIT\",\"doc_id\":\"1x\",\"email\":\"a@b\"}", Reason::BookPointer),
        ("rekap.gsheet", b"{\"url\": \"https://docs.google.com/open?id=1x\"}", Reason::BookPointer),
        ("rekap.url", b"[InternetShortcut]\r\nURL=https://contoh/\r\n", Reason::BookPointer),
        ("rekap.xlsx", b"{\"nama\": [1, 2]}", Reason::BookNotAWorkbook),
        ("rekap.xls", b"<!DOCTYPE html><html><form><input name=user></form></html>", Reason::BookPage),
        ("rekap.xls", b"<table><tr><td>&nbsp;</td></tr></table>", Reason::BookPage),
        ("rekap.xml", b"<?xml version=\"1.0\"?><data><row nama=\"x\"/></data>", Reason::BookPage),
        ("rekap.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00", Reason::BookOldFormat),
        ("rekap.xls", b"<table><tr><td>Nama</td></tr><tr><td class=\"x>A</td></tr></table>", Reason::BookDamaged),
    ] {
        assert_eq!(
            reason(name, bytes),
            expected,
            "{name}: {:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(60)])
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    let root = |target: &str| {
        format!("<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"{target}\"/></Relationships>")
    };
    for (target, part, expected) in [
        ("xl/workbook.bin", "xl/workbook.bin", Reason::BookBinary),
        ("ppt/presentation.xml", "ppt/presentation.xml", Reason::BookNotAWorkbook),
    ] {
        pack(
            &path,
            &[("[Content_Types].xml", TYPES.as_bytes()), ("_rels/.rels", root(target).as_bytes()), (part, b"x")],
        );
        assert_eq!(read_book(&path, &BookLimits::default()).unwrap_err().reason(), expected);
    }
    for part in ["Index/Document.iwa", "Index.zip"] {
        pack(&path, &[("preview.jpg", b"x"), (part, b"x")]);
        assert_eq!(read_book(&path, &BookLimits::default()).unwrap_err().reason(), Reason::BookNumbers);
    }
}

/// Records as scripts write them without a compound file.
fn bare(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, data) in records {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        bytes.extend(data);
    }
    bytes
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|it| it.to_le_bytes()).collect()
}

#[test]
fn an_xls_that_a_script_wrote_by_hand_is_read() {
    let label = |row, column, text: &[u8]| {
        let n = u16::try_from(text.len()).unwrap();
        (0x0204, [words(&[row, column, 0, n]).as_slice(), text].concat())
    };
    let number =
        |row, column, value: f64| (0x0203, [words(&[row, column, 0]).as_slice(), &value.to_le_bytes()].concat());
    let begin = (0x0809, words(&[0, 0x10, 0, 0]));
    let end = (0x000a, Vec::new());
    let records = [
        begin.clone(),
        label(0, 0, b"No"),
        label(0, 1, "Café".as_bytes()),
        number(1, 0, 1.0),
        label(1, 1, b"caf\xe9"),
        number(1, 2, 2.5),
        end.clone(),
    ];
    let book = read_as("rekap.xls", bare(&records)).unwrap();
    assert_eq!(
        (book.sheets[0].name.as_str(), told(&book.sheets[0])),
        ("rekap", vec!["No | Café".into(), "1 | café | 2.5".into()])
    );
    // A label that says it is longer than it is.
    let long = (0x0204, [words(&[0, 0, 0, 9999]).as_slice(), b"ab"].concat());
    assert_eq!(told(&read_as("rekap.xls", bare(&[begin.clone(), long, end])).unwrap().sheets[0]), ["ab"]);
    assert_eq!(reason("rekap.xls", bare(&[begin])), Reason::BookDamaged);
}

/// What tables claim and what they hold is bounded, in every reader.
#[test]
fn the_limits_hold_for_pages_papers_and_archives() {
    let small = BookLimits {
        max_rows: 50,
        max_cells: 2_000,
        max_text: 100,
        max_texts: 5_000,
        max_sheets: 5,
        ..BookLimits::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    let check = |bytes: &[u8], expected: Reason| {
        fs::write(&path, bytes).unwrap();
        let error: Error = read_book(&path, &small).expect_err("it is refused");
        assert_eq!(error.reason(), expected, "{error}: {}", String::from_utf8_lossy(&bytes[..bytes.len().min(80)]));
    };
    let page = |body: &str| format!("<table>{body}</table>");
    check(page(&"<tr><td>x".repeat(51)).as_bytes(), Reason::BookTooManyRows);
    check(page(&format!("<tr>{}", "<td>x".repeat(2_001))).as_bytes(), Reason::BookTooManyCells);
    check(page(&format!("<tr><td>{}", "x".repeat(101))).as_bytes(), Reason::BookLongText);
    check(page(&format!("<tr><td>{}", "x ".repeat(500))).as_bytes(), Reason::BookLongText);
    check(page(&format!("<tr><td>{}", "x".repeat(90)).repeat(60)).as_bytes(), Reason::BookTooMuchText);
    check("<table><tr><td>x</table>".repeat(6).as_bytes(), Reason::BookTooManySheets);
    check("<table><tr><td>x".repeat(65).as_bytes(), Reason::BookDamaged);
    // A cell that claims to cover everything covers what browsers let it.
    let wide = page("<tr><td rowspan=1000000000 colspan=1000000000>a<tr><td>b<tr><td>c");
    fs::write(&path, wide).unwrap();
    let book = read_book(&path, &BookLimits::default()).unwrap();
    assert_eq!((book.sheets[0].merged[0].bottom, book.sheets[0].merged[0].right), (65_534, 999));
    assert_eq!(book.sheets[0].lines[1].cells.len(), 1_001);
    // Placing cells beside it again and again is counted.
    check(
        page(&format!("<tr><td rowspan=9999 colspan=1000>a{}", "<tr><td>".repeat(40))).as_bytes(),
        Reason::BookTooManyCells,
    );
    let xml = |rows: &str| {
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>"
        )
    };
    let cell = "<Cell><Data ss:Type=\"String\">x</Data></Cell>";
    check(xml(&format!("<Row>{cell}</Row>").repeat(51)).as_bytes(), Reason::BookTooManyRows);
    check(
        xml(&format!("<Row><Cell ss:Index=\"16000\"><Data>x</Data></Cell>{cell}</Row>")).as_bytes(),
        Reason::BookTooManyCells,
    );
    check(xml(&format!("<Row ss:Index=\"4000000000\">{cell}</Row>")).as_bytes(), Reason::BookDamaged);
    check(xml(&format!("<Row><Cell><Data>{}</Data></Cell></Row>", "x".repeat(1_000))).as_bytes(), Reason::BookLongText);
    check(xml(&"<a>".repeat(300)).as_bytes(), Reason::BookDamaged);
    check(format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", xml("")).as_bytes(), Reason::BookDocumentType);
    check(xml("<Row><Cell><Data>&b;</Data></Cell></Row>").as_bytes(), Reason::BookDamaged);
    let parts = "--x\nContent-Type: text/html\n\n<table><tr><td>y</table>\n".repeat(6);
    check(
        format!("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n{parts}--x--\n").as_bytes(),
        Reason::BookTooManySheets,
    );
    let inside = "Content-Type: multipart/related; boundary=x\n\n--x\n".repeat(9);
    check(format!("MIME-Version: 1.0\n{inside}").as_bytes(), Reason::BookDamaged);
    let root = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let rows = "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>".repeat(51);
    let main = format!("<w:document><w:tbl>{rows}</w:tbl></w:document>");
    pack(
        &path,
        &[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", root.as_bytes()),
            ("word/document.xml", main.as_bytes()),
        ],
    );
    assert_eq!(read_book(&path, &small).unwrap_err().reason(), Reason::BookTooManyRows);
}

/// Inputs on which a reader that looks back would take hours.
#[test]
fn hard_inputs_are_read_in_one_pass() {
    let n = 200_000;
    for bytes in [
        format!("<table><tr><td {}>x</table>", "a=1 ".repeat(n)),
        format!("<table><tr><td>{}</table>", "<s>".repeat(n)),
        format!("<table><tr><td>x{}</table>", "<!--".repeat(n)),
        format!("<table><tr><td>x{}</table>", "</script".repeat(n).replace("</script", "<script>")),
        format!("<table><tr><td>x{}</table>", "&".repeat(n)),
        format!("<style>{}</style><table><tr><td class='a'>x</table>", ".a{".repeat(n)),
        "<table>".repeat(30) + "<tr><td>x" + &"</table><table>".repeat(n),
        format!("a;b\n{}", "\"a\"b;".repeat(n)),
        format!("a;b\n1;\"{}", "x;\"\"".repeat(n)),
        format!("MIME-Version: 1.0\nContent-Type: text/html\n\n<table><tr><td>x{}", "=3D".repeat(n)),
    ] {
        let result = read_as("rekap.xls", &bytes);
        assert!(result.is_ok() || !matches!(result, Err(Error::Crashed)), "{}", &bytes[..40]);
    }
}

#[test]
fn cases_of_a_kind_are_read_whatever_they_are_called() {
    for (name, n) in
        [("c06-html-php-warning.xls", 4), ("c03-tab.tsv", 4), ("rekap-libreoffice.docx", 5), ("a27-satu-kolom.xlsx", 4)]
    {
        let bytes = fs::read(fixture(name)).unwrap();
        for wrong in ["rekap.csv", "rekap.xlsx", "rekap", "rekap.dat"] {
            assert_eq!(read_as(wrong, &bytes).unwrap().sheets[0].lines.len(), n, "{name} as {wrong}");
        }
    }
}
