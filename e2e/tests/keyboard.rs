//! The main job with no hand on a mouse.

use fantoccini::key::Key;

use crate::laptop::{Laptop, field};

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_works_from_the_keyboard() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let out = laptop.path("lewat-papan-ketik");
    let app = laptop.start().await;
    app.find("view-beranda").await;
    let enter = char::from(Key::Enter).to_string();

    app.ctrl('n').await;
    app.find("register-nama").await;
    app.until("document.activeElement === named('register-nama')").await;
    app.keys("Posyandu Keliling").await;
    app.keys(&enter).await;
    app.find("profile-form").await;

    app.tab_to("[data-test=field-perangkat_daerah]").await;
    app.keys("Kecamatan Tembalang").await;
    app.tab_to("[data-test=field-waktu_penerapan]").await;
    app.keys("5 Mei 2024").await;
    app.tab_to("[data-test=field-tujuan]").await;
    app.keys("Balita ditimbang di dekat rumah.").await;
    app.saved().await;
    let id = app.until("named('worksheet').dataset.id").await.as_str().unwrap().parse().unwrap();

    app.tab_to("[data-test=tab-profil]").await;
    app.keys(&char::from(Key::Right).to_string()).await;
    app.until("document.querySelector('[data-test^=jump-]')").await;
    let before = app.text("score-claimed").await;
    app.tab_to("[data-test^=parameter-]").await;
    app.keys(" ").await;
    app.keys(&char::from(Key::Right).to_string()).await;
    app.until(&format!("named('score-claimed').innerText.trim() !== {before:?}")).await;
    app.saved().await;

    app.ctrl('k').await;
    app.find("palette-input").await;
    app.until("document.activeElement === named('palette-input')").await;
    app.keys("Pengajuan").await;
    app.until("named('palette-item').innerText.includes('Pengajuan')").await;
    app.keys(&enter).await;
    app.find("view-pengajuan").await;
    app.point_at(&out).await;
    app.tab_to("[data-test=export-path-pick]").await;
    app.keys(&enter).await;
    app.until(&format!("named('export-path').value === {out:?}")).await;
    app.tab_to("[data-test=export-start]").await;
    app.keys(&enter).await;
    app.find("export-receipt").await;
    assert!(out.join("bagit.txt").is_file());

    // The list: search, step down, open.
    app.ctrl('f').await;
    app.until("document.activeElement === named('inovasi-search')").await;
    app.keys("Posyandu Keliling").await;
    app.until("document.querySelectorAll('[data-test=inovasi-row]').length === 1").await;
    app.keys(&char::from(Key::Down).to_string()).await;
    app.keys(&enter).await;
    app.until(&format!("named('worksheet').dataset.id === '{id}'")).await;
    app.until("named('field-nama').value === 'Posyandu Keliling'").await;

    let registry = laptop.read();
    assert_eq!(field(&registry, id, "perangkat_daerah").as_deref(), Some("Kecamatan Tembalang"));
    assert_eq!(field(&registry, id, "waktu_penerapan").as_deref(), Some("2024-05-05"));
    assert_eq!(registry.show_inovasi(id).unwrap().assessment.n_chosen, 1);
}
