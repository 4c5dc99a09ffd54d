//! Packs of rules that a person took in or corrected: a whole pack with who it
//! follows, and why it was made. A correction is a new version of the same id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A pack as history holds it; who and when stand in the act.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OwnPack {
    /// Counted from 1.
    pub versi: u32,
    /// Why this version was made, in the person's words.
    pub alasan: String,
    /// Text by path below the pack's folder.
    pub files: BTreeMap<String, String>,
}
