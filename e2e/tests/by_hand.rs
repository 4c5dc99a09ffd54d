//! What is run by name, not with the tests: the pictures of every screen
//! (`cargo xtask screens`), and the start of the app with its memory
//! (`cargo xtask bench`).

// The modules are the journeys'; not all of their hands are needed here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    dead_code,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod bundle;
mod colours;
mod conflict;
mod import_recap;
mod laptop;
mod loss;
mod newer;
mod recaps;
mod screens;
mod updates;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use colours::fewer_colours;
use laptop::Laptop;
use registry::{AnswerKey, BuktiFacts, Subject, progress::Unwatched};
use screens::{SCREENS, furnished, leave, show};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_every_screen_light_and_dark() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let keep = |name: &str, theme: &str, png: Vec<u8>| {
        let path = out.join(format!("{name}-{theme}.png"));
        let small = fewer_colours(&png);
        println!("{} ({} kB)", path.display(), small.len() / 1000);
        std::fs::write(path, small).unwrap();
    };
    let empty = Laptop::new();
    let app = empty.start().await;
    for theme in ["light", "dark"] {
        app.click(&format!("theme-{theme}")).await;
        app.js("document.activeElement?.blur()").await;
        keep("selamat-datang", theme, app.picture().await);
    }
    drop(app);
    let on = furnished(Laptop::called("laptop-sri"));
    let app = on.laptop.start().await;
    for theme in ["light", "dark"] {
        app.click(&format!("theme-{theme}")).await;
        for screen in SCREENS {
            show(&app, screen, &on).await;
            keep(screen, theme, app.picture().await);
            leave(&app, screen).await;
        }
    }
    // The small screens of offices, scaled to 125 %.
    app.click("theme-light").await;
    app.size(1093, 614).await;
    for screen in SCREENS {
        show(&app, screen, &on).await;
        keep(screen, "sempit", app.picture().await);
        leave(&app, screen).await;
    }
}

/// Long work: two jobs with their progress, and what is said when one is stopped.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_long_work() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let laptop = with_many(150);
    // Long enough to be seen under way, in as many steps as there are inovasi.
    let path = laptop.write_file("besar.json", &document(120_000, |at| format!("Inovasi impor ke-{at}")));
    let app = laptop.start().await;
    for theme in ["light", "dark"] {
        app.go("#/pengaturan").await;
        app.click(&format!("theme-{theme}")).await;
        app.choose_path("import-path", &path).await;
        app.click("import-preview").await;
        app.go("#/pengajuan").await;
        app.click(if theme == "light" { "export-folder" } else { "export-zip" }).await;
        app.click("export-start").await;
        app.click("jobs-open").await;
        app.until("document.querySelectorAll('[data-test=job] [role=progressbar]').length === 2").await;
        std::fs::write(out.join(format!("pekerjaan-{theme}.png")), app.picture_now().await).unwrap();
        let stop = "document.querySelector('[data-test=job] [data-test=progress-cancel]')?.click()";
        app.js(stop).await;
        app.until("named('toast')?.getAnimations().every((it) => it.playState === 'finished')").await;
        std::fs::write(out.join(format!("pekerjaan-dihentikan-{theme}.png")), app.picture_now().await).unwrap();
        app.js(stop).await;
        app.until("!document.querySelector('[data-test=job], [data-test=toast]')").await;
        app.keys(&String::from(char::from(fantoccini::key::Key::Escape))).await;
    }
}

