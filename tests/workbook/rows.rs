//! The whole file: every row of every sheet is counted, what is no inovasi is passed
//! over and told, and what a recap seems to mean is proposed.

use registry::{
    ImportWorkbook, Reason, WorkbookTable,
    view::{PartKind, ProposalKind, WorkbookImportView},
};

use super::{columns, counts, dry, fixture, import, request};
use crate::kit::Laptop;

/// The receipt in lines: parts with what became of their rows, and proposals.
pub fn receipt(it: &WorkbookImportView) -> Vec<String> {
    let mut lines = Vec::new();
    for part in &it.parts {
        let rows: u32 = part.skipped.iter().map(|it| it.n).sum();
        assert_eq!(part.n_row, part.n_taken + part.n_refused + rows, "the rows of {} add up", part.sheet);
        let skipped = part.skipped.iter().map(|it| format!(" {} {}", it.kind.name(), it.rows)).collect::<String>();
        let (taken, refused) = (part.n_taken, part.n_refused);
        lines.push(format!("{} {}: {taken} taken, {refused} refused{skipped}", part.sheet, part.kind.name()));
    }
    for it in &it.proposals {
        let sign = if it.taken { "taken" } else { "asked" };
        let list = it.list.iter().map(|it| format!(" {}→{}", it.text, it.n_row)).collect::<String>();
        lines.push(format!("{} {sign}:{list}", it.kind.name()));
    }
    lines
}

/// Name and perangkat daerah of all that stands here.
pub fn standing(laptop: &Laptop) -> Vec<String> {
    let list = laptop.export_registry().unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap_or("–").to_owned();
    let all = list["inovasi"].as_array().unwrap().iter();
    let mut all: Vec<String> =
        all.map(|it| format!("{} · {}", text(it, "nama"), text(it, "perangkat_daerah"))).collect();
    all.sort();
    all
}

/// A dry run and the act say the same; gives what stands here then, and the receipt.
pub fn taken(req: &ImportWorkbook) -> (Vec<String>, WorkbookImportView) {
    let laptop = Laptop::new(1);
    let told = dry(&laptop, req);
    let done = import(&laptop, req);
    assert_eq!(receipt(&told), receipt(&done), "the dry run tells what the act does");
    assert_eq!(counts(&told), counts(&done));
    laptop.assert_healthy();
    (standing(&laptop), done)
}

#[test]
fn a_group_of_rows_gives_its_body() {
    let mut req = request(&fixture("kelompok-opd-digabung.xlsx"));
    let (stands, view) = taken(&req);
    assert_eq!(
        stands,
        [
            "KLINIK DESA · DINAS KESEHATAN",
            "POSYANDU SENJA · DINAS KESEHATAN",
            "SI PENA LANSIA · DINAS SOSIAL",
            "SURAT KILAT · KECAMATAN BANYUMANIK",
        ]
    );
    assert_eq!(
        receipt(&view),
        [
            "Sheet table: 4 taken, 0 refused group 2, 5, 7 header 1",
            "body_of_group taken: DINAS KESEHATAN→2 DINAS SOSIAL→1 KECAMATAN BANYUMANIK→1",
        ]
    );
    req.leave = vec![ProposalKind::BodyOfGroup];
    assert_eq!(taken(&req).0[0], "KLINIK DESA · –");
}

#[test]
fn sums_are_passed_over_and_told() {
    let (stands, view) = taken(&request(&fixture("baris-jumlah.xlsx")));
    assert_eq!(stands.len(), 3, "{stands:?}");
    assert_eq!(receipt(&view), ["Sheet table: 3 taken, 0 refused header 1 total 3, 5, 7–11"]);
    let (stands, view) = taken(&request(&fixture("baris-petunjuk-dan-contoh.xlsx")));
    assert_eq!(stands, ["LAPAK IBU · Dinas P3A", "SI PENA LANSIA · Dinas Sosial"]);
    assert_eq!(receipt(&view), ["Sheet table: 2 taken, 0 refused example 3 header 1 instruction 2"]);
    let (stands, view) = taken(&request(&fixture("judul-tiga-baris.xlsx")));
    assert_eq!((stands.len(), counts(&view)[0]), (3, 3));
    assert_eq!(receipt(&view), ["Sheet table: 3 taken, 0 refused header 1–2, 4–6 numbering 7"]);
    assert!(view.changes.iter().any(|it| it.field == "kepanjangan"), "{:#?}", view.changes);
}

