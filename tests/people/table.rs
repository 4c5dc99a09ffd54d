//! Everything as CSV, for whoever wants only that.

use std::fs;

use registry::{ExportTable, OfficialFigure, Reason, Subject, TableKind, progress::Unwatched};

use crate::kit::{Laptop, cli, pdf};

fn furnished() -> Laptop {
    let laptop = Laptop::new(1);
    let id = laptop.register("=Kado; \"Mbak\" Ita");
    laptop.edit(&id, "perangkat_daerah", "@Dinas Kesehatan");
    laptop.choose(&id, "bimtek", 2).unwrap();
    laptop.attach(&id, "bimtek", &laptop.file("sk.pdf", pdf("SK 050/12"))).unwrap();
    laptop.set_official(Subject::Daerah, "iga-2026", OfficialFigure::IidVerifikasi, Some("46,25")).unwrap();
    laptop
}

fn table(laptop: &Laptop, table: TableKind) -> String {
    let out = laptop.path(&format!("{table}.csv"));
    let req = ExportTable { table, out: out.display().to_string(), replace: false };
    let receipt = laptop.export_table(&req, &mut Unwatched).unwrap();
    let text = fs::read_to_string(&out).unwrap();
    assert_eq!(receipt.size, text.len() as f64);
    assert_eq!(laptop.export_table(&req, &mut Unwatched).unwrap_err().reason, Reason::TargetExists);
    text
}

#[test]
fn every_table_has_its_rows_and_begins_no_formula() {
    let laptop = furnished();
    let kado = "\"'=Kado; \"\"Mbak\"\" Ita\"";
    for (kind, wanted) in [
        (TableKind::Scores, vec![kado, "'@Dinas Kesehatan", "Kematangan", "46,25"]),
        (TableKind::Answers, vec![kado, "SID-18"]),
        (TableKind::Findings, vec![kado, "Menghalangi"]),
        (TableKind::Official, vec!["Kota Semarang", "46,25"]),
        (TableKind::Bukti, vec![kado, "sk.pdf", ";ya"]),
        (TableKind::Steps, vec!["Kado"]),
    ] {
        let text = table(&laptop, kind);
        let mut lines = text.lines();
        let head = lines.next().unwrap();
        assert!(head.starts_with('\u{feff}') && !head.contains("table.") && lines.next().is_some(), "{kind}: {text}");
        for word in wanted {
            assert!(text.contains(word), "{kind}: {word} in {text}");
        }
        for line in text.lines() {
            let cells = line.split(';').map(|it| it.trim_start_matches('"'));
            let begins = cells.filter(|it| it.starts_with(['=', '@', '+'])).count();
            assert_eq!(begins, 0, "{kind}: {line}");
        }
    }
}

#[test]
fn a_table_comes_back_through_the_csv_reader() {
    let laptop = furnished();
    table(&laptop, TableKind::Scores);
    let book = laptop.inspect_workbook(&laptop.path("scores.csv"), None, 0).unwrap();
    let shown = serde_json::to_string(&book).unwrap();
    assert!(shown.contains(r#"=Kado; \"Mbak\" Ita"#) && shown.contains("@Dinas Kesehatan"), "{shown}");
    assert!(!shown.contains("'=Kado"), "the apostrophe is taken off again: {shown}");
}

#[test]
fn the_command_line_writes_tables() {
    let mut laptop = furnished();
    laptop.close();
    let out = laptop.path("temuan.csv").display().to_string();
    let receipt = cli::done(&laptop.folder(), ["export", &out, "--table", "findings", "--json"]).json();
    assert!(receipt["n_row"].as_u64().unwrap() > 0);
    assert_eq!(cli::run(&laptop.folder(), ["export", &out, "--table", "findings"]).code, Some(3));
    assert_eq!(cli::run(&laptop.folder(), ["export", &out, "--table", "lain"]).code, Some(2));
}
