//! What is to be seen of an answer, and how states are spoken.

use domain::assessment::verification::{Seen, State, seen_changes};

use crate::{
    core::{error::Result, kept_json::written},
    view::SeenChangeView,
};

/// SHA-256 of all that is to be seen of an answer.
///
/// # Errors
/// It has no JSON: a mistake of ours, and no fingerprint of nothing.
pub(crate) fn fingerprint(seen: &Seen) -> Result<String> {
    Ok(store::sha256_hex(written(seen)?.as_bytes()))
}

/// A state as officers say it.
pub(crate) fn spoken(state: State) -> String {
    state.name().replace('_', " ")
}

pub(crate) fn changes(before: &Seen, after: &Seen) -> Vec<SeenChangeView> {
    let changes = seen_changes(before, after).into_iter();
    changes.map(|it| SeenChangeView { what: it.what, dulu: it.dulu, kini: it.kini }).collect()
}
