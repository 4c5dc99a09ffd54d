//! Years: an inovasi is proposed under one instrument after another. What it
//! said when it left a year is kept aside; its answers come along by the id of
//! their indikator, and those whose meaning changed wait for a second look.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assessment::{
        carry::carry,
        instrument::{AnsweredBy, Instrument, Status},
        score::Choice,
    },
    core::{
        id::{IndikatorId, InovasiId, Subject},
        number::count,
    },
    inovasi::{
        profile::{FIELDS, Field, clean},
        usulan::{Archived, Usulan},
    },
    merge::change::FieldKey,
};
use leave::carry_answers;
use store::{InovasiRecord, Reader};

use crate::{
    core::{error::Result, gate::grown, lookup, op::Op, pen::Pen, registry::Core},
    show::{
        assessment::{assessment_view, redraw},
        finding::{self, Findings, outcome},
        said, score,
    },
    view::{AssessmentView, CompareView, ComparedAnswer, ComparedField, Outcome, YearView, YearsView},
};

pub(crate) use leave::archive;

pub(crate) mod leave;

/// The years the region can work under.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_years(core: &Core) -> Result<YearsView> {
    core.read(|reader| years_view(core, reader))
}

fn years_view(core: &Core, reader: &Reader<'_>) -> Result<YearsView> {
    let current = core.current_instrument_in(reader)?.id.clone();
    let closed = reader.closed_instruments()?;
    let mut years = Vec::new();
    for it in core.rules_in(reader)?.instruments.values() {
        years.push(YearView {
            instrument: it.id.clone(),
            nama: it.nama.clone(),
            tahun: it.tahun,
            draft: it.status == Status::Draft,
            current: it.id == current,
            closed: closed.contains(&it.id),
            n_proposed: count(score::entries(reader, it)?.len()),
        });
    }
    years.sort_by(|a, b| b.tahun.cmp(&a.tahun).then_with(|| a.instrument.cmp(&b.instrument)));
    Ok(YearsView { years })
}

/// Begins to work under another instrument. The year before it becomes
/// read-only and stays visible; nothing is proposed anew by this alone.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn begin_year(core: &Core, instrument: &str) -> Result<Outcome<YearsView>> {
    let next = core.instrument(instrument)?;
    let view = core.write(Op::BeginYear, |pen| {
        let before = core.current_instrument_in(pen)?;
        if before.tahun < next.tahun && family(&before.id) == family(&next.id) {
            pen.put(Subject::Daerah, &FieldKey::Closed(before.id.clone()), Some("1"))?;
        }
        pen.put(Subject::Daerah, &FieldKey::Closed(next.id.clone()), None)?;
        pen.put(Subject::Daerah, &FieldKey::PemdaInstrument, Some(&next.id))?;
        years_view(core, pen)
    })?;
    Ok(outcome(Op::BeginYear, view, Findings::default()))
}

/// Makes the answers of a year read-only, or opens them again.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn close_year(core: &Core, instrument: &str, closed: bool) -> Result<Outcome<YearsView>> {
    let it = core.instrument(instrument)?;
    let view = core.write(Op::CloseYear, |pen| {
        pen.put(Subject::Daerah, &FieldKey::Closed(it.id.clone()), closed.then_some("1"))?;
        years_view(core, pen)
    })?;
    Ok(outcome(Op::CloseYear, view, Findings::default()))
}

/// Proposes inovasi under an instrument. One that was proposed in an earlier
/// year of the same award needs a note on what has grown since; its profile of
/// then is kept aside, and its answers come along.
///
/// # Errors
/// An inovasi is unknown or removed; the note is missing; that year is closed.
/// Then none of them is proposed.
pub(crate) fn propose_inovasi(
    core: &Core,
    ids: &[String],
    instrument: &str,
    growth_note: &str,
) -> Result<Outcome<YearsView>> {
    let next = core.instrument(instrument)?;
    let note = clean(growth_note, true)?;
    let ids = ids.iter().map(|it| lookup::find_inovasi(core, it)).collect::<Result<Vec<_>>>()?;
    let view = core.write(Op::ProposeInovasi, |pen| {
        pen.open(&next.id)?;
        for id in ids {
            let record = lookup::editable(pen, id)?;
            propose(core, pen, &record, &next, note.as_deref())?;
        }
        years_view(core, pen)
    })?;
    Ok(outcome(Op::ProposeInovasi, view, Findings::default()))
}

/// Proposes one inovasi in an act that is being written.
pub(crate) fn propose(
    core: &Core,
    pen: &mut Pen<'_, '_>,
    record: &InovasiRecord,
    next: &Arc<Instrument>,
    note: Option<&str>,
) -> Result<()> {
    let subject = Subject::Inovasi(record.id);
    if let Some(before) = earlier(core, pen, record.id, next)? {
        // Whoever comes back has to tell.
        grown(pen, record.id, note.unwrap_or_default())?;
        archive(pen, record, &before.id)?;
        carry_answers(pen, subject, &before, next)?;
    }
    pen.put(subject, &FieldKey::Usulan(next.id.clone()), Some("1"))?;
    if note.is_some() {
        pen.put(subject, &FieldKey::GrowthNote(next.id.clone()), note)?;
    }
    Ok(())
}

