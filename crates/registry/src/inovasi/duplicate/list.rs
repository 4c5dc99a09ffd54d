//! Pairs that look alike.

use std::collections::{BTreeMap, HashMap};

use domain::{
    core::id::InovasiId,
    inovasi::duplicate::{DuplicateVerdict, Pair, PairReason, find},
};
use store::Reader;

use crate::{
    core::{error::Result, registry::Core},
    inovasi::duplicate::{duplicate_index, ordered, reason_view},
    view::{DuplicateSide, DuplicateView, DuplicatesView},
};

/// Most pairs told at once; the surest stand first.
const TOLD: usize = 500;

/// Pairs of inovasi that look alike, the surest first. Pairs that somebody
/// dismissed or linked are told too when `decided` is wanted.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_duplicates(core: &Core, decided: bool) -> Result<DuplicatesView> {
    core.read(|reader| {
        let index = duplicate_index(core, reader, false)?;
        let mut pairs = find(&index);
        pairs.sort_by_key(|it| std::cmp::Reverse(strength(it)));
        let verdicts = verdicts(reader)?;
        let mut view = DuplicatesView { pairs: Vec::new(), n_open: 0, n_decided: 0, decided };
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

/// What was decided about pairs, whichever of the two it was written on.
fn verdicts(reader: &Reader<'_>) -> Result<HashMap<(InovasiId, InovasiId), DuplicateVerdict>> {
    let found = reader.duplicate_verdicts()?.into_iter();
    let all: BTreeMap<_, _> =
        found.filter_map(|(a, b, verdict)| Some((ordered(a, b), DuplicateVerdict::by_name(&verdict)?))).collect();
    Ok(all.into_iter().collect())
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
            id,
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
