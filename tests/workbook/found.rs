//! What recaps made by chance have found, each as a small file of its kind.

use registry::{
    ImportWorkbook, Reason, WorkbookColumn, WorkbookRow,
    view::{ProposalKind, RowMeaning},
};

use super::{dry, import, request, rows::standing};
use crate::kit::Laptop;

/// What stands here after a recap that is taken in without a word.
fn after(text: &str) -> Vec<String> {
    let laptop = Laptop::new(1);
    import(&laptop, &csv(&laptop, text));
    standing(&laptop)
}

fn csv(laptop: &Laptop, text: &str) -> ImportWorkbook {
    request(&laptop.file("rekap.csv", text))
}

#[test]
fn ticks_between_dashes_and_numbers_of_columns_are_no_answers() {
    for below in ["", "(1);(2);(3);(4);(5)\n"] {
        let laptop = Laptop::new(1);
        let text = format!(
            "No;Nama Inovasi;Alat Kerja;Bimtek;Replikasi\n{below}1;SIGAP;1;0;1\n2;PETA AIR;–;1;0\n3;TERAS;1;-;1\n4;LENTERA;0;1;0\n"
        );
        let view = import(&laptop, &csv(&laptop, &text));
        assert_eq!(standing(&laptop).len(), 4, "{text}");
        assert!(view.changes.iter().all(|it| !it.field.starts_with("assessment/")), "{:#?}", view.changes);
        assert_eq!(view.parts[0].left.len(), 3, "asked about");
    }
}

#[test]
fn a_list_of_people_holds_no_inovasi() {
    assert!(after("No;Nama;NIP;Jabatan\n1;Budi Santoso;19800101;Ketua\n2;Siti Aminah;19810101;Anggota\n").is_empty());
    assert!(after("No;Nama;Unit Kerja;No HP\n1;Budi Santoso;Dinas Sosial;0812\n2;Siti Aminah;DLH;0813\n").is_empty());
    // Beside what only inovasi have it is their name.
    let text = "No;Nama;OPD;Jenis;Bentuk\n1;SIGAP;DLH;Digital;Pelayanan Publik\n2;TERAS;DLH;Non Digital;Tata Kelola\n";
    assert_eq!(after(text), ["SIGAP · DLH", "TERAS · DLH"]);
}

#[test]
fn a_name_alone_above_full_rows_is_a_group_however_it_is_numbered() {
    let head = "No;Nama Inovasi;Jenis;Bentuk\n";
    for (rows, stands) in [
        // Numbers that begin below it, and those that go on across it.
        ("1.;Karang Taruna;;\n1;SIGAP;Digital;Tata Kelola\n", "SIGAP · –"),
        (
            "1.;Dinas Sosial;;\n(1);SIGAP;Digital;Tata Kelola\n(2);TERAS;Digital;Tata Kelola\n2.;Karang Taruna;;\n(3);LENTERA;Digital;Tata Kelola\n",
            "LENTERA · –, SIGAP · Dinas Sosial, TERAS · Dinas Sosial",
        ),
        // A roman number without a sign behind it.
        (
            ";I Dinas Sosial;;\n1;SIGAP;Digital;Tata Kelola\n;II Dinas Kesehatan;;\n2;TERAS;Digital;Tata Kelola\n",
            "SIGAP · Dinas Sosial, TERAS · Dinas Kesehatan",
        ),
    ] {
        assert_eq!(after(&format!("{head}{rows}")).join(", "), stands, "{rows}");
    }
    let text = "Nama Inovasi;Jenis;Bentuk\nKarang Taruna;;\nSIGAP;Digital;Tata Kelola\nTERAS;Digital;Tata Kelola\n";
    assert_eq!(after(text), ["SIGAP · –", "TERAS · –"]);
}

#[test]
fn who_signs_below_rows_without_numbers_is_no_inovasi() {
    let text = "Nama Inovasi;OPD;Jenis;Bentuk\nMengetahui Diri;DLH;Digital;Tata Kelola\nTERAS;DLH;Digital;Tata Kelola\n;;;\n\
        Mengetahui,;;Semarang, 3 Januari 2025;\nSekretaris Daerah;;Kepala Dinas;\nDra. SITI AMINAH;;BUDI, S.T.;\nNIP. 196804121994032005;;NIP. 197102031998031007;\n";
    assert_eq!(after(text), ["Mengetahui Diri · DLH", "TERAS · DLH"]);
}

