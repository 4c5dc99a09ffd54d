//! Workbooks of the size a province keeps: rows of twenty columns.

use std::path::Path;

use registry::{
    ExportWorkbook, ImportWorkbook, ListWorkbookLines, WorkbookColumn, WorkbookKind, WorkbookTable, progress::Unwatched,
};

use crate::{
    load::Dice,
    measure::{Line, exponent, print_head, time},
    openpyxl, or_end, started,
};

/// Rows of the recaps; the budget names the last.
pub const SIZES: [usize; 3] = [1_000, 10_000, 37_000];

/// Columns of the recap: heading, and the key it is mapped to.
const COLUMNS: [(&str, &str); 20] = [
    ("Nama Inovasi", "nama"),
    ("OPD", "perangkat_daerah"),
    ("Tahapan", "tahapan"),
    ("Inisiator", "inisiator"),
    ("Nama Inisiator", "nama_inisiator"),
    ("Jenis", "jenis"),
    ("Bentuk", "bentuk"),
    ("Urusan", "urusan_utama"),
    ("Urusan Beririsan", "urusan_beririsan"),
    ("Waktu Uji Coba", "waktu_uji_coba"),
    ("Waktu Penerapan", "waktu_penerapan"),
    ("Rancang Bangun", "rancang_bangun"),
    ("Tujuan", "tujuan"),
    ("Manfaat", "manfaat"),
    ("Hasil", "hasil"),
    ("Indikator 16", ""),
    ("Indikator 17", ""),
    ("Indikator 18", ""),
    ("Indikator 19", ""),
    ("Indikator 20", ""),
];

pub fn measure(folder: &Path, sizes: &[usize]) {
    print_head();
    let mut by_size = Vec::new();
    for n in sizes.iter().copied() {
        by_size.push((n, taken_in(&folder.join(format!("rekap-{n}")), n)));
    }
    if let [(small, before), (large, after), ..] = by_size.as_slice() {
        println!();
        for (a, b) in before.iter().zip(after) {
            println!(
                "- {}: exponent {:.2} from {small} to {large}",
                a.nama,
                exponent((*small, a.median()), (*large, b.median()))
            );
        }
    }
}

