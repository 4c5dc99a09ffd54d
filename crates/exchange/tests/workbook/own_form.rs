//! Our own form: written, filled in elsewhere, read back.

use disk::OutputPlace;
use domain::core::reason::Reason;
use exchange::inovasi::workbook::{
    BookLimits, BookOut, ColumnOut, KindOut, OwnBook, RowOut, SheetOut, read_book, read_own, write_book,
};
use proptest::prelude::*;

use super::{book, fixture};

fn column(key: &str, kind: KindOut) -> ColumnOut {
    ColumnOut { key: key.into(), label: key.to_uppercase(), hint: format!("Isi {key}"), width: 20, kind }
}

fn columns() -> Vec<ColumnOut> {
    let long: Vec<String> = (0..40).map(|n| format!("Urusan ke-{n}, \"besar\" & kecil")).collect();
    vec![
        column("nama", KindOut::Line),
        column("urusan_utama", KindOut::Choice(long)),
        column("waktu_penerapan", KindOut::Date),
        column("rancang_bangun", KindOut::Paragraphs),
        column("kematangan", KindOut::Locked),
        column("catatan", KindOut::Hidden),
    ]
}

fn of(id: Option<&str>, values: [Option<&str>; 6]) -> RowOut {
    RowOut { id: id.map(str::to_owned), values: values.map(|it| it.map(str::to_owned)).to_vec() }
}

/// A form with everything that is awkward in a cell.
fn form() -> BookOut {
    let long = "kata = nilai\nbaris baru 🏛️ ".repeat(1_700).trim().to_owned();
    let rows = vec![
        of(
            Some("a"),
            [
                Some("=1+1"),
                Some("Urusan ke-3, \"besar\" & kecil"),
                Some("2024-08-17"),
                Some("baris satu\n\n  baris  dua\tx"),
                Some("61.5"),
                None,
            ],
        ),
        of(Some("b"), [Some("'007"), None, Some("2022-08"), Some(long.as_str()), None, Some("tersembunyi")]),
        of(Some("c"), [Some("007"), None, Some("2023"), Some("_x000D_ <b>&amp;</b>"), None, None]),
        of(Some("d"), [Some("1/2"), None, Some("1900-01-15"), Some("-3 C:\\tugas\\"), None, None]),
        of(Some("e"), [Some("TRUE"), None, None, Some("1e5"), None, None]),
    ];
    let sheets = vec![
        SheetOut { name: "Inovasi".into(), columns: columns(), rows, spare_rows: 20 },
        SheetOut {
            name: "inovasi".into(),
            columns: vec![column("nama", KindOut::Line)],
            rows: Vec::new(),
            spare_rows: 5,
        },
    ];
    BookOut { title: "Formulir".into(), made_at: None, sheets }
}

fn written(form: &BookOut) -> OwnBook {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.xlsx");
    write_book(form, OutputPlace::free(&path).unwrap()).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    read_own(&read_book(&path, &BookLimits::default()).unwrap()).unwrap()
}

/// Every value of the form comes back, and nothing counts as changed.
fn check_same(form: &BookOut, own: &OwnBook) {
    assert!(!own.is_newer && own.sheets.len() == form.sheets.len());
    for (out, back) in form.sheets.iter().zip(&own.sheets) {
        assert_eq!(back.keys, out.columns.iter().map(|it| it.key.clone()).collect::<Vec<_>>());
        assert!(back.missing.is_empty());
        assert_eq!(back.rows.len(), out.rows.len());
        for (row, is) in out.rows.iter().zip(&back.rows) {
            assert_eq!((&row.id, is.is_copy), (&is.id, false));
            for (value, cell) in row.values.iter().zip(&is.cells) {
                assert_eq!(&cell.after, value, "{}", cell.key);
                assert_eq!(&cell.before, value, "{} before", cell.key);
            }
        }
    }
}

#[test]
fn a_form_comes_back_as_it_went() {
    let own = written(&form());
    check_same(&form(), &own);
    assert_eq!(own.sheets[1].name, "inovasi 2");
}

#[test]
fn equal_forms_are_equal_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let hash = |name: &str| write_book(&form(), OutputPlace::free(&folder.path().join(name)).unwrap()).unwrap().sha256;
    assert_eq!(hash("a.xlsx"), hash("b.xlsx"));
    // For `fixtures/make.py`, which lets LibreOffice save it anew.
    if std::env::var_os("BLESS_FORM").is_some() {
        write_book(&form(), OutputPlace::replacing(&fixture("form.xlsx")).unwrap()).unwrap();
    }
}

#[test]
fn libreoffice_may_save_a_form_anew() {
    for name in ["form-libreoffice.xlsx", "form-libreoffice.ods"] {
        let own = read_own(&book(name)).unwrap_or_else(|| panic!("{name} is no form"));
        check_same(&form(), &own);
    }
}

