//! Verifying, simulating and pinning with no hand on a mouse.

use e2e::driver::App;
use fantoccini::key::Key;
use registry::{Basis, ChooseParameter, DEFAULT_INSTRUMENT, InovasiId, Subject};

use crate::laptop::Laptop;

/// A laptop of a verifier on which one inovasi is handed in, with its id.
fn handed_in() -> (Laptop, InovasiId) {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, _) = laptop.first_inovasi();
    let (registry, year) = (laptop.open(), DEFAULT_INSTRUMENT.trim());
    let subject = Subject::Inovasi(id);
    let lines = registry.show_assessment(subject, year).unwrap().indikator;
    for line in lines.iter().take(2) {
        let choice = ChooseParameter {
            subject,
            instrument: year.into(),
            indikator: line.indikator.clone().into(),
            parameter: 2,
            variant: None,
        };
        registry.choose_parameter(&choice).unwrap();
    }
    registry.move_answers(subject, year, "diajukan", "", false).unwrap();
    registry.set_role("verifier").unwrap();
    drop(registry);
    (laptop, id)
}

async fn open_by_palette(app: &App, words: &str, view: &str) {
    app.ctrl('k').await;
    app.until("document.activeElement === named('palette-input')").await;
    app.keys(words).await;
    app.until(&format!("named('palette-item').innerText.includes({words:?})")).await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.find(view).await;
}

async fn alt(app: &App, key: char) {
    app.keys(&format!("{}{key}{}", Key::Alt, Key::Null)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verifier_accepts_and_returns_from_the_keyboard() {
    let (laptop, id) = handed_in();
    let app = laptop.start().await;
    app.find("view-beranda").await;
    open_by_palette(&app, "Verifikasi", "view-verifikasi").await;
    app.tab_to("[data-test=queue-open]").await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.find("way").await;
    let before = app.text("score-verified").await;
    alt(&app, 'n').await;
    app.until("document.activeElement?.matches('[data-verdict]')").await;
    let card = "document.activeElement?.closest('article')?.id";
    let first = app.until(card).await;
    // No key of a verifier changes the answer of an officer.
    app.keys(&char::from(Key::Down).to_string()).await;
    // There is no bukti: it is asked once, and Esc leaves it.
    alt(&app, 'a').await;
    app.until("document.activeElement === named('question-yes')").await;
    app.keys(&char::from(Key::Escape).to_string()).await;
    app.gone("question-yes").await;
    assert_eq!(app.text("score-verified").await, before);
    alt(&app, 'a').await;
    app.until("document.activeElement === named('question-yes')").await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.until(&format!("named('score-verified').innerText.trim() !== {before:?}")).await;
    // The next one that waits has the focus by itself.
    app.until(&format!("document.activeElement?.matches('[data-verdict]') && {card} !== {first}")).await;
    alt(&app, 'r').await;
    app.until("document.activeElement?.matches('textarea')").await;
    app.keys("Tambahkan halaman yang memuat nama inovasi").await;
    app.keys(&format!("{}{}{}", Key::Control, Key::Enter, Key::Null)).await;
    app.until("[...document.querySelectorAll('[data-test^=verdict-]')].some((it) => it.innerText.includes('Tambahkan halaman'))").await;
    drop(app);
    let answers = laptop.read().show_inovasi(id).unwrap().assessment.indikator;
    let mut said: Vec<(u8, bool)> =
        answers.into_iter().filter_map(|it| it.verdict).map(|it| (it.parameter, it.note.is_empty())).collect();
    said.sort_unstable();
    assert_eq!(said, [(0, false), (2, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_is_made_and_applied_from_the_keyboard() {
    let (laptop, _) = handed_in();
    let n = || laptop.read().score(DEFAULT_INSTRUMENT.trim(), Basis::Claimed).unwrap().n_inovasi;
    let (before, app) = (n(), laptop.start().await);
    app.find("view-beranda").await;
    open_by_palette(&app, "Simulasi", "view-simulasi").await;
    app.tab_to("[data-test=simulate-send]").await;
    app.keys(" ").await;
    app.find("simulation-drop").await;
    app.tab_to("[data-test=simulation-apply]").await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.find("simulation-written").await;
    app.tab_to("[data-test=simulation-confirm-apply]").await;
    app.keys(&char::from(Key::Enter).to_string()).await;
    app.gone("simulation-drop").await;
    assert_eq!(n(), before - 1);
}
