//! Recaps by openpyxl, xlwt and LibreOffice (see `fixtures/make.py`).

use domain::{
    core::notice::NoticeCode,
    inovasi::profile::{FIELDS, FieldKind},
};
use exchange::inovasi::workbook::{
    Book, Cell, ColumnTarget, Guess, Looks, Mapping, MergedCells, Sheet, SheetLine, Skip, TakenRow, guess, guess_below,
    rows, synonyms,
};

use super::book;

/// The fields of the profile, as the registry asks for them.
pub(super) fn targets() -> Vec<ColumnTarget> {
    let synonyms = synonyms();
    let options = |name: &str| {
        let list: &[&str] = match name {
            "jenis" => &["Digital", "Non Digital"],
            "bentuk" => &[
                "Inovasi Tata Kelola Pemerintahan Daerah",
                "Inovasi Pelayanan Publik",
                "Inovasi Daerah Lainnya Sesuai Urusan",
            ],
            "tahapan" => &["Inisiatif", "Uji Coba", "Penerapan"],
            "urusan_utama" => &[
                "Kesehatan",
                "Pendidikan",
                "Kepegawaian",
                "Lingkungan Hidup",
                "Sosial",
                "Pemberdayaan Perempuan dan Pelindungan Anak",
                "1.02",
                "1.03",
                "2.11",
                "2.12",
                "5.03",
                "Pekerjaan Umum dan Penataan Ruang",
                "Administrasi Kependudukan dan Pencatatan Sipil",
            ],
            _ => &[],
        };
        list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()
    };
    let of_field = FIELDS.iter().map(|field| {
        let mut names = vec![field.label().to_owned()];
        names.extend(synonyms.get(field.name()).cloned().unwrap_or_default());
        let looks = match field.kind() {
            FieldKind::Date => Looks::Date,
            FieldKind::Option => Looks::Option(options(field.name())),
            FieldKind::Set | FieldKind::Names => Looks::Any,
            _ => Looks::Text,
        };
        ColumnTarget { key: field.name().to_owned(), names, looks }
    });
    let id = ColumnTarget { key: "id".into(), names: synonyms["id"].clone(), looks: Looks::Id };
    of_field.chain([id]).collect()
}

pub(super) fn mapping(guess: &Guess) -> Mapping {
    let columns = guess.columns.iter().filter_map(|it| Some((it.at, it.target.clone()?)));
    Mapping { header_row: guess.header_row, columns: columns.collect() }
}

fn meanings(guess: &Guess) -> Vec<String> {
    let of = |it: &exchange::inovasi::workbook::GuessedColumn| {
        let doubt = if it.sure || it.target.is_none() { "" } else { "?" };
        format!("{} = {}{doubt}", it.header, it.target.as_deref().unwrap_or("-"))
    };
    guess.columns.iter().map(of).collect()
}

fn taken<'a>(sheet: &'a Sheet, mapping: &'a Mapping) -> (Vec<exchange::inovasi::workbook::Row<'a>>, Vec<(u32, Skip)>) {
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for it in rows(sheet, mapping) {
        match it {
            TakenRow::Row(it) => found.push(it),
            TakenRow::Skipped { number, why } => skipped.push((number, why)),
        }
    }
    (found, skipped)
}

fn value<'a>(row: &'a exchange::inovasi::workbook::Row, key: &str) -> &'a str {
    row.values.iter().find(|it| it.0 == key).map_or("", |it| it.1.as_str())
}

fn remarks(book: &Book) -> Vec<NoticeCode> {
    book.remarks.iter().map(|it| it.code).collect()
}

