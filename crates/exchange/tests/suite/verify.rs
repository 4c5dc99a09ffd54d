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
        assert!(verdict.valid, "{options:?}: {verdict:#?}");
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
