//! History of a field, and an old value taken up again.

use std::cmp::Reverse;

use domain::{
    core::id::Subject,
    merge::change::{FieldKey, Stamp},
};
use store::{HistoryRecord, Reader};

use crate::{
    core::{
        env::rfc3339,
        error::{Error, Reason, Result},
        gate::Origin,
        lookup,
        op::Op,
        registry::Core,
        rules::pack_in_words,
    },
    merge::undo::SHOWN,
    show::{
        finding::{Findings, outcome},
        said::{in_words_of, label, said, said_of_bukti},
        worksheet,
    },
    view::{HistoryView, Outcome, WorksheetView},
};

/// Every value that a field of a subject had, the newest first; every field of
/// it when none is named, and what was done to its bukti.
///
/// # Errors
/// The subject is not one.
pub(crate) fn show_history(core: &Core, subject: Subject, field: Option<&str>) -> Result<Vec<HistoryView>> {
    core.read(|reader| {
        let own = reader.history_of(subject, field, SHOWN)?;
        let bukti = if field.is_none() { reader.history_of_bukti(subject, SHOWN)? } else { Vec::new() };
        let mut all: Vec<(Option<String>, HistoryRecord)> = own.into_iter().map(|it| (None, it)).collect();
        all.extend(bukti.into_iter().map(|(nama, it)| (Some(nama), it)));
        all.sort_by_key(|it| Reverse(it.1.stamp));
        all.truncate(usize::try_from(SHOWN).unwrap_or(usize::MAX));
        all.into_iter().map(|(berkas, it)| history_view(core, reader, berkas, it)).collect()
    })
}

/// Writes an earlier value of a field again.
///
/// # Errors
/// There is no such value; the inovasi is removed.
pub(crate) fn restore_value(core: &Core, subject: Subject, field: &str, stamp: &str) -> Result<Outcome<WorksheetView>> {
    let gone = || Error::not_found(Reason::HistoryMissing).arg("field", field);
    let Subject::Inovasi(id) = subject else { return Err(gone()) };
    let stamp: Stamp = stamp.parse().map_err(|_| gone())?;
    let view = core.write(Op::RestoreValue, |pen| {
        lookup::editable(pen, id)?;
        let records = pen.history_of(Subject::Inovasi(id), Some(field), u32::MAX)?;
        let found = records.into_iter().find(|it| it.stamp == stamp).ok_or_else(gone)?;
        let key = FieldKey::read(field);
        if matches!(key, FieldKey::Verdict { .. } | FieldKey::Verification(_)) {
            // Who judges or moves answers does it in his own name, on what is there now.
            return Err(Error::invalid(Reason::ValueNotRestorable));
        }
        if key == FieldKey::Removed {
            return Err(Error::invalid(Reason::RemovalNotRestorable));
        }
        pen.put_from(Origin::History, Subject::Inovasi(id), &key, found.value.as_deref())?;
        worksheet::worksheet_view(&*core.rules_in(pen)?, pen, id)
    })?;
    let findings = Findings(view.findings.clone());
    Ok(outcome(Op::RestoreValue, view, findings))
}

fn history_view(core: &Core, reader: &Reader<'_>, berkas: Option<String>, it: HistoryRecord) -> Result<HistoryView> {
    let instrument = core.current_instrument_in(reader)?;
    let vocabulary = &core.library.vocabulary;
    let value = pack_in_words(&it.field, it.value);
    Ok(HistoryView {
        stamp: it.stamp.to_string(),
        label: label(vocabulary, &it.field, &instrument),
        text: match &value {
            Some(value) => Some(in_words_of(vocabulary, reader, &FieldKey::read(&it.field), value)?),
            None => None,
        },
        said: match &berkas {
            Some(nama) => said_of_bukti(&it.field, nama, value.as_deref()),
            None => value.as_deref().and_then(|value| said(&it.field, value)),
        },
        berkas,
        field: it.field,
        value,
        op: Op::by_name(&it.op),
        person: it.person,
        at: rfc3339(it.at),
        stands: it.head,
    })
}
