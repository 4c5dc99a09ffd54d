//! The years of an inovasi: under which instruments it was proposed, what its
//! profile said when it left a year, and what it may do in the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    core::id::InstrumentId,
    inovasi::profile::{Field, Profile},
};

/// The life of one inovasi under one instrument.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usulan {
    /// Under which it may be proposed.
    pub instrument: InstrumentId,
    /// `None`: nobody has said.
    pub proposed: Option<bool>,
    /// What has grown since it was last proposed; None where nobody wrote it.
    pub growth_note: Option<String>,
    /// Its profile on leaving that year; None while it has not left it.
    pub archived: Option<Archived>,
}

/// A profile as it was when its inovasi left a year. Its JSON is a value in
/// history: keys in order, so that two laptops that archive the same agree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// By the field's name.
    pub profile: BTreeMap<String, String>,
    /// Members by the field's name, in order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Vec<String>>,
}

impl Archived {
    /// What a profile says now.
    pub fn of(profile: &Profile, members: &BTreeMap<Field, Vec<String>>) -> Self {
        Self {
            profile: profile.iter().map(|(field, value)| (field.name().to_owned(), value.clone())).collect(),
            members: members
                .iter()
                .filter(|(_, it)| !it.is_empty())
                .map(|(field, it)| (field.name().to_owned(), it.clone()))
                .collect(),
        }
    }
}

/// Whether an inovasi counts among those of an instrument.
///
/// What a person said about this instrument decides. Where nobody said anything,
/// an inovasi counts if it has answers to this instrument, or if it was never
/// proposed under any: a registry of one year needs no proposing at all.
pub fn is_proposed(usulan: &[Usulan], instrument: &str, has_answers: bool) -> bool {
    match usulan.iter().find(|it| it.instrument == instrument).and_then(|it| it.proposed) {
        Some(said) => said,
        None => has_answers || !usulan.iter().any(|it| it.proposed.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_decides_and_silence_counts() {
        let said = |list: &[(&str, bool)]| -> Vec<Usulan> {
            list.iter()
                .map(|(instrument, it)| Usulan {
                    instrument: (*instrument).into(),
                    proposed: Some(*it),
                    ..Usulan::default()
                })
                .collect()
        };
        for (usulan, has_answers, counted) in [
            (said(&[]), false, true),
            (said(&[("b", true)]), false, true),
            (said(&[("b", false)]), true, false),
            (said(&[("a", true)]), false, false),
            (said(&[("a", true)]), true, true),
            (said(&[("a", true), ("b", true)]), false, true),
        ] {
            assert_eq!(is_proposed(&usulan, "b", has_answers), counted, "{usulan:?}");
        }
    }
}
