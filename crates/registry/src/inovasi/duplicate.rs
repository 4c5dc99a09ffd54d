//! Near-duplicates: the program points, a person decides to combine two inovasi,
//! to link them, or to say that they are different.

pub(crate) mod combine;
pub(crate) mod decide;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::duplicate::{Compared, DuplicateVerdict, Index, Pair, PairReason, Sketch, find, similar_to},
    merge::change::FieldKey,
};
use store::{LinkRecord, Reader};

use crate::{
    core::{error::Result, gate::Origin, open::arg, pen::Pen, registry::Core},
    view::{DuplicateSide, DuplicateView, DuplicatesView, NoticeView, SimilarView},
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