/// The latest earlier year of the same award that the inovasi took part in.
pub(crate) fn earlier(
    core: &Core,
    reader: &Reader<'_>,
    id: InovasiId,
    next: &Instrument,
) -> Result<Option<Arc<Instrument>>> {
    let usulan = reader.usulan_of(id)?;
    let answered = reader.instruments_of(Subject::Inovasi(id))?;
    let took_part = |it: &Instrument| {
        let said = usulan.iter().find(|known| known.instrument == it.id).and_then(|it| it.proposed);
        said.unwrap_or_else(|| answered.contains(&it.id))
    };
    Ok(core
        .rules_in(reader)?
        .instruments
        .values()
        .filter(|it| it.tahun < next.tahun && family(&it.id) == family(&next.id) && took_part(it))
        .max_by_key(|it| it.tahun)
        .cloned())
}

/// Takes inovasi out of those proposed under an instrument; their answers stay.
///
/// # Errors
/// An inovasi is unknown; that year is closed.
pub(crate) fn withdraw_inovasi(core: &Core, ids: &[String], instrument: &str) -> Result<Outcome<YearsView>> {
    let it = core.instrument(instrument)?;
    let ids = ids.iter().map(|it| lookup::find_inovasi(core, it)).collect::<Result<Vec<_>>>()?;
    let view = core.write(Op::WithdrawInovasi, |pen| {
        pen.open(&it.id)?;
        for id in ids {
            lookup::editable(pen, id)?;
            pen.put(Subject::Inovasi(id), &FieldKey::Usulan(it.id.clone()), Some("0"))?;
        }
        years_view(core, pen)
    })?;
    Ok(outcome(Op::WithdrawInovasi, view, Findings::default()))
}

/// Says that a carried-over answer still holds.
///
/// # Errors
/// The subject or the instrument does not exist; that year is closed.
pub(crate) fn accept_review(
    core: &Core,
    subject: &str,
    instrument: &str,
    indikator: &str,
) -> Result<Outcome<AssessmentView>> {
    let known = core.instrument(instrument)?;
    let whose = lookup::answering_subject(core, subject)?;
    let indikator = known.indikator(indikator).map_or_else(|| indikator.into(), |it| it.id.clone());
    let field = FieldKey::Review { instrument: known.id.clone(), indikator };
    let (view, findings) = core.write(Op::AcceptReview, |pen| {
        pen.put(whose, &field, None)?;
        redraw(pen, whose, &known)
    })?;
    Ok(outcome(Op::AcceptReview, view, finding::views(findings, None, &known)))
}

/// One inovasi in two years, side by side.
///
/// # Errors
/// There is no such inovasi or instrument.
pub(crate) fn compare_years(core: &Core, id: &str, before: &str, after: &str) -> Result<CompareView> {
    let id = lookup::find_inovasi(core, id)?;
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
            id: id.to_string(),
            nama: nama_of(&record),
            before: before.id.clone(),
            after: after.id.clone(),
            profile: compared_fields(core, &then, &now, &after),
            answers: compared_answers(reader, Subject::Inovasi(id), &before, &after)?,
        })
    })
}

/// Puts the name of the inovasi that was developed where its id stands.
fn name_source(reader: &Reader<'_>, side: &mut Archived) -> Result<()> {
    if let Some(value) = side.profile.get_mut(Field::PengembanganDari.name())
        && let Ok(id) = value.parse()
        && let Some(record) = reader.inovasi(id)?
    {
        *value = nama_of(&record);
    }
    Ok(())
}

fn compared_fields(core: &Core, then: &Archived, now: &Archived, after: &Instrument) -> Vec<ComparedField> {
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

/// An award without its year.
fn family(id: &str) -> &str {
    id.rsplit_once('-').filter(|it| it.1.bytes().all(|it| it.is_ascii_digit())).map_or(id, |it| it.0)
}

/// The profile of a year: as it was kept aside, or as it is now.
fn said_in(record: &InovasiRecord, usulan: &[Usulan], instrument: &str) -> Archived {
    usulan
        .iter()
        .find(|it| it.instrument == instrument)
        .and_then(|it| it.archived.clone())
        .unwrap_or_else(|| Archived::of(&record.profile, &record.members))
}

fn compared_answers(
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
            .map(|it| it.why.iter().map(|it| it.reason().name()).collect::<Vec<_>>().join(","))
            .or_else(|| dropped.map(|it| it.why.reason().to_string()))
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

fn nama_of(record: &InovasiRecord) -> String {
    record.profile.get(&Field::Nama).cloned().unwrap_or_default()
}
