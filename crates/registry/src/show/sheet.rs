//! The worksheets that rules look at, read for one subject or out of the facts of
//! all. Both ways must agree; the suites hold them against each other.

use domain::{
    assessment::{
        carry::Carried,
        instrument::Instrument,
        worksheet::{About, Worksheet},
    },
    core::id::{InovasiId, Subject},
    inovasi::profile::{Field, Profile},
};
use store::{InovasiFacts, Reader};

use crate::core::error::Result;

/// The answers of one subject with all they stand on.
pub(crate) fn of_subject(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Worksheet> {
    let mut sheet = Worksheet {
        about: about(reader, subject)?,
        choices: reader.choices(subject, &instrument.id)?,
        bukti: reader.supports(subject)?,
        inputs: reader.inputs(subject, &instrument.id)?,
        ticks: reader.ticks(subject, &instrument.id)?,
        verdicts: reader.verdicts(subject, &instrument.id)?,
    };
    sheet.read_texts(instrument, |it| reader.text(it))?;
    Ok(sheet)
}

fn about(reader: &Reader<'_>, subject: Subject) -> Result<About> {
    let daerah = reader.pemda()?.nama;
    let Subject::Inovasi(id) = subject else { return Ok(About::new(&daerah, &Profile::new(), Vec::new())) };
    Ok(about_inovasi(reader, id, &daerah)?.unwrap_or_default())
}

fn about_inovasi(reader: &Reader<'_>, id: InovasiId, daerah: &str) -> Result<Option<About>> {
    let Some(record) = reader.inovasi(id)? else { return Ok(None) };
    let nama_lama = record.members.get(&Field::NamaLama).cloned().unwrap_or_default();
    Ok(Some(About::new(daerah, &record.profile, nama_lama)))
}

/// A worksheet under another instrument as beginning that year would make it: what
/// has no answer there yet takes today's along, where it can come along.
pub(crate) fn carried(then: &mut Worksheet, carried: &Carried) {
    let reviewed = carried.review.iter().map(|it| (&it.indikator, &it.choice));
    for (indikator, choice) in carried.same.iter().chain(reviewed) {
        then.choices.entry(indikator.clone()).or_insert_with(|| choice.clone());
    }
}

/// A worksheet as [`of_subject`] reads it, out of what one walk gathered.
pub(crate) fn of_facts(
    reader: &Reader<'_>,
    facts: &InovasiFacts,
    instrument: &Instrument,
    daerah: &str,
) -> Result<Worksheet> {
    let mut sheet =
        Worksheet { about: About::new(daerah, &facts.profile, facts.nama_lama.clone()), ..Worksheet::default() };
    for it in facts.choices.iter().filter(|it| it.instrument == instrument.id) {
        sheet.choices.insert(it.indikator.clone(), it.value.clone());
    }
    for (indikator, support) in &facts.links {
        sheet.bukti.entry(indikator.clone()).or_default().push(support.clone());
    }
    for it in facts.inputs.iter().filter(|it| it.instrument == instrument.id) {
        let (input, value) = it.value.clone();
        sheet.inputs.entry(it.indikator.clone()).or_default().insert(input, value);
    }
    for it in facts.ticks.iter().filter(|it| it.instrument == instrument.id) {
        sheet.ticks.entry(it.indikator.clone()).or_default().insert(it.value.clone());
    }
    for it in facts.verdicts.iter().filter(|it| it.instrument == instrument.id) {
        sheet.verdicts.insert(it.indikator.clone(), it.value.clone());
    }
    sheet.read_texts(instrument, |it| reader.text(it))?;
    Ok(sheet)
}
