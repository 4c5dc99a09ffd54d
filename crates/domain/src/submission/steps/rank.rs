//! The order of steps: what one act of each brings, the most first, with no more
//! held at once than are wanted.

use std::cmp::{Ordering, Reverse};

use rust_decimal::Decimal;

use super::NextStep;

impl NextStep {
    /// What one act of it brings: to the total, to the kematangan, and what hangs on it.
    fn rate(&self) -> (Option<Decimal>, Decimal, Option<Decimal>) {
        let each = |it: Decimal| if self.n_act > 1 { it / Decimal::from(self.n_act) } else { it };
        (self.gain.map(each), each(self.gain_kematangan), self.at_risk)
    }
}

/// The best steps so far, with what they are ranked by.
pub(super) struct Ranking {
    limit: usize,
    steps: Vec<(Rate, NextStep)>,
    n_step: usize,
}

type Rate = (Option<Decimal>, Decimal, Option<Decimal>);

impl Ranking {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit: limit.max(1), steps: Vec::new(), n_step: 0 }
    }
}

/// More than the limit are collected before the worst are dropped.
const SLACK: usize = 4096;

impl Ranking {
    /// Takes a step that brings something, or on which something hangs.
    pub(super) fn extend(&mut self, step: Option<NextStep>) {
        let worth = |it: &NextStep| it.at_risk.is_some() || it.gain.unwrap_or(it.gain_kematangan) > Decimal::ZERO;
        let Some(step) = step.filter(worth) else { return };
        self.n_step += 1;
        self.steps.push((step.rate(), step));
        if self.steps.len() > self.limit.saturating_mul(2).saturating_add(SLACK) {
            self.steps.select_nth_unstable_by(self.limit, before);
            // One beyond the limit tells whether the last is tied.
            self.steps.truncate(self.limit + 1);
        }
    }

    pub(super) fn finish(mut self, limit: usize) -> (Vec<NextStep>, usize) {
        self.steps.sort_unstable_by(before);
        let rates: Vec<Rate> = self.steps.iter().map(|it| it.0).collect();
        let tied = |at: usize| {
            let same = |other: Option<usize>| other.and_then(|it| rates.get(it)) == rates.get(at);
            same(at.checked_sub(1)) || same(at.checked_add(1))
        };
        let steps = self.steps.into_iter().enumerate().take(limit);
        (steps.map(|(at, (_, step))| NextStep { tied: tied(at), ..step }).collect(), self.n_step)
    }
}

fn before(a: &(Rate, NextStep), b: &(Rate, NextStep)) -> Ordering {
    let key = |it: &(Rate, NextStep)| (Reverse(it.0), it.1.kind, it.1.inovasi, it.1.indikator, it.1.to);
    key(a).cmp(&key(b))
}
