//! From the first start to a score that moves.

use e2e::driver::App;

use crate::laptop::{Laptop, field};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_starts_registers_and_sees_the_score_move() {
    let laptop = Laptop::new();
    let app = laptop.start().await;
    app.write("welcome-nama", "Kota Semarang").await;
    app.write("welcome-kode", "33.74").await;
    app.write("welcome-person", "Sri Rahayu").await;
    app.click("welcome-start").await;
    app.find("view-beranda").await;
    let iid_before = app.text("standing-iid").await;
    let examples = app.js("return document.querySelectorAll('[data-test=recent-inovasi]').length").await;
    assert!(examples.as_u64().unwrap() >= 5, "the example catalogue is there: {examples}");

    app.click("nav-inovasi").await;
    app.click("register-open").await;
    app.write("register-nama", "Aplikasi Antar Obat Gratis").await;
    app.click("register-submit").await;
    let id = fill_the_profile(&app).await.parse().unwrap();

    app.click("tab-indikator").await;
    let indikator = first_indikator(&app).await;
    let mut shown = app.text("score-claimed").await;
    let mut seen = vec![shown.clone()];
    for parameter in [3, 1, 3] {
        app.click(&format!("parameter-{indikator}-{parameter}")).await;
        app.until(&format!("named('score-claimed').innerText.trim() !== {shown:?}")).await;
        app.saved().await;
        shown = app.text("score-claimed").await;
        seen.push(shown.clone());
    }
    assert_eq!(seen[1], seen[3], "the same parameter gives the same score: {seen:?}");
    assert_ne!(seen[1], seen[2]);

    app.click("nav-beranda").await;
    app.until(&format!("named('standing-iid').innerText.trim() !== '{iid_before}'")).await;

    let registry = laptop.read();
    let held = |name| field(&registry, id, name);
    assert_eq!(held("nama").as_deref(), Some("Aplikasi Antar Obat Gratis"));
    assert_eq!(held("perangkat_daerah").as_deref(), Some("Dinas Kesehatan"));
    assert_eq!(held("tahapan").as_deref(), Some("penerapan"));
    assert_eq!(held("urusan_utama").as_deref(), Some("kesehatan"));
    assert_eq!(held("waktu_uji_coba").as_deref(), Some("2024-01-03"));
    assert_eq!(held("waktu_penerapan").as_deref(), Some("2024-08"));
    let assessment = registry.show_inovasi(id).unwrap().assessment;
    let answer = assessment.indikator.iter().find(|it| it.indikator == indikator).unwrap();
    assert_eq!(answer.parameter, 3);
}

/// Fills in the essentials and answers the id of the inovasi.
async fn fill_the_profile(app: &App) -> String {
    app.find("profile-form").await;
    assert_eq!(app.value("field-nama").await, "Aplikasi Antar Obat Gratis");
    app.write("field-perangkat_daerah", "Dinas Kesehatan").await;
    app.choose("field-tahapan", "penerapan").await;
    app.write("field-urusan_utama", "Keseha").await;
    app.click_on("[data-option=kesehatan]").await;
    app.write("field-waktu_uji_coba", "3 Januari 2024").await;
    app.write("field-waktu_penerapan", "Agustus 2024").await;
    let words_before = app.text("word-count").await;
    app.write("field-rancang_bangun", "Obat rutin diantar ke rumah lansia oleh kader.").await;
    app.until(&format!("named('word-count').innerText.trim() !== '{words_before}'")).await;
    app.saved().await;
    app.until("named('field-waktu_uji_coba').value === '3 Januari 2024'").await;

    // A date that nobody can read stays in its field, with the reason beside it.
    app.write("field-waktu_pengembangan", "kapan-kapan").await;
    app.js("document.activeElement.blur()").await;
    app.until("named('field-waktu_pengembangan').getAttribute('aria-invalid') === 'true'").await;
    assert_eq!(app.value("field-waktu_pengembangan").await, "kapan-kapan");
    app.write("field-waktu_pengembangan", "2025").await;
    app.saved().await;

    let id = app.until("named('worksheet').dataset.id").await;
    id.as_str().unwrap().to_owned()
}

/// The first indikator of the worksheet, whatever the instrument calls it.
pub async fn first_indikator(app: &App) -> String {
    let name = app.until("document.querySelector('[data-test^=jump-]').dataset.test").await;
    name.as_str().unwrap().trim_start_matches("jump-").to_owned()
}
