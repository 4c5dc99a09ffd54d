//! From a dropped file to a bundle that other programs accept.

use std::{path::Path, process::Command};

use registry::{Registry, progress::Unwatched};

use crate::{laptop::Laptop, register_and_score::first_indikator};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_attaches_bukti_and_exports_a_bundle() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, nama) = laptop.first_inovasi();
    let sk = laptop.write_file("Peraturan Wali Kota 412.pdf", &pdf("Peraturan Wali Kota"));
    let photo = laptop.write_file("foto kegiatan.pdf", &pdf("foto"));

    let app = laptop.start().await;
    app.go(&format!("#/inovasi/{id}/indikator")).await;
    let indikator = first_indikator(&app).await;
    let card = format!("indikator-{indikator}");
    app.click(&format!("parameter-{indikator}-2")).await;
    app.saved().await;
    let supported = app.text(&format!("score-{indikator}")).await;

    app.drop_files(&card, &[&sk, &photo]).await;
    app.until("document.querySelectorAll('[data-test=bukti-item]').length === 2").await;
    app.write("bukti-nomor", "050/412").await;
    app.write("bukti-tanggal", "17 Agustus 2024").await;
    app.write("bukti-tentang", &format!("Pelaksana inovasi {nama}")).await;
    app.saved().await;
    // Its name says what it may be; it supports the answer once the officer says so too.
    assert_eq!(app.text(&format!("score-{indikator}")).await, supported);
    app.click("bukti-jenis-guess").await;
    app.until(&format!("named('score-{indikator}').innerText.trim() !== {supported:?}")).await;

    let zip = laptop.path("pengajuan.zip");
    let folder = laptop.path("pengajuan");
    app.on_screen("pengajuan").await;
    for (form, out) in [("export-folder", &folder), ("export-zip", &zip)] {
        app.click(form).await;
        app.choose_path("export-path", out).await;
        app.click("export-start").await;
        let shown = format!("named('export-receipt-path').innerText.trim() === {:?}", out.display().to_string());
        app.until(&shown).await;
    }
    app.click("export-verify").await;
    app.until("named('verify-result').dataset.valid === 'true'").await;

    drop(app);
    for bundle in [&zip, &folder] {
        let verdict = Registry::verify_bundle(bundle, None, &mut Unwatched).unwrap();
        assert!(verdict.is_valid(), "{bundle:?}: {verdict:?}");
    }
    the_command_line_agrees(&zip);
    coreutils_agree(&folder);
    let kept = laptop.read().show_inovasi(id).unwrap().assessment;
    let answer = kept.indikator.into_iter().find(|it| it.indikator == indikator).unwrap();
    assert_eq!(answer.bukti.len(), 2);
    assert_eq!(answer.bukti[0].tanggal.as_deref(), Some("2024-08-17"));
}

/// A PDF that opens, with words of its own.
pub fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {words}\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n").into_bytes()
}

/// `prakarsa verify` ends well, in another process.
fn the_command_line_agrees(bundle: &Path) {
    let prakarsa = std::env::var_os("PRAKARSA_BIN").expect("PRAKARSA_BIN names the built command line");
    let output = Command::new(&prakarsa).arg("verify").arg(bundle).output().expect("the command line is built");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A judge that knows nothing of us: every line of the manifest, by sha256sum.
fn coreutils_agree(bundle: &Path) {
    let output = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "manifest-sha256.txt"])
        .current_dir(bundle)
        .output()
        .expect("sha256sum");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
