//! What is to be seen of an answer, and whether it waits.

use domain::assessment::{
    instrument::{Indikator, Instrument},
    verification::{Seen, State, Verdict, seen_changes},
    worksheet::Worksheet,
};

use crate::view::SeenChangeView;

/// SHA-256 of all that is to be seen of an answer.
pub(crate) fn fingerprint(seen: &Seen) -> String {
    store::sha256_hex(serde_json::to_string(seen).unwrap_or_default().as_bytes())
}

/// Whether a verifier still has to look at an answer: it claims something, and no
/// verdict was given on what is to be seen today.
pub(crate) fn is_open(sheet: &Worksheet, indikator: &Indikator) -> bool {
    let stands = |it: &Verdict| !it.has_lapsed(&sheet.seen(indikator));
    sheet.choices.contains_key(&indikator.id) && !sheet.verdicts.get(&indikator.id).is_some_and(stands)
}

/// Whether the bukti support all that an answer claims.
pub(crate) fn is_supported(instrument: &Instrument, sheet: &Worksheet, indikator: &Indikator) -> bool {
    sheet
        .choices
        .get(&indikator.id)
        .is_some_and(|it| sheet.supported(instrument, indikator, it.parameter) == it.parameter)
}

/// A state as officers say it.
pub(crate) fn spoken(state: State) -> String {
    state.name().replace('_', " ")
}

pub(crate) fn changes(before: &Seen, after: &Seen) -> Vec<SeenChangeView> {
    let changes = seen_changes(before, after).into_iter();
    changes.map(|it| SeenChangeView { what: it.what, dulu: it.dulu, kini: it.kini }).collect()
}
