//! Large bukti: attaching, bundling, proving. The floor beside each number is
//! what reading, hashing and writing the same bytes costs by itself.

use std::{
    fs::File,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use registry::{AnswerKey, BuktiFacts, DEFAULT_INSTRUMENT, ExportBundle, Registry, Subject, progress::Unwatched};
use sha2::{Digest, Sha256};

use crate::{
    load::{Dice, SEED},
    measure::{Line, peak_mb, print_head, reset_peak, resident_mb, time},
    or_end, started,
};

const MB: usize = 1 << 20;

/// Measures 100 MB attached, 1 GB bundled, and the memory both take.
pub fn measure(folder: &Path) {
    let registry = started(&folder.join("files"));
    let nama = or_end(registry.register_inovasi("Video panjang"), "registering");
    let key = |code: &str| AnswerKey {
        subject: Subject::Inovasi(nama.view.id),
        instrument: DEFAULT_INSTRUMENT.trim().into(),
        indikator: code.into(),
    };
    let texts = or_end(registry.show_instrument(DEFAULT_INSTRUMENT.trim()), "the instrument");
    let code = texts.indikator.iter().rfind(|it| !it.daerah).map(|it| it.code.clone()).unwrap_or_default();

    print_head();
    let small = file(folder, "100.mp4", 100);
    let floor = floor(&small, folder);
    floor.print();
    with_memory(|| time("attach 100 MB", 1, |_| attach(&registry, &key(&code), &small)));
    let large = file(folder, "1024.mp4", 1024);
    with_memory(|| time("attach 1 GB", 1, |_| attach(&registry, &key(&code), &large)));
    for (zip, label) in [(false, "bundle 1.1 GB, folder"), (true, "bundle 1.1 GB, zip")] {
        let out = folder.join(if zip { "out.zip" } else { "out" });
        let req = ExportBundle {
            out: out.display().to_string(),
            zip,
            only: Vec::new(),
            date: None,
            replace: false,
            ..ExportBundle::default()
        };
        with_memory(|| time(label, 1, |_| drop(or_end(registry.export_bundle(&req, &mut Unwatched), "the bundle"))));
        let label = label.replace("bundle", "verify");
        with_memory(|| {
            time(&label, 1, |_| {
                let verdict = or_end(Registry::verify_bundle(&out, None, &mut Unwatched), "verifying");
                assert!(verdict.is_valid(), "the bundle is not valid");
            })
        });
    }
}

fn attach(registry: &Registry, key: &AnswerKey, path: &Path) {
    or_end(registry.attach_bukti(key, &[path.to_owned()], &BuktiFacts::default(), &mut Unwatched), "attaching");
}

/// Runs a measurement and notes how much memory it took beyond what was held.
pub fn with_memory(run: impl FnOnce() -> Line) {
    reset_peak();
    let before = resident_mb();
    let line = run();
    let extra = peak_mb().zip(before).map(|(peak, before)| peak.saturating_sub(before));
    let extra = extra.map_or_else(String::new, |it| format!("+{it} MB memory"));
    let note = [line.note.clone(), extra].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
    line.note(note).print();
}

/// A file that does not compress, of so many MB.
fn file(folder: &Path, name: &str, mb: usize) -> PathBuf {
    let path = folder.join(name);
    let mut dice = Dice::new(SEED);
    let mut block: Vec<u8> = (0..MB).map(|_| u8::try_from(dice.roll(256)).unwrap_or(0)).collect();
    let mut out = or_end(File::create(&path), "a file");
    for at in 0..mb {
        if let Some(first) = block.first_mut() {
            *first = u8::try_from(at % 251).unwrap_or(0);
        }
        or_end(out.write_all(&block), "a file");
    }
    or_end(out.sync_all(), "a file");
    path
}

/// Read, hash, write and sync, and nothing else.
fn floor(path: &Path, folder: &Path) -> Line {
    time("floor: read + SHA-256 + write 100 MB", 1, |_| copy(path, &folder.join("floor"), &mut vec![0; MB]))
}

/// Reads, hashes, writes and syncs one file.
pub fn copy(from: &Path, to: &Path, buffer: &mut [u8]) {
    let mut from = or_end(File::open(from), "the floor");
    let mut to = or_end(File::create(to), "the floor");
    let mut hasher = Sha256::new();
    loop {
        let n = or_end(from.read(buffer), "the floor");
        let part = buffer.get(..n).unwrap_or_default();
        if part.is_empty() {
            break;
        }
        hasher.update(part);
        or_end(to.write_all(part), "the floor");
    }
    or_end(to.sync_all(), "the floor");
    std::hint::black_box(hasher.finalize());
}
