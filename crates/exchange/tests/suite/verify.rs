//! Proving bags: valid ones of any kind pass, invalid ones are refused with the
//! right reason, and bagit-python agrees where it has an opinion.
mod accepted;
mod refused;

use std::{
    fs,
    path::{Path, PathBuf},
};

use disk::OutputPlace;
use exchange::{core::port::Unwatched, submission::verify::BagVerdict};

use crate::{
    bundle::options,
    cast::dossier,
    handmade::{Bag, codes, digest, prove, short},
    outside,
};

/// Digests of `halo`.
const MD5: &str = "57f842286171094855e51fc3a541c1e2";
const SHA1: &str = "3e8b1f5e5d5c4a6c0a25ffd2ee0be1dfc9a1bb9b";

fn remarks(verdict: &BagVerdict) -> Vec<&'static str> {
    verdict.remarks.iter().map(short).filter(|it| *it != "algorithm_weak").collect()
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let units = mark.encode_utf16().chain(text.encode_utf16()).collect::<Vec<_>>();
    units.into_iter().flat_map(|it| if little { it.to_le_bytes() } else { it.to_be_bytes() }).collect()
}

/// What bagit-python thinks of a bag.
#[derive(Clone, Copy, PartialEq)]
enum Judge {
    Agrees,
    /// It is known to differ, and why.
    Differs(&'static str),
}
use Judge::{Agrees, Differs};

/// Asks bagit-python about a whole table: does it agree where it should, and
/// differ where it is known to?
fn ask_bagit_python(dir: &Path, table: &[(&str, PathBuf, Judge)], ours: bool) {
    let bags: Vec<&Path> = table.iter().map(|it| it.1.as_path()).collect();
    for ((name, _, judge), (valid, words)) in table.iter().zip(outside::judge(&bags)) {
        let expected = match judge {
            Agrees => ours,
            Differs(_) => !ours,
        };
        assert_eq!(valid, expected, "{name} in {dir:?}: {words}");
        if let Differs(why) = judge {
            assert!(!why.is_empty());
        }
    }
}

#[test]
fn a_bag_without_faults_has_only_the_expected_ones() {
    let dir = tempfile::tempdir().unwrap();
    let changed = Bag::new("1.0").put("manifest-md5.txt", format!("{}  data/a.txt\n", digest("md5", b"lain")));
    let verdict = prove(&changed.folder(dir.path()));
    assert_eq!(codes(&verdict), ["digest_wrong"]);
    let args: Vec<&str> = verdict.faults[0].args.iter().map(|it| it.0).collect();
    assert_eq!(args, ["file", "algorithm", "expected", "found"]);
    let nothing = prove(&Bag(Vec::new()).folder(dir.path()));
    assert_eq!(codes(&nothing), ["bagit_txt_missing", "data_missing", "manifest_missing"]);
}

/// A plain bag, its files put into a zip by names of the test's own making.
fn zip_of(dir: &Path, method: zip::CompressionMethod, name: impl Fn(&str) -> String, beside: &[&str]) -> PathBuf {
    let path = dir.join("bag.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    let sum = format!("{MD5}  data/a.txt\n");
    let declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    for (file, text) in [("bagit.txt", declared), ("manifest-md5.txt", &sum), ("data/a.txt", "halo")] {
        zip.start_file(name(file), options).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    for file in beside {
        zip.start_file(*file, options).unwrap();
    }
    zip.finish().unwrap();
    path
}

#[test]
fn a_zip_is_read_wherever_its_bag_lies_and_what_lies_beside_it_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let stored = zip::CompressionMethod::Stored;
    for (what, top, slash, beside, told) in [
        ("one folder deep", "a/", "/", &[][..], &[][..]),
        ("two folders deep", "a/b/", "/", &[], &[]),
        ("of an old PowerShell", "", "\\", &[], &["zip_backslash"]),
        ("of it in a folder", "a\\", "\\", &[], &["zip_backslash"]),
        ("with others beside it", "a/", "/", &["BACA SAYA.txt", "lain/surat.pdf"], &["outside"]),
    ] {
        let path = zip_of(dir.path(), stored, |it| format!("{top}{}", it.replace('/', slash)), beside);
        let verdict = prove(&path);
        assert!(verdict.is_valid(), "{what}: {verdict:?}");
        assert_eq!(remarks(&verdict), told, "{what}");
    }
    let path = zip_of(dir.path(), stored, |it| it.replace("data/", "data\\"), &["lain/surat.pdf"]);
    assert!(codes(&prove(&path)).contains(&"name_backslash"), "slashes and backslashes mixed");
    // A folder above the bag is told with the place of the bag.
    let bag = Bag::new("1.0").put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n");
    bag.folder_named(dir.path(), "luar/dalam");
    let verdict = prove(&dir.path().join("luar"));
    assert_eq!(codes(&verdict)[0], "bagit_txt_inside");
    assert_eq!(verdict.faults[0].args[0].1, "dalam/bagit.txt");
}

#[test]
fn what_cannot_be_read_is_not_judged() {
    let dir = tempfile::tempdir().unwrap();
    let whole = fs::read(zip_of(dir.path(), zip::CompressionMethod::Stored, str::to_owned, &[])).unwrap();
    // The method of compression in the directory and before the first entry: Deflate64.
    let mut foreign = whole.clone();
    for (sign, at) in [(&b"PK\x01\x02"[..], 10), (b"PK\x03\x04", 8)] {
        for found in 0..foreign.len() - 4 {
            if foreign[found..].starts_with(sign) {
                foreign[found + at] = 9;
            }
        }
    }
    let sha3 = Bag::new("1.0")
        .without("manifest-md5.txt")
        .put("manifest-sha3256.txt", format!("{}  data/a.txt\n", "a".repeat(64)));
    let mut tar = vec![0; 1024];
    tar[257..262].copy_from_slice(b"ustar");
    let mut files = vec![(sha3.folder(dir.path()), "algorithms_unknown")];
    for (name, bytes, code) in [
        ("deflate64.zip", foreign.as_slice(), "zip_method"),
        ("terpotong.zip", &whole[..whole.len() / 2], "zip_not_a_zip"),
        ("bag.tar", &tar, "archive_foreign"),
        ("bag.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "archive_foreign"),
    ] {
        fs::write(dir.path().join(name), bytes).unwrap();
        files.push((dir.path().join(name), code));
    }
    for (path, code) in files {
        let verdict = prove(&path);
        assert_eq!(verdict.answer, domain::submission::bag::BagAnswer::CannotJudge, "{path:?}: {verdict:?}");
        assert_eq!(codes(&verdict), [code], "{path:?}");
    }
}

#[test]
fn what_some_systems_put_there_or_cannot_tell_apart_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let bag = Bag::new("1.0").put("data/.DS_Store", "x").put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n");
    let verdict = prove(&bag.folder(dir.path()));
    assert_eq!((codes(&verdict), remarks(&verdict)), (vec!["file_unlisted"], vec!["system_file"]));
    if cfg!(target_os = "linux") {
        let lines = "{md5:data/a.txt}  data/a.txt\n{md5:data/A.TXT}  data/A.TXT\n";
        let verdict = prove(&Bag::new("1.0").put("data/A.TXT", "b").put("manifest-md5.txt", lines).folder(dir.path()));
        assert!(verdict.is_valid(), "{verdict:?}");
        assert_eq!(remarks(&verdict), ["path_case"]);
    }
}

#[test]
fn bags_of_bagit_python_are_accepted() {
    let dir = tempfile::tempdir().unwrap();
    for options in [&[][..], &["--md5", "--sha512"], &["--sha1", "--sha256"]] {
        let folder = dir.path().join("b");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("sub folder")).unwrap();
        fs::write(folder.join("a.txt"), "halo").unwrap();
        fs::write(folder.join("sub folder/é 100%.txt"), vec![7; 700_000]).unwrap();
        outside::make(&folder, options);
        let verdict = prove(&folder);
        assert!(verdict.is_valid(), "{options:?}: {verdict:#?}");
        assert_eq!((verdict.n_file, verdict.size), (2, 700_004));
        fs::write(folder.join("data/a.txt"), "hale").unwrap();
        assert!(codes(&prove(&folder)).contains(&"digest_wrong"));
    }
}

#[test]
fn our_bundle_is_valid_for_bagit_python() {
    let (dossier, blobs) = dossier();
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("b");
    let sink = Box::new(exchange::core::port::FolderSink::new(OutputPlace::free(&target).unwrap()).unwrap());
    exchange::submission::bundle::write_bundle(&dossier, &options(), &blobs, sink, &mut Unwatched).unwrap();
    let said = outside::judge(&[&target]);
    assert!(said[0].0, "{}", said[0].1);
    let index = target.join("data/index.html");
    let mut html = fs::read(&index).unwrap();
    html[100] ^= 1;
    fs::write(index, html).unwrap();
    assert!(!outside::judge(&[&target])[0].0);
    assert_eq!(codes(&prove(&target)), ["digest_wrong"]);
}
