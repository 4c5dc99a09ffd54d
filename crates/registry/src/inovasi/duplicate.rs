//! Near-duplicates: the program points, a person decides to combine two inovasi,
//! to link them, or to say that they are different.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    core::id::{InovasiId, InstrumentId, Subject},
    inovasi::{
        duplicate::{Compared, DuplicateVerdict, Index, Pair, PairReason, Sketch, find, similar_to},
        penghargaan::PenghargaanField,
        profile::Field,
    },
    merge::change::FieldKey,
};
use store::{LinkRecord, Reader};

use crate::{
    core::{
        error::{Error, Result},
        gate::Origin,
        lookup::{self, editable},
        op::Op,
        open::arg,
        pen::Pen,
        registry::Core,
    },
    show::{
        finding::{Findings, outcome},
        worksheet,
    },
    view::{DuplicateSide, DuplicateView, DuplicatesView, NoticeView, Outcome, SimilarView, WorksheetView},
};

/// Most pairs told at once; the surest stand first.
const TOLD: usize = 500;
/// Most inovasi offered while a name is typed.
const OFFERED: usize = 5;
/// A catalogue above this size is not indexed anew for every letter that is typed.
const LARGE: usize = 20_000;

/// The index of near-duplicates with the moment of history it was made at.
#[derive(Default)]
pub(crate) struct DuplicateIndex {
    n_change: u32,
    index: Option<Arc<Index>>,
}

/// Pairs of inovasi that look alike, the surest first. Pairs that somebody
/// dismissed or linked are told too when `decided` is wanted.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_duplicates(core: &Core, decided: bool) -> Result<DuplicatesView> {
    core.read(|reader| {
        let index = duplicate_index(core, reader, false)?;
        let mut pairs = find(&index);
        pairs.sort_by_key(|it| (std::cmp::Reverse(strength(it)), it.a, it.b));
        let verdicts = verdicts(reader)?;
        let mut view = DuplicatesView { pairs: Vec::new(), n_open: 0, n_decided: 0 };
        for pair in pairs {
            let (Some(a), Some(b)) = (reader.inovasi_id_of(pair.a)?, reader.inovasi_id_of(pair.b)?) else {
                continue;
            };
            let verdict = verdicts.get(&ordered(a, b)).copied();
            match verdict {
                None => view.n_open += 1,
                Some(_) => view.n_decided += 1,
            }
            if view.pairs.len() < TOLD && (decided || verdict.is_none()) {
                view.pairs.extend(duplicate_view(reader, a, b, &pair.reasons, verdict)?);
            }
        }
        Ok(view)
    })
}

/// Inovasi that a new one of this name may be, the surest first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn similar_inovasi(core: &Core, nama: &str, perangkat_daerah: Option<&str>) -> Result<Vec<SimilarView>> {
    if nama.trim().chars().count() < 3 {
        return Ok(Vec::new());
    }
    core.read(|reader| similar_in(core, reader, &Compared { nama, perangkat_daerah, ..Compared::default() }))
}

/// Inovasi of the registry that one which is not in it yet may be.
pub(crate) fn similar_in(core: &Core, reader: &Reader<'_>, profile: &Compared<'_>) -> Result<Vec<SimilarView>> {
    let index = duplicate_index(core, reader, true)?;
    let own = Sketch::new(&Compared { row: -1, ..*profile });
    let mut found = Vec::new();
    for pair in similar_to(&own, &index).into_iter().take(OFFERED) {
        let Some(id) = reader.inovasi_id_of(pair.a.max(pair.b))? else { continue };
        let Some(line) = reader.inovasi_line(id)? else { continue };
        found.push(SimilarView {
            id: id.to_string(),
            nama: line.nama,
            perangkat_daerah: line.perangkat_daerah,
            reasons: pair.reasons.iter().map(reason_view).collect(),
        });
    }
    Ok(found)
}

/// Says that two inovasi are different (`dismissed`), that they belong together
/// (`linked`), or takes that back (empty).
///
/// # Errors
/// An inovasi is unknown or removed, or the verdict is none.
pub(crate) fn decide_duplicate(core: &Core, a: &str, b: &str, verdict: &str) -> Result<Outcome<DuplicatesView>> {
    let (a, b) = ordered(lookup::find_inovasi(core, a)?, lookup::find_inovasi(core, b)?);
    core.write(Op::DecideDuplicate, |pen| {
        editable(pen, a)?;
        editable(pen, b)?;
        pen.put(Subject::Inovasi(a), &FieldKey::Duplicate(b), Some(verdict))
    })?;
    Ok(outcome(Op::DecideDuplicate, list_duplicates(core, false)?, Findings::default()))
}

