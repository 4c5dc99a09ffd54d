//! What an inovasi leaves behind in a year, and what it takes along.

use domain::assessment::carry::CarryReason;
use domain::{
    assessment::{carry::carry, instrument::Instrument},
    core::id::Subject,
    inovasi::usulan::Archived,
    merge::change::FieldKey,
};
use store::InovasiRecord;

use crate::core::{error::Result, gate::Origin, kept_json::written, pen::Pen};

/// Keeps the profile aside as it was when its inovasi left a year.
pub(crate) fn archive(pen: &mut Pen<'_, '_>, record: &InovasiRecord, before: &str) -> Result<()> {
    let subject = Subject::Inovasi(record.id);
    pen.put_from(Origin::Carried, subject, &FieldKey::Usulan(before.into()), Some("1"))?;
    if pen.usulan_of(record.id)?.iter().all(|it| it.instrument != before || it.archived.is_none()) {
        let archived = written(&Archived::of(&record.profile, &record.members))?;
        pen.put_from(Origin::Carried, subject, &FieldKey::Archived(before.into()), Some(&archived))?;
    }
    Ok(())
}

/// Writes the answers of the year before where the new year has none yet.
pub(super) fn carry_answers(
    pen: &mut Pen<'_, '_>,
    subject: Subject,
    before: &Instrument,
    next: &Instrument,
) -> Result<()> {
    let standing = pen.choices(subject, &next.id)?;
    let carried = carry(before, next, &pen.choices(subject, &before.id)?);
    let reviewed = carried
        .review
        .iter()
        .map(|it| (&it.indikator, &it.choice, Some(CarryReason::join(it.why.iter().map(|it| it.reason())))));
    let same = carried.same.iter().map(|(id, choice)| (id, choice, None));
    for (indikator, choice, why) in same.chain(reviewed) {
        if standing.contains_key(indikator) {
            continue;
        }
        let answer = FieldKey::Choice { instrument: next.id.clone(), indikator: indikator.clone() };
        pen.put_from(Origin::Carried, subject, &answer, Some(&choice.to_string()))?;
        let review = FieldKey::Review { instrument: next.id.clone(), indikator: indikator.clone() };
        pen.put_from(Origin::Carried, subject, &review, why.as_deref())?;
    }
    let (known, cited) = (pen.citations(subject, &next.id)?, pen.citations(subject, &before.id)?);
    for (indikator, citations) in cited.into_iter().filter(|it| !known.contains_key(&it.0)) {
        // What was looked for last year is no news of this one.
        if next.indikator(&indikator).is_some() && citations.iter().any(|it| it.parameter.is_some()) {
            let field = FieldKey::Citation { instrument: next.id.clone(), indikator };
            pen.put_from(Origin::Carried, subject, &field, Some(&written(&citations)?))?;
        }
    }
    Ok(())
}
