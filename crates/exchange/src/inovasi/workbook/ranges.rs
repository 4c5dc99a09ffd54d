//! Rows or columns of which something is true, such as that they are hidden.

/// Ranges of numbers, as they come.
pub(super) struct Ranges {
    ranges: Vec<(u32, u32)>,
    end: u32,
}

/// The same, in order.
#[derive(Clone, Default)]
pub(super) struct OrderedRanges(Vec<(u32, u32)>);

impl Ranges {
    /// Of numbers below `end`; there are never more ranges than that.
    pub(super) fn up_to(end: u32) -> Self {
        Self { ranges: Vec::new(), end }
    }

    /// Adds a range, both ends inside.
    pub(super) fn add(&mut self, first: u32, last: u32) {
        let last = last.min(self.end.saturating_sub(1));
        if first > last || self.ranges.len() >= self.end as usize {
            return;
        }
        match self.ranges.last_mut() {
            Some(before) if before.0 <= first && first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => self.ranges.push((first, last)),
        }
    }

    /// All so far in order, none touching another.
    pub(super) fn all(&mut self) -> OrderedRanges {
        self.ranges.sort_unstable();
        let mut joined = Self::up_to(self.end);
        for (first, last) in self.ranges.drain(..) {
            joined.add(first, last);
        }
        self.ranges = joined.ranges;
        OrderedRanges(self.ranges.clone())
    }
}

impl OrderedRanges {
    pub(super) fn holds(&self, number: u32) -> bool {
        let after = self.0.partition_point(|it| it.0 <= number);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|it| number <= it.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_and_end_with_the_sheet() {
        let mut ranges = Ranges::up_to(10);
        for (first, last) in [(7, u32::MAX), (1, 2), (3, 3), (2, 2), (5, 4), (12, 13)] {
            ranges.add(first, last);
        }
        let all = ranges.all();
        assert_eq!(all.0, [(1, 3), (7, 9)]);
        let held: Vec<u32> = (0..12).filter(|it| all.holds(*it)).collect();
        assert_eq!(held, [1, 2, 3, 7, 8, 9]);
    }
}
