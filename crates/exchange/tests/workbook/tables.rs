//! What a file holds, part by part and row by row: nothing is taken for an inovasi
//! that is none, and every filled row is told as something.

use std::sync::LazyLock;

use exchange::inovasi::workbook::{
    Book, ColumnTarget, MergedCells, Sheet, SheetTable, SheetTableKind, Skip, TakenRow, rows_until, tables,
};

use super::{
    book,
    recaps::{mapping, sheet, targets},
};

pub(super) static TARGETS: LazyLock<Vec<ColumnTarget>> = LazyLock::new(targets);

/// Every part with its rows: entries by name, with their group in brackets and the
/// row that they go on with; other rows by kind.
pub(super) fn told(sheet: &Sheet) -> Vec<String> {
    let found = tables(sheet, &TARGETS);
    let mut told = Vec::new();
    let mut numbers = Vec::new();
    for it in &found {
        told.push(format!("{}–{} {:?}", it.first_row, it.last_row, it.kind));
        numbers.extend(numbers_of(sheet, it));
        if it.kind == SheetTableKind::Inovasi {
            told.extend(rows_of(sheet, it));
        }
    }
    let filled: Vec<u32> = sheet.lines.iter().map(|it| it.number).collect();
    assert_eq!(numbers, filled, "each filled row is told once");
    told
}

/// All rows of a part: those up to its header, and those that the table tells.
fn numbers_of(sheet: &Sheet, table: &SheetTable) -> Vec<u32> {
    let within = |it: &u32| (table.first_row..=table.last_row).contains(it);
    let all: Vec<u32> = sheet.lines.iter().map(|it| it.number).filter(within).collect();
    if table.kind != SheetTableKind::Inovasi {
        return all;
    }
    let mut numbers: Vec<u32> = all.into_iter().filter(|it| *it <= table.guess.header_row).collect();
    numbers.extend(rows_until(sheet, &mapping(&table.guess), table.last_row).map(|it| match it {
        TakenRow::Row(it) => it.number,
        TakenRow::Skipped { number, .. } => number,
    }));
    numbers
}

fn rows_of(sheet: &Sheet, table: &SheetTable) -> Vec<String> {
    let name = |it: &exchange::inovasi::workbook::Row| {
        let name = it.values.iter().find(|it| it.0 == "nama").map_or("–", |it| it.1.as_str()).replace('\n', " / ");
        let group = it.group.as_ref().map(|it| format!(" [{}]", it.text)).unwrap_or_default();
        let goes_on = it.continues.map(|it| format!(" ↑{it}")).unwrap_or_default();
        let below = if it.is_below { " ?" } else { "" };
        format!("{} {name}{group}{goes_on}{below}", it.number)
    };
    rows_until(sheet, &mapping(&table.guess), table.last_row)
        .map(|it| match it {
            TakenRow::Row(it) => name(&it),
            TakenRow::Skipped { number, why } => format!("{number} {why:?}"),
        })
        .collect()
}

fn first(book: &Book) -> &Sheet {
    &book.sheets[0]
}

