//! An office's recap: taken in, its columns corrected, and all of it taken back.

use registry::ListInovasi;

use crate::laptop::{Laptop, field};

/// A recap as offices keep it: a title above, a numbering column, and a heading
/// that does not say what it means.
pub const RECAP: &str = "REKAPITULASI INOVASI TAHUN 2026;;;;\n\
    ;;;;\n\
    No;Judul Inovasi;Pengampu;Tgl Penerapan;Keterangan lain\n\
    1;Kebun Rakyat Semarang;Dinas Pertanian;17 Agustus 2024;Untuk warga kampung\n\
    2;Rumah Pelita Keliling;Dinas Kesehatan;Mei 2025;Mencegah stunting\n\
    3;Aplikasi Tanpa Tanggal;Dinas Sosial;kapan-kapan;Bantuan tepat guna\n\
    Jumlah;3;;;\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_recap_is_taken_in_with_a_corrected_mapping_and_taken_back_in_one_step() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let recap = laptop.write_file("rekap.csv", RECAP.as_bytes());
    let before = laptop.read().show_registry().unwrap().n_inovasi;
    let app = laptop.start().await;
    app.go("#/impor").await;
    app.point_at(&recap).await;
    app.click("wizard-path-pick").await;
    app.find("wizard-columns").await;

    // The name was guessed; "Keterangan lain" is told what it means.
    let targets = "[...document.querySelectorAll('[data-test=wizard-target]')]";
    let guessed = app.js(&format!("return {targets}.map((it) => it.value)")).await;
    assert!(guessed.to_string().contains("\"nama\""), "{guessed}");
    app.js(&format!(
        "const it = {targets}.at(-1); it.value = 'manfaat'; it.dispatchEvent(new Event('change', {{ bubbles: true }}))"
    ))
    .await;
    app.until("!named('wizard-preview').disabled").await;
    app.click("wizard-preview").await;
    app.find("wizard-numbers").await;
    assert_eq!(app.text("wizard-n-new").await, "3");
    assert_eq!(app.text("wizard-n-refused").await, "1");
    assert_eq!(laptop.read().show_registry().unwrap().n_inovasi, before, "a preview takes nothing in");

    app.click("wizard-apply").await;
    app.find("wizard-done").await;
    let read = laptop.read();
    assert_eq!(read.show_registry().unwrap().n_inovasi, before + 3);
    let ask = ListInovasi { text: "Kebun Rakyat".into(), limit: 5, ..ListInovasi::default() };
    let id = read.list_inovasi(&ask).unwrap().rows.remove(0).id;
    assert_eq!(field(&read, id, "manfaat").as_deref(), Some("Untuk warga kampung"));
    assert_eq!(field(&read, id, "waktu_penerapan").as_deref(), Some("2024-08-17"));

    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.click("undo").await;
    app.until(&format!("document.querySelector('[data-test=inovasi-count]').innerText.includes('{before}')")).await;
    assert_eq!(laptop.read().show_registry().unwrap().n_inovasi, before);
}
