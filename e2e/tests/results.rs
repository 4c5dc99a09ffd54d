//! What the portal gives back after verification.

use std::path::Path;

use registry::{ListInovasi, OfficialFigure};

use crate::laptop::Laptop;

#[tokio::test(flavor = "multi_thread")]
async fn an_export_of_the_portal_is_read_back_and_stands_beside_ours() {
    let laptop = Laptop::new().with_nothing("Sri Rahayu");
    let registry = laptop.open();
    for nama in ["Si Pena Lansia", "Lapak Ibu", "Jemput Sampah Pagi", "Pasar Tertib"] {
        registry.register_inovasi(nama).unwrap();
    }
    drop(registry);
    let given = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/xlsx/a01-ekspor-portal.xlsx");
    let export = laptop.write_file("ekspor.xlsx", &std::fs::read(given).unwrap());

    let app = laptop.start().await;
    app.on_screen("hasil-resmi").await;
    app.choose_path("official-file", &export).await;
    app.until("document.querySelectorAll('[data-test=official-row]').length > 0").await;
    app.until(
        "[...document.querySelectorAll('[data-test=official-row]')].every((it) => it.dataset.says === 'matched')",
    )
    .await;
    app.click("official-apply").await;
    app.find("official-done").await;
    app.until("named('official-table').innerText.includes('75,50')").await;
    drop(app);

    let view = laptop.read().show_official(None).unwrap();
    let ask = ListInovasi { limit: 10, ..ListInovasi::default() };
    let lapak = laptop.read().list_inovasi(&ask).unwrap().rows.into_iter().find(|it| it.nama == "Lapak Ibu").unwrap();
    let row = view.inovasi.iter().find(|it| it.id == lapak.id).unwrap();
    let stands = row.figures.iter().find(|it| it.figure == OfficialFigure::KematanganVerifikasi);
    assert_eq!(stands.and_then(|it| it.value.as_deref()), Some("75.5"));
}