#[test]
fn group_rows_name_what_stands_below_them() {
    let merged = book("kelompok-opd-digabung.xlsx");
    assert_eq!(
        told(first(&merged)),
        [
            "1–8 Inovasi",
            "2 Group",
            "3 KLINIK DESA [DINAS KESEHATAN]",
            "4 POSYANDU SENJA [DINAS KESEHATAN]",
            "5 Group",
            "6 SI PENA LANSIA [DINAS SOSIAL]",
            "7 Group",
            "8 SURAT KILAT [KECAMATAN BANYUMANIK]",
        ]
    );
    // In the column of names, with roman numbers, under a group of another kind; and
    // as CSV, which knows no merged cells.
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|Jenis|Tujuan\nI|BADAN KEPEGAWAIAN||\n1|Satu|Digital|a\nII|Urusan Wajib||\n1|Dua|Digital|b\nIII|OPD: Dinas Sosial||\n1|Tiga|Digital|c"
        )),
        [
            "1–7 Inovasi",
            "2 Group",
            "3 Satu [BADAN KEPEGAWAIAN]",
            "4 Group",
            "5 Dua [Urusan Wajib]",
            "6 Group",
            "7 Tiga [Dinas Sosial]",
        ]
    );
    // Without a number where all others have one; and numbered as the entries are.
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|Jenis|Tujuan\n|Layanan Dasar||\n1|Satu|Digital|a\n2|Dua|Digital|b\n1.|Dinas Pangan||\n1|Tiga|Digital|c"
        )),
        [
            "1–6 Inovasi",
            "2 Group",
            "3 Satu [Layanan Dasar]",
            "4 Dua [Layanan Dasar]",
            "5 Group",
            "6 Tiga [Dinas Pangan]",
        ]
    );
    // A name alone in a table without numbers is an inovasi that is filled in later.
    assert_eq!(
        told(&sheet("\nNama Inovasi|OPD|Jenis\nSatu|Dinas A|Digital\nDua||\nTiga|Dinas A|Digital")),
        ["1–4 Inovasi", "2 Satu", "3 Dua", "4 Tiga"]
    );
}

#[test]
fn sums_are_known_by_their_numbers_whatever_they_are_called() {
    let book = book("baris-jumlah.xlsx");
    assert_eq!(
        told(first(&book)),
        [
            "1–11 Inovasi",
            "2 SI PENA LANSIA",
            "3 Total",
            "4 LAPAK IBU",
            "5 Total",
            "6 JEMPUT SAMPAH PAGI",
            "7 Total",
            "8 Total",
            "9 Total",
            "10 Total",
            "11 Total",
        ]
    );
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|OPD|Jenis|Anggaran\n1|Jumlah Sehat|Dinas A|Digital|5\n2|Dua|Dinas A|Digital|7\n|Seluruh Dinas A|||12\n3|Tiga|Dinas B|Digital|1\n|Semua|2||13"
        )),
        ["1–6 Inovasi", "2 Jumlah Sehat", "3 Dua", "4 Total", "5 Tiga", "6 Total"]
    );
    // An inovasi without a number and without much else stays one.
    assert_eq!(
        told(&sheet(
            "\nNama Inovasi|OPD|Jenis|Anggaran\nTotal Sehat|Dinas A|Digital|5\nDua|||7\nTiga|Dinas B|Digital|1"
        )),
        ["1–4 Inovasi", "2 Total Sehat", "3 Dua", "4 Tiga"]
    );
}

#[test]
fn the_head_of_a_table_is_no_entry() {
    let three = book("judul-tiga-baris.xlsx");
    let table = &tables(first(&three), &TARGETS)[0];
    assert_eq!(table.guess.header_row, 6);
    let meant: Vec<_> = table.guess.columns.iter().filter_map(|it| it.target.as_deref()).collect();
    assert!(meant.contains(&"kepanjangan") && meant.contains(&"urusan_utama"), "{meant:?}");
    assert_eq!(
        told(first(&three)),
        ["1–10 Inovasi", "7 Numbering", "8 SI PENA LANSIA", "9 LAPAK IBU", "10 JEMPUT SAMPAH PAGI"]
    );
    let hints = book("baris-petunjuk-dan-contoh.xlsx");
    assert_eq!(told(first(&hints)), ["1–5 Inovasi", "2 Instruction", "3 Example", "4 SI PENA LANSIA", "5 LAPAK IBU"]);
    // A lower row, units and numbers under the header; the header again on page two.
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|Perangkat Daerah|Anggaran\n|(teks)|(teks)|(Rp)\n(1)|(2)|(3)|(4)\n1|Satu|Dinas A|5\nNo|Nama Inovasi|Perangkat Daerah|Anggaran\nI|II|III|IV\n2|Contoh Baik|Dinas B|5"
        )),
        ["1–7 Inovasi", "2 Header", "3 Numbering", "4 Satu", "5 Header", "6 Numbering", "7 Contoh Baik"]
    );
    assert_eq!(
        told(&sheet("\nNama Inovasi|OPD|Jenis\nContoh: Sapa|Contoh: Dinas A|Digital\nIsi Piringku|Dinas B|Digital")),
        ["1–3 Inovasi", "2 Example", "3 Isi Piringku"]
    );
}