#[test]
fn a_titled_recap_is_understood_in_every_format() {
    for name in ["rekap-openpyxl.xlsx", "rekap-libreoffice.xlsx", "rekap-libreoffice.ods", "rekap-libreoffice.xls"] {
        let book = book(name);
        assert_eq!(remarks(&book), [NoticeCode::BookFormulas], "{name}");
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "Rekap 2025");
        let guess = guess(sheet, &targets());
        assert_eq!(guess.header_row, 5, "{name}");
        assert_eq!(
            meanings(&guess),
            [
                "No. = -",
                "OPD = perangkat_daerah",
                "Judul Inovasi = nama",
                "Bidang Urusan = urusan_utama",
                "Jenis = jenis",
                "Bentuk Inovasi Daerah = bentuk",
                "Waktu Uji Coba = waktu_uji_coba",
                "Waktu Penerapan = waktu_penerapan",
                "Uraian = rancang_bangun",
            ],
            "{name}"
        );
        let meant = mapping(&guess);
        let (rows, skipped) = taken(sheet, &meant);
        assert_eq!(skipped.first(), Some(&(6, Skip::Numbering)), "{name}");
        assert!(skipped.contains(&(13, Skip::Total)) && skipped.contains(&(15, Skip::Note)), "{name}: {skipped:?}");
        assert_eq!(rows.len(), 6, "{name}: {rows:#?}");
        let said: Vec<[&str; 4]> = rows
            .iter()
            .map(|it| ["nama", "perangkat_daerah", "waktu_uji_coba", "waktu_penerapan"].map(|key| value(it, key)))
            .collect();
        assert_eq!(
            said,
            [
                ["SIPADU WARGA", "Dinas Kependudukan dan Pencatatan Sipil", "2023-03-01", "2024-01-15"],
                ["Lapor Jalan", "Dinas Kependudukan dan Pencatatan Sipil", "Maret 2023", "17 Agustus 2024"],
                ["Posyandu Ceria", "Dinas Kesehatan", "2022", "02/05/2024"],
                ["Bank Sampah 007", "Dinas Lingkungan Hidup", "2023-11-20", "2025-02-03"],
                ["E-Kinerja Plus", "Badan Kepegawaian", "2024-02-29", "2024-06-01"],
                ["SIPADU WARGA II", "Dinas Kependudukan dan Pencatatan Sipil", "2023-03-01", "2024-01-15"],
            ],
            "{name}"
        );
        assert_eq!(rows.iter().map(|it| it.number).collect::<Vec<_>>(), [7, 8, 9, 10, 11, 12]);
        assert_eq!(value(&rows[0], "rancang_bangun"), "Warga mengurus surat\ndari rumah.");
        assert_eq!(value(&rows[3], "rancang_bangun"), "=tidak ini bukan rumus");
        assert_eq!(value(&rows[4], "urusan_utama"), "Kepegawaian");
    }
}

#[test]
fn codes_and_months_stay_as_they_are_shown() {
    for name in ["rekap-openpyxl.xlsx", "rekap-libreoffice.xlsx", "rekap-libreoffice.ods", "rekap-libreoffice.xls"] {
        let book = book(name);
        let sheet = &book.sheets[1];
        let guess = guess(sheet, &targets());
        assert_eq!(
            meanings(&guess)[..7],
            [
                "Nama Inovasi Daerah = nama",
                "Perangkat Daerah/UPTD = perangkat_daerah",
                "Kode Urusan = urusan_utama",
                "Tgl. Penerapan = waktu_penerapan",
                "Tgl. Ujicoba = waktu_uji_coba",
                "Jenis Inovasi = jenis",
                "Skor = -",
            ],
            "{name}"
        );
        let meant = mapping(&guess);
        let (rows, _) = taken(sheet, &meant);
        let said: Vec<[&str; 3]> = rows
            .iter()
            .map(|it| ["urusan_utama", "waktu_uji_coba", "waktu_penerapan"].map(|key| value(it, key)))
            .collect();
        assert_eq!(said[0], ["2.12", "2023-03", "2024-01-15"], "{name}");
        assert_eq!(said[3], ["2.11", "2023-11", "2025-02-03"], "{name}");
        assert_eq!(sheet.line(3).unwrap().cell(6).text(), "31.5", "{name}");
        // openpyxl keeps no value of a formula; LibreOffice has reckoned it.
        if name != "rekap-openpyxl.xlsx" {
            assert_eq!(sheet.line(2).unwrap().cell(7), &Cell::Fault("#DIV/0!".into()), "{name}");
        }
    }
}

#[test]
fn the_plain_kinds_are_understood_too() {
    for (name, header, n, last) in [
        ("daftar-xlwt.xls", 3, 5, ["manfaat", "Manfaat ke-1: lebih cepat — lebih mudah"]),
        ("daftar-1252.csv", 3, 5, ["tujuan", "Agar \"cepat\"; mudah – café"]),
        ("daftar-utf16.csv", 3, 5, ["tujuan", "Agar \"cepat\"\t mudah – café"]),
    ] {
        let book = book(name);
        let guess = guess(&book.sheets[0], &targets());
        assert_eq!(guess.header_row, header, "{name}");
        let meant = mapping(&guess);
        let (rows, _) = taken(&book.sheets[0], &meant);
        let rows: Vec<_> = rows.iter().filter(|it| !value(it, "nama").is_empty() && it.number < 9).collect();
        assert_eq!(rows.len(), n, "{name}");
        assert_eq!(value(rows[0], "nama"), "SIPADU WARGA");
        assert_eq!(value(rows[1], "perangkat_daerah"), "Dinas Pekerjaan Umum");
        assert_eq!(value(rows[0], last[0]), last[1], "{name}");
        let day = value(rows[4], "waktu_penerapan");
        assert_eq!(domain::core::date::PartialDate::read(day).unwrap().to_string(), "2024-06-01");
    }
    let told = |name: &str| book(name).remarks[0].args.iter().map(|it| it.1.clone()).collect::<Vec<_>>();
    assert_eq!(told("daftar-1252.csv"), ["windows-1252", ";"]);
    assert_eq!(told("daftar-utf16.csv"), ["UTF-16LE", "tab"]);
    assert_eq!(remarks(&book("daftar-xlwt.xls")), [NoticeCode::BookFormulas]);
}