#[test]
fn changes_are_told_cell_by_cell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.xlsx");
    write_book(&form(), OutputPlace::free(&path).unwrap()).unwrap();
    let mut book = read_book(&path, &BookLimits::default()).unwrap();
    let text = |it: &str| exchange::inovasi::workbook::Cell::Text(it.into());
    {
        let sheet = &mut book.sheets[0];
        // Row 3 is `a`; column B is `nama`, D is `waktu_penerapan`.
        sheet.lines[2].cells[1] = text("  Sapa Warga ");
        sheet.lines[2].cells[3] = text("Agustus 2024");
        sheet.lines.remove(6);
        let mut added = sheet.lines[3].clone();
        (added.number, added.cells[0]) = (40, exchange::inovasi::workbook::Cell::Empty);
        added.cells[1] = text("Baru");
        let mut copy = sheet.lines[4].clone();
        copy.number = 41;
        sheet.lines.extend([added, copy]);
    }
    let own = read_own(&book).unwrap();
    let rows = &own.sheets[0].rows;
    let changed: Vec<(&str, Option<&str>, Option<&str>)> = rows[0]
        .cells
        .iter()
        .filter(|it| it.is_changed())
        .map(|it| (it.key.as_str(), it.before.as_deref(), it.after.as_deref()))
        .collect();
    assert_eq!(
        changed,
        [("nama", Some("=1+1"), Some("Sapa Warga")), ("waktu_penerapan", Some("2024-08-17"), Some("2024-08")),]
    );
    assert!(rows[1].cells.iter().all(|it| !it.is_changed()));
    assert_eq!(own.sheets[0].missing, ["e"]);
    let added = rows.iter().find(|it| it.number == 40).unwrap();
    assert_eq!(
        (&added.id, added.cells[0].after.as_deref(), added.cells[0].before.as_deref()),
        (&None, Some("Baru"), None)
    );
    assert!(rows.iter().find(|it| it.number == 41).unwrap().is_copy);
}

#[test]
fn a_recap_and_a_form_of_tomorrow_are_no_forms_of_ours() {
    assert_eq!(read_own(&book("rekap-openpyxl.xlsx")), None);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.xlsx");
    write_book(&form(), OutputPlace::free(&path).unwrap()).unwrap();
    let mut book = read_book(&path, &BookLimits::default()).unwrap();
    let own = book.sheets.iter_mut().find(|it| it.name == "prakarsa").unwrap();
    own.lines[0].cells[1] = exchange::inovasi::workbook::Cell::Text("2".into());
    let own = read_own(&book).unwrap();
    assert!(own.is_newer && own.sheets.is_empty());
}

#[test]
fn a_form_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut form = form();
    form.sheets[0].columns = (0..20_000).map(|n| column(&format!("k{n}"), KindOut::Line)).collect();
    let path = folder.path().join("form.xlsx");
    let error = write_book(&form, OutputPlace::free(&path).unwrap()).unwrap_err();
    assert_eq!(error.reason(), Reason::BookUnwritable);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Texts that a spreadsheet would like to change.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[ -~\n\t]{0,40}",
        2 => "\\PC{0,20}",
        1 => Just("=HYPERLINK(\"x\")".to_owned()),
        1 => Just("'tanda".to_owned()),
        1 => Just("1/2".to_owned()),
        1 => Just("007".to_owned()),
        1 => Just("C:\\tugas\\ \t\\".to_owned()),
        1 => Just("_x0041_ &#10; ]]> <".to_owned()),
        1 => Just("🏛️ ".repeat(9)),
        1 => (1_usize..45_000).prop_map(|n| "sepuluh. ".repeat(n / 9)),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|it| it.concat())
}

fn value(kind: &KindOut) -> BoxedStrategy<Option<String>> {
    let cleaned =
        |it: String| domain::inovasi::profile::clean(&it.replace(['\u{fffe}', '\u{ffff}'], ""), true).ok().flatten();
    match kind {
        KindOut::Date => prop_oneof![
            Just(None),
            (1900_i32..2101).prop_map(|it| Some(it.to_string())),
            (1900_i32..2101, 1_u32..13).prop_map(|(y, m)| Some(format!("{y:04}-{m:02}"))),
            (1900_i32..2101, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| Some(format!("{y:04}-{m:02}-{d:02}"))),
        ]
        .boxed(),
        _ => prop_oneof![1 => Just(None), 4 => nasty().prop_map(cleaned)].boxed(),
    }
}

fn any_form() -> impl Strategy<Value = BookOut> {
    let columns = columns();
    let values: Vec<_> = columns.iter().map(|it| value(&it.kind)).collect();
    proptest::collection::vec(values, 0..6).prop_map(move |rows| {
        let row = |(n, values): (usize, Vec<Option<String>>)| RowOut { id: Some(format!("id-{n}")), values };
        let rows = rows.into_iter().enumerate().map(row).collect();
        let sheet = SheetOut { name: "Data".into(), columns: columns.clone(), rows, spare_rows: 3 };
        BookOut { title: "T".into(), made_at: None, sheets: vec![sheet] }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn writing_and_reading_is_the_identity(form in any_form()) {
        check_same(&form, &written(&form));
    }
}
