//! Bags that mean harm, and bags beyond the limits.

use std::{fs, io::Write, path::Path};

use disk::OutputPlace;
use domain::core::reason::Reason;
use exchange::{
    core::port::{Unwatched, WorkStep, ZipSink},
    submission::verify::{BagLimits, verify, verify_within},
};

use crate::{
    bundle::options,
    cast::dossier,
    handmade::{Bag, codes, prove, short},
};

#[cfg(unix)]
#[test]
fn links_never_lead_out() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("rahasia.txt"), "halo").unwrap();
    fs::create_dir(dir.path().join("luar")).unwrap();
    for (target, link, valid) in [
        ("../../rahasia.txt", "data/a.txt", false),
        ("/etc/passwd", "data/a.txt", false),
        ("b.txt", "data/a.txt", true),
        ("../../luar", "data/x", false),
        ("tidak-ada", "data/x", false),
    ] {
        let bag = Bag::new("1.0")
            .put("data/b.txt", "halo")
            .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/b.txt}  data/b.txt\n");
        let folder = bag.folder(dir.path());
        let _ = fs::remove_file(folder.join(link));
        symlink(target, folder.join(link)).unwrap();
        let verdict = prove(&folder);
        assert_eq!(verdict.is_valid(), valid, "{target}: {verdict:?}");
        assert_eq!(codes(&verdict).contains(&"symlink"), !valid, "{target}");
    }
    let folder = Bag::new("1.0").folder(dir.path());
    fs::remove_dir_all(folder.join("data")).unwrap();
    fs::create_dir(dir.path().join("luar/data")).unwrap();
    symlink(dir.path().join("luar/data"), folder.join("data")).unwrap();
    assert_eq!(codes(&prove(&folder)), ["symlink", "data_missing", "file_missing"]);
}

#[test]
fn hostile_zips_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.zip");
    let write = |entries: &[(&str, &[u8])]| {
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for (name, bytes) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
    };
    for name in ["../x", "/x", "a\\..\\x", "C:/x", "data/../../x"] {
        write(&[("bagit.txt", b""), (name, b"x")]);
        assert!(codes(&prove(&path)).contains(&"path_escapes"), "{name}");
    }
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    zip.add_symlink("data/x", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap();
    assert!(codes(&prove(&path)).contains(&"symlink"));

    let bag = Bag::new("1.0").put("data/nol.bin", vec![0; 4_000_000]);
    let good = bag.zip(dir.path(), "");
    let within = |limits: BagLimits| codes(&verify_within(&good, limits, &mut Unwatched).unwrap());
    assert_eq!(within(BagLimits { max_files: 1, ..BagLimits::default() }), ["zip_too_many_entries"]);
    assert_eq!(within(BagLimits { max_total: 1000, ..BagLimits::default() }), ["zip_too_large"]);
    assert_eq!(within(BagLimits { max_path: 5, ..BagLimits::default() }), ["zip_name_too_long"]);
    assert_eq!(within(BagLimits { max_ratio: 100, ratio_from: 1 << 20, ..BagLimits::default() }), ["zip_ratio"]);

    // The same bytes under two names: the second directory entry points at the first file.
    let bytes = fs::read(&good).unwrap();
    let half = &bytes[..bytes.len() / 2];
    fs::write(&path, half).unwrap();
    assert!(!prove(&path).is_valid());
    fs::write(&path, &bytes[..bytes.len() - 4]).unwrap();
    assert!(!prove(&path).is_valid());
    write(&[("a/bagit.txt", b"x"), ("b/bagit.txt", b"x")]);
    assert!(codes(&prove(&path)).contains(&"several_bags"));
}

#[test]
fn double_names_encryption_and_shared_bytes_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let zip = Bag::new("1.0").put("data/b.txt", "halo").zip(dir.path(), "");
    let good = fs::read(&zip).unwrap();
    let replace = |from: &[u8], to: &[u8]| {
        let mut bad = good.clone();
        let mut at = 0;
        while let Some(found) = bad[at..].windows(from.len()).position(|it| it == from) {
            bad[at + found..at + found + from.len()].copy_from_slice(to);
            at += found + from.len();
        }
        fs::write(&zip, bad).unwrap();
        codes(&prove(&zip))
    };
    assert_eq!(replace(b"data/b.txt", b"data/a.txt"), ["zip_duplicate_name"]);
    // Bit 0 of the flags in the directory says "encrypted".
    let mut bad = good.clone();
    let at = good.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    bad[at + 8] |= 1;
    fs::write(&zip, bad).unwrap();
    assert_eq!(codes(&prove(&zip)), ["zip_encrypted"]);
    // Every directory entry points at the first file.
    let mut bad = good.clone();
    for at in 0..bad.len() - 46 {
        if bad[at..].starts_with(b"PK\x01\x02") {
            bad[at + 42..at + 46].fill(0);
        }
    }
    fs::write(&zip, bad).unwrap();
    assert!(!prove(&zip).is_valid());
}

