//! Pages and the like, under whatever name they come.

use domain::core::reason::Reason;
use exchange::inovasi::workbook::{Cell, MergedCells};

use super::{book, cells, read_as, told};

const PAGE: &str = "<html><head><meta charset=utf-8><style>.xl65{mso-number-format:\"dd\\/mm\\/yyyy\";}\n\
    .xl66{mso-number-format:\"\\@\";} .x9 {text-decoration:line-through}</style></head><body>\
    <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Rekap &amp; Data</x:Name>\
    </x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->\
    <table><col><col width=9 style='display:none'><col>\
    <tr><td rowspan=2>No<td rowspan=2>Kode<td colspan=2>Waktu\
    <tr><td>Uji&nbsp;Coba<td>Penerapan\
    <tr><td x:num>1</td><td class=xl66>007</td><td class=xl65 x:num=\"45521\">17/08/2024</td><td x:num=\"1250.75\">Rp1.250,75</td></tr>\
    <tr style='display:none'><td x:num>2<td>008<td>Caf&eacute;<br>baris&#32;dua<td>#REF!</tr>\
    <tr class=x9><td class=x9>3<td><s>lama</s><td><span class=x9>sekali</span></table></body></html>";

#[test]
fn exports_of_applications_are_read() {
    for name in ["c06-html-center.xls", "c06-html-office.xls", "c06-html-php-warning.xls"] {
        let book = book(name);
        let rows = cells(&book.sheets[0]);
        assert_eq!((book.sheets.len(), rows.len()), (1, 4), "{name}");
        assert_eq!(book.sheets[0].name, name.trim_end_matches(".xls"));
        assert_eq!(
            rows[0],
            ["No", "Nama Inovasi", "Perangkat Daerah", "Jenis Inovasi", "Urusan", "Waktu Penerapan", "Tujuan"],
            "{name}"
        );
        assert_eq!(rows[1][6], "Lansia terdata; \"cepat\", mudah", "{name}");
        assert_eq!(
            rows[2][4..],
            ["Pemberdayaan Perempuan dan Pelindungan Anak", "02/05/2023", "Baris satu baris dua — café"]
        );
        assert_eq!(rows[3][1..3], ["PASAR TERTIB", "Dinas Perdagangan"], "{name}");
    }
}

#[test]
fn what_office_says_of_a_cell_counts() {
    let book = read_as("rekap.xls", PAGE).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Rekap & Data");
    assert_eq!(
        told(sheet),
        [
            "No | Kode | Waktu",
            " |  | Uji Coba | Penerapan",
            "1 | 007 | 2024-08-17 | 1250.75",
            "2 | 008 | Café\nbaris dua | !#REF!",
            "3 | lama | sekali",
        ]
    );
    assert!(matches!(sheet.lines[2].cells[0], Cell::Number(_)) && matches!(sheet.lines[2].cells[1], Cell::Text(_)));
    let merged = |top, bottom, left, right| MergedCells { top, bottom, left, right };
    assert_eq!(sheet.merged, [merged(1, 2, 0, 0), merged(1, 2, 1, 1), merged(1, 1, 2, 3)]);
    assert_eq!(sheet.hidden_columns, [1]);
    assert_eq!(
        sheet.lines.iter().map(|it| (it.hidden, it.struck)).collect::<Vec<_>>()[2..],
        [(false, false), (true, false), (false, true)]
    );
}

#[test]
fn every_table_of_a_page_is_a_sheet() {
    // A frame of layout around the data, a table inside a cell, and one beside it.
    let page = "<body><table><tr><td><h1>Dinas</h1><table id=data><caption>Rekap 2025</caption>\
        <thead><tr><th>Nama<th>Rincian</thead><tbody><tr><td>Sapa<td>lihat <table><tr><td>I<td>2022<tr><td>II<td>2023</table> di atas\
        <tr><td>Lapor</tbody></table></td></tr></table><table></table><table><tr><td>Jumlah<td>2</table>";
    let book = read_as("hasil.html", page).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["hasil 1", "Rekap 2025", "hasil 3", "hasil 4"]);
    assert_eq!(told(&book.sheets[1]), ["Nama | Rincian", "Sapa | lihat di atas", "Lapor"]);
    assert_eq!(
        (told(&book.sheets[2]), told(&book.sheets[3])),
        (vec!["I | 2022".into(), "II | 2023".into()], vec!["Jumlah | 2".into()])
    );
    // Tags that applications forget.
    for page in [
        "<table><td>Nama<td>OPD<tr><td>Sapa<td>Dinas<tr><td>Lapor<td>Badan",
        "<table><tr><td>Nama</td><td>OPD</td></tr><td>Sapa</td><td>Dinas</td></tr><tr><td>Lapor</td><td>Badan</tr>",
        "<TABLE><TR><TD>Nama</TD><TD>OPD</TD></TR><TR><TD>Sapa<TD>Dinas<TABLE></TABLE><TR><TD>Lapor<TD>Badan</TABLE>",
    ] {
        assert_eq!(
            told(&read_as("rekap.xls", page).unwrap().sheets[0]),
            ["Nama | OPD", "Sapa | Dinas", "Lapor | Badan"],
            "{page}"
        );
    }
}