/// What is shown after damage: a loss, files that are gone, and backups, none and many.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_recovery() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let laptop = damaged(Laptop::called("laptop-rahman"));
    let app = laptop.start().await;
    app.click("dialog-close").await;
    app.gone("loss-dialog").await;
    for (theme, wide, high) in [("light", 1366, 768), ("dark", 1366, 768), ("light", 1093, 614)] {
        let keep = |name: &str, png: Vec<u8>| {
            let suffix = if wide < 1366 { "sempit" } else { theme };
            std::fs::write(out.join(format!("{name}-{suffix}.png")), png).unwrap();
        };
        app.size(wide, high).await;
        app.click(&format!("theme-{theme}")).await;
        app.click("loss-look").await;
        app.find("loss-dialog").await;
        keep("kehilangan", app.picture().await);
        app.click("dialog-close").await;
        app.gone("loss-dialog").await;
        app.go("#/beranda").await;
        app.find("standing-iid").await;
        keep("kehilangan-baris", app.picture().await);
        app.on_screen("bukti").await;
        app.see("[data-test=finding-remedy]").await;
        app.js("document.querySelector('[data-test=finding-remedy]').scrollIntoView({ block: 'center' })").await;
        keep("berkas-hilang-temuan", app.picture().await);
        app.click_on("[data-code=bytes_missing] [data-test=finding-open]").await;
        app.find("mend").await;
        app.js("document.querySelector('[data-test=mend]').scrollIntoView({ block: 'center' })").await;
        keep("berkas-hilang", app.picture().await);
        app.on_screen("cadangan").await;
        app.find("backup").await;
        keep("cadangan-banyak", app.picture().await);
        app.js("document.querySelector('[data-test=whole-copy]').scrollIntoView()").await;
        keep("cadangan-bawah", app.picture().await);
        app.click("backup-look").await;
        app.until("named('backup-same') || named('backup-difference')").await;
        keep("cadangan-isi-panjang", app.picture().await);
        app.click("dialog-close").await;
        app.gone("dialog-close").await;
    }
    std::fs::remove_dir_all(laptop.registry().join("backups")).unwrap();
    for theme in ["light", "dark"] {
        app.on_screen("beranda").await;
        app.click(&format!("theme-{theme}")).await;
        app.js("location.reload()").await;
        app.until("named('loss-dialog') && (named('dialog-close').click(), true)").await;
        app.on_screen("cadangan").await;
        app.until("!named('backup') && named('backup-news')").await;
        std::fs::write(out.join(format!("cadangan-kosong-{theme}.png")), app.picture().await).unwrap();
    }
}

/// Long names, many backups, a second place with a long path that is away, files of bukti
/// that are gone, and a database that was damaged while closed.
fn damaged(laptop: Laptop) -> Laptop {
    let laptop = laptop.with_example("Raden Mas Adityawarman Kusumaningrat Wibisono, S.Sos., M.A.P.");
    let (id, _) = laptop.first_inovasi();
    let registry = laptop.open();
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let indikator = registry.show_assessment(Subject::Inovasi(id), instrument).unwrap().indikator.remove(0).indikator;
    let key = AnswerKey { subject: Subject::Inovasi(id), instrument: instrument.into(), indikator: indikator.into() };
    let nama =
        "SK Wali Kota tentang Penetapan Inovasi Daerah dan Pembentukan Tim Koordinasi Tahun 2024 (final revisi 3).pdf";
    let file = laptop.write_file(nama, b"%PDF-1.4\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n");
    registry.attach_bukti(&key, &[file], &BuktiFacts::default(), &mut Unwatched).unwrap();
    let long =
        "Akselerasi Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Terpadu bagi Penyandang Disabilitas";
    for n in 0..12 {
        for at in 0..=n {
            registry.edit_inovasi(id, "tujuan", Some(&format!("Tujuan {n} {at}. {}", long.repeat(4)))).unwrap();
        }
        registry.register_inovasi(&format!("{long} Tahap {n}")).unwrap();
        registry.make_backup(&mut Unwatched).unwrap();
    }
    let stick = laptop.path("Flashdisk Cadangan Bersama Bidang Inovasi dan Teknologi BRIDA/Salinan Registri Inovasi");
    std::fs::create_dir_all(&stick).unwrap();
    registry.set_backup_place(Some(&stick)).unwrap();
    registry.make_backup(&mut Unwatched).unwrap();
    registry.edit_inovasi(id, "manfaat", Some(&long.repeat(9))).unwrap();
    drop(registry);
    std::fs::remove_dir_all(stick.parent().unwrap()).unwrap();
    std::fs::remove_dir_all(laptop.registry().join("blobs")).unwrap();
    loss::ruin(&laptop.registry());
    laptop
}

