//! Near-duplicates: the same inovasi registered twice, under a new name, or its
//! narrative copied between offices. A person decides; this only points.
//!
//! What is compared of one inovasi is its [`Sketch`]. Comparing all with all is
//! never done: an [`Index`] puts those into one block that share what a duplicate
//! must share (the words of a name that are rarest, a band of the narrative's
//! sketch, a name that a narrative mentions), and blocks are bounded. So the work
//! grows with the number of inovasi, not with its square.
//!
//! The thresholds, all ours:
//! * names are the same from 85 %: words reordered, one misspelt in five, or run
//!   together; `Bank Sampah Digital` and `Bank Darah Digital` reach 67 %.
//! * narratives are the same from 50 % of their runs of three words: a copy in
//!   which every twelfth word was changed still has 64 %, and two texts on one
//!   subject, with the same standard paragraph, stay below 30 %.
//! * a narrative under 60 words is not compared: there, one standard sentence
//!   would be half of it.

use std::collections::HashMap;

use name::{Name, same};
use narrative::{MinHash, mentions, narrative_words};

use crate::{
    core::words::{Speller, fold, hash, is_common, mix, stem, words},
    named,
};

pub use narrative::{BANDS, MINIMUM_WORDS};

mod name;
mod narrative;

/// Percent from which names are the same.
pub const SAME_NAMA: u8 = 85;
/// Percent of runs of words from which narratives are the same.
pub const SAME_NARRATIVE: u8 = 50;
/// A word of a name is rare while at most so many inovasi have it.
const RARE: u32 = 8;
/// In a block of up to so many all are compared with all …
const SMALL: usize = 32;
/// … in a larger one each with so many of its neighbours: what is the same shares
/// small blocks too.
const NEIGHBOURS: usize = 8;
/// Members of one block that a single inovasi is compared with.
const LOOKED_AT: usize = 200;

/// What is known of an inovasi when it is compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared<'a> {
    /// Whatever tells it from the others; pairs name it.
    pub row: i64,
    /// The present name.
    pub nama: &'a str,
    /// What the letters of a short name stand for; None where it is blank.
    pub kepanjangan: Option<&'a str>,
    /// The names it had before.
    pub nama_lama: &'a [String],
    /// The body that runs it, as its profile names it; None where it is blank.
    pub perangkat_daerah: Option<&'a str>,
    /// Its urusan utama; None where it is blank.
    pub urusan: Option<&'a str>,
    /// Its narratives, one after the other.
    pub narrative: &'a str,
}

/// What is compared of one inovasi: small, and made once.
#[derive(Clone, Debug)]
pub struct Sketch {
    row: i64,
    names: Vec<Name>,
    /// Hashes; none when it is not known.
    perangkat_daerah: Option<u64>,
    urusan: Option<u64>,
    narrative: Option<MinHash>,
    /// What stands after "semula bernama" and the like.
    mentions: Vec<String>,
}

named! {
    /// What a person said about two that look alike.
    pub enum DuplicateVerdict {
        /// They are different.
        Dismissed = "dismissed",
        /// They are different and belong together.
        Linked = "linked",
    }
}

/// Why two inovasi may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairReason {
    /// Percent of the letters of two names that match.
    SameNama(u8),
    /// Two names of one office begin with the same rare word, or a narrative tells
    /// the other's name as its own of before. Holds that word or name, folded.
    RenamedNama(String),
    /// Percent of the runs of three words that the narratives share.
    SameNarrative(u8),
}

/// Two inovasi that may be one, in the order of their sketches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Row of the first one.
    pub a: i64,
    /// Row of the other one.
    pub b: i64,
    /// Never empty.
    pub reasons: Vec<PairReason>,
}