#[test]
fn a_table_that_only_lays_out_a_cell_is_what_the_cell_says() {
    let head = "<table><tr><th>No<th>Nama Inovasi<th>Jenis</tr>";
    for (rows, expected) in [
        ("<tr><td>1<td>Sapa<td><table><tr><td>Digital</table></table>", "1 | Sapa | Digital"),
        ("<tr><td>1<td><table><tr><td><table><tr><td>Sapa</table></table><td>Digital</table>", "1 | Sapa | Digital"),
        ("<tr><td>1<td>Sapa<td><table><tr><td>Digital<tr><td>Daring</table></table>", "1 | Sapa | Digital\nDaring"),
        (
            "<tr><td>1<td>Sapa<td>baru <table><tr><td>17<td>Mei<td>2023</table> siang</table>",
            "1 | Sapa | baru\n17 Mei 2023\nsiang",
        ),
        ("<tr><td>1<td><table><tr><td><s>Sapa</s></table><td>Digital</table>", "1 | Sapa | Digital"),
    ] {
        let book = read_as("rekap.xls", format!("{head}{rows}")).unwrap();
        assert_eq!(book.sheets.len(), 1, "{rows}");
        assert_eq!(told(&book.sheets[0])[1], expected, "{rows}");
        assert_eq!(book.sheets[0].struck_cells.is_empty(), !rows.contains("<s>"), "{rows}");
    }
    // What has rows and columns of its own, or a name, is a table; a frame says nothing itself.
    let frame = "<table><tr><td>REKAP<td><table><tr><td>Dicetak<td>1 Mei 2024</table></tr><tr><td colspan=2><table>\
        <tr><th>Nama<th>OPD<tr><td>Sapa<td>Dinas<tr><td>Lapor<td>Badan</table></table>";
    let book = read_as("rekap.xls", frame).unwrap();
    assert_eq!(told(&book.sheets[0]), ["REKAP | Dicetak 1 Mei 2024"]);
    assert_eq!(told(&book.sheets[1]), ["Nama | OPD", "Sapa | Dinas", "Lapor | Badan"]);
}

#[test]
fn a_page_of_libreoffice_is_read_with_its_numbers() {
    let book = book("rekap-libreoffice.html");
    let names: Vec<&str> = book.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Rekap 2025", "Kode"]);
    // The same cells as in its own format; a page begins at the first column that is used.
    let own = super::book("rekap-libreoffice.ods");
    let rows = cells(&book.sheets[0]);
    let same = cells(&own.sheets[0]);
    assert_eq!(rows.len(), same.len());
    let at = same.iter().position(|it| it.contains(&"SIPADU WARGA".to_owned())).unwrap();
    assert_eq!(rows[at], same[at][1..]);
    let moved = own.sheets[0].merged.iter().map(|it| MergedCells { left: it.left - 1, right: it.right - 1, ..*it });
    assert_eq!(book.sheets[0].merged, moved.collect::<Vec<_>>());
    assert_eq!(cells(&book.sheets[1])[1][..6], cells(&own.sheets[1])[1][..6]);
}

#[test]
fn a_page_in_the_middle_of_a_csv_is_a_text() {
    let text = "No;Nama;Uraian\n1;Sapa;\"<table><tr><td>x</td></tr></table>\"\n2;Lapor;<b>y</b>\n";
    let rows = told(&read_as("rekap.csv", text).unwrap().sheets[0]);
    assert_eq!(rows[1..], ["1 | Sapa | <table><tr><td>x</td></tr></table>", "2 | Lapor | <b>y</b>"]);
}

