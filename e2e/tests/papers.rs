//! Papers: one for the mayor in a hurry, and one in the office's own form.

use crate::laptop::Laptop;

/// Four clicks from Beranda, and the PDF lies where it was offered to lie.
#[tokio::test(flavor = "multi_thread")]
async fn the_report_for_the_head_takes_four_clicks() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let app = laptop.start().await;
    app.find("view-beranda").await;
    let clicks = ["nav-pengajuan", "pengajuan-dokumen", "document-laporan-pimpinan", "document-write"];
    for it in clicks {
        app.click(it).await;
    }
    app.find("document-receipt").await;
    let path = app.until("named('document-receipt').querySelector('span').innerText").await;
    let path = std::path::PathBuf::from(path.as_str().unwrap());
    assert!(path.starts_with(laptop.path("home")), "{path:?}");
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF-"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_form_is_checked_given_and_used() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let form = laptop.path("surat.typ");
    let (before, after) = (laptop.path("sebelum.pdf"), laptop.path("sesudah.pdf"));
    let app = laptop.start().await;
    app.go("#/dokumen/surat-pengantar").await;
    let write = async |out| {
        app.choose_path("document-path", out).await;
        app.click("document-write").await;
        app.until(&format!("named('document-receipt').innerText.includes({:?})", out.display().to_string())).await;
    };
    write(&before).await;

    app.point_at(&form).await;
    app.click("template-copy-pdf").await;
    app.find("template-told").await;
    let text = std::fs::read_to_string(&form).unwrap();
    // A word that there is not is told with its line; the form stays as it was.
    std::fs::write(&form, format!("{text}\n#d.tidak_ada\n")).unwrap();
    app.point_at(&form).await;
    app.click("template-give-pdf").await;
    app.find("template-faults").await;
    assert!(!app.text("template-panel").await.contains("Kembali"), "nothing was given");

    std::fs::write(&form, format!("{text}\n#lorem(400)\n")).unwrap();
    app.point_at(&form).await;
    app.click("template-give-pdf").await;
    app.find("template-back-pdf").await;
    write(&after).await;
    drop(app);
    let pages = |path| std::fs::metadata(path).unwrap().len();
    assert!(pages(&after) > pages(&before), "the letter of the office says more");
}
