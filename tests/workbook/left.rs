//! What a recap leaves open is asked, and what is not taken of it is told.

use registry::{
    NoticeCode, Reason,
    progress::Unwatched,
    view::{ProposalKind, WorkbookImportView},
};

use super::{
    counts, dry, export, import, request,
    rows::{receipt, standing, taken},
};
use crate::kit::{Laptop, typed_over};

/// A workbook of Excel 2003, row by row with `|` between the cells; `=` stands for a
/// formula whose result the file does not keep.
fn xml_2003(rows: &[&str]) -> String {
    let cell = |it: &str| match it {
        "=" => "<Cell ss:Formula=\"=A1\"/>".to_owned(),
        text => format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>"),
    };
    let row = |it: &&str| format!("<Row>{}</Row>", it.split('|').map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Rekap\"><Table>{rows}</Table></Worksheet></Workbook>"
    )
}

/// What stands after a file, with the receipt; the dry run says the same.
fn of(name: &str, text: &str) -> (Vec<String>, WorkbookImportView) {
    let laptop = Laptop::new(1);
    taken(&request(&laptop.file(name, text)))
}

fn reasons(it: &WorkbookImportView) -> Vec<String> {
    it.refused.iter().map(|it| format!("{}{} {}", it.column, it.row, it.reason.name())).collect()
}

/// Columns that are told as not taken: letter and heading, or what stands where.
fn left(it: &WorkbookImportView) -> Vec<String> {
    let told = |it: &registry::view::WorkbookColumnLeft| match it.header.as_str() {
        "" => format!("{}: “{}” in {}", it.letter, it.example, it.rows),
        header => format!("{} {header}", it.letter),
    };
    it.parts.iter().flat_map(|it| &it.left).map(told).collect()
}

#[test]
fn rows_below_the_last_number_are_asked_about() {
    let text = "No;Nama Inovasi;OPD\n1;SIGAP BANJIR;BPBD\n;KOTAK ADUAN;\n;LAPAK IBU;\n;NIHIL;\n\n;;Semarang, 3 Mei 2025\n;;NIP. 1970\n";
    let laptop = Laptop::new(1);
    let mut req = request(&laptop.file("rekap.csv", text));
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["SIGAP BANJIR · BPBD"]);
    assert_eq!(
        receipt(&view),
        [
            "rekap table: 1 taken, 0 refused below 3–4 header 1 note 5, 7–8",
            "rows_below asked: KOTAK ADUAN→1 LAPAK IBU→1"
        ]
    );
    req.take = vec![ProposalKind::RowsBelow];
    let (stands, view) = taken(&req);
    assert_eq!(stands, ["KOTAK ADUAN · –", "LAPAK IBU · –", "SIGAP BANJIR · BPBD"]);
    assert_eq!(receipt(&view)[0], "rekap table: 3 taken, 0 refused header 1 note 5, 7–8");
}

#[test]
fn a_column_that_names_another_pemda_is_looked_at() {
    let rows = |heading: &str, named: &str| {
        format!("No;{heading};Nama Inovasi;OPD\n1;Kota Semarang;SATU;BPBD\n2;{named};DUA;DLH\n")
    };
    let told = |text: &str| {
        let laptop = Laptop::new(1);
        let view = dry(&laptop, &request(&laptop.file("rekap.csv", text)));
        let other = |it: &&registry::view::NoticeView| it.code == NoticeCode::BookOtherPemda;
        view.remarks.iter().find(other).map(|it| {
            let value = |name: &str| it.args.iter().find(|it| it.name == name).unwrap().value.clone();
            [value("letter"), value("nama"), value("rows"), value("pemda")].join(" | ")
        })
    };
    for heading in ["Pemda", "Nama Pemda", "Kabupaten/Kota", "Kab/Kota"] {
        assert_eq!(
            told(&rows(heading, "Kab. Demak")).as_deref(),
            Some("B | Kab. Demak | 3 | Kota Semarang"),
            "{heading}"
        );
    }
    assert!(told(&rows("Pemda", "Kabupaten Semarang")).is_some());
    for same in ["KOTA SEMARANG", "Pemkot Semarang", "Semarang", "", "-", "Pemerintah Daerah Kota Semarang (33.74)"] {
        assert_eq!(told(&rows("Pemda", same)), None, "{same}");
    }
    // Another column may name whatever it will.
    assert_eq!(told(&rows("Lokasi", "Kab. Demak")), None);
}

