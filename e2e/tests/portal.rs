//! The last days of a year: the best set, a bundle, the portal filled by the keyboard with
//! a break and a second laptop, and sending.

use std::fs;

use fantoccini::key::Key;
use registry::{AnswerKey, BuktiFacts, IndikatorName, Subject, progress::Unwatched};

use crate::{attach_and_export::pdf, bundle::look_into, laptop::Laptop, simulate_and_choose::with_some_to_leave_out};

#[tokio::test(flavor = "multi_thread")]
async fn a_year_is_chosen_bundled_filled_in_by_two_and_sent() {
    let sri = Laptop::new().with_example("Sri Rahayu");
    with_some_to_leave_out(&sri);
    let n_before = sri.read().show_submission().unwrap().n_chosen;
    let whom = sri.open().show_portal().unwrap().lines.into_iter().find(|it| it.subject != Subject::Daerah).unwrap();
    let nama = whom.nama.clone();
    let screen = format!("#/isi-portal/{}", whom.subject);
    let enter = char::from(Key::Enter).to_string();
    let down = char::from(Key::Down).to_string();

    let app = sri.start().await;
    app.find("view-beranda").await;
    app.go("#/set-terbaik").await;
    app.click("best-apply").await;
    app.click("confirm-accept").await;
    app.gone("apply-best-dialog").await;
    let view = sri.read().show_submission().unwrap();
    assert!(view.n_chosen < n_before, "some are left out");
    app.click("pengajuan-pengajuan").await;
    app.until(&format!("named('year-chosen').innerText.startsWith('{} ')", view.n_chosen)).await;
    app.find("year-ready").await;
    app.choose_path("export-path", &sri.path("pengajuan")).await;
    app.click("export-start").await;
    app.find("export-receipt-path").await;
    app.go(&screen).await;
    app.find("portal-walk").await;
    app.tab_to("[data-test=portal-line]").await;
    app.keys(&enter).await;
    // Copied and ticked, and the next one waits.
    app.until("named('portal-done').innerText.startsWith('1 dari')").await;
    app.until("document.activeElement.closest('li').dataset.entry !== 'profil/nama'").await;
    // What was copied is what another field is given.
    app.keys("l").await;
    app.until("document.activeElement === named('portal-alasan')").await;
    app.ctrl('v').await;
    app.until(&format!("named('portal-alasan').value === {nama:?}")).await;
    app.keys(&enter).await;
    app.until("named('portal-done').innerText.startsWith('2 dari')").await;
    app.kill();

    // In the break a decree comes in.
    let sk = sri.write_file("SK 412.pdf", &pdf("SK"));
    let registry = sri.open();
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let indikator = registry.show_assessment(whom.subject, instrument).unwrap().indikator.remove(0).indikator;
    let key =
        AnswerKey { subject: whom.subject, instrument: instrument.into(), indikator: IndikatorName::from(indikator) };
    registry.attach_bukti(&key, std::slice::from_ref(&sk), &BuktiFacts::default(), &mut Unwatched).unwrap();
    let entries = registry.show_portal_subject(whom.subject).unwrap().entries;
    let file = entries.into_iter().find(|it| it.size.is_some() && it.present).unwrap();
    drop(registry);

    // After it the walk goes on where it was, and the decree is dragged into the browser.
    let app = sri.start().await;
    app.find("view-beranda").await;
    app.go(&screen).await;
    app.until("named('portal-done').innerText.startsWith('2 dari')").await;
    app.click_on(&format!("[data-entry='{}'] [data-test=portal-line]", file.name)).await;
    let browser = sri.path("peramban");
    fs::create_dir(&browser).unwrap();
    let dropped = app.drag_out("portal-drag", &browser).await;
    assert_eq!(fs::read(&dropped).unwrap(), fs::read(&sk).unwrap());
    app.click("portal-turn-take").await;
    app.until("named('portal-turn').innerText.includes('Sri Rahayu')").await;
    app.kill();

    let parcel = sri.path("kiriman.prakarsa");
    sri.open().create_parcel(&parcel, false, &mut Unwatched).unwrap();
    let budi = Laptop::new().with_parcel("Budi", &parcel);
    let app = budi.start().await;
    app.find("view-beranda").await;
    app.go(&screen).await;
    app.until("named('portal-done').innerText.startsWith('2 dari')").await;
    app.until("named('portal-turn').innerText.includes('Sri Rahayu')").await;
    app.tab_to("[data-test=portal-line]").await;
    app.keys(&down).await;
    app.keys(&enter).await;
    app.until("named('portal-done').innerText.startsWith('3 dari')").await;

    // He sends for the office; what is missing is asked about once.
    app.click("portal-send").await;
    app.click("year-send").await;
    let stated = [("jabatan", "Kepala BRIDA"), ("instansi", "BRIDA"), ("nomor_hp", "0811"), ("email", "b@contoh.id")];
    app.write("send-nama_lengkap", "Budi Santoso").await;
    for (field, text) in stated {
        app.write(&format!("send-{field}"), text).await;
    }
    app.write("send-nomor_registrasi", "IGA-33.74-0007").await;
    app.click("send-state").await;
    app.click("question-yes").await;
    app.find("year-sent").await;
    app.until("named('sent-nomor').value === 'IGA-33.74-0007'").await;

    // Sri's bundle is looked into, and changes nothing of his.
    let n_inovasi = budi.read().show_registry().unwrap().n_inovasi;
    look_into(&app, &sri.path("pengajuan")).await;
    app.until("named('looked-at-answer').innerText.startsWith('Tidak berubah')").await;
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.click("looked-at-back").await;
    app.gone("looked-at").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    drop(app);
    assert_eq!(budi.read().show_registry().unwrap().n_inovasi, n_inovasi);
    let view = budi.read().show_submission().unwrap();
    let sent = view.snapshots.iter().find(|it| Some(it.id) == view.sent).unwrap();
    assert_eq!(sent.nomor_registrasi.as_deref(), Some("IGA-33.74-0007"));
    assert!(sent.here && sent.sound);
}