#[test]
fn values_that_are_headings_elsewhere_end_no_table() {
    let text = "Nama Inovasi;OPD;Tahapan;Inisiator;Tujuan;Manfaat\nSIGAP;DLH;Uji Coba;ASN;a;b\nTERAS;DLH;Penerapan;Perangkat Daerah;c;d\nLENTERA;DLH;Penerapan;ASN;e;f\n";
    assert_eq!(after(text), ["LENTERA · DLH", "SIGAP · DLH", "TERAS · DLH"]);
}

#[test]
fn a_name_below_another_heading_is_that_of_a_person() {
    let text = "No;Nama Inovasi;INISIATOR;;Jenis\n;;KELOMPOK;NAMA;\n1;SIGAP;ASN;Budi Santoso;Digital\n2;TERAS;ASN;Siti Aminah;Digital\n";
    assert_eq!(after(text), ["SIGAP · –", "TERAS · –"]);
}

#[test]
fn who_is_responsible_may_be_a_person() {
    let text =
        "No;Nama Inovasi;Penanggung Jawab;Jenis\n1;SIGAP;dr. Sri Wahyuni;Digital\n2;TERAS;Budi Santoso;Digital\n";
    assert_eq!(after(text), ["SIGAP · –", "TERAS · –"]);
}

#[test]
fn a_block_ends_with_the_group_it_stands_in() {
    let laptop = Laptop::new(1);
    let text = "No;Nama Inovasi;Jenis;Bentuk\nI;Dinas Sosial;;\n1;SIGAP;Digital;Tata Kelola\nII;Karang Taruna;;\n1;TERAS;Digital;Tata Kelola\n";
    let req = ImportWorkbook { take: vec![ProposalKind::BodyOfBlock], ..csv(&laptop, text) };
    import(&laptop, &req);
    assert_eq!(standing(&laptop), ["SIGAP · Dinas Sosial", "TERAS · –"]);
}

#[test]
fn a_header_of_two_rows_is_known_again_on_the_next_page() {
    let head = "No;Nama Inovasi;OPD;WAKTU;;Jenis\n;;;UJI COBA;PENERAPAN;\n";
    let row = |n: usize, nama: &str| format!("{n};{nama};DLH;2021;2022;Digital\n");
    let pages =
        format!("{head}{}{}{head}{}{}", row(1, "SIGAP"), row(2, "TERAS"), row(3, "LENTERA"), row(4, "PETA AIR"));
    assert_eq!(after(&pages), ["LENTERA · DLH", "PETA AIR · DLH", "SIGAP · DLH", "TERAS · DLH"]);
    // The column that counts is headed in the upper row alone, and groups stand in it.
    let grouped = format!("{}A. Dinas Sosial;;;;;\n{}", head.replace("OPD", "Lokasi"), row(1, "SIGAP"));
    assert_eq!(after(&grouped), ["SIGAP · Dinas Sosial"]);
}

#[test]
fn one_name_with_a_sign_in_it_is_taken_by_a_word() {
    let laptop = Laptop::new(1);
    let text = "No\tNama Inovasi\tOPD\n1\tTim Reaksi Cepat; Sahabat Anak\tDinsos\n2\tTERAS\tDLH\n";
    let mut req = request(&laptop.file("rekap.tsv", text));
    assert_eq!(dry(&laptop, &req).refused[0].reason, Reason::NamesInCell);
    req.rows = vec![WorkbookRow { sheet: "rekap".into(), row: 2, meaning: RowMeaning::Inovasi }];
    import(&laptop, &req);
    assert_eq!(standing(&laptop), ["TERAS · DLH", "Tim Reaksi Cepat; Sahabat Anak · Dinsos"]);
}

#[test]
fn what_stands_beyond_the_last_heading_is_told() {
    let laptop = Laptop::new(1);
    let view = import(&laptop, &csv(&laptop, "No;Nama Inovasi;OPD\n1;SIGAP;DLH;x;y\n2;TERAS;DLH;z\n"));
    let left: Vec<&str> = view.parts[0].left.iter().map(|it| it.letter.as_str()).collect();
    assert_eq!(left, ["D", "E"]);
}

