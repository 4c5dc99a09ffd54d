//! What if, and what to send: simulate and apply, then the best set with a pinned
//! inovasi.

use registry::{Basis, DEFAULT_INSTRUMENT, ListInovasi};

use crate::laptop::Laptop;

#[tokio::test(flavor = "multi_thread")]
async fn a_simulation_is_applied_and_taken_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let year = DEFAULT_INSTRUMENT.trim();
    let score = || laptop.read().score(year, Basis::Claimed).unwrap();
    let before = score();
    let app = laptop.start().await;
    app.go("#/simulasi").await;
    app.find("simulation-list").await;
    app.click("simulate-send").await;
    app.find("simulation-drop").await;
    assert_eq!(score().n_inovasi, before.n_inovasi, "nothing is real yet");

    app.click("simulation-apply").await;
    app.find("simulation-written").await;
    app.click("simulation-confirm-apply").await;
    app.gone("simulation-drop").await;
    assert_eq!(score().n_inovasi, before.n_inovasi - 1);
    app.ctrl('z').await;
    app.until("true").await;
    app.go("#/beranda").await;
    app.find("standing-iid").await;
    app.saved().await;
    drop(app);
    let after = score();
    assert_eq!((after.n_inovasi, after.iid), (before.n_inovasi, before.iid));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_inovasi_is_in_the_set_whatever_it_costs() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    with_some_to_leave_out(&laptop);

    let app = laptop.start().await;
    app.go("#/set-terbaik").await;
    app.find("best-list").await;
    app.write("best-search", "Zz Kosong 7").await;
    let pin = "document.querySelector('[data-test=best-list] [data-test=best-pin]')";
    app.until("document.querySelectorAll('[data-test=best-list] [data-test=best-pin]').length === 1").await;
    app.click("best-pin").await;
    app.until(&format!("{pin}.getAttribute('aria-pressed') === 'true'")).await;
    app.click("best-apply").await;
    app.click("confirm-accept").await;
    app.gone("apply-best-dialog").await;
    drop(app);

    let ask = ListInovasi { limit: 100, ..ListInovasi::default() };
    let rows = laptop.read().list_inovasi(&ask).unwrap().rows;
    let sent = |nama: &str| rows.iter().find(|it| it.nama == nama).unwrap().proposed;
    assert!(sent("Zz Kosong 7"), "it was pinned");
    assert!(rows.iter().any(|it| it.nama.starts_with("Zz") && !it.proposed), "others are left out");
}

/// Registers empty inovasi and answers for the others, so that the best set is not all of
/// them.
pub fn with_some_to_leave_out(laptop: &Laptop) {
    let registry = laptop.open();
    // Enough empty ones that leaving them out pays.
    for at in 1..=9 {
        registry.register_inovasi(&format!("Zz Kosong {at}")).unwrap();
    }
    let ask = ListInovasi { limit: 100, ..ListInovasi::default() };
    let rows = registry.list_inovasi(&ask).unwrap().rows;
    for row in rows.iter().filter(|it| !it.nama.starts_with("Zz")) {
        let subject = registry::Subject::Inovasi(row.id);
        let lines = registry.show_assessment(subject, DEFAULT_INSTRUMENT.trim()).unwrap().indikator;
        for line in lines.iter().take(6) {
            let choice = registry::ChooseParameter {
                subject,
                instrument: DEFAULT_INSTRUMENT.trim().into(),
                indikator: line.indikator.clone().into(),
                parameter: 2,
                variant: None,
            };
            registry.choose_parameter(&choice).unwrap();
        }
    }
}