#[test]
fn who_signs_is_no_inovasi() {
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|OPD\n1|Satu|Dinas A\n2|Dua|Dinas A\n\n||Semarang, 2 Januari 2025\n||Kepala Badan,\n\n||Budi Santoso\n||NIP. 19700101"
        )),
        ["1–9 Inovasi", "2 Satu", "3 Dua", "5 Note", "6 Note", "8 Note", "9 Note"]
    );
}

#[test]
fn several_rows_of_one_go_on_with_it() {
    let merged = book("nama-digabung-tegak.xlsx");
    let expected = [
        "1–7 Inovasi",
        "2 SI PENA LANSIA",
        "3 SI PENA LANSIA ↑2",
        "4 SI PENA LANSIA ↑2",
        "5 LAPAK IBU",
        "6 LAPAK IBU ↑5",
        "7 LAPAK IBU ↑5",
    ];
    assert_eq!(told(first(&merged)), expected);
    // Saved as CSV, where the merged cells are blank.
    let mut flat = first(&merged).clone();
    flat.merged.clear();
    let told_flat = told(&flat);
    assert_eq!(told_flat[1..3], ["2 SI PENA LANSIA", "3 – ↑2"]);
    assert_eq!(told_flat[6], "7 – ↑5");
    // Links in a column that nobody takes.
    let mut bukti = sheet("\nNo|Nama Inovasi|OPD|Bukti\n1|Satu|Dinas A|x\n|||y\n|||z\n2|Dua|Dinas B|w");
    assert_eq!(told(&bukti), ["1–5 Inovasi", "2 Satu", "3 – ↑2", "4 – ↑2", "5 Dua"]);
    bukti.merged.push(MergedCells { top: 2, bottom: 4, left: 1, right: 1 });
    assert_eq!(told(&bukti), ["1–5 Inovasi", "2 Satu", "3 – ↑2", "4 – ↑2", "5 Dua"]);
}

#[test]
fn all_tables_of_a_sheet_are_found() {
    let two = book("dua-tabel.xlsx");
    assert_eq!(
        told(first(&two)),
        ["1–4 Inovasi", "3 SI PENA LANSIA", "4 LAPAK IBU", "6–9 Inovasi", "8 JEMPUT SAMPAH PAGI", "9 PASAR TERTIB",]
    );
    let found = tables(first(&two), &TARGETS);
    let meant = |at: usize| {
        let of = found[at].guess.columns.iter().filter_map(|it| Some((it.at, it.target.as_deref()?, it.sure)));
        of.collect::<Vec<_>>()
    };
    assert_eq!(meant(0), [(1, "nama", true), (2, "perangkat_daerah", true), (3, "urusan_utama", true)]);
    assert_eq!(meant(1), [(1, "perangkat_daerah", true), (2, "nama", true), (3, "tahapan", true)]);
    // Three, with a summary between them, and no title.
    assert_eq!(
        told(&sheet(
            "\nNo|Nama Inovasi|OPD\n1|Satu|Dinas A\n\nPerangkat Daerah|Jumlah Inovasi|Tahapan\nDinas A|1|\nDinas B|1|\n\nNo|Nama Inovasi|Tahapan\n1|Dua|Penerapan"
        )),
        ["1–2 Inovasi", "2 Satu", "4–6 Summary", "8–9 Inovasi", "9 Dua"]
    );
}

