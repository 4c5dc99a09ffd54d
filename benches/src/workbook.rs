//! Workbooks of the size a province keeps: rows of twenty columns.

use std::path::Path;

use registry::{
    ExportWorkbook, ImportWorkbook, ListWorkbookLines, WorkbookColumn, WorkbookKind, WorkbookTable, progress::Unwatched,
};

use crate::{
    load::Dice,
    measure::{Line, exponent, print_head, time},
    or_end, started,
};

/// Rows of the recap that the budget names.
const BUDGET: usize = 37_000;

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

pub fn measure(folder: &Path) {
    print_head();
    let mut by_size = Vec::new();
    for n in [1_000, 10_000, BUDGET] {
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
    let csv = folder.join("rekap.csv");
    or_end(std::fs::write(&csv, recap(n)), "the recap");
    let mut req = ImportWorkbook { path: csv.display().to_string(), header_row: 1, ..ImportWorkbook::default() };
    req.columns = (0..).zip(&keys).map(|(at, key)| WorkbookColumn { at, key: key.clone(), days: None }).collect();
    let form = folder.join("formulir.xlsx").display().to_string();
    let export = ExportWorkbook { out: form.clone(), ids: Vec::new(), kind: WorkbookKind::Form, replace: true };
    let back = ImportWorkbook { path: form, ..ImportWorkbook::default() };
    let run = |req: &ImportWorkbook, dry_run: bool| {
        or_end(registry.import_workbook(req, dry_run, &mut Unwatched), "the import").view
    };
    let page = |offset: usize| {
        let table = WorkbookTable { sheet: "rekap".into(), header_row: 1, columns: req.columns.clone() };
        let (path, offset) = (req.path.clone(), u32::try_from(offset).unwrap_or_default());
        let rows = Vec::new();
        let asked = ListWorkbookLines { path, table, first_row: 1, last_row: u32::MAX, rows, offset, limit: 100 };
        assert_eq!(or_end(registry.list_workbook_lines(&asked), "the rows").lines.len(), 100);
    };
    let lines = vec![
        time(&format!("recap of {n}: inspect"), 1, |_| {
            drop(or_end(registry.inspect_workbook(&csv, None, 0), "inspecting"))
        }),
        // What a person waits for when he looks at the rows, and when he scrolls on.
        time(&format!("recap of {n}: its rows, as they are taken"), 1, |_| page(0)),
        time(&format!("recap of {n}: rows further down"), 20, |at| page(at * n / 24)),
        time(&format!("recap of {n}: dry run"), 1, |_| {
            // With the reading of the file.
            registry.close_workbook();
            assert_eq!(run(&req, true).n_new as usize, n);
        }),
        time(&format!("recap of {n}: take in"), 1, |_| assert_eq!(run(&req, false).n_new as usize, n)),
        time(&format!("recap of {n}: again, unchanged"), 1, |_| assert_eq!(run(&req, false).n_unchanged as usize, n)),
        time(&format!("form of {n}: write"), 1, |_| {
            drop(or_end(registry.export_workbook(&export, &mut Unwatched), "the form"))
        }),
        time(&format!("form of {n}: back, unchanged"), 1, |_| assert_eq!(run(&back, false).n_changed, 0)),
        time(&format!("recap of {n}: undo"), 1, |_| drop(or_end(registry.undo(), "undo"))),
    ];
    for line in &lines {
        line.print();
    }
    lines
}

/// A recap as CSV.
fn recap(n: usize) -> String {
    let heads: Vec<&str> = COLUMNS.iter().map(|it| it.0).collect();
    let mut text = heads.join(";") + "\n";
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
        text.push_str(&cells.join(";"));
        text.push('\n');
    }
    text
}
