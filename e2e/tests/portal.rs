//! Filling the portal: copied and ticked by the keyboard, a break, a second laptop.

use fantoccini::key::Key;
use registry::{Subject, progress::Unwatched};

use crate::laptop::Laptop;

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_is_filled_by_keyboard_with_a_break_and_a_second_laptop() {
    let sri = Laptop::new().with_example("Sri Rahayu");
    let whom = sri.open().show_portal().unwrap().lines.into_iter().find(|it| it.subject != Subject::Daerah).unwrap();
    let nama = whom.nama.clone();
    let screen = format!("#/isi-portal/{}", whom.subject);
    let enter = char::from(Key::Enter).to_string();
    let down = char::from(Key::Down).to_string();

    let app = sri.start().await;
    app.find("view-beranda").await;
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

    // After the break it goes on where it was.
    let app = sri.start().await;
    app.find("view-beranda").await;
    app.go(&screen).await;
    app.until("named('portal-done').innerText.startsWith('2 dari')").await;
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
    app.click("portal-send").await;
    app.find("view-pengajuan").await;
}