#[test]
fn sheets_say_what_they_are() {
    let book = book("lembar-per-opd.xlsx");
    let kinds = |book: &Book| {
        let of = |it: &Sheet| tables(it, &TARGETS).into_iter().map(|table| (it.name.clone(), table.kind)).collect();
        book.sheets.iter().flat_map(|it| -> Vec<_> { of(it) }).collect::<Vec<_>>()
    };
    let known: Vec<(String, SheetTableKind)> = kinds(&book);
    let known: Vec<(&str, SheetTableKind)> = known.iter().map(|it| (it.0.as_str(), it.1)).collect();
    assert_eq!(
        known,
        [
            ("Rekap", SheetTableKind::Summary),
            ("DINKES", SheetTableKind::Inovasi),
            ("DINSOS", SheetTableKind::Inovasi),
            ("DLH", SheetTableKind::Inovasi),
        ]
    );
    for name in ["formulir-tegak.xlsx", "tabel-melintang.xlsx"] {
        let book = super::book(name);
        assert_eq!(kinds(&book).iter().map(|it| it.1).collect::<Vec<_>>(), [SheetTableKind::Upright], "{name}");
        told(first(&book));
    }
    // A letter, and a list of people.
    for text in ["\nKepada Yth.\nBapak Walikota\nHal: undangan", "\nPegawai|Golongan\nA|III/a\nB|IV/b"] {
        assert!(tables(&sheet(text), &TARGETS).iter().all(|it| it.kind == SheetTableKind::Other), "{text}");
    }
    assert_eq!(tables(&Sheet::default(), &TARGETS), []);
}

#[test]
fn several_names_in_a_cell_stay_one_row_here() {
    assert_eq!(
        told(first(&book("banyak-nama-satu-sel.xlsx"))),
        ["1–3 Inovasi", "2 1. KLINIK DESA / 2. POSYANDU SENJA / 3. SURAT KILAT", "3 SI PENA LANSIA; LAPAK IBU"]
    );
    assert_eq!(
        told(first(&book("opd-baris-pertama.xlsx"))),
        ["1–6 Inovasi", "2 KLINIK DESA", "3 POSYANDU SENJA", "4 SURAT KILAT", "5 SI PENA LANSIA", "6 LAPAK IBU"]
    );
}

/// Rows drawn from a few kinds, in any order: whatever stands in a sheet, each filled
/// row is told once, and what was plainly an entry is one.
#[test]
fn the_rows_add_up_to_the_sheet() {
    const ROWS: [&str; 12] = [
        "1|Satu|Dinas A|Digital|5",
        "2|Dua|Dinas B|Non Digital|7",
        "|Jumlah|1||5",
        "A|DINAS KESEHATAN|||",
        "(1)|(2)|(3)|(4)|(5)",
        "No|Nama Inovasi|OPD|Jenis|Anggaran",
        "|||x|",
        "|||||||jauh di luar",
        "Catatan: sementara||||",
        "|Diisi nama|Diisi OPD||",
        "No|Judul Inovasi|Perangkat Daerah|Tahapan|",
        "||||",
    ];
    let mut seed: u64 = 20_261_130;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    for _ in 0..300 {
        let mut text = "\nNo|Nama Inovasi|OPD|Jenis|Anggaran".to_owned();
        let mut n_entries = 0;
        for _ in 0..next(12) {
            let at = next(ROWS.len());
            n_entries += usize::from(at < 2);
            text.push('\n');
            text.push_str(ROWS[at]);
        }
        let sheet = sheet(&text);
        let found = told(&sheet);
        let entries = found.iter().filter(|it| it.ends_with(" Satu") || it.ends_with(" Dua") || it.contains(" [DINAS"));
        assert_eq!(entries.filter(|it| !it.contains('–')).count(), n_entries, "{text}\n{found:#?}");
        assert!(found.iter().all(|it| !it.ends_with(&format!("{:?}", Skip::Blank)) || text.contains('x')), "{text}");
    }
}
