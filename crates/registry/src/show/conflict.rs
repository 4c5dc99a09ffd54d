//! Conflicts with all their values.

use domain::{assessment::instrument::Instrument, merge::change::FieldKey};
use store::{ConflictKey, Reader};

use crate::{
    core::{env::rfc3339, error::Result, lookup::subject_nama, rules::pack_in_words},
    show::{finding::field_label, said::said},
    view::{ConflictView, HeadView},
};

pub(crate) fn conflict_views(
    reader: &Reader<'_>,
    conflicts: Vec<ConflictKey>,
    instrument: &Instrument,
) -> Result<Vec<ConflictView>> {
    let mut views = Vec::new();
    for it in conflicts {
        // One of a kind that only a newer program knows is kept, and settled there.
        let Ok(subject) = it.subject.parse() else { continue };
        let heads = reader.conflict_heads(&it)?;
        let shown = heads.iter().rev().find(|head| head.field == it.field).map(|head| head.stamp);
        let removal = FieldKey::read(&it.field) == FieldKey::Removed;
        views.push(ConflictView {
            subject_nama: subject_nama(reader, subject)?,
            heads: heads
                .into_iter()
                .map(|head| HeadView {
                    stamp: head.stamp.to_string(),
                    said: head
                        .value
                        .as_deref()
                        .filter(|_| head.field == it.field)
                        .and_then(|value| said(&head.field, value)),
                    // Against a removal stands an edit: which field, and what it says.
                    value: if removal && head.field != it.field {
                        let label = field_label(&head.field, instrument);
                        Some(format!("{label}: {}", head.value.unwrap_or_default()))
                    } else {
                        pack_in_words(&head.field, head.value)
                    },
                    person: head.person,
                    device: head.stamp.device,
                    at: rfc3339(head.at),
                    shown: !removal && Some(head.stamp) == shown,
                })
                .collect(),
            subject,
            field: it.field,
        });
    }
    Ok(views)
}