#[test]
fn one_inovasi_may_say_its_body_once() {
    let text = |rows: &str| format!("No;Nama Inovasi;OPD;Tujuan\n{rows}9;LAIN;DPU;x\n10;PETA;DKP;y\n");
    for (rows, stands, joined) in [
        ("1;KOTAK ADUAN;;a\n2;KOTAK ADUAN;Diskominfo;a\n", &["KOTAK ADUAN · Diskominfo"][..], " joined 3"),
        (
            "1;KOTAK ADUAN;Diskominfo;a\n2;SATU;BPBD;b\n3;Kotak Aduan;;a\n",
            &["KOTAK ADUAN · Diskominfo", "SATU · BPBD"],
            " joined 4",
        ),
        (
            "1;KOTAK ADUAN;;a\n2;SATU;BPBD;b\n3;KOTAK ADUAN;;a\n4;KOTAK ADUAN;Diskominfo;a\n",
            &["KOTAK ADUAN · Diskominfo", "SATU · BPBD"],
            " joined 4–5",
        ),
        // Two bodies have one of that name; the third row does not say whose it is.
        (
            "1;KOTAK ADUAN;Diskominfo;a\n2;KOTAK ADUAN;BPBD;a\n3;SATU;DLH;b\n4;KOTAK ADUAN;;a\n",
            &["KOTAK ADUAN · BPBD", "KOTAK ADUAN · Diskominfo", "SATU · DLH"],
            "",
        ),
    ] {
        let (all, view) = of("rekap.csv", &text(rows));
        let all: Vec<&str> =
            all.iter().map(String::as_str).filter(|it| !it.starts_with("LAIN") && !it.starts_with("PETA")).collect();
        assert_eq!(all, stands, "{rows}");
        assert!(receipt(&view)[0].ends_with(&format!("header 1{joined}")), "{:?}", receipt(&view));
        let several = joined.is_empty().then(|| "5 row_of_several".to_owned());
        assert_eq!(reasons(&view), several.into_iter().collect::<Vec<_>>(), "{rows}");
    }
    // In a recap that names a body once for a block, the block says whose it is.
    let block = "No;OPD;Nama Inovasi\n1;Dinas A;SATU\n2;;DUA\n3;;TIGA\n4;Dinas B;EMPAT\n5;;SATU\n6;;LIMA\n";
    assert_eq!(of("rekap.csv", block).0.iter().filter(|it| it.starts_with("SATU")).count(), 2);
}

#[test]
fn what_stands_beyond_the_headings_is_told() {
    let text =
        "Nama Inovasi;OPD;Warna\nSIGAP; BANJIR;BPBD;merah\nKOTAK ADUAN;Diskominfo;biru\nPETA AIR;DPU;hijau;;ekstra\n";
    let (stands, view) = of("rekap.csv", text);
    assert_eq!(stands.len(), 3);
    assert_eq!(left(&view), ["C Warna", "D: “merah” in 2", "E: “ekstra” in 4"]);
    // However far down the first of them stands.
    let many: String = (1..=150).map(|it| format!("{it};INOVASI {it};Dinas {it};\n")).collect();
    let text = format!("No;Nama Inovasi;OPD;Warna\n{many}151;PETA AIR;DPU;hijau;ekstra\n");
    let (stands, view) = of("rekap.csv", &text);
    assert_eq!((stands.len(), left(&view)), (151, vec!["D Warna".to_owned(), "E: “ekstra” in 152".to_owned()]));
    // What counts the rows is nobody's loss; what only looks so is told.
    let (_, view) = of("rekap.csv", ";Nama Inovasi;OPD\n1.;SATU;BPBD\n2.;DUA;DPU\n");
    assert_eq!(left(&view), Vec::<String>::new());
    let (_, view) = of("rekap.csv", "No;Nama Inovasi;OPD\nINV-33.74-001;SATU;BPBD\nINV-33.74-002;DUA;DPU\n");
    assert_eq!(left(&view), ["A No"]);
    // What stands beside a sum or a note is none of an inovasi.
    let (_, view) = of("rekap.csv", "No;Nama Inovasi;OPD\n1;SATU;BPBD\n2;DUA;DPU\n;Jumlah;2;;cek\n");
    assert_eq!(left(&view), Vec::<String>::new());
}

