//! The list with no hand on a mouse: filter, keep the view, choose rows, write one
//! field of all of them, take it back.

use fantoccini::key::Key;
use registry::{InovasiId, ListInovasi};
use serde_json::json;

use crate::laptop::{Laptop, field};

#[tokio::test(flavor = "multi_thread")]
async fn many_are_filtered_edited_and_taken_back_from_the_keyboard() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let before = launched(&laptop);
    let app = laptop.start().await;
    let (enter, down) = (char::from(Key::Enter).to_string(), char::from(Key::Down).to_string());
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;

    app.tab_to("[data-test=filter-open]").await;
    app.keys(&enter).await;
    app.find("facet-choice").await;
    // The first choice that parts the list, and leaves two or more.
    let mut n = 0;
    for _ in 0..60 {
        app.tab_to("[data-test=facet-choice]").await;
        let found = app.js("return document.activeElement.closest('li').querySelector('.number').innerText").await;
        n = found.as_str().unwrap().parse().unwrap();
        if (2..before.len()).contains(&n) {
            break;
        }
        app.keys(&char::from(Key::Tab).to_string()).await;
    }
    assert!((2..before.len()).contains(&n), "a choice that parts the list");
    app.keys(" ").await;
    app.find("filter-chip").await;
    app.until(&format!("document.querySelectorAll('[data-test=inovasi-row]').length === {n}")).await;

    app.tab_to("[data-test=views-open]").await;
    app.keys(&enter).await;
    app.tab_to("[data-test=view-name]").await;
    app.keys("Rapat Senin").await;
    app.keys(&enter).await;
    app.until("named('views-open').innerText.includes('Rapat Senin')").await;
    app.keys(&char::from(Key::Escape).to_string()).await;
    app.gone("views").await;

    app.tab_to("[data-test=inovasi-list]").await;
    app.keys(" ").await;
    app.keys(&format!("{}{down}{}", Key::Shift, Key::Null)).await;
    app.until("named('bulk-count')?.innerText.includes('2')").await;
    let chosen = app
        .js("return [...document.querySelectorAll('[data-test=inovasi-row][aria-selected=true]')].map((it) => it.dataset.id)")
        .await;
    let chosen: Vec<String> = serde_json::from_value(chosen).unwrap();
    assert_eq!(chosen.len(), 2);

    app.tab_to("[data-test=bulk-edit]").await;
    app.keys(&enter).await;
    app.tab_to("[data-test=edit-many-field]").await;
    for _ in 0..60 {
        if app.value("edit-many-field").await == "waktu_penerapan" {
            break;
        }
        app.keys(&down).await;
    }
    app.tab_to("[data-test=edit-many-value]").await;
    app.keys("5 Mei 2021").await;
    app.keys(&enter).await;
    app.gone("edit-many").await;
    app.gone("bulk-bar").await;
    app.until("document.activeElement === named('inovasi-list')").await;
    for (id, was) in &before {
        let expected = if chosen.contains(&id.to_string()) { Some("2021-05-05".to_owned()) } else { was.clone() };
        assert_eq!(field(&laptop.read(), *id, "waktu_penerapan"), expected);
    }

    app.ctrl('z').await;
    app.until("document.body.innerText.includes('Dibatalkan: ')").await;
    assert_eq!(launched(&laptop), before, "one act, taken back as one");

    // The view is of this copy and stays after a power cut.
    app.kill();
    drop(laptop.open());
    let app = laptop.start().await;
    app.go("#/inovasi").await;
    app.see("[data-test=inovasi-row][data-id]").await;
    app.tab_to("[data-test=views-open]").await;
    app.keys(&enter).await;
    app.tab_to("[data-test=view-take]").await;
    assert_eq!(app.js("return document.activeElement.innerText.trim()").await, json!("Rapat Senin"));
    app.keys(&enter).await;
    app.until(&format!("document.querySelectorAll('[data-test=inovasi-row]').length === {n}")).await;
}

/// When each inovasi was launched, by id.
fn launched(laptop: &Laptop) -> Vec<(InovasiId, Option<String>)> {
    let registry = laptop.read();
    let all = ListInovasi { limit: 100, ..ListInovasi::default() };
    let rows = registry.list_inovasi(&all).unwrap().rows;
    rows.into_iter().map(|it| (it.id, field(&registry, it.id, "waktu_penerapan"))).collect()
}
