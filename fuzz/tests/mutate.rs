//! Every target over its corpus and over inputs made of it.
//!
//! `FUZZ_ROUNDS` inputs are made for each target; `FUZZ_SEED` begins the dice
//! elsewhere. What fails is kept under `fuzz/found/` and belongs into the corpus once
//! it is mended.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use fuzz::{TARGETS, Target, changed};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |it| it.parse().unwrap())
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn corpus(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = here().join("corpus").join(target.name);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files.into_iter().map(|it| (it.clone(), fs::read(it).unwrap())).collect()
}

fn play(name: &str) {
    let target = TARGETS.iter().find(|it| it.name == name).unwrap();
    let corpus = corpus(target);
    for (path, bytes) in &corpus {
        assert!(survives(target, bytes), "{} fails", path.display());
    }
    let (rounds, seed) = (number("FUZZ_ROUNDS", 400), number("FUZZ_SEED", 0));
    let mut failed = Vec::new();
    for round in 0..rounds {
        let mut dice = fastrand::Rng::with_seed(seed << 32 | round);
        let (one, two) = (dice.usize(..corpus.len()), dice.usize(..corpus.len()));
        let input = changed(&corpus[one].1, &corpus[two].1, &mut dice);
        if !survives(target, &input) {
            let kept = here().join("found").join(format!("{name}-{seed}-{round}.{}", target.ending));
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, input).unwrap();
            failed.push(kept);
        }
    }
    println!("{name}: {} inputs, {rounds} made of them from seed {seed}", corpus.len());
    assert!(failed.is_empty(), "{failed:#?}");
}

fn survives(target: &Target, bytes: &[u8]) -> bool {
    catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))).is_ok()
}

macro_rules! targets {
    ($($test:ident $name:literal),* $(,)?) => {
        $(#[test] fn $test() { play($name); })*

        #[test]
        fn every_target_is_played() {
            assert_eq!(TARGETS.iter().map(|it| it.name).collect::<Vec<_>>(), [$($name),*]);
        }
    };
}

targets! {
    xlsx "xlsx",
    ods "ods",
    xls "xls",
    csv "csv",
    html "html",
    xml_2003 "xml-2003",
    mht "mht",
    docx "docx",
    fods "fods",
    parcel "parcel",
    bag "bag",
    pack "pack",
    pack_text "pack-text",
    interchange "interchange",
    photo "photo",
    picture "picture",
    fit "fit",
    template "template",
    tag "tag",
    words "words",
    update "update",
    update_facts "update-facts",
}
