//! What a person says of single rows, and the grid that shows what each is taken for.

use std::{path::Path, time::Duration};

use registry::{
    ImportWorkbook, ListWorkbookLines, Reason, WorkbookRow, WorkbookTable,
    progress::Unwatched,
    view::{RowMeaning, WorkbookLinesView},
};

use super::{
    columns, counts, dry, fixture, import, request,
    rows::{receipt, standing, taken},
};
use crate::kit::Laptop;

/// A recap in which shape alone says the wrong thing four times: a group looks like an
/// inovasi, an inovasi like a group, a note like an inovasi, and a page repeats its
/// heading in other words.
const MISLEADING: &str = "\
    No;Nama Inovasi;Perangkat Daerah;Tujuan\n\
    1;Urusan Bersama;;untuk semua\n\
    2;KLINIK DESA;;sehat\n\
    II;SURAT KILAT;;\n\
    3;Dicetak oleh Bagian Organisasi;;lembar kedua\n\
    4;Judul kegiatan;;maksud\n\
    5;LAPAK IBU;Dinas P3A;usaha\n";

fn said(sheet: &str, list: &[(u32, RowMeaning)]) -> Vec<WorkbookRow> {
    list.iter().map(|(row, meaning)| WorkbookRow { sheet: sheet.into(), row: *row, meaning: *meaning }).collect()
}

#[test]
fn what_a_person_says_of_a_row_goes_before_its_shape() {
    let laptop = Laptop::new(1);
    let mut req = request(&laptop.file("rekap.csv", MISLEADING));
    assert_eq!(receipt(&dry(&laptop, &req))[0], "rekap table: 5 taken, 0 refused group 4 header 1");
    req.rows = said(
        "rekap",
        &[(2, RowMeaning::Group), (4, RowMeaning::Inovasi), (5, RowMeaning::Skip), (6, RowMeaning::Header)],
    );
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["KLINIK DESA · Urusan Bersama", "LAPAK IBU · Dinas P3A", "SURAT KILAT · Urusan Bersama"]);
    assert_eq!(
        receipt(&view),
        ["rekap table: 3 taken, 0 refused by_hand 5 group 2 header 1, 6", "body_of_group taken: Urusan Bersama→2",]
    );
    // The last word about a row counts, and one may be taken back.
    req.rows.extend(said("rekap", &[(5, RowMeaning::Inovasi)]));
    assert_eq!(counts(&dry(&laptop, &req)), [4, 0, 0, 0]);
    req.rows.clear();
    assert_eq!(counts(&dry(&laptop, &req)), [5, 0, 0, 0]);
}

#[test]
fn a_word_holds_for_one_sheet_and_above_the_header_too() {
    let laptop = Laptop::new(1);
    let text = "KEBUN RAKYAT;Dinas Pertanian\nNama Inovasi;OPD\nLAPAK IBU;Dinas P3A\n";
    let mut req = request(&laptop.file("rekap.csv", text));
    assert_eq!(counts(&dry(&laptop, &req)), [1, 0, 0, 0]);
    req.rows = said("rekap", &[(1, RowMeaning::Inovasi)]);
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["KEBUN RAKYAT · Dinas Pertanian", "LAPAK IBU · Dinas P3A"]);
    assert_eq!(receipt(&view), ["rekap table: 2 taken, 0 refused header 2"]);

    let mut req = request(&fixture("lembar-per-opd.xlsx"));
    req.rows = said("DLH", &[(3, RowMeaning::Skip)]);
    let (stands, view) = taken(&req);
    assert_eq!(stands.len(), 4, "{stands:?}");
    let of_dlh = receipt(&view).into_iter().find(|it| it.starts_with("DLH")).unwrap();
    assert_eq!(of_dlh, "DLH table: 1 taken, 0 refused by_hand 3 header 1–2");
}