#[test]
fn ids_of_another_database_are_named_as_left() {
    let text = "_uuid;_id;Nama Inovasi;OPD\n0b3c7b52-8e2b-4d58-9a39-0a1b2c3d4e5f;771;SATU;BPBD\n1b3c7b52-8e2b-4d58-9a39-0a1b2c3d4e5f;772;DUA;DPU\n";
    assert_eq!(left(&of("rekap.csv", text).1), ["A _uuid", "B _id"]);
    // Ids of ours are taken.
    let laptop = Laptop::new(1);
    let id = laptop.register("SATU");
    let text = format!("ID;Nama Inovasi;Tujuan\n{id};SATU;cepat\n");
    let view = dry(&laptop, &request(&laptop.file("rekap.csv", text)));
    assert_eq!((left(&view), counts(&view)), (Vec::new(), [0, 1, 0, 0]));
}

#[test]
fn a_formula_without_a_result_is_no_blank() {
    let rows = [
        "No|Nama Inovasi|Perangkat Daerah|Jenis",
        "1|SATU|Dinas A|Digital",
        "2|DUA|=|Digital",
        "3|TIGA||Digital",
        "4|=|Dinas B|Digital",
        "5|EMPAT|Dinas B|Digital",
    ];
    let laptop = Laptop::new(1);
    let mut req = request(&laptop.file("rekap.xls", xml_2003(&rows)));
    req.take = vec![ProposalKind::BodyOfBlock];
    let (stands, view) = taken(&req);
    assert_eq!(
        stands,
        ["DUA · –", "EMPAT · Dinas B", "SATU · Dinas A", "TIGA · –"],
        "nobody knows the body of the block"
    );
    assert_eq!(reasons(&view), ["C3 cell_unreckoned", "B5 cell_unreckoned"]);
    assert!(view.proposals.is_empty(), "{:?}", view.proposals);
    // Nor does the group above give a body to it, or the sheet.
    let rows = ["No|Nama Inovasi|Perangkat Daerah|Jenis", "|Dinas Kesehatan||", "1|SATU|=|Digital", "2|DUA||Digital"];
    let (stands, view) = of("rekap.xls", &xml_2003(&rows));
    assert_eq!(stands, ["DUA · Dinas Kesehatan", "SATU · –"]);
    assert_eq!(reasons(&view), ["C3 cell_unreckoned"]);
}

#[test]
fn letters_that_are_struck_through_are_told_cell_by_cell() {
    let page = "<table><tr><td>No<td>Nama Inovasi<td>OPD<td>Warna<tr><td>1<td><s>SATU</s><td>BPBD<td>x\
        <tr><td>2<td>DUA <s>LAMA</s><td>DPU<td><s>y</s><tr><td>3<td><s>TIGA</s><td><s>DLH</s><td><s>z</s></table>";
    let view = of("rekap.xls", page).1;
    assert_eq!((view.parts[0].struck.as_str(), view.parts[0].struck_cells.as_str()), ("4", "B2, B3"));
    let plain = of("rekap.csv", "No;Nama Inovasi;OPD\n1;SATU;BPBD\n").1;
    assert_eq!(plain.parts[0].struck_cells, "");
}

