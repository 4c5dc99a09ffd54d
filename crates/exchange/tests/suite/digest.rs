//! What the digest of a parcel covers.

use std::{fs, io::Read, path::Path};

use disk::OutputPlace;
use domain::merge::chain::ChainedAct;
use exchange::{
    core::port::{MemoryBlobs, Sink, Unwatched, ZipSink},
    merge::parcel::{AbsentFile, Error, write_parcel},
};

use crate::parcel::{act, blob, from, ok, read_all};

/// A parcel as it is written, with its lines and its header changed on the way.
fn rewritten(dir: &Path, edit: impl Fn(&str, String) -> (String, String)) -> Result<(Vec<ChainedAct>, usize), Error> {
    let (good, bad) = (dir.join("good.prakarsa"), dir.join("bad.prakarsa"));
    let mut blobs = MemoryBlobs::default();
    let refs = [blob(&mut blobs, b"bukti")];
    let absent = [AbsentFile { sha256: "0".repeat(64), nama_berkas: "SK Walikota.pdf".into() }];
    let place = OutputPlace::replacing(&good).unwrap();
    write_parcel(&from(), ok(&[act(1, 2), act(7, 1)]), refs.into_iter(), &absent, &blobs, place, &mut Unwatched)
        .unwrap();
    let mut zip = zip::ZipArchive::new(fs::File::open(&good).unwrap()).unwrap();
    let mut sink = Box::new(ZipSink::new(OutputPlace::replacing(&bad).unwrap()).unwrap());
    let mut digest = String::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        let (name, mut text) = edit(&entry.name().unwrap(), text);
        if name == "parcel.json" {
            // Whoever changes the acts also changes their digest.
            let from = text.find("changes_sha256").unwrap() + 18;
            text.replace_range(from..from + 64, &digest);
        }
        let written = sink.file(&name, &mut text.as_bytes(), None).unwrap();
        if name == "changes.jsonl" {
            digest = written.sha256.to_string();
        }
    }
    sink.finish(&mut Unwatched).unwrap();
    read_all(&bad)
}

#[test]
fn a_digest_covers_every_entry_and_a_hash_every_act() {
    let dir = tempfile::tempdir().unwrap();
    let detail = |edit: &dyn Fn(&str, String) -> (String, String)| {
        rewritten(dir.path(), edit).unwrap_err().args().pop().unwrap().1
    };
    assert_eq!(rewritten(dir.path(), |name, text| (name.to_owned(), text)).unwrap().0.len(), 2);
    let zeros = format!("blobs/{}", "0".repeat(64));
    let renamed = |name: &str, text| (if name.starts_with("blobs/") { zeros.clone() } else { name.to_owned() }, text);
    assert_eq!(detail(&renamed), "entries");
    for (from, to) in [
        ("Bu Sari", "Pak Budi"),
        ("2026-11-22", "2025-11-22"),
        ("Kota Semarang", "Kota Tegal"),
        ("SK Walikota", "SK Bupati"),
        ("\"n\": 1", "\"n\": 2"),
    ] {
        let header = |name: &str, text: String| {
            (name.to_owned(), if name == "parcel.json" { text.replace(from, to) } else { text })
        };
        assert_eq!(detail(&header), "entries", "{to}");
    }
    let acts = |name: &str, text: String| {
        (name.to_owned(), if name == "changes.jsonl" { text.replace("Bu Sari", "Pak Budi") } else { text })
    };
    assert_eq!(detail(&acts), "entries", "the digest is over the acts too");
}
