//! A registry that a newer program wrote: looked at, left as it lies, and led from to the update.

use std::fs;

use e2e::driver::App;

use crate::laptop::Laptop;

/// A format that no program has yet, where SQLite keeps it in the head of the file.
const FORMAT: u32 = 9_999;
const AT: usize = 60;

/// Writes into the closed registry that a newer program wrote it. Answers its bytes.
pub fn newer(laptop: &Laptop) -> Vec<u8> {
    let database = laptop.registry().join("registry.sqlite3");
    let mut bytes = fs::read(&database).unwrap();
    bytes[AT..AT + 4].copy_from_slice(&FORMAT.to_be_bytes());
    fs::write(database, &bytes).unwrap();
    bytes
}

/// Whether what is found by this selector can be seen without scrolling.
async fn is_in_sight(app: &App, selector: &str) {
    let seen = format!(
        "(() => {{ const it = document.querySelector({selector:?})?.getBoundingClientRect(); \
         return it && it.top >= 0 && it.top < innerHeight }})()"
    );
    app.until(&seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_registry_is_looked_at_and_leads_to_the_update() {
    let laptop = Laptop::new().with_nothing("Sri Rahayu");
    laptop.open().register_inovasi("Kado Mbak Ita").unwrap();
    let bytes = newer(&laptop);

    let app = laptop.start().await;
    assert!(app.text("newer").await.contains("hanya dapat dilihat"));
    app.go("#/inovasi").await;
    app.until("document.querySelector('[data-test=inovasi-row]')?.innerText.includes('Kado Mbak Ita')").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    // What is written all the same is refused with the reason.
    app.click("register-open").await;
    app.write("register-nama", "Rumah Pelita").await;
    app.click("register-submit").await;
    app.until("named('register-dialog')?.innerText.includes('Prakarsa yang lebih baru')").await;
    app.keys(&String::from(char::from(fantoccini::key::Key::Escape))).await;

    app.click("newer-update").await;
    is_in_sight(&app, "[data-test=update]").await;
    let letter = laptop.write_file("surat.txt", b"Yth. Kepala BRIDA");
    app.choose_path("update-path", &letter).await;
    app.until("named('update').innerText.includes('bukan berkas pembaruan')").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.kill();
    assert!(fs::read(laptop.registry().join("registry.sqlite3")).unwrap() == bytes, "nothing was written");
}