/// A sheet from lines of `a | b | c`; a blank line is a blank row.
pub(super) fn sheet(text: &str) -> Sheet {
    let cell = |it: &str| if it.trim().is_empty() { Cell::Empty } else { Cell::Text(it.trim().into()) };
    let lines = (1..).zip(text.lines().skip(1)).map(|(number, it)| SheetLine {
        number,
        cells: it.split('|').map(cell).collect(),
        ..SheetLine::default()
    });
    let lines = lines.filter(|it| it.cells.iter().any(|it| !it.is_empty())).collect();
    Sheet { name: "T".into(), lines, ..Sheet::default() }
}

fn check(text: &str, header_row: u32, expected: &[&str]) {
    let guess = guess(&sheet(text), &targets());
    assert_eq!(guess.header_row, header_row, "{text}\n{:?}", meanings(&guess));
    assert_eq!(meanings(&guess), expected, "{text}");
}

#[test]
fn headers_are_found_wherever_they_stand() {
    // The plain case, in capitals and with small words.
    check(
        "\nNO|NAMA INOVASI DAERAH|PERANGKAT DAERAH|TAHAPAN INOVASI\n1|A|B|Penerapan",
        1,
        &["NO = -", "NAMA INOVASI DAERAH = nama", "PERANGKAT DAERAH = perangkat_daerah", "TAHAPAN INOVASI = tahapan"],
    );
    // Letterhead, blank rows, a stray column, misspellings.
    check(
        "\nPEMERINTAH KOTA\nBADAN RISET DAN INOVASI DAERAH\n\nREKAP INOVASI\n\n|No|Nama Inovsi|Prangkat Daerah|Manfaat Inovasi\n|1|A|B|C",
        6,
        &["No = -", "Nama Inovsi = nama", "Prangkat Daerah = perangkat_daerah", "Manfaat Inovasi = manfaat"],
    );
    // Two rows, without any merging told, as CSV has it.
    check(
        "\nNo|Inovasi|Waktu||OPD\n||Uji Coba|Penerapan|\n1|A|2023|2024|B",
        2,
        &[
            "No = -",
            "Inovasi = nama",
            "Waktu Uji Coba = waktu_uji_coba",
            "Waktu Penerapan = waktu_penerapan",
            "OPD = perangkat_daerah",
        ],
    );
    // A first row of values is no second row of the header.
    check(
        "\nNama Inovasi|Instansi Pengusul|Jenis\nLapor|Dinas Sosial|Digital\nX|Y|Non Digital",
        1,
        &["Nama Inovasi = nama", "Instansi Pengusul = perangkat_daerah", "Jenis = jenis"],
    );
    // Dates tell the two apart, and a strange heading over official names is asked about.
    check(
        "\nJudul|Keperluan|Tanggal Mulai\nA|Kesehatan|1/2/2024\nB|Pendidikan|3/4/2024",
        1,
        &["Judul = nama", "Keperluan = urusan_utama?", "Tanggal Mulai = waktu_penerapan"],
    );
    // A heading of dates over prose is not believed.
    check(
        "\nNama Inovasi|Penerapan|OPD\nA|sudah dipakai semua puskesmas|B\nC|belum|D",
        1,
        &["Nama Inovasi = nama", "Penerapan = waktu_penerapan?", "OPD = perangkat_daerah"],
    );
    // Two columns that could be the same: both are asked about, one is taken.
    check(
        "\nNama Inovasi|Judul Inovasi|OPD\nA|B|C",
        1,
        &["Nama Inovasi = nama?", "Judul Inovasi = -", "OPD = perangkat_daerah"],
    );
    // A list of people is no recap.
    check("\nPegawai|Golongan|Alamat\nA|III/a|Jl. Merdeka", 0, &[]);
    check("\n", 0, &[]);
}