fn taken_in(folder: &Path, n: usize) -> Vec<Line> {
    // Files of people lie beside a registry, never in it.
    let registry = started(&folder.join("registri"));
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let texts = or_end(registry.show_instrument(instrument), "the instrument");
    let mut answered =
        texts.indikator.iter().filter(|it| !it.daerah).map(|it| format!("assessment/{instrument}/{}", it.id));
    let keys: Vec<String> = COLUMNS
        .iter()
        .map(|it| if it.1.is_empty() { answered.next().unwrap_or_default() } else { it.1.to_owned() })
        .collect();
    let rows = recap(n);
    let (csv, book) = (folder.join("rekap.csv"), folder.join("rekap.xlsx"));
    let text: Vec<String> = rows.iter().map(|it| it.join(";") + "\n").collect();
    or_end(std::fs::write(&csv, text.concat()), "the recap");
    or_end(as_book(&rows, &book), "the recap");
    let beside = openpyxl::load(&book, n);
    let mut req = ImportWorkbook { path: book.display().to_string(), header_row: 1, ..ImportWorkbook::default() };
    req.columns = (0..).zip(&keys).map(|(at, key)| WorkbookColumn { at, key: key.clone(), days: None }).collect();
    let of_csv = ImportWorkbook { path: csv.display().to_string(), ..req.clone() };
    let form = folder.join("formulir.xlsx").display().to_string();
    let export = ExportWorkbook { out: form.clone(), ids: Vec::new(), kind: WorkbookKind::Form, replace: true };
    let back = ImportWorkbook { path: form, ..ImportWorkbook::default() };
    let run = |req: &ImportWorkbook, dry_run: bool| {
        or_end(registry.import_workbook(req, dry_run, &mut Unwatched), "the import").view
    };
    let page = |offset: usize| {
        let table = WorkbookTable { sheet: "Sheet1".into(), header_row: 1, columns: req.columns.clone() };
        let (path, offset) = (req.path.clone(), u32::try_from(offset).unwrap_or_default());
        let rows = Vec::new();
        let asked = ListWorkbookLines { path, table, first_row: 1, last_row: u32::MAX, rows, offset, limit: 100 };
        assert_eq!(or_end(registry.list_workbook_lines(&asked), "the rows").lines.len(), 100);
    };
    let lines = vec![
        time(&format!("recap of {n}: inspect"), 1, |_| {
            drop(or_end(registry.inspect_workbook(&book, None, 0), "inspecting"))
        }),
        // What a person waits for when he looks at the rows, and when he scrolls on.
        time(&format!("recap of {n}: its rows, as they are taken"), 1, |_| page(0)),
        time(&format!("recap of {n}: rows further down"), 20, |at| page(at * n / 24)),
        time(&format!("recap of {n}: dry run"), 1, |_| {
            // With the reading of the file.
            registry.close_workbook();
            assert_eq!(run(&req, true).n_new as usize, n);
        }),
        time(&format!("recap of {n}: dry run, CSV"), 1, |_| {
            registry.close_workbook();
            assert_eq!(run(&of_csv, true).n_new as usize, n);
        }),
        time(&format!("recap of {n}: take in"), 1, |_| assert_eq!(run(&req, false).n_new as usize, n)),
        time(&format!("recap of {n}: again, unchanged"), 1, |_| assert_eq!(run(&req, false).n_unchanged as usize, n)),
        time(&format!("form of {n}: write"), 1, |_| {
            drop(or_end(registry.export_workbook(&export, &mut Unwatched), "the form"))
        }),
        time(&format!("form of {n}: back, unchanged"), 1, |_| assert_eq!(run(&back, false).n_changed, 0)),
        time(&format!("recap of {n}: undo"), 1, |_| drop(or_end(registry.undo(), "undo"))),
    ];
    for line in lines.iter().chain(&beside) {
        line.print();
    }
    let of = |end: &str| lines.iter().find(|it| it.nama.ends_with(end)).map(|it| it.median().as_secs_f64());
    for (it, (dry, taken)) in beside.iter().zip(of(": dry run").zip(of(": take in")).iter().cycle()) {
        let load = it.median().as_secs_f64();
        println!("{}: dry run {:.1} times as fast, take in {:.1} times", it.nama, load / dry, load / taken);
    }
    lines
}

/// The rows as a workbook, numbers as numbers.
fn as_book(rows: &[Vec<String>], path: &Path) -> Result<(), rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(it) if row > 0 => sheet.write(row, column, it)?,
                _ => sheet.write(row, column, cell)?,
            };
        }
    }
    book.save(path)
}

/// The rows of a recap, its header first.
fn recap(n: usize) -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.iter().map(|it| it.0.to_owned()).collect()];
    let mut dice = Dice::new(crate::load::SEED);
    for at in 0..n {
        let mut cells = vec![
            format!("Inovasi {at} {}", dice.words_of_load(3)),
            format!("Dinas {}", dice.roll(50)),
            "Penerapan".into(),
            "ASN".into(),
            dice.words_of_load(2),
            "Digital".into(),
            "Inovasi Pelayanan Publik".into(),
            format!("{}", ["Kesehatan", "1.01 Pendidikan", "Sosial", "2.09"].get(dice.roll(4)).unwrap_or(&"Sosial")),
            "Sosial, Pangan".into(),
            format!("{}/{}/2023", dice.roll(28) + 1, dice.roll(12) + 1),
            format!("{} Agustus 2024", dice.roll(28) + 1),
            dice.words_of_load(60),
            dice.words_of_load(20),
            dice.words_of_load(12),
            dice.words_of_load(12),
        ];
        cells.extend((0..5).map(|_| (dice.roll(3) + 1).to_string()));
        rows.push(cells);
    }
    rows
}
