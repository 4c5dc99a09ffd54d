//! Long work that is called off ends at that very step, and looks often enough to hear
//! it: as often as there are things it goes through.

use std::path::Path;

use registry::{
    Code, ExportBundle, Result,
    progress::{Watch, WorkStep},
};
use serde_json::json;

use crate::kit::Laptop;

const INOVASI: usize = 24;

/// Counts how often it was asked, and calls off from one step on.
struct Stop {
    n_step: usize,
    at: usize,
}

impl Watch for Stop {
    fn step(&mut self, _: WorkStep, _: &str, _: u64, _: u64) -> bool {
        self.n_step += 1;
        self.n_step < self.at
    }
}

/// Calls work off ever later until it is done. Answers how many steps it took then.
fn stopped_everywhere(what: &str, mut work: impl FnMut(&mut dyn Watch) -> Result<()>) -> usize {
    for at in (1..).step_by(5) {
        let mut stop = Stop { n_step: 0, at };
        match work(&mut stop) {
            Ok(()) => return stop.n_step,
            Err(error) => {
                assert_eq!(error.code, Code::Cancelled, "{what}: {error:?}");
                assert_eq!(stop.n_step, at, "{what}: goes on after it was called off");
            }
        }
    }
    unreachable!("{what} never ends")
}

/// An exchange document with long fields.
fn document(laptop: &Laptop) -> std::path::PathBuf {
    let inovasi: Vec<_> = (0..INOVASI)
        .map(|n| json!({ "nama": format!("Inovasi {n}"), "tujuan": "Sehat", "manfaat": "Warga", "urusan_utama": "kesehatan" }))
        .collect();
    let document = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi });
    laptop.file("banyak.json", document.to_string())
}

fn bundle(out: &Path, zip: bool) -> ExportBundle {
    ExportBundle {
        out: out.display().to_string(),
        zip,
        only: Vec::new(),
        date: None,
        replace: false,
        ..ExportBundle::default()
    }
}

#[test]
fn an_import_ends_where_it_is_called_off() {
    let laptop = Laptop::new(1);
    let path = document(&laptop);
    for dry_run in [true, false] {
        let n = stopped_everywhere("import", |watch| laptop.import_registry(&path, dry_run, watch).map(drop));
        // Looked through, written, and brought together.
        assert!(n >= INOVASI + INOVASI * 4 / 50, "dry run {dry_run}: {n} steps");
    }
    assert_eq!(laptop.inovasi_ids().len(), INOVASI);
    laptop.assert_healthy();
}

#[test]
fn a_bundle_ends_where_it_is_called_off() {
    let laptop = Laptop::new(1);
    laptop.import_registry(&document(&laptop), false, &mut registry::progress::Unwatched).unwrap();
    for (name, zip) in [("folder", false), ("berkas.zip", true)] {
        let out = laptop.path(name);
        let n = stopped_everywhere(name, |watch| {
            assert!(!out.exists(), "{name}: called off, nothing has appeared");
            laptop.export_bundle(&bundle(&out, zip), watch).map(drop)
        });
        // Each is read, laid out, and written as four pages.
        assert!(n >= INOVASI * 6, "{name}: {n} steps");
    }
}