#[test]
fn a_row_without_a_name_is_refused_where_a_person_calls_it_an_inovasi() {
    let laptop = Laptop::new(1);
    let mut req =
        request(&laptop.file("rekap.csv", "Nama Inovasi;OPD;Catatan petugas\nA satu;Dinas A;\n;;lihat lampiran\n"));
    assert_eq!(counts(&dry(&laptop, &req)), [1, 0, 0, 0]);
    req.rows = said("rekap", &[(3, RowMeaning::Inovasi)]);
    let view = dry(&laptop, &req);
    assert_eq!(view.refused.iter().map(|it| (it.row, it.reason)).collect::<Vec<_>>(), [(3, Reason::RowNameless)]);
    assert_eq!(receipt(&view)[0], "rekap table: 1 taken, 1 refused header 1");
}

#[test]
fn a_word_that_nothing_can_come_of_is_refused() {
    let laptop = Laptop::new(1);
    let refused = |req: &ImportWorkbook| laptop.import_workbook(req, true, &mut Unwatched).unwrap_err();
    let mut req = request(&fixture("lembar-per-opd.xlsx"));
    for (sheet, row) in [("Rekap", 2), ("DLH", 900), ("Tidak ada", 3)] {
        req.rows = said(sheet, &[(row, RowMeaning::Skip)]);
        let error = refused(&req);
        assert_eq!(error.reason, Reason::RowMissing, "{sheet} {row}");
        assert_eq!(error.args, [("sheet", sheet.to_owned()), ("row", row.to_string())]);
    }
    assert_eq!(standing(&laptop), Vec::<String>::new());
}

/// All rows of a table as a grid shows them.
fn lines(laptop: &Laptop, path: &Path, list: &[(u32, &str)], rows: Vec<WorkbookRow>) -> WorkbookLinesView {
    laptop.list_workbook_lines(&asked(path, list, rows)).unwrap()
}

fn asked(path: &Path, list: &[(u32, &str)], rows: Vec<WorkbookRow>) -> ListWorkbookLines {
    let sheet = "rekap".to_owned();
    let table = WorkbookTable { sheet, header_row: 1, columns: columns(list) };
    let path = path.display().to_string();
    ListWorkbookLines { path, table, first_row: 1, last_row: 9999, rows, offset: 0, limit: 500 }
}

/// Number of the row and what it is taken for.
fn kinds(it: &WorkbookLinesView) -> Vec<String> {
    let kind = |it: &registry::view::WorkbookLine| it.skipped.map_or("inovasi", |it| it.name());
    it.lines
        .iter()
        .map(|it| format!("{} {}{}", it.row, kind(it), if it.said.is_some() { " said" } else { "" }))
        .collect()
}

#[test]
fn a_grid_shows_what_every_row_is_taken_for() {
    let laptop = Laptop::new(1);
    let path = laptop.file("rekap.csv", MISLEADING);
    let all = [(1, "nama"), (2, "perangkat_daerah")];
    let view = lines(&laptop, &path, &all, Vec::new());
    assert_eq!(kinds(&view), ["1 header", "2 inovasi", "3 inovasi", "4 group", "5 inovasi", "6 inovasi", "7 inovasi"]);
    assert_eq!((view.total, view.n_column), (7, 4));
    assert_eq!(view.lines[1].cells, ["1", "Urusan Bersama", "", "untuk semua"]);
    let words = said("rekap", &[(2, RowMeaning::Group), (5, RowMeaning::Skip)]);
    let view = lines(&laptop, &path, &all, words);
    assert_eq!(kinds(&view)[1..5], ["2 group said", "3 inovasi", "4 group", "5 by_hand said"]);
    // A run of them, and what is beyond the last.
    let mut req = asked(&path, &all, Vec::new());
    (req.offset, req.limit) = (5, 1);
    let view = laptop.list_workbook_lines(&req).unwrap();
    assert_eq!((kinds(&view), view.total), (vec!["6 inovasi".to_owned()], 7));
    req.offset = 7;
    assert_eq!(laptop.list_workbook_lines(&req).unwrap().lines, []);
    // While nobody has said where the names stand, no row is sure.
    assert_eq!(kinds(&lines(&laptop, &path, &[(3, "tujuan")], Vec::new()))[1..3], ["2 unclear", "3 unclear"]);
    // Without a header there is no table, and of a sheet that is none nothing is shown.
    req.offset = 0;
    req.table.header_row = 0;
    assert_eq!(kinds(&laptop.list_workbook_lines(&req).unwrap()), ["1 other"]);
    req.table.sheet = "lain".into();
    assert_eq!(laptop.list_workbook_lines(&req).unwrap_err().reason, Reason::SheetMissing);
}

