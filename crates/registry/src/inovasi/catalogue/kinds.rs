//! Kinds of findings with their numbers. Most inovasi lack what others lack too, so
//! each pattern is held once and known by a small number.

use std::collections::BTreeMap;

use domain::core::finding::{Finding, FindingCode, Severity};

use super::names::Nomor;

/// How many findings of one code and severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FindingCount {
    pub code: FindingCode,
    pub severity: Severity,
    pub n: u32,
}

/// Patterns by number.
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    patterns: Vec<Box<[FindingCount]>>,
    known: BTreeMap<Box<[FindingCount]>, Nomor>,
}

impl Kinds {
    /// The number of what some findings are, given to it now if it had none.
    pub(crate) fn nomor<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) -> Nomor {
        let mut counted: BTreeMap<(FindingCode, Severity), u32> = BTreeMap::new();
        for it in findings {
            *counted.entry((it.code, it.severity)).or_default() += 1;
        }
        let pattern: Box<[FindingCount]> =
            counted.into_iter().map(|((code, severity), n)| FindingCount { code, severity, n }).collect();
        if let Some(nomor) = self.known.get(&pattern) {
            return *nomor;
        }
        let nomor = Nomor::try_from(self.patterns.len()).unwrap_or(Nomor::MAX);
        self.patterns.push(pattern.clone());
        self.known.insert(pattern, nomor);
        nomor
    }

    pub(crate) fn pattern(&self, nomor: Nomor) -> &[FindingCount] {
        self.patterns.get(nomor as usize).map_or(&[], |it| it)
    }
}
