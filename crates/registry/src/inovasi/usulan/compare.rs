//! One inovasi in two years, side by side.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assessment::{
        carry::carry,
        instrument::{AnsweredBy, Instrument},
        score::Choice,
    },
    core::id::{IndikatorId, InovasiId, Subject},
    inovasi::{
        profile::{FIELDS, Field},
        usulan::{Archived, Usulan},
    },
    merge::change::FieldKey,
};
use store::{InovasiRecord, Reader};

use crate::{
    core::{error::Result, lookup, registry::Core},
    show::{assessment::assessment_view, said},
    view::{AssessmentView, CompareView, ComparedAnswer, ComparedField},
};

/// One inovasi in two years, side by side.
///
/// # Errors
/// There is no such inovasi or instrument.
pub(crate) fn compare_years(core: &Core, id: InovasiId, before: &str, after: &str) -> Result<CompareView> {
    let (before, after) = (core.instrument(before)?, core.instrument(after)?);
    core.read(|reader| {
        let record = lookup::known(reader, id)?;
        let usulan = reader.usulan_of(id)?;
        let mut then = said_in(&record, &usulan, &before.id);
        let mut now = said_in(&record, &usulan, &after.id);
        for side in [&mut then, &mut now] {
            name_source(reader, side)?;
        }
        Ok(CompareView {
            id,
            nama: nama_of(&record),
            before: before.id.clone(),
            after: after.id.clone(),
            profile: compared_fields(core, &then, &now, &after),
            answers: compared_answers(reader, Subject::Inovasi(id), &before, &after)?,
        })
    })
}

/// Puts the name of the inovasi that was developed where its id stands.
pub(crate) fn name_source(reader: &Reader<'_>, side: &mut Archived) -> Result<()> {
    if let Some(value) = side.profile.get_mut(Field::PengembanganDari.name())
        && let Ok(id) = value.parse()
        && let Some(record) = reader.inovasi(id)?
    {
        *value = nama_of(&record);
    }
    Ok(())
}

pub(crate) fn compared_fields(core: &Core, then: &Archived, now: &Archived, after: &Instrument) -> Vec<ComparedField> {
    let read = |from: &Archived, field: Field| -> Option<String> {
        if field.kind().has_members() {
            let members = from.members.get(field.name())?;
            let names = members.iter().map(|it| core.library.vocabulary.nama(field, it).to_owned());
            return Some(names.collect::<Vec<_>>().join("; "));
        }
        from.profile.get(field.name()).map(|it| said::in_words(&core.library.vocabulary, &FieldKey::Profile(field), it))
    };
    FIELDS
        .iter()
        .copied()
        .map(|field| {
            let (before, now) = (read(then, field), read(now, field));
            ComparedField {
                field,
                label: after.profil.isian(field).map_or(field.label(), |it| &it.label).to_owned(),
                same: before == now,
                before,
                after: now,
            }
        })
        .filter(|it| it.before.is_some() || it.after.is_some())
        .collect()
}

pub(crate) fn compared_answers(
    reader: &Reader<'_>,
    subject: Subject,
    before: &Arc<Instrument>,
    after: &Arc<Instrument>,
) -> Result<Vec<ComparedAnswer>> {
    let choices: BTreeMap<IndikatorId, Choice> = reader.choices(subject, &before.id)?;
    let carried = carry(before, after, &choices);
    let why = |id: &str| {
        let reviewed = carried.review.iter().find(|it| it.indikator == id);
        let dropped = carried.dropped.iter().find(|it| it.indikator == id);
        reviewed
            .map(|it| it.why.iter().map(|it| it.reason()).collect())
            .or_else(|| dropped.map(|it| vec![it.why.reason()]))
            .unwrap_or_default()
    };
    let (then, now) = (assessment_view(reader, subject, before)?, assessment_view(reader, subject, after)?);
    let of = |view: &AssessmentView, id: &str| {
        view.indikator.iter().find(|it| it.indikator == id && it.parameter > 0).cloned()
    };
    let mut ids: Vec<&str> = after.indikator_of(AnsweredBy::Inovasi).map(|it| it.id.as_str()).collect();
    let gone = before.indikator_of(AnsweredBy::Inovasi).map(|it| it.id.as_str());
    let gone: Vec<&str> = gone.filter(|it| !ids.contains(it)).collect();
    ids.extend(gone);
    let known = |it: &Instrument, id: &str| it.indikator.iter().find(|it| it.id == id).cloned();
    Ok(ids
        .into_iter()
        .map(|id| {
            let (was, is) = (known(before, id), known(after, id));
            ComparedAnswer {
                indikator: id.into(),
                nama: is.as_ref().or(was.as_ref()).map_or_else(|| id.to_owned(), |it| it.nama.clone()),
                before_code: was.map(|it| it.code),
                after_code: is.map(|it| it.code),
                before: of(&then, id),
                after: of(&now, id),
                review: why(id),
            }
        })
        .collect())
}

/// The profile of a year: as it was kept aside, or as it is now.
pub(crate) fn said_in(record: &InovasiRecord, usulan: &[Usulan], instrument: &str) -> Archived {
    usulan
        .iter()
        .find(|it| it.instrument == instrument)
        .and_then(|it| it.archived.clone())
        .unwrap_or_else(|| Archived::of(&record.profile, &record.members))
}

pub(crate) fn nama_of(record: &InovasiRecord) -> String {
    record.profile.get(&Field::Nama).cloned().unwrap_or_default()
}