#[test]
fn all_tables_of_a_file_are_taken_in_one_act() {
    let (stands, view) = taken(&request(&fixture("dua-tabel.xlsx")));
    assert_eq!(
        stands,
        [
            "JEMPUT SAMPAH PAGI · Dinas Lingkungan Hidup",
            "LAPAK IBU · Dinas Pemberdayaan Perempuan",
            "PASAR TERTIB · Dinas Perdagangan",
            "SI PENA LANSIA · Dinas Sosial",
        ]
    );
    assert_eq!(
        receipt(&view),
        ["Sheet table: 2 taken, 0 refused header 1–2", "Sheet table: 2 taken, 0 refused header 6–7"]
    );
    let mut req = request(&fixture("lembar-per-opd.xlsx"));
    let (stands, view) = taken(&req);
    assert_eq!((stands.len(), stands[0].as_str()), (5, "JEMPUT SAMPAH PAGI · –"));
    assert_eq!(
        receipt(&view),
        [
            "Rekap summary: 0 taken, 0 refused summary 1–4",
            "DINKES table: 2 taken, 0 refused header 1–2",
            "DINSOS table: 1 taken, 0 refused header 1–2",
            "DLH table: 2 taken, 0 refused header 1–2",
            "body_of_sheet asked: DINKES→2 DINSOS→1 DLH→2",
        ]
    );
    req.take = vec![ProposalKind::BodyOfSheet];
    assert_eq!(taken(&req).0[..2], ["JEMPUT SAMPAH PAGI · DLH", "KLINIK DESA · DINKES"]);
    // One sheet of them, and two with columns that are told.
    req.sheet = Some("DINSOS".into());
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["SI PENA LANSIA · DINSOS"]);
    assert_eq!(view.parts.iter().filter(|it| it.kind == PartKind::Left).count(), 3);
    (req.sheet, req.header_row, req.columns) = (Some("DLH".into()), 2, columns(&[(1, "nama")]));
    req.also =
        vec![WorkbookTable { sheet: "DINSOS".into(), header_row: 2, columns: columns(&[(1, "tujuan"), (3, "nama")]) }];
    let (stands, _) = taken(&req);
    assert_eq!(stands, ["Digital · DINSOS", "JEMPUT SAMPAH PAGI · DLH", "PASAR TERTIB · DLH"]);
}

#[test]
fn rows_of_one_inovasi_are_one_and_what_differs_is_told() {
    let (stands, view) = taken(&request(&fixture("nama-digabung-tegak.xlsx")));
    assert_eq!(stands, ["LAPAK IBU · Dinas P3A", "SI PENA LANSIA · Dinas Sosial"]);
    assert_eq!(receipt(&view), ["Sheet table: 2 taken, 0 refused header 1 joined 3–4, 6–7"]);
    let told: Vec<_> = view.refused.iter().map(|it| (it.row, it.value.as_str(), it.reason)).collect();
    let joined = |row, value| (row, value, Reason::CellJoined);
    assert_eq!(
        told,
        [joined(3, "tujuan 2024"), joined(4, "tujuan 2025"), joined(6, "tujuan 2024"), joined(7, "tujuan 2025")]
    );
    // One row for each bukti, as exports have it; the second row fills a blank.
    let mut req = request(&fixture("baris-per-bukti.xlsx"));
    (req.header_row, req.columns) = (1, columns(&[(0, "nama"), (1, "perangkat_daerah"), (5, "jenis")]));
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["LAPAK IBU · Dinas Pemberdayaan Perempuan", "SI PENA LANSIA · Dinas Sosial"]);
    assert_eq!(
        (receipt(&view), view.n_refused),
        (vec!["Sheet table: 2 taken, 0 refused header 1 joined 3–4, 6–7".into()], 0)
    );
    let laptop = Laptop::new(1);
    let text = "Nama Inovasi;OPD;Tujuan;Manfaat;Urusan Beririsan\nSatu;Dinas A;a;;Sosial\nSatu;Dinas A;a;b;Pangan\nSatu;Dinas B;c;;\n";
    let req = request(&laptop.file("a.csv", text));
    assert_eq!(counts(&import(&laptop, &req)), [2, 0, 0, 0]);
    assert_eq!(standing(&laptop), ["Satu · Dinas A", "Satu · Dinas B"]);
    let of_a = laptop.export_registry().unwrap();
    assert!(of_a.contains("\"manfaat\": \"b\"") || of_a.contains("\"manfaat\":\"b\""), "{of_a}");
    // Again, nothing changes.
    assert_eq!(counts(&import(&laptop, &req)), [0, 0, 2, 0]);
}

