//! A registry that was damaged while nobody had it open: opened, told, confirmed.

use std::{fs, path::Path};

use registry::progress::Unwatched;

use crate::laptop::{Laptop, field};

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_salvaged_told_and_confirmed() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, _) = laptop.first_inovasi();
    let registry = laptop.open();
    registry.make_backup(&mut Unwatched).unwrap();
    for n in 0..40 {
        registry.edit_inovasi(id, "tujuan", Some(&format!("Tujuan ke-{n}. {}", "Lansia sehat. ".repeat(20)))).unwrap();
    }
    let written = field(&registry, id, "tujuan").unwrap();
    drop(registry);
    ruin(&laptop.registry());

    let app = laptop.start().await;
    let told = app.text("loss-dialog").await;
    assert!(told.contains("rusak") && told.contains("quarantine"), "{told}");
    let losses = laptop.read().show_registry().unwrap().losses;
    assert!(losses[0].n_salvaged > 0, "{losses:?}");
    assert!(told.contains(&losses[0].n_salvaged.to_string()), "{losses:?}: {told}");
    assert_eq!(app.axe().await, Vec::<String>::new());

    // Closed unread it stays in sight, on every screen and over a restart.
    app.click("dialog-close").await;
    app.gone("loss-dialog").await;
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.until(&format!("named('field-tujuan')?.value === {written:?}")).await;
    app.find("loss-banner").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.kill();
    drop(laptop.open());

    let app = laptop.start().await;
    app.find("loss-dialog").await;
    app.click("dialog-close").await;
    app.click("loss-look").await;
    app.click("loss-confirm").await;
    app.gone("loss-banner").await;
    app.kill();
    drop(laptop.open());

    let app = laptop.start().await;
    app.find("view-beranda").await;
    app.gone("loss-banner").await;
    app.gone("loss-dialog").await;
    app.kill();
    let registry = laptop.open();
    assert_eq!(registry.list_losses().unwrap().len(), 1, "it stays written down");
    assert!(registry.run_doctor(&mut Unwatched).unwrap().healthy);
}

/// Overwrites one page of the database, where its newest rows lie.
pub fn ruin(folder: &Path) {
    const PAGE: usize = 4096;
    let database = folder.join("registry.sqlite3");
    let mut bytes = fs::read(&database).unwrap();
    let at = bytes.len() - 3 * PAGE;
    bytes[at..at + PAGE].fill(0x5a);
    fs::write(&database, bytes).unwrap();
}
