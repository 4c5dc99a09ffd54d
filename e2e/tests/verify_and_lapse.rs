//! Claim, attach, verify, change the file, and see the verdict lapse.

use crate::{laptop::Laptop, register_and_score::first_indikator};

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_lapses_when_the_file_it_saw_is_changed() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, _) = laptop.first_inovasi();
    let first = laptop.write_file("SK Wali Kota 050-412.pdf", b"%PDF-1.4\n% Keputusan Wali Kota\n%%EOF\n");
    let second = laptop.write_file("SK Wali Kota 050-413.pdf", b"%PDF-1.4\n% Keputusan lain\n%%EOF\n");
    let app = laptop.start().await;

    // The officer claims, attaches and hands on.
    app.go(&format!("#/inovasi/{id}/indikator")).await;
    let indikator = first_indikator(&app).await;
    app.click(&format!("parameter-{indikator}-2")).await;
    app.saved().await;
    app.drop_files(&format!("indikator-{indikator}"), &[&first]).await;
    app.find("bukti-item").await;
    app.write("bukti-nomor", "050/412").await;
    app.write("bukti-tanggal", "17 Agustus 2024").await;
    app.saved().await;
    app.click("move-diajukan").await;
    app.saved().await;

    // Somebody else sits down as the verifier and accepts.
    app.go("#/pengaturan").await;
    app.click("role-verifier").await;
    app.saved().await;
    app.go(&format!("#/inovasi/{id}/indikator")).await;
    let before = app.text("score-verified").await;
    app.click(&format!("verdict-accept-{indikator}")).await;
    // Nobody has said what kind of document it is: he is asked whether he means it.
    app.click("question-yes").await;
    app.until(&format!("named('score-verified').innerText.trim() !== {before:?}")).await;
    let verified = app.text("score-verified").await;

    // Another file takes the place of the one that was seen.
    app.click("bukti-remove").await;
    app.gone("bukti-item").await;
    let told = app.text(&format!("verdict-lapsed-{indikator}")).await;
    assert!(told.contains("SK Wali Kota 050-412.pdf"), "what went is told: {told}");
    app.until(&format!("named('score-verified').innerText.trim() !== {verified:?}")).await;
    app.drop_files(&format!("indikator-{indikator}"), &[&second]).await;
    app.find("bukti-item").await;
    let told = app.text(&format!("verdict-lapsed-{indikator}")).await;
    assert!(told.contains("SK Wali Kota 050-413.pdf"), "what came is told: {told}");
    assert_eq!(app.text("score-verified").await, before);
    app.click(&format!("verdict-replay-{indikator}")).await;
    app.find("replay-verdict").await;

    drop(app);
    let answers = laptop.read().show_inovasi(id).unwrap().assessment;
    let answer = answers.indikator.into_iter().find(|it| it.indikator == indikator).unwrap();
    let verdict = answer.verdict.unwrap();
    assert!(verdict.lapsed && verdict.parameter == 2 && answer.verified_parameter == 0, "{verdict:?}");
}
