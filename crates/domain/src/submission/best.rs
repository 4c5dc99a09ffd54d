//! The best set: which inovasi to send so that the total, and with it the index,
//! is highest.
//!
//! Sending one more inovasi adds to the count and pulls the average down, so the
//! best set of a given size is known, and only the size is to be found:
//!
//! * with the gate shut: what is pinned, and the highest of the others;
//! * with the gate open: the same, but first the highest inovasi of as many urusan
//!   dasar as are still missing. Of the urusan that could be covered, those with the
//!   highest such inovasi are taken: in any other set one of them can take the place
//!   of a lower one at no loss.
//!
//! Sorted once, every size is tried with a running sum: O(n log n). Totals are
//! compared as whole fractions, never as rounded numbers. Among equal totals an open
//! gate is taken before a shut one, then the greater set (an inovasi that costs
//! nothing is not left out), then by kematangan, nama and id.
//!
//! The region's own lines are the same in every set and need not be known.

mod worth;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use rust_decimal::Decimal;

use crate::{
    assessment::{
        instrument::{Formula, GateEffect, Instrument, ScoringRules},
        score::{Basis, Standing, Together, score_together},
    },
    core::{id::InovasiId, number::count, reason::Reason, span::Span},
};

pub use worth::{UrusanWorth, Worth};

/// One inovasi that could be sent.
#[derive(Clone, Debug)]
pub struct Scored {
    /// By which people pin and exclude it.
    pub id: InovasiId,
    /// Decides between equal kematangan.
    pub nama: String,
    /// None where it cannot be computed.
    pub kematangan: Option<Decimal>,
    /// Slug of its urusan utama.
    pub urusan_utama: Option<String>,
}

/// Why the best set cannot be computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsolved {
    /// The award adds nothing up.
    NoTotal,
    /// The kematangan of an inovasi is not known.
    Kematangan,
    /// The divisor of the average is not known.
    Divisor,
    /// What an inovasi adds to the count is not known.
    Count,
    /// It hangs on a gate that is not known.
    Gate,
}

impl Unsolved {
    /// The same as a refusal.
    pub fn reason(self) -> Reason {
        match self {
            Self::NoTotal => Reason::BestNoTotal,
            Self::Kematangan => Reason::BestKematanganUnknown,
            Self::Divisor => Reason::BestDivisorUnknown,
            Self::Count => Reason::BestCountUnknown,
            Self::Gate => Reason::BestGateUnknown,
        }
    }
}

/// What a person said about one inovasi.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum PinState {
    Nothing,
    Pinned,
    Excluded,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    /// In units of the question.
    kematangan: i128,
    /// Place in the rules' urusan dasar.
    urusan: Option<usize>,
    say: PinState,
}

/// What is different in a question beside the one that was asked.
#[derive(Clone, Copy, Debug)]
enum Twist {
    None,
    Say(usize, PinState),
    /// The inovasi of this urusan dasar do not cover it.
    Uncovered(usize),
    /// One more inovasi of it, of kematangan 0, may be sent.
    OneMore(usize),
}

/// A total without the region's own lines, as a fraction; never negative.
#[derive(Clone, Copy, Debug)]
struct Total {
    top: i128,
    bottom: i128,
}

impl Total {
    fn cmp(self, other: Total) -> std::cmp::Ordering {
        (self.top * other.bottom).cmp(&(other.top * self.bottom))
    }
}

/// The best of one question.
#[derive(Clone, Debug)]
struct BestFound {
    total: Total,
    open: bool,
    n: u32,
    /// The inovasi that are sent to cover an urusan dasar.
    reps: Vec<usize>,
}

/// The best set.
#[derive(Clone, Debug)]
pub struct Best {
    /// Places of the inovasi in the list given, the highest kematangan first.
    pub chosen: Vec<usize>,
    found: BestFound,
}

/// A question of which inovasi to send.
#[derive(Debug)]
pub struct Question<'a> {
    instrument: &'a Instrument,
    scored: &'a [Scored],
    items: Vec<Item>,
    /// Places by kematangan, the highest first, then by nama and id.
    order: Vec<usize>,
    /// Decimal places of a unit.
    scale: u32,
    /// Least divisor.
    divisor: u32,
    /// Count skor of one inovasi, in units.
    per_inovasi: i128,
    /// No more than this many add to the count.
    batas: u32,
    /// Urusan dasar from which the gate is open for certain.
    minimum: usize,
    /// Whether the gate is shut for certain below that.
    gate_known: bool,
}

/// Finer numbers than any award's, and higher ones, are not reckoned with: whole
/// numbers of 128 bits stay exact up to a million inovasi.
const FINEST: u32 = 9;
const HIGHEST: u32 = 1_000_000;

