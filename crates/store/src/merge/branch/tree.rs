//! How the acts of a device form lines: a function of the acts alone, so that every
//! laptop that has the same ones has the same lines, in whatever order they arrived.
//! Asked where acts are lost, or were until now, since then one after the other does not
//! tell where each belongs.

use std::collections::BTreeMap;

use domain::merge::chain::ActHash;

/// An act as far as that says where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct TreeAct {
    pub counter: u64,
    /// The first counter that may follow.
    pub end: u64,
    pub previous: ActHash,
    pub hash: ActHash,
}

/// A line: by the hash of the act that it begins with; None: the device's own.
pub(super) type LineKey = Option<ActHash>;

/// The lines of a device.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TreeLines {
    /// The line of each act, in the order in which they were given.
    pub of_acts: Vec<LineKey>,
    /// The line that each of the others leaves.
    pub leaves: BTreeMap<ActHash, LineKey>,
}

/// Lays the acts of one device out in lines. A lost act that others stand behind is taken
/// to stand behind the latest one before them that nothing stands behind: so what was one
/// line is one, whatever of it is lost, and only acts that cannot have followed each other
/// make a fork.
pub(super) fn lines(acts: &[TreeAct]) -> TreeLines {
    let mut rows: BTreeMap<ActHash, usize> = BTreeMap::new();
    for (at, it) in acts.iter().enumerate() {
        rows.entry(it.hash).or_insert(at);
    }
    // Acts first, then the hollow places, then what stands before everything.
    let mut hollow: BTreeMap<ActHash, Vec<usize>> = BTreeMap::new();
    let mut first = Vec::new();
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); acts.len()];
    for (at, it) in acts.iter().enumerate() {
        let parent = rows.get(&it.previous).and_then(|row| acts.get(*row).zip(behind.get_mut(*row)));
        match parent {
            _ if it.previous == ActHash::NONE => first.push(at),
            Some((parent, behind)) if parent.end <= it.counter => behind.push(at),
            _ => hollow.entry(it.previous).or_default().push(at),
        }
    }
    let counter = |at: &usize| acts.get(*at).map_or(0, |it| it.counter);
    let mut hollow: Vec<(u64, ActHash, Vec<usize>)> = hollow
        .into_iter()
        .map(|(hash, acts)| (acts.iter().map(counter).min().unwrap_or_default(), hash, acts))
        .collect();
    hollow.sort_unstable();
    for (nth, (next, _, _)) in hollow.iter().enumerate() {
        // The lost act itself took one counter at least.
        let before = |it: &(usize, &TreeAct)| it.1.end < *next;
        let all = || acts.iter().enumerate().filter(before);
        let is_end = |it: &(usize, &TreeAct)| behind.get(it.0).is_some_and(Vec::is_empty);
        let latest = |it: &(usize, &TreeAct)| (it.1.counter, it.1.hash);
        let parent = all().filter(is_end).max_by_key(latest).or_else(|| all().max_by_key(latest)).map(|it| it.0);
        match parent.and_then(|it| behind.get_mut(it)) {
            Some(behind) => behind.push(acts.len() + nth),
            None => first.push(acts.len() + nth),
        }
    }
    let mut lines = TreeLines { of_acts: vec![None; acts.len()], leaves: BTreeMap::new() };
    let mut open: Vec<(Vec<usize>, LineKey)> = vec![(first, None)];
    while let Some((points, line)) = open.pop() {
        let is_fork = points.len() > 1;
        for at in points {
            let of_hollow = at.checked_sub(acts.len()).and_then(|it| hollow.get_mut(it));
            let (hash, next) = match (acts.get(at), of_hollow) {
                (Some(act), _) => (act.hash, behind.get_mut(at).map(std::mem::take).unwrap_or_default()),
                (None, Some((_, hash, acts))) => (*hash, std::mem::take(acts)),
                (None, None) => continue,
            };
            let own = if is_fork { Some(hash) } else { line };
            if is_fork {
                lines.leaves.insert(hash, line);
            }
            if let Some(it) = lines.of_acts.get_mut(at) {
                *it = own;
            }
            open.push((next, own));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(n: u8) -> ActHash {
        ActHash([n; 32])
    }

    /// An act of one change: its name, its counter, the act before it.
    fn act((name, counter, previous): (u8, u64, u8)) -> TreeAct {
        TreeAct { counter, end: counter + 1, previous: hash(previous), hash: hash(name) }
    }

    fn of(acts: &[(u8, u64, u8)]) -> Vec<Option<u8>> {
        let acts: Vec<TreeAct> = acts.iter().copied().map(act).collect();
        let told = lines(&acts);
        let mut reversed = acts.clone();
        reversed.reverse();
        let mut other = lines(&reversed);
        other.of_acts.reverse();
        assert_eq!(told, other, "in whatever order they come");
        told.of_acts.into_iter().map(|it| it.map(|it| it.0[0])).collect()
    }

    #[test]
    fn acts_behind_each_other_are_one_line_whatever_of_it_is_lost() {
        let whole = [(1, 1, 0), (2, 2, 1), (3, 3, 2), (4, 4, 3), (5, 5, 4), (6, 9, 5)];
        assert_eq!(of(&whole), [None; 6]);
        for lost in 1_u32..1 << whole.len() {
            let left: Vec<_> = whole.iter().enumerate().filter(|it| lost & (1 << it.0) == 0).map(|it| *it.1).collect();
            assert!(of(&left).iter().all(Option::is_none), "{left:?}");
        }
    }

    #[test]
    fn acts_that_cannot_have_followed_each_other_are_a_fork() {
        assert_eq!(of(&[(1, 1, 0), (2, 2, 1), (3, 2, 1), (4, 3, 3)]), [None, Some(2), Some(3), Some(3)]);
        assert_eq!(of(&[(1, 1, 0), (2, 1, 0)]), [Some(1), Some(2)]);
        // What stood before 4 is lost: it had no counter behind 2, so it stood beside it.
        assert_eq!(of(&[(1, 1, 0), (2, 3, 1), (4, 4, 9)]), [None, Some(2), Some(9)]);
        // Two that stand behind one that is lost.
        assert_eq!(of(&[(1, 1, 0), (4, 4, 9), (5, 4, 9)]), [None, Some(4), Some(5)]);
    }
}