/// Makes two inovasi one: what the first leaves blank is taken from the second,
/// with its answers, bukti and penghargaan; its name becomes a former name, and
/// it goes out of the catalogue. One act, so one step takes it back.
///
/// # Errors
/// One of them is unknown or removed, or both are the same.
pub(crate) fn combine_inovasi(core: &Core, keep: &str, drop: &str) -> Result<Outcome<WorksheetView>> {
    let (keep, drop) = (lookup::find_inovasi(core, keep)?, lookup::find_inovasi(core, drop)?);
    let view = core.write(Op::CombineInovasi, |pen| {
        let (into, from) = (editable(pen, keep)?, editable(pen, drop)?);
        if keep == drop {
            let nama = into.profile.get(&Field::Nama).cloned().unwrap_or_default();
            return Err(Error::invalid("combines_itself").arg("nama", nama));
        }
        let mut take = |field, value: &str| pen.put_from(Origin::Combined, Subject::Inovasi(keep), &field, Some(value));
        for (field, value) in from.profile.iter().filter(|it| !into.profile.contains_key(it.0)) {
            take(FieldKey::Profile(*field), value)?;
        }
        for (field, members) in &from.members {
            for member in members {
                take(FieldKey::Member(*field, member.clone()), "1")?;
            }
        }
        let (name, former) = (into.profile.get(&Field::Nama), from.profile.get(&Field::Nama));
        if let Some(former) = former.filter(|it| name != Some(*it)) {
            take(FieldKey::Member(Field::NamaLama, former.clone()), "1")?;
        }
        for instrument in pen.instruments_given(Subject::Inovasi(drop))? {
            take_answers(pen, keep, drop, &instrument)?;
        }
        take_bukti(pen, keep, drop)?;
        for it in pen.penghargaan_of(Some(drop))? {
            let untuk = FieldKey::Penghargaan(PenghargaanField::Untuk);
            pen.put_from(Origin::Combined, Subject::Penghargaan(it.id), &untuk, Some(&keep.to_string()))?;
        }
        for (id, _) in pen.developed_from(drop)? {
            let (field, source) = (FieldKey::Profile(Field::PengembanganDari), (id != keep).then(|| keep.to_string()));
            pen.put_from(Origin::Combined, Subject::Inovasi(id), &field, source.as_deref())?;
        }
        pen.remove(Subject::Inovasi(drop))?;
        pen.settle()?;
        worksheet::worksheet_view(&*core.rules_in(pen)?, pen, keep)
    })?;
    let findings = Findings(view.findings.clone());
    Ok(outcome(Op::CombineInovasi, view, findings))
}

/// Gives one inovasi what another has answered under an instrument, where it has
/// nothing itself: its choices with the reviews that they wait for, numbers and ticks.
fn take_answers(pen: &mut Pen<'_, '_>, keep: InovasiId, drop: InovasiId, year: &str) -> Result<()> {
    let (subject, gone) = (Subject::Inovasi(keep), Subject::Inovasi(drop));
    let (choices, inputs, ticks) = (pen.choices(subject, year)?, pen.inputs(subject, year)?, pen.ticks(subject, year)?);
    let year = || InstrumentId::from(year);
    let take = |pen: &mut Pen<'_, '_>, field, value: &str| pen.put_from(Origin::Combined, subject, &field, Some(value));
    let mut waiting = pen.reviews(gone, &year())?;
    waiting.retain(|it, _| !choices.contains_key(it));
    for (indikator, choice) in pen.choices(gone, &year())?.into_iter().filter(|it| !choices.contains_key(&it.0)) {
        take(pen, FieldKey::Choice { instrument: year(), indikator }, &choice.to_string())?;
    }
    for (indikator, numbers) in pen.inputs(gone, &year())?.into_iter().filter(|it| !inputs.contains_key(&it.0)) {
        for (input, value) in numbers {
            let (instrument, indikator) = (year(), indikator.clone());
            take(pen, FieldKey::Input { instrument, indikator, input }, &value.to_string())?;
        }
    }
    for (indikator, options) in pen.ticks(gone, &year())?.into_iter().filter(|it| !ticks.contains_key(&it.0)) {
        for option in options {
            let (instrument, indikator) = (year(), indikator.clone());
            take(pen, FieldKey::Tick { instrument, indikator, option }, "1")?;
        }
    }
    for (indikator, reason) in waiting {
        take(pen, FieldKey::Review { instrument: year(), indikator }, &reason)?;
    }
    Ok(())
}