#[test]
fn a_body_on_the_first_row_of_its_block_is_asked_about() {
    let mut req = request(&fixture("opd-baris-pertama.xlsx"));
    let (stands, view) = taken(&req);
    assert_eq!((stands.len(), stands[3].as_str()), (5, "SI PENA LANSIA · Dinas Sosial"));
    assert_eq!(receipt(&view)[1..], ["body_of_block asked: Dinas Kesehatan→2 Dinas Sosial→1"]);
    req.take = vec![ProposalKind::BodyOfBlock];
    let expected = [
        "KLINIK DESA · Dinas Kesehatan",
        "LAPAK IBU · Dinas Sosial",
        "POSYANDU SENJA · Dinas Kesehatan",
        "SI PENA LANSIA · Dinas Sosial",
        "SURAT KILAT · Dinas Kesehatan",
    ];
    assert_eq!(taken(&req).0, expected);
    let text = "No;Perangkat Daerah;Nama Inovasi;Jenis\n1;Dinas Kesehatan;KLINIK DESA;Digital\n;;POSYANDU SENJA;Digital\n;;SURAT KILAT;Non Digital\n2;Dinas Sosial;SI PENA LANSIA;Digital\n;;LAPAK IBU;Digital\n";
    let laptop = Laptop::new(2);
    let csv = ImportWorkbook { take: req.take, ..request(&laptop.file("a.csv", text)) };
    assert_eq!(taken(&csv).0, expected, "as CSV the same");
}

#[test]
fn several_names_in_a_cell_are_never_one_inovasi_unasked() {
    let mut req = request(&fixture("banyak-nama-satu-sel.xlsx"));
    let (stands, view) = taken(&req);
    assert_eq!(stands, Vec::<String>::new());
    assert!(view.refused.iter().all(|it| it.reason == Reason::NamesInCell && it.column == "C"), "{:#?}", view.refused);
    assert_eq!(
        receipt(&view),
        [
            "Sheet table: 0 taken, 2 refused header 1",
            "several_names asked: KLINIK DESA; POSYANDU SENJA; SURAT KILAT→1 SI PENA LANSIA; LAPAK IBU→1",
        ]
    );
    req.take = vec![ProposalKind::SeveralNames];
    let (stands, view) = taken(&req);
    assert_eq!((stands.len(), counts(&view)), (5, [5, 0, 0, 0]));
    assert!(stands.contains(&"POSYANDU SENJA · Dinas Kesehatan".to_owned()), "{stands:?}");
    assert_eq!(receipt(&view)[0], "Sheet table: 2 taken, 0 refused header 1");
}

#[test]
fn what_stands_upright_is_refused_in_one_sentence() {
    for name in ["formulir-tegak.xlsx", "tabel-melintang.xlsx"] {
        let laptop = Laptop::new(1);
        let error = laptop.import_workbook(&request(&fixture(name)), true, &mut registry::progress::Unwatched);
        assert_eq!(error.unwrap_err().reason, Reason::BookUpright, "{name}");
        let view = laptop.inspect_workbook(&fixture(name), None, 0).unwrap();
        assert_eq!(view.sheets.iter().map(|it| it.kind).collect::<Vec<_>>(), [PartKind::Upright], "{name}");
    }
}

#[test]
fn the_receipt_counts_every_row_of_every_sheet() {
    let n_filled = |path: &std::path::Path| {
        let limits = exchange::inovasi::workbook::BookLimits::default();
        let book = exchange::inovasi::workbook::read_book(path, &limits).unwrap();
        book.sheets.iter().map(|it| it.lines.len() as u32).sum::<u32>()
    };
    for name in [
        "banyak-nama-satu-sel.xlsx",
        "baris-jumlah.xlsx",
        "baris-per-bukti.xlsx",
        "daftar-1252.csv",
        "daftar-xlwt.xls",
        "dua-tabel.xlsx",
        "kelompok-opd-digabung.xlsx",
        "lembar-per-opd.xlsx",
        "nama-digabung-tegak.xlsx",
        "rekap-libreoffice.ods",
        "rekap-openpyxl.xlsx",
    ] {
        let view = taken(&request(&fixture(name))).1;
        let told: u32 = view.parts.iter().map(|it| it.n_row).sum();
        assert_eq!(told, n_filled(&fixture(name)), "{name}: {:#?}", view.parts);
        let ways = view.parts.iter().map(|it| it.n_taken).sum::<u32>();
        assert!(ways <= told && view.n_new + view.n_changed + view.n_unchanged >= ways, "{name}");
    }
}