#[test]
fn a_body_is_known_without_what_is_said_behind_it() {
    let text = "No;Nama Inovasi;OPD\n1;SATU;Dinas Pertanian [distan]\n2;DUA;Dinas Sosial (kotasmg.dinsos)\n3;TIGA;Dinas Pangan (lanjutan)\n4;EMPAT;Dinas Kependudukan (Disdukcapil)\n";
    assert_eq!(
        of("rekap.csv", text).0,
        [
            "DUA · Dinas Sosial",
            "EMPAT · Dinas Kependudukan (Disdukcapil)",
            "SATU · Dinas Pertanian",
            "TIGA · Dinas Pangan"
        ]
    );
}

#[test]
fn southern_latitudes_may_be_written_without_a_sign() {
    let text = "Nama Inovasi;OPD;Lintang Selatan;Bujur Timur\nSATU;BPBD;-6,99;110,42\nDUA;DPU;6,98;110,40\n";
    let laptop = Laptop::new(1);
    import(&laptop, &request(&laptop.file("rekap.csv", text)));
    let points = ["SATU", "DUA"].map(|it| laptop.value(laptop.find_inovasi(it).unwrap(), "koordinat").unwrap());
    assert_eq!(points, ["-6.990000, 110.420000", "-6.980000, 110.400000"]);
}

#[test]
fn where_no_heading_is_found_the_sheet_that_holds_something_is_named() {
    let laptop = Laptop::new(1);
    let page = "<table><caption>Kosong</caption><tr><td> </table><table><caption>Isi</caption><tr><td>alfa<td>beta<tr><td>gamma<td>delta</table>";
    let refused = laptop.import_workbook(&request(&laptop.file("rekap.xls", page)), true, &mut Unwatched).unwrap_err();
    assert_eq!((refused.reason, refused.args), (Reason::HeaderMissing, vec![("sheet", "Isi".to_owned())]));
    assert_eq!(standing(&laptop), Vec::<String>::new());
}

#[test]
fn cells_of_a_form_are_called_as_the_form_heads_them() {
    let laptop = Laptop::new(1);
    laptop.register("SATU");
    laptop.register_perangkat_daerah("Dinas A", Some("Dinas"), None).unwrap();
    let (form, _) = export(&laptop, "formulir.xlsx", registry::WorkbookKind::Form);
    let body = laptop.list_perangkat_daerah().unwrap().perangkat_daerah[0].id.to_string();
    let filled = typed_over(
        &form,
        &[
            ("Perangkat Daerah", &body, "perangkat_daerah/induk", "Tidak Ada"),
            ("Perangkat Daerah", &body, "perangkat_daerah/kode", "X-1"),
            ("Perangkat Daerah", &body, "perangkat_daerah/jenis", "Badan"),
        ],
    );
    let view = dry(&laptop, &request(&filled));
    assert_eq!(view.refused.iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), ["Induk"]);
    let changes = view.changes.iter().map(|it| format!("{}: {}", it.label, it.after.as_deref().unwrap_or("–")));
    assert_eq!(changes.collect::<Vec<_>>(), ["Kode: X-1", "Jenis: Badan"]);
    // What is new is told by its name, though nothing here has it yet.
    let empty = Laptop::new(2);
    laptop.register_penghargaan("daerah", "IGA").unwrap();
    laptop.register_penghargaan(laptop.find_inovasi("SATU").unwrap().to_string(), "Top 99").unwrap();
    let (form, _) = export(&laptop, "lagi.xlsx", registry::WorkbookKind::Form);
    let view = dry(&empty, &request(&form));
    let untuk = view.changes.iter().filter(|it| it.label == "Untuk").filter_map(|it| it.after.clone());
    let ours = empty.show_registry().unwrap().pemda_nama;
    assert_eq!(untuk.collect::<Vec<_>>(), [ours, "SATU".to_owned()]);
}
