//! Recaps as offices keep them, in the real window: sheets for each body, rows that are
//! not what they look like, days with the month first; and all of it taken back.

use std::path::{Path, PathBuf};

use e2e::driver::App;
use registry::{ExportWorkbook, InovasiId, ListInovasi, Registry, WorkbookKind, progress::Unwatched};

use crate::laptop::{Laptop, field};

#[path = "../../tests/kit/form.rs"]
mod form;

/// Two rows that name a body look like inovasi, and nobody but the office can tell.
pub const GROUPED: &str = "No;Nama Inovasi;Perangkat Daerah;Tujuan;Manfaat\n\
    1;Urusan Kesehatan Warga;;lihat di bawah;\n\
    1;Klinik Jemput Bola;;Menjemput pasien;Cepat\n\
    2;Posyandu Senja;;Membuka sore hari;Mudah\n\
    2;Urusan Sosial Warga;;lihat di bawah;\n\
    3;Si Pena Lansia;;Menulis bersama;Ramah\n\
    Jumlah;3;;;\n";

/// Days in both orders in one column.
const DAYS: &str = "No,Nama Inovasi,OPD,Tanggal Penerapan\n\
    1,Lapak Ibu Hebat,Dinas Sosial,05/13/2024\n\
    2,Jemput Sampah Pagi,DLH,13/05/2024\n\
    3,Pasar Tertib Kota,Disperdag,02/03/2024\n";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/exchange/tests/fixtures").join(name)
}

/// Opens a recap in the wizard, and waits for its rows and what would come of them.
pub async fn look_at(app: &App, path: &Path) {
    app.go("#/impor").await;
    app.point_at(path).await;
    app.click("wizard-path-pick").await;
    app.see("[data-test=grid-row][data-kind]").await;
    counted(app).await;
}

/// What would come of it is worked out.
pub async fn counted(app: &App) {
    app.until("named('live-new') && named('wizard-live').getAttribute('aria-busy') === 'false'").await;
}

/// Two clicks: on the row, and on what it is.
pub async fn say(app: &App, row: u32, meaning: &str) {
    app.click_on(&format!("[data-test=grid-row][data-row='{row}'] [role=rowheader]")).await;
    app.click(&format!("row-{meaning}")).await;
    app.gone("row-menu").await;
}

async fn kind(app: &App, row: u32, kind: &str) {
    app.until(&format!("document.querySelector(\"[data-row='{row}']\")?.dataset.kind === '{kind}'")).await;
}

async fn take_in(app: &App) {
    app.until("!named('wizard-preview').disabled").await;
    app.click("wizard-preview").await;
    app.find("wizard-numbers").await;
    app.click("wizard-apply").await;
    app.find("wizard-done").await;
}

/// One step takes all of it back.
async fn take_back(app: &App, laptop: &Laptop, before: u32) {
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.click("undo").await;
    app.until(&format!("document.querySelector('[data-test=inovasi-count]').innerText.includes('{before}')")).await;
    assert_eq!(laptop.read().show_registry().unwrap().n_inovasi, before);
}

fn find(registry: &Registry, nama: &str) -> InovasiId {
    let ask = ListInovasi { text: nama.into(), limit: 5, ..ListInovasi::default() };
    registry.list_inovasi(&ask).unwrap().rows.remove(0).id
}

