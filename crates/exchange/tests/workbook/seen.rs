//! What a person sees of rows and cells: hidden, struck through, without a result.

use exchange::inovasi::workbook::{BookLimits, Cell, Sheet, UNRECKONED, read_book};

use super::{
    book,
    hostile::{content_of, ods, xlsx},
    told,
};

fn looks(sheet: &Sheet) -> Vec<(u32, bool, bool)> {
    sheet.lines.iter().map(|it| (it.number, it.hidden, it.struck)).collect()
}

#[test]
fn formulas_without_a_kept_value_are_known_cell_by_cell() {
    let book = book("e08-rumus-tanpa-hasil.xlsx");
    let fault = Cell::Fault(UNRECKONED.into());
    let sheet = &book.sheets[0];
    for number in 2..=4 {
        let line = sheet.line(number).unwrap();
        assert_eq!(line.cells[2..], [fault.clone(), fault.clone(), fault.clone()], "{number}");
        assert!(!line.cell(1).is_empty());
    }
    // A formula that comes to nothing has a result; one that was never reckoned has not.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    let row = "<row r=\"1\"><c r=\"A1\"><f>A2</f></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"C1\"><f>1+1</f><v>2</v></c><c r=\"D1\"/></row>";
    xlsx(&path, &super::hostile::sheet_of(row), &[]);
    let read = read_book(&path, &BookLimits::default()).unwrap();
    assert_eq!(read.sheets[0].lines[0].cells, [fault.clone(), Cell::Empty, Cell::Number("2".into())]);
    let cells = "<table:table-row><table:table-cell table:formula=\"of:=A2\"/><table:table-cell table:formula=\"of:=B2\" office:value-type=\"string\" office:string-value=\"\"/>\
        <table:table-cell office:value-type=\"float\" office:value=\"2\" table:formula=\"of:=1+1\"/></table:table-row>";
    ods(&path, &content_of(cells), "<m/>");
    let read = read_book(&path, &BookLimits::default()).unwrap();
    assert_eq!(read.sheets[0].lines[0].cells, [fault, Cell::Empty, Cell::Number("2".into())]);
}

#[test]
fn hidden_and_struck_rows_are_known_in_an_xlsx() {
    let styles = "<styleSheet><fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts>\
        <cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
    let links = "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"u\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    let texts = "<sst><si><t>Nama</t></si><si><r><rPr><strike/></rPr><t>Sa</t></r><r><rPr><strike/></rPr><t>pa</t></r></si>\
        <si><r><rPr><strike/></rPr><t>lama </t></r><r><t>baru</t></r></si></sst>";
    let text = |at: &str, style: u32, n: u32| format!("<c r=\"{at}\" t=\"s\" s=\"{style}\"><v>{n}</v></c>");
    let sheet = format!(
        "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"5\" max=\"5\" width=\"9\"/><col min=\"16384\" max=\"99999\" hidden=\"true\"/></cols><sheetData>\
        <row r=\"1\">{}{}</row><row r=\"2\" hidden=\"1\">{}</row><row r=\"3\"><c r=\"A3\"><v>1</v></c>{}{}</row>\
        <row r=\"4\" hidden=\"0\">{}</row><row r=\"5\">{}{}</row><row r=\"6\">{}</row><row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>x</t></r></is></c></row>\
        </sheetData></worksheet>",
        text("A1", 0, 0),
        text("B1", 2, 0),
        text("A2", 0, 0),
        text("B3", 1, 0),
        text("C3", 0, 1),
        text("A4", 0, 2),
        text("A5", 1, 0),
        text("B5", 0, 0),
        text("A6", 0, 1),
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rekap");
    xlsx(
        &path,
        &sheet,
        &[("xl/sharedStrings.xml", texts), ("xl/styles.xml", styles), ("xl/_rels/workbook.xml.rels", links)],
    );
    let read = read_book(&path, &BookLimits::default()).unwrap();
    assert_eq!(
        looks(&read.sheets[0]),
        [
            (1, false, false),
            (2, true, false),
            (3, false, true),
            (4, false, false),
            (5, false, false),
            (6, false, true),
            (7, false, true),
        ]
    );
    assert_eq!(read.sheets[0].hidden_columns, [1, 2, 16_383]);
    // Cell by cell too, where only some letters are.
    assert_eq!(read.sheets[0].struck_cells, [(3, 1), (3, 2), (4, 0), (5, 0), (6, 0), (7, 0)]);
}

#[test]
fn libreoffice_hides_and_strikes_in_its_formats_too() {
    for name in ["samar-libreoffice.ods", "samar-libreoffice.xls", "samar-libreoffice.xlsx"] {
        let book = book(name);
        let sheet = &book.sheets[0];
        assert_eq!(told(sheet)[0], "No | Nama Inovasi | Rahasia | OPD", "{name}");
        let rows: Vec<(String, bool, bool)> =
            sheet.lines.iter().map(|it| (it.cell(1).text(), it.hidden, it.struck)).collect();
        let row = |text: &str, hidden, struck| (text.to_owned(), hidden, struck);
        assert_eq!(
            rows,
            [
                row("Nama Inovasi", false, false),
                row("Sapa", false, false),
                row("Samar", true, false),
                row("Batal", false, true),
                row("Lapor", false, false),
            ],
            "{name}"
        );
        assert_eq!(sheet.hidden_columns, [2], "{name}");
        let batal = sheet.lines.iter().find(|it| it.struck).unwrap();
        assert!(sheet.struck_cells.contains(&(batal.number, 1)), "{name}");
        assert!(sheet.struck_cells.iter().all(|it| it.0 == batal.number), "{name}");
    }
}