impl<'a> Question<'a> {
    /// Asks. What is both pinned and excluded counts as pinned.
    ///
    /// # Errors
    /// A rule or a kematangan that everything hangs on is not known.
    pub fn new(
        instrument: &'a Instrument,
        scored: &'a [Scored],
        pinned: &BTreeSet<InovasiId>,
        excluded: &BTreeSet<InovasiId>,
    ) -> Result<Self, Unsolved> {
        let rules = &instrument.rules;
        let (per_inovasi, batas) = count_rule(rules)?;
        let known: Option<Vec<Decimal>> = scored.iter().map(|it| it.kematangan.map(|it| it.normalize())).collect();
        let known = known.ok_or(Unsolved::Kematangan)?;
        let scale = known.iter().map(Decimal::scale).chain([per_inovasi.scale()]).max().unwrap_or(0);
        let units = |it: Decimal| {
            let fits = scale <= FINEST && !it.is_sign_negative() && it <= Decimal::from(HIGHEST);
            fits.then(|| it.mantissa() * 10_i128.pow(scale - it.scale()))
        };
        let items: Option<Vec<Item>> = scored
            .iter()
            .zip(&known)
            .map(|(it, kematangan)| {
                let urusan = rules.urusan_dasar.iter().position(|urusan| it.urusan_utama.as_ref() == Some(urusan));
                let say = match (pinned.contains(&it.id), excluded.contains(&it.id)) {
                    (true, _) => PinState::Pinned,
                    (false, true) => PinState::Excluded,
                    (false, false) => PinState::Nothing,
                };
                Some(Item { kematangan: units(*kematangan)?, urusan, say })
            })
            .collect();
        let items = items.ok_or(Unsolved::Kematangan)?;
        let mut order: Vec<usize> = (0..scored.len()).collect();
        order.sort_by_key(|at| {
            (items.get(*at).map(|it| Reverse(it.kematangan)), scored.get(*at).map(|it| (it.nama.as_str(), it.id)))
        });
        let (minimum, gate_known) = gate_rule(rules);
        Ok(Question {
            instrument,
            scored,
            items,
            order,
            scale,
            divisor: match rules.formula {
                Formula::Iid => rules.pembagi_minimum.ok_or(Unsolved::Divisor)?.max(1),
                Formula::Sum => 0,
                Formula::None => return Err(Unsolved::NoTotal),
            },
            per_inovasi: units(per_inovasi).ok_or(Unsolved::Count)?,
            batas,
            minimum,
            gate_known,
        })
    }

    /// The best set.
    ///
    /// # Errors
    /// It hangs on a gate that is not known.
    pub fn best(&self) -> Result<Best, Unsolved> {
        let found = self.solve(Twist::None, self.minimum);
        // Where a shut gate may count all the same, the set is the best for certain
        // only if nothing would be better with the gate always open.
        if !self.gate_known && self.solve(Twist::None, 0).total.cmp(found.total).is_gt() {
            return Err(Unsolved::Gate);
        }
        let sent = |at: &usize| {
            self.item(*at, Twist::None).is_some_and(|it| it.say == PinState::Pinned) || found.reps.contains(at)
        };
        let free = |at: &usize| {
            self.item(*at, Twist::None).is_some_and(|it| it.say == PinState::Nothing) && !found.reps.contains(at)
        };
        let n_sent = self.order.iter().filter(|it| sent(it)).count();
        let more = (found.n as usize).saturating_sub(n_sent);
        let mut chosen: Vec<usize> = self.order.iter().copied().filter(|it| free(it)).take(more).collect();
        chosen.extend(self.order.iter().copied().filter(|it| sent(it)));
        let place: HashMap<usize, usize> = self.order.iter().enumerate().map(|(place, at)| (*at, place)).collect();
        chosen.sort_by_key(|at| place.get(at).copied());
        Ok(Best { chosen, found })
    }

    /// Where the region would stand if it sent these.
    pub fn standing(&self, daerah: &crate::assessment::score::Answers, basis: Basis, chosen: &[usize]) -> Standing {
        let sent: Vec<&Scored> = chosen.iter().filter_map(|it| self.scored.get(*it)).collect();
        let together = Together {
            n: count(sent.len()),
            jumlah: sent.iter().map(|it| it.kematangan.map_or(Span::UNKNOWN, Span::exact)).sum(),
            urusan_utama: sent.iter().filter_map(|it| it.urusan_utama.clone()).collect(),
        };
        let inovasi = sent.iter().map(|it| (it.id, it.nama.clone(), it.kematangan)).collect();
        Standing { inovasi, ..score_together(self.instrument, daerah, &together, basis) }
    }

    fn item(&self, at: usize, twist: Twist) -> Option<Item> {
        let mut item = *self.items.get(at)?;
        match twist {
            Twist::Say(whose, say) if whose == at => item.say = say,
            Twist::Uncovered(urusan) if item.urusan == Some(urusan) => item.urusan = None,
            _ => {}
        }
        Some(item)
    }