#[test]
fn a_grid_tells_how_well_a_column_fits_what_it_is_called() {
    let laptop = Laptop::new(1);
    let text = "Nama Inovasi;Tanggal\nSatu;13/05/2024\nDua;05/13/2024\nTiga;kapan-kapan\nEmpat;01/02/2024\n";
    let path = laptop.file("rekap.csv", text);
    let view = lines(&laptop, &path, &[(0, "nama"), (1, "waktu_penerapan")], Vec::new());
    let fit = view.columns.iter().find(|it| it.at == 1).unwrap();
    assert_eq!((fit.key.as_str(), fit.share, fit.days_asked), ("waktu_penerapan", 75, true));
    let view = lines(&laptop, &path, &[(0, "nama"), (1, "jenis")], Vec::new());
    assert_eq!(view.columns.iter().map(|it| (it.share, it.days_asked)).collect::<Vec<_>>(), [(100, false), (0, false)]);
}

#[test]
fn cells_are_shown_on_one_line_shortened_and_at_most_a_hundred() {
    let laptop = Laptop::new(1);
    let long = "kata ".repeat(100);
    let wide = ";x".repeat(150);
    let path = laptop.file("rekap.csv", format!("Nama Inovasi;OPD{wide}\n\"Satu\ndua\";{long}\n"));
    let view = lines(&laptop, &path, &[(0, "nama")], Vec::new());
    let cells = &view.lines[1].cells;
    assert_eq!(cells[0], "Satu dua");
    assert!(cells[1].ends_with('…') && cells[1].chars().count() == 121, "{}", cells[1]);
    assert_eq!((view.lines[0].cells.len(), view.n_column), (100, 152));
}

#[test]
fn a_file_that_changed_is_read_again_and_one_that_did_not_is_not() {
    let laptop = Laptop::new(1);
    let path = laptop.file("rekap.csv", "Nama Inovasi;OPD\nSatu;Dinas A\n");
    let first = |laptop: &Laptop| lines(laptop, &path, &[(0, "nama")], Vec::new()).lines[1].cells[0].clone();
    assert_eq!(first(&laptop), "Satu");
    // The same bytes in number, at the same moment: the book in memory is asked.
    let moment = std::fs::metadata(&path).unwrap().modified().unwrap();
    let write = |text: &str, moment: std::time::SystemTime| {
        std::fs::write(&path, text).unwrap();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_modified(moment).unwrap();
    };
    write("Nama Inovasi;OPD\nEnam;Dinas A\n", moment);
    assert_eq!(first(&laptop), "Satu");
    laptop.close_workbook();
    assert_eq!(first(&laptop), "Enam");
    // Another moment, or another size.
    write("Nama Inovasi;OPD\nTiga;Dinas A\n", moment + Duration::from_secs(2));
    assert_eq!(first(&laptop), "Tiga");
    write("Nama Inovasi;OPD\nDelapan;Dinas A\n", moment + Duration::from_secs(2));
    assert_eq!(first(&laptop), "Delapan");
    // What is written is never taken from memory.
    write("Nama Inovasi;OPD\nSebelas\n", moment + Duration::from_secs(2));
    let of_same_size = "Nama Inovasi;OPD\nDelapan;Dinas B\n";
    assert_eq!(first(&laptop), "Sebelas");
    laptop.close_workbook();
    write("Nama Inovasi;OPD\nDelapan;Dinas A\n", moment);
    assert_eq!(first(&laptop), "Delapan");
    write(of_same_size, moment);
    import(&laptop, &request(&path));
    assert_eq!(standing(&laptop), ["Delapan · Dinas B"]);
}
