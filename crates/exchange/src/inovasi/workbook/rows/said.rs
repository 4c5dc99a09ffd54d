//! What a person said of single rows: it goes before what their shape tells.

use std::collections::BTreeMap;

use super::Skip;

/// What a person says that a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowWord {
    /// The name of what stands below it.
    Group,
    /// Headings, such as those of another page.
    Header,
    /// An entry of the table, whatever it looks like.
    Inovasi,
    /// Nothing that is to be taken.
    Skip,
}

/// What was said of the rows of a sheet, by their numbers.
pub type RowWords = BTreeMap<u32, RowWord>;

impl RowWord {
    /// Why such a row is no entry; nothing for one that is.
    pub(super) fn skip(self) -> Option<Skip> {
        match self {
            Self::Group => Some(Skip::Group),
            Self::Header => Some(Skip::Header),
            Self::Inovasi => None,
            Self::Skip => Some(Skip::ByHand),
        }
    }
}
