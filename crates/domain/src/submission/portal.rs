//! Entering a submission into the portal by hand: what goes into its fields
//! (`portal/entry.rs`), and which of them are done.

mod entry;

use std::{fmt, str::FromStr};

pub use entry::{PortalEntry, PortalField, PortalFile, PortalSource, PortalState, PortalValue};

/// What a person did with one field of the portal. Its text form is the value in
/// history: `entered:<what was entered, as a digest>` or `skipped:<why>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortalMark {
    /// It was entered as it was then: another digest today says that it has changed since.
    Entered(String),
    /// It was left, for a reason.
    Skipped(String),
}

impl fmt::Display for PortalMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entered(digest) => write!(f, "entered:{digest}"),
            Self::Skipped(why) => write!(f, "skipped:{why}"),
        }
    }
}

impl FromStr for PortalMark {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("entered", digest)) if !digest.is_empty() => Ok(Self::Entered(digest.to_owned())),
            Some(("skipped", why)) if !why.trim().is_empty() => Ok(Self::Skipped(why.to_owned())),
            _ => Err(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_survives_its_text() {
        for mark in [PortalMark::Entered("ab12".into()), PortalMark::Skipped("portal: menolak".into())] {
            assert_eq!(mark.to_string().parse(), Ok(mark));
        }
        for odd in ["entered:", "skipped: ", "done", ""] {
            assert!(odd.parse::<PortalMark>().is_err(), "{odd}");
        }
    }
}
