//! A set of small numbers in as few words as it needs.

/// Numbers below `64 * WORDS`. A number beyond has no place and is never in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Bits<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Bits<WORDS> {
    /// No number at all.
    pub const EMPTY: Self = Self([0; WORDS]);
    /// How many numbers have a place.
    pub const ROOM: usize = WORDS * 64;

    /// Puts a number in; one from [`Self::ROOM`] on changes nothing.
    pub fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Whether a number is in it; one from [`Self::ROOM`] on never is.
    pub fn contains(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Whether no number is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The numbers in it, from the lowest.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(nth, word)| Ones(word).map(move |bit| nth * 64 + bit))
    }
}

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const WORDS: usize> FromIterator<usize> for Bits<WORDS> {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Self::EMPTY;
        numbers.into_iter().for_each(|it| bits.insert(it));
        bits
    }
}

/// The places of the ones in a word.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;
    fn next(&mut self) -> Option<usize> {
        let at = self.0.trailing_zeros();
        // Takes the lowest one away.
        self.0 &= self.0.checked_sub(1)?;
        Some(at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let mut bits: Bits<4> = [199, 0, 63, 64, 255].into_iter().collect();
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 199, 255]);
        assert!(bits.contains(199) && !bits.contains(198) && !bits.is_empty() && Bits::<4>::EMPTY.is_empty());
        bits.insert(Bits::<4>::ROOM);
        assert!(!bits.contains(Bits::<4>::ROOM) && bits.iter().count() == 5);
    }
}