#[tokio::test(flavor = "multi_thread")]
async fn group_rows_are_corrected_with_two_clicks_each_and_all_is_taken_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let recap = laptop.write_file("rekap-urusan.csv", GROUPED.as_bytes());
    let before = laptop.read().show_registry().unwrap().n_inovasi;
    let app = laptop.start().await;
    look_at(&app, &recap).await;
    assert_eq!(app.text("live-new").await, "5");
    say(&app, 2, "group").await;
    kind(&app, 2, "group").await;
    say(&app, 5, "group").await;
    app.until("named('live-new')?.innerText === '3'").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    // A row more by keyboard, and back.
    app.js("document.querySelector('[data-test=wizard-grid]').focus()").await;
    app.keys(&String::from(char::from(fantoccini::key::Key::End))).await;
    app.keys(&String::from(char::from(fantoccini::key::Key::Up))).await;
    app.keys(&String::from(char::from(fantoccini::key::Key::Enter))).await;
    app.find("row-skip").await;
    assert_eq!(app.axe().await, Vec::<String>::new(), "with the menu open");
    app.click("row-skip").await;
    app.until("named('live-skipped-by_hand') && named('live-new')?.innerText === '2'").await;
    say(&app, 6, "unsay").await;
    app.until("named('live-new')?.innerText === '3'").await;
    assert_eq!(laptop.read().show_registry().unwrap().n_inovasi, before, "a look takes nothing in");

    take_in(&app).await;
    let read = laptop.read();
    assert_eq!(read.show_registry().unwrap().n_inovasi, before + 3);
    for (nama, body) in [("Klinik Jemput Bola", "Urusan Kesehatan Warga"), ("Si Pena Lansia", "Urusan Sosial Warga")] {
        let found = field(&read, find(&read, nama), "perangkat_daerah");
        assert_eq!(found.as_deref(), Some(body), "{nama}");
    }
    take_back(&app, &laptop, before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recap_with_a_sheet_for_each_body_is_taken_in_whole() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let recap = laptop.write_file("lembar.xlsx", &std::fs::read(fixture("lembar-per-opd.xlsx")).unwrap());
    let before = laptop.read().show_registry().unwrap().n_inovasi;
    let app = laptop.start().await;
    look_at(&app, &recap).await;
    assert_eq!(app.text("live-new").await, "5");
    // A row of the second sheet is passed over; the others stay as they are.
    let sheets = app.until("[...named('wizard-sheet').options].map((it) => it.value)").await;
    let second = sheets.as_array().unwrap().iter().find(|it| it.as_str().unwrap().ends_with("DINSOS")).unwrap();
    app.choose("wizard-sheet", second.as_str().unwrap()).await;
    kind(&app, 3, "inovasi").await;
    say(&app, 3, "skip").await;
    app.until("named('live-new')?.innerText === '4'").await;
    say(&app, 3, "unsay").await;
    app.until("named('live-new')?.innerText === '5'").await;
    app.click("wizard-preview").await;
    app.click("propose-body_of_sheet").await;
    app.until("named('propose-body_of_sheet')?.checked && !named('propose-body_of_sheet').disabled").await;
    app.click("wizard-apply").await;
    app.find("wizard-done").await;
    let read = laptop.read();
    assert_eq!(read.show_registry().unwrap().n_inovasi, before + 5);
    let body = field(&read, find(&read, "SI PENA LANSIA"), "perangkat_daerah");
    assert_eq!(body.as_deref(), Some("DINSOS"));
    take_back(&app, &laptop, before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn days_with_the_month_first_are_decided_once() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let recap = laptop.write_file("hari.csv", DAYS.as_bytes());
    let before = laptop.read().show_registry().unwrap().n_inovasi;
    let app = laptop.start().await;
    look_at(&app, &recap).await;
    app.find("wizard-days").await;
    assert_eq!(app.value("wizard-days").await, "", "nobody has decided");
    assert_eq!(app.text("live-refused").await, "1", "no day is guessed against what stands beside it");
    app.choose("wizard-days", "month_first").await;
    app.until("named('live-refused')?.innerText === '0'").await;
    take_in(&app).await;
    let read = laptop.read();
    let day = |nama: &str| field(&read, find(&read, nama), "waktu_penerapan");
    assert_eq!(day("Lapak Ibu Hebat").as_deref(), Some("2024-05-13"));
    assert_eq!(day("Pasar Tertib Kota").as_deref(), Some("2024-02-03"));
    assert_eq!(day("Jemput Sampah Pagi").as_deref(), Some("2024-05-13"), "it can be no other day");
    // The next file under these headings is not asked about.
    let next = "No,Nama Inovasi,OPD,Tanggal Penerapan\n1,Kebun Rakyat Baru,Dinas Pertanian,04/06/2024\n";
    let next = laptop.write_file("hari-lagi.csv", next.as_bytes());
    app.click("wizard-again").await;
    look_at(&app, &next).await;
    app.until("named('wizard-days')?.value === 'month_first'").await;
    take_in(&app).await;
    let read = laptop.read();
    assert_eq!(field(&read, find(&read, "Kebun Rakyat Baru"), "waktu_penerapan").as_deref(), Some("2024-04-06"));
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.click("undo").await;
    take_back(&app, &laptop, before).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_that_were_changed_in_a_form_and_here_are_decided_one_by_one() {
    let laptop = Laptop::new().with_example("Sri");
    let path = diverged(&laptop);
    let app = laptop.start().await;
    look_at_diverged(&app, &path).await;
    app.until("named('wizard-n-diverged').innerText.trim() === '2'").await;
    app.until("named('wizard-n-changed').innerText.trim() === '0'").await;
    let cell = format!("document.querySelector('{DIVERGED} tbody tr:nth-child(2) td').innerText");
    app.until(&format!("/^[A-Z]+4$/.test({cell})")).await;
    app.click_on(&format!("{DIVERGED} tbody tr:nth-child(2) [data-test=diverged-theirs]")).await;
    app.until("named('wizard-n-changed').innerText.trim() === '1'").await;
    app.click("wizard-apply").await;
    app.find("wizard-done").await;
    let values = || {
        let registry = laptop.read();
        CHANGED.map(|it| field(&registry, find(&registry, it), "tujuan").unwrap())
    };
    assert_eq!(values(), ["di sini", "di lapangan"].map(str::to_owned));
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.click("undo").await;
    app.until("named('saved-state').dataset.state === 'saved' && !named('undo').disabled").await;
    assert_eq!(values(), ["di sini", "di sini"].map(str::to_owned));
}

const DIVERGED: &str = "[data-test=wizard-diverged]";
/// In the order of the form.
const CHANGED: [&str; 2] = ["Kado Mbak Ita", "Pak Rahman"];

/// A form in which two cells were typed over that were changed here too.
pub fn diverged(laptop: &Laptop) -> PathBuf {
    let registry = laptop.open();
    let out = laptop.path("formulir.xlsx");
    let ids = CHANGED.map(|it| find(&registry, it));
    let req =
        ExportWorkbook { out: out.display().to_string(), ids: ids.to_vec(), kind: WorkbookKind::Form, replace: false };
    registry.export_workbook(&req, &mut Unwatched).unwrap();
    let mut cells = Vec::new();
    let ids = ids.map(|it| it.to_string());
    for id in &ids {
        registry.edit_inovasi(id.parse().unwrap(), "tujuan", Some("di sini")).unwrap();
        cells.push(("Inovasi", id.as_str(), "tujuan", "di lapangan"));
    }
    form::typed_over(&out, &cells)
}

/// Opens the form, and waits for the cells that wait for a word.
pub async fn look_at_diverged(app: &App, path: &Path) {
    app.go("#/impor").await;
    app.point_at(path).await;
    app.click("wizard-path-pick").await;
    app.see(DIVERGED).await;
}
