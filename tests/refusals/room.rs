//! Outputs that their disk cannot take: told before anything is written, with what helps.

use std::path::Path;

use registry::{BuktiFacts, Code, ExportBundle, Reason, Result, Room, progress::Unwatched};

use super::refused;
use crate::kit::{Laptop, key};

/// Bytes of each of three bukti, of which none packs.
const EACH: usize = 600_000;

fn with_bukti() -> Laptop {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let files: Vec<_> =
        (0_u8..3).map(|it| laptop.file(&format!("sk {it}.pdf"), [b"%PDF-1.4\n", &[it; EACH][..]].concat())).collect();
    laptop.attach_bukti(&key(&id, "SID-16"), &files, &BuktiFacts::default(), &mut Unwatched).unwrap();
    laptop
}

fn bundle(out: &Path, zip: bool, volume_mb: Option<u32>) -> ExportBundle {
    ExportBundle { out: out.display().to_string(), zip, volume_mb, ..ExportBundle::default() }
}

type Act = fn(&Laptop, &Path) -> Result<()>;

const ACTS: [(&str, Act); 5] = [
    ("bundel", |it, out| it.export_bundle(&bundle(out, false, None), &mut Unwatched).map(drop)),
    ("bundel.zip", |it, out| it.export_bundle(&bundle(out, true, None), &mut Unwatched).map(drop)),
    ("bagian", |it, out| it.export_bundle(&bundle(out, true, Some(1)), &mut Unwatched).map(drop)),
    ("kiriman.prakarsa", |it, out| it.create_parcel(out, false, &mut Unwatched).map(drop)),
    ("salinan", |it, out| it.copy_registry(None, out, &mut Unwatched).map(drop)),
];

#[test]
fn too_little_room_is_told_before_anything_is_written() {
    let laptop = with_bukti();
    let bytes = 3 * (EACH as u64 + 9);
    for (name, act) in ACTS {
        let out = laptop.path(name);
        laptop.env.set_room(Some(Room { free: Some(bytes - 1), largest: None }));
        let error = refused(&laptop, |it| act(it, &out));
        assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputRoom), "{name}: {error}");
        assert!(error.to_string().contains("1,8 MB"), "both sizes are told: {error}");
        assert!(!out.exists(), "{name}");
        // What the sentence says to do.
        laptop.env.set_room(Some(Room { free: None, largest: None }));
        act(&laptop, &out).unwrap();
        assert!(out.exists());
    }
}

#[test]
fn a_file_too_large_for_its_disk_is_told_with_the_ways_that_are_left() {
    let laptop = with_bukti();
    laptop.env.set_room(Some(Room { free: None, largest: Some(1_000_000) }));
    for (name, act) in ACTS {
        let out = laptop.path(name);
        let reason = match name {
            "bundel.zip" => Reason::BundleFile,
            "kiriman.prakarsa" => Reason::OutputFile,
            // Files side by side, or zips of a megabyte each.
            _ => {
                act(&laptop, &out).unwrap_or_else(|error| panic!("{name}: {error}"));
                continue;
            }
        };
        let error = refused(&laptop, |it| act(it, &out));
        assert_eq!((error.code, error.reason), (Code::NoSpace, reason), "{name}: {error}");
        assert!(error.to_string().contains("1 MB"), "the largest file is told: {error}");
        assert!(!out.exists(), "{name}");
    }
    laptop.env.set_room(Some(Room { free: None, largest: Some(EACH as u64) }));
    let error = refused(&laptop, |it| it.export_bundle(&bundle(&it.path("lagi"), false, None), &mut Unwatched));
    assert_eq!(error.reason, Reason::OutputFile, "of a bukti that is too large by itself: {error}");
}
