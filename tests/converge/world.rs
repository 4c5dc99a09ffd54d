//! The laptops of one office, their disks and clocks, and what lies on the pile between
//! them. It keeps a log of its own of every act that was acknowledged.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::Value;
use tempfile::TempDir;

use super::script::{Dice, Script};
use crate::kit::Laptop;

/// 1970 and 2099, in milliseconds: between them a clock may say anything.
pub const CLOCKS: [i64; 2] = [0, 4_102_358_400_000];

/// A parcel on its way, and the acts it carries.
pub struct Parcel {
    pub path: PathBuf,
    pub acts: BTreeSet<String>,
}

/// What a disk was like once.
pub struct Image {
    pub folder: PathBuf,
    /// Of which laptop.
    pub of: usize,
}

pub struct World {
    pub laptops: Vec<Laptop>,
    /// What each knew after the last step: hashes of acts.
    pub known: Vec<BTreeSet<String>>,
    /// Every act that was ever acknowledged, with where and as what.
    pub acknowledged: BTreeMap<String, String>,
    /// Those that people threw away by hand while no other copy was anywhere.
    pub given_up: BTreeSet<String>,
    pub pile: Vec<Parcel>,
    pub images: Vec<Image>,
    /// What a laptop with a program of before the hashes has done so far.
    pub old_acts: Vec<Value>,
    /// Acts that were done, and ops that stood in history.
    pub done: BTreeSet<&'static str>,
    pub recorded: BTreeSet<String>,
    /// What happened, a line each.
    pub told: Vec<String>,
    /// Where images lie.
    pub shelf: TempDir,
    serial: u64,
}

/// Most laptops, with those that came to it as copies.
const MOST: usize = 6;

impl World {
    pub fn new(script: &Script) -> Self {
        let n = 3 + Dice::new(script.seed ^ 1).below(3);
        let mut world = Self {
            laptops: Vec::new(),
            known: Vec::new(),
            acknowledged: BTreeMap::new(),
            given_up: BTreeSet::new(),
            pile: Vec::new(),
            images: Vec::new(),
            old_acts: Vec::new(),
            done: BTreeSet::new(),
            recorded: BTreeSet::new(),
            told: Vec::new(),
            shelf: tempfile::tempdir().unwrap(),
            serial: 0,
        };
        for _ in 0..n {
            let laptop = Laptop::new(world.next_machine());
            world.join(laptop, "start_registry");
        }
        world.begin();
        world
    }

    /// Something that all have in common, so that they have something to differ about.
    fn begin(&mut self) {
        let first = &self.laptops[0];
        for nama in ["Rumah Pelita", "Lapor Semar"] {
            let id = first.register(nama);
            first.edit(&id, "perangkat_daerah", "Dinas Kesehatan");
            first.choose(&id, "bimtek", 2).unwrap();
            first.attach_as(&id, "bimtek", ("perkada", "2024-08-17", nama)).unwrap();
        }
        first.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
        first.register_penghargaan("daerah", "IGA").unwrap();
        self.listen(0, "the beginning");
        let parcel = self.laptops[0].write_parcel();
        for who in 1..self.laptops.len() {
            self.laptops[who].accept(&parcel).unwrap();
            self.listen(who, "the beginning");
        }
    }

    /// The number of a machine that is not there yet.
    pub fn next_machine(&self) -> u64 {
        self.laptops.len() as u64 + 1
    }

    pub fn has_room(&self) -> bool {
        self.laptops.len() < MOST
    }

    /// One more laptop.
    pub fn join(&mut self, laptop: Laptop, how: &str) {
        self.laptops.push(laptop);
        self.known.push(BTreeSet::new());
        self.listen(self.laptops.len() - 1, how);
    }

    /// A number never given before.
    pub fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// A path of its own outside every registry.
    pub fn place(&mut self, name: &str) -> PathBuf {
        let n = self.serial();
        self.shelf.path().join(format!("{n}-{name}"))
    }

    /// Writes down what a laptop has acknowledged since, and that it still has what it had.
    pub fn listen(&mut self, who: usize, what: &str) {
        let acts = self.laptops[who].acts();
        let missing: Vec<_> = self.known[who].iter().filter(|it| !acts.contains_key(*it)).collect();
        assert!(
            missing.is_empty(),
            "{} no longer has {} acknowledged acts after {what}, the first {:?}",
            name(who),
            missing.len(),
            self.acknowledged.get(missing[0])
        );
        for (hash, op) in &acts {
            self.recorded.insert(op.clone());
            self.acknowledged.entry(hash.clone()).or_insert_with(|| format!("{op} at {}, {what}", name(who)));
        }
        // Whatever came back by whichever way is there again.
        self.given_up.retain(|it| !acts.contains_key(it));
        self.known[who] = acts.into_keys().collect();
    }

    /// After somebody put other files in the place of a registry: what is nowhere else is
    /// gone by his own hand.
    pub fn replaced(&mut self, who: usize, what: &str) {
        let before = std::mem::take(&mut self.known[who]);
        self.listen(who, what);
        self.give_up(before);
    }

    /// Of these acts, those are given up that neither a laptop nor a parcel has.
    pub fn give_up(&mut self, acts: BTreeSet<String>) {
        let is_there = |it: &String| {
            self.known.iter().any(|known| known.contains(it)) || self.pile.iter().any(|parcel| parcel.acts.contains(it))
        };
        let gone: Vec<String> = acts.into_iter().filter(|it| !is_there(it)).collect();
        self.given_up.extend(gone);
    }

    /// Acts that must be on every laptop once all have met.
    pub fn owed(&self) -> BTreeSet<String> {
        self.acknowledged.keys().filter(|it| !self.given_up.contains(*it)).cloned().collect()
    }

    pub fn tell(&mut self, at: usize, line: &str) {
        self.told.push(format!("{at:>4}  {line}"));
    }
}

/// Names are letters: a, b, c.
pub fn name(who: usize) -> String {
    format!("laptop {}", char::from(b'a' + u8::try_from(who).unwrap()))
}

/// The lock of a folder: held as long as it is open, and never carried about in a crash.
pub const LOCK: &str = "registry.lock";

/// Puts the files of an image into a folder, each into the file that is there, so that
/// nothing tells it from what a crash leaves. The lock stays where it is.
pub fn pour(image: &Path, folder: &Path) {
    let names = |at: &Path| -> BTreeSet<std::ffi::OsString> {
        std::fs::read_dir(at).unwrap().map(|it| it.unwrap().file_name()).filter(|it| it != LOCK).collect()
    };
    for gone in names(folder).difference(&names(image)) {
        let path = folder.join(gone);
        if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
    }
    for one in names(image) {
        let (from, to) = (image.join(&one), folder.join(&one));
        if from.is_dir() {
            std::fs::create_dir_all(&to).unwrap();
            pour(&from, &to);
        } else {
            std::fs::write(to, std::fs::read(from).unwrap()).unwrap();
        }
    }
}