    fn solve(&self, twist: Twist, minimum: usize) -> BestFound {
        let shut = self.try_sizes(twist, &[], false);
        let Some(reps) = self.cover(twist, minimum) else { return shut };
        let open = self.try_sizes(twist, &reps, true);
        if shut.total.cmp(open.total).is_gt() { shut } else { open }
    }

    /// The inovasi that open the gate at the least loss, beside what is pinned; the
    /// one more of a twist is the place behind the last. None where it stays shut.
    fn cover(&self, twist: Twist, minimum: usize) -> Option<Vec<usize>> {
        let mut covered = vec![false; self.instrument.rules.urusan_dasar.len()];
        let mut first: Vec<Option<(i128, usize)>> = vec![None; covered.len()];
        for at in &self.order {
            let Some(Item { kematangan, urusan: Some(urusan), say }) = self.item(*at, twist) else { continue };
            match (say, covered.get_mut(urusan), first.get_mut(urusan)) {
                (PinState::Pinned, Some(covered), _) => *covered = true,
                (PinState::Nothing, _, Some(first)) => *first = first.or(Some((kematangan, *at))),
                _ => {}
            }
        }
        if let Twist::OneMore(urusan) = twist
            && let Some(first) = first.get_mut(urusan)
        {
            *first = first.or(Some((0, self.items.len())));
        }
        let missing = minimum.saturating_sub(covered.iter().filter(|it| **it).count());
        let open = first.into_iter().zip(&covered).filter(|it| !it.1);
        let mut reps: Vec<(i128, usize)> = open.filter_map(|it| it.0).collect();
        if reps.len() < missing {
            return None;
        }
        // The stable sort leaves equals in the rules' order.
        reps.sort_by_key(|it| Reverse(it.0));
        Some(reps.into_iter().take(missing).map(|it| it.1).collect())
    }

    /// Every size from what must be sent to all that may.
    fn try_sizes(&self, twist: Twist, reps: &[usize], open: bool) -> BestFound {
        let must = |at: usize, it: &Item| it.say == PinState::Pinned || reps.contains(&at);
        let (mut sum, mut n) = (0, count(reps.iter().filter(|it| **it == self.items.len()).count()));
        let all = || self.order.iter().filter_map(|at| Some((*at, self.item(*at, twist)?)));
        for (_, it) in all().filter(|(at, it)| must(*at, it)) {
            sum += it.kematangan;
            n += 1;
        }
        let mut best = (self.total(sum, n, open), n);
        let mut add = |kematangan: i128| {
            sum += kematangan;
            n += 1;
            let total = self.total(sum, n, open);
            if total.cmp(best.0).is_ge() {
                best = (total, n);
            }
        };
        for (_, it) in all().filter(|(at, it)| it.say == PinState::Nothing && !must(*at, it)) {
            add(it.kematangan);
        }
        if matches!(twist, Twist::OneMore(_)) && !reps.contains(&self.items.len()) {
            add(0);
        }
        BestFound { total: best.0, open, n: best.1, reps: reps.to_vec() }
    }

    fn total(&self, sum: i128, n: u32, open: bool) -> Total {
        let bottom = if self.divisor == 0 { 1 } else { i128::from(n.max(self.divisor)) };
        let count = if open { i128::from(n.min(self.batas)) * self.per_inovasi } else { 0 };
        Total { top: sum + count * bottom, bottom }
    }
}

impl Best {
    /// Whether the set opens the gate of the urusan dasar, where it counts.
    pub fn is_open(&self) -> bool {
        self.found.open
    }
}

/// Count skor of one inovasi, and of how many; 0 where an award counts nothing.
fn count_rule(rules: &ScoringRules) -> Result<(Decimal, u32), Unsolved> {
    match (rules.formula, &rules.computed) {
        (Formula::Iid, Some(_)) => {
            rules.per_inovasi.map(|it| it.normalize()).zip(rules.batas_inovasi).ok_or(Unsolved::Count)
        }
        _ => Ok((Decimal::ZERO, 0)),
    }
}

/// From how many urusan dasar the gate is open, and whether it is shut below that.
fn gate_rule(rules: &ScoringRules) -> (usize, bool) {
    if rules.formula != Formula::Iid || rules.computed.is_none() {
        return (0, true);
    }
    let most = match (rules.minimum_urusan_dasar, rules.minimum_urusan_dasar_between) {
        (Some(minimum), _) => Some(minimum),
        (None, Some([_, most])) => Some(most),
        (None, None) => None,
    };
    let known = rules.minimum_urusan_dasar.is_some() && rules.gate_effect == GateEffect::Zero;
    (most.map_or(rules.urusan_dasar.len(), |it| it as usize), known)
}
