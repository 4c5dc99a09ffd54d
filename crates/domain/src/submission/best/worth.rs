//! What each inovasi and each urusan dasar is worth to the best set.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::{Best, PinState, Question, Total, Twist};

/// What the total gains by something; below 0 it loses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Of each inovasi, in the order given: the best total with it less the best
    /// total without it. What was pinned can be worth less than nothing.
    pub inovasi: Vec<Decimal>,
    /// Of each urusan dasar, in the rules' order.
    pub urusan: Vec<UrusanWorth>,
}

/// What an urusan dasar is worth to the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UrusanWorth {
    /// Slug of the urusan.
    pub urusan: String,
    /// Whether the best set covers it.
    pub covered: bool,
    /// Covered: what the best total would lose if no inovasi covered it. Otherwise:
    /// what it would gain from one more inovasi there, even of kematangan 0.
    pub worth: Decimal,
}

impl Question<'_> {
    /// What each inovasi and each urusan dasar is worth, every one by solving the
    /// question anew; what is alike is solved once. None where the gate is not known.
    pub fn worth(&self, best: &Best) -> Option<Worth> {
        if !self.gate_known {
            return None;
        }
        let chosen: BTreeSet<usize> = best.chosen.iter().copied().collect();
        let against = |twist| self.solve(twist, self.minimum).total;
        let mut alike: HashMap<(i128, Option<usize>, PinState, bool), Decimal> = HashMap::new();
        let mut inovasi = Vec::with_capacity(self.items.len());
        for (at, it) in self.items.iter().enumerate() {
            let sent = chosen.contains(&at);
            let key = (it.kematangan, it.urusan, it.say, sent);
            let worth = match (alike.get(&key), sent) {
                (Some(known), _) => *known,
                (None, true) => self.less(best.found.total, against(Twist::Say(at, PinState::Excluded)))?,
                (None, false) => self.less(against(Twist::Say(at, PinState::Pinned)), best.found.total)?,
            };
            alike.insert(key, worth);
            inovasi.push(worth);
        }
        let covered: BTreeSet<usize> =
            best.chosen.iter().filter_map(|it| self.items.get(*it)).filter_map(|it| it.urusan).collect();
        let urusan = self.instrument.rules.urusan_dasar.iter().enumerate().map(|(at, urusan)| {
            let covered = covered.contains(&at);
            let worth = match covered {
                true => self.less(best.found.total, against(Twist::Uncovered(at)))?,
                false => self.less(against(Twist::OneMore(at)), best.found.total)?,
            };
            Some(UrusanWorth { urusan: urusan.clone(), covered, worth })
        });
        Some(Worth { inovasi, urusan: urusan.collect::<Option<_>>()? })
    }

    /// `a - b`; None only for numbers beyond any award's.
    fn less(&self, a: Total, b: Total) -> Option<Decimal> {
        let top = Decimal::try_from_i128_with_scale(a.top * b.bottom - b.top * a.bottom, self.scale).ok()?;
        top.checked_div(Decimal::try_from_i128_with_scale(a.bottom * b.bottom, 0).ok()?)
    }
}