#[test]
fn what_the_column_of_names_is_called_names_no_inovasi() {
    let head = "No;Nama Inovasi;OPD;Hasil Inovasi";
    let page = |nama: &str| format!("{head}\n1;SIGAP;DLH;cepat\nNo.;{nama};Perangkat Daerah;Hasil\n2;TERAS;DLH;rapi\n");
    for nama in ["Judul Inovasi", "NAMA INOVASI*", "profil/nama_inovasi", "Nama Produk Inovasi"] {
        assert_eq!(after(&page(nama)), ["SIGAP · DLH", "TERAS · DLH"], "{nama}");
    }
    // Merged down on the next page too.
    let cell = |text: &str, down: bool| format!("<td{}>{text}</td>", if down { " rowspan=2" } else { "" });
    let head = |down| ["No", "Judul Inovasi", "OPD"].map(|it| cell(it, down)).concat() + "<td colspan=2>WAKTU</td>";
    let lower = "<tr><td>UJI COBA</td><td>PENERAPAN</td></tr>";
    let row = |n: u8, nama: &str| format!("<tr><td>{n}</td><td>{nama}</td><td>DLH</td><td>2021</td><td>2022</td></tr>");
    let page = |rows: &str| format!("<tr>{}</tr>{lower}{rows}", head(true));
    let text = format!("<html><table>{}{}</table></html>", page(&row(1, "SIGAP")), page(&row(2, "TERAS")));
    let laptop = Laptop::new(1);
    import(&laptop, &request(&laptop.file("rekap.xls", &text)));
    assert_eq!(standing(&laptop), ["SIGAP · DLH", "TERAS · DLH"]);
}

#[test]
fn a_sum_that_nobody_wrote_and_signatures_below_ticks_are_no_answers() {
    for total in ["Total Inovasi Daerah", "JUMLAH SELURUH INOVASI", "Grand Total", "Sub Total Dinas Sosial"] {
        let text =
            format!("Nama Inovasi;Jenis;Bentuk\nSIGAP;Digital;Tata Kelola\nTERAS;Digital;Tata Kelola\n{total};;\n");
        assert_eq!(after(&text), ["SIGAP · –", "TERAS · –"], "{total}");
    }
    for n in [2, 12] {
        no_answers_of(n);
    }
}

fn no_answers_of(n: u32) {
    let rows: String = (1..=n).map(|at| format!("{at};Inovasi Tetap {at};{};{}\n", at % 2, (at + 1) % 2)).collect();
    let signed = format!(
        "No;Nama Inovasi;Sosialisasi Inovasi Daerah;Bimtek Inovasi\n{rows};;;\n;Mengetahui,;Semarang, 3 Januari 2025;\n;Sekretaris;Kepala Dinas;\n;;BUDI;\n;NIP. 196804121994032005;NIP. 197102031998031007;\n"
    );
    let laptop = Laptop::new(1);
    let view = import(&laptop, &csv(&laptop, &signed));
    assert!(view.changes.iter().all(|it| !it.field.starts_with("assessment/")), "{:#?}", view.changes);
    assert_eq!(view.n_new, n);
}

#[test]
fn options_in_an_entry_are_no_header() {
    let row = |nama: &str| format!("{nama};Penerapan;Inovasi Perangkat Daerah;Pangan, Perhubungan;22/05/2024\n");
    let text = format!(
        "Nama Inovasi;Tahap Inovasi;Klasifikasi;Urusan Pendukung;Tanggal Penerapan\n{}{}{}",
        row("SIGAP"),
        row("TERAS"),
        row("LENTERA")
    );
    assert_eq!(after(&text), ["LENTERA · –", "SIGAP · –", "TERAS · –"]);
}

#[test]
fn what_stands_over_the_names_names_none_on_the_next_page() {
    // Whatever it says: a person told which row is the header.
    let head = "No;URAIAN KEGIATAN;;\n;Apa nama inovasi Saudara?;OPD;Catatan\n";
    let row = |n: u8, nama: &str| format!("{n};{nama};DLH;baru\n");
    let again = "No;URAIAN KEGIATAN;;hal. 2\n;Apa nama inovasi Saudara?;OPD;Ket.\n";
    let text = format!("{head}{}{again}{}", row(1, "SIGAP"), row(2, "TERAS"));
    let laptop = Laptop::new(1);
    let column = |at: u32, key: &str| WorkbookColumn { at, key: key.into(), days: None };
    let req = ImportWorkbook {
        sheet: Some("rekap".into()),
        header_row: 2,
        columns: vec![column(1, "nama"), column(2, "perangkat_daerah")],
        ..csv(&laptop, &text)
    };
    import(&laptop, &req);
    assert_eq!(standing(&laptop), ["SIGAP · DLH", "TERAS · DLH"]);
}

