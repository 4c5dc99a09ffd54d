//! A set of kinds of findings.

use super::FindingCode;
use crate::core::bits::Bits;

/// Kinds of findings: small enough to be held for every inovasi.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FindingSet(Bits<4>);

const _: () = assert!(FindingCode::ALL.len() <= Bits::<4>::ROOM);

impl FindingSet {
    /// Puts a kind in.
    pub fn insert(&mut self, code: FindingCode) {
        self.0.insert(code as usize);
    }

    /// Whether a kind is in it.
    pub fn contains(&self, code: FindingCode) -> bool {
        self.0.contains(code as usize)
    }

    /// In the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = FindingCode> {
        self.0.iter().filter_map(|at| FindingCode::ALL.get(at).copied())
    }
}
