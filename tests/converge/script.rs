//! What happens to the laptops, step by step, out of one number; and how the shortest
//! story that still fails is found.

use std::{cell::Cell, iter};

use super::acts::{ACTS, Act, dealt};

/// Chance that is the same every time. Each step has its own, so that leaving one out
/// changes nothing in the others.
#[derive(Debug, Clone)]
pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    pub fn next(&self) -> u64 {
        // SplitMix64: any seed will do, zero and its neighbours too.
        self.0.set(self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
        let mut z = self.0.get();
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 on, below `n`.
    pub fn below(&self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    /// Once in `n` times.
    pub fn once_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// One of what is certainly there.
    pub fn one<T: Copy>(&self, all: &[T]) -> T {
        *self.pick(all).unwrap()
    }
}

/// One step: what is done, and what chance says about by whom and how.
#[derive(Clone)]
pub struct Step {
    /// Where it stands in the whole story, from 1.
    pub at: usize,
    pub act: &'static Act,
    pub dice: Dice,
}

/// A story: so many laptops, and what happens to them.
#[derive(Clone)]
pub struct Script {
    pub seed: u64,
    /// Steps of the whole story.
    pub n: usize,
    pub steps: Vec<Step>,
}

impl Script {
    /// Every act has its turn in a story that is long enough, the frequent ones more often.
    pub fn new(seed: u64, n: usize) -> Self {
        let dice = Dice::new(seed);
        let often = iter::repeat_with(|| dealt(&dice)).take(n.saturating_sub(ACTS.len()));
        let mut acts: Vec<&'static Act> = ACTS.iter().chain(often).collect();
        for at in (1..acts.len()).rev() {
            acts.swap(at, dice.below(at + 1));
        }
        let steps = (1..=n).zip(acts).map(|(at, act)| Step { at, act, dice: Dice::new(dice.next()) });
        Self { seed, n, steps: steps.collect() }
    }

    /// The same story with these steps alone.
    pub fn keeping(&self, kept: &[usize]) -> Self {
        let steps = self.steps.iter().filter(|it| kept.contains(&it.at)).cloned().collect();
        Self { steps, ..self.clone() }
    }

    fn numbers(&self) -> Vec<usize> {
        self.steps.iter().map(|it| it.at).collect()
    }

    /// Leaves steps out, first many at once and then fewer, as long as `fails` says that
    /// what is left still fails; asks it `budget` times at most.
    pub fn shortened(self, budget: usize, fails: impl Fn(&Script) -> bool) -> Self {
        let (mut shortest, mut left) = (self, budget);
        let mut size = shortest.steps.len().div_ceil(2).max(1);
        loop {
            let mut shorter = false;
            // From the end: what comes last is seldom the cause.
            let mut until = shortest.steps.len();
            while until > 0 && left > 0 {
                let from = until.saturating_sub(size);
                let numbers = shortest.numbers();
                let kept: Vec<usize> = [&numbers[..from], &numbers[until..]].concat();
                let tried = shortest.keeping(&kept);
                left -= 1;
                if fails(&tried) {
                    shortest = tried;
                    shorter = true;
                }
                until = from;
            }
            match (size, shorter) {
                _ if left == 0 => return shortest,
                (1, false) => return shortest,
                (1, true) => {}
                _ => size = size.div_ceil(2),
            }
        }
    }

    /// How to see it again.
    pub fn command(&self) -> String {
        let numbers: Vec<String> = self.numbers().iter().map(usize::to_string).collect();
        let only =
            if self.steps.len() == self.n { String::new() } else { format!("CONVERGE_ONLY={} ", numbers.join(",")) };
        format!("CONVERGE_SEED={} CONVERGE_STEPS={} {only}cargo test -p suites converge::", self.seed, self.n)
    }
}

#[test]
fn a_failing_story_is_cut_down_to_what_matters() {
    let script = Script::new(7, 120);
    let fails = |it: &Script| [17, 80].iter().all(|at| it.steps.iter().any(|step| step.at == *at));
    let shortest = script.shortened(200, fails);
    assert_eq!(shortest.numbers(), [17, 80]);
    assert_eq!(
        shortest.command(),
        "CONVERGE_SEED=7 CONVERGE_STEPS=120 CONVERGE_ONLY=17,80 cargo test -p suites converge::"
    );
}