impl Sketch {
    /// Sketches an inovasi; the same profile gives the same sketch on every machine.
    pub fn new(profile: &Compared<'_>) -> Self {
        let mut names = name::read(profile.nama, true);
        names.extend(profile.kepanjangan.into_iter().flat_map(|it| name::read(it, false)));
        names.extend(profile.nama_lama.iter().flat_map(|it| name::read(it, true)));
        let said = narrative_words(profile.narrative);
        let hashed = |text: Option<&str>| {
            let folded = text.map(crate::core::words::fold_text).filter(|it| !it.is_empty())?;
            Some(hash(folded.as_bytes()))
        };
        Self {
            row: profile.row,
            names,
            perangkat_daerah: hashed(profile.perangkat_daerah),
            urusan: hashed(profile.urusan),
            narrative: MinHash::of(&said),
            mentions: mentions(&said),
        }
    }

    /// The row in the store that it was made of; negative for one that is not stored yet.
    pub fn row(&self) -> i64 {
        self.row
    }

    /// The blocks it belongs to.
    fn keys(&self, counts: &HashMap<u64, u32>) -> Vec<u64> {
        let mut keys = Vec::with_capacity(BANDS + 8);
        keys.extend(self.narrative.iter().flat_map(MinHash::bands));
        for name in &self.names {
            // The three rarest words in pairs: one of them may be misspelt or new.
            let mut rarest: Vec<(u32, u64)> =
                name.keys().map(|it| (counts.get(&it).copied().unwrap_or(0), it)).collect();
            rarest.sort_unstable();
            rarest.dedup();
            rarest.truncate(3);
            for (at, (n, one)) in rarest.iter().enumerate() {
                if *n <= RARE || rarest.len() == 1 {
                    keys.push(mix(*one ^ 1));
                }
                keys.extend(rarest.iter().skip(at + 1).map(|(_, two)| mix(one.min(two).rotate_left(1) ^ one.max(two))));
            }
            keys.push(mix(hash(name.joined().as_bytes()) ^ 2));
            keys.push(mix(hash(name.said().as_bytes()) ^ 3));
            // A single word may be misspelt within one office: all of it but a letter.
            if let (Some(word), Some(office)) = (name.single(), self.perangkat_daerah) {
                keys.extend(name::but_one(word).map(|it| mix(hash(it.as_bytes()) ^ office)));
            }
        }
        for mention in &self.mentions {
            keys.extend(name::beginnings(mention).map(|it| mix(hash(it.as_bytes()) ^ 3)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn compare(&self, other: &Sketch, counts: &HashMap<u64, u32>) -> Vec<PairReason> {
        let mut reasons = Vec::new();
        let office = self.perangkat_daerah.is_some() && self.perangkat_daerah == other.perangkat_daerah;
        let alike = same(&self.names, &other.names, office);
        if alike >= SAME_NAMA {
            reasons.push(PairReason::SameNama(alike));
        } else if let Some(by) = self.renamed(other, counts).or_else(|| other.renamed(self, counts)) {
            reasons.push(PairReason::RenamedNama(by));
        }
        if let (Some(one), Some(two)) = (&self.narrative, &other.narrative) {
            let percent = one.alike(two);
            if percent >= SAME_NARRATIVE {
                reasons.push(PairReason::SameNarrative(percent));
            }
        }
        reasons
    }

    /// What speaks for one being the other under a new name.
    fn renamed(&self, other: &Sketch, counts: &HashMap<u64, u32>) -> Option<String> {
        let told =
            other.names.iter().filter(|it| it.is_telling()).find(|name| {
                self.mentions.iter().any(|it| name::beginnings(it).any(|beginning| beginning == name.said()))
            });
        if let Some(name) = told {
            return Some(name.said().to_owned());
        }
        let office = self.perangkat_daerah.is_some() && self.perangkat_daerah == other.perangkat_daerah;
        let urusan = self.urusan.is_some() && self.urusan == other.urusan;
        let unknown = self.perangkat_daerah.is_none() || other.perangkat_daerah.is_none();
        if !(office || (urusan && unknown)) {
            return None;
        }
        let lead = |it: &Sketch| it.names.iter().filter_map(Name::lead).map(str::to_owned).collect::<Vec<_>>();
        let theirs = lead(other);
        lead(self)
            .into_iter()
            .find(|it| theirs.contains(it) && counts.get(&hash(it.as_bytes())).copied().unwrap_or(0) <= RARE)
    }
}

/// The sketches of a catalogue, in blocks.
#[derive(Debug, Default)]
pub struct Index {
    sketches: Vec<Sketch>,
    /// Inovasi that have a word in a name, by the word's hash.
    counts: HashMap<u64, u32>,
    /// Block and member, sorted.
    blocks: Vec<(u64, u32)>,
}

impl Index {
    /// Sorts the sketches into blocks, in time that grows little faster than their number.
    pub fn new(sketches: Vec<Sketch>) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for sketch in &sketches {
            let mut keys: Vec<u64> = sketch.names.iter().flat_map(Name::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
        let mut blocks: Vec<(u64, u32)> = Vec::with_capacity(sketches.len() * (BANDS + 8));
        for (at, sketch) in (0_u32..).zip(&sketches) {
            blocks.extend(sketch.keys(&counts).into_iter().map(|key| (key, at)));
        }
        blocks.sort_unstable();
        Self { sketches, counts, blocks }
    }

    /// How many sketches it holds.
    pub fn len(&self) -> usize {
        self.sketches.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.sketches.is_empty()
    }

    fn at(&self, at: u32) -> Option<&Sketch> {
        self.sketches.get(usize::try_from(at).ok()?)
    }

    fn block(&self, key: u64) -> &[(u64, u32)] {
        let from = self.blocks.partition_point(|it| it.0 < key);
        let rest = self.blocks.get(from..).unwrap_or_default();
        let n = rest.iter().take(LOOKED_AT).take_while(|it| it.0 == key).count();
        rest.get(..n).unwrap_or_default()
    }

    fn pair(&self, one: &Sketch, two: &Sketch) -> Option<Pair> {
        let reasons = one.compare(two, &self.counts);
        (!reasons.is_empty()).then_some(Pair { a: one.row, b: two.row, reasons })
    }
}

/// All pairs that may be one inovasi, in the order that the sketches were given in.
pub fn find(index: &Index) -> Vec<Pair> {
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    for block in index.blocks.chunk_by(|a, b| a.0 == b.0) {
        let near = if block.len() > SMALL { NEIGHBOURS } else { SMALL };
        for (at, (_, one)) in block.iter().enumerate() {
            candidates.extend(block.iter().skip(at + 1).take(near).map(|(_, two)| (*one, *two)));
        }
        // Blocks overlap: what they have in common is kept once while they are gathered.
        if candidates.len() > index.sketches.len() * 64 + 1_000_000 {
            candidates.sort_unstable();
            candidates.dedup();
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    candidates.into_iter().filter_map(|(one, two)| index.pair(index.at(one)?, index.at(two)?)).collect()
}

/// Those of a catalogue that may be the same as one that is being registered or
/// read in, itself left out by its row: the surest first. It stands first in each pair.
pub fn similar_to(one: &Sketch, index: &Index) -> Vec<Pair> {
    let mut members: Vec<u32> =
        one.keys(&index.counts).into_iter().flat_map(|key| index.block(key)).map(|it| it.1).collect();
    members.sort_unstable();
    members.dedup();
    let others = members.into_iter().filter_map(|at| index.at(at)).filter(|it| it.row != one.row);
    let mut pairs: Vec<Pair> = others.filter_map(|it| index.pair(one, it)).collect();
    let strength = |it: &Pair| -> u32 {
        let of = |reason: &PairReason| match reason {
            PairReason::SameNama(percent) | PairReason::SameNarrative(percent) => u32::from(*percent),
            PairReason::RenamedNama(_) => 60,
        };
        it.reasons.iter().map(of).sum()
    };
    pairs.sort_by_key(|it| std::cmp::Reverse(strength(it)));
    pairs
}

#[cfg(test)]
#[path = "duplicate/tests.rs"]
mod tests;