#[test]
fn rows_that_are_no_inovasi_are_told_apart() {
    let sheet = sheet(
        "\nNo|Nama Inovasi|OPD\na|b|c\n1|Lapor|Dinas A\n2|Jumlah Sehat|Dinas B\n|Total|\n\nNo|Nama Inovasi|OPD\n3|Sapa|Dinas C\nKeterangan:|sementara|\nMengetahui||\n||Kepala Badan\n",
    );
    let mapping = Mapping { header_row: 1, columns: vec![(1, "nama".into()), (2, "perangkat_daerah".into())] };
    let (rows, skipped) = taken(&sheet, &mapping);
    let names: Vec<(u32, &str)> = rows.iter().map(|it| (it.number, value(it, "nama"))).collect();
    assert_eq!(names, [(3, "Lapor"), (4, "Jumlah Sehat"), (8, "Sapa")]);
    assert_eq!(
        skipped,
        [
            (2, Skip::Numbering),
            (5, Skip::Total),
            (7, Skip::Header),
            (9, Skip::Note),
            (10, Skip::Note),
            (11, Skip::Note),
        ]
    );
}

#[test]
fn merged_cells_count_for_every_row_and_blanks_do_not() {
    let mut sheet = sheet("\nNama|OPD\nA|Dinas A\nB|\nC|\nD|");
    sheet.merged.push(MergedCells { top: 2, bottom: 3, left: 1, right: 1 });
    let mapping = Mapping { header_row: 1, columns: vec![(0, "nama".into()), (1, "opd".into())] };
    let (rows, _) = taken(&sheet, &mapping);
    assert_eq!(rows.iter().map(|it| value(it, "opd")).collect::<Vec<_>>(), ["Dinas A", "Dinas A", "", ""]);
}

#[test]
fn faults_are_no_values() {
    let mut sheet = sheet("\nNama|OPD\nA|x\nB|x");
    sheet.lines[1].cells[1] = Cell::Fault("#REF!".into());
    let mapping = Mapping { header_row: 1, columns: vec![(0, "nama".into()), (1, "opd".into())] };
    let (rows, _) = taken(&sheet, &mapping);
    assert_eq!(rows[0].faults, [("opd", "B2".into(), "#REF!".into())]);
    assert_eq!((value(&rows[0], "opd"), value(&rows[1], "opd")), ("", "x"));
}

#[test]
fn synonyms_are_for_fields_and_each_means_one() {
    let known = synonyms();
    assert!(known.len() > 20, "the data was read");
    let mut seen = std::collections::BTreeMap::new();
    for (key, names) in &known {
        assert!(!names.is_empty() && key.chars().all(|it| it.is_ascii_lowercase() || it == '_' || it == '/'), "{key}");
        for name in names {
            let before = seen.insert(name.to_lowercase(), key);
            assert!(before.is_none(), "{name} means {key} and {before:?}");
        }
    }
    for field in FIELDS {
        assert!(known.contains_key(field.name()), "no synonyms of {}", field.name());
    }
}

#[test]
fn a_person_may_point_at_the_header_and_every_column_is_there_to_be_told() {
    // Nothing here reads as a header, so nothing is guessed.
    let blank = sheet(
        "
        Alfa|Beta|
        Kado Mbak Ita|Disdukcapil|Surabaya
        Pak Rahman|Ketapang|Semarang",
    );
    assert_eq!(guess(&blank, &targets()).header_row, 0);
    let found = guess_below(&blank, 1, &targets());
    assert_eq!(found.header_row, 1);
    let shown: Vec<_> = found.columns.iter().map(|it| (it.at, it.header.as_str(), it.examples.len())).collect();
    assert_eq!(shown, [(0, "Alfa", 2), (1, "Beta", 2), (2, "", 2)]);
    let mapping = Mapping { header_row: 1, columns: vec![(0, "nama".into()), (2, "nama_inisiator".into())] };
    let taken: Vec<_> = rows(&blank, &mapping).filter(|it| matches!(it, TakenRow::Row(_))).collect();
    assert_eq!(taken.len(), 2);
    // A row that is blank, or beyond the table, has columns or none, and never panics.
    assert_eq!(guess_below(&blank, 0, &targets()).columns.len(), 3);
    assert_eq!(guess_below(&blank, 99, &targets()).columns.len(), 0);
    // Pointing at the true header says what the guess says.
    let plain = sheet(
        "
        REKAP INOVASI
        No|Nama Inovasi|OPD
        1|Kado Mbak Ita|Disdukcapil",
    );
    assert_eq!(meanings(&guess_below(&plain, 2, &targets())), meanings(&guess(&plain, &targets())));
}
