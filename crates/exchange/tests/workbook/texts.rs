//! Text with separators, whatever it is called and however it is kept.

use domain::core::{notice::NoticeCode, reason::Reason};
use exchange::inovasi::workbook::{Book, Cell};

use super::{book, cells, read_as, told};

fn remark(book: &Book, code: NoticeCode) -> Vec<String> {
    let found = book.remarks.iter().find(|it| it.code == code);
    found.map(|it| it.args.iter().map(|it| it.1.clone()).collect()).unwrap_or_default()
}

#[test]
fn tabs_are_read_from_a_tsv() {
    let book = book("c03-tab.tsv");
    let rows = cells(&book.sheets[0]);
    assert_eq!(
        rows[0],
        ["No", "Nama Inovasi", "Perangkat Daerah", "Jenis Inovasi", "Urusan", "Waktu Penerapan", "Tujuan"]
    );
    assert_eq!(rows[1][6], "Lansia terdata; \"cepat\", mudah");
    assert_eq!(rows[2][1], "LAPAK IBU");
    assert_eq!((rows.len(), rows[3][6].as_str()), (4, "Rp1.250,75 naik 12,5%"));
    assert_eq!(remark(&book, NoticeCode::BookEncoding), ["UTF-8", "tab"]);
    // As LibreOffice writes it, with a title above.
    let rows = told(&super::book("rekap-libreoffice.tsv").sheets[0]);
    assert!(rows.iter().any(|it| it.contains("SIPADU WARGA | ") && it.contains("Dinas Kependudukan")), "{rows:#?}");
}

#[test]
fn the_separator_is_what_the_rows_agree_upon() {
    for (name, text, delimiter) in [
        ("rekap.txt", "No\tNama Inovasi\tTujuan\n1\tSapa\tcepat, mudah; murah\n2\tLapor\tjalan, rusak\n", "tab"),
        ("rekap.txt", "No|Nama Inovasi|Tujuan\n1|Sapa|cepat, mudah; murah\n2|Lapor|jalan, rusak\n", "|"),
        ("rekap.dat", "No;Nama Inovasi;Tujuan\n1;Sapa;cepat, mudah| murah\n2;Lapor;jalan, rusak\n", ";"),
        ("rekap", "No,Nama Inovasi,Tujuan\n1,Sapa,\"cepat, mudah; murah\"\n2,Lapor,\"jalan, rusak\"\n", ","),
        ("rekap.xls", "sep=|\nNo|Nama Inovasi|Tujuan\n1|Sapa|cepat\n2|Lapor|rusak\n", "|"),
    ] {
        let book = read_as(name, text).unwrap();
        let rows = cells(&book.sheets[0]);
        assert_eq!(rows.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3], "{text}");
        assert_eq!((rows[1][1].as_str(), rows[2][1].as_str()), ("Sapa", "Lapor"), "{text}");
        assert_eq!(remark(&book, NoticeCode::BookEncoding)[1], delimiter, "{text}");
    }
    // As databases and notes draw a table.
    let drawn = "+----+-------+\n| No | Nama  |\n+----+-------+\n|  1 | Sapa  |\n|  2 | Lapor |\n+----+-------+\n";
    let rows = told(&read_as("hasil.txt", drawn).unwrap().sheets[0]);
    assert!(rows.contains(&" | No | Nama".to_owned()) && rows.contains(&" | 2 | Lapor".to_owned()), "{rows:#?}");
}

#[test]
fn wide_letters_are_read_with_a_mark_and_without() {
    let text = "No;Nama Inovasi\r\n1;Café “Sehat”\r\n";
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    for bytes in [
        little.clone(),
        big.clone(),
        [b"\xff\xfe".as_slice(), &little].concat(),
        [b"\xfe\xff".as_slice(), &big].concat(),
        [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
    ] {
        let book = read_as("rekap.csv", &bytes).unwrap();
        assert_eq!(told(&book.sheets[0]), ["No | Nama Inovasi", "1 | Café “Sehat”"], "{bytes:?}");
    }
    let page = "<table><tr><td>Nama Inovasi</td></tr><tr><td>Café</td></tr></table>";
    let bytes: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&read_as("rekap.xls", bytes).unwrap().sheets[0]), ["Nama Inovasi", "Café"]);
}

#[test]
fn a_quote_that_is_never_closed_is_told_with_its_line() {
    let book = book("c05-kutip-tak-tutup.csv");
    assert_eq!(
        told(&book.sheets[0]),
        [
            "No | Nama Inovasi | Perangkat Daerah | Tujuan",
            "1 | SAPA | Dinas Sosial | tanpa penutup",
            "2 | LAPAK IBU | Dinas P3A | b",
            "3 | PASAR TERTIB | Dinas Perdagangan | c",
        ]
    );
    assert_eq!(remark(&book, NoticeCode::BookOpenQuote), ["1", "2"]);
    // The next text in quotes closes nothing, and a text of two lines is whole.
    let text = "No,Nama,Tujuan\n1,\"Sapa,cepat\n2,\"Lapor, Jalan\",\"satu\ndua\"\n3,Posyandu,\"\"\n";
    let book = read_as("rekap.csv", text).unwrap();
    assert_eq!(
        told(&book.sheets[0]),
        ["No | Nama | Tujuan", "1 | Sapa | cepat", "2 | Lapor, Jalan | satu\ndua", "3 | Posyandu"]
    );
    assert_eq!(remark(&book, NoticeCode::BookOpenQuote), ["1", "2"]);
    // Too many to know what was meant.
    let text = format!("No;Nama\n{}", "1;\"Sapa\n".repeat(40));
    let error = read_as("rekap.csv", text).unwrap_err();
    assert_eq!((error.reason(), error.args()[0].1.as_str()), (Reason::BookOpenQuotes, "2"));
}

#[test]
fn a_table_in_one_column_is_divided_and_told() {
    let book = book("a27-satu-kolom.xlsx");
    assert_eq!(
        told(&book.sheets[0])[..2],
        [
            "No | Nama Inovasi | Perangkat Daerah | Jenis | Waktu Penerapan",
            "1 | SI PENA LANSIA | Dinas Sosial | Digital | 2023",
        ]
    );
    assert_eq!((book.sheets[0].lines.len(), book.sheets[0].lines[3].number), (4, 4));
    assert_eq!(remark(&book, NoticeCode::BookOneColumn)[1], ";");
    // The same with commas, below a title, in the other formats.
    let page = "<table><tr><td>REKAP</td></tr><tr><td>No,Nama Inovasi,Tujuan</td></tr><tr><td>1,Sapa,\"cepat, mudah\"</td></tr>\
        <tr><td>2,Lapor,x</td></tr></table>";
    let book = read_as("rekap.xls", page).unwrap();
    assert_eq!(
        told(&book.sheets[0]),
        ["REKAP", "No | Nama Inovasi | Tujuan", "1 | Sapa | cepat, mudah", "2 | Lapor | x"]
    );
    // A list of names is one.
    let list = "Nama Inovasi\n\"Sapa, Warga\"\n\"Lapor, Jalan\"\nPosyandu\n";
    let book = read_as("daftar.csv", list).unwrap();
    assert!(remark(&book, NoticeCode::BookOneColumn).is_empty());
    assert_eq!(book.sheets[0].lines[1].cells, [Cell::Text("Sapa, Warga".into())]);
}