#[test]
fn a_second_table_is_known_by_names_that_are_options_too() {
    let text = "No;Nama Inovasi;Jenis\nI;DINAS KESEHATAN;\n1;Kelas Ibu Hamil;Digital\n2;Kelas Lansia;Digital\n\nPerangkat Daerah;Jumlah Inovasi;Tahapan\nDinas Kesehatan;2;\n\nNo;Nama Inovasi;Perangkat Daerah\n1;Semar Tani;Dispertan\n";
    let laptop = Laptop::new(1);
    let view = laptop.inspect_workbook(&laptop.file("dua.csv", text), None, 0).unwrap();
    let kinds: Vec<String> = view.sheets.iter().map(|it| format!("{:?} {}", it.kind, it.first_row)).collect();
    assert_eq!(kinds, ["Table 1", "Summary 6", "Table 9"]);
}

#[test]
fn keys_of_data_head_the_table_below() {
    let first = "Nomor;Perangkat Daerah;NAMA INOVASI;Kepanjangan;Manfaat\n1;Dinas Sosial;SIGAP;Siaga;Cepat\n\n";
    let second = "No.;SKPD;namaInovasi;Kepanjangan;Apakah berbasis digital?;Kategori;Level;Nilai;Waktu Uji Coba\n";
    let text = format!("{first}B. INOVASI LAIN\n{second}1;DLH;TERAS;Teratas;Digital;–;Inovatif;40;Jan 2024\n");
    assert_eq!(after(&text), ["SIGAP · Dinas Sosial", "TERAS · DLH"]);
    // And again in the same table.
    let text = "No;Nama Inovasi;OPD\n1;SIGAP;DLH\n;namaInovasi;OPD\n2;TERAS;DLH\n";
    assert_eq!(after(text), ["SIGAP · DLH", "TERAS · DLH"]);
}

#[test]
fn an_inovasi_called_inovasi_heads_no_table() {
    let text = "Nama Inovasi;Kepanjangan;Tahapan;Operator;Inisiator;Jenis\nNilai Plus;Penilaian;Uji Coba;Siti;Kepala Daerah;Digital\nInovasi;Ibu Nifas;Inisiatif;Maria;Perangkat Daerah;Digital\n";
    let laptop = Laptop::new(1);
    assert_eq!(laptop.inspect_workbook(&laptop.file("rekap.csv", text), None, 0).unwrap().sheets.len(), 1);
}

#[test]
fn a_group_numbered_as_the_row_below_it_is_a_group() {
    let text = "No;Nama Inovasi;Jenis;Bentuk\n1.;Dinas Sosial;;\n(1);SIGAP;Digital;Tata Kelola\n2.;Badan Kepegawaian;;\n(2);TERAS;Digital;Tata Kelola\n(3);LENTERA;Digital;Tata Kelola\n";
    let stands = ["LENTERA · Badan Kepegawaian", "SIGAP · Dinas Sosial", "TERAS · Badan Kepegawaian"];
    assert_eq!(after(text), stands);
    assert_eq!(after(&text.replace('(', "").replace(')', ".")), stands);
}

#[test]
fn a_group_that_nobody_knows_is_asked_about() {
    let text = "No;Nama Inovasi;Jenis\nI;TP PKK KOTA;\n1;SIGAP;Digital\nII;Dinas Sosial;\n2;TERAS;Digital\n";
    let laptop = Laptop::new(1);
    let mut req = csv(&laptop, text);
    let view = dry(&laptop, &req);
    let told: Vec<_> = view.proposals.iter().map(|it| (it.kind, it.taken, it.list[0].text.as_str())).collect();
    let expected =
        [(ProposalKind::BodyOfGroup, true, "Dinas Sosial"), (ProposalKind::BodyOfOtherGroup, false, "TP PKK KOTA")];
    assert_eq!(told, expected);
    req.take = vec![ProposalKind::BodyOfOtherGroup];
    import(&laptop, &req);
    assert_eq!(standing(&laptop), ["SIGAP · TP PKK KOTA", "TERAS · Dinas Sosial"]);
}

