//! Bundles that are looked into in the window.

use std::{fs, path::Path};

use e2e::driver::App;
use registry::{ExportBundle, Registry, progress::Unwatched};

use crate::laptop::Laptop;

/// One that is as it was sealed, and one in which somebody has changed a value.
pub const SOUND: &str = "bundel-kota";
pub const CHANGED: &str = "bundel-kota-diubah";

/// Writes both.
pub fn write_both(laptop: &Laptop, registry: &Registry) {
    for name in [SOUND, CHANGED] {
        let out = laptop.path(name).display().to_string();
        let req = ExportBundle { out, date: Some("2026-07-17".into()), ..ExportBundle::default() };
        registry.export_bundle(&req, &mut Unwatched).unwrap();
    }
    let registri = laptop.path(CHANGED).join("data/registri.json");
    let text = fs::read_to_string(&registri).unwrap();
    fs::write(registri, text.replace("050/412", "050/413")).unwrap();
}

/// Opens a bundle from Periksa bundel, and waits until its first screen is there.
pub async fn look_into(app: &App, bundle: &Path) {
    app.choose_path("verify-path", bundle).await;
    app.click("verify-look").await;
    app.find("looked-at-take").await;
    app.find("view-beranda").await;
    app.find("standing-iid").await;
}
