//! Narratives as they are compared: 64 numbers for one text (MinHash), of which
//! as many are equal in two texts as they share runs of three words.

use std::borrow::Cow;

use crate::core::number::count;

use super::{fold, hash, is_common, mix, words};

/// Blocks that one narrative belongs to.
pub const BANDS: usize = 16;
/// Numbers of one band: 16 bands of 4 bring 95 of 100 copies with 64 % of their
/// runs together, and one of 600 texts that share a tenth.
const ROWS: usize = 4;
const N: usize = BANDS * ROWS;
/// Words in a run.
const RUN: usize = 3;
/// A narrative with fewer words is not compared.
pub const MINIMUM_WORDS: usize = 60;
/// Words of a narrative that are looked at.
const MAX_WORDS: usize = 20_000;

#[derive(Clone, Debug)]
pub(super) struct MinHash(Box<[u32; N]>);

pub(super) fn narrative_words(text: &str) -> Vec<Cow<'_, str>> {
    words(text).take(MAX_WORDS).map(|it| fold(it.1)).collect()
}

impl MinHash {
    /// None for a text too short to tell a copy from a standard sentence.
    pub(super) fn of(said: &[Cow<'_, str>]) -> Option<Self> {
        if said.len() < MINIMUM_WORDS {
            return None;
        }
        let hashes: Vec<u64> = said.iter().map(|it| hash(it.as_bytes())).collect();
        let mut least = Box::new([u32::MAX; N]);
        for run in hashes.windows(RUN) {
            let one = mix(run.iter().fold(0, |all: u64, it| all.rotate_left(21) ^ it));
            for (seed, it) in (1_u64..).zip(least.iter_mut()) {
                // A hash of its own for each number: an odd factor and its upper half.
                let own = one.wrapping_mul(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1) >> 32;
                *it = (*it).min(count(own));
            }
        }
        Some(Self(least))
    }

    pub(super) fn bands(&self) -> impl Iterator<Item = u64> {
        self.0
            .chunks_exact(ROWS)
            .zip(0_u64..)
            .map(|(rows, band)| rows.iter().fold(mix(band + 64), |all, it| mix(all ^ u64::from(*it))))
    }

    /// Percent of runs of words that two texts share, give or take six.
    pub(super) fn alike(&self, other: &Self) -> u8 {
        let equal = self.0.iter().zip(other.0.iter()).filter(|(a, b)| a == b).count();
        u8::try_from(100 * equal / N).unwrap_or(100)
    }
}

const BEFORE: [&str; 8] = ["semula", "dahulu", "dulu", "dulunya", "sebelumnya", "awalnya", "mulanya", "awal"];
const CALLED: [&str; 4] = ["bernama", "dikenal", "disebut", "dinamakan"];
const RENAMED: [&str; 6] = ["berganti", "ganti", "berubah", "perubahan", "pergantian", "mengganti"];
/// Words between such a phrase and the name.
const BETWEEN: [&str; 9] = ["dengan", "sebagai", "nama", "dari", "aplikasi", "program", "inovasi", "menjadi", "yang"];

/// What a narrative says it was called before: the words after "semula bernama",
/// "berganti nama dari … menjadi …" and the like. At most eight places.
pub(super) fn mentions(said: &[Cow<'_, str>]) -> Vec<String> {
    let mut found = Vec::new();
    let is = |at: usize, list: &[&str]| said.get(at).is_some_and(|it| list.contains(&it.as_ref()));
    for at in 0..said.len() {
        let called = is(at, &CALLED) && (at.saturating_sub(3)..at).any(|it| is(it, &BEFORE));
        let renamed = is(at, &["nama"]) && at > 0 && is(at - 1, &RENAMED);
        if !called && !renamed {
            continue;
        }
        found.extend(after(said, at + 1));
        // "… dari A menjadi B" tells two.
        let second = (at + 1..at + 10).find(|it| is(*it, &["menjadi"]) && *it > at + 1).filter(|_| renamed);
        found.extend(second.and_then(|it| after(said, it + 1)));
        if found.len() > 7 {
            break;
        }
    }
    found
}

fn after(said: &[Cow<'_, str>], from: usize) -> Option<String> {
    let rest = said.get(from..)?.iter().skip_while(|it| BETWEEN.contains(&it.as_ref()) || is_common(it));
    let text: Vec<&str> = rest.take(6).map(AsRef::as_ref).collect();
    (!text.is_empty()).then(|| text.join(" "))
}
