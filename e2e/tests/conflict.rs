//! Two laptops, one field, two values: shown, chosen, gone.

use std::path::PathBuf;

use registry::{InovasiId, progress::Unwatched};

use crate::laptop::{Laptop, field};

/// Gives a laptop a catalogue and a colleague who edited `tujuan` of the same
/// inovasi apart; answers the laptop, the id, and the colleague's parcel.
pub fn apart(laptop: Laptop) -> (Laptop, InovasiId, PathBuf) {
    let mine = laptop.with_example("Sri Rahayu");
    let (id, _) = mine.first_inovasi();
    let shared = mine.path("awal.prakarsa");
    mine.open().create_parcel(&shared, false, &mut Unwatched).unwrap();
    let other = Laptop::new().with_parcel("Budi Santoso", &shared);

    mine.open().edit_inovasi(id, "tujuan", Some("Tujuan menurut Sri.")).unwrap();
    let registry = other.open();
    registry.edit_inovasi(id, "tujuan", Some("Tujuan menurut Budi.")).unwrap();
    registry.edit_inovasi(id, "manfaat", Some("Manfaat dari Budi.")).unwrap();
    let parcel = mine.path("dari-budi.prakarsa");
    registry.create_parcel(&parcel, false, &mut Unwatched).unwrap();
    (mine, id, parcel)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_is_shown_and_ends_with_a_choice() {
    let (laptop, id, parcel) = apart(Laptop::new());
    let app = laptop.start().await;
    app.on_screen("kotak-masuk").await;
    app.choose_path("parcel-path", &parcel).await;
    app.click("parcel-preview").await;
    app.find("parcel-preview-result").await;
    assert_eq!(laptop.read().list_conflicts().unwrap().len(), 0, "a preview changes nothing");
    app.click("parcel-accept").await;
    app.find("parcel-result").await;

    let conflict = "[data-test=conflict][data-field=tujuan]";
    app.see(conflict).await;
    app.until("document.querySelectorAll('[data-test=conflict]').length === 1").await;
    app.until(
        "named('conflict').innerText.includes('Sri Rahayu') && named('conflict').innerText.includes('Budi Santoso')",
    )
    .await;

    // The worksheet shows the same conflict.
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.find("worksheet-conflicts").await;
    app.until("named('field-manfaat').value === 'Manfaat dari Budi.'").await;

    app.on_screen("kotak-masuk").await;
    let of_budi = app
        .until(
            "[...document.querySelectorAll('[data-test=conflict] li')].findIndex((it) => it.innerText.includes('menurut Budi')) + 1",
        )
        .await;
    app.click_on(&format!("{conflict} li:nth-child({of_budi}) [data-test=conflict-choose]")).await;
    app.gone("conflict").await;
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.until("named('field-tujuan').value === 'Tujuan menurut Budi.'").await;
    app.gone("worksheet-conflicts").await;

    let registry = laptop.read();
    assert!(registry.list_conflicts().unwrap().is_empty());
    assert_eq!(field(&registry, id, "tujuan").as_deref(), Some("Tujuan menurut Budi."));
}
