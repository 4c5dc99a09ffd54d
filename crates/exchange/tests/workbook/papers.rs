//! Tables of a docx.

use exchange::inovasi::workbook::{Book, BookLimits, MergedCells, read_book};

use super::{
    book,
    hostile::{TYPES, pack},
    told,
};

const ROOT: &str =
    "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

fn paper(body: &str) -> Result<Book, exchange::inovasi::workbook::Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("usulan.docx");
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    pack(
        &path,
        &[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", ROOT.as_bytes()),
            ("word/document.xml", main.as_bytes()),
        ],
    );
    read_book(&path, &BookLimits::default())
}

fn run(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(text: &str) -> String {
    format!("<w:tc><w:tcPr/>{}</w:tc>", run(text))
}

#[test]
fn a_paper_of_libreoffice_is_read_table_by_table() {
    let book = book("rekap-libreoffice.docx");
    let names: Vec<&str> = book.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["rekap-libreoffice 1", "rekap-libreoffice 2"]);
    assert_eq!(
        told(&book.sheets[0]),
        [
            "No | Nama Inovasi | Perangkat Daerah | Waktu",
            " |  |  | Uji Coba | Penerapan",
            "1 | SI PENA LANSIA | Dinas Sosial | 2023 | 17 Agustus 2024",
            "2 | LAPAK IBU\n(tahap dua) |  | Maret 2022 | 2023",
            "3 | PASAR TERTIB | Dinas Perdagangan | 2021",
        ]
    );
    let merged = |top, bottom, left, right| MergedCells { top, bottom, left, right };
    assert_eq!(
        book.sheets[0].merged,
        [merged(1, 2, 0, 0), merged(1, 2, 1, 1), merged(1, 2, 2, 2), merged(1, 1, 3, 4), merged(3, 4, 2, 2)]
    );
    assert_eq!(told(&book.sheets[1]), ["Tahap | Tahun", "I | 2022"]);
}

#[test]
fn what_is_tracked_hidden_or_struck_is_known() {
    let struck = "<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Lama</w:t></w:r></w:p></w:tc>";
    let body = format!(
        "{}<w:tbl><w:tr>{}{}</w:tr>\
        <w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}{}</w:tr>\
        <w:tr><w:tc><w:p><w:del><w:r><w:delText>Usang</w:delText></w:r></w:del><w:ins><w:r><w:t>Sapa</w:t></w:r></w:ins>\
        <w:moveFrom><w:r><w:t>pindah</w:t></w:r></w:moveFrom></w:p></w:tc>\
        <w:tc><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t xml:space=\"preserve\">satu </w:t><w:tab/><w:t>dua</w:t><w:br/><w:t>tiga</w:t></w:r></w:p>{}</w:tc></w:tr>\
        <w:tr><w:trPr><w:hidden/></w:trPr>{}{}</w:tr><w:tr>{struck}{}</w:tr><w:tr>{struck}{struck}</w:tr></w:tbl>",
        run("bukan tabel"),
        cell("Nama"),
        cell("Uraian"),
        cell("dihapus"),
        cell("juga"),
        run("empat"),
        cell("Samar"),
        cell("x"),
        cell("tetap"),
    );
    let book = paper(&body).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "usulan");
    assert_eq!(
        told(sheet),
        ["Nama | Uraian", "Sapa | satu  dua\ntiga\nempat", "Samar | x", "Lama | tetap", "Lama | Lama"]
    );
    let looks: Vec<_> = sheet.lines.iter().map(|it| (it.number, it.hidden, it.struck)).collect();
    assert_eq!(looks, [(1, false, false), (2, false, false), (3, true, false), (4, false, false), (5, false, true)]);
}

#[test]
fn cells_over_several_rows_end_where_they_end() {
    let restart = |text: &str| {
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc>", run(text))
    };
    let goes_on = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let rows = [
        (restart("A"), "1"),
        (goes_on.to_owned(), "2"),
        (goes_on.to_owned(), "3"),
        (restart("B"), "4"),
        (goes_on.to_owned(), "5"),
    ];
    let rows: String = rows.iter().map(|(it, n)| format!("<w:tr>{it}{}</w:tr>", cell(n))).collect();
    let book = paper(&format!("<w:tbl>{rows}</w:tbl>")).unwrap();
    assert_eq!(told(&book.sheets[0]), ["A |  | 1", " |  | 2", " |  | 3", "B |  | 4", " |  | 5"]);
    let merged = |top, bottom| MergedCells { top, bottom, left: 0, right: 1 };
    assert_eq!(book.sheets[0].merged, [merged(1, 3), merged(4, 5)]);
}

#[test]
fn a_paper_without_a_table_says_so() {
    use domain::core::reason::Reason;
    assert_eq!(paper(&run("Nama Inovasi: Sapa")).unwrap_err().reason(), Reason::BookNoTable);
    assert_eq!(paper("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>").unwrap_err().reason(), Reason::BookNoTable);
    let deep = "<w:tbl><w:tr><w:tc>".repeat(64);
    assert_eq!(paper(&deep).unwrap_err().reason(), Reason::BookDamaged);
}