/// A disk chosen by mistake: it is told what it is not, before all of it was walked.
#[test]
fn a_folder_that_is_no_bag_is_not_walked_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let disk = dir.path().join("disk");
    let deep = disk.join("a/b/c/d");
    fs::create_dir_all(&deep).unwrap();
    for n in 0..20 {
        fs::write(deep.join(format!("{n}.txt")), "").unwrap();
    }
    let within = |limits: BagLimits| codes(&verify_within(&disk, limits, &mut Unwatched).unwrap());
    let few = || BagLimits { max_files: 5, ..BagLimits::default() };
    assert!(within(few()).contains(&"bagit_txt_missing") && !within(few()).contains(&"too_many_files"));
    // A bag that lies in it is still found, and one that lies deep is still a bag.
    Bag::new("1.0").folder_named(&disk.join("a"), "bundel");
    assert!(within(BagLimits::default()).contains(&"bagit_txt_inside"));
    fs::write(disk.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    assert!(within(few()).contains(&"too_many_files"));
}

#[test]
fn limits_hold_for_folders() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Bag::new("1.0").folder(dir.path());
    let within = |limits: BagLimits| codes(&verify_within(&folder, limits, &mut Unwatched).unwrap());
    assert!(within(BagLimits { max_files: 1, ..BagLimits::default() }).contains(&"too_many_files"));
    assert!(within(BagLimits { max_total: 5, ..BagLimits::default() }).contains(&"too_large"));
    assert!(within(BagLimits { max_path: 9, ..BagLimits::default() }).contains(&"path_too_long"));
    assert!(within(BagLimits { max_manifest: 10, ..BagLimits::default() }).contains(&"tag_file_too_large"));
    let many: String = (0..50).map(|it| format!("kaput {it}\n")).collect();
    let folder = Bag::new("1.0").put("manifest-md5.txt", many).folder(dir.path());
    let verdict = verify_within(&folder, BagLimits { max_faults: 10, ..BagLimits::default() }, &mut Unwatched).unwrap();
    assert_eq!(verdict.faults.len(), 11);
    assert_eq!(short(&verdict.faults[10]), "more");
}

#[test]
fn what_is_no_bag_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let reason = |path: &Path| verify(path, &mut Unwatched).unwrap_err().reason();
    assert_eq!(reason(&dir.path().join("tidak-ada")), Reason::FileMissing);
    let file = dir.path().join("a.txt");
    fs::write(&file, "halo").unwrap();
    assert_eq!(reason(&file), Reason::BagNotABag);
    fs::write(&file, "").unwrap();
    assert_eq!(reason(&file), Reason::BagNotABag);
    let bag = Bag::new("1.0").folder(dir.path());
    let mut cancel = |_: WorkStep, _: &str, _: u64, _: u64| false;
    assert_eq!(verify(&bag, &mut cancel).unwrap_err().reason(), Reason::Cancelled);
}

#[test]
fn a_damaged_zip_never_panics() {
    let dir = tempfile::tempdir().unwrap();
    let (dossier, blobs) = dossier();
    let path = dir.path().join("b.zip");
    let sink = Box::new(ZipSink::new(OutputPlace::free(&path).unwrap()).unwrap());
    exchange::submission::bundle::write_bundle(&dossier, &options(), &blobs, sink, &mut Unwatched).unwrap();
    let good = fs::read(&path).unwrap();
    let mut seed: u64 = 7;
    let mut random = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let mut n_refused = 0;
    for round in 0..300 {
        let mut bad = good.clone();
        for _ in 0..=random(4) {
            // Half of the damage in the directory at the end.
            let at = if random(2) == 0 { random(bad.len()) } else { bad.len() - 1 - random(5000) };
            bad[at] ^= 1 << random(8);
        }
        if round % 6 == 0 {
            bad.truncate(random(bad.len()));
        }
        fs::write(&path, &bad).unwrap();
        n_refused += match verify(&path, &mut Unwatched) {
            Ok(verdict) => u32::from(!verdict.is_valid()),
            Err(_) => 1,
        };
    }
    assert!(n_refused > 200, "{n_refused}");
}
