//! What an inovasi leaves behind in a year, and what it takes along.

use domain::{
    assessment::{carry::carry, instrument::Instrument},
    core::id::Subject,
    inovasi::usulan::Archived,
    merge::change::FieldKey,
};
use store::{InovasiRecord, Writer};

use crate::core::error::{Error, Result};

/// Keeps the profile aside as it was when its inovasi left a year.
pub(crate) fn archive(writer: &mut Writer<'_>, record: &InovasiRecord, before: &str) -> Result<()> {
    let subject = Subject::Inovasi(record.id);
    writer.put(subject, &FieldKey::Usulan(before.to_owned()), Some("1"))?;
    if writer.usulan_of(record.id)?.iter().all(|it| it.instrument != before || it.archived.is_none()) {
        let archived = serde_json::to_string(&Archived::of(&record.profile, &record.members))
            .map_err(|error| Error::new(crate::Code::Bug, "database").arg("detail", error))?;
        writer.put(subject, &FieldKey::Archived(before.to_owned()), Some(&archived))?;
    }
    Ok(())
}

/// Writes the answers of the year before where the new year has none yet.
pub(super) fn carry_answers(
    writer: &mut Writer<'_>,
    subject: Subject,
    before: &Instrument,
    next: &Instrument,
) -> Result<()> {
    let standing = writer.choices(subject, &next.id)?;
    let carried = carry(before, next, &writer.choices(subject, &before.id)?);
    let reviewed = carried.review.iter().map(|it| {
        let why: Vec<&str> = it.why.iter().map(|it| it.reason().name()).collect();
        (&it.indikator, &it.choice, Some(why.join(",")))
    });
    let same = carried.same.iter().map(|(id, choice)| (id, choice, None));
    for (indikator, choice, why) in same.chain(reviewed) {
        if standing.contains_key(indikator) {
            continue;
        }
        let answer = FieldKey::Choice { instrument: next.id.clone(), indikator: indikator.clone() };
        writer.put(subject, &answer, Some(&choice.to_string()))?;
        let review = FieldKey::Review { instrument: next.id.clone(), indikator: indikator.clone() };
        writer.put(subject, &review, why.as_deref())?;
    }
    Ok(())
}