/// Lets the bukti of one inovasi serve another. What serves it already keeps its pages.
fn take_bukti(pen: &mut Pen<'_, '_>, keep: InovasiId, drop: InovasiId) -> Result<()> {
    let subject = Subject::Inovasi(keep);
    let own = pen.links(subject)?;
    let serves = |it: &LinkRecord| own.iter().any(|own| own.bukti.id == it.bukti.id && own.indikator == it.indikator);
    for it in pen.links(Subject::Inovasi(drop))?.into_iter().filter(|it| !serves(it)) {
        let link = FieldKey::Link { subject, indikator: it.indikator };
        pen.put_from(Origin::Combined, Subject::Bukti(it.bukti.id), &link, Some(&it.pages))?;
    }
    Ok(())
}

/// The index of this moment; while a name is typed in a large catalogue, an
/// older one will do.
fn duplicate_index(core: &Core, reader: &Reader<'_>, typing: bool) -> Result<Arc<Index>> {
    let n_change = reader.count_changes()?;
    let look = core.kept::<Mutex<DuplicateIndex>>();
    let mut look = look.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(index) = &look.index
        && (look.n_change == n_change || (typing && index.len() > LARGE))
    {
        return Ok(index.clone());
    }
    let index = Arc::new(Index::new(reader.sketches()?));
    *look = DuplicateIndex { n_change, index: Some(index.clone()) };
    Ok(index)
}

/// What was decided about pairs, whichever of the two it was written on.
fn verdicts(reader: &Reader<'_>) -> Result<HashMap<(InovasiId, InovasiId), DuplicateVerdict>> {
    let found = reader.duplicate_verdicts()?.into_iter();
    let all: BTreeMap<_, _> =
        found.filter_map(|(a, b, verdict)| Some((ordered(a, b), DuplicateVerdict::by_name(&verdict)?))).collect();
    Ok(all.into_iter().collect())
}

fn ordered(a: InovasiId, b: InovasiId) -> (InovasiId, InovasiId) {
    if a <= b { (a, b) } else { (b, a) }
}

fn strength(pair: &Pair) -> u32 {
    let of = |reason: &PairReason| match reason {
        PairReason::SameNama(percent) | PairReason::SameNarrative(percent) => u32::from(*percent),
        PairReason::RenamedNama(_) => 60,
    };
    pair.reasons.iter().map(of).sum()
}

fn duplicate_view(
    reader: &Reader<'_>,
    a: InovasiId,
    b: InovasiId,
    reasons: &[PairReason],
    verdict: Option<DuplicateVerdict>,
) -> Result<Option<DuplicateView>> {
    let side = |id: InovasiId| -> Result<Option<DuplicateSide>> {
        Ok(reader.inovasi_line(id)?.map(|it| DuplicateSide {
            id: id.to_string(),
            nama: it.nama,
            kepanjangan: it.kepanjangan,
            perangkat_daerah: it.perangkat_daerah,
            urusan_utama: it.urusan_utama,
            waktu_penerapan: it.waktu_penerapan,
        }))
    };
    let (Some(a), Some(b)) = (side(a)?, side(b)?) else { return Ok(None) };
    Ok(Some(DuplicateView { a, b, reasons: reasons.iter().map(reason_view).collect(), verdict }))
}

fn reason_view(reason: &PairReason) -> NoticeView {
    let (code, args) = match reason {
        PairReason::SameNama(percent) => ("same_nama", vec![arg("percent", percent)]),
        PairReason::RenamedNama(by) => ("renamed_nama", vec![arg("by", by)]),
        PairReason::SameNarrative(percent) => ("same_narrative", vec![arg("percent", percent)]),
    };
    NoticeView { code: code.to_owned(), args }
}