#[test]
fn a_body_above_the_table_is_proposed() {
    for above in ["Perangkat Daerah;: TP PKK Kota", "OPD : TP PKK Kota", "Nama OPD;:;TP PKK Kota"] {
        let laptop = Laptop::new(1);
        let text = format!("DATA INOVASI\n{above}\n\nNo;Nama Inovasi;Jenis\n1;SIGAP;Digital\n2;TERAS;Digital\n");
        let mut req = csv(&laptop, &text);
        let view = dry(&laptop, &req);
        let told: Vec<_> = view.proposals.iter().map(|it| (it.kind, it.taken, it.list[0].text.as_str())).collect();
        assert_eq!(told, [(ProposalKind::BodyOfSheet, false, "TP PKK Kota")], "{text}");
        req.take = vec![ProposalKind::BodyOfSheet];
        import(&laptop, &req);
        assert_eq!(standing(&laptop), ["SIGAP · TP PKK Kota", "TERAS · TP PKK Kota"]);
    }
}

#[test]
fn a_row_that_begins_with_no_is_a_header() {
    let text = "NO;NAMA INOVASI;Bentuk;Nilai\n1;SIGAP;Tata Kelola;4\n\nNomor;Nama inovasi yang diusulkan pada tahun ini;Rekomendasi;Hasil\n1;TERAS;Sesuai;Cepat\n";
    assert!(after(text).iter().all(|it| !it.contains("diusulkan")), "{:?}", after(text));
}

#[test]
fn a_header_of_which_the_last_row_is_blank_is_one() {
    // As a person says who sees its cells merged over that row.
    let text = "REKAP\nNo;Nama Inovasi;Jenis;Bentuk\n;;;\nI;Karang Taruna;;\n1;SIGAP;Digital;Tata Kelola\nII;Perumda Air;;\n2;TERAS;Digital;Tata Kelola\n";
    let laptop = Laptop::new(1);
    let column = |at: u32, key: &str| WorkbookColumn { at, key: key.into(), days: None };
    let req = ImportWorkbook {
        sheet: Some("rekap".into()),
        header_row: 3,
        columns: vec![column(1, "nama"), column(2, "jenis")],
        ..csv(&laptop, text)
    };
    import(&laptop, &req);
    assert_eq!(standing(&laptop), ["SIGAP · –", "TERAS · Perumda Air"]);
}

#[test]
fn a_hidden_sheet_is_not_meant_beside_a_table_that_is_not_understood() {
    let sheet = |nama: &str, attributes: &str, rows: &[[&str; 3]]| {
        let cell = |it: &&str| format!("<Cell><Data ss:Type=\"String\">{it}</Data></Cell>");
        let row = |it: &[&str; 3]| format!("<Row>{}</Row>", it.iter().map(&cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        format!("<Worksheet ss:Name=\"{nama}\"><Table>{rows}</Table>{attributes}</Worksheet>")
    };
    let hidden = "<WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible></WorksheetOptions>";
    let old = sheet("Arsip", hidden, &[["No", "Nama Inovasi", "OPD"], ["1", "LAMA", "Dinas Lama"]]);
    let odd = [["a", "Sebutan", "Milik"], ["1", "SIGAP", "DLH"], ["2", "TERAS", "DLH"]];
    let namespaces = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"";
    for (seen, expected) in
        [(sheet("Kini", "", &odd), vec![]), (sheet("Sampul", "", &odd[..1]), vec!["LAMA · Dinas Lama"])]
    {
        let laptop = Laptop::new(1);
        let text = format!("<?xml version=\"1.0\"?><Workbook {namespaces}>{seen}{old}</Workbook>");
        let path = laptop.file("rekap.xls", &text);
        import(&laptop, &request(&path));
        assert_eq!(standing(&laptop), expected);
        let kinds = laptop.inspect_workbook(&path, None, 0).unwrap();
        let last = kinds.sheets.last().map(|it| format!("{:?}", it.kind));
        assert_eq!(last.as_deref(), Some(if expected.is_empty() { "Hidden" } else { "Table" }));
    }
}