const XML: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
    <Styles><Style ss:ID=\"s1\"><NumberFormat ss:Format=\"Short Date\"/></Style>\
    <Style ss:ID=\"s2\"><NumberFormat ss:Format=\"mmmm yyyy\"/></Style><Style ss:ID=\"s3\"><Font ss:StrikeThrough=\"1\"/></Style></Styles>\
    <Worksheet ss:Name=\"Rekap\"><Table><Column/><Column ss:Index=\"3\" ss:Hidden=\"1\" ss:Span=\"1\"/>\
    <Row><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">REKAP</Data></Cell><Cell><Data ss:Type=\"String\">x</Data></Cell></Row>\
    <Row ss:Index=\"4\"><Cell><Data ss:Type=\"Number\">3</Data></Cell><Cell ss:StyleID=\"s1\"><Data ss:Type=\"DateTime\">2024-08-17T00:00:00.000</Data></Cell>\
    <Cell ss:StyleID=\"s2\"><Data ss:Type=\"DateTime\">2024-08-01T00:00:00.000</Data></Cell><Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">45521</Data></Cell></Row>\
    <Row ss:Hidden=\"1\"><Cell ss:Index=\"2\"><Data ss:Type=\"Boolean\">1</Data><Comment><Data>bukan isi</Data></Comment></Cell>\
    <Cell ss:Formula=\"=1/0\"><Data ss:Type=\"Error\">#DIV/0!</Data></Cell><Cell ss:Formula=\"=A1\"/></Row>\
    <Row ss:StyleID=\"s3\"><Cell><Data ss:Type=\"String\"><B>Lapor</B> &amp; <I>Sapa</I>&#10;dua</Data></Cell></Row>\
    </Table></Worksheet><Worksheet ss:Name=\"Ref\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>";

#[test]
fn xml_of_2003_is_read_under_the_name_xls() {
    let book = read_as("rekap.xls", XML).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Rekap");
    assert_eq!(
        told(sheet),
        ["REKAP |  |  | x", "3 | 2024-08-17 | 2024-08 | 2024-08-17", " | Ya | !#DIV/0! | !=", "Lapor & Sapa\ndua"]
    );
    assert_eq!(
        sheet.lines.iter().map(|it| (it.number, it.hidden, it.struck)).collect::<Vec<_>>(),
        [(1, false, false), (4, false, false), (5, true, false), (6, false, true)]
    );
    assert_eq!(sheet.merged, [MergedCells { top: 1, bottom: 2, left: 0, right: 2 }]);
    assert_eq!(sheet.hidden_columns, [2, 3]);
    assert!(book.sheets[1].hidden && book.sheets[1].name == "Ref");
    // With prefixes, in other letters.
    let wide = format!("\u{feff}{}", XML.replace("<Row", "<ss:Row").replace("</Row", "</ss:Row"));
    let bytes: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(told(&read_as("rekap.xml", bytes).unwrap().sheets[0]), told(sheet));
}

fn archive(parts: &[(&str, &str, &str)]) -> String {
    let mut text = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\tboundary=\"--=_Next\"\r\n\r\nThis is a web archive.\r\n".to_owned();
    for (location, coding, body) in parts {
        text += &format!(
            "\r\n----=_Next\r\nContent-Location: file:///C:/x/{location}\r\nContent-Transfer-Encoding: {coding}\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{body}\r\n"
        );
    }
    text + "----=_Next--\r\n"
}

#[test]
fn a_web_archive_is_read_with_the_names_of_its_sheets() {
    let frame = "<html xmlns:x=3D\"urn\"><!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>Rekap</x:Name><x:WorksheetSource HRef=3D\"rekap.files/sheet001.htm\"/></x:ExcelWorksheet>=\r\n<x:ExcelWorksheet><x:Name>Caf=C3=A9</x:Name><x:WorksheetSource HRef=3D\"rekap.files/sheet002.htm\"/></x:ExcelWorksheet></xml><![endif]--></html>";
    let first =
        "<table><tr><td colspan=3D2>Nama In=\r\novasi</td></tr><tr><td>Caf=C3=A9</td><td>50%=3D</td></tr></table>";
    // <table><tr><td>A</td><td>é</td></tr></table>
    let second = "PHRhYmxlPjx0cj48dGQ+QTwvdGQ+PHRkPsOpPC90ZD48L3Ry\r\nPjwvdGFibGU+";
    let text = archive(&[
        ("rekap.htm", "quoted-printable", frame),
        ("rekap.files/sheet002.htm", "base64", second),
        ("rekap.files/sheet001.htm", "quoted-printable", first),
    ]);
    let book = read_as("rekap.xls", &text).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Café", "Rekap"]);
    assert_eq!(
        (told(&book.sheets[0]), told(&book.sheets[1])),
        (vec!["A | é".into()], vec!["Nama Inovasi".into(), "Café | 50%=".into()])
    );
    // A single page, as mail.
    let one = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://contoh/\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<table><tr><td>Nama</table>";
    assert_eq!(told(&read_as("hasil.mht", one).unwrap().sheets[0]), ["Nama"]);
    // What was cut off, or has no table.
    let cut = text.replace("----=_Next--", "");
    assert_eq!(read_as("rekap.mht", cut).unwrap_err().reason(), Reason::BookDamaged);
    assert_eq!(
        read_as("rekap.mht", archive(&[("a.htm", "7bit", "<p>masuk</p>")])).unwrap_err().reason(),
        Reason::BookPage
    );
}
