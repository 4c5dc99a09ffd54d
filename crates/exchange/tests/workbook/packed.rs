//! xlsx as other programs than Excel write it.

use std::path::Path;

use domain::core::notice::NoticeCode;
use exchange::inovasi::workbook::{Book, BookLimits, Cell, read_book};

use super::{
    hostile::{TYPES, pack, sheet_of, xlsx},
    told,
};

fn read(write: impl FnOnce(&Path)) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap.xlsx");
    write(&path);
    read_book(&path, &BookLimits::default()).unwrap_or_else(|it| panic!("{it}"))
}

#[test]
fn parts_may_be_named_from_the_root_and_linked_so() {
    let sheet = sheet_of(
        "<row><c t=\"inlineStr\"><is><t>Nama</t></is></c><c><v>3</v></c></row><row><c t=\"str\"><v>Sapa</v></c></row>",
    );
    let root =
        "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>";
    let links = "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>";
    let main = "<workbook><sheets><sheet name=\"Data\" r:id=\"s1\"/></sheets></workbook>";
    let book = read(|path| {
        pack(
            path,
            &[
                ("/[Content_Types].xml", TYPES.as_bytes()),
                ("/_rels/.rels", root.as_bytes()),
                ("/xl/workbook.xml", main.as_bytes()),
                ("/xl/_rels/workbook.xml.rels", links.as_bytes()),
                ("xl\\worksheets\\Sheet1.xml", sheet.as_bytes()),
            ],
        );
    });
    assert_eq!((book.sheets[0].name.as_str(), told(&book.sheets[0])), ("Data", vec!["Nama | 3".into(), "Sapa".into()]));
}

#[test]
fn strict_and_prefixed_parts_are_read() {
    let space = "http://purl.oclc.org/ooxml";
    let root = format!(
        "<Relationships><Relationship Id=\"r\" Type=\"{space}/officeDocument/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let links = format!(
        "<Relationships><Relationship Id=\"s1\" Type=\"{space}/officeDocument/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"t\" Type=\"{space}/officeDocument/relationships/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let main = format!(
        "<x:workbook xmlns:x=\"{space}/spreadsheetml/main\" xmlns:q=\"{space}/officeDocument/relationships\" conformance=\"strict\"><x:sheets><x:sheet name=\"Rekap\" sheetId=\"1\" q:id=\"s1\"/></x:sheets></x:workbook>"
    );
    let styles = "<x:styleSheet><x:numFmts><x:numFmt numFmtId=\"170\" formatCode=\"mmmm yyyy\"/></x:numFmts><x:cellXfs><x:xf/><x:xf numFmtId=\"170\"/></x:cellXfs></x:styleSheet>";
    let sheet = "<x:worksheet><x:sheetData><x:row r=\"2\"><x:c r=\"A2\" t=\"d\"><x:v>2024-08-17T00:00:00</x:v></x:c>\
        <x:c r=\"B2\" s=\"1\" t=\"d\"><x:v>2024-08-01</x:v></x:c><x:c r=\"C2\" t=\"inlineStr\"><x:is><x:r><x:t>Sa</x:t></x:r><x:r><x:t>pa</x:t></x:r>\
        <x:rPh sb=\"0\" eb=\"1\"><x:t>bunyi</x:t></x:rPh></x:is></x:c></x:row></x:sheetData></x:worksheet>";
    let book = read(|path| {
        xlsx(
            path,
            sheet,
            &[
                ("_rels/.rels", &root),
                ("xl/_rels/workbook.xml.rels", &links),
                ("xl/workbook.xml", &main),
                ("xl/styles.xml", styles),
            ],
        );
    });
    assert_eq!(told(&book.sheets[0]), ["2024-08-17 | 2024-08 | Sapa"]);
}

#[test]
fn texts_without_their_sound_and_cells_without_their_place() {
    let texts = "<sst><si><t>Nama</t><rPh sb=\"0\" eb=\"1\"><t>bunyi</t></rPh><phoneticPr fontId=\"1\"/></si>\
        <si><r><rPr><b/></rPr><t>Sapa </t></r><r><t>Warga</t></r></si></sst>";
    let sheet = "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v> 1 </v></c></row>\
        <row r=\"5\"><c/><c s=\"99\"><v>2.50</v></c></row><row><c t=\"n\"><v>7</v></c></row></sheetData></worksheet>";
    let book = read(|path| xlsx(path, sheet, &[("xl/sharedStrings.xml", texts)]));
    let lines: Vec<(u32, String)> =
        book.sheets[0].lines.iter().map(|it| it.number).zip(told(&book.sheets[0])).collect();
    assert_eq!(lines, [(1, "Nama | Sapa Warga".into()), (5, " | 2.5".into()), (6, "7".into())]);
}

#[test]
fn parts_in_wide_letters_are_read() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Café 😀</t></is></c></row></sheetData></worksheet>";
    for (mark, order) in [
        (true, u16::to_le_bytes as fn(u16) -> [u8; 2]),
        (true, u16::to_be_bytes),
        (false, u16::to_le_bytes),
        (false, u16::to_be_bytes),
    ] {
        let marked = format!("{}{text}", if mark { "\u{feff}" } else { "" });
        let wide: Vec<u8> = marked.encode_utf16().flat_map(order).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rekap.xlsx");
        xlsx(&path, &sheet_of(""), &[]);
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            parts.push((entry.name().unwrap().into_owned(), bytes));
        }
        parts.iter_mut().filter(|it| it.0.ends_with("sheet1.xml")).for_each(|it| it.1.clone_from(&wide));
        pack(&path, &parts.iter().map(|it| (it.0.as_str(), it.1.as_slice())).collect::<Vec<_>>());
        let book = read_book(&path, &BookLimits::default()).unwrap();
        assert_eq!(book.sheets[0].lines[0].cells, [Cell::Text("Café 😀".into())], "{mark}");
    }
}

#[test]
fn macros_and_links_are_told_as_before() {
    let book = super::book("e08-rumus-tanpa-hasil.xlsx");
    assert_eq!(book.remarks.iter().map(|it| it.code).collect::<Vec<_>>(), [NoticeCode::BookFormulas]);
}
