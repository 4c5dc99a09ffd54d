//! Finding an inovasi however it is typed, proposing it again, and taking it back.

use registry::{ChooseParameter, Subject};

use crate::laptop::Laptop;

const THEN: &str = "iga-2025";
const NOW: &str = "iga-2026";

#[tokio::test(flavor = "multi_thread")]
async fn an_inovasi_is_found_by_a_misspelt_name() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let app = laptop.start().await;
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.write("inovasi-search", "kado mbk itta").await;
    app.until("document.querySelectorAll('[data-test=inovasi-row]').length === 1").await;
    let row = app.js("return document.querySelector('[data-test=inovasi-row]').innerText").await;
    assert!(row.as_str().unwrap().to_uppercase().contains("KADO MBAK ITA"), "{row}");
    let marked = app.until("document.querySelector('[data-test=inovasi-row] mark')?.innerText").await;
    assert!(!marked.as_str().unwrap().is_empty(), "what was found is marked");
}

#[tokio::test(flavor = "multi_thread")]
async fn last_years_inovasi_is_proposed_again_with_a_growth_note_and_taken_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let registry = laptop.open();
    registry.begin_year(THEN).unwrap();
    let id = registry.register_inovasi("Rumah Pelita Keliling").unwrap().view.id;
    let indikator = registry.show_assessment(Subject::Inovasi(id), THEN).unwrap().indikator[0].indikator.clone();
    let choice = ChooseParameter {
        subject: Subject::Inovasi(id),
        instrument: THEN.into(),
        indikator: indikator.clone().into(),
        parameter: 2,
        variant: None,
    };
    registry.choose_parameter(&choice).unwrap();
    registry.begin_year(NOW).unwrap();
    drop(registry);

    let app = laptop.start().await;
    app.go(&format!("#/inovasi/{id}/tahun")).await;
    app.find("years-panel").await;
    app.click(&format!("propose-{NOW}")).await;
    app.find("propose-dialog").await;
    // Too short a note is refused with the reason, and nothing typed is lost.
    app.write("growth-note", "tumbuh").await;
    app.click("propose-submit").await;
    app.until("named('growth-note').getAttribute('aria-invalid') === 'true'").await;
    assert_eq!(app.value("growth-note").await, "tumbuh");
    app.write("growth-note", "Dari satu menjadi tiga kelurahan, 120 balita").await;
    app.click("propose-submit").await;
    app.until(&format!("named('year-{NOW}')?.dataset.standing === 'proposed'")).await;

    let read = laptop.read();
    let worksheet = read.show_inovasi(id).unwrap();
    assert_eq!(worksheet.usulan[0].growth_note.as_deref(), Some("Dari satu menjadi tiga kelurahan, 120 balita"));
    let carried = read.show_assessment(Subject::Inovasi(id), NOW).unwrap();
    let answer = carried.indikator.iter().find(|it| it.indikator == indikator).unwrap();
    assert_eq!(answer.parameter, 2, "last year's answer came along");

    // Last year is visible and read-only.
    app.see("[data-test=compare-panel]").await;
    app.click("undo").await;
    app.until(&format!("named('year-{NOW}')?.dataset.standing !== 'proposed'")).await;
    let read = laptop.read();
    assert!(read.show_assessment(Subject::Inovasi(id), NOW).unwrap().indikator.iter().all(|it| it.parameter == 0));
    app.click("redo").await;
    app.until(&format!("named('year-{NOW}')?.dataset.standing === 'proposed'")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_of_a_field_gives_an_old_value_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let registry = laptop.open();
    let id = registry.register_inovasi("Lapor Hendi").unwrap().view.id;
    registry.edit_inovasi(id, "nama", Some("Lapor Semar")).unwrap();
    drop(registry);
    let app = laptop.start().await;
    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.until("named('field-nama')?.value === 'Lapor Semar'").await;
    app.click("history-nama").await;
    app.find("history-dialog").await;
    app.click("history-restore").await;
    app.until("named('field-nama')?.value === 'Lapor Hendi'").await;
    let held = crate::laptop::field(&laptop.read(), id, "nama");
    assert_eq!(held.as_deref(), Some("Lapor Hendi"));
}
