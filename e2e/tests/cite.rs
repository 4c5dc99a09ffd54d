//! Taking over what a source says, with the mouse and without.

use fantoccini::key::Key;

use crate::{laptop::Laptop, screens::CITED};

const TAKE: &str = "citation-take-dukungan-anggaran-0";

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_says_is_taken_over_and_given_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let app = laptop.start().await;
    app.find("view-beranda").await;
    app.go(&format!("#/inovasi/{CITED}/indikator")).await;
    app.find(TAKE).await;
    let before = app.text("score-claimed").await;
    let stands = "named('citation-dukungan-anggaran-0').dataset.stands === 'true'";

    app.click(TAKE).await;
    app.until(stands).await;
    app.until(&format!("named('score-claimed').innerText.trim() !== {before:?}")).await;
    app.gone(TAKE).await;
    app.ctrl('z').await;
    app.until(&format!("named('score-claimed').innerText.trim() === {before:?}")).await;

    app.tab_to(&format!("[data-test={TAKE}]")).await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.until(stands).await;
    // Nobody is thrown out of the list by the button that goes.
    app.until("document.activeElement === named('citations-dukungan-anggaran')").await;
    app.saved().await;
    drop(app);
    let answers = laptop.read().show_inovasi(CITED.parse().unwrap()).unwrap().assessment.indikator;
    let taken = answers.iter().find(|it| it.indikator == "dukungan-anggaran").unwrap();
    assert_eq!((taken.parameter, taken.supported_parameter), (1, 0), "a source supports no score");
}