/// What strains a layout: nothing at all, names that end nowhere, ten thousand rows.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_extremes() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    for (name, laptop) in
        [("kosong", Laptop::new().with_nothing("Sri")), ("panjang", with_long(40)), ("sepuluh-ribu", with_many(10_000))]
    {
        let app = laptop.start().await;
        for theme in ["light", "dark"] {
            app.go("#/pengaturan").await;
            app.click(&format!("theme-{theme}")).await;
            for screen in EXTREME {
                app.go(&format!("#/{screen}")).await;
                app.until(
                    "document.querySelector('main h1, [data-test=inovasi-empty], [data-test=inovasi-row][data-id]')",
                )
                .await;
                app.until("!document.querySelector('[aria-busy=true]')").await;
                std::fs::write(out.join(format!("{name}-{screen}-{theme}.png")), app.picture().await).unwrap();
            }
        }
    }
}

/// Screens that show many things, or none.
const EXTREME: [&str; 9] =
    ["beranda", "inovasi", "verifikasi", "pengajuan", "set-terbaik", "langkah", "simulasi", "daerah", "aturan"];

/// The rows of a recap and what they are taken for: as recognised, corrected, with the
/// menu of a row, and with five thousand of them.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_a_recap() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let laptop = Laptop::new().with_example("Sri");
    let recap = laptop.write_file("rekap-urusan.csv", recaps::GROUPED.as_bytes());
    let rows: Vec<_> = (1..=5000).map(|at| format!("{at};Inovasi panjang ke-{at};Dinas {}", at % 30)).collect();
    let more = |text: &str| (0..17).map(|at| format!(";{text} {at}")).collect::<String>();
    let text = rows.iter().map(|it| format!("{it}{}\n", more("isi sel"))).collect::<String>();
    let text = format!("No;Nama Inovasi;Perangkat Daerah{}\n{text}", more("Keterangan"));
    let long = laptop.write_file("lima-ribu.csv", text.as_bytes());
    let app = laptop.start().await;
    for (theme, wide, high) in [("light", 1366, 768), ("dark", 1366, 768), ("light", 1093, 614)] {
        let suffix = if wide < 1366 { "sempit" } else { theme };
        let keep = |name: &str, png: Vec<u8>| std::fs::write(out.join(format!("{name}-{suffix}.png")), png).unwrap();
        app.size(wide, high).await;
        app.on_screen("beranda").await;
        app.click(&format!("theme-{theme}")).await;
        recaps::look_at(&app, &recap).await;
        keep("rekap", app.picture().await);
        recaps::say(&app, 2, "group").await;
        recaps::say(&app, 5, "group").await;
        recaps::say(&app, 6, "skip").await;
        recaps::counted(&app).await;
        app.js("document.querySelector('[data-test=wizard-columns]').scrollIntoView()").await;
        keep("rekap-diubah", app.picture().await);
        app.click_on("[data-row='4'] [role=rowheader]").await;
        app.find("row-menu").await;
        keep("rekap-menu", app.picture_now().await);
        app.click("row-inovasi").await;
        app.on_screen("beranda").await;
        recaps::look_at(&app, &long).await;
        app.js("document.querySelector('[data-test=wizard-grid]').scrollTo(400, 60000)").await;
        app.js("document.querySelector('[data-test=wizard-columns]').scrollIntoView()").await;
        app.until("document.querySelector(\"[data-row='2005']\")").await;
        recaps::counted(&app).await;
        keep("rekap-panjang", app.picture().await);
    }
}

/// Cells that were changed in a form and here.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_a_form_that_comes_back() {
    let out = PathBuf::from(std::env::var_os("SCREENS_OUT").expect("SCREENS_OUT names a folder"));
    std::fs::create_dir_all(&out).unwrap();
    let laptop = Laptop::new().with_example("Sri");
    let path = recaps::diverged(&laptop);
    let app = laptop.start().await;
    for (theme, wide, high) in [("light", 1366, 768), ("dark", 1093, 614)] {
        app.size(wide, high).await;
        app.on_screen("beranda").await;
        app.click(&format!("theme-{theme}")).await;
        recaps::look_at_diverged(&app, &path).await;
        app.click("diverged-theirs").await;
        app.until("named('wizard-n-changed').innerText.trim() === '1'").await;
        std::fs::write(out.join(format!("formulir-{theme}.png")), app.picture().await).unwrap();
    }
}

