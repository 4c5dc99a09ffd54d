//! Which inovasi to send.

pub(crate) mod apply;
pub(crate) mod pins;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    assessment::{
        explain::{Step, Told, explain},
        instrument::Instrument,
        score::{Answers, Basis, Entry, Standing, score},
    },
    core::{
        id::{InovasiId, InstrumentId},
        number::count,
    },
    places,
    submission::best::{Question, Scored},
};
use pins::Pins;
use store::Reader;

use crate::{
    core::{
        error::{Error, Reason, Result},
        registry::Core,
    },
    show::score::{daerah_answers, entries, score_view, shown},
    view::{BestInovasi, BestUrusan, BestView, ScoreView},
};

/// What is asked of the best set.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct BestSet {
    /// Id of the instrument that is scored by.
    pub instrument: InstrumentId,
    /// Which of the three skor of an answer is reckoned with.
    pub basis: Basis,
    /// Inovasi that are sent whatever it costs.
    pub pinned: Vec<InovasiId>,
    /// Inovasi that are not sent whatever it costs.
    pub excluded: Vec<InovasiId>,
}

/// Which of the proposed inovasi to send so that the index is highest, and what
/// each of them and each urusan dasar is worth. Nothing is changed.
///
/// # Errors
/// The instrument, the basis or an inovasi does not exist; one is not proposed,
/// or both pinned and excluded; a rule of that year that it hangs on is not
/// known.
pub(crate) fn best_set(core: &Core, req: &BestSet) -> Result<BestView> {
    let instrument = core.instrument(&req.instrument)?;
    let pins = pins_of(req)?;
    core.read(|reader| Ok(Solved::of(reader, &instrument, req.basis, &pins)?.view))
}

fn pins_of(req: &BestSet) -> Result<Pins> {
    let set = |ids: &[InovasiId]| ids.iter().copied().collect::<BTreeSet<_>>();
    let (pinned, excluded) = (set(&req.pinned), set(&req.excluded));
    match pinned.intersection(&excluded).next() {
        Some(both) => Err(Error::invalid(Reason::BestPinnedAndExcluded).arg("id", both)),
        None => Ok(Pins { pinned, excluded }),
    }
}

/// A best set as it is shown, and whom it holds.
struct Solved {
    view: BestView,
    chosen: Vec<InovasiId>,
    others: Vec<InovasiId>,
    /// The region's own answers.
    daerah: Answers,
    /// Where it would stand with the best set.
    standing: Standing,
}

impl Solved {
    /// Solves the question of one moment.
    ///
    /// # Errors
    /// As [`Registry::best_set`](crate::Registry::best_set).
    fn of(reader: &Reader<'_>, instrument: &Instrument, basis: Basis, pins: &Pins) -> Result<Self> {
        let (daerah, entries) = (daerah_answers(reader, instrument)?, entries(reader, instrument)?);
        let Pins { pinned, excluded } = pins;
        let proposed: BTreeSet<InovasiId> = entries.iter().map(|it| it.id).collect();
        if let Some(other) = pinned.union(excluded).find(|id| !proposed.contains(id)) {
            return Err(Error::invalid(Reason::BestNotProposed).arg("id", other));
        }
        let now = score(instrument, &daerah, &entries, basis);
        let kematangan: BTreeMap<InovasiId, Option<Decimal>> = now.inovasi.iter().map(|it| (it.0, it.2)).collect();
        let scored: Vec<Scored> = entries.into_iter().map(|it| one(it, &kematangan)).collect();
        let question = Question::new(instrument, &scored, pinned, excluded).map_err(unsolved)?;
        let best = question.best().map_err(unsolved)?;
        let standing = question.standing(&daerah, basis, &best.chosen);
        let worth = question.worth(&best);
        let chosen: BTreeSet<usize> = best.chosen.iter().copied().collect();
        // What is chosen stands in the best total; what is not would be added to it.
        let with_total = |worth: Option<Decimal>, sent: bool| {
            standing.skor_total.zip(worth).map(|(best, worth)| if sent { best } else { best + worth })
        };
        let without_total = |worth: Option<Decimal>, sent: bool| {
            standing.skor_total.zip(worth).map(|(best, worth)| if sent { best - worth } else { best })
        };
        let mut inovasi: Vec<(usize, BestInovasi)> = scored
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let worth = worth.as_ref().and_then(|worth| worth.inovasi.get(at)).copied();
                let view = BestInovasi {
                    id: it.id,
                    nama: it.nama.clone(),
                    skor: shown(it.kematangan).unwrap_or_default(),
                    urusan_utama: it.urusan_utama.clone(),
                    chosen: chosen.contains(&at),
                    pinned: pinned.contains(&it.id),
                    excluded: excluded.contains(&it.id),
                    worth_total: worth.map(four_places),
                    with_total: with_total(worth, chosen.contains(&at)).map(four_places),
                    without_total: without_total(worth, chosen.contains(&at)).map(four_places),
                    worth_iid: worth.and_then(|it| index_points(instrument, it)).map(four_places),
                };
                (at, view)
            })
            .collect();
        inovasi.sort_by_key(|(at, it)| {
            (scored.get(*at).map(|it| std::cmp::Reverse(it.kematangan)), it.nama.clone(), it.id)
        });
        let urusan = worth.iter().flat_map(|it| &it.urusan).map(|it| BestUrusan {
            urusan: it.urusan.clone(),
            covered: it.covered,
            worth_total: Some(four_places(it.worth)),
            worth_iid: index_points(instrument, it.worth).map(four_places),
        });
        let gain = standing.skor_total.zip(now.skor_total).map(|(best, now)| best - now);
        let view = BestView {
            instrument: instrument.id.clone(),
            basis,
            gain_iid: shown(gain.and_then(|it| index_points(instrument, it))),
            now: ScoreView { inovasi: Vec::new(), ..score_view(instrument, &now) },
            best: score_view(instrument, &standing),
            n_pinned: count(pinned.len()),
            n_excluded: count(excluded.len()),
            urusan: urusan.collect(),
            inovasi: inovasi.into_iter().map(|it| it.1).collect(),
        };
        let (sent, rest): (Vec<_>, Vec<_>) = scored.iter().enumerate().partition(|it| chosen.contains(&it.0));
        let ids = |list: Vec<(usize, &Scored)>| list.into_iter().map(|it| it.1.id).collect();
        Ok(Self { view, chosen: ids(sent), others: ids(rest), daerah, standing })
    }

    /// Why the index would be what it is, down to the kematangan of each inovasi.
    fn why(&self, instrument: &Instrument) -> Step {
        explain(instrument, &self.daerah, &self.standing, Told::Inovasi)
    }
}

fn one(it: Entry, kematangan: &BTreeMap<InovasiId, Option<Decimal>>) -> Scored {
    let kematangan = kematangan.get(&it.id).copied().flatten();
    Scored { id: it.id, nama: it.nama, kematangan, urusan_utama: it.urusan_utama }
}

fn unsolved(why: domain::submission::best::Unsolved) -> Error {
    Error { code: crate::Code::Invalid, reason: why.reason(), args: Vec::new() }
}

/// Points of the index that a part of the total is; None where there is no index.
pub(crate) fn index_points(instrument: &Instrument, total: Decimal) -> Option<Decimal> {
    instrument.rules.maksimum.map(|it| total * Decimal::ONE_HUNDRED / it)
}

/// Four places: one inovasi among hundreds moves the index by less than two show.
fn four_places(value: Decimal) -> String {
    places(value, 4).to_string()
}
