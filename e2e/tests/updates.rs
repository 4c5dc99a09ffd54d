//! Pictures of what an officer sees of updates; taken by hand (`by_hand.rs`).

use std::path::PathBuf;

use serde_json::json;

use crate::{laptop::Laptop, newer};

/// An update: nothing chosen, refused, offered with much that is new, laid ready; and a
/// registry of a newer program. A program that is built for tests trusts no key, so what an
/// update says is put in its place.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_updates() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let laptop =
        Laptop::called("laptop-ita").with_example("Raden Mas Adityawarman Kusumaningrat Wibisono, S.Sos., M.A.P.");
    newer::newer(&laptop);
    let file = laptop.write_file("Prakarsa-1.3.0-windows.prakarsa-update", b"bukan zip");
    let news: Vec<String> = (1..=12).map(|n| format!("Perbaikan ke-{n}: rekap dengan baris jumlah, lembar per perangkat daerah, dan tanggal yang ditulis bulan dahulu dibaca tanpa mengubah isian yang sudah ada.")).collect();
    let offer = json!({ "own": "1.2.3", "offered": "1.3.0", "news_id": news, "news_en": news, "key": "6F2A41C09D3E8B75", "kind": "portable", "size": 41_300_000 });
    let ready = json!({ "kind": "portable", "path": "C:\\Users\\Sri\\Temp\\Prakarsa-1.3.0-portabel.zip", "folder": "E:\\Aplikasi Kantor BRIDA Kota Semarang\\Prakarsa", "command": null, "backed_up": true });
    let app = laptop.start().await;
    for (theme, wide, high) in [("light", 1366, 768), ("dark", 1366, 768), ("light", 1093, 614)] {
        let keep = |name: &str, png: Vec<u8>| {
            let suffix = if wide < 1366 { "sempit" } else { theme };
            std::fs::write(out.join(format!("{name}-{suffix}.png")), png).unwrap();
        };
        app.size(wide, high).await;
        app.on_screen("beranda").await;
        app.click(&format!("theme-{theme}")).await;
        app.find("standing-iid").await;
        keep("lebih-baru", app.picture().await);
        app.click("newer-update").await;
        app.find("update").await;
        keep("pembaruan-kosong", app.picture().await);
        app.choose_path("update-path", &file).await;
        app.until("named('update').innerText.includes('bukan berkas pembaruan')").await;
        keep("pembaruan-ditolak", app.picture().await);
        let stub = format!(
            "const real = window.real ??= window.fetch, said = {{ inspect_update: {offer}, install_update: {ready} }};\
             window.fetch = (url, ...rest) => {{\
               const told = said[String(url).split('/').at(-1)];\
               const headers = {{ 'Tauri-Response': 'ok', 'Content-Type': 'application/json' }};\
               return told ? Promise.resolve(new Response(JSON.stringify(told), {{ headers }})) : real(url, ...rest);\
             }};"
        );
        app.js(&stub).await;
        app.choose_path("update-path", &laptop.write_file(&format!("{theme}-{wide}.prakarsa-update"), b"lain")).await;
        app.find("update-install").await;
        app.js("document.querySelector('[data-test=update]').scrollIntoView()").await;
        keep("pembaruan-ditawarkan", app.picture().await);
        app.click("update-install").await;
        app.find("update-ready").await;
        app.js("document.querySelector('[data-test=update-ready]').scrollIntoView({ block: 'end' })").await;
        keep("pembaruan-siap", app.picture().await);
        app.js("window.fetch = window.real").await;
    }
}
