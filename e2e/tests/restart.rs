//! What the window called saved survives a power cut.

use registry::progress::Unwatched;

use crate::{
    laptop::{Laptop, field},
    register_and_score::first_indikator,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_saved_is_there_after_a_power_cut() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, _) = laptop.first_inovasi();

    let app = laptop.start().await;
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.write("field-tujuan", "Lansia menerima obat rutin tanpa antre.").await;
    app.saved().await;
    app.click("tab-indikator").await;
    let indikator = first_indikator(&app).await;
    app.click(&format!("parameter-{indikator}-3")).await;
    app.saved().await;
    let claimed = app.text("score-claimed").await;
    app.kill();

    let app = laptop.start().await;
    app.find("view-beranda").await;
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.until("named('field-tujuan').value === 'Lansia menerima obat rutin tanpa antre.'").await;
    app.click("tab-indikator").await;
    assert_eq!(app.text("score-claimed").await, claimed);
    app.until(&format!("named('parameter-{indikator}-3').querySelector('input').checked")).await;
    app.kill();

    let registry = laptop.open();
    assert_eq!(field(&registry, id, "tujuan").as_deref(), Some("Lansia menerima obat rutin tanpa antre."));
    let health = registry.run_doctor(&mut Unwatched).unwrap();
    assert!(health.healthy, "{health:?}");
}