/// From starting the driver to a window that can be used, and the memory of the
/// app with all its webview processes, for an empty, a small and a large registry.
#[tokio::test(flavor = "multi_thread")]
async fn start_and_memory() {
    println!("| registry | start, median s | memory, MB |\n|---|---|---|");
    let large = 10_000;
    for (nama, laptop) in [
        ("none yet", Laptop::new()),
        ("17 inovasi", Laptop::new().with_example("Sri")),
        ("10,000 inovasi", with_many(large)),
    ] {
        let mut times = Vec::new();
        let mut memory = 0;
        for _ in 0..5 {
            let began = Instant::now();
            let app = laptop.start().await;
            times.push(began.elapsed());
            app.settled().await;
            memory = memory.max(app.memory_mb());
            app.kill();
            drop(laptop.open_or_none());
        }
        times.sort();
        let median: Duration = times[times.len() / 2];
        println!("| {nama} | {:.2} | {memory} |", median.as_secs_f64());
    }
}

/// From a switch of the simulation to the numbers that come of it, with 300 inovasi;
/// and to the next frame, beside what a frame costs here by itself (a screen in
/// memory draws slowly). Printed, since a time is no test.
#[tokio::test(flavor = "multi_thread")]
async fn frame_of_a_simulation() {
    let laptop = with_many(283);
    let app = laptop.start().await;
    app.go("#/simulasi").await;
    app.see("[data-test=simulate-send]").await;
    app.settled().await;
    let mut columns: [Vec<f64>; 3] = Default::default();
    for _ in 0..20 {
        app.js("const told = document.querySelector('[data-test=simulation-claimed]'), began = performance.now();
             window.took = undefined;
             const next = (then) => requestAnimationFrame(() => then(performance.now()));
             new MutationObserver((_, it) => {
               it.disconnect();
               const shown = performance.now();
               next((frame) => setTimeout(() => {
                 const idle = performance.now();
                 document.body.dataset.tick = String(idle);
                 next((blank) => (window.took = [shown - began, frame - shown, blank - idle]));
               }, 0));
             }).observe(told, { childList: true, characterData: true, subtree: true });
             document.querySelector('[data-test=simulate-send]').click();")
            .await;
        let took = app.until("window.took").await;
        for (column, it) in columns.iter_mut().zip(took.as_array().unwrap()) {
            column.push(it.as_f64().unwrap());
        }
    }
    println!("| simulate one of 300, in the window | median ms | longest ms |\n|---|---|---|");
    for (nama, mut times) in ["click to numbers", "numbers to frame", "a frame alone"].into_iter().zip(columns) {
        times.sort_by(f64::total_cmp);
        println!("| {nama} | {:.1} | {:.1} |", times[10], times[19]);
    }
}

/// A laptop with so many short inovasi.
fn with_many(n: usize) -> Laptop {
    with_named(n, |at| format!("Inovasi ke-{at}"))
}

/// A laptop whose inovasi have names far longer than any column.
fn with_long(n: usize) -> Laptop {
    with_named(n, |at| {
        let words = "Akselerasi Pelayanan Administrasi Kependudukan dan Pencatatan Sipil Terpadu Berbasis Kelurahan";
        format!("{words} bagi Penyandang Disabilitas, Lansia, dan Keluarga Prasejahtera Tahap {at}")
    })
}

fn with_named(n: usize, nama: impl Fn(usize) -> String) -> Laptop {
    let laptop = Laptop::new().with_example("Sri");
    let path = laptop.write_file("many.json", &document(n, nama));
    laptop.open().import_registry(&path, false, &mut Unwatched).expect("the import");
    laptop
}

/// An exchange document with so many inovasi.
fn document(n: usize, nama: impl Fn(usize) -> String) -> Vec<u8> {
    let inovasi: Vec<_> = (0..n).map(|at| json!({ "nama": nama(at), "urusan_utama": "kesehatan" })).collect();
    json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi }).to_string().into_bytes()
}
