//! One bukti whose bytes are gone: found, told in a bundle that is whole otherwise, and
//! mended by attaching the file again.

use std::{fs, path::Path};

use e2e::driver::App;
use registry::{AnswerKey, BuktiFacts, IndikatorName, Registry, Subject, progress::Unwatched};

use crate::{attach_and_export::pdf, laptop::Laptop};

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_tells_of_a_missing_bukti_and_is_whole_once_it_is_attached_again() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, nama) = laptop.first_inovasi();
    let registry = laptop.open();
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let indikator = registry.show_assessment(Subject::Inovasi(id), instrument).unwrap().indikator.remove(0).indikator;
    let key = AnswerKey {
        subject: Subject::Inovasi(id),
        instrument: instrument.into(),
        indikator: IndikatorName::from(indikator.clone()),
    };
    let (sk, lost) = (laptop.write_file("SK 412.pdf", &pdf("SK")), laptop.write_file("Undangan.pdf", &pdf("undangan")));
    registry.attach_bukti(&key, &[sk, lost.clone()], &BuktiFacts::default(), &mut Unwatched).unwrap();
    drop(registry);
    let sha256 = gone(&laptop, &fs::read(&lost).unwrap());

    let app = laptop.start().await;
    app.on_screen("bukti").await;
    app.see("[data-test=finding][data-code=bytes_missing]").await;
    let told = app.text("findings").await;
    assert!(told.contains("Undangan.pdf") && told.contains(&nama), "{told}");
    app.see("[data-code=bytes_missing] [data-test=finding-remedy]").await;
    assert_eq!(app.axe().await, Vec::<String>::new());

    let (gap, whole) = (laptop.path("berlubang"), laptop.path("utuh"));
    app.on_screen("pengajuan").await;
    export(&app, &gap).await;
    let told = app.text("export-receipt").await;
    assert!(told.contains("Undangan.pdf") && told.contains(&nama), "{told}");
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.click("export-verify").await;
    app.until("named('verify-result').dataset.valid === 'true'").await;
    let verdict = Registry::verify_bundle(&gap, None, &mut Unwatched).unwrap();
    assert!(verdict.is_valid(), "{verdict:?}");

    app.go(&format!("#/inovasi/{id}/indikator/{indikator}")).await;
    app.find("mend").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.drop_files(&format!("indikator-{indikator}"), &[&lost]).await;
    app.gone("mend").await;
    app.on_screen("bukti").await;
    app.find("findings").await;
    app.until("!document.querySelector('[data-test=finding][data-code=bytes_missing]')").await;

    app.on_screen("pengajuan").await;
    export(&app, &whole).await;
    assert!(!app.text("export-receipt").await.contains("Undangan.pdf"));
    app.kill();
    let manifest = fs::read_to_string(whole.join("manifest-sha256.txt")).unwrap();
    assert!(manifest.contains(&sha256));
    assert!(!fs::read_to_string(gap.join("manifest-sha256.txt")).unwrap().contains(&sha256));
    assert!(laptop.open().run_doctor(&mut Unwatched).unwrap().healthy);
}

/// Writes a bundle as a folder and waits for its receipt.
async fn export(app: &App, out: &Path) {
    app.click("export-folder").await;
    app.choose_path("export-path", out).await;
    app.click("export-start").await;
    app.until(&format!("named('export-receipt-path')?.innerText.trim() === {:?}", out.display().to_string())).await;
}

/// Takes these bytes away from a registry; answers their hash.
fn gone(laptop: &Laptop, bytes: &[u8]) -> String {
    let folders = fs::read_dir(laptop.registry().join("blobs")).unwrap();
    let files = folders.flat_map(|it| fs::read_dir(it.unwrap().path()).unwrap());
    let path = files.map(|it| it.unwrap().path()).find(|it| fs::read(it).unwrap() == bytes).expect("the bytes");
    fs::remove_file(&path).unwrap();
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}
